"""Mode ``most``, level by level: first persons who need help, then all persons; each level with a bound of its own.

One search finds the timetable, with a person who needs help worth HELPED_FIRST others. Level 1 is bounded by prices for
helped persons alone. Level 2 is bounded among the timetables that take as many helped persons as ours: for any weight
``extra`` of a helped person above the others, no timetable is worth more than the bound at those weights, so with v
helped persons out it carries at most ``bound - extra * v`` persons in all.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import floor

import numpy as np

from safeconduct.plan.fleet.bound import BoundSearch, Proved
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.solve import PER_STEP, Progress, Solved, everyone, solve
from safeconduct.plan.fleet.tables import tables_of

#: What a helped person counts above another in the search for the timetable.
HELPED_FIRST = 4
#: Weights of a helped person above another that are tried for the bound of level 2, besides that of the search.
EXTRAS = (0, 1)
#: Share of the work that is spent on the bounds of the two levels.
SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """One level: what the timetable reaches, what none can exceed, and the prices and weights that prove it.

    ``given`` is how many helped persons are out in every timetable the bound speaks of (0: all timetables).
    """

    name: str
    value: int
    bound: int
    weights: tuple[int, ...]
    proved: Proved
    given: int

    @property
    def gap(self) -> float:
        """(bound - value) / bound; 0 when nothing can be gained."""
        return 0.0 if self.bound <= 0 else (self.bound - self.value) / self.bound


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Most:
    """The timetable of mode ``most`` and its levels, the first one first."""

    solved: Solved
    levels: tuple[Level, Level]


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
    weighted = instance.with_(weights=_weights(HELPED_FIRST))
    spent = None if seconds is None else seconds * (1 - SHARE)
    solved = solve(weighted, work=work, seconds=spent, threads=threads, seed=seed, tell=tell)
    people = solved.plan.by_need(instance)
    helped, out = sum(people[1:]), sum(people)
    left = None if seconds is None else seconds * SHARE / (1 + len(EXTRAS))
    steps = max(60, solved.work // PER_STEP) if left is None else 10**9
    start = solved.proved.prices
    with ThreadPoolExecutor(max(1, threads)) as pool:
        first = _bounded(instance.with_(weights=np.array([0, 1, 1])), start, steps, left, helped, pool)
        levels = [(solved.bound - HELPED_FIRST * helped, HELPED_FIRST, solved.proved)]
        for extra in EXTRAS:
            same = instance.with_(weights=_weights(extra))
            proved = _bounded(same, start, steps, left, out + extra * helped, pool)
            levels.append((min(proved.whole, everyone(same)) - extra * helped, extra, proved))
    bound, extra, proved = min(levels, key=lambda level: level[0])
    one = instance.with_(weights=np.array([0, 1, 1]))
    return Most(
        solved=solved,
        levels=(
            Level(
                name=" and ".join(NEEDS[:0:-1]) + " persons out",
                value=helped,
                bound=min(first.whole, everyone(one)),
                weights=(0, 1, 1),
                proved=first,
                given=0,
            ),
            Level(
                name="persons out",
                value=out,
                bound=floor(bound),
                weights=tuple(int(w) for w in _weights(extra)),
                proved=proved,
                given=helped if extra else 0,
            ),
        ),
    )


def _weights(extra: int) -> np.ndarray:
    return np.array([1, 1 + extra, 1 + extra], dtype=np.int64)


def _bounded(
    instance: FleetInstance, start: Prices, steps: int, seconds: float | None, reached: int, pool: ThreadPoolExecutor
) -> Proved:
    """Prices for other weights, from those found for the search."""
    search = BoundSearch(Lagrangian(tables_of(instance), pool), start)
    search.spend(steps, seconds, float(reached))
    return search.proved
