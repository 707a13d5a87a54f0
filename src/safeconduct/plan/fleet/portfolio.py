"""Rounds that better one timetable and the bound that judges it, side by side, until work or time is used up.

A round does two things that know nothing of each other and may run on two threads: some steps of the bound, and a part
of a new timetable built at its prices or a search around the best one. What a round does depends on the rounds before
it, never on the clock, so the same work gives the same bytes on any number of threads; a limit in seconds only decides
after which round to stop. Rounds are short, so a limit is overrun by little.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from safeconduct.plan.fleet.board import SITES, Board, copied, empty_board, take_off
from safeconduct.plan.fleet.build import SHARES, Building, order_of
from safeconduct.plan.fleet.improve import improve
from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.tables import Floats, Tables
from safeconduct.plan.fleet.timetable import FleetPlan

#: Vehicles put on the board in one round, and for how many of them the bound gets a step. A step looks at all sites and
#: a vehicle at ``SITES`` at most: from ``TIMES`` as many sites on a step costs as much as ever more vehicles.
PER_ROUND, PER_STEP, TIMES = 480, 6, 2
#: The share by which the bound must have fallen for its prices to be worth a new timetable out of turn.
NEWS = 0.01
#: Most vehicles taken off the board at once.
RUIN = 10
#: No day is worth so much.
ANY_WORTH = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known after a round: what the best timetable reaches, the bound, work done (best responses), seconds.

    ``what`` says what is counted; ``best`` makes the best timetable, while it is being told and not later.
    """

    value: int
    bound: int
    work: int
    seconds: float
    what: str = "worth"
    best: Callable[[], FleetPlan] | None = None

    @property
    def gap(self) -> float:
        """How far the timetable may lie below the best one, as a share of the bound."""
        return 0.0 if self.bound <= 0 else (self.bound - self.value) / self.bound


class Judge(Protocol):
    """What bounds a timetable and says what everything shared should cost; better with every step."""

    def run(self, steps: int, worth: float) -> None:
        """So many steps more; ``worth`` is that of the best timetable."""

    def guide(self) -> tuple[Prices, Floats]:
        """Prices, and the value (C,) of each class's best day at them."""
        ...

    def bound(self) -> int:
        """No timetable is worth more."""
        ...


class Portfolio:
    """Rounds over one day; ``best`` is a whole timetable at any moment.

    ``keep`` is the worth from which a vehicle's day is left alone by half of the searches and by building anew.
    """

    def __init__(
        self,
        tables: Tables,
        vehicle_class: Ints,
        judge: Judge,
        pool: ThreadPoolExecutor,
        *,
        seed: int = 0,
        start: Board | None = None,
        keep: float = ANY_WORTH,
    ) -> None:
        self.started = time.perf_counter()
        self.tables, self.vehicle_class = tables, np.ascontiguousarray(vehicle_class)
        self.judge, self.pool, self.seed, self.keep = judge, pool, seed, keep
        self.best: Board = empty_board(tables, self.vehicle_class) if start is None else start
        self.work = self.rounds = 0
        self._building: Building | None = None
        self._builds = self._built = self._searched = 0
        self._fresh, self._lasted = 0.0, 0.0

    @property
    def worth(self) -> int:
        """Worth of the best timetable."""
        return round(float(self.best.worth.sum()))

    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    def go(self, work: int | None, seconds: float | None, tell: Callable[[], None], ended: Callable[[], bool]) -> None:
        """Rounds until the work or the time is used up, or nothing is left to gain; ``ended`` may say so too."""
        while True:
            began = self.elapsed()
            self._round()
            tell()
            self._lasted = self.elapsed() - began
            if self.worth >= self.judge.bound() or ended():
                return
            if work is not None and self.work >= work:
                return
            if seconds is not None and self.elapsed() + 0.5 * self._lasted >= seconds:
                return

    def _round(self) -> None:
        prices, values = self.judge.guide()
        reached = float(self.best.worth.sum())
        if self._building is None and self._due():
            self._building = self._begun(prices, values)
        building = self._building
        task = self._searched_on if building is None else self._built_on
        size = PER_ROUND if building is None else min(PER_ROUND, building.turns - building.done)
        job = self.pool.submit(task, prices, np.ascontiguousarray(values[self.vehicle_class]))
        per_step = PER_STEP * max(1, self.tables.bays.size // (TIMES * SITES))
        steps = self.pool.submit(self.judge.run, max(4, size // per_step), reached)
        board = job.result()
        if float(board.worth.sum()) > reached:
            self.best = board if building is None else copied(board)
        steps.result()
        if building is not None and building.ended:
            self._building = None
        self.rounds += 1

    def _due(self) -> bool:
        """Whether to build anew: at first, for a third of the work, and when there are prices far better."""
        first = self._builds == 0
        return first or self._built * 2 <= self._searched or self.judge.bound() < self._fresh

    def _begun(self, prices: Prices, values: Floats) -> Building:
        board, kept = copied(self.best), self.best.worth >= self.keep
        for v in np.flatnonzero(~kept & (board.made > 0)):
            take_off(self.tables, board, int(v), int(board.kept[v]))
        worth = values[self.vehicle_class]
        order = order_of(worth, self.seed + self.rounds)
        share = 0.0 if self._builds == 0 else SHARES[self._builds % len(SHARES)]
        self._builds += 1
        self._fresh = (1 - NEWS) * self.judge.bound()
        return Building(
            tables=self.tables, board=board, prices=prices, order=order, share=share, seed=self.seed + self.rounds
        )

    def _built_on(self, prices: Prices, values: Floats) -> Board:
        del prices, values
        assert self._building is not None
        done = self._building.go_on(PER_ROUND)
        self._built += done
        self.work += done
        return self._building.board

    def _searched_on(self, prices: Prices, values: Floats) -> Board:
        board = copied(self.best)
        searches = self._searched // PER_ROUND  # rounds that build are none: an odd number of them kept all of one kind
        heat = 0.0 if searches % 2 else 0.002 * _lower(board, self.keep) / max(1, board.made.size) ** 0.5
        keep = self.keep if searches % 4 < 2 else ANY_WORTH
        seed = 1000 * self.seed + self.rounds
        improve(self.tables, board, prices.people, prices.room, prices.slot, values, seed, PER_ROUND, heat, RUIN, keep)
        self._searched += PER_ROUND
        self.work += PER_ROUND
        return board


def _lower(board: Board, keep: float) -> float:
    """What all days are worth; where days worth ``keep`` count first, what they are worth besides."""
    worth = float(board.worth.sum())
    return worth if keep == ANY_WORTH else worth % keep
