"""A timetable from nothing: vehicle after vehicle takes its best day, at a share of the prices of the bound.

At no price each vehicle takes what is best for itself, and the first ones take what was worth more to others. At the
full prices vehicles decline what is nearly as good. Which share is best differs from day to day, and equal bounds come
with different prices; so several are tried, never one alone.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.board import Board, respond, set_guide
from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.tables import Floats, Tables

#: Shares of the prices that are tried, in turn.
SHARES = (0.4, 0.8, 0.25, 0.6, 0.95, 0.5, 0.1, 0.7)


@compiled
def construct(
    tables: Tables, board: Board, order: Ints, people: Floats, room: Floats, slot: Floats, share: float, seed: int
) -> None:
    """Let every vehicle in ``order`` respond at a share of the prices, then add whatever is left, free of charge."""
    np.random.seed(seed)
    if share > 0.0:
        set_guide(tables, board, slot, share)
        for v in order:
            respond(tables, board, v, share * people, share * room)
        set_guide(tables, board, slot, 0.0)
    for v in order:
        respond(tables, board, v, 0.0 * people, 0.0 * room)


def order_of(values: Floats, seed: int) -> Ints:
    """Vehicles by the value of their day, highest first, blurred by 2 %; ``values`` (V,)."""
    blur = np.random.default_rng(seed).random(values.size) * 0.02 * float(values.max(initial=0.0))
    order: Ints = np.argsort(-(values + blur), kind="stable").astype(np.int64)
    return order


def build(tables: Tables, board: Board, prices: Prices, values: Floats, share: float, seed: int) -> None:
    """Fill an empty board at a share of the prices; ``values`` (V,) of each vehicle's day decide who goes first."""
    construct(tables, board, order_of(values, seed), prices.people, prices.room, prices.slot, share, seed)
