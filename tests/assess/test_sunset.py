"""Sunset against the closed form of the hour angle, and where the sun does not set."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest

from safeconduct.assess.assemble import assemble
from safeconduct.assess.sunset import by_daylight, light_from, sunset_at, sunset_record
from safeconduct.model.place import Point
from safeconduct.model.times import Window
from safeconduct.verify.sunset import check_sunset, dawn, is_night
from tests.assess.village import village, window

SVATOVE = Point(lon=38.15534, lat=49.40926)


def by_hand(point: Point, day: date) -> float:
    """Hours UTC of sunset: cos H = (sin(-0.833 deg) - sin lat sin decl) / (cos lat cos decl); Spencer 1971 series."""
    g = 2 * math.pi * (day.timetuple().tm_yday - 0.5) / 365
    decl = (
        0.006918 - 0.399912 * math.cos(g) + 0.070257 * math.sin(g) - 0.006758 * math.cos(2 * g)
        + 0.000907 * math.sin(2 * g) - 0.002697 * math.cos(3 * g) + 0.00148 * math.sin(3 * g)
    )  # fmt: skip
    equation = 229.18 * (
        0.000075 + 0.001868 * math.cos(g) - 0.032077 * math.sin(g) - 0.014615 * math.cos(2 * g)
        - 0.040849 * math.sin(2 * g)
    )  # fmt: skip
    lat = math.radians(point.lat)
    cos_h = (math.sin(math.radians(-0.833)) - math.sin(lat) * math.sin(decl)) / (math.cos(lat) * math.cos(decl))
    return 12 - point.lon / 15 - equation / 60 + math.degrees(math.acos(cos_h)) / 15


@pytest.mark.parametrize("day", [date(2022, 6, 15), date(2022, 12, 14), date(2022, 3, 20)])
@pytest.mark.parametrize("point", [SVATOVE, Point(lon=-8.6, lat=41.1), Point(lon=31.2, lat=-25.9)])
def test_it_agrees_with_the_hour_angle_to_three_minutes(point: Point, day: date) -> None:
    at = sunset_at(point, day, "UTC")
    assert at is not None
    assert (at.hour + at.minute / 60) == pytest.approx(by_hand(point, day), abs=3 / 60)


def test_the_azot_case_sets_at_20_34_local() -> None:
    assert sunset_at(SVATOVE, date(2022, 6, 15), "Europe/Moscow") == datetime(2022, 6, 15, 17, 34, tzinfo=UTC)


def test_the_day_is_the_local_one() -> None:
    at = sunset_at(Point(lon=-170, lat=0), date(2022, 6, 15), "Pacific/Pago_Pago")
    assert at is not None
    assert at.date() == date(2022, 6, 16)


def test_where_the_sun_does_not_set_there_is_no_record() -> None:
    assert sunset_record("north", Point(lon=20, lat=80), date(2022, 6, 15), "UTC") is None


def test_the_record_says_it_was_computed() -> None:
    found = sunset_record("svatove", SVATOVE, date(2022, 6, 15), "Europe/Moscow")
    assert found is not None
    sunset, record = found
    assert sunset.at.basis.assumptions == (record.id,) == ("sunset-svatove",)
    assert (record.value, record.source) == ("2022-06-15T17:34:00Z", "computed, astral")


NULL = Point(lon=0.0, lat=0.0)
TROMSO = Point(lon=18.9, lat=69.6)


def at(hour: int, minute: int = 0, day: int = 20, month: int = 3) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=UTC)


def hours(opens: datetime, closes: datetime) -> Window:
    return Window(opens=opens, closes=closes, zone="UTC", as_written="then")


def test_at_the_equator_at_an_equinox_it_is_light_from_about_twenty_to_six() -> None:
    """Sunrise is 6:04, and the sun climbs 15 degrees an hour straight up: 6 less 0.83 degrees take 21 minutes."""
    light = light_from(NULL, at(2))
    assert light is not None
    assert abs((light - at(5, 43)).total_seconds()) <= 120
    assert light_from(NULL, at(9)) == at(9)
    assert light_from(NULL, at(19)) == light_from(NULL, at(23)) != at(19)
    tomorrow = light_from(NULL, at(19))
    assert tomorrow is not None
    assert tomorrow.date() == date(2022, 3, 21)


def test_hours_that_begin_before_dawn_are_used_from_dawn_and_those_by_day_as_they_are() -> None:
    early, record = by_daylight("up", NULL, hours(at(2), at(9)))
    assert record is not None
    assert (early.opens, early.closes) == (light_from(NULL, at(2)), at(9))
    assert record.slot == "dawn.up"
    by_day = hours(at(9), at(15))
    assert by_daylight("up", NULL, by_day) == (by_day, None)
    night = hours(at(21), at(23))
    assert by_daylight("up", NULL, night) == (night, None)


def test_hours_that_lie_in_the_night_come_after_the_last_sunset() -> None:
    for opens in (at(2), at(21)):
        found = sunset_record("there", NULL, opens.date(), "UTC", opens)
        assert found is not None
        sets = found[0].at.value
        assert sets < opens
        assert (sets.hour, sets.day) == (18, 19 if opens.hour == 2 else 20)


def test_where_the_sun_does_not_rise_it_is_night_all_day_and_where_it_does_not_set_day() -> None:
    noon = at(11, day=21, month=12)
    assert light_from(TROMSO, noon) is None
    found = sunset_record("there", TROMSO, noon.date(), "Europe/Oslo", noon)
    assert found is not None
    assert found[0].at.value == noon
    midnight = at(23, day=20, month=6)
    assert light_from(TROMSO, midnight) == midnight
    assert sunset_record("there", TROMSO, midnight.date(), "Europe/Oslo", midnight) is None


@pytest.mark.parametrize("lat", [-33.0, 0.0, 48.9, 60.0])
@pytest.mark.parametrize("lon", [-120.4, 8.6, 174.8])
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_checkers_night_is_the_same(lat: float, lon: float, hour: int) -> None:
    point, instant = Point(lon=lon, lat=lat), at(hour, 37, day=25, month=10)
    light = light_from(point, instant)
    assert light is not None
    assert is_night(point, instant) is (light != instant)
    if light != instant:
        theirs = dawn(point, (light.replace(microsecond=0)).date())
        dawns = [theirs, *(dawn(point, date(2022, 10, day)) for day in (24, 25, 26))]
        assert any(isinstance(d, datetime) and abs((light - d).total_seconds()) < 180 for d in dawns)


@pytest.mark.parametrize(
    ("opens", "closes", "usable"),
    [("05:00", "17:00", True), ("05:00", "21:00", True), ("00:30", "17:00", True), ("20:30", "23:00", False)],
)
def test_what_is_assessed_holds_for_the_checker_by_day_early_and_at_night(
    opens: str, closes: str, usable: bool
) -> None:
    situation = assemble(**village(announced=window(opens=opens, closes=closes)))
    up = situation.corridors[0]
    assert up.window is not None
    checked = check_sunset(situation, up)
    assert checked.ok, checked.found
    sunset = next(s.at.value for s in situation.sunsets if s.reception == "upham")
    assert (sunset > up.window.opens) is usable
    assert any(gap.slot == "window.up.night" for gap in situation.gaps) is not usable
    assert any(a.slot == "dawn.up" for a in situation.assumptions) is (opens == "00:30")
