"""Which water a bridge crosses: by the drawn lines, a river before a stream, nothing where nothing is drawn."""

from __future__ import annotations

from pathlib import Path

from tests.network.extracts import ROW, made

BRIDGE = {"highway": "primary", "bridge": "yes"}
#: North to south through the middle of 1-2, and through 3-4.
NODES = {**ROW, 51: (0.015, -0.01), 52: (0.015, 0.01), 53: (0.035, -0.01), 54: (0.035, 0.01), 55: (0.016, -0.01)}


def water(folder: Path, *ways: tuple[int, list[int], dict[str, str]]) -> list[str]:
    net, _ = made(folder, NODES, [(1, [1, 2], BRIDGE), (2, [3, 4], {"highway": "primary"}), *ways])
    return [net.water(edge) for edge in range(net.edges)]


def test_a_bridge_over_a_drawn_river_and_a_road_over_none(tmp_path: Path) -> None:
    rivers = [
        (9, [51, 52], {"waterway": "river", "name": "Long"}),
        (10, [53, 54], {"waterway": "river", "name": "Far"}),
    ]
    assert water(tmp_path, *rivers) == ["Long", ""]


def test_a_river_before_a_stream_and_a_stream_before_nothing(tmp_path: Path) -> None:
    stream = (9, [55, 52], {"waterway": "stream", "name": "A Brook"})
    assert water(tmp_path, stream, (10, [51, 52], {"waterway": "river", "name": "Long"})) == ["Long", ""]
    assert water(tmp_path, stream) == ["A Brook", ""]
    assert water(tmp_path, (9, [51, 52], {"waterway": "river"})) == ["", ""]
    assert water(tmp_path) == ["", ""]


def test_the_shore_of_a_lake(tmp_path: Path) -> None:
    assert water(tmp_path, (9, [51, 52, 55, 51], {"natural": "water", "name": "Lake"})) == ["Lake", ""]


def test_a_river_cut_by_the_extract_is_not_joined_across_the_gap(tmp_path: Path) -> None:
    assert water(tmp_path, (9, [51, 999, 52], {"waterway": "river", "name": "Long"})) == ["", ""]
