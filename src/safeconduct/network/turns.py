"""Turn restrictions by the arcs they speak of.

A mapped restriction names ways; on the network it becomes the arc that arrives at the turn, the arcs it runs over,
and the arc that leaves. One that cannot be placed (a way that was clipped away, ways that do not meet) is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from safeconduct.network.osm_ways import Restriction
from safeconduct.network.roadnet import RoadNet, Turn

#: A restriction over ways is followed along at most so many edges.
MAX_VIA = 40
UNPLACED = "restrictions whose ways do not meet here"


def resolve_turns(net: RoadNet, restrictions: Sequence[Restriction]) -> tuple[tuple[Turn, ...], Counter[str]]:
    """Every restriction that can be placed, as arcs, and how many could not."""
    dropped: Counter[str] = Counter()
    turns: list[Turn] = []
    edges = _edges_by_way(net, restrictions)
    node_of = _nodes_by_id(net, restrictions)
    for restriction in restrictions:
        found = list(_placed(net, restriction, edges, node_of))
        if not found:
            dropped[UNPLACED] += 1
        turns.extend(
            Turn(
                arcs=arcs,
                demands=restriction.kind.startswith("only_"),
                excepts=restriction.excepts,
                applies_to=restriction.applies_to,
            )
            for arcs in found
        )
    return tuple(dict.fromkeys(turns)), dropped


def _edges_by_way(net: RoadNet, restrictions: Iterable[Restriction]) -> dict[int, list[int]]:
    wanted = {way for r in restrictions for way in (r.from_way, r.to_way, *r.via_ways)}
    if not wanted:
        return {}
    here = np.flatnonzero(np.isin(net.edge_way, np.fromiter(wanted, dtype=np.int64, count=len(wanted))))
    edges: dict[int, list[int]] = {}
    for edge in here.tolist():
        edges.setdefault(int(net.edge_way[edge]), []).append(edge)
    return edges


def _nodes_by_id(net: RoadNet, restrictions: Iterable[Restriction]) -> dict[int, int]:
    wanted = {r.via_node for r in restrictions if r.via_node is not None}
    if not wanted:
        return {}
    here = np.flatnonzero(np.isin(net.node_id, np.fromiter(wanted, dtype=np.int64, count=len(wanted))))
    return {int(net.node_id[node]): node for node in here.tolist()}


def _placed(
    net: RoadNet, restriction: Restriction, edges: Mapping[int, list[int]], node_of: Mapping[int, int]
) -> Iterator[tuple[int, ...]]:
    arriving, leaving = edges.get(restriction.from_way, []), edges.get(restriction.to_way, [])
    if restriction.via_node is not None:
        node = node_of.get(restriction.via_node)
        if node is not None:
            for start in _arcs_into(net, arriving, node):
                if restriction.kind == "no_u_turn" and restriction.from_way == restriction.to_way:
                    yield start, start ^ 1  # back over the same edge, not straight on along the way
                else:
                    yield from ((start, end) for end in _arcs_out_of(net, leaving, node) if end // 2 != start // 2)
        return
    over = [edge for way in restriction.via_ways for edge in edges.get(way, [])]
    if len(over) > MAX_VIA or not over:
        return
    for node in sorted({int(n) for edge in over for n in (net.edge_tail[edge], net.edge_head[edge])}):
        for start in _arcs_into(net, arriving, node):
            for path, last in _walks(net, over, node):
                yield from ((start, *path, end) for end in _arcs_out_of(net, leaving, last))


def _walks(net: RoadNet, over: Sequence[int], node: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Walks from a node that use every edge of ``over`` once in an unbroken line, with the node each ends at."""
    path: list[int] = []
    rest = list(over)
    at = node
    while rest:
        beside = list(_arcs_out_of(net, rest, at))
        if len(beside) != 1:
            return
        path.append(beside[0])
        rest.remove(beside[0] // 2)
        at = _head(net, beside[0])
    yield tuple(path), at


def _head(net: RoadNet, arc: int) -> int:
    return int(net.edge_tail[arc // 2] if arc % 2 else net.edge_head[arc // 2])


def _arcs_out_of(net: RoadNet, edges: Iterable[int], node: int) -> Iterator[int]:
    for edge in edges:
        if net.edge_tail[edge] == node:
            yield 2 * edge
        elif net.edge_head[edge] == node:
            yield 2 * edge + 1


def _arcs_into(net: RoadNet, edges: Iterable[int], node: int) -> Iterator[int]:
    return (arc ^ 1 for arc in _arcs_out_of(net, edges, node))
