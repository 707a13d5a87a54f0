"""Road files: the smallest good one, and every bad one named by file, feature and next step."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safeconduct.model.errors import InputError
from safeconduct.network.roadfile import parse_places, parse_roads

AZOT = Path(__file__).parents[2] / "examples" / "azot" / "roads.geojson"


def small() -> dict[str, Any]:
    """A mill, a quay and a town, joined by a road and a bridge over a river."""

    def feature(ident: str, kind: str, coordinates: Any, **more: Any) -> dict[str, Any]:
        shape = "Point" if isinstance(coordinates[0], float) else "LineString"
        return {
            "type": "Feature",
            "properties": {"id": ident, "kind": kind, "name": ident.title(), **more},
            "geometry": {"type": shape, "coordinates": coordinates},
        }

    mill, quay, town = [38.0, 48.0], [38.1, 48.0], [38.2, 48.0]
    return {
        "type": "FeatureCollection",
        "name": "small",
        "features": [
            feature("mill", "site", mill, aliases=["the works"]),
            feature("quay", "junction", quay),
            feature("town", "reception", town),
            feature("lane", "road", [mill, [38.05, 48.01], quay]),
            feature("span", "bridge", [quay, town], over="Brook"),
            feature("brook", "river", [[38.15, 48.1], [38.15, 47.9]], aliases=["the Brook"]),
        ],
    }


def parse(document: Any) -> Any:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return parse_roads(data, file="roads.geojson")


def test_points_become_nodes_and_lines_join_them() -> None:
    read = parse(small())
    assert [n.id for n in read.nodes] == ["mill", "quay", "town"]
    assert [(s.id, s.ends, s.over) for s in read.shapes] == [
        ("lane", ("mill", "quay"), None),
        ("span", ("quay", "town"), "Brook"),
    ]
    assert [w.id for w in read.waters] == ["brook"]
    assert read.gazetteer == {"mill": ("Mill", "the works"), "town": ("Town",)}
    assert read.node("quay").kind == "junction"
    assert read.node("nowhere") is None


def test_the_example_reads() -> None:
    read = parse_roads(AZOT.read_bytes(), file=str(AZOT))
    donets = [s.id for s in read.shapes if s.over == "Siverskyi Donets"]
    assert donets == ["pavlohrad-bridge", "proletarskyi-bridge", "yuvileinyi-bridge"]


def move(index: int, coordinates: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["features"][index]["geometry"]["coordinates"] = coordinates

    return change


def say(index: int, **values: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["features"][index]["properties"].update(values)

    return change


def kind_of_geometry(document: dict[str, Any]) -> None:
    document["features"][3]["geometry"]["type"] = "MultiLineString"


def no_roads(document: dict[str, Any]) -> None:
    document["features"] = document["features"][:3]


@pytest.mark.parametrize(
    ("change", "message", "field"),
    [
        (move(0, [float("nan"), 48.0]), "NaN", ""),
        (move(0, ["38", 48.0]), "longitude, latitude", "features[0] (mill)"),
        (move(0, [True, 48.0]), "longitude, latitude", "features[0] (mill)"),
        (move(0, [48.0, 138.0]), "look swapped", "features[0] (mill)"),
        (move(0, [10**400, 48]), "no such place on earth", "features[0] (mill)"),
        (move(0, [200.0, 100.0]), "no such place on earth", "features[0] (mill)"),
        (move(2, [48.0, 38.2]), "look swapped", "features[2] (town)"),
        (move(2, [30.0, 43.0]), "in the sea or off the network", "features[2] (town)"),
        (move(2, [38.2001, 48.0]), "no road ends at the reception", "features[2] (town)"),
        (move(3, [[38.0, 48.0], [38.1001, 48.0]]), "where no node stands", "features[3] (lane)"),
        (move(3, [[38.0, 48.0]]), "at least two points", "features[3] (lane)"),
        (move(3, [[38.0, 48.0], [38.05, 48.0], [38.0, 48.0]]), "both ends", "features[3] (lane)"),
        (move(1, [38.0, 48.0]), "exactly where 'mill' stands", "features[1] (quay)"),
        (say(1, id="mill"), "used 2 times", "features[0] (mill)"),
        (say(1, kind="harbour"), "unknown kind 'harbour'", "features[1] (quay)"),
        (say(1, kind=["site"]), "unknown kind", "features[1] (quay)"),
        (say(1, id=" "), "an id is a word", "features[1]"),
        (say(1, id=7), "an id is a word", "features[1]"),
        (say(1, name=""), "needs a name", "features[1] (quay)"),
        (say(1, aliases="quay"), "aliases", "features[1] (quay)"),
        (say(4, state="closed"), "unknown key 'state'", "features[4] (span)"),
        (say(4, over="Styx"), "does not draw", "features[4] (span)"),
        (say(3, over="Brook"), "only a bridge", "features[3] (lane)"),
        (kind_of_geometry, "needs a LineString", "features[3] (lane)"),
        (no_roads, "draws no road", "features"),
    ],
)
def test_bad_input_names_file_feature_and_next_step(
    change: Callable[[dict[str, Any]], None], message: str, field: str
) -> None:
    document = small()
    change(document)
    with pytest.raises(InputError) as caught:
        parse(document)
    assert message in caught.value.message
    assert caught.value.file == "roads.geojson"
    assert field in (caught.value.field or "")
    assert caught.value.next_step
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"type": "Feature"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": [1]}',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}',
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_feature_collection_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse(data)
    assert caught.value.file == "roads.geojson"


def places_only() -> dict[str, Any]:
    """The small file without its roads and bridges."""
    document = small()
    document["features"] = [
        f for f in document["features"] if f["properties"]["kind"] not in ("road", "bridge", "foot")
    ]
    return document


def test_places_without_roads_for_a_case_on_an_extract() -> None:
    found = parse_places(json.dumps(places_only()).encode(), file="places.geojson")
    whole = parse(small())
    assert found.shapes == ()
    assert (found.nodes, found.waters, found.gazetteer) == (whole.nodes, whole.waters, whole.gazetteer)


def test_places_refuse_a_road() -> None:
    with pytest.raises(InputError, match="roads come from the extract"):
        parse_places(json.dumps(small()).encode(), file="places.geojson")
