"""Cuts by crossings: on networks whose answer is known, against counting every set, and on the Douro."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.model.place import Point
from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.netcut import crossings_over, find_crossings, find_cut_off, reach, usable
from safeconduct.network.osm import read_osm
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import ArcTimes, arc_times
from safeconduct.network.roadnet import Feature, RoadNet
from safeconduct.network.snap import largest_part, snap
from tests.network.extracts import ROW, made, real

PROFILES = load_profiles()
ROAD, BRIDGE = {"highway": "primary"}, {"highway": "primary", "bridge": "yes"}
#: South bank 1-2-3, north bank 11-12-13, three bridges.
BANKS = [
    (1, [1, 2, 3], ROAD),
    (2, [11, 12, 13], ROAD),
    (3, [1, 11], {**BRIDGE, "name": "West Bridge"}),
    (4, [2, 12], {**BRIDGE, "name": "Middle Bridge", "oneway": "yes"}),
    (5, [3, 13], BRIDGE),
]


def network(folder: Path, ways: list[tuple[int, list[int], dict[str, str]]]) -> tuple[RoadNet, ArcTimes]:
    net, _ = made(folder, ROW, ways)
    return net, arc_times(net, PROFILES, "bus")


def node(net: RoadNet, ident: int) -> int:
    return int(np.flatnonzero(net.node_id == ident)[0])


def test_crossings_on_a_way_are_named_once_in_order_and_roads_are_not(tmp_path: Path) -> None:
    net, _ = network(tmp_path, BANKS)
    west, road, east = (net.edges_of(f"way/{way}")[0] for way in (3, 1, 5))
    assert crossings_over(net, [east, road, west, east]) == ("unnamed bridge way/5/0", "West Bridge")
    assert crossings_over(net, [road]) == ()


def test_the_bridges_by_name(tmp_path: Path) -> None:
    net, times = network(tmp_path, BANKS)
    cut = find_crossings(net, times, [node(net, 1)], [node(net, 13)])
    assert cut is not None
    assert [name for name, _ in cut.groups] == ["West Bridge", "Middle Bridge", "unnamed bridge way/5/0"]
    assert sorted(net.node_id[cut.near].tolist()) == [1, 2, 3]
    back = find_crossings(net, times, [node(net, 13)], [node(net, 1)])
    assert back is not None
    assert [name for name, _ in back.groups] == ["West Bridge", "unnamed bridge way/5/0"]


def test_two_sides_of_one_bridge_are_one_name(tmp_path: Path) -> None:
    ways = [(1, [1, 2], ROAD), (2, [11, 12], ROAD)]
    ways += [(n, [n - 2, n + 8], {**BRIDGE, "name": "Twin Bridge"}) for n in (3, 4)]
    net, times = network(tmp_path, ways)
    cut = find_crossings(net, times, [node(net, 1)], [node(net, 12)])
    assert cut is not None
    assert [(name, len(edges)) for name, edges in cut.groups] == [("Twin Bridge", 2)]


def test_a_road_around_means_no_cut_of_crossings(tmp_path: Path) -> None:
    net, times = network(tmp_path, [*BANKS, (6, [3, 4, 14, 13], ROAD)])
    assert find_crossings(net, times, [node(net, 1)], [node(net, 13)]) is None
    assert find_crossings(net, times, [node(net, 1)], [node(net, 3)]) is None


def test_what_is_closed_or_too_weak_does_not_count(tmp_path: Path) -> None:
    weak = [*BANKS[:4], (5, [3, 13], {**BRIDGE, "maxweight": "3.5"})]
    net, times = network(tmp_path, weak)
    closed = net.edges_of("way/3")
    cut = find_crossings(net, times, [node(net, 1)], [node(net, 13)], closed=closed)
    assert cut is not None
    assert [name for name, _ in cut.groups] == ["Middle Bridge"]
    everything = [*closed, *net.edges_of("way/4")]
    none = find_crossings(net, times, [node(net, 1)], [node(net, 13)], closed=everything)
    assert none is not None
    assert none.edges == ()


def test_cut_off_names_the_border_and_the_fewest_to_reopen(tmp_path: Path) -> None:
    net, times = network(tmp_path, BANKS)
    start, goal = [node(net, 1)], [node(net, 13)]
    west, middle, east = (net.edges_of(f"way/{way}")[0] for way in (3, 4, 5))
    assert find_cut_off(net, times, start, goal, [west, middle]) is None
    off = find_cut_off(net, times, start, goal, [west, middle, east])
    assert off is not None
    assert sorted(off.boundary) == sorted([west, middle, east])
    assert len(off.repair) == 1
    assert find_cut_off(net, times, start, goal, [e for e in (west, middle, east) if e not in off.repair]) is None


def test_two_closures_in_a_row_need_both(tmp_path: Path) -> None:
    net, times = network(tmp_path, [(1, [1, 2], ROAD), (2, [2, 3], BRIDGE), (3, [3, 4], BRIDGE), (4, [5, 6], ROAD)])
    closed = [*net.edges_of("way/2"), *net.edges_of("way/3")]
    off = find_cut_off(net, times, [node(net, 1)], [node(net, 4)], closed)
    assert off is not None
    assert list(off.repair) == closed
    assert off.boundary == (closed[0],)
    hole = find_cut_off(net, times, [node(net, 1)], [node(net, 6)], closed)
    assert hole is not None
    assert hole.repair == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_cut_is_smallest(seed: int) -> None:
    """Against every set of crossings of a small random network."""
    rng = np.random.default_rng(seed)
    net, times = drawn(rng)
    cut = find_crossings(net, times, [0], [net.nodes - 1])
    crossings = np.flatnonzero(net.has(Feature.BRIDGE)).tolist()

    def cuts(lost: tuple[int, ...]) -> bool:
        return not reach(net, usable(times, lost), [0])[net.nodes - 1]

    smallest = next((len(s) for n in range(len(crossings) + 1) for s in combinations(crossings, n) if cuts(s)), None)
    assert (None if cut is None else len(cut.edges)) == smallest
    if cut is not None:
        assert cuts(cut.edges)


def drawn(rng: np.random.Generator) -> tuple[RoadNet, ArcTimes]:
    """Six nodes, up to eleven edges, half of them bridges, some one-way."""
    nodes, edges = 6, int(rng.integers(4, 12))
    tail = rng.integers(0, nodes, edges)
    head = (tail + rng.integers(1, nodes, edges)) % nodes
    whole = np.arange(edges, dtype=np.int32)
    zeros = np.zeros(edges, dtype=np.int32)
    net = RoadNet(
        node_id=np.arange(1, nodes + 1, dtype=np.int64),
        node_x=np.arange(nodes, dtype=np.int32),
        node_y=np.zeros(nodes, dtype=np.int32),
        edge_tail=tail.astype(np.int32),
        edge_head=head.astype(np.int32),
        edge_way=whole.astype(np.int64) + 1,
        edge_piece=zeros,
        edge_metres=np.full(edges, 100.0),
        edge_features=np.where(rng.random(edges) < 0.6, int(Feature.BRIDGE), 0).astype(np.int32),
        edge_tags=zeros,
        edge_name=zeros,
        edge_water=zeros,
        shape_start=2 * np.arange(edges + 1, dtype=np.int64),
        shape_x=np.zeros(2 * edges, dtype=np.int32),
        shape_y=np.zeros(2 * edges, dtype=np.int32),
        names=("",),
        tagsets=({"highway": "primary"},),
        turns=(),
    )
    deciseconds = np.full(2 * edges, 100, dtype=np.int32)
    deciseconds[1::2][rng.random(edges) < 0.4] = SHUT
    return net, ArcTimes(name="bus", deciseconds=deciseconds, unknown=zeros)


# --- the Douro ---------------------------------------------------------------------------------------------------


def test_the_six_crossings_of_the_douro_closed_one_after_the_other_end_in_cut_off() -> None:
    net, _ = read_osm(real("porto"))
    bus = arc_times(net, PROFILES, "bus")
    inside = largest_part(net, bus)
    south = snap(net, Point(lon=-8.611, lat=41.115), inside, what="Gaia").node
    north = snap(net, Point(lon=-8.611, lat=41.155), inside, what="Porto").node
    cut = find_crossings(net, bus, [south], [north])
    assert cut is not None
    names = [name for name, _ in cut.groups]
    assert sorted(names) == [
        "A 41",  # the motorway bridge upstream has no name of its own
        "Barragem de Crestuma-Lever",
        "Ponte Dom Luís I (tabuleiro inferior)",
        "Ponte Infante Dom Henrique",
        "Ponte da Arrábida",
        "Ponte do Freixo",
    ]
    router = ScipyNetRouter.build(ArcTable.of(net))
    router.customise("bus", bus.deciseconds)
    groups, minutes, closed = dict(cut.groups), [], []
    while (way := router.route("bus", south, north)) is not None:
        minutes.append(way[0] / 600)
        used = {arc // 2 for arc in way[1]}
        name = next(name for name, edges in groups.items() if used & set(edges))
        router.close(groups[name])
        closed.extend(groups.pop(name))
    assert groups == {}
    assert minutes == sorted(minutes)
    assert minutes[-1] > 3 * minutes[0]
    off = find_cut_off(net, bus, [south], [north], closed)
    assert off is not None
    assert sorted(off.boundary) == sorted(cut.edges)
    assert len(off.repair) == 1
