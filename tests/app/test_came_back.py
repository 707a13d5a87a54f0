"""Who came back with a convoy that turned back gets a seat in the next plan: two buses of 50, a hundred who walk.

By hand: one bay, 34 minutes to board a bus, 60 to drive. Convoy 1 (bus-1) left at 34 and is back at 40 with its fifty;
convoy 2 (bus-2) is still to board. Without a seat for those who came back fifty would be out, with one a hundred.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct import codec
from safeconduct.app import replanning
from safeconduct.app.came_back import came_back
from safeconduct.app.rest_of_day import Rest, replan_rest
from safeconduct.model.plan import Households, Plan
from safeconduct.model.situation import Situation
from safeconduct.plan.rest_anew import persons_of
from safeconduct.run.order_changes import order_changes
from safeconduct.run.orders import orders_of
from safeconduct.run.records import ConvoyState, SiteState, State
from safeconduct.run.tally import Count, sub
from tests.detours import detour
from tests.plan.test_rest_anew import chairs, ordered
from tests.tiny import OPENS
from tests.verify.timetables import timetable

NOW = OPENS + timedelta(minutes=40)
PLAN = replace(timetable(detour()), situation=codec.sha(detour()))


def turned_back(situation: Situation, plan: Plan, left: Count, back: Count, waiting: Count) -> State:
    """Convoy 1 left with so many; so many of them are at the site again, beside those who waited there."""
    orders = orders_of(situation, plan)
    state = State(mode="exercise", plan=codec.sha(plan))
    state.convoys = {one.id: ConvoyState(orders=one) for one in orders.convoys}
    state.corridors = {one.id: one for one in orders.corridors}
    state.sites = {"alpha": SiteState(claimed=waiting, waiting=waiting, returned=back)}
    convoy = state.convoys["1"]
    convoy.boarded = convoy.departed = left
    convoy.departed_at, convoy.seen_at = OPENS + timedelta(minutes=34), NOW
    convoy.turned_back, convoy.returned, convoy.aboard = True, back, sub(left, back)
    return state


def seats(rest: Rest) -> list[tuple[str, int]]:
    """Who is seated where: vehicle and households, in order of departure."""
    return [(trip.vehicle, sum(e.count for e in trip.boarded)) for trip in rest.plan.trips]


@pytest.mark.parametrize("seconds", [0.0, 20.0])
def test_all_who_came_back_are_seated_again(seconds: float) -> None:
    state = turned_back(detour(), PLAN, (50, 0, 0), (50, 0, 0), (50, 0, 0))
    rest = replan_rest(detour(), PLAN, state, NOW, seconds=seconds)
    assert sorted(seats(rest)) == [("bus-1", 50), ("bus-2", 50)]
    assert (persons_of(detour(), rest.plan), rest.plan.left_behind, rest.at_most) == (100, (), 100)
    assert [check for check in rest.checks if not check.ok] == []


def test_they_are_counted_once_before_and_after() -> None:
    """Fifty go by the orders as they are: the fifty of convoy 1 are not out, they are back. By the new ones a hundred
    go, and no more than a hundred could."""
    state = turned_back(detour(), PLAN, (50, 0, 0), (50, 0, 0), (50, 0, 0))
    rest, made, _, words, at_most = replanning._rest(detour(), PLAN, state, NOW)
    changes = order_changes(state, orders_of(rest, made))
    assert (changes.persons_before, changes.persons_after, at_most, words) == (50, 100, 100, ())


def test_who_is_still_aboard_is_not_planned_again() -> None:
    state = turned_back(detour(), PLAN, (50, 0, 0), (20, 0, 0), (50, 0, 0))
    rest = replan_rest(detour(), PLAN, state, NOW)
    assert persons_of(detour(), rest.plan) == 70 - sum(e.count for e in rest.plan.left_behind)
    assert rest.plan.scenario.people == 70


def test_who_was_taken_along_by_another_convoy_is_not_planned_again() -> None:
    """Fifty came back, forty of them were put on other vehicles by hand: ten are there besides the fifty still due."""
    state = turned_back(detour(), PLAN, (50, 0, 0), (50, 0, 0), (50, 0, 0))
    state.sites["alpha"].returned = (10, 0, 0)
    assert replan_rest(detour(), PLAN, state, NOW).plan.scenario.people == 60


def test_a_household_comes_back_whole_or_is_named() -> None:
    """Three pairs and the chair of a fourth: three households are due again, and one person is to be decided about."""
    situation, plan = chairs(60), ordered()
    pairs = replace(plan, trips=(replace(plan.trips[1], convoy=1), replace(plan.trips[0], convoy=2)))
    state = turned_back(situation, pairs, (4, 4, 0), (3, 4, 0), (92, 0, 0))
    back = came_back(situation, pairs, (), state, "alpha", {1})
    assert [(one.profile, one.count) for one in back.households] == [("pair", 3)]
    assert back.others == 1
    words = replanning._rest(situation, pairs, state, NOW)[3]
    assert any(said.startswith("1 person came back who makes no whole household") for said in words)


def test_a_convoy_that_left_by_an_earlier_plan_is_known() -> None:
    """The plan was changed while convoy 1 was away; then it turned back. And once its people have a seat in a plan,
    they are not given another."""
    state = turned_back(detour(), PLAN, (50, 0, 0), (50, 0, 0), (50, 0, 0))
    second = replace(PLAN, convoys=PLAN.convoys[1:], trips=PLAN.trips[1:])
    assert replan_rest(detour(), second, state, NOW).plan.scenario.people == 50
    rest = replan_rest(detour(), second, state, NOW, earlier=(PLAN,))
    assert sorted(seats(rest)) == [("bus-1", 50), ("bus-2", 50)]
    again = came_back(rest.situation, rest.plan, (second, PLAN), state, "alpha", {1})
    assert (again.households, again.others) == ((), 0)


def test_who_turned_back_twice_is_due_a_third_time() -> None:
    """Their second convoy, 3, came back as well."""
    state = turned_back(detour(), PLAN, (50, 0, 0), (50, 0, 0), (50, 0, 0))
    rest = replan_rest(detour(), PLAN, state, NOW)
    third = next(trip.convoy for trip in rest.plan.trips if trip.vehicle == "bus-1")
    state.convoys[str(third)] = replace(state.convoys["1"])
    again = came_back(rest.situation, rest.plan, (PLAN,), state, "alpha", {1, third})
    group = PLAN.trips[0].boarded[0].group
    assert again.households == (Households(group=group, profile="single", count=50),)
    state.convoys[str(third)].returned = (0, 0, 0)
    assert came_back(rest.situation, rest.plan, (PLAN,), state, "alpha", {1, third}).households == ()
