"""Who holds which slot and which bay, minute by minute, in a plan that is written down: to change it by hand, exactly.

The search works on arrays of persons; here are the days as they are given out, with households, names and minutes. A
run is found by driving at once and entering each narrow place in the first slot that has a lane left; it then departs
as late as that allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, Pass, PickUp, VehicleDay
from safeconduct.model.place import Passable
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Leg
from safeconduct.plan.fleet.departures import GATE
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.fleet.spans import Span, when
from safeconduct.plan.instance import ceil_div

#: Longer than any day, in minutes.
NEVER = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One way driven: departure, passes, arrival."""

    way: str
    depart: int
    passes: tuple[Pass, ...]
    arrive: int

    @property
    def move(self) -> Move:
        """The run as an empty one."""
        return Move(way=self.way, depart=self.depart, passes=self.passes, arrive=self.arrive)


class Calendars:
    """The slots and bays that days hold. ``strict`` counts unknown roads as closed."""

    def __init__(self, legend: Legend, *, strict: bool = False) -> None:
        situation = legend.situation
        self.resources = {r.id: r for r in situation.resources}
        self.legs = {leg.id: leg for leg in situation.legs}
        self.approaches = {a.id: a for a in situation.approaches}
        self.bays = {site.id: site.bays.value for site in legend.sites}
        self.slots: Counter[tuple[str, int]] = Counter()
        self.boarding: dict[tuple[str, int], list[Span]] = {}
        against = frozenset({Passable.NO, Passable.UNKNOWN} if strict else {Passable.NO})
        roads = {road.id: road for road in situation.roads}
        self.closed = {name: spans for name, road in roads.items() if (spans := when(road, legend.zero, against))}
        dark = frozenset({Passable.UNKNOWN})
        self.dark = {name: spans for name, road in roads.items() if (spans := when(road, legend.zero, dark))}
        self.shut = {r.id: tuple(_closures(legend, r)) for r in situation.resources}

    def hold(self, day: VehicleDay, change: int = 1) -> None:
        """Take (1) or give back (-1) all that a day holds."""
        for move in (*((day.approach,) if day.approach else ()), *day.moves):
            self.hold_move(move, change)
        for trip in day.trips:
            self.hold_trip(trip, change)

    def hold_move(self, move: Move | None, change: int) -> None:
        """Take or give back the slots of an empty run."""
        for passed in move.passes if move is not None else ():
            if not self.resources[passed.resource].empty_free:
                self.slots[passed.resource, passed.at] += change

    def hold_trip(self, trip: FleetTrip, change: int) -> None:
        """Take or give back slots and bays of a trip and its stops."""
        for run in trip.runs:
            way = self.legs[run.leg] if isinstance(run, FleetTrip) else self.approaches[run.way]
            for passed in passes_of(way, run):
                self.slots[passed.resource, passed.at] += change
            site = way.site if isinstance(way, Leg) else way.depot
            held = self.boarding.setdefault((site, run.bay), [])
            if change > 0:
                held.append((run.load_from, run.load_until))
                held.sort()
            else:
                held.remove((run.load_from, run.load_until))

    def bay(self, site: str, ready: int, minutes: int) -> tuple[int, int]:
        """The bay of a site that is free soonest for so long, and from when; the lowest of those alike."""
        best = (NEVER, 0)
        for bay in range(self.bays[site]):
            at = ready
            for since, until in self.boarding.get((site, bay), ()):
                if since >= at + minutes:
                    break
                at = max(at, until)
            best = min(best, (at, bay))
        return best[1], best[0]

    def drive(self, way: Leg | Approach, ready: int, by: int, *, loaded: bool) -> Run | None:
        """The run that leaves at ``ready`` or later and arrives first; None when it arrives after ``by``, or never."""
        guards = self._guards(way, loaded)
        while ready <= by:
            run = self._at_once(way, ready, by, loaded)
            if run is None:
                return None
            blocked = [until for name, span in guards for until in self._blocked(name, span, run)]
            if not blocked:
                return run
            ready = max(ready, run.depart) + 1
        return None

    def closed_to(
        self, way: Leg | Approach, passes: Sequence[Pass], depart: int, arrive: int, *, loaded: bool
    ) -> Iterator[tuple[str, int]]:
        """Roads of the way that may be closed when a run with these passes enters them, with the last minute at which
        it may."""
        run = Run(way=way.id, depart=depart, passes=tuple(passes), arrive=arrive)
        for name, span in self._guards(way, loaded):
            if any(True for _ in self._blocked(name, span, run)):
                yield name, _entered(span, run, run.passes)[1]

    def is_free(self, site: str, bay: int, since: int, until: int) -> bool:
        """Whether nobody boards in a bay between two minutes."""
        return all(until <= a or b <= since for a, b in self.boarding.get((site, bay), ()))

    def serves(self, place: Resource, at: int) -> bool:
        """Whether no closure overlaps the slot that starts at a minute."""
        return not any(at + place.slot_minutes.value > since and at < until for since, until in self.shut[place.id])

    def slot(self, place: Resource, reached: int, by: int) -> int | None:
        """The first slot from ``reached`` on that has a lane left; None when there is none by minute ``by``."""
        slot, lanes = place.slot_minutes.value, place.lanes.value
        for at in range(max(0, ceil_div(reached, slot)) * slot, by + 1, slot):
            if self.slots[place.id, at] < lanes and self.serves(place, at):
                return at
        return None

    def _at_once(self, way: Leg | Approach, ready: int, by: int, loaded: bool) -> Run | None:
        at, driven, passes = ready, 0, []
        for use in uses_of(way, loaded):
            place = self.resources[use.resource]
            reached = at + use.minutes - driven
            enters = reached if place.empty_free and not loaded else self.slot(place, reached, by)
            if enters is None:
                return None
            passes.append(Pass(resource=place.id, at=enters))
            at, driven = enters + (place.delay_loaded if loaded else place.delay_empty).value, use.minutes
        arrive = at + minutes_of(way, loaded) - driven
        if arrive > by:
            return None
        depart = passes[0].at - uses_of(way, loaded)[0].minutes if passes else ready
        return Run(way=way.id, depart=depart, passes=tuple(passes), arrive=arrive)

    def _guards(self, way: Leg | Approach, loaded: bool) -> list[tuple[str, tuple[int | None, int | None]]]:
        return [item for item in self._stretches(way, loaded) if item[0] in self.closed]

    def _stretches(self, way: Leg | Approach, loaded: bool) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
        """Each road with the numbers of the passes between which it is entered (None: departure, arrival)."""
        edges = way.edges[::-1] if isinstance(way, Leg) and not loaded else way.edges
        held = [self.resources[use.resource].road for use in uses_of(way, loaded)]
        places = [(number, edges.index(road)) for number, road in enumerate(held) if road in edges]
        for index, edge in enumerate(edges):
            after = max((number for number, place in places if place <= index), default=None)
            before = min((number for number, place in places if place >= index), default=None)
            yield edge, (after, before)

    def _blocked(self, road: str, between: tuple[int | None, int | None], run: Run) -> Iterator[int]:
        first, last = _entered(between, run, run.passes)
        yield from (until for since, until in self.closed[road] if since <= last and first <= until)

    def leaning(self, days: Sequence[VehicleDay]) -> tuple[str, ...]:
        """Roads that are unknown when the days use them, sorted."""
        found = set()
        for day in days if self.dark else ():
            for way, loaded, run in runs_of(self, day):
                for road, between in self._stretches(way, loaded):
                    first, last = _entered(between, run, passes_of(way, run))
                    if any(since <= last and first <= until for since, until in self.dark.get(road, ())):
                        found.add(road)
        return tuple(sorted(found))


def calendars_of(legend: Legend, plan: FleetPlan, *, strict: bool = False) -> Calendars:
    """The calendars of a whole plan."""
    calendars = Calendars(legend, strict=strict)
    for day in plan.days:
        calendars.hold(day)
    return calendars


def runs_of(calendars: Calendars, day: VehicleDay) -> Iterator[tuple[Leg | Approach, bool, FleetTrip | PickUp | Move]]:
    """Every run of a day: its way, whether people are on board, and the run."""
    for move in (*((day.approach,) if day.approach else ()), *day.moves):
        yield calendars.approaches.get(move.way) or calendars.legs[move.way], False, move
    for trip in day.trips:
        for stop in trip.stops:
            yield calendars.approaches[stop.way], True, stop
        yield calendars.legs[trip.leg], True, trip


def uses_of(way: Leg | Approach, loaded: bool) -> tuple[ResourceUse, ...]:
    """The resources met on a way, in order of travel."""
    return way.uses if loaded or isinstance(way, Approach) else way.uses_empty


def minutes_of(way: Leg | Approach, loaded: bool) -> int:
    """Minutes of driving along a way."""
    if isinstance(way, Leg):
        return (way.minutes_loaded if loaded else way.minutes_empty).value
    return way.minutes_loaded.value if loaded and way.minutes_loaded is not None else way.minutes.value


def passes_of(way: Leg | Approach, run: FleetTrip | PickUp | Move) -> tuple[Pass, ...]:
    """The passes of a run, with that of the gate its convoy departs by, which no plan writes down."""
    uses = uses_of(way, not isinstance(run, Move))
    gates = (use.resource for use in uses[:1] if use.resource.startswith(GATE))
    return (*(Pass(resource=gate, at=run.depart) for gate in gates), *run.passes)


def _entered(
    between: tuple[int | None, int | None], run: Run | FleetTrip | PickUp | Move, passes: Sequence[Pass]
) -> Span:
    after, before = between
    first = run.depart if after is None else passes[after].at
    last = run.arrive if before is None else passes[before].at
    return min(first, last), max(first, last)


def _closures(legend: Legend, resource: Resource) -> Iterator[Span]:
    """Minutes [since, until) of the day, begun minutes whole."""
    for closure in resource.closures:
        since = int((closure.since - legend.zero).total_seconds() // 60)
        until = NEVER if closure.until is None else ceil_div(int((closure.until - legend.zero).total_seconds()), 60)
        yield since, until
