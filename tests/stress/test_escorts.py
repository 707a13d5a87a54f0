"""Convoys on the day: headway by corridor, and escorts that are away until they are back."""

from __future__ import annotations

from safeconduct.stress.escorts import Escorts
from safeconduct.stress.programme import Together

RULE = Together(headway=20.0, led_above=2, escorts=1, returns=45.0)


def test_headway_is_kept_on_each_corridor_apart() -> None:
    escorts = Escorts(RULE)
    escorts.left("north", 100.0)
    assert (escorts.may_leave("north", 110.0), escorts.may_leave("north", 130.0)) == (120.0, 130.0)
    assert escorts.may_leave("south", 110.0) == 110.0


def test_only_long_convoys_are_led_and_one_escort_leads_one() -> None:
    escorts = Escorts(RULE)
    assert (escorts.needed(2), escorts.needed(3)) == (False, True)
    assert (escorts.take(), escorts.take()) == (True, False)
    assert escorts.back_at(60.0) == 105.0
    escorts.back()
    assert escorts.take()


def test_without_a_rule_nobody_waits() -> None:
    escorts = Escorts(None)
    escorts.left("north", 100.0)
    assert (escorts.may_leave("north", 100.0), escorts.needed(99)) == (100.0, False)
