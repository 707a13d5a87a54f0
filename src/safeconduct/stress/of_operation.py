"""The programme of an operation of the past: one rule for all, one stated default for whatever its sources leave out.

Nothing here is chosen by case. Who could be moved is reckoned as a planner would with the same facts, by arithmetic:
vehicles go in turn, as fast as the checkpoint takes them at its planned pace, for as long as they are in before the
window closes, at most twice each. What then happens on a day is the priors' affair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from safeconduct.model.day import ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
from safeconduct.model.situation import Needs
from safeconduct.stress.operations import Figure, Operation
from safeconduct.stress.programme import CorridorFacts, People, Programme, Round, Run, Seat, Stage, Start, Station, Way

#: Hours a corridor is open where nobody said: those of Azot, Sumy and Homs.
OPEN_HOURS = 12.0
#: Km one way where nobody said: of the worked case by road; on foot of the one walk whose length was told (Irpin).
KM, KM_ON_FOOT = 75.0, 1.0
#: People where nobody said how many were there, nor how many left in the end. Judgement: a town.
PEOPLE = 10_000
#: Persons in a bus with baggage (40 to 45 in a coach of 50), and in a car. Judgement.
IN_A_BUS, IN_A_CAR = 45, 3
#: Buses where nobody said: enough for everybody in two rounds, and no more than this, the size of Sumy's fleet.
MOST_BUSES = 61
#: Times a bus goes; a car does not come back.
ROUNDS = 2
#: Km/h loaded and empty, and walking; minutes to board and to unload. Judgement, as in the worked case.
LOADED, EMPTY, WALKING = 40.0, 50.0, 4.0
BOARDING, UNLOADING = 30.0, 20.0
#: The checkpoint half way: five lanes of 30 seconds a person are 600 an hour, about the 30,000 to 40,000 a day that
#: five crossing points of a contact line took (R2P, 2017), in twelve hours.
LANES, SECONDS = 5, 30
#: No more units are played one by one: a larger fleet goes in equal packets, whose vehicles share their luck.
UNITS = 40
#: Nobody on foot is a vehicle: walkers go in parties of this size at least.
PARTY = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a programme was made from: hours open, km, people, how many vehicles of each kind, and what was not told."""

    hours: float
    km: float
    people: int
    buses: int
    cars: int
    agreed: bool
    checked: bool
    defaults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """What goes as one: its name, its bay (everybody boards at once), places, rounds it may make."""

    id: str
    bay: int
    places: int
    rounds: int


def taken_from(operation: Operation) -> Taken:
    """The facts of an operation, with the default where there is none."""
    missing: list[str] = []

    def middle(name: str, figure: Figure | None, default: float) -> float:
        if figure is None:
            missing.append(name)
            return default
        return figure.middle

    on_foot = operation.movement == "foot"
    people = round(middle("people", operation.people or operation.total, PEOPLE))
    cars = 0 if operation.cars is None else round(operation.cars.middle)
    buses = 0
    if operation.vehicles is not None:
        buses = round(operation.vehicles.middle)
    elif operation.movement == "bus":
        missing.append("vehicles")
        buses = min(MOST_BUSES, ceil(people / (ROUNDS * IN_A_BUS)))
    return Taken(
        hours=middle("hours", operation.open_hours, OPEN_HOURS),
        km=middle("km", operation.km, KM_ON_FOOT if on_foot else KM),
        people=people,
        buses=buses,
        cars=cars,
        agreed=operation.consent == "agreed",
        checked="no opponent" not in operation.features,
        defaults=tuple(missing),
    )


def programme_of_operation(operation: Operation) -> Programme:
    """What the first day of an operation is played from."""
    taken, on_foot = taken_from(operation), operation.movement == "foot"
    gate = Station(id="checkpoint", lanes=LANES, minutes=0.0, seconds=SECONDS, screens=True) if taken.checked else None
    way, back = _ways(taken.km, WALKING if on_foot else LOADED, gate, on_foot)
    opens = datetime(operation.when.year, operation.when.month, operation.when.day, 6, tzinfo=UTC)
    planned = _Planned(opens, taken.hours * 60, way, back, on_foot)
    runs = tuple(planned.runs(list(_units(taken, on_foot)), taken.people))
    close = opens + timedelta(hours=taken.hours)
    return Programme(
        opens=opens,
        orders=Orders(
            plan="0" * 64,
            situation="0" * 64,
            corridors=(CorridorOrders(id="corridor", opens=opens, closes=close, latest=close),),
            sites=(SiteOrders(id="site", people=Needs(walking=taken.people)),),
            convoys=tuple(run.orders for run in runs),
            standing_max=60,
        ),
        members={"person": (1, 0, 0)},
        people=(People(group="all", site="site", households={"person": taken.people}),),
        corridors={
            "corridor": CorridorFacts(
                id="corridor", opens=0.0, closes=taken.hours * 60, latest=taken.hours * 60, agreed=taken.agreed
            )
        },
        stations={} if gate is None else {gate.id: gate},
        runs=runs,
        starts={run.seats[0].vehicle: Start(free=0.0, way=None) for run in runs},
        unknown=frozenset(),
        crossings=frozenset(),
        rounds={"corridor": (Round(out=way, back=back),)},
    )


def _ways(km: float, speed: float, gate: Station | None, on_foot: bool) -> tuple[Way, Way]:
    """Out with the checkpoint half way (on foot at the end), and back without."""
    minutes = 60 * km / speed
    near = minutes if on_foot else minutes / 2
    stages: tuple[Stage, ...] = (Stage(minutes=minutes),)
    if gate is not None:
        stages = (Stage(minutes=near, station=gate.id), Stage(minutes=minutes - near))
    return Way(id="out", stages=stages), Way(id="back", stages=(Stage(minutes=60 * km / EMPTY),))


def _units(taken: Taken, on_foot: bool) -> Iterator[_Unit]:
    """Buses first, then cars; on foot, parties."""
    if on_foot:
        size = max(PARTY, ceil(taken.people / UNITS))
        for n in range(1, ceil(taken.people / size) + 1):
            yield _Unit(id=f"party-{n}", bay=n, places=size, rounds=1)
        return
    bay = 0
    for kind, count, each, rounds in (("bus", taken.buses, IN_A_BUS, ROUNDS), ("car", taken.cars, IN_A_CAR, 1)):
        packet = max(1, ceil(count / UNITS))
        for n, since in enumerate(range(0, count, packet), 1):
            bay += 1
            yield _Unit(id=f"{kind}-{n}", bay=bay, places=each * min(packet, count - since), rounds=rounds)


class _Planned:
    """The day as planned by arithmetic."""

    def __init__(self, opens: datetime, closes: float, way: Way, back: Way, on_foot: bool) -> None:
        self.opens, self.closes, self.way, self.back = opens, closes, way, back
        self.boards = 0.0 if on_foot else BOARDING

    def runs(self, units: list[_Unit], people: int) -> Iterator[Run]:
        """Runs in the order they board, until everybody has a place or nobody more would be in before the close."""
        left, gate_free, made = people, 0.0, []
        ready = {unit.id: 0.0 for unit in units}
        for number in range(1, ROUNDS + 1):
            for unit in units:
                heads = min(left, unit.places)
                if number > unit.rounds or heads < 1:
                    continue
                depart = max(ready[unit.id] + self.boards, gate_free - self.way.stages[0].minutes)
                arrive, freed = self._arrival(depart, heads)
                if arrive > self.closes:
                    continue
                gate_free, left = freed, left - heads
                ready[unit.id] = arrive + UNLOADING + self.back.minutes
                made.append((unit, number, heads, depart, arrive))
        last = {unit.id: number for unit, number, *_ in made}
        for unit, number, heads, depart, arrive in made:
            yield self._run(unit, number, heads, depart, arrive, again=last[unit.id] > number)

    def _arrival(self, depart: float, heads: int) -> tuple[float, float]:
        """When so many are in, and when the checkpoint is free again; it is free when they come."""
        screened = heads * SECONDS / (60 * LANES) if self.way.stages[0].station else 0.0
        return depart + self.way.minutes + screened, depart + self.way.stages[0].minutes + screened

    def _run(self, unit: _Unit, number: int, heads: int, depart: float, arrive: float, *, again: bool) -> Run:
        def instant(minute: float) -> datetime:
            return self.opens + timedelta(minutes=minute)

        board = depart - self.boards
        station = self.way.stages[0].station
        return Run(
            orders=ConvoyOrders(
                id=f"{unit.id}.{number}",
                corridor="corridor",
                site="site",
                reception="reception",
                vehicles=(VehicleOrders(id=unit.id, places=Needs(walking=unit.places)),),
                persons=Needs(walking=heads),
                board=instant(board),
                depart=instant(depart),
                arrive=instant(arrive),
                points=() if station is None else (station,),
                roads=(),
            ),
            groups=("all",),
            seats=(
                Seat(
                    vehicle=unit.id,
                    places=(unit.places, 0, 0),
                    bay=unit.bay,
                    after=0.0,
                    boards=self.boards,
                    planned=(("all", "person", heads),),
                    back=self.back if again else None,
                ),
            ),
            way=self.way,
            unload=UNLOADING,
            board=board,
            depart=depart,
            arrive=arrive,
        )
