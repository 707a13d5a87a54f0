"""The bound of a fleet's certificate, recomputed: amounts times prices, and the best day of a vehicle of each class.

What a day of a vehicle alone is worth at the prices is worked out in ``fleet_days``; with what all vehicles together
can pay at most it bounds every timetable. Relaxed, and to be named by the certificate: vehicles are bound to each other
by prices only, and every trip may take as many of a group as there are, household by household or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from safeconduct.model.fleet import FleetBound, Price
from safeconduct.verify.fleet_chains import relaxed_stops
from safeconduct.verify.fleet_convoys import departing, on_the_road, relaxed_convoys
from safeconduct.verify.fleet_days import Tariff, best_days, persons_by_need
from safeconduct.verify.fleet_facts import NEEDS, FleetFacts
from safeconduct.verify.fleet_halts import parts_of
from safeconduct.verify.fleet_landing import can_leave, relaxed_transfers
from safeconduct.verify.fleet_passages import is_open

#: The rules no bound of ours holds vehicles to; a certificate names them.
RELAXED = ("households travel whole", "vehicles are priced one by one")


def tariff_of(facts: FleetFacts, prices: Sequence[Price], horizon: int) -> Tariff:
    """The prices sorted by row, minutes up to ``horizon``; ValueError for one on nothing the situation has."""
    tariff = Tariff(bay={site: [0] * (horizon + 1) for site in facts.bays})
    for price in prices:
        _known(facts, price)
        match price.row:
            case "people":
                tariff.people[price.of[0], price.of[1]] = price.parts
            case "reception":
                tariff.reception[price.of[0]] = price.parts
            case "slot":
                slots = tariff.slot.setdefault(price.of[0], {})
                step = facts.resources[price.of[0]].slot_minutes.value
                first = -(-max(price.since, 0) // step) * step
                slots.update(dict.fromkeys(range(first, min(price.until, horizon + 1), step), price.parts))
            case "bay":
                row = tariff.bay[price.of[0]]
                for minute in range(max(price.since, 0), min(price.until, horizon + 1)):
                    row[minute] = price.parts
    return tariff


def _known(facts: FleetFacts, price: Price) -> None:
    name = price.of[0]
    holders: dict[str, Collection[str]] = {
        "people": facts.groups,
        "reception": facts.receptions,
        "slot": facts.resources,
        "bay": facts.bays,
    }
    if name not in holders[price.row] or (price.row == "people" and price.of[1] not in NEEDS):
        raise ValueError(f"there is a price on {price.row} {' '.join(price.of)}, which the situation does not have")


def horizon_of(facts: FleetFacts) -> int:
    """The last minute at which anybody may arrive anywhere."""
    return max(0, *facts.latest.values())


def paid_for(facts: FleetFacts, tariff: Tariff, horizon: int) -> dict[str, int]:
    """Amounts x prices in parts, what all vehicles together can pay at most, split by what is paid for: "people",
    "reception", "bay", and a resource's kind."""
    by_need = can_leave(facts, persons_by_need(facts))
    paid = {"people": sum(tariff.people.get(key, 0) * persons for key, persons in by_need.items())}
    paid["reception"] = 0
    for name, price in tariff.reception.items():
        capacity = facts.receptions[name].capacity
        paid["reception"] += price * (sum(by_need.values()) if capacity is None else capacity.value)
    for name, slots in tariff.slot.items():
        kind, lanes = facts.resources[name].kind, facts.resources[name].lanes.value
        spent = sum(price * lanes for at, price in slots.items() if is_open(facts, facts.resources[name], at))
        paid[kind] = paid.get(kind, 0) + spent
    paid["bay"] = sum(sum(row[: horizon + 1]) * facts.bays[site] for site, row in tariff.bay.items())
    return paid


def shares(facts: FleetFacts, stated: FleetBound) -> dict[str, int]:
    """What a bound is made of, in parts, the greatest first: ``paid_for``, and "fleet" for every vehicle's best day."""
    facts, horizon = departing(facts), horizon_of(facts)
    counts = {kind.id: on_the_road(facts, kind) for kind in facts.situation.vehicles}
    found = paid_for(facts, tariff_of(facts, stated.prices, horizon), horizon)
    found["fleet"] = sum(counts.get(day.vehicle_class, 0) * day.parts for day in stated.days)
    return dict(sorted(((row, parts) for row, parts in found.items() if parts), key=lambda item: -item[1]))


def wrong_bound(facts: FleetFacts, stated: FleetBound) -> Iterator[str]:
    """What does not hold of a stated bound: days worth more than stated, a sum that does not add up."""
    facts, horizon = departing(facts), horizon_of(facts)
    try:
        tariff = tariff_of(facts, stated.prices, horizon)
    except ValueError as problem:
        yield str(problem)
        return
    yield from _named_twice(stated, {kind.id for kind in facts.situation.vehicles})
    named = {day.vehicle_class: day.parts for day in stated.days}
    worth_of_each, parts = stated.worth.times(stated.unit), parts_of(stated.relaxed)
    for kind, worth in best_days(facts, tariff, worth_of_each, horizon, parts).items():
        if named.get(kind, 0) < worth:
            yield f"a day of {kind} is worth up to {worth} parts, {named.get(kind, 0)} are stated"
    counts = {kind.id: on_the_road(facts, kind) for kind in facts.situation.vehicles}
    total = sum(paid_for(facts, tariff, horizon).values())
    total += sum(counts.get(kind, 0) * worth for kind, worth in named.items())
    if stated.parts != total:
        yield f"amounts times prices and the days add up to {total} parts, {stated.parts} are stated"
    if stated.value < stated.parts // stated.unit:
        yield f"{stated.parts} parts bound {stated.parts // stated.unit}, {stated.value} is stated"
    of_this = (*relaxed_stops(facts), *relaxed_transfers(facts), *relaxed_convoys(facts))
    missing = [rule for rule in (*RELAXED, *of_this) if rule not in stated.relaxed]
    if missing:
        yield f"the bound does not say that it relaxes: {', '.join(missing)}"


def _named_twice(stated: FleetBound, classes: Collection[str]) -> Iterator[str]:
    """Whoever adds the sum up by hand reads every price and every day once: none stands there twice or for nothing."""
    days = [day.vehicle_class for day in stated.days]
    for kind in sorted({kind for kind in days if days.count(kind) > 1 or kind not in classes}):
        yield f"the best day of {kind} is stated {days.count(kind)} times, the fleet has {int(kind in classes)}"
    until: dict[tuple[str, tuple[str, ...]], int] = {}
    for price in sorted(stated.prices, key=lambda price: (price.row, price.of, price.since)):
        key, timed = (price.row, price.of), price.row in ("slot", "bay")
        if key in until and (not timed or price.since < until[key]):
            yield f"{price.row} {' '.join(price.of)} is priced twice from {price.since} on"
        if timed and price.since >= price.until:
            yield f"{price.row} {' '.join(price.of)} is priced from {price.since} to {price.until}, which is no time"
        until[key] = price.until
