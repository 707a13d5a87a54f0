"""A time that lies absurdly far ahead: refused at a board, taken down from a phone, and no clock follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from safeconduct.model.control import DayClosed, DayOpened, PlanReplaced, Suspended, WindowChanged
from safeconduct.model.event import Corrected, Event
from safeconduct.model.movement import Arrived, CrowdCounted, Departed, PassedPoint
from safeconduct.run.account import balance, open_points
from safeconduct.run.ahead import AHEAD, not_yet
from safeconduct.run.alarms import alarms
from safeconduct.run.decide import decide
from safeconduct.run.merge import Timeline, state_of
from safeconduct.run.records import State, later
from safeconduct.run.refusal import Refusal
from tests.run.days import CORRIDOR, OPENED, ORDERS, UNDER_WAY, Desk, after, at, walking

END = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
LAST = CORRIDOR.latest + timedelta(days=7)
PASSED = PassedPoint(convoy="1", point="gate")


def told(when: datetime, body: object = PASSED, device: str = "phone") -> Event:
    """What somebody says happened then."""
    return replace(Desk(device, role="convoy leader").event(PASSED), at=when, body=body)


@pytest.mark.parametrize(("when", "believed"), [(LAST, True), (LAST + timedelta(microseconds=1), False), (END, False)])
def test_an_exercise_believes_a_week_after_its_last_arrival(when: datetime, believed: bool) -> None:
    day = after(*UNDER_WAY)
    decided = decide(day, told(when))
    assert isinstance(decided, Event) is believed
    if isinstance(decided, Refusal):
        assert f"{when:%Y-%m-%d %H:%M} UTC lies beyond {LAST:%Y-%m-%d %H:%M} UTC" in decided.reason
        assert decided.next_step == "correct the date and send it again"


def test_a_stop_is_never_refused_for_its_time() -> None:
    stop = told(END, Suspended())
    assert decide(after(*UNDER_WAY), stop) == stop


def test_an_order_goes_by_the_clock_of_the_wall() -> None:
    """What happened to people is entered weeks later too; what is still to come has not happened."""
    order = after(DayOpened(mode="order", orders=ORDERS), *UNDER_WAY[1:])
    long_after = LAST + timedelta(days=30)
    assert isinstance(decide(order, told(long_after)), Event)
    assert not_yet("order", told(long_after), long_after - AHEAD) is None
    assert not_yet("order", told(END, Suspended()), LAST) is None
    refused = not_yet("order", told(long_after), long_after - AHEAD - timedelta(seconds=1))
    assert refused is not None
    assert "lies beyond" in refused.reason
    assert not_yet("exercise", told(END), CORRIDOR.latest) is None  # its own limit is another one


def test_what_a_phone_says_counts_and_moves_no_clock() -> None:
    """It is taken down, in whatever order it is heard, and stands open until it is withdrawn."""
    wrong = told(END, Arrived(convoy="1", persons=walking(50)))
    desk = Desk()
    right = [*desk.events(*UNDER_WAY), replace(desk.event(CrowdCounted(site="alpha", waiting=walking(48))), at=at(70))]
    for some in permutations([wrong, *right[4:]]):
        timeline = Timeline(right[:4])
        for event in some:
            timeline.add([event])
        day = timeline.state
        assert (day.last_at, day.ahead) == (at(70), ((wrong.id, END),))
        assert balance(day).arrived.total == 50
    (point,) = [one for one in open_points(day) if "phone" in one.subject]
    assert "9999-12-31 23:59 UTC, a week and more after the last arrival" in point.what
    assert isinstance(decide(day, desk.event(DayClosed(), minute=90)), Refusal)
    taken_back = desk.event(Corrected(wrong=wrong.id, seq=None, instead=None), minute=91)
    day = timeline.add([taken_back])
    assert (day.last_at, day.ahead, balance(day).arrived.total) == (at(91), (), 0)


def test_the_opening_is_no_time_of_an_exercise() -> None:
    opening = replace(Desk().event(OPENED), at=at(-100))
    assert state_of([opening]).last_at is None
    assert state_of([opening, replace(told(at(5), PASSED))]).last_at == at(5)


def test_a_window_that_moves_takes_the_limit_along_and_moves_a_week_at_most() -> None:
    closes = CORRIDOR.closes + timedelta(days=7)
    day = after(*UNDER_WAY, WindowChanged(corridor="bravo", closes=closes))
    assert day.believed_until == LAST + timedelta(days=7)
    wanted = Desk("desk").event(WindowChanged(corridor="bravo", closes=closes + timedelta(minutes=1)), minute=60)
    refused = decide(after(*UNDER_WAY), wanted)
    assert isinstance(refused, Refusal)
    assert "lies beyond" in refused.reason
    assert isinstance(decide(day, wanted), Event)  # once it was moved a week, a minute more is no slip


def test_a_convoy_whose_last_word_lies_ahead_is_overdue_and_the_last_instant_breaks_nothing() -> None:
    """50 left at 05:04 and were due at 06:04. At 06:30 nothing later than 05:45 counts as heard of now."""
    day = after(*UNDER_WAY[:-1])
    ahead = state_of([*_events(day), told(END, Departed(convoy="1", persons=walking(50)))])
    assert ahead.convoys["1"].due == END
    kinds = {alarm.kind: alarm.since for alarm in alarms(ahead, at(90))}
    assert kinds == {"overdue": at(90), "window closing": END}
    near = state_of([*_events(day), told(at(92), Departed(convoy="1", persons=walking(50)))])
    assert alarms(near, at(90)) == ()  # a phone's clock two minutes fast is heard of
    assert later(END - timedelta(hours=1), timedelta(hours=2)) == END
    assert later(at(0), timedelta(hours=2)) == at(120)


def _events(of: State) -> tuple[Event, ...]:
    """The events of UNDER_WAY without the departure; ``of`` is the state they make."""
    events = Desk().events(*UNDER_WAY[:-1])
    assert state_of(events).convoys == of.convoys
    return events


def test_the_limits_themselves_are_believed() -> None:
    """The fold and the board agree on the instant, and a window may move a week to the minute."""
    state = state_of([*_events(after(*UNDER_WAY[:-1])), told(LAST)])
    assert (state.last_at, state.ahead) == (LAST, ())
    closes = CORRIDOR.closes + timedelta(days=7)
    moved = Desk("desk").event(WindowChanged(corridor="bravo", closes=closes), minute=60)
    assert isinstance(decide(after(*UNDER_WAY), moved), Event)


def test_another_plan_brings_its_own_limit() -> None:
    """A corridor of the new plan with hours two days later; the old one stays known."""
    days = timedelta(days=2)
    later_one = replace(
        CORRIDOR, id="other", opens=CORRIDOR.opens + days, closes=CORRIDOR.closes + days, latest=CORRIDOR.latest + days
    )
    orders = replace(ORDERS, plan="3" * 64, corridors=(CORRIDOR, later_one))
    assert after(*UNDER_WAY, PlanReplaced(orders=orders)).believed_until == LAST + days


def test_a_departure_at_the_last_instant_is_refused_in_words() -> None:
    """Where no clock of the wall is asked before, it arrives too late, and nothing overflows."""
    order = after(DayOpened(mode="order", orders=ORDERS), *UNDER_WAY[1:-1])
    refused = decide(order, told(END, Departed(convoy="1", persons=walking(50))))
    assert isinstance(refused, Refusal)
    assert "after the last arrival" in refused.reason
