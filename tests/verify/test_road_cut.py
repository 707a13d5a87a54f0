"""The checker of road cuts: a true certificate passes, and every way to lie is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.network.netcut import find_cut_off
from safeconduct.verify.road_cut import NEAR, REOPEN, SHUT, STATEMENT, Arc, check_road_cut
from tests.network.test_netcut import drawn


def both_ways(*roads: tuple[int, int, str]) -> list[Arc]:
    return [arc for a, b, road in roads for arc in ((a, b, road), (b, a, road))]


#: 0-1 south, 2-3 north, two bridges; a footpath 4 beside.
ARCS = both_ways((0, 1, "south"), (2, 3, "north"), (0, 2, "west"), (1, 3, "east"))
CONFIRMED = {"west": "closed", "east": "foot only", "north": "open"}
STATEMENT_WORDS = (
    "No way for a vehicle of class bus from a to b given these confirmed states (as of 2022-06-13; every road of "
    "unknown state counts as passable): West Bridge closed, by police; East Bridge foot only, by police. It changes if "
    "a confirmed report says that a vehicle of class bus can pass West Bridge."
)


def true_cut() -> dict[str, Any]:
    return {
        "class": "bus",
        "near": 2,
        "shut": [
            {"name": "West Bridge", "roads": ["west"], "state": "closed", "sources": ["police"]},
            {"name": "East Bridge", "roads": ["east"], "state": "foot only", "sources": ["police"]},
        ],
        "reopen": ["west"],
        "statement": STATEMENT_WORDS,
    }


def broken(cut: dict[str, Any], **other: Any) -> list[str]:
    values: dict[str, Any] = {"start": 0, "goal": 3, "arcs": ARCS, "confirmed": CONFIRMED, **other}
    return [check.rule for check in check_road_cut(cut, **values) if not check.ok]


def test_a_true_certificate_passes() -> None:
    assert broken(true_cut()) == []


@pytest.mark.parametrize(
    ("lie", "rules"),
    [
        (lambda c: c.update(near=3), [NEAR]),
        (lambda c: c["shut"].pop(), [SHUT]),
        (lambda c: c["shut"][1].update(roads=["east", "north"]), [SHUT]),
        (lambda c: c["shut"][0].update(state="unknown"), [SHUT]),
        (lambda c: c["shut"][0].update(sources=[]), [SHUT]),
        (lambda c: c.update(reopen=[]), [REOPEN]),
        (lambda c: c.update(reopen=["west", "east"]), [REOPEN]),
        (lambda c: c.update(reopen=["north"]), [REOPEN]),
        (lambda c: c.update(statement=STATEMENT_WORDS.replace("bus", "vehicle")), [STATEMENT]),
        (lambda c: c.update(statement=STATEMENT_WORDS.replace("East", "Other")), [STATEMENT]),
        (lambda c: c.update(statement=STATEMENT_WORDS.replace("changes if", "ends when")), [STATEMENT]),
        (lambda c: c.update(statement=STATEMENT_WORDS.replace("confirmed states", "states")), [STATEMENT]),
    ],
)
def test_every_lie_is_found(lie: Callable[[dict[str, Any]], Any], rules: list[str]) -> None:
    cut = true_cut()
    lie(cut)
    assert broken(cut) == rules


@pytest.mark.parametrize(
    "confirmed",
    [{"west": "closed"}, {"west": "closed", "east": "unknown"}, {"west": "closed", "east": "one-lane"}, {}],
)
def test_what_is_unknown_or_open_shuts_nothing(confirmed: dict[str, str]) -> None:
    assert NEAR in broken(true_cut(), confirmed=confirmed)


def test_another_class_passes_other_states() -> None:
    assert NEAR in broken({**true_cut(), "class": "foot"})


def test_a_hole_in_the_map_is_reopened_by_nothing() -> None:
    hole = {**true_cut(), "reopen": [], "near": 2}
    arcs = both_ways((0, 1, "south"), (2, 3, "north"), (1, 4, "west"))
    assert REOPEN not in broken(hole, arcs=arcs)
    assert REOPEN in broken({**hole, "reopen": ["west"]}, arcs=arcs)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_certificates_of_the_search_pass_on_random_networks(data: st.DataObject) -> None:
    """``netcut.find_cut_off`` and the checker share no code, and agree."""
    net, times = drawn(np.random.default_rng(data.draw(st.integers(0, 2**32 - 1))))
    closed = data.draw(st.lists(st.integers(0, net.edges - 1), unique=True))
    off = find_cut_off(net, times, [0], [net.nodes - 1], closed)
    arcs = [
        (int(net.arc_tails()[arc]), int(net.arc_heads()[arc]), net.road_id(arc // 2))
        for arc in range(2 * net.edges)
        if times.deciseconds[arc] >= 0
    ]
    confirmed = {net.road_id(edge): "closed" for edge in closed}
    if off is None:
        assert NEAR in broken({**true_cut(), "near": 0}, goal=net.nodes - 1, arcs=arcs, confirmed=confirmed)
        return
    roads = [net.road_id(edge) for edge in off.boundary]
    cut = {
        "class": "bus",
        "near": int(off.near.sum()),
        "shut": [{"name": "Bridge", "roads": roads, "state": "closed", "sources": ["x"]}],
        "reopen": [net.road_id(edge) for edge in off.repair],
        "statement": STATEMENT_WORDS,
    }
    assert broken(cut, goal=net.nodes - 1, arcs=arcs, confirmed=confirmed) == []
