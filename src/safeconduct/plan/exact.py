"""The exact model: convoys in order of screening, rides of identical vehicles without names, whole minutes.

Vehicles of a class are interchangeable, so a convoy only knows how many of each class it has; that never more of a
class are away than exist is one cumulative resource per class, that boarding fits the bays another. Households
whose members all walk are counted as persons (``packing.pack`` makes households of them afterwards, and
``whole_households`` counts them one by one when it cannot). Redundant rules make the proof short:

* when convoy k comes back, at most V rides of a class with V vehicles in convoys k and later have started: the
  others are *late*, and a late ride's convoy is screened a full turn and that ride's boarding after k;
* so more than V rides in convoys k to j put j a full turn after k (written without a big constant: screening is in
  order anyway);
* all boarding up to convoy k fits into the bays before convoy k is screened;
* a number of rides of one class moves no more persons than the arithmetic of ``sizes.class_loads`` allows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any, Literal

from safeconduct.plan.bound import first_boarding
from safeconduct.plan.instance import Instance, Vehicle, members
from safeconduct.plan.packing import mixed_profiles, needs_of, walking_profiles
from safeconduct.plan.sizes import class_loads, classes_of, convoys_max
from safeconduct.plan.timetable import Ride, Timetable

ENGINE = "OR-Tools CP-SAT"
Goal = Literal["needs", "persons", "last", "arrivals", "vehicles"]
Key = tuple[int, int, int]


def engine_version() -> str:
    """Version of the search engine."""
    import ortools

    return str(ortools.__version__)  # type: ignore[attr-defined]


@dataclass(slots=True)
class _Ride:
    """Variables of one ride."""

    used: Any
    walking: Any
    families: dict[int, Any]
    single: dict[int, Any]
    load_from: Any
    minutes: Any
    persons: Any


class Model:
    """The variables and rules of one instance; goals are added by ``search``."""

    def __init__(
        self,
        instance: Instance,
        *,
        ghosts: bool = False,
        whole_households: bool = False,
        count_vehicles: bool = False,
        persons: int = 0,
    ) -> None:
        """``ghosts`` lets missing vehicles fill convoys with one person each: a relaxation when ``instance`` holds
        only some of the vehicles. ``whole_households`` counts walking households by profile. ``count_vehicles``
        makes the number in use of each class a variable. Only plans that move at least ``persons`` are of interest:
        others may be left out."""
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model.CpModel()
        self.instance = instance
        self.ghosts = ghosts
        self.whole = whole_households
        self.counting = count_vehicles
        self.classes = classes_of(instance)
        self.size = convoys_max(replace(instance, convoy_min=1) if ghosts else instance, persons)
        self.horizon = max(1, instance.latest)
        self.rides: dict[Key, _Ride] = {}
        self.count: dict[tuple[int, int], Any] = {}
        self.bay_use: list[Any] = []
        self.in_use: list[Any] = []
        self.unpacked = False
        self._convoys()
        for c in range(len(self.classes)):
            for k in range(self.size):
                self._rides_of(c, k)
            self._class_rules(c)
        for k in range(self.size):
            self._convoy_rules(k)
        self._shared_rules()

    def _int(self, low: int, high: int, name: str = "") -> Any:
        return self.cp.new_int_var(low, max(low, high), name)

    def _convoys(self) -> None:
        """Departure, screening and persons of each convoy, in order of screening; unused ones come last."""
        i, ks = self.instance, range(self.size)
        self.used = [self.cp.new_bool_var(f"used{k}") for k in ks]
        first, end = first_boarding(i), i.latest - i.far
        leaves = max(first, i.taken.depart)
        screened = max(i.near + leaves, i.taken.screen if i.checkpoint else 0)
        self.depart = [self._int(leaves, i.latest - i.out, f"depart{k}") for k in ks]
        self.screen_from = [self._int(screened, end, f"screen_from{k}") for k in ks]
        self.screen_until = [self._int(i.near + first, end, f"screen_until{k}") for k in ks]
        self.minutes = [self._int(0, i.latest, f"minutes{k}") for k in ks]
        most = i.convoy_max * max((v.places.total for v in i.vehicles), default=0)
        self.persons = [self._int(0, min(i.people, most), f"persons{k}") for k in ks]

    def _rides_of(self, c: int, k: int) -> None:
        vehicle, n = self.classes[c]
        slots = min(n, self.instance.convoy_max)
        self.count[c, k] = self._int(0, slots, f"count{c},{k}")
        for t in range(slots):
            ride = self.rides[c, k, t] = self._ride(vehicle, (c, k, t))
            if t:
                before = self.rides[c, k, t - 1]
                self.cp.add_implication(ride.used, before.used)
                self.cp.add(ride.minutes <= before.minutes)
        self.cp.add(self.count[c, k] == sum(self.rides[c, k, t].used for t in range(slots)))
        self.cp.add_implication(self.rides[c, k, 0].used, self.used[k])

    def _ride(self, vehicle: Vehicle, key: Key) -> _Ride:
        """One ride: who fits (rule 2), how long it boards (rule 3), until when it may stand (rules 4 and 6)."""
        cp, i, k = self.cp, self.instance, key[1]
        used = cp.new_bool_var(f"ride{key}")
        families = {p: self._families(vehicle, p, used) for p in mixed_profiles(i)}
        families = {p: count for p, count in families.items() if count is not None}
        single = {p: self._families(vehicle, p, used) for p in walking_profiles(i)} if self.whole else {}
        single = {p: count for p, count in single.items() if count is not None}
        on_foot = self._int(0, vehicle.places.walking, f"walking{key}")
        if self.whole:
            cp.add(on_foot == sum(i.households[p].members.total * count for p, count in single.items()))

        def load(need: str) -> Any:
            return sum(getattr(i.households[p].members, need) * count for p, count in families.items())

        walking, chairs, beds = on_foot + load("walking"), load("wheelchair"), load("stretcher")
        cp.add(walking <= vehicle.places.walking * used)
        if families:
            cp.add(chairs <= vehicle.places.wheelchair * used)
            cp.add(beds <= vehicle.places.stretcher * used)
        persons = walking + chairs + beds
        cp.add(persons >= used)
        seconds = i.board.walking * walking + i.board.wheelchair * chairs + i.board.stretcher * beds
        minutes = self._int(0, i.boarding_minutes(vehicle.places), f"boarding{key}")
        cp.add(60 * minutes >= seconds)
        cp.add(60 * minutes <= seconds + 59)
        load_from = self._int(0, self.horizon, f"load_from{key}")
        done = self._int(0, self.horizon)
        self.bay_use.append(cp.new_optional_interval_var(load_from, minutes, done, used, f"bay{key}"))
        cp.add(self.depart[k] >= load_from + minutes).only_enforce_if(used)
        cp.add(self.depart[k] <= load_from + minutes + i.standing).only_enforce_if(used)
        return _Ride(used, on_foot, families, single, load_from, minutes, persons)

    def _families(self, vehicle: Vehicle, profile: int, used: Any) -> Any:
        """Households of one profile on a ride, None when not even one fits the vehicle."""
        stock = self.instance.households[profile]
        rooms = (
            (vehicle.places.walking, stock.members.walking),
            (vehicle.places.wheelchair, stock.members.wheelchair),
            (vehicle.places.stretcher, stock.members.stretcher),
        )
        most = min(stock.count, *(room // use for room, use in rooms if use))
        if most < 1:
            return None
        count = self._int(0, most, f"families{profile}")
        self.cp.add(count <= most * used)
        return count

    def _class_rules(self, c: int) -> None:
        """Rules 8 and 9 for interchangeable vehicles, and what they imply."""
        cp, i = self.cp, self.instance
        vehicle, n = self.classes[c]
        mine = [(key, ride) for key, ride in self.rides.items() if key[0] == c]
        away = []
        for (_, k, _t), ride in mine:
            back = self._int(0, 2 * self.horizon + i.turn)
            cp.add(back == self.screen_until[k] + i.far + i.turn)
            span = self._int(0, 2 * self.horizon + i.turn)
            away.append(cp.new_optional_interval_var(ride.load_from, span, back, ride.used, ""))
        away += [
            cp.new_fixed_size_interval_var(0, until, "")
            for other in i.vehicles
            if other.class_id == vehicle.class_id and (until := i.ready(other))
        ]
        in_use = self._int(0, n, f"in_use{c}") if self.counting else n
        self.in_use.append(in_use)
        if away:
            cp.add_cumulative(away, [1] * len(away), in_use)
        self._class_loads(c, vehicle, n)
        self._comes_back(c, n)

    def _comes_back(self, c: int, n: int) -> None:
        """More than ``n`` rides of the class in convoys k to j: j is screened a full turn after k, or later."""
        cp, i = self.cp, self.instance
        lap, slots = i.far + i.turn + i.near, min(n, i.convoy_max)
        for k in range(self.size):
            for j in range(k + 1, self.size):
                again = cp.new_bool_var(f"again{c},{k},{j}")
                rides = sum(self.count[c, q] for q in range(k, j + 1))
                cp.add(rides <= n + max(0, slots * (j - k + 1) - n) * again)
                cp.add(rides >= (n + 1) * again)
                cp.add(self.screen_from[j] - self.screen_until[k] >= (lap + 1) * again)
        full = i.boarding_minutes(self.classes[c][0].places)
        for k in range(self.size - 1):
            early = [self.count[c, q] for q in range(k, self.size)]
            for m in range(k + 1, self.size):
                for t in range(slots):
                    ride = self.rides[c, m, t]
                    late = cp.new_bool_var(f"late{c},{k},{m},{t}")
                    early.append(-late)
                    cp.add_implication(late, ride.used)
                    cp.add(ride.load_from >= self.screen_until[k] + i.far + i.turn).only_enforce_if(late)
                    gap = self.screen_from[m] - self.screen_until[k]
                    cp.add(gap >= (lap + full) * late - full + ride.minutes)
            cp.add(sum(early) <= n)

    def _class_loads(self, c: int, vehicle: Vehicle, n: int) -> None:
        """Persons a class moves in so many rides, at most."""
        best = class_loads(self.instance, vehicle, n)
        rides = self._int(0, max(best))
        persons = self._int(0, max(best.values()))
        most = self._int(0, max(best.values()))
        self.cp.add(rides == sum(self.count[c, k] for k in range(self.size)))
        self.cp.add(persons == sum(ride.persons for key, ride in self.rides.items() if key[0] == c))
        self.cp.add_allowed_assignments([rides, most], sorted(best.items()))
        self.cp.add(persons <= most)

    def _convoy_rules(self, k: int) -> None:
        """Rules 4 to 7 for one convoy."""
        cp, i, used = self.cp, self.instance, self.used[k]
        size = sum(self.count[c, k] for c in range(len(self.classes)))
        cp.add(size <= i.convoy_max * used)
        cp.add(size >= (1 if self.ghosts else i.convoy_min) * used)
        mine = sum(ride.persons for key, ride in self.rides.items() if key[1] == k)
        if self.ghosts:
            extra = self._int(0, i.convoy_min)
            cp.add(extra >= i.convoy_min * used - size)
            cp.add(self.persons[k] == mine + extra)
        else:
            cp.add(self.persons[k] == mine)
        slot = 60 * i.lanes
        cp.add(slot * self.minutes[k] >= i.seconds * self.persons[k])
        cp.add(slot * self.minutes[k] <= i.seconds * self.persons[k] + slot - 1)
        cp.add(self.screen_until[k] == self.screen_from[k] + self.minutes[k])
        cp.add(self.screen_from[k] >= self.depart[k] + i.near)
        cp.add(self.screen_from[k] <= self.depart[k] + i.near + (i.standing if i.checkpoint else 0))
        if k:
            cp.add_implication(used, self.used[k - 1])
            cp.add(self.screen_from[k] >= self.screen_until[k - 1])

    def _shared_rules(self) -> None:
        """Bays, headway, and nobody boarding who is not there (rules 1, 3, 4 and 10)."""
        cp, i, ks = self.cp, self.instance, range(self.size)
        if self.bay_use:
            self.bay_use += [cp.new_fixed_size_interval_var(0, until, "") for until in i.bays_free() if until]
            cp.add_cumulative(self.bay_use, [1] * len(self.bay_use), i.bays)
        if i.headway and not self.ghosts:
            gaps = [self._int(0, self.horizon + i.headway) for _ in ks]
            cp.add_no_overlap(
                [cp.new_optional_interval_var(self.depart[k], i.headway, gaps[k], self.used[k], "") for k in ks]
            )
        boarding = [sum(ride.minutes for key, ride in self.rides.items() if key[1] == k) for k in ks]
        cp.add(sum(self.minutes) <= max(0, i.latest - i.out - first_boarding(i)))
        for k in ks:
            cp.add(i.bays * (self.screen_from[k] - i.near) >= sum(boarding[: k + 1]))
        rides = list(self.rides.values())
        walkers = sum(i.households[p].count * i.households[p].members.total for p in walking_profiles(i))
        cp.add(sum(ride.walking for ride in rides) <= walkers)
        for profile in (*mixed_profiles(i), *walking_profiles(i)):
            boarded = [r.families.get(profile, r.single.get(profile)) for r in rides]
            cp.add(sum(count for count in boarded if count is not None) <= i.households[profile].count)
        if i.capacity is not None:
            cp.add(self.total() <= i.capacity)

    def total(self) -> Any:
        """Persons out, as an expression."""
        return sum(ride.persons for ride in self.rides.values())

    def needs(self) -> Any:
        """Wheelchair and stretcher persons out, as an expression."""
        stocks = self.instance.households
        return sum(needs_of(stocks[p]) * n for ride in self.rides.values() for p, n in ride.families.items())

    def last(self) -> Any:
        """The last arrival in minutes, as a variable (convoys are in order of screening)."""
        last = self._int(0, self.horizon, "last")
        for k in range(self.size):
            self.cp.add(last >= self.screen_until[k] + self.instance.far).only_enforce_if(self.used[k])
        return last

    def arrivals(self) -> Any:
        """The sum over persons of arrival minutes, as an expression."""
        i, parts = self.instance, []
        most = i.convoy_max * max(v.places.total for v in i.vehicles)
        for k in range(self.size):
            part = self._int(0, min(i.people, most) * self.horizon)
            arrive = self._int(i.out, i.latest)
            self.cp.add(arrive == self.screen_until[k] + i.far)
            self.cp.add_multiplication_equality(part, [self.persons[k], arrive])
            parts.append(part)
        return sum(parts)

    def goal(self, goal: Goal) -> Any:
        """The expression of a goal."""
        if goal == "vehicles":
            return sum(self.in_use)
        return {"needs": self.needs, "persons": self.total, "last": self.last, "arrivals": self.arrivals}[goal]()

    def hint(self, timetable: Timetable) -> None:
        """Start from a timetable: convoys in order of screening, rides by boarding time."""
        i = self.instance
        runs = sorted(timetable, key=lambda run: (run.screen_from, run.depart))
        for k in range(self.size):
            run = runs[k] if k < len(runs) else None
            self.cp.add_hint(self.used[k], run is not None)
            if run:
                self.cp.add_hint(self.depart[k], run.depart)
                self.cp.add_hint(self.screen_from[k], run.screen_from)
            for c, (vehicle, n) in enumerate(self.classes):
                mine = [ride for ride in (run.rides if run else ()) if ride.class_id == vehicle.class_id]
                mine.sort(key=lambda ride: -i.boarding_minutes(members(i, ride.counts)))
                for t in range(min(n, i.convoy_max)):
                    self._hint_ride(self.rides[c, k, t], mine[t] if t < len(mine) else None)

    def _hint_ride(self, variables: _Ride, ride: Ride | None) -> None:
        self.cp.add_hint(variables.used, ride is not None)
        counts = ride.counts if ride else (0,) * len(self.instance.households)
        foot = sum(self.instance.households[p].members.total * counts[p] for p in walking_profiles(self.instance))
        self.cp.add_hint(variables.walking, foot)
        for profile, count in (*variables.families.items(), *variables.single.items()):
            self.cp.add_hint(count, counts[profile])
        if ride:
            self.cp.add_hint(variables.load_from, ride.load_from)

    def sha(self) -> str:
        """SHA-256 of the model as text, goal and rules."""
        return hashlib.sha256(str(self.cp.proto).encode()).hexdigest()
