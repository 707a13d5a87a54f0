"""Sunset against the closed form of the hour angle, and where the sun does not set."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest

from safeconduct.assess.sunset import sunset_at, sunset_record
from safeconduct.model.place import Point

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
