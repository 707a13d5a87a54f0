"""What a link sees of a day: its own convoys, in the order they leave, with the places left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app.day_desk import DayDesk
from safeconduct.model.control import Suspended
from safeconduct.model.movement import Boarded, Breakdown
from safeconduct.model.situation import Needs
from safeconduct.web.checkin_links import CheckinLinks
from safeconduct.web.checkin_view import CheckinNow, checkin_now
from tests.run.days import OPENED, ORDERS, Desk, at, convoy, walking


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DayDesk]:
    """Convoy 2 stands before convoy 1 in the orders."""
    log = SqliteDayLog(tmp_path / "case.safeconduct", SystemClock())
    made = DayDesk(log, "day")
    made.enter(Desk().event(replace(OPENED, orders=replace(ORDERS, convoys=(convoy(2), convoy(1))))))
    yield made
    log.close()


def seen_by(desk: DayDesk, **given: str) -> CheckinNow:
    link = CheckinLinks(lambda: at(0)).issue("day", desk.state, hours=1, **given)
    return checkin_now(link, desk.seen(), at(0), over=False)


def test_a_leader_sees_one_convoy_and_a_gate_all_of_its_place_in_the_order_they_leave(desk: DayDesk) -> None:
    assert [one.id for one in seen_by(desk, convoy="2").convoys] == ["2"]
    assert [one.id for one in seen_by(desk, place="alpha").convoys] == ["1", "2"]
    assert [one.id for one in seen_by(desk, place="bravo").convoys] == ["1", "2"]


def test_places_left_are_those_nobody_took(desk: DayDesk) -> None:
    gate = Desk("gate")
    desk.enter(gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(28)), 5))
    desk.enter(gate.event(Breakdown(convoy="1", vehicle="bus-2"), 6))
    (one,) = seen_by(desk, convoy="1").convoys
    assert [(v.id, v.left, v.broken) for v in one.vehicles] == [
        ("bus-1", Needs(walking=2, wheelchair=1, stretcher=1), False),
        ("bus-2", Needs(walking=30, wheelchair=1, stretcher=1), True),
    ]
    assert (one.phase, one.aboard, one.departed) == ("boarding", walking(28), False)
    assert [point.persons for point in one.open] == [28]


@pytest.mark.parametrize(
    ("stop", "whole_day", "standing"),
    [
        (Suspended(), True, {"1", "2"}),
        (Suspended(convoy="2"), False, {"2"}),
        (Suspended(corridor="bravo"), False, {"1", "2"}),
    ],
)
def test_a_stop_is_seen_where_it_holds(desk: DayDesk, stop: Suspended, whole_day: bool, standing: set[str]) -> None:
    desk.enter(Desk("x").event(stop, 5))
    found = seen_by(desk, place="alpha")
    assert found.stopped is whole_day
    assert {one.id for one in found.convoys if one.stopped} == standing
