"""Roads by the name people give them: exactly as mapped, else without accents, case and signs; several are listed.

One name may stand for roads far apart (every town has its Station Road). Edges of a name that lie within two
kilometres of one another are one road; when a name stands for more than one, a person chooses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import Point
from safeconduct.network.graph import EARTH_RADIUS_KM
from safeconduct.network.roadnet import CROSSING, RoadNet

#: Parts of one road lie no farther apart than this.
APART_METRES = 2_000.0
#: A point farther than this from every road of a name means none of them.
NEAR_METRES = 10_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRoad:
    """Edges of one name that lie together: the name as mapped, a point of it, how many are crossings, its length."""

    name: str
    edges: tuple[int, ...]
    point: Point
    crossings: int
    km: float


def normalised(name: str) -> str:
    """A name without accents, case and signs: ``Ponte da Arrábida`` is ``ponte da arrabida``."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()


def roads_named(net: RoadNet, name: str) -> tuple[NamedRoad, ...]:
    """Every road of that name, largest first; those with exactly this name alone where there are any. NotFound,
    with names that hold the words, when there is none."""
    exact = [at for at, mapped in enumerate(net.names) if at and mapped == name]
    wanted = normalised(name)
    alike = exact or [at for at, mapped in enumerate(net.names) if at and wanted and normalised(mapped) == wanted]
    found = [road for at in alike for road in _together(net, net.names[at], np.flatnonzero(net.edge_name == at))]
    if not found:
        near = [mapped for mapped in net.names if wanted and wanted in normalised(mapped)][:5]
        hint = f"did you mean {', '.join(near)}?" if near else "names stand in the answers of `roads cut`; give an id"
        raise NotFound(f"the network has no road called {name!r}", field="--name", next_step=hint)
    return tuple(sorted(found, key=lambda road: -road.km))


def nearest(roads: Sequence[NamedRoad], net: RoadNet, point: Point) -> NamedRoad:
    """Of several roads the one with a node nearest to a point. InputError when that lies more than ten kilometres
    away: another road of the name is meant, or latitude was written first."""
    place = _spot(np.array([point.lon]), np.array([point.lat]))

    def away(road: NamedRoad) -> float:
        return float(np.linalg.norm(_spots(net, np.array(road.edges)) - place, axis=1).min())

    best = min(roads, key=away)
    if (metres := away(best)) > NEAR_METRES:
        raise InputError(
            f"the nearest {best.name!r} lies {metres / 1000:,.0f} km from {point.lon},{point.lat}",
            field="--near",
            next_step="give a point at the road that is meant, longitude first",
        )
    return best


def _together(net: RoadNet, name: str, edges: NDArray[np.int64]) -> list[NamedRoad]:
    """Edges of a name as roads that lie apart."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    if not len(edges):
        return []
    tree = cKDTree(_spots(net, edges))
    near = tree.query_pairs(APART_METRES, output_type="ndarray")
    own = np.stack((np.arange(len(edges)), np.arange(len(edges)) + len(edges)), axis=1)
    pairs = np.concatenate((near.reshape(-1, 2), own)) % len(edges)
    links = csr_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(len(edges), len(edges)))
    count, part = connected_components(links, directed=False)
    roads = []
    for number in range(count):
        mine = edges[part == number]
        middle = int(mine[len(mine) // 2])
        lon, lat = net.line(middle)[0]
        roads.append(
            NamedRoad(
                name=name,
                edges=tuple(mine.tolist()),
                point=Point(lon=lon, lat=lat),
                crossings=int(net.has(CROSSING)[mine].sum()),
                km=float(net.edge_metres[mine].sum()) / 1000,
            )
        )
    return roads


def _spots(net: RoadNet, edges: NDArray[np.int64]) -> NDArray[np.float64]:
    """Both ends of edges (tails first, then heads) as metres on a sphere."""
    nodes = np.concatenate((net.edge_tail[edges], net.edge_head[edges]))
    return _spot(net.lon[nodes], net.lat[nodes])


def _spot(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    east, north = np.radians(lon), np.radians(lat)
    unit = (np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north))
    return 1000 * EARTH_RADIUS_KM * np.stack(unit, axis=1)
