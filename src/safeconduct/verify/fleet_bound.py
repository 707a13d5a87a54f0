"""The bound of a fleet's certificate, recomputed: the best day of a vehicle of each class at the prices, by arithmetic.

A backward recursion over minutes, in whole parts of a unit of worth: the most a vehicle can still be worth from a
minute on, empty at a reception, empty at a site, loaded at a site. Waiting is always allowed. The day obeys F2 to F9
for one vehicle alone; what it shares with others it pays for. Relaxed, and to be named by the certificate: vehicles are
bound to each other by prices only, and every trip may take as many of a group as there are, household by household or
not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from safeconduct.model.fleet import FleetBound, Price
from safeconduct.model.situation import Approach, Leg, Needs, VehicleClass
from safeconduct.verify.fleet_facts import ANY, NEEDS, FleetFacts, uses_of
from safeconduct.verify.fleet_roads import Times, entered, stretches, within

#: The rules no bound of ours holds vehicles to; a certificate names them.
RELAXED = ("households travel whole", "vehicles are priced one by one")
#: Less than any day is worth.
NEVER = -(10**18)


@dataclass(slots=True)
class Tariff:
    """The prices by what they are for; what is not named is free."""

    people: dict[tuple[str, str], int] = field(default_factory=dict)
    reception: dict[str, int] = field(default_factory=dict)
    slot: dict[str, dict[int, int]] = field(default_factory=dict)
    bay: dict[str, list[int]] = field(default_factory=dict)


def persons_by_need(facts: FleetFacts) -> dict[tuple[str, str], int]:
    """Persons of each group by need, the needs nobody has left out."""
    found: dict[tuple[str, str], int] = {}
    for (group, profile), households in facts.due.items():
        for need in NEEDS:
            persons = getattr(facts.members[profile], need) * households
            if persons:
                found[group, need] = found.get((group, need), 0) + persons
    return found


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
    by_need = persons_by_need(facts)
    paid = {"people": sum(tariff.people.get(key, 0) * persons for key, persons in by_need.items())}
    paid["reception"] = 0
    for name, price in tariff.reception.items():
        capacity = facts.receptions[name].capacity
        paid["reception"] += price * (sum(by_need.values()) if capacity is None else capacity.value)
    for name, slots in tariff.slot.items():
        kind, lanes = facts.resources[name].kind, facts.resources[name].lanes.value
        spent = sum(price * lanes for at, price in slots.items() if _is_open(facts, name, at))
        paid[kind] = paid.get(kind, 0) + spent
    paid["bay"] = sum(sum(row[: horizon + 1]) * facts.bays[site] for site, row in tariff.bay.items())
    return paid


def shares(facts: FleetFacts, stated: FleetBound) -> dict[str, int]:
    """What a bound is made of, in parts, the greatest first: ``paid_for``, and "fleet" for every vehicle's best day."""
    horizon = horizon_of(facts)
    counts = {kind.id: kind.count.value for kind in facts.situation.vehicles}
    found = paid_for(facts, tariff_of(facts, stated.prices, horizon), horizon)
    found["fleet"] = sum(counts.get(day.vehicle_class, 0) * day.parts for day in stated.days)
    return dict(sorted(((row, parts) for row, parts in found.items() if parts), key=lambda item: -item[1]))


def _is_open(facts: FleetFacts, resource: str, at: int) -> bool:
    slot = facts.resources[resource].slot_minutes.value
    return at % slot == 0 and not any(
        at + slot > start and (end is None or at < end) for start, end in facts.closures[resource]
    )


def best_days(facts: FleetFacts, tariff: Tariff, worth: Needs, horizon: int) -> dict[str, int]:
    """The most one vehicle of each class can be worth, in parts, never below 0; ``worth`` of a person in parts."""
    tables: dict[tuple[Needs, int, int], _Days] = {}
    found = {}
    for kind in facts.situation.vehicles:
        if kind.count.value < 1:
            continue
        key = (kind.places.value, facts.boarding_minutes(kind), facts.unload_minutes(kind))
        if key not in tables:
            tables[key] = _Days(facts, tariff, worth, key, horizon)
        found[kind.id] = max(0, tables[key].best_for(kind))
    return found


class _Days:
    """The recursion for vehicles of the same places, loading and unloading minutes. Lists hold a value for each minute
    from 0 to ``horizon`` and one beyond."""

    def __init__(
        self, facts: FleetFacts, tariff: Tariff, worth: Needs, key: tuple[Needs, int, int], horizon: int
    ) -> None:
        self.facts, self.tariff, self.horizon = facts, tariff, horizon
        places, self.load, self.unload = key
        driven = [(way, loaded) for way in facts.legs.values() for loaded in (True, False)]
        ways: list[tuple[Leg | Approach, bool]] = [*driven, *((way, False) for way in facts.approaches.values())]
        self.guards = {
            (way.id, loaded): tuple(s for s in stretches(facts, way, loaded=loaded) if s.barred) for way, loaded in ways
        }
        self.legs = list(facts.legs.values())
        pairs = dict.fromkeys((leg.site, leg.reception) for leg in self.legs)
        self.gain = {pair: _gain(facts, tariff, worth, places, *pair) for pair in pairs}
        self.empty = {r: [0] * (horizon + 2) for r in {leg.reception for leg in self.legs}}
        self.ready = {s: [NEVER] * (horizon + 2) for s in facts.bays}
        self.loaded = {s: [NEVER] * (horizon + 2) for s in facts.bays}
        self.paid = {site: _running(row) for site, row in tariff.bay.items()}
        for t in range(horizon, -1, -1):
            self._step(t)

    def best_for(self, kind: VehicleClass) -> int:
        """The best day from where the class stands."""
        since = max(kind.available_from.value, 0) if kind.available_from else 0
        start = kind.start.value
        if since > self.horizon:
            return 0
        if start in self.ready:
            return self.ready[start][since]
        best = 0
        for way in self.facts.approaches.values():
            if way.depot == start and way.site in self.ready:
                for t in range(since, self.horizon + 1):
                    best = max(best, self._drive_in(way, way.minutes.value, t))
        return best

    def _step(self, t: int) -> None:
        for site, loaded in self.loaded.items():
            best = loaded[t + 1]
            for leg in self.legs:
                if leg.site == site and self.gain[site, leg.reception] > 0:
                    best = max(best, self._drive_out(leg, t))
            loaded[t] = best
        for site, ready in self.ready.items():
            done = t + self.load
            ready[t] = ready[t + 1]
            if done <= self.horizon:
                bay = self.paid[site][done] - self.paid[site][t]
                ready[t] = max(ready[t], self.loaded[site][done] - bay)
        for empty in self.empty.values():
            empty[t] = empty[t + 1]
        for leg in self.legs:
            if t >= self.facts.opens[self.facts.corridor_of[leg.id].id]:
                empty = self.empty[leg.reception]
                empty[t] = max(empty[t], self._drive_in(leg, leg.minutes_empty.value, t))

    def _drive_out(self, leg: Leg, t: int) -> int:
        corridor = self.facts.corridor_of[leg.id].id
        if t < self.facts.opens[corridor]:
            return NEVER
        best = NEVER
        latest = self.facts.latest[corridor]
        for arrive, toll in self._passages(leg, leg.minutes_loaded.value, t, loaded=True):
            if arrive > latest:
                break
            after = arrive + self.unload
            best = max(best, (self.empty[leg.reception][after] if after <= self.horizon else 0) - toll)
        return best + self.gain[leg.site, leg.reception] if best > NEVER else NEVER

    def _drive_in(self, way: Leg | Approach, minutes: int, t: int) -> int:
        best = NEVER
        last = self.facts.last_into(way.site)
        for arrive, toll in self._passages(way, minutes, t, loaded=False):
            if arrive > last:
                break
            best = max(best, self.ready[way.site][arrive] - toll)
        return best

    def _passages(self, way: Leg | Approach, minutes: int, t: int, *, loaded: bool) -> Iterator[tuple[int, int]]:
        """Arrivals, earliest first, with the least toll of each when leaving at ``t`` without a wait before the first
        resource: waiting there is leaving later, which the recursion tries anyway. F11: none over a road that is barred
        then; where there are waits on the way, only what is barred at the minute a wait or the way ends counts."""
        uses, guard = uses_of(way, loaded=loaded), self.guards[way.id, loaded]
        held = [self.facts.resources[use.resource] for use in uses]
        delays = [(r.delay_loaded if loaded else r.delay_empty).value for r in held]
        counted = [number for number, r in enumerate(held) if loaded or not r.empty_free]
        fronts, exact = [(t, 0)], []
        driven = 0
        for number, use in enumerate(uses):
            fronts = [(at + use.minutes - driven, toll) for at, toll in fronts]
            if number in counted:
                rest = minutes - use.minutes + sum(delays[number:])
                shut = [s.barred for s in guard if s.before == number]
                over = [s.barred for s in guard if s.before is None] if number == counted[-1] else []
                fronts = list(self._slots(use.resource, fronts, number == counted[0], shut, over, rest))
            exact += [at for at, _ in fronts[:1]]
            fronts = [(at + delays[number], toll) for at, toll in fronts]
            driven = use.minutes
        for at, toll in fronts:
            arrive = at + minutes - driven
            if len(counted) > 1 or not any(within(s.barred, *entered(s, t, exact, arrive)) for s in guard):
                yield arrive, toll

    def _slots(
        self,
        resource: str,
        fronts: list[tuple[int, int]],
        only_at_once: bool,
        shut: Sequence[Times],
        over: Sequence[Times],
        rest: int,
    ) -> Iterator[tuple[int, int]]:
        """Where the fronts may enter, with the toll so far; a later entry only when it is cheaper than any before.
        Nowhere where a road is barred by then (``shut``), or (``over``) at the arrival, ``rest`` minutes later."""

        def may(at: int) -> bool:
            barred = any(within(s, at, at) for s in shut) or any(within(s, at + rest, at + rest) for s in over)
            return not barred and _is_open(self.facts, resource, at)

        prices = self.tariff.slot.get(resource, {})
        if only_at_once:
            at, toll = fronts[0]
            if may(at):
                yield at, toll + prices.get(at, 0)
            return
        slot = self.facts.resources[resource].slot_minutes.value
        least, reached, waiting = None, 0, sorted(fronts)
        best: int | None = None
        for at in range(-(-waiting[0][0] // slot) * slot if waiting else self.horizon + 1, self.horizon + 1, slot):
            while reached < len(waiting) and waiting[reached][0] <= at:
                toll = waiting[reached][1]
                least = toll if least is None else min(least, toll)
                reached += 1
            if least is not None and may(at):
                toll = least + prices.get(at, 0)
                if best is None or toll < best:
                    best = toll
                    yield at, toll


def _gain(facts: FleetFacts, tariff: Tariff, worth: Needs, places: Needs, site: str, reception: str) -> int:
    """The best load of one trip: persons of highest worth less prices, need by need, no more of a group than there are
    and no more in all than the reception takes."""
    fare = tariff.reception.get(reception, 0)
    aboard: list[tuple[int, int]] = []
    for need in NEEDS:
        offers = []
        for (group, its_need), persons in persons_by_need(facts).items():
            holder = facts.groups[group]
            if its_need == need and holder.site == site and holder.wished.value in (reception, ANY):
                margin = getattr(worth, need) - tariff.people.get((group, need), 0) - fare
                offers.append((margin, persons))
        seats = getattr(places, need)
        for margin, persons in sorted(offers, reverse=True):
            taken = min(seats, persons)
            if margin > 0 and taken > 0:
                aboard.append((margin, taken))
                seats -= taken
    capacity = facts.receptions[reception].capacity
    room = sum(persons for _, persons in aboard) if capacity is None else capacity.value
    total = 0
    for margin, persons in sorted(aboard, reverse=True):
        taken = min(room, persons)
        total, room = total + margin * taken, room - taken
    return total


def _running(row: Sequence[int]) -> list[int]:
    total, sums = 0, [0]
    for value in row:
        total += value
        sums.append(total)
    return sums


def wrong_bound(facts: FleetFacts, stated: FleetBound) -> Iterator[str]:
    """What does not hold of a stated bound: days worth more than stated, a sum that does not add up."""
    horizon = horizon_of(facts)
    try:
        tariff = tariff_of(facts, stated.prices, horizon)
    except ValueError as problem:
        yield str(problem)
        return
    named = {day.vehicle_class: day.parts for day in stated.days}
    for kind, worth in best_days(facts, tariff, stated.worth.times(stated.unit), horizon).items():
        if named.get(kind, 0) < worth:
            yield f"a day of {kind} is worth up to {worth} parts, {named.get(kind, 0)} are stated"
    counts = {kind.id: kind.count.value for kind in facts.situation.vehicles}
    total = sum(paid_for(facts, tariff, horizon).values())
    total += sum(counts.get(kind, 0) * worth for kind, worth in named.items())
    if stated.parts != total:
        yield f"amounts times prices and the days add up to {total} parts, {stated.parts} are stated"
    if stated.value < stated.parts // stated.unit:
        yield f"{stated.parts} parts bound {stated.parts // stated.unit}, {stated.value} is stated"
    missing = [rule for rule in RELAXED if rule not in stated.relaxed]
    if missing:
        yield f"the bound does not say that it relaxes: {', '.join(missing)}"
