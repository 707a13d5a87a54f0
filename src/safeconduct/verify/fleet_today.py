"""F18: what was reported on the day. A vehicle that is late or lost does nothing meanwhile, and what was over when the
plan was changed is history.

Reports are assumptions of the situation: ``day.now`` holds the minute of a change, ``vehicle.out`` a vehicle with the
minute from which it does nothing, and the one until which: ``van-1@100/145``, or ``van-1@100`` for good.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetPlan, Move, VehicleDay
from safeconduct.model.situation import Situation
from safeconduct.verify.rules import Unusable

#: The slots of the assumptions.
NOW, OUT = "day.now", "vehicle.out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A vehicle out of service between two minutes, ``until`` None: for good."""

    vehicle: str
    since: int
    until: int | None


def changed_at(situation: Situation) -> int | None:
    """The minute at which the plan was last changed, None when it never was; Unusable when that is no minute."""
    found = [a.value for a in situation.assumptions if a.slot == NOW]
    wrong = [value for value in found if not re.fullmatch(r"\d{1,5}", value)]
    if wrong:
        raise Unusable(f"{NOW} is {wrong[0]!r}, a minute of the day is due")
    return max(map(int, found), default=None)


def outages(situation: Situation) -> tuple[Outage, ...]:
    """Every report of a late or lost vehicle, in order; Unusable for one that cannot be read."""
    found = []
    for assumption in situation.assumptions:
        if assumption.slot != OUT:
            continue
        parts = re.fullmatch(r"(.+)@(\d{1,5})(?:/(\d{1,5}))?", assumption.value)
        if parts is None:
            raise Unusable(f"{OUT} is {assumption.value!r}, a vehicle and minutes are due, such as van-1@100/145")
        until = None if parts[3] is None else int(parts[3])
        found.append(Outage(vehicle=parts[1], since=int(parts[2]), until=until))
    return tuple(found)


def wrong_outages(reported: Sequence[Outage], vehicles: Collection[str], plan: FleetPlan) -> Iterator[str]:
    """Reports of vehicles that are not there, and whatever a vehicle begins, passes or reaches while it is out."""
    days = {day.vehicle: day for day in plan.days}
    for outage in reported:
        if outage.vehicle not in vehicles:
            yield f"{outage.vehicle} is reported out of service, and is no vehicle"
        elif outage.vehicle in days:
            for minute, what in _moments(days[outage.vehicle]):
                if outage.since < minute and (outage.until is None or minute < outage.until):
                    until = "for good" if outage.until is None else f"until {outage.until}"
                    yield f"{outage.vehicle} {what} at {minute}, it is out of service from {outage.since} {until}"


def _moments(day: VehicleDay) -> Iterator[tuple[int, str]]:
    moves: list[Move] = [*((day.approach,) if day.approach else ()), *day.moves]
    loaded = [run for trip in day.trips for run in trip.runs]
    for boarding in loaded:
        yield boarding.load_from, "boards"
    for run in (*moves, *loaded):
        yield run.depart, "departs"
        yield run.arrive, "arrives"
        for passed in run.passes:
            yield passed.at, f"passes {passed.resource}"
