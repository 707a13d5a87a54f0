"""Levels: a value closed by a bound that search gave is a proof by search, never by arithmetic; an engine that fails
costs no plan that was there."""

from __future__ import annotations

from typing import Any

import pytest
from ortools.sat.python import cp_model

from safeconduct import codec
from safeconduct.model.certificate import Verdict
from safeconduct.model.plan import Scenario
from safeconduct.plan.greedy import greedy
from safeconduct.plan.instance import instance_of
from safeconduct.plan.levels import FAILED
from safeconduct.plan.solve import solve
from safeconduct.plan.timetable import worth
from safeconduct.verify.check import check_certificate, check_plan
from tests.cases.azot import AZOT, situation_of


def test_far_more_people_than_places_still_pass_the_checker() -> None:
    """One vehicle takes wheelchairs and stretchers: search bounds them well below what arithmetic allows."""
    situation = situation_of(AZOT)
    plan, certificate = solve(situation, Scenario(corridor="svatove", people=2000, objective="most"), work=200)
    assert plan is not None
    checks = check_certificate(
        situation, certificate, plan, situation_sha=codec.sha(situation), plan_sha=codec.sha(plan)
    )
    assert [check for check in checks if not check.ok] == []


def test_needs_first_does_not_leave_the_buses_empty() -> None:
    """Whoever needs help goes first, and with enough work the seats beside them are filled."""
    situation = situation_of(AZOT)
    plan, certificate = solve(situation, Scenario(corridor="svatove", people=2000, objective="most"), work=3000)
    assert plan is not None
    assert certificate.levels[0].value == certificate.levels[0].bound == 13
    assert certificate.persons_out >= 250  # of 516 that arithmetic allows; 31 before seats were filled


class _Failing:
    """An engine that solves the first so many models and then raises, or refuses what it is given."""

    def __init__(self, good: int, error: Exception | None) -> None:
        self.solved, self.good, self.error = 0, good, error
        self._solve = cp_model.CpSolver.solve

    def __call__(self, solver: cp_model.CpSolver, model: Any) -> Any:
        self.solved += 1
        if self.solved <= self.good:
            return self._solve(solver, model)
        if self.error is not None:
            raise self.error
        return cp_model.MODEL_INVALID


@pytest.mark.parametrize(
    ("good", "error"),
    [(0, RuntimeError("out of order")), (0, MemoryError()), (0, None), (1, RuntimeError()), (3, RuntimeError())],
)
def test_an_engine_that_fails_leaves_the_best_plan_so_far_and_is_named(
    monkeypatch: pytest.MonkeyPatch, good: int, error: Exception | None
) -> None:
    """However early it fails: no fewer people than the plan it began from, every rule kept, nothing claimed that was
    not proved, and the record says so. A case whose search goes on after three models."""
    situation = situation_of(AZOT)
    scenario = Scenario(corridor="svatove", people=2000, objective="most")
    engine = _Failing(good, error)
    monkeypatch.setattr(cp_model.CpSolver, "solve", lambda solver, model: engine(solver, model))
    plan, certificate = solve(situation, scenario, work=3000)
    assert engine.solved > good
    assert plan is not None
    sha = codec.sha(situation)
    checks = (
        *check_plan(situation, plan, situation_sha=sha),
        *check_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=codec.sha(plan)),
    )
    assert [check for check in checks if not check.ok] == []
    first = worth(instance_of(situation, scenario), greedy(instance_of(situation, scenario), scenario))
    assert (certificate.levels[0].value, certificate.persons_out) >= (first.needs, first.persons)
    assert plan.work.engine.endswith(FAILED)


def test_an_engine_that_fails_decides_nothing_about_everyone(monkeypatch: pytest.MonkeyPatch) -> None:
    """One corridor of the case for which construction does not seat everyone, while arithmetic allows it."""
    situation, scenario = situation_of(AZOT), Scenario(corridor="svatove", people=500, objective="all")
    engine = _Failing(0, RuntimeError("out of order"))
    monkeypatch.setattr(cp_model.CpSolver, "solve", lambda solver, model: engine(solver, model))
    plan, certificate = solve(situation, scenario, work=3000)
    assert (plan, certificate.verdict, certificate.exhaustive) == (None, Verdict.UNDECIDED, None)


def test_an_engine_that_works_is_not_said_to_have_failed() -> None:
    plan, _ = solve(situation_of(AZOT), Scenario(corridor="svatove", people=2000, objective="most"), work=100)
    assert plan is not None
    assert FAILED not in plan.work.engine
