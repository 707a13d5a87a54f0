"""The same questions to every engine that is installed, in one run: 50x50 minutes, and again after a road closed.

The hierarchy and scipy are ours; rustworkx and networkx are asked when they are there (the extra ``bench``) and are no
dependencies. Every engine must give the same table: a difference is a missed target, not a footnote.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from benchmarks.registry import BenchSpec, Instance, Request, Row, Target
from benchmarks.roads_graphs import graph, sites, times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeconduct.network.arcs import ArcTable

SITES = 50
#: networkx takes about a second a source at 264,000 nodes: engines that slow answer for so many origins, and their
#: time is scaled.
ORIGINS = {"networkx": 3, "rustworkx": 10}

Table = list[list[int]]
#: A matrix over (origins, destinations), and a way to close edges.
Engine = tuple[Callable[[Sequence[int], Sequence[int]], Table], Callable[[Sequence[int]], None]]


def engines(arcs: ArcTable, weights: NDArray[Any]) -> Iterator[tuple[str, Callable[[], Engine]]]:
    """Names of the engines that are installed, and how each is made ready."""
    if find_spec("pyroutingkit") is not None:
        yield "hierarchy", lambda: routed("cch_router", "CchRouter", arcs, weights)
    yield "scipy", lambda: routed("scipy_net_router", "ScipyNetRouter", arcs, weights)
    if find_spec("rustworkx") is not None:
        yield "rustworkx", lambda: rustworked(arcs, weights)
    if find_spec("networkx") is not None:
        yield "networkx", lambda: networked(arcs, weights)


def routed(module: str, name: str, arcs: ArcTable, weights: NDArray[Any]) -> Engine:
    """One of our adapters."""
    from importlib import import_module

    router = getattr(import_module(f"safeconduct.adapters.{module}"), name).build(arcs)
    router.customise("car", weights)
    return (lambda starts, ends: router.matrix("car", starts, ends).tolist()), router.close


def networked(arcs: ArcTable, weights: NDArray[Any]) -> Engine:
    """networkx, one Dijkstra an origin."""
    from importlib import import_module

    nx: Any = import_module("networkx")
    net = nx.MultiDiGraph()
    net.add_nodes_from(range(arcs.nodes))
    columns = (arcs.tail.tolist(), arcs.head.tolist(), range(arcs.arcs), weights.tolist())
    for tail, head, arc, weight in zip(*columns, strict=True):
        net.add_edge(tail, head, key=arc, weight=weight)

    def matrix(starts: Sequence[int], ends: Sequence[int]) -> Table:
        rows = (nx.single_source_dijkstra_path_length(net, start) for start in starts)
        return [[int(row.get(end, -1)) for end in ends] for row in rows]

    def close(edges: Sequence[int]) -> None:
        for edge in edges:
            for arc in (2 * edge, 2 * edge + 1):
                net.remove_edge(int(arcs.tail[arc]), int(arcs.head[arc]), key=arc)

    return matrix, close


def rustworked(arcs: ArcTable, weights: NDArray[Any]) -> Engine:
    """rustworkx, one Dijkstra an origin."""
    from importlib import import_module

    rx: Any = import_module("rustworkx")
    net = rx.PyDiGraph(multigraph=True)
    net.add_nodes_from(range(arcs.nodes))
    numbers = net.add_edges_from(list(zip(arcs.tail.tolist(), arcs.head.tolist(), weights.tolist(), strict=True)))

    def matrix(starts: Sequence[int], ends: Sequence[int]) -> Table:
        rows = (rx.digraph_dijkstra_shortest_path_lengths(net, start, float) for start in starts)
        found = ((dict(row), start) for row, start in zip(rows, starts, strict=True))
        return [[0 if end == start else int(row.get(end, -1)) for end in ends] for row, start in found]

    def close(edges: Sequence[int]) -> None:
        for edge in edges:
            for arc in (2 * edge, 2 * edge + 1):
                net.remove_edge_from_index(numbers[arc])

    return matrix, close


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Time every engine on the same pairs, before and after closures, and compare the tables."""
    arcs = graph(instance.size)
    weights = times(arcs, seed)["car"]
    places = sites(arcs, seed, 2 * SITES)
    starts, ends = places[:SITES], places[SITES:]
    closed = list(range(0, arcs.arcs // 2, max(1, arcs.arcs // 200)))[:100]
    tables: dict[str, tuple[Table, Table]] = {}
    rows: list[Row] = []

    def row(metric: str, value: float, unit: str = "s", target: Target | None = None) -> None:
        rows.append(
            Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=round(value, 5), target=target)
        )

    for name, make in engines(arcs, weights):
        origins = starts[: ORIGINS.get(name, len(starts))]
        scale = len(starts) / len(origins)
        marks = [time.perf_counter()]
        matrix, close = make()
        marks.append(time.perf_counter())
        before = matrix(origins, ends)
        marks.append(time.perf_counter())
        close(closed)
        marks.append(time.perf_counter())
        after = matrix(origins, ends)
        marks.append(time.perf_counter())
        ready, first, closing, again = (b - a for a, b in pairwise(marks))
        row(f"{name}: made ready", ready)
        row(f"{name}: 50x50" + (f" (from {len(origins)} origins)" if scale > 1 else ""), first * scale)
        row(f"{name}: close 100 and 50x50 again", closing + again * scale)
        tables[name] = (before, after)
    whole = tables["scipy"]
    differ = sum(
        one != other
        for held in tables.values()
        for table, reference in zip(held, whole, strict=True)
        for line, wanted in zip(table, reference, strict=False)
        for one, other in zip(line, wanted, strict=True)
    )
    row("answers that differ between engines", differ, "", Target(op="==", value=0))
    row("engines compared", len(tables), "")
    return rows


SPEC = BenchSpec(
    name="roads.engines",
    describe="the same 50x50 table from every installed engine, before and after 100 closures (size: thousand nodes)",
    sizes=(264,),
    severities=(0,),
    seeds=(1,),
    run=run,
    target="no answer differs",
    label="{size},000 nodes",
    smoke_sizes=(5,),
)
