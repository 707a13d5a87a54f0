"""The loaded runs of a fleet's plan, as the day sees them: each takes people from one place, in vehicles that leave
together.

What the plan says in one trip may be several runs of the day. A trip with pick-ups is one run a stop: at the next stop
its people change over into the run that goes on from there, in the same vehicle, so that every run takes its people
from one site and everybody is counted there. Vehicles that depart as a convoy (docs/rules-fleet.md, F17) are one run.
A crossing at a transfer is a run to the landing, whose people change over into the vehicles that take them on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.model.fleet import Crossing, FleetPlan, FleetTrip, PickUp
from safeconduct.model.plan import Households
from safeconduct.model.situation import Approach, Leg, Needs, Situation, Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Boarding:
    """One vehicle of a run: who boards it, in which bay, and its number among the trips of its day (from 1)."""

    vehicle: str
    number: int
    bay: int
    load_from: int
    load_until: int
    boarded: tuple[Households, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRun:
    """A run of the day, in minutes of the plan. ``way`` is what it drives (or crosses), ``arrives`` when it is at its
    end; ``ahead`` are the ways its people still travel after it, ``out`` the minute they are out. ``onward`` names the
    run into which people change over at the end of it ("" when they are out; at a landing it is not known before)."""

    id: str
    corridor: str
    site: str
    reception: str
    boardings: tuple[Boarding, ...]
    way: Leg | Approach | Transfer
    points: tuple[str, ...]
    depart: int
    arrives: int
    out: int
    ahead: tuple[Leg | Approach, ...] = ()
    onward: str = ""

    @property
    def boarded(self) -> tuple[Households, ...]:
        """Who boards here."""
        return tuple(entry for boarding in self.boardings for entry in boarding.boarded)

    @property
    def board(self) -> int:
        """The minute the first vehicle boards."""
        return min(boarding.load_from for boarding in self.boardings)

    @property
    def roads(self) -> tuple[str, ...]:
        """Roads its people travel, to the end, each once."""
        return tuple(dict.fromkeys(road for way in (self.way, *self.ahead) for road in way.edges))


def runs_of(situation: Situation, plan: FleetPlan) -> tuple[LoadedRun, ...]:
    """The runs of a checked plan, in the order they depart."""
    runs = [*_Runs(situation, plan).all(), *crossings_of(situation, plan)]
    return tuple(sorted(runs, key=lambda run: (run.depart, run.id)))


class _Runs:
    """The runs of vehicles."""

    def __init__(self, situation: Situation, plan: FleetPlan) -> None:
        self.plan = plan
        self.together = situation.rules.fleet_convoys is not None
        self.approaches = {approach.id: approach for approach in situation.approaches}
        corridors = [situation.corridor(name) for name in plan.scenario.corridors]
        self.of_leg = {leg.id: (c.id, leg) for c in corridors for leg in situation.legs_of(c)}
        self.between = {(c.site, c.reception): c.id for c in reversed(corridors)}

    def all(self) -> Iterator[LoadedRun]:
        """Convoys, or trips one by one, and before them the runs between their stops."""
        convoys: dict[tuple[object, ...], list[tuple[str, int, FleetTrip]]] = {}
        for day in self.plan.days:
            for number, trip in enumerate(day.trips, 1):
                alone = () if self.together else (day.vehicle, number)
                convoys.setdefault((trip.leg, trip.depart, *alone), []).append((day.vehicle, number, trip))
        for trips in convoys.values():
            (vehicle, number, _), more = trips[0], len(trips) - 1
            name = f"{vehicle}.{number} and {more} more" if more else f"{vehicle}.{number}"
            last = max(trip.arrive for *_, trip in trips)
            yield self._last(name, trips, last)
            for vehicle, number, trip in trips:
                yield from self._stops(name, vehicle, number, trip, last)

    def _last(self, name: str, trips: list[tuple[str, int, FleetTrip]], arrives: int) -> LoadedRun:
        trip = trips[0][2]
        corridor, leg = self.of_leg[trip.leg]
        return LoadedRun(
            id=name,
            corridor=corridor,
            site=leg.site,
            reception=leg.reception,
            boardings=tuple(_boarding(vehicle, number, one) for vehicle, number, one in trips),
            way=leg,
            points=tuple(entry.resource for entry in trip.passes),
            depart=trip.depart,
            arrives=arrives,
            out=arrives,
        )

    def _stops(self, last: str, vehicle: str, number: int, trip: FleetTrip, out: int) -> Iterator[LoadedRun]:
        leg = self.of_leg[trip.leg][1]
        ways = [self.approaches[stop.way] for stop in trip.stops]
        names = [f"{vehicle}.{number} stop {n}" for n in range(1, len(ways) + 1)]
        for n, (stop, way) in enumerate(zip(trip.stops, ways, strict=True)):
            yield LoadedRun(
                id=names[n],
                corridor=self.between[way.depot, leg.reception],
                site=way.depot,
                reception=leg.reception,
                boardings=(_boarding(vehicle, number, stop),),
                way=way,
                points=tuple(entry.resource for entry in stop.passes),
                depart=stop.depart,
                arrives=stop.arrive,
                out=out,
                ahead=(*ways[n + 1 :], leg),
                onward=(*names, last)[n + 1],
            )


def _boarding(vehicle: str, number: int, run: FleetTrip | PickUp) -> Boarding:
    return Boarding(
        vehicle=vehicle,
        number=number,
        bay=run.bay,
        load_from=run.load_from,
        load_until=run.load_until,
        boarded=run.boarded,
    )


def crossings_of(situation: Situation, plan: FleetPlan) -> Iterator[LoadedRun]:
    """The crossings: a boat keeps its name for the day, a party on foot has one of its own."""
    transfers = {transfer.id: transfer for transfer in situation.transfers}
    corridors = [situation.corridor(name) for name in plan.scenario.corridors]
    members = {profile.id: profile.members for profile in situation.profiles}
    for n, crossing in enumerate(plan.crossings, 1):
        transfer = transfers[crossing.transfer]
        onward = next(corridor for corridor in corridors if corridor.site == transfer.landing)
        afoot = transfer.per_minute is not None
        sets_out = crossing.depart + _minutes_to_set_out(transfer, crossing, members)
        yield LoadedRun(
            id=f"{transfer.id} crossing {n}",
            corridor=onward.id,
            site=transfer.site,
            reception=transfer.landing,
            boardings=(
                Boarding(
                    vehicle=f"{transfer.id} party {n}" if afoot else f"{transfer.id} boat {crossing.boat + 1}",
                    number=n,
                    bay=0,
                    load_from=crossing.depart,
                    load_until=sets_out,
                    boarded=crossing.aboard,
                ),
            ),
            way=transfer,
            points=(),
            depart=sets_out,
            arrives=crossing.arrive,
            out=crossing.arrive,
        )


def _minutes_to_set_out(transfer: Transfer, crossing: Crossing, members: dict[str, Needs]) -> int:
    """A boat has boarding in its minutes; a party on foot takes so long until the last of it has set out."""
    if transfer.per_minute is None:
        return 0
    persons = sum(members[entry.profile].total * entry.count for entry in crossing.aboard)
    return -(-persons // transfer.per_minute.value)
