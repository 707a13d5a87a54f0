"""The shortest makespan and its proof: raise the makespan minute by minute until a plan keeps it.

Each minute is first asked of the prices of the fractional arc-flow, which refute nearly all that are too short. If
they do not, they leave so few bus days that a plan is put together from them, or proved not to exist. The first
minute with a plan is the optimum: every one before it was refuted, with whole-number arithmetic throughout.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks.bep.arcflow import fractional_prices
from benchmarks.bep.buses import Bus, faults, makespan
from benchmarks.bep.cover import cover
from benchmarks.bep.days import days
from benchmarks.bep.greedy import greedy
from benchmarks.bep.instance import Instance
from benchmarks.bep.prices import Prices, judge
from benchmarks.bep.static import static_bound

#: Bus-day labels and days tried for one makespan; beyond them the question stays open.
MOST_LABELS = 5_000_000
MOST_STEPS = 2_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Refutation:
    """Why no plan keeps a makespan: prices that forbid it, or every bus day they leave, tried in vain."""

    makespan: int
    prices: Prices
    days_tried: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best plan, its makespan, the minute proved to be the least possible (``bound``) and the proofs between the
    bound without time (``static``) and it. Proved when both minutes are the same."""

    plan: tuple[Bus, ...]
    makespan: int
    bound: int
    static: int
    refuted: tuple[Refutation, ...]

    @property
    def proved(self) -> bool:
        """True when no plan can be done earlier."""
        return self.makespan == self.bound


def solve(instance: Instance, seconds: float) -> Answer:
    """The optimum, or within about ``seconds`` the best plan and bound known. The plan is checked before it is told."""
    until = time.perf_counter() + seconds
    plan = greedy(instance, seed=0, tries=20)
    static = bound = static_bound(instance)
    refuted: list[Refutation] = []
    while bound < makespan(instance, plan) and time.perf_counter() < until:
        prices = fractional_prices(instance, bound)
        kept = plan_by(instance, bound, prices)
        if kept is None:
            break
        if isinstance(kept, Refutation):
            refuted.append(kept)
            bound += 1
        else:
            plan = kept
    value = makespan(instance, plan)
    wrong = faults(instance, plan, value)
    if wrong:
        raise RuntimeError(f"{instance.name}: the plan found is none: {'; '.join(wrong)}")
    return Answer(plan=tuple(plan), makespan=value, bound=bound, static=static, refuted=tuple(refuted))


def plan_by(instance: Instance, minute: int, prices: Prices) -> list[Bus] | Refutation | None:
    """A plan done by a minute, why there is none, or None when that stays open."""
    verdict = judge(instance, minute, prices)
    if verdict.refuted:
        return Refutation(makespan=minute, prices=prices, days_tried=None)
    listed = days(instance, minute, prices, verdict, MOST_LABELS)
    if listed is None:
        return None
    found = cover(instance, listed, verdict.slack, MOST_STEPS)
    if found.chosen is not None:
        return [day.bus for day in found.chosen]
    return Refutation(makespan=minute, prices=prices, days_tried=len(listed)) if found.decided else None
