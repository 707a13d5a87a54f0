"""Points, named places, roads and what is known of their state."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeconduct.model.known import Basis
from safeconduct.model.times import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """WGS84 position, longitude first, in degrees."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            raise ValueError("a point needs finite coordinates")
        if not -180 <= self.lon <= 180 or not -90 <= self.lat <= 90:
            raise ValueError(
                f"a point needs longitude -180..180 and latitude -90..90, got lon {self.lon}, lat {self.lat}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place of a gazetteer: its id there, its main name, every name it goes by as written (the main one first),
    where it stands, the codes of its country and region, and how many people the gazetteer counts (0: not stated)."""

    id: str
    name: str
    names: tuple[str, ...]
    point: Point
    country: str
    region: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A named point of the road network."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    point: Point


class RoadState(StrEnum):
    """What can use a road or crossing now. UNKNOWN is a state of its own, never a default of either kind."""

    OPEN = "open"
    ONE_LANE = "one-lane"
    LIGHT = "light vehicles"
    FOOT_ONLY = "foot only"
    BOAT = "boat or pontoon"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    """How people move along a leg."""

    BUS = "bus"
    FOOT = "foot"


class Passable(StrEnum):
    """Three values, because a plan and a proof treat the third differently."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def passable(state: RoadState, mode: Mode, kind: str) -> Passable:
    """Whether ``mode`` can use an edge of ``kind`` (road, bridge, foot) in ``state``.

    Foot paths never carry vehicles. People on foot may use whatever a vehicle may; whether they can cross a
    closed bridge nobody said, so a closed bridge stops them too until a claim says "foot only".
    """
    if mode is Mode.BUS and kind == "foot":
        return Passable.NO
    if state is RoadState.UNKNOWN:
        return Passable.UNKNOWN
    if state is RoadState.CLOSED or state is RoadState.BOAT:
        return Passable.NO
    if mode is Mode.BUS and state in (RoadState.LIGHT, RoadState.FOOT_ONLY):
        return Passable.NO
    return Passable.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadFact:
    """One entry of a road's history: the state, since when it is said to hold, what it rests on and
    which confirmed or proposed claims dispute it."""

    state: RoadState
    since: datetime | None
    basis: Basis
    disputed_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.since is not None:
            require_utc(self.since, "road fact since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """An undirected edge of the network between two node ids, with its drawn line and its history (oldest
    first, at least one entry). ``over`` names the water a bridge crosses."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    over: str | None
    ends: tuple[str, str]
    line: tuple[Point, ...]
    history: tuple[RoadFact, ...]

    def __post_init__(self) -> None:
        if not self.history:
            raise ValueError(f"road {self.id} has no state; unknown is a state too")
        if len(self.line) < 2:
            raise ValueError(f"road {self.id} needs at least two points")

    @property
    def now(self) -> RoadFact:
        """The latest entry of the history."""
        return self.history[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """A river or shore, drawn for orientation only."""

    id: str
    name: str
    line: tuple[Point, ...]
