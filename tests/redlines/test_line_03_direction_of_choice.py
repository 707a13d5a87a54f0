"""Red line 3: direction is people's choice, and staying is one.

Fails when: ``verify`` (or the planner) lets a plan take people to a reception they did not choose, or more people than
chose it; people who stay are counted as a failure of the plan; the gaps do not ask about wishes and staying first.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.errors import SafeconductError
from safeconduct.model.known import Estimate
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation
from safeconduct.verify.check import check_plan
from tests.redlines.worked import room, situation
from tests.tiny import CLAIMED, known, tiny
from tests.verify.timetables import timetable


def wishing(wish: str, most: int = 100) -> Situation:
    """The tiny situation with its only group's wish recorded."""
    given = tiny()
    site = given.sites[0]
    people = Estimate(low=None, likely=None, high=most, basis=CLAIMED)
    group = replace(site.groups[0], wished=known(wish), people=people)
    return replace(given, sites=(replace(site, groups=(group,)),))


@pytest.mark.parametrize(("wish", "ok"), [("any", True), ("bravo", True), ("charlie", False), ("stay", False)])
def test_nobody_goes_where_they_did_not_choose(wish: str, ok: bool) -> None:
    plan = timetable(tiny())
    (people,) = (check for check in check_plan(wishing(wish), plan) if check.rule == "1 people")
    assert people.ok is ok


def test_no_more_go_than_chose() -> None:
    plan = timetable(tiny())
    assert all(check.ok for check in check_plan(wishing("bravo", 100), plan))
    (wrong,) = (check for check in check_plan(wishing("bravo", 99), plan) if not check.ok)
    assert wrong.found == "100 persons of group alpha-any go, at most 99 wished to"


def test_the_planner_takes_nobody_who_stays() -> None:
    solve = room("plan.solve").solve
    try:
        plan, _ = solve(wishing("stay"), Scenario(corridor="bravo", people=100, objective="most"))
    except SafeconductError:
        return
    assert plan is None or not plan.trips


def test_wishes_and_staying_are_asked_for_first() -> None:
    gaps = situation().gaps
    assert gaps[0].slot == "alternative.stay.azot"
    assert "wishes" in [gap.slot for gap in gaps]
    assert situation().wishes_recorded is False
