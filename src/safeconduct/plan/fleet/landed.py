"""Vehicles that go to landings, each time the one that is there first: it waits until so large a share of it is filled,
or until nobody more comes in time, and leaves with who is there.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from safeconduct.model.fleet import Crossing, FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.place import Passable
from safeconduct.model.situation import Needs, VehicleClass
from safeconduct.plan.fleet.calendars import NEVER, calendars_of
from safeconduct.plan.fleet.duty import within_duty
from safeconduct.plan.fleet.ferry import Ferry, Stock, as_households, fitting, persons_in, states_met
from safeconduct.plan.fleet.landings import crossing_groups, transfers_of
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.situated import ANY, Legend, households_of
from safeconduct.plan.fleet.trips import Free, PickUps, TripTimes, changed_day, free_before, persons_of, vehicles_of
from safeconduct.plan.fleet.under_way import UnderWay


def who_crosses(legend: Legend) -> dict[str, Stock]:
    """Households by site that have no way out but a transfer."""
    which = legend.scenario.people
    return {
        near: Counter(
            {
                (group.id, profile): n
                for group in groups
                for profile, n in households_of(legend.situation, group, which).items()
                if n
            }
        )
        for near, groups in crossing_groups(legend).items()
    }


class Landings:
    """A plan to which trips from the landings are added; a vehicle waits until a ``share`` of what it could take has
    come. Of a day that is ``under_way`` the crossings of the plan are over, and ``adrift`` is who left and will not
    come."""

    def __init__(
        self,
        legend: Legend,
        plan: FleetPlan,
        share: float,
        *,
        strict: bool,
        under_way: UnderWay | None = None,
        adrift: Sequence[Crossing] = (),
        limit: Limit | None = None,
    ) -> None:
        self.legend, self.given, self.share, self.under_way = legend, plan, share, under_way
        self.limit = limit or Limit()
        self.calendars = calendars_of(legend, plan, strict=strict)
        self.times = TripTimes(legend, self.calendars)
        self.kinds = dict(vehicles_of(legend))
        self.days = {day.vehicle: day for day in plan.days}
        near, transfers = who_crosses(legend), transfers_of(legend)
        self.wishes = {g.id: g.wished.value for groups in crossing_groups(legend).values() for g in groups}
        self.ferries = {
            landing: Ferry(
                legend=legend,
                landing=landing,
                transfers=tuple(t for t in transfers if t.landing == landing and t.site in near),
                welcome=self._welcome(frozenset(r for site, r in self.times.windows if site == landing)),
                near=near,
                strict=strict,
            )
            for landing in dict.fromkeys(t.landing for t in transfers if t.site in near)
        }
        self.room = {r.id: r.capacity.value for r in legend.situation.receptions if r.capacity is not None}
        for trip in (trip for day in plan.days for trip in day.trips):
            reception = self.calendars.legs[trip.leg].reception
            if reception in self.room:
                self.room[reception] -= persons_of(self.times.members, trip.aboard).total
        if under_way is not None:
            for ferry in self.ferries.values():
                own = {transfer.id for transfer in ferry.transfers}
                over = [crossing for crossing in plan.crossings if crossing.transfer in own]
                lost = [crossing for crossing in adrift if crossing.transfer in own]
                ferry.begin(under_way.now, over, list(self._taken(ferry.landing)), lost)
        self._go()

    def _taken(self, landing: str) -> Iterator[tuple[int, Stock]]:
        """Who has crossed and boards at a landing on the trips there are, by minute."""
        for run in (run for day in self.days.values() for trip in day.trips for run in trip.runs):
            way = (
                self.calendars.legs[run.leg].site
                if isinstance(run, FleetTrip)
                else self.calendars.approaches[run.way].depot
            )
            aboard: Stock = Counter({(e.group, e.profile): e.count for e in run.boarded if e.group in self.wishes})
            if way == landing and aboard.total():
                yield run.load_from, aboard

    def _go(self) -> None:
        """The vehicle that can be at a landing first goes there, as long as one finds somebody to take on."""
        queue: list[tuple[int, str, str]] = []
        for name in self.kinds:
            for landing in self.ferries:
                heapq.heappush(queue, (self._ready(name, landing), name, landing))
        while queue and queue[0][0] < NEVER and not self.limit.over:
            ready, name, landing = heapq.heappop(queue)
            now = self._ready(name, landing)
            if now > ready:
                heapq.heappush(queue, (now, name, landing))
            elif self._trip(name, landing):
                heapq.heappush(queue, (self._ready(name, landing), name, landing))

    def _free(self, name: str) -> Free | None:
        day = self.days.get(name)
        number = len(day.trips) if day is not None else 0
        free = free_before(self.calendars, self.kinds[name], day, number)
        return free if self.under_way is None else self.under_way.free(name, number, free)

    def _ready(self, name: str, landing: str) -> int:
        free = self._free(name)
        return NEVER if free is None else self.times.come(free, landing)[1]

    def _trip(self, name: str, landing: str) -> bool:
        """The best trip of the vehicle from a landing, whichever reception it leads to; False when there is none."""
        found: list[tuple[Move | None, FleetTrip, Stock]] = []
        for site, reception in sorted(self.times.legs):
            option = self._to(name, landing, reception) if site == landing else None
            found += [option] if option is not None else []
        if not found:
            return False
        came, trip, aboard = max(found, key=lambda one: (persons_in(one[2], self.times.members), -one[1].arrive))
        day = self.days.get(name)
        self.calendars.hold_move(came, 1)
        self.calendars.hold_trip(trip, 1)
        self.days[name] = changed_day(day, name, len(day.trips) if day is not None else 0, came, trip)
        self.ferries[landing].take(trip.load_from, aboard)
        reception = self.calendars.legs[trip.leg].reception
        if reception in self.room:
            self.room[reception] -= persons_in(aboard, self.times.members)
        return True

    def _to(self, name: str, landing: str, reception: str) -> tuple[Move | None, FleetTrip, Stock] | None:
        """The trip with the fullest load for which the vehicle need not wait too long."""
        ferry, kind = self.ferries[landing], self.kinds[name]
        welcome = self._welcome(frozenset({reception}))
        places, most = kind.places.value, self.room.get(reception, NEVER)
        by = self.times.windows[landing, reception][1]
        ready = self._ready(name, landing)
        everyone = ferry.waiting(NEVER, welcome)
        for stock in ferry.near.values():
            everyone.update({key: n for key, n in stock.items() if key[0] in welcome})
        wanted = self.share * persons_in(fitting(everyone, ferry.members, places, most), ferry.members)
        while self._load(ferry, NEVER, welcome, places, most)[1] < wanted:
            if not ferry.send(by):
                break
        moments = sorted({ready, *(minute for minute in ferry.times() if ready < minute <= by)})
        enough = next(
            (n for n, minute in enumerate(moments) if self._load(ferry, minute, welcome, places, most)[1] >= wanted),
            len(moments) - 1,
        )
        for minute in reversed(moments[: enough + 1]):
            aboard, persons = self._load(ferry, minute, welcome, places, most)
            if persons == 0:
                return None
            timed = self._timed(name, kind, ((landing, as_households(aboard)),), reception, minute)
            if timed is not None:
                came, trip = timed
                aboard, _ = self._load(ferry, trip.load_from, welcome, places, most)  # the bay may have let more come
                return came, replace(trip, boarded=as_households(aboard)), aboard
        return None

    def _welcome(self, receptions: frozenset[str]) -> frozenset[str]:
        return frozenset(group for group, wish in self.wishes.items() if wish in (*receptions, ANY))

    def _load(self, ferry: Ferry, minute: int, welcome: frozenset[str], places: Needs, most: int) -> tuple[Stock, int]:
        aboard = fitting(ferry.waiting(minute, welcome), ferry.members, places, most)
        return aboard, persons_in(aboard, ferry.members)

    def _timed(
        self, name: str, kind: VehicleClass, pickups: PickUps, reception: str, since: int, *, leaves_from: int = 0
    ) -> tuple[Move | None, FleetTrip] | None:
        free = self._free(name)
        self.limit.count()
        found = (
            None
            if free is None
            else self.times.timed(kind, free, pickups, reception, since=since, leaves_from=leaves_from)
        )
        if found is None:
            return None
        day = self.days.get(name)
        longer = changed_day(day, name, len(day.trips) if day is not None else 0, *found)
        return found if within_duty(self.calendars, kind, longer) else None

    def plan(self) -> FleetPlan:
        """The plan as it now is."""
        crossings = tuple(crossing for ferry in self.ferries.values() for crossing in ferry.crossings())
        days: tuple[VehicleDay, ...] = tuple(self.days[name] for name in self.kinds if name in self.days)
        left: Stock = Counter()
        before = (entry for day in self.given.days for trip in day.trips for entry in trip.aboard)
        for entry in (*self.given.left_behind, *before):
            left[entry.group, entry.profile] += entry.count
        for entry in (entry for day in days for trip in day.trips for entry in trip.aboard):
            left[entry.group, entry.profile] -= entry.count
        transfers = {transfer.id: transfer for transfer in transfers_of(self.legend)}
        leaning = {
            road
            for one in crossings
            for road, passes in states_met(self.legend, transfers[one.transfer], one.depart, one.arrive)
            if passes is Passable.UNKNOWN
        }
        return replace(
            self.given,
            days=days,
            left_behind=as_households(left),
            leans_on=tuple(sorted({*leaning, *self.calendars.leaning(days)})),
            crossings=tuple(sorted(crossings, key=lambda one: (one.depart, one.transfer, one.boat))),
        )
