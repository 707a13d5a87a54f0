"""The situation: everything a plan may rest on, assembled from confirmed claims and printed assumptions.

There is no field for combatants, weapons, positions or names, on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from safeconduct.model.corridor import Corridor
from safeconduct.model.known import Assumption, Estimate, Known
from safeconduct.model.place import Mode, Node, Point, Road, Water
from safeconduct.model.report import Party
from safeconduct.model.resource import FleetConvoys, Resource, ResourceUse
from safeconduct.model.times import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Counts of persons by travel need; integers >= 0. Also used for seconds of boarding per person."""

    walking: int = 0
    wheelchair: int = 0
    stretcher: int = 0

    def __post_init__(self) -> None:
        if min(self.walking, self.wheelchair, self.stretcher) < 0:
            raise ValueError(f"counts by need start at 0, got {self}")

    @property
    def total(self) -> int:
        """All persons."""
        return self.walking + self.wheelchair + self.stretcher

    def times(self, n: int) -> Needs:
        """``n`` such households."""
        return Needs(walking=self.walking * n, wheelchair=self.wheelchair * n, stretcher=self.stretcher * n)

    def plus(self, other: Needs) -> Needs:
        """Element-wise sum."""
        return Needs(
            walking=self.walking + other.walking,
            wheelchair=self.wheelchair + other.wheelchair,
            stretcher=self.stretcher + other.stretcher,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdProfile:
    """People who travel together or not at all: members by need, and households of this profile per 1,000 people."""

    id: str
    members: Needs
    per_thousand: Known[int]

    def __post_init__(self) -> None:
        if self.members.total < 1:
            raise ValueError(f"household profile {self.id} has no members")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endurance:
    """How long a site can hold out, in days; None when nobody quantified it. ``said`` are the claims on reserves."""

    food_days: Known[int] | None
    water_days: Known[int] | None
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileCount:
    """So many households of one profile."""

    profile: str
    count: int

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"households of {self.profile} are counted from 0, got {self.count}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People at a site who wish to go the same way: a reception id, "any" (not recorded) or "stay".

    ``households`` are their households by profile when somebody counted them; None leaves the split to the
    situation's profiles per 1,000 people.
    """

    id: str
    site: str
    wished: Known[str]
    people: Estimate
    households: Known[tuple[ProfileCount, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place people shelter in, with its loading bays (vehicles boarding at once)."""

    id: str
    name: str
    point: Point
    bays: Known[int]
    endurance: Endurance
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """A place people are brought to; ``capacity`` in persons, None while nobody stated it."""

    id: str
    name: str
    point: Point
    capacity: Known[int] | None
    controlled_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleClass:
    """Identical vehicles: how many, places by need, and where they stand (site or depot id) when the window opens.

    Vehicles are named ``{id}-1`` to ``{id}-{count}``. A person walking takes a seat; a person in a wheelchair a
    wheelchair space; a person on a stretcher a stretcher place. Nothing is shared between the three.
    ``available_from`` is the minute after the opening from which they can be used (None: at once);
    ``loading_minutes`` the time a fleet's plan books in a bay (None: a full vehicle's ``Rules.loading_seconds``);
    ``unload_minutes`` takes the place of ``Rules.unload_minutes``.

    Their crews' day (docs/rules-fleet.md, F16; None: no limit) lasts at most ``duty_minutes`` from the minute they are
    available; after at most ``drive_minutes`` of driving comes a halt of ``rest_minutes``.
    """

    id: str
    name: str
    count: Known[int]
    places: Known[Needs]
    start: Known[str]
    available_from: Known[int] | None = None
    loading_minutes: Known[int] | None = None
    unload_minutes: Known[int] | None = None
    duty_minutes: Known[int] | None = None
    drive_minutes: Known[int] | None = None
    rest_minutes: Known[int] | None = None

    def __post_init__(self) -> None:
        if (self.drive_minutes is None) != (self.rest_minutes is None):
            raise ValueError(f"class {self.id}: drive_minutes and rest_minutes are given together, or neither")
        for name in ("duty_minutes", "drive_minutes", "rest_minutes"):
            limit = getattr(self, name)
            if limit is not None and limit.value < 1:
                raise ValueError(f"class {self.id}: {name} are at least 1, got {limit.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    """A place outside the corridors where vehicles stand when the window opens."""

    id: str
    name: str
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """The empty way from a depot to a site: minutes of driving, roads used in order, those of unknown state, and
    the resources met on it in order.

    The "depot" may be another site, where vehicles stand. A trip may drive such a way with people on board, from one
    pick-up to the next, when ``minutes_loaded`` says how long that takes (None: it may not).
    """

    id: str
    depot: str
    site: str
    minutes: Known[int]
    edges: tuple[str, ...]
    leans_on: tuple[str, ...]
    uses: tuple[ResourceUse, ...] = ()
    minutes_loaded: Known[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Screening on a leg: ``minutes_from_site`` of driving, ``lanes`` open, seconds per person.

    A convoy is screened as one: its persons spread over all lanes, and it goes on together.
    """

    id: str
    name: str
    minutes_from_site: Known[int]
    lanes: Known[int]
    seconds_per_person: Known[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A way from a site to a reception in one mode: minutes driven loaded and back empty, the road ids used
    (in order) and those among them whose state is unknown (``leans_on``).

    ``uses`` and ``uses_empty`` are the shared resources met loaded and on the way back, each in order of travel.
    Several legs of one corridor are alternatives.
    """

    id: str
    site: str
    reception: str
    mode: Mode
    km: Known[float]
    minutes_loaded: Known[int]
    minutes_empty: Known[int]
    edges: tuple[str, ...]
    leans_on: tuple[str, ...]
    checkpoint: Checkpoint | None
    uses: tuple[ResourceUse, ...] = ()
    uses_empty: tuple[ResourceUse, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Rules of the road: seconds to board a person by need, minutes to unload a vehicle, convoy size (vehicles)
    and headway (minutes between departures), the longest a loaded vehicle may stand (minutes), margins before
    the window closes and before sunset (minutes), and the share of spare vehicles to hold (percent). ``call_minutes``
    is how long before a vehicle boards its people are called forward (None: when it boards). A fleet departs in convoys
    only with ``fleet_convoys``."""

    loading_seconds: Known[Needs]
    unload_minutes: Known[int]
    convoy_min: Known[int]
    convoy_max: Known[int]
    headway_minutes: Known[int]
    standing_max_minutes: Known[int]
    window_margin_minutes: Known[int]
    sunset_margin_minutes: Known[int]
    spare_percent: Known[int]
    call_minutes: Known[int] | None = None
    fleet_convoys: FleetConvoys | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sunset:
    """Sunset at a reception on the day of a corridor's window, aware UTC."""

    reception: str
    at: Known[datetime]

    def __post_init__(self) -> None:
        require_utc(self.at.value, "sunset")


@dataclass(frozen=True, slots=True, kw_only=True)
class FootCrossing:
    """What a crossing on foot could carry towards a reception: persons per hour and the walk, if it is passable."""

    reception: str
    edges: tuple[str, ...]
    km: Known[float]
    walk_minutes: Known[int]
    persons_per_hour: Known[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A way on foot or by boat from a site to another, the landing, where vehicles of a second fleet take people on.

    ``places`` by need are those of one boat, or of one party on foot; ``minutes`` from setting out until everyone is
    across. By boat: so many ``boats``, each back and ready again ``minutes_back`` after everyone is across. On foot
    (``boats`` None): parties one behind the other, ``per_minute`` persons setting out a minute. ``edges`` are the roads
    used, ``leans_on`` those of unknown state, ``holds`` the persons who can wait at the landing (None: nobody said).
    """

    id: str
    name: str
    site: str
    landing: str
    places: Known[Needs]
    minutes: Known[int]
    boats: Known[int] | None
    minutes_back: Known[int] | None
    per_minute: Known[int] | None
    edges: tuple[str, ...]
    leans_on: tuple[str, ...]
    holds: Known[int] | None = None

    def __post_init__(self) -> None:
        if (self.boats is None) == (self.per_minute is None) or (self.boats is None) != (self.minutes_back is None):
            raise ValueError(f"transfer {self.id} has boats and their minutes back, or persons per minute on foot")
        if self.minutes.value < 1 or (self.per_minute is not None and self.per_minute.value < 1):
            raise ValueError(f"transfer {self.id}: minutes and persons per minute are at least 1")
        if (self.boats is not None and self.boats.value < 1) or (self.minutes_back and self.minutes_back.value < 0):
            raise ValueError(f"transfer {self.id}: boats are counted from 1, their minutes back from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something nobody said. ``needed`` gaps stop a plan; ``listed`` ones are printed. ``ask`` is whom to ask."""

    slot: str
    level: Literal["needed", "listed"]
    question: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A red-line warning on a corridor that blocks an order until a named role resolves it."""

    id: str
    corridor: str
    text: str
    resolved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One cut-off place on one day. Parties stand in order of first mention."""

    name: str
    title: str
    as_of: datetime
    parties: tuple[Party, ...]
    nodes: tuple[Node, ...]
    roads: tuple[Road, ...]
    waters: tuple[Water, ...]
    sites: tuple[Site, ...]
    receptions: tuple[Reception, ...]
    corridors: tuple[Corridor, ...]
    legs: tuple[Leg, ...]
    foot_crossings: tuple[FootCrossing, ...]
    vehicles: tuple[VehicleClass, ...]
    profiles: tuple[HouseholdProfile, ...]
    rules: Rules
    sunsets: tuple[Sunset, ...]
    assumptions: tuple[Assumption, ...]
    gaps: tuple[Gap, ...]
    guards: tuple[Guard, ...]
    wishes_recorded: bool
    withheld_claims: int
    depots: tuple[Depot, ...] = ()
    approaches: tuple[Approach, ...] = ()
    resources: tuple[Resource, ...] = ()
    transfers: tuple[Transfer, ...] = ()

    def __post_init__(self) -> None:
        require_utc(self.as_of, "situation.as_of")
        for what, ids in (
            ("road", [r.id for r in self.roads]),
            ("corridor", [c.id for c in self.corridors]),
            ("vehicle class", [v.id for v in self.vehicles]),
            ("profile", [p.id for p in self.profiles]),
            ("assumption", [a.id for a in self.assumptions]),
            ("way", [leg.id for leg in self.legs] + [a.id for a in self.approaches]),
            ("resource", [r.id for r in self.resources]),
            ("transfer", [t.id for t in self.transfers]),
        ):
            if len(set(ids)) != len(ids):
                raise ValueError(f"{what} ids are used twice: {sorted(i for i in ids if ids.count(i) > 1)}")

    def corridor(self, corridor_id: str) -> Corridor:
        """The corridor of that id; KeyError when there is none."""
        return next_or_key_error(self.corridors, corridor_id)

    def legs_of(self, corridor: Corridor) -> tuple[Leg, ...]:
        """The legs a corridor may run on, in the situation's order; none when its mode has no route."""
        wanted = (corridor.site, corridor.reception, corridor.mode)
        return tuple(leg for leg in self.legs if (leg.site, leg.reception, leg.mode) == wanted)

    def leg_of(self, corridor: Corridor) -> Leg | None:
        """The first leg a corridor may run on, None when its mode has no route."""
        return next(iter(self.legs_of(corridor)), None)


def next_or_key_error(corridors: tuple[Corridor, ...], corridor_id: str) -> Corridor:
    """The corridor with that id."""
    for corridor in corridors:
        if corridor.id == corridor_id:
            return corridor
    raise KeyError(corridor_id)
