"""Certificates: what anyone can recompute to believe the answer, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from safeconduct.model.plan import Scenario


class Verdict(StrEnum):
    """The answer for one scenario. UNDECIDED: neither a plan for everyone nor a proof that there is none was found
    within the work given; it claims nothing."""

    ALL_OUT = "everyone can be moved"
    SOME_LEFT = "not everyone can be moved"
    NOBODY = "nobody can be moved"
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutEdge:
    """One crossing of a cut: the road id and name, its state, since when (ISO date as stated, or None), the
    confirmed claims it rests on and those that dispute it."""

    road: str
    name: str
    state: str
    since: str | None
    claims: tuple[str, ...]
    disputed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """No route of ``mode`` from site to reception given these confirmed states; unknown roads count as passable.

    ``edges`` are the closed crossings between ``near`` (node ids reachable from the site) and the rest whose
    reopening would join site and reception. ``statement`` is the sentence for a negotiator.
    """

    kind: Literal["cut"] = "cut"
    mode: str
    site: str
    reception: str
    near: tuple[str, ...]
    edges: tuple[CutEdge, ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundTerm:
    """An upper bound on persons out set by one resource, with the integers it is computed from.

    ``resource`` is "screening", "fleet", "bays", "headway", "reception" or "people".
    """

    resource: str
    persons: int
    inputs: tuple[tuple[str, int], ...]
    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """No plan moves more than ``persons`` people: the least of the terms, each recomputable by arithmetic."""

    kind: Literal["bound"] = "bound"
    persons: int
    binding: str
    terms: tuple[BoundTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of the objective: the value reached, the best bound, and how the bound is known.

    ``proof`` is "arithmetic" (the bound above), "search" (exhaustive search, repeatable by re-solving) or "open".
    Persons are counted; arrivals are minutes (last arrival, or sum over persons).
    """

    name: str
    sense: Literal["max", "min"]
    value: int
    bound: int
    proof: Literal["arithmetic", "search", "open"]

    @property
    def gap(self) -> int:
        """Absolute distance between value and bound."""
        return abs(self.bound - self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhaustive:
    """Proved by search, repeatable by re-solving: engine, version, and the SHA-256 of the model it solved."""

    kind: Literal["exhaustive"] = "exhaustive"
    engine: str
    version: str
    model_sha: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The answer for one scenario with its proof. ``situation`` and ``plan`` are document hashes."""

    situation: str
    scenario: Scenario
    plan: str | None
    verdict: Verdict
    persons_out: int
    levels: tuple[Level, ...]
    bound: Bound | None
    cut: Cut | None
    exhaustive: Exhaustive | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One change, re-solved: persons out before and after, and how sure the after is."""

    id: str
    change: str
    before: int
    after: int
    after_bound: int
    all_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisive:
    """One claim or unknown flipped, re-solved: what the answer becomes and how much that changes.

    ``subject`` is a claim id, a road id or an assumption id; ``question`` is what to ask, ``ask`` whom.
    ``score`` ranks by what changes (a direction opens or closes > everyone out flips > persons moved).
    """

    subject: str
    what: str
    flipped: str
    corridor: str
    before: str
    after: str
    score: int
    question: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """The least that must exist for a number of people: buses x trips + spares, and the most seconds a person
    screening may take per lane count (both 0 where nobody is screened); ``proof`` says whether the least is proved or
    only found."""

    people: int
    buses: int
    trips: int
    spares: int
    seconds_per_person: int
    lanes: int
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierPoint:
    """With so many buses, lanes (0: nobody is screened) and window hours, this many people can be moved (value and
    bound)."""

    buses: int
    lanes: int
    hours: int
    persons: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Can an announcement be kept? Requirements per number of people and the frontier around them."""

    corridor: str
    rows: tuple[AuditRow, ...]
    frontier: tuple[FrontierPoint, ...]
    one_wave: tuple[tuple[int, int], ...]
