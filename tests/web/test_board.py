"""The board in words: the next call, the balance, alarms and stops at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app.day_desk import DayDesk
from safeconduct.model.control import Suspended
from safeconduct.model.movement import Boarded, Departed
from safeconduct.web.board import board_of, day_clock
from tests.run.days import OPENED, Desk, at, walking


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
