"""Red line 15: no overload.

Fails when: ``verify`` accepts one person above the places of a kind (a free seat is no stretcher place), or more people
at the reception than it takes; the planner makes such a plan; on the day, a check-in above the places is taken, or more
are called forward than the next convoy seats.
"""

from __future__ import annotations

import pytest

from safeconduct.model.movement import Boarded, CalledForward
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Needs
from safeconduct.verify.check import check_plan
from tests.redlines.worked import room
from tests.run.days import OPENED, Desk, after, walking
from tests.tiny import tiny, vehicle
from tests.verify.mutations.afterwards import reception_overfilled
from tests.verify.mutations.base import Change
from tests.verify.mutations.people import one_above_seats, one_above_stretchers, one_above_wheelchairs
from tests.verify.timetables import FAMILIES, busy, timetable


@pytest.mark.parametrize(
    ("overload", "rule"),
    [
        (one_above_seats, "2 places"),
        (one_above_wheelchairs, "2 places"),
        (one_above_stretchers, "2 places"),
        (reception_overfilled, "10 reception"),
    ],
)
def test_one_above_is_refused(overload: Change, rule: str) -> None:
    situation = busy()
    changed = overload(situation, timetable(situation))
    assert changed is not None
    assert [check.rule for check in check_plan(*changed) if not check.ok] == [rule]


@pytest.mark.parametrize("seats", [1, 7, 50])
def test_the_planner_leaves_people_behind_rather_than_overload(seats: int) -> None:
    solve = room("plan.solve").solve
    situation = tiny(people=99, hours=3, vehicles=(vehicle("bus", 2, seats, stretcher=1),), profiles=FAMILIES)
    plan, _ = solve(situation, Scenario(corridor="bravo", people=99, objective="most"))
    assert all(check.ok for check in check_plan(situation, plan))


def test_the_planner_fills_a_reception_no_further_than_it_takes() -> None:
    solve = room("plan.solve").solve
    situation = tiny(people=100, capacity=30)
    _, certificate = solve(situation, Scenario(corridor="bravo", people=100, objective="most"))
    assert certificate.persons_out == 30


def test_a_check_in_above_the_places_is_refused_with_where_the_others_go() -> None:
    decide, refusal = room("run.decide").decide, room("run.refusal").Refusal
    full = (OPENED, Boarded(convoy="1", vehicle="bus-1", persons=walking(30)))
    for one_more in (walking(1), Needs(wheelchair=2), Needs(stretcher=2)):
        refused = decide(after(*full), Desk("gate").event(Boarded(convoy="1", vehicle="bus-1", persons=one_more)))
        assert isinstance(refused, refusal)
        assert "hold the others" in refused.next_step


def test_no_more_are_called_forward_than_the_next_convoy_seats() -> None:
    decide, refusal = room("run.decide").decide, room("run.refusal").Refusal
    call = CalledForward(convoy="1", persons=walking(60))
    assert decide(after(OPENED), Desk("desk").event(call)) == Desk("desk").event(call)
    for crowd in (walking(61), Needs(walking=60, stretcher=3)):
        refused = decide(after(OPENED), Desk("desk").event(CalledForward(convoy="1", persons=crowd)))
        assert isinstance(refused, refusal)
        assert "the others stay where they are" in refused.next_step


def test_an_overload_reported_late_is_never_counted_aboard_and_stays_open() -> None:
    account = room("run.account")
    state = after(OPENED, Boarded(convoy="1", vehicle="bus-1", persons=walking(31)))
    assert state.convoys["1"].aboard == (30, 0, 0)
    assert any("above the places of bus-1" in point.what for point in account.open_points(state))
