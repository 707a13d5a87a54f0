"""What the routing solvers are given."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fleet_instances import SIZES, core_instance
from benchmarks.peers.relaxed import Unit, latest_departure, least, relaxed, riders, units, worth
from safeconduct.plan.fleet.instance import Closure
from tests.benchmarks.peers.days import bridge


def test_nothing_is_ever_full() -> None:
    """A bay and a lane for each vehicle, a slot each minute, room for everyone, nothing closed; the rest as it was."""
    day = bridge(vehicles=3, people=(30, 2, 0), slot=4, rooms=(5, 6), closures=(Closure(crossing=0, start=0, end=9),))
    easy = relaxed(day)
    assert easy.bays.tolist() == [3]
    assert (easy.crossing_slot.tolist(), easy.crossing_lanes.tolist()) == ([1], [3])
    assert easy.reception_capacity.tolist() == [32, 32]
    assert easy.closures == ()
    assert easy.close == day.close
    assert np.array_equal(easy.outbound.after, day.outbound.after)


def test_minutes() -> None:
    """10 + 5 minutes each, one more to the second reception; who leaves at minute 90 is at the bridge at 100."""
    day = bridge(rooms=(5, 6))
    assert least(day.inbound).tolist() == [[15], [15], [15]]
    assert least(day.outbound).tolist() == [[15, 16]]
    assert latest_departure(day).tolist() == [90]


@given(st.integers(0, 500), st.integers(0, 9))
def test_units_are_all_the_people(walking: int, wheelchairs: int) -> None:
    """Nobody is lost or made up, whatever the numbers; wheelchairs go one by one."""
    day = bridge(people=(walking, wheelchairs, 0))
    made = units(day)
    assert sum(unit.people for unit in made if unit.group == 0) == walking
    assert [unit.people for unit in made if unit.group == 1] == [1] * wheelchairs
    assert {unit.people for unit in made} <= {1, 5, 10, 25}


def test_every_vehicle_can_be_filled() -> None:
    """50, 16 and 20 seats from units of which there are enough on a day of the family, but not one a person."""
    sizes = [unit.people for unit in units(core_instance(SIZES[40], 1))]
    assert min(sizes.count(size) for size in (25, 10, 5, 1)) > 10
    assert len(sizes) < sum(sizes) / 5


def test_riders_and_worth() -> None:
    """Units of a group ride together; a wheelchair counts twice."""
    assert riders([Unit(1, 1), Unit(0, 10), Unit(0, 5)]) == ((0, 15), (1, 1))
    assert [worth(bridge(), unit) for unit in (Unit(0, 10), Unit(1, 1))] == [10, 2]
