"""Barriers and fords that stand on a node."""

from __future__ import annotations

from pathlib import Path

from safeconduct.network.roadnet import RoadNet
from tests.network.extracts import ROW, made

HIGHWAY = {"highway": "primary"}


def roads(net: RoadNet) -> list[str]:
    return [net.road_id(edge) for edge in range(net.edges)]


def test_a_barrier_on_a_road_becomes_an_edge(tmp_path: Path) -> None:
    nodes = {**ROW, 2: (0.02, 0.0, {"barrier": "bollard"}), 4: (0.04, 0.0, {"ford": "yes"})}
    net, report = made(tmp_path, nodes, [(7, [1, 2, 3], HIGHWAY), (8, [3, 4], HIGHWAY), (9, [4, 5], HIGHWAY)])
    assert roads(net)[-2:] == ["node/2", "node/4"]
    assert (report.barriers, report.fords) == (1, 1)
    bollard = net.edges_of("node/2")[0]
    assert net.tags(bollard) == {"barrier": "bollard"}
    assert net.edge_metres[bollard] == 1
    assert net.edges == 6
    ends = sorted((int(net.edge_tail[e]), int(net.edge_head[e])) for e in range(net.edges))
    assert len({node for pair in ends for node in pair}) == net.nodes == 7


def test_a_barrier_at_a_crossroads_or_a_loose_end_bars_nothing_and_is_counted(tmp_path: Path) -> None:
    nodes = {**ROW, 2: (0.02, 0.0, {"barrier": "gate"}), 1: (0.01, 0.0, {"barrier": "gate"})}
    net, report = made(tmp_path, nodes, [(7, [1, 2, 3], HIGHWAY), (8, [2, 12], HIGHWAY)])
    assert (net.edges, report.barriers) == (3, 0)
    assert report.repairs["obstacles at crossroads, barring no edge"] == 1
