"""Sunset by the NOAA solar equations (after Meeus, Astronomical Algorithms, ch. 25), good to about a minute.

The sun sets when its upper limb meets a sea horizon under standard refraction: zenith 90.833 degrees.
Source: NOAA Global Monitoring Laboratory, "Solar Calculation Details".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Check
from safeconduct.model.place import Point
from safeconduct.model.situation import Situation
from safeconduct.verify.rules import judge

RULE = "sunset"
TOLERANCE = timedelta(minutes=3)
ZENITH = math.radians(90.833)
CIVIL = math.radians(96)
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


class Polar(StrEnum):
    """Days on which the sun does not set."""

    DAY = "the sun does not set"
    NIGHT = "the sun does not rise"


def _sun(at: datetime) -> tuple[float, float]:
    """Declination (radians) and equation of time (minutes) at an aware instant."""
    t = (at - J2000) / timedelta(days=36525)
    mean_longitude = math.radians((280.46646 + t * (36000.76983 + t * 0.0003032)) % 360)
    anomaly = math.radians((357.52911 + t * (35999.05029 - 0.0001537 * t)) % 360)
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = math.radians(
        math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + math.sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + math.sin(3 * anomaly) * 0.000289
    )
    node = math.radians(125.04 - 1934.136 * t)
    longitude = mean_longitude + centre - math.radians(0.00569 + 0.00478 * math.sin(node))
    tilt = math.radians(
        23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60 + 0.00256 * math.cos(node)
    )
    declination = math.asin(math.sin(tilt) * math.sin(longitude))
    y = math.tan(tilt / 2) ** 2
    equation = (
        y * math.sin(2 * mean_longitude)
        - 2 * eccentricity * math.sin(anomaly)
        + 4 * eccentricity * y * math.sin(anomaly) * math.cos(2 * mean_longitude)
        - 0.5 * y * y * math.sin(4 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * math.sin(2 * anomaly)
    )
    return declination, 4 * math.degrees(equation)


def solar_day(point: Point, at: datetime) -> date:
    """The date of an instant by the mean sun of a place (four minutes a degree of longitude)."""
    return (at + timedelta(minutes=4 * point.lon)).date()


def sunset(point: Point, day: date) -> datetime | Polar:
    """Sunset (aware UTC) on a solar day of a place, or why there is none. Iterated to within a second."""
    return _crossing(point, day, ZENITH, evening=True)


def dawn(point: Point, day: date) -> datetime | Polar:
    """Civil dawn (aware UTC: the sun six degrees below the horizon, rising) on a solar day, or why there is none."""
    return _crossing(point, day, CIVIL, evening=False)


def is_night(point: Point, at: datetime) -> bool:
    """Whether an instant lies before civil dawn or after sunset of its solar day, or the sun does not rise on it."""
    day = solar_day(point, at)
    begins, sets = dawn(point, day), sunset(point, day)
    if sets is Polar.NIGHT:
        return True
    late = isinstance(sets, datetime) and at > sets + TOLERANCE
    return late or (isinstance(begins, datetime) and at < begins - TOLERANCE)


def _crossing(point: Point, day: date, zenith: float, *, evening: bool) -> datetime | Polar:
    """When the sun stands at a zenith angle (radians), before or after noon of a solar day."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(minutes=4 * point.lon)
    latitude = math.radians(max(-89.99, min(89.99, point.lat)))
    at = midnight + timedelta(hours=18 if evening else 6)
    for _ in range(4):
        declination, equation = _sun(at)
        cosine = (math.cos(zenith) - math.sin(latitude) * math.sin(declination)) / (
            math.cos(latitude) * math.cos(declination)
        )
        if cosine < -1:
            return Polar.DAY
        if cosine > 1:
            return Polar.NIGHT
        half_day = 4 * math.degrees(math.acos(cosine))
        at = midnight + timedelta(minutes=720 - equation + (half_day if evening else -half_day))
    return at


def _problems(situation: Situation, corridor: Corridor) -> Iterator[str]:
    stated = next((s.at.value for s in situation.sunsets if s.reception == corridor.reception), None)
    place = next((r.point for r in situation.receptions if r.id == corridor.reception), None)
    if corridor.window is None or place is None:
        return
    opens = corridor.window.opens
    ours = sunset(place, solar_day(place, opens))
    if is_night(place, opens):
        if stated is None or stated > opens + TOLERANCE:
            why = f"{ours} that day" if ours is Polar.NIGHT else "it lies before civil dawn or after sunset"
            when = f"it is night at {corridor.reception} when the window opens at {opens:%F %H:%MZ} ({why})"
            yield f"{when}, and no sunset before it is stated"
    elif isinstance(ours, Polar):
        if stated is not None:
            yield f"{ours} at {corridor.reception} that day, the situation has it set at {stated:%H:%MZ}"
    elif stated is None:
        yield f"the sun sets at {corridor.reception} at {ours:%H:%M:%SZ}, the situation does not say so"
    elif abs(stated - ours) > TOLERANCE:
        off = round(abs(stated - ours) / timedelta(minutes=1))
        told = f"sunset at {corridor.reception} is stated as {stated:%F %H:%MZ}"
        yield f"{told}, we compute {ours:%F %H:%MZ}, {off} min off"


def check_sunset(situation: Situation, corridor: Corridor) -> Check:
    """The sunset the situation states for a corridor's reception is within three minutes of ours."""
    return judge(
        RULE, _problems(situation, corridor), f"within {TOLERANCE.seconds // 60} minutes of our own computation"
    )
