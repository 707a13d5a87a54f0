"""Alarms: one minute before there is none, one minute after there is."""

from __future__ import annotations

import pytest

from safeconduct.model.control import AlarmCleared, AlarmRaised, WindowChanged
from safeconduct.model.event import Body
from safeconduct.model.movement import Arrived, Boarded, Departed, Detained, Missing, PassedPoint, Reason, TurnedBack
from safeconduct.run.alarms import alarms, changes
from tests.run.days import OPENED, UNDER_WAY, after, at, walking

GATE = PassedPoint(convoy="1", point="gate", standing=True)
IN = Arrived(convoy="1", persons=walking(50))
BOARDED = (OPENED, Boarded(convoy="1", vehicle="bus-1", persons=walking(30)))


@pytest.mark.parametrize(
    ("bodies", "minute", "expected"),
    [
        (BOARDED, 31, []),  # boarded at minute 1, may stand 30
        (BOARDED, 32, [("standing", 1)]),
        ((*UNDER_WAY, GATE), 35, []),  # at the gate since minute 5
        ((*UNDER_WAY, GATE), 36, [("standing", 5)]),
        ((*UNDER_WAY, GATE, IN), 60, []),  # empty vehicles may stand
        (UNDER_WAY, 49, []),  # last heard of at minute 4, may be silent 45
        (UNDER_WAY, 50, [("overdue", 4)]),
        ((*UNDER_WAY, PassedPoint(convoy="1", point="km 10")), 50, []),
        ((*UNDER_WAY, Detained(convoy="1", persons=walking(1), point="gate")), 6, [("detained", 5)]),
        ((*UNDER_WAY, Missing(convoy="1", persons=walking(1))), 6, [("missing", 5)]),
    ],
)
def test_when_an_alarm_stands(bodies: tuple[Body, ...], minute: int, expected: list[tuple[str, int]]) -> None:
    found = alarms(after(*bodies), at(minute))
    assert [(alarm.kind, alarm.since) for alarm in found] == [(kind, at(since)) for kind, since in expected]
    assert {alarm.subject for alarm in found} <= {"1"}


@pytest.mark.parametrize(
    ("closes", "minute", "expected"),
    [
        # left at minute 4, an hour on the way: in at 64; the last arrival is an hour before the window closes
        (124, 10, []),
        (123, 10, ["window closing"]),
        (130, 49, []),
        (100, 41, ["window closing"]),
    ],
)
def test_a_convoy_that_will_not_be_in_in_time(closes: int, minute: int, expected: list[str]) -> None:
    moved = WindowChanged(corridor="bravo", closes=at(closes))
    assert [alarm.kind for alarm in alarms(after(*UNDER_WAY, moved), at(minute))] == expected
    back = TurnedBack(convoy="1", reason=Reason.WINDOW)
    assert [alarm.kind for alarm in alarms(after(*UNDER_WAY, moved, back), at(minute))] == []


def test_a_convoy_still_out_after_the_last_arrival() -> None:
    """Told in time to leave, late on the way: at the last minute there is no alarm, a minute later there is."""
    moved = WindowChanged(corridor="bravo", closes=at(124))
    passing = PassedPoint(convoy="1", point="km 10")
    state = after(*UNDER_WAY, moved, *[passing] * 50)
    assert [alarm.kind for alarm in alarms(state, at(64))] == []
    assert [alarm.kind for alarm in alarms(state, at(65))] == ["window closing"]


def test_the_log_is_told_once_and_when_it_is_past() -> None:
    state = after(*UNDER_WAY, GATE)
    (raised,) = changes(state, at(36))
    assert raised == AlarmRaised(alarm="standing", subject="1", since=at(5))
    told = after(*UNDER_WAY, GATE, raised)
    assert changes(told, at(36)) == ()
    moving = after(*UNDER_WAY, GATE, raised, PassedPoint(convoy="1", point="gate"))
    assert changes(moving, at(36)) == (AlarmCleared(alarm="standing", subject="1"),)


def test_a_convoy_that_left_empty_handed_raises_nothing() -> None:
    assert alarms(after(OPENED, Departed(convoy="1", persons=walking(0))), at(600)) == ()
