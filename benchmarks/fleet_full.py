"""Family ``full``: a situation planned with all its rules, checked, and its gap split by what the bound relaxes.

The search keeps the rules of a fleet's instance; households that travel whole, convoys, pick-ups on the way and people
who cross first are put into its timetable afterwards. So the way from the bound down to the plan is walked in steps,
one for each rule the certificate names as relaxed: bounds without crossings and pick-ups, what counting driving in
parts adds (the timetable of a day without halts, where the bound knows none), the timetable, and the plan as it is
written step by step. The parts add up to the gap exactly; one below
zero says that the search found more on the harder day. Each bound is searched for half as long as a timetable.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.registry import Instance, Row, Target

if TYPE_CHECKING:
    from safeconduct.model.dossier import Check
    from safeconduct.model.fleet import FleetBound, FleetCertificate, FleetPlan, FleetScenario
    from safeconduct.model.situation import Situation
    from safeconduct.plan.fleet import timetable
    from safeconduct.plan.fleet.instance import FleetInstance
    from safeconduct.plan.fleet.portfolio import Progress
    from safeconduct.plan.fleet.situated import Legend

#: The gap of all persons wanted, in percent: twice that of family ``core``, by the vehicles of the day at most.
GAPS = {40: 6.0, 150: 8.0, 500: 12.0, 2000: 24.0}
#: Seconds in which the first plan must stand, checked: those in which family ``core`` must have its first gap.
FIRST = {10: 2.0, 40: 10.0, 150: 5.0, 2000: 30.0}
HOLDS = Target(op="==", value=0)


@dataclass(slots=True)
class First:
    """Hears a search until its first timetable, which it writes as a plan and checks: ``checks``, and ``seconds`` then
    (None: there was none yet). Whoever searched looks at the checks: nothing that is raised here gets out of a search.
    """

    situation: Situation
    legend: Legend
    instance: FleetInstance
    started: float
    seconds: float | None = None
    checks: tuple[Check, ...] = ()

    def told(self, progress: Progress) -> None:
        """Write and check, once."""
        if self.seconds is None and progress.best is not None:
            from safeconduct import codec
            from safeconduct.model.plan import Work
            from safeconduct.plan.fleet.finished import finished
            from safeconduct.plan.fleet.halted import Halt
            from safeconduct.verify.fleet import check_fleet_plan

            spent = Work(engine="benchmark", version="1", units=progress.work)
            found = progress.best()
            plan = finished(self.situation, self.legend, self.instance, found, spent, Halt(), fast=True)
            if plan is not None:
                self.checks = check_fleet_plan(self.situation, plan, situation_sha=codec.sha(self.situation))
                self.seconds = time.perf_counter() - self.started


def full_rows(
    instance: Instance, seed: int, situation: Situation, scenario: FleetScenario, seconds: float, *, whole: bool
) -> Iterator[Row]:
    """Rows of one situation; CheckFailed when a rule of a plan or a number of its certificate does not hold."""
    from safeconduct.app.fleet_planning import checked_fleet
    from safeconduct.plan.fleet.answer import best_plan, certified, reached
    from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
    from safeconduct.verify.check import require

    legend = legend_of(situation, scenario)
    day = instance_of(legend, EACH)
    first = First(situation, legend, day, time.perf_counter())
    plan, solved = best_plan(situation, legend, seconds=seconds, seed=_again(instance, seed), tell=first.told)
    took = time.perf_counter() - first.started
    require(first.checks)
    certificate = certified(situation, scenario, plan, seconds=seconds / 2, found=solved)
    since = time.perf_counter()
    checks = checked_fleet(situation, plan, certificate)
    checking = time.perf_counter() - since
    helped, people = reached(situation, plan)

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=instance.name, seed=seed, metric=f"full: {metric}", unit=unit, value=value, target=target)

    bounds = [level.bound for level in certificate.levels]
    if first.seconds is not None:
        yield row("first plan, checked", "s", round(first.seconds, 2), _by_size(FIRST, instance, whole=whole))
    yield row("plan written in", "s", round(took, 2))
    yield row("rules and numbers recomputed", "", len(checks))
    yield row("recomputed in", "s", round(checking, 1))
    yield row("most L1: out", "persons", helped)
    yield row("most L1: bound", "persons", bounds[0])
    yield row("most L1: gap", "%", _percent(bounds[0] - helped, bounds[0]))
    yield row("most L2: out", "persons", people)
    yield row("most L2: bound", "persons", bounds[1])
    yield row("most L2: gap", "%", _percent(bounds[1] - people, bounds[1]), _by_size(GAPS, instance, whole=whole))
    parts = split(legend, day, solved.plan, plan, certificate, seconds, _again(instance, seed))
    for name, persons in parts.items():
        yield row(f"of it, {name}", "%", _percent(persons, bounds[1]))
    off = bounds[1] - people - sum(parts.values())
    yield row("parts of the gap, off by", "persons", off, HOLDS)


def split(
    legend: Legend,
    day: FleetInstance,
    found: timetable.FleetPlan,
    plan: FleetPlan | None,
    certificate: FleetCertificate,
    seconds: float,
    seed: int,
) -> dict[str, int]:
    """Persons of the gap of all persons, by the name of the rule that is relaxed; only rules of the day."""
    from safeconduct.plan.fleet.answer import reached
    from safeconduct.plan.fleet.chains import relaxed_stops
    from safeconduct.plan.fleet.landings import relaxed_transfers
    from safeconduct.plan.fleet.relaxed import ALWAYS, ESCORTS, HALTS, SMALL, halts_among
    from safeconduct.plan.fleet.stops import with_stops

    whole, one_by_one = ALWAYS
    named = certificate.bounds[-1].relaxed
    bounds = _bounds(legend, certificate, seconds / 2)
    in_timetable = sum(found.by_need(day))
    halts = halts_among(named)
    lost = 0 if not halts else _by_counting(legend, certificate)
    if halts == HALTS:
        lost = _without_halts(day, seconds, seed, in_timetable) - in_timetable
    boarded, formed = _written(legend, day, found, seconds)
    stopped = with_stops(legend, formed)
    situation = legend.situation
    persons = [reached(situation, one)[1] for one in (boarded, formed, stopped, plan)]
    parts = {
        one_by_one: bounds[0] - in_timetable - lost,
        halts: lost,
        whole: in_timetable - persons[0],
        f"{SMALL}; {ESCORTS}": persons[0] - persons[1],
        "".join(relaxed_stops(legend)): bounds[1] - bounds[0] - (persons[2] - persons[1]),
        "".join(relaxed_transfers(legend)): bounds[2] - bounds[1] - (persons[3] - persons[2]),
    }
    return {name: n for name, n in parts.items() if n or any(one in named for one in name.split("; "))}


def _proving(certificate: FleetCertificate) -> tuple[FleetBound, int]:
    """The bound level 2 rests on, and the worth in it that helped persons have above the others."""
    helped = certificate.levels[0].value
    weighed = [(bound, (bound.worth.wheelchair - bound.worth.walking) * helped) for bound in certificate.bounds[1:]]
    return min(weighed, key=lambda one: one[0].value - one[1])


def _bounds(legend: Legend, certificate: FleetCertificate, seconds: float) -> tuple[int, int, int]:
    """Bounds on all persons without pick-ups on the way and without people who cross, with pick-ups, and with both."""
    from safeconduct.plan.fleet.landings import transfers_of

    most = certificate.levels[1].bound
    dry = replace(legend.situation, transfers=())
    roads = tuple(replace(way, minutes_loaded=None) for way in dry.approaches)
    joined = any(way.minutes_loaded is not None for way in dry.approaches)
    second = _bound(legend, dry, certificate, seconds) if transfers_of(legend) else most
    first = _bound(legend, replace(dry, approaches=roads), certificate, seconds) if joined else second
    return first, second, most


def _bound(legend: Legend, changed: Situation, certificate: FleetCertificate, seconds: float) -> int:
    from safeconduct.plan.fleet.answer import bound_of

    (start, above), out = _proving(certificate), certificate.persons_out
    worth = start.worth.walking, start.worth.wheelchair, start.worth.stretcher
    changed_legend = replace(legend, situation=changed)
    return bound_of(changed_legend, worth, out + above, seconds=seconds, start=start).value - above


def _by_counting(legend: Legend, certificate: FleetCertificate) -> int:
    """Persons by which the bound on all of them falls, at its prices, once driving is counted in minutes."""
    from safeconduct.plan.fleet.across import landed_instance
    from safeconduct.plan.fleet.chains import priced_tables
    from safeconduct.plan.fleet.lagrangian import Lagrangian
    from safeconduct.plan.fleet.landings import with_landed
    from safeconduct.plan.fleet.priced import prices_on

    (stated, _), legend = _proving(certificate), with_landed(legend)
    instance = landed_instance(legend, (stated.worth.walking, stated.worth.wheelchair, stated.worth.stretcher))
    prices = prices_on(legend, instance, stated)
    return stated.value - int(Lagrangian(priced_tables(legend, instance), parts=0).at(prices.flat()).bound)


def _without_halts(day: FleetInstance, seconds: float, seed: int, least: int) -> int:
    """Persons out in the best timetable found of the day whose crews need no rest, and at least so many."""
    from safeconduct.plan.fleet.instance import UNLIMITED
    from safeconduct.plan.fleet.levels import most

    free = np.full(day.types, UNLIMITED, dtype=np.int64)
    rested = day.with_(type_drive=free, type_rest=np.zeros(day.types, dtype=np.int64))
    return max(least, sum(most(rested, seconds=seconds, seed=seed).plan.by_need(rested)))


def _written(
    legend: Legend, day: FleetInstance, found: timetable.FleetPlan, seconds: float
) -> tuple[FleetPlan, FleetPlan]:
    """The timetable with whole households, and then in convoys where the day asks for them."""
    from safeconduct import codec
    from safeconduct.model.plan import Work
    from safeconduct.plan.fleet.answer import GROUPING
    from safeconduct.plan.fleet.convoys import in_convoys
    from safeconduct.plan.fleet.limit import Limit
    from safeconduct.plan.fleet.written import written

    spent = Work(engine="benchmark", version="1", units=0)
    write = partial(written, legend, day, situation_sha=codec.sha(legend.situation), work=spent)
    *_, formed = in_convoys(legend, day, found, write, Limit(seconds=GROUPING * seconds))
    return write(found), formed


def _again(instance: Instance, seed: int) -> int:
    """A drawn day differs by its seed; the same document is searched by another seed."""
    return 0 if instance.path is None else seed


def _by_size(goals: dict[int, float], instance: Instance, *, whole: bool) -> Target | None:
    goal = next((value for vehicles, value in goals.items() if instance.size <= vehicles), None)
    return Target(op="<=", value=goal) if whole and goal is not None else None


def _percent(part: float, whole: float) -> float:
    return 0.0 if whole <= 0 else round(100 * part / whole, 3)
