"""Our repair keeps what it is given and only adds."""

from __future__ import annotations

from benchmarks.fleet_instances import SIZES, core_instance
from benchmarks.peers.enforce import enforce
from benchmarks.peers.lend import lend_repair
from benchmarks.peers.relaxed import Stop
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.timetable import FleetPlan
from tests.benchmarks.peers.days import bridge


def test_the_rest_of_the_day_is_used() -> None:
    """One vehicle, 20 people, one trip of ten planned: the second ten follow, and the first trip stays as it was."""
    day = bridge(vehicles=1, people=(20, 0, 0))
    given = enforce(day, {0: (Stop(0, 0, ((0, 10),)),)})
    lent = lend_repair(day, given)
    assert faults(day, lent) == []
    assert lent.days[0].trips[0] == given.days[0].trips[0]
    assert (given.value(day), lent.value(day)) == (10, 20)


def test_from_nothing() -> None:
    """An empty plan becomes a timetable that keeps every rule."""
    day = core_instance(SIZES[10], 1)
    lent = lend_repair(day, FleetPlan(days=()))
    assert faults(day, lent) == []
    assert lent.value(day) > 0
