"""The one entry point of the planner: a scenario of a situation to a plan and the certificate of how good it is.

Levels are solved one by one. A level whose value equals the arithmetic bound needs no search; the others are searched
on the exact model until proved or until the work is spent, and published with their gap.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field

from safeconduct import codec
from safeconduct.model.certificate import Bound, Certificate, Cut, Exhaustive, Level, Verdict
from safeconduct.model.errors import InputError, RefusedError
from safeconduct.model.plan import Plan, Scenario, Work
from safeconduct.model.situation import Leg, Situation
from safeconduct.network.cut import cut_of
from safeconduct.plan.bound import arithmetic_bound, earliest_last_arrival, least_sum_of_arrivals, least_vehicles
from safeconduct.plan.exact import ENGINE, RIDES_MAX, Goal, engine_version, rides_max
from safeconduct.plan.greedy import greedy
from safeconduct.plan.instance import Instance, blocked_edges, corridor_of, instance_of, leaned_edges, status_of
from safeconduct.plan.packing import needs_of
from safeconduct.plan.search import MAXIMISED, UNITS_PER_SECOND, Effort, Found, needs_at_most, search
from safeconduct.plan.timetable import Timetable, to_plan, worth

#: Goals of each objective in order, with the share of the work left that each may spend.
LEVELS: dict[str, tuple[tuple[Goal, str, float], ...]] = {
    "all": (("last", "last arrival", 0.6), ("arrivals", "sum of arrivals", 0.7), ("vehicles", "vehicles used", 1.0)),
    "most": (
        ("needs", "stretcher and wheelchair persons out", 0.3),
        ("persons", "persons out", 0.8),
        ("arrivals", "sum of arrivals", 0.6),
        ("vehicles", "vehicles used", 1.0),
    ),
}


@dataclass(slots=True)
class _Purse:
    """Work left to spend: deterministic units, and a wall-clock cap when no work was asked for."""

    units: int
    until: float | None
    spent: int = 0

    def share(self, part: float) -> Effort:
        """An effort of ``part`` of what is left."""
        seconds = None if self.until is None else max(0.0, self.until - time.monotonic()) * part
        return Effort(units=int(max(0, self.units - self.spent) * part), seconds=seconds)

    def can_search(self) -> bool:
        """Whether anything is left."""
        return self.units > self.spent and (self.until is None or time.monotonic() < self.until)


@dataclass(slots=True)
class _Ascent:
    """The best timetable so far and what is proved of it, level by level."""

    instance: Instance
    scenario: Scenario
    bound: Bound
    purse: _Purse
    timetable: Timetable
    keep: dict[Goal, int] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    models: list[str] = field(default_factory=list)

    @property
    def everyone(self) -> bool:
        """Mode ``all`` boards every household."""
        return self.scenario.objective == "all"

    def value(self, goal: Goal) -> int:
        """What the timetable is worth for a goal."""
        return int(getattr(worth(self.instance, self.timetable), goal))

    def climb(self, goal: Goal, name: str, part: float) -> None:
        """Improve one level with the earlier ones kept, and record how its value is known."""
        value, limit = self.value(goal), self.limit(goal)
        proof, bound = ("arithmetic", limit) if value == limit else ("open", limit)
        if proof == "open" and self.searchable():
            found = self.search(goal, value, self.purse.share(part))
            value = self.value(goal)
            if value == limit:
                proof = "arithmetic"
            elif found.proved:
                proof, bound = "search", value
            elif found.bound is not None:
                bound = _tighter(goal, value, limit, found.bound)
        self.keep[goal] = value
        sense = "max" if goal in MAXIMISED else "min"
        self.levels.append(Level(name=name, sense=sense, value=value, bound=bound, proof=proof))  # type: ignore[arg-type]

    def search(self, goal: Goal, value: int, effort: Effort) -> Found:
        """One search for something better than ``value``; a better timetable is kept."""
        if goal == "needs":
            most = needs_at_most(self.instance, effort)
            self.purse.spent += most.units
            if most.proved and most.bound == value:
                self.models.append(most.model_sha)
                return most
        found = search(
            self.instance, goal, effort, keep=self.keep, better_than=value, start=self.timetable, everyone=self.everyone
        )
        self.purse.spent += found.units
        self.models.append(found.model_sha)
        if found.timetable is not None:
            self.timetable = found.timetable
        return found

    def searchable(self) -> bool:
        """Small enough for the exact model, and something left to spend."""
        return rides_max(self.instance) <= RIDES_MAX and self.purse.can_search()

    def limit(self, goal: Goal) -> int:
        """What arithmetic allows at best for a goal."""
        persons = worth(self.instance, self.timetable).persons
        if goal == "needs":
            helped = sum(needs_of(stock) * stock.count for stock in self.instance.households)
            return min(helped, self.bound.persons)
        if goal == "persons":
            return self.bound.persons
        if goal == "last":
            return earliest_last_arrival(self.instance, persons) or 0
        if goal == "arrivals":
            return least_sum_of_arrivals(self.instance, persons)
        return least_vehicles(self.instance, persons)

    def exhaustive(self) -> Exhaustive | None:
        """Engine, version and one hash over all models searched, when a search proved something."""
        models = [sha for sha in self.models if sha]
        if not models:
            return None
        whole = hashlib.sha256("".join(models).encode()).hexdigest()
        return Exhaustive(engine=ENGINE, version=engine_version(), model_sha=whole)


def solve(
    situation: Situation,
    scenario: Scenario,
    *,
    work: int | None = None,
    seconds: float = 5.0,
    strict: bool = False,
) -> tuple[Plan | None, Certificate]:
    """The best plan for a scenario with its certificate; no plan when nobody, or for ``all`` not everyone, can go.

    ``work`` is the deterministic work to spend (units of ``plan.search``): the same bytes on every run. Without it
    ``seconds`` caps the wall time. ``strict`` refuses a leg that leans on roads of unknown state. Raises NotFound,
    UnconfirmedError, InputError or RefusedError as ``plan.instance`` does.
    """
    corridor = corridor_of(situation, scenario.corridor)
    name = codec.sha(situation)
    cut = cut_of(situation, corridor.id)
    if cut is not None:
        return None, _impossible(name, scenario, cut)
    instance = instance_of(situation, scenario)
    leg = situation.leg_of(corridor)
    assert leg is not None  # instance_of has refused a corridor without one
    leans = _leans(situation, leg, strict)
    until = None if work is not None else time.monotonic() + seconds
    purse = _Purse(units=work if work is not None else int(seconds * UNITS_PER_SECOND), until=until)
    ascent = _Ascent(instance, scenario, arithmetic_bound(instance), purse, greedy(instance, scenario))
    if ascent.everyone and not _fill(ascent):
        return None, _not_everyone(name, ascent)
    for goal, title, part in LEVELS[scenario.objective]:
        ascent.climb(goal, title, part)
    plan = to_plan(
        instance,
        ascent.timetable,
        situation=name,
        scenario=scenario,
        status=status_of(situation, corridor),
        leans_on=leans,
        work=Work(engine=ENGINE, version=engine_version(), units=purse.spent),
    )
    return plan, _certificate(name, ascent, plan)


def _tighter(goal: Goal, value: int, limit: int, found: int) -> int:
    """The better of the arithmetic and the searched bound, never beyond the value reached."""
    return max(value, min(limit, found)) if goal in MAXIMISED else min(value, max(limit, found))


def _leans(situation: Situation, leg: Leg, strict: bool) -> tuple[str, ...]:
    blocked = blocked_edges(situation, leg)
    if blocked:
        raise InputError(
            f"leg {leg.id} runs over {blocked[0]}, which is closed to its mode",
            field=f"legs.{leg.id}.edges",
            next_step="route the leg again over the roads as they are now",
        )
    leans = leaned_edges(situation, leg)
    if strict and leans:
        raise RefusedError(
            f"the way leans on {', '.join(leans)}, whose state nobody has confirmed",
            field="--strict",
            next_step="confirm the state of these roads, or plan without --strict",
        )
    return leans


def _fill(ascent: _Ascent) -> bool:
    """Mode ``all``: True once the timetable boards everyone; arithmetic or search may show that none does."""
    people = ascent.scenario.people
    if ascent.bound.persons < people:
        return False
    if worth(ascent.instance, ascent.timetable).persons == people:
        return True
    if not ascent.searchable():
        return False
    found = search(
        ascent.instance,
        "last",
        ascent.purse.share(0.6),
        keep={},
        better_than=None,
        start=ascent.timetable,
        everyone=True,
    )
    ascent.purse.spent += found.units
    if found.timetable is not None:
        ascent.timetable = found.timetable
        return True
    if found.proved:
        ascent.models.append(found.model_sha)
    return False


def _impossible(name: str, scenario: Scenario, cut: Cut) -> Certificate:
    return Certificate(
        situation=name,
        scenario=scenario,
        plan=None,
        verdict=Verdict.NOBODY,
        persons_out=0,
        levels=(),
        bound=None,
        cut=cut,
        exhaustive=None,
    )


def _not_everyone(name: str, ascent: _Ascent) -> Certificate:
    """Mode ``all`` without a plan: impossible by arithmetic or by search, or not decided within the work."""
    exhaustive = ascent.exhaustive()
    decided = ascent.bound.persons < ascent.scenario.people or exhaustive is not None
    return Certificate(
        situation=name,
        scenario=ascent.scenario,
        plan=None,
        verdict=Verdict.SOME_LEFT if decided else Verdict.UNDECIDED,
        persons_out=0,
        levels=(),
        bound=ascent.bound,
        cut=None,
        exhaustive=exhaustive,
    )


def _certificate(name: str, ascent: _Ascent, plan: Plan) -> Certificate:
    out, people = worth(ascent.instance, ascent.timetable).persons, ascent.scenario.people
    searched = any(level.proof == "search" for level in ascent.levels)
    return Certificate(
        situation=name,
        scenario=ascent.scenario,
        plan=codec.sha(plan),
        verdict=Verdict.ALL_OUT if out == people else Verdict.SOME_LEFT if out else Verdict.NOBODY,
        persons_out=out,
        levels=tuple(ascent.levels),
        bound=ascent.bound,
        cut=None,
        exhaustive=ascent.exhaustive() if searched else None,
    )
