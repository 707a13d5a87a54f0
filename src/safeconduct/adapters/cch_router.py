"""Router on customizable contraction hierarchies (pyroutingkit, a binding of RoutingKit).

The order of the nodes is prepared once and saved; times are poured into it in milliseconds, and closing a road
touches only what depends on it. The engine checks no node number, adds in 32 bits and holds the interpreter's lock;
so every number is checked here, times are held below a limit, and one thread is used (more were slower).

Two copies of every class's times are kept. A change is worked into the copy that no query reads, then the two change
places in one step: a query sees all of a change, in all classes, or none of it.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError, ToolMissing
from safeconduct.network.alternatives import Way, alternatives
from safeconduct.network.arcs import NO_WAY, SHUT, ArcTable
from safeconduct.network.elimination import peel
from safeconduct.network.metrics import Metrics, Retimed

ENGINE = "pyroutingkit 0.2"
#: Above this share of the arcs a full customisation is faster than an update (measured at 1 million nodes).
FULL_SHARE = 0.01


def engine() -> Any:
    """The pyroutingkit module; ToolMissing where its wheel does not exist."""
    try:
        import pyroutingkit
    except ImportError as error:
        raise ToolMissing(
            "pyroutingkit is not installed: it has wheels for Linux x86_64 and macOS arm64",
            next_step="use the scipy router (slower, the same answers), or install pyroutingkit",
        ) from error
    if pyroutingkit.INF_WEIGHT != NO_WAY:
        raise ToolMissing("this pyroutingkit adds in another way than the one known", next_step=f"install {ENGINE}")
    return pyroutingkit


def _digest(arcs: ArcTable) -> bytes:
    """SHA-256 of where every arc begins and ends."""
    return hashlib.sha256(arcs.tail.astype("<u4").tobytes() + arcs.head.astype("<u4").tobytes()).digest()


class _Copy:
    """One of the two copies: a metric a class, and the arcs that changed since it was last brought up to date."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.metrics: dict[str, Any] = {}
        self.stale: dict[str, list[NDArray[np.int64]] | None] = {}

    def note(self, name: str, arcs: NDArray[np.int64] | None) -> None:
        """Remember changed arcs, None for all of them."""
        held = self.stale.get(name, [])
        self.stale[name] = None if arcs is None or held is None else [*held, arcs]


class CchRouter:
    """Fastest ways for several classes over one network; implements ``ports.NetworkRouter``."""

    def __init__(self, arcs: ArcTable, topology: Any, order: NDArray[np.uint32]) -> None:
        """Use ``build``, ``ordered`` or ``load``."""
        self._kit = engine()
        self._arcs, self._topology, self.order = arcs, topology, order
        self._metrics = Metrics(arcs)
        self._front, self._back = _Copy(), _Copy()
        self._writing = Lock()

    @classmethod
    def build(cls, arcs: ArcTable) -> CchRouter:
        """Find an order of the nodes: about 1.5 s at 70,000 nodes. The engine's nested dissection orders what is left
        when dead ends and nodes along roads are taken off (``network.elimination``)."""
        peeled = peel(arcs)
        order = peeled.removed
        if len(peeled.core):
            topology = engine().CCHTopology()
            topology.build(
                np.concatenate((peeled.tail, peeled.head)).astype(np.uint32),
                np.concatenate((peeled.head, peeled.tail)).astype(np.uint32),
                arcs.lat[peeled.core].astype(np.float32),
                arcs.lon[peeled.core].astype(np.float32),
                len(peeled.core),
            )
            with tempfile.TemporaryDirectory(prefix="safeconduct-") as folder:
                topology.save(folder)
                inner = np.frombuffer((Path(folder) / "order").read_bytes(), dtype=np.uint32)
            order = np.concatenate((order, peeled.core[inner]))
        return cls.ordered(arcs, order)

    @classmethod
    def ordered(cls, arcs: ArcTable, order: NDArray[Any]) -> CchRouter:
        """A router that removes nodes in this order. Any order gives right answers, a good one fast ones. The engine
        takes an order only in the form in which it saves one: five files of 32-bit numbers."""
        whole = np.asarray(order, dtype=np.uint32)
        if not np.array_equal(np.sort(whole), np.arange(arcs.nodes)):
            raise InputError("an order names every node once", field="hierarchy", next_step="build the hierarchy again")
        rank = np.empty(arcs.nodes, dtype=np.uint32)
        rank[whole] = np.arange(arcs.nodes, dtype=np.uint32)
        files = {
            "node_count": np.array([arcs.nodes]),
            "order": whole,
            "rank": rank,
            "tail": arcs.tail,
            "head": arcs.head,
        }
        topology = engine().CCHTopology()
        with tempfile.TemporaryDirectory(prefix="safeconduct-") as folder:
            for name, values in files.items():
                (Path(folder) / name).write_bytes(values.astype(np.uint32).tobytes())
            try:
                topology.load(folder)
            except (RuntimeError, ValueError) as error:
                raise ToolMissing(
                    f"the engine refuses the hierarchy: {error}", next_step=f"install {ENGINE}"
                ) from error
        if (topology.node_count, topology.arc_count) != (arcs.nodes, arcs.arcs):
            raise ToolMissing("the engine reads a hierarchy in another way", next_step=f"install {ENGINE}")
        return cls(arcs, topology, whole)

    @classmethod
    def load(cls, arcs: ArcTable, parts: Mapping[str, bytes]) -> CchRouter:
        """From what ``save`` gave for the same network. InputError when it belongs to another, or is none."""
        step = "build the hierarchy again"
        if set(parts) != {"order", "arcs"} or len(parts["order"]) % 4:
            raise InputError(f"a hierarchy is not called {', '.join(parts)}", field="hierarchy", next_step=step)
        order = np.frombuffer(parts["order"], dtype="<u4")
        if len(order) != arcs.nodes or parts["arcs"] != _digest(arcs):
            raise InputError(
                f"the hierarchy is for {len(order)} nodes and other arcs than these {arcs.arcs} of {arcs.nodes} nodes",
                field="hierarchy",
                next_step=step,
            )
        return cls.ordered(arcs, order)

    def save(self) -> dict[str, bytes]:
        """The order of the nodes and the digest of the arcs it is for, for ``load``."""
        return {"order": self.order.astype("<u4").tobytes(), "arcs": _digest(self._arcs)}

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that have times."""
        return self._metrics.names

    def customise(self, name: str, deciseconds: NDArray[Any]) -> None:
        """All times of a class, one an arc, ``arcs.SHUT`` where it cannot pass."""
        with self._writing:
            self._metrics.customise(name, deciseconds)
            self._publish({name: None})
            with self._back.lock:  # so that the next closure does not have to catch up with all of it
                self._catch_up(self._back)

    def retime(self, changes: Retimed) -> None:
        """New times for some arcs of some classes, seen by queries all at once."""
        with self._writing:
            self._publish(dict(self._metrics.retime(changes)))

    def close(self, edges: Sequence[int]) -> None:
        """Take edges out, both ways and for every class."""
        self._set(edges, True)

    def reopen(self, edges: Sequence[int]) -> None:
        """Put edges back at the times they have."""
        self._set(edges, False)

    def _set(self, edges: Iterable[int], closed: bool) -> None:
        with self._writing:
            changed = self._metrics.set_closed(edges, closed)
            if len(changed):
                self._publish(dict.fromkeys(self._metrics.names, changed))

    def _publish(self, changes: Mapping[str, NDArray[np.int64] | None]) -> None:
        """Work changes into the copy nobody reads and change places; the other one catches up at the next change."""
        for name, arcs in changes.items():
            self._front.note(name, arcs)
            self._back.note(name, arcs)
        with self._back.lock:  # waits for queries that began before the last change of places
            self._catch_up(self._back)
            self._front, self._back = self._back, self._front

    def _catch_up(self, copy: _Copy) -> None:
        for name, noted in copy.stale.items():
            arcs = None if noted is None else np.unique(np.concatenate(noted)) if noted else np.zeros(0, dtype=np.int64)
            if name not in copy.metrics:
                copy.metrics[name] = self._kit.CCHMetric(self._topology)
                arcs = None
            if arcs is None or len(arcs) > FULL_SHARE * self._arcs.arcs:
                copy.metrics[name].customize(self._weights(self._metrics.times(name)), 1)
            elif len(arcs):
                copy.metrics[name].update_weights(
                    arcs.astype(np.uint32), self._weights(self._metrics.times(name, arcs))
                )
        copy.stale = {}

    def _weights(self, times: NDArray[np.int32]) -> NDArray[np.uint32]:
        return np.where(times == SHUT, NO_WAY, times).astype(np.uint32)

    @contextmanager
    def _reading(self) -> Iterator[_Copy]:
        """The copy in front, held so that no change touches it meanwhile."""
        while True:
            copy = self._front
            with copy.lock:
                if copy is self._front:
                    yield copy
                    return

    def matrix(self, name: str, origins: Sequence[int], destinations: Sequence[int]) -> NDArray[np.int64]:
        """Deciseconds from every origin (rows) to every destination (columns), SHUT where there is no way."""
        starts, ends = self._arcs.some_nodes(origins), self._arcs.some_nodes(destinations)
        with self._reading() as copy:
            self._metrics.known(name)
            if not len(starts) or not len(ends):
                return np.zeros((len(starts), len(ends)), dtype=np.int64)
            found = copy.metrics[name].distances_many_to_many(starts.astype(np.uint32), ends.astype(np.uint32))
        table = np.asarray(found, dtype=np.int64).reshape(len(starts), len(ends))
        return np.where(table >= NO_WAY, SHUT, table)

    def route(self, name: str, origin: int, destination: int) -> Way | None:
        """Deciseconds and the arcs used, in order; None when there is no way. NotFound for an unknown node."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        with self._reading() as copy:
            self._metrics.known(name)
            return self._query(copy.metrics[name], start, end)

    def _query(self, metric: Any, start: int, end: int) -> Way | None:
        if start == end:
            return 0, ()
        cost, _, arcs = metric.query(start, end)
        return None if cost >= NO_WAY else (int(cost), tuple(int(arc) for arc in arcs))

    def what_if(self, name: str, origin: int, destination: int, arcs: Any, times: Any) -> Way | None:
        """The way there would be with some arcs at other times; no other query sees them."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        with self._writing, self._back.lock:  # the copy nobody reads is changed, and put right again
            numbers, given = self._metrics.checked(name, arcs, times)
            self._catch_up(self._back)
            self._back.note(name, numbers)
            if len(numbers):
                self._back.metrics[name].update_weights(numbers.astype(np.uint32), self._weights(given))
            return self._query(self._back.metrics[name], start, end)

    def alternatives(
        self, name: str, origin: int, destination: int, *, count: int = 3, overlap: float = 0.3
    ) -> tuple[Way, ...]:
        """The best way and others that share at most ``overlap`` of their time with any before them."""
        start, end = self._arcs.node(origin), self._arcs.node(destination)
        with self._writing, self._back.lock:  # the copy nobody reads is slowed down, and put right again
            self._metrics.known(name)
            self._catch_up(self._back)
            metric, times = self._back.metrics[name], self._metrics.times(name)
            touched: list[NDArray[np.int64]] = []

            def slower(arcs: NDArray[np.int64], raised: NDArray[np.int32]) -> Way | None:
                touched.append(arcs)
                metric.update_weights(arcs.astype(np.uint32), self._weights(raised))
                return self._query(metric, start, end)

            try:
                return alternatives(self._query(metric, start, end), times, count, overlap, slower)
            finally:
                if touched:
                    self._back.note(name, np.unique(np.concatenate(touched)))
