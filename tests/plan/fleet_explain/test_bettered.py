"""What the search finds with nothing changed becomes the answer, with bounds that still hold for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.answer import certified
from safeconduct.plan.fleet_explain import bettered as module
from safeconduct.plan.fleet_explain.bettered import bettered
from safeconduct.plan.fleet_explain.resolved import Resolved
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from tests.plan.fleet_explain.days import tiny_fleet
from tests.tiny_fleet import SCENARIO, fleet_plan


def hold(situation: Situation, plan: FleetPlan, certificate: FleetCertificate) -> bool:
    sha = codec.sha(situation)
    checks = (
        *check_fleet_plan(situation, plan, situation_sha=sha),
        *check_fleet_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=codec.sha(plan)),
    )
    return all(check.ok for check in checks)


def test_a_plan_that_leaves_twenty_who_can_be_fetched() -> None:
    """By hand the plan takes 80 of 100; the van has the time for the other 20. The certificate is of the new plan."""
    situation, plan = tiny_fleet(), fleet_plan(tiny_fleet())
    before = certified(situation, SCENARIO, plan, steps=60)
    assert before.persons_out == 80
    better, certificate = bettered(situation, plan, before)
    assert better is not None
    assert (certificate.persons_out, certificate.levels[-1].value, certificate.bounds) == (100, 100, before.bounds)
    assert better.work.units > plan.work.units
    assert hold(situation, better, certificate)


def test_nothing_is_looked_for_when_all_that_is_proved_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    situation, plan = tiny_fleet(), fleet_plan(tiny_fleet())
    before = certified(situation, SCENARIO, plan, steps=60)
    before = replace(before, levels=(before.levels[0], replace(before.levels[1], bound=80)))
    monkeypatch.setattr(module, "resolved", lambda *_, **__: pytest.fail("searched"))
    assert bettered(situation, plan, before) == (plan, before)


@pytest.mark.parametrize("persons", [80, 79, 0])
def test_a_search_that_finds_no_more_changes_nothing(monkeypatch: pytest.MonkeyPatch, persons: int) -> None:
    situation, plan = tiny_fleet(), fleet_plan(tiny_fleet())
    before = certified(situation, SCENARIO, plan, steps=60)
    none = Resolved(plan=plan if persons == 80 else None, helped=0, persons=persons, people=100, bound=100)
    monkeypatch.setattr(module, "resolved", lambda *_, **__: none)
    assert bettered(situation, plan, before) == (plan, before)


def test_more_people_who_need_help_are_better_though_fewer_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first level decides; and a bound that counts each of them three times is two less for each who goes."""
    situation, plan = tiny_fleet(), fleet_plan(tiny_fleet())
    before = certified(situation, SCENARIO, plan, steps=60)
    weighs = replace(before.bounds[1], worth=Needs(walking=1, wheelchair=3, stretcher=3), value=101)
    before = replace(before, bounds=(*before.bounds, weighs))
    other = Resolved(plan=plan, helped=4, persons=70, people=100, bound=100)
    monkeypatch.setattr(module, "resolved", lambda *_, **__: other)
    monkeypatch.setattr(module, "reached", lambda *_: (4, 70))
    _, after = bettered(situation, plan, before)
    assert [level.value for level in after.levels] == [4, 70]
    assert after.levels[1].bound == min(before.bounds[1].value, 101 - 2 * 4)
