"""Announced hours: a window with its zone as named and its day resolved from the day of publication.

Nothing is assumed about the zone: without one, opening and closing stay open and a flag says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from safeconduct.model.claim import WindowValue
from safeconduct.read.parties import neutral_parties
from safeconduct.read.segment import view

_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = _MONTH_NAMES.split("|")
_MORE_ZONES = {
    "msk": "Europe/Moscow",
    "kiev": "Europe/Kyiv",
    "gmt": "UTC",
    "utc": "UTC",
    "cet": "Europe/Brussels",
    "cest": "Europe/Brussels",
    "central european": "Europe/Brussels",
    "eastern european": "Europe/Bucharest",
    "gaza": "Asia/Gaza",
    "aleppo": "Asia/Damascus",
    "istanbul": "Europe/Istanbul",
    "israel": "Asia/Jerusalem",
    "sanaa": "Asia/Aden",
}
_CLOCK = (
    r"(?:(?P<n{0}>noon|midday|midnight)\b|(?P<h{0}>[01]?\d|2[0-4])(?:[:.](?P<m{0}>[0-5]\d))?"
    r"(?:\s*(?P<p{0}>[ap]\.?m\b\.?)|\s*(?P<w{0}>noon|midnight|hours|hrs|h\b))?)"
)
_HOURS = re.compile(
    r"(?:\b(?:from|between)\s+)?(?<![\d:.])"
    + _CLOCK.format(1)
    + r"\s*(?:,|\b)?\s*(?:to|-|–|—|until|and|till)\s*"
    + _CLOCK.format(2)
    + r"(?![\d:])(?:\s*\(?(?P<zone>(?:[A-Z][A-Za-z]+\s+){0,2}?(?:[A-Z][A-Za-z]+|local))\s+"
    r"(?:standard\s+|summer\s+)?time\b\)?"
    r"|\s*\(?(?P<code>GMT|UTC|MSK|CET|CEST)\b\)?)?",
)
_DAY = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(_WEEKDAYS)})(?:,?\s+(?=\d|{'|'.join(_MONTHS)}))?)?"
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{'|'.join(_MONTHS)})(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{'|'.join(_MONTHS)})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y2>\d{{4}}))?)?"
    r"|\b(?P<relative>today|tomorrow|yesterday)\b"
)
_CORRIDOR_DAY = re.compile(
    r"\b(?:corridors?|evacuations?|humanitarian pause|ceasefire|truce)\b[^.;]{0,60}?\b(?:on|for)\s+", re.I
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|offer\w*|to be|for)\b|^(?:that\s+)?an?\s+(?:\w+\s+)?corridor", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Hours:
    """A window value and the code points [start, end) it was read from."""

    value: WindowValue
    start: int
    end: int


def windows(text: str, published: date) -> tuple[Hours, ...]:
    """Windows stated in a text; a day alone ("a corridor on Wednesday") gives one without hours."""
    plain = view(text).replace("\n", " ")
    found = tuple(_stated(plain, text, published))
    return found or tuple(_day_only(plain, text, published))


def zone_of(name: str) -> str | None:
    """IANA zone of a zone as named ("Moscow", "GMT"); None for "local" and unknown names."""
    key = " ".join(name.lower().split())
    capitals = {p.aliases[1].lower(): p.zone for p in neutral_parties()}
    return _MORE_ZONES.get(key) or capitals.get(key)


def day_of(match: re.Match[str], published: date) -> date | None:
    """The date a day match names; a weekday is the nearest one, at most three days from publication."""
    weekday, month = match["weekday"], match["m1"] or match["m2"]
    if month:
        year = match["y1"] or match["y2"]
        return _nearest(
            int(match["d1"] or match["d2"]), _MONTHS.index(month) + 1, int(year) if year else None, published
        )
    if weekday:
        ahead = (_WEEKDAYS.index(weekday) - published.weekday()) % 7
        return published + timedelta(days=ahead if ahead <= 3 else ahead - 7)
    if match["relative"]:
        return published + timedelta(days={"today": 0, "tomorrow": 1, "yesterday": -1}[match["relative"]])
    return None


def days(text: str) -> Iterable[re.Match[str]]:
    """Matches that name a day."""
    return (m for m in _DAY.finditer(view(text)) if m.group())


def mentions_time(text: str) -> bool:
    """True when a text names a day, a month or an hour."""
    plain = view(text)
    months = "|".join(m for m in _MONTHS if m != "May")
    return bool(re.search(rf"\b(?:{'|'.join(_WEEKDAYS)}|{months}|in May|\d{{1,2}} May|\d{{1,2}}:\d\d)\b", plain))


def _stated(plain: str, text: str, published: date) -> Iterable[Hours]:
    for match in _HOURS.finditer(plain):
        if not any(match[g] for g in ("m1", "m2", "p1", "p2", "w1", "w2", "n1", "n2")):
            continue
        flags: list[str] = []
        first, last = _clock(match, 1, flags), _clock(match, 2, flags)
        if first is None or last is None:
            continue
        named = match["zone"] or match["code"]
        zone = zone_of(named) if named else None
        if zone is None:
            flags.append(f'time zone not known: "{named} time"' if named else "time zone not named")
        on, start, end = _day_near(plain, match.start(), match.end(), published)
        if on is None:
            flags.append("day not stated")
        opens, closes = _instants(on, first, last, zone, flags)
        yield Hours(
            WindowValue(opens=opens, closes=closes, zone=zone, as_written=text[start:end], flags=tuple(flags)),
            start,
            end,
        )


def _clock(match: re.Match[str], side: int, flags: list[str]) -> tuple[int, int] | None:
    if match[f"n{side}"]:
        return (24 if side == 2 else 0, 0) if match[f"n{side}"] == "midnight" else (12, 0)
    hour, minute = int(match[f"h{side}"]), int(match[f"m{side}"] or 0)
    half = (match[f"p{side}"] or "").replace(".", "").lower()
    if half and (hour > 12 or hour == 0):
        flags.append(f'"{hour}:{minute:02d} {half[0]}.m." is malformed; read as {hour:02d}:{minute:02d}')
    elif half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return None if hour == 24 and minute else (hour, minute)


def _instants(
    on: date | None, first: tuple[int, int], last: tuple[int, int], zone: str | None, flags: list[str]
) -> tuple[datetime | None, datetime | None]:
    if last <= first:
        flags.append("closes on the next day")
    if on is None or zone is None:
        return None, None
    place = ZoneInfo(zone)

    def instant(day: date, clock: tuple[int, int]) -> datetime:
        extra, hour = divmod(clock[0], 24)
        return datetime.combine(day + timedelta(days=extra), time(hour, clock[1]), place).astimezone(UTC)

    return instant(on, first), instant(on + timedelta(days=int(last <= first)), last)


def _day_near(plain: str, start: int, end: int, published: date) -> tuple[date | None, int, int]:
    """The day named right after the hours, else the nearest one before them in the sentence."""
    after = [m for m in days(plain[end : end + 40]) if not re.search(r"[.;]", plain[end : end + m.start()])]
    if after and (on := day_of(after[0], published)) is not None:
        return on, start, end + after[0].end()
    before = [m for m in days(plain[:start]) if start - m.end() <= 80]
    if before and (on := day_of(before[-1], published)) is not None:
        near = start - before[-1].end() <= 8
        return on, before[-1].start() if near else start, end
    return None, start, end


def _day_only(plain: str, text: str, published: date) -> Iterable[Hours]:
    for lead in _CORRIDOR_DAY.finditer(plain):
        if not _FUTURE.search(plain[: lead.end()]):
            continue
        match = _DAY.match(plain, lead.end())
        on = day_of(match, published) if match and match.group() else None
        if match is not None and on is not None:
            flags = ("hours not stated", f"day {on.isoformat()}")
            value = WindowValue(
                opens=None, closes=None, zone=None, as_written=text[match.start() : match.end()], flags=flags
            )
            yield Hours(value, match.start(), match.end())
            return


def _nearest(day: int, month: int, year: int | None, published: date) -> date | None:
    years = [year] if year else [published.year - 1, published.year, published.year + 1]
    possible = []
    for candidate in years:
        try:
            possible.append(date(candidate, month, day))
        except ValueError:
            continue
    return min(possible, key=lambda d: abs((d - published).days)) if possible else None
