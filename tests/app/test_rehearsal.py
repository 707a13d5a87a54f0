"""The number beside a plan: the same days for everybody, fewer for a large fleet, causes only when asked for."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from safeconduct.app import rehearsal
from safeconduct.app.rehearsal import number_beside, rehearse
from safeconduct.stress.batch import TOGETHER, chunks, run_chunk
from safeconduct.stress.priors import standard
from tests.stress.programmes import shuttle
from tests.tiny_fleet import fleet_plan, tiny_fleet

SITUATION = tiny_fleet()
PLAN = fleet_plan(SITUATION)


def test_causes_are_simulated_when_asked_for_on_the_same_days() -> None:
    assert rehearse(SITUATION, PLAN, 50).removed == ()
    report = rehearse(SITUATION, PLAN, 50, causes=True)
    assert {one.disturbance for one in report.removed} == set(TOGETHER)
    assert {one.of for one in report.removed} == {50}
    assert {one.of for one in report.tornado} == {50}
    assert replace(report, removed=(), tornado=()) == rehearse(SITUATION, PLAN, 50)


def test_a_day_too_large_says_nothing_of_its_causes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "CAUSE_RUNS", 100)
    monkeypatch.setattr(rehearsal, "TORNADO_RUNS", 100)
    large = rehearse(SITUATION, PLAN, 50, causes=True)
    assert (large.removed, large.tornado) == ((), ())


def test_a_larger_fleet_is_seen_on_fewer_days(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = sum(len(day.trips) for day in PLAN.days)
    monkeypatch.setattr(rehearsal, "BESIDE_RUNS", 60 * runs)
    found = number_beside(SITUATION, PLAN)
    assert found is not None
    assert found.days == 60
    monkeypatch.setattr(rehearsal, "BESIDE_RUNS", 1)
    fewest = number_beside(SITUATION, PLAN)
    assert fewest is not None
    assert fewest.days == rehearsal.BESIDE_DAYS
    assert number_beside(SITUATION, None) is None


def test_a_day_leaves_its_measures_and_nothing_else_in_memory() -> None:
    """Four times the days hold four times the measures: no events and no state stay."""
    programme, priors = shuttle(trips=3, buses=2, people=280), standard()

    def kept(days: int) -> int:
        tracemalloc.start()
        found = [day for chunk in chunks(programme, priors, 0, days) for day in run_chunk(chunk)]
        held, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(found) == days
        assert peak - held < 2_000_000, "one chunk at a time beside them"
        return held

    kept(50)  # what is loaded once
    assert (kept(400) - kept(100)) / 300 < 10_000
