"""Work in the background: a plan that is bettered round by round, days that are counted, and what a stop leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.app.background_work import Outcome, PlanAsked, Step, StressAsked, plan_better, stress_days
from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.stress import Policy, StressReport
from safeconduct.stress.batch import TOGETHER, chunks, removed, run_chunk
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard
from safeconduct.stress.summary import spread
from safeconduct.verify.check import check_plan
from tests.tiny import tiny
from tests.tiny_fleet import tiny_fleet
from tests.verify.timetables import busy, timetable


def run(work: Callable[..., Outcome], given: Any, stop_after: int = 10**9) -> tuple[Outcome, list[Step]]:
    """The outcome and every number it told; asked to stop after so many of them."""
    steps: list[Step] = []
    return work(given, steps.append, lambda: len(steps) >= stop_after), steps


def planned(stop_after: int = 10**9) -> tuple[Plan, Outcome, list[Step]]:
    scenario = Scenario(corridor="bravo", people=230, objective="most")
    outcome, steps = run(plan_better, PlanAsked(situation=busy(), scenario=scenario, seconds=3.0), stop_after)
    documents = dict(outcome.documents)
    return codec.load(Plan, documents["plan"]), outcome, steps


def test_a_plan_tells_what_it_reaches_and_the_bound_and_never_gets_worse() -> None:
    plan, outcome, steps = planned()
    assert all(check.ok for check in check_plan(busy(), plan, situation_sha=codec.sha(busy())))
    values = [step.value for step in steps]
    assert values == sorted(values)
    assert all(0 < step.value <= step.bound for step in steps)
    assert (outcome.ended, outcome.last) == ("done", steps[-1])


def test_stopped_it_gives_the_best_checked_plan_so_far() -> None:
    """After the first number, whatever is left to gain."""
    plan, outcome, steps = planned(stop_after=1)
    assert outcome.ended == "stopped"
    assert len(steps) == 1
    assert all(check.ok for check in check_plan(busy(), plan, situation_sha=codec.sha(busy())))


def test_who_cannot_go_is_told_without_a_plan() -> None:
    scenario = Scenario(corridor="bravo", people=100, objective="most")
    outcome, _ = run(plan_better, PlanAsked(situation=tiny(hours=1), scenario=scenario, seconds=1.0))
    assert outcome.ended == "no plan"
    assert [kind for kind, _ in outcome.documents] == ["certificate"]


def test_a_fleet_tells_its_rounds_and_stops_with_a_checked_plan() -> None:
    given = PlanAsked(
        situation=tiny_fleet(), scenario=FleetScenario(corridors=("bravo",), people="likely"), seconds=2.0
    )
    given = replace(given, scenario=replace(given.scenario, corridors=tuple(c.id for c in tiny_fleet().corridors)))
    outcome, steps = run(plan_better, given, stop_after=1)
    documents = dict(outcome.documents)
    assert codec.load(FleetPlan, documents["fleet plan"]).days
    assert steps
    assert outcome.last.value <= outcome.last.bound


@pytest.mark.parametrize(("stop_after", "ended"), [(10**9, "done"), (1, "stopped")])
def test_days_are_counted_and_those_done_are_reported(stop_after: int, ended: str) -> None:
    situation = tiny()
    plan = replace(timetable(situation), situation=codec.sha(situation))
    given = StressAsked(situation=situation, plan=plan, days=120, seed=3)
    outcome, steps = run(stress_days, given, stop_after)
    report = codec.load(StressReport, dict(outcome.documents)["stress report"])
    assert (outcome.ended, report.days, report.seed) == (ended, steps[-1].value, 3)
    assert (report.days == 120) == (ended == "done")


@pytest.mark.parametrize("policy", ["rolling orders", "repaired orders"])
def test_days_under_other_orders_are_those_of_the_command_line(policy: Policy) -> None:
    """Same days, same gains, same bars: the page and the terminal say the same of a plan."""
    situation = tiny()
    plan = replace(timetable(situation), situation=codec.sha(situation))
    given = StressAsked(situation=situation, plan=plan, days=60, seed=3, policy=policy, causes=20, tornado=20)
    outcome, steps = run(stress_days, given)
    report = codec.load(StressReport, dict(outcome.documents)["stress report"])
    programme, priors = programme_of(situation, plan), standard()
    days = [day for chunk in chunks(programme, priors, 3, 60, policy=policy) for day in run_chunk(chunk)]
    without = [day for chunk in chunks(programme, priors, 3, 20, "stops", policy) for day in run_chunk(chunk)]
    assert report.policy == policy
    assert report.out == spread([day.arrived for day in days])
    assert removed("stops", priors, days[:20], without) in report.removed
    assert len(report.removed) == len(TOGETHER)
    assert report.tornado
    assert {one.of for one in report.tornado} == {20}
    assert steps[-1].value == steps[-1].bound == outcome.last.value
    assert all(step.value <= step.bound for step in steps)


@pytest.mark.parametrize("stop_after", [3, 8])
def test_stopped_on_the_way_it_says_only_what_all_days_were_tried_for(stop_after: int) -> None:
    """After the days, two disturbances or seven are taken out: what was not tried to the end is left out."""
    situation = tiny()
    plan = replace(timetable(situation), situation=codec.sha(situation))
    given = StressAsked(situation=situation, plan=plan, days=50, seed=3, causes=20, tornado=20)
    outcome, _ = run(stress_days, given, stop_after)
    report = codec.load(StressReport, dict(outcome.documents)["stress report"])
    assert (outcome.ended, report.days, len(report.removed), report.tornado) == ("stopped", 50, stop_after - 1, ())


def test_the_gap_is_a_share_of_the_bound() -> None:
    assert Step(value=90, bound=120, unit="", seconds=0.0).gap == 0.25
    assert Step(value=0, bound=0, unit="", seconds=0.0).gap == 0.0
