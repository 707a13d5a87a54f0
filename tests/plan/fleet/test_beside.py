"""Vehicles put beside a timetable and taken off again: the same ones that a repair of the whole day would send."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.fleet_instances import Size, core_instance
from safeconduct.plan.fleet.beside import Beside
from safeconduct.plan.fleet.instance import FleetInstance, Ints
from safeconduct.plan.fleet.repair import repair
from safeconduct.plan.fleet.solve import solve
from safeconduct.plan.fleet.timetable import FleetPlan

SMALL = Size(3, 2, 24, 2, 1, 2.0)
#: Minutes from one vehicle to the next at the two crossings.
SLOTS = np.array([30, 30], dtype=np.int64)


def planned(seed: int) -> tuple[FleetInstance, FleetPlan, Ints]:
    """A day with nobody but who is aboard, its plan, some vehicles of which have been sent home, and who waited."""
    drawn = core_instance(SMALL, seed)
    day = drawn.with_(bays=np.ones_like(drawn.bays))
    day = day.with_(crossing_slot=SLOTS) if seed % 2 else day.with_(type_load=6 * day.type_load)
    found = solve(day, work=200, threads=1, seed=seed).plan
    plan = FleetPlan(days=tuple(d for n, d in enumerate(found.days) if seed > 2 or (n + seed) % 3))
    aboard = np.zeros(day.groups, dtype=np.int64)
    for one in plan.days:
        for trip in one.trips:
            for group, count in trip.people:
                aboard[group] += count
    return day.with_(group_people=aboard), plan, day.group_people - aboard


def with_trips_added(day: FleetInstance, plan: FleetPlan, fixed: set[int]) -> set[int]:
    """The vehicles to which a repair gives more trips, the others of ``fixed`` as they are."""
    before = {d.vehicle: len(d.trips) for d in plan.days}
    found = repair(day, plan, pins=dict.fromkeys(fixed), extend=True).plan
    return {d.vehicle for d in found.days if len(d.trips) > before.get(d.vehicle, 0)}


@pytest.mark.parametrize("seed", range(6))
def test_vehicles_of_the_fleet_go_as_in_a_repair(seed: int) -> None:
    """For every group that waits, with every class able and with each alone."""
    day, plan, waits = planned(seed)
    beside, went = Beside(day, plan), 0
    for group in np.flatnonzero(waits):
        people = day.group_people.copy()
        people[group] += waits[group]
        wider = day.with_(group_people=people)
        for able in (np.ones(day.classes, dtype=np.bool_), *np.eye(day.classes, dtype=np.bool_)):
            unable = {v for v, c in enumerate(day.vehicle_class) if not able[c]}
            found = beside.of_fleet({int(group): int(waits[group])}, able)
            assert set(found) == with_trips_added(wider, plan, unable)
            went += len(found)
    assert went or seed > 2


@pytest.mark.parametrize("seed", range(6))
def test_one_more_goes_as_on_a_day_that_has_it(seed: int) -> None:
    """One vehicle more of each class, alone, with a bay, with a lane at each crossing, with both; asked twice."""
    day, plan, waits = planned(seed)
    beside, answers = Beside(day, plan), set()
    for group in np.flatnonzero(waits)[:4]:
        site, crossings = int(day.group_site[group]), tuple(range(day.crossings))
        people = day.group_people.copy()
        people[group] += 1
        for c in range(day.classes):
            able = np.eye(day.classes, dtype=np.bool_)[c]
            shift = int(day.class_count[: c + 1].sum())
            moved = FleetPlan(
                days=tuple(replace(d, vehicle=d.vehicle + (d.vehicle >= shift)) for d in plan.days),
            )
            fixed = set(range(day.vehicles + 1)) - {shift}
            for bay, lanes in ((None, ()), (site, ()), (None, crossings), (site, crossings)):
                bays, more = day.bays.copy(), day.crossing_lanes.copy()
                bays[site] += bay is not None
                more[list(lanes)] += 1
                wider = day.with_(
                    class_count=day.class_count + able, group_people=people, bays=bays, crossing_lanes=more
                )
                goes = bool(with_trips_added(wider, moved, fixed))
                for _ in range(2):
                    assert beside.one_more({int(group): 1}, able, bay=bay, lanes=lanes) == ((c,) if goes else ())
                answers.add((goes, bay is not None, bool(lanes)))
    scarce = (True, seed % 2 == 0, seed % 2 == 1)  # a bay where it takes long to load, else a lane, lets one more go
    assert {(False, False, False), scarce} <= answers
