"""Prices found where a helped person counts steeply, as a start for the bounds of both levels.

For level 2 a helped person's price is taken in proportion to what it counts there. At the steep weight a slot is worth
what the last vehicle that gets one brings, which is mostly a vehicle of others; so slots keep their prices, and on days
of very many sites no search from nothing is as near so soon. For level 1, where others count nothing, slots lose what
those others pay for them, or all shared prices are taken at one share.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.bound import grained
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.trimmed import trimmed

#: Shares that are tried: for level 1 of what is asked for things shared, or taken off slots.
SHARES = (1.0, 0.7, 0.5, 0.35, 0.25, 0.17, 0.12, 0.06, 0.0)
#: Those tried for level 2: of what a helped person counted besides. Where prices are good by then, the steep weight
#: itself proves most at first and least in the end, as no small step leads down from there (decision 0005).
LESS = SHARES[2:]


def handed_on(lagrangian: GivenHelped, prices: Prices, steep: int) -> tuple[Prices, int]:
    """Prices, and a price of the demand, that prove most among those made of ``prices``, found where a helped person
    counts ``steep`` besides."""
    tables, flat = lagrangian.tables, prices.flat()
    helped = np.flatnonzero(tables.need > 0)
    trials = []
    for extra in sorted({round(share * steep) for share in LESS}):
        trial = np.append(flat, float(extra))
        trial[helped] *= (1 + extra) / (1 + steep)
        trials.append(grained(trial))
    # each with its spikes cut: what others can pay falls with what a helped person counts
    found, _ = min((trimmed(lagrangian, trial, lagrangian.at(trial)) for trial in trials), key=lambda one: one[1].bound)
    return Prices.of(tables, found[:-1]), lagrangian.extra(found)


def helped_alone(lagrangian: Lagrangian, prices: Prices, steep: int) -> Prices:
    """Prices that prove most where helped persons alone count, among those made of ``prices``, found where a helped
    person counts ``steep`` besides."""
    tables, flat = lagrangian.tables, prices.flat() / (1 + steep)
    flat[: tables.people.size] *= tables.need > 0
    first = tables.people.size + tables.room.size
    slots = slice(first, first + tables.open.size)
    others_pay = float(np.median(flat[slots][flat[slots] > 0.0])) if flat[slots].any() else 0.0
    trials = []
    for share in SHARES:
        less, lower = flat.copy(), flat.copy()
        less[tables.people.size :] *= share
        lower[slots] -= share * others_pay
        trials += [grained(less), grained(lower)]
    return Prices.of(tables, min(trials, key=lambda trial: lagrangian.at(trial).bound))
