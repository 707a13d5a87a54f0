"""Areas drawn by people: what is read, what is mended and said, what is refused and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from safeconduct.model.errors import InputError
from safeconduct.network.area import Area, load_area, parse_area
from safeconduct.network.osm import read_osm
from safeconduct.network.roadnet import SCALE
from tests.network.extracts import ROW, made, write

HIGHWAY = {"highway": "primary"}
SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def area(document: Any) -> Area:
    return parse_area(json.dumps(document).encode(), file="area.geojson")


def holds(of: Area, *points: tuple[float, float]) -> list[bool]:
    x, y = (np.array([round(p[axis] * SCALE) for p in points], dtype=np.int64) for axis in (0, 1))
    return of.holds(x, y).tolist()


def test_a_polygon_with_a_hole_holds_its_outline_and_not_the_hole() -> None:
    found = area(polygon(SQUARE, [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5], [0.5, 1.5], [0.5, 0.5]]))
    assert holds(found, (0.2, 0.2), (0, 0), (2, 1), (1, 1), (2.1, 1)) == [True, True, True, False, False]
    assert found.mended == {}


@pytest.mark.parametrize("wrap", ["Feature", "FeatureCollection", "MultiPolygon"])
def test_features_and_several_polygons_are_one_area(wrap: str) -> None:
    far = [[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]},
    }
    document: Any = {
        "Feature": feature,
        "FeatureCollection": {"type": "FeatureCollection", "features": [feature]},
        "MultiPolygon": feature["geometry"],
    }[wrap]
    assert holds(area(document), (1, 1), (10.5, 0.5), (5, 0.5)) == [True, True, False]


def test_an_outline_that_crosses_itself_is_mended_and_counted() -> None:
    """A bow tie: its two triangles stay, the rest of the square is outside."""
    found = area(polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]))
    assert holds(found, (0.2, 1), (1.8, 1), (1, 0.2), (1, 1.8)) == [True, True, False, False]
    assert found.mended == {"outlines of the area that cross themselves, mended": 1}


def test_an_open_outline_is_closed_and_counted() -> None:
    found = area(polygon(SQUARE[:-1]))
    assert holds(found, (1, 1)) == [True]
    assert found.mended == {"outlines of the area that were open, closed": 1}


@pytest.mark.parametrize(
    ("document", "words", "field"),
    [
        ({"type": "Point", "coordinates": [1, 1]}, "Polygon or MultiPolygon, got 'Point'", None),
        ({"type": "FeatureCollection", "features": []}, "holds no polygon", None),
        ([], "got None", None),
        (polygon([[0, 0], [1, 1], [0, 0]]), "three corners", "coordinates[0]"),
        (polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), "encloses nothing", "coordinates"),
        (polygon([[0, 0], [1, True], [2, 2], [0, 0]]), r"\[longitude, latitude\]", "coordinates[0]"),
        (polygon([[0, 100], [1, 100], [1, 101], [0, 100]]), "swapped", "coordinates[0]"),
        (polygon([[200, 0], [201, 0], [201, 1], [200, 0]]), "no such place", "coordinates[0]"),
        (polygon([[179, 0], [-179, 0], [-179, 1], [179, 0]]), "across 180 degrees", "coordinates[0]"),
        ({"type": "Polygon", "coordinates": [3]}, "list of positions", "coordinates[0]"),
        ({"type": "MultiPolygon", "coordinates": [3]}, "list of rings", "coordinates[0]"),
    ],
)
def test_what_is_no_area_is_refused_by_field(document: Any, words: str, field: str | None) -> None:
    with pytest.raises(InputError, match=words) as caught:
        area(document)
    assert (caught.value.file, caught.value.field) == ("area.geojson", field)
    assert caught.value.next_step


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{", b'{"type": "Polygon", "coordinates": [[[NaN, 1]]]}'])
def test_what_is_not_geojson_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="not GeoJSON"):
        parse_area(data, file="area.geojson")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_area(tmp_path / "no.geojson")
    assert caught.value.file == str(tmp_path / "no.geojson")


def test_edges_that_touch_the_area(tmp_path: Path) -> None:
    net, _ = made(tmp_path, ROW, [(7, [1, 2], HIGHWAY), (8, [2, 3], HIGHWAY), (9, [5, 6], HIGHWAY)])
    across = area(polygon([[0.021, -1], [0.022, -1], [0.022, 1], [0.021, 1], [0.021, -1]]))
    assert [net.road_id(edge) for edge in across.edges(net)] == ["way/8/0"]


def test_an_extract_is_cut_at_the_area_and_the_report_says_what_was_mended(tmp_path: Path) -> None:
    bow = area(polygon([[0.005, -0.005], [0.035, 0.005], [0.035, -0.005], [0.005, 0.005], [0.005, -0.005]]))
    source = write(tmp_path / "a.osm.pbf", ROW, [(7, [1, 2, 3, 4, 5], HIGHWAY)])
    net, report = read_osm(source, box=bow)
    assert sorted(net.node_id.tolist()) == [1, 3]
    assert report.repairs["ways cut at the area"] == 1
    assert report.repairs["outlines of the area that cross themselves, mended"] == 1


def test_an_area_beside_the_roads_says_whether_it_was_swapped(tmp_path: Path) -> None:
    source = write(
        tmp_path / "a.osm.pbf", {n: (x + 30, y + 10) for n, (x, y) in ROW.items()}, [(7, [1, 2, 3], HIGHWAY)]
    )
    swapped = area(polygon([[9.9, 29.9], [10.1, 29.9], [10.1, 30.1], [9.9, 30.1], [9.9, 29.9]]))
    with pytest.raises(InputError, match="swapped") as caught:
        read_osm(source, box=swapped)
    assert caught.value.field == "area"
    with pytest.raises(InputError, match=r"lie in 30\.0100,10\.0000") as caught:
        read_osm(source, box=area(polygon(SQUARE)))
    assert "swapped" not in caught.value.message
