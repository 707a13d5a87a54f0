"""Calendars of a written plan: who holds what, and the first run that still fits, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.resource import Closure
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.calendars import Calendars, calendars_of
from safeconduct.plan.fleet.situated import legend_of
from tests.tiny import ASSUMED, CLAIMED, OPENS
from tests.tiny_fleet import SCENARIO, VAN_DAY, fleet_plan, over, tiny_fleet


def calendars(situation: Situation, *, strict: bool = False) -> Calendars:
    """Those of the plan made by hand: slots at 36, 42, 108, 111 and 180."""
    return calendars_of(legend_of(situation, SCENARIO), fleet_plan(situation), strict=strict)


@pytest.mark.parametrize(("ready", "enters"), [(0, 30), (6, 39), (12, 45), (75, 105), (76, 114), (81, 114)])
def test_the_first_slot_with_a_lane_left(ready: int, enters: int) -> None:
    """30 minutes to the bridge, slots of three minutes; it leaves as late as that allows."""
    found = calendars(tiny_fleet())
    run = found.drive(found.legs["alpha-bravo"], ready, 600, loaded=True)
    assert run is not None
    assert (run.depart, run.passes, run.arrive) == (enters - 30, over(enters), enters + 30)


def test_a_run_that_comes_too_late_is_none() -> None:
    """The slot at 30 arrives at 60."""
    found = calendars(tiny_fleet())
    leg = found.legs["alpha-bravo"]
    assert found.drive(leg, 0, 59, loaded=True) is None
    assert found.drive(leg, 0, 60, loaded=True) is not None


def test_what_is_given_back_can_be_had() -> None:
    """Without the van's day the slot at 42 is free, and so is its bay."""
    found = calendars(tiny_fleet())
    leg = found.legs["alpha-bravo"]
    assert found.bay("alpha", 0, 10) == (0, 10)
    found.hold(VAN_DAY, -1)
    run = found.drive(leg, 12, 600, loaded=True)
    assert run is not None
    assert run.passes == over(42)
    assert found.bay("alpha", 0, 10) == (0, 0)


@pytest.mark.parametrize(("ready", "minutes", "begin"), [(0, 1, 10), (5, 128, 10), (5, 129, 148), (140, 1, 148)])
def test_a_bay_is_free_for_the_whole_of_a_boarding(ready: int, minutes: int, begin: int) -> None:
    """The van holds the one bay of alpha in [0, 10) and [138, 148)."""
    assert calendars(tiny_fleet()).bay("alpha", ready, minutes) == (0, begin)


def test_a_closed_slot_is_passed_over() -> None:
    """[30, 40) takes the slots at 30, 33 and 39; 36 is the bus's."""
    situation = tiny_fleet()
    closure = Closure(since=OPENS + timedelta(minutes=30), until=OPENS + timedelta(minutes=40), basis=ASSUMED)
    shut = replace(situation, resources=(replace(situation.resources[0], closures=(closure,)),))
    found = calendars(shut)
    run = found.drive(found.legs["alpha-bravo"], 0, 600, loaded=True)
    assert run is not None
    assert run.passes == over(45)


def test_a_road_that_closes_lets_nobody_be_caught_on_it() -> None:
    """The road to the bridge closes from 50 to 60: who departs at 3 is past it at 33; the next departs at 60."""
    situation = tiny_fleet()
    road = situation.roads[0]
    history = (
        road.now,
        RoadFact(state=RoadState.CLOSED, since=OPENS + timedelta(minutes=50), basis=CLAIMED),
        RoadFact(state=RoadState.OPEN, since=OPENS + timedelta(minutes=60), basis=CLAIMED),
    )
    found = calendars(replace(situation, roads=(replace(road, history=history), *situation.roads[1:])))
    leg = found.legs["alpha-bravo"]
    for ready, depart in ((3, 3), (18, 18), (19, 60)):
        run = found.drive(leg, ready, 600, loaded=True)
        assert run is not None
        assert run.depart == depart


def test_unknown_roads_are_leaned_on_or_closed() -> None:
    """Strict: nobody drives over the bridge; else it is named."""
    situation = tiny_fleet(bridge=RoadState.UNKNOWN)
    found = calendars(situation)
    assert found.leaning(fleet_plan(situation).days) == ("bridge",)
    strict = calendars(situation, strict=True)
    assert strict.drive(strict.legs["alpha-bravo"], 0, 600, loaded=True) is None
