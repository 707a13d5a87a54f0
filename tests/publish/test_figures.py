"""Figures in words, with the winter twin: Moscow and Kyiv agree in June and differ in December."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from safeconduct.model.known import Basis, Estimate
from safeconduct.model.times import Window
from safeconduct.publish import figures
from tests.tiny import tiny


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(500, 1000, "500–1,000"), (568, 568, "568"), (501, None, "at least 501"), (None, 800, "at most 800")],
)
def test_span(low: int | None, high: int | None, words: str) -> None:
    assert figures.span(low, high) == words


def test_estimate_names_the_likely_number() -> None:
    value = Estimate(low=500, likely=568, high=1000, basis=Basis(claims=("a",)))
    assert figures.estimate(value) == "500–1,000 people (likely 568)"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime(2022, 6, 15, tzinfo=UTC), "08:00–20:00 Moscow time, 08:00–20:00 Kyiv time"),
        (datetime(2022, 12, 14, tzinfo=UTC), "08:00–20:00 Moscow time, 07:00–19:00 Kyiv time"),
    ],
)
def test_local_times_follow_the_season(day: datetime, words: str) -> None:
    window = Window(opens=day.replace(hour=5), closes=day.replace(hour=17), zone="Europe/Moscow", as_written="8 to 20")
    assert figures.window_local(window, tiny().parties) == words


def test_minutes_become_clock_times_and_the_next_day_says_so() -> None:
    opens = datetime(2022, 6, 15, 5, tzinfo=UTC)
    assert figures.clock(opens, 100) == "06:40Z"
    assert figures.clock(opens, 20 * 60) == "16 Jun 01:00Z"
    assert figures.duration(125) == "2 h 05 min"


def test_clean_keeps_what_is_seen_and_drops_what_turns_it() -> None:
    assert figures.clean("a\u202eb\u00a0c\x00") == "ab\u00a0c"
