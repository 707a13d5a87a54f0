"""F17: convoys of a fleet keep their headway and their size, are led when they are long, and leave spares behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safeconduct.model.fleet import FleetPlan, FleetTrip
from safeconduct.model.known import Known
from safeconduct.model.resource import FleetConvoys, Resource, ResourceUse
from safeconduct.model.situation import Leg, VehicleClass
from safeconduct.verify.fleet_facts import FleetFacts, trips_of

#: What a bound does not hold convoys to; each is named where it matters.
RELAXED_SIZE, RELAXED_ESCORTS = "convoys may be smaller than the least", "there is always an escort"


def relaxed_convoys(facts: FleetFacts) -> tuple[str, ...]:
    """What a bound has to name where a fleet departs in convoys."""
    rules = facts.situation.rules
    if rules.fleet_convoys is None:
        return ()
    found = (RELAXED_SIZE,) if rules.convoy_min.value > 1 else ()
    return (*found, RELAXED_ESCORTS) if rules.fleet_convoys.escorts is not None else found


def on_the_road(facts: FleetFacts, kind: VehicleClass) -> int:
    """How many vehicles of a class may move in a day: all but the spare ones that no lost one leaves a place to."""
    lost = sum(facts.vehicles[name].id == kind.id for name in _lost(facts) if name in facts.vehicles)
    return min(kind.count.value, at_once(facts, kind) + lost)


def at_once(facts: FleetFacts, kind: VehicleClass) -> int:
    """How many vehicles of a class may be in use that are not lost."""
    rules, count = facts.situation.rules, kind.count.value
    return count if rules.fleet_convoys is None else count - count * rules.spare_percent.value // 100


def _lost(facts: FleetFacts) -> dict[str, int]:
    """Vehicles that are lost, with the minute of it."""
    return {outage.vehicle: outage.since for outage in facts.outages if outage.until is None}


def departing(facts: FleetFacts) -> FleetFacts:
    """The facts with the departure of convoys as a narrow place of its own at the start of every leg: so many may enter
    it at each multiple of the headway."""
    rules = facts.situation.rules
    if rules.fleet_convoys is None:
        return facts
    gates = {corridor.id: _gate(facts, corridor.id) for corridor in facts.corridors}
    legs: dict[str, Leg] = {}
    for name, leg in facts.legs.items():
        start = ResourceUse(resource=gates[facts.corridor_of[name].id].id, minutes=0)
        legs[name] = replace(leg, uses=(start, *leg.uses))
    resources = {gate.id: gate for gate in gates.values()}
    return replace(
        facts,
        legs=legs,
        resources={**facts.resources, **resources},
        closures={**facts.closures, **dict.fromkeys(resources, ())},
    )


def _gate(facts: FleetFacts, corridor: str) -> Resource:
    rules = facts.situation.rules
    no_delay = Known(value=0, basis=rules.headway_minutes.basis)
    return Resource(
        id=f"departures-{corridor}",
        name=f"Departures on {corridor}",
        kind="departure",
        road=None,
        lanes=rules.convoy_max,
        slot_minutes=replace(rules.headway_minutes, value=max(1, rules.headway_minutes.value)),
        delay_loaded=no_delay,
        delay_empty=no_delay,
    )


def wrong_convoys(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """All of F17; nothing where a fleet departs one by one."""
    rules = facts.situation.rules
    if rules.fleet_convoys is None:
        return
    yield from _spares(facts, plan)
    convoys: dict[tuple[str, int], list[FleetTrip]] = {}
    for vehicle, trip in trips_of(plan):
        if trip.leg not in facts.corridor_of:
            continue  # F2 names it
        headway = max(1, rules.headway_minutes.value)
        if trip.depart % headway:
            yield f"{vehicle} departs at {trip.depart}, convoys start every {headway} minutes from 0"
        convoys.setdefault((facts.corridor_of[trip.leg].id, trip.depart), []).append(trip)
    least, most = rules.convoy_min.value, rules.convoy_max.value
    for (corridor, depart), trips in sorted(convoys.items()):
        due = 1 if facts.is_history(depart) else least  # who was lost on the way left with the others
        if not due <= len(trips) <= most:
            yield f"{len(trips)} vehicles depart on {corridor} at {depart}, a convoy has {least} to {most}"
    yield from _escorts(rules.fleet_convoys, convoys)


def _spares(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """Whenever a vehicle sets out first, those in use that are not lost by then are no more than may be."""
    lost = _lost(facts)
    for kind in facts.situation.vehicles:
        days = [day for day in plan.days if day.vehicle in facts.vehicles and facts.vehicles[day.vehicle].id == kind.id]
        begins = {day.vehicle: day.approach.depart if day.approach else day.trips[0].begins for day in days}
        for minute in sorted(set(begins.values())):
            used = [name for name, begin in begins.items() if begin <= minute and lost.get(name, minute + 1) > minute]
            if len(used) > at_once(facts, kind):
                yield (
                    f"{len(used)} vehicles of {kind.id} are in use at {minute}, {at_once(facts, kind)} may be: "
                    "the others are spare"
                )
                break


def _escorts(rule: FleetConvoys, convoys: dict[tuple[str, int], list[FleetTrip]]) -> Iterator[str]:
    """At no departure of a long convoy are more led than there are escorts."""
    if rule.escorts is None or rule.escort_return_minutes is None:
        return
    away = [
        (depart, max(trip.arrive for trip in trips) + rule.escort_return_minutes.value, corridor)
        for (corridor, depart), trips in convoys.items()
        if len(trips) > rule.led_above.value
    ]
    for depart, _, corridor in sorted(away):
        busy = sum(start <= depart < back for start, back, _ in away)
        there = rule.escorts.value
        if busy > there:
            yield f"the convoy on {corridor} at {depart} needs an escort, {busy} are due, there are {there}"
