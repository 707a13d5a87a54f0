"""F14: who is called forward when: everyone who boards, once, and never more than the next vehicle at the bay seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from safeconduct.model.fleet import Call, FleetPlan
from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs
from safeconduct.verify.fleet_facts import NEEDS, FleetFacts, trips_of
from safeconduct.verify.fleet_stops import boardings

#: A boarding: site, bay, vehicle, and the minute it begins.
Key = tuple[str | None, int, str, int]


def wrong_calls(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """A plan without calls has no schedule of them; one with calls has one for every boarding."""
    if not plan.calls:
        return
    due = _boardings(facts, plan)
    made = Counter(_key(call) for call in plan.calls)
    for key in sorted({*due, *made}, key=str):
        if made[key] != (key in due):
            yield f"the boarding of {key[2]} at {key[0]} from {key[3]} is called {made[key]} times"
    lead = facts.situation.rules.call_minutes
    for call in plan.calls:
        if call.persons != due.get(_key(call), call.persons):
            yield f"{call.persons.total} persons are called for {call.vehicle} at {call.site}, others board"
        earliest = call.load_from - (lead.value if lead is not None else 0)
        if not earliest <= call.at <= call.load_from:
            yield f"{call.vehicle} boards at {call.load_from}, its people are called at {call.at}"
    for before, call in pairwise(plan.calls):
        if call.at < before.at:
            yield f"the call at {call.at} for {call.vehicle} stands behind that at {before.at}, they go by minute"
    yield from _crowds(facts, plan.calls)


def _key(call: Call) -> Key:
    return call.site, call.bay, call.vehicle, call.load_from


def _boardings(facts: FleetFacts, plan: FleetPlan) -> dict[Key, Needs]:
    """Persons by need of every boarding."""
    return {
        (b.site, b.bay, vehicle, b.load_from): _persons(facts, b.boarded)
        for vehicle, trip in trips_of(plan)
        if trip.leg in facts.legs
        for b in boardings(facts, trip)
    }


def _persons(facts: FleetFacts, boarded: tuple[Households, ...]) -> Needs:
    total = Needs()
    for entry in boarded:
        if entry.profile in facts.members:
            total = total.plus(facts.members[entry.profile].times(entry.count))
    return total


def _crowds(facts: FleetFacts, calls: tuple[Call, ...]) -> Iterator[str]:
    """At every call: who waits at the bay by then fits the vehicle that boards there next."""
    for now in calls:
        waiting = [
            call
            for call in calls
            if (call.site, call.bay) == (now.site, now.bay) and call.at <= now.at < call.load_from
        ]
        if len(waiting) < 2:
            continue  # the boarding itself is above no places, by F3
        following = min(waiting, key=lambda call: call.load_from)
        vehicle = facts.vehicles.get(following.vehicle)
        crowd = Needs()
        for call in waiting:
            crowd = crowd.plus(call.persons)
        if vehicle is not None and any(getattr(crowd, n) > getattr(vehicle.places.value, n) for n in NEEDS):
            yield (
                f"{crowd.total} persons wait at bay {now.bay} of {now.site} at {now.at}, "
                f"{following.vehicle} comes next and does not seat them"
            )
