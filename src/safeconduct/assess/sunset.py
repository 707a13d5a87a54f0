"""Daylight at a place (astral: NOAA's algorithm, good to about a minute): when it begins and when the sun sets.

Night lasts from sunset to civil dawn, when the sun is six degrees below the horizon; where it does not rise, all day.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from safeconduct.model.corridor import Corridor
from safeconduct.model.known import Assumption, Basis, Known
from safeconduct.model.place import Point
from safeconduct.model.situation import Gap, Sunset
from safeconduct.model.times import Window

_HORIZON = -0.833
"""Elevation of the sun in degrees at which it sets."""
_DAY = timedelta(days=1)


def sunset_at(point: Point, day: date, zone: str) -> datetime | None:
    """Sunset on the local day ``day`` of ``zone``, aware UTC, cut to the minute; None when the sun does not set."""
    return _sunset(point, day, ZoneInfo(zone))


def _sunset(point: Point, day: date, local: tzinfo) -> datetime | None:
    from astral import Observer
    from astral.sun import sunset

    try:
        at: datetime = sunset(Observer(latitude=point.lat, longitude=point.lon), date=day, tzinfo=local)
    except ValueError:
        return None
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def light_from(point: Point, at: datetime) -> datetime | None:
    """The first instant from ``at`` on (aware UTC) that is not night: ``at`` itself, or the next civil dawn rounded up
    to the minute; None when there is no daylight on that day, the one before and the one after."""
    return next((max(at, begins) for begins, sets in _days(point, at) if at < sets), None)


def _days(point: Point, at: datetime) -> list[tuple[datetime, datetime]]:
    """Civil dawn and sunset, aware UTC, of the solar day of an instant and of those beside it, without those on which
    the sun does not rise. Where it does not set, or does not get dark before it rises, daylight begins with the day."""
    from astral import Observer
    from astral.sun import dawn, elevation, noon

    there, local = Observer(latitude=point.lat, longitude=point.lon), timezone(timedelta(minutes=round(4 * point.lon)))
    today, found = at.astimezone(local).date(), []
    for day in (today - _DAY, today, today + _DAY):
        begins = datetime(day.year, day.month, day.day, tzinfo=local).astimezone(UTC)
        sets = _sunset(point, day, local)
        if sets is None and elevation(there, noon(there, date=day, tzinfo=local)) < _HORIZON:
            continue
        with suppress(ValueError):
            rises: datetime = dawn(there, date=day, depression=6, tzinfo=local)
            begins = rises.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        found.append((begins, sets or begins + _DAY))
    return found


def by_daylight(corridor: str, point: Point, window: Window) -> tuple[Window, Assumption | None]:
    """The window from its first daylight on and the printed record of that; the window as it is, without a record,
    when it opens in daylight, or has none."""
    light = light_from(point, window.opens)
    if light is None or light >= window.closes or light == window.opens:
        return window, None
    record = Assumption(
        id=f"dawn-{corridor}",
        slot=f"dawn.{corridor}",
        value=_written(light),
        unit="UTC",
        why=f"Nobody is moved at night: of the hours announced from {_written(window.opens)}, those before civil dawn "
        "are not used.",
        source="computed, astral",
    )
    return replace(window, opens=light), record


def sunset_record(
    reception: str, point: Point, day: date, zone: str, opens: datetime | None = None
) -> tuple[Sunset, Assumption] | None:
    """Sunset at a reception and the printed record it rests on; None when the sun does not set that day.

    With the opening of a window that lies in the night, the last sunset before it; where the sun does not rise, the
    opening itself."""
    at = sunset_at(point, day, zone)
    why = "The last arrival is before sunset less a margin; the minute is computed from place and day."
    if opens is not None and light_from(point, opens) != opens:
        why = "It is night when the window opens, and nobody is moved at night; computed from place and day."
        at = max((sets for _, sets in _days(point, opens) if sets <= opens), default=opens)
    elif opens is not None and at is not None:
        at = next(sets for _, sets in _days(point, opens) if sets > opens)
    if at is None:
        return None
    record = Assumption(
        id=f"sunset-{reception}",
        slot=f"sunset.{reception}",
        value=_written(at),
        unit="UTC",
        why=why,
        source="computed, astral",
    )
    return Sunset(reception=reception, at=Known(value=at, basis=Basis(assumptions=(record.id,)))), record


def night_gaps(corridors: Sequence[Corridor], sunsets: Sequence[Sunset], margin: int) -> tuple[Gap, ...]:
    """A question for each corridor whose hours have not begun ``margin`` minutes before sunset."""
    sets = {sunset.reception: sunset.at.value for sunset in sunsets}
    return tuple(
        Gap(
            slot=f"window.{corridor.id}.night",
            level="listed",
            question=f"Which hours by daylight would hold for {corridor.id}? Those announced begin at night or too "
            "close to it, nobody is moved at night, and so nobody is moved.",
            ask="whoever announced the hours",
        )
        for corridor in corridors
        if corridor.window is not None
        and corridor.reception in sets
        and sets[corridor.reception] - timedelta(minutes=margin) <= corridor.window.opens
    )


def _written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
