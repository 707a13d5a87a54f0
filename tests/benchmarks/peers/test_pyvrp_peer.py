"""PyVRP on the relaxed problem: what it claims is what our rules give for its plan; its absence is told."""

from __future__ import annotations

import sys

import pytest

from benchmarks.fleet_instances import SIZES, core_instance
from benchmarks.peers.enforce import enforce
from benchmarks.peers.pyvrp_peer import search
from benchmarks.peers.relaxed import relaxed
from benchmarks.registry import MissingData
from safeconduct.plan.fleet.check import faults
from tests.benchmarks.peers.days import bridge


@pytest.mark.filterwarnings("ignore")
def test_the_claim_is_true_on_the_relaxed_day() -> None:
    """Same minutes, same places, same people: driving the plan gives the value claimed."""
    pytest.importorskip("pyvrp", reason="comes with the extra `bench`")
    for day in (relaxed(bridge(vehicles=1, people=(20, 0, 0), close=65)), relaxed(core_instance(SIZES[10], 1))):
        found = search(day, 1, seed=1)
        assert found is not None
        assert found.claimed > 0
        plan = enforce(day, found.itineraries)
        assert faults(day, plan) == []
        assert plan.value(day) == found.claimed


def test_it_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PyVRP the benchmark says so."""
    monkeypatch.setitem(sys.modules, "pyvrp", None)
    with pytest.raises(MissingData, match="bench"):
        search(bridge(), 1, seed=1)
