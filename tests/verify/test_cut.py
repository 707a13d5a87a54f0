"""The cut on networks one can draw: parallel bridges, bridges in a row, foot paths, assumptions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.certificate import Cut, CutEdge
from safeconduct.model.known import Basis
from safeconduct.model.place import Mode, Road, RoadFact, RoadState
from safeconduct.model.situation import Situation
from safeconduct.verify.cut import check_cut, fewest_reopened
from tests.tiny import OPENS
from tests.verify.certificates import shut

CLAIM = Basis(claims=("claim-bridge",))


def road(road_id: str, ends: tuple[str, str], state: RoadState, **changes: object) -> Road:
    """A bridge over the Anduin unless told otherwise."""
    line = shut().roads[0].line
    given = {"kind": "bridge", "over": "Anduin", "history": (RoadFact(state=state, since=OPENS, basis=CLAIM),)}
    return Road(id=road_id, name=road_id, aliases=(), ends=ends, line=line, **(given | changes))  # type: ignore[arg-type]


def network(*roads: Road) -> Situation:
    """The shut situation with its bridge replaced."""
    situation = shut()
    return replace(situation, roads=(situation.roads[0], *roads))


def edge(of: Road) -> CutEdge:
    """A road as a cut prints it."""
    return CutEdge(
        road=of.id,
        name=of.name,
        state=of.now.state.value,
        since="2022-06-15",
        claims=of.now.basis.claims,
        disputed_by=(),
    )


def cut(*roads: Road, near: tuple[str, ...] = ("alpha", "mid"), mode: str = "bus") -> Cut:
    """A cut that lists these roads."""
    words = "No vehicle route." if mode == "bus" else "No route on foot."
    edges = tuple(edge(r) for r in roads)
    return Cut(mode=mode, site="alpha", reception="bravo", near=near, edges=edges, statement=words)


def crossings(situation: Situation, given: Cut) -> str:
    """What the check of the crossings found, empty when it holds."""
    checks = {check.rule: check for check in check_cut(situation, situation.corridors[0], given)}
    found = checks["cut: crossings"]
    return "" if found.ok else found.found


NEW = road("new", ("mid", "bravo"), RoadState.CLOSED)
OLD = road("old", ("mid", "bravo"), RoadState.LIGHT)
FAR = road("far", ("mid", "bravo"), RoadState.CLOSED, over="Brandywine")


def test_every_bridge_over_the_same_water_is_listed() -> None:
    situation = network(NEW, OLD, FAR)
    assert crossings(situation, cut(NEW, OLD)) == ""
    assert "alone would join the two, it is not listed" in crossings(situation, cut(NEW))
    assert crossings(situation, cut(FAR)) == ""


def test_two_bridges_in_a_row_are_both_listed() -> None:
    first = road("first", ("mid", "isle"), RoadState.CLOSED)
    second = road("second", ("isle", "bravo"), RoadState.CLOSED)
    spare = road("spare", ("isle", "bravo"), RoadState.CLOSED)
    situation = network(first, second, spare)
    assert fewest_reopened(situation, "alpha", "bravo", Mode.BUS) == 2
    assert crossings(situation, cut(first, second)) == ""
    assert crossings(situation, cut(first)).startswith("reopening ['first'] does not join")
    assert crossings(situation, cut(first, second, spare)) == "3 crossings are listed, 2 are enough"


def test_one_crossing_is_enough_so_none_beside_it() -> None:
    first = road("first", ("mid", "isle"), RoadState.CLOSED)
    situation = network(NEW, first)
    assert "alone does not join the two" in crossings(situation, cut(NEW, first))


def test_a_closure_by_assumption_is_no_proof() -> None:
    assumed = road("assumed", ("mid", "bravo"), RoadState.CLOSED)
    assumed = replace(assumed, history=(replace(assumed.now, basis=Basis(assumptions=("given",))),))
    situation = network(assumed)
    assert "by assumption, no confirmed claim says so" in crossings(situation, cut(assumed))
    assert crossings(situation, cut()) == ""
    dead_end = road("dead end", ("mid", "isle"), RoadState.CLOSED)
    found = crossings(network(assumed, dead_end), cut(dead_end))
    assert found == "no set of confirmed closures joins the two, yet crossings are listed"


def test_an_unknown_or_open_road_is_no_crossing() -> None:
    """Each beside the true crossing, so that nothing but itself is wrong."""
    situation = network(NEW)
    assert "road ghost is not in the situation" in crossings(situation, cut(NEW, replace(NEW, id="ghost")))
    lane = road("lane", ("mid", "bravo"), RoadState.OPEN)
    assert "mode bus is not stopped by it" in crossings(network(NEW, lane), cut(NEW, lane))


def test_a_foot_path_never_carries_a_bus() -> None:
    path = road("path", ("mid", "bravo"), RoadState.FOOT_ONLY, kind="foot")
    situation = network(path)
    assert "no state of it carries mode bus" in crossings(situation, cut(path))


def test_unknown_is_passable_in_a_proof() -> None:
    unknown = road("unknown", ("mid", "bravo"), RoadState.UNKNOWN)
    situation = network(NEW, unknown)
    checks = check_cut(situation, situation.corridors[0], cut(NEW))
    assert "can be reached from alpha by bus" in checks[0].found


def test_people_on_foot_have_their_own_cut() -> None:
    situation = network(NEW, road("planks", ("mid", "bravo"), RoadState.FOOT_ONLY))
    walking = replace(situation.corridors[0], mode=Mode.FOOT)
    assert not check_cut(situation, walking, cut(NEW, mode="foot"))[0].ok
    closed = network(NEW)
    assert all(check.ok for check in check_cut(closed, walking, cut(NEW, mode="foot")))


@pytest.mark.parametrize(
    ("statement", "ok"),
    [
        ("No vehicle route to Bravo given these confirmed states.", True),
        ("There is no route for buses.", True),
        ("Impossible by vehicle; on foot nobody knows.", True),
        ("There is no route.", False),
        ("Evacuation is impossible.", False),
        ("No way out. A vehicle would need the bridge.", False),
        ("", False),
    ],
)
def test_words(statement: str, ok: bool) -> None:
    situation = network(NEW)
    given = replace(cut(NEW), statement=statement)
    assert check_cut(situation, situation.corridors[0], given)[2].ok is ok
