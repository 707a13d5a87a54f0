"""Rules 2, 9 and 10: nobody above seats, a vehicle starts where it stands, the reception is not overfilled."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.dossier import Check
from safeconduct.model.plan import Plan
from safeconduct.verify.facts import Facts
from safeconduct.verify.rules import PLACES, RECEPTION, START, judge

NEEDS = ("walking", "wheelchair", "stretcher")


def _above_places(facts: Facts, plan: Plan) -> Iterator[str]:
    for trip in plan.trips:
        vehicle = facts.vehicles.get(trip.vehicle)
        if vehicle is None:
            yield f"vehicle {trip.vehicle} is not in the fleet"
            continue
        aboard = facts.members(trip)
        for need in NEEDS:
            persons, places = getattr(aboard, need), getattr(vehicle.places.value, need)
            if persons > places:
                yield f"{trip.vehicle} in convoy {trip.convoy} carries {persons} {need} persons on {places} places"


def check_places(facts: Facts, plan: Plan) -> Check:
    """Rule 2."""
    persons = sum(facts.members(trip).total for trip in plan.trips)
    return judge(PLACES, _above_places(facts, plan), f"{persons} persons on {len(plan.trips)} trips, none above places")


def _elsewhere(facts: Facts, plan: Plan) -> Iterator[str]:
    for name in sorted({trip.vehicle for trip in plan.trips}):
        vehicle = facts.vehicles.get(name)
        if vehicle is not None and vehicle.start.value != facts.site.id:
            yield f"{name} stands at {vehicle.start.value} when the window opens, it cannot board at {facts.site.id}"


def check_start(facts: Facts, plan: Plan) -> Check:
    """Rule 9."""
    used = len({trip.vehicle for trip in plan.trips})
    return judge(START, _elsewhere(facts, plan), f"{used} vehicles start at {facts.site.id}")


def _overfilled(facts: Facts, persons: int) -> Iterator[str]:
    capacity = facts.reception.capacity
    if capacity is not None and persons > capacity.value:
        yield f"{persons} persons arrive at {facts.reception.id}, it takes {capacity.value}"


def check_reception(facts: Facts, plan: Plan) -> Check:
    """Rule 10."""
    persons = sum(facts.members(trip).total for trip in plan.trips)
    capacity = facts.reception.capacity
    known = f"it takes {capacity.value}" if capacity is not None else "its capacity is not known"
    return judge(RECEPTION, _overfilled(facts, persons), f"{persons} persons arrive at {facts.reception.id}, {known}")
