"""Lists of places: CSV and GeoJSON, and every wrong line in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safeconduct.model.errors import InputError
from safeconduct.model.place import Point
from safeconduct.network.place_list import Place, load_places

TWO = (Place(id="azot", point=Point(lon=38.46, lat=48.94)), Place(id="2", point=Point(lon=38.5, lat=49.0)))


def given(folder: Path, text: str | bytes) -> Path:
    path = folder / "places.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        "azot,38.46,48.94\n2,38.5,49\n",
        "\ufeffid,lon,lat\r\n azot , 38.46 ,48.94,more\r\n\r\n2,38.5,49.0",
        "Name,lon,lat,aliases\nazot,38.46,48.94,plant; works\n2,38.5,49\n",
        "name,lat,lon,id\nThe plant,48.94,38.46,azot\n,49,38.5,2\n",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "id": "azot", "geometry": {"type": "Point", "coordinates": [38.46, 48.94, 60]}},
                    {
                        "type": "Feature",
                        "properties": {"id": 2},
                        "geometry": {"type": "Point", "coordinates": [38.5, 49]},
                    },
                ],
            }
        ),
    ],
)
def test_places_in_order(tmp_path: Path, text: str) -> None:
    assert load_places(given(tmp_path, text)) == TWO


@pytest.mark.parametrize(
    ("text", "words", "field"),
    [
        ("", "no place", None),
        ("id,lon,lat\n", "no place", None),
        ("a,1,2\na,3,4\n", "used twice", "line 2"),
        ("a,1\n", "two numbers", "line 1"),
        ("id;lon;lat\na;1,5;2\n", "semicolons", "line 1"),
        ("a,one,2\n", "two numbers", "line 1"),
        (",1,2\n", "no id", "line 1"),
        ("a,48,138\n", "swapped", "line 1"),
        ("a,nan,2\n", "finite", "line 1"),
        ("a,400,2\n", "longitude", "line 1"),
        (b"\xff\xfe", "UTF-8", None),
        ("{", "not GeoJSON", None),
        ("{}", "FeatureCollection", "features"),
        ('{"type": "FeatureCollection", "features": [1]}', "Point", "features[0]"),
        (
            '{"type": "FeatureCollection", "features": [{"id": "a", "geometry": {"type": "Point", "coordinates": []}}]}',  # noqa: E501
            "two numbers",
            "features[0]",
        ),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str | bytes, words: str, field: str | None) -> None:
    path = given(tmp_path, text)
    with pytest.raises(InputError, match=words) as caught:
        load_places(path)
    assert (caught.value.file, caught.value.field) == (str(path), field)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_places(tmp_path / "no.csv")
