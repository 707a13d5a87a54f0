from datetime import UTC, date, datetime

import pytest

from safeconduct.model.claim import Stance, WindowValue
from safeconduct.read.times import mentions_time, windows
from safeconduct.read.zones import zone_of

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


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("from seven in the morning to five in the afternoon, Athens time, on 16 June", (16, 4), (16, 14)),
        ("between six and noon, Eastern European Summer Time, on Friday", (17, 3), (17, 9)),
        ("0600Z-1200Z on 17 June", (17, 6), (17, 12)),
        ("tonight from 21:00 to 23:00 UTC", (15, 21), (15, 23)),
        ("opened at 6 a.m. and closed at 2 p.m. UTC tomorrow", (16, 6), (16, 14)),
        ("the first boat at 10:00 and the last at 14:00 UTC on Thursday", (16, 10), (16, 14)),
    ],
)
def test_windows_in_many_words(text: str, opens: tuple[int, int], closes: tuple[int, int]) -> None:
    (found,) = windows(text, SUMMER, stance=Stance.OFFERS)
    assert (found.value.opens, found.value.closes) == (utc(2022, 6, *opens), utc(2022, 6, *closes))


@pytest.mark.parametrize(
    ("text", "stance", "opens", "closes"),
    [
        ("everyone must leave by 18:00 UTC today", Stance.DEMANDS, None, 18),
        ("the gates are open from 6pm UTC tonight until further notice", Stance.OFFERS, 18, None),
        ("By 10:00 UTC today 260 people had been taken out", Stance.ASSERTS, None, None),
        ("the road has been closed since 05:30 UTC", Stance.ASSERTS, None, None),
    ],
)
def test_one_end_alone(text: str, stance: Stance, opens: int | None, closes: int | None) -> None:
    found = windows(text, SUMMER, stance=stance)
    ends = [(h.value.opens, h.value.closes) for h in found]
    wanted = (opens and utc(2022, 6, 15, opens), closes and utc(2022, 6, 15, closes))
    assert ends == ([wanted] if opens or closes else [])


def test_a_day_from_earlier_words_is_flagged() -> None:
    (found,) = windows(
        "it will be open from 7 to 9 a.m. UTC", SUMMER, stance=Stance.OFFERS, before="A corridor opens on Friday. "
    )
    assert found.value.opens == utc(2022, 6, 17, 7)
    assert "day taken from earlier words: 2022-06-17" in found.value.flags


def test_a_zone_said_for_all_times_of_a_report_serves() -> None:
    report = "Log of 15 June 2022, times in UTC. Boats leave from 07:00 to 09:00 on 16 June."
    (found,) = windows(report[35:], SUMMER, stance=Stance.OFFERS, before=report[:35], report=report)
    assert (found.value.opens, found.value.zone) == (utc(2022, 6, 16, 7), "UTC")


@pytest.mark.parametrize("text", ["from 8 to 8, UTC, on Friday", "from 7:00 to 5:00 UTC on Friday"])
def test_a_half_of_the_day_nobody_stated_is_flagged(text: str) -> None:
    (found,) = windows(text, SUMMER, stance=Stance.OFFERS)
    assert found.value.flags


@pytest.mark.parametrize("text", ["from dawn", "until further notice", "overnight"])
def test_hours_the_words_do_not_settle_stay_open(text: str) -> None:
    (found,) = windows(f"boats will run {text}", SUMMER, stance=Stance.OFFERS)
    assert (found.value.opens, found.value.closes, found.value.zone) == (None, None, None)
