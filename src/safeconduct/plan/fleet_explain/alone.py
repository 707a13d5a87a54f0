"""What one vehicle could do if it had bays, crossings and receptions to itself: when not even that takes somebody out,
no timetable does, and the first rule whose absence would change it is the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from safeconduct.model.errors import NotFound
from safeconduct.model.fleet import FleetScenario
from safeconduct.model.place import Mode
from safeconduct.model.situation import Group, HouseholdProfile, Leg, Needs, Reception, Situation
from safeconduct.network.cut import find_cut
from safeconduct.plan.fleet.across import landed_instance
from safeconduct.plan.fleet.chains import priced_tables
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ints
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.landings import with_landed
from safeconduct.plan.fleet.situated import ANY, EACH, Legend, legend_of
from safeconduct.plan.fleet.spans import spans
from safeconduct.plan.fleet.tables import Floats, Tables
from safeconduct.plan.fleet_explain.clock import DayClock
from safeconduct.plan.instance import latest_arrival

#: How much longer than announced the hours may be in the search for how late the first arrival is, in minutes.
LONGER = 1440
#: What a person of another group is worth beside one of those asked about: a day's worth of them less than half of one.
TRIFLE = 2.0**-30

#: What the people of a group are to vehicles, however many: by need the places they board at, and where they may go.
Boards = tuple[tuple[int, bytes, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Households of one profile of one group that stay behind."""

    group: Group
    profile: HouseholdProfile
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why households stay: ``kind`` is one word of a fixed list, ``words`` the rest of a sentence about them."""

    kind: str
    words: str


def seated(members: Needs, places: Needs) -> bool:
    """Whether a vehicle has places for a whole household."""
    return all(getattr(members, need) <= getattr(places, need) for need in NEEDS)


def wished_receptions(legend: Legend, group: Group) -> tuple[str, ...]:
    """Where a group may go by a planned corridor from its site."""
    wish = group.wished.value
    return tuple(
        dict.fromkeys(c.reception for c in legend.corridors if c.site == group.site and wish in (c.reception, ANY))
    )


class Alone:
    """Structural reasons under one scenario; ``strict`` as in the plan that is explained."""

    def __init__(self, situation: Situation, scenario: FleetScenario, *, strict: bool = False) -> None:
        self.situation, self.scenario, self.strict = situation, scenario, strict
        self.legend = with_landed(legend_of(situation, scenario, strict=strict))
        self.instance = landed_instance(self.legend, EACH)
        self.clock = DayClock(situation, scenario)
        self._longer: dict[int, tuple[Legend, FleetInstance]] = {}
        self._days: dict[int, tuple[FleetInstance, Lagrangian]] = {}
        self._most: dict[tuple[int, Boards], Floats] = {}
        self._opened: FleetInstance | None = None
        self.names = {node.id: node.name for node in situation.nodes}
        self.names |= {site.id: site.name for site in situation.sites}
        self.names |= {reception.id: reception.name for reception in situation.receptions}

    def reason(self, stays: Household) -> Reason | None:
        """Why no timetable takes such a household; None when a vehicle that had everything to itself would."""
        goals = wished_receptions(self.legend, stays.group)
        site, where = self._named(stays.group.site), " or ".join(self._named(goal) for goal in goals)
        if not goals:
            words = f"no planned corridor leads from {site} to {self._named(stays.group.wished.value)}"
            return Reason(kind="wish", words=words)
        return (
            self._about_ways(stays.group.site, goals)
            or self._about_places(stays, goals)
            or self._about_hours(stays, where, goals)
        )

    def _about_ways(self, site: str, goals: tuple[str, ...]) -> Reason | None:
        """No leg, or every leg closed all day."""
        legs = [leg for c in self.legend.corridors if c.site == site and c.reception in goals
                for leg in self.situation.legs_of(c)]  # fmt: skip
        if not legs:
            return self._no_leg(site, goals)
        open_ = {leg.id for found in self.legend.outbound.values() for leg in found}
        if any(leg.id in open_ for leg in legs):
            return None
        roads = {road.id: road for road in self.situation.roads}
        barred = dict.fromkeys(edge for leg in legs for edge in leg.edges if self._bars(leg, edge))
        named = ", ".join(f"{roads[edge].name} ({roads[edge].now.state.value})" for edge in barred)
        states = "closed or unknown" if self.strict else "closed"
        where = " or ".join(self._named(goal) for goal in goals)
        return Reason(
            kind="closed", words=f"every way from {self._named(site)} to {where} is {states} all day: {named}"
        )

    def _about_places(self, stays: Household, goals: tuple[str, ...]) -> Reason | None:
        """No vehicle, reception or bay that could ever hold them."""
        if not any(seated(stays.profile.members, kind.places.value) for kind in self.legend.classes):
            return Reason(kind="places", words=f"no vehicle has {_places(stays.profile.members)}")
        small = [r for r in self.situation.receptions if r.id in goals and _too_small(r, stays.profile)]
        if len(small) == len(goals):
            held = " and ".join(f"{r.name} takes {r.capacity.value if r.capacity else 0:,}" for r in small)
            return Reason(kind="reception", words=f"{held} people in all")
        if not any(site.bays.value for site in self.legend.sites if site.id == stays.group.site):
            return Reason(kind="bays", words=f"{self._named(stays.group.site)} has no loading bay")
        return None

    def _about_hours(self, stays: Household, where: str, goals: tuple[str, ...]) -> Reason | None:
        """Too late, closed at the hours that matter, or no way from where the vehicles stand."""
        if self._leads(self.instance, self.legend, stays):
            return None
        self._opened = self._opened or self.instance.with_(closures=())
        if self._leads(self._opened, self.legend, stays):
            shut = ", ".join(r.name for r in self.situation.resources if r.closures)
            return Reason(kind="closed", words=f"{shut} is closed at every hour at which they could pass")
        late = self._late(stays)
        if late is None:
            site = self._named(stays.group.site)
            return Reason(kind="start", words=f"no vehicle that could hold them has an open way to {site}")
        latest = self.clock.of(max(self._latest(stays.group.site, goal) for goal in goals))
        words = f"even a vehicle that has every road to itself reaches {where} {late} minute{'s'[: late - 1]} too late"
        return Reason(kind="window", words=f"{words}: the last arrival allowed is {latest}")

    def _bars(self, leg: Leg, edge: str) -> bool:
        """Whether a road of a leg alone bars it for the whole day."""
        only = replace(leg, edges=(edge,), uses=(), uses_empty=())
        return not spans(self.situation, self.legend.zero, only, loaded=True, strict=self.strict)

    def _no_leg(self, site: str, goals: tuple[str, ...]) -> Reason:
        for goal in goals:
            try:
                cut = find_cut(self.situation, site=site, reception=goal, mode=Mode.BUS)
            except NotFound:
                cut = None
            if cut is not None and cut.edges:
                named = ", ".join(f"{edge.name} ({edge.state})" for edge in cut.edges)
                words = f"no vehicle route leads from {self._named(site)} to {self._named(goal)}: {named}"
                return Reason(kind="closed", words=words)
        where = " or ".join(self._named(goal) for goal in goals)
        return Reason(kind="no way", words=f"no way is known from {self._named(site)} to {where}")

    def _late(self, stays: Household) -> int | None:
        """By how many minutes the first arrival is late; None when longer hours would not do."""
        if not self._in_time(stays, LONGER):
            return None
        low, high = 0, LONGER
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._in_time(stays, middle) else (middle, high)
        return high

    def _latest(self, site: str, goal: str) -> int:
        corridor = next(c for c in self.legend.corridors if (c.site, c.reception) == (site, goal))
        assert corridor.window is not None
        return self.clock.minute(corridor.window.opens) + latest_arrival(self.situation, corridor)

    def _in_time(self, stays: Household, minutes: int) -> bool:
        """Whether a lone vehicle takes them when every window and sunset is so many minutes later."""
        if minutes not in self._longer:
            later = lengthened(self.situation, minutes)
            legend = with_landed(legend_of(later, self.scenario, strict=self.strict))
            self._longer[minutes] = legend, landed_instance(legend, EACH)
        legend, instance = self._longer[minutes]
        return self._leads(instance, legend, stays)

    def _leads(self, instance: FleetInstance, legend: Legend, stays: Household) -> bool:
        """Whether a vehicle that could hold such a household takes one of the group out on some day of its own.

        Of other groups it may carry people as well, for next to nothing: that may be what brings it to the place.
        """
        able = np.array([seated(stays.profile.members, kind.places.value) for kind in legend.classes], dtype=bool)
        return bool(self._values(instance, legend, stays.group.id)[able].max(initial=0.0) >= 0.5)

    def _values(self, instance: FleetInstance, legend: Legend, name: str) -> Floats:
        """(C,): 1 and more where a vehicle of the class takes one of the group out, next to nothing elsewhere.

        How many of the group there are is no matter then, so groups that board at the same places for the same
        receptions have one answer.
        """
        if id(instance) not in self._days:
            self._days[id(instance)] = instance, Lagrangian(priced_tables(legend, instance))  # keeps it, so its id
        lagrangian = self._days[id(instance)][1]
        mine = np.array([group == name for group, _ in legend.groups], dtype=bool)
        key = id(instance), _boards(lagrangian.tables, np.flatnonzero(mine))
        if key not in self._most:
            prices = Prices.of(lagrangian.tables, np.zeros(lagrangian.amounts.size))
            prices.people[~mine] = 1.0 - TRIFLE
            self._most[key] = lagrangian.at(prices.flat()).values
        return self._most[key]

    def _named(self, place: str) -> str:
        return self.names.get(place, place)


def lengthened(situation: Situation, minutes: int) -> Situation:
    """Every window closes, and the sun sets, so many minutes later."""
    by = timedelta(minutes=minutes)
    return replace(
        situation,
        corridors=tuple(
            c if c.window is None else replace(c, window=replace(c.window, closes=c.window.closes + by))
            for c in situation.corridors
        ),
        sunsets=tuple(replace(s, at=replace(s.at, value=s.at.value + by)) for s in situation.sunsets),
    )


def _boards(tables: Tables, rows: Ints) -> Boards:
    """Where people of these rows of a group wait, by need, and where they may go."""
    found = (
        (int(tables.need[g]), np.any(tables.stock == g, axis=2).tobytes(), tables.allowed[g].tobytes())
        for g in rows
        if tables.people[g] > 0
    )
    return tuple(sorted(found))


def _too_small(reception: Reception, profile: HouseholdProfile) -> bool:
    return reception.capacity is not None and reception.capacity.value < profile.members.total


def _places(members: Needs) -> str:
    """The places a household needs, in words."""
    words = {"walking": "seat", "wheelchair": "wheelchair space", "stretcher": "stretcher place"}
    parts = [f"{n} {words[need]}{'' if n == 1 else 's'}" for need in NEEDS if (n := getattr(members, need))]
    return " and ".join(parts) + (" for one household" if members.total > 1 else "")
