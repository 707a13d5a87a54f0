"""The portfolio: checked, proved where the day is small, the same on any number of threads, and fit to be stopped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.plan.fleet import solve as module
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.solve import Progress, solve
from tests.plan.fleet.days import ints, one_pair, random_day


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_timetable_is_below_its_bound(seed: int) -> None:
    instance = random_day(seed)
    solved = solve(instance, work=300, threads=1)
    assert faults(instance, solved.plan) == []
    assert 0 <= solved.value == solved.plan.value(instance) <= solved.bound <= solved.proved.whole


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_more_never_hurts(seed: int) -> None:
    """A bay, a lane, a vehicle, a person or an hour more: the proved optimum does not fall."""
    instance = random_day(seed)
    base = solve(instance, work=1000, threads=1)
    if base.value < base.bound:
        return
    for more in (
        instance.with_(bays=instance.bays + 1),
        instance.with_(crossing_lanes=instance.crossing_lanes + 1),
        instance.with_(class_count=instance.class_count + 1),
        instance.with_(group_people=instance.group_people + 1),
        instance.with_(closures=()),
    ):
        richer = solve(more, work=1000, threads=1)
        assert richer.bound >= base.value
        assert richer.value >= base.value or richer.value < richer.bound


@pytest.mark.parametrize("size", [10, 40])
def test_threads_change_nothing(size: int) -> None:
    """The same work gives the same timetable, bound and prices."""
    instance = core_instance(SIZES[size], 0)
    one, two = (solve(instance, work=2000, threads=threads) for threads in (1, 2))
    assert one.plan == two.plan
    assert (one.value, one.bound, one.work) == (two.value, two.bound, two.work)
    assert np.array_equal(one.proved.prices.flat(), two.proved.prices.flat())


def test_a_small_day_is_proved() -> None:
    """Ten vehicles, one bridge: nothing is left open."""
    solved = solve(core_instance(SIZES[10], 1), threads=1)
    assert solved.value == solved.bound


def test_forty_vehicles_come_close() -> None:
    """Counted work, no clock: the gap of a tight day of forty vehicles."""
    solved = solve(core_instance(SIZES[40], 0), work=20_000, threads=2)
    assert solved.gap < 0.03


def test_interrupted_it_returns_the_best_so_far() -> None:
    """Ctrl-C in the third round: a whole, checked timetable comes back."""
    seen: list[Progress] = []

    def tell(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == 3:
            raise KeyboardInterrupt

    instance = core_instance(SIZES[40], 0)
    solved = solve(instance, work=10**6, threads=1, tell=tell)
    assert len(seen) == 3
    assert solved.value == seen[-1].value > 0
    assert [p.bound for p in seen] == sorted((p.bound for p in seen), reverse=True)


def test_an_absurd_day_has_an_answer() -> None:
    """Nobody to move, no time, no vehicle, no bay: nothing moves, and the bound says so where it can."""
    for instance in (
        one_pair(people=0),
        one_pair(close=30),
        one_pair(close=-1),
        one_pair(vehicles=0),
        one_pair(bays=0),
        one_pair(lanes=0),
        one_pair(room=0),
    ):
        solved = solve(instance, work=500, threads=1)
        assert solved.plan.days == ()
        assert solved.bound == 0


def test_wishes_are_kept() -> None:
    """A group that wishes to go nowhere on offer stays, however much room there is."""
    instance = one_pair()
    solved = solve(instance.with_(group_allowed=instance.group_allowed & False), threads=1)
    assert (solved.value, solved.bound) == (0, 0)


def test_small_days_are_searched_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the search the prices leave a gap on this day; with it the gap is closed."""
    instance = one_pair(vehicles=3, slot=7, lanes=1, people=95, room=93)
    assert solve(instance, threads=1).gap == 0
    monkeypatch.setattr(module, "MOST_VEHICLES", 0)
    assert solve(instance, work=4000, threads=1).proof == "prices"
    assert ints([1]).dtype == np.int64
