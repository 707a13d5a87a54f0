"""A Router in plain Python (heap Dijkstra): the double every adapter is compared with."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from safeconduct.model.errors import NotFound
from safeconduct.network.graph import RoadGraph


class PlainRouter:
    """Undirected edges with whole costs in deciseconds; ``ports.Router``."""

    def __init__(self, nodes: int, ends: Sequence[tuple[int, int]], deciseconds: Sequence[int]) -> None:
        self._beside: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
        for edge, (a, b) in enumerate(ends):
            self._beside[a].append((edge, b))
            self._beside[b].append((edge, a))
        self._cost = list(deciseconds)
        self._closed: set[int] = set()

    @classmethod
    def of(cls, graph: RoadGraph, kph: float) -> PlainRouter:
        router = cls(len(graph.nodes), graph.ends, graph.deciseconds(kph))
        router.close(graph.blocked())
        return router

    def route(self, origin: int, destination: int) -> tuple[int, tuple[int, ...]] | None:
        for node in (origin, destination):
            if not 0 <= node < len(self._beside):
                raise NotFound(f"no node {node}", next_step="number nodes as the graph does")
        heap: list[tuple[int, int, tuple[int, ...]]] = [(0, origin, ())]
        done: set[int] = set()
        while heap:
            cost, here, used = heapq.heappop(heap)
            if here == destination:
                return cost, used
            if here in done:
                continue
            done.add(here)
            for edge, there in self._beside[here]:
                if edge not in self._closed and there not in done:
                    heapq.heappush(heap, (cost + self._cost[edge], there, (*used, edge)))
        return None

    def close(self, edges: Sequence[int]) -> None:
        self._closed |= self._known(edges)

    def reopen(self, edges: Sequence[int]) -> None:
        self._closed -= self._known(edges)

    def _known(self, edges: Sequence[int]) -> set[int]:
        for edge in edges:
            if not 0 <= edge < len(self._cost):
                raise NotFound(f"no edge {edge}", next_step="number edges as the graph does")
        return set(edges)
