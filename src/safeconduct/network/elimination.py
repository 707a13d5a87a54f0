"""The order in which a hierarchy removes nodes: what is plain first, so that only the rest needs a clever order.

Removing a node of a hierarchy joins its neighbours to one another. A dead end has one neighbour and a node along a
road two, so removing them first adds nothing (at most one arc where a road was); nested dissection, which takes almost
all of the time, is then left with the crossroads of the network, about half of its nodes.

The order of an edge-based network follows from that of its nodes: if nodes cut the network in two, the arcs that end
at them cut the edge-based network in two, so a state is as late as the node it stands at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safeconduct.network.arcs import ArcTable
from safeconduct.network.edge_based import ENDS, EdgeBased
from safeconduct.network.roadnet import Longs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Peeled:
    """``removed`` nodes in order; ``core`` the nodes left, and the edges between them by place in ``core``."""

    removed: Longs
    core: Longs
    tail: Longs
    head: Longs


def peel(arcs: ArcTable) -> Peeled:
    """Take off dead ends until there are none, then the nodes along roads."""
    low, high = np.minimum(arcs.tail, arcs.head).astype(np.int64), np.maximum(arcs.tail, arcs.head).astype(np.int64)
    pairs = _distinct(low, high, arcs.nodes)
    removed: list[Longs] = []
    alive = np.ones(arcs.nodes, dtype=bool)
    while True:
        degree = np.bincount(pairs.reshape(-1), minlength=arcs.nodes)
        ends = np.flatnonzero(alive & (degree <= 1))
        if not len(ends):
            break
        removed.append(ends)
        alive[ends] = False
        pairs = pairs[alive[pairs[:, 0]] & alive[pairs[:, 1]]]
    along, pairs = _along_roads(pairs, alive & (degree == 2), arcs.nodes)
    removed.append(along)
    alive[along] = False
    core = np.flatnonzero(alive)
    place = np.full(arcs.nodes, -1, dtype=np.int64)
    place[core] = np.arange(len(core))
    return Peeled(
        removed=np.concatenate(removed).astype(np.int64), core=core, tail=place[pairs[:, 0]], head=place[pairs[:, 1]]
    )


def _along_roads(pairs: Longs, two: NDArray[np.bool_], nodes: int) -> tuple[Longs, Longs]:
    """Nodes with two neighbours, and the edges left when each chain of them has become one edge."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    inside = two[pairs[:, 0]] & two[pairs[:, 1]]
    chain = csr_array((np.ones(int(inside.sum()), dtype=np.int8), tuple(pairs[inside].T)), shape=(nodes, nodes))
    part = connected_components(chain, directed=False)[1]
    border = pairs[two[pairs[:, 0]] != two[pairs[:, 1]]]
    flip = two[border[:, 1]]
    inner, outer = np.where(flip, border[:, 1], border[:, 0]), np.where(flip, border[:, 0], border[:, 1])
    order = np.argsort(part[inner], kind="stable")  # each chain has two borders, one after the other
    ends = outer[order].reshape(-1, 2)
    kept = pairs[~two[pairs[:, 0]] & ~two[pairs[:, 1]]]
    low, high = (f(ends[:, 0], ends[:, 1]) for f in (np.minimum, np.maximum))
    joined = np.concatenate((kept, np.stack((low, high), axis=1)))
    return np.flatnonzero(two), _distinct(joined[:, 0], joined[:, 1], nodes)


def _distinct(low: Longs, high: Longs, nodes: int) -> Longs:
    """Pairs without repetition and without loops."""
    keys = np.unique(low[low != high] * nodes + high[low != high])
    return np.stack((keys // nodes, keys % nodes), axis=1)


def edge_based_order(expanded: EdgeBased, node_order: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The order of an edge-based network from that of its nodes: places to end at first, which only states at one
    node lead to; then places to begin at and states by the node they stand at."""
    nodes = len(node_order)
    rank = np.empty(nodes, dtype=np.int64)
    rank[node_order] = np.arange(nodes)
    key = np.full(expanded.table.nodes, -1, dtype=np.int64)
    key[expanded.start] = rank
    ends = (expanded.enters == ENDS).nonzero()[0]
    key[expanded.table.tail[ends]] = rank[np.searchsorted(expanded.goal, expanded.table.head[ends])]
    return np.argsort(key, kind="stable").astype(np.uint32)
