"""What a map of a network shows at a scale: roads simplified to it, with stable ids, states, and who may pass.

Roads too small for the scale are left out, but never one whose state was reported, a ferry, or a crossing asked for.
Passable has three answers, as everywhere: a fact the map does not state is "unknown" and is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.place import Passable, RoadState
from safeconduct.network.arcs import SHUT
from safeconduct.network.graph import KM_PER_DEGREE
from safeconduct.network.profiles import ArcTimes, unknown_words
from safeconduct.network.roadnet import SCALE, Feature, Floats, RoadNet
from safeconduct.network.spans import spans

ATTRIBUTION = "© OpenStreetMap contributors"
LICENCE = "Open Database License (ODbL) 1.0"
#: Metres on the ground a CSS pixel (1/96 inch) shows at a print scale of 1 : 1.
METRES_A_PIXEL = 0.0254 / 96
#: Kinds of road from the largest down; links belong to their kind.
RANKS: tuple[frozenset[str], ...] = (
    frozenset({"motorway", "trunk"}),
    frozenset({"primary"}),
    frozenset({"secondary"}),
    frozenset({"tertiary"}),
    frozenset({"unclassified", "residential", "living_street", "road", "busway"}),
)
SMALLEST = len(RANKS)
FERRY = -1
#: Metres a pixel above which only roads up to a rank are drawn.
_SHOWN_ABOVE = ((400.0, 0), (150.0, 1), (60.0, 2), (14.0, 3), (5.0, 4))

Line = tuple[tuple[float, float], ...]
Extent = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRoad:
    """One road of the map: its stable id, rank (FERRY, then 0 largest), name, latest reported state (None: nothing
    was reported), whether the class may pass with what is not known, and the simplified line, degrees."""

    road: str
    edge: int
    rank: int
    kind: str
    name: str
    state: RoadState | None
    passable: Passable
    unknown: tuple[str, ...]
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadMap:
    """Roads drawn, by edge; how many lie in the extent and are too small for the scale; the extent (west, south,
    east, north; east above 180 across the antimeridian), and the scale."""

    vehicle: str
    as_of: datetime
    extent: Extent
    metres_a_pixel: float
    roads: tuple[DrawnRoad, ...]
    left_out: int


def road_map(
    net: RoadNet,
    times: ArcTimes,
    states: Mapping[int, RoadState],
    *,
    as_of: datetime,
    extent: Extent,
    metres_a_pixel: float,
    always: Iterable[int] = (),
) -> RoadMap:
    """The roads of an extent at a scale for the class of ``times``, which know the ``states`` by edge.

    ``always`` are edges drawn at every scale.
    """
    from shapely import linestrings, simplify

    ranks = _ranks(net)
    kept = {*states, *always}
    shown = ranks <= _largest_rank(metres_a_pixel)
    if kept:
        shown[list(kept)] = True
    inside = _inside(net, extent)
    edges = np.flatnonzero(shown & inside)
    x, y = _degrees(net, extent)
    starts = net.shape_start
    length = starts[edges + 1] - starts[edges]
    which, points = np.repeat(np.arange(len(edges)), length), spans(starts[edges], length)
    drawn = simplify(linestrings(np.stack((x[points], y[points]), axis=1), indices=which), _tolerance(metres_a_pixel))
    roads = tuple(
        _road(net, times, states, int(edge), int(ranks[edge]), tuple(map(tuple, line.coords)))
        for edge, line in zip(edges, drawn, strict=True)
    )
    left_out = int((inside & ~shown).sum())
    return RoadMap(
        vehicle=times.name,
        as_of=as_of,
        extent=extent,
        metres_a_pixel=metres_a_pixel,
        roads=roads,
        left_out=left_out,
    )


def _ranks(net: RoadNet) -> NDArray[np.int64]:
    """Rank of every edge by its kind of road."""

    def rank(tags: Mapping[str, str]) -> int:
        kind = tags.get("highway", "").removesuffix("_link")
        if not kind and tags.get("route") == "ferry":
            return FERRY
        return next((at for at, kinds in enumerate(RANKS) if kind in kinds), SMALLEST)

    of_set = np.array([rank(tags) for tags in net.tagsets], dtype=np.int64)
    ranks: NDArray[np.int64] = of_set[net.edge_tags] if len(of_set) else np.zeros(0, dtype=np.int64)
    return np.where(net.has(Feature.FERRY), FERRY, ranks)


def _largest_rank(metres_a_pixel: float) -> int:
    return next((rank for above, rank in _SHOWN_ABOVE if metres_a_pixel > above), SMALLEST)


def _degrees(net: RoadNet, extent: Extent) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of all line points; east of the antimeridian goes on beyond 180."""
    x = net.shape_x / SCALE
    return (np.where(x < extent[0] - 180, x + 360, x) if extent[2] > 180 else x), net.shape_y / SCALE


def _inside(net: RoadNet, extent: Extent) -> NDArray[np.bool_]:
    """Of every edge, whether its box meets the extent."""
    west, south, east, north = extent
    x, y = _degrees(net, extent)
    at = net.shape_start[:-1]
    if not len(at):
        return np.zeros(0, dtype=bool)
    wide = (np.minimum.reduceat(x, at) <= east) & (np.maximum.reduceat(x, at) >= west)
    high = (np.minimum.reduceat(y, at) <= north) & (np.maximum.reduceat(y, at) >= south)
    inside: NDArray[np.bool_] = wide & high
    return inside


def _tolerance(metres_a_pixel: float) -> float:
    """Half a pixel in degrees of latitude, which nowhere are shorter than those of longitude."""
    return 0.5 * metres_a_pixel / (1000 * KM_PER_DEGREE)


def _road(
    net: RoadNet, times: ArcTimes, states: Mapping[int, RoadState], edge: int, rank: int, line: Sequence[Any]
) -> DrawnRoad:
    tags, bits = net.tags(edge), int(times.unknown[edge])
    shut = bool((times.deciseconds[2 * edge : 2 * edge + 2] == SHUT).all())
    passable = Passable.NO if shut else Passable.UNKNOWN if bits else Passable.YES
    return DrawnRoad(
        road=net.road_id(edge),
        edge=edge,
        rank=rank,
        kind=tags.get("highway") or ("ferry" if rank == FERRY else "barrier"),
        name=net.name(edge),
        state=states.get(edge),
        passable=passable,
        unknown=() if shut else unknown_words(bits),
        line=tuple((float(x), float(y)) for x, y in line),
    )


def as_geojson(drawn: RoadMap) -> dict[str, Any]:
    """The map as a GeoJSON FeatureCollection (RFC 7946); foreign members say class, date, scale and licence."""
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
        "class": drawn.vehicle,
        "as_of": drawn.as_of.isoformat().replace("+00:00", "Z"),
        "metres_a_pixel": round(drawn.metres_a_pixel, 3),
        "left_out_too_small": drawn.left_out,
        "features": [_feature(road) for road in drawn.roads],
    }


def _feature(road: DrawnRoad) -> dict[str, Any]:
    properties = {
        "road": road.road,
        "kind": road.kind,
        "name": road.name or None,
        "state": None if road.state is None else road.state.value,
        "passable": road.passable.value,
        "unknown": list(road.unknown),
    }
    return {"type": "Feature", "id": road.road, "properties": properties, "geometry": _geometry(road.line)}


def _geometry(line: Line) -> dict[str, Any]:
    """A LineString, or two parts where it crosses the antimeridian."""
    rounded = [(round(x, 6), round(y, 6)) for x, y in line]
    if all(x <= 180 for x, _ in rounded):
        return {"type": "LineString", "coordinates": rounded}
    if all(x >= 180 for x, _ in rounded):
        return {"type": "LineString", "coordinates": [(round(x - 360, 6), y) for x, y in rounded]}
    parts: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    east = rounded[0][0] > 180
    for at, (x, y) in enumerate(rounded):
        if (x > 180) != east:
            before_x, before_y = rounded[at - 1]
            meet = round(before_y + (y - before_y) * (180 - before_x) / (x - before_x), 6)
            parts[int(east)].append((-180.0 if east else 180.0, meet))
            east = not east
            parts[int(east)].append((-180.0 if east else 180.0, meet))
        parts[int(east)].append((round(x - 360, 6) if x > 180 else x, y))
    return {"type": "MultiLineString", "coordinates": [part for part in parts if len(part) > 1]}
