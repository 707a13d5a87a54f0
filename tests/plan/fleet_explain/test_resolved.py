"""Solving again: carried over where it can be, anew where not, and never above its bound."""

from __future__ import annotations

from safeconduct import codec
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.priced import persons_bound
from safeconduct.plan.fleet_explain import what_if
from safeconduct.plan.fleet_explain.resolved import resolved
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet_explain.days import VAN, lasting, many, tiny_fleet
from tests.tiny_fleet import SCENARIO, fleet_plan


def test_a_plan_is_carried_over_word_for_word_and_added_to() -> None:
    """Nothing changed but a second van: the days of the first plan stand, the second van takes the 20 who stayed."""
    situation = tiny_fleet()
    plan = fleet_plan(situation)
    _, certificate = answer(situation, SCENARIO, work=200, threads=1)
    more = what_if.with_vehicles(situation, "van", 2)
    bound = persons_bound(certificate.bounds)
    found = resolved(more, SCENARIO, plan=plan, bound=bound, work=0, steps=0)
    assert found.plan is not None
    assert (found.persons, found.people, found.bound) == (100, 100, 100)
    kept = {day.vehicle: day for day in found.plan.days}
    assert kept["van-1"] == plan.days[1]
    assert kept["bus-1"].trips[0] == plan.days[0].trips[0]


def test_without_a_plan_the_day_is_planned_anew() -> None:
    """Half the people: no plan of the old day fits."""
    situation = tiny_fleet()
    _, certificate = answer(situation, SCENARIO, work=200, threads=1)
    fewer = what_if.with_people(situation, "alpha-any", 30)
    found = resolved(fewer, SCENARIO, plan=None, bound=persons_bound(certificate.bounds), work=200, steps=0)
    assert (found.persons, found.people, found.bound) == (70, 70, 70)
    assert found.plan is not None
    assert all(c.ok for c in check_fleet_plan(fewer, found.plan, situation_sha=codec.sha(fewer)))


def test_vehicles_that_are_gone_are_left_out() -> None:
    """Of four vans two are there: what the other two did is done by nobody, and the prices still bound it."""
    situation = lasting(tiny_fleet(vehicles=(many(VAN, 4),)), 100)
    plan, certificate = answer(situation, SCENARIO, work=200, threads=1)
    fewer = what_if.with_vehicles(situation, "van", 2)
    found = resolved(fewer, SCENARIO, plan=plan, bound=persons_bound(certificate.bounds), work=0, steps=60)
    assert (found.persons, found.bound) == (40, 40)
