"""Ways that share little: the best one, then the best while roads already used count as slower (penalty method)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from safeconduct.network.arcs import MAX_DECISECONDS, both_arcs
from safeconduct.network.roadnet import Ints

#: Cost in deciseconds and the arcs used, in order.
Way = tuple[int, tuple[int, ...]]

PENALTY = 3
#: Penalised searches tried for each way that is wanted.
TRIES = 3


def alternatives(
    best: Way | None,
    times: Ints,
    count: int,
    overlap: float,
    slower: Callable[[NDArray[np.int64], Ints], Way | None],
) -> tuple[Way, ...]:
    """The best way and up to ``count - 1`` others, each sharing at most ``overlap`` (0 to 1) of its own time with
    every way before it. ``slower`` routes with the given arcs at the given times and all others as they are.
    """
    if best is None:
        return ()
    kept = [best]
    factor: dict[int, int] = {}
    latest = best
    for _ in range(TRIES * max(0, count - 1)):
        if len(kept) >= count or not latest[1]:
            break
        for edge in {arc // 2 for arc in latest[1]}:
            factor[edge] = factor.get(edge, 1) * PENALTY
        edges = np.array(sorted(factor), dtype=np.int64)
        arcs = both_arcs(edges)
        scale = np.repeat([factor[int(edge)] for edge in edges], 2)
        open_arcs = times[arcs] > 0
        arcs, scale = arcs[open_arcs], scale[open_arcs]
        raised = np.minimum(times[arcs].astype(np.int64) * scale, MAX_DECISECONDS).astype(np.int32)
        found = slower(arcs, raised)
        if found is None:
            break
        latest = (int(times[list(found[1])].sum()), found[1])
        if all(shared(latest, way, times) <= overlap for way in kept):
            kept.append(latest)
    return tuple(kept)


def shared(way: Way, other: Way, times: Ints) -> float:
    """The share of a way's time spent on edges that another way uses too."""
    used = {arc // 2 for arc in other[1]}
    common: Sequence[int] = [arc for arc in way[1] if arc // 2 in used]
    return float(times[list(common)].sum()) / max(1, way[0])
