"""Changes to the trips of a plan, the best one first: a heap on which each stands by the best it can still be.

Who takes most people out goes first, who needs help before others, then who is there first. How many a change takes
is soon counted, and no trip is out before its ways could be driven on empty roads; only what comes to the top is timed.
What others take can only make a change worse: it is timed again when it comes up after that, and taken when it is still
first.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safeconduct.model.fleet import FleetTrip, Move, VehicleDay
from safeconduct.model.situation import VehicleClass
from safeconduct.plan.fleet.calendars import NEVER, minutes_of
from safeconduct.plan.fleet.situated import type_of
from safeconduct.plan.fleet.trips import Free, PickUps

if TYPE_CHECKING:
    from safeconduct.plan.fleet.stops import StopSearch

#: Fewer helped, then fewer of all, then a later arrival come later: (-helped, -all, minute, vehicle, number of trip).
_Rank = tuple[int, int, int, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A trip of a vehicle as it could be, with the run that leads to it, and who more is out: (helped, all).
    ``pickups`` are those it had, with nobody on board at new ones."""

    vehicle: str
    number: int
    pickups: PickUps
    came: Move | None
    trip: FleetTrip
    gain: tuple[int, int]

    @property
    def rank(self) -> tuple[int, int, int, str, int]:
        """Most people first, then the earlier arrival."""
        return (-self.gain[0], -self.gain[1], self.trip.arrive, self.vehicle, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """A trip of that number that a vehicle could make, ``pickups`` as in ``Change``."""

    vehicle: str
    number: int
    pickups: PickUps
    reception: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Entry:
    """An option of a vehicle on its ``day`` as it was: no better than ``rank``, exactly so when the ``change`` was
    timed after as many changes as were ``taken``."""

    rank: _Rank
    order: int
    option: _Option
    day: VehicleDay | None
    change: Change | None = None
    taken: int = -1

    def __lt__(self, other: _Entry) -> bool:
        return (self.rank, self.order) < (other.rank, other.order)


class BestFirst:
    """One pass over what the vehicles of a plan could do; ``add_only`` trips behind all others."""

    def __init__(self, search: StopSearch, *, add_only: bool) -> None:
        self.search, self.add_only = search, add_only
        self.heap: list[_Entry] = []
        self.offered = self.taken = 0
        times = search.times
        self.legs = [pair for pair in sorted(times.legs) if pair in times.windows]
        self.shortest = {pair: min(minutes_of(leg, True) for leg in times.legs[pair]) for pair in self.legs}
        self.loading = {kind.id: type_of(search.legend.situation, kind)[1] for kind in search.legend.classes}
        self.ways_in: dict[tuple[str, str, bool], int] = {}

    def run(self) -> bool:
        """Take changes until none is left or the search's limit is over; tells whether another pass may find more,
        because slots or bays were given back."""
        search, given_back = self.search, False
        idle = self._idle()
        doubles = {vehicle for alike in idle.values() for vehicle in alike[1:]}
        for vehicle in search.kinds:
            if vehicle not in doubles:  # it can do what the one before can
                self._offer(vehicle)
        while self.heap and not search.limit.over:
            entry = heapq.heappop(self.heap)
            vehicle = entry.option.vehicle
            if entry.day is not search.days.get(vehicle):
                continue  # its vehicle has another day by now
            change = entry.change if entry.taken == self.taken else self._again(entry)
            if change is None:
                continue
            timed = replace(entry, rank=change.rank, change=change, taken=self.taken)
            if self.heap and self.heap[0] < timed:
                heapq.heappush(self.heap, timed)
                continue
            given_back |= entry.day is not None and change.number < len(entry.day.trips)
            search.take(change)
            self.taken += 1
            alike = idle.get(search.kinds[vehicle].id, [])
            if alike[:1] == [vehicle]:
                del alike[0]
            for other in dict.fromkeys((vehicle, *alike[:1])) if entry.day is None else (vehicle,):
                self._offer(other)
        return given_back

    def _idle(self) -> dict[str, list[str]]:
        """Vehicles without a trip by class, but for those unlike others of it by what is reported of them."""
        under_way = self.search.under_way
        apart = set() if under_way is None else {*under_way.out, *under_way.late}
        found: dict[str, list[str]] = {}
        for vehicle, kind in self.search.kinds.items():
            if vehicle not in self.search.days and vehicle not in apart:
                found.setdefault(kind.id, []).append(vehicle)
        return found

    def _again(self, entry: _Entry) -> Change | None:
        """The change of an entry as it is now; None where it is none any more, or went back behind others."""
        search, option = self.search, entry.option
        kind = search.kinds[option.vehicle]
        filled, gain = search.filled(kind, option.pickups, option.reception)
        rank = (-gain.wheelchair - gain.stretcher, -gain.total, *entry.rank[2:])
        if gain.total and self.heap and rank > self.heap[0].rank:
            heapq.heappush(self.heap, replace(entry, rank=rank))
            return None
        return search.timed_change(
            option.vehicle, kind, option.number, option.pickups, option.reception, (filled, gain)
        )

    def _offer(self, vehicle: str) -> None:
        """Put what a vehicle could do on the heap, each by whom it would take and no later than it can arrive."""
        day = self.search.days.get(vehicle)
        for option, soonest in self._options(vehicle, day):
            _, gain = self.search.filled(self.search.kinds[vehicle], option.pickups, option.reception)
            if gain.total:
                rank = (-gain.wheelchair - gain.stretcher, -gain.total, soonest, vehicle, option.number)
                self.offered += 1
                heapq.heappush(self.heap, _Entry(rank=rank, order=self.offered, option=option, day=day))

    def _options(self, vehicle: str, day: VehicleDay | None) -> Iterator[tuple[_Option, int]]:
        """Stops put into trips, and trips behind all others, with a minute before which they cannot be out."""
        search = self.search
        kind = search.kinds[vehicle]
        sites = {search.groups[group].site for (group, _), n in search.left.items() if n > 0}
        for number, trip in enumerate(day.trips if day is not None and not self.add_only else ()):
            for pickups in search.inserted(kind, trip, sites):
                reception = search.calendars.legs[trip.leg].reception
                yield _Option(vehicle=vehicle, number=number, pickups=pickups, reception=reception), trip.arrive
        number = len(day.trips) if day is not None else 0
        free = search.free(vehicle, kind, day, number)
        for site, reception in self.legs if free is not None else ():
            if free is not None and site in sites:
                soonest = self._soonest(kind, free, site, reception)
                if soonest <= search.times.windows[site, reception][1]:
                    pickups = ((site, ()),)
                    yield _Option(vehicle=vehicle, number=number, pickups=pickups, reception=reception), soonest

    def _soonest(self, kind: VehicleClass, free: Free, site: str, reception: str) -> int:
        """No trip to one site arrives before this minute, whoever else is on the roads."""
        boarded = free.since + self._least(free, site) + self.loading[kind.id]
        return max(boarded, self.search.times.windows[site, reception][0]) + self.shortest[site, reception]

    def _least(self, free: Free, site: str) -> int:
        """Minutes of the shortest empty way to a site; NEVER where there is none."""
        if free.fresh and free.place == site:
            return 0
        key = (free.place, site, free.fresh)
        if key not in self.ways_in:
            ways = (self.search.times.approaches if free.fresh else self.search.times.back).get((free.place, site), ())
            self.ways_in[key] = min((minutes_of(way, False) for way in ways), default=NEVER)
        return self.ways_in[key]
