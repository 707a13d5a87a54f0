"""The rest of a day on one corridor: who needs help keeps a place, and other orders are given only for a reason.

The situation, the plan and the minutes are those of ``tests.plan.test_rest_anew``: as ordered the van with everyone in
a wheelchair comes 17 minutes late; seated anew it goes first, and 33 people are out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct import codec
from safeconduct.app import replanning
from safeconduct.app.rest_of_day import replan_rest
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.plan.rest_anew import helped_of, persons_of
from safeconduct.run.orders import orders_of
from safeconduct.run.records import ConvoyState, State
from tests.plan.test_rest_anew import FLEET, PROFILES, chairs, ordered
from tests.tiny import OPENS, tiny


def day(situation: Situation, plan: Plan) -> State:
    """Nobody has begun."""
    orders = orders_of(situation, replace(plan, situation=codec.sha(situation)))
    state = State(mode="exercise")
    state.convoys = {one.id: ConvoyState(orders=one) for one in orders.convoys}
    state.corridors = {one.id: one for one in orders.corridors}
    return state


@pytest.mark.parametrize(("seconds", "at_most"), [(0.0, 58), (20.0, 33)])
def test_a_longer_way_costs_nobody_in_a_wheelchair_the_place(seconds: float, at_most: int) -> None:
    """58 by arithmetic: 40 minutes of the bay at 40 s, less what the van cannot take; 33 by search, places for
    wheelchairs kept."""
    rest = replan_rest(chairs(80), ordered(), day(chairs(80), ordered()), OPENS, seconds=seconds)
    assert rest.anew
    assert (helped_of(chairs(80), rest.plan), persons_of(chairs(80), rest.plan)) == (4, 33)
    assert rest.at_most == at_most
    assert [check for check in rest.checks if not check.ok] == []


def test_convoys_that_still_go_keep_their_orders() -> None:
    """Both are in time on the way of 60 minutes: no other orders at once, though the search knows of more people."""
    state = day(chairs(60), ordered())
    rest = replan_rest(chairs(60), ordered(), state, OPENS)
    assert not rest.anew
    assert [(trip.vehicle, trip.load_from) for trip in rest.plan.trips] == [("bus-1", 0), ("van-1", 34)]


@pytest.mark.parametrize(("home", "since"), [(True, 23), (False, None)])
def test_a_bus_that_turned_back_drives_again_once_everyone_got_off(home: bool, since: int | None) -> None:
    """Convoy 1 left at 34, and at 40 its people are back at the site. The van boards 0 to 23; then the bus takes those
    who had no place. Had it gone on, it would be back only at minute 124 of the rest; while it is on its way back,
    nobody plans with it."""
    situation = tiny(people=100, hours=6, out=60, bays=1, profiles=PROFILES, vehicles=FLEET)
    state = day(situation, ordered())
    convoy = state.convoys["1"]
    convoy.boarded = convoy.departed = (50, 0, 0)
    convoy.departed_at = convoy.seen_at = OPENS + timedelta(minutes=34)
    convoy.turned_back = True
    convoy.aboard, convoy.returned = ((0, 0, 0), (50, 0, 0)) if home else ((50, 0, 0), (0, 0, 0))
    rest = replan_rest(situation, ordered(), state, OPENS + timedelta(minutes=40))
    found = {trip.vehicle: trip.load_from for trip in reversed(rest.plan.trips)}
    assert found["van-1"] == 0
    assert found.get("bus-1") == since


@pytest.mark.parametrize("seconds", [0.0, 20.0])
def test_a_seating_that_is_no_better_changes_no_orders(seconds: float) -> None:
    """The van broke down: nobody in a wheelchair can go on any plan, and the bus takes its fifty as ordered."""
    state = day(chairs(60), ordered())
    state.convoys["2"].broken = frozenset({"van-1"})
    rest = replan_rest(chairs(60), ordered(), state, OPENS, seconds=seconds)
    assert not rest.anew
    assert [(trip.vehicle, trip.load_from) for trip in rest.plan.trips] == [("bus-1", 0)]
    assert (helped_of(chairs(60), rest.plan), persons_of(chairs(60), rest.plan)) == (0, 50)


def test_what_can_be_out_at_most_counts_those_under_way() -> None:
    """Fifty left with convoy 1; whatever the bound of the rest is, they are out besides."""
    state = day(chairs(60), ordered())
    convoy = state.convoys["1"]
    convoy.boarded = convoy.departed = convoy.aboard = (50, 0, 0)
    convoy.departed_at = convoy.seen_at = OPENS + timedelta(minutes=34)
    now = OPENS + timedelta(minutes=35)
    rest = replan_rest(chairs(60), ordered(), state, now)
    assert rest.at_most
    assert replanning._rest(chairs(60), ordered(), state, now)[-1] == 50 + rest.at_most
