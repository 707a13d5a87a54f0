"""Times as a dispatcher writes them: today, yesterday, tomorrow, and what is refused rather than guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.app.day_times import minute_of, moment_of, understood
from safeconduct.model.errors import InputError
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet_explain.clock import DayClock
from tests.tiny_fleet import SCENARIO, tiny_fleet

#: Opens 2022-06-15 05:00 UTC, 08:00 by the clock of the corridors, and is open for ten hours.
CLOCK = DayClock(tiny_fleet(), SCENARIO)
END = 600


def between(opens: datetime, hours: int, zone: str = "Europe/Kyiv") -> Situation:
    """The tiny day with other hours."""
    day = tiny_fleet()
    corridors = (
        replace(c, window=replace(c.window, opens=opens, closes=opens + timedelta(hours=hours), zone=zone))
        for c in day.corridors
        if c.window is not None
    )
    return replace(day, corridors=tuple(corridors))


@pytest.mark.parametrize(
    ("written", "now", "minute"),
    [
        ("07:00", 30, -60),
        ("07:59", 0, -1),
        ("08:00", 30, 0),
        ("08:10", 30, 10),
        ("17:59", 10, 599),
        ("18:00", 10, 600),
        ("02:10", 10, -350),
        ("18:30", 300, 630),
        ("19:00", 300, 660),
        ("90", 30, 90),
        ("2022-06-15T03:00Z", 30, -120),
        ("2022-06-14T23:30+03:00", 30, -510),
        ("2022-06-16T08:00+03:00", 30, 1440),
    ],
)
def test_a_report_is_of_the_hours_of_the_plan_else_of_the_nearest_time(written: str, now: int, minute: int) -> None:
    """An hour before the opening is this morning and not tomorrow's, and so are six hours."""
    assert moment_of(CLOCK, written, "--close", now=now, end=END) == minute


def test_a_time_within_the_hours_is_meant_though_yesterdays_is_nearer() -> None:
    """Hours from 06:00 to 20:00, and at seven in the morning: half past seven in the evening, and the last minute of
    the hours, are today's; a minute later may be yesterday's."""
    clock = DayClock(between(datetime(2022, 6, 15, 3, tzinfo=UTC), 14), SCENARIO)
    assert moment_of(clock, "19:30", "--close", now=60, end=840) == 810
    assert moment_of(clock, "20:00", "--close", now=60, end=840) == 840
    with pytest.raises(InputError) as refused:
        moment_of(clock, "20:01", "--close", now=60, end=840)
    assert "2022-06-14T20:01+03:00 or 2022-06-15T20:01+03:00" in refused.value.next_step


def test_a_day_that_goes_past_midnight() -> None:
    """Hours from 20:00 to 04:00: one o'clock is tonight's from either side of midnight, and ten to midnight, said after
    it, lies behind."""
    clock = DayClock(between(datetime(2022, 6, 15, 17, tzinfo=UTC), 8), SCENARIO)
    assert moment_of(clock, "01:00", "--close", now=60, end=480) == 300
    assert moment_of(clock, "23:50", "--close", now=270, end=480) == 230
    assert moment_of(clock, "19:00", "--close", now=270, end=480) == -60


def test_the_night_on_which_the_clock_goes_back() -> None:
    """Kyiv, 30 October 2022, opening at 22:00 the evening before: 06:00 is nine hours later, not eight."""
    clock = DayClock(between(datetime(2022, 10, 29, 19, tzinfo=UTC), 12), SCENARIO)
    assert moment_of(clock, "06:00", "--close", now=0, end=720) == 540
    assert minute_of(clock, "06:00", "--now") == 540


@pytest.mark.parametrize("written", ["02:09", "23:30", "19:00", "20:00"])
def test_what_may_be_of_two_days_is_not_guessed(written: str) -> None:
    """At ten past eight: more than six hours back, or on, outside the hours. Closed last night and closing tonight are
    told with the same words, and only one of them changes the plan."""
    with pytest.raises(InputError, match="may be of one day or of the next") as refused:
        moment_of(CLOCK, written, "--close", now=10, end=END)
    before, after = refused.value.next_step.removeprefix("give the date, such as ").split(" or ")
    now = CLOCK.at(10)
    assert datetime.fromisoformat(before) < now < datetime.fromisoformat(after)
    assert f"T{written}" in before
    assert moment_of(CLOCK, before, "--close", now=10, end=END) == CLOCK.minute(datetime.fromisoformat(before))


def test_an_opening_long_ago_may_be_tomorrows() -> None:
    """Six hours back is taken for today; a minute more is not guessed, and both dates are offered."""
    assert moment_of(CLOCK, "08:00", "--open", now=360, end=END, opens=True) == 0
    with pytest.raises(InputError) as refused:
        moment_of(CLOCK, "08:00", "--open", now=361, end=END, opens=True)
    assert "2022-06-15T08:00+03:00" in refused.value.next_step
    assert "2022-06-16T08:00+03:00" in refused.value.next_step
    assert moment_of(CLOCK, "2022-06-15T08:00+03:00", "--open", now=361, end=END, opens=True) == 0


def test_a_begun_minute_is_closed_whole_and_not_yet_open() -> None:
    """Half past and thirty seconds."""
    assert moment_of(CLOCK, "2022-06-15T05:30:30Z", "--close", now=0, end=END) == 30
    assert moment_of(CLOCK, "2022-06-15T05:30:30Z", "--open", now=0, end=END, opens=True) == 31
    assert moment_of(CLOCK, "2022-06-15T05:30:00Z", "--open", now=0, end=END, opens=True) == 30


@pytest.mark.parametrize(
    "written",
    ["", "noon", "24:00", "12:60", "-30", "2022-06-15T07:30", "2022-02-30T07:30Z", "0001-01-01T00:00+23:00", "１２:00"],
)
def test_what_is_no_time_is_refused(written: str) -> None:
    """By the name of the option, with times that would do."""
    with pytest.raises(InputError) as refused:
        moment_of(CLOCK, written, "--close", now=0, end=END)
    assert refused.value.field == "--close"
    assert "2022-06-15T08:00+03:00" in refused.value.next_step


@pytest.mark.parametrize("written", ["2023-06-15T07:30Z", "2021-06-15T07:30Z", "10081"])
def test_a_date_far_off_is_taken_for_a_slip(written: str) -> None:
    """A wrong year would be without effect, and nobody would know."""
    with pytest.raises(InputError, match="days from the opening"):
        moment_of(CLOCK, written, "--close", now=0, end=END)


def test_how_a_time_was_understood() -> None:
    """Both clocks, and both dates where they differ."""
    assert understood(CLOCK, -60, 30) == "07:00 on 2022-06-15 (Europe/Moscow; 04:00 UTC), 1 h 30 min before --now"
    assert understood(CLOCK, 30, 30) == "08:30 on 2022-06-15 (Europe/Moscow; 05:30 UTC)"
    assert understood(CLOCK, -420, 0) == (
        "01:00 on 2022-06-15 (Europe/Moscow; 22:00 UTC on 2022-06-14), 7 h 00 min before --now"
    )
    assert understood(CLOCK, 5, 0).endswith("5 min after --now")
