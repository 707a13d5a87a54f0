"""The answer for several corridors at once: a plan of the situation, and for each level prices that bound it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import numpy as np

from safeconduct import codec
from safeconduct.model.certificate import Level
from safeconduct.model.fleet import BestDay, FleetBound, FleetCertificate, FleetPlan, FleetScenario
from safeconduct.model.plan import Work
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.across import landed_instance
from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.calls import with_calls
from safeconduct.plan.fleet.certificate import GRAINS
from safeconduct.plan.fleet.chains import priced_tables, relaxed_stops
from safeconduct.plan.fleet.convoys import in_convoys
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices, shapes_of
from safeconduct.plan.fleet.landings import relaxed_transfers, transfers_of, with_landed
from safeconduct.plan.fleet.levels import STEEP
from safeconduct.plan.fleet.portfolio import Progress
from safeconduct.plan.fleet.priced import prices_on, rows_of
from safeconduct.plan.fleet.relaxed import relaxed_rules
from safeconduct.plan.fleet.situated import EACH, HELPED, Legend, instance_of, legend_of
from safeconduct.plan.fleet.solve import Solved, solve
from safeconduct.plan.fleet.stops import with_stops
from safeconduct.plan.fleet.transfer import with_transfers
from safeconduct.plan.fleet.written import written

ENGINE, VERSION = "safeconduct fleet", "1"
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
    note: Callable[[str], None] | None = None,
) -> tuple[FleetPlan | None, FleetCertificate]:
    """The best plan found and what is proved of it; no plan when nobody can go.

    ``work`` (best responses of a vehicle) makes the result the same on every run; ``seconds`` caps wall time instead.
    ``strict`` forbids roads of unknown state to the plan; the bound counts them as passable all the same. ``note``
    hears what ended the search before its time, if anything did. Raises what ``legend_of`` and ``instance_of`` raise.
    """
    sha = codec.sha(situation)
    legend = legend_of(situation, scenario, strict=strict)
    wide = legend_of(situation, scenario) if strict else legend
    spend, each_level = (None, None) if seconds is None else (SHARE * seconds, (1 - SHARE) * seconds / 2)
    plan, solved = best_plan(situation, legend, work=work, seconds=spend, strict=strict, threads=threads, tell=tell)
    if solved.stopped:
        each_level = 0.0
        if note is not None:
            note(f"{solved.stopped}; the best plan so far, checked")
    instance = instance_of(legend, first_helped(legend))
    out = reached(situation, plan)
    both: tuple[FleetBound, ...] = ()
    if not strict and not transfers_of(legend):
        prices = solved.proved.prices
        both = (_stated(legend, instance, Lagrangian(priced_tables(legend, instance)), prices, first_helped(legend)),)
    start = both[0] if solved.stopped and both else None  # no time is left to search for better prices
    bounds = tuple(
        bound_of(wide, worth, value, seconds=each_level, start=start)
        for worth, value in zip((HELPED, EACH), out, strict=True)
    )
    bounds = (*bounds, *both)
    return plan, _certificate(sha, scenario, plan, people_of(legend), out, bounds)


def best_plan(
    situation: Situation,
    legend: Legend,
    *,
    work: int | None = None,
    seconds: float | None = None,
    strict: bool = False,
    threads: int = 2,
    seed: int = 0,
    tell: Callable[[Progress], None] | None = None,
) -> tuple[FleetPlan | None, Solved]:
    """The best plan found, None when it takes nobody, and what the search knows of it; arguments as for ``answer``."""
    instance = instance_of(legend, first_helped(legend))
    solved = solve(instance, work=work, seconds=seconds, threads=threads, seed=seed, tell=tell)
    spent = Work(engine=ENGINE, version=VERSION, units=solved.work)
    write = partial(written, legend, instance, situation_sha=codec.sha(situation), work=spent)
    plan = in_convoys(legend, instance, solved.plan, write)
    plan = with_transfers(legend, with_stops(legend, plan, strict=strict), strict=strict)
    return with_calls(situation, plan) if plan.days else None, solved


def certified(
    situation: Situation, scenario: FleetScenario, plan: FleetPlan | None, *, steps: int = STEPS
) -> FleetCertificate:
    """What is proved of a plan that is there already: bounds of both levels, their prices searched for so many steps.
    Raises what ``legend_of`` and ``instance_of`` raise."""
    legend = legend_of(situation, scenario)
    people = people_of(legend)
    out = reached(situation, plan)
    bounds = tuple(bound_of(legend, w, n, steps=steps) for w, n in zip((HELPED, EACH), out, strict=True))
    return _certificate(codec.sha(situation), scenario, plan, people, out, bounds)


def _certificate(
    sha: str,
    scenario: FleetScenario,
    plan: FleetPlan | None,
    people: int,
    out: tuple[int, int],
    bounds: tuple[FleetBound, ...],
) -> FleetCertificate:
    """``bounds`` of the first level, of the second, and perhaps one that weighs both: it bounds the second as well."""
    least = bounds[1].value
    for both in bounds[2:]:
        least = min(least, both.value - (both.worth.wheelchair - 1) * out[0])
    return FleetCertificate(
        situation=sha,
        scenario=scenario,
        plan=None if plan is None else codec.sha(plan),
        people=people,
        persons_out=out[1],
        levels=tuple(
            Level(name=name, sense="max", value=value, bound=bound, proof="arithmetic")
            for name, value, bound in zip(NAMES, out, (bounds[0].value, least), strict=True)
        ),
        bounds=bounds,
    )


def people_of(legend: Legend) -> int:
    """Everyone who wishes to go, those who would have to cross at a transfer first included."""
    members = {profile.id: profile.members for profile in legend.situation.profiles}
    households = with_landed(legend).households.values()
    return sum(members[profile].total * n for counts in households for profile, n in counts.items())


def first_helped(legend: Legend) -> tuple[int, int, int]:
    """Weights for one search of both levels: who needs help counts as much as ``levels.STEEP`` full vehicles more."""
    seats = max((kind.places.value.walking for kind in legend.classes), default=0)
    return 1, 1 + STEEP * seats, 1 + STEEP * seats


def reached(situation: Situation, plan: FleetPlan | None) -> tuple[int, int]:
    """Persons out who need help, and all of them."""
    members = {profile.id: profile.members for profile in situation.profiles}
    total = Needs()
    for entry in (e for day in (plan.days if plan else ()) for trip in day.trips for e in trip.aboard):
        total = total.plus(members[entry.profile].times(entry.count))
    return total.wheelchair + total.stretcher, total.total


def bound_of(
    legend: Legend,
    worth: tuple[int, int, int],
    reached: int,
    *,
    seconds: float | None = None,
    steps: int = STEPS,
    start: FleetBound | None = None,
) -> FleetBound:
    """The least bound found on persons of this worth: prices searched for so many seconds (None: ``steps`` steps),
    from those of ``start`` on when given, or everyone at full price, or everything free."""
    legend = with_landed(legend)
    instance = landed_instance(legend, worth)
    lagrangian = Lagrangian(priced_tables(legend, instance))
    search = BoundSearch(lagrangian, None if start is None else prices_on(legend, instance, start))
    with suppress(KeyboardInterrupt, MemoryError):  # the best prices so far are as good a proof
        search.spend(steps if seconds is None else LONG, seconds, float(reached))
    nothing, everyone = (Prices.of(lagrangian.tables, np.zeros(lagrangian.amounts.size)) for _ in range(2))
    everyone.people[:] = instance.weights[instance.group_need]
    priced = (search.proved.prices, everyone, nothing)
    candidates = (_stated(legend, instance, lagrangian, prices, worth) for prices in priced)
    return min(candidates, key=lambda bound: bound.parts)


def _stated(
    legend: Legend, instance: FleetInstance, lagrangian: Lagrangian, prices: Prices, worth: tuple[int, int, int]
) -> FleetBound:
    """Prices as rows, and what they prove in whole grains."""
    prices.slot[-1] = 0.0  # ways without a narrow place are free
    bay = np.zeros(shapes_of(lagrangian.tables)[3])  # nor is there a price on the bays of ends of trips
    bay[: len(legend.sites)] = prices.bay[: len(legend.sites)]
    prices = replace(prices, bay=bay)
    found = lagrangian.at(prices.flat())
    parts = round(found.bound * GRAINS)
    return FleetBound(
        worth=Needs(**dict(zip(NEEDS, worth, strict=True))),
        unit=GRAINS,
        prices=tuple(rows_of(legend, instance, prices)),
        days=tuple(
            BestDay(vehicle_class=kind.id, parts=round(float(value) * GRAINS))
            for kind, value in zip(legend.classes, found.values, strict=True)
        ),
        parts=parts,
        value=parts // GRAINS,
        relaxed=(*relaxed_rules(legend.situation), *relaxed_stops(legend), *relaxed_transfers(legend)),
    )
