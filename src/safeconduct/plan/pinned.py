"""A plan of one corridor that keeps what was pinned in another: the rest is searched anew around it.

The exact model gets one rule more for each pinned trip: some ride of its class has its minutes and its households.
What is proved of such a search says nothing of plans without the pins, so the certificate states arithmetic only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.model.certificate import Certificate, Verdict
from safeconduct.model.errors import InputError, NotFound, RefusedError
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Plan, Scenario, Trip, Work
from safeconduct.model.situation import Situation
from safeconduct.plan.bound import arithmetic_bound
from safeconduct.plan.exact import ENGINE, Goal, Model, engine_version
from safeconduct.plan.instance import Instance, blocked_edges, corridor_of, instance_of, leaned_edges, status_of
from safeconduct.plan.levels import LEVELS, Budget, arithmetic_of, searchable, stated, value_of
from safeconduct.plan.search import SearchFailed, search
from safeconduct.plan.timetable import Ride, Run, Timetable, arrival_of, to_plan, worth

#: Work units of a search; the wall cap of ``seconds`` usually comes later.
WORK = 12000
#: How many ways of naming vehicles are looked at before a timetable is given up.
_NAMINGS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A pinned trip. Its convoy leaves at ``depart``; ``screen`` is None where that minute is free. ``exact``: these
    households and nobody else, from ``load_from`` on; otherwise at least these. ``only``: how many vehicles of each
    class the convoy has; None: others may join."""

    vehicle: str
    depart: int
    screen: int | None
    load_from: int
    counts: tuple[int, ...]
    exact: bool
    only: Mapping[str, int] | None


def plan_kept(
    situation: Situation,
    scenario: Scenario,
    before: Plan,
    pins: Sequence[Pin],
    *,
    seconds: float,
    work: int | None = None,
) -> tuple[Plan, Certificate]:
    """The best plan found in ``seconds`` of wall time that keeps every pin of ``before``, and what is known of it; with
    ``work`` units the same on every run, however long it takes.

    NotFound when ``before`` has no such convoy, vehicle or households; InputError when it is for another corridor;
    RefusedError when there is no way any more, the fleet is too large for the exact model, or no plan was found.
    """
    instance = _instance(situation, scenario, before)
    held = held_by(instance, before, pins)
    start = timetable_of(instance, before)
    budget = Budget(units=work or WORK, deadline=None if work is not None else time.monotonic() + seconds)
    found = list(_better(instance, scenario, start, held, budget))
    for timetable in reversed(found):
        names = named(instance, timetable, held)
        if names is not None:
            return _documents(situation, scenario, instance, timetable, names, budget)
    if before.situation == codec.sha(situation) and before.scenario == scenario:
        kept = before if not budget.failures else replace(before, work=_work(budget))
        return kept, _certificate(codec.sha(situation), scenario, instance, start, kept)
    raise RefusedError(
        "no plan was found that keeps every pin",
        next_step="take off a pin, or let the search have more seconds",
    )


def _instance(situation: Situation, scenario: Scenario, before: Plan) -> Instance:
    if before.scenario.corridor != scenario.corridor:
        raise InputError(
            "the pins are of a plan for another corridor", next_step="plan that corridor, or take them off"
        )
    corridor = corridor_of(situation, scenario.corridor)
    leg = situation.leg_of(corridor)
    if leg is None or blocked_edges(situation, leg):
        raise RefusedError(
            "there is no way any more: what was pinned cannot be kept", next_step="take the pins off and plan again"
        )
    instance = instance_of(situation, scenario)
    if not searchable(instance):
        raise RefusedError(
            "too many vehicles or trips to plan around pins",
            next_step="take the pins off, or open the day: convoys that have begun are kept there",
        )
    return instance


def held_by(instance: Instance, before: Plan, pins: Sequence[Pin]) -> tuple[Held, ...]:
    """The trips the pins hold, each once: what is held whole is not held by its households besides."""
    convoys = {convoy.number: convoy for convoy in before.convoys}
    kinds = {vehicle.id: vehicle.class_id for vehicle in instance.vehicles}
    found: dict[tuple[int, str], Held] = {}
    for pin in sorted(pins, key=lambda pin: (bool(pin.profile), bool(pin.vehicle))):
        trips = [trip for trip in before.trips if _meant(pin, trip)]
        unknown = [trip.vehicle for trip in trips if trip.vehicle not in kinds]
        if not trips or unknown:
            raise NotFound(f"{pin.words} cannot be kept: it is not there any more", next_step="take the pin off")
        fellows = [kinds.get(trip.vehicle, "") for trip in before.trips if trip.convoy == pin.convoy]
        for trip in trips:
            convoy, key = convoys[trip.convoy], (trip.convoy, trip.vehicle)
            if pin.profile and key in found and found[key].exact:
                continue
            counts = _counts(instance, trip, pin)
            if key in found and not pin.vehicle:
                counts = tuple(map(max, counts, found[key].counts))
            whole = not pin.vehicle and not pin.profile
            if key not in found or pin.profile:
                found[key] = Held(
                    vehicle=trip.vehicle,
                    depart=convoy.depart,
                    screen=None if pin.profile else convoy.screen_from,
                    load_from=trip.load_from,
                    counts=counts,
                    exact=not pin.profile,
                    only={kind: fellows.count(kind) for kind in kinds.values()} if whole else None,
                )
    return tuple(found.values())


def _meant(pin: Pin, trip: Trip) -> bool:
    if pin.profile:
        return any((entry.group, entry.profile) == (pin.group, pin.profile) for entry in trip.boarded)
    return trip.convoy == pin.convoy and pin.vehicle in ("", trip.vehicle)


def _counts(instance: Instance, trip: Trip, pin: Pin | None = None) -> tuple[int, ...]:
    """Households of a trip by position; of a pin's own profile only, when it has one."""
    of = {entry.profile: entry.count for entry in trip.boarded if pin is None or pin.profile in ("", entry.profile)}
    return tuple(of.get(stock.profile, 0) for stock in instance.households)


def timetable_of(instance: Instance, plan: Plan) -> Timetable:
    """A plan as a timetable; vehicles the instance does not have are left out."""
    kinds = {vehicle.id: vehicle.class_id for vehicle in instance.vehicles}
    runs = []
    for convoy in plan.convoys:
        rides = [
            Ride(class_id=kinds[trip.vehicle], load_from=trip.load_from, counts=_counts(instance, trip))
            for trip in plan.trips
            if trip.convoy == convoy.number and trip.vehicle in kinds
        ]
        runs.append(Run(depart=convoy.depart, screen_from=convoy.screen_from, rides=tuple(rides)))
    return tuple(run for run in runs if run.rides)


def _better(
    instance: Instance, scenario: Scenario, start: Timetable, held: Sequence[Held], budget: Budget
) -> Iterator[Timetable]:
    """Timetables that keep what is held, each at least as good as the one before it."""
    hint, keep = start, dict[Goal, int]()
    goals = [goal for goal in LEVELS[scenario.objective] if goal != "vehicles"]
    for n, goal in enumerate(goals):
        effort = budget.effort()
        if effort is None:
            return
        if keep:  # the hint keeps the pins
            reached = worth(instance, hint)
            if value_of(goal, reached) == arithmetic_of(instance, goal, reached, arithmetic_bound(instance)):
                keep[goal] = value_of(goal, reached)
                continue  # nothing is better, with pins or without
        parts = len(goals) - n
        seconds = None if effort.seconds is None else effort.seconds / parts
        share = replace(effort, units=max(1, effort.units // parts), seconds=seconds)
        try:
            found = search(
                instance, goal, share, keep=keep, better_than=None, start=hint,
                everyone=scenario.objective == "all", restrict=holding(held), by_household=True,
            )  # fmt: skip
        except SearchFailed as error:
            budget.failed(error)
            return
        budget.took(found)
        if found.timetable is not None:
            hint = found.timetable
            keep[goal] = value_of(goal, worth(instance, hint))
            yield hint


def holding(held: Sequence[Held]) -> Callable[[Model], None]:
    """The rules that keep the pinned trips: for each, exactly one ride is it. The model must count by household."""

    def fix(model: Model) -> None:
        taken: dict[tuple[int, int, int], list[object]] = {}
        places = {vehicle.class_id: c for c, (vehicle, _) in enumerate(model.classes)}
        kinds = {vehicle.id: vehicle.class_id for vehicle in model.instance.vehicles}
        for one in held:
            options = []
            for key, ride in model.rides.items():
                if key[0] != places[kinds[one.vehicle]] or not _fits(model, key, one):
                    continue
                chosen = model.cp.new_bool_var("")
                model.cp.add_implication(chosen, ride.used)
                _as_held(model, key, one, chosen)
                options.append(chosen)
                taken.setdefault(key, []).append(chosen)
            model.cp.add_exactly_one(options)
        for several in taken.values():
            model.cp.add_at_most_one(several)

    return fix


def _fits(model: Model, key: tuple[int, int, int], one: Held) -> bool:
    """Whether the ride has a variable for every profile that is held."""
    ride = model.rides[key]
    return all(not count or p in ride.families or p in ride.single for p, count in enumerate(one.counts))


def _as_held(model: Model, key: tuple[int, int, int], one: Held, chosen: object) -> None:
    """If ``chosen``, the ride has the minutes, the households and the convoy of what is held."""
    cp, ride, k = model.cp, model.rides[key], key[1]
    cp.add(model.depart[k] == one.depart).only_enforce_if(chosen)
    if one.screen is not None:
        cp.add(model.screen_from[k] == one.screen).only_enforce_if(chosen)
    if one.exact:
        cp.add(ride.load_from == one.load_from).only_enforce_if(chosen)
    for p, variable in (*ride.families.items(), *ride.single.items()):
        count = one.counts[p]
        cp.add(variable == count if one.exact else variable >= count).only_enforce_if(chosen)
    for c, (vehicle, _) in enumerate(model.classes):
        if one.only is not None:
            cp.add(model.count[c, k] == one.only.get(vehicle.class_id, 0)).only_enforce_if(chosen)


Place = tuple[int, int]


def named(instance: Instance, timetable: Timetable, held: Sequence[Held]) -> dict[Place, str] | None:
    """A vehicle for every (convoy, ride), those that are held by their own; None when that does not come out."""
    fixed = _found(instance, timetable, held)
    if fixed is None:
        return None
    order = sorted(
        ((k, t) for k, run in enumerate(timetable) for t in range(len(run.rides))),
        key=lambda at: (timetable[at[0]].rides[at[1]].load_from, at not in fixed, at),
    )
    return _Naming(instance, timetable, fixed, order).found()


def _found(instance: Instance, timetable: Timetable, held: Sequence[Held]) -> dict[Place, str] | None:
    """The ride of each trip that is held, no ride twice: those that are held whole choose first."""
    fixed: dict[Place, str] = {}
    kinds = {vehicle.id: vehicle.class_id for vehicle in instance.vehicles}
    for one in sorted(held, key=lambda one: not one.exact):
        place = next(
            (
                (k, t)
                for k, run in enumerate(timetable)
                for t, ride in enumerate(run.rides)
                if (k, t) not in fixed and run.depart == one.depart and ride.class_id == kinds[one.vehicle]
                and (one.screen is None or run.screen_from == one.screen) and _is(ride, one)
            ),
            None,
        )  # fmt: skip
        if place is None:
            return None
        fixed[place] = one.vehicle
    return fixed


def _is(ride: Ride, one: Held) -> bool:
    if one.exact:
        return ride.load_from == one.load_from and ride.counts == one.counts
    return all(have >= count for have, count in zip(ride.counts, one.counts, strict=True))


@dataclass(slots=True)
class _Naming:
    """Vehicles for rides in order of boarding, tried and taken back."""

    instance: Instance
    timetable: Timetable
    fixed: Mapping[Place, str]
    order: list[Place]
    tried: int = 0

    def found(self) -> dict[Place, str] | None:
        """Names for all rides; None when none come out in ``_NAMINGS`` tries."""
        ready = {vehicle.id: self.instance.ready(vehicle) for vehicle in self.instance.vehicles}
        chosen: dict[Place, str] = {}
        return chosen if self._rest(0, ready, chosen) else None

    def _rest(self, at: int, ready: dict[str, int], chosen: dict[Place, str]) -> bool:
        if at == len(self.order):
            return True
        place = self.order[at]
        run = self.timetable[place[0]]
        ride, back = run.rides[place[1]], arrival_of(self.instance, run) + self.instance.turn
        for name in self._candidates(place, ride, back, ready):
            self.tried += 1
            if self.tried > _NAMINGS:
                return False
            chosen[place] = name
            if self._rest(at + 1, ready | {name: back}, chosen):
                return True
            del chosen[place]
        return False

    def _candidates(self, place: Place, ride: Ride, back: int, ready: Mapping[str, int]) -> list[str]:
        """Vehicles that can make a ride, those that drove before first; one that is held later must be back by then."""
        free = [
            vehicle.id
            for vehicle in self.instance.vehicles
            if vehicle.class_id == ride.class_id and ready[vehicle.id] <= ride.load_from
        ]
        if place in self.fixed:
            return [name for name in free if name == self.fixed[place]]
        later = [
            (self.fixed[other], other) for other in self.order[self.order.index(place) + 1 :] if other in self.fixed
        ]
        wanted = {name for name, (k, t) in later if self.timetable[k].rides[t].load_from < back}
        return sorted(
            (name for name in free if name not in wanted), key=lambda name: (not ready[name], ready[name], name)
        )


def _documents(
    situation: Situation, scenario: Scenario, instance: Instance, timetable: Timetable, names: Mapping[Place, str],
    budget: Budget,
) -> tuple[Plan, Certificate]:  # fmt: skip
    corridor, sha = corridor_of(situation, scenario.corridor), codec.sha(situation)
    leg = situation.leg_of(corridor)
    plan = to_plan(
        instance,
        timetable,
        situation=sha,
        scenario=scenario,
        status=status_of(situation, corridor),
        leans_on=() if leg is None else leaned_edges(situation, leg),
        work=_work(budget),
        vehicles=names,
    )
    return plan, _certificate(sha, scenario, instance, timetable, plan)


def _work(budget: Budget) -> Work:
    return Work(engine=budget.engine(f"{ENGINE}, around pins"), version=engine_version(), units=budget.spent)


def _certificate(sha: str, scenario: Scenario, instance: Instance, timetable: Timetable, plan: Plan) -> Certificate:
    """What is known of the plan beside any other, with pins or without: arithmetic, and no search."""
    reached, bound = worth(instance, timetable), arithmetic_bound(instance)
    return Certificate(
        situation=sha,
        scenario=scenario,
        plan=codec.sha(plan),
        verdict=Verdict.ALL_OUT if reached.persons == instance.people else Verdict.SOME_LEFT,
        persons_out=reached.persons,
        levels=stated(instance, scenario.objective, reached, bound),
        bound=bound,
        cut=None,
        exhaustive=None,
    )
