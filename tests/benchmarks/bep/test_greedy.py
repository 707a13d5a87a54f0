"""The first plan is a plan."""

from __future__ import annotations

from hypothesis import given, settings

from benchmarks.bep.buses import faults, makespan
from benchmarks.bep.greedy import greedy
from benchmarks.bep.instance import Instance
from tests.benchmarks.bep.tiny import one_bus, tiny


@settings(max_examples=100, deadline=None)
@given(tiny())
def test_it_keeps_every_rule(case: Instance) -> None:
    """And is the same for the same seed; more tries are never worse."""
    plan = greedy(case, seed=1, tries=5)
    assert faults(case, plan, makespan(case, plan)) == []
    assert greedy(case, seed=1, tries=5) == plan
    assert makespan(case, greedy(case, seed=1, tries=10)) <= makespan(case, plan)


def test_the_nearest_shelter() -> None:
    """One bus, one source: 3 + 2 + 4."""
    case = one_bus(5, 2, loads=2)
    assert makespan(case, greedy(case, seed=0, tries=1)) == 9
