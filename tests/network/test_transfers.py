"""Across what is broken on foot or by boat: against every pair of places to get out and to board."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.model.place import RoadState
from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import ArcTimes, arc_times
from safeconduct.network.roadnet import RoadNet
from safeconduct.network.transfers import BOAT, Transfers
from tests.network.extracts import ROW, STEP, made
from tests.network.test_netcut import drawn

PROFILES = load_profiles()
ROAD, BRIDGE = {"highway": "primary"}, {"highway": "primary", "bridge": "yes"}
WAYS = [
    (1, [1, 2, 3], ROAD),
    (2, [11, 12, 13], ROAD),
    (3, [1, 11], {**BRIDGE, "name": "West Bridge"}),
    (4, [3, 13], {**BRIDGE, "name": "East Bridge"}),
]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> RoadNet:
    return made(tmp_path_factory.mktemp("net"), ROW, WAYS)[0]


def transfers(net: RoadNet, **states: RoadState) -> Transfers:
    on = {net.edges_of(road.replace("_", "/"))[0]: state for road, state in states.items()}
    bus, foot = (arc_times(net, PROFILES, name, states=on) for name in ("bus", "foot"))
    return Transfers(net, bus, foot, on, PROFILES)


def node(net: RoadNet, ident: int) -> int:
    return int(np.flatnonzero(net.node_id == ident)[0])


def test_ride_to_the_bridge_walk_over_it_and_ride_on(net: RoadNet) -> None:
    found = transfers(net, way_3=RoadState.FOOT_ONLY, way_4=RoadState.CLOSED).best(node(net, 3), node(net, 13))
    assert found is not None
    assert (found.alight.lon, found.alight.lat) == (0.01, 0.0)
    assert (found.board.lon, found.board.lat) == (0.01, 0.01)
    assert found.over == ("West Bridge",)
    assert found.crossing_metres == pytest.approx(STEP, rel=1e-3)
    assert found.crossing_minutes == pytest.approx(STEP / 60 * 1.25, rel=0.01)  # 3.6 km/h, a quarter more time
    assert found.minutes > found.crossing_minutes
    assert not found.by_boat
    assert found.leans_on["weight limit not stated"]


def test_a_boat_is_slow_and_nobody_promised_it(net: RoadNet) -> None:
    found = transfers(net, way_3=RoadState.BOAT, way_4=RoadState.CLOSED).best(node(net, 1), node(net, 11))
    assert found is not None
    assert found.by_boat
    assert found.leans_on[BOAT] == ("way/3/0",)
    assert found.crossing_minutes == pytest.approx(STEP / 1000 / 5 * 60 * 1.25, rel=0.01)


def test_closed_roads_carry_nobody(net: RoadNet) -> None:
    assert transfers(net, way_3=RoadState.CLOSED, way_4=RoadState.CLOSED).best(node(net, 1), node(net, 11)) is None


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_it_is_the_fastest_over_every_pair_of_places(seed: int) -> None:
    rng = np.random.default_rng(seed)
    net, _ = drawn(rng)
    riding = np.where(rng.random(2 * net.edges) < 0.5, SHUT, rng.integers(1, 50, 2 * net.edges)).astype(np.int32)
    afoot = np.where(rng.random(2 * net.edges) < 0.3, SHUT, rng.integers(50, 500, 2 * net.edges)).astype(np.int32)
    zeros = np.zeros(net.edges, dtype=np.int32)
    bus, foot = (
        ArcTimes(name="bus", deciseconds=riding, unknown=zeros),
        ArcTimes(name="foot", deciseconds=afoot, unknown=zeros),
    )
    router = ScipyNetRouter.build(ArcTable.of(net))
    router.customise("bus", riding)
    router.customise("foot", afoot)
    whole = range(net.nodes)
    ride, walk = (
        np.where(m < 0, np.inf, m) for m in (router.matrix("bus", whole, whole), router.matrix("foot", whole, whole))
    )
    best = (ride[0][:, None] + walk + ride[:, net.nodes - 1][None, :]).min()
    found = Transfers(net, bus, foot, {}, PROFILES).best(0, net.nodes - 1)
    assert (np.inf if found is None else found.minutes * 600) == pytest.approx(best, abs=0.5)
