"""What happens on a day, one event a fact, and the log's envelope around it.

An event says what happened, when (``at``), in which role, and from which device; device and counter together name it
for ever, so that the same event sent again is the same event. Bodies hold counts by need and by outcome; there is no
field for a person's name. Words a person wrote stand apart, in ``note``, where they can be erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from safeconduct.model.control import (
    Aborted,
    AlarmCleared,
    AlarmRaised,
    ConvoyClosed,
    DayClosed,
    DayOpened,
    EventId,
    PlanReplaced,
    Resumed,
    ResumeProposed,
    RoadReported,
    Suspended,
    TextsErased,
    WindowChanged,
)
from safeconduct.model.movement import (
    Arrived,
    Birth,
    Boarded,
    Breakdown,
    CalledForward,
    CrowdCounted,
    Death,
    Declined,
    Departed,
    Detained,
    Found,
    LetOff,
    Missing,
    PassedPoint,
    Released,
    Returned,
    Transferred,
    TurnedBack,
)
from safeconduct.model.times import require_utc

#: What can be put in place of a wrong event.
Plain = (
    DayOpened
    | CrowdCounted
    | CalledForward
    | Boarded
    | Departed
    | PassedPoint
    | Arrived
    | TurnedBack
    | Returned
    | Declined
    | LetOff
    | Detained
    | Released
    | Missing
    | Found
    | Birth
    | Death
    | Transferred
    | Breakdown
    | RoadReported
    | WindowChanged
    | Suspended
    | Aborted
    | ResumeProposed
    | Resumed
    | PlanReplaced
    | AlarmRaised
    | AlarmCleared
    | ConvoyClosed
    | DayClosed
    | TextsErased
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """An earlier event was wrong: ``instead`` takes its place and its time, or nothing does (None).

    ``seq`` is the earlier event's number in the log, for the reader; ``wrong`` names it wherever it is met.
    """

    kind: Literal["corrected"] = "corrected"
    wrong: EventId
    seq: int | None
    instead: Plain | None


Body = Plain | Corrected

#: Body types by the kind that is written in the log.
BODIES: dict[str, type[Body]] = {cls.__dataclass_fields__["kind"].default: cls for cls in get_args(Body)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact of a day: what, when it happened (aware UTC), in which role it was entered, on which device.

    ``note`` is a person's own words; it is kept apart from the body and never needed to understand it.
    """

    day: str
    id: EventId
    at: datetime
    role: str
    body: Body
    note: str = ""

    def __post_init__(self) -> None:
        require_utc(self.at, "event.at")
        if not self.role.strip():
            raise ValueError("an event names the role it was entered in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An event's line in the log: what stays when the bodies are erased.

    ``seq`` counts the lines of the log from 1, ``version`` those of the day. ``body_hash`` and ``note_hash`` are
    SHA-256 over a salt and the text; the salts lie beside the texts and go with them. ``hash`` is over all other
    fields, ``prev`` the hash of the line before (64 zeros before the first).
    """

    seq: int
    day: str
    version: int
    kind: str
    device: str
    counter: int
    at: datetime
    recorded_at: datetime
    role: str
    body_hash: str
    note_hash: str | None
    prev: str
    hash: str

    def __post_init__(self) -> None:
        require_utc(self.at, "envelope.at")
        require_utc(self.recorded_at, "envelope.recorded_at")
        if min(self.seq, self.version) < 1:
            raise ValueError(f"lines are counted from 1, got seq {self.seq}, version {self.version}")


#: Salt and text of a line's body and of its note; None where there is none any more.
Texts = tuple[tuple[bytes, bytes] | None, tuple[bytes, bytes] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the log as it is read: the event is None when its text was erased. ``key`` is what its sender calls it
    when it asks again; empty when it was given none, or when that is erased."""

    envelope: Envelope
    event: Event | None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What verifying a log found: lines, the hash of the last one, days whose texts were erased, and every fault in
    words, by its line. ``head`` is 64 zeros for an empty log."""

    lines: int
    head: str
    erased: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the chain is whole."""
        return not self.faults


#: Hash before the first line of a log.
GENESIS = "0" * 64
