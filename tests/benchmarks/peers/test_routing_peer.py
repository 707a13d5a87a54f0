"""OR-Tools routing on the relaxed problem: what it claims is what our rules give for its plan."""

from __future__ import annotations

from benchmarks.fleet_instances import SIZES, core_instance
from benchmarks.peers.enforce import enforce
from benchmarks.peers.relaxed import relaxed
from benchmarks.peers.routing_peer import search
from safeconduct.plan.fleet.check import faults
from tests.benchmarks.peers.days import bridge


def test_two_trips() -> None:
    """One vehicle, 20 people: two trips by minute 65, one by minute 64."""
    for close, value in ((65, 20), (64, 10)):
        day = relaxed(bridge(vehicles=1, people=(20, 0, 0), close=close))
        found = search(day, 0.5)
        assert found is not None
        assert found.claimed == value == enforce(day, found.itineraries).value(day)


def test_the_claim_is_true_on_the_relaxed_day() -> None:
    """Same minutes, same places, same people: driving the plan gives the value claimed."""
    day = relaxed(core_instance(SIZES[10], 1))
    found = search(day, 1)
    assert found is not None
    plan = enforce(day, found.itineraries)
    assert faults(day, plan) == []
    assert plan.value(day) == found.claimed
