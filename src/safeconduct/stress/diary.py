"""The events of a simulated day: told in the order they happen, folded by the code that folds the real one."""

from __future__ import annotations

from datetime import datetime, timedelta

from safeconduct.model.control import EventId
from safeconduct.model.event import Body, Event
from safeconduct.run.records import State
from safeconduct.run.state import Folding

#: The role that enters facts, and the two people who together lift a stop.
ROLE, SECOND = "dispatcher", "access officer"
#: Minutes of two years.
FAR = 2 * 365 * 24 * 60

_DEVICES = {ROLE: "board", SECOND: "second"}


class Diary:
    """Tells events and keeps the state they fold to; keeps the events themselves only when asked to.

    Args:
        day: Name of the day.
        opens: Instant of minute 0.
        keep: Whether ``events`` is filled.
    """

    __slots__ = ("_day", "_folding", "_opens", "_told", "events", "last")

    def __init__(self, day: str, opens: datetime, *, keep: bool = False) -> None:
        self._day, self._opens = day, opens
        self._folding = Folding(State())
        self._told = 0
        self.events: list[Event] | None = [] if keep else None
        self.last: EventId | None = None

    @property
    def state(self) -> State:
        """The state so far; it changes with every event."""
        return self._folding.state

    def tell(self, minute: float, body: Body, *, role: str = ROLE) -> EventId:
        """One event at a minute of the day, rounded down to the second; returns its name."""
        self._told += 1
        name = EventId(device=_DEVICES[role], counter=self._told)
        event = Event(day=self._day, id=name, at=self.instant(minute), role=role, body=body)
        self._folding.apply(event)
        if self.events is not None:
            self.events.append(event)
        return name

    def instant(self, minute: float) -> datetime:
        """The instant of a minute; whatever takes longer than two years is told as two years."""
        return self._opens + timedelta(seconds=int(min(minute, FAR) * 60))

    def minute(self, instant: datetime) -> float:
        """The minute of an instant."""
        return (instant - self._opens).total_seconds() / 60
