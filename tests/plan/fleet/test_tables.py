"""The arrays of an instance: open slots, stock, limits."""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.instance import Closure
from safeconduct.plan.fleet.tables import MOST_TRIPS, most_trips, tables_of
from tests.plan.fleet.days import ints, one_pair


def test_slots_open_at_their_starts_and_not_while_closed() -> None:
    """Slots of 10 minutes until 60; a closure of [25, 30) takes the slot of 20, one of [30, 31) that of 30."""
    base = one_pair(close=60, slot=10)
    assert np.flatnonzero(tables_of(base).open[0]).tolist() == [0, 10, 20, 30, 40, 50, 60]
    shut = base.with_(closures=(Closure(crossing=0, start=25, end=30),))
    assert np.flatnonzero(tables_of(shut).open[0]).tolist() == [0, 10, 30, 40, 50, 60]
    shut = base.with_(closures=(Closure(crossing=0, start=30, end=31),))
    assert np.flatnonzero(tables_of(shut).open[0]).tolist() == [0, 10, 20, 40, 50, 60]


def test_stock_lists_groups_by_site_and_need() -> None:
    base = one_pair()
    instance = base.with_(
        group_site=ints([0, 0, 0]),
        group_need=ints([2, 0, 2]),
        group_people=ints([1, 2, 3]),
        group_allowed=base.group_allowed.repeat(3, axis=0),
    )
    assert tables_of(instance).stock.tolist() == [[[1, -1], [-1, -1], [0, 2]]]


def test_trips_are_never_cut_short() -> None:
    """A turn of 60 minutes: at most 300 // 60 + 2 places; never more than the limit."""
    assert most_trips(tables_of(one_pair(close=300))) == 7
    assert most_trips(tables_of(one_pair(close=10_000))) == MOST_TRIPS
