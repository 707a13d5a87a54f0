"""The search: never ends below where it began, the same for the same seed, and finds what one vehicle blocks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.board import Board, copied, plan_of
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
    improve(tables, found, people, room, slot, board.worth.copy(), seed, 200, heat, 3)
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
    """Heads of days that may not change are the same afterwards, whatever the search does behind them."""
    moved = 0
    for seed in range(30):
        instance = random_day(seed)
        tables, board = filled(instance)
        board.kept[:] = np.minimum(board.made, 1)
        found = search(instance, tables, board, seed, 5.0)
        for v in np.flatnonzero(board.kept):
            assert found.trips[v, 0].tolist() == board.trips[v, 0].tolist()
        moved += int(not same(found, board))
    assert moved
