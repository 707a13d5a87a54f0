"""Read a road file: a GeoJSON FeatureCollection of named points and lines, geometry and names only.

Points are nodes (site, reception, place, junction), lines are roads, bridges and foot crossings, rivers and shores
are drawn for orientation. A line joins the two nodes that stand at exactly the coordinates of its ends. States are
not in the file: they come from confirmed claims and printed assumptions, see ``assess.roads``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NoReturn

from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.place import Node, Point, Road, RoadFact, Water
from safeconduct.network.geojson import parse_geojson, position
from safeconduct.network.graph import great_circle_km

NODE_KINDS = ("site", "reception", "place", "junction")
ROAD_KINDS = ("road", "bridge", "foot")
WATER_KINDS = ("river", "shore")
MAX_BYTES = 20_000_000
OFF_NETWORK_KM = 50.0
#: A point farther than this from the middle of the file, whose mirror image lies nearer, was written lat, lon.
SWAP_KM = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadShape:
    """A road as drawn, before any report says what state it is in."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    over: str | None
    ends: tuple[str, str]
    line: tuple[Point, ...]

    def with_history(self, history: tuple[RoadFact, ...]) -> Road:
        """The road with what is known of its state, oldest first, at least one entry."""
        return Road(
            id=self.id,
            kind=self.kind,
            name=self.name,
            aliases=self.aliases,
            over=self.over,
            ends=self.ends,
            line=self.line,
            history=history,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadFile:
    """Nodes, roads and waters in file order, and the other names each water goes by."""

    name: str
    nodes: tuple[Node, ...]
    shapes: tuple[RoadShape, ...]
    waters: tuple[Water, ...]
    water_names: Mapping[str, tuple[str, ...]]

    def node(self, node_id: str) -> Node | None:
        """The node of that id, or None."""
        return next((node for node in self.nodes if node.id == node_id), None)

    @property
    def gazetteer(self) -> dict[str, tuple[str, ...]]:
        """Place id to the names it goes by, for a reader: sites, receptions and places."""
        return {n.id: (n.name, *n.aliases) for n in self.nodes if n.kind != "junction"}


@dataclass(frozen=True, slots=True)
class _Feature:
    """One feature with its place in the file, for error messages."""

    file: str
    index: int
    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    over: str | None
    points: tuple[Point, ...]

    def fault(self, message: str, next_step: str, field: str = "geometry") -> NoReturn:
        raise InputError(
            message, file=self.file, field=f"features[{self.index}] ({self.id}).{field}", next_step=next_step
        )


def parse_roads(data: bytes, *, file: str) -> RoadFile:
    """A road file from its bytes.

    InputError (exit 2) naming file, feature and next step for anything that cannot be used: not GeoJSON, NaN,
    latitude and longitude swapped, a line that ends at no node, an id used twice, an unknown kind or key, a site or
    reception that no road reaches or that lies more than 50 km off the network.
    """
    document = _collection(data, file)
    features = [_feature(raw, index, file) for index, raw in enumerate(document["features"])]
    _refuse_twice(features)
    _refuse_swapped(features)
    nodes = [feature for feature in features if feature.kind in NODE_KINDS]
    lines = [feature for feature in features if feature.kind in ROAD_KINDS]
    waters = [feature for feature in features if feature.kind in WATER_KINDS]
    if not lines:
        raise InputError("the file draws no road", file=file, field="features", next_step="add a line of kind road")
    _refuse_off_network(nodes, lines)
    at = _nodes_by_point(nodes)
    water_names = {water.name: (water.name, *water.aliases) for water in waters}
    return RoadFile(
        name=str(document.get("name", "")),
        nodes=tuple(Node(id=n.id, kind=n.kind, name=n.name, aliases=n.aliases, point=n.points[0]) for n in nodes),
        shapes=tuple(_shape(line, at, water_names) for line in lines),
        waters=tuple(Water(id=w.id, name=w.name, line=w.points) for w in waters),
        water_names=water_names,
    )


def parse_places(data: bytes, *, file: str) -> RoadFile:
    """The places and waters of a file that draws no roads, for a case whose roads come from an extract.

    InputError or DocumentInvalid as in ``parse_roads``; also for a file that draws a road.
    """
    document = _collection(data, file)
    features = [_feature(raw, index, file) for index, raw in enumerate(document["features"])]
    _refuse_twice(features)
    _refuse_swapped(features)
    nodes = [feature for feature in features if feature.kind in NODE_KINDS]
    waters = [feature for feature in features if feature.kind in WATER_KINDS]
    for feature in features:
        if feature.kind in ROAD_KINDS:
            feature.fault("roads come from the extract here", "remove the line, or call the file roads.geojson", "kind")
    _nodes_by_point(nodes)
    return RoadFile(
        name=str(document.get("name", "")),
        nodes=tuple(Node(id=n.id, kind=n.kind, name=n.name, aliases=n.aliases, point=n.points[0]) for n in nodes),
        shapes=(),
        waters=tuple(Water(id=w.id, name=w.name, line=w.points) for w in waters),
        water_names={water.name: (water.name, *water.aliases) for water in waters},
    )


def _collection(data: bytes, file: str) -> dict[str, Any]:
    step = "give a GeoJSON FeatureCollection, longitude first, as in examples/azot/roads.geojson"
    if len(data) > MAX_BYTES:
        raise InputError(f"the file has {len(data)} bytes, at most {MAX_BYTES} are read", file=file, next_step=step)

    try:
        document = parse_geojson(data)
    except ValueError as error:
        raise InputError(f"this is not JSON: {error}", file=file, next_step=step) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise InputError("this is not a FeatureCollection", file=file, field="type", next_step=step)
    if not isinstance(document.get("features"), list):
        raise InputError("features must be a list", file=file, field="features", next_step=step)
    return document


def _feature(raw: Any, index: int, file: str) -> _Feature:
    field = f"features[{index}]"

    def fault(message: str, at: str, next_step: str) -> NoReturn:
        raise DocumentInvalid(message, file=file, field=f"{field}.{at}", next_step=next_step)

    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        fault("this is not a Feature", "type", "each entry needs type, properties and geometry")
    properties, geometry = raw.get("properties"), raw.get("geometry")
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        fault("a feature needs properties and a geometry", "properties", "add id, kind and name, and a geometry")
    ident = properties.get("id")
    if not isinstance(ident, str) or not ident.strip() or ident != ident.strip():
        fault(f"an id is a word, got {ident!r}", "properties.id", "give every feature its own id")
    field = f"features[{index}] ({ident})"
    if unknown := sorted(set(properties) - {"id", "kind", "name", "aliases", "over"}):
        fault(f"unknown key {unknown[0]!r}", f"properties.{unknown[0]}", "states come from claims; remove the key")
    kind = properties.get("kind")
    if kind not in (*NODE_KINDS, *ROAD_KINDS, *WATER_KINDS):
        known = ", ".join((*NODE_KINDS, *ROAD_KINDS, *WATER_KINDS))
        fault(f"unknown kind {kind!r}", "properties.kind", f"use one of {known}")
    name, aliases, over = properties.get("name"), properties.get("aliases", []), properties.get("over")
    if not isinstance(name, str) or not name.strip():
        fault("a feature needs a name", "properties.name", "give the name as maps print it")
    if not isinstance(aliases, list) or not all(isinstance(a, str) and a.strip() for a in aliases):
        fault("aliases must be a list of names", "properties.aliases", "write a list of texts, or leave it out")
    if over is not None and (kind != "bridge" or not isinstance(over, str)):
        fault("only a bridge says what water it crosses", "properties.over", "name a river, or leave the key out")
    points = _points(geometry, kind in NODE_KINDS, file, field)
    return _Feature(file, index, ident, kind, name, tuple(aliases), over, points)


def _points(geometry: Mapping[str, Any], single: bool, file: str, field: str) -> tuple[Point, ...]:
    wanted, place = ("Point" if single else "LineString"), f"{field}.geometry"
    raw = geometry.get("coordinates")
    if geometry.get("type") != wanted:
        raise DocumentInvalid(
            f"the kind needs a {wanted}, got {geometry.get('type')!r}",
            file=file,
            field=place,
            next_step=f"draw it as a {wanted}",
        )
    pairs = [raw] if single else raw
    if not isinstance(pairs, list) or (not single and len(pairs) < 2):
        raise DocumentInvalid(
            "a line needs at least two points", file=file, field=place, next_step="give [[lon, lat], [lon, lat], …]"
        )
    return tuple(position(pair, file=file, field=place) for pair in pairs)


def _refuse_twice(features: Sequence[_Feature]) -> None:
    uses = Counter(feature.id for feature in features)
    for feature in features:
        if uses[feature.id] > 1:
            feature.fault(f"the id {feature.id!r} is used {uses[feature.id]} times", "give each its own id", "id")


def _refuse_swapped(features: Sequence[_Feature]) -> None:
    """A point whose mirror image lies much nearer to the middle of the file than itself was written lat, lon."""
    everything = [point for feature in features for point in feature.points]
    if not everything:
        return
    middle = Point(lon=median(p.lon for p in everything), lat=median(p.lat for p in everything))
    for feature in features:
        for point in feature.points:
            if great_circle_km(point, middle) <= SWAP_KM or abs(point.lon) > 90:
                continue
            if great_circle_km(Point(lon=point.lat, lat=point.lon), middle) <= SWAP_KM:
                feature.fault(
                    f"latitude and longitude look swapped: [{point.lon}, {point.lat}] lies "
                    f"{great_circle_km(point, middle):.0f} km from the rest",
                    f"write [{point.lat}, {point.lon}], longitude first",
                )


def _refuse_off_network(nodes: Sequence[_Feature], lines: Sequence[_Feature]) -> None:
    ends = [point for line in lines for point in (line.points[0], line.points[-1])]
    for node in nodes:
        if node.kind not in ("site", "reception") or node.points[0] in ends:
            continue
        km = min(great_circle_km(node.points[0], end) for end in ends)
        if km > OFF_NETWORK_KM:
            node.fault(
                f"the {node.kind} lies {km:.0f} km from the nearest road, in the sea or off the network",
                "correct its position, or draw the roads around it",
            )
        node.fault(
            f"no road ends at the {node.kind}; the nearest end is {km:.1f} km away",
            f"end a line exactly at [{node.points[0].lon}, {node.points[0].lat}]",
        )


def _nodes_by_point(nodes: Sequence[_Feature]) -> dict[Point, str]:
    at: dict[Point, str] = {}
    for node in nodes:
        if node.points[0] in at:
            node.fault(f"it stands exactly where {at[node.points[0]]!r} stands", "move one, or merge the two")
        at[node.points[0]] = node.id
    return at


def _shape(line: _Feature, at: Mapping[Point, str], waters: Mapping[str, tuple[str, ...]]) -> RoadShape:
    for point in (line.points[0], line.points[-1]):
        if point not in at:
            line.fault(
                f"it ends at [{point.lon}, {point.lat}], where no node stands",
                "add a point (kind junction) exactly there, or move the end to a node",
            )
    ends = (at[line.points[0]], at[line.points[-1]])
    if ends[0] == ends[1]:
        line.fault(f"both ends are {ends[0]!r}", "draw it from one node to another")
    over = line.over
    if over is not None:
        over = next((name for name, known in waters.items() if over in known), None)
        if over is None:
            line.fault(
                f"it crosses {line.over!r}, which the file does not draw", "add that river, or rename it", "over"
            )
    return RoadShape(
        id=line.id, kind=line.kind, name=line.name, aliases=line.aliases, over=over, ends=ends, line=line.points
    )
