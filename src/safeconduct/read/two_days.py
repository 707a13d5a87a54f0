"""For which of two days announced hours are given."""

from __future__ import annotations

import re

from safeconduct.read.clock import Clock
from safeconduct.read.days import WEEKDAYS

_TWO_DAYS = re.compile(
    rf"^\s*,?\s*(?:on\s+)?(?:both\s+)?(?P<one>today|tomorrow|{'|'.join(WEEKDAYS)})(?P<and>\s+and\s+(?:again\s+)?(?:on\s+)?)(?P<two>tomorrow|{'|'.join(WEEKDAYS)})\b"
)


def each_day(plain: str, span: tuple[Clock | None, Clock | None]) -> tuple[str, ...]:
    """The words once for each of two days hours are given for ("…, today and tomorrow"), of one length."""
    first, last = span
    end = last.end if last is not None else first.end if first is not None else 0
    match = _TWO_DAYS.match(plain[end:])
    if match is None or first is None or last is None:
        return (plain,)

    def without(*groups: str) -> str:
        words = plain
        for group in groups:
            a, b = end + match.start(group), end + match.end(group)
            words = words[:a] + " " * (b - a) + words[b:]
        return words

    return without("and", "two"), without("one", "and")
