"""Routes that obey turn restrictions: another router over the edge-based network, behind the same port.

Nodes, arcs and edges are those of the road network; only the router behind knows states and turns. A change becomes
one change of times there, so that a query still sees all of it or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.network.alternatives import Way, alternatives
from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.edge_based import ENDING, EdgeBased, Rule, edge_based
from safeconduct.network.metrics import Metrics, Retimed
from safeconduct.network.roadnet import Ints
from safeconduct.ports import NetworkRouter


class TurnRouter:
    """Fastest ways for several classes with turn restrictions; implements ``ports.NetworkRouter``."""

    def __init__(self, arcs: ArcTable, expanded: EdgeBased, behind: NetworkRouter) -> None:
        """``behind`` routes over ``expanded.table``; use ``build``."""
        self._arcs, self._expanded, self._behind = arcs, expanded, behind
        self._metrics = Metrics(arcs)
        self._writing = RLock()

    @classmethod
    def build(cls, arcs: ArcTable, rules: Sequence[Rule], make: Callable[[ArcTable], NetworkRouter]) -> TurnRouter:
        """Expand the network and let ``make`` build, or load, a router over it."""
        expanded = edge_based(arcs, rules)
        return cls(arcs, expanded, make(expanded.table))

    def save(self) -> dict[str, bytes]:
        """What the router behind prepared; ``make`` may load it for the same network and restrictions."""
        return self._behind.save()

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that have times."""
        return self._metrics.names

    def customise(self, name: str, deciseconds: NDArray[Any]) -> None:
        """All times of a class, one an arc of the road network, ``arcs.SHUT`` where it cannot pass."""
        with self._writing:
            self._metrics.customise(name, deciseconds)
            self._behind.customise(name, self._expanded.times(name, self._metrics.times(name)))

    def retime(self, changes: Retimed) -> None:
        """New times for some arcs of some classes, seen by queries all at once."""
        with self._writing:
            self._publish(self._metrics.retime(changes))

    def close(self, edges: Sequence[int]) -> None:
        """Take edges out, both ways and for every class."""
        self._set(edges, True)

    def reopen(self, edges: Sequence[int]) -> None:
        """Put edges back at the times they have."""
        self._set(edges, False)

    def _set(self, edges: Sequence[int], closed: bool) -> None:
        with self._writing:
            changed = self._metrics.set_closed(edges, closed)
            if len(changed):
                self._publish(dict.fromkeys(self._metrics.names, changed))

    def _publish(self, changes: Mapping[str, NDArray[np.int64]]) -> None:
        self._behind.retime(
            {name: self._driven(name, arcs, self._metrics.times(name, arcs)) for name, arcs in changes.items()}
        )

    def _driven(self, name: str, arcs: NDArray[np.int64], times: Ints) -> tuple[NDArray[np.int64], Ints]:
        turns, which = self._expanded.driving(name, np.asarray(arcs, dtype=np.int64))
        return turns, times[which]

    def matrix(self, name: str, origins: Sequence[int], destinations: Sequence[int]) -> NDArray[np.int64]:
        """Deciseconds from every origin (rows) to every destination (columns), SHUT where there is no way."""
        starts, ends = self._arcs.some_nodes(origins), self._arcs.some_nodes(destinations)
        found = self._behind.matrix(name, self._expanded.start[starts].tolist(), self._expanded.goal[ends].tolist())
        table = np.where(found == SHUT, SHUT, np.asarray(found, dtype=np.int64) - ENDING)
        return np.where(starts[:, None] == ends[None, :], 0, table)

    def route(self, name: str, origin: int, destination: int) -> Way | None:
        """Deciseconds and the arcs used, in order; None when there is no way. NotFound for an unknown node."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        if start == end:
            self._metrics.known(name)
            return 0, ()
        ends = int(self._expanded.start[start]), int(self._expanded.goal[end])
        return self._way(self._behind.route(name, *ends))

    def what_if(self, name: str, origin: int, destination: int, arcs: Any, times: Any) -> Way | None:
        """The way there would be with some arcs at other times; no other query sees them."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        numbers, given = self._metrics.checked(name, arcs, times)
        if start == end:
            return 0, ()
        ends = int(self._expanded.start[start]), int(self._expanded.goal[end])
        return self._way(self._behind.what_if(name, *ends, *self._driven(name, numbers, given)))

    def _way(self, found: Way | None) -> Way | None:
        """A way over turns as one over roads."""
        if found is None:
            return None
        driven = self._expanded.enters[list(found[1])]
        return found[0] - ENDING, tuple(driven[driven >= 0].tolist())

    def alternatives(
        self, name: str, origin: int, destination: int, *, count: int = 3, overlap: float = 0.3
    ) -> tuple[Way, ...]:
        """The best way and others that share at most ``overlap`` of their time with any before them."""
        with self._writing:  # times and ways of one state
            best, times = self.route(name, origin, destination), self._metrics.times(self._metrics.known(name))
            return alternatives(
                best, times, count, overlap, lambda arcs, raised: self.what_if(name, origin, destination, arcs, raised)
            )
