"""Criticality: on two banks by hand, and against closing every road of random networks."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.criticality import Asked, Criticalities, ranked
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import arc_times
from safeconduct.network.roadnet import RoadNet
from tests.network.extracts import ROW, made
from tests.network.test_netcut import drawn

ROAD, BRIDGE = {"highway": "primary"}, {"highway": "primary", "bridge": "yes"}
WAYS = [
    (1, [1, 2, 3], ROAD),
    (2, [11, 12, 13], ROAD),
    (3, [1, 11], {**BRIDGE, "name": "West Bridge"}),
    (4, [3, 13], {**BRIDGE, "name": "East Bridge"}),
    (5, [13, 14], ROAD),
]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> RoadNet:
    return made(tmp_path_factory.mktemp("net"), ROW, WAYS)[0]


def test_the_road_that_cuts_off_comes_before_the_one_that_costs_time(net: RoadNet) -> None:
    node = {int(ident): at for at, ident in enumerate(net.node_id)}
    router = ScipyNetRouter.build(ArcTable.of(net))
    times = arc_times(net, load_profiles(), "bus")
    router.customise("bus", times.deciseconds)
    asked = [Asked(vehicle="bus", origin=node[s], destination=node[g]) for s, g in ((3, 14), (3, 13), (1, 11))]
    roads = Criticalities(net, router, asked)
    first = list(islice(iter(roads), 2))
    assert {one.name for one in first} == {"East Bridge", "West Bridge"}, "crossings are looked at first"
    assert router.route("bus", node[3], node[13]) is not None
    found = {one.road: one for one in roads}
    assert set(found) == {"way/3/0", "way/4/0", "way/5/0"}
    east, last = found["way/4/0"], found["way/5/0"]
    assert (last.pairs, last.cut_off, last.minutes_lost) == (1, 1, 0)
    round_ = sum(times.deciseconds[2 * net.edges_of(f"way/{way}")[0]] for way in (1, 2, 3)) / 600
    direct = times.deciseconds[2 * net.edges_of("way/4")[0]] / 600
    assert (east.pairs, east.cut_off) == (2, 0)
    assert east.minutes_lost == pytest.approx(2 * (round_ - direct))
    assert east.worst == pytest.approx(round_ - direct)
    assert [one.road for one in ranked(found.values())] == ["way/5/0", "way/4/0", "way/3/0"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_road_on_no_fastest_way_changes_nothing_and_all_others_are_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    net, times = drawn(rng)
    deciseconds = np.where(times.deciseconds == SHUT, SHUT, rng.integers(1, 500, 2 * net.edges))
    router = ScipyNetRouter.build(ArcTable.of(net))
    router.customise("bus", deciseconds)
    pairs = [(int(a), int(b)) for a, b in rng.integers(0, net.nodes, (4, 2))]
    asked = list(dict.fromkeys(Asked(vehicle="bus", origin=a, destination=b) for a, b in pairs))
    found = {one.edge: one for one in Criticalities(net, router, asked)}
    for edge in range(net.edges):
        before = [int(router.matrix("bus", [p.origin], [p.destination])[0, 0]) for p in asked]
        router.close([edge])
        after = [int(router.matrix("bus", [p.origin], [p.destination])[0, 0]) for p in asked]
        router.reopen([edge])
        cut = sum(a == SHUT != b for a, b in zip(after, before, strict=True))
        lost = sum(a - b for a, b in zip(after, before, strict=True) if SHUT not in (a, b)) / 600
        one = found.get(edge)
        assert (0 if one is None else one.cut_off) == cut
        assert (0.0 if one is None else one.minutes_lost) == pytest.approx(lost)
