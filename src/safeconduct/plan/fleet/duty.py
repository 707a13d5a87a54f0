"""Whether a day that is written down can be asked of its crew (rule F16): its length, and the halts it has."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.fleet import FleetTrip, Move, PickUp, VehicleDay
from safeconduct.model.situation import VehicleClass
from safeconduct.plan.fleet.calendars import Calendars, minutes_of


def within_duty(calendars: Calendars, kind: VehicleClass, day: VehicleDay) -> bool:
    """False where the day is too long, or a drive without a halt is."""
    since = max(0, kind.available_from.value) if kind.available_from else 0
    if kind.duty_minutes is not None and day.trips[-1].unloaded > since + kind.duty_minutes.value:
        return False
    if kind.drive_minutes is None or kind.rest_minutes is None:
        return True
    driven = 0
    for minutes, stood in _drives(calendars, day):
        driven = minutes if stood >= kind.rest_minutes.value else driven + minutes
        if driven > kind.drive_minutes.value:
            return False
    return True


def _drives(calendars: Calendars, day: VehicleDay) -> Iterator[tuple[int, int]]:
    """Minutes driven of every run in order, and minutes the vehicle stood empty before it."""
    unloaded: int | None = None
    for came, trip in zip((day.approach, *day.moves), day.trips, strict=True):
        stood = 0
        if came is not None:
            yield _minutes(calendars, came), 0 if unloaded is None else came.depart - unloaded
            stood = trip.begins - came.arrive
        for run in trip.runs:
            yield _minutes(calendars, run), stood
            stood = 0
        unloaded = trip.unloaded


def _minutes(calendars: Calendars, run: FleetTrip | PickUp | Move) -> int:
    name = run.leg if isinstance(run, FleetTrip) else run.way
    return minutes_of(calendars.approaches.get(name) or calendars.legs[name], not isinstance(run, Move))
