"""A timetable of an instance written as a plan of the situation: names for numbers, whole households for persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, Pass, VehicleDay
from safeconduct.model.place import Mode, Passable, passable
from safeconduct.model.plan import Households, Work
from safeconduct.model.situation import Approach, Leg, Needs
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.households import Seats, Waiting, board_households
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance
from safeconduct.plan.fleet.situated import ANY, Legend
from safeconduct.plan.instance import status_of


@dataclass(slots=True)
class _Run:
    """One trip on its way to paper: the vehicle, the timetable's trip, and the way it came in by."""

    vehicle: int
    trip: timetable.Trip
    leg: Leg
    came_by: Leg | Approach | None
    boarded: tuple[Households, ...] = ()


def written(
    legend: Legend, instance: FleetInstance, plan: timetable.FleetPlan, *, situation_sha: str, work: Work
) -> FleetPlan:
    """The plan. A trip no household fits into is not driven, nor what its vehicle would have done after it."""
    days = {day.vehicle: _runs(legend, instance, day) for day in plan.days if day.trips}
    left = _board(legend, instance, days)
    while any(not run.boarded for runs in days.values() for run in runs):
        for vehicle, runs in list(days.items()):
            empty = next((n for n, run in enumerate(runs) if not run.boarded), len(runs))
            days[vehicle] = runs[:empty]
            if not runs[:empty]:
                del days[vehicle]
        left = _board(legend, instance, days)
    bays = _bays(legend, instance, days)
    ways = [way for runs in days.values() for run in runs for way in (run.leg, run.came_by) if way is not None]
    orders = all(status_of(legend.situation, corridor) == "order" for corridor in legend.corridors)
    return FleetPlan(
        situation=situation_sha,
        scenario=legend.scenario,
        status="order" if orders else "capacity study",
        days=tuple(_day(legend, instance, runs, bays) for _, runs in sorted(days.items())),
        left_behind=left,
        leans_on=_leans(legend, ways),
        work=work,
    )


def _runs(legend: Legend, instance: FleetInstance, day: timetable.VehicleDay) -> list[_Run]:
    origin = int(instance.class_origin[int(instance.vehicle_class[day.vehicle])])
    runs = []
    for trip in day.trips:
        leg = legend.outbound[trip.site, trip.reception][trip.way_out]
        runs.append(_Run(day.vehicle, trip, leg, legend.inbound[origin, trip.site][trip.way_in]))
        origin = trip.reception
    return runs


def _board(legend: Legend, instance: FleetInstance, days: dict[int, list[_Run]]) -> tuple[Households, ...]:
    """Put households into the runs; returns who stays behind. Persons one by one board as the timetable says."""
    members = {profile.id: profile.members for profile in legend.situation.profiles}
    runs = [run for _, of_vehicle in sorted(days.items()) for run in of_vehicle]
    if all(need.total == 1 for need in members.values()):
        boarded, left = _as_timetabled(legend, runs, members)
    else:
        boarded, left = board_households(*_offers(legend, instance, runs, members))
    for run, aboard in zip(runs, boarded, strict=True):
        run.boarded = aboard
    return left


def _as_timetabled(
    legend: Legend, runs: Sequence[_Run], members: dict[str, Needs]
) -> tuple[tuple[tuple[Households, ...], ...], tuple[Households, ...]]:
    left = {group: dict(counts) for group, counts in legend.households.items()}
    boarded = []
    for run in runs:
        aboard: list[Households] = []
        for row, persons in run.trip.people:
            group, need = legend.groups[row]
            for profile, waiting in left[group].items():
                taken = min(persons, waiting) if getattr(members[profile], need) else 0
                if taken:
                    left[group][profile] -= taken
                    persons -= taken
                    aboard.append(Households(group=group, profile=profile, count=taken))
        boarded.append(tuple(aboard))
    staying = tuple(
        Households(group=group, profile=profile, count=n)
        for group, counts in left.items()
        for profile, n in counts.items()
        if n
    )
    return tuple(boarded), staying


def _offers(
    legend: Legend, instance: FleetInstance, runs: Sequence[_Run], members: dict[str, Needs]
) -> tuple[list[Waiting], list[Seats], dict[str, int]]:
    wishes = {g.id: g.wished.value for site in legend.sites for g in site.groups}
    where = {g.id: site.id for site in legend.sites for g in site.groups}
    waiting = [
        Waiting(
            group=group,
            profile=profile,
            members=members[profile],
            count=count,
            site=where[group],
            receptions=frozenset() if wishes[group] == ANY else frozenset({wishes[group]}),
        )
        for group, counts in legend.households.items()
        for profile, count in counts.items()
        if count
    ]
    seats = []
    for run in runs:
        places = instance.type_places[int(instance.class_type[int(instance.vehicle_class[run.vehicle])])]
        by_need = dict(zip(NEEDS, (int(n) for n in places), strict=True))
        seats.append(
            Seats(site=run.leg.site, reception=run.leg.reception, places=Needs(**by_need), arrive=run.trip.crosses_out)
        )
    capacity = {
        r.id: r.capacity.value
        for r in legend.situation.receptions
        if r.id in legend.receptions and r.capacity is not None
    }
    return waiting, seats, capacity


def _bays(legend: Legend, instance: FleetInstance, days: dict[int, list[_Run]]) -> dict[tuple[int, int], int]:
    """A bay for every run, by vehicle and the minute it loads: the lowest that is free."""
    found: dict[tuple[int, int], int] = {}
    free_from = {s: [0] * int(instance.bays[s]) for s in range(len(legend.sites))}
    runs = [run for of_vehicle in days.values() for run in of_vehicle]
    for run in sorted(runs, key=lambda run: (run.trip.loads, run.vehicle)):
        held = free_from[run.trip.site]
        bay = next(b for b, minute in enumerate(held) if minute <= run.trip.loads)
        held[bay] = run.trip.loads + _load(instance, run.vehicle)
        found[run.vehicle, run.trip.loads] = bay
    return found


def _load(instance: FleetInstance, vehicle: int) -> int:
    return int(instance.type_load[int(instance.class_type[int(instance.vehicle_class[vehicle])])])


def _day(legend: Legend, instance: FleetInstance, runs: Sequence[_Run], bays: dict[tuple[int, int], int]) -> VehicleDay:
    trips, moves = [], []
    for run in runs:
        depart, passes, arrive = _timed(legend, run.leg, run.trip.crosses_out, loaded=True)
        until = run.trip.loads + _load(instance, run.vehicle)
        trips.append(
            FleetTrip(
                leg=run.leg.id,
                bay=bays[run.vehicle, run.trip.loads],
                load_from=run.trip.loads,
                load_until=until,
                boarded=run.boarded,
                depart=depart,
                passes=passes,
                arrive=arrive,
                unloaded=run.trip.done,
            )
        )
        if run.came_by is not None:
            depart, passes, arrive = _timed(legend, run.came_by, run.trip.crosses_in, loaded=False)
            moves.append(Move(way=run.came_by.id, depart=depart, passes=passes, arrive=arrive))
    stood = runs[0].came_by is None
    return VehicleDay(
        vehicle=_name(legend, instance, runs[0].vehicle),
        approach=None if stood else moves[0],
        trips=tuple(trips),
        moves=tuple(moves if stood else moves[1:]),
    )


def _name(legend: Legend, instance: FleetInstance, vehicle: int) -> str:
    c = int(instance.vehicle_class[vehicle])
    return f"{legend.classes[c].id}-{vehicle - int(instance.class_count[:c].sum()) + 1}"


def _timed(legend: Legend, way: Leg | Approach, enters: int, *, loaded: bool) -> tuple[int, tuple[Pass, ...], int]:
    """Departure, passes and arrival of a way whose one narrow place is entered at ``enters``; without one, which is
    left at that minute."""
    held = {r.id: r for r in legend.situation.resources}
    uses = way.uses if loaded or isinstance(way, Approach) else way.uses_empty
    minutes = way.minutes if isinstance(way, Approach) else way.minutes_loaded if loaded else way.minutes_empty
    delays = [(held[u.resource].delay_loaded if loaded else held[u.resource].delay_empty).value for u in uses]
    narrow = next((n for n, u in enumerate(uses) if loaded or not held[u.resource].empty_free), None)
    depart = enters if narrow is None else enters - uses[narrow].minutes - sum(delays[:narrow])
    passes = tuple(Pass(resource=use.resource, at=depart + use.minutes + sum(delays[:n])) for n, use in enumerate(uses))
    return depart, passes, depart + minutes.value + sum(delays)


def _leans(legend: Legend, ways: Sequence[Leg | Approach]) -> tuple[str, ...]:
    """Roads of unknown state that the ways use, sorted."""
    roads = {road.id: road for road in legend.situation.roads}
    edges = {edge for way in ways for edge in way.edges}
    unknown = (e for e in edges if passable(roads[e].now.state, Mode.BUS, roads[e].kind) is Passable.UNKNOWN)
    return tuple(sorted(unknown))
