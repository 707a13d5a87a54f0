"""A desk at a running day: decided on what the log holds now, written once, however many desks there are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app.day_desk import Command, DayDesk, Entered
from safeconduct.model.control import EventId, Resumed, ResumeProposed, Suspended
from safeconduct.model.errors import DayMoved, RefusedError, StoreError
from safeconduct.model.event import Envelope, Event
from safeconduct.model.movement import Boarded, Departed
from safeconduct.run.account import holds
from tests.run.days import OPENED, UNDER_WAY, Desk, walking


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteDayLog]:
    made = SqliteDayLog(tmp_path / "case.safeconduct", SystemClock())
    yield made
    made.close()


@pytest.fixture
def desk(log: SqliteDayLog) -> DayDesk:
    """A desk at a day that is open."""
    made = DayDesk(log, "day")
    made.enter(Desk().event(OPENED))
    return made


def test_a_command_is_written_and_the_same_again_is_its_line(desk: DayDesk, log: SqliteDayLog) -> None:
    command = Desk("gate").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(30)), 5)
    first, again = desk.enter(command), desk.enter(command)
    assert (first.fresh, again.fresh, first.envelope) == (True, False, again.envelope)
    assert DayDesk(log, "day").enter(command).envelope == first.envelope
    assert (desk.version, desk.seq(command.id), desk.seq(EventId(device="x", counter=0))) == (2, 2, None)
    assert (desk.next_counter("gate"), desk.next_counter("other")) == (1, 0)


def test_a_command_sent_again_is_not_decided_again(desk: DayDesk) -> None:
    """The bus is full by now; the boarding that filled it is answered, not refused."""
    command = Desk("gate").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(30)), 5)
    desk.enter(command)
    assert desk.enter(command).envelope.version == 2
    with pytest.raises(RefusedError, match="more than the places") as refused:
        desk.enter(replace(command, id=EventId(device="gate", counter=1)))
    assert "hold the others" in refused.value.next_step


def test_one_name_for_two_commands_is_refused(desk: DayDesk) -> None:
    command = Desk("gate").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(3)), 5)
    desk.enter(command)
    with pytest.raises(StoreError, match="another event"):
        desk.enter(replace(command, role="medic"))
    with pytest.raises(StoreError, match="another event"):
        desk.enter(replace(command, body=Boarded(convoy="1", vehicle="bus-1", persons=walking(4))))


def test_a_proposal_that_became_the_resumption_is_known_again(desk: DayDesk) -> None:
    stop = Desk("phone", "gate").event(Suspended(), 4)
    desk.enter(stop)
    wish = ResumeProposed(stops=(stop.id,))
    desk.enter(Desk("a", "leader").event(wish, 5))
    second = Desk("b", "medic").event(wish, 6)
    written = desk.enter(second)
    assert written.envelope.kind == Resumed.__dataclass_fields__["kind"].default
    assert desk.enter(second).envelope == written.envelope
    assert desk.state.in_force == ()


def test_two_desks_never_fill_a_place_twice(desk: DayDesk, log: SqliteDayLog) -> None:
    """The second decides anew on what the first wrote."""
    other = DayDesk(log, "day")
    desk.enter(Desk("a").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(20)), 5))
    with pytest.raises(RefusedError, match=r"\(10 walking"):
        other.enter(Desk("b").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(20)), 5))
    assert other.version == 2


def test_many_desks_at_once(desk: DayDesk, log: SqliteDayLog) -> None:
    """Eight gates board one at a time into one bus of 30 until it is full: exactly 30 are aboard."""
    refused: list[str] = []

    def board(name: str) -> None:
        gate, own = Desk(name, "gate"), DayDesk(log, "day")
        for _ in range(6):
            try:
                own.enter(gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(1)), 5))
            except RefusedError:
                refused.append(name)

    gates = [threading.Thread(target=board, args=(f"gate-{n}",)) for n in range(8)]
    for gate in gates:
        gate.start()
    for gate in gates:
        gate.join()
    state = desk.refresh()
    assert (state.convoys["1"].aboard, state.convoys["1"].over, len(refused)) == ((30, 0, 0), (), 18)
    assert holds(state)
    assert log.verify().ok


def test_a_late_fact_is_taken_down_whatever_the_day_has_come_to(desk: DayDesk) -> None:
    for event in Desk("gate").events(*UNDER_WAY[1:]):
        desk.enter(event)
    late = Desk("phone", "gate").event(Boarded(convoy="1", vehicle="bus-2", persons=walking(15)), 2)
    with pytest.raises(RefusedError, match="has left"):
        desk.enter(late)
    assert desk.enter(late, late=True).fresh
    assert desk.state.convoys["1"].over[0][1:] == ("bus-2", 5)


def test_a_day_whose_texts_were_erased_has_no_desk(desk: DayDesk, log: SqliteDayLog) -> None:
    log.erase("day")
    with pytest.raises(StoreError, match="erased"):
        DayDesk(log, "day")


def test_a_command_that_never_finds_the_day_still(desk: DayDesk, log: SqliteDayLog) -> None:
    """Nothing is written, and the person is told to send it again."""

    class Restless(SqliteDayLog):
        def __init__(self) -> None:
            """Borrow the log."""

        def read(self, day: str, after: int = 0) -> tuple:  # type: ignore[type-arg]
            return log.read(day, after)

        def append(self, events: tuple[Event, ...], **_given: object) -> tuple[Envelope, ...]:  # type: ignore[override]
            raise DayMoved("moved", next_step="read again")

    with pytest.raises(DayMoved, match="many at once") as refused:
        DayDesk(Restless(), "day").enter(Desk("a").event(Departed(convoy="1", persons=walking(1)), 9), late=True)
    assert "again" in refused.value.next_step


def commands(*events: Event) -> list[Command]:
    return [Command(event=event) for event in events]


def test_several_commands_share_one_append_and_each_meets_those_before_it(desk: DayDesk, log: SqliteDayLog) -> None:
    """Thirty places: twenty board, ten board, and the eleventh is refused; the departure after it counts thirty."""
    gate = Desk("gate")
    twenty, ten = (gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(n)), 5) for n in (20, 10))
    one = gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(1)), 6)
    leave = gate.event(Departed(convoy="1", persons=walking(30)), 7)
    answers = desk.enter_all(commands(twenty, ten, one, leave))
    assert [type(answer) for answer in answers] == [Entered, Entered, RefusedError, Entered]
    assert [line.envelope.version for line in log.read("day")] == [1, 2, 3, 4]
    assert [event for _, event in desk.lines(1)] == [twenty, ten, leave]
    assert desk.state == DayDesk(log, "day").state
    again = desk.enter_all(commands(twenty))[0]
    assert isinstance(again, Entered)
    assert (again.fresh, again.envelope.version) == (False, 2)


def test_a_command_sent_again_before_the_first_was_written_is_the_same_line(desk: DayDesk, log: SqliteDayLog) -> None:
    """A phone that heard no answer in time sends again; both come into one append. Another event is not."""
    event = Desk("phone", "gate").event(UNDER_WAY[2], 5)
    late = Command(event=event, late=True)
    other = Command(event=replace(event, at=event.at + timedelta(minutes=1)), late=True)
    first, again, twice = desk.enter_all((late, late, other))
    assert isinstance(first, Entered)
    assert isinstance(again, Entered)
    assert isinstance(twice, StoreError)
    assert (first.fresh, again.fresh, first.envelope) == (True, False, again.envelope)
    assert desk.version == len(log.read("day"))


def test_commands_that_another_desk_outran_are_decided_anew(desk: DayDesk, log: SqliteDayLog) -> None:
    """The first desk has not read that the bus is full; nothing of its trial is left in its state."""
    DayDesk(log, "day").enter(Desk("a").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(30)), 5))
    gate = Desk("b")
    late = [gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(1)), minute) for minute in (6, 7)]
    answers = desk.enter_all(commands(*late))  # the first was on trial when the second was decided
    assert [type(answer) for answer in answers] == [RefusedError, RefusedError]
    assert desk.state == DayDesk(log, "day").state
    assert desk.version == 2


def test_commands_written_by_another_desk_are_known_again(desk: DayDesk, log: SqliteDayLog) -> None:
    """This desk has not read the lines yet; the log has, and neither is written twice nor read out of order."""
    gate = Desk("a")
    first, second = (gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(5)), n) for n in (5, 6))
    other = DayDesk(log, "day")
    other.enter_all(commands(first, second))
    (known,) = desk.enter_all(commands(second))
    assert isinstance(known, Entered)
    assert (known.fresh, known.envelope.version) == (False, 3)
    assert (desk.version, desk.state) == (3, other.state)
    assert desk.lines() == other.lines()


def test_a_version_that_was_passed_stops_its_own_command_only(desk: DayDesk) -> None:
    gate = Desk("gate")
    first, second = (gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(5)), n) for n in (5, 6))
    answers = desk.enter_all([Command(event=first, expected=1), Command(event=second, expected=1)])
    assert [type(answer) for answer in answers] == [Entered, DayMoved]
    assert desk.version == 2
