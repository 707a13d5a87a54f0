"""Deciding claims: ranked by what changes, and true when checked by hand."""

from __future__ import annotations

from safeconduct.model.place import RoadState
from safeconduct.plan.decisive import decisive
from tests.tiny import tiny, vehicle


def test_an_unknown_bridge_is_asked_about_first() -> None:
    """It carries the only way: closed, nobody goes. Nothing else changes the answer from way to no way."""
    found = decisive(tiny(people=100, bridge=RoadState.UNKNOWN), people=100)
    assert found[0].subject == "bridge"
    assert "100 of 100" in found[0].before
    assert "no vehicle route" in found[0].after
    assert found[0].question.endswith("Old Bridge now?")


def test_the_silent_party_decides_the_status() -> None:
    found = decisive(tiny(people=100), people=100)
    assert found[0].subject == "bravo.south"
    assert (found[0].before.split("; ")[1], found[0].after.split("; ")[1]) == ("announced", "agreed")


def test_scores_fall_and_the_order_repeats() -> None:
    situation = tiny(people=400, seconds=60, vehicles=(vehicle("bus", 2, 50),))
    found = decisive(situation, people=400)
    assert [d.score for d in found] == sorted((d.score for d in found), reverse=True)
    assert found == decisive(situation, people=400)
    assert len(found) >= 6
