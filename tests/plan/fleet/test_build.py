"""Building: in parts the same as at once, a timetable at any moment, and seats left over are filled."""

from __future__ import annotations

import numpy as np

from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.plan.fleet.board import board_of, empty_board, plan_of
from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.build import Building, construct, order_of
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.lagrangian import Lagrangian
from safeconduct.plan.fleet.solve import solve
from safeconduct.plan.fleet.tables import tables_of
from tests.plan.fleet.days import ints, one_pair
from tests.plan.fleet.test_board import same


def begun(share: float) -> Building:
    """A timetable of forty vehicles to be built at the prices of some steps."""
    day = core_instance(SIZES[40], 2)
    tables = tables_of(day)
    search = BoundSearch(Lagrangian(tables))
    search.run(60, 0.0)
    values = search.proved.values[day.vehicle_class]
    board = empty_board(tables, day.vehicle_class)
    return Building(
        tables=tables, board=board, prices=search.proved.prices, order=order_of(values, 0), share=share, seed=0
    )


def test_in_parts_as_at_once() -> None:
    """Every part leaves a timetable that keeps the rules; the end is the same."""
    whole, parts = begun(0.8), begun(0.8)
    assert whole.go_on(10**6) == whole.turns == 80
    while not parts.ended:
        assert parts.go_on(7) <= 7
        day = core_instance(SIZES[40], 2)
        assert faults(day, plan_of(day, parts.tables, parts.board)) == []
    assert same(whole.board, parts.board)
    assert whole.go_on(5) == 0


def test_without_prices_one_turn_each() -> None:
    """There is nothing left to add free of charge."""
    assert begun(0.0).turns == 40


def test_seats_left_are_filled() -> None:
    """A trip that took the one person in a wheelchair takes the walking ones too, once they count."""
    base = one_pair(close=40).with_(
        group_site=ints([0, 0]),
        group_need=ints([0, 1]),
        group_people=ints([100, 1]),
        group_allowed=one_pair().group_allowed.repeat(2, axis=0),
        type_places=ints([[10, 1, 0]]),
    )
    alone = solve(base.with_(weights=ints([0, 1, 1])), work=50, threads=1).plan
    assert alone.by_need(base) == (0, 1, 0)
    tables = tables_of(base.with_(weights=ints([1, 50, 50])))
    board = board_of(tables, base.vehicle_class, alone)
    zero = (np.zeros(2), np.zeros(1), np.zeros(tables.open.shape))
    construct(tables, board, np.arange(1), *zero, 0.0, 0)
    plan = plan_of(base, tables, board)
    assert plan.by_need(base) == (10, 1, 0)
    assert faults(base, plan) == []
