"""F16: no crew's day is longer than its duty, and none drives on without the halt it is due."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, PickUp, VehicleDay
from safeconduct.model.situation import Approach, VehicleClass
from safeconduct.verify.fleet_facts import FleetFacts


def duty_ends(vehicle: VehicleClass) -> int | None:
    """The minute by which a crew's last trip is unloaded; None without a limit."""
    if vehicle.duty_minutes is None:
        return None
    since = max(vehicle.available_from.value, 0) if vehicle.available_from else 0
    return since + vehicle.duty_minutes.value


def overworked(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """Days beyond the duty, and drives beyond the limit."""
    for day in plan.days:
        vehicle = facts.vehicles.get(day.vehicle)
        if vehicle is None:
            continue  # F3 names it
        ends, last = duty_ends(vehicle), day.trips[-1].unloaded
        if ends is not None and last > ends:
            yield f"{day.vehicle} is unloaded at {last}, its crew's duty ends at {ends}"
        if vehicle.drive_minutes is not None and vehicle.rest_minutes is not None:
            yield from _drives(facts, day, vehicle.drive_minutes.value, vehicle.rest_minutes.value)


def _drives(facts: FleetFacts, day: VehicleDay, most: int, rest: int) -> Iterator[str]:
    """Minutes driven add up from run to run, until a stand without people of at least ``rest`` minutes."""
    driven = 0
    for run, stood in _runs(day):
        if stood >= rest:
            driven = 0
        driven += _minutes(facts, run)
        if driven > most:
            yield f"{day.vehicle} has driven {driven} minutes at {run.arrive}, a halt is due after {most}"
            driven = 0  # said once


def _runs(day: VehicleDay) -> Iterator[tuple[FleetTrip | PickUp | Move, int]]:
    """Every run of a day, in order, and for how long the vehicle stood empty and idle before it."""
    free: int | None = None
    for trip, came in zip(day.trips, (day.approach, *day.moves), strict=True):
        if came is not None:
            yield came, 0 if free is None else came.depart - free
        stood = trip.begins - came.arrive if came is not None else 0
        for number, run in enumerate(trip.runs):
            yield run, stood if number == 0 else 0
        free = trip.unloaded


def _minutes(facts: FleetFacts, run: FleetTrip | PickUp | Move) -> int:
    """Minutes of driving of a run by its way, without waits and delays; 0 for an unknown way (F2, F5 and F13 name
    it)."""
    if isinstance(run, FleetTrip):
        return facts.legs[run.leg].minutes_loaded.value if run.leg in facts.legs else 0
    way = facts.approaches.get(run.way) or facts.legs.get(run.way)
    if isinstance(run, PickUp):
        loaded = way.minutes_loaded if isinstance(way, Approach) else None
        return loaded.value if loaded is not None else 0
    if way is None:
        return 0
    return way.minutes.value if isinstance(way, Approach) else way.minutes_empty.value
