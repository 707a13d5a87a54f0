"""The optimum of everything small enough to try, and of the public instance whose published value cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from benchmarks.bep import solve as solving
from benchmarks.bep.buses import faults
from benchmarks.bep.drawn import drawn
from benchmarks.bep.instance import Instance
from benchmarks.bep.prices import judge
from benchmarks.bep.published import public_instance, published
from benchmarks.bep.solve import solve
from benchmarks.registry import MissingData
from tests.benchmarks.bep.tiny import one_bus, shortest, tiny


@settings(max_examples=150, deadline=None)
@given(tiny())
def test_the_optimum_proved(case: Instance) -> None:
    """The same makespan as trying every plan; every minute between the bounds is refuted."""
    answer = solve(case, seconds=60)
    assert answer.proved
    assert answer.makespan == shortest(case)
    assert [one.makespan for one in answer.refuted] == list(range(answer.static, answer.makespan))


def test_a_larger_one() -> None:
    """Its plan is checked, its refutations by prices are recomputed, and another seed is another instance."""
    case = drawn(6, 1)
    answer = solve(case, seconds=60)
    assert answer.proved
    assert faults(case, answer.plan, answer.makespan) == []
    assert all(judge(case, one.makespan, one.prices).refuted for one in answer.refuted if one.days_tried is None)
    assert drawn(6, 1) == case != drawn(6, 2)


def test_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without time, or without labels, there is still a plan, and it does not claim more than is known."""
    case = drawn(6, 1)
    hasty = solve(case, seconds=0)
    assert faults(case, hasty.plan, hasty.makespan) == []
    assert hasty.bound == hasty.static
    monkeypatch.setattr(solving, "MOST_LABELS", 0)
    stuck = solve(case, seconds=60)
    assert not stuck.proved
    assert stuck.static <= stuck.bound < stuck.makespan


def test_nobody_waits() -> None:
    """No load, no minute."""
    answer = solve(one_bus(2, loads=0), seconds=60)
    assert (answer.makespan, answer.bound) == (0, 0)


def test_a_published_value_that_cannot_be() -> None:
    """Set 3, instance 5: published as optimal with 8; prices refute 8 and 9, and a plan is done at 10."""
    try:
        case, known = public_instance(3, 5), published()[3, 5]
    except MissingData as missing:
        pytest.skip(str(missing))
    answer = solve(case, seconds=60)
    assert (known.cplex, known.claimed, known.grasp) == (8, True, 10)
    assert (answer.makespan, answer.proved) == (10, True)
    assert {8, 9} <= {one.makespan for one in answer.refuted if one.days_tried is None}
    assert all(judge(case, one.makespan, one.prices).refuted for one in answer.refuted)
