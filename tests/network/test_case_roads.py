"""The drawing of a case on a network whose answers are known by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.model.errors import InputError
from safeconduct.model.place import Node, Point, Water
from safeconduct.network.arcs import ArcTable
from safeconduct.network.case_roads import CaseRoads, CrossingName, case_roads
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.roadfile import RoadFile
from safeconduct.network.roadnet import RoadNet
from tests.network.test_reduce import BANKS, NAMED, hand_made

TWIN = CrossingName(id="twin", name="Twin bridge", aliases=("the twins",), mapped=("Twin",))


def place(ident: str, kind: str, node: int) -> Node:
    """A place standing at a network node (nodes lie 0.0001 degrees apart)."""
    return Node(id=ident, kind=kind, name=ident.title(), aliases=(), point=Point(lon=node / 10_000, lat=0.0))


def frame(*places: Node, waters: tuple[Water, ...] = ()) -> RoadFile:
    names = {water.name: (water.name,) for water in waters}
    return RoadFile(name="case", nodes=places, shapes=(), waters=waters, water_names=names)


SHELTER, TOWN, FARM = place("shelter", "site", 0), place("town", "reception", 3), place("farm", "reception", 1)


def drawn(net: RoadNet, times: ArcTimes, names: tuple[CrossingName, ...] = (TWIN,)) -> CaseRoads:
    return case_roads(
        net,
        times,
        ScipyNetRouter.build(ArcTable.of(net)),
        frame=frame(SHELTER, TOWN, FARM),
        between=(("shelter", "town"), ("shelter", "farm")),
        names=names,
        source="made.osm.pbf",
    )


def test_each_crossing_is_one_edge_under_the_name_of_the_case() -> None:
    made = drawn(*hand_made(4, BANKS, NAMED))
    bridges = {s.id: (s.name, s.aliases, s.ends) for s in made.file.shapes if s.kind == "bridge"}
    assert bridges == {
        "twin": ("Twin bridge", ("the twins", "Twin"), ("twin-near", "twin-far")),
        "crossing-2": ("Old", (), ("crossing-2-near", "crossing-2-far")),
    }


def test_minutes_and_roads_are_those_of_the_network() -> None:
    """0 -> 2 by the deck there (5), 2 -> 3 (10): 15 ds, a minute rounded up; back 3 -> 2 (10), 2 -> 0 (7)."""
    net, times = hand_made(4, [(a, b, *(t * 60 if t > 0 else t for t in rest)) for a, b, *rest in BANKS], NAMED)
    net = replace(net, edge_metres=np.array([1000.0, 2000.0, 400.0, 500.0, 900.0]))
    ways = drawn(net, times).measured
    there = ways.way("shelter", "town", frozenset())
    assert there is not None
    assert (there.minutes, there.km) == (2, 2.4)
    assert there.roads == ("shelter--twin-near", "twin", "town--twin-far")
    back = ways.way("town", "shelter", frozenset())
    assert back is not None
    assert (back.minutes, back.km, back.roads) == (2, 2.5, there.roads[::-1])
    around = ways.way("shelter", "town", frozenset({"twin", "farm--shelter"}))
    assert around is not None
    assert (around.minutes, around.km, around.roads[1]) == (3, 1.9, "crossing-2")
    assert ways.way("shelter", "town", frozenset({"twin", "crossing-2"})) is None
    assert ways.way("shelter", "farm", frozenset({"twin", "crossing-2"})) is not None


def test_the_drawing_is_joined_exactly_where_the_network_is() -> None:
    made = drawn(*hand_made(4, BANKS, NAMED))
    for count in range(3):
        for closed in combinations(("twin", "crossing-2"), count):
            for goal in ("town", "farm"):
                assert reached(made.file, closed, goal) == (
                    made.measured.way("shelter", goal, frozenset(closed)) is not None
                )


def reached(file: RoadFile, closed: tuple[str, ...], goal: str) -> bool:
    """By growing the set of joined nodes until it grows no more."""
    joined, size = {"shelter"}, 0
    while size < len(joined):
        size = len(joined)
        for shape in file.shapes:
            if shape.id not in closed and joined & set(shape.ends):
                joined |= set(shape.ends)
    return goal in joined


def test_the_record_names_the_extract_and_its_licence() -> None:
    record = drawn(*hand_made(4, BANKS, NAMED)).measured.record
    assert record.source == "made.osm.pbf, © OpenStreetMap contributors (ODbL 1.0)"


def test_a_crossing_spans_the_nearest_water() -> None:
    net, times = hand_made(4, BANKS, NAMED)
    waters = tuple(
        Water(id=name, name=name, line=(Point(lon=lon, lat=-0.1), Point(lon=lon, lat=0.1)))
        for name, lon in (("Far", 0.005), ("Near", 0.0002))
    )
    made = case_roads(
        net,
        times,
        ScipyNetRouter.build(ArcTable.of(net)),
        frame=frame(SHELTER, TOWN, waters=waters),
        between=(("shelter", "town"),),
        source="made.osm.pbf",
    )
    assert {shape.over for shape in made.file.shapes if shape.kind == "bridge"} == {"Near"}


#: Two bridges of one way each: out by "Out" (0 to 2), home by "Home" (3 to 1).
ONE_WAY = [(0, 1, 10, 10), (2, 3, 10, 10), (0, 2, 5, -1), (3, 1, 7, -1)]


def test_a_drawing_that_would_promise_a_way_back_is_refused() -> None:
    """With "Out" closed there is a way home and none to the town; an edge without direction would join both."""
    with pytest.raises(InputError, match=r"crossing-1 closed.*no way from shelter to town.*says otherwise") as refused:
        drawn(*hand_made(4, ONE_WAY, {2: "Out", 3: "Home"}), names=())
    assert "crossings.yaml" in refused.value.next_step


def test_bridges_that_lead_one_way_each_may_share_a_name() -> None:
    pair = CrossingName(id="pair", name="Twin bridge", aliases=(), mapped=("Out", "Home"))
    made = drawn(*hand_made(4, ONE_WAY, {2: "Out", 3: "Home"}), names=(pair,))
    assert [shape.id for shape in made.file.shapes if shape.kind == "bridge"] == ["pair"]
    for start, goal in (("shelter", "town"), ("town", "shelter")):
        way = made.measured.way(start, goal, frozenset())
        assert way is not None
        assert "pair" in way.roads
        assert made.measured.way(start, goal, frozenset({"pair"})) is None


def test_a_name_that_no_crossing_has_is_refused() -> None:
    gone = CrossingName(id="gone", name="Gone", aliases=(), mapped=("Ponte Perdida",))
    with pytest.raises(InputError, match="Ponte Perdida") as refused:
        drawn(*hand_made(4, BANKS, NAMED), names=(gone,))
    assert "Twin, Old" in refused.value.next_step


def test_two_places_on_one_node_are_refused() -> None:
    net, times = hand_made(4, BANKS, NAMED)
    beside = replace(FARM, point=SHELTER.point)
    with pytest.raises(InputError, match="same node"):
        case_roads(
            net,
            times,
            ScipyNetRouter.build(ArcTable.of(net)),
            frame=frame(SHELTER, beside),
            between=(("shelter", "farm"),),
            source="made.osm.pbf",
        )
