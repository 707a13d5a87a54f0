"""A plan that was given out, as a timetable again: numbers for names, so that it can be repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.place import Passable
from safeconduct.model.situation import Approach, Leg
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ints
from safeconduct.plan.fleet.situated import Legend, vehicle_name
from safeconduct.plan.fleet.spans import Span, minute, pattern_of, when
from safeconduct.plan.fleet.tables import open_slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The days of a plan and the trips they are in the timetable, by number of the vehicle."""

    days: dict[int, VehicleDay]
    trips: dict[int, tuple[timetable.Trip, ...]]

    @property
    def timetable(self) -> timetable.FleetPlan:
        """All trips."""
        return timetable.FleetPlan(
            days=tuple(timetable.VehicleDay(vehicle=v, trips=trips) for v, trips in sorted(self.trips.items()))
        )


def vehicles_of(legend: Legend, instance: FleetInstance) -> dict[str, int]:
    """The number of every vehicle by its name."""
    return {vehicle_name(legend, instance, v): v for v in range(instance.vehicles)}


def orders_of(legend: Legend, instance: FleetInstance, plan: FleetPlan) -> Orders:
    """The plan in the numbers of an instance whose legend names all its ways (``legend_of(…, closed_too=True)``).

    NotFound for a name the legend lacks; InputError for a run that waits behind its narrow place, which no timetable
    can say.
    """
    reader = _Reader(legend, instance)
    if plan.crossings:
        raise InputError(
            "the plan brings people across at a transfer",
            field="crossings",
            next_step="such a plan is changed order by order, not on arrays",
        )
    numbers = vehicles_of(legend, instance)
    days: dict[int, VehicleDay] = {}
    for day in plan.days:
        if day.vehicle not in numbers:
            raise _unknown("vehicle", day.vehicle)
        days[numbers[day.vehicle]] = day
    return Orders(days=days, trips={v: reader.trips(v, day) for v, day in days.items()})


class _Reader:
    """Rows of the legend by name."""

    def __init__(self, legend: Legend, instance: FleetInstance) -> None:
        self.legend, self.instance = legend, instance
        self.legs = {leg.id: (place, leg) for place, legs in legend.outbound.items() for leg in legs}
        self.rows = {key: row for row, key in enumerate(legend.groups)}
        self.members = {profile.id: profile.members for profile in legend.situation.profiles}

    def trips(self, vehicle: int, day: VehicleDay) -> tuple[timetable.Trip, ...]:
        """The trips of one day."""
        kind = int(self.instance.vehicle_class[vehicle])
        unload = int(self.instance.type_unload[int(self.instance.class_type[kind])])
        origin = int(self.instance.class_origin[kind])
        found = []
        for trip, came in zip(day.trips, (day.approach, *day.moves), strict=True):
            if trip.leg not in self.legs:
                raise _unknown("leg", trip.leg)
            if trip.stops:
                raise InputError(
                    f"{day.vehicle} picks people up at several sites on one trip",
                    field=f"days.{day.vehicle}",
                    next_step="such a plan is changed order by order, not on arrays",
                )
            (site, reception), leg = self.legs[trip.leg]
            out, away = self._way(self.legend.outbound[site, reception], leg, trip, loaded=True)
            into = self.legend.inbound[origin, site]
            if came is None:
                way_in = 0
                enters: tuple[int, ...] = (trip.load_from,)
            else:
                back = next((way for way in into if way is not None and way.id == came.way), None)
                if back is None:
                    raise _unknown("way", came.way)
                way_in, enters = self._way(into, back, came, loaded=False)
            arrives = pattern_of(self.legend.situation, leg, loaded=True).arrives
            if trip.unloaded != minute(arrives, away) + unload:
                raise InputError(
                    f"{day.vehicle} arrives at {trip.arrive}, later than it must from minute {away[-1]} on",
                    field=f"days.{day.vehicle}",
                    next_step="let it wait before a narrow place, not behind the last",
                )
            found.append(
                timetable.Trip(
                    site=site,
                    way_in=way_in,
                    crosses_in=enters[0],
                    passes_in=enters[1:],
                    loads=trip.load_from,
                    reception=reception,
                    way_out=out,
                    crosses_out=away[0],
                    passes_out=away[1:],
                    done=trip.unloaded,
                    people=self._people(trip),
                )
            )
            origin = reception
        return tuple(found)

    def _way(
        self, ways: tuple[Leg | Approach | None, ...], way: Leg | Approach, run: FleetTrip | Move, *, loaded: bool
    ) -> tuple[int, tuple[int, ...]]:
        """The number of the way, in the opening it was driven in, and the minutes its stops were entered."""
        pattern = pattern_of(self.legend.situation, way, loaded=loaded)
        enters = tuple(run.passes[stop].at for stop in pattern.stops) or (run.depart,)
        places = [k for k, other in enumerate(ways) if other is way]
        fits = [
            k
            for k, opening in zip(places, self.legend.openings[way.id, loaded], strict=True)
            if all(first <= at <= last for (first, last), at in zip(opening, enters, strict=True))
        ]
        return (fits or places)[0], enters

    def _people(self, trip: FleetTrip) -> tuple[tuple[int, int], ...]:
        aboard: Counter[int] = Counter()
        for entry in trip.boarded:
            for need in NEEDS:
                persons = getattr(self.members[entry.profile], need) * entry.count
                if persons:
                    aboard[self.rows[entry.group, need]] += persons
        return tuple(sorted(aboard.items()))


def _unknown(what: str, name: str) -> NotFound:
    return NotFound(
        f"the plan uses {what} {name}, which the situation no longer has",
        field="days",
        next_step="plan the day anew; a repair only closes and opens roads and resources",
    )


def against_the_past(legend: Legend, instance: FleetInstance, orders: Orders, now: int) -> None:
    """InputError when something is said to have been closed at a minute before ``now`` at which a vehicle used it."""
    open_: Ints = open_slots(instance)
    no = frozenset({Passable.NO})
    closed = {road.id: when(road, legend.zero, no) for road in legend.situation.roads}
    for vehicle, trips in orders.trips.items():
        origin = int(instance.class_origin[int(instance.vehicle_class[vehicle])])
        for trip in trips:
            key_in, key_out = (origin, trip.site, trip.way_in), (trip.site, trip.reception, trip.way_out)
            back, leg = legend.inbound[key_in[:2]][trip.way_in], legend.outbound[key_out[:2]][trip.way_out]
            for way, loaded, entries, ways, key in (
                (back, False, (trip.crosses_in, *trip.passes_in), instance.inbound, key_in),
                (leg, True, (trip.crosses_out, *trip.passes_out), instance.outbound, key_out),
            ):
                if way is None:
                    continue
                used = list(_used_closed(legend, way, entries, now, closed, loaded=loaded))
                posts = instance.posts.along(int(ways.post[key]))
                rows = [int(ways.crossing[key]), *(int(instance.posts.crossing[p]) for p in posts)]
                used += [
                    legend.crossings[b] for b, at in zip(rows, entries, strict=True) if at < now and not open_[b, at]
                ]
                if used:
                    raise InputError(
                        f"{vehicle_name(legend, instance, vehicle)} used {used[0]} at about minute {entries[0]}, "
                        "when it is said to have been closed",
                        field=used[0],
                        next_step=f"date the closure from minute {now} on, or plan the day anew",
                    )
            origin = trip.reception


def _used_closed(
    legend: Legend,
    way: Leg | Approach,
    entries: tuple[int, ...],
    now: int,
    closed: dict[str, tuple[Span, ...]],
    *,
    loaded: bool,
) -> Iterator[str]:
    """Roads of a run that it had entered before ``now``, at a time at which they were closed."""
    for edge, *marks in pattern_of(legend.situation, way, loaded=loaded).roads:
        first, last = (minute(mark, entries) for mark in marks)
        if last < now and any(since <= last and first <= until for since, until in closed[edge]):
            yield edge
