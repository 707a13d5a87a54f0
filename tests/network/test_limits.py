"""Weights, sizes, speeds and durations as people write them."""

from __future__ import annotations

import math

import pytest

from safeconduct.network import limits


@pytest.mark.parametrize(
    ("text", "value"),
    [("7.5", 7.5), ("7,5 t", 7.5), ("3500 kg", 3.5), ("10 st", 9.07), ("16000 lbs", 7.257), ("none", math.inf)],
)
def test_tonnes(text: str, value: float) -> None:
    assert limits.tonnes(text) == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "value"),
    [("4", 4), ("3.5 m", 3.5), ("12'6\"", 3.81), ("13 ft", 3.962), ("250cm", 2.5), ("none", math.inf)],
)
def test_metres(text: str, value: float) -> None:
    assert limits.metres(text) == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(("text", "value"), [("50", 50), ("30 mph", 48.28), ("60 km/h", 60)])
def test_kph(text: str, value: float) -> None:
    assert limits.kph(text) == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "value"), [("1:45", 105), ("00:05:00", 5), ("PT3M", 3), ("PT1H30M", 90), ("20", 20), ("00:00:30", 0.5)]
)
def test_minutes(text: str, value: float) -> None:
    assert limits.minutes(text) == value


@pytest.mark.parametrize(
    "text", ["", "default", "unsigned", "below_default", "-5", "0", "7.5t @ (22:00-06:00)", "many"]
)
def test_what_cannot_be_read_is_unknown(text: str) -> None:
    assert limits.tonnes(text) is None
    assert limits.metres(text) is None
    assert limits.kph(text) is None
    assert limits.minutes(text) is None


@pytest.mark.parametrize("text", ["none", "walk", "signals", "DE:urban", "999"])
def test_no_speed(text: str) -> None:
    assert limits.kph(text) is None
