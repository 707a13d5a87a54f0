"""Sunset at a place on a day (astral: NOAA's algorithm, good to about a minute)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from safeconduct.model.known import Assumption, Basis, Known
from safeconduct.model.place import Point
from safeconduct.model.situation import Sunset


def sunset_at(point: Point, day: date, zone: str) -> datetime | None:
    """Sunset on the local day ``day`` of ``zone``, aware UTC, cut to the minute; None when the sun does not set."""
    from astral import Observer
    from astral.sun import sunset

    try:
        at: datetime = sunset(Observer(latitude=point.lat, longitude=point.lon), date=day, tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def sunset_record(reception: str, point: Point, day: date, zone: str) -> tuple[Sunset, Assumption] | None:
    """Sunset at a reception and the printed record it rests on; None when the sun does not set that day."""
    at = sunset_at(point, day, zone)
    if at is None:
        return None
    record = Assumption(
        id=f"sunset-{reception}",
        slot=f"sunset.{reception}",
        value=at.isoformat().replace("+00:00", "Z"),
        unit="UTC",
        why="The last arrival is before sunset less a margin; the minute is computed from place and day.",
        source="computed, astral",
    )
    return Sunset(reception=reception, at=Known(value=at, basis=Basis(assumptions=(record.id,)))), record
