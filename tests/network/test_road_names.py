"""Roads by name: exact before normalised, roads far apart kept apart, the nearest of several."""

from __future__ import annotations

import pytest

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import Point
from safeconduct.network.road_names import nearest, normalised, roads_named
from safeconduct.network.roadnet import RoadNet
from tests.network.extracts import ROW, made, real

ROAD = {"highway": "primary"}
BRIDGE = {**ROAD, "bridge": "yes", "name": "Ponte da Arrábida"}


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> RoadNet:
    """A bridge with two sides, a street of the same name written otherwise, and two Station Roads 6 km apart."""
    ways = [
        (1, [1, 11], BRIDGE),
        (2, [12, 2], BRIDGE),
        (3, [5, 6], {**ROAD, "name": "PONTE DA ARRABIDA"}),
        (4, [1, 2], {**ROAD, "name": "Station Road"}),
        (5, [8, 9], {**ROAD, "name": "Station Road"}),
        (6, [9, 19], ROAD),
    ]
    return made(tmp_path_factory.mktemp("net"), ROW, ways)[0]


def test_normalised() -> None:
    assert normalised("  Ponte da Arrábida (tab. inf.) ") == "ponte da arrabida tab inf"
    assert normalised("Новый мост") == "новыи мост"


def test_the_exact_name_comes_before_one_written_otherwise(net: RoadNet) -> None:
    (bridge,) = roads_named(net, "Ponte da Arrábida")
    assert bridge.edges == (*net.edges_of("way/1"), *net.edges_of("way/2"))
    assert (bridge.crossings, round(bridge.km, 1)) == (2, 2.2)
    both = roads_named(net, "ponte da arrabida")
    assert sorted(road.name for road in both) == ["PONTE DA ARRABIDA", "Ponte da Arrábida"]


def test_one_name_for_two_roads_is_two_and_the_nearest_can_be_chosen(net: RoadNet) -> None:
    roads = roads_named(net, "Station Road")
    assert [len(road.edges) for road in roads] == [1, 1]
    assert nearest(roads, net, Point(lon=0.09, lat=0.01)).edges == net.edges_of("way/5")
    assert nearest(roads, net, Point(lon=0.01, lat=0.01)).edges == net.edges_of("way/4")


@pytest.mark.parametrize("point", [Point(lon=0.01, lat=0.2), Point(lon=40.0, lat=-8.0)])
def test_a_point_far_from_every_road_of_a_name_means_none_of_them(net: RoadNet, point: Point) -> None:
    with pytest.raises(InputError, match=r"lies [0-9,]+ km from") as caught:
        nearest(roads_named(net, "Station Road"), net, point)
    assert caught.value.field == "--near"
    assert "longitude first" in caught.value.next_step


@pytest.mark.parametrize("name", ["", "  ", "No Such Road", "…"])
def test_no_such_name(net: RoadNet, name: str) -> None:
    with pytest.raises(NotFound):
        roads_named(net, name)


def test_names_that_hold_the_words_are_offered(net: RoadNet) -> None:
    with pytest.raises(NotFound) as caught:
        roads_named(net, "station")
    assert "Station Road" in caught.value.next_step


def test_the_douros_bridge_without_its_accent() -> None:
    from safeconduct.network.osm import read_osm

    net, _ = read_osm(real("porto"))
    (bridge,) = roads_named(net, "ponte da arrabida")
    assert bridge.name == "Ponte da Arrábida"
    assert bridge.crossings == len(bridge.edges)
