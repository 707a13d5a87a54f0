"""A timetable of an instance written as a plan of the situation: names for numbers, whole households for persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, Pass, VehicleDay
from safeconduct.model.place import Passable
from safeconduct.model.plan import Households, Work
from safeconduct.model.situation import Approach, Leg, Needs
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.departures import GATE
from safeconduct.plan.fleet.households import Seats, Waiting, board_households
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance
from safeconduct.plan.fleet.orders import Orders
from safeconduct.plan.fleet.situated import ANY, Legend, vehicle_name
from safeconduct.plan.fleet.spans import minute, pattern_of, when
from safeconduct.plan.instance import status_of


@dataclass(slots=True)
class _Run:
    """One trip on its way to paper: the vehicle, the timetable's trip, and the way it came in by. ``ordered`` is the
    trip as given out before, with the same people in the same bay; ``alike`` whether it is driven at the same times."""

    vehicle: int
    trip: timetable.Trip
    leg: Leg
    came_by: Leg | Approach | None
    ordered: FleetTrip | None = None
    came: Move | None = None
    alike: bool = False
    boarded: tuple[Households, ...] = ()


def written(
    legend: Legend,
    instance: FleetInstance,
    plan: timetable.FleetPlan,
    *,
    situation_sha: str,
    work: Work,
    orders: Orders | None = None,
) -> FleetPlan:
    """The plan. A trip no household fits into is not driven, nor what its vehicle would have done after it. Trips that
    ``orders`` hold already stay word for word, and their people on them."""
    days = {day.vehicle: _runs(legend, instance, day, orders) for day in plan.days if day.trips}
    left = _board(legend, instance, days)
    while any(not run.boarded for runs in days.values() for run in runs):
        for vehicle, runs in list(days.items()):
            empty = next((n for n, run in enumerate(runs) if not run.boarded), len(runs))
            days[vehicle] = runs[:empty]
            if not runs[:empty]:
                del days[vehicle]
        left = _board(legend, instance, days)
    bays = _bays(legend, instance, days)
    entered = [
        item
        for runs in days.values()
        for run in runs
        for item in ((run.leg, True, _out(run.trip)), (run.came_by, False, _in(run.trip)))
    ]
    corridors = legend.corridors
    return FleetPlan(
        situation=situation_sha,
        scenario=legend.scenario,
        status="order" if all(status_of(legend.situation, c) == "order" for c in corridors) else "capacity study",
        days=tuple(_day(legend, instance, runs, bays) for _, runs in sorted(days.items())),
        left_behind=left,
        leans_on=_leans(legend, [(way, loaded, at) for way, loaded, at in entered if way is not None]),
        work=work,
    )


def _runs(legend: Legend, instance: FleetInstance, day: timetable.VehicleDay, orders: Orders | None) -> list[_Run]:
    origin = int(instance.class_origin[int(instance.vehicle_class[day.vehicle])])
    runs = []
    for trip in day.trips:
        leg = legend.outbound[trip.site, trip.reception][trip.way_out]
        runs.append(_Run(day.vehicle, trip, leg, legend.inbound[origin, trip.site][trip.way_in]))
        origin = trip.reception
    if orders is not None and day.vehicle in orders.trips:
        known = orders.days[day.vehicle]
        came = (known.approach, *known.moves)
        for n, (run, was) in enumerate(zip(runs, orders.trips[day.vehicle], strict=False)):
            if (run.trip.site, run.trip.loads, run.trip.people) != (was.site, was.loads, was.people):
                break
            run.ordered, run.alike = known.trips[n], run.trip == was
            if (run.trip.way_in, _in(run.trip)) == (was.way_in, _in(was)):
                run.came = came[n]
            if not run.alike:
                break
    return runs


def _board(legend: Legend, instance: FleetInstance, days: dict[int, list[_Run]]) -> tuple[Households, ...]:
    """Put households into the runs; returns who stays behind. Who is on an ordered trip stays on it; of the others,
    persons one by one board as the timetable says."""
    members = {profile.id: profile.members for profile in legend.situation.profiles}
    runs = [run for _, of_vehicle in sorted(days.items()) for run in of_vehicle]
    left = {group: dict(counts) for group, counts in legend.households.items()}
    for run in runs:
        if run.ordered is not None:
            run.boarded = run.ordered.boarded
            for entry in run.boarded:
                left[entry.group][entry.profile] -= entry.count
    fresh = [run for run in runs if run.ordered is None]
    if all(need.total == 1 for need in members.values()):
        boarded, staying = _as_timetabled(legend, fresh, members, left)
    else:
        boarded, staying = board_households(*_offers(legend, instance, runs, members, left))
    for run, aboard in zip(fresh, boarded, strict=True):
        run.boarded = aboard
    return staying


def _as_timetabled(
    legend: Legend, runs: Sequence[_Run], members: dict[str, Needs], left: dict[str, dict[str, int]]
) -> tuple[tuple[tuple[Households, ...], ...], tuple[Households, ...]]:
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
    legend: Legend,
    instance: FleetInstance,
    runs: Sequence[_Run],
    members: dict[str, Needs],
    left: dict[str, dict[str, int]],
) -> tuple[list[Waiting], list[Seats], dict[str, int]]:
    """Who waits, the trips that nobody is on yet, and the room left at the receptions."""
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
        for group, counts in left.items()
        for profile, count in counts.items()
        if count
    ]
    seats = []
    for run in (run for run in runs if run.ordered is None):
        places = instance.type_places[int(instance.class_type[int(instance.vehicle_class[run.vehicle])])]
        by_need = dict(zip(NEEDS, (int(n) for n in places), strict=True))
        seats.append(
            Seats(site=run.leg.site, reception=run.leg.reception, places=Needs(**by_need), arrive=_out(run.trip)[-1])
        )
    capacity = {
        r.id: r.capacity.value
        for r in legend.situation.receptions
        if r.id in legend.receptions and r.capacity is not None
    }
    for run in runs:
        if run.ordered is not None and run.leg.reception in capacity:
            persons = sum(members[entry.profile].total * entry.count for entry in run.ordered.boarded)
            capacity[run.leg.reception] -= persons
    return waiting, seats, capacity


def _bays(legend: Legend, instance: FleetInstance, days: dict[int, list[_Run]]) -> dict[tuple[int, int], int]:
    """A bay for every run, by vehicle and the minute it loads: the ordered one; else the lowest that is free, one that
    nobody is ordered to meanwhile before others. Always one is free, as runs are taken in order of time."""
    found: dict[tuple[int, int], int] = {}
    free_from = {s: [0] * int(instance.bays[s]) for s in range(len(legend.sites))}
    runs = sorted((run for of in days.values() for run in of), key=lambda run: (run.trip.loads, run.vehicle))
    ordered = [(run.trip.site, run.ordered.bay, run.trip.loads) for run in runs if run.ordered is not None]
    for run in runs:
        held, begin = free_from[run.trip.site], run.trip.loads
        end = begin + _load(instance, run.vehicle)
        wanted = {bay for site, bay, at in ordered if site == run.trip.site and begin <= at < end}
        own = -1 if run.ordered is None else run.ordered.bay
        free = [bay for bay, minute in enumerate(held) if minute <= begin]
        bay = min(free, key=lambda bay: (bay != own, bay in wanted, bay))
        held[bay] = end
        found[run.vehicle, begin] = bay
    return found


def _load(instance: FleetInstance, vehicle: int) -> int:
    return int(instance.type_load[int(instance.class_type[int(instance.vehicle_class[vehicle])])])


def _day(legend: Legend, instance: FleetInstance, runs: Sequence[_Run], bays: dict[tuple[int, int], int]) -> VehicleDay:
    trips, moves = [], []
    for run in runs:
        bay = bays[run.vehicle, run.trip.loads]
        if run.ordered is not None and run.alike:
            trips.append(replace(run.ordered, bay=bay))
        else:
            depart, passes, arrive = _timed(legend, run.leg, _out(run.trip), loaded=True)
            trips.append(
                FleetTrip(
                    leg=run.leg.id,
                    bay=bay,
                    load_from=run.trip.loads,
                    load_until=run.trip.loads + _load(instance, run.vehicle),
                    boarded=run.boarded,
                    depart=depart,
                    passes=passes,
                    arrive=arrive,
                    unloaded=run.trip.done,
                )
            )
        if run.came is not None:
            moves.append(run.came)
        elif run.came_by is not None:
            depart, passes, arrive = _timed(legend, run.came_by, _in(run.trip), loaded=False)
            moves.append(Move(way=run.came_by.id, depart=depart, passes=passes, arrive=arrive))
    stood = runs[0].came_by is None
    return VehicleDay(
        vehicle=vehicle_name(legend, instance, runs[0].vehicle),
        approach=None if stood else moves[0],
        trips=tuple(trips),
        moves=tuple(moves if stood else moves[1:]),
    )


def _in(trip: timetable.Trip) -> tuple[int, ...]:
    return trip.crosses_in, *trip.passes_in


def _out(trip: timetable.Trip) -> tuple[int, ...]:
    return trip.crosses_out, *trip.passes_out


def _timed(
    legend: Legend, way: Leg | Approach, entries: Sequence[int], *, loaded: bool
) -> tuple[int, tuple[Pass, ...], int]:
    """Departure, passes and arrival of a way whose stops are entered at ``entries``."""
    pattern = pattern_of(legend.situation, way, loaded=loaded)
    uses = way.uses if loaded or isinstance(way, Approach) else way.uses_empty
    passes = tuple(
        Pass(resource=use.resource, at=minute(mark, entries))
        for use, mark in zip(uses, pattern.enters, strict=True)
        if not use.resource.startswith(GATE)  # of convoys: it is the departure
    )
    return minute(pattern.departs, entries), passes, minute(pattern.arrives, entries)


def _leans(legend: Legend, entered: Sequence[tuple[Leg | Approach, bool, tuple[int, ...]]]) -> tuple[str, ...]:
    """Roads whose state is unknown when they are used, sorted."""
    situation, unknown = legend.situation, frozenset({Passable.UNKNOWN})
    dark = {road.id: spans for road in situation.roads if (spans := when(road, legend.zero, unknown))}
    found = set()
    for way, loaded, entries in entered if dark else ():
        for edge, *marks in pattern_of(situation, way, loaded=loaded).roads:
            first, last = (minute(mark, entries) for mark in marks)
            if any(since <= last and first <= until for since, until in dark.get(edge, ())):
                found.add(edge)
    return tuple(sorted(found))
