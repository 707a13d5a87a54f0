"""Router for large networks on scipy.sparse.csgraph: the same answers as the hierarchy, on every platform, slower.

One Dijkstra an origin: about 15 ms at 70,000 nodes, 65 ms at 264,000, 290 ms at a million. Every change makes new
arrays and puts them in place in one step, so that a query sees all of a change or none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.network.alternatives import Way, alternatives
from safeconduct.network.arcs import NO_WAY, SHUT, ArcTable
from safeconduct.network.metrics import Metrics, Retimed
from safeconduct.network.roadnet import Floats, Ints

ENGINE = "scipy"


class ScipyNetRouter:
    """Fastest ways for several classes over one network; implements ``ports.NetworkRouter``."""

    def __init__(self, arcs: ArcTable) -> None:
        """Use ``build`` or ``load``."""
        self._arcs, self._metrics = arcs, Metrics(arcs)
        self._order = np.argsort(arcs.tail, kind="stable")
        self._indices = arcs.head[self._order].astype(np.int32)
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(arcs.tail, minlength=arcs.nodes)))).astype(np.int32)
        self._shown: dict[str, Floats] = {}
        self._writing = Lock()

    @classmethod
    def build(cls, arcs: ArcTable) -> ScipyNetRouter:
        """There is nothing to prepare."""
        return cls(arcs)

    @classmethod
    def load(cls, arcs: ArcTable, parts: Mapping[str, bytes]) -> ScipyNetRouter:
        """There is nothing to load; parts of other engines are left alone."""
        return cls(arcs)

    def save(self) -> dict[str, bytes]:
        """Nothing: a scipy router is made in an instant."""
        return {}

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that have times."""
        return self._metrics.names

    def customise(self, name: str, deciseconds: NDArray[Any]) -> None:
        """All times of a class, one an arc, ``arcs.SHUT`` where it cannot pass."""
        with self._writing:
            self._metrics.customise(name, deciseconds)
            self._show((name,))

    def retime(self, changes: Retimed) -> None:
        """New times for some arcs of some classes, seen by queries all at once."""
        with self._writing:
            self._show(self._metrics.retime(changes))

    def close(self, edges: Sequence[int]) -> None:
        """Take edges out, both ways and for every class."""
        with self._writing:
            self._metrics.set_closed(edges, True)
            self._show(self._metrics.names)

    def reopen(self, edges: Sequence[int]) -> None:
        """Put edges back at the times they have."""
        with self._writing:
            self._metrics.set_closed(edges, False)
            self._show(self._metrics.names)

    def _show(self, names: Iterable[str]) -> None:
        new = {name: self._row_times(self._metrics.times(name)) for name in names}
        self._shown = {**self._shown, **new}

    def _row_times(self, times: Ints) -> Floats:
        """Times in the order of the rows; infinity where an arc is shut."""
        return np.where(times == SHUT, np.inf, times.astype(np.float64))[self._order]

    def _graph(self, row_times: Floats) -> Any:
        from scipy.sparse import csr_array

        return csr_array((row_times, self._indices, self._starts), shape=(self._arcs.nodes, self._arcs.nodes))

    def matrix(self, name: str, origins: Sequence[int], destinations: Sequence[int]) -> NDArray[np.int64]:
        """Deciseconds from every origin (rows) to every destination (columns), SHUT where there is no way."""
        from scipy.sparse.csgraph import dijkstra

        starts, ends = self._arcs.some_nodes(origins), self._arcs.some_nodes(destinations)
        graph = self._graph(self._shown[self._metrics.known(name)])
        table = np.full((len(starts), len(ends)), SHUT, dtype=np.int64)
        for row, start in enumerate(starts):
            found = dijkstra(graph, indices=int(start))[ends]
            table[row] = np.where(found < NO_WAY, found, SHUT)
        return table

    def route(self, name: str, origin: int, destination: int) -> Way | None:
        """Deciseconds and the arcs used, in order; None when there is no way. NotFound for an unknown node."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        return self._way(self._shown[self._metrics.known(name)], start, end)

    def _way(self, row_times: Floats, start: int, end: int) -> Way | None:
        from scipy.sparse.csgraph import dijkstra

        if start == end:
            return 0, ()
        cost, came = dijkstra(self._graph(row_times), indices=start, return_predecessors=True)
        if not cost[end] < NO_WAY:
            return None
        used, at = [], end
        while at != start:
            before = int(came[at])
            used.append(self._cheapest(row_times, before, at))
            at = before
        return int(cost[end]), tuple(reversed(used))

    def what_if(self, name: str, origin: int, destination: int, arcs: Any, times: Any) -> Way | None:
        """The way there would be with some arcs at other times; no other query sees them."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        numbers, given = self._metrics.checked(name, arcs, times)
        with self._writing:
            changed = self._metrics.times(name)
        changed[numbers] = given
        return self._way(self._row_times(changed), start, end)

    def _cheapest(self, row_times: Floats, tail: int, head: int) -> int:
        """Of parallel arcs the fastest, then the lowest number."""
        row = np.arange(self._starts[tail], self._starts[tail + 1])
        there = row[self._indices[row] == head]
        return int(self._order[there[np.argmin(row_times[there])]])

    def alternatives(
        self, name: str, origin: int, destination: int, *, count: int = 3, overlap: float = 0.3
    ) -> tuple[Way, ...]:
        """The best way and others that share at most ``overlap`` of their time with any before them."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        with self._writing:
            times = self._metrics.times(self._metrics.known(name))

        def slower(arcs: NDArray[np.int64], raised: Ints) -> Way | None:
            changed = times.copy()
            changed[arcs] = raised
            return self._way(self._row_times(changed), start, end)

        return alternatives(self._way(self._row_times(times), start, end), times, count, overlap, slower)
