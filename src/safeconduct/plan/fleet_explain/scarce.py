"""What a plan has used up: with every trip as planned, which one thing more would take out somebody who stays.

Each answer is a fact about the plan, found by putting vehicles on it that may add trips and change none. It is no proof
that a wholly different timetable would not take them; that is what the bound is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from safeconduct.model.fleet import FleetPlan, FleetTrip
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.instance import NEEDS, Bools, FleetInstance, Ints
from safeconduct.plan.fleet.orders import orders_of
from safeconduct.plan.fleet.repair import repair
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of, vehicle_name
from safeconduct.plan.fleet.timetable import FleetPlan as Timetable
from safeconduct.plan.fleet_explain.across import Across
from safeconduct.plan.fleet_explain.alone import Household, Reason, seated, wished_receptions
from safeconduct.plan.fleet_explain.resolved import one_by_one


class Scarce:
    """Reasons by what a plan leaves free. ``strict`` as in the plan."""

    def __init__(self, situation: Situation, plan: FleetPlan, *, strict: bool = False) -> None:
        self.situation, self.plan = situation, plan
        self.legend = legend_of(situation, plan.scenario, strict=strict, closed_too=True)
        self.instance = instance_of(self.legend, EACH)
        #: None where vehicles cannot be put beside those of the plan one by one.
        self.timetable: Timetable | None = None
        if one_by_one(situation, plan):
            self.timetable = orders_of(self.legend, self.instance, plan).timetable
        self.members = {profile.id: profile.members for profile in situation.profiles}
        self.names = {site.id: site.name for site in situation.sites}
        self.names |= {reception.id: reception.name for reception in situation.receptions}
        self.legs = {leg.id: leg for leg in situation.legs}
        self.across = Across(situation, plan)
        self.boarded: Counter[tuple[str, str]] = Counter()
        self.arrived: Counter[str] = Counter()
        for trip in (trip for day in plan.days for trip in day.trips):
            for entry in trip.aboard:
                for need in NEEDS:
                    self.boarded[entry.group, need] += getattr(self.members[entry.profile], need) * entry.count
                self.arrived[self.legs[trip.leg].reception] += self.members[entry.profile].total * entry.count

    def reason(self, stays: Household) -> Reason:
        """What is in the way of one household that stays, first of: receptions, seats nobody took, a vehicle with time
        left, vehicles, bays, crossings."""
        full = self._full(stays)
        if full:
            return Reason(kind="reception", words=f"{full} taken")
        seats = list(self._seats(stays))
        seat = next((name for name, trip in seats if self._there(stays, trip)), None)
        if seat is not None:
            return Reason(kind="unused", words=f"{seat} has seats left for them: search longer, the plan can be better")
        ways = self.across.ways(stays.group.id, stays.group.site)
        if seats:
            named = " or ".join(way.name for way in ways)
            return Reason(
                kind="transfer", words=f"{seats[0][0]} has seats left, but nobody more is across by {named} then"
            )
        if self.timetable is None:
            return Reason(kind="shared", words="no trip of the plan has places left for them")
        day = self._with_only(stays)
        able = np.array([seated(stays.profile.members, kind.places.value) for kind in self.legend.classes])
        idle = self._added(day, self.timetable, {v: None for v, c in enumerate(day.vehicle_class) if not able[c]})
        if idle is not None:
            words = f"{vehicle_name(self.legend, day, idle)} has time for them: search longer, the plan can be better"
            return Reason(kind="unused", words=words)
        return self._one_more(day, self.timetable, stays, able)

    def _full(self, stays: Household) -> str:
        """The receptions they wish, when none has room for the household."""
        said, held = [], {r.id: r.capacity for r in self.situation.receptions}
        for goal in wished_receptions(self.legend, stays.group):
            capacity = held[goal]
            if capacity is None or capacity.value - self.arrived[goal] >= stays.profile.members.total:
                return ""
            left = capacity.value - self.arrived[goal]
            said.append(f"{self.arrived[goal]:,} of {capacity.value:,} places at {self.names[goal]}"
                        if left else f"all {capacity.value:,} places at {self.names[goal]}")  # fmt: skip
        return " and ".join(said) + " are"

    def _there(self, stays: Household, trip: FleetTrip) -> bool:
        """Whether the household is at the site of a trip when it boards, or can be."""
        ways = self.across.ways(stays.group.id, stays.group.site)
        return not ways or self.across.in_time(stays.group.id, stays.profile.members, trip)

    def _seats(self, stays: Household) -> Iterator[tuple[str, FleetTrip]]:
        """Trips of the plan with places left for the household."""
        goals = wished_receptions(self.legend, stays.group)
        kinds = {f"{c.id}-{n}": c for c in self.legend.classes for n in range(1, c.count.value + 1)}
        rooms = {r.id: r.capacity for r in self.situation.receptions}
        for day in self.plan.days:
            places = kinds[day.vehicle].places.value
            for number, trip in enumerate(day.trips):
                leg, total = self.legs[trip.leg], Needs()
                for entry in trip.aboard:
                    total = total.plus(self.members[entry.profile].times(entry.count))
                held = rooms.get(leg.reception)
                room = held is None or held.value - self.arrived[leg.reception] >= stays.profile.members.total
                leads = room and leg.site == stays.group.site and leg.reception in goals
                if leads and seated(total.plus(stays.profile.members), places):
                    yield f"trip {number + 1} of {day.vehicle}", trip

    def _with_only(self, stays: Household) -> FleetInstance:
        """The day in which nobody waits but these households."""
        people = np.array([self.boarded[key] for key in self.legend.groups], dtype=np.int64)
        for row, (group, need) in enumerate(self.legend.groups):
            if group == stays.group.id:
                people[row] += getattr(stays.profile.members, need) * stays.count
        return self.instance.with_(group_people=people)

    def _added(self, day: FleetInstance, timetable: Timetable, pins: dict[int, int | None]) -> int | None:
        """A vehicle that adds a trip when every planned one stays as it is."""
        before = {d.vehicle: len(d.trips) for d in timetable.days}
        found = repair(day, timetable, pins=pins, extend=True).plan
        return next((d.vehicle for d in found.days if len(d.trips) > before.get(d.vehicle, 0)), None)

    def _one_more(self, day: FleetInstance, timetable: Timetable, stays: Household, able: Bools) -> Reason:
        """One more vehicle of every class that could hold them; then with a bay, then with a lane at each crossing."""
        more = day.with_(class_count=day.class_count + able)
        shift: Ints = np.cumsum(able) - able
        days = (replace(d, vehicle=d.vehicle + int(shift[day.vehicle_class[d.vehicle]])) for d in timetable.days)
        moved = Timetable(days=tuple(days))
        pins: dict[int, int | None] = {v + int(shift[c]): None for v, c in enumerate(day.vehicle_class)}
        found = self._added(more, moved, pins)
        if found is not None:
            name = self.legend.classes[int(more.vehicle_class[found])].name
            return Reason(kind="fleet", words=f"every vehicle that could hold them is in use; one more {name} would go")
        site = self.names[stays.group.site]
        wide = more.with_(bays=more.bays + np.array([s.id == stays.group.site for s in self.legend.sites]))
        if self._added(wide, moved, pins) is not None:
            return Reason(kind="bays", words=f"the loading bays at {site} are taken whenever a vehicle could still go")
        for base, kind, words in (
            (more, "crossings", ""),
            (wide, "bays and crossings", f"the loading bays at {site} and "),
        ):
            named = self._crossings(base, moved, pins)
            if named:
                words = f"{words}the slots at {named} are taken whenever a vehicle could still go"
                return Reason(kind=kind, words=words)
        return Reason(kind="shared", words="with all trips as planned no vehicle, bay or lane more takes them out")

    def _crossings(self, day: FleetInstance, timetable: Timetable, pins: dict[int, int | None]) -> str:
        """The crossings of which one lane more, at any one of them or else at all, lets a vehicle go."""
        names = {r.id: r.name for r in self.legend.situation.resources}
        rows = range(day.crossings - 1)
        if self._added(_widened(day, rows), timetable, pins) is None:
            return ""  # and so none at any one of them
        alone = [b for b in rows if self._added(_widened(day, [b]), timetable, pins) is not None]
        return " or ".join(names[self.legend.crossings[b]] for b in alone) or "several crossings"


def _widened(day: FleetInstance, crossings: Sequence[int]) -> FleetInstance:
    lanes = day.crossing_lanes.copy()
    lanes[list(crossings)] += 1
    return day.with_(crossing_lanes=lanes)
