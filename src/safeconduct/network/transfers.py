"""Across a broken crossing on foot or by boat, and on by vehicle from the far side.

Three copies of the network, one below the other: driving, walking, driving again. Getting out leads from the first to
the second, boarding from the second to the third; the fastest way through all three is exact. Walking is slow, so the
fastest way walks little. How long people take to get out and to board is known to the rules of the day, not here. A
crossing whose state is "boat or pontoon" is crossed at the speed of a ferry, by a boat that nobody has yet promised;
closed roads carry nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.place import Point, RoadState
from safeconduct.network.arcs import SHUT
from safeconduct.network.netcut import crossings_over
from safeconduct.network.profile_table import Profiles
from safeconduct.network.profiles import ArcTimes, leaned_on
from safeconduct.network.roadnet import Ints, RoadNet

BOAT = "boat, nobody said there is one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Ride to ``alight``, cross on foot or by boat, ride on from ``board``. ``minutes`` of the whole way,
    ``crossing_minutes`` and ``crossing_metres`` of the part between; ``over`` its crossings by name; ``leans_on`` what
    is unknown on all three parts, with the roads."""

    alight: Point
    board: Point
    minutes: float
    crossing_minutes: float
    crossing_metres: float
    over: tuple[str, ...]
    by_boat: bool
    leans_on: Mapping[str, tuple[str, ...]]


class Transfers:
    """Transfers for one class over a network in given states."""

    def __init__(
        self,
        net: RoadNet,
        driving: ArcTimes,
        walking: ArcTimes,
        states: Mapping[int, RoadState],
        profiles: Profiles,
    ) -> None:
        """``driving`` and ``walking`` are times under these states."""
        self._net, self._driving, self._walking = net, driving, walking
        self._boats = {edge for edge, state in states.items() if state is RoadState.BOAT}
        self._afoot = walking.deciseconds.copy()
        speed = profiles.kinds["ferry"].value
        for edge in self._boats:
            seconds = net.edge_metres[edge] * 3.6 * profiles.margin.value / speed
            self._afoot[2 * edge : 2 * edge + 2] = int(np.ceil(seconds * 10))
        ride = _steps(net, driving.deciseconds)
        self._steps = (ride, _steps(net, self._afoot), ride)
        self._graph: Any = None

    def best(self, start: int, goal: int) -> Transfer | None:
        """The fastest way that gets out once and boards once; None when there is none."""
        from scipy.sparse.csgraph import dijkstra

        graph = self._layers()
        nodes = self._net.nodes
        cost, came = dijkstra(graph, indices=start, return_predecessors=True)
        end = 2 * nodes + goal
        if not np.isfinite(cost[end]):
            return None
        path = [end]
        while path[-1] != start:
            path.append(int(came[path[-1]]))
        return self._transfer(path[::-1], float(cost[end]))

    def _layers(self) -> Any:
        from scipy.sparse import csr_array

        if self._graph is None:
            n = self._net.nodes
            stairs = np.arange(2 * n)
            tail = [*(steps.keys // n + n * at for at, steps in enumerate(self._steps)), stairs]
            head = [*(steps.keys % n + n * at for at, steps in enumerate(self._steps)), stairs + n]
            times = (self._driving.deciseconds, self._afoot, self._driving.deciseconds)
            # changing costs a hundredth of a second, because scipy takes no arc for nothing
            time = [*(t[steps.arcs] for t, steps in zip(times, self._steps, strict=True)), np.full(2 * n, 0.1)]
            ends = (np.concatenate(tail), np.concatenate(head))
            self._graph = csr_array((np.concatenate(time).astype(np.float64), ends), shape=(3 * n, 3 * n))
        return self._graph

    def _transfer(self, path: Sequence[int], cost: float) -> Transfer:
        n = self._net.nodes
        layer = [node // n for node in path]
        node = [node % n for node in path]
        out, on = node[layer.index(1)], node[layer.index(2)]
        arcs = {
            which: self._arcs([v for v, at in zip(node, layer, strict=True) if at == which], which)
            for which in range(3)
        }
        afoot = arcs[1]
        edges = [arc // 2 for arc in afoot]
        parts = zip((self._driving, self._walking, self._driving), arcs.values(), strict=True)
        leaning = leaned_on(self._net, parts)
        boats = [edge for edge in edges if edge in self._boats]
        if boats:
            leaning[BOAT] = tuple(dict.fromkeys(self._net.road_id(edge) for edge in boats))
        return Transfer(
            alight=self._net.point(out),
            board=self._net.point(on),
            minutes=cost / 600,
            crossing_minutes=float(self._afoot[afoot].sum()) / 600,
            crossing_metres=float(self._net.edge_metres[edges].sum()),
            over=crossings_over(self._net, edges),
            by_boat=bool(boats),
            leans_on=leaning,
        )

    def _arcs(self, nodes: Sequence[int], layer: int) -> list[int]:
        """The fastest arc of each step of a walk within one layer."""
        found = self._steps[layer]
        keys = np.array([a * self._net.nodes + b for a, b in pairwise(nodes)], dtype=np.int64)
        arcs: list[int] = found.arcs[np.searchsorted(found.keys, keys)].tolist()
        return arcs


@dataclass(frozen=True, slots=True, eq=False)
class _Steps:
    """Of every pair of neighbours the fastest open arc; ``keys`` are tail * nodes + head, ascending."""

    keys: NDArray[np.int64]
    arcs: NDArray[np.int64]


def _steps(net: RoadNet, times: Ints) -> _Steps:
    arcs = np.flatnonzero(times != SHUT)
    arcs = arcs[np.argsort(times[arcs], kind="stable")]
    keys, first = np.unique(
        net.arc_tails()[arcs].astype(np.int64) * net.nodes + net.arc_heads()[arcs], return_index=True
    )
    return _Steps(keys, arcs[first])
