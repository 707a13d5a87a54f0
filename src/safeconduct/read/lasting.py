"""Hours given by their beginning and their length: "for four hours from noon", "two hours from 08:00"."""

from __future__ import annotations

import re
from dataclasses import replace

from safeconduct.read.clock import Clock
from safeconduct.read.days import WEEKDAYS
from safeconduct.read.numbers import number_of

_LOOSE = (
    r"(?:about|around|roughly|nearly|almost|approximately|some|over|under|up\s+to|at\s+least|at\s+most"
    r"|(?:more|less|no\s+\w+)\s+than)"
)
"""Words that make a length no length: hours so long settle no end."""
_LONG = (
    r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
    r"(?P<half>\s+and\s+a\s+half)?[\s-]+hours?"
)
_FROM = r"(?:from|starting(?:\s+(?:at|from))?|beginning(?:\s+(?:at|from))?)"
_THING = r"(?:pause|truce|cease-?fire|lull|halt|window|corridor|opening)"
_AHEAD = re.compile(
    rf"\b{_LONG}\b(?:\s+{_THING})?,?\s+{_FROM}(?:\s+(?:{'|'.join(WEEKDAYS)}|today|tomorrow),?(?:\s+at)?)?\s*$",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"\b{_LOOSE}\s*$", re.IGNORECASE)
_BEHIND = re.compile(
    rf"^(?:\s+(?:UTC|GMT|[A-Z]{{2,4}}T))?,?\s+for\s+{_LONG}\b(?!\s+(?:or|before|after)\b)", re.IGNORECASE
)


def closing(plain: str, first: Clock) -> Clock | None:
    """When hours end that begin at ``first`` and whose length stands right beside it; None when none does.

    An hour whose half of the day nobody stated settles no end.
    """
    if not first.sure or first.bare:
        return None
    ahead = _AHEAD.search(plain[: first.start])
    if ahead is not None and _VAGUE.search(plain[: ahead.start()]):
        return None
    found = ahead or _BEHIND.match(plain[first.end :])
    if found is None:
        return None
    hours = 1 if found["n"].lower() in ("a", "an") else number_of(found["n"])
    if hours is None or not 0 < hours <= 24:
        return None
    length = int(hours * 60) + (30 if found["half"] else 0)
    return replace(first, minutes=first.minutes + length, flags=(), half=None)
