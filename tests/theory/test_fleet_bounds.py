"""What must hold on every day, by the thousand: bounds above timetables, and more of anything never less.

Days are random and small, with drives no triangle holds for, ways and windows missing, closures and wishes.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.board import empty_board, plan_of
from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.build import Building, order_of
from safeconduct.plan.fleet.exact import prove
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.plan.fleet.timetable import FleetPlan
from tests.plan.fleet.days import random_day


@pytest.mark.parametrize("block", range(10))
def test_thousands_of_days(block: int) -> None:
    """Three timetables a day, built at the prices, at a share of them and at none: the bound is above each."""
    for seed in range(300 * block, 300 * (block + 1)):
        day = random_day(seed)
        tables = tables_of(day)
        search = BoundSearch(Lagrangian(tables))
        search.run(4, 0.0)
        proved = search.proved
        values = proved.values[day.vehicle_class]
        for share in (0.0, 0.5, 1.0):
            board = empty_board(tables, day.vehicle_class)
            order = order_of(values, seed)
            Building(tables=tables, board=board, prices=proved.prices, order=order, share=share, seed=seed).go_on(10**6)
            assert plan_of(day, tables, board).value(day) <= proved.whole, f"day {seed}, share {share}"


def richer(day: FleetInstance) -> dict[str, FleetInstance]:
    """The day with one thing more of everything there is."""
    return {
        "bay": day.with_(bays=day.bays + 1),
        "lane": day.with_(crossing_lanes=day.crossing_lanes + 1),
        "vehicle": day.with_(class_count=day.class_count + 1),
        "person": day.with_(group_people=day.group_people + 1),
        "room": day.with_(reception_capacity=day.reception_capacity + 1),
        "seat": day.with_(type_places=day.type_places + 1),
        "minute": day.with_(close=day.close + 1),
        "earlier vehicles": day.with_(class_from=np.maximum(0, day.class_from - 5)),
        "wishes for anywhere": day.with_(group_allowed=day.group_allowed | True),
        "no closures": day.with_(closures=()),
    }


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_more_never_lowers_the_optimum(seed: int) -> None:
    """CP-SAT proves both optima; where it cannot, its bound of the richer day stands for it."""
    day = random_day(seed)
    found = prove(day, FleetPlan(days=()), 10**6)
    if found is None or found[1] < found[2]:
        return
    for what, more in richer(day).items():
        better = prove(more, found[0], 10**6)
        assert better is None or better[2] >= found[1], what
        assert better is None or better[1] >= found[1], what


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_more_never_lowers_the_bound_at_the_same_prices(seed: int) -> None:
    """At any prices a day with more has a bound at least as high."""
    day = random_day(seed)
    search = BoundSearch(Lagrangian(tables_of(day)))
    search.run(10, 0.0)
    flat, bound = search.proved.prices.flat(), search.proved.bound
    for what, more in richer(day).items():
        if what not in ("minute", "no closures"):
            assert Lagrangian(tables_of(more)).at(flat).bound >= bound, what
