"""Repair: the past stays, who is inside gets out, what can be kept is kept, and the new timetable keeps every rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.instance import Closure, Posts
from safeconduct.plan.fleet.repair import DayUnderWay, repair
from safeconduct.plan.fleet.solve import solve
from safeconduct.plan.fleet.timetable import FleetPlan, VehicleDay
from tests.plan.fleet.days import ints, one_pair, random_day


def ordered(close: int = 300) -> DayUnderWay:
    """One vehicle, trips crossing in at 20, 80, 140, … and out at 36, 96, 156, …"""
    instance = one_pair(close=close)
    return DayUnderWay(instance, solve(instance, threads=1).plan)


def crossings(repaired_day: object) -> list[tuple[int, int]]:
    """(in, out) of every trip of the one vehicle."""
    return [(t.crosses_in, t.crosses_out) for d in repaired_day.plan.days for t in d.trips]  # type: ignore[attr-defined]


def test_nothing_closed_nothing_changes() -> None:
    day = ordered()
    after = day.close((), 100)
    assert after.plan == day.plan
    assert (after.kept, after.changed, after.stranded) == (1, (), ())


def test_the_way_out_waits_for_the_crossing() -> None:
    """Closed 90 to 120: the vehicle inside leaves at 120, is done at 144; two more trips of 60 minutes fit."""
    after = ordered().close((Closure(crossing=0, start=90, end=120),), 90)
    assert crossings(after) == [(20, 36), (80, 120), (164, 180), (224, 240), (284, 300)]
    assert after.stranded == ()
    assert faults(after.instance, after.plan) == []


def test_who_has_turned_back_is_free_after_as_long_again() -> None:
    """Told at 70, ten minutes after leaving for the slot of 80, which is closed: back at 80, at the crossing at 100."""
    after = ordered().close((Closure(crossing=0, start=75, end=85),), 70)
    assert crossings(after)[:2] == [(20, 36), (100, 116)]


def test_stranded_is_said() -> None:
    """Closed for good while the vehicle loads: its trip leaves the plan and it is named."""
    after = ordered().close((Closure(crossing=0, start=30, end=1000),), 28)
    assert after.stranded == (0,)
    assert crossings(after) == []


def test_closures_do_not_reach_back() -> None:
    """A closure said to have begun before it was known leaves the past as it was."""
    after = ordered().close((Closure(crossing=0, start=0, end=1000),), 50)
    assert crossings(after) == [(20, 36)]


def test_the_rest_of_the_day_is_added_when_asked_for() -> None:
    """One trip of five is ordered: the others follow, unless the vehicle is pinned; search is held by a pin too."""
    instance, whole = one_pair(), ordered().plan
    one = FleetPlan(days=(VehicleDay(vehicle=0, trips=whole.days[0].trips[:1]),))
    assert repair(instance, one).plan == one
    assert repair(instance, one, extend=True).plan == whole
    assert repair(instance, one, extend=True, work=20, pins={0: None}).plan == one
    assert repair(instance, one, extend=True, work=20, pins={0: 1}).plan.days[0].trips[0] == one.days[0].trips[0]


@pytest.mark.parametrize(
    ("now", "made", "stranded"),
    [(120, 2, ()), (130, 2, ()), (150, 2, (0,)), (157, 2, (0,)), (90, 2, ()), (30, 2, ())],
)
def test_a_way_out_that_ends(now: int, made: int, stranded: tuple[int, ...]) -> None:
    """The way out is good up to minute 100: the third trip, in at 140 and out at 156, is not begun, turns back, or is
    inside or beyond its crossing by then; two trips are made in any case."""
    day = ordered()
    out = replace(day.instance.outbound, last=ints([[[100]]]))
    after = repair(day.instance.with_(outbound=out), day.plan, now=now)
    assert crossings(after) == [(20, 36), (80, 96)][:made]
    assert after.stranded == stranded
    assert faults(after.instance, after.plan) == []


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**6), now=st.integers(0, 100), length=st.integers(1, 60))
def test_the_past_stays_and_the_rules_are_kept(seed: int, now: int, length: int) -> None:
    instance = random_day(seed)
    plan = solve(instance, work=100, threads=1).plan
    day = DayUnderWay(instance, plan)
    for work in (0, 60):
        after = day.close((Closure(crossing=0, start=now, end=now + length),), now, work=work)
        assert faults(after.instance, after.plan) == []
        new = {d.vehicle: d.trips for d in after.plan.days}
        for old in plan.days:
            past = [t for t in old.trips if max(t.crosses_out, *t.passes_out, -1) < now]
            assert list(new.get(old.vehicle, ())[: len(past)]) == past
        moved = [t for d in after.plan.days for t in d.trips if t not in {x for o in plan.days for x in o.trips}]
        assert all(max(t.crosses_out, *t.passes_out, -1) >= now for t in moved)


def test_repair_of_forty_vehicles_keeps_most() -> None:
    """One of two bridges closes for an hour in the afternoon: who is not hit drives on."""
    instance = core_instance(SIZES[40], 0)
    solved = solve(instance, work=3000, threads=1)
    day = DayUnderWay(instance, solved.plan, solved.proved.prices)
    closure = Closure(crossing=0, start=360, end=420)
    first, searched = (day.close((closure,), 360, work=work) for work in (0, 2000))
    assert faults(first.instance, first.plan) == []
    assert faults(searched.instance, searched.plan) == []
    assert first.kept > 0
    assert 0.5 * solved.value < first.plan.value(instance) <= searched.plan.value(instance)
    assert np.all(np.array(first.stranded) >= 0)


def behind() -> DayUnderWay:
    """The pair with a checkpoint (crossing 1) five minutes behind the crossing on the way out, and 15 on: entered at 36
    and 41, done at 60."""
    posts = Posts(
        crossing=ints([1]), lag=ints([15]), first=ints([0]), last=ints([999]), onward=ints([-1]), goal=ints([0]),
        inbound=ints([0]),
    )  # fmt: skip
    base = one_pair()
    out = replace(base.outbound, after=ints([[[5]]]), post=ints([[[0]]]))
    instance = base.with_(outbound=out, posts=posts, crossing_slot=ints([1, 1]), crossing_lanes=ints([10, 10]))
    return DayUnderWay(instance, solve(instance, threads=1).plan)


def test_who_is_between_two_narrow_places_waits_for_the_second() -> None:
    """Closed 38 to 50: it is past the crossing, waits at the checkpoint until 50, is done at 69; closed for good, it is
    stranded."""
    day = behind()
    first = day.plan.days[0].trips[0]
    assert (first.crosses_out, first.passes_out, first.done) == (36, (41,), 60)
    after = day.close((Closure(crossing=1, start=38, end=50),), 38)
    trip = after.plan.days[0].trips[0]
    assert (trip.crosses_out, trip.passes_out, trip.done, after.stranded) == (36, (50,), 69, ())
    assert faults(after.instance, after.plan) == []
    assert day.close((Closure(crossing=1, start=38, end=1000),), 38).stranded == (0,)
