"""A new plan on the day: a road or a narrow place closes or opens at minute ``now``, and what has begun is history.

Three steps, each with a result of its own: the repaired plan at once, a better one after some search, and a certificate
for the situation as it is now. The bounds in it are of the whole day, the closures known from the start. A second one
is of the rest of the day, with all that has begun left out of it (``left``): what can still be made of the day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.model.errors import CheckFailed, InputError, NotFound
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Work
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.answer import ENGINE, STEPS, VERSION, certified, first_helped, reached
from safeconduct.plan.fleet.calls import with_calls
from safeconduct.plan.fleet.changes import PlanChanges, changes_between
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.found import Found
from safeconduct.plan.fleet.left import left_of
from safeconduct.plan.fleet.order_by_order import OrderByOrder, needs_it
from safeconduct.plan.fleet.orders import Orders, against_the_past, orders_of, vehicles_of
from safeconduct.plan.fleet.repair import DayUnderWay, Repaired
from safeconduct.plan.fleet.situated import Legend, instance_of, legend_of, vehicle_name
from safeconduct.plan.fleet.trips import vehicles_of as vehicles_by_name
from safeconduct.plan.fleet.written import written

#: Work of the first search in a span of time.
LEAST = 64

#: Parts of a situation that a repair takes as they were.
FIXED = ("sites", "receptions", "corridors", "vehicles", "profiles", "rules", "sunsets", "depots", "transfers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """The plan from minute ``changes.now`` on with all that came before, None when nobody has left or will; its
    certificate, whose bounds are of the whole day; what is different from the orders given; and what can still be done,
    None when nobody, or no vehicle, is left."""

    plan: FleetPlan | None
    certificate: FleetCertificate
    changes: PlanChanges
    rest: Rest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The rest of the day as a situation, and what is proved of it; persons who need help, and all, on trips that have
    begun."""

    situation: Situation
    certificate: FleetCertificate
    begun: tuple[int, int]


def replan(
    plan: FleetPlan,
    before: Situation,
    after: Situation,
    now: int,
    *,
    pins: Mapping[str, int | None] | None = None,
    lost: Collection[str] = (),
    late: Mapping[str, int] | None = None,
    price: int = 0,
    work: int = 0,
    seconds: float | None = None,
    steps: int = STEPS,
    tell: Callable[[FleetPlan | None, PlanChanges], None] | None = None,
) -> Replanned:
    """Change a plan that is being driven since situation ``before`` as little as ``after`` asks for.

    ``now`` is a minute of the day. Who departed before it goes on if the way is open, and else turns back, leaves by
    another way, or is named as stranded. ``pins`` holds by name of a vehicle how many of its first trips may not
    change, None for the whole day; a pinned trip that cannot be driven any more is cancelled, never moved in silence.
    ``lost`` vehicles drive nothing from ``now`` on; one that is under way is stranded where it is. ``late`` ones do
    nothing, and are nowhere new, before the minute given by name. ``tell`` gets the
    repaired plan before any search: ``work`` best responses of it, or for ``seconds``, more and more until they are
    over. An order that was given changes in search only for at least ``price`` persons more. ``steps`` are those of the
    search for prices. Interrupted by Ctrl-C it returns the best so far.

    InputError when the situations differ in more than states of roads and closures, or when something is said to have
    been closed before ``now`` while a vehicle used it; NotFound for a name in ``plan``, ``pins``, ``lost`` or ``late``
    that is not there.
    """
    _alike(before, after)
    day = _day(plan, after, now, pins or {}, lost, late or {})
    best = day.repaired()
    if tell is not None:
        tell(*best.shown)
    spending = (work,) if seconds is None else _more_and_more(seconds)
    if seconds and isinstance(day, OrderByOrder):
        spending = (LEAST,)  # it ends by itself, and more would find the same
    with suppress(KeyboardInterrupt):
        for spent in spending:
            for found in day.searched(spent) if spent else ():
                if found.worth(best) and found.gain(best) >= price * (found.changes.orders - best.changes.orders):
                    best = found
    plan_now, changes = best.shown
    certificate = certified(after, plan.scenario, plan_now, steps=steps)
    return Replanned(plan=plan_now, certificate=certificate, changes=changes, rest=_rest(after, best.plan, now, steps))


def _rest(situation: Situation, plan: FleetPlan, now: int, steps: int) -> Rest | None:
    """What is left of the day of a plan, and proved of it."""
    left = left_of(situation, plan, now)
    if left is None:
        return None
    rest, helped, begun = left
    return Rest(situation=rest, certificate=certified(rest, plan.scenario, None, steps=steps), begun=(helped, begun))


def _more_and_more(seconds: float) -> Iterator[int]:
    """Work that doubles as long as the next piece fits into the time."""
    started, spent, last = time.perf_counter(), LEAST, 0.0
    while True:
        begun = time.perf_counter()
        if begun - started + 2 * last > seconds:
            return
        yield spent
        last, spent = time.perf_counter() - begun, 2 * spent


def _day(
    plan: FleetPlan,
    after: Situation,
    now: int,
    pins: Mapping[str, int | None],
    lost: Collection[str],
    late: Mapping[str, int],
) -> _Day | OrderByOrder:
    """The day under way: on arrays where its orders are trips to one site each, else order by order."""
    legend = legend_of(after, plan.scenario, closed_too=True)
    names = {name for name, _ in vehicles_by_name(legend)}
    for field, given in (("pins", pins), ("lost", lost), ("late", late)):
        unknown = sorted(set(given) - names)
        if unknown:
            raise NotFound(
                f"no vehicle is called {unknown[0]}", field=field, next_step="name a vehicle of the situation"
            )
    if needs_it(legend, plan, late):
        return OrderByOrder(plan, after, now, pins, lost, late)
    return _Day(legend, plan, after, now, pins, lost)


class _Day:
    """The day under way: repaired, then searched with given orders held, and without."""

    def __init__(
        self,
        legend: Legend,
        plan: FleetPlan,
        after: Situation,
        now: int,
        pins: Mapping[str, int | None],
        lost: Collection[str],
    ) -> None:
        self.legend, self.plan, self.after, self.now, self.pins = legend, plan, after, now, pins
        self.instance = instance_of(self.legend, first_helped(self.legend))
        self.orders = orders_of(self.legend, self.instance, plan)
        against_the_past(self.legend, self.instance, self.orders, now)
        numbers = vehicles_of(self.legend, self.instance)
        self.lost = {numbers[name]: name for name in lost}
        self.held: dict[int, int | None] = {numbers[name]: trips for name, trips in pins.items()}
        self.held |= dict.fromkeys(self.lost)
        self.under_way = DayUnderWay(self.instance, self._driven())

    def _driven(self) -> timetable.FleetPlan:
        """The timetable as ordered; of lost vehicles only what is over."""
        days = []
        for day in self.orders.timetable.days:
            over = tuple(trip for trip in day.trips if trip.done <= self.now)
            trips = over if day.vehicle in self.lost else day.trips
            if trips:
                days.append(timetable.VehicleDay(vehicle=day.vehicle, trips=trips))
        return timetable.FleetPlan(days=tuple(days))

    def repaired(self) -> Found:
        """At once, without search; where vehicles are lost the others add what they can."""
        return self._found(self.held, 0)

    def searched(self, work: int) -> Iterator[Found]:
        """Search that only adds to orders, then search that may change them."""
        ordered = {day.vehicle: len(day.trips) for day in self.under_way.plan.days}
        yield self._found({**ordered, **self.held}, work)
        yield self._found(self.held, work)

    def _found(self, pins: Mapping[int, int | None], work: int) -> Found:
        repaired = self.under_way.go_on(self.instance, self.now, pins=pins, extend=bool(self.lost), work=work)
        made = _plan(self.legend, self.orders, repaired, codec.sha(self.after), work)
        stranded = [vehicle_name(self.legend, self.instance, v) for v in repaired.stranded]
        stranded += [name for v, name in self.lost.items() if self._away(v)]
        changes = changes_between(
            self.after, self.plan, made, self.now, stranded=stranded, pins=self.pins, lost=self.lost.values()
        )
        return Found(plan=made, changes=changes, out=reached(self.after, made))

    def _away(self, vehicle: int) -> bool:
        """Whether a vehicle is between the places of its orders."""
        day = self.orders.days.get(vehicle)
        runs = [] if day is None else list(zip((day.approach, *day.moves), day.trips, strict=True))
        begins = [trip.begins if came is None else came.depart for came, trip in runs]
        return any(begin < self.now < trip.unloaded for begin, (_, trip) in zip(begins, runs, strict=True))


def _plan(legend: Legend, orders: Orders, repaired: Repaired, sha: str, spent: int) -> FleetPlan:
    wrong = faults(repaired.instance, repaired.plan)
    if wrong:
        raise CheckFailed(
            f"the repaired timetable breaks a rule: {wrong[0]}",
            next_step="report this situation and plan: it is a fault of the planner, unless the plan had it before",
        )
    work = Work(engine=ENGINE, version=VERSION, units=spent)
    made = written(legend, repaired.instance, repaired.plan, situation_sha=sha, work=work, orders=orders)
    return with_calls(legend.situation, made)


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
