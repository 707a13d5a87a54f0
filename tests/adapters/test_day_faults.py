"""The log's writer, or the whole service, is killed: nothing acknowledged is lost, nothing is doubled, the chain is
whole. ``day.faults`` does fifty rounds; here a few keep it honest."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.day_faults import kill_rounds
from benchmarks.day_outage import rounds


def test_killed_writers_lose_and_double_nothing(tmp_path: Path) -> None:
    """Each round goes on where the acknowledgements ended, so what was written and not acknowledged is sent again."""
    tally = kill_rounds(str(tmp_path / "day.safeconduct"), rounds=3, writers=8, seed=3)
    assert len(tally.acknowledged) >= 8
    assert (tally.lost, tally.doubled, tally.broken) == (0, 0, 0)


@pytest.mark.slow
def test_a_killed_service_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Every check-in without an answer is sent again to the next start, under its key."""
    found = rounds(str(tmp_path / "day.safeconduct"), many=3, writers=12, seed=5)
    assert len(found.acknowledged) >= 12
    assert (found.lost, found.moved, found.doubled, found.broken) == (0, 0, 0, 0)
