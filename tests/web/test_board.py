"""The board in words: the next call, the balance, alarms and stops at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app.day_desk import DayDesk, Seen
from safeconduct.model.control import Suspended
from safeconduct.model.movement import Boarded, CrowdCounted, Departed
from safeconduct.model.situation import Needs
from safeconduct.run.prospect import prospect
from safeconduct.web.board import board_of, day_clock
from tests.run.days import OPENED, ORDERS, Desk, after, at, convoy, walking


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DayDesk]:
    log = SqliteDayLog(tmp_path / "case.safeconduct", SystemClock())
    made = DayDesk(log, "day")
    made.enter(Desk().event(OPENED))
    yield made
    log.close()


def test_people_are_where_the_fold_puts_them_and_add_up(desk: DayDesk) -> None:
    gate = Desk("gate")
    desk.enter(gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(30)), 5))
    found = board_of(desk.seen(), at(6))
    places = {field: persons for field, _, persons in found.places}
    assert places["aboard"] == 30
    assert found.even
    assert sum(places.values()) == found.known
    assert found.convoys[0].aboard == 30
    assert found.head == desk.lines()[-1][0].hash
    assert [line.version for line in found.log] == [2, 1]


def test_the_next_call_is_the_first_convoy_nobody_began_and_none_while_the_day_is_stopped(desk: DayDesk) -> None:
    first = board_of(desk.seen(), at(0)).next
    assert first is not None
    assert first.persons == desk.state.convoys[first.convoy].orders.persons
    desk.enter(Desk("gate").event(Boarded(convoy=first.convoy, vehicle="bus-1", persons=walking(1)), 5))
    second = board_of(desk.seen(), at(6)).next
    assert second is not None
    assert second.convoy != first.convoy
    desk.enter(Desk("x", "gate").event(Suspended(), 7))
    stopped = board_of(desk.seen(), at(8))
    assert stopped.next is None
    assert len(stopped.stops) == 1
    assert all(row.stopped for row in stopped.convoys)


def test_a_silent_convoy_is_an_alarm_with_its_minutes(desk: DayDesk) -> None:
    gate = Desk("gate")
    desk.enter(gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(30)), 5))
    desk.enter(gate.event(Departed(convoy="1", persons=walking(30)), 10))
    limit = desk.state.silence_max
    assert "overdue" not in [alarm.kind for alarm in board_of(desk.seen(), at(10 + limit)).alarms]
    found = [alarm for alarm in board_of(desk.seen(), at(11 + limit)).alarms if alarm.kind == "overdue"]
    assert [(alarm.subject, alarm.minutes) for alarm in found] == [("1", limit + 1)]


def test_the_clock_of_an_order_is_the_walls(desk: DayDesk) -> None:
    wall = at(500)
    expected = wall if desk.state.mode == "order" else min(c.orders.board for c in desk.state.convoys.values())
    assert day_clock(desk.seen(), wall) == expected


def test_who_waits_without_a_seat_is_told_by_need(desk: DayDesk) -> None:
    """98 walk, one is in a wheelchair, one on a stretcher; two convoys seat fifty who walk each. Then the crowd is
    counted: 106 walk, two are in wheelchairs, for whom no convoy has a place however many seats are empty."""
    assert board_of(desk.seen(), at(0)).planned == 98
    assert prospect(desk.state).without == Needs(wheelchair=1, stretcher=1)
    gate = Desk("gate")
    desk.enter(gate.event(CrowdCounted(site="alpha", waiting=Needs(walking=106, wheelchair=2)), 5))
    assert prospect(desk.state).without == Needs(walking=6, wheelchair=2)
    desk.enter(gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(30)), 6))
    assert prospect(desk.state).without == Needs(walking=6, wheelchair=2)
    desk.enter(gate.event(Departed(convoy="1", persons=walking(30)), 40))
    assert prospect(desk.state).without == Needs(walking=26, wheelchair=2)
    assert board_of(desk.seen(), at(41)).no_place == "28 people: 26 who walk and 2 in wheelchairs"


def test_the_next_call_says_with_whom_those_go_who_need_help(tmp_path: Path) -> None:
    second = replace(convoy(2), persons=Needs(walking=40, wheelchair=3, stretcher=2))
    first = replace(convoy(1), persons=Needs(walking=40, wheelchair=1))
    state = after(replace(OPENED, orders=replace(ORDERS, convoys=(first, second))))
    found = board_of(Seen(day="day", state=state, lines=(), latest=None), at(0))
    assert found.next is not None
    assert found.next.convoy == "1"
    assert found.next.others.endswith("with convoy 2, 06:40Z")
    assert "convoy 1" not in found.next.others
    assert "3" in found.next.others
    assert "40" not in found.next.others.replace("06:40Z", "")
