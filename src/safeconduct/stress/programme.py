"""What a simulated day is played from: runs in the order they board, ways in stretches, and the stations they share.

A programme is made from a checked plan (``stress.of_plan``, ``stress.of_fleet``) or written by hand for an operation of
the past (``stress.operations``). Minutes count from ``opens``, the opening of the earliest window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from safeconduct.model.day import ConvoyOrders, Orders
from safeconduct.model.situation import Situation
from safeconduct.run.tally import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A place where vehicles queue: a crossing, a ferry, a checkpoint.

    Each of ``lanes`` takes a vehicle every ``minutes``; who passes is on the road again ``loaded`` (or ``empty``)
    minutes after the start. With ``seconds`` per person a convoy is screened as one, its persons spread over the lanes,
    one convoy at a time. ``screens`` says that people are looked at here: only then is anybody refused or held.
    """

    id: str
    lanes: int
    minutes: float
    seconds: int = 0
    loaded: float = 0.0
    empty: float = 0.0
    empty_free: bool = False
    screens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Minutes of driving, and the station at the end of them (None: the end of the way)."""

    minutes: float
    station: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way in stages; ``roads`` are its roads with the minute of driving at which each is entered."""

    id: str
    stages: tuple[Stage, ...]
    roads: tuple[tuple[str, float], ...] = ()

    @property
    def minutes(self) -> float:
        """Minutes of driving in all."""
        return sum(stage.minutes for stage in self.stages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One vehicle of a run: its name, its places, its bay, when its boarding begins after the run's and how many
    minutes it lasts, the households planned into it, and the way back to its next run (None when its day ends)."""

    vehicle: str
    places: Count
    bay: int
    after: float
    boards: float
    planned: tuple[tuple[str, str, int], ...]
    back: Way | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A loaded run as planned: who may board (``groups``), its vehicles, its way, its planned minutes.

    ``planned`` households of a seat are (group, profile, count). ``onward`` names the run its people change over into,
    in the same vehicle, at the end of the way ("" when they are out there). A run that ``lands`` brings people to a
    landing, where runs that board them wait for those named in ``after``; ``afoot`` it has no vehicle. ``drives`` are
    the minutes of driving until the vehicle is empty again, for crews that have limits.
    """

    orders: ConvoyOrders
    groups: tuple[str, ...]
    seats: tuple[Seat, ...]
    way: Way
    unload: float
    board: float
    depart: float
    arrive: float
    onward: str = ""
    after: tuple[str, ...] = ()
    lands: bool = False
    afoot: bool = False
    drives: float = 0.0

    @property
    def id(self) -> str:
        """The convoy's name."""
        return self.orders.id

    @property
    def leads_out(self) -> bool:
        """Whether people are out at the end of it."""
        return not (self.onward or self.lands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a vehicle's day begins: free from a minute on, and the way to its first site (None: it stands there)."""

    free: float
    way: Way | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A vehicle's crew: the minute its duty ends (infinite without an end), and after how many minutes of driving it
    rests for how many (infinite: never)."""

    ends: float
    drives: float
    rests: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spares:
    """Vehicles of a class held back: their names, the minute they can be used from, and the way from where they stand
    to each site (None: they stand there)."""

    names: tuple[str, ...]
    free: float
    ways: Mapping[str, Way | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """That vehicles leave in convoys: minutes between two departures of a corridor; a convoy of more than ``led_above``
    vehicles is led by one of ``escorts`` (None: there is always one), back ``returns`` minutes after its arrival."""

    headway: float
    led_above: int
    escorts: int | None
    returns: float


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Households of a group by profile, as planned for; ``site`` is where they shelter."""

    group: str
    site: str
    households: Mapping[str, int]


#: Where a corridor leads, seen from those who take it: to the side that holds their site, or to another.
Towards = Literal["same", "other", "unknown"]
TOWARDS: tuple[Towards, ...] = get_args(Towards)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorFacts:
    """Opening, close and last allowed arrival in minutes, whether every party has accepted the corridor, and whose side
    it leads to."""

    id: str
    opens: float
    closes: float
    latest: float
    agreed: bool
    towards: Towards = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A way of a corridor out and back, and the roads it uses."""

    out: Way
    back: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Everything a day is played from. ``members`` are the persons of a household by profile; ``unknown`` the roads of
    unknown state, ``crossings`` those that can be lost during the day; ``rounds`` the ways of a corridor, the usual one
    first, for orders that are made on the day. ``landings`` are the persons who can wait at each landing (None: nobody
    said), ``room`` those that receptions take in (one that is not named: nobody said), ``crews`` the crews that have
    limits, by vehicle, ``spares`` the vehicles held back, by class; a day is planned anew from ``situation`` (None: by
    hand, it is not)."""

    opens: datetime
    orders: Orders
    members: Mapping[str, Count]
    people: tuple[People, ...]
    corridors: Mapping[str, CorridorFacts]
    stations: Mapping[str, Station]
    runs: tuple[Run, ...]
    starts: Mapping[str, Start]
    unknown: frozenset[str]
    crossings: frozenset[str]
    rounds: Mapping[str, tuple[Round, ...]]
    landings: Mapping[str, int | None] = field(default_factory=dict)
    room: Mapping[str, int] = field(default_factory=dict)
    crews: Mapping[str, Crew] = field(default_factory=dict)
    spares: Mapping[str, Spares] = field(default_factory=dict)
    together: Together | None = None
    situation: Situation | None = None

    @property
    def planned(self) -> int:
        """How many persons the plan moves, each counted once: where they board a vehicle."""
        return sum(run.orders.persons.total for run in self.runs if not run.lands)
