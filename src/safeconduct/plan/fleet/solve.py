"""The one entry for persons weighted by need: a timetable and the bound that judges it, fit to stop at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import floor

import numpy as np

from safeconduct.model.errors import CheckFailed
from safeconduct.plan.fleet.board import plan_of
from safeconduct.plan.fleet.bound import Proved
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.exact import MOST_VEHICLES, prove
from safeconduct.plan.fleet.halted import why
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.master import SeenDay
from safeconduct.plan.fleet.portfolio import PER_ROUND, Portfolio, Progress
from safeconduct.plan.fleet.staged import StagedSearch
from safeconduct.plan.fleet.tables import Floats, tables_of
from safeconduct.plan.fleet.timetable import FleetPlan

#: Rounds after which a small day is searched through.
BEFORE_PROOF = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """A timetable that keeps every rule, the bound with its prices, and what they took.

    ``proof`` says how the bound is known: ``prices`` (recomputed by arithmetic) or ``search`` (exhaustive, repeatable
    by solving again; the prices then prove a bound of their own, ``proved.whole``). ``stopped`` says in words what
    ended the search before its time, empty when nothing did. ``days`` are those a search for other prices of the same
    day may learn from.
    """

    plan: FleetPlan
    value: int
    bound: int
    proof: str
    proved: Proved
    work: int
    seconds: float
    stopped: str = ""
    days: Sequence[SeenDay] = ()

    @property
    def gap(self) -> float:
        """(bound - value) / bound; 0 when nothing can be gained at all."""
        return 0.0 if self.bound <= 0 else (self.bound - self.value) / self.bound


class PricedWorth:
    """The judge of one sum of worths: the least bound that prices prove, or that counting does."""

    def __init__(self, instance: FleetInstance, start: Prices | None = None, days: Sequence[SeenDay] = ()) -> None:
        self.search, self.counted = StagedSearch(instance, start=start, days=days), everyone(instance)

    def run(self, steps: int, worth: float) -> None:
        """So many steps more."""
        self.search.run(steps, worth)

    def guide(self) -> tuple[Prices, Floats]:
        """The best prices so far, and the value (C,) of each class's day."""
        return self.search.proved.prices, self.search.proved.values

    def bound(self) -> int:
        """The least so far."""
        return min(self.search.proved.whole, self.counted)


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
    nothing but the time. When the search breaks off, out of memory or by a fault of its own, it returns the best so far
    as well. Every timetable returned has passed the checker; CheckFailed otherwise.
    """
    started = time.perf_counter()
    if work is None and seconds is None:
        work = default_work(instance)
    exhausted: list[tuple[FleetPlan, int, int]] = []
    with ThreadPoolExecutor(max(1, threads)) as pool:
        judge = PricedWorth(instance)
        run = Portfolio(tables_of(instance), instance.vehicle_class, judge, pool, seed=seed)

        def told() -> None:
            if tell is not None:
                best = partial(plan_of, instance, run.tables, run.best)
                tell(Progress(value=run.worth, bound=judge.bound(), work=run.work, seconds=run.elapsed(), best=best))

        def settled() -> bool:
            if run.rounds != BEFORE_PROOF or instance.vehicles > MOST_VEHICLES:
                return False
            left = None if seconds is None else seconds - run.elapsed()
            found = prove(instance, plan_of(instance, run.tables, run.best), judge.bound(), seconds=left)
            exhausted.extend([] if found is None else [found])
            return found is not None and found[1] >= found[2]

        stopped = ""
        try:
            run.go(work, seconds, told, settled)
        except KeyboardInterrupt:
            stopped = "stopped by Ctrl-C"
        except Exception as problem:  # noqa: BLE001 - whatever breaks, the timetable on the board is whole
            stopped = why(problem) or f"the search broke off ({type(problem).__name__})"
    plan, bound, proof = plan_of(instance, run.tables, run.best), judge.bound(), "prices"
    for found, value, least in exhausted:
        plan = found if value > plan.value(instance) else plan
        bound, proof = (least, "search") if least < bound else (bound, proof)
    return Solved(
        plan=checked(instance, plan),
        value=plan.value(instance),
        bound=bound,
        proof=proof,
        proved=judge.search.proved,
        work=run.work,
        seconds=time.perf_counter() - started,
        stopped=stopped,
        days=judge.search.days,
    )


def default_work(instance: FleetInstance) -> int:
    """Best responses for a day of this size, where neither work nor time is given."""
    return 40 * PER_ROUND + 20 * instance.vehicles


def checked(instance: FleetInstance, plan: FleetPlan) -> FleetPlan:
    """The timetable, if it keeps every rule; CheckFailed otherwise."""
    wrong = faults(instance, plan)
    if wrong:
        raise CheckFailed(
            f"the timetable breaks a rule: {wrong[0]}",
            next_step="report this instance: it is a fault of the planner",
        )
    return plan


def everyone(instance: FleetInstance) -> int:
    """A bound by counting: what all persons are worth, as many as the receptions hold, the worthiest first."""
    left, total = int(instance.reception_capacity.sum()), 0
    weights = instance.weights[instance.group_need]
    for group in np.argsort(-weights, kind="stable"):
        taken = min(left, int(instance.group_people[group]))
        total += taken * int(weights[group])
        left -= taken
    return floor(total)
