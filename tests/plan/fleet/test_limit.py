"""Limits of work and of time, and the steps that keep them: less time is never a plan that breaks a rule."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_drawn import full_situation
from benchmarks.fleet_instances import Size
from safeconduct import codec
from safeconduct.app.fleet_planning import scenario_of
from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.plan import Work
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet import finished as steps
from safeconduct.plan.fleet.answer import best_plan
from safeconduct.plan.fleet.convoys import in_convoys
from safeconduct.plan.fleet.finished import finished
from safeconduct.plan.fleet.halted import Halt
from safeconduct.plan.fleet.levels import most
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from safeconduct.plan.fleet.stops import with_stops
from safeconduct.plan.fleet.timetable import FleetPlan as Timetable
from safeconduct.plan.fleet.transfer import brought_out, with_transfers
from safeconduct.plan.fleet.written import written
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet.test_transfer import village
from tests.plan.fleet.villages import all_of, random_day
from tests.quay import quay
from tests.tiny_fleet import SCENARIO
from tests.verify.test_fleet_convoys import convoyed

TINY = Size(3, 2, 10, 2, 1, 1.6)
SPENT = Work(engine="test", version="1", units=0)


def broken(situation: Situation, plan: FleetPlan) -> list[str]:
    """The rules a plan does not keep."""
    checks = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
    return [check.found for check in checks if not check.ok]


def emptied(situation: Situation, scenario: FleetScenario) -> FleetPlan:
    """A plan in which everybody is left."""
    legend = legend_of(situation, scenario)
    sha = codec.sha(situation)
    return written(legend, instance_of(legend, EACH), Timetable(days=()), situation_sha=sha, work=SPENT)


def test_units_are_over_when_so_many_are_counted() -> None:
    """Two of two; a part ends with its own share or with the whole."""
    limit = Limit(2)
    limit.count()
    assert not limit.over
    limit.count()
    assert limit.over
    assert not Limit().over
    whole = Limit(10)
    half = whole.part(0.5)
    half.count(5)
    assert (half.over, whole.over, whole.spent) == (True, False, 5)
    rest = whole.part(1.0)
    whole.count(5)
    assert (rest.spent, rest.over) == (0, True)
    assert whole.part(1.0).units == 0


def test_seconds_are_over_at_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds from 100 on; half of what is left at 104 is three, at 110 nothing."""
    now = [100.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    limit = Limit(seconds=10.0)
    now[0] = 104.0
    part = limit.part(0.5)
    for at, over in ((106.9, (False, False)), (107.0, (True, False)), (110.0, (True, True))):
        now[0] = at
        assert (part.over, limit.over) == over
    assert limit.part(1.0).over


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), units=st.integers(0, 12))
def test_stops_within_a_limit(seed: int, units: int) -> None:
    """From an empty plan: so many trips timed at most, every rule kept, more people with more; always the same."""
    situation = random_day(seed, household=2).situation
    legend, nobody = legend_of(situation, all_of(situation)), emptied(situation, all_of(situation))
    found = [with_stops(legend, nobody, fresh=True, limit=Limit(n)) for n in (units, units, units + 5)]
    assert found[0] == found[1]
    assert all(broken(situation, plan) == [] for plan in found if plan.days)
    assert [plan.work.units <= n for plan, n in zip(found, (units, units, units + 5), strict=True)] == [True] * 3
    out = [brought_out(legend, plan) for plan in (nobody, found[0], found[2])]
    assert out == sorted(out)


@pytest.mark.parametrize("units", [0, 1, 2, 5, 40])
def test_crossings_within_a_limit(units: int) -> None:
    """Boats, two buses and a village: whatever the limit every rule is kept, and nobody is out less than before."""
    situation, scenario = village(quay(), 20)
    legend = legend_of(situation, scenario)
    plan, _ = best_plan(situation, legend, work=200, threads=1)
    assert plan is not None
    driven = tuple(replace(day, trips=day.trips[:1], moves=()) for day in plan.days if "village" in day.trips[0].leg)
    assert len(driven) == 1
    staying = tuple(entry for entry in plan.left_behind if entry.group == "village-any")
    before = replace(plan, crossings=(), calls=(), days=driven, left_behind=staying)
    limit = Limit(units)
    found = with_transfers(legend, before, limit=limit)
    assert brought_out(legend, found) >= brought_out(legend, before)
    assert limit.spent <= units + 1
    assert broken(situation, found) == []
    assert (found.crossings == ()) == (units == 0)


@pytest.mark.parametrize("units", [0, 3, None])
def test_convoys_within_a_limit(units: int | None) -> None:
    """Nobody joins when there is no time for it; the convoys that stay keep size and headway all the same."""
    situation = convoyed(least=2, most=3, vans=5)
    legend = legend_of(situation, SCENARIO)
    instance = instance_of(legend, EACH)
    found = most(instance, work=200, threads=1).plan
    limit, sha = Limit(units), codec.sha(situation)
    plan = next(
        in_convoys(
            legend, instance, found, lambda one: written(legend, instance, one, situation_sha=sha, work=SPENT), limit
        )
    )
    assert broken(situation, plan) == []
    assert units is None or limit.spent <= units + instance.vehicles
    assert units != 0 or limit.spent == 0


@pytest.mark.parametrize("in_convoy", [False, True])
def test_a_day_with_every_rule_within_any_limit(monkeypatch: pytest.MonkeyPatch, in_convoy: bool) -> None:
    """No seconds, few trips timed, or many: a checked plan each time, never worse with more, and its work says what was
    timed."""
    situation = full_situation(TINY, 1, in_convoys=in_convoy)
    scenario = scenario_of(situation, None, "likely")
    legend = legend_of(situation, scenario)
    instance = instance_of(legend, EACH)
    found = most(instance, work=500, threads=1).plan
    out = []
    for units, seconds in ((0, None), (200, None), (20_000, None), (0, 0.0)):
        monkeypatch.setattr(steps, "MOST", units)
        halt = Halt()
        plan = finished(situation, legend, instance, found, SPENT, halt, seconds=seconds)
        assert plan is not None
        assert (broken(situation, plan), halt.words) == ([], "")
        assert plan.work.units <= 1.1 * units + TINY.vehicles
        out.append(brought_out(legend, plan))
        assert (plan.work.units == 0) == (units == 0)
    assert out[:3] == sorted(out[:3])
    assert out[3] == out[0]
