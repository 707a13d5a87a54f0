"""A new plan on the day: a road or a narrow place closes or opens at minute ``now``, and what has begun is history.

Three steps, each with a result of its own: the repaired plan at once, a better one after some search, and a certificate
for the situation as it is now. The bounds in it are of the whole day, the closures known from the start: no plan that
obeys the situation is above them, so neither is what can still be made of the day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.model.errors import CheckFailed, InputError, NotFound
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Work
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import ENGINE, STEPS, VERSION, certified, first_helped
from safeconduct.plan.fleet.changes import PlanChanges, changes_between
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.orders import Orders, against_the_past, orders_of, vehicles_of
from safeconduct.plan.fleet.repair import DayUnderWay, Repaired
from safeconduct.plan.fleet.situated import Legend, instance_of, legend_of, vehicle_name
from safeconduct.plan.fleet.written import written

#: Parts of a situation that a repair takes as they were.
FIXED = ("sites", "receptions", "corridors", "vehicles", "profiles", "rules", "sunsets", "depots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """The plan from minute ``changes.now`` on with all that came before, None when nobody has left or will; its
    certificate; and what is different from the orders given."""

    plan: FleetPlan | None
    certificate: FleetCertificate
    changes: PlanChanges


def replan(
    plan: FleetPlan,
    before: Situation,
    after: Situation,
    now: int,
    *,
    pins: Mapping[str, int | None] | None = None,
    work: int = 0,
    steps: int = STEPS,
    tell: Callable[[FleetPlan | None, PlanChanges], None] | None = None,
) -> Replanned:
    """Change a plan that is being driven since situation ``before`` as little as ``after`` asks for.

    ``now`` is a minute of the day. Who departed before it goes on if the way is open, and else turns back, leaves by
    another way, or is named as stranded. ``pins`` holds by name of a vehicle how many of its first trips may not
    change, None for the whole day; a pinned trip that cannot be driven any more is cancelled, never moved in silence.
    ``tell`` gets the repaired plan before ``work`` best responses of search, and ``steps`` of the search for prices.

    InputError when the situations differ in more than states of roads and closures, or when something is said to have
    been closed before ``now`` while a vehicle used it; NotFound for a name in ``plan`` or ``pins`` that is not there.
    """
    _alike(before, after)
    legend = legend_of(after, plan.scenario, closed_too=True)
    instance = instance_of(legend, first_helped(legend))
    orders = orders_of(legend, instance, plan)
    against_the_past(legend, instance, orders, now)
    numbers = vehicles_of(legend, instance)
    unknown = sorted(set(pins or {}) - set(numbers))
    if unknown:
        raise NotFound(f"no vehicle is called {unknown[0]}", field="pins", next_step="name a vehicle of the situation")
    pinned = {numbers[name]: trips for name, trips in (pins or {}).items()}
    day = DayUnderWay(instance, orders.timetable)

    def told(spent: int) -> tuple[FleetPlan | None, PlanChanges]:
        repaired = day.go_on(instance, now, pins=pinned, work=spent)
        made = _plan(legend, orders, repaired, codec.sha(after), spent)
        stranded = [vehicle_name(legend, instance, v) for v in repaired.stranded]
        changes = changes_between(after, plan, made, now, stranded=stranded, pins=pins)
        return made if made.days else None, changes

    found, changes = told(0)
    if tell is not None:
        tell(found, changes)
    if work:
        found, changes = told(work)
    certificate = certified(after, plan.scenario, found, steps=steps)
    return Replanned(plan=found, certificate=certificate, changes=changes)


def _plan(legend: Legend, orders: Orders, repaired: Repaired, sha: str, spent: int) -> FleetPlan:
    wrong = faults(repaired.instance, repaired.plan)
    if wrong:
        raise CheckFailed(
            f"the repaired timetable breaks a rule: {wrong[0]}",
            next_step="report this situation and plan: it is a fault of the planner, unless the plan had it before",
        )
    work = Work(engine=ENGINE, version=VERSION, units=spent)
    return written(legend, repaired.instance, repaired.plan, situation_sha=sha, work=work, orders=orders)


def _alike(before: Situation, after: Situation) -> None:
    """InputError when more differs than a repair can take in."""
    differ = [name for name in FIXED if getattr(before, name) != getattr(after, name)]
    old, new = _bare(before), _bare(after)
    differ += [name for name in ("legs", "approaches", "resources") if getattr(old, name) != getattr(new, name)]
    if differ:
        raise InputError(
            f"{', '.join(differ)} differ from the situation the plan was made for",
            field=differ[0],
            next_step="plan the day anew; a repair only closes and opens roads and resources",
        )


def _bare(situation: Situation) -> Situation:
    """Without what states of roads and closures change."""
    return replace(
        situation,
        legs=tuple(replace(leg, leans_on=()) for leg in situation.legs),
        approaches=tuple(replace(approach, leans_on=()) for approach in situation.approaches),
        resources=tuple(replace(resource, closures=()) for resource in situation.resources),
    )
