"""Red line 8: need first, not rank.

Fails when: a household or group gains a field by which people could be ranked other than by need; objective "most" puts
anything before the persons in a wheelchair or on a stretcher; the planner leaves them behind for more walking persons.
"""

from __future__ import annotations

from dataclasses import fields

from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Group, HouseholdProfile, Needs, ProfileCount
from safeconduct.verify.check import check_plan
from safeconduct.verify.facts import facts_of
from safeconduct.verify.levels import due_levels
from tests.redlines.worked import room
from tests.tiny import profile, tiny, vehicle
from tests.verify.timetables import busy, timetable


def test_people_differ_by_need_and_by_nothing_else() -> None:
    assert [f.name for f in fields(Needs)] == ["walking", "wheelchair", "stretcher"]
    assert [f.name for f in fields(HouseholdProfile)] == ["id", "members", "per_thousand"]
    assert [f.name for f in fields(Group)] == ["id", "site", "wished", "people", "households"]
    assert [f.name for f in fields(ProfileCount)] == ["profile", "count"]


def test_need_is_the_first_level() -> None:
    situation = busy(hours=5)
    levels = due_levels(situation, facts_of(situation, "bravo"), timetable(situation))
    assert [(level.name, level.sense) for level in levels[:2]] == [
        ("stretcher and wheelchair persons out", "max"),
        ("persons out", "max"),
    ]


def test_the_planner_takes_the_stretcher_before_the_walking() -> None:
    """Time for one trip: boarding a stretcher and its companion costs the minutes of many walking persons."""
    solve = room("plan.solve").solve
    profiles = (profile("single", 0, walking=1), profile("bed", 100, walking=1, stretcher=1))
    situation = tiny(people=20, hours=2, out=107, vehicles=(vehicle("van", 1, 18, stretcher=2),), profiles=profiles)
    plan, certificate = solve(situation, Scenario(corridor="bravo", people=20, objective="most"))
    boarded = {entry.profile: entry.count for trip in plan.trips for entry in trip.boarded}
    assert boarded["bed"] == 1
    assert certificate.persons_out < 18
    assert all(check.ok for check in check_plan(situation, plan))
