"""A desk at a running day: a command is decided on what the log holds now, and written if nobody was faster."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import overload

from safeconduct.model.control import EventId, Resumed, ResumeProposed
from safeconduct.model.errors import DayMoved, RefusedError, SafeconductError, StoreError
from safeconduct.model.event import Envelope, Event
from safeconduct.ports import DayLog
from safeconduct.run.decide import admit, decide
from safeconduct.run.merge import Timeline
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal

#: How often a command is decided anew when others write at the same time. Each time somebody else's was written.
_TRIES = 200

#: A line and its event.
Told = tuple[Envelope, Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """An event's line in the log, and whether this call wrote it."""

    envelope: Envelope
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """An event that is asked for. ``late``: a fact out of an outbox, never refused for the state it meets.

    ``expected`` is the day's version that its sender had read; DayMoved when it is another. ``key`` is what the sender
    will call it when it asks again; it is kept with the event.
    """

    event: Event
    late: bool = False
    expected: int | None = None
    key: str = ""


class Lines(Sequence[Told]):
    """The first lines of a list that others only ever append to: a view, however many there are."""

    __slots__ = ("_count", "_lines")

    def __init__(self, lines: list[Told]) -> None:
        self._lines, self._count = lines, len(lines)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Told: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Told, ...]: ...
    def __getitem__(self, at: int | slice) -> Told | tuple[Told, ...]:
        if isinstance(at, slice):
            return tuple(self._lines[n] for n in range(*at.indices(self._count)))
        return self._lines[range(self._count)[at]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A day as it was read at one moment: its state, and the lines behind it, all of them on disk.

    ``latest`` is the latest time anything but its opening happened at, as far as it is believed (``run.ahead``); None
    when nothing has.
    """

    day: str
    state: State
    lines: Sequence[Told]
    latest: datetime | None

    @property
    def version(self) -> int:
        """How many lines it has."""
        return len(self.lines)


class DayDesk:
    """One day of a log, followed and written to, by one thread. StoreError when its texts were erased."""

    def __init__(self, log: DayLog, day: str) -> None:
        self._log = log
        self.day = day
        self.version = 0
        self._timeline = Timeline()
        self._trial: list[Event] = []
        self._entered: dict[EventId, Told] = {}
        self._events: dict[EventId, Event] = {}
        self._lines: list[Told] = []
        self._keys: dict[EventId, str] = {}
        self.refresh()

    @property
    def state(self) -> State:
        """The day as far as this desk has read."""
        return self._timeline.state

    def line(self, name: EventId) -> Envelope | None:
        """The line of an event, None when this desk has not read it."""
        held = self._entered.get(name)
        return held[0] if held else None

    def seq(self, name: EventId) -> int | None:
        """The log's number of an event, None when this desk has not read it."""
        line = self.line(name)
        return line.seq if line else None

    def next_counter(self, device: str) -> int:
        """The next count of a device."""
        return max((name.counter + 1 for name in self._entered if name.device == device), default=0)

    def lines(self, after: int = 0) -> tuple[Told, ...]:
        """The lines this desk has read whose version is above ``after``, in order."""
        return tuple(self._lines[max(0, after) :])  # versions count from 1 without a gap

    def written_by(self, device: str) -> tuple[tuple[Envelope, str], ...]:
        """The lines of a device this desk has read, each with its key."""
        lines = (envelope for envelope, _ in self._lines if envelope.device == device)
        return tuple((line, self._keys.get(EventId(device=device, counter=line.counter), "")) for line in lines)

    def seen(self) -> Seen:
        """The day as this desk has read it; asked for in the thread that writes."""
        return Seen(day=self.day, state=self.state, lines=Lines(self._lines), latest=self.state.last_at)

    def refresh(self) -> State:
        """Read what others wrote since."""
        events = []
        for line in self._log.read(self.day, after=self.version):
            if line.event is None:
                raise StoreError(
                    f"the texts of {self.day} were erased; only its lines are left",
                    next_step="look at the lines with `safeconduct day log`",
                )
            self._take(line.envelope, line.event, line.key)
            events.append(line.event)
        return self._timeline.add(events)

    def enter(self, wanted: Event, *, late: bool = False) -> Entered:
        """Write a command's event; RefusedError with the next step when it may not be.

        The same command again, by its name, is answered with the line it has. ``late``: a fact out of a phone's outbox,
        never refused for the state it meets.
        """
        (answer,) = self.enter_all((Command(event=wanted, late=late),))
        if isinstance(answer, SafeconductError):
            raise answer
        return answer

    def enter_all(self, wanted: Sequence[Command]) -> tuple[Entered | SafeconductError, ...]:
        """Write several commands in one append: each is decided on the day as those before it leave it.

        One answer a command, in order: its line, or why it was refused; a refusal stops nothing after it.
        """
        keys = {command.event.id: command.key for command in reversed(wanted) if command.key}
        for _ in range(_TRIES):
            fresh: dict[EventId, Event] = {}
            try:
                answers = self._decide_all(wanted, fresh)
                written = self._log.append(tuple(fresh.values()), expected=self.version, keys=keys) if fresh else ()
            except DayMoved:
                self._give_up()
                continue
            except Exception:
                self._give_up()
                raise
            if written and written[0].version != self.version + 1:  # known to the log, and not yet to this desk
                self._give_up()
                continue
            self._trial.clear()
            for envelope, event in zip(written, fresh.values(), strict=True):
                self._take(envelope, event, keys.get(event.id, ""))
            self._timeline.add(fresh.values())
            return tuple(self._told(wanted, answers))
        raise DayMoved(f"{self.day} is written to by many at once; nothing was written", next_step="send them again")

    def _told(
        self, wanted: Sequence[Command], answers: Sequence[Entered | SafeconductError | None]
    ) -> Iterator[Entered | SafeconductError]:
        """The answers with the lines that were written; a command that stood twice is fresh once."""
        named: set[EventId] = set()
        for command, answer in zip(wanted, answers, strict=True):
            name = command.event.id
            yield Entered(envelope=self._entered[name][0], fresh=name not in named) if answer is None else answer
            named.add(name)

    def _decide_all(
        self, wanted: Sequence[Command], fresh: dict[EventId, Event]
    ) -> list[Entered | SafeconductError | None]:
        """Decide in order, each on the state the ones before it leave; what is to be written goes to ``fresh``.

        What is only taken down asks for no state: it is folded together, when a decision needs it or all is written.
        """
        known = ChainMap(fresh, self._events)
        return [self._decided(command, known, fresh) for command in wanted]

    def _state_with(self, fresh: Mapping[EventId, Event]) -> State:
        """The day with what this append would write so far."""
        more = list(islice(fresh.values(), len(self._trial), None))
        self._trial += more
        return self._timeline.add(more)

    def _give_up(self) -> None:
        """Back to what was read, and what others wrote since."""
        self._timeline.forget(self._trial)
        self._trial.clear()
        self.refresh()

    def _decided(
        self, command: Command, known: Mapping[EventId, Event], fresh: dict[EventId, Event]
    ) -> Entered | SafeconductError | None:
        """What becomes of one command; None when it stands in ``fresh`` and will be written."""
        wanted = command.event
        held = self._entered.get(wanted.id)
        if held is not None:
            return Entered(envelope=held[0], fresh=False) if _same(wanted, held[1]) else _counted_twice(wanted)
        if wanted.id in fresh:
            return None if _same(wanted, fresh[wanted.id]) else _counted_twice(wanted)
        version = self.version + len(fresh)
        if command.expected is not None and command.expected != version:
            return DayMoved(
                f"{self.day} is at version {version}, not {command.expected}; nothing was written",
                next_step="read the day again, then decide anew",
            )
        decided = admit(wanted) if command.late else decide(self._state_with(fresh), wanted, known)
        if isinstance(decided, Refusal):
            return RefusedError(decided.reason, next_step=decided.next_step)
        fresh[wanted.id] = decided
        return None

    def _take(self, envelope: Envelope, event: Event, key: str) -> None:
        if key:
            self._keys[event.id] = key
        self._entered[event.id] = (envelope, event)
        self._events[event.id] = event
        self._lines.append((envelope, event))
        self.version = envelope.version


def _same(wanted: Event, written: Event) -> bool:
    """Whether two events of one name are one: a sender that heard no answer sends again before the first is on disk. A
    proposal may have been written as the resumption it made."""
    seconded = isinstance(wanted.body, ResumeProposed) and isinstance(written.body, Resumed)
    alike = seconded or wanted.body == written.body
    return alike and (wanted.at, wanted.role, wanted.note) == (written.at, written.role, written.note)


def _counted_twice(wanted: Event) -> StoreError:
    return StoreError(
        f"{wanted.id.device} {wanted.id.counter} was used for another event",
        next_step="give the device a new link: it has counted twice",
    )
