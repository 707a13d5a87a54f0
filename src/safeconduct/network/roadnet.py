"""A road network of any size as arrays: nodes, edges between them, and what the map says of each edge.

Edge ``e`` joins ``edge_tail[e]`` and ``edge_head[e]`` in the direction it was drawn. Every edge has two arcs, ``2e``
as drawn and ``2e + 1`` against it; which class may use which arc is a matter of its profile (``network.profiles``),
so that one-way roads stay there for people on foot and for a road run against its direction. A fact the map does
not state is absent from the edge's tags: absent means unknown, never "fits".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import IntFlag
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import Point
from safeconduct.network.graph import EARTH_RADIUS_KM

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Positions are stored as OpenStreetMap stores them: whole ten-millionths of a degree.
SCALE = 10_000_000


class Feature(IntFlag):
    """What an edge is besides a road; a crossing is an edge with any of BRIDGE, TUNNEL, FERRY, FORD."""

    BRIDGE = 1
    TUNNEL = 2
    FERRY = 4
    FORD = 8
    BARRIER = 16
    ROUNDABOUT = 32


CROSSING = Feature.BRIDGE | Feature.TUNNEL | Feature.FERRY | Feature.FORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn restriction: the arcs in order (from, over, to), whether it forbids this turn or demands it, and the
    vehicles it excepts, as tagged."""

    arcs: tuple[int, ...]
    demands: bool
    excepts: tuple[str, ...]
    applies_to: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadNet:
    """Nodes ``0..n-1`` and edges ``0..m-1``.

    ``node_id`` OSM ids (negative: the far side of an obstacle standing on a node), ``node_x`` and ``node_y`` in
    ten-millionths of a degree (x is longitude). Of each edge: ``edge_way`` the OSM way (negative: the OSM node of an
    obstacle), ``edge_piece`` its place along that way from 0, ``edge_metres`` great-circle length along the drawn
    line (at least 1), ``edge_features`` bits of Feature, ``edge_tags`` index into ``tagsets``, ``edge_name`` and
    ``edge_water`` index into ``names`` (0: none), the line ``shape_x/y[shape_start[e]:shape_start[e + 1]]``.
    """

    node_id: Longs
    node_x: Ints
    node_y: Ints
    edge_tail: Ints
    edge_head: Ints
    edge_way: Longs
    edge_piece: Ints
    edge_metres: Floats
    edge_features: Ints
    edge_tags: Ints
    edge_name: Ints
    edge_water: Ints
    shape_start: Longs
    shape_x: Ints
    shape_y: Ints
    names: tuple[str, ...]
    tagsets: tuple[Mapping[str, str], ...]
    turns: tuple[Turn, ...]

    def __post_init__(self) -> None:
        edges, nodes = len(self.edge_tail), len(self.node_id)
        per_edge = [f.name for f in fields(self) if f.name.startswith("edge_")]
        if {len(getattr(self, name)) for name in per_edge} != {edges} or len(self.shape_start) != edges + 1:
            raise ValueError("every edge needs each of its values")
        if not len(self.node_x) == len(self.node_y) == nodes:
            raise ValueError("every node needs a position")
        _require_range("edge ends", np.concatenate((self.edge_tail, self.edge_head)), nodes)
        _require_range("edge names", np.concatenate((self.edge_name, self.edge_water)), len(self.names))
        _require_range("edge tags", self.edge_tags, len(self.tagsets))
        ordered = bool(np.all(np.diff(self.shape_start) >= 2))
        if not ordered or self.shape_start[0] != 0 or self.shape_start[-1] != len(self.shape_x):
            raise ValueError("every edge needs a line of at least two points")
        if any(not 0 <= arc < 2 * edges for turn in self.turns for arc in turn.arcs):
            raise ValueError("a turn restriction names an arc that does not exist")

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.node_id)

    @property
    def edges(self) -> int:
        """How many edges there are; arcs are twice as many."""
        return len(self.edge_tail)

    @property
    def lon(self) -> Floats:
        """Longitudes of the nodes, degrees."""
        return self.node_x / SCALE

    @property
    def lat(self) -> Floats:
        """Latitudes of the nodes, degrees."""
        return self.node_y / SCALE

    def point(self, node: int) -> Point:
        """Where a node stands."""
        return Point(lon=int(self.node_x[node]) / SCALE, lat=int(self.node_y[node]) / SCALE)

    def arc_tails(self) -> Ints:
        """Start node of every arc."""
        return np.stack((self.edge_tail, self.edge_head), axis=1).reshape(-1)

    def arc_heads(self) -> Ints:
        """End node of every arc."""
        return np.stack((self.edge_head, self.edge_tail), axis=1).reshape(-1)

    def has(self, feature: Feature) -> NDArray[np.bool_]:
        """Of every edge, whether it is one of these."""
        found: NDArray[np.bool_] = (self.edge_features & int(feature)) != 0
        return found

    def name(self, edge: int) -> str:
        """Name of an edge's road or crossing as mapped, or an empty text."""
        return self.names[int(self.edge_name[edge])]

    def water(self, edge: int) -> str:
        """The water a bridge crosses, or an empty text where geometry does not say."""
        return self.names[int(self.edge_water[edge])]

    def tags(self, edge: int) -> Mapping[str, str]:
        """What the map states of an edge, as tagged; a missing key is an unknown fact."""
        return self.tagsets[int(self.edge_tags[edge])]

    def road_id(self, edge: int) -> str:
        """Stable id of an edge: ``way/ID/PIECE``, or ``node/ID`` for an obstacle standing on a node."""
        whole = self.way_id(edge)
        return f"{whole}/{self.edge_piece[edge]}" if self.edge_way[edge] > 0 else whole

    def way_id(self, edge: int) -> str:
        """``way/ID``, the id that all pieces of a way share, or ``node/ID`` for an obstacle standing on a node."""
        way = int(self.edge_way[edge])
        return f"way/{way}" if way > 0 else f"node/{-way}"

    def edges_by_road(self, roads: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Edges of every road id, none for a road the network does not have; one sort for all of them."""
        order = np.argsort(self.edge_way, kind="stable")
        ways = self.edge_way[order]
        found: dict[str, tuple[int, ...]] = {}
        for road in roads:
            kind, _, rest = road.partition("/")
            number, _, piece = rest.partition("/")
            if kind not in ("way", "node") or not number.isdecimal() or len(number) > 18:
                found[road] = ()
                continue
            way = int(number) if kind == "way" else -int(number)
            here = order[np.searchsorted(ways, way) : np.searchsorted(ways, way, side="right")]
            if piece:
                here = here[self.edge_piece[here] == int(piece)] if piece.isdecimal() and len(piece) < 9 else here[:0]
            found[road] = tuple(sorted(here.tolist()))
        return found

    def edges_of(self, road_id: str) -> tuple[int, ...]:
        """Edges of ``way/ID`` (all its pieces), ``way/ID/PIECE`` or ``node/ID``; NotFound when there is none."""
        found = self.edges_by_road([road_id])[road_id]
        if not found:
            raise NotFound(f"the network has no road {road_id!r}", next_step="give way/ID, way/ID/PIECE or node/ID")
        return found

    def line(self, edge: int) -> tuple[tuple[float, float], ...]:
        """The drawn line of an edge as (longitude, latitude) in degrees."""
        part = slice(self.shape_start[edge], self.shape_start[edge + 1])
        pairs = zip(self.shape_x[part].tolist(), self.shape_y[part].tolist(), strict=True)
        return tuple((x / SCALE, y / SCALE) for x, y in pairs)

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the nodes, degrees; west lies above east when they stand on both sides of 180
        degrees (RFC 7946)."""
        x, y = self.node_x.astype(np.int64), self.node_y
        eastward = np.where(x < 0, x + 360 * SCALE, x)
        if np.ptp(eastward) < np.ptp(x):
            x = np.array([eastward.min(), eastward.max()])
        west, east = int(x.min()), int(x.max())
        if east > 180 * SCALE:
            east -= 360 * SCALE
        return (west / SCALE, int(y.min()) / SCALE, east / SCALE, int(y.max()) / SCALE)

    def arrays(self) -> Iterator[tuple[str, NDArray[Any]]]:
        """Its arrays by name, in order."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                yield field.name, value


def _require_range(what: str, numbers: NDArray[Any], end: int) -> None:
    if len(numbers) and not 0 <= int(numbers.min()) <= int(numbers.max()) < end:
        raise ValueError(f"{what} must lie in 0..{end - 1}")


def haversine_metres(x: Ints, y: Ints, to_x: Ints, to_y: Ints) -> Floats:
    """Great-circle metres between pairs of positions in ten-millionths of a degree, also across 180 degrees."""
    lon, lat, to_lon, to_lat = (np.radians(np.asarray(v, dtype=np.float64) / SCALE) for v in (x, y, to_x, to_y))
    half_lat, half_lon = (to_lat - lat) / 2, (to_lon - lon) / 2
    h = np.sin(half_lat) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin(half_lon) ** 2
    metres: Floats = 2000 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return metres


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """West, south, east, north in degrees (WGS84). A box never crosses 180 degrees: give two boxes then."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        step = "give west,south,east,north in degrees, such as -8.7,41.1,-8.5,41.2"
        got = f"{self.west},{self.south},{self.east},{self.north}"
        values = (self.west, self.south, self.east, self.north)
        if not all(np.isfinite(value) for value in values):
            raise InputError(f"a box needs four finite numbers, got {got}", field="bbox", next_step=step)
        if max(abs(self.south), abs(self.north)) > 90:
            swapped = max(abs(self.west), abs(self.east)) <= 90 and max(abs(self.south), abs(self.north)) <= 180
            hint = ": latitude and longitude look swapped" if swapped else ""
            raise InputError(f"latitudes lie in -90..90, got {got}{hint}", field="bbox", next_step=step)
        if max(abs(self.west), abs(self.east)) > 180:
            raise InputError(f"longitudes lie in -180..180, got {got}", field="bbox", next_step=step)
        if self.south >= self.north:
            raise InputError(f"south must lie below north, got {got}", field="bbox", next_step=step)
        if self.west >= self.east:
            raise InputError(
                f"west must lie west of east, got {got}; a box across 180 degrees is not read",
                field="bbox",
                next_step=f"give two boxes, {self.west},{self.south},180,{self.north} and "
                f"-180,{self.south},{self.east},{self.north}, or swap west and east",
            )

    @classmethod
    def parse(cls, text: str) -> Box:
        """``W,S,E,N`` as typed; InputError otherwise."""
        parts = text.split(",")
        try:
            west, south, east, north = (float(part) for part in parts)
        except ValueError:
            raise InputError(
                f"a box is four numbers, got {text!r}", field="bbox", next_step="give west,south,east,north in degrees"
            ) from None
        return cls(west=west, south=south, east=east, north=north)

    def swapped(self) -> Box | None:
        """The same numbers read as latitude first, when that is a box at all."""
        try:
            return Box(west=self.south, south=self.west, east=self.north, north=self.east)
        except InputError:
            return None

    def holds(self, x: Ints, y: Ints) -> NDArray[np.bool_]:
        """Of positions in ten-millionths of a degree, whether each lies inside."""
        inside = (x >= self.west * SCALE) & (x <= self.east * SCALE)
        return inside & (y >= self.south * SCALE) & (y <= self.north * SCALE)
