"""Gaps ask somebody something; the guard fires where one side offers the only way to itself."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.assess.assemble import assemble
from safeconduct.assess.gaps import forced_transfer_guards
from safeconduct.model.corridor import Position
from tests.assess.village import case, village

SITUATION = assemble(**village())


def slots() -> dict[str, str]:
    return {gap.slot: gap.ask for gap in SITUATION.gaps}


def test_staying_with_aid_comes_first() -> None:
    assert SITUATION.gaps[0].slot == "alternative.stay.mill"


def test_what_nobody_said_is_asked_of_whoever_could_say_it() -> None:
    asked = slots()
    assert asked["acceptance.up.south"] == "South"
    assert asked["receipt.up.south"] == "South"
    assert asked["condition.up.north"] == "North"
    assert asked["acceptance.low.north"] == "North"
    assert asked["window.low"] == "North and South"
    assert asked["reception.upham.capacity"] == "North"
    for slot in ("wishes", "needs", "guarantees", "screening", "fleet", "medical", "reserve.mill.food_days"):
        assert slot in asked
    assert "acceptance.up.north" not in asked
    assert all(gap.level == "listed" and gap.question.endswith(("?", ".")) for gap in SITUATION.gaps)


def test_an_unknown_crossing_is_asked_about() -> None:
    assert "road.weir.state" in slots()
    assert "road.hill-road.state" not in slots()


def test_a_capacity_assumed_is_not_a_gap() -> None:
    situation = assemble(**village(case=case({"reception.upham.capacity": 500})))
    assert "reception.upham.capacity" not in {gap.slot for gap in situation.gaps}
    assert situation.receptions[0].capacity is not None


def test_the_guard_fires_where_the_holder_of_the_reception_offers_it() -> None:
    assert [(g.corridor, g.resolved_by) for g in SITUATION.guards] == [("up", None)]
    assert "forced transfer" in SITUATION.guards[0].text
    assert "may stay" in SITUATION.guards[0].text


def test_an_agreed_other_direction_lifts_it_from_up() -> None:
    up, low = SITUATION.corridors
    agreed = replace(low, positions=(Position(party="north", accepted=("a",)), Position(party="south", offered=("b",))))
    assert "up" not in {guard.corridor for guard in forced_transfer_guards((up, agreed), SITUATION.receptions)}


def test_a_reception_nobody_or_both_hold_is_a_gap() -> None:
    parties = tuple(replace(p, controls=("upham",)) for p in village()["parties"])
    situation = assemble(**village(parties=parties))
    assert situation.receptions[0].controlled_by is None
    assert {"reception.upham.control", "reception.lowford.control"} <= {gap.slot for gap in situation.gaps}
    assert situation.guards == ()
