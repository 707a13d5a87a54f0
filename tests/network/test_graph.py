"""The road graph of one mode: lengths with a closed form, states as use."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from safeconduct.model.errors import NotFound
from safeconduct.model.place import Mode, Passable, Point, RoadState
from safeconduct.network.graph import EARTH_RADIUS_KM, great_circle_km, line_km, road_graph
from tests.tiny import tiny


def test_a_degree_of_latitude_is_a_360th_of_the_earth() -> None:
    assert great_circle_km(Point(lon=38, lat=48), Point(lon=38, lat=49)) == pytest.approx(
        2 * math.pi * EARTH_RADIUS_KM / 360
    )


def test_opposite_points_lie_half_the_earth_apart() -> None:
    assert great_circle_km(Point(lon=0, lat=0), Point(lon=180, lat=0)) == pytest.approx(math.pi * EARTH_RADIUS_KM)


def test_a_line_is_as_long_as_its_pieces() -> None:
    line = [Point(lon=0, lat=lat) for lat in (0, 1, 3)]
    assert line_km(line) == pytest.approx(3 * 2 * math.pi * EARTH_RADIUS_KM / 360)


@pytest.mark.parametrize(
    ("state", "bus", "foot"),
    [
        (RoadState.OPEN, Passable.YES, Passable.YES),
        (RoadState.FOOT_ONLY, Passable.NO, Passable.YES),
        (RoadState.CLOSED, Passable.NO, Passable.NO),
        (RoadState.UNKNOWN, Passable.UNKNOWN, Passable.UNKNOWN),
    ],
)
def test_use_follows_the_latest_state_and_the_mode(state: RoadState, bus: Passable, foot: Passable) -> None:
    situation = tiny(bridge=state)
    for mode, expected in ((Mode.BUS, bus), (Mode.FOOT, foot)):
        assert road_graph(situation.nodes, situation.roads, mode).use[1] is expected


def test_reach_stops_at_blocked_edges_only() -> None:
    for state, reached in ((RoadState.CLOSED, {0, 1}), (RoadState.UNKNOWN, {0, 1, 2})):
        situation = tiny(bridge=state)
        assert road_graph(situation.nodes, situation.roads, Mode.BUS).reach(0) == reached


def test_deciseconds_at_36_kph_are_metres() -> None:
    situation = tiny()
    graph = road_graph(situation.nodes, situation.roads, Mode.BUS)
    assert graph.deciseconds(36.0) == graph.metres


def test_unknown_nodes_are_refused() -> None:
    situation = tiny()
    graph = road_graph(situation.nodes, situation.roads, Mode.BUS)
    with pytest.raises(NotFound, match="'nowhere'"):
        graph.number("nowhere")
    stray = replace(situation.roads[0], ends=("alpha", "nowhere"))
    with pytest.raises(NotFound, match="nowhere"):
        road_graph(situation.nodes, (stray,), Mode.BUS)
