"""The speed of reading: reports of the length asked for, the same on every machine, and figures that add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import read_speed
from benchmarks.read_speed import WORDS, reports, rows
from benchmarks.registry import MissingData


def test_reports_are_as_long_as_asked_and_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        total = reports(folder, 5, seed=3)
    texts = [path.read_text(encoding="utf-8") for path in sorted(one.iterdir())]
    assert texts == [path.read_text(encoding="utf-8") for path in sorted(two.iterdir())]
    assert len(set(texts)) == 5
    assert all(WORDS <= len(text.split()) <= WORDS + 300 for text in texts)
    assert total == sum(len(text.split()) for text in texts)


def test_speed_is_words_over_processor_time_without_the_first_report() -> None:
    found = {"read": 5, "claims": 9, "spent": 0.5, "first": 1.0, "peak": 300.0, "early": 200.0, "late": 260.0}
    by_metric = {row.metric: row for row in rows("x", 0, found, 5 * WORDS, aimed=True)}
    speed = by_metric["800-word reports per second of one core"]
    assert (speed.value, speed.ok) == (8.0, True)
    grown = by_metric["memory grown after a fifth"]
    assert (grown.value, grown.ok) == (60.0, False)
    assert all(row.target is None or row.ok for row in rows("x", 0, found, 1, aimed=False))


def test_a_reading_process_that_fails_is_missing_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_speed, "CHILD", "raise SystemExit(3)")
    with pytest.raises(MissingData):
        read_speed.measured(tmp_path, 1)
