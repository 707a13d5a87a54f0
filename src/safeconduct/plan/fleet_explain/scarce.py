"""What a plan has used up: with every trip as planned, which one thing more would take out somebody who stays.

Each answer is a fact about the plan, found by putting vehicles on it that may add trips and change none. It is no proof
that a wholly different timetable would not take them; that is what the bound is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from safeconduct.model.fleet import FleetPlan, FleetTrip
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.beside import Beside
from safeconduct.plan.fleet.instance import NEEDS, Bools
from safeconduct.plan.fleet.orders import orders_of
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of, vehicle_name
from safeconduct.plan.fleet.trips import persons_of
from safeconduct.plan.fleet_explain.across import Across
from safeconduct.plan.fleet_explain.alone import Household, Reason, seated, wished_receptions
from safeconduct.plan.fleet_explain.resolved import one_by_one

#: That some vehicle goes, not yet which.
IDLE, FLEET = Reason(kind="unused", words=""), Reason(kind="fleet", words="")
#: Households for whom the same vehicles go: their site, the classes that hold them, their needs, where they may go.
_Alike = tuple[str, bytes, bytes, bytes]


class Scarce:
    """Reasons by what a plan leaves free. ``strict`` as in the plan."""

    def __init__(self, situation: Situation, plan: FleetPlan, *, strict: bool = False) -> None:
        self.situation, self.plan = situation, plan
        self.legend = legend_of(situation, plan.scenario, strict=strict, closed_too=True)
        self.instance = instance_of(self.legend, EACH)
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
        self.trips = list(self._trips())
        #: None where vehicles cannot be put beside those of the plan one by one.
        self.beside: Beside | None = None
        if one_by_one(situation, plan):
            aboard = np.array([self.boarded[key] for key in self.legend.groups], dtype=np.int64)
            timetable = orders_of(self.legend, self.instance, plan).timetable
            self.beside = Beside(self.instance.with_(group_people=aboard), timetable)
        self._stuck: dict[_Alike, Reason] = {}

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
        if self.beside is None:
            return Reason(kind="shared", words="no trip of the plan has places left for them")
        return self._asked(self.beside, stays)

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

    def _trips(self) -> Iterator[tuple[str, FleetTrip, Needs, Needs]]:
        """Every trip by name, with who is aboard and the places of its vehicle."""
        kinds = {f"{c.id}-{n}": c for c in self.legend.classes for n in range(1, c.count.value + 1)}
        for day in self.plan.days:
            for number, trip in enumerate(day.trips):
                total = persons_of(self.members, trip.aboard)
                yield f"trip {number + 1} of {day.vehicle}", trip, total, kinds[day.vehicle].places.value

    def _seats(self, stays: Household) -> Iterator[tuple[str, FleetTrip]]:
        """Trips of the plan with places left for the household."""
        goals = wished_receptions(self.legend, stays.group)
        rooms = {r.id: r.capacity for r in self.situation.receptions}
        for name, trip, total, places in self.trips:
            leg = self.legs[trip.leg]
            if leg.site != stays.group.site or leg.reception not in goals:
                continue
            held = rooms.get(leg.reception)
            room = held is None or held.value - self.arrived[leg.reception] >= stays.profile.members.total
            if room and seated(total.plus(stays.profile.members), places):
                yield name, trip

    def _asked(self, beside: Beside, stays: Household) -> Reason:
        """A vehicle with time left, or one more of a class that could hold them; else what keeps it from going."""
        waiting = {
            row: persons
            for row, (group, need) in enumerate(self.legend.groups)
            if group == stays.group.id and (persons := getattr(stays.profile.members, need) * stays.count)
        }
        one = dict.fromkeys(waiting, 1)
        able = np.array([seated(stays.profile.members, kind.places.value) for kind in self.legend.classes])
        needs, allowed = self.instance.group_need[list(waiting)], self.instance.group_allowed[list(waiting)]
        alike = stays.group.site, able.tobytes(), needs.tobytes(), allowed.tobytes()
        if alike not in self._stuck:
            self._stuck[alike] = self._first(beside, one, stays.group.site, able)
        stuck = self._stuck[alike]
        if stuck == IDLE:
            vehicle = (beside.of_fleet(waiting, able) or beside.of_fleet(one, able))[0]
            name = vehicle_name(self.legend, self.instance, vehicle)
            return Reason(kind="unused", words=f"{name} has time for them: search longer, the plan can be better")
        if stuck == FLEET:
            kind = (beside.one_more(waiting, able) or beside.one_more(one, able))[0]
            name = self.legend.classes[kind].name
            return Reason(kind="fleet", words=f"every vehicle that could hold them is in use; one more {name} would go")
        return stuck

    def _first(self, beside: Beside, one: Mapping[int, int], at: str, able: Bools) -> Reason:
        """What is first in the way of one person of each need that waits at a site: no more of them need be asked about
        where nobody goes."""
        if beside.of_fleet(one, able):
            return IDLE
        if beside.one_more(one, able):
            return FLEET
        site, bay = self.names[at], next(s for s, site in enumerate(self.legend.sites) if site.id == at)
        held, crossings = beside.taken(bay)
        if held and beside.one_more(one, able, bay=bay):
            return Reason(kind="bays", words=f"the loading bays at {site} are taken whenever a vehicle could still go")
        for wide, kind, words in (
            (None, "crossings", ""),
            (bay, "bays and crossings", f"the loading bays at {site} and "),
        ):
            rows = () if wide is not None and not held else crossings
            named = self._crossings(rows, partial(beside.one_more, one, able, bay=wide))
            if named:
                words = f"{words}the slots at {named} are taken whenever a vehicle could still go"
                return Reason(kind=kind, words=words)
        return Reason(kind="shared", words="with all trips as planned no vehicle, bay or lane more takes them out")

    def _crossings(self, rows: Sequence[int], one_more: Callable[..., tuple[int, ...]]) -> str:
        """The crossings of these of which one lane more, at any one of them or else at all, lets a vehicle go."""
        names = {r.id: r.name for r in self.legend.situation.resources}
        if not rows or not one_more(lanes=rows):
            return ""  # and so none at any one of them
        alone = [b for b in rows if len(rows) == 1 or one_more(lanes=[b])]
        return " or ".join(names[self.legend.crossings[b]] for b in alone) or "several crossings"
