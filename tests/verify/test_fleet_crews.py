"""Crews' hours: the timetable made by hand at its limits, and a minute beyond them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_bound import best_days, horizon_of, tariff_of
from safeconduct.verify.fleet_facts import fleet_facts
from tests.tiny import known
from tests.tiny_fleet import BUS, BUS_DAY, SCENARIO, VAN, VAN_DAY, fleet_plan, over, tiny_fleet
from tests.verify.test_fleet import failing
from tests.verify.test_fleet_bound import EACH, UNIT


def crewed(**limits: int) -> Situation:
    """The tiny fleet with limits on the van."""
    own: dict[str, Any] = {name: known(value) for name, value in limits.items()}
    return tiny_fleet(vehicles=(BUS, replace(VAN, **own)))


def halted(minutes: int, *, at_site: bool = False) -> FleetPlan:
    """The van stands so long after unloading, or at alpha before it boards again."""
    situation = tiny_fleet()
    later = 3 * minutes
    first, second = VAN_DAY.trips
    back = VAN_DAY.moves[0]
    if not at_site:
        back = replace(back, depart=back.depart + later, passes=over(108 + later), arrive=back.arrive + later)
    second = replace(
        second,
        load_from=138 + later,
        load_until=148 + later,
        depart=149 + later,
        passes=over(180 + later),
        arrive=210 + later,
        unloaded=215 + later,
    )
    return replace(fleet_plan(situation), days=(BUS_DAY, replace(VAN_DAY, trips=(first, second), moves=(back,))))


@pytest.mark.parametrize(
    ("limits", "rules"),
    [
        ({"duty_minutes": 215}, set()),
        ({"duty_minutes": 214}, {"F16"}),
        ({"duty_minutes": 214, "available_from": 0}, {"F16"}),
        ({"drive_minutes": 180, "rest_minutes": 45}, set()),
        ({"drive_minutes": 179, "rest_minutes": 45}, {"F16"}),
        ({"drive_minutes": 59, "rest_minutes": 45}, {"F16"}),
    ],
)
def test_the_day_as_it_stands(limits: dict[str, int], rules: set[str]) -> None:
    """Three drives of an hour on end, unloaded at 215."""
    situation = crewed(**limits)
    assert failing(situation, fleet_plan(situation)) == rules


def test_duty_begins_when_the_vehicle_is_available() -> None:
    """The bus is available from 15 and unloaded at 146: 131 minutes."""
    for duty, rules in ((131, set()), (130, {"F16"})):
        situation = tiny_fleet(vehicles=(replace(BUS, duty_minutes=known(duty)), VAN))
        assert failing(situation, fleet_plan(situation)) == rules


@pytest.mark.parametrize(("at_site", "drives"), [(False, 120), (True, 120)])
def test_a_halt_begins_the_count_anew(at_site: bool, drives: int) -> None:
    """30 minutes at the reception leave two drives together, 30 at the site leave two before; 29 leave all three."""
    for rest, most, rules in ((30, drives, set()), (30, drives - 1, {"F16"}), (31, drives, {"F16"})):
        situation = crewed(drive_minutes=most, rest_minutes=rest)
        assert failing(situation, halted(10, at_site=at_site)) == rules


def test_what_crews_leave_of_the_bound() -> None:
    """Alone, the van makes a trip by 77 and another by 215: the bound counts those that end within the duty. A way too
    long for a crew is nobody's; after its limit a crew drives no more in a day that is over before its halt is."""
    for limits, worth in (
        ({"duty_minutes": 76}, 0),
        ({"duty_minutes": 77}, 20),
        ({"duty_minutes": 215}, 40),
        ({"drive_minutes": 59, "rest_minutes": 1}, 0),
        ({"drive_minutes": 60, "rest_minutes": 600}, 20),
        ({"drive_minutes": 180, "rest_minutes": 600}, 40),
    ):
        facts = fleet_facts(crewed(**limits), SCENARIO)
        horizon = horizon_of(facts)
        days = best_days(facts, tariff_of(facts, (), horizon), EACH.times(UNIT), horizon)
        assert days["van"] == worth * UNIT, limits


def test_a_limit_is_given_whole() -> None:
    """A drive without a rest says nothing, nor does a duty of no minute."""
    with pytest.raises(ValueError, match="given together"):
        replace(VAN, drive_minutes=known(60))
    with pytest.raises(ValueError, match="at least 1"):
        replace(VAN, duty_minutes=known(0))
