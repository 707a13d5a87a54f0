"""A fleet's day in words: who boards where and when, by vehicle, by site and by reception, in order of time.

Minutes of the plan become clock times here, once; every document of a fleet takes its times from these views.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, Pass, PickUp, VehicleDay
from safeconduct.model.plan import Households
from safeconduct.model.situation import Approach, Leg, Needs, Situation
from safeconduct.publish import figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Boarding:
    """A vehicle in a bay: bay counted from 1, minutes [since, until), the minute its people are called forward, who
    boards, and how many households of each make-up."""

    vehicle: str
    kind: str
    site: str
    reception: str
    bay: int
    since: int
    until: int
    called: int
    persons: Needs
    boarded: tuple[Households, ...]
    trip: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A drive of a vehicle, loaded or empty, with the narrow places it passes at their minutes."""

    vehicle: str
    kind: str
    way: str
    start: str
    goal: str
    loaded: bool
    depart: int
    passes: tuple[Pass, ...]
    arrive: int
    persons: Needs
    unloaded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All boardings and runs of a plan, in the plan's order of vehicles; ``zero`` is the instant of minute 0."""

    situation: Situation
    plan: FleetPlan
    zero: datetime
    boardings: tuple[Boarding, ...]
    runs: tuple[Run, ...]

    def clock(self, minute: int) -> str:
        """A minute as UTC clock time: 12:40Z."""
        return figures.clock(self.zero, minute)

    def local(self, minute: int) -> str:
        """A minute on the clock of the first party, in words; empty when no party names one."""
        zones = figures.zones(self.situation.parties)
        return figures.local(self.zero + timedelta(minutes=minute), zones[0]) if zones else ""

    def iso(self, minute: int) -> str:
        """A minute as an instant for a table: 2026-08-08T12:40Z."""
        return f"{self.zero + timedelta(minutes=minute):%Y-%m-%dT%H:%MZ}"

    def name(self, place: str) -> str:
        """The name of a site, reception, depot or narrow place by id."""
        held = self.situation
        return {
            **{n.id: figures.line(n.name) for n in held.nodes},
            **{d.id: figures.line(d.name) for d in held.depots},
            **{r.id: figures.line(r.name) for r in held.receptions},
            **{s.id: figures.line(s.name) for s in held.sites},
            **{r.id: figures.line(r.name) for r in held.resources},
        }.get(place, place)

    @property
    def last(self) -> int:
        """The last minute of the plan, 0 when nobody moves."""
        return max((run.unloaded for run in self.runs), default=0)

    def of(self, vehicle: str) -> tuple[tuple[Boarding, ...], tuple[Run, ...]]:
        """The boardings and runs of one vehicle, in order of time."""
        return (
            tuple(sorted((b for b in self.boardings if b.vehicle == vehicle), key=lambda b: b.since)),
            tuple(sorted((r for r in self.runs if r.vehicle == vehicle), key=lambda r: r.depart)),
        )


def persons_in(situation: Situation, boarded: Sequence[Households]) -> Needs:
    """Persons by need in households."""
    members = {profile.id: profile.members for profile in situation.profiles}
    total = Needs()
    for entry in boarded:
        total = total.plus(members[entry.profile].times(entry.count))
    return total


def day_of(situation: Situation, plan: FleetPlan) -> Day:
    """The day of a checked plan."""
    windows = [situation.corridor(name).window for name in plan.scenario.corridors]
    classes = {f"{c.id}-{n}": c.name for c in situation.vehicles for n in range(1, c.count.value + 1)}
    boardings: list[Boarding] = []
    runs: list[Run] = []
    called = {(call.vehicle, call.site, call.load_from): call.at for call in plan.calls}
    for one in plan.days:
        _vehicle(situation, one, figures.line(classes.get(one.vehicle, one.vehicle)), boardings, runs)
    return Day(
        situation=situation,
        plan=plan,
        zero=min(window.opens for window in windows if window is not None),
        boardings=tuple(
            replace(board, called=called.get((board.vehicle, board.site, board.since), board.since))
            for board in boardings
        ),
        runs=tuple(runs),
    )


def _vehicle(situation: Situation, day: VehicleDay, kind: str, boardings: list[Boarding], runs: list[Run]) -> None:
    legs = {leg.id: leg for leg in situation.legs}
    ways: dict[str, Leg | Approach] = {**legs, **{way.id: way for way in situation.approaches}}
    moves = (day.approach, *day.moves)
    for number, (move, trip) in enumerate(zip(moves, day.trips, strict=True), 1):
        leg = legs[trip.leg]
        if move is not None:
            runs.append(_empty(day.vehicle, kind, ways[move.way], move))
        aboard = Needs()
        for stop in trip.stops:
            way = ways[stop.way]
            site = way.depot if isinstance(way, Approach) else way.site
            goal = way.site if isinstance(way, Approach) else way.reception
            entered = persons_in(situation, stop.boarded)
            aboard = aboard.plus(entered)
            boardings.append(_boarding(day.vehicle, kind, site, leg.reception, stop, entered, number))
            runs.append(
                Run(vehicle=day.vehicle, kind=kind, way=stop.way, start=site, goal=goal, loaded=True,
                    depart=stop.depart, passes=stop.passes, arrive=stop.arrive, persons=aboard, unloaded=stop.arrive)
            )  # fmt: skip
        entered = persons_in(situation, trip.boarded)
        aboard = aboard.plus(entered)
        boardings.append(_boarding(day.vehicle, kind, leg.site, leg.reception, trip, entered, number))
        runs.append(
            Run(vehicle=day.vehicle, kind=kind, way=leg.id, start=leg.site, goal=leg.reception, loaded=True,
                depart=trip.depart, passes=trip.passes, arrive=trip.arrive, persons=aboard, unloaded=trip.unloaded)
        )  # fmt: skip


def _boarding(
    vehicle: str, kind: str, site: str, reception: str, at: FleetTrip | PickUp, persons: Needs, trip: int
) -> Boarding:
    return Boarding(
        vehicle=vehicle,
        kind=kind,
        site=site,
        reception=reception,
        bay=at.bay + 1,
        since=at.load_from,
        until=at.load_until,
        called=at.load_from,
        persons=persons,
        boarded=at.boarded,
        trip=trip,
    )


def _empty(vehicle: str, kind: str, way: Leg | Approach, move: Move) -> Run:
    start, goal = (way.depot, way.site) if isinstance(way, Approach) else (way.reception, way.site)
    return Run(
        vehicle=vehicle,
        kind=kind,
        way=move.way,
        start=start,
        goal=goal,
        loaded=False,
        depart=move.depart,
        passes=move.passes,
        arrive=move.arrive,
        persons=Needs(),
        unloaded=move.arrive,
    )
