"""F13: trips that pick people up at several sites, stop by stop, as one chain of boardings and loaded runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.model.fleet import FleetPlan, FleetTrip, PickUp
from safeconduct.model.plan import Households
from safeconduct.model.situation import Approach, Needs, VehicleClass
from safeconduct.verify.fleet_facts import NEEDS, FleetFacts, trips_of
from safeconduct.verify.rules import up


@dataclass(frozen=True, slots=True, kw_only=True)
class Boarding:
    """One pick-up of a trip: where (None: the stop names no way), in which bay, when, and who."""

    site: str | None
    bay: int
    load_from: int
    load_until: int
    boarded: tuple[Households, ...]

    @property
    def minutes(self) -> tuple[int, int]:
        """[load_from, load_until)."""
        return self.load_from, self.load_until


def boardings(facts: FleetFacts, trip: FleetTrip) -> tuple[Boarding, ...]:
    """The pick-ups of a trip whose leg is known, the last one at the site of the leg."""
    found = []
    for stop in trip.stops:
        way = facts.approaches.get(stop.way)
        found.append(_boarding(stop, way.depot if way is not None else None))
    return (*found, _boarding(trip, facts.legs[trip.leg].site))


def _boarding(stop: PickUp | FleetTrip, site: str | None) -> Boarding:
    return Boarding(site=site, bay=stop.bay, load_from=stop.load_from, load_until=stop.load_until, boarded=stop.boarded)


def first_site(facts: FleetFacts, trip: FleetTrip) -> str | None:
    """Where a trip's empty vehicle is due."""
    return boardings(facts, trip)[0].site


def stop_ways(facts: FleetFacts, plan: FleetPlan) -> Iterator[tuple[str, Approach, PickUp, int]]:
    """Every loaded run between two sites that is on a known way: vehicle, way, run, and the minutes it takes; 0 where
    nobody said how long it takes loaded (F13 names it)."""
    for vehicle, trip in trips_of(plan):
        for stop in trip.stops:
            way = facts.approaches.get(stop.way)
            if way is not None:
                yield vehicle, way, stop, way.minutes_loaded.value if way.minutes_loaded is not None else 0


def wrong_stops(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """The chain of each trip with stops: ways that lead on, boardings long enough, one corridor for all on board."""
    for vehicle, trip in trips_of(plan):
        if trip.stops and trip.leg in facts.legs:
            yield from _chain(facts, vehicle, trip)
            yield from _windows(facts, vehicle, trip)
            if vehicle in facts.vehicles:
                yield from _minutes(facts, vehicle, trip)


def _chain(facts: FleetFacts, vehicle: str, trip: FleetTrip) -> Iterator[str]:
    last = facts.legs[trip.leg].site
    visited = [boarding.site for boarding in boardings(facts, trip)]
    if len(set(visited)) != len(visited):
        yield f"{vehicle} stops twice at one site on its trip along {trip.leg} at {trip.begins}"
    for stop, onward, goal in zip(trip.stops, trip.runs[1:], (*visited[1:-1], last), strict=True):
        way = facts.approaches.get(stop.way)
        if way is None or way.site != goal:
            yield f"{vehicle} drives {stop.way} with people on board, which does not lead to {goal}"
        elif way.minutes_loaded is None:
            yield f"{vehicle} drives {stop.way} with people on board, nobody said how long that takes"
        if stop.depart < stop.load_until:
            yield f"{vehicle} departs at {stop.depart} along {stop.way}, it boards until {stop.load_until}"
        if onward.load_from < stop.arrive:
            yield f"{vehicle} boards at {goal} from {onward.load_from}, it arrives at {stop.arrive}"


def _windows(facts: FleetFacts, vehicle: str, trip: FleetTrip) -> Iterator[str]:
    """Who boards at a stop travels by the corridor from there to the reception, in its window."""
    reception = facts.legs[trip.leg].reception
    for stop in trip.stops:
        way = facts.approaches.get(stop.way)
        if way is None:
            continue
        own = [c for c in facts.corridors if (c.site, c.reception) == (way.depot, reception)]
        if not own:
            yield f"{vehicle} takes people of {way.depot} to {reception}, no corridor from there is planned"
        elif stop.depart < min(facts.opens[c.id] for c in own):
            yield f"{vehicle} departs from {way.depot} at {stop.depart}, before its corridor opens"
        elif trip.arrive > max(facts.latest[c.id] for c in own):
            yield f"{vehicle} arrives at {trip.arrive}, too late for the corridor from {way.depot}"


def _minutes(facts: FleetFacts, vehicle: str, trip: FleetTrip) -> Iterator[str]:
    """Each pick-up takes at least its share of the minutes a full vehicle takes, all together at least those."""
    kind = facts.vehicles[vehicle]
    total = 0
    for boarding in boardings(facts, trip):
        took, due = boarding.load_until - boarding.load_from, share_of(facts, kind, boarding.boarded)
        if took < due:
            yield f"{vehicle} boards at {boarding.site} for {took} minutes, at least {due} are due"
        total += took
    if total < facts.boarding_minutes(kind):
        yield f"{vehicle} boards for {total} minutes in all, {facts.boarding_minutes(kind)} are due"


def share_of(facts: FleetFacts, kind: VehicleClass, boarded: tuple[Households, ...]) -> int:
    """F13: minutes of F4 times boarding seconds of who boards over those of a full vehicle, rounded up, at least 1."""
    seconds = facts.situation.rules.loading_seconds.value
    aboard = Needs()
    for entry in boarded:
        if entry.profile in facts.members:
            aboard = aboard.plus(facts.members[entry.profile].times(entry.count))
    full = sum(getattr(seconds, n) * getattr(kind.places.value, n) for n in NEEDS)
    mine = sum(getattr(seconds, n) * getattr(aboard, n) for n in NEEDS)
    return max(1, up(facts.boarding_minutes(kind) * mine, full) if full else 1)
