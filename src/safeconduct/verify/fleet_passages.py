"""When a vehicle that leaves at a minute gets to the end of a way, and what the narrow places on it ask at their
prices.

F11 lets a road be entered at fixed points of a run only as they are known: departure, passes, arrival. The whole time
between the point before a road and the one after it lies in one time in which the road is not barred. So a way has
*openings*: for each point the first and the last minute it may have, one opening for each choice of such times.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from safeconduct.model.resource import Resource
from safeconduct.model.situation import Approach, Leg
from safeconduct.verify.fleet_facts import FleetFacts, uses_of
from safeconduct.verify.fleet_roads import ALWAYS, stretches

#: First and last minute of every point of a run: departure, each pass, arrival.
Opening = tuple[tuple[int, int], ...]
#: (minute, toll so far), the earliest first.
Fronts = Sequence[tuple[int, int]]


def openings(facts: FleetFacts, way: Leg | Approach, *, loaded: bool) -> tuple[Opening, ...]:
    """The openings of a way; none when a road of it is barred for good."""
    points = len(uses_of(way, loaded=loaded)) + 2
    found: list[Opening] = [(ALWAYS,) * points]
    for stretch in stretches(facts, way, loaded=loaded):
        ends = (
            0 if stretch.after is None else stretch.after + 1,
            points - 1 if stretch.before is None else stretch.before + 1,
        )
        free = _free([(since, until) for since, until, _ in stretch.barred])
        found = [
            narrowed
            for opening in found
            for since, until in free
            if (narrowed := _narrowed(opening, min(ends), max(ends), since, until)) is not None
        ]
    return tuple(found)


def _free(barred: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Minutes, both ends included, outside of [since, until) that stand in order."""
    found, start = [], ALWAYS[0]
    for since, until in barred:
        if start < since:
            found.append((start, since - 1))
        start = max(start, until)
    return [*found, (start, ALWAYS[1])] if start < ALWAYS[1] else found


def _narrowed(opening: Opening, first: int, last: int, since: int, until: int) -> Opening | None:
    points = list(opening)
    points[first] = max(points[first][0], since), points[first][1]
    points[last] = points[last][0], min(points[last][1], until)
    return tuple(points) if all(a <= b for a, b in points) else None


class Passages:
    """Runs along the ways of a situation at prices of slots, by resource and minute; up to minute ``horizon``.

    From its first narrow place on a way is often like others, whose first drives alone differ: their rest is worked out
    once, for each minute that somebody asks about.
    """

    def __init__(self, facts: FleetFacts, prices: Mapping[str, Mapping[int, int]], horizon: int) -> None:
        self.facts, self.horizon = facts, horizon
        self._slots = {name: _Slots(facts, one, prices.get(name, {}), horizon) for name, one in facts.resources.items()}
        self._rests: dict[tuple[object, ...], _Rest] = {}

    def departures(self, way: Leg | Approach, minutes: int, since: int, *, loaded: bool) -> dict[int, Fronts]:
        """By every minute from ``since`` on at which leaving leads anywhere: arrivals, earliest first, with the least
        toll of each without a wait before the first narrow place: waiting there is leaving later, which who asks tries
        anyway."""
        found: dict[int, Fronts] = {}
        for (first, last), before, rest in self._split(way, minutes, loaded=loaded):
            for at in rest.starts(self.horizon, before):
                t = at - before
                if max(first, since) <= t <= min(last, self.horizon) and (runs := rest.runs(at)):
                    found[t] = sorted([*found[t], *runs]) if t in found else runs
        return found

    def _split(
        self, way: Leg | Approach, minutes: int, *, loaded: bool
    ) -> Iterator[tuple[tuple[int, int], int, _Rest]]:
        """By opening: when it lets a run depart, the minutes to the first narrow place, and the rest of the way."""
        uses = uses_of(way, loaded=loaded)
        before = uses[0].minutes if uses else 0
        for opening in openings(self.facts, way, loaded=loaded):
            places = tuple((use.resource, use.minutes - before) for use in uses)
            key = loaded, places, minutes - before, opening[1:]
            if key not in self._rests:
                stops = []
                for (name, driven), hours in zip(places, opening[1:-1], strict=True):
                    resource = self.facts.resources[name]
                    delay = resource.delay_loaded if loaded else resource.delay_empty
                    slots = self._slots[name] if loaded or not resource.empty_free else None
                    stops.append(_Stop(slots, driven, delay.value, hours))
                self._rests[key] = _Rest(stops, minutes - before, opening[-1][1])
            yield opening[0], before, self._rests[key]


class _Stop(NamedTuple):
    """A narrow place of a way: its slots (None: it is free to pass), the minutes driven from the first such place to
    it, the delay behind it, and the hours in which it may be entered."""

    slots: _Slots | None
    driven: int
    delay: int
    hours: tuple[int, int]


class _Rest:
    """A way from its first narrow place on, ``minutes`` long, which must end by ``latest``."""

    def __init__(self, stops: Sequence[_Stop], minutes: int, latest: int) -> None:
        self.stops, self.minutes, self.latest = stops, minutes, latest
        self._known: dict[int, Fronts] = {}

    def starts(self, horizon: int, before: int) -> Iterable[int]:
        """Minutes, at least ``before``, at which the first place can be entered for an arrival by the horizon."""
        until = horizon - self.minutes
        if not self.stops or self.stops[0].slots is None:
            return range(before, until + before + 1)
        return self.stops[0].slots.begin(until)

    def runs(self, t: int) -> Fronts:
        """Arrivals of who is at the first place at ``t``."""
        if t not in self._known:
            self._known[t] = self._driven(t)
        return self._known[t]

    def _driven(self, t: int) -> Fronts:
        fronts: Fronts = [(t, 0)]
        driven, waits = 0, False
        for slots, minutes, delay, (first, last) in self.stops:
            fronts = [(at + minutes - driven, toll) for at, toll in fronts]
            if waits:
                fronts = [(max(at, first), toll) for at, toll in fronts]
            if slots is not None:
                fronts = slots.waited(fronts, last) if waits else slots.at_once(fronts)
                waits = True
            fronts = [(at + delay, toll) for at, toll in fronts if first <= at <= last]
            driven = minutes
        onward = self.minutes - driven
        return [(at + onward, toll) for at, toll in fronts if at + onward <= self.latest]


class _Slots:
    """The slots of a resource that are open, up to ``horizon``, with the price of each."""

    def __init__(self, facts: FleetFacts, resource: Resource, prices: Mapping[int, int], horizon: int) -> None:
        self.facts, self.resource, self.horizon = facts, resource, horizon
        minutes = range(0, horizon + 1, resource.slot_minutes.value)
        self.minutes = [at for at in minutes if is_open(facts, resource, at)]
        self.prices = [prices.get(at, 0) for at in self.minutes]
        self.price = dict(zip(self.minutes, self.prices, strict=True))
        #: The least price from each slot on.
        self.least = list(accumulate(reversed(self.prices), min))[::-1]

    def begin(self, until: int) -> list[int]:
        """When slots begin that are open, up to a minute."""
        beyond = range(self.horizon + 1, until + 1)
        return [
            *self.minutes[: bisect_right(self.minutes, until)],
            *(at for at in beyond if is_open(self.facts, self.resource, at)),
        ]

    def at_once(self, fronts: Fronts) -> Fronts:
        """Who comes when an open slot begins enters, with the toll so far; behind the horizon nothing has a price."""
        return [
            (at, toll + self.price.get(at, 0))
            for at, toll in fronts
            if at in self.price or (at > self.horizon and is_open(self.facts, self.resource, at))
        ]

    def waited(self, fronts: Fronts, until: int) -> Fronts:
        """Where the fronts enter up to a minute, a later entry only when it is cheaper than any before."""
        waiting, found = sorted(fronts), []
        if not waiting:
            return []
        least = best = None
        reached = 0
        for number in range(bisect_left(self.minutes, waiting[0][0]), bisect_right(self.minutes, until)):
            at = self.minutes[number]
            while reached < len(waiting) and waiting[reached][0] <= at:
                least = waiting[reached][1] if least is None else min(least, waiting[reached][1])
                reached += 1
            assert least is not None  # the first of them is there by now
            if best is None or least + self.prices[number] < best:
                best = least + self.prices[number]
                found.append((at, best))
            if reached == len(waiting) and best <= least + self.least[number]:
                break  # nothing behind is cheaper
        return found


def is_open(facts: FleetFacts, resource: Resource, at: int) -> bool:
    """Whether a slot of the resource begins at that minute and overlaps no closure."""
    slot = resource.slot_minutes.value
    return at % slot == 0 and not any(
        at + slot > start and (end is None or at < end) for start, end in facts.closures[resource.id]
    )
