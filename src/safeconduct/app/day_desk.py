"""A desk at a running day: a command is decided on what the log holds now, and written if nobody was faster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.control import EventId
from safeconduct.model.errors import DayMoved, RefusedError, SafeconductError, StoreError
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """An event that is asked for. ``late``: a fact out of an outbox, never refused for the state it meets.

    ``expected`` is the day's version that its sender had read; DayMoved when it is another.
    """

    event: Event
    late: bool = False
    expected: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A day as it was read at one moment: its state, and the lines behind it, all of them on disk."""

    day: str
    state: State
    lines: tuple[tuple[Envelope, Event], ...]

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
        self._entered: dict[EventId, tuple[Envelope, Event]] = {}
        self._lines: list[tuple[Envelope, Event]] = []
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

    def lines(self, after: int = 0) -> tuple[tuple[Envelope, Event], ...]:
        """The lines this desk has read whose version is above ``after``, in order."""
        return tuple(self._lines[max(0, after) :])  # versions count from 1 without a gap

    def seen(self) -> Seen:
        """The day as this desk has read it; asked for in the thread that writes."""
        return Seen(day=self.day, state=self.state, lines=tuple(self._lines))

    def refresh(self) -> State:
        """Read what others wrote since."""
        events = []
        for line in self._log.read(self.day, after=self.version):
            if line.event is None:
                raise StoreError(
                    f"the texts of {self.day} were erased; only its lines are left",
                    next_step="look at the lines with `safeconduct day log`",
                )
            self._take(line.envelope, line.event)
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

    def enter_all(self, wanted: Sequence[Command]) -> tuple[Entered | SafeconductError, ...]:
        """Write several commands in one append: each is decided on the day as those before it leave it.

        One answer a command, in order: its line, or why it was refused; a refusal stops nothing after it.
        """
        for _ in range(_TRIES):
            fresh: list[Event] = []
            try:
                answers = self._decide_all(wanted, fresh)
                written = self._log.append(tuple(fresh), expected=self.version) if fresh else ()
            except DayMoved:
                self._forget_trial()
                continue
            except Exception:
                self._forget_trial()
                raise
            if written and written[0].version != self.version + 1:  # known to the log, and not yet to this desk
                self._forget_trial()
                continue
            for envelope, event in zip(written, fresh, strict=True):
                self._take(envelope, event)
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

    def _decide_all(self, wanted: Sequence[Command], fresh: list[Event]) -> list[Entered | SafeconductError | None]:
        """Decide in order, each on the state the ones before it leave; what is to be written goes to ``fresh``."""
        answers: list[Entered | SafeconductError | None] = []
        events = self._events()
        for command in wanted:
            before = len(fresh)
            answers.append(self._decided(command, self.state, events, fresh))
            if len(fresh) > before:
                events[fresh[-1].id] = fresh[-1]
                self._timeline.add(fresh[-1:])
        return answers

    def _forget_trial(self) -> None:
        """Back to what was read, and what others wrote since."""
        self._timeline = Timeline(event for _, event in self._lines)
        self.refresh()

    def _decided(
        self, command: Command, state: State, events: dict[EventId, Event], fresh: list[Event]
    ) -> Entered | SafeconductError | None:
        """The answer to a command that writes nothing; None when its event is in ``fresh``, by it or its twin."""
        wanted = command.event
        held = self._entered.get(wanted.id)
        try:
            if held is not None:
                return Entered(envelope=self._again(wanted, *held), fresh=False)
        except StoreError as error:
            return error
        if wanted.id in events:
            return None if _same(wanted, events[wanted.id]) else _counted_twice(wanted)
        version = self.version + len(fresh)
        if command.expected is not None and command.expected != version:
            return DayMoved(
                f"{self.day} is at version {version}, not {command.expected}; nothing was written",
                next_step="read the day again, then decide anew",
            )
        decided = admit(wanted) if command.late else decide(state, wanted, events)
        if isinstance(decided, Refusal):
            return RefusedError(decided.reason, next_step=decided.next_step)
        fresh.append(decided)
        return None

    def _take(self, envelope: Envelope, event: Event) -> None:
        self._entered[event.id] = (envelope, event)
        self._lines.append((envelope, event))
        self.version = envelope.version

    def _events(self) -> dict[EventId, Event]:
        return {name: event for name, (_, event) in self._entered.items()}

    def _again(self, wanted: Event, envelope: Envelope, written: Event) -> Envelope:
        """The line of a command that was entered before; a proposal may have been written as the resumption it made."""
        if not _same(wanted, written):
            raise _counted_twice(wanted)
        return envelope


def _same(wanted: Event, written: Event) -> bool:
    """Whether two events of one name are one: a sender that heard no answer sends again before the first is on disk."""
    return (wanted.at, wanted.role, wanted.note) == (written.at, written.role, written.note)


def _counted_twice(wanted: Event) -> StoreError:
    return StoreError(
        f"{wanted.id.device} {wanted.id.counter} was used for another event",
        next_step="give the device a new link: it has counted twice",
    )
