"""The day a statement speaks of: a date written in it or just before it, else the day of publication."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from safeconduct.model.claim import Claim
from safeconduct.model.report import Report

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NAMES = "|".join(_MONTHS)
_DAY = re.compile(rf"\b(?:(\d{{1,2}})\s+({_NAMES})(?:\s+(\d{{4}}))?|({_NAMES})\s+(\d{{4}}))\b")


def said_of(claim: Claim, report: Report) -> datetime:
    """Midnight UTC of the day a claim speaks of.

    The last date in its content; else the last one before it in the same paragraph; else the day of publication.
    A date without a year takes the year of publication, one without a day ("July 2014") the first of the month; a
    date after publication is not taken.
    """
    start, end = min(span.start for span in claim.content), max(span.end for span in claim.content)
    paragraph = report.text.rfind("\n", 0, start) + 1
    for left, right in ((start, end), (paragraph, start)):
        days = [day for hit in _DAY.finditer(report.text, left, right) if (day := _day(hit, report.published))]
        if days:
            return datetime(days[-1].year, days[-1].month, days[-1].day, tzinfo=UTC)
    return datetime(report.published.year, report.published.month, report.published.day, tzinfo=UTC)


def _day(hit: re.Match[str], published: date) -> date | None:
    try:
        day = date(int(hit[3] or hit[5] or published.year), _MONTHS.index(hit[2] or hit[4]) + 1, int(hit[1] or 1))
    except ValueError:
        return None
    return day if day <= published else None
