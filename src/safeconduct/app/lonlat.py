"""A place as it is typed: ``LON,LAT`` in degrees (WGS84), longitude first."""

from __future__ import annotations

import math

from safeconduct.model.errors import InputError
from safeconduct.model.place import Point

STEP = "give longitude,latitude in degrees, such as 38.49,48.94"


def parse_lonlat(text: str, field: str) -> Point:
    """The point of ``LON,LAT``. InputError with the option ``field`` when it is none, saying so when latitude may
    have come first."""
    lon, lat = two_numbers(text, field)
    try:
        return Point(lon=lon, lat=lat)
    except ValueError as error:
        hint = "; longitude comes first" if abs(lon) <= 90 < abs(lat) <= 180 else ""
        raise InputError(f"{text!r} is no place: {error}{hint}", field=field, next_step=STEP) from None


def two_numbers(text: str, field: str) -> tuple[float, float]:
    """The finite numbers of ``LON,LAT``, whether or not there is such a place. InputError otherwise."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon = lat = math.nan
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise InputError(f"{text!r} is no place: two numbers are needed", field=field, next_step=STEP)
    return lon, lat
