"""F1 to F4 and F10: who boards what, where, and that nothing holds more than it can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from safeconduct.model.fleet import FleetPlan, FleetTrip
from safeconduct.verify.fleet_facts import ANY, NEEDS, STAY, FleetFacts, trips_of
from safeconduct.verify.fleet_stops import Boarding, boardings
from safeconduct.verify.fleet_transfer import boards_at


def wrong_households(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F1: per group and profile, boarded and left behind add up to what there is."""
    placed: Counter[tuple[str, str]] = Counter()
    for entry in (*(e for _, trip in trips_of(plan) for e in trip.aboard), *plan.left_behind):
        placed[entry.group, entry.profile] += entry.count
    for key in sorted({*placed, *facts.due}):
        group, profile = key
        if placed[key] != facts.due.get(key, 0):
            yield (
                f"{placed[key]} households of profile {profile} in group {group} board or stay, "
                f"there are {facts.due.get(key, 0)}"
            )


def wrong_directions(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F2: at the own site, on a leg of a planned corridor, to where the group wishes to go."""
    for vehicle, trip in trips_of(plan):
        leg = facts.legs.get(trip.leg)
        if leg is None:
            yield f"{vehicle} drives {trip.leg}, which is no leg of a planned corridor"
            continue
        for site, entry in ((b.site, entry) for b in boardings(facts, trip) for entry in b.boarded):
            group = facts.groups.get(entry.group)
            if group is None or site not in boards_at(facts, group.site):
                yield f"{vehicle} boards group {entry.group} at {site}, which is not its site"
            elif group.wished.value not in (leg.reception, ANY):
                wish = "to stay" if group.wished.value == STAY else group.wished.value
                yield f"{vehicle} takes group {group.id} to {leg.reception}, it wishes {wish}"


def above_places(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F3."""
    for name, trip in trips_of(plan):
        vehicle = facts.vehicles.get(name)
        if vehicle is None:
            yield f"vehicle {name} is not in the fleet"
            continue
        aboard = facts.aboard(trip)
        for need in NEEDS:
            persons, places = getattr(aboard, need), getattr(vehicle.places.value, need)
            if persons > places:
                yield f"{name} on {trip.leg} at {trip.load_from} carries {persons} {need} persons on {places} places"


def wrong_boardings(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F4: the right minutes, a bay that exists, and one vehicle in it at a time."""
    held: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for name, trip in trips_of(plan):
        leg, vehicle = facts.legs.get(trip.leg), facts.vehicles.get(name)
        if leg is None or vehicle is None:
            continue  # F2 and F3 name them
        for boarding in boardings(facts, trip):
            if boarding.site in facts.bays:  # F13 names the others
                yield from _one_boarding(facts, name, trip, boarding)
                held.setdefault((boarding.site, boarding.bay), []).append((*boarding.minutes, name))
    for (site, bay), times in sorted(held.items()):
        times.sort()
        until, busy = times[0][1], times[0][2]
        for start, end, name in times[1:]:
            if start < until:
                yield f"{name} enters bay {bay} of {site} at {start}, {busy} boards until {until}"
            if end >= until:
                until, busy = end, name


def _one_boarding(facts: FleetFacts, name: str, trip: FleetTrip, boarding: Boarding) -> Iterator[str]:
    bays = facts.bays[boarding.site or ""]
    if not boarding.boarded:
        yield f"{name} on {trip.leg} at {boarding.load_from} boards nobody"
    if not 0 <= boarding.bay < bays:
        yield f"{name} boards in bay {boarding.bay}, there are {bays} counted from 0"
    took, due = boarding.load_until - boarding.load_from, facts.boarding_minutes(facts.vehicles[name])
    if not trip.stops and (took != due or took < 1):  # F13 counts the minutes of several pick-ups
        yield f"{name} boards for {took} minutes, {max(due, 1)} are due"


def overfilled(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F10."""
    arriving: Counter[str] = Counter()
    for _, trip in trips_of(plan):
        if trip.leg in facts.legs:
            arriving[facts.legs[trip.leg].reception] += facts.aboard(trip).total
    for name, persons in sorted(arriving.items()):
        reception = facts.receptions.get(name)
        if reception is None:
            yield f"reception {name} is not described"
        elif reception.capacity is not None and persons > reception.capacity.value:
            yield f"{persons} persons arrive at {name}, it takes {reception.capacity.value}"
