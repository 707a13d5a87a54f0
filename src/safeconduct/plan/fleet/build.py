"""A timetable vehicle after vehicle: each takes its best day, at a share of the prices of the bound.

At no price each vehicle takes what is best for itself, and the first ones take what was worth more to others. At the
full prices vehicles decline what is nearly as good. Which share is best differs from day to day, and equal bounds come
with different prices; so several are tried, never one alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safeconduct.plan.fleet.board import Board, respond, set_guide, top_up
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
    """Fill up the trips there are, and let every vehicle in ``order`` respond at a share of the prices."""
    if seed >= 0:
        np.random.seed(seed)
    if share > 0.0:
        set_guide(tables, board, slot, share)
    for v in order:
        top_up(tables, board, v)
        respond(tables, board, v, share * people, share * room)
    if share > 0.0:
        set_guide(tables, board, slot, 0.0)


def order_of(values: Floats, seed: int) -> Ints:
    """Vehicles by the value of their day, highest first, blurred by 2 %; ``values`` (V,)."""
    blur = np.random.default_rng(seed).random(values.size) * 0.02 * float(values.max(initial=0.0))
    order: Ints = np.argsort(-(values + blur), kind="stable").astype(np.int64)
    return order


@dataclass(slots=True, kw_only=True, eq=False)
class Building:
    """A timetable being built, so many vehicles at a time: all of them at a share of the prices, then all once more,
    free of charge, for whatever is left. ``values`` (V,) of each vehicle's day decide who goes first."""

    tables: Tables
    board: Board
    prices: Prices
    order: Ints
    share: float
    seed: int
    done: int = 0

    @property
    def turns(self) -> int:
        """Responses the whole of it takes; without prices one a vehicle is all there is."""
        return self.order.size * (2 if self.share > 0.0 else 1)

    @property
    def ended(self) -> bool:
        """Whether every vehicle has had its turns."""
        return self.done >= self.turns

    def go_on(self, responses: int) -> int:
        """At most so many responses more; returns how many it took."""
        prices, start = self.prices, self.done
        while self.done < self.turns and self.done - start < responses:
            second = self.share > 0.0 and self.done >= self.order.size
            at = self.done - self.order.size if second else self.done
            part = self.order[at : at + responses - (self.done - start)].copy()
            share = 0.0 if second else self.share
            construct(
                self.tables, self.board, part, prices.people, prices.room, prices.slot, share, self.seed + self.done
            )
            self.done += part.size
        return self.done - start
