from datetime import UTC, date, datetime

import pytest

from safeconduct.model.claim import WindowValue
from safeconduct.read.times import mentions_time, windows, zone_of

SUMMER, WINTER = date(2022, 6, 15), date(2022, 12, 14)  # both a Wednesday


def one(text: str, published: date = SUMMER) -> WindowValue:
    (found,) = windows(text, published)
    assert text[found.start : found.end] == found.value.as_written
    return found.value


def utc(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_the_malformed_window_is_read_and_flagged() -> None:
    value = one("from 8:00 a.m. to 20:00 p.m. Moscow time on Wednesday")
    assert (value.opens, value.closes, value.zone) == (utc(2022, 6, 15, 5), utc(2022, 6, 15, 17), "Europe/Moscow")
    assert value.flags == ('"20:00 p.m." is malformed; read as 20:00',)


@pytest.mark.parametrize(
    ("zone", "published", "opens", "closes"),
    [
        ("Moscow", SUMMER, utc(2022, 6, 15, 5), utc(2022, 6, 15, 17)),
        ("Kyiv", SUMMER, utc(2022, 6, 15, 5), utc(2022, 6, 15, 17)),
        ("Moscow", WINTER, utc(2022, 12, 14, 5), utc(2022, 12, 14, 17)),
        ("Kyiv", WINTER, utc(2022, 12, 14, 6), utc(2022, 12, 14, 18)),
    ],
)
def test_winter_twins(zone: str, published: date, opens: datetime, closes: datetime) -> None:
    value = one(f"from 8:00 a.m. to 20:00 {zone} time on Wednesday", published)
    assert (value.opens, value.closes) == (opens, closes)


@pytest.mark.parametrize(
    ("weekday", "day"), [("Wednesday", 15), ("Tuesday", 14), ("Sunday", 12), ("Saturday", 18), ("Thursday", 16)]
)
def test_a_weekday_is_the_nearest_one_and_the_day_itself_is_today(weekday: str, day: int) -> None:
    value = one(f"from 10:00 to 12:00 UTC on {weekday}")
    assert value.opens == utc(2022, 6, day, 10)


def test_without_a_zone_nothing_is_assumed() -> None:
    for text in ("from 10 a.m. to 4 p.m. on Friday", "from 10 a.m. to 4 p.m. local time on Friday"):
        value = one(text)
        assert (value.opens, value.closes, value.zone) == (None, None, None)
        assert any("zone" in flag for flag in value.flags)


def test_a_window_over_midnight_closes_the_next_day() -> None:
    value = one("from 22:00 to 04:00 Kyiv time on 16 June")
    assert (value.opens, value.closes) == (utc(2022, 6, 16, 19), utc(2022, 6, 17, 1))
    assert "closes on the next day" in value.flags


def test_a_date_without_a_year_is_the_nearest() -> None:
    assert one("from 08:00 to 10:00 UTC on 2 January", date(2022, 12, 30)).opens == utc(2023, 1, 2, 8)


def test_the_day_may_stand_before_the_hours_and_noon_is_an_hour() -> None:
    assert one("open on 15 June 2022 from noon to 20:00 UTC").opens == utc(2022, 6, 15, 12)


def test_a_day_alone_gives_no_hours() -> None:
    value = one("it would provide a humanitarian corridor on Wednesday")
    assert (value.opens, value.flags) == (None, ("hours not stated", "day 2022-06-15"))


@pytest.mark.parametrize("text", ["10 to 13 June 2022", "km 139 to 140", "two to three people", "until further notice"])
def test_what_is_no_window(text: str) -> None:
    assert windows(text, SUMMER) == ()


def test_zones_are_named_by_capitals() -> None:
    assert zone_of("Damascus") == "Asia/Damascus"
    assert zone_of("local") is None
    assert zone_of("GMT") == "UTC"


def test_mentions() -> None:
    assert mentions_time("in February")
    assert mentions_time("at 08:00")
    assert not mentions_time("they may go")
