"""The check of a rest of a day notices each thing that is given away twice, and each household that is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.dossier import Check
from safeconduct.model.plan import Households, Plan
from safeconduct.verify.rest import check_rest
from tests.detours import detour
from tests.verify.timetables import timetable

PLAN = replace(timetable(detour()), situation=codec.sha(detour()))


def checks(plan: Plan, begun: tuple[int, ...] = (), **changes: Any) -> tuple[Check, ...]:
    """The plan for 100 people as the rest of itself, with nobody under way unless told."""
    given: dict[str, Any] = {"ready": {}, "bays": (0,), "depart": 0, "screen": 0} | changes
    return check_rest(detour(), plan, PLAN, begun, situation_sha=codec.sha(detour()), **given)


def wrong(found: tuple[Check, ...]) -> dict[str, str]:
    return {check.rule: check.found for check in found if not check.ok}


def test_a_plan_is_a_good_rest_of_itself() -> None:
    assert wrong(checks(PLAN)) == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ready": {"bus-2": None}}, "bus-2 boards in convoy 2, it drives no more"),
        ({"ready": {"bus-2": 35}}, "bus-2 boards at 34, it is back only at 35"),
        ({"bays": (1,)}, "bus-1 enters bay 0 at 0, it is taken until 1"),
        ({"depart": 35}, "convoy 1 departs at 34, the headway ends at 35"),
        ({"screen": 45}, "convoy 1 is screened from 44, the queue ends at 45"),
    ],
)
def test_what_those_under_way_still_take_is_not_given_away(changes: dict[str, Any], words: str) -> None:
    assert wrong(checks(PLAN, **changes))["under way"].startswith(words)


def test_those_who_began_are_not_planned_again_and_nobody_else_is_lost() -> None:
    assert "1 people" in wrong(checks(PLAN, begun=(1,)))
    assert "1 people" in wrong(checks(replace(PLAN, trips=PLAN.trips[:1], convoys=PLAN.convoys[:1])))


def test_who_came_back_is_due_again_and_only_then() -> None:
    """Convoy 1 has begun and its fifty are back: a plan that seats them is right, one that loses them is not; nor is
    one for more than had begun, or fewer than nobody."""
    group = PLAN.trips[0].boarded[0].group
    back = (Households(group=group, profile="single", count=50),)
    assert wrong(checks(PLAN, begun=(1,), returned=back)) == {}
    lost = replace(PLAN, trips=PLAN.trips[1:], convoys=PLAN.convoys[1:])
    assert "1 people" not in wrong(checks(lost, begun=(1,)))
    assert "50 households of profile single" in wrong(checks(lost, begun=(1,), returned=back))["1 people"]
    more = replace(lost, left_behind=(Households(group=group, profile="single", count=51),))
    many = (Households(group=group, profile="single", count=51),)
    assert "51 households of profile single" in wrong(checks(more, begun=(1,), returned=many))["1 people"]
    assert "are said to be back, 0 had begun" in wrong(checks(PLAN, returned=back))["1 people"]


def test_a_plan_of_another_situation_is_named() -> None:
    assert "subject" in wrong(checks(replace(PLAN, situation="0" * 64)))


def test_the_other_rules_still_hold() -> None:
    """A convoy that arrives earlier than the way takes."""
    hasty = replace(PLAN, convoys=tuple(replace(one, arrive=one.arrive - 1) for one in PLAN.convoys))
    assert "5 screening" in wrong(checks(hasty))
