"""The same network out of what people draw or give by hand: a road file, or legs with their minutes.

Road ``n`` of a file (from 1) is ``way/n``; its own id, name and the water it crosses stay with it. Every bridge is an
edge of its own because it is drawn as one. Nothing is stated of lanes, weights or surfaces, so all of that is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import Mode, Node, Point, Road
from safeconduct.model.situation import Leg
from safeconduct.network.arcs import MAX_DECISECONDS, SHUT
from safeconduct.network.graph import line_km
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.roadfile import RoadShape
from safeconduct.network.roadnet import SCALE, Feature, RoadNet

#: What a kind of line is as a road of a map. A road is of no known class.
TAGS: Mapping[str, Mapping[str, str]] = {
    "road": {"highway": "road"},
    "bridge": {"highway": "road", "bridge": "yes"},
    "foot": {"highway": "footway"},
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HandMade:
    """A network with the ids people gave: of every node, and of every edge."""

    net: RoadNet
    nodes: tuple[str, ...]
    roads: tuple[str, ...]

    def node(self, place: str) -> int:
        """Number of a node by its id; NotFound when there is none."""
        if place not in self.nodes:
            raise NotFound(f"the road network has no node {place!r}", next_step="name a point of the file by its id")
        return self.nodes.index(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    id: str
    ends: tuple[str, str]
    line: tuple[Point, ...]
    metres: float
    tags: Mapping[str, str]
    name: str
    water: str


def net_of_roads(nodes: Sequence[Node], roads: Sequence[Road | RoadShape]) -> HandMade:
    """The network of a road file. NotFound when a road ends at no node of the table."""
    edges = [
        _Edge(
            id=road.id,
            ends=road.ends,
            line=road.line,
            metres=max(1.0, float(round(line_km(road.line) * 1000))),
            tags=TAGS[road.kind],
            name=road.name,
            water=road.over or "",
        )
        for road in roads
    ]
    return _net({node.id: node.point for node in nodes}, edges)


def net_of_legs(places: Mapping[str, Point], legs: Sequence[Leg]) -> tuple[HandMade, dict[str, ArcTimes]]:
    """Every leg as an edge from its site to its reception, and the times given: loaded as drawn, empty against, by
    mode. NotFound for a leg between places without a position; InputError for minutes that no router can add up."""
    edges = []
    for leg in legs:
        for place in (leg.site, leg.reception):
            if place not in places:
                raise NotFound(
                    f"the leg {leg.id} ends at {place!r}, which has no position",
                    field=f"legs.{leg.id}",
                    next_step="give the place a point",
                )
        edges.append(
            _Edge(
                id=leg.id,
                ends=(leg.site, leg.reception),
                line=(places[leg.site], places[leg.reception]),
                metres=max(1.0, leg.km.value * 1000),
                tags=TAGS["foot" if leg.mode is Mode.FOOT else "road"],
                name="",
                water="",
            )
        )
    made = _net(places, edges)
    times = {}
    for mode in Mode:
        given = np.full(2 * len(legs), SHUT, dtype=np.int32)
        for at, leg in enumerate(legs):
            if leg.mode is mode:
                given[2 * at] = _deciseconds(leg, leg.minutes_loaded.value)
                given[2 * at + 1] = _deciseconds(leg, leg.minutes_empty.value)
        times[mode.value] = ArcTimes(name=mode.value, deciseconds=given, unknown=np.zeros(len(legs), dtype=np.int32))
    return made, times


def _deciseconds(leg: Leg, minutes: int) -> int:
    if not 0 < minutes * 600 <= MAX_DECISECONDS:
        raise InputError(
            f"the leg takes {minutes} minutes, 1 to {MAX_DECISECONDS // 600} are possible",
            field=f"legs.{leg.id}",
            next_step="correct its minutes",
        )
    return minutes * 600


def _net(places: Mapping[str, Point], edges: Sequence[_Edge]) -> HandMade:
    number = {place: at for at, place in enumerate(places)}
    for edge in edges:
        for end in edge.ends:
            if end not in number:
                raise NotFound(
                    f"road {edge.id} ends at {end!r}, which is no node of the network",
                    field=f"roads.{edge.id}.ends",
                    next_step="add the node, or end the road at one that exists",
                )
    names = list(dict.fromkeys(("", *chain.from_iterable((edge.name, edge.water) for edge in edges))))
    at = {name: place for place, name in enumerate(names)}
    tagsets = [dict(tags) for tags in TAGS.values()]
    count = len(edges)
    points = [point for edge in edges for point in edge.line]
    net = RoadNet(
        node_id=np.arange(1, len(number) + 1, dtype=np.int64),
        node_x=_scaled(point.lon for point in places.values()),
        node_y=_scaled(point.lat for point in places.values()),
        edge_tail=np.array([number[edge.ends[0]] for edge in edges], dtype=np.int32),
        edge_head=np.array([number[edge.ends[1]] for edge in edges], dtype=np.int32),
        edge_way=np.arange(1, count + 1, dtype=np.int64),
        edge_piece=np.zeros(count, dtype=np.int32),
        edge_metres=np.array([edge.metres for edge in edges], dtype=np.float64),
        edge_features=np.array([int(Feature.BRIDGE) if "bridge" in edge.tags else 0 for edge in edges], dtype=np.int32),
        edge_tags=np.array([tagsets.index(dict(edge.tags)) for edge in edges], dtype=np.int32),
        edge_name=np.array([at[edge.name] for edge in edges], dtype=np.int32),
        edge_water=np.array([at[edge.water] for edge in edges], dtype=np.int32),
        shape_start=np.concatenate(([0], np.cumsum([len(edge.line) for edge in edges]))).astype(np.int64),
        shape_x=_scaled(point.lon for point in points),
        shape_y=_scaled(point.lat for point in points),
        names=tuple(names),
        tagsets=tuple(tagsets),
        turns=(),
    )
    return HandMade(net=net, nodes=tuple(number), roads=tuple(edge.id for edge in edges))


def _scaled(degrees: Iterable[float]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array([round(value * SCALE) for value in degrees], dtype=np.int32)
