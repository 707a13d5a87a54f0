"""Tables of routes: on two banks whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.model.errors import InputError
from safeconduct.model.place import Point, RoadState
from safeconduct.network.arcs import ArcTable
from safeconduct.network.place_list import Place
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import ArcTimes, arc_times
from safeconduct.network.roadnet import RoadNet
from safeconduct.network.tables import RouteTable, route_table
from tests.network.extracts import ROW, STEP, made

PROFILES = load_profiles()
ROAD, BRIDGE = {"highway": "primary"}, {"highway": "primary", "bridge": "yes"}
STATED = {"maxweight": "none", "maxheight": "none", "maxwidth": "none"}
WAYS = [
    (1, [1, 2, 3, 4], {**ROAD, **STATED}),
    (2, [11, 12, 13, 14], {**ROAD, **STATED}),
    (3, [1, 11], {**BRIDGE, **STATED, "name": "West Bridge"}),
    (4, [4, 14], {**BRIDGE, "name": "East Bridge"}),
]
#: The primary road of a bus: 65 km/h x 0.9, with a quarter more time.
MINUTES_A_STEP = STEP / 1000 / (65 * 0.9) * 60 * 1.25


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> RoadNet:
    return made(tmp_path_factory.mktemp("net"), ROW, WAYS)[0]


def place(name: str, node: int) -> Place:
    return Place(id=name, point=Point(lon=ROW[node][0], lat=ROW[node][1]))


def table(
    net: RoadNet, sites: list[Place], receptions: list[Place], states: dict[str, RoadState], **more: int
) -> RouteTable:
    names = ("bus", "foot")
    on = {edge: state for road, state in states.items() for edge in net.edges_of(road)}
    router = ScipyNetRouter.build(ArcTable.of(net))
    mapped: dict[str, ArcTimes] = {name: arc_times(net, PROFILES, name) for name in names}
    times = {name: arc_times(net, PROFILES, name, states=on) for name in names}
    for name in names:
        router.customise(name, times[name].deciseconds)
    return route_table(net, router, times, mapped, sites, receptions, **more)


def test_minutes_roads_crossings_and_what_each_leans_on(net: RoadNet) -> None:
    found = table(net, [place("s", 1), place("t", 4)], [place("r", 14), place("q", 11)], {})
    assert found.minutes["bus"][0] == pytest.approx([4 * MINUTES_A_STEP, MINUTES_A_STEP], rel=0.01)
    first = found.pairs[0]
    assert (first.site, first.reception, first.vehicle) == ("s", "r", "bus")
    (best,) = first.routes
    assert best.km == pytest.approx(4 * STEP / 1000, rel=1e-3)
    assert best.roads in (("way/3", "way/2"), ("way/1", "way/4"))
    to_the_east = found.pairs[2].routes[0]
    assert (to_the_east.roads, to_the_east.crossings) == (("way/4",), ("East Bridge",))
    assert to_the_east.leans_on["weight limit not stated"] == ("way/4/0",)
    assert found.pairs[1].routes[0].leans_on == {}
    assert [pair.vehicle for pair in found.pairs] == ["bus"] * 4 + ["foot"] * 4
    assert (found.minutes["foot"] > found.minutes["bus"]).all()


def test_other_ways_share_little(net: RoadNet) -> None:
    found = table(net, [place("s", 1)], [place("r", 14)], {}, others=2)
    roads = [set(route.roads) for route in found.pairs[0].routes]
    assert sorted(map(sorted, roads)) == [["way/1", "way/4"], ["way/2", "way/3"]]


def test_a_closed_bridge_moves_no_place_and_shows_as_no_way(net: RoadNet) -> None:
    both = {"way/3": RoadState.CLOSED, "way/4": RoadState.FOOT_ONLY}
    found = table(net, [place("s", 1)], [place("r", 11)], both)
    assert np.isinf(found.minutes["bus"]).all()
    assert np.isfinite(found.minutes["foot"]).all()
    assert found.pairs[0].routes == ()
    assert found.snapped["bus"].receptions["r"].metres == pytest.approx(0, abs=1)
    unknown = table(net, [place("s", 4)], [place("r", 14)], {"way/4": RoadState.UNKNOWN})
    assert unknown.pairs[0].routes[0].leans_on["state reported as unknown"] == ("way/4/0",)


def test_a_site_200_km_away_is_an_error_by_name(net: RoadNet) -> None:
    far = Place(id="far", point=Point(lon=0.01, lat=1.81))
    with pytest.raises(InputError, match="200 km off") as caught:
        table(net, [far], [place("r", 12)], {})
    assert caught.value.field == "far"
    with pytest.raises(InputError, match="same node"):
        table(net, [place("s", 1)], [place("r", 1)], {})
