"""Levels: one table, small counts suppressed for parties and the public only."""

from __future__ import annotations

import pytest

from safeconduct.model.errors import InputError
from safeconduct.redact.levels import SHOWN, Level, cell, parse_level, shows


@pytest.mark.parametrize("level", [Level.PARTY, Level.PUBLIC])
def test_small_counts_are_suppressed(level: Level) -> None:
    assert [cell(level, n) for n in (0, 1, 4, 5, 1000)] == ["0", "<5", "<5", "5", "1,000"]


def test_the_team_sees_them() -> None:
    assert cell(Level.INTERNAL, 2) == "2"


def test_each_level_sees_no_more_than_the_one_before() -> None:
    for field, levels in SHOWN.items():
        seen = [level in levels for level in Level]
        assert seen == sorted(seen, reverse=True), field


def test_what_is_not_in_the_table_is_shown_to_nobody() -> None:
    assert not any(shows(level, "combatants") for level in Level)


def test_an_unknown_level_names_the_four() -> None:
    with pytest.raises(InputError) as caught:
        parse_level("secret")
    assert "partner" in caught.value.next_step
