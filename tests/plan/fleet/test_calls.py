"""The schedule of calls: by hand, and held by the checker on every plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.calls import calls_of
from tests.plan.fleet.villages import all_of, random_day
from tests.tiny import known
from tests.verify.test_fleet_calls import CALLS, called, failing, two_vans
from tests.verify.test_fleet_stops import chained, linked


def test_the_schedule_made_by_hand() -> None:
    """Who boards second in a bay is called when the first begins to board."""
    situation = two_vans()
    assert tuple(calls_of(situation, called(situation, ()))) == CALLS


@pytest.mark.parametrize(("lead", "at"), [(None, [0, 10, 66, 138]), (5, [-5, 5, 61, 133]), (300, [-300, -234, 0, 10])])
def test_how_long_before(lead: int | None, at: list[int]) -> None:
    """None: as the vehicle boards. Very long: never before the one before has begun."""
    situation = two_vans(lead)
    assert sorted(c.at for c in calls_of(situation, called(situation, ()))) == sorted(at)


def test_stops_are_called_too() -> None:
    """Twelve at alpha at 0, eight at charlie at 21."""
    situation = linked()
    found = calls_of(situation, chained(situation))
    assert [(c.site, c.at, c.persons.walking) for c in found] == [("alpha", 0, 12), ("charlie", 21, 8)]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), lead=st.integers(0, 30))
def test_every_plan_comes_with_a_schedule_that_holds(seed: int, lead: int) -> None:
    """One call a boarding, stops included."""
    situation = later(random_day(seed).situation, lead)
    plan, _ = answer(situation, all_of(situation), work=200, threads=1)
    if plan is None:
        return
    assert len(plan.calls) == sum(len(trip.runs) for day in plan.days for trip in day.trips)
    assert failing(situation, plan) == {}


def later(situation: Situation, lead: int) -> Situation:
    """The same day, people called so many minutes before."""
    return replace(situation, rules=replace(situation.rules, call_minutes=known(lead)))
