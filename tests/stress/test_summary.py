"""What is said about many days: intervals with known values, quantiles, who is left, what leans which way."""

from __future__ import annotations

import pytest

from safeconduct.model.situation import Needs
from safeconduct.model.stress import LeftAt, Met, SimulatedDay, Tally
from safeconduct.stress import summary


def day(index: int, arrived: int, *, came: int = 100, strength: float = 0.0, detained: int = 0) -> SimulatedDay:
    left = came - arrived - detained
    return SimulatedDay(
        index=index,
        known=came + 5,
        declined=5,
        arrived=arrived,
        waiting=left,
        returned=0,
        detained=detained,
        late=0,
        sent=2,
        last=100 if arrived else None,
        by_time=(arrived // 2, arrived),
        left=(LeftAt(site="alpha", persons=Needs(walking=left)),) if left else (),
        lost_runs=(Tally(why="window", runs=1),) if left else (),
        met=(Met(what="screening", value=strength), Met(what="same", value=1.0)),
    )


def test_wilson_interval_of_ten_in_a_hundred() -> None:
    """Brown, Cai and DasGupta's formula worked out by hand: 0.0552 to 0.1744."""
    found = summary.share(10, 100)
    assert (found.low, found.high) == (0.0552, 0.1744)


@pytest.mark.parametrize(("days", "low", "high"), [(0, 0.0, 0.0370), (100, 0.9630, 1.0)])
def test_the_interval_stays_inside_and_says_something_when_all_or_none(days: int, low: float, high: float) -> None:
    found = summary.share(days, 100)
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-4)


def test_quantiles_by_nearest_rank() -> None:
    found = summary.spread(list(range(1, 101)))
    assert (found.p5, found.p25, found.p50, found.p75, found.p95, found.mean) == (5, 25, 50, 75, 95, 50.5)
    assert summary.spread([7]).p5 == 7


def test_a_day_counts_when_somebody_came_and_all_who_came_are_out() -> None:
    assert day(0, 100).everyone
    assert not day(0, 99).everyone
    assert not day(0, 0, came=0).everyone
    assert not day(0, 90, detained=10).everyone


def test_the_fan_and_who_is_left() -> None:
    days = [day(0, 100), day(1, 50), day(2, 0)]
    assert [(point.minute, point.persons.p50) for point in summary.fan(days)] == [(30, 25), (60, 50)]
    (left,) = summary.left_over(days)
    assert (left.site, left.walking, left.days) == ("alpha", 50.0, 2)
    assert summary.lost_runs(days) == (Tally(why="window", runs=2),)


def test_a_disturbance_that_matters_leans_and_one_that_never_varies_is_left_out() -> None:
    days = [day(n, 100 - 10 * n, strength=float(n)) for n in range(10)]
    (leaning,) = summary.leanings(days)
    assert (leaning.what, leaning.weakest, leaning.strongest) == ("screening", 95.0, 15.0)


def test_the_worst_days_are_those_with_most_people_left() -> None:
    days = [day(n, 100 - n) for n in range(8)]
    assert [one.index for one in summary.worst(days)] == [7, 6, 5, 4, 3]
    assert summary.worst([day(0, 100)]) == ()
