"""The plan of a fleet that serves several sites and corridors on one day (docs/rules-fleet.md).

Times are whole minutes since the earliest window of the planned corridors opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safeconduct.model.certificate import Level
from safeconduct.model.plan import Households, Work
from safeconduct.model.situation import Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetScenario:
    """What was asked: the corridors planned together, which end of every estimate counts, and the objective.

    ``objective`` "most": stretcher and wheelchair persons first, then all persons, as for one corridor.
    """

    corridors: tuple[str, ...]
    people: Literal["low", "likely", "high"]
    objective: Literal["most"] = "most"

    def __post_init__(self) -> None:
        if not self.corridors:
            raise ValueError("a plan is for at least one corridor")
        if len(set(self.corridors)) != len(self.corridors):
            raise ValueError(f"a corridor is named twice: {', '.join(self.corridors)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A vehicle enters a resource at minute ``at``, the start of a slot unless it passes freely."""

    resource: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PickUp:
    """A stop of a trip before its last one: boarding in a bay [load_from, load_until), then the run on to the next
    stop, loaded, along the approach ``way`` that leads from this site to that one."""

    bay: int
    load_from: int
    load_until: int
    boarded: tuple[Households, ...]
    way: str
    depart: int
    passes: tuple[Pass, ...]
    arrive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetTrip:
    """A loaded run along a leg: bay (from 0), boarding [load_from, load_until), who boards, the resources passed in
    order, the arrival, and the minute unloading ends. ``stops`` are the pick-ups at other sites made before, in order;
    people who board there are not in ``boarded``."""

    leg: str
    bay: int
    load_from: int
    load_until: int
    boarded: tuple[Households, ...]
    depart: int
    passes: tuple[Pass, ...]
    arrive: int
    unloaded: int
    stops: tuple[PickUp, ...] = ()

    @property
    def aboard(self) -> tuple[Households, ...]:
        """Who arrives: everyone who boarded at a stop or at the last site."""
        return (*(entry for stop in self.stops for entry in stop.boarded), *self.boarded)

    @property
    def runs(self) -> tuple[PickUp | FleetTrip, ...]:
        """Every boarding with the loaded run after it: the stops, then the trip itself."""
        return (*self.stops, self)

    @property
    def begins(self) -> int:
        """The minute the first boarding begins."""
        return self.stops[0].load_from if self.stops else self.load_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An empty run to a site: along an approach from a depot, or back along a leg from its reception."""

    way: str
    depart: int
    passes: tuple[Pass, ...]
    arrive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleDay:
    """One vehicle's day: a run to its first site (None when it stands there), then trips with a move between each
    and the next. ``moves[i]`` leads from trip ``i`` to trip ``i + 1``."""

    vehicle: str
    approach: Move | None
    trips: tuple[FleetTrip, ...]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        if not self.trips:
            raise ValueError(f"a day of {self.vehicle} has at least one trip; a vehicle that stays has no day")
        if len(self.moves) != len(self.trips) - 1:
            raise ValueError(f"{self.vehicle}: {len(self.trips)} trips need {len(self.trips) - 1} moves between them")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A boat of a transfer (numbered from 0), or a party on foot (boat 0), that sets out at ``depart`` and is across,
    all of it, at ``arrive``."""

    transfer: str
    boat: int
    depart: int
    arrive: int
    aboard: tuple[Households, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """At minute ``at`` so many persons are asked to come to a bay of a site, for the vehicle that boards them there
    from ``load_from`` on."""

    site: str
    bay: int
    at: int
    vehicle: str
    load_from: int
    persons: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetPlan:
    """A checked timetable of a fleet. ``left_behind`` are the households that do not board; ``leans_on`` the roads
    of unknown state it uses; ``calls`` who is called forward when, in order of minute (none: no schedule was made);
    ``crossings`` who crosses at a transfer before boarding at its landing."""

    situation: str
    scenario: FleetScenario
    status: Literal["capacity study", "order"]
    days: tuple[VehicleDay, ...]
    left_behind: tuple[Households, ...]
    leans_on: tuple[str, ...]
    work: Work
    calls: tuple[Call, ...] = ()
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one unit of something shared costs, in parts of a unit of worth (``FleetBound.unit``), above 0.

    ``of`` names it: for "people" a group id and a need, per person; for "reception" its id, per person; for "slot" a
    resource id, per vehicle and slot that starts in minutes [since, until); for "bay" a site id, per bay and minute.
    People and receptions carry no minutes (since = until = 0).
    """

    row: Literal["people", "reception", "slot", "bay"]
    of: tuple[str, ...]
    since: int
    until: int
    parts: int

    def __post_init__(self) -> None:
        if self.parts < 1:
            raise ValueError(f"a price is above 0, got {self.parts} for {' '.join(self.of)}; leave zeros out")
        if len(self.of) != (2 if self.row == "people" else 1):
            raise ValueError(f"a price of {self.row} names {2 if self.row == 'people' else 1}, got {self.of}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BestDay:
    """The most one vehicle of a class can be worth in a day at the prices, in parts."""

    vehicle_class: str
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetBound:
    """No plan is worth more than ``value``: at any prices, amounts x prices + vehicles x best day is a bound.

    ``worth`` is what one person out counts by need, in units of ``unit`` parts each. ``parts`` is the whole sum;
    ``value`` that sum in whole units, rounded down (plans are worth whole numbers). ``relaxed`` names the rules the
    bound does not hold the vehicles to.
    """

    kind: Literal["prices"] = "prices"
    worth: Needs
    unit: int
    prices: tuple[Price, ...]
    days: tuple[BestDay, ...]
    parts: int
    value: int
    relaxed: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.unit < 1:
            raise ValueError(f"a unit of worth has at least one part, got {self.unit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetCertificate:
    """The answer for one scenario of a fleet with its proof: a level and a bound for each step of the objective."""

    situation: str
    scenario: FleetScenario
    plan: str | None
    people: int
    persons_out: int
    levels: tuple[Level, ...]
    bounds: tuple[FleetBound, ...]
