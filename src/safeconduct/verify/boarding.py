"""Rule 3: a trip boards in one bay for exactly the minutes its people take, and bays are not shared."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.dossier import Check
from safeconduct.model.plan import Plan, Trip
from safeconduct.verify.facts import Facts
from safeconduct.verify.rules import BOARDING, judge, up


def boarding_minutes(facts: Facts, trip: Trip) -> int:
    """Whole minutes, rounded up, that the persons of a trip take to board."""
    aboard, seconds = facts.members(trip), facts.boarding
    total = (
        seconds.walking * aboard.walking + seconds.wheelchair * aboard.wheelchair + seconds.stretcher * aboard.stretcher
    )
    return up(total, 60)


def _one_trip(facts: Facts, trip: Trip) -> Iterator[str]:
    who = f"{trip.vehicle} in convoy {trip.convoy}"
    if not trip.boarded:
        yield f"{who} boards nobody"
    if not 0 <= trip.bay < facts.bays:
        yield f"{who} boards in bay {trip.bay}, there are {facts.bays} counted from 0"
    if trip.load_from < 0:
        yield f"{who} boards at minute {trip.load_from}, before the window opens"
    took, due = trip.load_until - trip.load_from, boarding_minutes(facts, trip)
    if took != due:
        yield f"{who} boards for {took} minutes, its people take {due}"


def _shared_bays(plan: Plan) -> Iterator[str]:
    by_bay: dict[int, list[Trip]] = {}
    for trip in plan.trips:
        by_bay.setdefault(trip.bay, []).append(trip)
    for bay, trips in sorted(by_bay.items()):
        trips.sort(key=lambda t: (t.load_from, t.load_until))
        busy = trips[0]
        for trip in trips[1:]:
            if trip.load_from < busy.load_until:
                until = f"{busy.vehicle} boards until {busy.load_until}"
                yield f"{trip.vehicle} enters bay {bay} at {trip.load_from}, {until}"
            if trip.load_until >= busy.load_until:
                busy = trip


def check_boarding(facts: Facts, plan: Plan) -> Check:
    """Rule 3."""
    problems = [p for trip in plan.trips for p in _one_trip(facts, trip)] + list(_shared_bays(plan))
    return judge(BOARDING, problems, f"{len(plan.trips)} boardings, none overlaps; loading bays: {facts.bays}")
