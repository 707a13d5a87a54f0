"""The user's own sites, as GeoJSON and as CSV."""

from __future__ import annotations

import json

import pytest

from safeconduct.model.errors import InputError
from safeconduct.network.own_sites import parse_sites

CSV = "name,lon,lat,aliases\nMill school,10.25,50.5,the school; Mill Hill\nWorks,10.3,50.6,\n"


def geojson(**properties: object) -> bytes:
    feature = {"properties": properties, "geometry": {"type": "Point", "coordinates": [10.25, 50.5]}}
    return json.dumps({"features": [feature]}).encode()


def test_a_table() -> None:
    school, works = parse_sites(CSV.encode(), file="sites.csv")
    assert school.names == ("Mill school", "the school", "Mill Hill")
    assert (school.point.lon, school.point.lat) == (10.25, 50.5)
    assert works.names == ("Works",)


def test_a_list_made_for_tables_has_ids_for_names() -> None:
    (school,) = parse_sites(b"id,lon,lat\nMill school,10.25,50.5\n", file="sites.csv")
    assert (school.id, school.name, school.names) == ("Mill school", "Mill school", ("Mill school",))


def test_geojson_gives_the_same() -> None:
    made = parse_sites(geojson(name="Mill school", aliases=["the school", "Mill Hill"]), file="sites.geojson")
    assert made == parse_sites(CSV.encode(), file="sites.csv")[:1]


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        (b"name,lon\nA,1\n", "line 1", "'lat' is missing"),
        (b"name,lon,lat,fate\nA,1,2,x\n", "line 1", "unknown column 'fate'"),
        (b"name,lon,lat\n,1,2\n", "line 2", "needs a name"),
        (b"name,lon,lat\nA,1,x\n", "line 2", "no such position"),
        (b"name,lon,lat\nA,50,110\n", "line 2", "swapped"),
        (b"name,lon,lat\nA,1,2\nA,3,4\n", "line 3", "used twice"),
        (geojson(name="A", aliases="B"), "features[0]", "list of names"),
        (b"{}", None, "no GeoJSON"),
        (b"\xff\xfe", None, "UTF-8"),
    ],
)
def test_what_cannot_be_used_is_named(data: bytes, field: str | None, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        parse_sites(data, file="sites")
    assert refused.value.field == field
