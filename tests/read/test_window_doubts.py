"""What beside announced hours makes them doubtful, and what does not."""

from datetime import UTC, date, datetime

import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.times import windows
from safeconduct.read.window_doubts import ahead_of, in_the_past, said_on_another_day

WEDNESDAY = date(2027, 6, 16)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("a corridor on Thursday and Friday from 08:00 to 12:00 Kyiv time", "more than one day named"),
        ("buses on 18 and 19 June from 08:00 to 18:00 Kyiv time", "more than one day named"),
        ("the boats leave at 0600Z tomorrow and reach Lisk by 0900Z", "an arrival stands beside it"),
        ("the boats leave at 0600Z tomorrow, then at 0900Z", "another hour stands beside it"),
        ("The gate opens at 08:00 (Kyiv time), 09:00 (Moscow time), on Friday.", "more than one time zone named"),
        ("The lane will no longer be open from 08:00 to 12:00 Kyiv time on Friday.", "hours are changed or taken back"),
        ("The lane opens for about six hours from 07:00 Kyiv time on Friday.", "a length of time stands beside it"),
        ("The lane is open daily from 08:00 to 12:00 Kyiv time until 20 June.", "said of several days"),
    ],
)
def test_doubtful(text: str, flag: str) -> None:
    assert any(flag in hours.value.flags for hours in windows(text, WEDNESDAY, stance=Stance.OFFERS))


@pytest.mark.parametrize(
    "text",
    [
        "a corridor on Friday from 08:00 to 12:00 Kyiv time",
        "The gate opens at 08:00 and closes at 12:00 Kyiv time on Friday.",
        "first from 08:00 to 10:00 and then from 14:00 to 16:00 Kyiv time on Friday",
    ],
)
def test_plain_hours_carry_no_flag(text: str) -> None:
    found = windows(text, WEDNESDAY, stance=Stance.OFFERS)
    assert found
    assert [hours.value.flags for hours in found] == [()] * len(found)


def test_tomorrow_said_on_another_day() -> None:
    assert said_on_another_day("it opens tomorrow", "The army said on Monday that", WEDNESDAY) == (
        "said on another day",
    )
    assert said_on_another_day("it opens tomorrow", "The army said yesterday that", WEDNESDAY)
    assert said_on_another_day("it opens tomorrow", "The army said on Wednesday that", WEDNESDAY) == ()
    assert said_on_another_day("it opens on Friday", "The army said on Monday that", WEDNESDAY) == ()


def test_hours_that_are_over_before_the_report() -> None:
    over = datetime(2027, 6, 14, 12, tzinfo=UTC)
    assert in_the_past(None, over, WEDNESDAY) == ("lies before the report",)
    assert in_the_past(over, datetime(2027, 6, 17, tzinfo=UTC), WEDNESDAY) == ()
    assert in_the_past(None, None, WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("lead", "flag"),
    [
        ("the office withdrew an earlier notice that gave ", "hours are changed or taken back"),
        ("the council rescinded the hours from ", "hours are changed or taken back"),
        ("Asked if the convoy would go at ", "asked about, not announced"),
        ("It is not clear whether the lane opens at ", "asked about, not announced"),
    ],
)
def test_taken_back_or_asked_ahead_of_the_hours(lead: str, flag: str) -> None:
    assert flag in ahead_of(lead)


@pytest.mark.parametrize(
    "lead", ["the office gave ", "the army withdrew. The lane opens at ", "They asked for passage from "]
)
def test_nothing_is_taken_back(lead: str) -> None:
    assert ahead_of(lead) == ()


def test_a_clock_between_the_hours_and_the_correction_hides_nothing() -> None:
    (hours,) = windows("Buses run from 4 to 8 p.m. PDT on Thursday, not on Wednesday as first posted.", WEDNESDAY)
    assert hours.value.opens == datetime(2027, 6, 17, 23, tzinfo=UTC)
    assert "more than one day named" in hours.value.flags
    (plain,) = windows("Buses run from 4 to 8 p.m. PDT on Thursday.", WEDNESDAY)
    assert plain.value.flags == ()
