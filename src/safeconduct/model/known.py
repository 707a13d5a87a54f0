"""Values that know what they rest on: a confirmed claim, or an assumption printed wherever it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Ids of the claims and assumptions a value rests on; at least one."""

    claims: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.claims and not self.assumptions:
            raise ValueError("a value rests on at least one claim or assumption")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Generic[T]):
    """A value with its basis."""

    value: T
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A value nobody reported, set by a person: printed wherever it is used, never presented as a fact.

    ``value`` is kept as written (the text of the number or phrase) for printing; the typed value stands
    where it is used. ``source`` is a citation or the word "judgement".
    """

    id: str
    slot: str
    value: str
    unit: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A count of persons as a range; a bound may be open (None). Counts are integers >= 0."""

    low: int | None
    likely: int | None
    high: int | None
    basis: Basis

    def __post_init__(self) -> None:
        stated = [n for n in (self.low, self.likely, self.high) if n is not None]
        if not stated:
            raise ValueError("an estimate states at least one bound")
        if min(stated) < 0:
            raise ValueError(f"people are counted from 0, got {min(stated)}")
        if stated != sorted(stated):
            raise ValueError(f"an estimate needs low <= likely <= high, got {stated}")

    def pick(self, which: str) -> int:
        """The number meant by ``low``, ``likely`` or ``high``; an open bound gives its nearest stated one."""
        order = {
            "low": (self.low, self.likely, self.high),
            "likely": (self.likely, self.low, self.high),
            "high": (self.high, self.likely, self.low),
        }[which]
        return next(n for n in order if n is not None)
