"""Itineraries driven on the real day: minutes by hand, and every rule kept on random ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_instances import SIZES, core_instance
from benchmarks.peers.enforce import enforce
from benchmarks.peers.relaxed import Itineraries, Stop
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.instance import Closure, FleetInstance
from safeconduct.plan.fleet.timetable import Trip
from tests.benchmarks.peers.days import bridge

TEN = Stop(0, 0, ((0, 10),))


def trips(day: FleetInstance, itineraries: Itineraries) -> dict[int, list[Trip]]:
    """Trips by vehicle of what comes of the itineraries, which must keep every rule."""
    plan = enforce(day, itineraries)
    assert faults(day, plan) == []
    return {one.vehicle: list(one.trips) for one in plan.days}


def test_a_trip_alone() -> None:
    """10 to the bridge, 5 on, 4 to load, 10 to the bridge, 5 on, 2 to unload: 36 minutes, then again."""
    made = trips(bridge(), {0: (TEN, TEN)})[0]
    assert [(t.crosses_in, t.loads, t.crosses_out, t.done) for t in made] == [(10, 15, 29, 36), (46, 51, 65, 72)]


def test_slots_and_bays_are_waited_for() -> None:
    """In slots of four minutes the second vehicle crosses at 16, not 12, and waits for the bay until 21."""
    made = trips(bridge(slot=4), {0: (TEN,), 1: (TEN,)})
    assert [made[v][0].crosses_in for v in (0, 1)] == [12, 16]
    assert [made[v][0].loads for v in (0, 1)] == [17, 21]
    assert [made[v][0].crosses_out for v in (0, 1)] == [32, 36]


def test_a_closed_bridge_is_waited_for() -> None:
    """Closed until minute 20, the first slot is at 20."""
    made = trips(bridge(closures=(Closure(crossing=0, start=0, end=20),)), {0: (TEN,)})
    assert made[0][0].crosses_in == 20


def test_what_no_longer_fits_is_dropped() -> None:
    """Out by minute 65 the second trip fits, by 64 it does not; a later, shorter need does not bring it back."""
    assert len(trips(bridge(close=65), {0: (TEN, TEN)})[0]) == 2
    assert len(trips(bridge(close=64), {0: (TEN, TEN)})[0]) == 1
    assert trips(bridge(close=28), {0: (TEN,)}) == {}


def test_a_full_reception() -> None:
    """Where the meant reception has room for four, the other takes all ten; where both are short, the roomier one."""
    assert trips(bridge(rooms=(4, 50)), {0: (TEN,)})[0][0].reception == 1
    short = trips(bridge(rooms=(4, 6)), {0: (TEN,)})[0][0]
    assert (short.reception, short.people) == (1, ((0, 6),))


def test_room_is_used_up() -> None:
    """Room for 15: the second ten find five places, the third none."""
    made = trips(bridge(vehicles=1, rooms=(15,)), {0: (TEN, TEN)})[0]
    assert [trip.persons for trip in made] == [10, 5]
    assert len(trips(bridge(vehicles=1, rooms=(10,)), {0: (TEN, TEN)})[0]) == 1


def test_the_bay_is_taken_as_soon_as_it_is_free() -> None:
    """Vehicles a minute apart load one after the other without a gap."""
    made = trips(bridge(vehicles=3), {0: (TEN,), 1: (TEN,), 2: (TEN,)})
    assert [made[v][0].loads for v in range(3)] == [15, 19, 23]


def test_people_are_those_meant() -> None:
    """No more than the peer put aboard, though more wait; in need first when room is short."""
    assert trips(bridge(), {0: (Stop(0, 0, ((0, 3),)),)})[0][0].people == ((0, 3),)
    both = Stop(0, 0, ((0, 3), (1, 1)))
    assert trips(bridge(people=(30, 1, 0), rooms=(2,)), {0: (both,)})[0][0].people == ((0, 1), (1, 1))


@pytest.mark.parametrize("vehicles", [10, 40])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_rule_is_kept(vehicles: int, data: st.DataObject) -> None:
    """Itineraries at random, loads within the places and the people there are."""
    day = core_instance(SIZES[vehicles], data.draw(st.integers(0, 5)))
    people = day.group_people.tolist()
    itineraries: Itineraries = {}
    for vehicle in range(day.vehicles):
        kind = int(day.class_type[day.vehicle_class[vehicle]])
        stops = []
        for _ in range(data.draw(st.integers(0, 3))):
            site = data.draw(st.integers(0, day.sites - 1))
            aboard = []
            for group in (3 * site, 3 * site + 1, 3 * site + 2):
                count = min(int(day.type_places[kind, group % 3]), people[group])
                people[group] -= count
                aboard += [(group, count)] if count else []
            if aboard:
                stops.append(Stop(site, data.draw(st.integers(0, day.receptions - 1)), tuple(aboard)))
        itineraries[vehicle] = tuple(stops)
    assert faults(day, enforce(day, itineraries)) == []
