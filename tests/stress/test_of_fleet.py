"""Plans of every kind as programmes: on a still day as planned, on any day by the rules of the real one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Policy
from safeconduct.run.account import balance, holds, open_points
from safeconduct.run.records import State
from safeconduct.run.state import Folding
from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard
from safeconduct.stress.programme import Crew, Programme
from safeconduct.stress.shapes import Chance
from tests.plan.fleet.test_crews import van
from tests.stress.fleets import plans
from tests.stress.programmes import LUCK, STILL, priors
from tests.stress.test_course import out, refusals
from tests.tiny_fleet import fleet_plan
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned

PLANS = list(plans(range(24)))


def of(situation: Situation, plan: FleetPlan) -> Programme:
    return programme_of(situation, replace(plan, situation=codec.sha(situation)))


@pytest.mark.parametrize("number", range(len(PLANS)))
def test_on_a_still_day_everyone_planned_is_out(number: int) -> None:
    programme = programme_of(*PLANS[number])
    course = play(programme, STILL, LUCK)
    assert (out(course), course.lost_runs, course.late) == (programme.planned, {}, 0)


@pytest.mark.parametrize("number", range(len(PLANS)))
@pytest.mark.parametrize("policy", ["fixed orders", "rolling orders"])
def test_whatever_happens_the_rules_of_the_day_hold(number: int, policy: Policy) -> None:
    programme = programme_of(*PLANS[number])
    agreed = {name: replace(facts, agreed=True) for name, facts in programme.corridors.items()}
    for index in range(12):
        course = play(replace(programme, corridors=agreed), standard(), Luck(number, index), keep=True, policy=policy)
        events = course.diary.events or []
        folding = Folding(State())
        for event in events:
            folding.apply(event)
            assert holds(folding.state), (index, event)
        state = course.diary.state
        assert not state.stray, index
        assert not open_points(state), index
        assert balance(state).aboard.total == 0, index
        assert events == sorted(events, key=lambda event: event.at), index
        assert refusals(programme, events) == [], index


def test_there_are_days_of_every_kind() -> None:
    programmes = [programme_of(*plan) for plan in PLANS]
    assert any(run.onward for programme in programmes for run in programme.runs)
    assert any(run.lands and run.afoot for programme in programmes for run in programme.runs)
    assert any(programme.crews for programme in programmes)
    assert any(programme.spares for programme in programmes)
    assert any(len(run.seats) > 1 for programme in programmes for run in programme.runs)
    assert any(held is not None for programme in programmes for held in programme.landings.values())


def test_a_crew_is_on_duty_from_the_minute_its_vehicle_can_be_used() -> None:
    situation = van(duty_minutes=100, drive_minutes=90, rest_minutes=20)
    plan = fleet_plan(situation)
    programme = of(situation, replace(plan, days=tuple(day for day in plan.days if day.vehicle == "van-1")))
    assert programme.crews == {"van-1": Crew(ends=100.0, drives=90.0, rests=20.0)}
    course = play(programme, STILL, LUCK)
    assert (course.lost_runs, out(course)) == ({"crew": 1}, 20), "the second trip would be unloaded at 215"


def test_a_convoy_leaves_together_and_the_next_one_after_the_headway() -> None:
    programme = of(convoyed(), planned(*TRIPS))
    assert [at for at, _ in play(programme, STILL, LUCK).arrivals] == [83.0, 103.0]
    late = play(programme, priors(start__late__announced=25.0), LUCK)
    # boards from 25 and leaves at 35; the next, ready as soon, 20 minutes after it
    assert [at for at, _ in late.arrivals] == [98.0, 118.0]


def test_a_long_convoy_waits_for_the_only_escort() -> None:
    programme = of(convoyed(led_above=1, escorts=1, escort_return_minutes=10), planned(*TRIPS))
    # the first is in at 83, its escort back at 93: the second leaves then, over the bridge and in 63 minutes later
    assert [at for at, _ in play(programme, STILL, LUCK).arrivals] == [83.0, 156.0]


def test_a_spare_vehicle_drives_for_one_without_a_driver() -> None:
    situation = convoyed(vans=6, spare=34)
    programme = of(situation, planned(*TRIPS))
    assert programme.spares["van"].names == ("van-5", "van-6")
    luck = next(
        Luck(0, index)
        for index in range(1000)
        if [
            name
            for name in (*programme.starts, "van-5", "van-6")
            if Luck(0, index).number(f"driver.absent {name}") > 0.8
        ]
        == ["van-2"]
    )
    with_spare = play(programme, priors(driver__absent=Chance(p=0.2)), luck)
    without = play(replace(programme, spares={}), priors(driver__absent=Chance(p=0.2)), luck)
    assert (out(with_spare), out(without)) == (60, 40)
