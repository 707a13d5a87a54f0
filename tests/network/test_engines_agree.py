"""The hierarchy against scipy on real extracts: 10,000 queries each, under random damage, in every class."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from safeconduct.adapters.cch_router import CchRouter
from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.model.place import RoadState
from safeconduct.network.arcs import ArcTable
from safeconduct.network.osm import read_osm
from safeconduct.network.profile_table import CLASSES, load_profiles
from safeconduct.network.profiles import arc_times
from safeconduct.network.roadnet import CROSSING
from tests.network.extracts import real

PROFILES = load_profiles()
ORIGINS, DESTINATIONS, ROUNDS = 24, 24, 3


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pyroutingkit") is None, reason="pyroutingkit has no wheel for this platform")
@pytest.mark.parametrize("name", ["andorra", "liechtenstein"])
def test_ten_thousand_queries_under_random_damage_in_every_class(name: str) -> None:
    net, _ = read_osm(real(name))
    rng = np.random.default_rng(1)
    arcs = ArcTable.of(net)
    routers = (CchRouter.build(arcs), ScipyNetRouter.build(arcs))
    crossings = np.flatnonzero(net.has(CROSSING))
    queries = unreachable = 0
    for _ in range(ROUNDS):
        hit = [
            *rng.choice(crossings, len(crossings) // 3).tolist(),
            *rng.integers(0, net.edges, net.edges // 50).tolist(),
        ]
        states = {edge: list(RoadState)[int(rng.integers(0, len(RoadState)))] for edge in hit}
        times = {who: arc_times(net, PROFILES, who, states=states).deciseconds for who in CLASSES}
        closed = rng.integers(0, net.edges, 20).tolist()
        for router in routers:
            for who in CLASSES:
                router.customise(who, times[who])
            router.close(closed)
        for who in CLASSES:
            starts, ends = (rng.integers(0, net.nodes, n).tolist() for n in (ORIGINS, DESTINATIONS))
            one, other = (router.matrix(who, starts, ends) for router in routers)
            assert np.array_equal(one, other), who
            assert [router.route(who, starts[0], ends[0]) is None for router in routers] == [one[0, 0] < 0] * 2
            queries += one.size
            unreachable += int((one < 0).sum())
        for router in routers:
            router.reopen(closed)
    assert queries >= 10_000
    assert 0 < unreachable < queries
