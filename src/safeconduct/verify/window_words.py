"""A window's words as they were written against its instants: where the words name clock times, a day or a zone that
can be read without doubt, the hours that are planned for must be those.

Read anew here, by a few plain patterns and with the standard library alone. Words of another form are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from safeconduct.model.times import Window

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REGIONS = ("Europe", "Asia", "Africa", "America", "Atlantic", "Australia", "Indian", "Pacific")

_MONTH = r"(?P<{}>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|" + "|".join(MONTHS) + r")\b\.?"
_DAY = re.compile(
    r"\b(?P<iso>\d{4}-\d\d-\d\d)\b"
    rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('m1')}(?:,? (?P<y1>\d{{4}})\b)?"
    rf"|\b{_MONTH.format('m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? (?P<y2>\d{{4}})\b)?",
    re.IGNORECASE | re.ASCII,
)
_CLOCK = re.compile(
    r"(?<![\d:.-])(?:(?P<h>[01]?\d|2[0-4])[:h](?P<m>[0-5]\d)(?![:\d])|(?P<h12>1[0-2]|0?[1-9]))"
    r"(?: ?(?P<half>[ap])\.?m\b)?",
    re.IGNORECASE | re.ASCII,
)
_ZONE = re.compile(r"\b([A-Z][A-Za-z-]+(?: [A-Z][A-Za-z-]+)?) (?:local )?time\b")
_UTC = re.compile(r"\b(?:UTC|GMT)\b(?![+-])")
_MANY_DAYS = re.compile(
    r"\b(?:daily|every day|each day|days)\b"
    rf"|(?<![:.\d])\b\d{{1,2}}(?:st|nd|rd|th)? ?(?:and|to|until|-|–) ?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH.format('m3')}",
    re.IGNORECASE,
)


def unlike(window: Window) -> Iterator[str]:
    """What the words say otherwise than the instants and the zone; nothing where they agree or cannot be read."""
    kept = _zone(window.zone)
    if kept is None:
        return  # what plans on an unknown zone says so
    said, name = _said_zone(window.as_written)
    if said is not None and any(_offset(said, at) != _offset(kept, at) for at in (window.opens, window.closes)):
        yield f"{window.as_written!r} is by the clock of {name}, the zone is {window.zone}"
    local = [at.astimezone(said or kept) for at in (window.opens, window.closes)]
    yield from _clock_times(window.as_written, *local)
    if not _MANY_DAYS.search(window.as_written):
        yield from _days(window.as_written, *local)


def _clock_times(words: str, opens: datetime, closes: datetime) -> Iterator[str]:
    """The first of two clock times is the opening, the second the closing; other numbers of them are not compared."""
    times = [time for found in _CLOCK.finditer(words) if (time := _minutes(found)) is not None]
    if len(times) != 2:
        return
    for what, at, time in (("opens", opens, times[0]), ("closes", closes, times[1])):
        if at.hour * 60 + at.minute != time % 1440:
            yield f"{words!r}, but the window {what} at {at:%H:%M} by that clock"


def _minutes(found: re.Match[str]) -> int | None:
    """A clock time in minutes; None for a number that may be anything."""
    if found["h"] is not None:
        hours, minutes = int(found["h"]), int(found["m"])
    elif found["half"]:
        hours, minutes = int(found["h12"]), 0
    else:
        return None
    if found["half"] and hours <= 12:
        hours = hours % 12 + 12 * (found["half"] in "pP")
    return hours * 60 + minutes


def _days(words: str, opens: datetime, closes: datetime) -> Iterator[str]:
    """The days named: the window opens on the first, or between the first and the last, and ends with the last or in
    the night after it."""
    named = [day for found in _DAY.finditer(words) if (day := _day(found, opens.year)) is not None]
    if named:
        first, last = named[0], named[-1]
        if not first <= opens.date() <= last:
            yield f"{words!r}, but the window opens on {opens:%Y-%m-%d}"
        elif closes > opens + timedelta(days=1) and len(named) == 1:
            yield f"{words!r}, but the window closes on {closes:%Y-%m-%d}"
    weekdays = re.findall(rf"\b({'|'.join(WEEKDAYS)})\b", words.lower())
    if len(weekdays) == 1 and WEEKDAYS[opens.weekday()] != weekdays[0]:
        yield f"{words!r}, but the window opens on a {WEEKDAYS[opens.weekday()].capitalize()}"


def _day(found: re.Match[str], year: int) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = (found["m1"] or found["m2"]).lower()[:3]
        number = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month))
        return date(int(found["y1"] or found["y2"] or year), number, int(found["d1"] or found["d2"]))
    except ValueError:
        return None  # no such day


def _said_zone(words: str) -> tuple[tzinfo | None, str]:
    """The zone the words name by its city, or UTC; None when they name none that is known."""
    if _UTC.search(words):
        return UTC, "UTC"
    for found in _ZONE.finditer(words):
        city = found[1].replace(" ", "_")
        zones = [zone for region in REGIONS if (zone := _zone(f"{region}/{city}")) is not None]
        if len(zones) == 1:
            return zones[0], found[1]
    return None, ""


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _offset(zone: tzinfo, at: datetime) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
