"""Opening a day: an order only on agreed corridors, with wishes recorded and guards resolved; else an exercise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct.model.control import DayOpened
from safeconduct.model.dossier import Check
from safeconduct.model.situation import Situation
from safeconduct.run.opening import obstacles, open_day
from safeconduct.run.refusal import Refusal
from tests.run.days import ORDERS
from tests.tiny import tiny

HOLDS = (Check(rule="1 people", ok=True, found="all"),)


def given(*, agreed: bool = True, wishes: bool = True, resolved_by: str | None = "protection officer") -> Situation:
    """The tiny situation with what an order needs."""
    situation = tiny(accepted_by_south=agreed)
    guards = tuple(replace(guard, resolved_by=resolved_by) for guard in situation.guards)
    return replace(situation, wishes_recorded=wishes, guards=guards)


def test_an_order_when_nothing_stands_against_it() -> None:
    assert open_day(given(), ORDERS, HOLDS, "order") == DayOpened(mode="order", orders=ORDERS)


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"agreed": False}, "corridor bravo is announced, not agreed: no agreement from South"),
        ({"wishes": False}, "wishes of the people are not recorded"),
        ({"resolved_by": None}, "guard forced-transfer on bravo is not resolved"),
        ({"resolved_by": " "}, "guard forced-transfer on bravo is not resolved"),
    ],
)
def test_what_stands_against_an_order_is_named(lacking: dict[str, Any], words: str) -> None:
    refused = open_day(given(**lacking), ORDERS, HOLDS, "order")
    assert isinstance(refused, Refusal)
    assert words in refused.reason
    assert "exercise" in refused.next_step
    assert open_day(given(**lacking), ORDERS, HOLDS, "exercise") == DayOpened(mode="exercise", orders=ORDERS)


def test_everything_missing_is_named_at_once() -> None:
    situation = given(agreed=False, wishes=False, resolved_by=None)
    assert len(obstacles(situation, situation.corridors[0])) == 3


@pytest.mark.parametrize("mode", ["order", "exercise"])
@pytest.mark.parametrize("checks", [(), (*HOLDS, Check(rule="2 places", ok=False, found="one above"))])
def test_no_day_on_a_plan_that_was_not_checked_or_does_not_hold(checks: tuple[Check, ...], mode: Any) -> None:
    refused = open_day(given(), ORDERS, checks, mode)
    assert isinstance(refused, Refusal)
    assert ("2 places: one above" in refused.reason) is bool(checks)
    assert "safeconduct check" in refused.next_step
