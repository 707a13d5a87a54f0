"""Bars: any count that a report can state has an axis."""

from __future__ import annotations

import pytest

from safeconduct.publish.bars import _ticks


@pytest.mark.parametrize("top", [1, 1.12, 59, 61, 560, 60_001, 1_120_000_000, 10**26])
def test_an_axis_has_two_to_seven_round_numbers(top: float) -> None:
    ticks = _ticks(top)
    assert ticks[0] == 0
    assert 1 <= len(ticks) <= 7
    assert ticks == sorted(set(ticks))
