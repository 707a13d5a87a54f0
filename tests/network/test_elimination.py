"""The order of a hierarchy: plain nodes first, every node once, the core joined as the network is."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from safeconduct.adapters.cch_router import CchRouter
from safeconduct.network.arcs import ArcTable
from safeconduct.network.edge_based import Rule, edge_based
from safeconduct.network.elimination import edge_based_order, peel


def test_a_tree_is_all_dead_ends_and_a_ring_is_all_along_the_road() -> None:
    tree = peel(ArcTable.undirected(5, ((0, 1), (1, 2), (1, 3), (3, 4))))
    assert (sorted(tree.removed.tolist()), tree.core.tolist()) == ([0, 1, 2, 3, 4], [])
    assert tree.removed.tolist()[:3] == [0, 2, 4], "leaves first"
    ring = peel(ArcTable.undirected(4, ((0, 1), (1, 2), (2, 3), (3, 0))))
    assert (sorted(ring.removed.tolist()), len(ring.core)) == ([0, 1, 2, 3], 0)


def test_chains_between_crossroads_become_one_edge() -> None:
    """Four crossroads all joined, one of the roads with two nodes along it, one with a dead end, one doubled."""
    ends = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 4), (4, 5), (5, 3), (0, 6), (0, 1), (3, 3))
    found = peel(ArcTable.undirected(7, ends))
    assert found.removed.tolist() == [6, 4, 5]
    assert found.core.tolist() == [0, 1, 2, 3]
    pairs = set(zip(found.tail.tolist(), found.head.tolist(), strict=True))
    assert pairs == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_every_node_once_and_the_core_hangs_together_as_before(seed: int, nodes: int) -> None:
    rng = np.random.default_rng(seed)
    ends = [(int(a), int(b)) for a, b in rng.integers(0, nodes, (int(rng.integers(0, 2 * nodes)), 2))]
    arcs = ArcTable.undirected(nodes, ends)
    found = peel(arcs)
    assert sorted([*found.removed.tolist(), *found.core.tolist()]) == list(range(nodes))
    whole = parts(nodes, arcs.tail, arcs.head)
    core = parts(len(found.core), found.tail, found.head)
    for a in range(len(found.core)):
        for b in range(a):
            assert (core[a] == core[b]) == (whole[found.core[a]] == whole[found.core[b]])


def parts(nodes: int, tail: np.ndarray, head: np.ndarray) -> np.ndarray:
    graph = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(nodes, nodes))
    return connected_components(graph, directed=False)[1]


def test_the_order_of_states_follows_that_of_the_nodes_they_stand_at() -> None:
    arcs = ArcTable.undirected(4, ((0, 1), (1, 2), (2, 3), (3, 0)))
    expanded = edge_based(arcs, [Rule(arcs=(0, 2, 4), demands=False, classes=None)])
    order = edge_based_order(expanded, np.array([2, 0, 3, 1], dtype=np.uint32)).tolist()
    assert sorted(order) == list(range(expanded.table.nodes))
    assert set(order[:4]) == set(expanded.goal.tolist())
    at = {**{int(s): node for node, s in enumerate(expanded.start)}, **{a: int(arcs.head[a]) for a in range(8)}, 8: 2}
    stood = [at[state] for state in order[4:]]
    assert stood == sorted(stood, key=[2, 0, 3, 1].index)


@pytest.mark.skipif(find_spec("pyroutingkit") is None, reason="pyroutingkit has no wheel here")
def test_a_network_without_crossroads_needs_no_dissection() -> None:
    router = CchRouter.build(ArcTable.undirected(3, ((0, 1), (1, 2))))
    router.customise("car", np.full(4, 10))
    assert router.route("car", 0, 2) == (20, (0, 2))
