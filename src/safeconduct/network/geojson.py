"""What every drawing in GeoJSON is held to (RFC 7946): JSON without NaN; positions in degrees, longitude first."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from safeconduct.model.errors import InputError
from safeconduct.model.place import Point


def parse_geojson(data: bytes) -> Any:
    """The document of a file in UTF-8. ValueError for what is no JSON, NaN, or nested without end."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError(f"it is nested too deeply ({error})") from error


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def position(pair: Any, *, file: str, field: str) -> Point:
    """The point of [longitude, latitude] or [longitude, latitude, height]. InputError naming file and field, and the
    swap where the two numbers are a place only the other way round."""

    def fault(message: str, next_step: str) -> NoReturn:
        raise InputError(message, file=file, field=field, next_step=next_step)

    numbers = isinstance(pair, list) and all(isinstance(x, int | float) and not isinstance(x, bool) for x in pair)
    if not numbers or len(pair) not in (2, 3):
        fault(
            f"a position is [longitude, latitude], got {str(pair)[:60]}",
            "write two numbers in degrees (WGS84), longitude first",
        )
    lon, lat = pair[0], pair[1]
    if abs(lon) <= 90 < abs(lat) <= 180:
        fault(
            f"latitude {lat} is beyond 90: latitude and longitude look swapped",
            f"write [{lat}, {lon}]: longitude first",
        )
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        fault(f"no such place on earth: {str(pair)[:60]}", "write degrees (WGS84), longitude first")
    return Point(lon=float(lon), lat=float(lat))
