"""Why announced hours may not be the ones meant: what stands beside them in their sentence.

Hours read beside another day, another hour or another zone, or in words that take hours back, may be the wrong ones.
They are kept and flagged: a person looks, and no wrong hour goes on unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from safeconduct.read.clock import Clock, is_length
from safeconduct.read.days import day_of, days
from safeconduct.read.segment import CLOCK_GOES_ON
from safeconduct.read.sieve import AnyCase
from safeconduct.read.zones import NAMED, zone_from

_TAKEN_BACK = AnyCase(
    r"\b(?:no\s+longer|not\s+(?:from|at|until|before|on|after)|instead\s+of|rather\s+than|in\s+place\s+of|was\s+to\s+have|were\s+to\s+have|should\s+have"
    r"|had\s+been|previously|originally|at\s+first|initially|formerly|until\s+now|correct(?:s|ed|ion|ing)|mov(?:ed|es|ing)\s+(?:from|to|forward|back)|put\s+back|pushed\s+back"
    r"|brought\s+forward|bring\s+forward|postpon\w+|lengthen\w*|shorten\w*|prolong\w*|cancel\w*|called\s+off|revok\w+|suspend\w*|with(?:drew|draw|draws|drawn|drawing)\s+(?!from\b)|rescind\w*|retract\w*|supersed\w*|replac(?:es|ed|ing)|mistaken(?:ly)?|wrong(?:ly)?|in\s+error|(?:an|the)\s+earlier\s+(?:notice|version|announcement|order|schedule|timetable|statement|post)|as\s+(?:first|earlier)\s+\w+ed|no\s+more|scrapp\w+|void|slip(?:s|ped)?\s+by|slipped|expected\s+(?:at|by|in)|was\s+due|were\s+due)\b",
)
_ARRIVES = AnyCase(r"\b(?:reach|arriv|return|dock|land)\w*\b[^.;]{0,24}\b(?:by|at|before|from)\s")
_LASTING = AnyCase(
    r"\b(?:for|lasting|of|stay\s+open)\s+(?:only\s+|about\s+|some\s+)?(?:an?|one|two|three|four|five|six|seven|eight|ten|twelve|\d+)(?:\s+and\s+a\s+half)?\s+(?:more\s+)?(?:hours?|minutes|days?)\b|\b[\w-]+-(?:hour|minute|day)\b",
)
_REPEATED = AnyCase(
    r"\b(?:daily|every\s+(?:day|morning|evening|night)|each\s+(?:day|morning|evening|night)|on\s+both\s+days"
    r"|on\s+weekdays)\b"
)
_SENTENCE = re.compile(
    rf"(?:(?<=[!?])|(?<=\.)(?<![ap]\.m\.)|(?<=[ap]\.m\.)(?!{CLOCK_GOES_ON.pattern}))[\"')]*\s+(?=[\"(]?[A-Z])"
)
_PARTS = re.compile(
    r"\b\d{1,2}\s*(?:and|&|/|-|–|to)\s*\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b"
)
_AT = re.compile(r"\b(?:at|until|till|by)\s+\Z")
_RELATIVE = AnyCase(r"\b(?:today|tomorrow|tonight|this\s+(?:morning|afternoon|evening))\b")
_NUMERIC = re.compile(r"\b\d{1,2}[./]\d{1,2}\.?(?:[./]\d{2,4})?(?=[\s,])(?!\s*(?:hours|hrs|[ap]\.?m))")


def window_doubts(
    plain: str, span: tuple[int, int], used: Sequence[Clock], every: Sequence[Clock], reference: date, *, ahead: bool
) -> tuple[str, ...]:
    """Flags for hours read at ``span`` of a text; ``used`` are the clocks of all its windows, ``every`` all clocks.

    ``reference`` is the day the text speaks from; ``ahead`` says that what is announced lies ahead of it.
    """
    first = max((cut.end() for cut in _SENTENCE.finditer(plain, 0, span[0])), default=0)
    after = _SENTENCE.search(plain, span[1])
    last = after.start() if after else len(plain)
    said = plain[first:last]
    flags = []
    named = {day_of(match, reference, ahead=ahead) for match in days(said)} - {None}
    if len(named) > 1 or _PARTS.search(said):
        flags.append("more than one day named")
    if _NUMERIC.search(said) and not named:
        flags.append("a date in figures stands beside it")
    starts = {clock.start for clock in used}
    others = [c for c in every if first <= c.start < last and c.start not in starts]
    if any(_AT.search(plain, 0, c.start) if c.bare else not is_length(plain, c) for c in others):
        flags.append("another hour stands beside it")
    zones = {zone_from(match).iana for match in NAMED.finditer(said)} - {None}
    if len(zones) > 1:
        flags.append("more than one time zone named")
    if _ARRIVES.search(said):
        flags.append("an arrival stands beside it")
    if _TAKEN_BACK.search(said):
        flags.append("hours are changed or taken back")
    if len(used) == 1 and _LASTING.search(said):
        flags.append("a length of time stands beside it")
    if _REPEATED.search(said):
        flags.append("said of several days")
    return tuple(flags)


_WITHDRAWN = AnyCase(
    r"\b(?:with(?:drew|draws|drawn|drawing)|rescind\w*|revok\w*|retract\w*|supersed\w*|replac(?:es|ed|ing)|cancel\w*"
    r"|called\s+off|scrapp\w+|annul\w*|no\s+longer|takes?\s+back|took\s+back|taken\s+back|never\s+said|instead\s+of)\b"
    r"[^.;]{0,90}$"
)
_ASKED = AnyCase(
    r"\b(?:asked|questioned|pressed|not\s+clear|unclear|wondered)\b[^.;]{0,30}\b(?:if|whether|about)\b[^.;]{0,60}$"
)


def ahead_of(lead: str) -> tuple[str, ...]:
    """Flags for hours that the words before them, in their sentence, take back or only ask about."""
    flags = ("hours are changed or taken back",) if _WITHDRAWN.search(lead) else ()
    return (*flags, "asked about, not announced") if _ASKED.search(lead) else flags


def in_the_past(opens: datetime | None, closes: datetime | None, reference: date) -> tuple[str, ...]:
    """A flag for announced hours that end before the day the text speaks from."""
    end = closes or opens
    return ("lies before the report",) if end is not None and end.date() < reference - timedelta(days=1) else ()


def said_on_another_day(said: str, around: str, reference: date) -> tuple[str, ...]:
    """A flag for "tomorrow" in what somebody said "on Monday": it is Monday's tomorrow, not that of the report.

    ``said`` are the words of the claim, ``around`` the rest of their sentence.
    """
    if _RELATIVE.search(said) is None:
        return ()
    others = {day_of(match, reference) for match in days(around) if not match["relative"]}
    yesterday = any((match["relative"] or "").lower() == "yesterday" for match in days(around))
    return ("said on another day",) if yesterday or others - {None, reference} else ()
