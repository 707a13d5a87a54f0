"""The reduced network against the full one, under every set of closed crossings."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.model.errors import InputError
from safeconduct.model.place import Point
from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.osm import read_osm
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import ArcTimes, arc_times
from safeconduct.network.reduce import Crossing, reduce_net, separating_crossings, sides
from safeconduct.network.roadnet import Feature, RoadNet
from safeconduct.network.snap import largest_part, snap
from tests.network.extracts import real

DOURO = [(-8.66, 41.146), (-8.61, 41.14), (-8.58, 41.142), (-8.54, 41.11), (-8.487, 41.0725), (-8.46, 41.0625)]

Edge = tuple[int, int, int, int]
"""Tail, head, deciseconds as drawn and against (SHUT: not that way)."""


def hand_made(nodes: int, edges: list[Edge], bridges: dict[int, str]) -> tuple[RoadNet, ArcTimes]:
    """A network of these edges on a line of places, some of them bridges by name, with its times."""
    names = ("", *dict.fromkeys(bridges.values()))
    ends = np.array([(a, b) for a, b, _, _ in edges], dtype=np.int32).reshape(-1, 2)
    x = np.arange(nodes, dtype=np.int32) * 1000
    count = len(edges)
    net = RoadNet(
        node_id=np.arange(1, nodes + 1),
        node_x=x,
        node_y=np.zeros(nodes, dtype=np.int32),
        edge_tail=ends[:, 0].copy(),
        edge_head=ends[:, 1].copy(),
        edge_way=np.arange(1, count + 1),
        edge_piece=np.zeros(count, dtype=np.int32),
        edge_metres=np.ones(count),
        edge_features=np.array([int(Feature.BRIDGE) * (e in bridges) for e in range(count)], dtype=np.int32),
        edge_tags=np.zeros(count, dtype=np.int32),
        edge_name=np.array([names.index(bridges.get(e, "")) for e in range(count)], dtype=np.int32),
        edge_water=np.zeros(count, dtype=np.int32),
        shape_start=np.arange(count + 1) * 2,
        shape_x=x[ends].reshape(-1),
        shape_y=np.zeros(2 * count, dtype=np.int32),
        names=names,
        tagsets=({"highway": "primary"},),
        turns=(),
    )
    deciseconds = np.array([(along, against) for *_, along, against in edges], dtype=np.int32).reshape(-1)
    return net, ArcTimes(name="bus", deciseconds=deciseconds, unknown=np.zeros(count, dtype=np.int32))


def full_minutes(
    router: ScipyNetRouter, places: list[int], crossings: tuple[Crossing, ...], closed: tuple[int, ...]
) -> list[list[int]]:
    """Deciseconds between places on the whole network with some crossings closed."""
    edges = [edge for number in closed for edge in crossings[number].edges]
    router.close(edges)
    try:
        table: list[list[int]] = router.matrix("bus", places, places).tolist()
    finally:
        router.reopen(edges)
    return table


def assert_same(net: RoadNet, times: ArcTimes, places: list[int], crossings: tuple[Crossing, ...]) -> None:
    """Reachability and minutes agree under every set of closures."""
    router = ScipyNetRouter.build(ArcTable.of(net))
    reduced = reduce_net(net, times, router, places, crossings)
    for count in range(len(crossings) + 1):
        for closed in combinations(range(len(crossings)), count):
            full = full_minutes(router, places, crossings, closed)
            for row, start in enumerate(places):
                for column, goal in enumerate(places):
                    way = reduced.way(start, goal, closed)
                    assert (SHUT if way is None else way.deciseconds) == full[row][column], (closed, start, goal)
                    if way is not None:
                        assert not set(way.crossings()) & set(closed)


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[Edge], list[list[int]], list[int]]:
    """A small directed network, up to four crossings of one or two edges each, and three places."""
    nodes = draw(st.integers(4, 9))
    node = st.integers(0, nodes - 1)
    time = st.one_of(st.just(SHUT), st.integers(1, 50))
    edges = draw(st.lists(st.tuples(node, node, time, time), min_size=4, max_size=18))
    numbers = draw(st.permutations(range(len(edges))))
    groups, at = [], 0
    for _ in range(draw(st.integers(0, 4))):
        size = draw(st.integers(1, 2))
        groups.append(list(numbers[at : at + size]))
        at += size
    places = draw(st.lists(node, min_size=2, max_size=3, unique=True))
    return nodes, edges, [group for group in groups if group], places


@settings(deadline=None, max_examples=150)
@given(networks())
def test_any_network_any_closures(drawn: tuple[int, list[Edge], list[list[int]], list[int]]) -> None:
    nodes, edges, groups, places = drawn
    net, times = hand_made(nodes, edges, {})
    crossings = tuple(Crossing(name=str(at), edges=tuple(group)) for at, group in enumerate(groups))
    assert_same(net, times, places, crossings)


#: South bank 0-1, north bank 2-3; two one-way decks of "Twin", one two-way "Old".
BANKS: list[Edge] = [(0, 1, 10, 10), (2, 3, 10, 10), (0, 2, 5, SHUT), (2, 0, 7, SHUT), (1, 3, 20, 20)]
NAMED = {2: "Twin", 3: "Twin", 4: "Old"}


def test_both_decks_of_a_bridge_are_one_crossing() -> None:
    net, times = hand_made(4, BANKS, NAMED)
    found = separating_crossings(net, times, [0], [3])
    assert sorted((c.name, c.edges) for c in found) == [("Old", (4,)), ("Twin", (2, 3))]
    out, home = sides(net, times, found, [0])
    assert out.tolist() == home.tolist() == [True, True, False, False]


def test_the_two_sides_differ_on_one_way_streets() -> None:
    """4 leads to 0 and nothing leads to 4; 0 leads to 5 and nothing leads back."""
    net, times = hand_made(6, [*BANKS, (4, 0, 10, SHUT), (0, 5, 10, SHUT)], NAMED)
    out, home = sides(net, times, separating_crossings(net, times, [0], [3]), [0])
    assert np.flatnonzero(out).tolist() == [0, 1, 5]
    assert np.flatnonzero(home).tolist() == [0, 1, 4]


def test_the_way_and_the_way_back_by_hand() -> None:
    net, times = hand_made(4, BANKS, NAMED)
    found = separating_crossings(net, times, [0], [3])
    reduced = reduce_net(net, times, ScipyNetRouter.build(ArcTable.of(net)), [0, 3], found)
    names = [c.name for c in found]
    there, back = reduced.way(0, 3), reduced.way(3, 0)
    assert there is not None
    assert back is not None
    assert (there.deciseconds, [names[c] for c in there.crossings()]) == (15, ["Twin"])
    assert (back.deciseconds, [names[c] for c in back.crossings()]) == (17, ["Twin"])
    around = reduced.way(0, 3, [names.index("Twin")])
    assert around is not None
    assert around.deciseconds == 30
    assert reduced.way(0, 3, range(2)) is None


def test_of_bridges_in_a_row_the_one_at_the_water() -> None:
    """0 -b- 1 -b- 2: a viaduct first, then the bridge; the river runs by node 2."""
    net, times = hand_made(200, [(0, 99, 10, 10), (99, 199, 10, 10)], {0: "Viaduct", 1: "Bridge"})
    assert [c.name for c in separating_crossings(net, times, [0], [199])] == ["Viaduct"]
    river = [(0.0199, -0.01), (0.0199, 0.01)]
    assert [c.name for c in separating_crossings(net, times, [0], [199], [river])] == ["Bridge"]


def test_a_way_around_needs_no_crossing() -> None:
    net, times = hand_made(4, [*BANKS, (1, 2, 90, 90)], NAMED)
    assert separating_crossings(net, times, [0], [3]) == ()


def test_an_edge_belongs_to_one_crossing() -> None:
    net, times = hand_made(4, BANKS, NAMED)
    twice = [Crossing(name="a", edges=(2, 3)), Crossing(name="b", edges=(3,))]
    with pytest.raises(InputError, match="two crossings"):
        reduce_net(net, times, ScipyNetRouter.build(ArcTable.of(net)), [0, 3], twice)


@pytest.mark.slow
def test_the_douro_under_all_64_sets_of_closures() -> None:
    net, _ = read_osm(real("porto"), box=None)
    times = arc_times(net, load_profiles(), "bus", convoy=True)
    inside = largest_part(net, times)
    points = [Point(lon=-8.648, lat=41.143), Point(lon=-8.585, lat=41.15), Point(lon=-8.58, lat=41.03)]
    places = [snap(net, point, inside, what="place").node for point in points]
    crossings = separating_crossings(net, times, places[:1], places[1:2], [DOURO])
    assert len(crossings) == 6
    assert_same(net, times, places, crossings)
