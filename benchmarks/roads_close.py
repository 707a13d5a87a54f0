"""A road closes: how soon are all routes of six vehicle classes new.

Sizes count thousands of nodes: 264 and 1,070 are the public graphs of New York and Florida, any other a grid of our
own. Preparing the hierarchy (once, then saved) is measured apart from what happens on the day.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target
from benchmarks.roads_graphs import CLASSES, graph, sites, times

if TYPE_CHECKING:
    from safeconduct.adapters.cch_router import CchRouter

SITES = 50
#: Targets by thousands of nodes: six classes and matrices after one closure (95th percentile), 100 closures.
CLOSE_ONE_S = {264: 0.150, 1070: 0.800}
CLOSE_HUNDRED_S = {264: 1.0, 1070: 1.0}
ROUTES_S = {264: 0.5, 1070: 0.5}


@cache
def prepared(thousands: int) -> tuple[CchRouter, float]:
    """A router over the graph, and the seconds its hierarchy took."""
    from safeconduct.adapters.cch_router import CchRouter
    from safeconduct.model.errors import ToolMissing

    arcs = graph(thousands)
    started = time.perf_counter()
    try:
        router = CchRouter.build(arcs)
    except ToolMissing as missing:
        raise MissingData(missing.message) from missing
    return router, time.perf_counter() - started


def seconds(act: Callable[[], Any]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def changed_by(router: CchRouter, pairs: Sequence[tuple[int, int]], repeats: int) -> tuple[int, list[float]]:
    """Close the 100 roads that most routes use; how many of these change, and the seconds for the first 500 of them,
    with their roads."""
    uses = {pair: {arc // 2 for arc in (router.route("bus", *pair) or (0, ()))[1]} for pair in pairs}
    counted = Counter(edge for edges in uses.values() for edge in edges)
    closed = [edge for edge, _ in counted.most_common(100)]
    changed = [pair for pair in pairs if uses[pair] & set(closed)]
    router.close(closed)
    taken = [seconds(lambda: [router.route("bus", *pair) for pair in changed[:500]]) for _ in range(repeats)]
    router.reopen(closed)
    return len(changed), taken


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Close one, close a hundred, list changed routes; every closure is of roads that routes use."""
    import numpy as np

    arcs = graph(instance.size)
    router, built = prepared(instance.size)
    weights = times(arcs, seed)
    customise = [seconds(partial(router.customise, name, weights[name])) for name in CLASSES]
    places = sites(arcs, seed, 2 * SITES)
    starts, ends = places[:SITES], places[SITES:]
    used: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        way = router.route("car", start, end)
        used.extend(arc // 2 for arc in (way[1] if way else ()))
    rng = np.random.default_rng(seed)
    chosen = [int(edge) for edge in rng.choice(sorted(set(used)), 200, replace=False)]

    def matrices() -> None:
        for name in CLASSES:
            router.matrix(name, starts, ends)

    repeats = 5 if request.smoke else 30
    one: list[float] = []
    for edge in chosen[:repeats]:
        started = time.perf_counter()
        router.close([edge])
        matrices()
        one.append(time.perf_counter() - started)
        router.reopen([edge])
    hundred: list[float] = []
    for part in (chosen[:100], chosen[100:], chosen[:100]):
        hundred.append(seconds(partial(router.close, part)))
        router.reopen(part)
    pairs = [(start, end) for start in starts for end in ends]
    changed = changed_by(router, pairs, repeats=1 if request.smoke else 3)
    alternatives = [seconds(partial(router.alternatives, "bus", *pair)) for pair in pairs[::125]]

    def row(metric: str, value: float, limit: float | None = None) -> Row:
        target = None if limit is None else Target(op="<=", value=limit)
        return Row(instance=instance.name, seed=seed, metric=metric, unit="s", value=round(value, 5), target=target)

    return [
        Row(instance=instance.name, seed=seed, metric="nodes", unit="", value=arcs.nodes),
        row("hierarchy prepared, once", built),
        row("all times of one class new, median of 6", percentile(customise, 0.5)),
        row("close 1, 6 classes, six 50x50 matrices: median", percentile(one, 0.5)),
        row("close 1, 6 classes, six 50x50 matrices: p95", percentile(one, 0.95), CLOSE_ONE_S.get(instance.size)),
        row("close 100 in 6 classes: median", percentile(hundred, 0.5), CLOSE_HUNDRED_S.get(instance.size)),
        Row(instance=instance.name, seed=seed, metric="routes changed by 100 closures", unit="", value=changed[0]),
        row("500 changed routes with their roads: median", percentile(changed[1], 0.5), ROUTES_S.get(instance.size)),
        row("3 alternatives for a pair: median of 20", percentile(alternatives, 0.5)),
    ]


SPEC = BenchSpec(
    name="roads.close",
    describe="a road closes on a network of so many thousand nodes: new times and 50x50 matrices in six classes",
    sizes=(264, 1070),
    severities=(0,),
    seeds=(1,),
    run=run,
    target="one closure with all matrices p95 <= 150 ms at 264k nodes, <= 0.8 s at 1.07 M; 100 closures <= 1 s",
    label="{size},000 nodes",
    smoke_sizes=(5,),
)
