"""The monolithic model knows every rule: optima by hand, and plans that the checker passes."""

from __future__ import annotations

import pytest

from benchmarks.fleet_instances import SIZES, core_instance
from benchmarks.peers.cpsat_peer import search
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.instance import Closure, FleetInstance
from tests.benchmarks.peers.days import bridge


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (bridge(vehicles=1, close=29), 10),
        (bridge(vehicles=1, close=28), 0),
        (bridge(vehicles=1, close=65), 20),
        (bridge(vehicles=2, close=30), 10),
        (bridge(vehicles=2, close=33), 20),
        (bridge(vehicles=2, close=30, bays=2), 20),
        (bridge(vehicles=2, close=29, bays=2), 10),
        (bridge(vehicles=2, close=29, bays=2, lanes=2), 20),
        (bridge(vehicles=2, close=32, slot=4), 10),
        (bridge(vehicles=2, close=36, slot=4), 20),
        (bridge(vehicles=1, close=38, closures=(Closure(crossing=0, start=0, end=20),)), 0),
        (bridge(vehicles=1, close=39, closures=(Closure(crossing=0, start=0, end=20),)), 10),
        (bridge(vehicles=1, close=38, closures=(Closure(crossing=0, start=10, end=20),)), 0),
        (bridge(vehicles=1, people=(30, 2, 0), rooms=(4, 7)), 4 + 7 + 2),
    ],
)
def test_optima(day: FleetInstance, value: int) -> None:
    """The last loaded crossing is at 29 for the first vehicle; one bay delays the second by 4 minutes, one lane by a
    minute; slots of four put them at 32 and 36; a bridge closed until 20 puts the first at 39."""
    solved = search(day, 20)
    assert solved.proved
    assert solved.plan is not None
    assert faults(day, solved.plan) == []
    assert solved.plan.value(day) == value == solved.bound


def test_a_day_of_the_family() -> None:
    """Ten vehicles: proved, and the plan keeps every rule."""
    day = core_instance(SIZES[10], 1)
    solved = search(day, 30)
    assert solved.plan is not None
    assert faults(day, solved.plan) == []
    assert solved.plan.value(day) <= solved.bound
