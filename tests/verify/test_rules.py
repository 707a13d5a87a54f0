"""How a rule speaks."""

from __future__ import annotations

from safeconduct.verify.rules import PLAN_RULES, judge, up


def test_the_first_offender_is_named_and_the_rest_counted() -> None:
    assert judge("2 places", [], "fine").ok
    check = judge("2 places", ["bus-1 is full", "bus-2 is full", "bus-3 is full"], "fine")
    assert (check.ok, check.found) == (False, "bus-1 is full (and 2 more)")


def test_minutes_round_up() -> None:
    assert [up(n, 60) for n in (0, 1, 60, 61, 120)] == [0, 1, 1, 2, 2]


def test_twelve_rules_in_the_order_of_the_page() -> None:
    assert [int(rule.split()[0]) for rule in PLAN_RULES] == list(range(1, 13))
