"""A peer's plan driven on the real day: its order of trips, our crossings and bays.

Vehicles are served by the minute at which they are free, as dispatchers would. Each takes the next trip of its
itinerary with the people meant for it, by the ways that finish it soonest, and waits for slots and bays. Where the
reception it meant has no room for them, it goes to the one that takes most of them. A trip that no longer fits the
window is dropped.
"""

from __future__ import annotations

import heapq
from collections import Counter

from benchmarks.peers.relaxed import Itineraries, Stop
from safeconduct.plan.fleet.instance import FleetInstance, Ways
from safeconduct.plan.fleet.timetable import FleetPlan, Trip, VehicleDay

#: Groups with persons, in order of group.
Riders = tuple[tuple[int, int], ...]


def enforce(instance: FleetInstance, itineraries: Itineraries) -> FleetPlan:
    """The timetable that comes of driving the itineraries; it keeps every rule of the instance."""
    day = _Day(instance)
    trips: dict[int, list[Trip]] = {vehicle: [] for vehicle in itineraries}
    waiting = {vehicle: list(stops) for vehicle, stops in itineraries.items()}
    classes = instance.vehicle_class
    free = [(int(instance.class_from[classes[vehicle]]), vehicle) for vehicle in itineraries]
    place = {vehicle: int(instance.class_origin[classes[vehicle]]) for vehicle in itineraries}
    heapq.heapify(free)
    while free:
        minute, vehicle = heapq.heappop(free)
        kind = int(instance.class_type[classes[vehicle]])
        while waiting[vehicle]:
            trip = day.drive(kind, place[vehicle], minute, waiting[vehicle].pop(0))
            if trip is not None:
                trips[vehicle].append(trip)
                place[vehicle] = trip.reception
                heapq.heappush(free, (trip.done, vehicle))
                break
    days = (VehicleDay(vehicle=vehicle, trips=tuple(made)) for vehicle, made in sorted(trips.items()) if made)
    return FleetPlan(days=tuple(days))


class _Day:
    """Who holds which slot and bay, and what room is left."""

    def __init__(self, instance: FleetInstance) -> None:
        self.instance = instance
        self.slots: Counter[tuple[int, int]] = Counter()
        self.bays: Counter[tuple[int, int]] = Counter()
        self.room = [int(count) for count in instance.reception_capacity]

    def drive(self, kind: int, origin: int, minute: int, stop: Stop) -> Trip | None:
        """Book one trip; None when it does not fit any more."""
        trips = self._options(kind, origin, minute, stop, stop.reception)
        if not trips or trips[0].people != stop.people:
            for reception in range(self.instance.receptions):
                trips += self._options(kind, origin, minute, stop, reception)
        if not trips:
            return None
        trip = min(trips, key=lambda one: (-one.persons, one.done, one.way_in, one.way_out))
        self._book(kind, origin, trip)
        return trip

    def _options(self, kind: int, origin: int, minute: int, stop: Stop, reception: int) -> list[Trip]:
        """The trip to a reception by every pair of ways, each at its earliest minutes; none when nobody is aboard."""
        people = self._aboard(stop, reception)
        if not people:
            return []
        turned = Stop(stop.site, reception, people)
        timed = (
            self._timed(kind, origin, minute, turned, way_in, way_out)
            for way_in in range(self.instance.inbound.crossing.shape[2])
            for way_out in range(self.instance.outbound.crossing.shape[2])
        )
        return [trip for trip in timed if trip is not None]

    def _aboard(self, stop: Stop, reception: int) -> Riders:
        """Those meant for the trip whom the reception may and can take, highest weight first."""
        weight = self.instance.weights[self.instance.group_need]
        left = self.room[reception]
        aboard = []
        for group, meant in sorted(stop.people, key=lambda rider: (-int(weight[rider[0]]), rider[0])):
            count = min(meant, left) if self.instance.group_allowed[group, reception] else 0
            if count > 0:
                aboard.append((group, count))
                left -= count
        return tuple(sorted(aboard))

    def _timed(self, kind: int, origin: int, minute: int, stop: Stop, way_in: int, way_out: int) -> Trip | None:
        """The trip by two ways at its earliest minutes; None when a way does not exist or the close comes first."""
        crosses_in, arrives = self._cross(self.instance.inbound, origin, stop.site, way_in, minute)
        load = int(self.instance.type_load[kind])
        loads = self._bay(stop.site, arrives, load)
        if crosses_in < 0 or loads < 0:
            return None
        crosses_out, gets_there = self._cross(self.instance.outbound, stop.site, stop.reception, way_out, loads + load)
        if crosses_out < 0:
            return None
        done = gets_there + int(self.instance.type_unload[kind])
        return Trip(
            site=stop.site, way_in=way_in, crosses_in=crosses_in, loads=loads, reception=stop.reception,
            way_out=way_out, crosses_out=crosses_out, done=done, people=stop.people,
        )  # fmt: skip

    def _cross(self, ways: Ways, start: int, goal: int, way: int, minute: int) -> tuple[int, int]:
        """Slot minute and arrival of the next crossing by a way from ``minute`` on; (-1, -1) when there is none."""
        crossing = int(ways.crossing[start, goal, way])
        if crossing < 0:
            return -1, -1
        slot, lanes = int(self.instance.crossing_slot[crossing]), int(self.instance.crossing_lanes[crossing])
        ready = minute + int(ways.before[start, goal, way])
        at = -(-ready // slot) * slot
        while at <= self.instance.close:
            shut = any(
                one.crossing == crossing and at < one.end and at + slot > one.start for one in self.instance.closures
            )
            if not shut and self.slots[crossing, at] < lanes:
                return at, at + int(ways.after[start, goal, way])
            at += slot
        return -1, -1

    def _bay(self, site: int, minute: int, load: int) -> int:
        """The first minute from ``minute`` on from which a bay is free for the whole loading; -1 when none is."""
        if minute < 0:
            return -1
        begin = at = minute
        while begin + load <= self.instance.close:
            if self.bays[site, at] >= int(self.instance.bays[site]):
                begin = at + 1
            elif at == begin + load - 1:
                return begin
            at += 1
        return -1

    def _book(self, kind: int, origin: int, trip: Trip) -> None:
        instance = self.instance
        self.slots[int(instance.inbound.crossing[origin, trip.site, trip.way_in]), trip.crosses_in] += 1
        self.slots[int(instance.outbound.crossing[trip.site, trip.reception, trip.way_out]), trip.crosses_out] += 1
        for minute in range(trip.loads, trip.loads + int(instance.type_load[kind])):
            self.bays[trip.site, minute] += 1
        self.room[trip.reception] -= trip.persons
