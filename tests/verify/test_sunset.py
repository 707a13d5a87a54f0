"""Sunset against almanac values, astral, and the poles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from astral import Observer
from astral.sun import dawn as astral_dawn
from astral.sun import sunset as astral_sunset
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.place import Point
from safeconduct.model.situation import Situation, Sunset
from safeconduct.verify.sunset import Polar, check_sunset, dawn, is_night, solar_day, sunset
from tests.tiny import known, tiny

SVATOVE = Point(lon=38.15534, lat=49.40926)


def test_the_day_of_the_case_and_its_winter_twin() -> None:
    """20:34 local (doctrine 0.2) in June; in December the sun is gone before the window closes at 17:00Z."""
    june, december = sunset(SVATOVE, date(2022, 6, 15)), sunset(SVATOVE, date(2022, 12, 14))
    assert isinstance(june, datetime)
    assert isinstance(december, datetime)
    assert abs(june - datetime(2022, 6, 15, 17, 34, tzinfo=UTC)) < timedelta(minutes=2)
    assert abs(december - datetime(2022, 12, 14, 13, 28, tzinfo=UTC)) < timedelta(minutes=2)


def test_the_sun_at_the_equator_at_an_equinox() -> None:
    """Greenwich noon there is at 12:07Z on 20 March (equation of time -7.5 min), the day 12 h 6.7 min long."""
    at = sunset(Point(lon=0.0, lat=0.0), date(2022, 3, 20))
    assert isinstance(at, datetime)
    assert abs(at - datetime(2022, 3, 20, 18, 11, tzinfo=UTC)) < timedelta(minutes=1)


def test_poles() -> None:
    north = Point(lon=25.0, lat=70.0)
    assert sunset(north, date(2022, 6, 15)) is Polar.DAY
    assert sunset(north, date(2022, 12, 15)) is Polar.NIGHT
    assert sunset(Point(lon=0.0, lat=-90.0), date(2022, 6, 15)) is Polar.NIGHT


def test_the_solar_day_follows_the_place() -> None:
    late = datetime(2022, 6, 15, 23, tzinfo=UTC)
    assert solar_day(SVATOVE, late) == date(2022, 6, 16)
    assert solar_day(Point(lon=-150.0, lat=0.0), late) == date(2022, 6, 15)


@settings(max_examples=200, deadline=None)
@given(
    lat=st.floats(-60, 60),
    lon=st.floats(-25, 100),  # further west the sun sets near midnight UTC, where astral finds none on some days
    day=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
)
def test_astral_agrees_within_the_tolerance(lat: float, lon: float, day: date) -> None:
    ours = sunset(Point(lon=lon, lat=lat), day)
    assert isinstance(ours, datetime)
    theirs = astral_sunset(Observer(lat, lon), day)
    assert _apart(ours, theirs) < timedelta(minutes=3)


def _apart(one: datetime, other: datetime) -> timedelta:
    """Minutes between two times of a day."""
    off = (one - other) % timedelta(days=1)
    return min(off, timedelta(days=1) - off)


@settings(max_examples=200, deadline=None)
@given(
    lat=st.floats(-45, 45),
    lon=st.floats(-60, 25),  # further east the day breaks near midnight UTC
    day=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
)
def test_civil_dawn_is_when_the_sun_is_six_degrees_below(lat: float, lon: float, day: date) -> None:
    ours = dawn(Point(lon=lon, lat=lat), day)
    assert isinstance(ours, datetime)
    assert _apart(ours, astral_dawn(Observer(lat, lon), day, depression=6)) < timedelta(minutes=3)


def test_night_begins_at_sunset_and_ends_at_civil_dawn_give_or_take_three_minutes() -> None:
    sets, breaks = sunset(SVATOVE, date(2022, 6, 15)), dawn(SVATOVE, date(2022, 6, 15))
    assert isinstance(sets, datetime)
    assert isinstance(breaks, datetime)
    near, far = timedelta(minutes=2), timedelta(minutes=4)
    assert [is_night(SVATOVE, sets + late) for late in (-far, near, far)] == [False, False, True]
    assert [is_night(SVATOVE, breaks + late) for late in (-far, -near, far)] == [True, False, False]


def stating(at: datetime | None, lat: float = 48.2) -> Situation:
    """The tiny situation with a stated sunset (or none) at a latitude."""
    situation = tiny()
    reception = replace(situation.receptions[0], point=Point(lon=38.2, lat=lat))
    stated = () if at is None else (Sunset(reception="bravo", at=known(at)),)
    return replace(situation, receptions=(reception,), sunsets=stated)


@pytest.mark.parametrize(
    ("at", "lat", "ok"),
    [
        (datetime(2022, 6, 15, 17, 29, tzinfo=UTC), 48.2, True),
        (datetime(2022, 6, 15, 17, 32, tzinfo=UTC), 48.2, True),
        (datetime(2022, 6, 15, 17, 34, tzinfo=UTC), 48.2, False),
        (datetime(2022, 6, 16, 17, 29, tzinfo=UTC), 48.2, False),
        (None, 48.2, False),
        (None, 70.0, True),
        (datetime(2022, 6, 15, 23, 59, tzinfo=UTC), 70.0, False),
        (None, -80.0, False),
    ],
)
def test_a_stated_sunset_is_within_three_minutes(at: datetime | None, lat: float, ok: bool) -> None:
    situation = stating(at, lat)
    assert check_sunset(situation, situation.corridors[0]).ok is ok


def opening(opens: datetime, closes: datetime, sets: datetime | None, lat: float = 48.2) -> bool:
    """Whether the sunset of the tiny situation holds for these hours."""
    situation = stating(sets, lat)
    first = situation.corridors[0]
    assert first.window is not None
    hours = replace(first.window, opens=opens, closes=closes)
    return check_sunset(situation, replace(first, window=hours)).ok


def test_hours_that_begin_at_night_have_the_last_sunset_before_them_or_none_holds() -> None:
    """The sun sets there at 17:29Z; civil dawn is at about 00:50Z."""
    at = datetime(2022, 6, 15, tzinfo=UTC)
    evening, tomorrow = at.replace(hour=17, minute=29), at.replace(day=16, hour=17, minute=29)
    night = at.replace(hour=20), at.replace(day=16, hour=3)
    assert opening(*night, evening)
    assert not opening(*night, tomorrow)
    assert not opening(*night, None)
    early = at.replace(hour=0, minute=10), at.replace(hour=8)
    assert not opening(*early, evening)
    assert opening(*early, evening - timedelta(days=1))
    assert opening(at.replace(hour=1, minute=10), at.replace(hour=8), evening)


def test_where_the_sun_does_not_rise_a_sunset_at_the_opening_holds() -> None:
    opens = datetime(2022, 12, 21, 9, tzinfo=UTC)
    later = opens + timedelta(hours=6)
    assert opening(opens, later, opens, lat=75)
    assert not opening(opens, later, later, lat=75)
    assert not opening(opens, later, None, lat=75)
