"""A road network reduced to what decides a case: its places, the crossings that separate them, the ways between.

Take all edges of the named crossings out of the network and measure, on what is left, every way between the places
and the ends of the crossings (the ports). Any way of the full network is a row of crossings used, with ways that
use none between them; so fastest ways over ports and crossing arcs are the fastest ways of the full network, and a
port is reached exactly when its node is, whichever of the crossings are closed. ``tests/network/test_reduce.py``
holds this against the full network under every subset of closures.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError
from safeconduct.network.arcs import SHUT
from safeconduct.network.graph import KM_PER_DEGREE
from safeconduct.network.netcut import find_crossings, named, reach, usable
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.roadnet import CROSSING, Floats, Ints, RoadNet
from safeconduct.ports import NetworkRouter

Mask = NDArray[np.bool_]
#: Metres from a drawn river within which a bridge, tunnel, ferry or ford is taken to cross it.
BANK_METRES = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Edges that close together: a crossing as people name it, all its lanes and both its directions."""

    name: str
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way between two network nodes: along an ``arc`` of a crossing (by number), or, both None, from
    port to port without any crossing."""

    tail: int
    head: int
    deciseconds: int
    crossing: int | None = None
    arc: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A fastest way and the hops it is made of."""

    deciseconds: int
    hops: tuple[Hop, ...]

    def crossings(self) -> tuple[int, ...]:
        """Numbers of the crossings used, in order."""
        return tuple(hop.crossing for hop in self.hops if hop.crossing is not None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReducedNet:
    """``crossings``, the ``ports`` (network nodes), ``between`` them deciseconds over the network without any of the
    crossings (SHUT: no way), and for each crossing the ``arcs`` a class can use."""

    crossings: tuple[Crossing, ...]
    ports: tuple[int, ...]
    between: Ints
    arcs: tuple[tuple[Hop, ...], ...]

    def way(self, origin: int, destination: int, closed: Iterable[int] = ()) -> Way | None:
        """The fastest way between two ports while these crossings (by number) are closed; None when there is none.

        Dijkstra over the ports; of equally fast ways the one with fewer hops.
        """
        steps = self._steps(frozenset(closed))
        best: dict[int, tuple[int, int]] = {origin: (0, 0)}
        came: dict[int, Hop] = {}
        queue = [(0, 0, origin)]
        while queue:
            time, hops, here = heapq.heappop(queue)
            if here == destination:
                return Way(deciseconds=time, hops=tuple(_back(came, origin, destination)))
            if (time, hops) > best[here]:
                continue
            for hop in steps[here]:
                further = (time + hop.deciseconds, hops + 1)
                if hop.head not in best or further < best[hop.head]:
                    best[hop.head], came[hop.head] = further, hop
                    heapq.heappush(queue, (*further, hop.head))
        return None

    def _steps(self, closed: frozenset[int]) -> dict[int, list[Hop]]:
        steps: dict[int, list[Hop]] = {port: [] for port in self.ports}
        for row, tail in enumerate(self.ports):
            for column, head in enumerate(self.ports):
                if row != column and self.between[row, column] != SHUT:
                    steps[tail].append(Hop(tail, head, int(self.between[row, column])))
        for number, arcs in enumerate(self.arcs):
            if number not in closed:
                for hop in arcs:
                    steps[hop.tail].append(hop)
        return steps


def _back(came: Mapping[int, Hop], origin: int, destination: int) -> Iterator[Hop]:
    hops, at = [], destination
    while at != origin:
        hops.append(came[at])
        at = came[at].tail
    yield from reversed(hops)


def reduce_net(
    net: RoadNet, times: ArcTimes, router: NetworkRouter, places: Sequence[int], crossings: Sequence[Crossing]
) -> ReducedNet:
    """The network of a class reduced to ``places`` (nodes) and ``crossings``.

    ``router`` is used for its matrix: it gets the class's times, and the crossings are closed while it measures.
    InputError when an edge belongs to two crossings.
    """
    edges = [edge for crossing in crossings for edge in crossing.edges]
    if len(set(edges)) != len(edges):
        raise InputError("an edge belongs to two crossings", next_step="give every crossing edges of its own")
    tail, head = net.arc_tails(), net.arc_heads()
    arcs = tuple(
        tuple(
            Hop(int(tail[arc]), int(head[arc]), int(times.deciseconds[arc]), number, arc)
            for edge in crossing.edges
            for arc in (2 * edge, 2 * edge + 1)
            if times.deciseconds[arc] != SHUT
        )
        for number, crossing in enumerate(crossings)
    )
    ports = tuple(dict.fromkeys((*places, *(node for hops in arcs for hop in hops for node in (hop.tail, hop.head)))))
    router.customise(times.name, times.deciseconds)
    router.close(edges)
    try:
        between = np.asarray(router.matrix(times.name, ports, ports), dtype=np.int32)
    finally:
        router.reopen(edges)
    return ReducedNet(crossings=tuple(crossings), ports=ports, between=between, arcs=arcs)


def separating_crossings(
    net: RoadNet,
    times: ArcTimes,
    origins: Sequence[int],
    destinations: Sequence[int],
    rivers: Sequence[Sequence[tuple[float, float]]] = (),
) -> tuple[Crossing, ...]:
    """The fewest crossings that every way there, and every way back, uses one of, by name; empty when some way needs
    none. ``rivers`` are lines of (longitude, latitude): when given, only what lies within BANK_METRES of one counts,
    so that of several bridges in a row the one at the water is named.
    """
    if rivers:
        net = _only_at(net, rivers)
    there = find_crossings(net, times, origins, destinations)
    back = find_crossings(net, _against(times), origins, destinations)  # the cut nearest to the origins this way too
    if there is None or back is None:
        return ()
    return tuple(
        Crossing(name=name, edges=edges)
        for name, edges in named(net, tuple(dict.fromkeys((*there.edges, *back.edges))))
    )


def _only_at(net: RoadNet, rivers: Sequence[Sequence[tuple[float, float]]]) -> RoadNet:
    """The network in which only what lies near a river is a crossing."""
    from shapely import LineString, MultiLineString, distance

    shrink = float(np.cos(np.radians(np.mean([lat for river in rivers for _, lat in river]))))

    metres_a_degree = 1000 * KM_PER_DEGREE

    def flat(line: Sequence[tuple[float, float]]) -> LineString:
        return LineString([(lon * shrink * metres_a_degree, lat * metres_a_degree) for lon, lat in line])

    water = MultiLineString([flat(river) for river in rivers])
    edges = np.flatnonzero(net.has(CROSSING))
    metres: Floats = distance(water, np.array([flat(net.line(int(edge))) for edge in edges], dtype=object))
    features = net.edge_features.copy()
    features[edges[metres > BANK_METRES]] &= ~int(CROSSING)
    return replace(net, edge_features=features)


def sides(net: RoadNet, times: ArcTimes, crossings: Sequence[Crossing], origins: Sequence[int]) -> tuple[Mask, Mask]:
    """Nodes that can be reached from the origins without these crossings, and nodes from which an origin can be."""
    open_arcs = usable(times, [edge for crossing in crossings for edge in crossing.edges])
    return reach(net, open_arcs, origins), reach(net, open_arcs.reshape(-1, 2)[:, ::-1].reshape(-1), origins)


def _against(times: ArcTimes) -> ArcTimes:
    """Every arc with the time of the arc against it: ways back become ways there."""
    return replace(times, deciseconds=times.deciseconds.reshape(-1, 2)[:, ::-1].reshape(-1).copy())
