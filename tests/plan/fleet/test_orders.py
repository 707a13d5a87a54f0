"""Orders as numbers and back: nothing is lost, and what cannot be said or cannot be is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.fleet import FleetPlan, VehicleDay
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Households
from safeconduct.model.resource import Closure
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.orders import Orders, against_the_past, orders_of
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from safeconduct.plan.fleet.written import written
from tests.plan.fleet.test_spans import told
from tests.tiny import ASSUMED, OPENS, known, profile
from tests.tiny_fleet import BUS_DAY, SCENARIO, VAN, VAN_DAY, fleet_plan, over, tiny_fleet


def read(situation: Situation, plan: FleetPlan, now: int | None = None) -> Orders:
    """The plan in numbers; with ``now`` also held against the past."""
    legend = legend_of(situation, SCENARIO, closed_too=True)
    instance = instance_of(legend, EACH)
    orders = orders_of(legend, instance, plan)
    if now is not None:
        against_the_past(legend, instance, orders, now)
    return orders


def test_there_and_back() -> None:
    """The plan made by hand, which waits where the planner never does, comes back word for word."""
    situation = tiny_fleet()
    plan = fleet_plan(situation)
    legend = legend_of(situation, SCENARIO, closed_too=True)
    instance = instance_of(legend, EACH)
    orders = orders_of(legend, instance, plan)
    assert faults(instance, orders.timetable) == []
    assert [t.crosses_out for trips in orders.trips.values() for t in trips] == [111, 42, 180]
    sha = codec.sha(situation)
    assert written(legend, instance, orders.timetable, situation_sha=sha, work=plan.work, orders=orders) == plan


def test_a_run_is_found_in_the_span_it_was_driven_in() -> None:
    """The bridge closes from 120 to 170: the second trip goes by the leg's second span, the first by its first."""
    shut = told("bridge", (RoadState.OPEN, None), (RoadState.CLOSED, 120), (RoadState.OPEN, 170))
    orders = read(shut, fleet_plan(shut))
    assert [[t.way_out for t in trips] for _, trips in sorted(orders.trips.items())] == [[0], [0, 1]]


def test_what_a_timetable_cannot_say() -> None:
    """A van that waits behind the bridge, and names that are not there."""
    situation = tiny_fleet()
    plan = fleet_plan(situation)
    late = replace(BUS_DAY, trips=(replace(BUS_DAY.trips[0], arrive=150, unloaded=155),))
    with pytest.raises(InputError, match="bus-1 arrives at 150"):
        read(situation, replace(plan, days=(late,)))
    with pytest.raises(NotFound, match="vehicle tram-1"):
        read(situation, replace(plan, days=(replace(BUS_DAY, vehicle="tram-1"),)))
    with pytest.raises(NotFound, match="leg nowhere"):
        read(situation, replace(plan, days=(replace(BUS_DAY, trips=(replace(BUS_DAY.trips[0], leg="nowhere"),)),)))
    moved = replace(VAN_DAY, moves=(replace(VAN_DAY.moves[0], way="nowhere"),))
    with pytest.raises(NotFound, match="way nowhere"):
        read(situation, replace(plan, days=(moved,)))


@pytest.mark.parametrize(("since", "says"), [(111, "bus-1 used old-bridge"), (114, None), (42, "used old-bridge")])
def test_a_closure_does_not_contradict_the_past(since: int, says: str | None) -> None:
    """At 130 the bridge is said to be closed since 111, when the bus crossed; since 114 nobody has."""
    situation = tiny_fleet()
    closure = Closure(since=OPENS + timedelta(minutes=since), until=None, basis=ASSUMED)
    shut = replace(situation, resources=(replace(situation.resources[0], closures=(closure,)),))
    if says is None:
        read(shut, fleet_plan(shut), 130)
    else:
        with pytest.raises(InputError, match=says):
            read(shut, fleet_plan(shut), 130)


def test_a_closed_road_does_not_contradict_the_past() -> None:
    """The van was on the road until 42: closed since 40 it could not have been; the way back is still under way."""
    closed = told("road", (RoadState.OPEN, None), (RoadState.CLOSED, 40), (RoadState.OPEN, 60))
    with pytest.raises(InputError, match="van-1 used road at about minute 42"):
        read(closed, fleet_plan(closed), 130)
    read(told("road", (RoadState.OPEN, None), (RoadState.CLOSED, 120)), fleet_plan(closed), 130)


def again(situation: Situation, plan: FleetPlan, *more: VehicleDay) -> FleetPlan:
    """The plan written anew with more days of other vehicles beside what was ordered."""
    legend = legend_of(situation, SCENARIO, closed_too=True)
    instance = instance_of(legend, EACH)
    orders = orders_of(legend, instance, plan)
    days = orders_of(legend, instance, replace(plan, days=(*plan.days, *more))).timetable
    return written(legend, instance, days, situation_sha=plan.situation, work=plan.work, orders=orders)


def two_vans(**changes: Any) -> tuple[Situation, FleetPlan, VehicleDay]:
    """A second van and a second bay at alpha; the first van's first trip is ordered, boarding from 10 to 20; the other
    van is to board from 5 to 15."""
    vans = replace(VAN, count=known(2))
    situation = replace(tiny_fleet(vehicles=(vans,)), **changes)
    sites = (replace(situation.sites[0], bays=known(2)), *situation.sites[1:])
    situation = replace(situation, sites=sites)
    first = replace(VAN_DAY.trips[0], load_from=10, load_until=20, depart=21, passes=over(51), arrive=81, unloaded=86)
    other = replace(VAN_DAY.trips[0], load_from=5, load_until=15, depart=15, passes=over(45), arrive=75, unloaded=80)
    plan = replace(fleet_plan(situation), days=(replace(VAN_DAY, trips=(first,), moves=()),))
    return situation, plan, VehicleDay(vehicle="van-2", approach=None, trips=(other,), moves=())


@pytest.mark.parametrize("bay", [0, 1])
def test_an_ordered_bay_is_kept(bay: int) -> None:
    """Also from one who boards before, and could have had it."""
    situation, plan, other = two_vans()
    ordered = replace(plan.days[0].trips[0], bay=bay)
    plan = replace(plan, days=(replace(plan.days[0], trips=(ordered,)),))
    assert again(situation, plan).days == plan.days
    found = {day.vehicle: day.trips[0] for day in again(situation, plan, other).days}
    assert found["van-1"] == ordered
    assert found["van-2"].bay == 1 - bay


def test_the_ordered_people_count_at_the_reception() -> None:
    """Pairs, and room for 30: with 20 ordered, ten more find a place."""
    pairs = (profile("single", 0, walking=1), profile("pair", 500, walking=2))
    situation, plan, other = two_vans(profiles=pairs)
    situation = replace(situation, receptions=(replace(situation.receptions[0], capacity=known(30)),))
    ten = replace(plan.days[0].trips[0], boarded=(Households(group="alpha-any", profile="pair", count=10),))
    five = replace(other.trips[0], boarded=(Households(group="alpha-any", profile="pair", count=5),))
    plan = replace(plan, days=(replace(plan.days[0], trips=(ten,)),))
    found = again(situation, plan, replace(other, trips=(five,)))
    assert [sum(entry.count for entry in day.trips[0].boarded) for day in found.days] == [10, 5]


@pytest.mark.parametrize(("since", "leans"), [(150, ("bridge",)), (180, ("bridge",)), (181, ())])
def test_what_is_unknown_is_leaned_on_while_it_is(since: int, leans: tuple[str, ...]) -> None:
    """The van crosses last at 180."""
    dark = told("bridge", (RoadState.OPEN, None), (RoadState.UNKNOWN, since))
    assert again(dark, fleet_plan(dark)).leans_on == leans
