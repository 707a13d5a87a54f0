"""The rest of a day on one corridor: the convoys that have not begun, driven as ordered or as little later as can be.

Vehicles, convoys and households stay together as the plan has them. A convoy whose way takes longer, whose vehicles
come back later or whose place in the queue moved leaves later; one that cannot arrive in time any more is cancelled.
Whom no convoy takes is given a new one behind them, as long as vehicles and hours last; so are those who came back with
a convoy that turned back. Nothing is searched: what a dispatcher reads out is what changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from safeconduct.model.plan import Convoy, Households, Plan, Return, Trip, Work
from safeconduct.model.situation import Leg, Needs, Situation
from safeconduct.plan.instance import (
    blocked_edges,
    ceil_div,
    corridor_of,
    latest_arrival,
    leaned_edges,
    site_of,
    status_of,
)

_NEEDS = ("walking", "wheelchair", "stretcher")
ENGINE, VERSION = "safeconduct rest of day", "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """What the convoys that have begun still take, in minutes since the rest of the day opens.

    ``ready`` is when each of their vehicles can board at the site again, None: it will not. ``bays`` is when each
    loading bay is free, ``depart`` the least minute of the next departure, ``screen`` of the next screening.
    """

    ready: Mapping[str, int | None]
    bays: tuple[int, ...]
    depart: int
    screen: int


@dataclass(slots=True)
class _Site:
    """What is free from when, as convoys are added."""

    ready: dict[str, int | None]
    bays: list[int]
    depart: int
    screen: int
    trips: list[Trip] = field(default_factory=list)
    convoys: list[Convoy] = field(default_factory=list)
    left: list[Households] = field(default_factory=list)


def rest_of_day(
    plan: Plan,
    rest: Situation,
    sha: str,
    begun: Collection[int],
    shift: int,
    under_way: UnderWay,
    returned: Collection[Households] = (),
) -> Plan:
    """The convoys of ``plan`` that have not begun, on the situation ``rest`` of that SHA-256, and households that have
    ``returned`` to the site.

    The window of ``rest`` opens ``shift`` minutes after that of the plan's own situation. Without a way nobody goes.
    UnconfirmedError when the corridor has no window, NotFound when ``rest`` lacks it.
    """
    corridor = corridor_of(rest, plan.scenario.corridor)
    first = rest.leg_of(corridor)
    leg = None if first is None or blocked_edges(rest, first) else first
    day = _Site(
        ready=dict(under_way.ready), bays=list(under_way.bays), depart=under_way.depart, screen=under_way.screen
    )
    build = None if leg is None else _Build(rest, leg, latest_arrival(rest, corridor), _room(rest, corridor.reception))
    for convoy in sorted(plan.convoys, key=lambda convoy: convoy.depart):
        if convoy.number in begun:
            continue
        trips = [trip for trip in plan.trips if trip.convoy == convoy.number]
        left = trips if build is None else build.add(day, convoy, trips, shift)
        day.left.extend(entry for trip in left for entry in trip.boarded)
    households = _summed([*day.left, *plan.left_behind, *returned])
    if build is not None:
        households = build.add_more(day, households, begun, plan)
    persons = _persons(rest, [*households, *(entry for trip in day.trips for entry in trip.boarded)])
    return Plan(
        situation=sha,
        scenario=replace(plan.scenario, people=max(1, persons), objective="most"),
        status=status_of(rest, corridor),
        convoys=tuple(day.convoys),
        trips=tuple(day.trips),
        returns=() if leg is None else _returns(rest, leg, day),
        left_behind=households,
        leans_on=leaned_edges(rest, leg) if leg is not None and day.trips else (),
        work=Work(engine=ENGINE, version=VERSION, units=0),
    )


class _Build:
    """The minutes of one leg."""

    def __init__(self, rest: Situation, leg: Leg, latest: int, room: int) -> None:
        gate, rules = leg.checkpoint, rest.rules
        self.latest = latest
        self.near = gate.minutes_from_site.value if gate else 0
        self.far = leg.minutes_loaded.value - self.near
        self.back = rules.unload_minutes.value + leg.minutes_empty.value
        self.seconds, self.lanes = (gate.seconds_per_person.value, gate.lanes.value) if gate else (0, 1)
        self.gate, self.standing = gate is not None, rules.standing_max_minutes.value
        self.headway = rules.headway_minutes.value
        self.least = max(1, rules.convoy_min.value)
        self.board = rules.loading_seconds.value
        self.members = {profile.id: profile.members for profile in rest.profiles}
        self.places = {kind.id: kind.places.value for kind in rest.vehicles}
        self.most = rules.convoy_max.value
        self.room = room

    def add(self, day: _Site, convoy: Convoy, trips: list[Trip], shift: int) -> list[Trip]:
        """Add a convoy with the vehicles that can still drive; the trips that are not made."""
        made = [trip for trip in trips if day.ready.get(trip.vehicle, 0) is not None]
        found = self._timed(day, convoy, made, shift) if len(made) >= self.least else None
        if found is None:
            return trips
        moved, timed = found
        for trip in moved:
            day.bays[trip.bay] = max(day.bays[trip.bay], trip.load_until)
            day.ready[trip.vehicle] = timed.arrive + self.back
        day.depart = timed.depart + self.headway
        day.screen = timed.screen_until
        day.trips.extend(moved)
        day.convoys.append(timed)
        return [trip for trip in trips if trip not in made]

    def add_more(
        self, day: _Site, waiting: tuple[Households, ...], begun: Collection[int], plan: Plan
    ) -> tuple[Households, ...]:
        """Convoys of their own for households nobody takes, those who need help first, by vehicles that are at the
        site or come back; the households that are still left."""
        number = max([*begun, *(convoy.number for convoy in plan.convoys), 0])
        left = {(one.group, one.profile): one.count for one in waiting}
        while any(left.values()):
            number += 1
            ready = sorted((at, name) for name, at in day.ready.items() if at is not None)
            rides = self._filled(left, [name for _, name in ready][: self.most], number)
            empty = Convoy(number=number, depart=0, reach=0, screen_from=0, screen_until=0, arrive=0)
            room = self.room - sum(self._members(trip).total for trip in (*day.trips, *rides))
            if len(rides) < self.least or room < 0 or self.add(day, empty, rides, 0):
                break
            for ride in rides:
                for entry in ride.boarded:
                    left[entry.group, entry.profile] -= entry.count
        return tuple(Households(group=g, profile=p, count=n) for (g, p), n in left.items() if n)

    def _filled(self, left: Mapping[tuple[str, str], int], vehicles: list[str], number: int) -> list[Trip]:
        """Trips that take whole households: those who need help first, then the largest."""
        rest = dict(left)
        order = sorted(rest, key=lambda key: (self._helped(key[1]), self.members[key[1]].total), reverse=True)
        trips = []
        for vehicle in vehicles:
            free, taken = self.places[vehicle.rpartition("-")[0]], []
            for key in order:
                one = self.members[key[1]]
                n = min(rest[key], *(room // use for room, use in zip(_each(free), _each(one), strict=True) if use))
                if n:
                    rest[key] -= n
                    free = Needs(**{name: getattr(free, name) - n * getattr(one, name) for name in _NEEDS})
                    taken.append(Households(group=key[0], profile=key[1], count=n))
            if taken:
                boarded = tuple(taken)
                trips.append(Trip(vehicle=vehicle, convoy=number, bay=0, load_from=0, load_until=0, boarded=boarded))
        return trips

    def _helped(self, profile: str) -> int:
        return self.members[profile].wheelchair + self.members[profile].stretcher

    def _timed(self, day: _Site, convoy: Convoy, trips: list[Trip], shift: int) -> tuple[list[Trip], Convoy] | None:
        """The convoy as ordered or as little later as can be; None when it cannot arrive in time."""
        persons = sum(self._members(trip).total for trip in trips)
        screening = ceil_div(persons * self.seconds, 60 * self.lanes)
        queue = day.screen if self.gate else 0
        done_from = 0
        for _ in range(8):
            moved = self._boarded(day, trips, shift, done_from)
            ends = [trip.load_until for trip in moved]
            depart = max(*ends, day.depart, convoy.depart - shift, queue - self.near - self.standing)
            if depart - min(ends) > self.standing:
                done_from = depart - self.standing
                continue
            screen = max(depart + self.near, queue)
            until = screen + screening
            if until + self.far > self.latest:
                return None
            reach = depart + self.near
            return moved, Convoy(
                number=convoy.number, depart=depart, reach=reach, screen_from=screen, screen_until=until,
                arrive=until + self.far,
            )  # fmt: skip
        return None

    def _boarded(self, day: _Site, trips: list[Trip], shift: int, done_from: int) -> list[Trip]:
        """The trips with their bays and boarding minutes, none boarded before ``done_from``."""
        bays, moved = list(day.bays), []
        for trip in trips:
            minutes = self._boarding(trip)
            ready = max(trip.load_from - shift, day.ready.get(trip.vehicle, 0) or 0, done_from - minutes, 0)
            own = trip.bay if trip.bay < len(bays) and bays[trip.bay] <= ready else None
            bay = min(range(len(bays)), key=lambda b: (bays[b], b)) if own is None else own
            begins = max(ready, bays[bay])
            bays[bay] = begins + minutes
            moved.append(replace(trip, bay=bay, load_from=begins, load_until=begins + minutes))
        return moved

    def _members(self, trip: Trip) -> Needs:
        total = Needs()
        for entry in trip.boarded:
            total = total.plus(self.members[entry.profile].times(entry.count))
        return total

    def _boarding(self, trip: Trip) -> int:
        of = self._members(trip)
        seconds = self.board.walking * of.walking + self.board.wheelchair * of.wheelchair
        return ceil_div(seconds + self.board.stretcher * of.stretcher, 60)


def _returns(rest: Situation, leg: Leg, day: _Site) -> tuple[Return, ...]:
    """A return as soon as a vehicle is empty, for each run that is not its last."""
    arrives = {convoy.number: convoy.arrive for convoy in day.convoys}
    runs: dict[str, list[Trip]] = {}
    for trip in sorted(day.trips, key=lambda trip: trip.load_from):
        runs.setdefault(trip.vehicle, []).append(trip)
    found = []
    for vehicle, made in runs.items():
        for trip in made[:-1]:
            leaves = arrives[trip.convoy] + rest.rules.unload_minutes.value
            found.append(Return(vehicle=vehicle, depart=leaves, arrive=leaves + leg.minutes_empty.value))
    return tuple(sorted(found, key=lambda back: (back.depart, back.vehicle)))


def _summed(entries: list[Households]) -> tuple[Households, ...]:
    sums: dict[tuple[str, str], int] = {}
    for entry in entries:
        key = (entry.group, entry.profile)
        sums[key] = sums.get(key, 0) + entry.count
    return tuple(Households(group=group, profile=profile, count=n) for (group, profile), n in sums.items())


def _persons(rest: Situation, entries: list[Households]) -> int:
    members = {profile.id: profile.members.total for profile in rest.profiles}
    return sum(members[entry.profile] * entry.count for entry in entries)


def _each(of: Needs) -> tuple[int, int, int]:
    return of.walking, of.wheelchair, of.stretcher


def _room(rest: Situation, reception: str) -> int:
    """Persons the reception still takes; as many as there may be when nobody said."""
    found = next((one for one in rest.receptions if one.id == reception), None)
    return 10**9 if found is None or found.capacity is None else found.capacity.value


def bays_of(rest: Situation, corridor: str) -> int:
    """How many bays the corridor's site has."""
    return site_of(rest, corridor_of(rest, corridor)).bays.value
