"""Barriers and fords that stand on a node between two edges become an edge of one metre, so that they can be closed.

At a node where three or more edges meet nobody can say which of them a barrier bars: it is counted in the report
and bars none. A barrier at a loose end bars nothing either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from safeconduct.network.osm_ways import Tagset
from safeconduct.network.roadnet import Feature, RoadNet


def between_ways(net: RoadNet, obstacles: Mapping[int, Tagset], counts: Counter[str]) -> list[int]:
    """Nodes of the network with an obstacle and exactly two edge ends, in node order."""
    if not obstacles:
        return []
    ids = np.fromiter(obstacles, dtype=np.int64, count=len(obstacles))
    here = np.flatnonzero(np.isin(net.node_id, ids))
    degree = np.bincount(np.concatenate((net.edge_tail, net.edge_head)), minlength=net.nodes)
    counts["obstacles at crossroads, barring no edge"] += int((degree[here] > 2).sum())
    return [int(node) for node in here if degree[node] == 2]


def stand_alone(net: RoadNet, obstacles: Mapping[int, Tagset], counts: Counter[str]) -> RoadNet:
    """The network with every such obstacle as an edge of its own, from the node to a new node at the same place."""
    chosen = between_ways(net, obstacles, counts)
    if not chosen:
        return net
    nodes = np.array(chosen, dtype=np.int32)
    far = np.arange(net.nodes, net.nodes + len(nodes), dtype=np.int32)
    tail, head = net.edge_tail.copy(), net.edge_head.copy()
    moved = np.full(net.nodes, -1, dtype=np.int32)
    moved[nodes] = far
    ends = np.concatenate((tail, head))
    at_obstacle = np.flatnonzero(moved[ends] >= 0)
    _, second = np.unique(ends[at_obstacle][::-1], return_index=True)  # of each node the last of its two ends
    last = at_obstacle[len(at_obstacle) - 1 - second]
    ends[last] = moved[ends[last]]
    tail, head = ends[: net.edges], ends[net.edges :]
    tagsets: dict[Tagset, int] = {tuple(sorted(tags.items())): at for at, tags in enumerate(net.tagsets)}
    kept = [tagsets.setdefault(obstacles[int(net.node_id[node])], len(tagsets)) for node in chosen]
    features = [_features(obstacles[int(net.node_id[node])]) for node in chosen]
    count = len(nodes)
    shape_x, shape_y = np.repeat(net.node_x[nodes], 2), np.repeat(net.node_y[nodes], 2)
    more = net.shape_start[-1] + 2 * np.arange(1, count + 1, dtype=np.int64)
    zeros = np.zeros(count, dtype=np.int32)
    return replace(
        net,
        node_id=np.concatenate((net.node_id, -net.node_id[nodes])),
        node_x=np.concatenate((net.node_x, net.node_x[nodes])),
        node_y=np.concatenate((net.node_y, net.node_y[nodes])),
        edge_tail=np.concatenate((tail, nodes)),
        edge_head=np.concatenate((head, far)),
        edge_way=np.concatenate((net.edge_way, -net.node_id[nodes])),
        edge_piece=np.concatenate((net.edge_piece, zeros)),
        edge_metres=np.concatenate((net.edge_metres, np.ones(count))),
        edge_features=np.concatenate((net.edge_features, np.array(features, dtype=np.int32))),
        edge_tags=np.concatenate((net.edge_tags, np.array(kept, dtype=np.int32))),
        edge_name=np.concatenate((net.edge_name, zeros)),
        edge_water=np.concatenate((net.edge_water, zeros)),
        shape_start=np.concatenate((net.shape_start, more)),
        shape_x=np.concatenate((net.shape_x, shape_x)),
        shape_y=np.concatenate((net.shape_y, shape_y)),
        tagsets=tuple(dict(tagset) for tagset in tagsets),
    )


def _features(tagset: Tagset) -> int:
    tags = dict(tagset)
    bits = Feature(0)
    if tags.get("barrier", "no") != "no":
        bits |= Feature.BARRIER
    if tags.get("ford", "no") != "no":
        bits |= Feature.FORD
    return int(bits)
