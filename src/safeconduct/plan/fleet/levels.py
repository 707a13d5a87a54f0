"""Mode ``most``, level by level: first persons who need help, then all persons; each level with a bound of its own.

At first a helped person counts as much as the others on ``STEEP`` full vehicles: so dear that hardly one is left for
their sake, and still a trade that prices can tell. Then one is worth more than all persons together, so that whole
numbers compare as pairs (helped, all), and the search goes on from that timetable: nothing is kept that loses a helped
person, and half of the rounds leave alone the vehicles that carry one.

Level 2 is bounded among the timetables that take as many helped persons as ours (module ``given``).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from safeconduct.plan.fleet.board import board_of, plan_of
from safeconduct.plan.fleet.bound import Proved
from safeconduct.plan.fleet.exact import MOST_VEHICLES, prove
from safeconduct.plan.fleet.given import GivenHelped, demand
from safeconduct.plan.fleet.halted import Halt, first_alone
from safeconduct.plan.fleet.handed_on import handed_on, helped_alone
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ints
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.portfolio import Portfolio, Progress
from safeconduct.plan.fleet.solve import BEFORE_PROOF, PricedWorth, Solved, checked, default_work, everyone, solve
from safeconduct.plan.fleet.staged import MANY_SITES, StagedSearch
from safeconduct.plan.fleet.tables import Floats, tables_of
from safeconduct.plan.fleet.timetable import FleetPlan

#: What a helped person counts at first, in full vehicles of others.
STEEP = 2
#: Share of the work or the time that is spent before numbers are compared as pairs.
SHARE = 0.6
#: Rounds after which level 1 has a turn at the latest.
RARELY = 8
HELPED = " and ".join(NEEDS[:0:-1]) + " persons out"
ALL = "persons out"
BOTH = "worth, helped persons first"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """One level: what the timetable reaches, what none can exceed, and the prices and weights that prove it.

    ``given`` is how many helped persons are out in every timetable the bound speaks of (0: all timetables). ``proof``
    is ``prices`` or ``search``, as in ``Solved``.
    """

    name: str
    value: int
    bound: int
    weights: tuple[int, ...]
    proved: Proved
    given: int
    proof: str = "prices"

    @property
    def gap(self) -> float:
        """(bound - value) / bound; 0 when nothing can be gained."""
        return 0.0 if self.bound <= 0 else (self.bound - self.value) / self.bound


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Most:
    """The timetable of mode ``most`` and its levels, the first one first; ``stopped`` as in ``Solved``."""

    plan: FleetPlan
    levels: tuple[Level, Level]
    work: int
    seconds: float
    stopped: str = ""


def most(
    instance: FleetInstance,
    *,
    work: int | None = None,
    seconds: float | None = None,
    threads: int = 2,
    seed: int = 0,
    tell: Callable[[Progress], None] | None = None,
) -> Most:
    """Helped persons first, then all; ``instance.weights`` are not used. The other arguments as in ``solve``."""
    started = time.perf_counter()
    if work is None and seconds is None:
        work = default_work(instance)
    first = solve(
        instance.with_(weights=_weights(steep(instance))),
        work=None if work is None else max(1, round(SHARE * work)),
        seconds=None if seconds is None else SHARE * seconds,
        threads=threads,
        seed=seed,
        tell=None if tell is None else lambda p: tell(_named(p, BOTH, 0)),
    )
    before, second, halt = first.seconds, None, Halt(first.stopped)
    with halt:
        second = _Second(instance, first)
        with ThreadPoolExecutor(max(1, threads)) as pool:
            second.go(
                pool,
                None if work is None else max(1, work - first.work),
                None if seconds is None else seconds - before,
                seed,
                None if tell is None else lambda p: tell(_named(p, ALL, first.work)),
            )
    with halt:
        if second is not None:
            return replace(second.found(first.work, time.perf_counter() - started), stopped=halt.words)
    steeply = instance.with_(weights=_weights(steep(instance)))
    return first_alone(steeply, first, halt.words, time.perf_counter() - started)


def steep(instance: FleetInstance) -> int:
    """What a helped person counts above another at first."""
    return STEEP * int(instance.type_places[:, 0].max(initial=1))


def _named(progress: Progress, what: str, work: int) -> Progress:
    return replace(progress, work=work + progress.work, what=what)


def _weights(extra: int) -> Ints:
    """Weights by need; -1: helped persons alone."""
    return np.array([0, 1, 1] if extra < 0 else [1, 1 + extra, 1 + extra], dtype=np.int64)


class Turns:
    """Whose turn comes ever more rarely while nothing comes of it: after twice as many rounds each time, and after
    ``RARELY`` rounds at the latest."""

    def __init__(self) -> None:
        self._wait = self._left = 1

    def due(self) -> bool:
        """Whether this round is one; asked once a round."""
        self._left -= 1
        return self._left <= 0

    def taken(self, *, idle: bool) -> None:
        """A turn was taken, and nothing came of it or something did."""
        self._left = self._wait = min(RARELY, 2 * self._wait) if idle else 1


class _Pairs:
    """The judge of pairs (helped, all), written as helped x ``large`` + all."""

    def __init__(self, instance: FleetInstance, first: Solved, large: int) -> None:
        people = first.plan.by_need(instance)
        self.large, self.helped_out, self.first = large, sum(people[1:]), first
        steeply, alone = first.proved.prices, instance.with_(weights=_weights(-1))
        lone = helped_alone(Lagrangian(tables_of(alone)), steeply, steep(instance))
        self.helped = PricedWorth(alone, start=lone, days=first.days)
        self.turns = Turns()
        start, extra = (steeply, steep(instance)) if first.days else (None, 0)
        if instance.sites >= MANY_SITES and not first.days:
            start, extra = handed_on(GivenHelped(instance, self.helped_out), steeply, steep(instance))
        self.given = StagedSearch(instance, start=start, priced=self._given, extra=extra, days=first.days)
        self.everyone = everyone(instance.with_(weights=_weights(0)))

    def _given(self, instance: FleetInstance) -> Lagrangian:
        return GivenHelped(instance, self.helped_out)

    def run(self, steps: int, worth: float) -> None:
        """A third of the steps for level 1 while it is open, the others for level 2; all for one where one is left."""
        helped, people = divmod(int(worth), self.large)
        if helped > self.helped_out:
            self.helped_out = helped
            self.given.renew(lambda lagrangian: demand(lagrangian, helped))
        open_still = self.all_bound() > people and not self.given.settled
        if self.helped.bound() > helped and not self.helped.search.settled:
            steps -= self._level_1(steps, float(helped), open_still)
        if open_still:
            self.given.run(steps, float(people))

    def _level_1(self, steps: int, helped: float, open_still: bool) -> int:
        """Steps for level 1, if it is its turn; how many of ``steps`` they cost. On days of very many sites its turns
        are ever fewer while it stays where it is."""
        if not self.turns.due() and open_still:
            return 0
        before = self.helped.bound()
        self.helped.run(max(1, steps // 3) if open_still else steps, helped)
        self.turns.taken(idle=self.helped.bound() == before and self.given.instance.sites >= MANY_SITES)
        return steps // 3

    def guide(self) -> tuple[Prices, Floats]:
        """Prices of level 1 times ``large``, and those of level 2."""
        one, two = self.helped.search.proved, self.given.proved
        flat = self.large * one.prices.flat() + two.prices.flat()
        return Prices.of(self.given.lagrangian.tables, flat), self.large * one.values + two.values

    def bound(self) -> int:
        """No pair is larger."""
        most_helped = self.helped.bound()
        return most_helped * self.large + (self.all_bound() if self.helped_out == most_helped else self.everyone)

    def all_bound(self) -> int:
        """Of level 2, where as many helped persons are out."""
        return min(self.given.proved.whole, self.everyone)


class _Second:
    """Level 2, from the timetable of level 1 on."""

    def __init__(self, instance: FleetInstance, first: Solved) -> None:
        self.large = 1 + int(instance.group_people.sum())
        self.instance = instance.with_(weights=_weights(self.large))
        self.judge = _Pairs(instance, first, self.large)
        self.first = first
        self.run: Portfolio | None = None
        self.exhausted: tuple[FleetPlan, int, int] | None = None
        self.until: float | None = None

    def go(
        self,
        pool: ThreadPoolExecutor,
        work: int | None,
        seconds: float | None,
        seed: int,
        tell: Callable[[Progress], None] | None,
    ) -> None:
        """Search until work or time is used up; not at all when the search of level 1 was broken off."""
        if self.first.stopped:
            return
        tables = tables_of(self.instance)
        start = board_of(tables, self.instance.vehicle_class, self.first.plan)
        judge, large = self.judge, self.large
        run = Portfolio(tables, self.instance.vehicle_class, judge, pool, seed=seed, start=start, keep=float(large))
        self.run, self.until = run, seconds

        def told() -> None:
            if tell is not None:
                people, bound = run.worth % large, judge.all_bound()
                seconds, best = self.first.seconds + run.elapsed(), partial(plan_of, self.instance, tables, run.best)
                tell(Progress(value=people, bound=bound, work=run.work, seconds=seconds, best=best))

        run.go(work, seconds, told, self._settled)

    def _settled(self) -> bool:
        """A small day whose level 1 is proved: search all timetables that reach it."""
        run = self.run
        assert run is not None
        helped = run.worth // self.large
        if run.rounds != BEFORE_PROOF or self.instance.vehicles > MOST_VEHICLES or helped < self.judge.helped.bound():
            return False
        counted = self.instance.with_(weights=_weights(0))
        plan = plan_of(counted, run.tables, run.best)
        left = None if self.until is None else self.until - run.elapsed()
        self.exhausted = prove(counted, plan, self.judge.all_bound(), helped=helped, seconds=left)
        return self.exhausted is not None and self.exhausted[1] >= self.exhausted[2]

    def found(self, work: int, seconds: float) -> Most:
        """The best so far, checked, and what is proved of it."""
        instance, judge, run = self.instance, self.judge, self.run
        plan = self.first.plan if run is None else plan_of(instance, run.tables, run.best)
        proof = "prices"
        if self.exhausted is not None:
            plan = self.exhausted[0] if self.exhausted[1] > sum(plan.by_need(instance)) else plan
        people = checked(instance, plan).by_need(instance)
        helped, out = sum(people[1:]), sum(people)
        bound, proved = judge.all_bound(), judge.given.proved
        if self.exhausted is not None and self.exhausted[2] < bound:
            bound, proof = self.exhausted[2], "search"
        most_helped = judge.helped.bound()
        one = Level(
            name=HELPED,
            value=helped,
            bound=most_helped,
            weights=(0, 1, 1),
            proved=judge.helped.search.proved,
            given=0,
        )
        two = Level(
            name=ALL,
            value=out,
            bound=bound,
            weights=tuple(int(w) for w in _weights(proved.extra)),
            proved=proved,
            given=helped if proved.extra or proof == "search" else 0,
            proof=proof,
        )
        return Most(plan=plan, levels=(one, two), work=work + (0 if run is None else run.work), seconds=seconds)
