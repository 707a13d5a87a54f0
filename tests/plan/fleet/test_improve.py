"""The search: never ends below where it began, the same for the same seed, and finds what one vehicle blocks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.plan.fleet.board import Board, copied, plan_of, take_off
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.improve import improve
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.tables import Tables
from tests.plan.fleet.days import random_day
from tests.plan.fleet.test_board import filled, same


def search(instance: FleetInstance, tables: Tables, board: Board, seed: int, heat: float) -> Board:
    """Two hundred best responses of unguided search on a copy."""
    found = copied(board)
    people, room, slot = np.zeros(instance.groups), np.zeros(instance.receptions), np.zeros(tables.open.shape)
    improve(tables, found, people, room, slot, board.worth.copy(), seed, 200, heat, 3, np.inf)
    return found


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), heat=st.sampled_from([0.0, 5.0]))
def test_never_worse_and_repeatable(seed: int, heat: float) -> None:
    instance = random_day(seed)
    tables, board = filled(instance)
    one, two = (search(instance, tables, board, seed, heat) for _ in range(2))
    assert same(one, two)
    assert one.worth.sum() >= board.worth.sum()
    plan = plan_of(instance, tables, one)
    assert faults(instance, plan) == []
    assert plan.value(instance) == one.worth.sum()


def test_kept_trips_are_left_alone() -> None:
    """Forty vehicles keep their first trips and lost the others: the search finds new ones behind them."""
    instance = core_instance(SIZES[40], 0)
    tables, board = filled(instance)
    for v in range(instance.vehicles):
        take_off(tables, board, v, 1)
    board.kept[:] = board.made
    found = search(instance, tables, board, 0, 0.0)
    assert found.worth.sum() > board.worth.sum()
    for v in np.flatnonzero(board.kept):
        assert found.trips[v, 0].tolist() == board.trips[v, 0].tolist()
    assert faults(instance, plan_of(instance, tables, found)) == []
