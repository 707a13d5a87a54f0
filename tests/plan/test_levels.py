"""Levels: a value closed by a bound that search gave is a proof by search, never by arithmetic."""

from __future__ import annotations

from safeconduct import codec
from safeconduct.model.plan import Scenario
from safeconduct.plan.solve import solve
from safeconduct.verify.check import check_certificate
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
