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
from safeconduct.plan.fleet.tables import Floats, Tables, tables_of


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
        tables, flat = self._weighed(flat)
        answer = self.answered(tables, flat)
        self.count_rest(answer.used)
        return answer

    def days(self, flat: Floats) -> list[Floats]:
        """What one vehicle of each class would use, the helped persons it brings out as the last entry, below 0."""
        tables, flat = self._weighed(flat)
        found = self.used_by_class(tables, flat)
        for used in found:
            self.count_rest(used)
        return found

    def _weighed(self, flat: Floats) -> tuple[Tables, Floats]:
        """The tables with the weights of these prices, and the prices as they are asked: the extra is whole."""
        extra = self.extra(flat)
        weights = np.array([1.0, 1.0 + extra, 1.0 + extra])
        return self.tables._replace(weights=weights), np.append(flat[:-1], float(extra))

    def count_rest(self, used: Floats) -> None:
        """The helped persons brought out, below 0."""
        need = self.tables.need
        used[-1] = -used[: need.size][need > 0].sum()
