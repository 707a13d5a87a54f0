"""From extracts to networks: what is cut, what is repaired, what is refused, and how it is said."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from safeconduct.model.errors import InputError
from safeconduct.network.osm import read_osm
from safeconduct.network.roadnet import Box, Feature, RoadNet
from tests.network.extracts import ROW, STEP, made, real, write

HIGHWAY = {"highway": "primary"}


def roads(net: RoadNet) -> list[str]:
    return [net.road_id(edge) for edge in range(net.edges)]


def test_ways_are_cut_at_crossroads_and_nowhere_else(tmp_path: Path) -> None:
    net, report = made(tmp_path, ROW, [(7, [1, 2, 3, 4], HIGHWAY), (8, [13, 3], {"highway": "track", "name": "Lane"})])
    assert roads(net) == ["way/7/0", "way/7/1", "way/8/0"]
    assert net.nodes == 4
    assert net.edge_metres == pytest.approx([2 * STEP, STEP, STEP], rel=1e-3)
    assert net.line(0) == ((0.01, 0.0), (0.02, 0.0), (0.03, 0.0))
    assert net.node_id[net.edge_tail[0]] == 1
    assert net.node_id[net.edge_head[0]] == 3
    assert (net.name(0), net.name(2), net.tags(2)["highway"]) == ("", "Lane", "track")
    assert net.edges_of("way/7") == (0, 1)
    assert net.edges_of("way/7/1") == (1,)
    assert (report.ways, report.nodes, report.edges) == (2, 4, 3)
    assert report.road_km == pytest.approx(4.4, abs=0.1)


def test_a_bridge_is_an_edge_of_its_own_with_its_name_and_its_water(tmp_path: Path) -> None:
    bridge = {**HIGHWAY, "bridge": "yes", "name": "Main Street", "bridge:name": "Old Bridge", "maxweight": "7.5"}
    net, report = made(
        tmp_path,
        {**ROW, 51: (0.025, -0.01), 52: (0.025, 0.01)},
        [
            (7, [1, 2], HIGHWAY),
            (8, [2, 3], bridge),
            (9, [3, 4], HIGHWAY),
            (10, [51, 52], {"waterway": "river", "name": "Long River"}),
            (11, [4, 5], {**HIGHWAY, "bridge": "viaduct"}),
        ],
    )
    at = net.edges_of("way/8")[0]
    assert net.has(Feature.BRIDGE).tolist() == [False, True, False, True]
    assert (net.name(at), net.water(at), net.tags(at)["maxweight"]) == ("Old Bridge", "Long River", "7.5")
    assert [net.water(edge) for edge in range(4)] == ["", "Long River", "", ""]
    assert (report.bridges, report.bridges_named, report.bridges_over_water) == (2, 1, 1)


def test_ferries_fords_tunnels_are_known(tmp_path: Path) -> None:
    _, report = made(
        tmp_path,
        ROW,
        [
            (1, [1, 2], {"route": "ferry", "duration": "0:30"}),
            (2, [2, 3], {"highway": "track", "ford": "yes"}),
            (3, [3, 4], {"highway": "primary", "tunnel": "yes"}),
            (4, [4, 5], {"highway": "primary", "tunnel": "building_passage"}),
            (5, [5, 6], {"highway": "proposed"}),
            (6, [6, 7], {"highway": "time_machine"}),
            (7, [7, 8], {"railway": "rail"}),
        ],
    )
    assert (report.ferries, report.fords, report.tunnels, report.edges) == (1, 1, 1, 4)
    assert report.left_out == {"highway=time_machine": 1}
    assert report.repairs["ways not in use"] == 1
    assert report.road_km == pytest.approx(3.3, abs=0.1)


def test_clipped_ways_are_cut_at_missing_nodes_and_counted(tmp_path: Path) -> None:
    net, report = made(tmp_path, ROW, [(7, [1, 2, 999, 3, 4, 998], HIGHWAY), (8, [997, 5], HIGHWAY)])
    assert roads(net) == ["way/7/0", "way/7/1"]
    assert net.edge_metres == pytest.approx([STEP, STEP], rel=1e-3)
    assert report.repairs["ways cut at missing nodes"] == 2
    assert report.repairs["nodes missing from the file"] == 3


def test_damaged_ways_are_mended_and_counted(tmp_path: Path) -> None:
    net, report = made(
        tmp_path,
        ROW,
        [
            (7, [1, 2, 2, 2, 3], HIGHWAY),
            (8, [4], HIGHWAY),
            (9, [], HIGHWAY),
            (10, [5, 5], HIGHWAY),
            (11, [3, 4], HIGHWAY),
            (11, [3, 4], HIGHWAY),
        ],
    )
    assert roads(net) == ["way/7/0", "way/11/0"]
    assert report.repairs["nodes repeated in a row, dropped"] == 3
    assert report.repairs["ways with one node or none, dropped"] == 2
    assert report.repairs["ways given twice, second one dropped"] == 1


def test_loops_end_at_two_nodes_and_parallel_roads_stay_apart(tmp_path: Path) -> None:
    net, _ = made(tmp_path, ROW, [(7, [1, 2, 12, 11, 1], HIGHWAY), (8, [1, 2], HIGHWAY), (9, [3, 4], HIGHWAY)])
    assert (net.edge_tail != net.edge_head).all()
    assert float(net.edge_metres.sum()) == pytest.approx(6 * STEP, rel=1e-3)
    lone, _ = made(tmp_path, ROW, [(7, [1, 2, 12, 1], HIGHWAY)])
    assert lone.edges == 2
    assert roads(lone) == ["way/7/0", "way/7/1"]


def test_ids_up_to_two_to_the_36(tmp_path: Path) -> None:
    big = 2**36
    net, _ = made(tmp_path, {big: (0.0, 0.0), big + 1: (0.01, 0.0)}, [(big + 5, [big, big + 1], HIGHWAY)])
    assert roads(net) == [f"way/{big + 5}/0"]
    assert sorted(net.node_id.tolist()) == [big, big + 1]


def test_a_road_across_180_degrees_has_its_true_length(tmp_path: Path) -> None:
    net, _ = made(tmp_path, {1: (179.995, 0.0), 2: (-179.995, 0.0)}, [(7, [1, 2], HIGHWAY)])
    assert net.edge_metres == pytest.approx([STEP], rel=1e-3)


# --- boxes -----------------------------------------------------------------------------------------------------


def test_a_box_cuts_roads_at_its_border(tmp_path: Path) -> None:
    net, report = made(
        tmp_path, ROW, [(7, [1, 2, 3, 4, 5], HIGHWAY)], box=Box(west=0.015, south=-1, east=0.035, north=1)
    )
    assert net.edge_metres == pytest.approx([STEP], rel=1e-3)
    assert report.repairs["ways cut at the box"] == 1
    assert report.box == (0.02, 0.0, 0.03, 0.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("41.1,-98.7,41.2,-8.5", "latitude and longitude look swapped"),
        ("1,2,3", "four numbers"),
        ("1,2,3,x", "four numbers"),
        ("nan,2,3,4", "finite"),
        ("1,5,2,4", "south must lie below north"),
        ("179,-19,-179,-17", "180 degrees"),
        ("200,1,201,2", "longitudes lie"),
    ],
)
def test_boxes_that_make_no_sense(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        Box.parse(text)
    assert caught.value.next_step


def test_a_box_across_180_degrees_is_answered_with_two() -> None:
    with pytest.raises(InputError) as caught:
        Box.parse("179,-19,-179,-17")
    assert "179.0,-19.0,180,-17.0 and -180,-19.0,-179.0,-17.0" in caught.value.next_step


def test_a_box_beside_the_roads_says_where_they_lie_and_whether_it_was_swapped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.osm.pbf", {1: (8.0, 41.0), 2: (8.1, 41.1)}, [(7, [1, 2], HIGHWAY)])
    with pytest.raises(InputError, match=r"roads lie in 8.0000,41.0000,8.1000,41.1000"):
        read_osm(path, box=Box.parse("1,1,2,2"))
    with pytest.raises(InputError, match="look swapped") as caught:
        read_osm(path, box=Box.parse("40.9,7.9,41.2,8.2"))
    assert caught.value.next_step == "give longitude first: 7.9,40.9,8.2,41.2"
    assert caught.value.file == str(path)


# --- files that cannot be used -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<?xml version='1.0'?><osm/>", "looks like XML"),
        (b"\x1f\x8b\x08" + bytes(60), "looks like compressed"),
        (b"hello world", "not an OpenStreetMap PBF"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "x.osm.pbf"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words) as caught:
        read_osm(path)
    assert caught.value.file == str(path)
    assert ".osm.pbf" in caught.value.next_step or "extract" in caught.value.next_step


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "no.osm.pbf", tmp_path):
        with pytest.raises(InputError, match="cannot be opened"):
            read_osm(path)


def test_no_roads_and_no_positions(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no roads"):
        made(tmp_path, ROW, [(7, [1, 2], {"railway": "rail"})])
    with pytest.raises(InputError, match="no positions"):
        made(tmp_path, {}, [(7, [1, 2], HIGHWAY)])
    with pytest.raises(InputError, match="no way has two nodes"):
        made(tmp_path, ROW, [(7, [1, 999, 2], HIGHWAY)])


def test_cut_short_or_flipped_files_are_refused_never_half_read(tmp_path: Path) -> None:
    """Every truncation and every flipped bit gives InputError, or the network is the same."""
    whole = write(tmp_path / "a.osm.pbf", ROW, [(w, [w, w + 1], HIGHWAY) for w in range(1, 9)])
    data, expected = whole.read_bytes(), read_osm(whole)[0]
    damaged, rng = tmp_path / "b.osm.pbf", random.Random(3)
    for case in range(80):
        if case % 2:
            bad = bytearray(data)
            bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
        else:
            bad = bytearray(data[: rng.randrange(1, len(data))])
        damaged.write_bytes(bad)
        found = outcome(damaged)
        if isinstance(found, InputError):
            assert found.file == str(damaged)
            assert found.next_step
        else:
            assert found.edges <= expected.edges


def outcome(path: Path) -> RoadNet | InputError:
    """The network, or the error a user would meet."""
    try:
        return read_osm(path)[0]
    except InputError as error:
        return error


# --- real extracts -----------------------------------------------------------------------------------------------


def test_porto() -> None:
    net, report = read_osm(real("porto"))
    assert report.bridges > 1_300
    assert report.turns > 300
    assert report.repairs["ways with one node or none, dropped"] > 0
    assert 10_000 < report.road_km < 12_000
    assert {net.name(int(e)) for e in net.has(Feature.BRIDGE).nonzero()[0]} >= {"Ponte da Arrábida", "Ponte do Freixo"}


def test_maltas_ferry() -> None:
    net, _ = read_osm(real("malta"))
    ferries = {net.name(int(edge)) for edge in net.has(Feature.FERRY).nonzero()[0]}
    assert "Malta-Gozo" in ferries


def test_heidelbergs_weight_limits() -> None:
    net, report = read_osm(real("heidelberg"))
    assert sum("maxweight" in net.tags(edge) for edge in range(net.edges)) > 100
    assert report.turns > 400


def test_liechtensteins_bridges_know_their_rivers() -> None:
    net, _ = read_osm(real("liechtenstein"))
    assert "Rhein" in {net.water(int(edge)) for edge in net.has(Feature.BRIDGE).nonzero()[0]}


def test_andorras_bridges_know_their_rivers() -> None:
    net, _ = read_osm(real("andorra"))
    assert "Valira" in {net.water(int(edge)) for edge in net.has(Feature.BRIDGE).nonzero()[0]}


def test_fijis_roads_lie_on_both_sides_of_180_degrees() -> None:
    """Its box runs from west of the line to east of it, and no road goes round the earth."""
    net, report = read_osm(real("fiji-ferry"))
    west, _, east, _ = report.box
    assert 177 < west < 180
    assert -180 < east < -178
    assert net.edge_metres.max() < 20_000
