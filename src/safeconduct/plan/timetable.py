"""A timetable before vehicles and bays have names: convoys of rides, each ride with its boarding and households.

Greedy and exact search both end here; ``to_plan`` names the vehicles and the bays (interval colouring).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from safeconduct.model.plan import Convoy, Plan, Return, Scenario, Trip, Work
from safeconduct.plan.instance import Instance, households, members
from safeconduct.plan.packing import needs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """One vehicle of a class in one convoy: the minute its boarding starts and households by profile position."""

    class_id: str
    load_from: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One convoy: minute of departure, minute its screening starts, its rides."""

    depart: int
    screen_from: int
    rides: tuple[Ride, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the objectives look at: needs (wheelchair and stretcher persons) and persons out, the last arrival and
    the sum over persons of arrival minutes, vehicles used."""

    needs: int
    persons: int
    last: int
    arrivals: int
    vehicles: int


Timetable = tuple[Run, ...]


def persons_of(instance: Instance, run: Run) -> int:
    """Persons in a convoy."""
    return sum(members(instance, ride.counts).total for ride in run.rides)


def arrival_of(instance: Instance, run: Run) -> int:
    """Minute a convoy arrives."""
    return run.screen_from + instance.screening_minutes(persons_of(instance, run)) + instance.far


def worth(instance: Instance, timetable: Timetable) -> Worth:
    """The objective values of a timetable."""
    needs = [needs_of(stock) for stock in instance.households]
    rides = [ride for run in timetable for ride in run.rides]
    sizes = [(persons_of(instance, run), arrival_of(instance, run)) for run in timetable]
    return Worth(
        needs=sum(n * c for ride in rides for n, c in zip(needs, ride.counts, strict=True)),
        persons=sum(size for size, _ in sizes),
        last=max((arrival for _, arrival in sizes), default=0),
        arrivals=sum(size * arrival for size, arrival in sizes),
        vehicles=len(set(_vehicles(instance, timetable).values())),
    )


def _places(timetable: Timetable) -> list[tuple[int, int]]:
    """(convoy, ride) of every ride in order of boarding."""
    keys = [(k, t) for k, run in enumerate(timetable) for t in range(len(run.rides))]
    return sorted(keys, key=lambda kt: (timetable[kt[0]].rides[kt[1]].load_from, kt))


def _vehicles(instance: Instance, timetable: Timetable) -> dict[tuple[int, int], str]:
    """A vehicle for every ride: one that is back in time before one that has not moved, so few are used."""
    back: dict[str, list[tuple[int, str]]] = {}
    fresh: dict[str, list[str]] = {}
    for vehicle in reversed(instance.vehicles):
        ready_at = instance.ready(vehicle)
        if ready_at:
            back.setdefault(vehicle.class_id, []).append((ready_at, vehicle.id))
        else:
            fresh.setdefault(vehicle.class_id, []).append(vehicle.id)
    chosen: dict[tuple[int, int], str] = {}
    for k, t in _places(timetable):
        run = timetable[k]
        ride = run.rides[t]
        pool = back.setdefault(ride.class_id, [])
        ready = sorted(entry for entry in pool if entry[0] <= ride.load_from)
        if ready:
            pool.remove(ready[0])
            chosen[k, t] = ready[0][1]
        else:
            chosen[k, t] = fresh[ride.class_id].pop()
        pool.append((arrival_of(instance, run) + instance.turn, chosen[k, t]))
    return chosen


def _bays(instance: Instance, timetable: Timetable) -> dict[tuple[int, int], int]:
    """A bay for every ride: the lowest one that is free when its boarding starts."""
    free = instance.bays_free()
    chosen: dict[tuple[int, int], int] = {}
    for k, t in _places(timetable):
        ride = timetable[k].rides[t]
        bay = next(b for b, at in enumerate(free) if at <= ride.load_from)
        free[bay] = ride.load_from + instance.boarding_minutes(members(instance, ride.counts))
        chosen[k, t] = bay
    return chosen


def to_plan(
    instance: Instance,
    timetable: Timetable,
    *,
    situation: str,
    scenario: Scenario,
    status: Literal["capacity study", "order"],
    leans_on: tuple[str, ...],
    work: Work,
    vehicles: Mapping[tuple[int, int], str] | None = None,
) -> Plan:
    """The plan document of a timetable whose rides overlap no more than vehicles and bays allow; ``vehicles`` by
    (convoy, ride) where they are named already."""
    vehicles, bays = vehicles or _vehicles(instance, timetable), _bays(instance, timetable)
    trips = tuple(_trip(instance, timetable, k, t, vehicles[k, t], bays[k, t]) for k, t in sorted(vehicles))
    return Plan(
        situation=situation,
        scenario=scenario,
        status=status,
        convoys=tuple(_convoy(instance, number, run) for number, run in enumerate(timetable, start=1)),
        trips=trips,
        returns=_returns(instance, timetable, trips),
        left_behind=households(instance, left_behind(instance, timetable)),
        leans_on=leans_on,
        work=work,
    )


def left_behind(instance: Instance, timetable: Timetable) -> tuple[int, ...]:
    """Households of each profile that board no ride."""
    boarded = [0] * len(instance.households)
    for run in timetable:
        for ride in run.rides:
            boarded = [a + b for a, b in zip(boarded, ride.counts, strict=True)]
    return tuple(stock.count - n for stock, n in zip(instance.households, boarded, strict=True))


def _convoy(instance: Instance, number: int, run: Run) -> Convoy:
    return Convoy(
        number=number,
        depart=run.depart,
        reach=run.depart + instance.near,
        screen_from=run.screen_from,
        screen_until=arrival_of(instance, run) - instance.far,
        arrive=arrival_of(instance, run),
    )


def _trip(instance: Instance, timetable: Timetable, k: int, t: int, vehicle: str, bay: int) -> Trip:
    ride = timetable[k].rides[t]
    return Trip(
        vehicle=vehicle,
        convoy=k + 1,
        bay=bay,
        load_from=ride.load_from,
        load_until=ride.load_from + instance.boarding_minutes(members(instance, ride.counts)),
        boarded=households(instance, ride.counts),
    )


def _returns(instance: Instance, timetable: Timetable, trips: Sequence[Trip]) -> tuple[Return, ...]:
    """A return as soon as a vehicle is empty, for each loaded run that is not its last."""
    by_vehicle: dict[str, list[Trip]] = {}
    for trip in sorted(trips, key=lambda trip: trip.load_from):
        by_vehicle.setdefault(trip.vehicle, []).append(trip)
    returns = []
    for vehicle, runs in by_vehicle.items():
        for trip in runs[:-1]:
            leave = arrival_of(instance, timetable[trip.convoy - 1]) + instance.unload
            returns.append(Return(vehicle=vehicle, depart=leave, arrive=leave + instance.back))
    return tuple(sorted(returns, key=lambda r: (r.depart, r.vehicle)))
