"""A spare vehicle takes the place of one that is lost, from then on: in new plans, in the checker, in both bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.known import Assumption
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.left import left_of
from safeconduct.plan.fleet.replan import replan
from safeconduct.plan.fleet.reports import held_back
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from safeconduct.verify.fleet_convoys import on_the_road
from safeconduct.verify.fleet_facts import fleet_facts
from safeconduct.verify.fleet_left import check_left
from tests.tiny import OPENS
from tests.tiny_fleet import SCENARIO
from tests.verify.test_fleet import failing
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned, trip

NOW = 30


def lost(situation: Situation, name: str, minute: int) -> Situation:
    """With the report of it."""
    value = f"{name}@{minute}"
    report = Assumption(id=f"out-{value}", slot="vehicle.out", value=value, unit="", why="reported", source="x")
    return replace(situation, assumptions=(*situation.assumptions, report))


def one_spare() -> Situation:
    """Four vans, one of them spare; convoys of any size."""
    return convoyed(least=1, spare=25)


@pytest.mark.parametrize(
    ("minute", "rules"), [(None, {"F17"}), (70, set()), (71, {"F17"}), (20, {"F18"})], ids=["nobody", "70", "71", "20"]
)
def test_a_spare_sets_out_once_another_is_lost(minute: int | None, rules: set[str]) -> None:
    """Three are used up to 40; the fourth boards at 70. Van 1 is done with its only trip at 86."""
    day = one_spare() if minute is None else lost(one_spare(), "van-1", minute)
    short = replace(TRIPS[0], arrive=81, unloaded=86)
    plan = planned(short, *TRIPS[1:3], trip(3, 80, 111, 10))
    assert failing(day, plan) - ({"F18"} if minute in (70, 71) else set()) == rules


def test_as_many_as_are_lost_and_no_more_than_there_are() -> None:
    """Of eight two are spare: with one lost one is, with three lost none."""
    day = convoyed(least=1, spare=25, vans=8)
    kind = day.vehicles[0]
    for gone, free in ((0, 6), (1, 7), (2, 8), (3, 8)):
        told = day
        for n in range(1, gone + 1):
            told = lost(told, f"van-{n}", 50)
        assert on_the_road(fleet_facts(told, SCENARIO), kind) == free == kind.count.value - held_back(told, kind)


def checked(situation: Situation, plan: FleetPlan | None) -> FleetPlan:
    """The plan, if every rule holds."""
    assert plan is not None
    checks = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
    assert [(check.rule, check.found) for check in checks if not check.ok] == []
    return plan


def test_the_new_plan_puts_the_spare_on_the_road() -> None:
    """There is time for one trip each, and three of four vans take 60. One is lost while it boards, at 5: the fourth
    takes who it would have taken, and both certificates hold. Where there is no fourth, 40 are out."""
    day = shorter(one_spare())
    plan = checked(day, answer(day, SCENARIO, work=400, threads=1)[0])
    assert {one.vehicle for one in plan.days} == {"van-1", "van-2", "van-3"}
    gone, now = "van-1", 5
    after = lost(day, gone, now)
    found = replan(plan, day, after, now, lost=[gone], work=100)
    made = checked(after, found.plan)
    assert "van-4" in {one.vehicle for one in made.days}
    proof = check_fleet_certificate(
        after, found.certificate, made, situation_sha=codec.sha(after), plan_sha=codec.sha(made)
    )
    assert all(check.ok for check in proof)
    assert found.rest is not None
    rest = check_left(
        after, made, now, found.rest.situation, found.rest.certificate, rest_sha=codec.sha(found.rest.situation)
    )
    assert all(check.ok for check in rest)
    assert found.rest.begun[1] + found.rest.certificate.levels[-1].bound >= found.certificate.persons_out
    none = shorter(convoyed(least=1, vans=3))
    same = replace(plan, situation=codec.sha(none))
    bare = replan(same, none, lost(none, gone, now), now, lost=[gone], work=100)
    assert (found.certificate.persons_out, bare.certificate.persons_out) == (60, 40)


def shorter(situation: Situation) -> Situation:
    """The hours end at 130: a van is back at alpha at 117 at the soonest, and cannot be at bravo again in time."""
    corridors = tuple(
        replace(c, window=replace(c.window, closes=OPENS + timedelta(minutes=130))) if c.window else c
        for c in situation.corridors
    )
    return replace(situation, corridors=corridors)


def test_the_rest_of_the_day_has_the_spare_in_it() -> None:
    """At 30 two vans are on the road and one is lost: of the two others both may still go."""
    day = lost(one_spare(), "van-1", 25)
    plan = planned(replace(TRIPS[0], load_from=0, load_until=10, depart=20), TRIPS[1])
    left = left_of(day, plan, NOW)
    assert left is not None
    assert sum(kind.count.value for kind in left[0].vehicles) == 3  # van 2 when it is back, and vans 3 and 4
    unlost = left_of(one_spare(), plan, NOW)
    assert unlost is not None
    assert sum(kind.count.value for kind in unlost[0].vehicles) == 3  # vans 1 and 2, and one of the others
