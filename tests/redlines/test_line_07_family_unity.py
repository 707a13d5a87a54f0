"""Red line 7: households are never split.

Fails when: the model lets a part of a household board; ``verify`` accepts a plan in which a family travels as single
persons; the planner fills the last seats with part of a family instead of leaving them empty.
"""

from __future__ import annotations

from typing import get_type_hints

import pytest

from safeconduct.model.plan import Households, Scenario
from safeconduct.verify.check import check_plan
from tests.redlines.worked import room
from tests.tiny import profile, tiny, vehicle
from tests.verify.mutations.people import family_split
from tests.verify.timetables import busy, timetable


def test_only_whole_households_can_be_written_down() -> None:
    assert get_type_hints(Households) == {"group": str, "profile": str, "count": int}
    with pytest.raises(ValueError, match="at least 1"):
        Households(group="g", profile="p", count=0)


def test_a_family_as_single_persons_is_refused() -> None:
    situation = busy()
    changed = family_split(situation, timetable(situation))
    assert changed is not None
    (wrong,) = (check for check in check_plan(*changed) if not check.ok)
    assert wrong.rule == "1 people"


def test_the_planner_leaves_a_seat_empty_rather_than_split() -> None:
    """Four families of 3 and one car of 4 seats that can go once: one family goes, not four people."""
    solve = room("plan.solve").solve
    families = (profile("single", 0, walking=1), profile("family", 334, walking=3))
    situation = tiny(people=12, hours=2, vehicles=(vehicle("car", 1, 4),), profiles=families)
    plan, certificate = solve(situation, Scenario(corridor="bravo", people=12, objective="most"))
    assert certificate.persons_out == 3
    assert [entry.profile for trip in plan.trips for entry in trip.boarded] == ["family"]
    assert all(check.ok for check in check_plan(situation, plan))
