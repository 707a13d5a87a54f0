"""From a situation to an instance: ways of several narrow places, by hand and against the checker."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.fleet import FleetScenario
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Work
from safeconduct.model.resource import Closure, Resource, ResourceUse
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import _stated, answer
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from safeconduct.plan.fleet.solve import solve
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.plan.fleet.written import written
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_bound import best_days, horizon_of, tariff_of
from safeconduct.verify.fleet_facts import fleet_facts
from tests.tiny import ASSUMED, OPENS, known
from tests.tiny_fleet import SCENARIO, VAN, tiny_fleet
from tests.verify.test_fleet_bound import short_day


def gated(*, slot: int = 1, delay: int = 10, vehicles: int = 2) -> Situation:
    """Vans at alpha, and behind the bridge, ten minutes on, a checkpoint for who is loaded: 10 minutes each."""
    situation = tiny_fleet(slot=1, vehicles=(replace(VAN, count=known(vehicles)),))
    gate = Resource(
        id="gate",
        name="Gate",
        kind="checkpoint",
        road=None,
        lanes=known(1),
        slot_minutes=known(slot),
        delay_loaded=known(delay),
        delay_empty=known(0),
        empty_free=True,
    )
    leg = situation.legs[0]
    both = replace(leg, uses=(*leg.uses, ResourceUse(resource="gate", minutes=40)))
    return replace(situation, legs=(both, *situation.legs[1:]), resources=(*situation.resources, gate))


def test_a_checkpoint_behind_the_bridge_is_waited_for() -> None:
    """Two vans board one after the other, at 0 and 10, are at the bridge at 40 and 50, at the gate at 50 and 60. One
    lane that takes 25 minutes lets them in at 50 and 75: the second waits before the gate, or departs later."""
    situation = gated(slot=25, delay=25)
    window = situation.corridors[0].window
    assert window is not None
    short = replace(window, closes=OPENS + timedelta(minutes=119))  # 75 + 25 + 20 = 120
    early = replace(situation, corridors=tuple(replace(c, window=short) for c in situation.corridors))
    for day, out in ((early, 20), (situation, 60)):
        plan, certificate = answer(day, SCENARIO, work=400)
        assert plan is not None
        checks = check_fleet_plan(day, plan, situation_sha=codec.sha(day))
        assert [check for check in checks if not check.ok] == []
        trips = [trip for one in plan.days for trip in one.trips if trip.leg == "alpha-bravo"]
        assert sum(entry.count for trip in trips for entry in trip.boarded) == out
        assert all(trip.passes[1].at % 25 == 0 and trip.arrive == trip.passes[1].at + 45 for trip in trips)
    early_plan, certificate = answer(early, FleetScenario(corridors=("bravo",), people="likely"), work=400)
    assert early_plan is not None
    assert (certificate.levels[-1].value, certificate.levels[-1].bound) == (20, 20)


def test_posts_are_shared_by_ways_that_end_alike() -> None:
    """Charlie's way through the same gate, the same minutes behind it: one post for both."""
    situation = gated()
    both = replace(situation, legs=tuple(replace(leg, uses=situation.legs[0].uses) for leg in situation.legs))
    one, two = (instance_of(legend_of(s, SCENARIO), EACH) for s in (situation, both))
    assert one.posts.crossing.tolist() == two.posts.crossing.tolist() == [1]
    assert one.outbound.post.ravel().tolist() == [0, -1]
    assert two.outbound.post.ravel().tolist() == [0, 0]
    assert two.posts.lag.tolist() == [30]  # ten minutes in the gate, twenty on
    assert two.outbound.after.ravel().tolist() == [10, 10]


def test_a_ferry_takes_so_many_a_sailing_and_has_to_come_back() -> None:
    """Two vehicles a sailing, every 40 minutes; ten minutes over. Three vans board from 0, 10 and 20 on and are at the
    ramp at 40, 50 and 60: one sails at 40, two at 80; 30 minutes behind the landing they arrive at 80, 120, 120. Back,
    the boat comes over first: 20 minutes from the ramp to the bank, then 30."""
    situation = tiny_fleet(vehicles=(replace(VAN, count=known(3)),))
    out = replace(
        situation.resources[0],
        id="out",
        kind="ferry",
        road=None,
        lanes=known(2),
        slot_minutes=known(40),
        delay_loaded=known(10),
    )
    back = replace(out, id="back", delay_loaded=known(0), delay_empty=known(20))
    leg = replace(
        situation.legs[0],
        uses=(ResourceUse(resource="out", minutes=30),),
        uses_empty=(ResourceUse(resource="back", minutes=30),),
    )
    situation = replace(
        situation, legs=(leg, situation.legs[1]), resources=(*situation.resources, out, back), approaches=()
    )
    window = situation.corridors[0].window
    assert window is not None
    for closes, arrivals in ((79, []), (80, [80]), (119, [80]), (120, [80, 120, 120])):
        short = replace(window, closes=OPENS + timedelta(minutes=closes))
        day = replace(situation, corridors=tuple(replace(c, window=short) for c in situation.corridors))
        plan, certificate = answer(day, FleetScenario(corridors=("bravo",), people="likely"), work=300)
        assert sorted(d.trips[0].arrive for d in (plan.days if plan else ())) == arrivals
        assert certificate.persons_out == 20 * len(arrivals)
    plan, certificate = answer(situation, FleetScenario(corridors=("bravo",), people="likely"), work=300)
    assert plan is not None
    assert [c for c in check_fleet_plan(situation, plan, situation_sha=codec.sha(situation)) if not c.ok] == []
    backs = [move.arrive - move.passes[0].at for day in plan.days for move in day.moves]
    assert certificate.persons_out == 60
    assert set(backs) <= {50}


@pytest.mark.parametrize(("loaded", "empty", "arrivals"), [(0, 0, [70, 205]), (15, 0, [85, 235]), (0, 15, [70, 220])])
def test_a_checkpoint_takes_its_own_minutes_of_loaded_and_of_empty(
    loaded: int, empty: int, arrivals: list[int]
) -> None:
    """Boards 10, drives 60, unloads 5, drives back 60, boards 10, drives 60; each time the gate takes its own."""
    gate = replace(
        tiny_fleet().resources[0],
        kind="checkpoint",
        slot_minutes=known(1),
        delay_loaded=known(loaded),
        delay_empty=known(empty),
    )
    situation = replace(tiny_fleet(vehicles=(VAN,)), resources=(gate,))
    plan, _ = answer(situation, FleetScenario(corridors=("bravo",), people="likely"), work=300)
    assert plan is not None
    assert [trip.arrive for trip in plan.days[0].trips[:2]] == arrivals


STATES = st.sampled_from([RoadState.OPEN, RoadState.CLOSED])
HISTORY = st.lists(st.tuples(STATES, st.integers(0, 45)), max_size=3)


def changed(situation: Situation, histories: tuple[list[tuple[RoadState, int]], ...]) -> Situation:
    """The situation with each road open at first, then as told."""
    roads = []
    for road, history in zip(situation.roads, histories, strict=True):
        told = [
            replace(road.now, state=s, since=OPENS + timedelta(minutes=at)) for s, at in sorted(history, key=second)
        ]
        roads.append(replace(road, history=(replace(road.now, state=RoadState.OPEN, since=None), *told)))
    return replace(situation, roads=tuple(roads))


def second(fact: tuple[RoadState, int]) -> int:
    """When it is so."""
    return fact[1]


@settings(max_examples=80, deadline=None)
@given(
    slots=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    delay=st.integers(0, 2),
    free=st.booleans(),
    on_road=st.booleans(),
    turned=st.booleans(),
    histories=st.tuples(HISTORY, HISTORY),
    shut=st.tuples(st.integers(0, 44), st.integers(1, 20)),
    seed=st.integers(0, 10**6),
)
def test_planner_and_checker_see_the_same_days(
    slots: tuple[int, int],
    delay: int,
    free: bool,
    on_road: bool,
    turned: bool,
    histories: tuple[list[tuple[RoadState, int]], list[tuple[RoadState, int]]],
    shut: tuple[int, int],
    seed: int,
) -> None:
    """Two narrow places in a row, roads that close and open, a closure, and any prices: what a vehicle's best day is
    worth is the same number on both sides, and every timetable of the planner passes the checker."""
    situation = changed(short_day(slots, delay, free, 0), histories)
    bridge, gate = situation.resources
    closure = Closure(
        since=OPENS + timedelta(minutes=shut[0]), until=OPENS + timedelta(minutes=sum(shut)), basis=ASSUMED
    )
    gate = replace(gate, road="road" if on_road else None, closures=(closure,))
    situation = replace(situation, resources=(bridge, gate))
    if turned:
        back = (ResourceUse(resource="old-bridge", minutes=1), ResourceUse(resource="gate", minutes=3))
        situation = replace(situation, legs=tuple(replace(leg, uses_empty=back) for leg in situation.legs))
    legend = legend_of(situation, SCENARIO, closed_too=True)
    instance = instance_of(legend, EACH)
    lagrangian = Lagrangian(tables_of(instance))
    rng = np.random.default_rng(seed)
    flat = np.rint(rng.random(lagrangian.amounts.size) * (rng.random(lagrangian.amounts.size) < 0.3) * 3 * 4096) / 4096
    prices = Prices.of(lagrangian.tables, flat)
    prices.slot[:] *= lagrangian.tables.open
    bound = _stated(legend, instance, lagrangian, prices, EACH)
    facts = fleet_facts(situation, SCENARIO)
    horizon = horizon_of(facts)
    days = best_days(facts, tariff_of(facts, bound.prices, horizon), bound.worth.times(bound.unit), horizon)
    assert days == {day.vehicle_class: day.parts for day in bound.days}
    solved = solve(instance, work=60, threads=1)
    assert faults(instance, solved.plan) == []
    spent = Work(engine="test", version="1", units=0)
    plan = written(legend, instance, solved.plan, situation_sha=codec.sha(situation), work=spent)
    assert [c for c in check_fleet_plan(situation, plan, situation_sha=codec.sha(situation)) if not c.ok] == []
