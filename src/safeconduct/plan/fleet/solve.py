"""The one entry: a timetable and the bound that judges it, better with every round, fit to stop at any moment.

A round does two things that know nothing of each other and may run side by side: some steps of the bound, and either a
new timetable built at the prices of the round before or a search around the best one. What a round does depends on its
number and on rounds before it, never on the clock, so the same work gives the same bytes on any number of threads; a
limit in seconds only decides after which round to stop.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import floor

import numpy as np

from safeconduct.model.errors import CheckFailed
from safeconduct.plan.fleet.board import SITES, Board, copied, empty_board, plan_of
from safeconduct.plan.fleet.bound import BoundSearch, Proved
from safeconduct.plan.fleet.build import SHARES, build
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.exact import MOST_VEHICLES, prove
from safeconduct.plan.fleet.improve import improve
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.plan.fleet.timetable import FleetPlan

#: Vehicles put back in one round of search, and how many of them cost as much as one step of the bound, where a
#: vehicle looks at every site.
PER_ROUND, PER_STEP = 480, 6
#: The share by which the bound must have fallen for its prices to be worth a new timetable out of turn.
NEWS = 0.01
#: Most vehicles taken off the board at once.
RUIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known after a round: worth of the best timetable, the bound, work done (best responses), seconds."""

    value: int
    bound: int
    work: int
    seconds: float

    @property
    def gap(self) -> float:
        """How far the timetable may lie below the best one, as a share of the bound."""
        return 0.0 if self.bound <= 0 else (self.bound - self.value) / self.bound


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """A timetable that keeps every rule, the bound with its prices, and what they took.

    ``proof`` says how the bound is known: ``prices`` (recomputed by arithmetic) or ``search`` (exhaustive, repeatable
    by solving again; the prices then prove a bound of their own, ``proved.whole``).
    """

    plan: FleetPlan
    value: int
    bound: int
    proof: str
    proved: Proved
    work: int
    seconds: float

    @property
    def gap(self) -> float:
        """(bound - value) / bound; 0 when nothing can be gained at all."""
        return 0.0 if self.bound <= 0 else (self.bound - self.value) / self.bound


def solve(
    instance: FleetInstance,
    *,
    work: int | None = None,
    seconds: float | None = None,
    threads: int = 2,
    seed: int = 0,
    tell: Callable[[Progress], None] | None = None,
) -> Solved:
    """The best timetable found with so much ``work`` (best responses of a vehicle) or in so many ``seconds``.

    Without either, a default work for the size. Interrupted by Ctrl-C it returns the best so far. ``threads`` changes
    nothing but the time. Every timetable returned has passed the checker; CheckFailed otherwise.
    """
    if work is None and seconds is None:
        work = 40 * PER_ROUND + 20 * instance.vehicles
    with ThreadPoolExecutor(max(1, threads)) as pool:
        run = _Portfolio(instance, pool, seed)
        with suppress(KeyboardInterrupt):
            run.go(work, seconds, tell)
    return run.solved()


class _Portfolio:
    """Rounds over one instance; ``best`` is a whole timetable at any moment."""

    def __init__(self, instance: FleetInstance, pool: ThreadPoolExecutor, seed: int) -> None:
        self.started = time.perf_counter()
        self.instance, self.pool, self.seed = instance, pool, seed
        self.tables = tables_of(instance)
        self.vehicle_class = np.ascontiguousarray(instance.vehicle_class)
        self.search = BoundSearch(Lagrangian(self.tables))
        self.best: Board = empty_board(self.tables, self.vehicle_class)
        self.fresh = 0.0
        self.exhausted: tuple[FleetPlan, int, int] | None = None
        self.work = self.rounds = self.builds = self.built = self.searched = 0

    @property
    def value(self) -> int:
        """Worth of the best timetable on a board."""
        return round(float(self.best.worth.sum()))

    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    def go(self, work: int | None, seconds: float | None, tell: Callable[[Progress], None] | None) -> None:
        """Rounds until the work or the time is used up, or nothing is left to gain."""
        while True:
            self._round()
            if tell is not None:
                tell(Progress(value=self.value, bound=self._bound(), work=self.work, seconds=self.elapsed()))
            if self.value >= self._bound() or self._settled():
                return
            if (work is not None and self.work >= work) or (seconds is not None and self.elapsed() >= seconds):
                return

    def _settled(self) -> bool:
        """Few vehicles: after some rounds, search every day there is."""
        if self.rounds != 8 or self.instance.vehicles > MOST_VEHICLES:
            return False
        self.exhausted = prove(self.instance, plan_of(self.instance, self.tables, self.best), self._bound())
        return self.exhausted is not None and self.exhausted[1] >= self.exhausted[2]

    def _bound(self) -> int:
        return min(self.search.proved.whole, everyone(self.instance))

    def _round(self) -> None:
        proved, reached = self.search.proved, float(self.value)
        building = self.rounds == 0 or self.built * 2 <= self.searched or proved.bound < self.fresh
        effort = 2 * self.instance.vehicles if building else PER_ROUND
        task = self._built if building else self._searched
        job = self.pool.submit(task, proved)
        per_step = PER_STEP * max(1, self.instance.sites // SITES)
        steps = self.pool.submit(self.search.run, max(4, effort // per_step), reached)
        board = job.result()
        if float(board.worth.sum()) > reached or self.rounds == 0:
            self.best = board
        steps.result()
        self.rounds += 1
        self.work += effort
        if building:
            self.builds += 1
            self.fresh = (1 - NEWS) * proved.bound
            self.built += effort
        else:
            self.searched += effort

    def _built(self, proved: Proved) -> Board:
        board = empty_board(self.tables, self.vehicle_class)
        share = 0.0 if self.rounds == 0 else SHARES[self.builds % len(SHARES)]
        build(self.tables, board, proved.prices, proved.values[self.vehicle_class], share, self.seed + self.rounds)
        return board

    def _searched(self, proved: Proved) -> Board:
        board, prices = copied(self.best), proved.prices
        values = np.ascontiguousarray(proved.values[self.vehicle_class])
        heat = 0.0 if self.rounds % 2 else 0.002 * float(board.worth.sum()) / max(1, self.instance.vehicles) ** 0.5
        seed = 1000 * self.seed + self.rounds
        improve(self.tables, board, prices.people, prices.room, prices.slot, values, seed, PER_ROUND, heat, RUIN)
        return board

    def solved(self) -> Solved:
        """The best so far, checked."""
        plan = plan_of(self.instance, self.tables, self.best)
        bound, proof = self._bound(), "prices"
        if self.exhausted is not None:
            found, value, least = self.exhausted
            plan = found if value > plan.value(self.instance) else plan
            bound, proof = (least, "search") if least < bound else (bound, proof)
        wrong = faults(self.instance, plan)
        if wrong:
            raise CheckFailed(
                f"the timetable breaks a rule: {wrong[0]}",
                next_step="report this instance: it is a fault of the planner",
            )
        return Solved(
            plan=plan,
            value=plan.value(self.instance),
            bound=bound,
            proof=proof,
            proved=self.search.proved,
            work=self.work,
            seconds=self.elapsed(),
        )


def everyone(instance: FleetInstance) -> int:
    """A bound by counting: what all persons are worth, as many as the receptions hold, the worthiest first."""
    left, total = int(instance.reception_capacity.sum()), 0
    weights = instance.weights[instance.group_need]
    for group in np.argsort(-weights, kind="stable"):
        taken = min(left, int(instance.group_people[group]))
        total += taken * int(weights[group])
        left -= taken
    return floor(total)
