"""Rounds: short, never worse, and nothing kept that loses what counts first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.plan.fleet.board import board_of
from safeconduct.plan.fleet.portfolio import PER_ROUND, Portfolio
from safeconduct.plan.fleet.solve import PricedWorth, solve
from safeconduct.plan.fleet.tables import tables_of
from tests.plan.fleet.days import ints


def test_a_round_is_short_and_never_worse() -> None:
    """No round takes more responses than its share, however large the fleet."""
    day = core_instance(SIZES[500], 0)
    seen: list[tuple[int, int]] = []
    with ThreadPoolExecutor(2) as pool:
        run = Portfolio(tables_of(day), day.vehicle_class, PricedWorth(day), pool)
        run.go(3 * PER_ROUND, None, lambda: seen.append((run.work, run.worth)), lambda: False)
    works, worths = [0, *(work for work, _ in seen)], [worth for _, worth in seen]
    assert max(np.diff(works)) <= PER_ROUND
    assert worths == sorted(worths)
    assert worths[0] > 0


def test_what_counts_first_is_kept() -> None:
    """From a timetable of helped persons alone: others are added, and no helped person is lost."""
    day = core_instance(SIZES[40], 0)
    helped = solve(day.with_(weights=ints([0, 1, 1])), work=2000, threads=1)
    large = 1 + int(day.group_people.sum())
    pairs = day.with_(weights=ints([1, 1 + large, 1 + large]))
    tables = tables_of(pairs)
    start = board_of(tables, day.vehicle_class, helped.plan)
    with ThreadPoolExecutor(1) as pool:
        run = Portfolio(tables, day.vehicle_class, PricedWorth(pairs), pool, start=start, keep=float(large))
        run.go(2000, None, lambda: None, lambda: False)
    assert run.worth // large >= helped.value
    assert run.worth % large > 1000
