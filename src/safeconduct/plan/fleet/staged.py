"""The search for prices on large days: on coarse clocks first, where a step costs a fourth, then minute by minute.

On a day of 500 sites and 2,000 vehicles a step minute by minute takes as long as four or five on a coarse clock
(decision 0005), and the first steps only find out which sites and hours are dear at all. What is proved is proved
minute by minute always: after each run of coarse steps the prices are laid out on minutes and asked for their bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from safeconduct.plan.fleet.bound import BUCKETS, BoundSearch, Proved, grained
from safeconduct.plan.fleet.coarse import averaged, coarsened, refined
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.halts import rests
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.master import SeenDay
from safeconduct.plan.fleet.tables import tables_of

#: Grid in minutes, buckets in minutes, and steps minute by minute that the stage may cost.
STAGES = ((30, 60, 12), (10, 60, 18), (10, 10, 80))
#: Sites from which a day is worth stages; and from which one is where crews take halts: its steps are dearer, and from
#: no prices on they may find none that leads down.
MANY_SITES, MANY_WITH_HALTS = 64, 16
#: Most rows of prices of a day whose linear program finds the price of a demand in time. On larger ones the volume
#: method does, from no prices on: from steep ones it stays near them, and a program of that size is too slow.
FEW_ROWS = 8_000


class StagedSearch:
    """Prices that improve step by step as in ``BoundSearch``, in whose steps work is counted."""

    def __init__(
        self,
        instance: FleetInstance,
        pool: ThreadPoolExecutor | None = None,
        start: Prices | None = None,
        priced: Callable[[FleetInstance], Lagrangian] | None = None,
        extra: int = 0,
        days: Sequence[SeenDay] = (),
    ) -> None:
        self.instance = instance
        self._priced = priced or (lambda day: Lagrangian(tables_of(day), pool))
        self.lagrangian = self._priced(instance)
        self._fine: BoundSearch | None = None
        self._coarse: BoundSearch | None = None
        self._stage = self._spent = self._coarse_steps = 0
        self._best: Proved | None = None
        tables = self.lagrangian.tables
        halts = any(rests(tables, kind) for kind in range(tables.load.size))
        few = instance.sites < (MANY_WITH_HALTS if halts else MANY_SITES) or instance.close < 2 * STAGES[0][0]
        if few and isinstance(self.lagrangian, GivenHelped) and self.lagrangian.amounts.size > FEW_ROWS:
            self._fine = BoundSearch(self.lagrangian, None, BUCKETS)
        elif start is not None or few:
            self._fine = BoundSearch(self.lagrangian, start, None, extra, days)

    @property
    def proved(self) -> Proved:
        """The best bound so far and its prices, minute by minute."""
        if self._fine is not None:
            return self._fine.proved
        if self._best is None:
            self._keep(np.zeros(self.lagrangian.amounts.size))
        assert self._best is not None
        return self._best

    @property
    def days(self) -> Sequence[SeenDay]:
        """As in ``BoundSearch``; none on large days."""
        return () if self._fine is None else self._fine.days

    @property
    def settled(self) -> bool:
        """As in ``BoundSearch``."""
        return self._fine is not None and self._fine.settled

    @property
    def _extra(self) -> int:
        return 0 if self._best is None else self._best.extra

    def renew(self, change: Callable[[Lagrangian], None]) -> None:
        """Change amounts, and ask again at the best prices."""
        for search in (self._fine, self._coarse):
            if search is not None:
                change(search.lagrangian)
                search.renew()
        if self._fine is None:
            change(self.lagrangian)
            best, self._best = self._best, None
            if best is not None:
                flat = best.prices.flat()
                extra = np.full(self.lagrangian.amounts.size - flat.size, float(best.extra))
                self._keep(np.append(flat, extra))

    def run(self, steps: int, reached: float) -> None:
        """So many steps more. A coarse one counts as its grid's share of one minute by minute: less than it costs, so
        that the first rounds of a large day are long."""
        while steps > 0 and self._fine is None:
            grid, bucket, most = STAGES[self._stage]
            if self._coarse is None:
                self._coarse = self._opened(grid, bucket)
            part = min(steps, most - self._spent)
            self._coarse.run(part * grid, reached)
            self._spent, steps = self._spent + part, steps - part
            self._keep(self._laid_out(grid))
            if self._spent >= most:
                self._stage, self._spent, self._coarse = self._stage + 1, 0, None
                if self._stage == len(STAGES):
                    self._fine = BoundSearch(self.lagrangian, self.proved.prices, None, self._extra)
        if steps > 0 and self._fine is not None:
            self._fine.run(steps, reached)

    def _opened(self, grid: int, bucket: int) -> BoundSearch:
        """The search on a coarse clock, from the best prices so far."""
        coarse = self._priced(coarsened(self.instance, grid))
        start = None
        if self._best is not None:
            start = averaged(self._best.prices, grid, coarse.tables.open.shape[1])
        return BoundSearch(coarse, start, (max(1, bucket // grid),), self._extra)

    def _laid_out(self, grid: int) -> np.ndarray:
        assert self._coarse is not None
        proved = self._coarse.proved
        fine = refined(proved.prices, grid, self.lagrangian.tables.open.shape[1]).flat()
        return grained(np.append(fine, np.full(self.lagrangian.amounts.size - fine.size, float(proved.extra))))

    def _keep(self, flat: np.ndarray) -> None:
        """Take prices of minutes if they prove more than those there are."""
        answer = self.lagrangian.at(flat)
        self._coarse_steps += 1
        if self._best is None or answer.bound < self._best.bound:
            prices = Prices.of(self.lagrangian.tables, flat)
            self._best = Proved(
                bound=answer.bound,
                prices=prices,
                values=answer.values,
                steps=self._coarse_steps,
                extra=self.lagrangian.extra(flat),
            )
