"""Real extracts, one thing each that only works when its feature does. Skipped where the extracts are not at hand."""

from __future__ import annotations

import numpy as np

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.app.road_map import page_of
from safeconduct.model.place import Point
from safeconduct.network.arcs import ArcTable
from safeconduct.network.edge_based import rules_of
from safeconduct.network.netcut import find_crossings, find_cut_off
from safeconduct.network.osm import read_osm
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import WORDS, Unknown, arc_times
from safeconduct.network.roadnet import Feature, RoadNet
from safeconduct.network.snap import largest_part, snap
from safeconduct.network.turn_router import TurnRouter
from tests.network.extracts import real

PROFILES = load_profiles()


def network(name: str) -> RoadNet:
    return read_osm(real(name))[0]


def node_at(net: RoadNet, vehicle: str, lon: float, lat: float) -> int:
    inside = largest_part(net, arc_times(net, PROFILES, vehicle))
    return snap(net, Point(lon=lon, lat=lat), inside, what="place").node


def unknown_edges(net: RoadNet, vehicle: str, what: Unknown) -> list[int]:
    unknown = arc_times(net, PROFILES, vehicle).unknown
    return np.flatnonzero(unknown & int(what)).tolist()


def test_gozo_is_cut_off_when_the_ferry_stops() -> None:
    net = network("malta")
    times = arc_times(net, PROFILES, "bus")
    gozo, malta = node_at(net, "bus", 14.2395, 36.0443), node_at(net, "bus", 14.5146, 35.8989)
    router = ScipyNetRouter.build(ArcTable.of(net))
    router.customise("bus", times.deciseconds)
    assert router.route("bus", gozo, malta) is not None
    ferries = np.flatnonzero(net.has(Feature.FERRY)).tolist()
    off = find_cut_off(net, times, [gozo], [malta], ferries)
    assert off is not None
    assert "Malta-Gozo" in {net.name(edge) for edge in off.repair}


def test_heidelbergs_turn_restrictions_change_the_way() -> None:
    """Where a turn is forbidden, the way over its arcs is another one, or none; without the rule it is the way."""
    net = network("heidelberg")
    arcs, rules = ArcTable.of(net), rules_of(net, PROFILES)
    car = arc_times(net, PROFILES, "car")
    free, bound = (TurnRouter.build(arcs, some, ScipyNetRouter.build) for some in ((), rules))
    for router in (free, bound):
        router.customise("car", car.deciseconds)
    met = 0
    for rule in [rule for rule in rules if len(rule.arcs) == 2 and not rule.demands][:60]:
        start, goal = int(arcs.tail[rule.arcs[0]]), int(arcs.head[rule.arcs[1]])
        through, around = free.route("car", start, goal), bound.route("car", start, goal)
        if start != goal and through is not None and through[1] == tuple(rule.arcs):
            assert around is None or (around[1] != through[1] and around[0] >= through[0])
            met += 1
    assert met > 10


def test_andorras_tunnel_is_a_crossing_with_a_name_and_saves_time() -> None:
    """From one mouth of the tunnel to the other: under the mountain, or twice as long around it."""
    net = network("andorra")
    (tunnel,) = (int(edge) for edge in np.flatnonzero(net.has(Feature.TUNNEL)) if "Pont Pla" in net.name(int(edge)))
    router = ScipyNetRouter.build(ArcTable.of(net))
    router.customise("bus", arc_times(net, PROFILES, "bus").deciseconds)
    mouths = int(net.edge_tail[tunnel]), int(net.edge_head[tunnel])
    through = router.route("bus", *mouths)
    router.close([tunnel])
    around = router.route("bus", *mouths)
    assert through is not None
    assert around is not None
    assert through[1] == (2 * tunnel,)
    assert around[0] > 1.5 * through[0]


def test_liechtensteins_way_over_the_rhine_is_named_with_its_river() -> None:
    net = network("liechtenstein")
    times = arc_times(net, PROFILES, "bus")
    cut = find_crossings(net, times, [node_at(net, "bus", 9.5209, 47.1410)], [node_at(net, "bus", 9.49, 47.125)])
    assert cut is not None
    assert [name for name, _ in cut.groups] == ["Rheinstrasse over Rhein"]


def test_fijis_islands_lie_apart_on_both_sides_of_180_degrees() -> None:
    """The extract holds the roads of two islands and no ferry: nothing joins them, and a map of both is 1.8 degrees
    wide, not 358."""
    net = network("fiji-ferry")
    suva, taveuni = (np.flatnonzero(net.lon > 0 if east else net.lon < 0).tolist() for east in (True, False))
    assert suva
    assert taveuni
    assert not net.has(Feature.FERRY).any()
    off = find_cut_off(net, arc_times(net, PROFILES, "foot"), suva, taveuni, ())
    assert off is not None
    assert off.repair == ()
    (west, _, east, _), across, _ = page_of(net, (), None)
    assert 0 < east - west < 4
    assert 178 < (west + east) / 2 < 181
    assert across


def test_reisterstown_has_a_restriction_over_a_way_of_its_own() -> None:
    rules = rules_of(network("reisterstown-via-restriction"), PROFILES)
    assert any(len(rule.arcs) > 2 for rule in rules)


def test_new_yorks_sunday_closing_is_unknown_and_neither_open_nor_shut() -> None:
    net = network("ny-access-restriction")
    limited = unknown_edges(net, "bus", Unknown.CONDITION)
    assert {net.name(edge) for edge in limited} == {"Orchard Street"}
    times = arc_times(net, PROFILES, "bus")
    assert all((times.deciseconds[2 * edge : 2 * edge + 2] > 0).any() for edge in limited)
    assert times.leans_on([2 * limited[0]])[limited[0]].count(WORDS[Unknown.CONDITION]) == 1


def test_new_hampshires_night_ban_for_trucks_and_its_private_roads_are_listed() -> None:
    net = network("nh-access-restriction")
    banned = {net.name(edge) for edge in unknown_edges(net, "truck", Unknown.CONDITION)}
    assert banned == {"Greeley Street", "Old Derry Road"}
    private = unknown_edges(net, "truck", Unknown.PERMISSION)
    assert len(private) == 13
    assert all(net.tags(edge)["access"] == "private" for edge in private)
