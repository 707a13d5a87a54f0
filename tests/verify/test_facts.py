"""The notation of docs/rules.md taken from a situation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.verify.facts import facts_of, latest_arrival
from safeconduct.verify.rules import Unusable
from tests.tiny import known, tiny, vehicle


def test_without_a_checkpoint_nothing_is_near() -> None:
    facts = facts_of(tiny(lanes=None, near=10, out=60, seconds=30), "bravo")
    assert (facts.near, facts.far, facts.seconds, facts.lanes, facts.checkpoint) == (0, 60, 0, 1, False)


def test_vehicles_are_named_by_class_and_number() -> None:
    facts = facts_of(tiny(vehicles=(vehicle("bus", 2, 50), vehicle("van", 1, 4))), "bravo")
    assert sorted(facts.vehicles) == ["bus-1", "bus-2", "van-1"]


@pytest.mark.parametrize(
    ("hours", "margin", "sunset_margin", "latest"),
    [(12, 0, 0, 720), (12, 30, 0, 690), (12, 0, 60, 694), (14, 0, 0, 754), (14, 200, 0, 640)],
)
def test_latest_is_the_stricter_of_window_and_sunset(hours: int, margin: int, sunset_margin: int, latest: int) -> None:
    situation = tiny(hours=hours, margin=margin, sunset_margin=sunset_margin)
    assert latest_arrival(situation, situation.corridors[0]) == latest


def test_a_sunset_between_minutes_counts_down() -> None:
    situation = tiny(hours=14)
    sunset = situation.sunsets[0]
    later = replace(sunset, at=known(sunset.at.value + timedelta(seconds=59)))
    assert latest_arrival(replace(situation, sunsets=(later,)), situation.corridors[0]) == 754
    earlier = replace(sunset, at=known(sunset.at.value - timedelta(seconds=1)))
    assert latest_arrival(replace(situation, sunsets=(earlier,)), situation.corridors[0]) == 753
    assert latest_arrival(replace(situation, sunsets=()), situation.corridors[0]) == 840


@pytest.mark.parametrize("near", [61, -1])
def test_a_checkpoint_off_the_leg_is_refused(near: int) -> None:
    with pytest.raises(Unusable, match="counted from 0"):
        facts_of(tiny(out=60, near=near), "bravo")


def test_a_checkpoint_without_lanes_is_refused() -> None:
    situation = tiny()
    gate = situation.legs[0].checkpoint
    assert gate is not None
    shut = replace(situation, legs=(replace(situation.legs[0], checkpoint=replace(gate, lanes=known(0))),))
    with pytest.raises(Unusable, match="0 lanes"):
        facts_of(shut, "bravo")
