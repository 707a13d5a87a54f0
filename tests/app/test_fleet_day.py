"""What a dispatcher reports, as a situation: the words, the times, and that nothing is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safeconduct.app.day_times import minute_of
from safeconduct.app.fleet_day import Told, as_told, in_words, late_in, lost_in, reports_of
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import Passable, RoadState
from safeconduct.plan.fleet.spans import when
from safeconduct.plan.fleet_explain.clock import DayClock
from safeconduct.verify.fleet_today import changed_at
from tests.tiny import OPENS
from tests.tiny_fleet import SCENARIO, tiny_fleet

DAY = tiny_fleet()
CLOCK = DayClock(DAY, SCENARIO)


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("0", 0),
        ("150", 150),
        ("08:00", 0),
        ("10:30", 150),
        ("7:59", 1439),
        ("2022-06-15T07:30:00Z", 150),
        ("2022-06-15T10:30:00+03:00", 150),
    ],
)
def test_times_are_minutes_clock_or_instant(written: str, minute: int) -> None:
    """The corridors open at 05:00 UTC, 08:00 by their clock; a clock time is the first one from then on."""
    assert minute_of(CLOCK, written, "--now") == minute


@pytest.mark.parametrize("written", ["", "soon", "25:00", "2022-06-15T07:30:00", "-5"])
def test_what_is_no_time_is_refused(written: str) -> None:
    """By the name of the option."""
    with pytest.raises(InputError) as refused:
        minute_of(CLOCK, written, "--now")
    assert refused.value.field == "--now"


def test_roads_close_and_open_from_then_on() -> None:
    """By id or name, from now or from a time; each rests on an assumption that quotes the report."""
    told = as_told(DAY, CLOCK, 100, Told(close=("Old Bridge",), open=("bridge@11:00",)))
    facts = told.roads[1].history[1:]
    assert [(f.state, f.since) for f in facts] == [
        (RoadState.CLOSED, OPENS + timedelta(minutes=100)),
        (RoadState.OPEN, OPENS + timedelta(minutes=180)),
    ]
    assert [a.why for a in told.assumptions[1:3]] == [
        "reported on the day: --close Old Bridge",
        "reported on the day: --open bridge@11:00",
    ]
    assert [f.basis.assumptions for f in facts] == [("day-1",), ("day-2",)]


def test_what_was_closed_before_the_opening_is_closed() -> None:
    """Seven o'clock is an hour before the opening, not tomorrow: no minute of the day is open. It is said in both
    clocks, and that it lies before the opening."""
    told = Told(close=("bridge@07:00",))
    day = as_told(DAY, CLOCK, 30, told)
    assert day.roads[1].now.since == OPENS - timedelta(minutes=60)
    assert when(day.roads[1], CLOCK.zero, frozenset({Passable.NO}))[0][0] == -60
    now, closed = in_words(DAY, CLOCK, 30, reports_of(DAY, CLOCK, 30, told))
    assert now == "--now is 08:30 on 2022-06-15 (Europe/Moscow; 05:30 UTC)"
    assert closed.startswith("bridge closed from 07:00 on 2022-06-15 (Europe/Moscow; 04:00 UTC), 1 h 30 min before")
    assert closed.endswith("before the opening")


def test_roads_change_in_the_order_of_time() -> None:
    """It opens at nine and closes at eleven, in whatever order that is told: what comes later is not wiped out by what
    comes before."""
    day = as_told(DAY, CLOCK, 30, Told(close=("bridge@11:00", "bridge@08:40"), open=("bridge@09:00",)))
    facts = day.roads[1].history[1:]
    assert [f.state for f in facts] == [RoadState.CLOSED, RoadState.OPEN, RoadState.CLOSED]
    closed = when(day.roads[1], CLOCK.zero, frozenset({Passable.NO}))
    assert [(a, min(b, 600)) for a, b in closed] == [(40, 59), (180, 600)]
    with pytest.raises(InputError, match="close and to open at minute 60"):
        as_told(DAY, CLOCK, 30, Told(close=("bridge@60",), open=("bridge@09:00",)))


def test_what_changes_nothing_is_said() -> None:
    """A closure after the hours, and one that is over."""
    told = Told(close=("bridge@2022-06-15T20:00+03:00",), shut=("old-bridge@08:05/08:20",))
    _, late, over = in_words(DAY, CLOCK, 30, reports_of(DAY, CLOCK, 30, told))
    assert late.endswith("after the hours of every corridor: it changes nothing in this plan")
    assert over.endswith("over already: it changes nothing that is still to come")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told(close=("bridge@",)), "--close"),
        (Told(close=("bridge@25:00",)), "--close"),
        (Told(open=("bridge@soon",)), "--open"),
        (Told(shut=("old-bridge@",)), "--shut"),
        (Told(shut=("old-bridge@9:00/",)), "--shut"),
        (Told(shut=("old-bridge@09:00/07:00",)), "--shut"),
        (Told(late=("van-1@07:00",)), "--late"),
    ],
)
def test_times_that_are_none_are_refused(told: Told, field: str) -> None:
    """By the option they are given with; an empty one is none, and who is late is late until a time that is to come."""
    with pytest.raises(InputError) as refused:
        as_told(DAY, CLOCK, 30, told)
    assert refused.value.field == field


def test_places_are_shut_for_a_time() -> None:
    """From now, from a time, or between two."""
    told = as_told(DAY, CLOCK, 100, Told(shut=("old-bridge", "Old Bridge@120", "old-bridge@120/10:30")))
    spans = [(c.since, c.until) for c in told.resources[0].closures]
    at = [OPENS + timedelta(minutes=minute) for minute in (100, 120, 150)]
    assert spans == [(at[0], None), (at[1], None), (at[1], at[2])]
    with pytest.raises(InputError, match="ends before it begins"):
        as_told(DAY, CLOCK, 100, Told(shut=("old-bridge@120/110",)))


def test_lost_vehicles_stay_lost() -> None:
    """The next report still knows the first."""
    first = as_told(DAY, CLOCK, 100, Told(lose=("van-1",)))
    second = as_told(first, CLOCK, 200, Told(lose=("bus-1",)))
    assert lost_in(DAY) == ()
    assert lost_in(second) == ("van-1", "bus-1")


@pytest.mark.parametrize(
    ("told", "field"),
    [(Told(close=("moon",)), "--close"), (Told(shut=("moon",)), "--shut"), (Told(lose=("van-2",)), "--lose")],
)
def test_an_unknown_name_is_refused_with_those_there_are(told: Told, field: str) -> None:
    """And the names are listed."""
    with pytest.raises(NotFound) as refused:
        as_told(DAY, CLOCK, 100, told)
    assert refused.value.field == field
    assert refused.value.next_step.startswith("name one of: ")


def test_late_vehicles_are_late_until_then() -> None:
    """Until a time after now, and no longer than that; the minute of each change is kept."""
    told = as_told(DAY, CLOCK, 100, Told(late=("van-1@10:00",)))
    assert (late_in(told, 100), late_in(told, 119), late_in(told, 120), lost_in(told)) == (
        {"van-1": 120},
        {"van-1": 120},
        {},
        (),
    )
    assert changed_at(as_told(told, CLOCK, 110, Told())) == 110
    for wrong in ("van-1", "van-1@99"):
        with pytest.raises(InputError, match="until when"):
            as_told(DAY, CLOCK, 100, Told(late=(wrong,)))
