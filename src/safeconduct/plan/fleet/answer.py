"""The answer for several corridors at once: a plan of the situation, and for each level prices that bound it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import numpy as np

from safeconduct import codec
from safeconduct.model.certificate import Level
from safeconduct.model.fleet import BestDay, FleetBound, FleetCertificate, FleetPlan, FleetScenario, Price
from safeconduct.model.plan import Work
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.across import landed_instance
from safeconduct.plan.fleet.bound import spend
from safeconduct.plan.fleet.certificate import GRAINS
from safeconduct.plan.fleet.chains import priced_tables, relaxed_stops
from safeconduct.plan.fleet.finished import finished
from safeconduct.plan.fleet.halted import BY_HAND, Halt
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices, shapes_of
from safeconduct.plan.fleet.landings import crossing_groups, relaxed_transfers, with_landed
from safeconduct.plan.fleet.levels import STEEP, Most, most
from safeconduct.plan.fleet.portfolio import Progress
from safeconduct.plan.fleet.priced import prices_on, rows_of
from safeconduct.plan.fleet.relaxed import relaxed_rules
from safeconduct.plan.fleet.situated import EACH, HELPED, Legend, instance_of, legend_of
from safeconduct.plan.fleet.staged import StagedSearch

ENGINE, VERSION = "safeconduct fleet", "1"
#: Steps of the search for prices of a level, when no wall time is given.
STEPS = 600
#: More steps than any wall time allows.
LONG = 10**9
#: Share of the seconds that goes to the plan, of these the share for writing it with all its rules after the search;
#: and the least share of either, and of the bound of a level, where what came before took longer.
SHARE, WRITING, LEAST = 0.8, 0.125, 0.05
#: The share for writing it where a fleet departs in convoys: which vehicles go together is most of the search.
GROUPING = 0.4
#: How much longer than writing a plan took nothing is written again while the search goes on.
RARELY = 30
Keep = Callable[[FleetPlan | None, FleetCertificate], None]
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
    keep: Keep | None = None,
) -> tuple[FleetPlan | None, FleetCertificate]:
    """The best plan found and what is proved of it; no plan when nobody can go.

    ``work`` (best responses of a vehicle) makes the result the same on every run; ``seconds`` caps wall time instead.
    ``strict`` forbids roads of unknown state to the plan; the bound counts them as passable all the same. ``note``
    hears what ended the search before its time, if anything did. ``keep`` gets better plans while the search goes on,
    and the last one before anything is proved of it, each with a certificate that needs no search. Raises what
    ``legend_of`` and ``instance_of`` raise.
    """
    began, legend = time.perf_counter(), legend_of(situation, scenario, strict=strict)
    spend = None if seconds is None else SHARE * seconds
    wide = legend_of(situation, scenario) if strict else legend
    if keep is not None:
        tell = Keeping(situation, legend, wide, keep, tell, strict=strict).told
    plan, found = best_plan(situation, legend, work=work, seconds=spend, strict=strict, threads=threads, tell=tell)
    halt, out = Halt(found.stopped), reached(situation, plan)
    bounds = tuple(counted(wide, worth) for worth in (HELPED, EACH))
    if keep is not None:
        keep(plan, _certificate(codec.sha(situation), scenario, plan, people_of(legend), out, bounds))
    left = None if seconds is None else max(LEAST * seconds, (seconds - (time.perf_counter() - began)) / 2)
    with halt:
        bounds = _bounds(wide, found, out, 0.0 if halt.words else left, same=not strict)
    if halt.words and note is not None:
        note(f"{halt.words}; the best plan so far, checked")
    return plan, _certificate(codec.sha(situation), scenario, plan, people_of(legend), out, bounds)


class Keeping:
    """Hears how far a search is, and hands on its best timetable as a plan whenever that is better and what it took to
    write the last one is little beside the time since."""

    def __init__(
        self,
        situation: Situation,
        legend: Legend,
        wide: Legend,
        keep: Keep,
        tell: Callable[[Progress], None] | None,
        *,
        strict: bool,
    ) -> None:
        self.situation, self.legend, self.keep, self.tell, self.strict = situation, legend, keep, tell, strict
        self.instance = instance_of(legend, EACH)
        self.bounds = tuple(counted(wide, worth) for worth in (HELPED, EACH))
        self.reached, self.next = (0, 0), 0.0

    def told(self, progress: Progress) -> None:
        """Hand on what is better, then tell."""
        began = time.perf_counter()
        if progress.best is not None and began >= self.next:
            self._kept(progress.best(), progress.work)
            self.next = began + RARELY * (time.perf_counter() - began)
        if self.tell is not None:
            self.tell(progress)

    def _kept(self, found: timetable.FleetPlan, work: int) -> None:
        spent, halt = Work(engine=ENGINE, version=VERSION, units=work), Halt()
        plan = finished(self.situation, self.legend, self.instance, found, spent, halt, strict=self.strict, fast=True)
        out = reached(self.situation, plan)
        if out > self.reached:
            sha, people = codec.sha(self.situation), people_of(self.legend)
            self.keep(plan, _certificate(sha, self.legend.scenario, plan, people, out, self.bounds))
            self.reached = out
        if halt.words:
            raise KeyboardInterrupt if halt.words == BY_HAND else RuntimeError(halt.words)


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
) -> tuple[FleetPlan | None, Most]:
    """The best plan found, None when it takes nobody, and what the search knows of it; arguments as for ``answer``. Of
    ``seconds`` the last part is for what is put into the timetable once it is found."""
    began, instance = time.perf_counter(), instance_of(legend, EACH)
    writing = WRITING if situation.rules.fleet_convoys is None else GROUPING
    search = None if seconds is None else (1 - writing) * seconds
    found = most(instance, work=work, seconds=search, threads=threads, seed=seed, tell=tell)
    spent, halt = Work(engine=ENGINE, version=VERSION, units=found.work), Halt(found.stopped)
    left = None if seconds is None else max(LEAST * seconds, seconds - (time.perf_counter() - began))
    prices = found.levels[-1].proved.prices
    plan = finished(situation, legend, instance, found.plan, spent, halt, strict=strict, seconds=left, prices=prices)
    return plan, replace(found, stopped=halt.words)


def _bounds(
    legend: Legend, found: Most, out: tuple[int, int], seconds: float | None, *, same: bool
) -> tuple[FleetBound, ...]:
    """Bounds of both levels, and where the search was on the ``same`` day one on plans that take as many helped
    persons. ``seconds`` are those of a level; three bounds share those of two. Each search for prices begins at those
    of the levels; there is none when no seconds are left."""
    starts: list[FleetBound | None] = [None, None]
    both: tuple[FleetBound, ...] = ()
    if same:
        starts = [stated_at(legend, level.weights, level.proved.prices) for level in found.levels]
        both = tuple(s for s in starts[1:] if s is not None and s.worth.wheelchair > 1)
    if both and seconds != 0.0:
        starts[1] = None  # prices for as many helped persons are no good start where nobody asks for them
        seconds = None if seconds is None else 2 * seconds / 3
        both = tuple(_weighed(legend, bound, out, seconds) for bound in both)
    return (
        *(
            bound_of(legend, worth, value, seconds=seconds, start=start)
            for worth, value, start in zip((HELPED, EACH), out, starts, strict=True)
        ),
        *both,
    )


def _weighed(legend: Legend, start: FleetBound, out: tuple[int, int], seconds: float | None) -> FleetBound:
    """A bound that weighs both levels, searched for from its own prices on: those were found on a day without trips of
    several pick-ups and without people who cross."""
    worth = start.worth.walking, start.worth.wheelchair, start.worth.stretcher
    return bound_of(legend, worth, out[1] + (worth[1] - worth[0]) * out[0], seconds=seconds, start=start)


def certified(
    situation: Situation,
    scenario: FleetScenario,
    plan: FleetPlan | None,
    *,
    steps: int = STEPS,
    seconds: float | None = None,
    found: Most | None = None,
) -> FleetCertificate:
    """What is proved of a plan that is there already: bounds of both levels, the prices of each searched for so many
    steps, or for so many ``seconds``. Where the search is given that ``found`` the plan, and on this day,
    prices are searched for from its own on. Raises what ``legend_of`` and ``instance_of`` raise."""
    legend = legend_of(situation, scenario)
    people = people_of(legend)
    out = reached(situation, plan)
    if found is not None:
        bounds = _bounds(legend, found, out, seconds, same=True)
    else:
        worths = zip((HELPED, EACH), out, strict=True)
        bounds = tuple(bound_of(legend, worth, n, steps=steps, seconds=seconds) for worth, n in worths)
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
    least = min(bound.value - (bound.worth.wheelchair - 1) * out[0] for bound in bounds[1:])
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

    def at_prices(day: FleetInstance) -> Lagrangian:
        coarser = max(1, round(instance.close / max(1, day.close)))
        return Lagrangian(priced_tables(legend, day, coarser))

    search = StagedSearch(instance, None, None if start is None else prices_on(legend, instance, start), at_prices)
    lagrangian = search.lagrangian
    with suppress(KeyboardInterrupt, MemoryError):  # the best prices so far are as good a proof
        spend(search, steps if seconds is None else LONG, seconds, float(reached))
    nothing, everyone = (Prices.of(lagrangian.tables, np.zeros(lagrangian.amounts.size)) for _ in range(2))
    everyone.people[:] = instance.weights[instance.group_need]
    priced = (search.proved.prices, everyone, nothing)
    candidates = (_stated(legend, instance, lagrangian, prices, worth) for prices in priced)
    return min(candidates, key=lambda bound: bound.parts)


def stated_at(legend: Legend, weights: tuple[int, ...], prices: Prices) -> FleetBound:
    """What prices of a search on the day prove of persons of these weights. Who has to cross first is not in such a
    search: they pay what they are worth."""
    worth = (int(weights[0]), int(weights[1]), int(weights[2]))
    instance = instance_of(legend, worth)
    stated = _stated(legend, instance, Lagrangian(priced_tables(legend, instance)), prices, worth)
    if not any(crossing_groups(legend).values()):
        return stated
    wide = with_landed(legend)
    instance = landed_instance(wide, worth)
    across, known = prices_on(wide, instance, stated), set(legend.groups)
    for row, (key, each) in enumerate(zip(wide.groups, instance.weights[instance.group_need], strict=True)):
        if key not in known:
            across.people[row] = each
    return _stated(wide, instance, Lagrangian(priced_tables(wide, instance)), across, worth)


def counted(legend: Legend, worth: tuple[int, int, int]) -> FleetBound:
    """A bound that takes no engine: everybody pays what they are worth, so no vehicle's day is worth anything."""
    legend = with_landed(legend)
    instance = landed_instance(legend, worth)
    price = [worth[NEEDS.index(need)] * GRAINS for _, need in legend.groups]
    parts = sum(each * int(people) for each, people in zip(price, instance.group_people, strict=True))
    return FleetBound(
        worth=Needs(**dict(zip(NEEDS, worth, strict=True))),
        unit=GRAINS,
        prices=tuple(
            Price(row="people", of=key, since=0, until=0, parts=each)
            for key, each in zip(legend.groups, price, strict=True)
            if each
        ),
        days=tuple(BestDay(vehicle_class=kind.id, parts=0) for kind in legend.classes),
        parts=parts,
        value=parts // GRAINS,
        relaxed=_relaxed(legend, 1),
    )


def _relaxed(legend: Legend, parts: int) -> tuple[str, ...]:
    return (*relaxed_rules(legend.situation, parts), *relaxed_stops(legend), *relaxed_transfers(legend))


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
        relaxed=_relaxed(legend, lagrangian.parts),
    )
