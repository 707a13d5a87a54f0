"""Which crossings decide whether a place can be reached, on a network of any size.

Crossings count 1, every other road as much as all crossings together; a smallest cut of that network (maximum flow)
then consists of crossings, unless roads around them exist. Unknown counts as passable: only what a class cannot use
by the map, and what is closed, is left out. Everything found here is checked by walking the network again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safeconduct.network.arcs import SHUT, both_arcs
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.roadnet import CROSSING, Feature, Longs, RoadNet

Mask = NDArray[np.bool_]
#: Counts for more than any time: reopening one crossing less is worth every detour.
_REOPENING = 1e9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MinCut:
    """The ``arcs`` of a smallest cut, the ``flow`` that their room adds up to, and the nodes ``near``: still within
    reach of the origins without them."""

    arcs: Longs
    flow: int
    near: Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrossingCut:
    """``edges``: the fewest crossings whose loss leaves no way; empty when there is none already. ``near``: the nodes
    still within reach then. ``groups`` puts edges of one name together, such as the two sides of a bridge."""

    edges: tuple[int, ...]
    near: Mask
    groups: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CutOff:
    """Why there is no way now: ``near`` are the nodes within reach, ``boundary`` the closed edges on its border that
    the class could use, ``repair`` the fewest closed edges whose reopening gives a way (empty: none would)."""

    near: Mask
    boundary: tuple[int, ...]
    repair: tuple[int, ...]


def usable(times: ArcTimes, closed: Sequence[int] = ()) -> Mask:
    """Of every arc, whether the class may pass it while these edges are closed."""
    open_arcs: Mask = times.deciseconds != SHUT
    open_arcs[both_arcs(np.array(closed, dtype=np.int64))] = False
    return open_arcs


def reach(net: RoadNet, open_arcs: Mask, origins: Sequence[int]) -> Mask:
    """Nodes that can be reached from any of the origins over open arcs."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    top = net.nodes
    tail = np.concatenate((net.arc_tails()[open_arcs], np.full(len(origins), top)))
    head = np.concatenate((net.arc_heads()[open_arcs], np.array(origins, dtype=np.int64)))
    graph = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(top + 1, top + 1))
    seen = np.zeros(top + 1, dtype=bool)
    seen[breadth_first_order(graph, top, return_predecessors=False)] = True
    return seen[:top]


def min_cut(
    net: RoadNet, room: Longs, origins: Sequence[int], destinations: Sequence[int], *, most: int
) -> MinCut | None:
    """The smallest cut between origins and destinations, taken together as one place each; None when ``most`` (below
    2**31) or more gets through.

    ``room`` of every arc is what gets through it, 0 where nothing does. Of several smallest cuts the one nearest to
    the origins; it is checked by adding it up and by walking the network without it.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    arcs = np.flatnonzero(room > 0)
    start, goal = net.nodes, net.nodes + 1
    begin, end = np.array(origins, dtype=np.int64), np.array(destinations, dtype=np.int64)
    tail = np.concatenate((net.arc_tails()[arcs], np.full(len(begin), start), end))
    head = np.concatenate((net.arc_heads()[arcs], begin, np.full(len(end), goal)))
    rooms = np.concatenate((room[arcs], np.full(len(begin) + len(end), most))).astype(np.int64)
    graph = csr_array((rooms, (tail, head)), shape=(goal + 1, goal + 1))
    graph.data = np.minimum(graph.data, most).astype(np.int32)  # the flow adds in 32 bits
    result = maximum_flow(graph, start, goal)
    flow = int(result.flow_value)
    if flow >= most:
        return None
    rest = graph - result.flow
    rest.data[rest.data < 0] = 0
    rest.eliminate_zeros()
    seen = np.zeros(goal + 1, dtype=bool)
    seen[breadth_first_order(rest, start, return_predecessors=False)] = True
    near = seen[: net.nodes]
    cut = arcs[near[net.arc_tails()[arcs]] & ~near[net.arc_heads()[arcs]]]
    without = room > 0
    without[cut] = False
    if int(room[cut].sum()) != flow or reach(net, without, origins)[end].any():
        raise AssertionError("a cut that does not cut")
    return MinCut(arcs=cut, flow=flow, near=near)


def find_crossings(
    net: RoadNet,
    times: ArcTimes,
    origins: Sequence[int],
    destinations: Sequence[int],
    *,
    closed: Sequence[int] = (),
) -> CrossingCut | None:
    """The fewest crossings that every way uses one of; None when some way needs none of them.

    ``origins`` and ``destinations`` are taken together, as one place each. An edge counts once a direction it is
    used in; of several smallest cuts the one nearest to the origins is given.
    """
    open_arcs = usable(times, closed)
    crossing = np.repeat(net.has(CROSSING), 2)
    whole = int((open_arcs & crossing).sum()) + 1
    room = np.where(open_arcs, np.where(crossing, 1, whole), 0)
    cut = min_cut(net, room, origins, destinations, most=whole)
    if cut is None:
        return None
    edges = tuple(np.unique(cut.arcs // 2).tolist())
    return CrossingCut(edges=edges, near=cut.near, groups=named(net, edges))


def named(net: RoadNet, edges: Sequence[int]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Edges by the name of their crossing, in order of first mention; one without a name stands for itself."""
    groups: dict[str, list[int]] = {}
    for edge in edges:
        groups.setdefault(crossing_name(net, edge), []).append(edge)
    return tuple((name, tuple(members)) for name, members in groups.items())


def crossing_name(net: RoadNet, edge: int) -> str:
    """What to call an edge: its name, or what it is and its road id; with the water it crosses where known."""
    words = {Feature.BRIDGE: "bridge", Feature.TUNNEL: "tunnel", Feature.FERRY: "ferry", Feature.FORD: "ford"}
    kind = next((word for bit, word in words.items() if int(net.edge_features[edge]) & bit), "road")
    water = f" over {net.water(edge)}" if net.water(edge) else ""
    return (net.name(edge) or f"unnamed {kind} {net.road_id(edge)}") + water


def crossings_over(net: RoadNet, edges: Iterable[int]) -> tuple[str, ...]:
    """The crossings among edges by name, each once, in order."""
    return tuple(dict.fromkeys(crossing_name(net, e) for e in edges if int(net.edge_features[e]) & CROSSING))


def find_cut_off(
    net: RoadNet, times: ArcTimes, origins: Sequence[int], destinations: Sequence[int], closed: Sequence[int]
) -> CutOff | None:
    """Why these closures leave no way, and what would give one; None when there is a way."""
    goals = np.array(destinations, dtype=np.int64)
    near = reach(net, usable(times, closed), origins)
    if near[goals].any():
        return None
    tail, head = net.arc_tails(), net.arc_heads()
    boundary = [
        edge
        for edge in dict.fromkeys(closed)
        for arc in (2 * edge, 2 * edge + 1)
        if times.deciseconds[arc] != SHUT and near[tail[arc]] and not near[head[arc]]
    ]
    repair = _repair(net, times, origins, goals, closed)
    return CutOff(near=near, boundary=tuple(dict.fromkeys(boundary)), repair=repair)


def _repair(
    net: RoadNet, times: ArcTimes, origins: Sequence[int], goals: NDArray[np.int64], closed: Sequence[int]
) -> tuple[int, ...]:
    """Closed edges on the way with the fewest of them, then the fastest; in the order they are met."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    open_arcs = usable(times)
    shut = np.zeros(net.edges, dtype=bool)
    shut[list(closed)] = True
    arcs = np.flatnonzero(open_arcs)
    cost = times.deciseconds[arcs] + _REOPENING * shut[arcs // 2]
    order = np.argsort(-cost, kind="stable")  # of parallel arcs the cheapest is written last and stays
    tail, head = net.arc_tails()[arcs][order], net.arc_heads()[arcs][order]
    keys, last = np.unique((tail.astype(np.int64) * net.nodes + head)[::-1], return_index=True)
    best = order[::-1][last]
    graph = csr_array((cost[best], (keys // net.nodes, keys % net.nodes)), shape=(net.nodes, net.nodes))
    found, came, _ = dijkstra(graph, indices=list(origins), return_predecessors=True, min_only=True)
    goal = int(goals[found[goals].argmin()])
    if not np.isfinite(found[goal]):
        return ()
    met, at = [], goal
    while came[at] >= 0:
        before = int(came[at])
        edge = int(arcs[best[np.searchsorted(keys, before * net.nodes + at)]] // 2)
        if shut[edge]:
            met.append(edge)
        at = before
    return tuple(reversed(met))
