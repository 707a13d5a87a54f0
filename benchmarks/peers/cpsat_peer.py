"""CP-SAT with every rule in one model: a few trips of every vehicle, each an optional chain of intervals.

Trip n of a vehicle chooses a site, a way in, a reception and a way out; its minutes follow from sums over the choices.
Loading intervals share the bays of a site, slots of a crossing are numbered and held by one vehicle a lane, and people
and room are counted in sums. Vehicles of a class are used in order.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from safeconduct.plan.fleet.instance import FleetInstance, Ways
from safeconduct.plan.fleet.timetable import FleetPlan, Trip, VehicleDay

#: Trips of a vehicle at most: a turn takes three hours and more, the day has twelve.
TRIPS = 4
WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """Plan (None when it found none) and upper bound of CP-SAT; ``proved`` when the plan is the model's optimum."""

    plan: FleetPlan | None
    bound: float
    proved: bool
    build_s: float
    search_s: float


def search(instance: FleetInstance, seconds: float) -> Solved:
    """CP-SAT's best plan after ``seconds``, which building the model does not use up."""
    from ortools.sat.python import cp_model

    started = time.perf_counter()
    model = _Model(instance)
    built = time.perf_counter()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    status = solver.solve(model.model)
    ended = time.perf_counter()
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Solved(
        plan=model.plan(solver) if known else None,
        bound=solver.best_objective_bound,
        proved=status == cp_model.OPTIMAL,
        build_s=built - started,
        search_s=ended - built,
    )


@dataclass(slots=True)
class _Trip:
    """Variables of one possible trip; ways, sites and receptions are literals, by what they choose."""

    used: Any
    crosses_in: Any
    loads: Any
    crosses_out: Any
    done: Any
    way_in: dict[tuple[int, int, int], Any]  # origin row, site, way
    way_out: dict[tuple[int, int, int], Any]  # site, reception, way
    site: dict[int, Any]
    reception: dict[int, Any]
    people: dict[int, Any]  # by group


class _Model:
    """The model and its variables, vehicle by vehicle."""

    def __init__(self, instance: FleetInstance) -> None:
        from ortools.sat.python import cp_model

        self.instance = instance
        self.model = cp_model.CpModel()
        self.ways_in, self.ways_out = _existing(instance.inbound), _existing(instance.outbound)
        self.latest = instance.close + int(instance.outbound.after.max()) + int(instance.type_unload.max())
        self.slots: dict[int, list[Any]] = defaultdict(list)
        self.bays: dict[int, list[Any]] = defaultdict(list)
        self.fetched: dict[int, list[Any]] = defaultdict(list)
        self.brought: dict[int, list[Any]] = defaultdict(list)
        self.days = [self._day(vehicle) for vehicle in range(instance.vehicles)]
        self._share()

    def _day(self, vehicle: int) -> list[_Trip]:
        instance = self.instance
        c = int(instance.vehicle_class[vehicle])
        kind = int(instance.class_type[c])
        trips: list[_Trip] = []
        for _ in range(TRIPS):
            rows = {int(instance.class_origin[c])} if not trips else set(range(instance.receptions))
            trip = self._trip(kind, rows)
            since = int(instance.class_from[c]) if not trips else trips[-1].done
            self._times(trip, kind, since)
            self._aboard(trip, kind)
            if trips:
                self.model.add_implication(trip.used, trips[-1].used)
                for (row, _, _), chosen in trip.way_in.items():
                    self.model.add_implication(chosen, trips[-1].reception[row])
            trips.append(trip)
        return trips

    def _trip(self, kind: int, rows: set[int]) -> _Trip:
        """A trip that may begin in some rows of O, with its choices linked to each other."""
        instance, model = self.instance, self.model
        trip = _Trip(
            used=model.new_bool_var(""),
            crosses_in=model.new_int_var(0, instance.close, ""),
            loads=model.new_int_var(0, instance.close, ""),
            crosses_out=model.new_int_var(0, instance.close, ""),
            done=model.new_int_var(0, self.latest, ""),
            way_in={way: model.new_bool_var("") for way in self.ways_in if way[0] in rows},
            way_out={way: model.new_bool_var("") for way in self.ways_out},
            site={s: model.new_bool_var("") for s in range(instance.sites)},
            reception={r: model.new_bool_var("") for r in range(instance.receptions)},
            people={},
        )
        model.add(sum(trip.site.values()) == trip.used)
        for s, here in trip.site.items():
            model.add(sum(x for (_, at, _), x in trip.way_in.items() if at == s) == here)
            model.add(sum(x for (at, _, _), x in trip.way_out.items() if at == s) == here)
        for r, there in trip.reception.items():
            model.add(sum(x for (_, to, _), x in trip.way_out.items() if to == r) == there)
        return trip

    def _times(self, trip: _Trip, kind: int, since: Any) -> None:
        """Minutes of a trip in order, its slots and its bay."""
        instance, model = self.instance, self.model
        load, unload = int(instance.type_load[kind]), int(instance.type_unload[kind])
        inward, outward = instance.inbound, instance.outbound
        before_in = sum(int(inward.before[way]) * x for way, x in trip.way_in.items())
        after_in = sum(int(inward.after[way]) * x for way, x in trip.way_in.items())
        before_out = sum(int(outward.before[way]) * x for way, x in trip.way_out.items())
        after_out = sum(int(outward.after[way]) * x for way, x in trip.way_out.items())
        model.add(trip.crosses_in >= since + before_in).only_enforce_if(trip.used)
        model.add(trip.loads >= trip.crosses_in + after_in).only_enforce_if(trip.used)
        model.add(trip.loads + load <= instance.close).only_enforce_if(trip.used)
        model.add(trip.crosses_out >= trip.loads + load + before_out).only_enforce_if(trip.used)
        model.add(trip.done == trip.crosses_out + after_out + unload).only_enforce_if(trip.used)
        self._cross(trip.crosses_in, {way: (self.ways_in[way], x) for way, x in trip.way_in.items()})
        self._cross(trip.crosses_out, {way: (self.ways_out[way], x) for way, x in trip.way_out.items()})
        for s, here in trip.site.items():
            self.bays[s].append(model.new_optional_fixed_size_interval_var(trip.loads, load, here, ""))

    def _cross(self, at: Any, ways: dict[tuple[int, int, int], tuple[int, Any]]) -> None:
        """Enter at a slot start of the crossing chosen, and hold the slot: an interval of 1 in numbers of slots."""
        literals: dict[int, list[Any]] = defaultdict(list)
        for crossing, chosen in ways.values():
            literals[crossing].append(chosen)
        numbers: dict[int, Any] = {}
        for crossing, chosen in literals.items():
            slot = int(self.instance.crossing_slot[crossing])
            if slot not in numbers:
                numbers[slot] = self.model.new_int_var(0, self.instance.close // slot, "")
            entered = self.model.new_bool_var("")
            self.model.add(sum(chosen) == entered)
            self.model.add(at == slot * numbers[slot]).only_enforce_if(entered)
            held = self.model.new_optional_fixed_size_interval_var(numbers[slot], 1, entered, "")
            self.slots[crossing].append(held)

    def _aboard(self, trip: _Trip, kind: int) -> None:
        """Persons of each group who ride, within places and wishes, and how many each reception gets."""
        instance, model = self.instance, self.model
        places = [int(count) for count in instance.type_places[kind]]
        for group in range(instance.groups):
            need = int(instance.group_need[group])
            most = min(places[need], int(instance.group_people[group]))
            if not most:
                continue
            persons = model.new_int_var(0, most, "")
            trip.people[group] = persons
            self.fetched[group].append(persons)
            model.add(persons <= most * trip.site[int(instance.group_site[group])])
            refused = [there for r, there in trip.reception.items() if not instance.group_allowed[group, r]]
            if refused:
                model.add(persons <= most * (1 - sum(refused)))
        for need, count in enumerate(places):
            seated = [x for group, x in trip.people.items() if int(instance.group_need[group]) == need]
            model.add(sum(seated) <= count * trip.used)
        arriving = []
        for r, there in trip.reception.items():
            persons = model.new_int_var(0, sum(places), "")
            model.add(persons <= sum(places) * there)
            self.brought[r].append(persons)
            arriving.append(persons)
        model.add(sum(arriving) == sum(trip.people.values()))

    def _share(self) -> None:
        """What vehicles share, what people there are, and the value of all who get out."""
        instance, model = self.instance, self.model
        for crossing, held in self.slots.items():
            slot = int(instance.crossing_slot[crossing])
            for shut in instance.closures:
                if shut.crossing == crossing and shut.end > shut.start:
                    first, last = max(0, (shut.start - slot) // slot + 1), (shut.end - 1) // slot
                    closed = model.new_fixed_size_interval_var(first, last - first + 1, "")
                    for one in held:
                        model.add_no_overlap([closed, one])
            _at_once(model, held, int(instance.crossing_lanes[crossing]))
        for site, loading in self.bays.items():
            _at_once(model, loading, int(instance.bays[site]))
        for group, persons in self.fetched.items():
            model.add(sum(persons) <= int(instance.group_people[group]))
        for reception, persons in self.brought.items():
            model.add(sum(persons) <= int(instance.reception_capacity[reception]))
        classes = instance.vehicle_class
        for vehicle in range(1, instance.vehicles):
            if classes[vehicle] == classes[vehicle - 1]:
                model.add_implication(self.days[vehicle][0].used, self.days[vehicle - 1][0].used)
        weight = instance.weights[instance.group_need]
        model.maximize(sum(int(weight[group]) * sum(persons) for group, persons in self.fetched.items()))

    def plan(self, solver: Any) -> FleetPlan:
        """The solver's values as a timetable."""
        days = []
        for vehicle, trips in enumerate(self.days):
            made = tuple(_read(solver, trip) for trip in trips if solver.boolean_value(trip.used))
            if made:
                days.append(VehicleDay(vehicle=vehicle, trips=made))
        return FleetPlan(days=tuple(days))


def _read(solver: Any, trip: _Trip) -> Trip:
    _, site, way_in = next(way for way, chosen in trip.way_in.items() if solver.boolean_value(chosen))
    _, reception, way_out = next(way for way, chosen in trip.way_out.items() if solver.boolean_value(chosen))
    people = [(group, int(solver.value(persons))) for group, persons in sorted(trip.people.items())]
    return Trip(
        site=site, way_in=way_in, crosses_in=solver.value(trip.crosses_in), loads=solver.value(trip.loads),
        reception=reception, way_out=way_out, crosses_out=solver.value(trip.crosses_out), done=solver.value(trip.done),
        people=tuple((group, count) for group, count in people if count),
    )  # fmt: skip


def _existing(ways: Ways) -> dict[tuple[int, int, int], int]:
    """Crossing of every way that exists, by start, goal and number."""
    return {
        (int(start), int(goal), int(way)): int(ways.crossing[start, goal, way])
        for start, goal, way in np.argwhere(ways.crossing >= 0)
    }


def _at_once(model: Any, intervals: list[Any], most: int) -> None:
    """At most so many of the intervals at any time."""
    if most == 1:
        model.add_no_overlap(intervals)
    elif most < len(intervals):
        model.add_cumulative(intervals, [1] * len(intervals), most)
