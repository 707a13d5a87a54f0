"""Hand-made roads and legs as a network: the answers of the worked case's own graph, road by road."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.adapters.scipy_router import ScipyRouter
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.known import Basis, Known
from safeconduct.model.place import Mode, Point, Road, RoadFact, RoadState
from safeconduct.model.situation import Leg
from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.graph import road_graph
from safeconduct.network.hand_made import net_of_legs, net_of_roads
from safeconduct.network.import_report import report_of
from safeconduct.network.netcut import reach, usable
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import arc_times
from safeconduct.network.roadfile import parse_roads
from tests.cli.runner import AZOT
from tests.contracts.one_class import OneClass

FILE = parse_roads((AZOT / "roads.geojson").read_bytes(), file="roads.geojson")
PROFILES = load_profiles()
BASIS = Basis(assumptions=("a",))


def roads(states: dict[str, RoadState]) -> list[Road]:
    return [
        shape.with_history((RoadFact(state=states.get(shape.id, RoadState.OPEN), since=None, basis=BASIS),))
        for shape in FILE.shapes
    ]


def test_the_worked_case_keeps_its_ids_names_waters_and_lengths() -> None:
    made = net_of_roads(FILE.nodes, FILE.shapes)
    graph = road_graph(FILE.nodes, roads({}), Mode.BUS)
    assert made.nodes == graph.nodes
    assert made.roads == graph.roads
    assert made.net.edge_metres.tolist() == list(graph.metres)
    assert list(zip(made.net.edge_tail.tolist(), made.net.edge_head.tolist(), strict=True)) == list(graph.ends)
    for edge, shape in enumerate(FILE.shapes):
        assert (made.net.name(edge), made.net.water(edge)) == (shape.name, shape.over or "")
    assert made.net.nodes == len(FILE.nodes)
    report = report_of(made.net, file="roads.geojson", size=1, ways=len(FILE.shapes), repairs={}, left_out={})
    assert (report.edges, report.bridges) == (len(FILE.shapes), sum(s.kind == "bridge" for s in FILE.shapes))
    assert report.unknown["weight limit"] == 1.0


@pytest.mark.parametrize("mode", list(Mode))
def test_every_place_is_within_reach_as_in_the_case_under_every_state_of_the_bridges(mode: Mode) -> None:
    """Each bridge, and each two, in each state: the same nodes within reach from every node, for bus and on foot."""
    made = net_of_roads(FILE.nodes, FILE.shapes)
    bridges = [shape.id for shape in FILE.shapes if shape.kind == "bridge"]
    damaged = [
        dict.fromkeys(some, state)
        for state in RoadState
        for n in (1, 2, len(bridges))
        for some in combinations(bridges, n)
    ]
    for states in damaged:
        graph = road_graph(FILE.nodes, roads(states), mode)
        on = {made.roads.index(road): state for road, state in states.items()}
        times = arc_times(made.net, PROFILES, mode.value, states=on)
        for node in range(made.net.nodes):
            ours = frozenset(np.flatnonzero(reach(made.net, usable(times), [node])).tolist())
            assert ours == graph.reach(node), (states, made.nodes[node])


def test_routes_at_one_speed_cost_what_they_cost_in_the_case() -> None:
    made = net_of_roads(FILE.nodes, FILE.shapes)
    closed = {shape.id: RoadState.CLOSED for shape in FILE.shapes if shape.over == "Siverskyi Donets"}
    for states in ({}, closed):
        graph = road_graph(FILE.nodes, roads(states), Mode.BUS)
        case = ScipyRouter.of(graph, 40.0)
        ours = OneClass.undirected(ScipyNetRouter.build(ArcTable.of(made.net)), graph.deciseconds(40.0))
        ours.close(graph.blocked())
        for start in range(made.net.nodes):
            for goal in range(made.net.nodes):
                one, other = case.route(start, goal), ours.route(start, goal)
                assert (one and one[0]) == (other and other[0])


def test_a_road_that_ends_nowhere_is_named() -> None:
    with pytest.raises(NotFound, match="no node of the network"):
        net_of_roads(FILE.nodes[:1], FILE.shapes)
    made = net_of_roads(FILE.nodes, FILE.shapes)
    assert made.node(made.nodes[3]) == 3
    with pytest.raises(NotFound):
        made.node("nowhere")


def leg(ident: str, reception: str, mode: Mode, loaded: int, empty: int) -> Leg:
    def known(value: int) -> Known[int]:
        return Known(value=value, basis=BASIS)

    return Leg(
        id=ident, site="s", reception=reception, mode=mode, km=Known(value=12.5, basis=BASIS),
        minutes_loaded=known(loaded), minutes_empty=known(empty), edges=(), leans_on=(), checkpoint=None,
    )  # fmt: skip


PLACES = {"s": Point(lon=1.0, lat=1.0), "r": Point(lon=1.1, lat=1.0), "q": Point(lon=1.0, lat=1.1)}


def test_legs_by_hand_keep_their_minutes_both_ways_and_apart_by_mode() -> None:
    legs = [leg("a", "r", Mode.BUS, 30, 20), leg("b", "q", Mode.FOOT, 90, 80), leg("c", "r", Mode.BUS, 25, 28)]
    made, times = net_of_legs(PLACES, legs)
    router = ScipyNetRouter.build(ArcTable.of(made.net))
    for name, found in times.items():
        router.customise(name, found.deciseconds)
    s, r, q = (made.node(place) for place in "srq")
    assert router.matrix("bus", [s, r], [r, s, q]).tolist() == [[15_000, 0, SHUT], [0, 12_000, SHUT]]
    assert router.matrix("foot", [s], [q, r]).tolist() == [[54_000, SHUT]]
    assert made.net.edge_metres.tolist() == [12_500.0] * 3
    assert made.roads == ("a", "b", "c")


def test_legs_that_cannot_be_are_named() -> None:
    with pytest.raises(NotFound, match="leg a"):
        net_of_legs({"s": PLACES["s"]}, [leg("a", "r", Mode.BUS, 30, 20)])
    with pytest.raises(InputError, match="0 minutes"):
        net_of_legs(PLACES, [leg("a", "r", Mode.BUS, 0, 20)])


def test_a_road_file_becomes_a_network_file_on_the_command_line(tmp_path: Path) -> None:
    from safeconduct.network.netfile import load_net
    from tests.cli.runner import safeconduct

    out = tmp_path / "azot.roads"
    ran = safeconduct("roads", "import", AZOT / "roads.geojson", "--out", out)
    assert ran.code == 0, ran.err
    assert load_net(out).net.edges == len(FILE.shapes)
    ran = safeconduct("roads", "import", AZOT / "roads.geojson", "--out", out, "--bbox", "1,2,3,4")
    assert ran.code == 2
    assert "drawn by hand" in ran.err
