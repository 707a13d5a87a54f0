"""A checked plan as a programme: on a still day it is the plan to the minute, for either kind of plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.errors import CheckFailed, InputError
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.report import Party
from safeconduct.model.situation import Situation
from safeconduct.plan.solve import solve
from safeconduct.run.account import balance
from safeconduct.stress.course import play
from safeconduct.stress.of_plan import programme_of, towards
from tests.stress.programmes import LUCK, STILL
from tests.tiny import tiny
from tests.tiny_fleet import fleet_plan, tiny_fleet


def solved(situation: Situation, people: int) -> Plan:
    plan, _ = solve(situation, Scenario(corridor="bravo", people=people, objective="most"), work=200)
    assert plan is not None
    return plan


@pytest.mark.parametrize(("people", "seconds", "hours"), [(60, 0, 12), (100, 30, 12), (300, 45, 8)])
def test_a_still_day_of_one_corridor_arrives_at_the_planned_minutes(people: int, seconds: int, hours: int) -> None:
    situation = tiny(people=people, seconds=seconds, hours=hours)
    plan = solved(situation, people)
    course = play(programme_of(situation, plan), STILL, LUCK)
    planned = sorted(convoy.arrive for convoy in plan.convoys)
    arrived = [at for at, _ in course.arrivals]
    # the plan rounds every screening up to a whole minute, the day does not
    assert all(n - k <= at <= n for k, (at, n) in enumerate(zip(arrived, planned, strict=True), 1))
    now = balance(course.diary.state)
    assert now.arrived.total == sum(convoy.persons.total for convoy in programme_of(situation, plan).orders.convoys)
    assert course.lost_runs == {}


def test_a_still_day_of_a_fleet_arrives_at_the_planned_minutes() -> None:
    situation = tiny_fleet()
    plan = fleet_plan(situation)
    course = play(programme_of(situation, plan), STILL, LUCK)
    planned = sorted(trip.arrive for vehicle in plan.days for trip in vehicle.trips)
    # by hand the van waits for the start of a slot of three minutes; a simulated bridge is free when nobody is on it
    assert [at for at, _ in course.arrivals] == pytest.approx([float(at) for at in planned], abs=3)
    assert balance(course.diary.state).arrived.total == 80


def test_the_people_of_a_programme_are_those_the_plan_speaks_of() -> None:
    situation = tiny_fleet()
    programme = programme_of(situation, fleet_plan(situation))
    assert {one.group: dict(one.households) for one in programme.people} == {
        "alpha-any": {"single": 60},
        "charlie-all": {"single": 40},
    }
    assert programme.crossings == {"bridge"}
    assert programme.unknown == frozenset()


def test_a_plan_of_another_situation_is_refused() -> None:
    situation = tiny(people=60)
    with pytest.raises(CheckFailed):
        programme_of(replace(situation, title="another"), solved(situation, 60))


def test_a_plan_that_moves_nobody_has_no_day() -> None:
    situation = tiny(people=60)
    with pytest.raises(InputError):
        programme_of(situation, replace(solved(situation, 60), trips=(), convoys=(), returns=()))


@pytest.mark.parametrize(
    ("holds_site", "holds_reception", "found"),
    [(0, 0, "same"), (1, 1, "same"), (0, 1, "other"), (1, 0, "other"), (None, 0, "unknown"), (0, None, "unknown")],
)
def test_where_a_way_leads_is_told_by_who_holds_its_ends_whoever_they_are(
    holds_site: int | None, holds_reception: int | None, found: str
) -> None:
    situation = tiny(people=60)
    sides = [
        Party(id=name, label=name, aliases=(), zone="UTC", controls=("alpha",) if n == holds_site else ())
        for n, name in enumerate(("one", "two"))
    ]
    holder = None if holds_reception is None else sides[holds_reception].id
    receptions = tuple(replace(one, controlled_by=holder) for one in situation.receptions)
    held = replace(situation, parties=tuple(sides), receptions=receptions)
    assert towards(held, held.corridor("bravo")) == found
