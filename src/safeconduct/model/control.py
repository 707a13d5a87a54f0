"""What people decide and report about a day: it opens and closes, stops and goes on, gets another plan or window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from safeconduct.model.day import Orders
from safeconduct.model.movement import Reason
from safeconduct.model.place import RoadState
from safeconduct.model.times import require_utc

AlarmKind = Literal["standing", "overdue", "window closing", "detained", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventId:
    """The name of an event: the device (or one-time link) it was entered on, and that device's own count."""

    device: str
    counter: int

    def __post_init__(self) -> None:
        if not self.device.strip():
            raise ValueError("an event names the device it was entered on")
        if self.counter < 0:
            raise ValueError(f"a device counts its events from 0, got {self.counter}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A day begins, as an order or as an exercise."""

    kind: Literal["day opened"] = "day opened"
    mode: Literal["order", "exercise"]
    orders: Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadReported:
    """The state of a road as somebody reports it; a report on unknown ground is a state too."""

    kind: Literal["road reported"] = "road reported"
    road: str
    state: RoadState
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChanged:
    """A corridor's window closes at another instant; ``latest`` moves by as much."""

    kind: Literal["window changed"] = "window changed"
    corridor: str
    closes: datetime

    def __post_init__(self) -> None:
        require_utc(self.closes, "window changed: closes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """Stop: a convoy, a corridor, or (neither named) the whole day. One person's word is enough."""

    kind: Literal["suspended"] = "suspended"
    corridor: str | None = None
    convoy: str | None = None
    reason: Reason = Reason.NOT_KNOWN

    def __post_init__(self) -> None:
        if self.corridor is not None and self.convoy is not None:
            raise ValueError("stop a convoy or a corridor, not both in one event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aborted:
    """Stop, and no new departure is meant: those on the road come back or go to the nearest safe place."""

    kind: Literal["aborted"] = "aborted"
    corridor: str | None = None
    convoy: str | None = None
    reason: Reason = Reason.NOT_KNOWN

    def __post_init__(self) -> None:
        if self.corridor is not None and self.convoy is not None:
            raise ValueError("stop a convoy or a corridor, not both in one event")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeProposed:
    """A first person wishes to lift these stops; nothing moves before a second, in another role, agrees."""

    kind: Literal["resume proposed"] = "resume proposed"
    stops: tuple[EventId, ...]

    def __post_init__(self) -> None:
        if not self.stops:
            raise ValueError("name the stops that are to be lifted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """A second person lifts the stops of a proposal, and those only: a stop that neither had seen stays."""

    kind: Literal["resumed"] = "resumed"
    proposal: EventId
    proposed_by: str
    stops: tuple[EventId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReplaced:
    """Another checked plan takes over. Convoys that have begun keep the orders they were given."""

    kind: Literal["plan replaced"] = "plan replaced"
    orders: Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised:
    """A danger to look at: what, where, and since when it stands."""

    kind: Literal["alarm raised"] = "alarm raised"
    alarm: AlarmKind
    subject: str
    since: datetime

    def __post_init__(self) -> None:
        require_utc(self.since, "alarm raised: since")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmCleared:
    """The danger is past, or a person has dealt with it."""

    kind: Literal["alarm cleared"] = "alarm cleared"
    alarm: AlarmKind
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsErased:
    """The texts of a day are destroyed: what stays of it in words is how many lines it had, and persons by outcome.

    ``known`` is None when the texts could not be read any more.
    """

    kind: Literal["texts erased"] = "texts erased"
    erased: str
    lines: int
    known: int | None
    waiting: int = 0
    returned: int = 0
    declined: int = 0
    aboard: int = 0
    arrived: int = 0
    let_off: int = 0
    detained: int = 0
    missing: int = 0
    died: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoyClosed:
    """Everyone who departed with the convoy has an outcome."""

    kind: Literal["convoy closed"] = "convoy closed"
    convoy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """Every convoy that began is closed, and everyone still at a site is counted as such."""

    kind: Literal["day closed"] = "day closed"
