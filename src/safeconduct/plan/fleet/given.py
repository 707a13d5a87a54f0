"""The bound among timetables that take at least so many helped persons, the weight of one a price like any other.

For any ``extra`` >= 0 a timetable with at least v helped persons out carries no more persons in all than

    bound at weights (1, 1 + extra, 1 + extra) - extra x v,

so ``extra`` is the price of the demand "v helped persons", with -v as its amount: where prices leave more of them
behind it rises. It is rounded to whole numbers before anything is asked, so that what is proved has whole weights.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Answer, Lagrangian
from safeconduct.plan.fleet.tables import Floats, tables_of


def demand(lagrangian: Lagrangian, given: int) -> None:
    """Another number of helped persons must be out."""
    lagrangian.amounts[-1] = -float(given)


class GivenHelped(Lagrangian):
    """The Lagrangian of all persons where ``given`` helped ones must be out; one price more, the last, is the extra."""

    def __init__(self, instance: FleetInstance, given: int, pool: ThreadPoolExecutor | None = None) -> None:
        super().__init__(tables_of(instance.with_(weights=np.ones(3, dtype=np.int64))), pool)
        self.amounts = np.append(self.amounts, -float(given))

    def extra(self, flat: Floats) -> int:
        """The last price, in whole persons."""
        return int(flat[-1] + 0.5)

    def at(self, flat: Floats) -> Answer:
        """The bound on all persons at prices in one row."""
        extra, tables = self.extra(flat), self.tables
        weighted = tables._replace(weights=np.array([1.0, 1.0 + extra, 1.0 + extra]))
        flat = np.append(flat[:-1], float(extra))
        answer = self.answered(weighted, flat)
        answer.used[-1] = -answer.used[: tables.need.size][tables.need > 0].sum()
        return answer
