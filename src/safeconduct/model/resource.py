"""What vehicles of several corridors share: crossings, checkpoints, ferries that serve so many at a time; escorts."""

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
    """A shared narrow place that is passed in slots: ``lanes`` vehicles enter at the start of each slot of
    ``slot_minutes``, counted from minute 0 of the day, both directions together.

    Who passes is delayed by ``delay_loaded`` or ``delay_empty`` minutes beyond the driving time. A one-lane crossing
    has slots of its headway and no delay; a checkpoint lane has slots and a delay of its service time; a ferry has
    slots of a whole turn and the delay of one crossing; a departure is where convoys start (made by who plans, not
    given). ``empty_free``: empty vehicles need no slot (but are delayed).
    ``road`` is the road id it lies on.
    """

    id: str
    name: str
    kind: Literal["crossing", "checkpoint", "ferry", "departure"]
    road: str | None
    lanes: Known[int]
    slot_minutes: Known[int]
    delay_loaded: Known[int]
    delay_empty: Known[int]
    empty_free: bool = False
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        if self.lanes.value < 1:
            raise ValueError(f"resource {self.id} needs at least one lane; a closed one has a closure")
        if self.slot_minutes.value < 1:
            raise ValueError(f"resource {self.id}: a slot lasts at least a minute, got {self.slot_minutes.value}")
        if min(self.delay_loaded.value, self.delay_empty.value) < 0:
            raise ValueError(f"resource {self.id}: delays are counted from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceUse:
    """Where a way meets a resource: after ``minutes`` of driving from its start, waits and delays not counted."""

    resource: str
    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 0:
            raise ValueError(f"minutes of driving to {self.resource} are counted from 0, got {self.minutes}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetConvoys:
    """That vehicles of a fleet depart in convoys (docs/rules-fleet.md, F17), of the sizes and at the headway of
    ``Rules``, with its share of spare vehicles held back.

    A convoy of more than ``led_above`` vehicles is led by one of ``escorts`` (None: there is always one), which is back
    ``escort_return_minutes`` after the convoy's last arrival.
    """

    led_above: Known[int]
    escorts: Known[int] | None = None
    escort_return_minutes: Known[int] | None = None

    def __post_init__(self) -> None:
        if (self.escorts is None) != (self.escort_return_minutes is None):
            raise ValueError("escorts and escort_return_minutes are given together, or neither")
        for name in ("led_above", "escorts", "escort_return_minutes"):
            number = getattr(self, name)
            if number is not None and number.value < 0:
                raise ValueError(f"{name} is counted from 0, got {number.value}")
