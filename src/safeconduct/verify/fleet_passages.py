"""When a vehicle that leaves at a minute gets to the end of a way, and what the narrow places on it ask at their
prices.

F11 lets a road be entered at fixed points of a run only as they are known: departure, passes, arrival. The whole time
between the point before a road and the one after it lies in one time in which the road is not barred. So a way has
*openings*: for each point the first and the last minute it may have, one opening for each choice of such times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
    """Runs along the ways of a situation at prices of slots, by resource and minute; up to minute ``horizon``."""

    def __init__(self, facts: FleetFacts, prices: Mapping[str, Mapping[int, int]], horizon: int) -> None:
        self.facts, self.prices, self.horizon = facts, prices, horizon
        self._openings: dict[tuple[str, bool], tuple[Opening, ...]] = {}

    def arrivals(self, way: Leg | Approach, minutes: int, t: int, *, loaded: bool) -> Iterator[tuple[int, int]]:
        """Arrivals, earliest first, with the least toll of each when leaving at ``t`` without a wait before the first
        narrow place: waiting there is leaving later, which who asks tries anyway."""
        key = way.id, loaded
        if key not in self._openings:
            self._openings[key] = openings(self.facts, way, loaded=loaded)
        ways = [self._through(way, minutes, t, opening, loaded=loaded) for opening in self._openings[key]]
        yield from ways[0] if len(ways) == 1 else sorted(arrival for fronts in ways for arrival in fronts)

    def _through(
        self, way: Leg | Approach, minutes: int, t: int, opening: Opening, *, loaded: bool
    ) -> Iterator[tuple[int, int]]:
        if not opening[0][0] <= t <= opening[0][1]:
            return
        fronts: Fronts = [(t, 0)]
        driven, waits = 0, False
        for number, use in enumerate(uses_of(way, loaded=loaded), 1):
            fronts = [(at + use.minutes - driven, toll) for at, toll in fronts]
            resource, (first, last) = self.facts.resources[use.resource], opening[number]
            if waits:
                fronts = [(max(at, first), toll) for at, toll in fronts]
            if loaded or not resource.empty_free:
                fronts = list(self._slots(resource, fronts, last if waits else None))
                waits = True
            delay = resource.delay_loaded if loaded else resource.delay_empty
            fronts = [(at + delay.value, toll) for at, toll in fronts if first <= at <= last]
            driven = use.minutes
        for at, toll in fronts:
            if at + minutes - driven <= opening[-1][1]:
                yield at + minutes - driven, toll

    def _slots(self, resource: Resource, fronts: Fronts, until: int | None) -> Iterator[tuple[int, int]]:
        """Where the fronts enter, with the toll so far: at once (``until`` None), or up to that minute, a later entry
        only when it is cheaper than any before."""
        prices = self.prices.get(resource.id, {})
        if until is None:
            for at, toll in fronts:
                if is_open(self.facts, resource, at):
                    yield at, toll + prices.get(at, 0)
            return
        slot, waiting = resource.slot_minutes.value, sorted(fronts)
        least: int | None = None
        best: int | None = None
        reached = 0
        start = -(-waiting[0][0] // slot) * slot if waiting else self.horizon + 1
        for at in range(start, min(until, self.horizon) + 1, slot):
            while reached < len(waiting) and waiting[reached][0] <= at:
                least = waiting[reached][1] if least is None else min(least, waiting[reached][1])
                reached += 1
            if least is not None and is_open(self.facts, resource, at):
                toll = least + prices.get(at, 0)
                if best is None or toll < best:
                    best = toll
                    yield at, toll


def is_open(facts: FleetFacts, resource: Resource, at: int) -> bool:
    """Whether a slot of the resource begins at that minute and overlaps no closure."""
    slot = resource.slot_minutes.value
    return at % slot == 0 and not any(
        at + slot > start and (end is None or at < end) for start, end in facts.closures[resource.id]
    )
