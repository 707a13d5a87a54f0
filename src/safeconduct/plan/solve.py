"""The one entry point of the planner: situation and scenario to plan and certificate."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from safeconduct import codec
from safeconduct.model.certificate import Bound, Certificate, Cut, Exhaustive, Level, Verdict
from safeconduct.model.corridor import Corridor
from safeconduct.model.errors import InputError, UnconfirmedError
from safeconduct.model.plan import Plan, Scenario, Work
from safeconduct.model.situation import Situation
from safeconduct.network.cut import find_cut
from safeconduct.plan.bound import arithmetic_bound
from safeconduct.plan.exact import ENGINE, engine_version
from safeconduct.plan.greedy import greedy
from safeconduct.plan.instance import (
    Instance,
    blocked_edges,
    corridor_of,
    instance_of,
    leaned_edges,
    status_of,
)
from safeconduct.plan.levels import Budget, improve, searchable
from safeconduct.plan.search import SearchFailed, search
from safeconduct.plan.timetable import Timetable, to_plan, worth

#: Work units of a solve when none are asked for; the wall cap of ``seconds`` usually comes later.
WORK = 12000
#: Name of the engine of a plan that no search touched.
GREEDY = "safeconduct greedy"
Solver = Callable[[Situation, Scenario], tuple[Plan | None, Certificate]]


def solve(
    situation: Situation,
    scenario: Scenario,
    *,
    work: int | None = None,
    seconds: float = 5.0,
    limit: float | None = None,
    strict: bool = False,
) -> tuple[Plan | None, Certificate]:
    """The best plan found and what is proved of it.

    ``work`` (units of ``plan.search``) makes the result the same on every run: then wall time is not looked at, unless
    a ``limit`` in seconds is set, for machines on which that work would take too long to wait for.
    Without it, ``WORK`` units are the limit and ``seconds`` of wall time a cap. ``strict`` forbids unknown roads.

    No plan comes back when there is no way (the certificate has the cut), when nobody can arrive in time, and for
    objective ``all`` when not everyone can go. Raises UnconfirmedError without a window or, strictly, when the leg
    leans on an unknown road; NotFound, InputError and RefusedError as ``instance_of`` does.
    """
    corridor = corridor_of(situation, scenario.corridor)
    sha = codec.sha(situation)
    cut = _cut(situation, corridor)
    if cut is not None:
        return None, _no_plan(sha, scenario, Verdict.NOBODY, cut=cut)
    leans_on = _leans_on(situation, corridor, strict=strict)
    instance = instance_of(situation, scenario)
    bound = arithmetic_bound(instance)
    if bound.persons == 0:
        return None, _no_plan(sha, scenario, Verdict.NOBODY, bound=bound)
    if scenario.objective == "all" and bound.persons < instance.people:
        return None, _no_plan(sha, scenario, Verdict.SOME_LEFT, bound=bound)
    budget = _budget(work, seconds, limit)
    start = greedy(instance, scenario)
    if scenario.objective == "all" and worth(instance, start).persons < instance.people:
        found, certificate = _everyone(instance, sha, scenario, start, bound, budget)
        if found is None:
            return None, certificate
        start = found
    timetable, levels = improve(instance, scenario, start, budget)
    if not timetable:
        verdict = Verdict.NOBODY if _proved_none(levels) else Verdict.UNDECIDED
        none = _no_plan(sha, scenario, verdict, bound=bound)
        return None, replace(none, exhaustive=_exhaustive(budget, levels))
    plan = to_plan(
        instance,
        timetable,
        situation=sha,
        scenario=scenario,
        status=status_of(situation, corridor),
        leans_on=leans_on,
        work=_work(budget),
    )
    persons = worth(instance, timetable).persons
    return plan, Certificate(
        situation=sha,
        scenario=scenario,
        plan=codec.sha(plan),
        verdict=Verdict.ALL_OUT if persons == instance.people else Verdict.SOME_LEFT,
        persons_out=persons,
        levels=levels,
        bound=bound,
        cut=None,
        exhaustive=_exhaustive(budget, levels),
    )


def _budget(work: int | None, seconds: float, limit: float | None) -> Budget:
    if work is None:
        return Budget(units=WORK, deadline=time.monotonic() + seconds)
    return Budget(units=work, deadline=None if limit is None else time.monotonic() + limit)


def _cut(situation: Situation, corridor: Corridor) -> Cut | None:
    """The cut of a corridor whose leg is missing or closed; InputError when there is another way to route."""
    leg = situation.leg_of(corridor)
    blocked = blocked_edges(situation, leg) if leg is not None else ()
    if leg is not None and not blocked:
        return None
    cut = find_cut(situation, site=corridor.site, reception=corridor.reception, mode=corridor.mode)
    if cut is None:
        problem = f"its leg uses closed roads: {', '.join(blocked)}" if blocked else "it has no leg"
        raise InputError(
            f"corridor {corridor.id} is passable but {problem}",
            field=f"legs.{corridor.id}",
            next_step="route the corridor over the roads as they are now",
        )
    return cut


def _leans_on(situation: Situation, corridor: Corridor, *, strict: bool) -> tuple[str, ...]:
    leg = situation.leg_of(corridor)
    leans_on = leaned_edges(situation, leg) if leg is not None else ()
    if strict and leans_on:
        raise UnconfirmedError(
            f"corridor {corridor.id} leans on roads in unknown state: {', '.join(leans_on)}",
            field="road",
            next_step="confirm the state of these roads, or plan without --strict",
        )
    return leans_on


def _everyone(
    instance: Instance, sha: str, scenario: Scenario, start: Timetable, bound: Bound, budget: Budget
) -> tuple[Timetable | None, Certificate]:
    """A timetable that takes everyone, or the certificate of why none is given.

    An engine that fails decides nothing. Not everyone can go when search showed it; otherwise that stays undecided.
    """
    certificate = _no_plan(sha, scenario, Verdict.UNDECIDED, bound=bound)
    effort = budget.effort()
    if effort is None or not searchable(instance):
        return None, certificate
    most = instance.people - 1
    try:
        found = budget.took(search(instance, "persons", effort, keep={}, better_than=most, start=start, everyone=True))
    except SearchFailed as error:
        budget.failed(error)
        return None, certificate
    if found.timetable is None and found.proved:
        certificate = replace(certificate, verdict=Verdict.SOME_LEFT, exhaustive=_engine(found.model_sha))
    return found.timetable, certificate


def _no_plan(
    sha: str, scenario: Scenario, verdict: Verdict, *, bound: Bound | None = None, cut: Cut | None = None
) -> Certificate:
    return Certificate(
        situation=sha,
        scenario=scenario,
        plan=None,
        verdict=verdict,
        persons_out=0,
        levels=(),
        bound=bound,
        cut=cut,
        exhaustive=None,
    )


def _proved_none(levels: tuple[Level, ...]) -> bool:
    return any(level.name == "persons out" and level.value == level.bound == 0 for level in levels)


def _exhaustive(budget: Budget, levels: tuple[Level, ...]) -> Exhaustive | None:
    """The search a level rests on: the last model that was searched to its end."""
    if not budget.models or not any(level.proof == "search" for level in levels):
        return None
    return _engine(budget.models[-1])


def _engine(model_sha: str) -> Exhaustive:
    return Exhaustive(engine=ENGINE, version=engine_version(), model_sha=model_sha)


def _work(budget: Budget) -> Work:
    if budget.spent == 0:
        return Work(engine=budget.engine(GREEDY), version="1", units=0)
    return Work(engine=budget.engine(ENGINE), version=engine_version(), units=budget.spent)
