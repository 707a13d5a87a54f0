"""Calls forward: the schedule made by hand holds, and every way to break it is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.fleet import Call, FleetPlan, FleetTrip, VehicleDay
from safeconduct.model.situation import Needs, Situation
from safeconduct.verify.fleet import check_fleet_plan
from tests.tiny import known
from tests.tiny_fleet import BUS, VAN, fleet_plan, over, singles, tiny_fleet


def two_vans(call_minutes: int | None = 15) -> Situation:
    """The tiny fleet with a second van; people are called so long before."""
    situation = tiny_fleet(vehicles=(BUS, replace(VAN, count=known(2))))
    lead = None if call_minutes is None else known(call_minutes)
    return replace(situation, rules=replace(situation.rules, call_minutes=lead))


def call(vehicle: str, at: int, load_from: int, walking: int = 20, site: str = "alpha") -> Call:
    """A call to the one bay of a site."""
    persons = Needs(walking=walking)
    return Call(site=site, bay=0, at=at, vehicle=vehicle, load_from=load_from, persons=persons)


#: Van 2 boards right after van 1: its people are called when van 1 begins, not 15 minutes before.
CALLS = (
    call("van-1", -15, 0),
    call("van-2", 0, 10),
    call("bus-1", 51, 66, walking=40, site="charlie"),
    call("van-1", 123, 138),
)


def called(situation: Situation, calls: tuple[Call, ...] = CALLS) -> FleetPlan:
    """The plan made by hand, with a trip of the second van."""
    trip = FleetTrip(
        leg="alpha-bravo",
        bay=0,
        load_from=10,
        load_until=20,
        boarded=singles("alpha-any", 20),
        depart=20,
        passes=over(51),
        arrive=81,
        unloaded=86,
    )
    plan = fleet_plan(situation)
    second = VehicleDay(vehicle="van-2", approach=None, trips=(trip,), moves=())
    return replace(plan, days=(*plan.days, second), left_behind=(), calls=calls)


def failing(situation: Situation, plan: FleetPlan) -> dict[str, str]:
    """The rules that do not hold, with what was found."""
    checks = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
    return {check.rule.split()[0]: check.found for check in checks if not check.ok}


def test_the_schedule_made_by_hand_holds() -> None:
    """So does a plan without one."""
    situation = two_vans()
    assert failing(situation, called(situation)) == {}
    assert failing(situation, called(situation, ())) == {}


def change(number: int, **changes: Any) -> tuple[Call, ...]:
    """The schedule with one call changed."""
    return tuple(replace(c, **changes) if n == number else c for n, c in enumerate(CALLS))


BROKEN: dict[str, tuple[tuple[Call, ...], str]] = {
    "nobody called": (CALLS[1:], "called 0 times"),
    "called twice": ((*CALLS, CALLS[0]), "called 2 times"),
    "called to another bay": (change(0, bay=1), "times"),
    "called at another site": (change(2, site="alpha"), "times"),
    "called for another vehicle": (change(3, vehicle="van-2"), "times"),
    "called for another minute": (change(3, load_from=139), "times"),
    "too many called": (change(0, persons=Needs(walking=21)), "others board"),
    "too few called": (change(0, persons=Needs(walking=19)), "others board"),
    "other needs called": (change(0, persons=Needs(walking=19, wheelchair=1)), "others board"),
    "called too early": (change(0, at=-16), "are called at -16"),
    "called after boarding began": (change(0, at=1), "are called at 1"),
    "called out of order": ((CALLS[1], CALLS[0], *CALLS[2:]), "they go by minute"),
    "called while another party waits": (change(1, at=-1), "40 persons wait at bay 0 of alpha at -1"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_the_schedule_is_found(name: str) -> None:
    """By that rule, in words."""
    calls, says = BROKEN[name]
    situation = two_vans()
    found = failing(situation, called(situation, calls))
    assert set(found) == {"F14"}
    assert says in found["F14"]


@pytest.mark.parametrize(("lead", "holds"), [(15, True), (14, False), (None, False)])
def test_how_long_before(lead: int | None, holds: bool) -> None:
    """Fifteen minutes before, where people need fifteen."""
    situation = two_vans(lead)
    assert (failing(situation, called(situation)) == {}) == holds


def test_parties_that_fit_one_vehicle_may_wait_together() -> None:
    """Van 1 takes 12 and van 2 takes 8: twenty wait, and twenty find a seat."""
    situation = two_vans()
    plan = called(situation)
    bus, *vans = plan.days
    fewer = [
        replace(day, trips=(replace(day.trips[0], boarded=singles("alpha-any", n)), *day.trips[1:]))
        for day, n in zip(vans, (12, 8), strict=True)
    ]
    calls = (call("van-1", -15, 0, 12), call("van-2", -5, 10, 8), *CALLS[2:])
    small = replace(plan, days=(bus, *fewer), left_behind=singles("alpha-any", 20))
    assert failing(situation, replace(small, calls=calls)) == {}


def test_who_comes_next_must_seat_all_who_wait() -> None:
    """Twelve for the van and thirty for the coach behind it: the coach has the seats, but the van comes next."""
    situation = two_vans()
    coach = replace(VAN, id="coach", count=known(1), places=known(Needs(walking=50)))
    situation = replace(situation, vehicles=(*situation.vehicles, coach))
    plan = called(situation)
    bus, first, second = plan.days
    days = (
        bus,
        replace(first, trips=(replace(first.trips[0], boarded=singles("alpha-any", 12)),), moves=()),
        replace(second, vehicle="coach-1", trips=(replace(second.trips[0], boarded=singles("alpha-any", 30)),)),
    )
    calls = (call("van-1", -15, 0, 12), call("coach-1", -5, 10, 30), CALLS[2])
    crowded = replace(plan, days=days, left_behind=singles("alpha-any", 18), calls=calls)
    assert "42 persons wait at bay 0 of alpha at -5" in failing(situation, crowded)["F14"]
    later = (calls[0], replace(calls[1], at=0), calls[2])
    assert failing(situation, replace(crowded, calls=later)) == {}


def test_a_plan_in_which_nobody_is_called_says_so() -> None:
    """It breaks no rule, and whoever reads the line knows."""
    for calls, words in ((CALLS, "4 calls, never more people"), ((), "nobody is called: the plan holds no calls")):
        situation = two_vans()
        plan = called(situation, calls)
        rules = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
        (line,) = (check for check in rules if check.rule.startswith("F14"))
        assert line.ok
        assert line.found.startswith(words)
