"""The verbs of a day's log: open, enter, log, verify, replay, backup, restore, erase."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from safeconduct import codec
from safeconduct.app.day_desk import DayDesk, Entered
from safeconduct.app.find import document
from safeconduct.app.ledger import file_bytes
from safeconduct.app.plans import checks_of, plan_named
from safeconduct.app.settings import settings
from safeconduct.app.wire import clock, database_address, day_log
from safeconduct.model.control import DayOpened, EventId, PlanReplaced, TextsErased
from safeconduct.model.errors import CheckFailed, DocumentInvalid, NotFound, RefusedError, StoreError
from safeconduct.model.event import Event, Line, Verified
from safeconduct.model.situation import Situation
from safeconduct.ports import DayLog
from safeconduct.run.account import Balance, OpenPoint, balance, open_points, status
from safeconduct.run.ahead import not_yet
from safeconduct.run.merge import state_of
from safeconduct.run.opening import open_day as may_open
from safeconduct.run.orders import orders_of
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal

#: The day that notes which days were erased, and the device the command line enters events on.
ERASURES = "erasures"
DEVICE = "command line"
#: What no file of events may bring to a day of order: orders come from a plan that was checked here and now.
BY_PLAN = {
    DayOpened: "open the day on a plan: `safeconduct day open`",
    PlanReplaced: "plan again and accept the plan on the board: no unchecked plan reaches the log",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A day folded from its log: where everyone is, and what keeps it from closing."""

    state: State
    status: str
    balance: Balance
    open: tuple[OpenPoint, ...]
    version: int


def open_day(store: str, plan: str, situation: str | None, *, day: str, exercise: bool, by: str) -> Entered:
    """Open a day on a plan that is checked here and now; RefusedError names what is missing for an order."""
    planned = plan_named(plan, Path(store))
    given = document(Situation, "situation", situation or planned.situation, Path(store))
    decided = may_open(
        given, orders_of(given, planned), checks_of(given, planned), "exercise" if exercise else "order"
    )  # fmt: skip
    if isinstance(decided, Refusal):
        raise RefusedError(decided.reason, next_step=decided.next_step)
    with day_log(store, settings()) as log:
        desk = DayDesk(log, day)
        name = EventId(device=DEVICE, counter=desk.next_counter(DEVICE))
        return desk.enter(Event(day=day, id=name, at=clock().now(), role=by, body=decided))


def enter_events(store: str, file: Path, *, late: bool) -> tuple[Entered, ...]:
    """Enter the events of a file, one JSON object a line, in their order; stops at the first that is refused. Nothing
    is entered of a file that holds orders, unless for an exercise that it tells from the opening on."""
    numbered = [
        (number, _event(line, file, number))
        for number, line in enumerate(file_bytes(file).decode("utf-8").splitlines(), 1)
        if line.strip()
    ]
    _require_no_orders(numbered, file)
    events = [event for _, event in numbered]
    with day_log(store, settings()) as log:
        desks: dict[str, DayDesk] = {}
        return tuple(_entered(desks.setdefault(e.day, DayDesk(log, e.day)), e, late=late) for e in events)


def _entered(desk: DayDesk, event: Event, *, late: bool) -> Entered:
    """Enter an event of a file; RefusedError for a command that lies ahead of the wall's clock."""
    refused = None if late else not_yet(desk.state.mode, event, clock().now())
    if refused is not None:
        raise RefusedError(refused.reason, next_step=refused.next_step)
    return desk.enter(event, late=late)


def _event(line: str, file: Path, number: int) -> Event:
    try:
        plain = json.loads(line)
    except ValueError as error:
        raise DocumentInvalid(
            f"line {number} is not JSON", file=str(file), next_step="write one event a line; see docs/events.md"
        ) from error
    return codec.from_plain(Event, plain, file=f"{file}:{number}")


def _require_no_orders(numbered: Sequence[tuple[int, Event]], file: Path) -> None:
    """RefusedError for the first line that brings orders to a day this file did not open as an exercise. What is then
    replaced is that exercise's: a day that is open already refuses to be opened, and nothing after it is entered."""
    exercises: set[str] = set()
    for number, event in numbered:
        if isinstance(event.body, DayOpened) and event.body.mode == "exercise":
            exercises.add(event.day)
        ours = () if event.day in exercises else (event.body,)
        for body in (*ours, getattr(event.body, "instead", None)):
            if (instead := BY_PLAN.get(type(body))) is not None:
                raise RefusedError(f"line {number} brings orders of its own", file=str(file), next_step=instead)


def lines(store: str, day: str | None) -> tuple[Line, ...]:
    """The lines of a day, or of all days."""
    with day_log(_existing(store), settings()) as log:
        found = log.days() if day is None else (_known(log, day),)
        return tuple(line for name in found for line in log.read(name))


def verify(store: str, head: str | None) -> Verified:
    """Recompute the chain; CheckFailed with every fault, or when it no longer holds a head that was printed before."""
    with day_log(_existing(store), settings()) as log:
        found = _whole(log, store)
        hashes = {line.envelope.hash for day in log.days() for line in log.read(day)} if head else set()
    if head and not any(known.startswith(head) for known in hashes):
        raise CheckFailed(
            f"the head {head} is not in this log: lines were cut off after they were written",
            file=store,
            next_step="look for the file that holds it: the head was printed from a longer or another log",
        )
    return found


def _whole(log: DayLog, store: str) -> Verified:
    """The chain recomputed; CheckFailed with every fault."""
    found = log.verify()
    if not found.ok:
        raise CheckFailed(
            f"the log is not whole: {'; '.join(found.faults[:5])}",
            file=store,
            next_step="keep this file, restore the latest backup that verifies, and compare the two",
        )
    return found


def replay(store: str, day: str) -> Replayed:
    """Fold a day from its log, once the chain was recomputed; CheckFailed when it is not whole."""
    with day_log(_existing(store), settings()) as log:
        known = _known(log, day)
        _whole(log, store)
        found = log.read(known)
    events = [line.event for line in found if line.event is not None]
    if len(events) != len(found):
        raise StoreError(
            f"the texts of {day} were erased: its {len(found)} lines are left, and still verify",
            file=store,
            next_step="look at them with `safeconduct day log`",
        )
    state = state_of(events)
    return Replayed(
        state=state, status=status(state), balance=balance(state), open=open_points(state), version=len(found)
    )


def backup(store: str, target: Path) -> str:
    """Copy the log into a new file; returns the head."""
    with day_log(_existing(store), settings()) as log:
        return log.backup(target)


def restore(store: str, source: Path) -> str:
    """Fill a new store from a backup; returns the head."""
    with day_log(store, settings()) as log:
        return log.restore(source)


def erase(store: str, day: str | None, by: str) -> tuple[str, ...]:
    """Destroy the texts of a day, or of every day that has any; returns the days. Their counts are kept."""
    with day_log(_existing(store), settings()) as log:
        every = tuple(name for name in log.days() if name != ERASURES and any(line.event for line in log.read(name)))
        chosen = every if day is None else (_known(log, day),)
        for name in chosen:
            if name != ERASURES:
                log.append((_erasure(log, name, by),))  # first, so that the counts outlive what they count
            log.erase(name)
        return chosen


def _erasure(log: DayLog, day: str, by: str) -> Event:
    """What is left to say of a day: its lines, and persons by outcome."""
    found = log.read(day)
    events = [line.event for line in found if line.event is not None]
    counts: dict[str, int | None] = {"known": None}
    if events:
        now = balance(state_of(events))
        counts = {field.name: getattr(now, field.name).total for field in fields(now)}
    before = [line.envelope.counter for line in log.read(ERASURES) if line.envelope.device == DEVICE]
    body = TextsErased(erased=day, lines=len(found), **counts)  # type: ignore[arg-type]
    name = EventId(device=DEVICE, counter=max(before, default=-1) + 1)
    return Event(day=ERASURES, id=name, at=clock().now(), role=by, body=body)


def _existing(store: str) -> str:
    if database_address(store) is None and not Path(store).is_file():
        raise NotFound("there is no such workspace", file=store, next_step="give --workspace FILE, or open a day first")
    return store


def _known(log: DayLog, day: str) -> str:
    if day not in log.days():
        known = ", ".join(log.days()) or "none"
        raise NotFound(f"there is no day {day!r}", next_step=f"name one of: {known}")
    return day
