"""The checker: a timetable that can be driven passes, and every way to break one is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.instance import Closure
from safeconduct.plan.fleet.solve import solve
from safeconduct.plan.fleet.timetable import FleetPlan, Trip, VehicleDay
from tests.plan.fleet.days import ints, one_pair, random_day

#: The one timetable of two trips that the pair allows: crossings at 20, 36, 80 and 96.
FIRST = Trip(
    site=0, way_in=0, crosses_in=20, loads=25, reception=0, way_out=0, crosses_out=36, done=60, people=((0, 10),)
)
SECOND = replace(FIRST, crosses_in=80, loads=85, crosses_out=96, done=120)


def plan(*trips: Trip, vehicle: int = 0) -> FleetPlan:
    """One vehicle's day as a timetable."""
    return FleetPlan(days=(VehicleDay(vehicle=vehicle, trips=trips),))


def test_two_trips_by_hand() -> None:
    assert faults(one_pair(), plan(FIRST, SECOND)) == []


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (plan(replace(FIRST, crosses_in=19)), "before it can be"),
        (plan(replace(FIRST, loads=24)), "before it arrives"),
        (plan(replace(FIRST, crosses_out=35, done=59)), "crosses loaded before"),
        (plan(replace(FIRST, done=59)), "not done when"),
        (plan(replace(FIRST, people=((0, 11),))), "more than its places"),
        (plan(replace(FIRST, people=((1, 1),))), "not there"),
        (plan(replace(FIRST, people=((0, 1), (0, 1)))), "twice"),
        (plan(replace(FIRST, way_out=1)), "does not exist"),
        (plan(replace(FIRST, site=1)), "no site"),
        (plan(FIRST, replace(SECOND, crosses_in=79, loads=84)), "before it can be"),
        (plan(replace(FIRST, loads=290, crosses_out=301, done=325)), "after the close"),
        (plan(replace(FIRST, loads=296, crosses_out=307, done=331)), "loads past the close"),
        (plan(FIRST, vehicle=1), "unknown"),
        (FleetPlan(days=plan(FIRST).days * 2), "two days"),
    ],
)
def test_each_broken_rule_is_named(broken: FleetPlan, words: str) -> None:
    assert any(words in fault for fault in faults(one_pair(), broken))


def test_shared_things_are_counted() -> None:
    """Two vehicles on one slot and one bay, too many people, too little room, a closure, a wish."""
    both = FleetPlan(days=(*plan(FIRST).days, *plan(FIRST, vehicle=1).days))
    two = one_pair(vehicles=2, bays=2, lanes=2)
    assert faults(two, both) == []
    assert any("holds 2" in f for f in faults(two.with_(crossing_lanes=ints([1])), both))
    assert any("loads 2" in f for f in faults(two.with_(bays=ints([1])), both))
    assert any("gives 20" in f for f in faults(two.with_(group_people=ints([19])), both))
    assert any("takes 20" in f for f in faults(two.with_(reception_capacity=ints([19])), both))
    late = replace(two.outbound, first=ints([[[37]]]))
    assert any("window" in f for f in faults(two.with_(outbound=late), both))
    shut = two.with_(closures=(Closure(crossing=0, start=30, end=37),))
    assert any("closed" in f for f in faults(shut, both))
    assert any("wish" in f for f in faults(two.with_(group_allowed=two.group_allowed & False), both))
    assert any("no slot start" in f for f in faults(two.with_(crossing_slot=ints([7])), both))


CHANGES = ("crosses_in", "loads", "crosses_out", "done")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), field=st.sampled_from(CHANGES), late=st.booleans(), pick=st.integers(0, 99))
def test_a_mutated_timetable_fails(seed: int, field: str, late: bool, pick: int) -> None:
    """A minute pulled before its cause, pushed behind its effect, or a person more than there is."""
    instance = random_day(seed)
    found = solve(instance, work=60, threads=1).plan
    assume(found.days)
    day = found.days[pick % len(found.days)]
    at = pick % len(day.trips)
    trip = day.trips[at]
    moved = replace(trip, **{field: 10**4 if late else -1 if field == "crosses_in" else getattr(trip, field) - 10**4})
    crowded = replace(trip, people=((trip.people[0][0], 10**6), *trip.people[1:]))
    for changed in (moved, crowded):
        trips = (*day.trips[:at], changed, *day.trips[at + 1 :])
        days = tuple(replace(d, trips=trips) if d is day else d for d in found.days)
        assert faults(instance, FleetPlan(days=days))
