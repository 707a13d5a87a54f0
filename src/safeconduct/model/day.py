"""What a day is run against: its convoys, their vehicles and places, and the people known at each site.

Orders are made from a checked plan (``run.orders``) and stand inside the event that opens the day, so that a log can
be replayed from itself alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safeconduct.model.situation import Needs
from safeconduct.model.times import require_utc

NOBODY = Needs()


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleOrders:
    """A vehicle of a convoy with its places by need."""

    id: str
    places: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoyOrders:
    """One loaded run: from ``site`` over ``corridor`` to ``reception``, by named vehicles, at planned instants.

    ``persons`` is how many are planned aboard, by need; ``points`` are the ids of the places it checks in at, in order;
    ``roads`` the ids of the roads it uses. A convoy of a fleet's plan has one vehicle.
    """

    id: str
    corridor: str
    site: str
    reception: str
    vehicles: tuple[VehicleOrders, ...]
    persons: Needs
    board: datetime
    depart: datetime
    arrive: datetime
    points: tuple[str, ...] = ()
    roads: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.vehicles:
            raise ValueError(f"convoy {self.id} has no vehicle")
        ids = [vehicle.id for vehicle in self.vehicles]
        if len(set(ids)) != len(ids):
            raise ValueError(f"convoy {self.id} names a vehicle twice: {', '.join(ids)}")
        for name in ("board", "depart", "arrive"):
            require_utc(getattr(self, name), f"convoy {self.id}: {name}")
        if not self.board <= self.depart <= self.arrive:
            raise ValueError(f"convoy {self.id} boards, departs and arrives in this order")

    @property
    def places(self) -> Needs:
        """Places of all its vehicles."""
        total = NOBODY
        for vehicle in self.vehicles:
            total = total.plus(vehicle.places)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrders:
    """A site and the people known there when the day opens, by need."""

    id: str
    people: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorOrders:
    """A corridor of the day: its window, and ``latest``, the instant of the last arrival the plan allows."""

    id: str
    opens: datetime
    closes: datetime
    latest: datetime

    def __post_init__(self) -> None:
        for name in ("opens", "closes", "latest"):
            require_utc(getattr(self, name), f"corridor {self.id}: {name}")
        if not self.opens < self.closes:
            raise ValueError(f"corridor {self.id}: the window closes after it opens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Everything a day is run against, by the names (SHA-256) of its plan and situation.

    ``standing_max`` is the longest a loaded convoy may stand and ``silence_max`` the longest it may go without a
    check-in, both in minutes.
    """

    plan: str
    situation: str
    corridors: tuple[CorridorOrders, ...]
    sites: tuple[SiteOrders, ...]
    convoys: tuple[ConvoyOrders, ...]
    standing_max: int
    silence_max: int = 60

    def __post_init__(self) -> None:
        for what, ids in (
            ("corridor", [one.id for one in self.corridors]),
            ("site", [one.id for one in self.sites]),
            ("convoy", [one.id for one in self.convoys]),
        ):
            if len(set(ids)) != len(ids):
                raise ValueError(f"{what} ids are used twice: {sorted(i for i in ids if ids.count(i) > 1)}")
        corridors = {one.id for one in self.corridors}
        sites = {one.id for one in self.sites}
        for convoy in self.convoys:
            if convoy.corridor not in corridors:
                raise ValueError(f"convoy {convoy.id} runs on {convoy.corridor}, which is no corridor of the day")
            if convoy.site not in sites:
                raise ValueError(f"convoy {convoy.id} starts at {convoy.site}, which is no site of the day")
        if min(self.standing_max, self.silence_max) < 1:
            raise ValueError("a convoy may stand and be silent for at least a minute")
