"""A desk at a running day: a command is decided on what the log holds now, and written if nobody was faster."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.control import EventId
from safeconduct.model.errors import DayMoved, RefusedError, StoreError
from safeconduct.model.event import Envelope, Event
from safeconduct.ports import DayLog
from safeconduct.run.decide import admit, decide
from safeconduct.run.merge import Timeline
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal

#: How often a command is decided anew when others write at the same time. Each time somebody else's was written.
_TRIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """An event's line in the log, and whether this call wrote it."""

    envelope: Envelope
    fresh: bool


class DayDesk:
    """One day of a log, followed and written to, by one thread. StoreError when its texts were erased."""

    def __init__(self, log: DayLog, day: str) -> None:
        self._log = log
        self.day = day
        self.version = 0
        self._timeline = Timeline()
        self._entered: dict[EventId, tuple[Envelope, Event]] = {}
        self.refresh()

    @property
    def state(self) -> State:
        """The day as far as this desk has read."""
        return self._timeline.state

    def seq(self, name: EventId) -> int | None:
        """The log's number of an event, None when this desk has not read it."""
        held = self._entered.get(name)
        return held[0].seq if held else None

    def next_counter(self, device: str) -> int:
        """The next count of a device."""
        return max((name.counter + 1 for name in self._entered if name.device == device), default=0)

    def refresh(self) -> State:
        """Read what others wrote since."""
        events = []
        for line in self._log.read(self.day, after=self.version):
            if line.event is None:
                raise StoreError(
                    f"the texts of {self.day} were erased; only its lines are left",
                    next_step="look at the lines with `safeconduct day log`",
                )
            self._entered[line.event.id] = (line.envelope, line.event)
            self.version = line.envelope.version
            events.append(line.event)
        return self._timeline.add(events)

    def enter(self, wanted: Event, *, late: bool = False) -> Entered:
        """Write a command's event; RefusedError with the next step when it may not be.

        The same command again, by its name, is answered with the line it has. ``late``: a fact out of a phone's outbox,
        never refused for the state it meets.
        """
        for _ in range(_TRIES):
            held = self._entered.get(wanted.id)
            if held is not None:
                return Entered(envelope=self._again(wanted, *held), fresh=False)
            decided = admit(wanted) if late else decide(self.state, wanted, self._events())
            if isinstance(decided, Refusal):
                raise RefusedError(decided.reason, next_step=decided.next_step)
            try:
                (envelope,) = self._log.append((decided,), expected=None if late else self.version)
            except DayMoved:
                self.refresh()
                continue
            fresh = wanted.id not in self._entered
            self.refresh()
            return Entered(envelope=envelope, fresh=fresh)
        raise DayMoved(
            f"{self.day} is written to by many at once; nothing was written", next_step="send the command again"
        )

    def _events(self) -> dict[EventId, Event]:
        return {name: event for name, (_, event) in self._entered.items()}

    def _again(self, wanted: Event, envelope: Envelope, written: Event) -> Envelope:
        """The line of a command that was entered before; a proposal may have been written as the resumption it made."""
        if (wanted.at, wanted.role, wanted.note) != (written.at, written.role, written.note):
            raise StoreError(
                f"{wanted.id.device} {wanted.id.counter} was used for another event",
                next_step="give the device a new link: it has counted twice",
            )
        return envelope
