"""A place to the nearest node from which a class can reach the network and come back, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError
from safeconduct.model.place import Point
from safeconduct.network.arcs import SHUT
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.roadnet import SCALE, RoadNet, haversine_metres

#: A place farther from the network than this, metres, lies off it.
FARTHEST_METRES = 50_000.0


@dataclass(frozen=True, slots=True)
class Snap:
    """The node a place was moved to, and by how many metres."""

    node: int
    metres: float


def largest_part(net: RoadNet, times: ArcTimes) -> NDArray[np.bool_]:
    """Nodes of the largest part of the network in which a class gets from every node to every other."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    open_arcs = times.deciseconds != SHUT
    ends = (net.arc_tails()[open_arcs], net.arc_heads()[open_arcs])
    graph = csr_array((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(net.nodes, net.nodes))
    _, part = connected_components(graph, directed=True, connection="strong")
    largest: NDArray[np.bool_] = part == np.bincount(part).argmax()
    return largest


def snap(
    net: RoadNet, point: Point, allowed: NDArray[np.bool_], *, what: str, max_metres: float = FARTHEST_METRES
) -> Snap:
    """The nearest allowed node. InputError when it is farther than ``max_metres``, saying so when the place's
    longitude and latitude look swapped."""
    nodes = np.flatnonzero(allowed)
    if not len(nodes):
        raise InputError("the class can use no road", field=what, next_step="check the profiles and the extract")
    metres = _metres(net, nodes, point)
    best = int(metres.argmin())
    if metres[best] <= max_metres:
        return Snap(int(nodes[best]), float(metres[best]))
    if abs(point.lon) <= 90:
        mirrored = _metres(net, nodes, Point(lon=point.lat, lat=point.lon))
        if mirrored.min() <= max_metres:
            raise InputError(
                f"the place lies {metres[best] / 1000:.0f} km off the network: latitude and longitude look swapped",
                field=what,
                next_step=f"write {point.lat}, {point.lon}: longitude first",
            )
    raise InputError(
        f"the place lies {metres[best] / 1000:.0f} km off the network",
        field=what,
        next_step="correct its position, or import the roads around it",
    )


def _metres(net: RoadNet, nodes: NDArray[np.int64], point: Point) -> NDArray[np.float64]:
    x = np.full(len(nodes), round(point.lon * SCALE), dtype=np.int64)
    y = np.full(len(nodes), round(point.lat * SCALE), dtype=np.int64)
    return haversine_metres(net.node_x[nodes], net.node_y[nodes], x, y)  # type: ignore[arg-type]
