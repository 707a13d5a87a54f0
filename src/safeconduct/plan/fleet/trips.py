"""One trip of one vehicle over one or several sites, timed on the calendars: as early as can be, stop after stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetTrip, Move, PickUp, VehicleDay
from safeconduct.model.plan import Households
from safeconduct.model.situation import Approach, Leg, Needs, VehicleClass
from safeconduct.plan.fleet.calendars import NEVER, Calendars, Run
from safeconduct.plan.fleet.departures import GATE
from safeconduct.plan.fleet.instance import NEEDS
from safeconduct.plan.fleet.situated import Legend, first_openings, opens_to, type_of
from safeconduct.plan.instance import ceil_div, latest_arrival

#: Who boards where, in order of the stops.
PickUps = tuple[tuple[str, tuple[Households, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """A vehicle empty at a place (a depot, a site, or a reception) from a minute on; it must be done by another, and
    ``fresh`` has not moved yet."""

    place: str
    since: int
    by: int
    fresh: bool


class TripTimes:
    """Times trips of a fleet; ``windows`` are minutes (opens, latest) of planned corridors by site and reception."""

    def __init__(self, legend: Legend, calendars: Calendars) -> None:
        situation = legend.situation
        self.legend, self.calendars = legend, calendars
        self.members = {profile.id: profile.members for profile in situation.profiles}
        self.windows: dict[tuple[str, str], tuple[int, int]] = {}
        for corridor in legend.corridors:
            assert corridor.window is not None
            opens = int((corridor.window.opens - legend.zero).total_seconds() // 60)
            self.windows[corridor.site, corridor.reception] = opens, opens + latest_arrival(situation, corridor)
        self.into = {site: max(u for (s, _), (_, u) in self.windows.items() if s == site) for site, _ in self.windows}
        self.legs: dict[tuple[str, str], list[Leg]] = {}
        for leg in dict.fromkeys(leg for legs in legend.outbound.values() for leg in legs):
            self.legs.setdefault((leg.site, leg.reception), []).append(leg)
        self.back: dict[tuple[str, str], list[Leg]] = {}
        for way in dict.fromkeys(way for ways in legend.inbound.values() for way in ways):
            if isinstance(way, Leg):
                self.back.setdefault((way.reception, way.site), []).append(way)
        self.approaches: dict[tuple[str, str], list[Approach]] = {}
        for approach in situation.approaches:
            self.approaches.setdefault((approach.depot, approach.site), []).append(approach)
        self.opened = first_openings(legend)

    def between(self, first: str, second: str) -> list[Approach]:
        """Ways from one site to another that may be driven with people on board."""
        return [way for way in self.approaches.get((first, second), ()) if way.minutes_loaded is not None]

    def share(self, kind: VehicleClass, boarded: Sequence[Households]) -> int:
        """Minutes in a bay at one of several pick-ups (rule F13)."""
        seconds, full = self.legend.situation.rules.loading_seconds.value, kind.places.value
        aboard = persons_of(self.members, boarded)
        whole = sum(getattr(seconds, n) * getattr(full, n) for n in NEEDS)
        mine = sum(getattr(seconds, n) * getattr(aboard, n) for n in NEEDS)
        return max(1, ceil_div(type_of(self.legend.situation, kind)[1] * mine, whole) if whole else 1)

    def minutes(self, kind: VehicleClass, pickups: PickUps) -> list[int]:
        """Minutes in the bay at each stop: all of them at the only one; else its share, the last one the rest."""
        whole = type_of(self.legend.situation, kind)[1]
        if len(pickups) == 1:
            return [whole]
        found = [self.share(kind, boarded) for _, boarded in pickups]
        found[-1] += max(0, whole - sum(found))
        return found

    def timed(
        self, kind: VehicleClass, free: Free, pickups: PickUps, reception: str, *, since: int = 0, leaves_from: int = 0
    ) -> tuple[Move | None, FleetTrip] | None:
        """The way to the first stop and the trip, boarding from ``since`` on and departing from its last stop from
        ``leaves_from`` on at the earliest; None when it cannot be done in time."""
        came, ready = self.come(free, pickups[0][0])
        ready = max(ready, since)
        latest = min(self.windows[site, reception][1] for site, _ in pickups)
        unload = type_of(self.legend.situation, kind)[2]
        runs: list[tuple[int, int, int, Run]] = []
        for number, ((site, _), minutes) in enumerate(zip(pickups, self.minutes(kind, pickups), strict=True)):
            if ready >= latest:
                return None
            bay, begin = self.calendars.bay(site, ready, minutes)
            leaves = max(begin + minutes, self.windows[site, reception][0])
            onward = number + 1 < len(pickups)
            leaves = leaves if onward else max(leaves, leaves_from)
            ways = self.between(site, pickups[number + 1][0]) if onward else self.legs.get((site, reception), [])
            by = latest if onward else min(latest, free.by - unload)
            run = self.first(ways, leaves, by, loaded=True)
            if run is None:
                return None
            runs.append((bay, begin, begin + minutes, run))
            ready = run.arrive
        return came, trip_of(pickups, runs, ready + unload)

    def come(self, free: Free, site: str) -> tuple[Move | None, int]:
        """The empty run to a site and the minute it ends; NEVER when there is none."""
        if free.fresh and free.place == site:
            return None, free.since
        if free.fresh:
            found = (
                self.first([way], max(free.since, opens_to(self.opened, way)), self.into[site], loaded=False)
                for way in self.approaches.get((free.place, site), [])
            )
            run = min((one for one in found if one is not None), key=lambda one: one.arrive, default=None)
        else:
            opens = self.windows.get((site, free.place), (0, 0))[0]
            ways = self.back.get((free.place, site), [])
            run = self.first(ways, max(free.since, opens), self.into[site], loaded=False)
        return (None, NEVER) if run is None else (run.move, run.arrive)

    def first(self, ways: Sequence[Leg | Approach], ready: int, by: int, *, loaded: bool) -> Run | None:
        """The run along one of the ways, from ``ready`` on, that is there first; None when none is by minute ``by``."""
        found = (self.calendars.drive(way, ready, by, loaded=loaded) for way in ways)
        return min((run for run in found if run is not None), key=lambda run: run.arrive, default=None)


def trip_of(pickups: PickUps, runs: Sequence[tuple[int, int, int, Run]], unloaded: int) -> FleetTrip:
    """The trip whose stops hold a bay in [from, until) and then drive on."""
    stops = tuple(
        PickUp(
            bay=bay,
            load_from=since,
            load_until=until,
            boarded=boarded,
            way=run.way,
            depart=run.depart,
            passes=tuple(passed for passed in run.passes if not passed.resource.startswith(GATE)),
            arrive=run.arrive,
        )
        for (_, boarded), (bay, since, until, run) in zip(pickups, runs, strict=True)
    )
    last = stops[-1]
    return FleetTrip(
        leg=last.way,
        bay=last.bay,
        load_from=last.load_from,
        load_until=last.load_until,
        boarded=last.boarded,
        depart=last.depart,
        passes=last.passes,
        arrive=last.arrive,
        unloaded=unloaded,
        stops=stops[:-1],
    )


def pickups_of(calendars: Calendars, trip: FleetTrip) -> PickUps:
    """Who boards where on a trip, in order."""
    stops = ((calendars.approaches[stop.way].depot, stop.boarded) for stop in trip.stops)
    return (*stops, (calendars.legs[trip.leg].site, trip.boarded))


def free_before(calendars: Calendars, kind: VehicleClass, day: VehicleDay | None, number: int) -> Free:
    """Where the vehicle is empty before its trip of that number (from 0), and when it must be done with it."""
    trips = day.trips if day is not None else ()
    by = day.moves[number].depart if day is not None and number + 1 < len(trips) else NEVER
    if number == 0:
        since = max(0, kind.available_from.value) if kind.available_from else 0
        return Free(place=kind.start.value, since=since, by=by, fresh=True)
    before = trips[number - 1]
    return Free(place=calendars.legs[before.leg].reception, since=before.unloaded, by=by, fresh=False)


def changed_day(day: VehicleDay | None, vehicle: str, number: int, came: Move | None, trip: FleetTrip) -> VehicleDay:
    """The day with its trip of that number (from 0), and the way to it, in place of what was there, or behind all."""
    trips = [] if day is None else list(day.trips)
    moves = [] if day is None else [day.approach, *day.moves]
    trips[number : number + 1] = [trip]
    moves[number : number + 1] = [came]
    onward = tuple(move for move in moves[1:] if move is not None)
    return VehicleDay(vehicle=vehicle, approach=moves[0], trips=tuple(trips), moves=onward)


def persons_of(members: dict[str, Needs], boarded: Sequence[Households]) -> Needs:
    """Persons by need in households."""
    total = Needs()
    for entry in boarded:
        total = total.plus(members[entry.profile].times(entry.count))
    return total


def vehicles_of(legend: Legend) -> Iterator[tuple[str, VehicleClass]]:
    """Every vehicle by name, with its class."""
    for kind in legend.classes:
        for number in range(1, kind.count.value + 1):
            yield f"{kind.id}-{number}", kind
