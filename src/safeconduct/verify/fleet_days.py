"""The most a vehicle of each class can be worth in a day of its own at the prices of a certificate, by arithmetic.

A backward recursion over minutes, in whole parts of a unit of worth: the most a vehicle can still be worth from a
minute on, empty at a reception, empty at a site, loaded at a site. Waiting is always allowed. The day obeys F2 to F9
and F16 for one vehicle alone; what it shares with others it pays for. A crew that has driven has less left to drive
until its next halt: every place has a table for each amount left that matters (``fleet_halts``), and a stand as long as
a halt leads from each of them to that of the whole limit. Classes are worked side by side, so that each way is driven
once a minute for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from safeconduct.model.situation import Approach, Leg, Needs, VehicleClass
from safeconduct.verify.fleet_chains import Chains, chains_of, welcome
from safeconduct.verify.fleet_convoys import on_the_road
from safeconduct.verify.fleet_crews import duty_ends
from safeconduct.verify.fleet_facts import ANY, NEEDS, FleetFacts
from safeconduct.verify.fleet_halts import Driving, Lefts, running
from safeconduct.verify.fleet_landing import can_leave
from safeconduct.verify.fleet_passages import Fronts, Passages
from safeconduct.verify.fleet_transfer import people_of

#: Less than any day is worth.
NEVER = -(10**18)


@dataclass(slots=True)
class Tariff:
    """The prices by what they are for; what is not named is free."""

    people: dict[tuple[str, str], int] = field(default_factory=dict)
    reception: dict[str, int] = field(default_factory=dict)
    slot: dict[str, dict[int, int]] = field(default_factory=dict)
    bay: dict[str, list[int]] = field(default_factory=dict)


class Key(NamedTuple):
    """Of vehicles whose days are worth the same: places, minutes to load and to unload, end of the duty, and the limit
    of driving with the halt after it."""

    places: Needs
    load: int
    unload: int
    until: int | None
    drive: int | None
    rest: int | None


def persons_by_need(facts: FleetFacts) -> dict[tuple[str, str], int]:
    """Persons of each group by need, the needs nobody has left out."""
    found: dict[tuple[str, str], int] = {}
    for (group, profile), households in facts.due.items():
        for need in NEEDS:
            persons = getattr(facts.members[profile], need) * households
            if persons:
                found[group, need] = found.get((group, need), 0) + persons
    return found


def best_days(facts: FleetFacts, tariff: Tariff, worth: Needs, horizon: int, parts: int = 0) -> dict[str, int]:
    """The most one vehicle of each class can be worth, in parts of worth, never below 0; ``worth`` of a person in
    such parts. Driving between halts is counted in ``parts`` of the limit (1: no halts), or (0) in minutes."""
    moving = [kind for kind in facts.situation.vehicles if on_the_road(facts, kind) > 0]
    keys = {kind.id: key_of(facts, kind) for kind in moving}
    starts = tuple(dict.fromkeys(kind.start.value for kind in moving))
    chains = chains_of(facts)
    people = can_leave(facts, persons_by_need(facts))
    days: dict[Key, _Days] = {}
    lefts: dict[tuple[int | None, int | None], Lefts[_Place]] = {}
    for key in dict.fromkeys(keys.values()):
        driving = Driving(key.drive, key.rest, parts)
        drives = _drives(facts, chains, driving, starts)
        if (key.drive, key.rest) not in lefts:
            lefts[key.drive, key.rest] = Lefts(
                [(drive.start, drive.goal, drive.counts) for drive in drives], driving.most
            )
        gains = _gains(facts, tariff, worth, key.places, chains, people)
        days[key] = _Days(facts, tariff, key, driving, drives, lefts[key.drive, key.rest], gains, chains, horizon)
    _work(facts, Passages(facts, tariff.slot, horizon), list(days.values()), starts, horizon)
    return {kind.id: max(0, days[keys[kind.id]].best_for(kind)) for kind in moving}


def key_of(facts: FleetFacts, kind: VehicleClass) -> Key:
    """The key of a class."""
    drive, rest = kind.drive_minutes, kind.rest_minutes
    load, unload = facts.boarding_minutes(kind), facts.unload_minutes(kind)
    return Key(
        kind.places.value, load, unload, duty_ends(kind), drive.value if drive else None, rest.value if rest else None
    )


#: "empty" at a reception, "ready" at a site, "through" at the last of several pick-ups, or at a "start", and its id.
_Place = tuple[str, str]


class _Drive(NamedTuple):
    """A drive from place to place: its way (None: on board to the last pick-up), and what it counts."""

    start: _Place
    goal: _Place
    way: str | None
    counts: int


def _drives(facts: FleetFacts, chains: Chains, driving: Driving, starts: Sequence[str]) -> list[_Drive]:
    """The drives crews may make. Minutes between the first and the last of several pick-ups count with the drive from
    the last one, the least there are, as no halt is taken in between."""
    between = {last: min(m for (_, b), m in chains.minutes.items() if b == last) for last in chains.leading}
    found: list[tuple[_Place, _Place, str | None, int]] = []
    for leg in facts.legs.values():
        site, reception = ("ready", leg.site), ("empty", leg.reception)
        found += [
            (site, reception, leg.id, leg.minutes_loaded.value),
            (reception, site, leg.id, leg.minutes_empty.value),
        ]
        if leg.site in between:
            minutes = leg.minutes_loaded.value + between[leg.site]
            found.append((("through", leg.site), reception, leg.id, minutes))
    for first, last in chains.minutes:
        found.append((("ready", first), ("through", last), None, 0))
    for way in facts.approaches.values():
        if way.depot in starts and way.site in facts.bays:
            found.append((("start", way.depot), ("ready", way.site), way.id, way.minutes.value))
    counted = ((start, goal, way, driving.counts(minutes)) for start, goal, way, minutes in found)
    places = ((place, place, None, 0) for place in _places(facts, chains, starts))
    return [_Drive(start, goal, way, n) for start, goal, way, n in (*counted, *places) if n is not None]


def _places(facts: FleetFacts, chains: Chains, starts: Sequence[str]) -> list[_Place]:
    receptions = dict.fromkeys(leg.reception for leg in facts.legs.values())
    names = (("empty", receptions), ("ready", facts.bays), ("through", chains.leading), ("start", starts))
    return [(what, name) for what, found in names for name in found]


#: Worth of each minute, and one beyond.
_Row = list[int]


class _Out(NamedTuple):
    """What leaving loaded by a way joins: the row of who leaves, that of who is empty where it leads, what the trip
    gains, the minutes to unload, and the last arrival."""

    row: _Row
    there: _Row
    gain: int
    unload: int
    last: int


class _Days:
    """The tables of vehicles of one key: rows by place and amount left, and the pairs of rows each way joins."""

    def __init__(
        self,
        facts: FleetFacts,
        tariff: Tariff,
        key: Key,
        driving: Driving,
        drives: Sequence[_Drive],
        lefts: Lefts[_Place],
        gains: tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]],
        chains: Chains,
        horizon: int,
    ) -> None:
        self.load, self.unload, self.until, self.horizon = key.load, key.unload, key.until, horizon
        self.rest = driving.rest
        self.paid = {site: running(row) for site, row in tariff.bay.items()}
        nothing = {"empty": 0, "start": 0}
        length = horizon + 2 + key.unload
        self.rows = {
            place: {left: [nothing.get(place[0], NEVER)] * length for left in sorted(at, reverse=True)}
            for place, at in lefts.at.items()
        }
        self.loaded = {
            place[1]: {left: [NEVER] * length for left in rows}
            for place, rows in self.rows.items()
            if place[0] == "ready"
        }
        self.out: dict[str, list[tuple[_Row, _Row, int]]] = {}
        self.back: dict[str, list[tuple[_Row, _Row]]] = {}
        self.onward: dict[str, dict[int, list[tuple[_Row, int]]]] = {site: {} for site in self.loaded}
        gain, chained = gains
        for start, goal, way, counts in drives:
            for left, row in self.rows[start].items() if start != goal else ():
                if left < counts:
                    continue
                there = self.rows[goal][lefts.of(goal, left - counts)]
                if way is None:
                    minutes = chains.minutes[start[1], goal[1]]
                    self.onward[start[1]].setdefault(left, []).append((there, minutes))
                elif goal[0] == "ready":
                    self.back.setdefault(way, []).append((row, there))
                elif start[0] == "ready":
                    self.out.setdefault(way, []).append((self.loaded[start[1]][left], there, gain[start[1], goal[1]]))
                else:
                    self.out.setdefault(way, []).append((row, there, chained[start[1], goal[1]]))

    def best_for(self, kind: VehicleClass) -> int:
        """The best day from where the class stands, its crew rested."""
        since = max(kind.available_from.value, 0) if kind.available_from else 0
        if since > self.horizon:
            return 0
        at = (self.rows.get((what, kind.start.value)) for what in ("ready", "start"))
        return max((row[since] for rows in at if rows for row in rows.values()), default=0)

    def wait(self, t: int, what: Iterable[str]) -> None:
        """At least what the next minute is worth."""
        for place, rows in self.rows.items():
            if place[0] in what:
                for row in rows.values():
                    row[t] = row[t + 1]

    def wait_loaded(self, t: int) -> None:
        """The same, on board."""
        for rows in self.loaded.values():
            for row in rows.values():
                row[t] = row[t + 1]

    def way_out(self, way: str, latest: int) -> list[_Out]:
        """What leaving loaded by a way joins, with the last arrival that leaves the crew time to unload."""
        last = latest if self.until is None else min(latest, self.until - self.unload)
        return [_Out(row, there, gain, self.unload, last) for row, there, gain in self.out.get(way, ())]

    def board(self, t: int) -> None:
        """Stand empty at a site: wait, board here alone, or here first and at others on the way."""
        done = t + self.load
        for site, loaded in self.loaded.items():
            onward = self.onward[site]
            bay = self.paid[site][done] - self.paid[site][t] if done <= self.horizon else 0
            for left, row in self.rows["ready", site].items():
                best = row[t + 1]
                if done <= self.horizon:
                    best = max(best, loaded[left][done] - bay)
                for through, minutes in onward.get(left, ()) if onward else ():
                    if done + minutes <= self.horizon:
                        best = max(best, through[done + minutes])
                row[t] = best

    def halt(self, t: int, what: str) -> None:
        """Stand empty as long as a halt: then the whole limit is left."""
        rested = t + self.rest
        for place, rows in self.rows.items() if rested <= self.horizon else ():
            if place[0] == what and len(rows) > 1:
                fresh = next(iter(rows.values()))[rested]
                for row in rows.values():
                    if fresh > row[t]:
                        row[t] = fresh


def _work(facts: FleetFacts, passages: Passages, days: Sequence[_Days], starts: Sequence[str], horizon: int) -> None:
    """Work all days back from the last minute."""
    legs = [(leg, facts.opens[corridor], facts.latest[corridor]) for leg, corridor in _corridors(facts)]
    into: list[tuple[Leg | Approach, int, int]] = [(leg, leg.minutes_empty.value, opens) for leg, opens, _ in legs]
    for way in facts.approaches.values():
        if way.depot in starts and way.site in facts.bays:
            into.append((way, way.minutes.value, facts.first_onto(way)))
    latest = {site: facts.last_into(site) for site in facts.bays}
    leaving: list[list[tuple[list[_Out], Fronts]]] = [[] for _ in range(horizon + 1)]
    for leg, opens, last in legs:
        outs = [out for one in days for out in one.way_out(leg.id, last)]
        runs = passages.departures(leg, leg.minutes_loaded.value, opens, loaded=True) if outs else {}
        for t, found in runs.items():
            leaving[t].append((outs, found))
    coming: list[list[tuple[list[tuple[_Row, _Row]], Fronts, int]]] = [[] for _ in range(horizon + 1)]
    for empty, minutes, opens in into:
        backs = [back for one in days for back in one.back.get(empty.id, ())]
        runs = passages.departures(empty, minutes, opens, loaded=False) if backs else {}
        for t, found in runs.items():
            coming[t].append((backs, found, latest[empty.site]))
    for t in range(horizon, -1, -1):
        for one in days:
            one.wait_loaded(t)
            one.wait(t, ("through",))
        for outs, found in leaving[t]:
            _drive_out(outs, t, found)
        for one in days:
            one.board(t)
            one.halt(t, "ready")
            one.wait(t, ("empty", "start"))
        for backs, found, last in coming[t]:
            _drive_in(backs, t, found, last)
        for one in days:
            one.halt(t, "empty")


def _drive_out(outs: Sequence[_Out], t: int, runs: Fronts) -> None:
    """Leave loaded; a trip that gains nothing may lead to one that does."""
    for arrive, toll in runs:
        for row, there, gain, unload, last in outs:
            if arrive <= last:
                worth = there[arrive + unload] + gain - toll
                if worth > row[t]:
                    row[t] = worth


def _drive_in(backs: Sequence[tuple[_Row, _Row]], t: int, runs: Fronts, last: int) -> None:
    """Leave empty, to board where the way leads."""
    for arrive, toll in runs:
        if arrive > last:
            break
        for row, there in backs:
            worth = there[arrive] - toll
            if worth > row[t]:
                row[t] = worth


def _corridors(facts: FleetFacts) -> list[tuple[Leg, str]]:
    return [(leg, facts.corridor_of[leg.id].id) for leg in facts.legs.values()]


def _gains(
    facts: FleetFacts,
    tariff: Tariff,
    worth: Needs,
    places: Needs,
    chains: Chains,
    people: dict[tuple[str, str], int],
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """The best load by site and reception: of the site's people, and of those of all sites that lead to it as the last
    of several pick-ups."""
    pairs = dict.fromkeys((leg.site, leg.reception) for leg in facts.legs.values())

    def gains(sites: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], int]:
        found = {}
        for site, reception in pairs:
            on = {of for at in welcome(facts, sites.get(site, ()), reception) for of in people_of(facts, at)}
            here = {key: n for key, n in people.items() if facts.groups[key[0]].site in on}
            found[site, reception] = gain_of(facts, tariff, worth, places, here, reception)
        return found

    return gains({site: (site,) for site in facts.bays}), gains(chains.leading)


def gain_of(
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
