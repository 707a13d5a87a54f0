"""What a map shows at a scale: sizes, stable ids, states, three answers, and the licence of the source."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from safeconduct.model.place import Passable, RoadState
from safeconduct.network.arcs import SHUT
from safeconduct.network.maps import ATTRIBUTION, METRES_A_PIXEL, RoadMap, as_geojson, road_map
from safeconduct.network.profiles import ArcTimes, Unknown
from safeconduct.network.roadnet import SCALE, RoadNet
from tests.network.test_reduce import hand_made

AS_OF = datetime(2026, 2, 14, 6, 0, tzinfo=UTC)
KINDS = ("motorway", "primary_link", "secondary", "tertiary", "residential", "track")


def network() -> tuple[RoadNet, ArcTimes]:
    """A road of every size from node to node, 0.0001 degrees each, and a ferry."""
    count = len(KINDS) + 1
    net, times = hand_made(count + 1, [(n, n + 1, 10, 10) for n in range(count)], {})
    tagsets = (*({"highway": kind} for kind in KINDS), {"route": "ferry"})
    return replace(net, tagsets=tagsets, edge_tags=np.arange(count, dtype=np.int32)), times


def drawn(metres: float, states: dict[int, RoadState] | None = None, always: tuple[int, ...] = ()) -> RoadMap:
    net, times = network()
    return road_map(net, times, states or {}, as_of=AS_OF, extent=(-1, -1, 1, 1), metres_a_pixel=metres, always=always)


@pytest.mark.parametrize(("metres", "kinds"), [(500, 1), (200, 2), (100, 3), (50, 4), (10, 5), (2, 6)])
def test_the_smaller_the_scale_the_fewer_the_roads(metres: float, kinds: int) -> None:
    found = drawn(metres)
    assert [road.kind for road in found.roads] == [*KINDS[:kinds], "ferry"]
    assert found.left_out == len(KINDS) - kinds


def test_a_road_of_which_a_state_was_reported_is_never_left_out() -> None:
    found = drawn(500, {5: RoadState.CLOSED}, always=(3,))
    assert [(road.kind, road.state) for road in found.roads] == [
        ("motorway", None),
        ("tertiary", None),
        ("track", RoadState.CLOSED),
        ("ferry", None),
    ]


def test_passable_has_three_answers() -> None:
    net, times = network()
    deciseconds, unknown = times.deciseconds.copy(), times.unknown.copy()
    deciseconds[0:2] = SHUT
    deciseconds[2] = SHUT  # one way only is passable
    unknown[2] = Unknown.WEIGHT
    times = ArcTimes(name="bus", deciseconds=deciseconds, unknown=unknown)
    roads = road_map(net, times, {}, as_of=AS_OF, extent=(-1, -1, 1, 1), metres_a_pixel=2).roads
    assert [road.passable for road in roads[:3]] == [Passable.NO, Passable.YES, Passable.UNKNOWN]
    assert roads[2].unknown == ("weight limit not stated",)


def test_only_what_lies_in_the_extent() -> None:
    net, times = network()
    found = road_map(net, times, {}, as_of=AS_OF, extent=(0.00015, -1, 0.00025, 1), metres_a_pixel=2)
    assert [road.road for road in found.roads] == ["way/2/0", "way/3/0"]


def bent(height: float) -> RoadNet:
    """One motorway of 0.2 degrees with a bend of so many degrees in the middle."""
    net, _ = network()
    net = replace(net, tagsets=({"highway": "motorway"},) * len(net.tagsets))
    x = np.concatenate((net.shape_x[:1], [1_000_000], net.shape_x[1:])).astype(np.int32)
    y = np.concatenate((net.shape_y[:1], [round(height * SCALE)], net.shape_y[1:])).astype(np.int32)
    x[2] = 2_000_000
    starts = net.shape_start.copy()
    starts[1:] += 1
    return replace(net, shape_x=x, shape_y=y, shape_start=starts)


@pytest.mark.parametrize(("height", "points"), [(0.0004, 2), (0.0006, 3)])
def test_a_bend_smaller_than_half_a_pixel_is_straight(height: float, points: int) -> None:
    """At 111.195 m a pixel half a pixel is 0.0005 degrees."""
    _, times = network()
    found = road_map(bent(height), times, {}, as_of=AS_OF, extent=(-1, -1, 1, 1), metres_a_pixel=111.195)
    assert len(found.roads[0].line) == points


def test_geojson_carries_stable_ids_the_date_and_the_licence() -> None:
    plain = json.loads(json.dumps(as_geojson(drawn(50, {0: RoadState.CLOSED}))))
    assert plain["attribution"] == ATTRIBUTION == "© OpenStreetMap contributors"
    assert "ODbL" in plain["licence"]
    assert (plain["as_of"], plain["class"]) == ("2026-02-14T06:00:00Z", "bus")
    first = plain["features"][0]
    assert first["id"] == first["properties"]["road"] == "way/1/0"
    assert first["properties"]["state"] == "closed"
    assert first["geometry"] == {"type": "LineString", "coordinates": [[0.0, 0.0], [0.0001, 0.0]]}


def test_ids_do_not_depend_on_scale_or_extent() -> None:
    ids = [{r.road: r.kind for r in drawn(metres).roads} for metres in (2, 50)]
    assert ids[1].items() <= ids[0].items()


def test_a_road_over_the_antimeridian_comes_in_two_parts() -> None:
    net, times = network()
    x = net.shape_x.copy()
    x[0], x[1] = round(179.9 * SCALE), round(-179.9 * SCALE)
    y = net.shape_y.copy()
    y[1] = SCALE
    net = replace(net, shape_x=x, shape_y=y)
    found = road_map(net, times, {}, as_of=AS_OF, extent=(179, -1, 181, 2), metres_a_pixel=50)
    assert [road.road for road in found.roads] == ["way/1/0"]
    geometry = as_geojson(found)["features"][0]["geometry"]
    assert geometry == {
        "type": "MultiLineString",
        "coordinates": [[(179.9, 0.0), (180.0, 0.5)], [(-180.0, 0.5), (-179.9, 1.0)]],
    }


def test_a_pixel_is_a_96th_of_an_inch() -> None:
    assert pytest.approx(26.458, abs=0.001) == METRES_A_PIXEL * 100_000
