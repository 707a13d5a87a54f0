"""Exact turns against brute force: every way driven arc by arc, with all of its past."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.adapters.cch_router import CchRouter
from safeconduct.adapters.scipy_net_router import ScipyNetRouter
from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.edge_based import Rule, edge_based, rules_of
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import arc_times
from safeconduct.network.roadnet import RoadNet
from safeconduct.network.turn_router import TurnRouter
from safeconduct.ports import NetworkRouter
from tests.network.extracts import ROW, made, real

ENGINES: list[Callable[[ArcTable], NetworkRouter]] = [ScipyNetRouter.build]
if find_spec("pyroutingkit") is not None:
    ENGINES.append(CchRouter.build)
PROFILES = load_profiles()

#: A crossroads 1 in the middle of 0 (west), 2 (east), 3 (north), 4 (south), and a way round from 4 over 5 to 3.
CROSSROADS = ArcTable.undirected(6, ((0, 1), (1, 2), (1, 3), (1, 4), (4, 5), (5, 3)))
WEST_IN, TO_NORTH, TO_SOUTH, TO_EAST = 0, 4, 6, 2


def router(arcs: ArcTable, rules: Sequence[Rule], make: Any = ScipyNetRouter.build, times: Any = None) -> TurnRouter:
    found = TurnRouter.build(arcs, rules, make)
    for name in ("bus", "foot"):
        found.customise(name, np.full(arcs.arcs, 10) if times is None else times)
    return found


def rule(*arcs: int, demands: bool = False, classes: frozenset[str] | None = None) -> Rule:
    return Rule(arcs=arcs, demands=demands, classes=classes)


@pytest.mark.parametrize("make", ENGINES)
def test_a_forbidden_turn_costs_the_way_round_and_only_those_it_binds(make: Any) -> None:
    times = np.array([10, 10, 12, 12, 10, 10, 10, 10, 10, 10, 10, 10])
    ways = router(CROSSROADS, [rule(WEST_IN, TO_NORTH, classes=frozenset({"bus"}))], make, times)
    assert ways.route("foot", 0, 3) == (20, (WEST_IN, TO_NORTH))
    assert ways.route("bus", 0, 3) == (40, (WEST_IN, TO_SOUTH, 8, 10))
    assert ways.route("bus", 1, 3) == (10, (TO_NORTH,))
    assert ways.matrix("bus", [0, 1], [3, 0]).tolist() == [[40, 0], [10, 10]]
    ways.close([4])
    assert ways.route("bus", 0, 3) == (44, (WEST_IN, TO_EAST, TO_EAST + 1, TO_NORTH)), "round at the end of the road"
    ways.close([1, 3])
    assert ways.route("bus", 0, 3) is None
    ways.reopen([4, 3])
    assert ways.route("bus", 0, 3) == (40, (WEST_IN, TO_SOUTH, 8, 10))


def test_turning_round_is_for_the_end_of_the_road() -> None:
    """Coming from the west and wanting back west over a forbidden right turn: not on the spot, only at 2."""
    ways = router(CROSSROADS, [])
    assert ways.route("bus", 0, 0) == (0, ())
    expanded = edge_based(CROSSROADS)
    turns = set(zip(expanded.table.tail.tolist(), expanded.table.head.tolist(), strict=True))
    assert (WEST_IN, WEST_IN + 1) not in turns
    assert (TO_EAST, TO_EAST + 1) in turns


@pytest.mark.parametrize("make", ENGINES)
def test_a_demanded_turn_leaves_no_other(make: Any) -> None:
    ways = router(CROSSROADS, [rule(WEST_IN, TO_EAST, demands=True)], make)
    assert ways.route("bus", 0, 2) == (20, (WEST_IN, TO_EAST))
    assert ways.route("bus", 0, 4) == (50 - 10, (WEST_IN, TO_EAST, TO_EAST + 1, TO_SOUTH))


@pytest.mark.parametrize("make", ENGINES)
def test_over_a_road_between(make: Any) -> None:
    """West, south, on to 5 is forbidden in this order; coming from the east it is not."""
    times = np.array([10, 10, 10, 10, 15, 15, 10, 10, 10, 10, 10, 10])
    ways = router(CROSSROADS, [rule(WEST_IN, TO_SOUTH, 8)], make, times)
    assert ways.route("bus", 0, 4) == (20, (WEST_IN, TO_SOUTH))
    assert ways.route("bus", 2, 5) == (30, (TO_EAST + 1, TO_SOUTH, 8))
    assert ways.route("bus", 0, 5) == (35, (WEST_IN, TO_NORTH, 11))
    demanded = router(CROSSROADS, [rule(WEST_IN, TO_SOUTH, 8, demands=True)], make, times)
    assert demanded.route("bus", 0, 5) == (30, (WEST_IN, TO_SOUTH, 8))
    assert demanded.what_if("bus", 0, 3, [4], [SHUT]) == (40, (WEST_IN, TO_SOUTH, 8, 10))


# --- brute force -------------------------------------------------------------------------------------------------


def brute(arcs: ArcTable, times: Any, rules: Sequence[Rule], name: str, start: int, goal: int) -> int | None:
    """Dijkstra whose state is the last arcs themselves, as many as the longest restriction; every restriction is
    read off the driven arcs as it is written."""
    past = max((len(r.arcs) for r in rules), default=1)
    mine = [r for r in rules if r.classes is None or name in r.classes]
    heap: list[tuple[int, int, tuple[int, ...]]] = [(0, start, ())]
    done: set[tuple[int, tuple[int, ...]]] = set()
    while heap:
        cost, node, driven = heapq.heappop(heap)
        if node == goal:
            return cost
        if (node, driven) in done:
            continue
        done.add((node, driven))
        for arc in np.flatnonzero(arcs.tail == node).tolist():
            if times[arc] != SHUT and allowed(arcs, mine, driven, arc):
                now = (*driven, arc)[-past:]
                heapq.heappush(heap, (cost + int(times[arc]), int(arcs.head[arc]), now))
    return None


def allowed(arcs: ArcTable, rules: Sequence[Rule], driven: tuple[int, ...], arc: int) -> bool:
    if driven:
        ends_here = int((arcs.tail == arcs.tail[arc]).sum()) == 1
        if arc == driven[-1] or (arc == driven[-1] ^ 1 and not ends_here):
            return False
    for r in rules:
        if not r.demands and (*driven, arc)[-len(r.arcs) :] == r.arcs:
            return False
        if r.demands and driven[-len(r.arcs) + 1 :] == r.arcs[:-1] and arc != r.arcs[-1]:
            return False
    return True


def walks(rng: np.random.Generator, arcs: ArcTable, size: int) -> Iterator[int]:
    """A random walk of arcs, perhaps shorter where it cannot go on."""
    arc = int(rng.integers(0, arcs.arcs))
    for _ in range(size):
        yield arc
        on = np.flatnonzero(arcs.tail == arcs.head[arc])
        arc = int(rng.choice(on))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(3, 7), st.integers(0, 6), st.sampled_from(range(len(ENGINES))))
def test_edge_based_is_brute_force(seed: int, nodes: int, restrictions: int, engine: int) -> None:
    """Random networks with one-way and parallel roads, restrictions over up to three roads, closures, two classes."""
    rng = np.random.default_rng(seed)
    edges = int(rng.integers(nodes - 1, 2 * nodes + 1))
    tails = rng.integers(0, nodes, edges)
    ends = [(int(a), int((a + b) % nodes)) for a, b in zip(tails, rng.integers(1, nodes, edges), strict=True)]
    arcs = ArcTable.undirected(nodes, ends)
    rules = [
        rule(
            *walks(rng, arcs, int(rng.integers(2, 5))),
            demands=bool(rng.random() < 0.3),
            classes=frozenset({"bus"}) if rng.random() < 0.3 else None,
        )
        for _ in range(restrictions)
    ]
    times = np.where(rng.random(arcs.arcs) < 0.1, SHUT, rng.integers(1, 9, arcs.arcs))
    ways = router(arcs, rules, ENGINES[engine], times)
    hit = int(rng.integers(0, edges))
    for closed in ([], [hit], []):
        ways.close(closed)
        ways.reopen([edge for edge in (hit,) if edge not in closed])
        now = times.copy()
        for edge in closed:
            now[2 * edge : 2 * edge + 2] = SHUT
        for name in ("bus", "foot"):
            whole = ways.matrix(name, range(nodes), range(nodes))
            for start in range(nodes):
                for goal in range(nodes):
                    wanted = brute(arcs, now, rules, name, start, goal)
                    found = ways.route(name, start, goal)
                    assert (None if found is None else found[0]) == wanted
                    assert whole[start, goal] == (SHUT if wanted is None else wanted)
                    if found is not None:
                        assert_driven(
                            arcs, now, [r for r in rules if r.classes is None or name in r.classes], found, start, goal
                        )


def assert_driven(arcs: ArcTable, times: Any, rules: Sequence[Rule], way: Any, start: int, goal: int) -> None:
    """The way can be driven arc by arc and costs what is said."""
    at, cost = start, 0
    for place, arc in enumerate(way[1]):
        assert int(arcs.tail[arc]) == at
        assert allowed(arcs, rules, tuple(way[1][:place]), arc)
        at, cost = int(arcs.head[arc]), cost + int(times[arc])
    assert (at, cost) == (goal, way[0])


# --- which restriction binds whom --------------------------------------------------------------------------------


def bound(net: RoadNet) -> list[str]:
    return [name for rule in rules_of(net, PROFILES) for name in sorted(rule.classes or ())]


@pytest.mark.parametrize(
    ("tags", "classes"),
    [
        ({"restriction": "no_left_turn"}, ["ambulance", "bus", "car", "light", "truck"]),
        ({"restriction": "no_left_turn", "except": "psv;emergency"}, ["car", "light", "truck"]),
        ({"restriction:hgv": "no_left_turn"}, ["truck"]),
        ({"restriction:bicycle": "no_left_turn"}, []),
    ],
)
def test_a_restriction_binds_the_classes_it_speaks_of(tmp_path: Path, tags: dict[str, str], classes: list[str]) -> None:
    ways = [(way, refs, {"highway": "primary"}) for way, refs in ((7, [1, 2]), (8, [2, 3]), (9, [2, 12]))]
    members = [("w", 7, "from"), ("n", 2, "via"), ("w", 9, "to")]
    net, _ = made(tmp_path, ROW, ways, [(1, members, {"type": "restriction", **tags})])
    assert bound(net) == classes


def test_reisterstowns_restriction_over_a_way_is_obeyed() -> None:
    """On the real extract: the restricted way is refused to cars, and free without the restriction."""
    from safeconduct.network.osm import read_osm

    net, _ = read_osm(real("reisterstown-via-restriction"))
    arcs = ArcTable.of(net)
    rules = rules_of(net, PROFILES)
    car = arc_times(net, PROFILES, "car")
    free, bound_by = (TurnRouter.build(arcs, some, ScipyNetRouter.build) for some in ((), rules))
    for one in (free, bound_by):
        one.customise("car", car.deciseconds)
    slower = 0
    for turn in (r for r in rules if len(r.arcs) > 2 and not r.demands):
        start, goal = int(arcs.tail[turn.arcs[0]]), int(arcs.head[turn.arcs[-1]])
        there, round_ = free.route("car", start, goal), bound_by.route("car", start, goal)
        if there is not None and there[1] == turn.arcs:
            assert round_ is None or (round_[1] != turn.arcs and round_[0] >= there[0])
            slower += 1
    assert slower
