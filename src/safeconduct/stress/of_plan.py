"""The programme of a plan of one corridor (docs/rules.md) or of a fleet (docs/rules-fleet.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise

from safeconduct.model.corridor import Corridor, CorridorStatus
from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Households, Plan
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Leg, Situation, VehicleClass
from safeconduct.run.orders import orders_of
from safeconduct.run.tally import count
from safeconduct.stress.programme import CorridorFacts, People, Programme, Round, Run, Seat, Stage, Start, Station, Way


def programme_of(situation: Situation, plan: Plan | FleetPlan) -> Programme:
    """What a plan's day is played from; CheckFailed when the plan is of another situation."""
    orders = orders_of(situation, plan)
    if not orders.convoys:
        raise InputError("the plan moves nobody", field="trips", next_step="stress a plan that has at least one trip")
    build = _Build(situation)
    opens = min(corridor.opens for corridor in orders.corridors)
    convoys = {convoy.id: convoy for convoy in orders.convoys}

    def minute(instant: datetime) -> float:
        return (instant - opens).total_seconds() / 60

    runs, starts = build.of_one(plan) if isinstance(plan, Plan) else build.of_fleet(plan)
    made = [
        Run(
            orders=convoys[name],
            groups=build.groups(convoys[name].site, convoys[name].reception),
            seats=seats,
            way=way,
            unload=unload,
            board=minute(convoys[name].board),
            depart=minute(convoys[name].depart),
            arrive=minute(convoys[name].arrive),
        )
        for name, (seats, way, unload) in runs.items()
    ]
    boarded = [entry for entries in _boarded(plan) for entry in entries]
    return Programme(
        opens=opens,
        orders=orders,
        members={profile.id: count(profile.members) for profile in situation.profiles},
        people=build.people([*boarded, *plan.left_behind]),
        corridors={
            facts.id: CorridorFacts(
                id=facts.id,
                opens=minute(facts.opens),
                closes=minute(facts.closes),
                latest=minute(facts.latest),
                agreed=situation.corridor(facts.id).status is CorridorStatus.AGREED,
            )
            for facts in orders.corridors
        },
        stations=build.stations,
        runs=tuple(sorted(made, key=lambda run: (run.board, run.id))),
        starts=starts,
        unknown=frozenset(road.id for road in situation.roads if road.now.state is RoadState.UNKNOWN),
        crossings=frozenset(road.id for road in situation.roads if road.over is not None),
        rounds={
            facts.id: build.rounds(situation.corridor(facts.id), isinstance(plan, Plan)) for facts in orders.corridors
        },
    )


def _boarded(plan: Plan | FleetPlan) -> Iterable[tuple[Households, ...]]:
    if isinstance(plan, Plan):
        return [trip.boarded for trip in plan.trips]
    return [trip.boarded for day in plan.days for trip in day.trips]


Made = dict[str, tuple[tuple[Seat, ...], Way, float]]


class _Build:
    """What both kinds of plan need to know of the situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.classes = {vehicle.id: vehicle for vehicle in situation.vehicles}
        self.legs = {leg.id: leg for leg in situation.legs}
        self.resources = {resource.id: resource for resource in situation.resources}
        self.stations: dict[str, Station] = {r.id: _station(r) for r in situation.resources}

    def groups(self, site: str, reception: str) -> tuple[str, ...]:
        """Groups of a site that wish to go there, or have not said where."""
        found = next(one for one in self.situation.sites if one.id == site)
        return tuple(group.id for group in found.groups if group.wished.value in (reception, "any"))

    def people(self, households: list[Households]) -> tuple[People, ...]:
        """Households of each group that the plan speaks of, in the situation's order."""
        sums: dict[str, dict[str, int]] = {}
        for entry in households:
            of = sums.setdefault(entry.group, {})
            of[entry.profile] = of.get(entry.profile, 0) + entry.count
        return tuple(
            People(group=group.id, site=site.id, households=sums[group.id])
            for site in self.situation.sites
            for group in site.groups
            if group.id in sums
        )

    def unload(self, vehicle: VehicleClass) -> float:
        """Minutes a vehicle of a class unloads."""
        own = vehicle.unload_minutes
        return own.value if own is not None else self.situation.rules.unload_minutes.value

    def class_of(self, vehicle: str) -> VehicleClass:
        """The class of a vehicle ``{class}-{n}``."""
        return self.classes[vehicle.rpartition("-")[0]]

    def of_one(self, plan: Plan) -> tuple[Made, Mapping[str, Start]]:
        """Convoys of several vehicles on one leg."""
        corridor = self.situation.corridor(plan.scenario.corridor)
        leg = self.situation.leg_of(corridor)
        assert leg is not None  # a checked plan with trips has a way
        out, back = self._checked_way(corridor, leg)
        last = {trip.vehicle: trip for trip in sorted(plan.trips, key=lambda trip: trip.load_from)}
        runs: Made = {}
        for convoy in sorted(plan.convoys, key=lambda convoy: convoy.depart):
            trips = [trip for trip in plan.trips if trip.convoy == convoy.number]
            begins = min(trip.load_from for trip in trips)
            seats = tuple(
                Seat(
                    vehicle=trip.vehicle,
                    places=count(self.class_of(trip.vehicle).places.value),
                    bay=trip.bay,
                    after=trip.load_from - begins,
                    boards=trip.load_until - trip.load_from,
                    planned=_planned(trip.boarded),
                    back=None if last[trip.vehicle] is trip else back,
                )
                for trip in trips
            )
            runs[str(convoy.number)] = (seats, out, self.situation.rules.unload_minutes.value)
        return runs, {vehicle: Start(free=0.0, way=None) for vehicle in last}

    def _checked_way(self, corridor: Corridor, leg: Leg) -> tuple[Way, Way]:
        """The leg with its checkpoint as a station, and the way back without one."""
        out = float(leg.minutes_loaded.value)
        back = Way(id=f"{leg.id} back", stages=(Stage(minutes=float(leg.minutes_empty.value)),))
        gate = leg.checkpoint
        if gate is None:
            return Way(id=leg.id, stages=(Stage(minutes=out),), roads=_spread(leg.edges, out)), back
        near = float(gate.minutes_from_site.value)
        self.stations[gate.id] = Station(
            id=gate.id,
            lanes=gate.lanes.value,
            minutes=0.0,
            seconds=gate.seconds_per_person.value,
            screens=True,
        )
        stages = (Stage(minutes=near, station=gate.id), Stage(minutes=out - near))
        return Way(id=leg.id, stages=stages, roads=_spread(leg.edges, out)), back

    def rounds(self, corridor: Corridor, alone: bool) -> tuple[Round, ...]:
        """The ways of a corridor, in the situation's order."""
        found = []
        for leg in self.situation.legs_of(corridor):
            if alone:
                out, back = self._checked_way(corridor, leg)
            else:
                out = self._way(leg.id, leg.minutes_loaded.value, leg.uses, leg.edges)
                roads = tuple(reversed(leg.edges))
                back = self._way(f"{leg.id} back", leg.minutes_empty.value, leg.uses_empty, roads)
            found.append(Round(out=out, back=back))
        return tuple(found)

    def of_fleet(self, plan: FleetPlan) -> tuple[Made, Mapping[str, Start]]:
        """One convoy a loaded trip."""
        runs: Made = {}
        starts: dict[str, Start] = {}
        for day in plan.days:
            kind = self.class_of(day.vehicle)
            for number, trip in enumerate(day.trips, 1):
                seat = Seat(
                    vehicle=day.vehicle,
                    places=count(kind.places.value),
                    bay=trip.bay,
                    after=0.0,
                    boards=trip.load_until - trip.load_from,
                    planned=_planned(trip.boarded),
                    back=self._back(day, number, trip),
                )
                leg = self.legs[trip.leg]
                way = self._way(leg.id, leg.minutes_loaded.value, leg.uses, leg.edges)
                runs[f"{day.vehicle}.{number}"] = ((seat,), way, self.unload(kind))
            starts[day.vehicle] = self._start(day, kind)
        return runs, starts

    def _back(self, day: VehicleDay, number: int, trip: FleetTrip) -> Way | None:
        if number == len(day.trips):
            return None
        return self._empty(day.moves[number - 1])

    def _start(self, day: VehicleDay, kind: VehicleClass) -> Start:
        free = float(kind.available_from.value) if kind.available_from is not None else 0.0
        return Start(free=free, way=None if day.approach is None else self._empty(day.approach))

    def _empty(self, move: Move) -> Way:
        leg = self.legs.get(move.way)
        if leg is not None:
            return self._way(f"{leg.id} back", leg.minutes_empty.value, leg.uses_empty, tuple(reversed(leg.edges)))
        approach = next(one for one in self.situation.approaches if one.id == move.way)
        return self._way(approach.id, approach.minutes.value, approach.uses, approach.edges)

    def _way(self, name: str, minutes: int, uses: tuple[ResourceUse, ...], roads: tuple[str, ...]) -> Way:
        marks = [0, *(use.minutes for use in uses), minutes]
        stations = [*(use.resource for use in uses), None]
        stages = tuple(
            Stage(minutes=float(until - since), station=station)
            for (since, until), station in zip(pairwise(marks), stations, strict=True)
        )
        at = {self.resources[use.resource].road: float(use.minutes) for use in uses}
        spread = tuple((road, at.get(road, mark)) for road, mark in _spread(roads, float(minutes)))
        return Way(id=name, stages=stages, roads=spread)


def _spread(roads: tuple[str, ...], minutes: float) -> tuple[tuple[str, float], ...]:
    """Where each road of a way begins, in minutes of driving: a situation keeps no minutes per road, so they are
    spread evenly."""
    return tuple((road, minutes * index / max(1, len(roads))) for index, road in enumerate(roads))


def _planned(boarded: tuple[Households, ...]) -> tuple[tuple[str, str, int], ...]:
    return tuple((entry.group, entry.profile, entry.count) for entry in boarded)


def _station(resource: Resource) -> Station:
    return Station(
        id=resource.id,
        lanes=resource.lanes.value,
        minutes=float(resource.slot_minutes.value),
        loaded=float(resource.delay_loaded.value),
        empty=float(resource.delay_empty.value),
        empty_free=resource.empty_free,
        screens=resource.kind == "checkpoint",
    )
