"""F5 to F9: every run takes at least its minutes, every narrow place admits no more than it can, in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, Pass, PickUp, VehicleDay
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Leg, VehicleClass
from safeconduct.verify.fleet_facts import FleetFacts, trips_of, uses_of
from safeconduct.verify.fleet_stops import first_site, stop_ways


def wrong_runs(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F5: departures, passes and arrivals of loaded trips and of empty moves."""
    for day in plan.days:
        for trip in day.trips:
            leg = facts.legs.get(trip.leg)
            if leg is None:
                continue  # F2 names it
            if trip.depart < trip.load_until:
                yield f"{day.vehicle} departs at {trip.depart}, it boards until {trip.load_until}"
            minutes = leg.minutes_loaded.value
            yield from _run(facts, day.vehicle, uses_of(leg, loaded=True), minutes, trip, loaded=True)
        for move in _moves(day):
            way = _way(facts, move)
            if way is None:
                yield f"{day.vehicle} drives {move.way}, which is no approach and no leg of a planned corridor"
                continue
            minutes = way.minutes.value if isinstance(way, Approach) else way.minutes_empty.value
            yield from _run(facts, day.vehicle, uses_of(way, loaded=False), minutes, move, loaded=False)
    for vehicle, between, stop, minutes in stop_ways(facts, plan):
        yield from _run(facts, vehicle, uses_of(between, loaded=True), minutes, stop, loaded=True)


def _moves(day: VehicleDay) -> tuple[Move, ...]:
    return (*((day.approach,) if day.approach else ()), *day.moves)


def _way(facts: FleetFacts, move: Move) -> Leg | Approach | None:
    return facts.approaches.get(move.way) or facts.legs.get(move.way)


def _run(
    facts: FleetFacts,
    who: str,
    uses: Sequence[ResourceUse],
    minutes: int,
    run: FleetTrip | PickUp | Move,
    *,
    loaded: bool,
) -> Iterator[str]:
    """One run against the resources of its way; ``at`` walks along it, delays and waits included."""
    if [p.resource for p in run.passes] != [u.resource for u in uses]:
        yield f"{who} passes {_named(run.passes)}, its way has {_named(uses)}"
        return
    at, driven = run.depart, 0
    for use, passed in zip(uses, run.passes, strict=True):
        resource = facts.resources.get(use.resource)
        if resource is None:
            yield f"resource {use.resource} is not in the situation"
            return
        reached = at + use.minutes - driven
        if passed.at < reached:
            yield f"{who} enters {resource.id} at {passed.at}, it reaches it at {reached}"
        delay = resource.delay_loaded if loaded else resource.delay_empty
        at, driven = passed.at + delay.value, use.minutes
    if run.arrive < at + minutes - driven:
        yield f"{who} arrives at {run.arrive}, its way takes until {at + minutes - driven}"


def _named(items: Sequence[Pass | ResourceUse]) -> str:
    return ", ".join(item.resource for item in items) or "nothing"


def overloaded(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F6: slots, lanes and closures."""
    entered: Counter[tuple[str, int]] = Counter()
    for day in plan.days:
        runs = [(run.passes, True) for trip in day.trips for run in trip.runs]
        runs += [(move.passes, False) for move in _moves(day)]
        for passes, loaded in runs:
            for passed in passes:
                resource = facts.resources.get(passed.resource)
                if resource is None or (resource.empty_free and not loaded):
                    continue
                entered[resource.id, passed.at] += 1
                yield from _slot(facts, day.vehicle, resource, passed.at)
    for (name, at), vehicles in sorted(entered.items()):
        lanes = facts.resources[name].lanes.value
        if vehicles > lanes:
            yield f"{vehicles} vehicles enter {name} at {at}, it admits {lanes} in a slot"


def _slot(facts: FleetFacts, who: str, resource: Resource, at: int) -> Iterator[str]:
    slot = resource.slot_minutes.value
    if at < 0 or at % slot:
        yield f"{who} enters {resource.id} at {at}, slots begin every {slot} minutes from 0"
    for start, end in facts.closures[resource.id]:
        if at + slot > start and (end is None or at < end):
            until = "the end of the day" if end is None else f"minute {end}"
            yield f"{who} enters {resource.id} at {at}, it is closed from minute {start} to {until}"


def out_of_window(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F7."""
    for vehicle, trip in trips_of(plan):
        corridor = facts.corridor_of.get(trip.leg)
        if corridor is None:
            continue
        opens, latest = facts.opens[corridor.id], facts.latest[corridor.id]
        if trip.depart < opens:
            yield f"{vehicle} departs at {trip.depart}, corridor {corridor.id} opens at {opens}"
        if trip.arrive > latest:
            yield f"{vehicle} arrives at {trip.arrive}, the latest on corridor {corridor.id} is {latest}"
    for day in plan.days:
        for move in _moves(day):
            way = _way(facts, move)
            if way is None or way.site not in facts.bays:
                continue
            if move.arrive > facts.last_into(way.site):
                yield f"{day.vehicle} is at {way.site} at {move.arrive}, the latest is {facts.last_into(way.site)}"
            if isinstance(way, Approach) and move.depart < facts.first_onto(way):
                yield f"{day.vehicle} is on {way.id} from {move.depart}, whose hours begin at {facts.first_onto(way)}"
            if isinstance(way, Leg) and move.depart < facts.opens[facts.corridor_of[way.id].id]:
                yield f"{day.vehicle} starts back on {way.id} at {move.depart}, before its corridor opens"


def wrong_turns(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """F8 and F9: unloading, then back in time for the next boarding; and where the day begins."""
    days = Counter(day.vehicle for day in plan.days)
    for name in sorted(name for name, count in days.items() if count > 1):
        yield f"{name} has {days[name]} days"
    for day in plan.days:
        vehicle = facts.vehicles.get(day.vehicle)
        if vehicle is None or any(trip.leg not in facts.legs for trip in day.trips):
            continue  # F2 and F3 name them
        yield from _start(facts, day, vehicle)
        for trip in day.trips:
            due = trip.arrive + facts.unload_minutes(vehicle)
            if trip.unloaded != due:
                yield f"{day.vehicle} is unloaded at {trip.unloaded}, {due} is due"
        for trip, move, after in zip(day.trips, day.moves, day.trips[1:], strict=False):
            yield from _between(facts, day.vehicle, trip, move, after)


def _start(facts: FleetFacts, day: VehicleDay, vehicle: VehicleClass) -> Iterator[str]:
    first, site = day.trips[0].begins, first_site(facts, day.trips[0])
    ready = max(vehicle.available_from.value, 0) if vehicle.available_from else 0
    if day.approach is None:
        if vehicle.start.value != site:
            yield f"{day.vehicle} stands at {vehicle.start.value}, it boards at {site} without driving there"
        if first < ready:
            yield f"{day.vehicle} boards at {first}, it is available from {ready}"
        return
    approach = facts.approaches.get(day.approach.way)
    if approach is None or (approach.depot, approach.site) != (vehicle.start.value, site):
        due = f"from {vehicle.start.value} to {site}"
        yield f"{day.vehicle} approaches by {day.approach.way}, which does not lead {due}"
    if day.approach.depart < ready:
        yield f"{day.vehicle} starts at {day.approach.depart}, it is available from {ready}"
    if first < day.approach.arrive:
        yield f"{day.vehicle} boards at {first}, it arrives at {day.approach.arrive}"


def _between(facts: FleetFacts, who: str, trip: FleetTrip, move: Move, after: FleetTrip) -> Iterator[str]:
    back, came, goes = facts.legs.get(move.way), facts.legs[trip.leg], first_site(facts, after)
    if back is None or (back.site, back.reception) != (goes, came.reception):
        yield f"{who} drives {move.way} back, which does not lead from {came.reception} to {goes}"
    if move.depart < trip.unloaded:
        yield f"{who} starts back at {move.depart}, it unloads until {trip.unloaded}"
    if after.begins < move.arrive:
        yield f"{who} boards again at {after.begins}, it is back only at {move.arrive}"
