"""A changed situation solved again from what is known of the old one: the plan is carried over, repaired and added to,
and the search for prices goes on from those that were proved.

Where a change takes away what a plan stands on (people, minutes), and where vehicles depart in convoys, people cross at
transfers or trips have several pick-ups, there is nothing to carry and the day is planned anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.model.errors import CheckFailed
from safeconduct.model.fleet import FleetBound, FleetPlan, FleetScenario
from safeconduct.model.plan import Work
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import ENGINE, VERSION, best_plan, bound_of, first_helped, people_of, reached
from safeconduct.plan.fleet.calls import with_calls
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.orders import orders_of, vehicles_of
from safeconduct.plan.fleet.repair import repair
from safeconduct.plan.fleet.situated import EACH, Legend, instance_of, legend_of
from safeconduct.plan.fleet.written import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The answer for a changed situation: persons who need help and all who are out in ``plan`` (None: nobody), how
    many wish to go, and at most how many can."""

    plan: FleetPlan | None
    helped: int
    persons: int
    people: int
    bound: int


def resolved(
    situation: Situation,
    scenario: FleetScenario,
    *,
    plan: FleetPlan | None,
    bound: FleetBound,
    work: int,
    steps: int,
    strict: bool = False,
) -> Resolved:
    """Solve ``situation`` again with so much work and so many steps of the search for prices.

    ``plan`` is carried over when given, else the day is planned anew; ``bound`` counts persons, its prices are those of
    the old situation.
    """
    legend = legend_of(situation, scenario, strict=strict)
    people = people_of(legend)
    if plan is None or not one_by_one(situation, plan):
        found, _ = best_plan(situation, legend, work=max(1, work), strict=strict, threads=1)
    else:
        found = _carried(situation, scenario, plan, work=work, strict=strict)
    helped, persons = reached(situation, found)
    wide = legend_of(situation, scenario) if strict else legend
    most = bound_of(wide, EACH, persons, steps=steps, start=bound).value
    return Resolved(plan=found, helped=helped, persons=persons, people=people, bound=max(persons, min(people, most)))


def one_by_one(situation: Situation, plan: FleetPlan) -> bool:
    """Whether every vehicle of a plan can be given another day by itself: no convoys, transfers or several pick-ups."""
    strung = any(trip.stops for day in plan.days for trip in day.trips)
    return situation.rules.fleet_convoys is None and not plan.crossings and not strung


def _carried(
    situation: Situation, scenario: FleetScenario, plan: FleetPlan, *, work: int, strict: bool
) -> FleetPlan | None:
    legend: Legend = legend_of(situation, scenario, strict=strict, closed_too=True)
    instance = instance_of(legend, first_helped(legend))
    there = vehicles_of(legend, instance)
    orders = orders_of(legend, instance, replace(plan, days=tuple(d for d in plan.days if d.vehicle in there)))
    repaired = repair(instance, orders.timetable, extend=True, work=work if instance.vehicles else 0)
    wrong = faults(repaired.instance, repaired.plan)
    if wrong:
        raise CheckFailed(
            f"the timetable carried over breaks a rule: {wrong[0]}",
            next_step="report this situation and plan: it is a fault of the planner",
        )
    spent = Work(engine=ENGINE, version=VERSION, units=work)
    found = written(legend, instance, repaired.plan, situation_sha=codec.sha(situation), work=spent, orders=orders)
    return with_calls(situation, found) if found.days else None
