"""The objective level by level: each level solved, then kept while the next is improved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from safeconduct.model.certificate import Bound, Level
from safeconduct.model.plan import Scenario
from safeconduct.plan.bound import (
    arithmetic_bound,
    earliest_last_arrival,
    least_sum_of_arrivals,
    least_vehicles,
)
from safeconduct.plan.exact import Goal
from safeconduct.plan.instance import Instance
from safeconduct.plan.neighbourhoods import polish
from safeconduct.plan.packing import needs_of
from safeconduct.plan.search import MAXIMISED, Effort, Found, SearchFailed, needs_at_most, search
from safeconduct.plan.sizes import RIDES_MAX, rides_max
from safeconduct.plan.timetable import Timetable, Worth, worth

#: Levels of each objective in order, with the names certificates use.
LEVELS: dict[str, tuple[Goal, ...]] = {
    "all": ("last", "arrivals", "vehicles"),
    "most": ("needs", "persons", "arrivals", "vehicles"),
}
NAMES: dict[Goal, str] = {
    "needs": "stretcher and wheelchair persons out",
    "persons": "persons out",
    "last": "last arrival",
    "arrivals": "sum of arrivals",
    "vehicles": "vehicles used",
}
#: Most work one minor level may take, so that the later ones get their turn.
MINOR_UNITS = 300
VEHICLES_MAX = 15
#: Said of the engine of a plan whose search broke off: the plan is the best that was found before.
FAILED = ", which failed on the way"


@dataclass(slots=True, kw_only=True)
class Budget:
    """Work units left, the wall deadline (None: none), what was spent, the last model searched, and ``failures`` of the
    engine in words."""

    units: int
    deadline: float | None
    spent: int = 0
    models: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def effort(self, most: int | None = None) -> Effort | None:
        """What a search may take now; None when nothing is left."""
        left = self.units - self.spent if most is None else min(most, self.units - self.spent)
        seconds = None if self.deadline is None else self.deadline - time.monotonic()
        if left <= 0 or (seconds is not None and seconds <= 0.05):
            return None
        return Effort(units=left, seconds=seconds)

    def took(self, found: Found) -> Found:
        """Book what a search spent."""
        self.spent += found.units
        if found.model_sha and found.proved:
            self.models.append(found.model_sha)
        return found

    def failed(self, error: SearchFailed) -> None:
        """Note that the engine failed."""
        self.failures.append(str(error))

    def engine(self, name: str) -> str:
        """The name of an engine for the plan's record; says so where it failed on the way."""
        return f"{name}{FAILED}" if self.failures else name


def value_of(goal: Goal, value: Worth) -> int:
    """The value of a goal."""
    return {
        "needs": value.needs,
        "persons": value.persons,
        "last": value.last,
        "arrivals": value.arrivals,
        "vehicles": value.vehicles,
    }[goal]


def arithmetic_of(instance: Instance, goal: Goal, value: Worth, bound: Bound) -> int:
    """The bound on a goal that arithmetic alone gives, for the persons that go."""
    if goal == "needs":
        needs = sum(needs_of(stock) * stock.count for stock in instance.households)
        return min(needs, bound.persons)
    if goal == "persons":
        return bound.persons
    if goal == "last":
        least = earliest_last_arrival(instance, value.persons)
        return instance.latest if least is None else least
    if goal == "arrivals":
        return least_sum_of_arrivals(instance, value.persons)
    return least_vehicles(instance, value.persons)


def stated(instance: Instance, objective: str, reached: Worth, bound: Bound) -> tuple[Level, ...]:
    """The levels of a timetable that nothing but arithmetic is known of."""
    goals = LEVELS[objective]
    return tuple(
        _said(goal, value_of(goal, reached), arithmetic_of(instance, goal, reached, bound), proved=False)
        for goal in goals
    )


def searchable(instance: Instance) -> bool:
    """Whether the exact model is small enough to be worth building."""
    return 0 < len(instance.vehicles) <= VEHICLES_MAX and 0 < rides_max(instance) <= RIDES_MAX


def improve(
    instance: Instance, scenario: Scenario, start: Timetable, budget: Budget
) -> tuple[Timetable, tuple[Level, ...]]:
    """The best timetable level by level from a feasible one, with what is known of each level. Where the engine fails,
    the best so far, and the level is as open as it was before."""
    best, bound = start, arithmetic_bound(instance)
    levels: list[Level] = []
    keep: dict[Goal, int] = {}
    everyone = scenario.objective == "all"
    for goal in LEVELS[scenario.objective]:
        if goal == "persons" and worth(instance, best).persons < worth(instance, start).persons:
            best = _refilled(instance, best, keep, budget)
        best, level = _level(instance, goal, best, bound, keep, budget, everyone)
        levels.append(level)
        keep[goal] = level.value
    return best, tuple(levels)


def _refilled(instance: Instance, best: Timetable, keep: dict[Goal, int], budget: Budget) -> Timetable:
    """A timetable found for the sake of needs alone carries few others: fill it up before asking for the best."""
    return polish(
        instance,
        "persons",
        best,
        value=lambda timetable: worth(instance, timetable).persons,
        keep=keep,
        effort=budget.effort,
        took=budget.took,
        failed=budget.failed,
    )


def _level(
    instance: Instance,
    goal: Goal,
    best: Timetable,
    bound: Bound,
    keep: dict[Goal, int],
    budget: Budget,
    everyone: bool,
) -> tuple[Timetable, Level]:
    """One level: arithmetic when it is enough, otherwise search for better and say how far it got."""
    value = value_of(goal, worth(instance, best))
    arithmetic = ideal = arithmetic_of(instance, goal, worth(instance, best), bound)
    effort = budget.effort(MINOR_UNITS if goal in ("arrivals", "vehicles") else None)
    if value == ideal or effort is None or not searchable(instance):
        return best, _said(goal, value, ideal, proved=False)
    allowed, searched = effort, ""
    if goal == "needs":
        relaxed = _tried(budget, lambda: needs_at_most(instance, allowed))
        if relaxed.bound is not None and relaxed.bound < ideal:
            ideal, searched = relaxed.bound, relaxed.model_sha
        if relaxed.proved and value == ideal:
            return best, _said(goal, value, ideal, proved=True)
        effort = budget.effort() or effort
    rest = effort
    found = _tried(
        budget,
        lambda: search(instance, goal, rest, keep=keep, better_than=value, start=best, everyone=everyone),
    )
    if found.timetable is not None:
        best = found.timetable
        value = value_of(goal, worth(instance, best))
    if found.proved:
        return best, _said(goal, value, value, proved=True)
    if found.bound is not None:
        tighter = min(ideal, max(found.bound, value)) if goal in MAXIMISED else max(ideal, min(found.bound, value))
        if tighter != ideal:
            ideal, searched = tighter, found.model_sha
    if value == ideal != arithmetic:
        budget.models.append(searched)
    return best, _said(goal, value, ideal, proved=value == ideal != arithmetic)


def _tried(budget: Budget, look: Callable[[], Found]) -> Found:
    """What a search found; nothing, when its engine failed."""
    try:
        return budget.took(look())
    except SearchFailed as error:
        budget.failed(error)
        return Found(timetable=None, bound=None, proved=False, units=0, model_sha="")


def _said(goal: Goal, value: int, bound: int, *, proved: bool) -> Level:
    """A level as the certificate states it. Reaching what arithmetic allows is a proof by arithmetic."""
    closed = value == bound
    return Level(
        name=NAMES[goal],
        sense="max" if goal in MAXIMISED else "min",
        value=value,
        bound=bound,
        proof="search" if proved else "arithmetic" if closed else "open",
    )
