"""Ways that share little, on a graph of three parallel roads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from safeconduct.network.alternatives import Way, alternatives, shared

#: Arcs 0, 2 and 4 lead from start to end in 10, 20 and 100.
TIMES = np.array([10, 10, 20, 20, 100, 100], dtype=np.int32)


def slower(arcs: NDArray[np.int64], raised: NDArray[np.int32]) -> Way | None:
    """The fastest of the three roads at the raised times."""
    times = TIMES.copy()
    times[arcs] = raised
    arc = 2 * int(times[0::2].argmin())
    return int(times[arc]), (arc,)


def test_each_at_its_true_time_and_as_many_as_asked_for() -> None:
    assert alternatives((10, (0,)), TIMES, 3, 0.3, slower) == ((10, (0,)), (20, (2,)), (100, (4,)))
    assert alternatives((10, (0,)), TIMES, 2, 0.3, slower) == ((10, (0,)), (20, (2,)))
    assert alternatives((10, (0,)), TIMES, 1, 0.3, slower) == ((10, (0,)),)


def test_none_without_a_way_and_one_for_staying() -> None:
    assert alternatives(None, TIMES, 3, 0.3, slower) == ()
    assert alternatives((0, ()), TIMES, 3, 0.3, slower) == ((0, ()),)


def test_when_no_other_way_is_left_the_best_stands_alone() -> None:
    assert alternatives((10, (0,)), TIMES, 3, 0.3, lambda arcs, raised: (int(raised[0]), (0,))) == ((10, (0,)),)
    assert alternatives((10, (0,)), TIMES, 3, 0.3, lambda arcs, raised: None) == ((10, (0,)),)


def test_sharing_counts_time_and_the_road_in_either_direction() -> None:
    assert shared((30, (0, 2)), (10, (1,)), TIMES) == 10 / 30
    assert shared((30, (0, 2)), (100, (4,)), TIMES) == 0
