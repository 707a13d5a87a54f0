"""Whether a crew can drive a day, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.situation import VehicleClass
from safeconduct.plan.fleet.calendars import Calendars
from safeconduct.plan.fleet.duty import within_duty
from safeconduct.plan.fleet.situated import legend_of
from tests.tiny import known
from tests.tiny_fleet import BUS, BUS_DAY, SCENARIO, VAN, VAN_DAY, tiny_fleet
from tests.verify.test_fleet_stops import TRIP, linked


def limited(kind: VehicleClass, drive: int, rest: int) -> VehicleClass:
    """So many minutes of driving, then a halt."""
    return replace(kind, drive_minutes=known(drive), rest_minutes=known(rest))


CALENDARS = Calendars(legend_of(tiny_fleet(), SCENARIO))


@pytest.mark.parametrize(("duty", "holds"), [(131, True), (130, False)])
def test_the_end_of_duty(duty: int, holds: bool) -> None:
    """The bus is on duty from 15 and unloaded at 146."""
    kind = replace(BUS, duty_minutes=known(duty))
    assert within_duty(CALENDARS, kind, BUS_DAY) == holds


def test_without_limits_everything_goes() -> None:
    """None was given."""
    assert within_duty(CALENDARS, VAN, VAN_DAY)


@pytest.mark.parametrize(
    ("drive", "rest", "holds"),
    [
        (180, 1, True),  # 60 out, 60 back and 60 out, with no stand between: 77 to 77 after unloading, 138 to 138
        (179, 1, False),
        (110, 0, True),
    ],
)
def test_driving_adds_up(drive: int, rest: int, holds: bool) -> None:
    """The van unloads until 77 and leaves at 77; it is back at 138 and boards at 138."""
    kind = limited(VAN, drive, max(rest, 1))
    assert within_duty(CALENDARS, kind, VAN_DAY) == (holds if rest else False)


@pytest.mark.parametrize(("rest", "holds"), [(6, True), (7, False)])
def test_a_stand_at_a_site_is_a_halt(rest: int, holds: bool) -> None:
    """Back at 132 instead of 138 it stands six minutes: 60 + 60, then 60."""
    move = replace(VAN_DAY.moves[0], arrive=132)
    assert within_duty(CALENDARS, limited(VAN, 120, rest), replace(VAN_DAY, moves=(move,))) == holds


def test_with_people_on_board_there_is_no_halt() -> None:
    """15 minutes to the second stop and 60 out, however long it boards there."""
    situation = linked()
    calendars = Calendars(legend_of(situation, SCENARIO))
    day = replace(VAN_DAY, trips=(TRIP,), moves=())
    assert within_duty(calendars, limited(VAN, 75, 1), day)
    assert not within_duty(calendars, limited(VAN, 74, 1), day)
