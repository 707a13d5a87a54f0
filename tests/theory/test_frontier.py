"""Answers known in closed form: the doctrine's table (section 6), one bus, one lane, one headway."""

from __future__ import annotations

import pytest

from safeconduct.model.certificate import Verdict
from safeconduct.model.situation import Situation
from safeconduct.plan.bound import arithmetic_bound
from safeconduct.plan.instance import instance_of
from tests.plan.cases import asked, checked
from tests.tiny import tiny, vehicle

TABLE = [
    (500, 156, 6, 2),
    (568, 156, 7, 2),
    (800, 156, 9, 2),
    (500, 117, 4, 3),
    (568, 117, 5, 3),
    (800, 117, 6, 3),
    (500, 94, 4, 3),
    (568, 94, 5, 3),
    (800, 94, 6, 3),
]


def _table(people: int, out: int, buses: int) -> Situation:
    """78 km, 45 to a bus, boarding 30 min (45 x 40 s), unloading 20, back at 50 km/h in 94, arrivals by the close."""
    return tiny(people=people, out=out, back=94, bays=buses, lanes=None, vehicles=(vehicle("bus", buses, 45),))


@pytest.mark.parametrize(("people", "out", "buses", "trips"), TABLE)
def test_least_buses_and_trips_of_the_table(people: int, out: int, buses: int, trips: int) -> None:
    plan, certificate = checked(_table(people, out, buses), asked(people, "all"), work=1)
    assert certificate.verdict is Verdict.ALL_OUT
    assert plan is not None
    runs = [trip.vehicle for trip in plan.trips]
    assert max(runs.count(vehicle_id) for vehicle_id in runs) == trips
    fewer = arithmetic_bound(instance_of(_table(people, out, buses - 1), asked(people)))
    assert fewer.persons < people


@pytest.mark.parametrize(("people", "buses"), [(500, 12), (568, 13), (800, 18)])
def test_one_wave_is_seats(people: int, buses: int) -> None:
    assert -(-people // 45) == buses


@pytest.mark.parametrize(("trips", "hours"), [(1, 3), (2, 5), (3, 8)])
def test_one_bus_shuttles_as_often_as_cycles_fit(trips: int, hours: int) -> None:
    """A cycle is 20 min boarding (30 x 40 s), 60 out, 20 unloading, 50 back; the last needs only 80."""
    assert (hours * 60 - 80) // 150 + 1 == trips
    situation = tiny(people=500, hours=hours, lanes=None, vehicles=(vehicle("bus", 1, 30),))
    _, certificate = checked(situation, asked(500), work=1500)
    assert certificate.persons_out >= 30 * trips
    assert certificate.bound is not None
    assert certificate.persons_out <= certificate.bound.persons


def test_one_lane_serves_its_minutes() -> None:
    """Buses of one place board in a minute and leave when they like: every minute of the lane is used.

    180 min less 60 of driving and 1 of boarding leave 119 min at 10 min a person: 11 persons."""
    situation = tiny(people=30, hours=3, seconds=600, bays=4, standing=720, vehicles=(vehicle("car", 30, 1),))
    _, certificate = checked(situation, asked(30), work=1)
    assert certificate.persons_out == 11
    assert certificate.bound is not None
    assert certificate.bound.binding == "screening"


def test_headway_limits_the_convoys() -> None:
    """Departures from minute 1 to 60 every 20 min: 3 convoys of one car with one place."""
    situation = tiny(
        people=30, hours=2, lanes=None, headway=20, convoy_max=1, bays=4, vehicles=(vehicle("car", 30, 1),)
    )
    _, certificate = checked(situation, asked(30), work=1)
    assert certificate.persons_out == 3
    assert certificate.bound is not None
    assert (certificate.bound.persons, certificate.bound.binding) == (3, "headway")
