"""No slot dearer than need be: prices of slots cut at one height, where that proves more.

On days of very many sites the steps of the volume method leave single slots at several times the price of the slots
beside them, and take long to bring them down. All of them are paid in the bound, and vehicles keep away from them.
Prices cut at any height are prices like any others: whatever they prove holds.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.lagrangian import GRAIN, Answer, Lagrangian
from safeconduct.plan.fleet.tables import Floats

#: Sites from which it is tried: on smaller days slots have found their prices by then.
MANY_SITES = 64
#: Shares of the slots asked for a price that keep it at the heights tried first.
KEPT = (0.1, 0.3, 0.5, 0.7, 0.9)
#: The relative gain below which it is tried half as often from then on.
LITTLE = 0.001


class Trimmer:
    """Cuts the prices of one search, less and less often where it brings little."""

    def __init__(self) -> None:
        self._wait = self._left = 1

    def trim(self, lagrangian: Lagrangian, centre: Floats, best: Answer) -> tuple[Floats, Answer]:
        """Prices, and their answer ``best``, or cut ones that prove more, if it is time to look for them."""
        self._left -= 1
        if lagrangian.tables.bays.size < MANY_SITES or self._left > 0:
            return centre, best
        found, answer = trimmed(lagrangian, centre, best)
        little = best.bound - answer.bound < LITTLE * abs(best.bound)
        self._wait = 2 * self._wait if little else 1
        self._left = self._wait
        return found, answer


def trimmed(lagrangian: Lagrangian, centre: Floats, best: Answer) -> tuple[Floats, Answer]:
    """Prices in one row, whose answer is ``best``, or the same with all slots cut at the best one of at most seven
    heights, where its bound is less; with its answer."""
    tables = lagrangian.tables
    first = tables.people.size + tables.room.size
    slots = slice(first, first + tables.open.size)
    asked = centre[slots][centre[slots] > 0.0]
    if asked.size == 0:
        return centre, best
    top = float(asked.max())
    found, height, tried = centre, top, {0.0, top}
    heights = _on_grain(np.quantile(asked, KEPT))
    for _ in range(2):
        for cap in sorted(heights - tried):
            trial = centre.copy()
            trial[slots] = np.minimum(centre[slots], cap)
            answer = lagrangian.at(trial)
            if answer.bound < best.bound:
                found, best, height = trial, answer, cap
        tried |= heights
        below, above = (max(h for h in tried if h < height), min((h for h in tried if h > height), default=top))
        heights = _on_grain(np.array([0.5 * (below + height), 0.5 * (height + above)]))
    return found, best


def _on_grain(heights: Floats) -> set[float]:
    """Heights put on the grain of prices, each once."""
    return set((np.rint(heights / GRAIN) * GRAIN).tolist())
