"""Red line 15: no overload.

Fails when: ``verify`` accepts one person above the places of a kind (a free seat is no stretcher place), or more people
at the reception than it takes; the planner makes such a plan. (The hold at a site belongs to the step run.)
"""

from __future__ import annotations

import pytest

from safeconduct.model.plan import Scenario
from safeconduct.verify.check import check_plan
from tests.redlines.worked import room
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
