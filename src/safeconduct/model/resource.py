"""What vehicles of several corridors share: crossings, checkpoints and ferries that serve so many at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from safeconduct.model.known import Basis, Known
from safeconduct.model.times import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A time in which a resource serves nobody: from ``since`` until ``until`` (None: for the rest of the day)."""

    since: datetime
    until: datetime | None
    basis: Basis

    def __post_init__(self) -> None:
        require_utc(self.since, "closure.since")
        if self.until is not None:
            require_utc(self.until, "closure.until")
            if self.until <= self.since:
                raise ValueError(f"a closure ends after it begins, got {self.since} to {self.until}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A shared narrow place. Each vehicle that enters holds one of ``lanes`` for ``hold`` minutes and is itself
    delayed for ``delay`` minutes, loaded or empty, in either direction.

    A one-lane crossing holds its lane for the headway and delays nobody beyond the driving time; a checkpoint holds
    and delays for its service time; a ferry holds its place for a whole turn and delays for one crossing. ``road`` is
    the road id it lies on. An empty vehicle with ``hold_empty`` 0 passes freely.
    """

    id: str
    name: str
    kind: Literal["crossing", "checkpoint", "ferry"]
    road: str | None
    lanes: Known[int]
    hold_loaded: Known[int]
    hold_empty: Known[int]
    delay_loaded: Known[int]
    delay_empty: Known[int]
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        if self.lanes.value < 1:
            raise ValueError(f"resource {self.id} needs at least one lane; a closed one has a closure")
        if min(k.value for k in (self.hold_loaded, self.hold_empty, self.delay_loaded, self.delay_empty)) < 0:
            raise ValueError(f"resource {self.id}: minutes are counted from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceUse:
    """Where a way meets a resource: after ``minutes`` of driving from its start, waits and delays not counted."""

    resource: str
    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 0:
            raise ValueError(f"minutes of driving to {self.resource} are counted from 0, got {self.minutes}")
