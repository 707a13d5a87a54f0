"""Rule 11 and the passability table: ours, and the same answers as the model's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.place import Mode, Passable, Road, RoadState, passable
from safeconduct.verify.facts import facts_of
from safeconduct.verify.roads import blocked, check_roads, reachable, unknown
from tests.tiny import tiny
from tests.verify.timetables import timetable


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("state", list(RoadState))
@pytest.mark.parametrize("kind", ["road", "bridge", "foot"])
def test_the_table_says_what_the_model_says(kind: str, state: RoadState, mode: Mode) -> None:
    bridge = tiny().roads[1]
    road = replace(bridge, kind=kind, history=(replace(bridge.now, state=state),))
    ours = Passable.UNKNOWN if unknown(road, mode) else Passable.NO if blocked(road, mode) else Passable.YES
    assert ours is passable(state, mode, kind)


def test_only_the_latest_entry_counts() -> None:
    situation = tiny()
    bridge = situation.roads[1]
    shut = replace(bridge, history=(*bridge.history, replace(bridge.now, state=RoadState.CLOSED)))
    reopened = replace(shut, history=(*shut.history, bridge.now))
    assert blocked(shut, Mode.BUS)
    assert not blocked(reopened, Mode.BUS)


def test_reachable_goes_both_ways() -> None:
    situation = tiny()

    def anything(road: Road) -> bool:
        return True

    assert reachable(situation, "bravo", anything) == {"alpha", "mid", "bravo"}
    assert reachable(situation, "alpha", lambda road: road.id == "road") == {"alpha", "mid"}


def test_strict_refuses_what_leans() -> None:
    situation = tiny(bridge=RoadState.UNKNOWN)
    plan, facts = timetable(situation), facts_of(situation, "bravo")
    assert plan.leans_on == ("bridge",)
    assert check_roads(situation, facts, plan).ok
    check = check_roads(situation, facts, plan, strict=True)
    assert check.found == "the leg leans on 1 unknown roads, a strict check refuses any"


@pytest.mark.parametrize("edges", [("bridge", "road"), ("road",), ("road", "ghost"), ("road", "bridge", "bridge")])
def test_a_leg_leads_from_site_to_reception(edges: tuple[str, ...]) -> None:
    situation = tiny()
    plan = timetable(situation)
    other = replace(situation, legs=(replace(situation.legs[0], edges=edges),))
    check = check_roads(other, facts_of(other, "bravo"), plan)
    assert not check.ok
    assert ("ghost" in edges) == ("road ghost of leg alpha-bravo is not in the situation" in check.found)
