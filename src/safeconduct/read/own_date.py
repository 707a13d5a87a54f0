"""The day a report gives as its own, in its heading or its last lines: "Issued 12 March 2026".

Weekdays and "today" are resolved from the date of publication a person gave. Where the text names another day as its
own, one of the two is wrong, and only a person can say which.
"""

from __future__ import annotations

import re
from datetime import date

from safeconduct.read.days import MONTHS
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase

APART = 3
"""Days by which a report may name another day than that of its publication: written on Friday, printed on Monday."""
_HEAD, _LINES, _SHORT = 600, 4, 70
_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH = rf"(?:{'|'.join(MONTHS)}|{'|'.join(name[:3] for name in MONTHS)}|Sept)\.?"
_DATE = AnyCase(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d))\b",
)
_OF_SOMETHING = re.compile(r"\b(?:of|since|after|before|from|until|in|to)\s+$", re.IGNORECASE)
_ISSUED = re.compile(
    r"(?:issued|dated|published|date|posted|released|filed|as\s+of|situation\s+(?:at|on))(?:\s+(?:on|at|of\s+(?:issue|report|publication)))?"
    r"\s*:?\s*(?:[\d:.]{4,5}\s*(?:hrs|hours|[A-Z]{1,4})?\s*,?\s*)?(?:on\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)


def own_date(text: str, published: date) -> str | None:
    """The date, as written, that a report names as its own and that is not that of its publication; else None."""
    plain = view(text)
    lines = [line.strip() for line in plain[:_HEAD].splitlines() if line.strip()][:_LINES]
    heads = [m for line in lines if len(line) <= _SHORT and line[-1] not in ".!?" for m in _DATE.finditer(line)]
    heads = [match for match in heads if not _OF_SOMETHING.search(match.string[: match.start()])]
    said = [m for m in _DATE.finditer(plain) if _ISSUED.search(plain[max(0, m.start() - 60) : m.start()])]
    days = [(_day(match), match.group()) for match in (*said, *heads)]
    stated = [(day, written) for day, written in days if day is not None]
    if not stated or any(abs((day - published).days) <= APART for day, _ in stated):
        return None
    return stated[0][1]


def _day(match: re.Match[str]) -> date | None:
    if match["y3"]:
        numbers = int(match["y3"]), int(match["m3"]), int(match["d3"])
    else:
        month = _NUMBER[(match["m"] or match["m2"])[:3].lower()]
        numbers = int(match["y"] or match["y2"]), month, int(match["d"] or match["d2"])
    try:
        return date(*numbers)
    except ValueError:
        return None
