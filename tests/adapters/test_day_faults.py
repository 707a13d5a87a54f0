"""The log's writer is killed: nothing acknowledged is lost, nothing is doubled, the chain is whole. ``day.faults`` does
fifty rounds; here a few keep it honest."""

from __future__ import annotations

from pathlib import Path

from benchmarks.day_faults import kill_rounds


def test_killed_writers_lose_and_double_nothing(tmp_path: Path) -> None:
    """Each round goes on where the acknowledgements ended, so what was written and not acknowledged is sent again."""
    tally = kill_rounds(str(tmp_path / "day.safeconduct"), rounds=3, writers=8, seed=3)
    assert len(tally.acknowledged) >= 8
    assert (tally.lost, tally.doubled, tally.broken) == (0, 0, 0)
