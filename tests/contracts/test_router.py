"""The contract of ``ports.Router``: one suite, run for every adapter and for the plain double."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.scipy_router import MAX_DECISECONDS, ScipyRouter
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import Mode
from safeconduct.network.graph import road_graph
from safeconduct.ports import Router
from tests.contracts.plain_router import PlainRouter
from tests.tiny import tiny

#: 0 -10- 1 -10- 2 and a long way 0 -50- 2; 3 stands alone.
ENDS = ((0, 1), (1, 2), (0, 2))
COSTS = (10, 10, 50)


class RouterContract:
    """What every router does; subclasses say how one is made."""

    def make(self, nodes: int, ends: Sequence[tuple[int, int]], costs: Sequence[int]) -> Router:
        raise NotImplementedError

    def test_finds_the_fastest_way_and_names_its_edges_in_order(self) -> None:
        assert self.make(4, ENDS, COSTS).route(0, 2) == (20, (0, 1))

    def test_the_same_way_back(self) -> None:
        assert self.make(4, ENDS, COSTS).route(2, 0) == (20, (1, 0))

    def test_staying_costs_nothing(self) -> None:
        assert self.make(4, ENDS, COSTS).route(1, 1) == (0, ())

    def test_no_way_is_none(self) -> None:
        assert self.make(4, ENDS, COSTS).route(0, 3) is None

    def test_a_closed_edge_is_not_used_until_it_is_reopened(self) -> None:
        router = self.make(4, ENDS, COSTS)
        router.close([1])
        assert router.route(0, 2) == (50, (2,))
        router.close([2, 1])
        assert router.route(0, 2) is None
        router.reopen([1])
        assert router.route(0, 2) == (20, (0, 1))

    def test_closing_and_reopening_twice_is_once(self) -> None:
        router = self.make(4, ENDS, COSTS)
        router.close([1])
        router.close([1])
        router.reopen([1])
        router.reopen([1])
        assert router.route(0, 2) == (20, (0, 1))

    def test_of_parallel_edges_the_cheaper_open_one_is_used(self) -> None:
        router = self.make(2, ((0, 1), (1, 0), (0, 1)), (30, 20, 25))
        assert router.route(0, 1) == (20, (1,))
        router.close([1])
        assert router.route(0, 1) == (25, (2,))

    def test_a_network_without_edges(self) -> None:
        assert self.make(2, (), ()).route(0, 1) is None

    @pytest.mark.parametrize("node", [-1, 4, 10_000_000])
    def test_an_unknown_node_is_refused(self, node: int) -> None:
        router = self.make(4, ENDS, COSTS)
        with pytest.raises(NotFound):
            router.route(node, 0)
        with pytest.raises(NotFound):
            router.route(0, node)

    @pytest.mark.parametrize("edge", [-1, 3])
    def test_an_unknown_edge_is_refused_and_nothing_changes(self, edge: int) -> None:
        router = self.make(4, ENDS, COSTS)
        with pytest.raises(NotFound):
            router.close([1, edge])
        assert router.route(0, 2) == (20, (0, 1))
        with pytest.raises(NotFound):
            router.reopen([edge])


class TestPlainRouter(RouterContract):
    def make(self, nodes: int, ends: Sequence[tuple[int, int]], costs: Sequence[int]) -> Router:
        return PlainRouter(nodes, ends, costs)


class TestScipyRouter(RouterContract):
    def make(self, nodes: int, ends: Sequence[tuple[int, int]], costs: Sequence[int]) -> Router:
        return ScipyRouter(nodes, ends, costs)

    @pytest.mark.parametrize("cost", [0, -5, MAX_DECISECONDS + 1])
    def test_a_cost_out_of_range_is_refused(self, cost: int) -> None:
        with pytest.raises(InputError, match="deciseconds"):
            ScipyRouter(2, ((0, 1),), (cost,))

    def test_an_edge_needs_a_cost_and_two_nodes(self) -> None:
        with pytest.raises(InputError, match="1 edges but 0 costs"):
            ScipyRouter(2, ((0, 1),), ())
        with pytest.raises(NotFound, match="node 2"):
            ScipyRouter(2, ((0, 2),), (1,))

    def test_of_a_road_graph_with_its_blocked_edges_closed(self) -> None:
        from safeconduct.model.place import RoadState

        for state, found in ((RoadState.UNKNOWN, True), (RoadState.CLOSED, False)):
            situation = tiny(bridge=state)
            graph = road_graph(situation.nodes, situation.roads, Mode.BUS)
            way = ScipyRouter.of(graph, 36).route(graph.number("alpha"), graph.number("bravo"))
            assert (way is not None) is found

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_agrees_with_the_double_on_any_network_under_any_closures(self, data: st.DataObject) -> None:
        nodes = data.draw(st.integers(2, 7))
        node = st.integers(0, nodes - 1)
        edges = data.draw(st.lists(st.tuples(node, node, st.integers(1, 50)), min_size=1, max_size=14))
        ends, costs = [(a, b) for a, b, _ in edges], [c for _, _, c in edges]
        ours, plain = ScipyRouter(nodes, ends, costs), PlainRouter(nodes, ends, costs)
        closed = data.draw(st.lists(st.integers(0, len(edges) - 1)))
        ours.close(closed)
        plain.close(closed)
        for a in range(nodes):
            for b in range(nodes):
                one, other = ours.route(a, b), plain.route(a, b)
                assert (one and one[0]) == (other and other[0])
                if one is not None:
                    assert one[0] == sum(costs[e] for e in one[1])
                    assert not set(one[1]) & set(closed)
