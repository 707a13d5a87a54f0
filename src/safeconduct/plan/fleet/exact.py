"""Days of few vehicles, searched through: CP-SAT over all vehicles at once, with the proof that nothing is better.

Each vehicle has as many trip places as its fastest turn leaves room for, so no timetable is left out. The engine is
bounded by its own deterministic time; what it returns is checked like any other timetable.
"""

from __future__ import annotations

from math import floor

import numpy as np
from ortools.sat.python import cp_model

from safeconduct.plan.fleet.instance import UNLIMITED, FleetInstance, Ways
from safeconduct.plan.fleet.timetable import FleetPlan, Trip, VehicleDay

#: Largest fleet whose whole day is searched.
MOST_VEHICLES = 12
#: Deterministic seconds of the engine.
EFFORT = 10.0


class _TripVars:
    """Variables of one possible trip of one vehicle."""

    def __init__(self, model: cp_model.CpModel, close: int, last: int) -> None:
        self.used = model.new_bool_var("")
        self.crosses_in = model.new_int_var(0, close, "")
        self.loads = model.new_int_var(0, close, "")
        self.crosses_out = model.new_int_var(0, close, "")
        self.done = model.new_int_var(0, last, "")
        self.inbound: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.outbound: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.people: dict[tuple[int, int], cp_model.IntVar] = {}
        self.posts_in: dict[tuple[int, int, int], list[cp_model.IntVar]] = {}
        self.posts_out: dict[tuple[int, int, int], list[cp_model.IntVar]] = {}


class _Model:
    """The whole day as one model; ``trips[v][i]`` is trip place i of vehicle v."""

    def __init__(self, instance: FleetInstance) -> None:
        self.instance, self.model = instance, cp_model.CpModel()
        longest = int(instance.outbound.after.max(initial=0)) + int(instance.type_unload.max(initial=0))
        self.last = max(0, instance.close) + longest
        self.classes = [c for c, n in enumerate(instance.class_count) for _ in range(int(n))]
        self.slots: list[list[cp_model.IntervalVar]] = [[] for _ in range(instance.crossings)]
        self.bays: list[list[cp_model.IntervalVar]] = [[] for _ in range(instance.sites)]
        self.trips = [self._day(c) for c in self.classes]
        self._share()
        self.worth = sum(
            int(instance.weights[instance.group_need[g]]) * persons
            for day in self.trips
            for trip in day
            for (_, g), persons in trip.people.items()
        )

    def _day(self, c: int) -> list[_TripVars]:
        day: list[_TripVars] = []
        for _ in range(_places(self.instance, c)):
            trip = _TripVars(self.model, max(0, self.instance.close), self.last)
            if day:
                self.model.add_implication(trip.used, day[-1].used)
            self._inbound(c, trip, day[-1] if day else None)
            self._outbound(c, trip)
            self._people(c, trip)
            day.append(trip)
        return day

    def _inbound(self, c: int, trip: _TripVars, before: _TripVars | None) -> None:
        instance, model = self.instance, self.model
        origins = [int(instance.class_origin[c])] if before is None else range(instance.receptions)
        for o in origins:
            here = [] if before is None else [x for (_, r, _), x in before.outbound.items() if r == o]
            for s, k, _, lead, lag in _ways_from(instance.inbound, o):
                take = model.new_bool_var("")
                trip.inbound[o, s, k] = take
                since = int(instance.class_from[c]) if before is None else before.done
                model.add(trip.crosses_in >= since + lead).only_enforce_if(take)
                last, lag = self._posts(instance.inbound, (o, s, k), trip.crosses_in, lag, take, trip.posts_in)
                model.add(trip.loads >= last + lag).only_enforce_if(take)
                if before is not None:
                    model.add(sum(here) >= take)
                self._slot(instance.inbound, (o, s, k), trip.crosses_in, take)
        model.add(sum(trip.inbound.values()) == trip.used)

    def _outbound(self, c: int, trip: _TripVars) -> None:
        instance, model = self.instance, self.model
        kind = int(instance.class_type[c])
        load, unload = int(instance.type_load[kind]), int(instance.type_unload[kind])
        model.add(trip.done <= int(instance.type_until[kind]))
        for s in range(instance.sites):
            at_site = model.new_bool_var("")
            model.add(sum(x for (_, t, _), x in trip.inbound.items() if t == s) == at_site)
            self.bays[s].append(model.new_optional_fixed_size_interval_var(trip.loads, load, at_site, ""))
            model.add(trip.loads + load <= instance.close).only_enforce_if(at_site)
            leaving = []
            for r, k, _, lead, lag in _ways_from(instance.outbound, s):
                take = model.new_bool_var("")
                trip.outbound[s, r, k] = take
                leaving.append(take)
                model.add(trip.crosses_out >= trip.loads + load + lead).only_enforce_if(take)
                last, lag = self._posts(instance.outbound, (s, r, k), trip.crosses_out, lag, take, trip.posts_out)
                model.add(trip.done == last + lag + unload).only_enforce_if(take)
                self._slot(instance.outbound, (s, r, k), trip.crosses_out, take)
            model.add(sum(leaving) == at_site)

    def _slot(self, ways: Ways, way: tuple[int, int, int], minute: cp_model.IntVar, take: cp_model.IntVar) -> None:
        self._enter(int(ways.crossing[way]), int(ways.first[way]), int(ways.last[way]), minute, take)

    def _enter(self, b: int, first: int, last: int, minute: cp_model.IntVar, take: cp_model.IntVar) -> None:
        slot = int(self.instance.crossing_slot[b])
        self.model.add(minute >= first).only_enforce_if(take)
        self.model.add(minute <= last).only_enforce_if(take)
        self.slots[b].append(self.model.new_optional_fixed_size_interval_var(minute, slot, take, ""))
        if slot > 1:
            number = self.model.new_int_var(0, max(0, self.instance.close) // slot, "")
            self.model.add(minute == slot * number).only_enforce_if(take)

    def _posts(
        self,
        ways: Ways,
        way: tuple[int, int, int],
        enters: cp_model.IntVar,
        lag: int,
        take: cp_model.IntVar,
        into: dict[tuple[int, int, int], list[cp_model.IntVar]],
    ) -> tuple[cp_model.IntVar, int]:
        """The minute at which the last crossing of a way is entered, and the drive from there to the goal."""
        posts, into[way] = self.instance.posts, []
        for p in posts.along(int(ways.post[way])):
            minute = self.model.new_int_var(0, max(0, self.instance.close), "")
            self.model.add(minute >= enters + lag).only_enforce_if(take)
            self._enter(int(posts.crossing[p]), int(posts.first[p]), int(posts.last[p]), minute, take)
            into[way].append(minute)
            enters, lag = minute, int(posts.lag[p])
        return enters, lag

    def _people(self, c: int, trip: _TripVars) -> None:
        instance, model = self.instance, self.model
        places = instance.type_places[instance.class_type[c]]
        for r in range(instance.receptions):
            for s in range(instance.sites):
                here = [x for (a, b, _), x in trip.outbound.items() if (a, b) == (s, r)]
                groups = [g for g in range(instance.groups) if instance.group_site[g] == s]
                for need in range(places.size):
                    seats = int(places[need])
                    mine = [g for g in groups if instance.group_need[g] == need and instance.group_allowed[g, r]]
                    for g in mine if here and seats else []:
                        trip.people[r, g] = model.new_int_var(0, min(seats, int(instance.group_people[g])), "")
                    if here and seats and mine:
                        model.add(sum(trip.people[r, g] for g in mine) <= seats * sum(here))

    def _share(self) -> None:
        instance, model = self.instance, self.model
        for b, intervals in enumerate(self.slots):
            lanes = int(instance.crossing_lanes[b])
            shut = [
                model.new_fixed_size_interval_var(x.start, x.end - x.start, "")
                for x in instance.closures
                if x.crossing == b and x.end > x.start
            ]
            wide = [lanes] * len(shut)
            model.add_cumulative([*intervals, *shut], [1] * len(intervals) + wide, lanes)
        for s, intervals in enumerate(self.bays):
            model.add_cumulative(intervals, [1] * len(intervals), int(instance.bays[s]))
        every = [(r, g, x) for day in self.trips for trip in day for (r, g), x in trip.people.items()]
        for g in range(instance.groups):
            model.add(sum(x for _, h, x in every if h == g) <= int(instance.group_people[g]))
        for r in range(instance.receptions):
            model.add(sum(x for q, _, x in every if q == r) <= int(instance.reception_capacity[r]))

    def helped(self) -> cp_model.LinearExprT:
        """Persons out who need help."""
        need = self.instance.group_need
        return sum(x for day in self.trips for trip in day for (_, g), x in trip.people.items() if need[g] > 0)

    def suggest(self, plan: FleetPlan) -> None:
        """Start the search at a timetable."""
        hint = self.model.add_hint
        for day in plan.days:
            origin = int(self.instance.class_origin[self.classes[day.vehicle]])
            for trip, one in zip(self.trips[day.vehicle], day.trips, strict=False):
                hint(trip.used, 1)
                for minute, found in (
                    (trip.crosses_in, one.crosses_in),
                    (trip.loads, one.loads),
                    (trip.crosses_out, one.crosses_out),
                    (trip.done, one.done),
                ):
                    hint(minute, found)
                for key, x in trip.inbound.items():
                    hint(x, int(key == (origin, one.site, one.way_in)))
                for key, x in trip.outbound.items():
                    hint(x, int(key == (one.site, one.reception, one.way_out)))
                people = dict(one.people)
                for (r, g), x in trip.people.items():
                    hint(x, people.get(g, 0) if r == one.reception else 0)
                origin = one.reception

    def alike(self) -> None:
        """Vehicles of one class are interchangeable: the earlier one makes at least as many trips."""
        for v in range(1, len(self.classes)):
            if self.classes[v] == self.classes[v - 1]:
                for earlier, later in zip(self.trips[v - 1], self.trips[v], strict=True):
                    self.model.add_implication(later.used, earlier.used)

    def plan(self, solver: cp_model.CpSolver) -> FleetPlan:
        """The timetable the engine found."""
        days = []
        for v, day in enumerate(self.trips):
            trips = tuple(_found(trip, solver) for trip in day if solver.boolean_value(trip.used))
            if trips:
                days.append(VehicleDay(vehicle=v, trips=trips))
        return FleetPlan(days=tuple(days))


def prove(
    instance: FleetInstance, plan: FleetPlan, bound: int, helped: int = 0, seconds: float | None = None
) -> tuple[FleetPlan, int, int] | None:
    """The best timetable the engine finds, its worth and the engine's bound; None when the day is too rich for it, or
    when it found nothing in so many ``seconds``.

    ``plan`` is where the search starts; ``bound`` is known to hold and is used as a cut. Only timetables are searched
    that take at least ``helped`` persons who need help.
    """
    if seconds is not None and seconds <= 0:
        return None
    if any(_places(instance, c) > MOST_PLACES for c in range(instance.classes)):
        return None
    if np.any(instance.type_drive < UNLIMITED):  # rest halts are not in the model
        return None
    model = _Model(instance)
    model.alike()
    model.suggest(plan)
    model.model.add(model.worth <= bound)
    model.model.add(model.worth >= plan.value(instance))
    if helped:
        model.model.add(model.helped() >= helped)
    model.model.maximize(model.worth)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.catch_sigint_signal = False  # it would leave the process without a handler for the next Ctrl-C
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    solver.parameters.linearization_level = 2  # without it the same days take ten times as long, or do not end
    solver.parameters.cp_model_probing_level = 0  # costs more than it finds on days this small
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = model.plan(solver)
    return found, found.value(instance), floor(solver.best_objective_bound + 1e-6)


#: Most trips of one vehicle the whole day is searched with.
MOST_PLACES = 12


def _places(instance: FleetInstance, c: int) -> int:
    """No vehicle of class c can make more trips than this."""
    kind = int(instance.class_type[c])
    load, unload = int(instance.type_load[kind]), int(instance.type_unload[kind])
    leave = [lead for s in range(instance.sites) for _, _, _, lead, _ in _ways_from(instance.outbound, s)]
    drives = [lead + lag for s in range(instance.sites) for _, _, _, lead, lag in _ways_from(instance.outbound, s)]
    first = [lead + lag for _, _, _, lead, lag in _ways_from(instance.inbound, int(instance.class_origin[c]))]
    back = [x + y for r in range(instance.receptions) for _, _, _, x, y in _ways_from(instance.inbound, r)]
    if not leave or not first:
        return 0
    spare = instance.close - int(instance.class_from[c]) - min(first) - load - min(leave)
    if spare < 0:
        return 0
    if not back:
        return 1
    turn = min(drives) + unload + min(back) + load
    return 1 + spare // turn


def _ways_from(ways: Ways, start: int) -> list[tuple[int, int, int, int, int]]:
    """Goal, way, crossing, before and after of every way from a start."""
    return [
        (goal, k, int(ways.crossing[start, goal, k]), int(ways.before[start, goal, k]), int(ways.after[start, goal, k]))
        for goal in range(ways.crossing.shape[1])
        for k in range(ways.crossing.shape[2])
        if ways.crossing[start, goal, k] >= 0
    ]


def _found(trip: _TripVars, solver: cp_model.CpSolver) -> Trip:
    came = next(key for key, x in trip.inbound.items() if solver.boolean_value(x))
    left = next(key for key, x in trip.outbound.items() if solver.boolean_value(x))
    _, site, way_in = came
    _, reception, way_out = left
    people = [(g, int(solver.value(x))) for (r, g), x in trip.people.items() if r == reception]
    return Trip(
        site=site,
        way_in=way_in,
        crosses_in=int(solver.value(trip.crosses_in)),
        loads=int(solver.value(trip.loads)),
        reception=reception,
        way_out=way_out,
        crosses_out=int(solver.value(trip.crosses_out)),
        done=int(solver.value(trip.done)),
        people=tuple(sorted((g, n) for g, n in people if n)),
        passes_in=tuple(int(solver.value(minute)) for minute in trip.posts_in[came]),
        passes_out=tuple(int(solver.value(minute)) for minute in trip.posts_out[left]),
    )
