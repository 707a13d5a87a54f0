"""Prices of level 1 as a start for level 2: a helped person's price in proportion to what it counts there.

At the steep weight of level 1 a slot is worth what the last vehicle that gets one brings, which is mostly a vehicle of
others; so slots keep their prices, and on days of very many sites no search from nothing is as near so soon.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.bound import grained
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.trimmed import trimmed

#: What a helped person counts besides, as shares of what it counted; all are tried.
SHARES = (1.0, 0.7, 0.5, 0.35, 0.25, 0.17, 0.12, 0.06, 0.0)


def handed_on(lagrangian: GivenHelped, prices: Prices, steep: int) -> tuple[Prices, int]:
    """Prices, and a price of the demand, that prove most among those made of ``prices``, found where a helped person
    counts ``steep`` besides."""
    tables, flat = lagrangian.tables, prices.flat()
    helped = np.flatnonzero(tables.need > 0)
    trials = []
    for extra in sorted({round(share * steep) for share in SHARES}):
        trial = np.append(flat, float(extra))
        trial[helped] *= (1 + extra) / (1 + steep)
        trials.append(grained(trial))
    answers = [lagrangian.at(trial) for trial in trials]
    least = min(range(len(trials)), key=lambda number: answers[number].bound)
    found, _ = trimmed(lagrangian, trials[least], answers[least])
    return Prices.of(tables, found[:-1]), lagrangian.extra(found)
