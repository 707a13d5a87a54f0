"""Days as named in a report: dates, weekdays, "tomorrow", and the day an entry of a log is stamped with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from safeconduct.read.segment import view
from safeconduct.read.sieve import holding

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"Sept": 9}
_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_DAY = re.compile(
    r"\b(?P<relative>(?i:today|tomorrow|yesterday|tonight|this\s+(?:morning|afternoon|evening)))\b|"
    rf"\b(?:(?P<which>[Nn]ext|[Ll]ast|[Tt]his)\s+)?(?:(?P<weekday>{'|'.join(WEEKDAYS)}|{'|'.join(WEEKDAYS).upper()})(?:,?\s+(?=\d|{'|'.join(MONTHS)}))?)?"
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>\d{{4}})(?!\d|:))?"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d)(?:,?\s+(?P<y2>\d{{4}})(?!\d|:))?"
    rf"|(?P<iso>\d{{4}}-\d\d-\d\d)(?!\d))?"
)
_MAY_NAME = holding("day tomorrow tonight this")
_DIGIT = re.compile(r"\d")
"""Every day named has a digit or one of these in it."""
_ENTRY = (
    rf"\s*\(?(?:(?:{'|'.join(WEEKDAYS)}|{'|'.join(w[:3] for w in WEEKDAYS)})\.?,?\s+)?"
    rf"(?:(?P<d>\d{{1,2}})\s+(?P<m>{_MONTH})|(?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}}))(?:,?\s+(?P<y>\d{{4}}))?\s*[,:.\n–—-]"
)
_STAMP, _LATER_STAMP = re.compile(rf"(?:^|\n){_ENTRY}"), re.compile(rf"\n{_ENTRY}")
"""An entry's stamp at the beginning of a text, and of one of its later lines: only there is it looked for."""
_HEADED = re.compile(
    rf"^\s*[^\n.]{{0,60}}\b(?:[Tt]ranscript|[Ll]og|[Ii]ssued|[Rr]ecorded|[Dd]ated|[Bb]ulletin|[Nn]otice|[Uu]pdate|[Rr]eport|[Ss]ituation)\b[^\n.]{{0,40}}?(?:(?P<d>\d{{1,2}})\s+(?P<m>{_MONTH})|(?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}}))(?:,?\s+(?P<y>\d{{4}}))?"
)
_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}


def days(text: str) -> Iterable[re.Match[str]]:
    """Matches that name a day."""
    plain = view(text)
    if not _MAY_NAME(plain) and _DIGIT.search(plain) is None:
        return ()
    return (
        m
        for m in _DAY.finditer(plain)
        if m.group() and (m.group().lower() not in ("next ", "last ", "this ")) and _names_a_day(m)
    )


def _names_a_day(match: re.Match[str]) -> bool:
    return any(match[group] for group in ("weekday", "m1", "m2", "iso", "relative"))


def day_of(match: re.Match[str], published: date, *, ahead: bool = False) -> date | None:
    """The date a day match names. A weekday is the nearest one, at most three days from publication; with ``ahead``
    (what is announced lies ahead) it is the coming one."""
    weekday, month = match["weekday"], match["m1"] or match["m2"]
    if match["iso"]:
        try:
            return date.fromisoformat(match["iso"])
        except ValueError:
            return None
    if month:
        year = match["y1"] or match["y2"]
        return _nearest(int(match["d1"] or match["d2"]), _month(month), int(year) if year else None, published)
    if weekday:
        apart = (WEEKDAYS.index(weekday.title()) - published.weekday()) % 7
        past = (match["which"] or "").lower() == "last"
        return published + timedelta(days=apart if (apart <= 3 or ahead) and not past else apart - 7)
    if match["relative"]:
        words = match["relative"].lower()
        return published + timedelta(days=_AHEAD.get(words, 0))
    return None


def doubt_of(match: re.Match[str], published: date, found: date) -> str | None:
    """Why a day match may be another day: "next Tuesday", a weekday that does not fit its date, one more than three
    days ahead."""
    if (match["which"] or "").lower() == "next":
        return f'"{match.group().strip()}" taken to be {found.isoformat()}'
    if match["weekday"] and (match["m1"] or match["m2"]):
        if WEEKDAYS[found.weekday()] != match["weekday"].title():
            return f"{found.isoformat()} is no {match['weekday']}"
    elif match["weekday"] and abs((found - published).days) > 3:
        return f'"{match["weekday"]}" taken to be {found.isoformat()}'
    return None


@lru_cache(maxsize=8)
def _stamps(before: str) -> tuple[re.Match[str], ...]:
    """Stamps of the entries of a log."""
    plain = view(before)
    first = _STAMP.match(plain)
    later = _LATER_STAMP.finditer(plain, first.end() if first else 0)
    return (first, *later) if first else tuple(later)


@lru_cache(maxsize=8)
def reference_day(before: str, published: date) -> date:
    """The day "today" means after ``before``: that of the entry's stamp in a log, else that of publication."""
    stamps = _stamps(before) or tuple(_HEADED.finditer(view(before[:200])))
    if not stamps:
        return published
    last = stamps[-1]
    found = _nearest(
        int(last["d"] or last["d3"]), _month(last["m"] or last["m3"]), int(last["y"]) if last["y"] else None, published
    )
    return found if found is not None and abs((found - published).days) <= 60 else published


def stamped(before: str) -> bool:
    """True when the text so far has entries stamped with their day."""
    return bool(_stamps(before))


def _month(name: str) -> int:
    return _SHORT[name[:3].title()]


def _nearest(day: int, month: int, year: int | None, published: date) -> date | None:
    years = [year] if year else [published.year - 1, published.year, published.year + 1]
    possible = []
    for candidate in years:
        try:
            possible.append(date(candidate, month, day))
        except ValueError:
            continue
    return min(possible, key=lambda d: abs((d - published).days)) if possible else None
