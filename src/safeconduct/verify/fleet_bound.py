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
from safeconduct.verify.fleet_chains import chains_of, relaxed_stops, welcome
from safeconduct.verify.fleet_convoys import departing, on_the_road, relaxed_convoys
from safeconduct.verify.fleet_crews import duty_ends, longest_drive, relaxed_halts
from safeconduct.verify.fleet_facts import ANY, NEEDS, FleetFacts
from safeconduct.verify.fleet_landing import can_leave, relaxed_transfers
from safeconduct.verify.fleet_passages import Passages, is_open
from safeconduct.verify.fleet_transfer import people_of

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


def best_days(facts: FleetFacts, tariff: Tariff, worth: Needs, horizon: int) -> dict[str, int]:
    """The most one vehicle of each class can be worth, in parts, never below 0; ``worth`` of a person in parts."""
    tables: dict[_Key, _Days] = {}
    found = {}
    for kind in facts.situation.vehicles:
        if on_the_road(facts, kind) < 1:
            continue
        key = _key(facts, kind)
        if key not in tables:
            tables[key] = _Days(facts, tariff, worth, key, horizon)
        found[kind.id] = max(0, tables[key].best_for(kind))
    return found


#: Of vehicles whose days are worth the same: places, minutes to load and to unload, end of the duty, longest drive.
_Key = tuple[Needs, int, int, int | None, int | None]


def _key(facts: FleetFacts, kind: VehicleClass) -> _Key:
    load, unload = facts.boarding_minutes(kind), facts.unload_minutes(kind)
    return kind.places.value, load, unload, duty_ends(kind), longest_drive(kind)


class _Days:
    """The recursion for vehicles of one key. Lists hold a value for each minute
    from 0 to ``horizon`` and one beyond."""

    def __init__(self, facts: FleetFacts, tariff: Tariff, worth: Needs, key: _Key, horizon: int) -> None:
        self.facts, self.tariff, self.horizon = facts, tariff, horizon
        places, self.load, self.unload, self.until, self.drive = key
        self.passages = Passages(facts, tariff.slot, horizon)
        self.legs = list(facts.legs.values())
        pairs = dict.fromkeys((leg.site, leg.reception) for leg in self.legs)
        chains, people = chains_of(facts), can_leave(facts, persons_by_need(facts))

        def gains(sites: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], int]:
            """By last site and reception, with the people of these sites on board."""
            found = {}
            for site, reception in pairs:
                on = {of for at in welcome(facts, sites.get(site, ()), reception) for of in people_of(facts, at)}
                here = {key: n for key, n in people.items() if facts.groups[key[0]].site in on}
                found[site, reception] = _gain(facts, tariff, worth, places, here, reception)
            return found

        self.gain, self.chained = gains({site: (site,) for site in facts.bays}), gains(chains.leading)
        self.onward = {s: [(b, minutes) for (a, b), minutes in chains.minutes.items() if a == s] for s in facts.bays}
        self.through = {s: [NEVER] * (horizon + 2) for s in chains.leading}
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
        best = self.ready[start][since] if start in self.ready else 0
        for way in self.facts.approaches.values():
            if way.depot == start and way.site in self.ready:
                for t in range(max(since, self.facts.first_onto(way)), self.horizon + 1):
                    best = max(best, self._drive_in(way, way.minutes.value, t))
        return best

    def _step(self, t: int) -> None:
        for loaded_at, gains in ((self.loaded, self.gain), (self.through, self.chained)):
            for site, loaded in loaded_at.items():
                best = loaded[t + 1]
                for leg in self.legs:
                    if leg.site == site:  # a trip that gains nothing may lead to one that does
                        best = max(best, self._drive_out(leg, t, gains[site, leg.reception]))
                loaded[t] = best
        for site, ready in self.ready.items():
            done = t + self.load
            ready[t] = ready[t + 1]
            if done <= self.horizon:
                bay = self.paid[site][done] - self.paid[site][t]
                ready[t] = max(ready[t], self.loaded[site][done] - bay)
            for last, minutes in self.onward[site]:
                if done + minutes <= self.horizon:
                    ready[t] = max(ready[t], self.through[last][done + minutes])
        for empty in self.empty.values():
            empty[t] = empty[t + 1]
        for leg in self.legs:
            if t >= self.facts.opens[self.facts.corridor_of[leg.id].id]:
                empty = self.empty[leg.reception]
                empty[t] = max(empty[t], self._drive_in(leg, leg.minutes_empty.value, t))

    def _drive_out(self, leg: Leg, t: int, gain: int) -> int:
        corridor = self.facts.corridor_of[leg.id].id
        if t < self.facts.opens[corridor] or self._too_long(leg.minutes_loaded.value):
            return NEVER
        best = NEVER
        latest = self.facts.latest[corridor]
        for arrive, toll in self.passages.arrivals(leg, leg.minutes_loaded.value, t, loaded=True):
            after = arrive + self.unload
            if arrive > latest or (self.until is not None and after > self.until):
                break
            best = max(best, (self.empty[leg.reception][after] if after <= self.horizon else 0) - toll)
        return best + gain if best > NEVER else NEVER

    def _too_long(self, minutes: int) -> bool:
        return self.drive is not None and minutes > self.drive

    def _drive_in(self, way: Leg | Approach, minutes: int, t: int) -> int:
        best = NEVER
        if self._too_long(minutes):
            return best
        last = self.facts.last_into(way.site)
        for arrive, toll in self.passages.arrivals(way, minutes, t, loaded=False):
            if arrive > last:
                break
            best = max(best, self.ready[way.site][arrive] - toll)
        return best


def _gain(
    facts: FleetFacts,
    tariff: Tariff,
    worth: Needs,
    places: Needs,
    people: dict[tuple[str, str], int],
    reception: str,
) -> int:
    """The best load of one trip out of these ``people`` by group and need: those of highest worth less prices, need by
    need, no more of a group than there are and no more in all than the reception takes."""
    fare = tariff.reception.get(reception, 0)
    aboard: list[tuple[int, int]] = []
    for need in NEEDS:
        offers = []
        for (group, its_need), persons in people.items():
            holder = facts.groups[group]
            if its_need == need and holder.wished.value in (reception, ANY):
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
    facts, horizon = departing(facts), horizon_of(facts)
    try:
        tariff = tariff_of(facts, stated.prices, horizon)
    except ValueError as problem:
        yield str(problem)
        return
    yield from _named_twice(stated, {kind.id for kind in facts.situation.vehicles})
    named = {day.vehicle_class: day.parts for day in stated.days}
    for kind, worth in best_days(facts, tariff, stated.worth.times(stated.unit), horizon).items():
        if named.get(kind, 0) < worth:
            yield f"a day of {kind} is worth up to {worth} parts, {named.get(kind, 0)} are stated"
    counts = {kind.id: on_the_road(facts, kind) for kind in facts.situation.vehicles}
    total = sum(paid_for(facts, tariff, horizon).values())
    total += sum(counts.get(kind, 0) * worth for kind, worth in named.items())
    if stated.parts != total:
        yield f"amounts times prices and the days add up to {total} parts, {stated.parts} are stated"
    if stated.value < stated.parts // stated.unit:
        yield f"{stated.parts} parts bound {stated.parts // stated.unit}, {stated.value} is stated"
    of_this = (*relaxed_stops(facts), *relaxed_transfers(facts), *relaxed_halts(facts), *relaxed_convoys(facts))
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
