"""The arcs a router works on, and the checks every engine needs: an engine given a node that does not exist may
answer with a plausible route (seen), and sums beyond 2**31 turn into "unreachable" (seen)."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError, NotFound
from safeconduct.network.roadnet import Floats, Ints, Longs, RoadNet

#: Longest time an arc may take, deciseconds (11.5 days).
MAX_DECISECONDS = 10_000_000
#: A way this long (6.8 years) or longer counts as none, in every engine: the hierarchy adds in 32 bits, drops such
#: sums without wrapping around, and the others follow it. Nothing that proves a place cut off asks a router.
NO_WAY = 2**31 - 1
#: Time of an arc that a class cannot use.
SHUT = -1


def both_arcs(edges: Longs) -> Longs:
    """Of every edge its arc as drawn, then the one against it."""
    return np.stack((2 * edges, 2 * edges + 1), axis=1).reshape(-1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArcTable:
    """Arcs ``0..2m-1`` of edges ``0..m-1``: arc ``2e`` as drawn, ``2e + 1`` against. Positions in degrees are only
    used to order the nodes well; they change no answer."""

    nodes: int
    tail: Ints
    head: Ints
    lon: Floats
    lat: Floats

    def __post_init__(self) -> None:
        ends = np.concatenate((self.tail, self.head))
        if len(self.tail) != len(self.head) or len(self.tail) % 2:
            raise InputError("every edge needs two arcs", next_step="give each edge as drawn, then against")
        if len(self.lon) != self.nodes or len(self.lat) != self.nodes:
            raise InputError("every node needs a position", next_step="give one longitude and latitude a node")
        if len(ends) and not 0 <= int(ends.min()) <= int(ends.max()) < self.nodes:
            raise NotFound(
                f"an edge ends at a node that is none of 0 to {self.nodes - 1}",
                next_step="number nodes as the road network does",
            )
        if not (np.isfinite(self.lon).all() and np.isfinite(self.lat).all()):
            raise InputError("positions must be finite", next_step="give degrees (WGS84)")

    @classmethod
    def of(cls, net: RoadNet) -> ArcTable:
        """The arcs of a road network."""
        return cls(nodes=net.nodes, tail=net.arc_tails(), head=net.arc_heads(), lon=net.lon, lat=net.lat)

    @classmethod
    def undirected(cls, nodes: int, ends: Sequence[tuple[int, int]]) -> ArcTable:
        """Edges without positions, such as those of a hand-made road file."""
        pairs = np.asarray(ends, dtype=np.int32).reshape(-1, 2)
        return cls(
            nodes=nodes,
            tail=np.ascontiguousarray(pairs.reshape(-1)),
            head=np.ascontiguousarray(pairs[:, ::-1].reshape(-1)),
            lon=np.arange(nodes, dtype=np.float64) % 360 - 180,
            lat=np.zeros(nodes),
        )

    @property
    def arcs(self) -> int:
        """How many arcs there are."""
        return len(self.tail)

    def node(self, number: int) -> int:
        """A node number that exists; NotFound otherwise."""
        node = operator.index(number)
        if not 0 <= node < self.nodes:
            raise NotFound(
                f"node {node} does not exist, the network has nodes 0 to {self.nodes - 1}",
                next_step="number nodes as the road network does",
            )
        return node

    def some_nodes(self, numbers: Iterable[int]) -> NDArray[np.int64]:
        """Node numbers that all exist; NotFound otherwise."""
        return np.array([self.node(number) for number in numbers], dtype=np.int64)

    def arcs_of(self, edges: Iterable[int]) -> NDArray[np.int64]:
        """Both arcs of each edge, without repetition; NotFound, naming it, for an edge that does not exist."""
        found = np.unique(np.array([operator.index(edge) for edge in edges], dtype=np.int64))
        if len(found) and not 0 <= int(found[0]) <= int(found[-1]) < self.arcs // 2:
            wrong = int(found[0]) if found[0] < 0 else int(found[-1])
            raise NotFound(
                f"edge {wrong} does not exist, the network has edges 0 to {self.arcs // 2 - 1}",
                next_step="number edges as the road network does",
            )
        return both_arcs(found)

    def times(self, deciseconds: NDArray[Any]) -> Ints:
        """Times of every arc, checked: whole, SHUT or 1 to MAX_DECISECONDS. InputError otherwise."""
        given = np.asarray(deciseconds)
        if given.shape != (self.arcs,) or given.dtype.kind not in "iu":
            raise InputError(
                f"{self.arcs} whole numbers are needed, one an arc, got {given.shape} of {given.dtype}",
                field="deciseconds",
                next_step="give one time an arc, in deciseconds",
            )
        wrong = np.flatnonzero((given != SHUT) & ((given < 1) | (given > MAX_DECISECONDS)))
        if len(wrong):
            raise InputError(
                f"arc {wrong[0]} costs {given[wrong[0]]} deciseconds, 1 to {MAX_DECISECONDS} are possible",
                field=f"deciseconds[{wrong[0]}]",
                next_step="check its length and speed",
            )
        return given.astype(np.int32)
