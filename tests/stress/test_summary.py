"""What is said about many days: intervals with known values, quantiles, who is left, what leans which way."""

from __future__ import annotations

import random
from dataclasses import replace

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
        came_by=Needs(walking=came),
        out_by=Needs(walking=arrived),
    )


def of_needs(index: int, came: Needs, out: Needs) -> SimulatedDay:
    return replace(day(index, out.total, came=came.total), came_by=came, out_by=out)


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


def test_the_interval_of_a_leaning_is_that_of_two_means() -> None:
    """Two fifths of two days each, 10 and 20 apart: variances 50 and 200, each over 2: 1.96 * sqrt(25 + 100)."""
    arrived = {0: 90, 1: 80, 8: 40, 9: 20}
    days = [day(n, arrived.get(n, 50), strength=float(n)) for n in range(10)]
    (leaning,) = summary.leanings(days)
    assert (leaning.weakest, leaning.strongest) == (85.0, 30.0)
    assert leaning.half_width == pytest.approx(1.96 * 125**0.5, abs=0.06)
    assert leaning.told_apart


def test_a_day_adds_up_when_everybody_is_somewhere_once() -> None:
    one = day(0, 60)
    assert one.adds_up
    assert not replace(one, arrived=61).adds_up
    assert replace(one, waiting=one.waiting - 7, let_off=7).adds_up
    assert not replace(one, waiting=-1, arrived=one.arrived + one.waiting + 1).adds_up


def test_a_day_that_is_lost_at_a_landing_has_them_left() -> None:
    one = day(0, 60)
    (worst,) = summary.worst([replace(one, waiting=one.waiting - 7, let_off=7)])
    assert worst.left == 40


def test_who_is_out_by_need_is_summed_over_the_days() -> None:
    """Ten walk every day; one in a wheelchair comes on every other day and is out on one of them; nobody lies."""
    came = [Needs(walking=10, wheelchair=n % 2) for n in range(20)]
    out = [Needs(walking=10 if n < 10 else 0, wheelchair=int(n == 1)) for n in range(20)]
    found = summary.by_need([of_needs(n, *both) for n, both in enumerate(zip(came, out, strict=True))])
    assert [(one.need, one.came, one.out, one.share) for one in found] == [
        ("walking", 200, 100, 0.5),
        ("wheelchair", 10, 1, 0.1),
    ]
    assert found[0].half_width == 0


def test_the_interval_of_a_share_against_those_walking_covers_the_truth() -> None:
    """Whole days go well or not, with a chance of a half, for those walking; those in wheelchairs are out on a third of
    such days, so that the true difference is a third. In 300 draws of 200 days about 95 of a hundred intervals hold it.
    """
    rng, held = random.Random(4), 0
    for _ in range(300):
        days = []
        for n in range(200):
            good, lucky = rng.random() < 0.5, rng.random() < 1 / 3
            came = Needs(walking=rng.randint(1, 20), wheelchair=rng.randint(0, 2))
            out = Needs(walking=came.walking * good, wheelchair=came.wheelchair * (good and lucky))
            days.append(of_needs(n, came, out))
        walking, chairs = summary.by_need(days)
        held += abs(walking.share - chairs.share - 1 / 3) <= chairs.half_width
    assert 0.91 <= held / 300 <= 0.99


def test_where_nobody_walks_nothing_is_set_against_them() -> None:
    (found,) = summary.by_need([of_needs(0, Needs(stretcher=2), Needs(stretcher=1))])
    assert (found.need, found.share, found.half_width) == ("stretcher", 0.5, 0.0)


def test_where_every_day_has_the_same_share_the_difference_is_certain() -> None:
    """Half of those walking are out each day, however many came, and nobody in a wheelchair."""
    came = [Needs(walking=2 * n, wheelchair=n % 3) for n in range(1, 31)]
    days = [of_needs(n, one, Needs(walking=one.walking // 2)) for n, one in enumerate(came)]
    walking, chairs = summary.by_need(days)
    assert (walking.share, chairs.share, chairs.half_width) == (0.5, 0.0, 0.0)
