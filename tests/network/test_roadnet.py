"""Networks as arrays: what one must hold, and how its roads are called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.errors import NotFound
from safeconduct.network.roadnet import RoadNet
from tests.network.extracts import ROW, made

HIGHWAY = {"highway": "primary"}


@pytest.fixture
def net(tmp_path: Path) -> RoadNet:
    return made(tmp_path, ROW, [(7, [1, 2, 3], HIGHWAY), (8, [2, 12], HIGHWAY)])[0]


def test_arcs_come_in_pairs(net: RoadNet) -> None:
    tails, heads = net.arc_tails(), net.arc_heads()
    assert len(tails) == 2 * net.edges
    assert np.array_equal(tails[0::2], heads[1::2])
    assert np.array_equal(tails[0::2], net.edge_tail)


@pytest.mark.parametrize("road", ["way/9", "way/7/2", "node/7", "way/", "7", "", "way/7/x", "way/99999999999999999999"])
def test_unknown_roads(net: RoadNet, road: str) -> None:
    with pytest.raises(NotFound):
        net.edges_of(road)


def test_every_road_is_found_by_its_id(net: RoadNet) -> None:
    assert [net.edges_of(net.road_id(edge)) for edge in range(net.edges)] == [(0,), (1,), (2,)]


def test_a_way_is_all_its_pieces_and_several_are_found_at_once(net: RoadNet) -> None:
    assert [net.way_id(edge) for edge in range(net.edges)] == ["way/7", "way/7", "way/8"]
    found = net.edges_by_road(["way/7", "way/7/1", "way/8", "way/9", "way/7/1234567890"])
    assert found == {"way/7": (0, 1), "way/7/1": (1,), "way/8": (2,), "way/9": (), "way/7/1234567890": ()}


def test_a_node_stands_where_it_is_mapped(net: RoadNet) -> None:
    first = int(np.flatnonzero(net.node_id == 12)[0])
    assert (net.point(first).lon, net.point(first).lat) == ROW[12][:2]


@pytest.mark.parametrize(
    "change",
    [
        {"edge_tail": np.array([0, 1, 9], dtype=np.int32)},
        {"edge_name": np.array([0, 0, 9], dtype=np.int32)},
        {"edge_tags": np.array([0, 0, -1], dtype=np.int32)},
        {"edge_metres": np.ones(2)},
        {"node_x": np.zeros(1, dtype=np.int32)},
        {"shape_start": np.array([0, 1, 4, 6])},
    ],
)
def test_a_network_that_exists_is_whole(net: RoadNet, change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(net, **change)  # type: ignore[arg-type]
