"""A report of the hours before now, against where the plan had vehicles by then."""

from __future__ import annotations

import pytest

from safeconduct.app.fleet_day import Told, as_told, reports_of
from safeconduct.app.fleet_past import against_the_past
from safeconduct.model.errors import InputError
from safeconduct.plan.fleet_explain.clock import DayClock
from tests.tiny_fleet import SCENARIO, fleet_plan, tiny_fleet

DAY = tiny_fleet()
CLOCK = DayClock(DAY, SCENARIO)
#: The van crosses the bridge at 42, loaded, the bus, empty, at 36.
PLAN = fleet_plan(DAY)


def heard(now: int, told: Told) -> None:
    """Compare what was told with the plan."""
    against_the_past(as_told(DAY, CLOCK, now, told), PLAN, CLOCK, now, reports_of(DAY, CLOCK, now, told))


def test_nothing_had_passed_yet() -> None:
    """The bridge is closed since before the opening, and the first vehicle reaches it later than now."""
    heard(30, Told(close=("bridge@07:00",)))
    heard(30, Told(shut=("old-bridge@07:00",)))


@pytest.mark.parametrize("told", [Told(close=("bridge@07:00",)), Told(shut=("old-bridge@07:00",))])
def test_who_had_passed_is_named_with_what_to_give_instead(told: Told) -> None:
    """Who came first and when, and a closure from now on as one would type it."""
    with pytest.raises(InputError) as refused:
        heard(60, told)
    first = min(
        (passed.at, day.vehicle)
        for day in PLAN.days
        for run in (*((day.approach,) if day.approach else ()), *day.moves, *day.trips)
        for passed in run.passes
    )
    assert f"{first[1]} at {CLOCK.of(first[0])} first" in refused.value.message
    of = "bridge" if told.close else "old-bridge"
    assert f"{of}@2022-06-15T09:00+03:00" in refused.value.next_step
    heard(60, Told(close=("bridge@2022-06-15T09:00+03:00",)))


def test_a_place_that_served_again_by_then() -> None:
    """Shut until the minute in which the first vehicle came, and until one later."""
    heard(60, Told(shut=("old-bridge@07:00/36",)))
    with pytest.raises(InputError):
        heard(60, Told(shut=("old-bridge@07:00/37",)))
