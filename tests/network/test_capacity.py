"""How many pass in an hour: the formulas by hand, and the flow against every cut of small networks."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.place import RoadState
from safeconduct.network.capacity import NO_LIMIT, arc_capacity, largest_flow, shuttle
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import arc_times
from tests.network.extracts import ROW, made
from tests.network.test_netcut import drawn

PROFILES = load_profiles()
ROAD = {"highway": "primary"}


def capacities(folder: Path, tags: dict[str, str], name: str = "bus", **more: object) -> tuple[int, int]:
    net, _ = made(folder, ROW, [(7, [1, 2], tags)])
    states = {0: more.pop("state")} if "state" in more else {}
    times = arc_times(net, PROFILES, name, states=states)  # type: ignore[arg-type]
    found = arc_capacity(net, PROFILES, times, states, **more)  # type: ignore[arg-type]
    return int(found[0]), int(found[1])


def test_one_lane_used_in_turn() -> None:
    """100 m at 15 km/h take 24 s: 1,700 x 60 / 168."""
    assert shuttle(100, PROFILES) == pytest.approx(1700 * 60 / 168)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (ROAD, (1700, 1700)),
        ({**ROAD, "lanes": "4"}, (4000, 4000)),
        ({**ROAD, "lanes": "3", "lanes:forward": "2"}, (4000, 2000)),
        ({**ROAD, "lanes": "2", "oneway": "yes"}, (4000, 0)),
        ({"highway": "motorway"}, (4000, 0)),
        ({**ROAD, "surface": "gravel"}, (850, 850)),
        ({**ROAD, "lanes": "many"}, (1700, 1700)),
        ({"route": "ferry"}, (NO_LIMIT, NO_LIMIT)),
        ({**ROAD, "access": "no"}, (0, 0)),
    ],
)
def test_of_tags(tmp_path: Path, tags: dict[str, str], expected: tuple[int, int]) -> None:
    assert capacities(tmp_path, tags) == expected


def test_of_states_of_bridges_and_on_foot(tmp_path: Path) -> None:
    metres = 1111.95
    in_turn = int(1700 * 60 / (2 * (60 + metres / (15 / 3.6))))
    assert capacities(tmp_path, ROAD, state=RoadState.ONE_LANE) == (in_turn, in_turn)
    assert capacities(tmp_path, {**ROAD, "bridge": "yes", "lanes": "1"}) == (in_turn, in_turn)
    assert capacities(tmp_path, ROAD, state=RoadState.UNKNOWN) == (1700, 1700)
    assert capacities(tmp_path, ROAD, sustained=True) == (600, 600)
    assert capacities(tmp_path, ROAD, "foot") == (3375, 3375)  # 75 x 60 x 1.5 m x half
    assert capacities(tmp_path, {**ROAD, "width": "4"}, "foot") == (9000, 9000)
    assert capacities(tmp_path, ROAD, "foot", state=RoadState.FOOT_ONLY) == (843, 843)
    assert capacities(tmp_path, ROAD, "bus", state=RoadState.FOOT_ONLY) == (0, 0)


def test_the_bridge_that_binds_is_named_with_what_it_lets_through(tmp_path: Path) -> None:
    wide = {"highway": "primary", "lanes": "8"}
    ways = [
        (1, [1, 2, 3], wide),
        (2, [11, 12, 13], wide),
        (3, [1, 11], {**ROAD, "bridge": "yes", "name": "Old Bridge"}),
        (4, [3, 13], {**ROAD, "bridge": "yes", "name": "New Bridge", "lanes": "4"}),
        (5, [2, 5], wide),
        (6, [12, 15], wide),
    ]
    net, _ = made(tmp_path, ROW, ways)
    times = arc_times(net, PROFILES, "bus")
    start, goal = (int(np.flatnonzero(net.node_id == ident)[0]) for ident in (2, 12))
    found = largest_flow(net, arc_capacity(net, PROFILES, times, {}), [start], [goal], on_foot=False)
    assert (found.flow, found.unit) == (5700, "passenger cars")
    assert sorted(found.parts) == [("New Bridge", 4000, ("way/4/0",)), ("Old Bridge", 1700, ("way/3/0",))]


def test_nothing_stated_limits_a_ferry_and_no_way_lets_nobody_through(tmp_path: Path) -> None:
    net, _ = made(tmp_path, ROW, [(1, [1, 2], {"route": "ferry"}), (2, [4, 5], ROAD)])
    capacity = arc_capacity(net, PROFILES, arc_times(net, PROFILES, "bus"), {})
    node = {int(ident): at for at, ident in enumerate(net.node_id)}
    assert largest_flow(net, capacity, [node[1]], [node[2]], on_foot=False).flow is None
    assert largest_flow(net, capacity, [node[1]], [node[5]], on_foot=True).flow == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_flow_is_the_least_cut_of_all(seed: int) -> None:
    """Against every set of nodes that holds the start and not the goal (max-flow min-cut, by counting)."""
    rng = np.random.default_rng(seed)
    net, _ = drawn(rng)
    capacity = np.where(rng.random(2 * net.edges) < 0.3, 0, rng.integers(1, 100, 2 * net.edges))
    tail, head, last = net.arc_tails(), net.arc_heads(), net.nodes - 1
    inner = range(1, last)
    sets = chain.from_iterable(combinations(inner, size) for size in range(last))

    def across(near: tuple[int, ...]) -> int:
        inside = np.isin(np.arange(net.nodes), [0, *near])
        return int(capacity[inside[tail] & ~inside[head]].sum())

    found = largest_flow(net, capacity, [0], [last], on_foot=False)
    assert found.flow == min(across(near) for near in sets)
    assert sum(room for _, room, _ in found.parts) == found.flow
