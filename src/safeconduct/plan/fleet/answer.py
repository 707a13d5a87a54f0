"""The answer for several corridors at once: a plan of the situation, and for each level prices that bound it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from safeconduct import codec
from safeconduct.model.certificate import Level
from safeconduct.model.fleet import BestDay, FleetBound, FleetCertificate, FleetPlan, FleetScenario, Price
from safeconduct.model.plan import Work
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.certificate import GRAINS
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.situated import EACH, HELPED, Legend, instance_of, legend_of
from safeconduct.plan.fleet.solve import Progress, solve
from safeconduct.plan.fleet.tables import Floats, tables_of
from safeconduct.plan.fleet.written import written

ENGINE, VERSION = "safeconduct fleet", "1"
#: What no bound of ours holds vehicles to.
RELAXED = ("households travel whole", "vehicles are priced one by one")
#: Steps of the search for prices of a level, when no wall time is given.
STEPS = 600
#: More steps than any wall time allows.
LONG = 10**9
#: Share of the seconds that goes to the search for the timetable; the rest is for the bounds of the two levels.
SHARE = 0.7
NAMES = ("stretcher and wheelchair persons out", "persons out")


def answer(
    situation: Situation,
    scenario: FleetScenario,
    *,
    work: int | None = None,
    seconds: float | None = None,
    strict: bool = False,
    threads: int = 2,
    tell: Callable[[Progress], None] | None = None,
) -> tuple[FleetPlan | None, FleetCertificate]:
    """The best plan found and what is proved of it; no plan when nobody can go.

    ``work`` (best responses of a vehicle) makes the result the same on every run; ``seconds`` caps wall time instead.
    ``strict`` forbids roads of unknown state to the plan; the bound counts them as passable all the same. Raises what
    ``legend_of`` and ``instance_of`` raise.
    """
    sha = codec.sha(situation)
    legend = legend_of(situation, scenario, strict=strict)
    wide = legend_of(situation, scenario) if strict else legend
    instance = instance_of(legend, first_helped(legend))
    spend, each_level = (None, None) if seconds is None else (SHARE * seconds, (1 - SHARE) * seconds / 2)
    solved = solve(instance, work=work, seconds=spend, threads=threads, tell=tell)
    spent = Work(engine=ENGINE, version=VERSION, units=solved.work)
    plan = written(legend, instance, solved.plan, situation_sha=sha, work=spent) if solved.plan.days else None
    if plan is not None and not plan.days:
        plan = None
    reached = _reached(situation, plan)
    bounds = tuple(
        bound_of(wide, worth, value, seconds=each_level) for worth, value in zip((HELPED, EACH), reached, strict=True)
    )
    if not strict:
        prices = solved.proved.prices
        both = _stated(legend, instance, Lagrangian(tables_of(instance)), prices, first_helped(legend))
        bounds = (*bounds, both)
    return plan, _certificate(sha, scenario, plan, int(instance.group_people.sum()), reached, bounds)


def certified(
    situation: Situation, scenario: FleetScenario, plan: FleetPlan | None, *, steps: int = STEPS
) -> FleetCertificate:
    """What is proved of a plan that is there already: bounds of both levels, their prices searched for so many steps.
    Raises what ``legend_of`` and ``instance_of`` raise."""
    legend = legend_of(situation, scenario)
    people = int(instance_of(legend, EACH).group_people.sum())
    reached = _reached(situation, plan)
    bounds = tuple(bound_of(legend, w, n, steps=steps) for w, n in zip((HELPED, EACH), reached, strict=True))
    return _certificate(codec.sha(situation), scenario, plan, people, reached, bounds)


def _certificate(
    sha: str,
    scenario: FleetScenario,
    plan: FleetPlan | None,
    people: int,
    reached: tuple[int, int],
    bounds: tuple[FleetBound, ...],
) -> FleetCertificate:
    """``bounds`` of the first level, of the second, and perhaps one that weighs both: it bounds the second as well."""
    least = bounds[1].value
    for both in bounds[2:]:
        least = min(least, both.value - (both.worth.wheelchair - 1) * reached[0])
    return FleetCertificate(
        situation=sha,
        scenario=scenario,
        plan=None if plan is None else codec.sha(plan),
        people=people,
        persons_out=reached[1],
        levels=tuple(
            Level(name=name, sense="max", value=value, bound=bound, proof="arithmetic")
            for name, value, bound in zip(NAMES, reached, (bounds[0].value, least), strict=True)
        ),
        bounds=bounds,
    )


def first_helped(legend: Legend) -> tuple[int, int, int]:
    """Weights for one search of both levels: a person who needs help counts more than any vehicle's day of others."""
    seats = max((kind.places.value.walking for kind in legend.classes), default=0)
    return 1, 1 + 4 * seats, 1 + 4 * seats


def _reached(situation: Situation, plan: FleetPlan | None) -> tuple[int, int]:
    """Persons out who need help, and all of them."""
    members = {profile.id: profile.members for profile in situation.profiles}
    total = Needs()
    for entry in (e for day in (plan.days if plan else ()) for trip in day.trips for e in trip.boarded):
        total = total.plus(members[entry.profile].times(entry.count))
    return total.wheelchair + total.stretcher, total.total


def bound_of(
    legend: Legend, worth: tuple[int, int, int], reached: int, *, seconds: float | None = None, steps: int = STEPS
) -> FleetBound:
    """The least bound found on persons of this worth: prices searched for so many seconds (None: ``steps`` steps), or
    everyone at full price."""
    instance = instance_of(legend, worth)
    lagrangian = Lagrangian(tables_of(instance))
    search = BoundSearch(lagrangian)
    search.spend(steps if seconds is None else LONG, seconds, float(reached))
    everyone = Prices.of(lagrangian.tables, np.zeros(lagrangian.amounts.size))
    everyone.people[:] = instance.weights[instance.group_need]
    candidates = (_stated(legend, instance, lagrangian, p, worth) for p in (search.proved.prices, everyone))
    return min(candidates, key=lambda bound: bound.parts)


def _stated(
    legend: Legend, instance: FleetInstance, lagrangian: Lagrangian, prices: Prices, worth: tuple[int, int, int]
) -> FleetBound:
    """Prices as rows, and what they prove in whole grains."""
    prices.slot[-1] = 0.0  # ways without a narrow place are free
    found = lagrangian.at(prices.flat())
    parts = round(found.bound * GRAINS)
    return FleetBound(
        worth=Needs(**dict(zip(NEEDS, worth, strict=True))),
        unit=GRAINS,
        prices=tuple(_rows(legend, instance, prices)),
        days=tuple(
            BestDay(vehicle_class=kind.id, parts=round(float(value) * GRAINS))
            for kind, value in zip(legend.classes, found.values, strict=True)
        ),
        parts=parts,
        value=parts // GRAINS,
        relaxed=RELAXED,
    )


def _rows(legend: Legend, instance: FleetInstance, prices: Prices) -> Iterator[Price]:
    for (group, need), price in zip(legend.groups, prices.people, strict=True):
        if price > 0:
            yield Price(row="people", of=(group, need), since=0, until=0, parts=round(float(price) * GRAINS))
    for reception, price in zip(legend.receptions, prices.room, strict=True):
        if price > 0:
            yield Price(row="reception", of=(reception,), since=0, until=0, parts=round(float(price) * GRAINS))
    for b, resource in enumerate(legend.crossings[:-1]):
        step = int(instance.crossing_slot[b])
        for since, until, price in _spans(prices.slot[b, ::step]):
            yield Price(row="slot", of=(resource,), since=since * step, until=until * step, parts=price)
    for s, site in enumerate(legend.sites):
        for since, until, price in _spans(prices.bay[s]):
            yield Price(row="bay", of=(site.id,), since=since, until=until, parts=price)


def _spans(row: Floats) -> Iterator[tuple[int, int, int]]:
    """Runs of one price above 0: (from, to, price in grains)."""
    grains = np.rint(row * GRAINS).astype(np.int64)
    edges = np.flatnonzero(np.diff(grains)) + 1
    starts = [0, *edges.tolist()]
    for start, end in zip(starts, [*edges.tolist(), len(grains)], strict=True):
        if end > start and grains[start] > 0:
            yield start, end, int(grains[start])
