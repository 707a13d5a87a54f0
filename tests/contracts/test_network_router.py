"""The contract of ``ports.NetworkRouter``: one suite for the hierarchy and for scipy, and both against each other."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.cch_router import CchRouter
from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.model.errors import InputError, NotFound
from safeconduct.network.arcs import MAX_DECISECONDS, SHUT, ArcTable
from safeconduct.network.turn_router import TurnRouter
from safeconduct.ports import NetworkRouter, Router
from tests.contracts.one_class import OneClass
from tests.contracts.plain_router import PlainRouter
from tests.contracts.test_router import RouterContract

HAS_CCH = find_spec("pyroutingkit") is not None
needs_cch = pytest.mark.skipif(not HAS_CCH, reason="pyroutingkit has no wheel for this platform")

#: 0 -10- 1 -10- 2, a long way 0 -50- 2, another 0 -60- 4 -60- 2; 3 stands alone.
ENDS = ((0, 1), (1, 2), (0, 2), (0, 4), (4, 2))
CAR = (10, 10, 10, 10, 50, 50, 60, 60, 60, 60)
#: Walking takes ten times as long, and edge 1 is one-way for cars in the other class.
FOOT = tuple(10 * time for time in CAR)


class NetworkRouterContract:
    """What every network router does; subclasses say how one is made."""

    def build(self, arcs: ArcTable) -> NetworkRouter:
        raise NotImplementedError

    def load(self, arcs: ArcTable, parts: Mapping[str, bytes]) -> NetworkRouter:
        raise NotImplementedError

    def made(self) -> NetworkRouter:
        router = self.build(ArcTable.undirected(5, ENDS))
        router.customise("car", np.array(CAR))
        router.customise("foot", np.array(FOOT))
        return router

    def test_the_fastest_way_by_arcs_in_order(self) -> None:
        router = self.made()
        assert router.classes == ("car", "foot")
        assert router.route("car", 0, 2) == (20, (0, 2))
        assert router.route("car", 2, 0) == (20, (3, 1))
        assert router.route("foot", 0, 2) == (200, (0, 2))
        assert router.route("car", 1, 1) == (0, ())
        assert router.route("car", 0, 3) is None

    def test_a_one_way_arc(self) -> None:
        router = self.made()
        router.retime({"car": ([3], [SHUT])})
        assert router.route("car", 0, 2) == (20, (0, 2))
        assert router.route("car", 2, 0) == (50, (5,))
        assert router.route("foot", 2, 0) == (200, (3, 1))

    def test_a_closed_road_is_closed_both_ways_and_for_everyone(self) -> None:
        router = self.made()
        router.close([1])
        for name, slow in (("car", 50), ("foot", 500)):
            assert router.route(name, 0, 2) == (slow, (4,))
            assert router.route(name, 2, 0) == (slow, (5,))
        router.close([2, 1, 1])
        assert router.route("car", 0, 2) == (120, (6, 8))
        router.reopen([1])
        assert router.route("car", 0, 2) == (20, (0, 2))
        router.reopen([1, 2])
        assert router.route("foot", 2, 0) == (200, (3, 1))

    def test_times_given_while_closed_hold_after_reopening(self) -> None:
        router = self.made()
        router.close([0])
        router.customise("car", np.array((1, 1, *CAR[2:])))
        assert router.route("car", 0, 2) == (50, (4,))
        router.retime({"car": ([0, 1], [4, 4]), "foot": ([0, 1], [5, 5])})
        assert router.route("car", 0, 2) == (50, (4,))
        router.reopen([0])
        assert router.route("car", 0, 2) == (14, (0, 2))
        assert router.route("foot", 0, 2) == (105, (0, 2))

    def test_the_matrix(self) -> None:
        router = self.made()
        table = router.matrix("car", [0, 3, 2], [2, 3, 0, 1])
        assert table.tolist() == [[20, -1, 0, 10], [-1, 0, -1, -1], [0, -1, 20, 10]]
        assert router.matrix("car", [], [1]).shape == (0, 1)
        assert router.matrix("car", [1], []).shape == (1, 0)

    def test_alternatives_share_little_and_leave_nothing_behind(self) -> None:
        router = self.made()
        assert router.alternatives("car", 0, 2) == ((20, (0, 2)), (50, (4,)), (120, (6, 8)))
        assert router.alternatives("car", 0, 2, count=1) == ((20, (0, 2)),)
        assert router.alternatives("car", 0, 3) == ()
        assert router.alternatives("car", 2, 2) == ((0, ()),)
        assert router.route("car", 0, 2) == (20, (0, 2))
        router.close([2])
        assert [cost for cost, _ in router.alternatives("car", 0, 2)] == [20, 120]
        router.reopen([2])
        assert router.route("car", 0, 2) == (20, (0, 2))

    def test_what_if_asks_and_changes_nothing(self) -> None:
        router = self.made()
        assert router.what_if("car", 0, 2, [0], [SHUT]) == (50, (4,))
        assert router.what_if("car", 0, 2, [0, 4], [SHUT, SHUT]) == (120, (6, 8))
        assert router.what_if("car", 0, 2, [4], [7]) == (7, (4,))
        assert router.what_if("car", 0, 2, [], []) == router.route("car", 0, 2) == (20, (0, 2))
        assert router.route("foot", 0, 2) == (200, (0, 2))
        router.close([0, 2])
        assert router.what_if("car", 0, 2, [4, 5], [9, 9]) == (9, (4,))
        assert router.route("car", 0, 2) == (120, (6, 8))
        router.reopen([0])
        assert router.route("car", 0, 2) == (20, (0, 2))
        with pytest.raises(NotFound):
            router.what_if("car", 0, 2, [10], [1])
        with pytest.raises(InputError):
            router.what_if("car", 0, 2, [0], [0])

    def test_saved_and_loaded_it_answers_the_same(self) -> None:
        router = self.load(ArcTable.undirected(5, ENDS), self.made().save())
        router.customise("car", np.array(CAR))
        assert router.route("car", 0, 2) == (20, (0, 2))

    @pytest.mark.parametrize("node", [-1, 5, 10_000_000])
    def test_an_unknown_node_is_refused(self, node: int) -> None:
        router = self.made()
        for ask in (
            lambda: router.route("car", node, 0),
            lambda: router.route("car", 0, node),
            lambda: router.matrix("car", [0, node], [0]),
            lambda: router.matrix("car", [0], [node]),
            lambda: router.alternatives("car", 0, node),
        ):
            with pytest.raises(NotFound, match="does not exist"):
                ask()

    def test_unknown_edges_arcs_and_classes_are_refused_and_change_nothing(self) -> None:
        router = self.made()
        for edge in (-1, 5):
            with pytest.raises(NotFound):
                router.close([0, edge])
        for arc in (-1, 10):
            with pytest.raises(NotFound):
                router.retime({"foot": ([0], [1]), "car": ([0, arc], [1, 1])})
        with pytest.raises(NotFound):
            router.route("tank", 0, 1)
        with pytest.raises(NotFound):
            router.retime({"foot": ([0], [1]), "tank": ([0], [1])})
        assert router.route("car", 0, 2) == (20, (0, 2))
        assert router.route("foot", 0, 2) == (200, (0, 2))

    @pytest.mark.parametrize("time", [0, -2, MAX_DECISECONDS + 1])
    def test_a_time_out_of_range_is_refused(self, time: int) -> None:
        router = self.made()
        with pytest.raises(InputError, match="deciseconds"):
            router.customise("car", np.array((time, *CAR[1:])))
        with pytest.raises(InputError, match="deciseconds"):
            router.retime({"car": ([0], [time])})
        with pytest.raises(InputError, match="whole numbers"):
            router.customise("car", np.array(CAR[1:]))
        with pytest.raises(InputError, match="whole numbers"):
            router.customise("car", np.array(CAR) * 1.5)
        assert router.route("car", 0, 2) == (20, (0, 2))

    def test_ways_of_years_are_exact_up_to_the_limit_and_none_beyond_it(self) -> None:
        """214 arcs of the longest time fit 31 bits and are added up; with one more every engine says there is none."""
        edges = 300
        router = self.build(ArcTable.undirected(edges + 1, [(at, at + 1) for at in range(edges)]))
        router.customise("car", np.full(2 * edges, MAX_DECISECONDS))
        assert router.matrix("car", [0], [214, 215, edges]).tolist() == [[214 * MAX_DECISECONDS, SHUT, SHUT]]
        way = router.route("car", 214, 0)
        assert way is not None
        assert way[0] == 214 * MAX_DECISECONDS
        assert router.route("car", 0, 215) is None

    def test_parallel_roads_and_a_network_without_roads(self) -> None:
        router = self.build(ArcTable.undirected(2, ((0, 1), (1, 0), (0, 1))))
        router.customise("car", np.array((30, 30, 20, 20, 25, 25)))
        assert router.route("car", 0, 1) == (20, (3,))
        router.close([1])
        assert router.route("car", 0, 1) == (25, (4,))
        empty = self.build(ArcTable.undirected(2, ()))
        empty.customise("car", np.zeros(0, dtype=np.int64))
        assert empty.route("car", 0, 1) is None

    def test_a_query_sees_all_of_a_change_in_all_classes_or_none(self) -> None:
        router, seen, stop = self.made(), set(), threading.Event()

        def ask() -> None:
            while not stop.is_set():
                seen.add(int(router.matrix("car", [0], [2])[0, 0]))

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for _ in range(60):
            router.close([1, 2])
            router.alternatives("car", 0, 2)
            router.what_if("car", 0, 2, [6, 7], [1, 1])
            router.reopen([2, 1])
            router.what_if("car", 0, 2, [0], [SHUT])
            router.retime({"car": ([0, 1, 2, 3], [11, 11, 11, 11])})
            router.retime({"car": ([0, 1, 2, 3], [10, 10, 10, 10])})
        stop.set()
        for thread in threads:
            thread.join()
        assert seen <= {20, 22, 120}


class TestScipyNetRouter(NetworkRouterContract):
    def build(self, arcs: ArcTable) -> NetworkRouter:
        return ScipyNetRouter.build(arcs)

    def load(self, arcs: ArcTable, parts: Mapping[str, bytes]) -> NetworkRouter:
        return ScipyNetRouter.load(arcs, parts)


@needs_cch
class TestCchRouter(NetworkRouterContract):
    def build(self, arcs: ArcTable) -> NetworkRouter:
        return CchRouter.build(arcs)

    def load(self, arcs: ArcTable, parts: Mapping[str, bytes]) -> NetworkRouter:
        return CchRouter.load(arcs, parts)

    def test_a_hierarchy_of_another_network_is_refused(self) -> None:
        parts = self.made().save()
        assert parts
        with pytest.raises(InputError, match="the hierarchy is for 5 nodes"):
            CchRouter.load(ArcTable.undirected(6, ENDS), parts)
        with pytest.raises(InputError, match="called"):
            CchRouter.load(ArcTable.undirected(5, ENDS), {"../x": b""})
        other = ((0, 1), (1, 2), (0, 2), (0, 4), (4, 3))
        with pytest.raises(InputError, match="other arcs"):
            CchRouter.load(ArcTable.undirected(5, other), parts)

    @pytest.mark.parametrize("order", [[0, 1, 2, 3], [0, 1, 2, 3, 3], [0, 1, 2, 3, 5], [4, 3, 2, 1, 2**32 - 1]])
    def test_what_is_no_order_is_refused_before_the_engine_sees_it(self, order: list[int]) -> None:
        with pytest.raises(InputError, match="every node once"):
            CchRouter.ordered(ArcTable.undirected(5, ENDS), np.array(order))

    def test_any_order_gives_the_same_answers(self) -> None:
        for order in ([0, 1, 2, 3, 4], [4, 2, 0, 3, 1]):
            router = CchRouter.ordered(ArcTable.undirected(5, ENDS), np.array(order))
            router.customise("car", np.array(CAR))
            assert router.route("car", 0, 2) == (20, (0, 2))


class TestTurnRouterOnScipy(NetworkRouterContract):
    """Without restrictions an edge-based router gives the answers of a node-based one."""

    def build(self, arcs: ArcTable) -> NetworkRouter:
        return TurnRouter.build(arcs, (), ScipyNetRouter.build)

    def load(self, arcs: ArcTable, parts: Mapping[str, bytes]) -> NetworkRouter:
        return TurnRouter.build(arcs, (), lambda table: ScipyNetRouter.load(table, parts))


@needs_cch
class TestTurnRouterOnCch(NetworkRouterContract):
    """The same on the hierarchy."""

    def build(self, arcs: ArcTable) -> NetworkRouter:
        return TurnRouter.build(arcs, (), CchRouter.build)

    def load(self, arcs: ArcTable, parts: Mapping[str, bytes]) -> NetworkRouter:
        return TurnRouter.build(arcs, (), lambda table: CchRouter.load(table, parts))


class TestScipyNetRouterAsARouter(RouterContract):
    """One class of it is a router as the worked case knows it."""

    def make(self, nodes: int, ends: Sequence[tuple[int, int]], costs: Sequence[int]) -> Router:
        return OneClass.undirected(ScipyNetRouter.build(ArcTable.undirected(nodes, ends)), costs)


@needs_cch
class TestCchRouterAsARouter(RouterContract):
    """One class of it is a router as the worked case knows it."""

    def make(self, nodes: int, ends: Sequence[tuple[int, int]], costs: Sequence[int]) -> Router:
        return OneClass.undirected(CchRouter.build(ArcTable.undirected(nodes, ends)), costs)


def test_an_arc_table_is_checked() -> None:
    with pytest.raises(NotFound):
        ArcTable.undirected(2, ((0, 2),))
    with pytest.raises(InputError):
        ArcTable(nodes=1, tail=np.zeros(1, np.int32), head=np.zeros(1, np.int32), lon=np.zeros(1), lat=np.zeros(1))


CLASSES = ("car", "bus", "truck", "light", "ambulance", "foot")


def drawn_network(rng: np.random.Generator, nodes: int, edges: int) -> tuple[ArcTable, dict[str, Any]]:
    """A random network with parallel edges and loops, and times of every class: some arcs shut, one way or both."""
    ends = [(int(a), int(b)) for a, b in rng.integers(0, nodes, (edges, 2))]
    times = {}
    for name in CLASSES:
        time = rng.integers(1, 500, 2 * edges)
        times[name] = np.where(rng.random(2 * edges) < 0.15, SHUT, time)
    return ArcTable.undirected(nodes, ends), times


@needs_cch
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_the_hierarchy_equals_scipy_under_random_damage_for_every_class(seed: int, nodes: int) -> None:
    """25 networks, 6 classes, 3 states of damage, 5 x 5 pairs: over 10,000 queries, routes among them."""
    rng = np.random.default_rng(seed)
    arcs, times = drawn_network(rng, nodes, int(rng.integers(1, 4 * nodes)))
    ours: tuple[NetworkRouter, NetworkRouter] = (CchRouter.build(arcs), ScipyNetRouter.build(arcs))
    for router in ours:
        for name in CLASSES:
            router.customise(name, times[name])
    edges, open_now = arcs.arcs // 2, np.ones(arcs.arcs // 2, dtype=bool)
    for _ in range(3):
        closed, reopened = rng.integers(0, edges, 3).tolist(), rng.integers(0, edges, 2).tolist()
        open_now[closed] = False
        open_now[reopened] = True
        for router in ours:
            router.close(closed)
            router.reopen(reopened)
        for name in CLASSES:
            starts, ends = rng.integers(0, nodes, 5), rng.integers(0, nodes, 5)
            one, other = (router.matrix(name, starts.tolist(), ends.tolist()) for router in ours)
            assert np.array_equal(one, other)
            for router in ours:
                way = router.route(name, int(starts[0]), int(ends[0]))
                assert (SHUT if way is None else way[0]) == one[0, 0]
                if way is not None:
                    assert_is_a_way(arcs, times[name], open_now, way, int(starts[0]), int(ends[0]))


def assert_is_a_way(arcs: ArcTable, times: Any, open_now: Any, way: Any, start: int, end: int) -> None:
    """The arcs follow one another from start to end, all open to the class, and cost what is said."""
    at = start
    for arc in way[1]:
        assert arcs.tail[arc] == at
        assert times[arc] != SHUT
        assert open_now[arc // 2]
        at = int(arcs.head[arc])
    assert at == end
    assert way[0] == sum(int(times[arc]) for arc in way[1])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_scipy_equals_the_plain_double(seed: int) -> None:
    """On undirected networks, with closures."""
    rng = np.random.default_rng(seed)
    nodes, edges = int(rng.integers(2, 9)), int(rng.integers(1, 15))
    ends = [(int(a), int(b)) for a, b in rng.integers(0, nodes, (edges, 2))]
    costs = [int(cost) for cost in rng.integers(1, 50, edges)]
    ours = OneClass.undirected(ScipyNetRouter.build(ArcTable.undirected(nodes, ends)), costs)
    plain = PlainRouter(nodes, ends, costs)
    closed = rng.integers(0, edges, 3).tolist()
    ours.close(closed)
    plain.close(closed)
    for start in range(nodes):
        for end in range(nodes):
            one, other = ours.route(start, end), plain.route(start, end)
            assert (one and one[0]) == (other and other[0])
