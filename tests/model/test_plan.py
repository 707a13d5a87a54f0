"""Plans: what is asked for and who boards."""

from __future__ import annotations

import pytest

from safeconduct.model.plan import Households, Scenario


def test_a_plan_is_for_somebody() -> None:
    """At least one person."""
    assert Scenario(corridor="bravo", people=1, objective="all").people == 1
    with pytest.raises(ValueError, match="at least one person, got 0"):
        Scenario(corridor="bravo", people=0, objective="most")


def test_households_are_whole() -> None:
    """An entry counts at least one household (red line 7: there is no way to write a part of one)."""
    assert Households(group="g", profile="family", count=1).count == 1
    with pytest.raises(ValueError, match="at least 1, got 0"):
        Households(group="g", profile="family", count=0)
