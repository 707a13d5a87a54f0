"""The next step by the tables: as early or as late as is worth as much, over one crossing or several."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safeconduct.plan.fleet.day import day_values, gains
from safeconduct.plan.fleet.instance import Posts
from safeconduct.plan.fleet.steps import next_drive, next_load, next_reception, pass_posts
from safeconduct.plan.fleet.tables import Tables, tables_of
from tests.plan.fleet.days import ints, one_pair


def behind(close: int = 70, slot: int = 10) -> Tables:
    """The pair, and on the way out a checkpoint five minutes behind the crossing, 15 from the goal, in slots of ten."""
    posts = Posts(
        crossing=ints([1]), lag=ints([15]), first=ints([0]), last=ints([999]), onward=ints([-1]), goal=ints([0]),
        inbound=ints([0]),
    )  # fmt: skip
    base = one_pair(close=close)
    out = replace(base.outbound, after=ints([[[5]]]), post=ints([[[0]]]))
    return tables_of(
        base.with_(outbound=out, posts=posts, crossing_slot=ints([1, slot]), crossing_lanes=ints([10, 10]))
    )


@pytest.mark.parametrize(("late", "entered"), [(False, 50), (True, 70)])
def test_one_day_step_by_step(late: bool, entered: int) -> None:
    """From 0: at the crossing at 20, loading at 25, out at 36, at the checkpoint at 41, its slots at 50, 60, 70. Early
    it is entered at 50; as late as is worth as much, at 70, the last one: no other trip fits in."""
    tables = behind()
    gain, load = np.zeros((1, 1)), np.zeros(tables.stock.shape[1:], dtype=np.int64)
    gains(tables, 0, tables.people, tables.room, np.zeros(1), np.zeros(1), load, gain)
    toll = np.where(tables.open == 1, 0.0, 1e18)
    empty, ready, loaded = np.zeros((1, tables.reach)), np.zeros((1, 72)), np.zeros((1, 72))
    via, paid, barrier = np.zeros((1, 72)), np.zeros((1, 72)), np.zeros((1, 71))
    live = np.ones(1, dtype=np.int64)
    visit = day_values(tables, 0, 0, live, gain, toll, paid, barrier, empty, ready, loaded, via)
    assert next_drive(tables, 0, 0, 0, visit, toll, empty, ready, via) == (0, 0, 20)
    assert next_load(70, 6, 0, 25, paid, barrier, loaded) == 25
    assert next_reception(tables, 0, 0, 31, gain, toll, empty, via) == (0, 0, 36)
    passes = np.zeros(1, dtype=np.int64)
    assert pass_posts(tables, 0, 41, 4, late, toll, empty, via, passes) == entered + 15
    assert passes.tolist() == [entered]
    assert pass_posts(tables, -1, 41, 4, late, toll, empty, via, passes) == 41
