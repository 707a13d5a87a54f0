"""A fleet's timetable: what every vehicle does, minute by minute. Plain values, no arrays."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.plan.fleet.instance import NEEDS, FleetInstance


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One trip: in by a way, load, out by a way, unload. All times are minutes since the window opened.

    ``way_in`` and ``way_out`` number the way among those of the pair; ``crosses_in`` and ``crosses_out`` are slot
    starts, ``passes_in`` and ``passes_out`` those of the crossings that follow on the same way; the bay is held in
    [loads, loads + type_load); the trip is over, empty again, at ``done``. ``people`` are pairs (group, persons > 0) in
    order of group.
    """

    site: int
    way_in: int
    crosses_in: int
    loads: int
    reception: int
    way_out: int
    crosses_out: int
    done: int
    people: tuple[tuple[int, int], ...]
    passes_in: tuple[int, ...] = ()
    passes_out: tuple[int, ...] = ()

    @property
    def persons(self) -> int:
        """How many persons the trip carries."""
        return sum(count for _, count in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleDay:
    """The day of one vehicle: its number in the fleet and its trips in order; none when it stays where it is."""

    vehicle: int
    trips: tuple[Trip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetPlan:
    """Days of all vehicles that move, in order of vehicle."""

    days: tuple[VehicleDay, ...]

    def by_need(self, instance: FleetInstance) -> tuple[int, ...]:
        """Persons out by need, in the order of NEEDS."""
        totals = [0] * len(NEEDS)
        for day in self.days:
            for trip in day.trips:
                for group, count in trip.people:
                    totals[int(instance.group_need[group])] += count
        return tuple(totals)

    def value(self, instance: FleetInstance) -> int:
        """Sum of the weights of all persons out."""
        return sum(int(w) * n for w, n in zip(instance.weights, self.by_need(instance), strict=True))

    def trips(self) -> int:
        """How many trips are made."""
        return sum(len(day.trips) for day in self.days)
