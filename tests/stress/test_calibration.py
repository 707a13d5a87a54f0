"""Operations against the priors: what counts as inside, and that the page says what comes out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import stress_calibration
from benchmarks.registry import Instance, MissingData, Request
from safeconduct.stress.calibration import Measured, measure_operation, out_on_the_first_day, rows, tally
from safeconduct.stress.priors import standard
from safeconduct.stress.shapes import Uniform
from tests.house.tree import ROOT
from tests.stress.past import figure, small
from tests.stress.programmes import STILL, priors


def measured(low: float, high: float | None = None) -> Measured:
    """The small operation on a still day, of which so many were said to be out."""
    found = measure_operation(small(first_day=figure(low, high)), STILL, days=4)
    assert found is not None
    return found


def test_on_still_days_the_band_is_the_plan() -> None:
    one = measured(90)
    assert (one.planned, one.low, one.median, one.high, one.below, one.above) == (90, 90, 90, 90, 4, 4)


@pytest.mark.parametrize(
    ("low", "high", "inside", "below", "above"),
    [(90, 90, True, 4, 4), (89, 89, False, 0, 4), (91, 95, False, 4, 0), (0, 89, False, 0, 4), (40, 95, True, 4, 4)],
)
def test_a_range_is_inside_when_part_of_it_is(low: float, high: float, inside: bool, below: int, above: int) -> None:
    one = measured(low, high)
    assert (one.inside, one.middle, one.inside_if_still) == (inside, inside, inside)
    assert (one.below, one.above) == (below, above)


def test_who_is_in_after_a_day_is_not_out_on_it() -> None:
    """Roads 25 times as slow: 60 minutes become 25 hours."""
    operation = small(open_hours=figure(24), features=("no opponent",))
    assert out_on_the_first_day(operation, priors(driving=23.0), 0, 1) == (90, [45])  # 30 + 1,380 is within 1,440
    assert out_on_the_first_day(operation, priors(driving=25.0), 0, 1) == (90, [0])


def test_half_come_forward_half_are_out() -> None:
    assert out_on_the_first_day(small(), priors(turnout__agreed=0.5), 0, 1) == (90, [45])
    assert out_on_the_first_day(small(consent="unknown"), priors(turnout__announced=0.5), 0, 1) == (90, [45])


def test_the_band_is_that_of_the_days() -> None:
    """Any share of 90 people comes forward, all alike, and all who come are out: quantiles of a uniform number."""
    every = priors(turnout__agreed=Uniform(low=0.0, high=1.0))
    one = measure_operation(small(first_day=figure(45)), every, days=400)
    assert one is not None
    found = (one.low, one.quarter, one.median, one.three_quarters, one.high)
    for quantile, persons in zip((0.05, 0.25, 0.5, 0.75, 0.95), found, strict=True):
        error = 90 * (quantile * (1 - quantile) / 400) ** 0.5
        assert persons == pytest.approx(90 * quantile, abs=4 * error + 1)
    assert one.below / one.days == pytest.approx(0.5, abs=0.1)


def test_an_operation_of_which_nobody_told_the_first_day_is_not_compared() -> None:
    assert measure_operation(small(first_day=None), STILL, days=1) is None


def test_the_count_of_all() -> None:
    counted = tally([measured(90), measured(40, 95), measured(2)])
    assert (counted.compared, counted.inside, counted.middle, counted.inside_if_still) == (3, 2, 2, 2)
    assert [row[-1] for row in rows([measured(90), measured(2)])] == ["inside", "**outside**"]


def test_same_seed_same_days() -> None:
    one, again = (measure_operation(small(), standard(), seed=3, days=30) for _ in range(2))
    assert one == again
    assert one != measure_operation(small(), standard(), seed=4, days=30)


@pytest.mark.slow
def test_the_table_of_the_docs_is_up_to_date() -> None:
    """docs/stress.md holds what the operations and the standard priors give."""
    command = [sys.executable, str(ROOT / ".ci" / "calibration.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stderr


def test_what_lies_outside_is_explained_and_nothing_else() -> None:
    """Every row of the table that says "outside" has its reason below, and every reason its row."""
    text = (ROOT / "docs" / "stress.md").read_text(encoding="utf-8")
    table = text.partition("<!-- calibration -->")[2].partition("<!-- end of calibration -->")[0]
    outside = {line.split("|")[1].strip() for line in table.splitlines() if "**outside**" in line}
    assert table.count("| inside |") + len(outside) >= 8
    assert outside == stress_calibration.explained()


def test_the_benchmark_counts_what_nobody_explains(monkeypatch: pytest.MonkeyPatch) -> None:
    """An operation outside that the page does not name misses the target."""
    monkeypatch.setattr("safeconduct.app.operations.past_operations", lambda folder: (small(first_day=figure(91)),))
    monkeypatch.setattr("safeconduct.stress.priors.standard", lambda: STILL)
    found = stress_calibration.run(Instance(name="one", size=2), 0, Request())
    by_metric = {row.metric: row for row in found if row.instance == "one"}
    unexplained = by_metric["outside and not explained in docs/stress.md"]
    assert (unexplained.value, unexplained.ok) == (1, False)
    assert not by_metric["operations compared"].ok
    monkeypatch.setattr(stress_calibration, "explained", lambda: frozenset({small().name}))
    again = {row.metric: row for row in stress_calibration.run(Instance(name="one", size=2), 0, Request())}
    assert again["outside and not explained in docs/stress.md"].ok


def test_a_name_is_explained_only_under_its_head(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "stress.md"
    page.write_text(
        f"# a\n- **before** x\n{stress_calibration.EXPLAINED}\n\n- **one** x\n  **two** y\n\n## b\n- **after** z\n"
    )
    monkeypatch.setattr(stress_calibration, "DOCS", page)
    assert stress_calibration.explained() == {"one"}
    page.unlink()
    with pytest.raises(MissingData):
        stress_calibration.explained()
