"""The Places port: the SQLite gazetteer and the double in memory give the same answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.gazetteer import SqlitePlaces, build_places
from safeconduct.model.place import NamedPlace, Point
from safeconduct.network.places import name_key
from safeconduct.ports import Places
from tests.contracts.memory_places import MemoryPlaces, place

WORLD = (
    place(1, "Oster/Ostr/Остер", 10.0, 50.0),
    place(2, "Oster", 12.0, 51.0),
    place(3, "Lower Marsk/Marsk-le-Bas", 10.1, 50.1),
    place(4, "Eastend", 179.95, 10.0),
    place(5, "Westend", -179.95, 10.0),
    place(6, "Polar Camp", 100.0, 89.9),
)


def as_json(places: tuple[NamedPlace, ...]) -> str:
    return json.dumps(
        [
            {
                "geonameid": int(p.id),
                "name": p.name,
                "latitude": p.point.lat,
                "longitude": p.point.lon,
                "countrycode": p.country,
                "admin1code": p.region,
                "population": p.people,
                "alternatenames": list(p.names[1:]),
            }
            for p in places
        ]
    )


def sqlite(folder: Path, places: tuple[NamedPlace, ...]) -> SqlitePlaces:
    (folder / "dump.json").write_text(as_json(places), encoding="utf-8")
    build_places(folder / "dump.json", folder / "own.places")
    return SqlitePlaces(folder / "own.places")


@pytest.fixture(params=["sqlite", "memory"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    if request.param == "memory":
        yield MemoryPlaces(WORLD)
        return
    made = sqlite(tmp_path, WORLD)
    yield made
    made.close()


def test_every_place_of_a_name_by_id(places: Places) -> None:
    assert [p.id for p in places.called(name_key("oster"))] == ["1", "2"]
    assert places.called(name_key("Остер")) == (WORLD[0],)
    assert [p.id for p in places.called(name_key("Marsk le Bas"))] == ["3"]
    assert places.called(name_key("Nowhere")) == ()


def test_near_is_a_circle_and_not_a_box(places: Places) -> None:
    """(11, 51) lies 131 km from (10, 50), inside the box of 130 km and outside the circle; Marsk 13.2 km."""
    assert [p.id for p in places.near(Point(lon=10.0, lat=50.0), 14)] == ["1", "3"]
    assert [p.id for p in places.near(Point(lon=10.0, lat=50.0), 13)] == ["1"]
    assert [p.id for p in places.near(Point(lon=11.0, lat=51.0), 130)] == ["2", "3"]


def test_near_goes_on_across_180_degrees(places: Places) -> None:
    assert [p.id for p in places.near(Point(lon=179.99, lat=10.0), 20)] == ["4", "5"]
    assert [p.id for p in places.near(Point(lon=-179.99, lat=10.0), 20)] == ["4", "5"]


def test_near_the_pole(places: Places) -> None:
    assert [p.id for p in places.near(Point(lon=-80.0, lat=89.9), 25)] == ["6"]


points = st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-89, 89))


@settings(deadline=None, max_examples=60)
@given(point=points, km=st.floats(1, 2000), where=st.lists(points, min_size=1, max_size=6))
def test_both_find_the_same_places_near_anywhere(
    tmp_path_factory: pytest.TempPathFactory, point: Point, km: float, where: list[Point]
) -> None:
    world = tuple(place(n, f"Place {n}", p.lon, p.lat) for n, p in enumerate(where, 1))
    made = sqlite(tmp_path_factory.mktemp("near"), world)
    try:
        assert made.near(point, km) == MemoryPlaces(world).near(point, km)
    finally:
        made.close()
