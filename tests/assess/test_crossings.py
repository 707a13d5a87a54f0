"""Words to roads: names, waters, places joined, the unnamed river."""

from __future__ import annotations

import json
from typing import Any

import pytest

from safeconduct.assess.crossings import Crossings
from safeconduct.network.roadfile import parse_roads
from tests.assess.village import bridge, roads

BOTH = ("old-bridge", "new-bridge")


@pytest.fixture(scope="module")
def crossings() -> Crossings:
    return Crossings(roads(), [("mill", "upham"), ("mill", "lowford")])


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (bridge("destroyed", "Old Bridge"), ("old-bridge",)),
        (bridge("destroyed", "the OLD"), ("old-bridge",)),
        (bridge("destroyed", "Old", "New"), BOTH),
        (bridge("destroyed", "Rope"), ()),
        (bridge("destroyed", "H-1", element="road"), ("hill-road",)),
        (bridge("destroyed", scope="some", as_written="The stone bridge can be passed"), ("old-bridge",)),
        (bridge("destroyed", scope="all", over="Anduin"), BOTH),
        (bridge("destroyed", scope="all", over="the Anduin River"), BOTH),
        (bridge("destroyed", scope="all", over="Brandywine"), ()),
        (bridge("destroyed", scope="only", links=("the two towns",)), BOTH),
        (bridge("destroyed", scope="all", links=("Lowford",)), BOTH),
        (bridge("destroyed", scope="all", links=("Mill", "Lowford")), BOTH),
        (bridge("difficult", scope="some", element="crossing"), (*BOTH, "weir")),
        (bridge("damaged", scope="some", element="rail"), ()),
        (bridge("closed", scope="some", element="road"), ()),
    ],
)
def test_the_roads_a_value_means(crossings: Crossings, value: Any, meant: tuple[str, ...]) -> None:
    assert crossings.meant(value) == meant


def test_a_name_given_is_told_from_a_general_statement(crossings: Crossings) -> None:
    assert crossings.named(bridge("destroyed", "Old")) == ("old-bridge",)
    assert crossings.named(bridge("destroyed", scope="all")) == ()


def named(*features: tuple[str, str, tuple[str, ...]]) -> Crossings:
    """A network whose lines (id, name, aliases) all join one point to another."""
    at = ([38.0, 48.9], [38.1, 49.4])
    points = [("Point", "mill", "site", at[0], "Mill", ()), ("Point", "upham", "reception", at[1], "Upham", ())]
    lines = [("LineString", i, "road", list(at), name, aliases) for i, name, aliases in features]
    rows = [
        {
            "type": "Feature",
            "properties": {"id": i, "kind": kind, "name": name, **({"aliases": list(aliases)} if aliases else {})},
            "geometry": {"type": shape, "coordinates": xy},
        }
        for shape, i, kind, xy, name, aliases in (*points, *lines)
    ]
    data = json.dumps({"type": "FeatureCollection", "features": rows}).encode()
    return Crossings(parse_roads(data, file="roads.geojson"), [("mill", "upham")])


def road(state: str, name: str, written: str, **more: Any) -> Any:
    return bridge(state, name, **{"element": "road", "as_written": written, **more})


@pytest.mark.parametrize("name", ["Moor", "Moor Road", "the Moor road"])
@pytest.mark.parametrize("shape", [("Moor Road", ()), ("Moor", ()), ("M 7", ("Moor Road",)), ("M 7", ("Moor",))])
def test_a_name_means_the_road_whether_or_not_its_word_for_road_was_cut_off(
    name: str, shape: tuple[str, tuple[str, ...]]
) -> None:
    found = named(("a", *shape), ("b", "Hill Road", ()))
    assert found.meant(road("closed", name, "Moor Road is closed")) == ("a",)


def test_of_roads_that_share_a_short_name_the_one_named_in_full_is_meant() -> None:
    found = named(("a", "Moor Road", ()), ("b", "Moor Street", ()))
    assert found.meant(road("closed", "Moor", "Moor Street is closed")) == ("b",)
    assert found.meant(road("open", "Moor Street", "it is open")) == ("b",)
    assert found.meant(road("closed", "Moor", "the way over Moor is closed")) == ("a", "b")
    assert found.meant(road("open", "Moor", "the way over Moor is open")) == ()


def test_all_the_parts_of_one_road_are_meant_by_its_name() -> None:
    found = named(("a", "Moor Road, north", ("Moor Road",)), ("b", "Moor Road, south", ("Moor Road",)))
    assert found.meant(road("open", "Moor", "Moor Road is open")) == ("a", "b")


def test_a_ferry_drawn_as_a_road_is_meant_by_its_full_name_and_a_bridge_not_by_that_of_a_road() -> None:
    found = named(("a", "Moor ferry", ()), ("b", "Hill Road", ()))
    assert found.meant(road("closed", "Moor", "the Moor ferry is closed", element="ferry")) == ("a",)
    assert found.meant(road("closed", "Hill", "the Hill bridge is closed", element="bridge")) == ()
    assert found.meant(road("closed", "Hill", "the Hill Road line is closed", element="rail")) == ()


def test_a_road_number_in_the_words_names_the_road_and_another_single_word_does_not() -> None:
    found = named(("a", "A12 motorway", ("A12",)), ("b", "Moor", ()))
    plain = bridge("closed", element="road", as_written="the A12 is closed")
    assert found.meant(plain) == ("a",)
    assert found.meant(bridge("closed", element="road", as_written="the A123 is closed")) == ()
    assert found.meant(bridge("closed", element="road", as_written="the way to Moor is closed")) == ()
