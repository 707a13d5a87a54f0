"""Times of day as written: "8:00 a.m.", "0800 hrs", "14h30", "half past one", "seven in the morning", "noon"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from safeconduct.read.numbers import number_of
from safeconduct.read.sieve import AnyCase, holding, usual

_HOURS = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "a quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_QUARTERS = {"hundred": 0, "fifteen": 15, "thirty": 30, "forty-five": 45}
_WORD = "|".join(list(_HOURS)[1:])
_PART = (
    r"(?:\s+(?:o'clock\s+)?(?:in\s+the\s+(?P<part>morning|afternoon|evening)|(?P<night>at\s+night)"
    r"|(?P<this>this\s+(?:morning|afternoon|evening)|tonight|tomorrow\s+(?:morning|afternoon|evening"
    r"|night))))?"
)
_CLOCK = AnyCase(
    r"(?<![\w.,:/$€£])(?:(?<![b-y]-)|(?<=[ap]m-))(?:"
    r"(?P<name>noon|midday|midnight)\b"
    r"|(?P<h>[01]?\d|2[0-4])(?P<sep>[:h])(?P<m>[0-5]\d)(?!\d)(?::[0-5]\d)?"
    r"|(?P<lh>[01]\d|2[0-4])\s+hours?\s+(?P<lm>[0-5]\d)\s+minutes?\b"
    rf"|(?P<halfpast>half)[\s-](?P<hw>{_WORD})\b(?!\s+(?:hours?|days?|of|dozen|thousand|hundred|[a-z]+s\b))"
    r"|(?P<mil4>(?:[01]\d|2[0-4])[0-5]\d)(?=\s+on\s+(?:\d{1,2}\s+[A-Z][a-z]{2}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
    r"|(?:(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\btill\s)|(?<=\bstart\s)|(?<=\bstarts\s)|(?<=\bstarting\s)|(?<=\bby\s)|(?<=\bends\s))(?P<mil5>(?:0\d|1[0-8]|2[1-4])[0-5]\d)(?=\s*(?:$|[.,;)\"]|(?:and|on|to|until|till|through|daily|today|tomorrow|tonight)\b))"
    r"|(?P<mil>(?:[01]\d|2[0-4])[0-5]\d)(?=\s*(?:hrs?\b|hours?\b|h\b|Z\b|UTC\b|GMT\b|Zulu\b|[A-Z]{3,4}\b|Mountain\b|Pacific\b|Eastern\b|Central\b|Atlantic\b|local\b|[A-Z]\w+\s+time\b)|\s*(?:[-–]|to|until|till|and)\s*\d{4}\b(?!\s+(?!hrs|hours|local|on\b|to\b|so\b|for\b|tomorrow|today)(?-i:[a-z])))"
    r"|(?P<mil2>(?:(?<=\d{4}\sto\s)|(?<=\d{4}[-–])|(?<=hrs\sto\s)|(?<=hours\sto\s)|(?<=\d{4}\suntil\s)|(?<=\d{4}\still\s)|(?<=\d{4}\sand\s)|(?<=hrs\suntil\s)|(?<=hours\suntil\s))(?:[01]\d|2[0-4])[0-5]\d(?!\d))"
    r"|(?:(?<=\bat\s)|(?<=\bopens\s)|(?<=\bcloses\s)|(?<=\bcloses\sat\s)|(?<=\bdeparts\s)|(?<=\bleaves\s)|(?<=\bsails\s)|(?<=\bshuts\s)|(?<=\bdeparture\s))(?P<mil3>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:$|[.,;)\"]|and\b|on\b))"
    r"|(?P<spoken>(?:(?:oh|zero)[\s-])?(?:[a-z]+)[\s-](?:hundred|fifteen|thirty|forty-five))(?=\s+(?:hours|UTC|GMT|Zulu|local|hrs|to\s+(?:oh|zero|one|two|ten|eleven|twelve|\w+teen|twenty))\b)"
    rf"|(?P<sh>{_WORD})[\s-](?P<sm>fifteen|thirty|forty-five)(?=\s+(?:in\s+the|at\s+night|this|o'clock|[ap]\.?m|to|until|till)\b)"
    r"|(?P<dh>[01]?\d|2[0-4])\.(?P<dm>[0-5]\d)(?!\d|\.\d|\s*(?:per|km|m\b|met|million|thousand|tonnes|litres|%))"
    rf"|(?P<past>half|a\s+quarter|quarter|ten|twenty|twenty-five|five)\s+(?P<dir>past|to)\s+(?P<pw>{_WORD}|noon|midnight)\b"
    rf"|(?P<bare>(?:1?\d|2[0-4])(?!\d|[.,:]\d)|\b(?:{_WORD})\b(?!-))"
    r")"
    r"(?P<z>Z\b)?(?:\s*(?P<half>[ap]\.?\s?m\b\.?)|\s*(?P<unit>hours|hrs?|h|o'clock)\b)?"
    + _PART
    + r"(?:\s+(?P<noon>noon|midnight)\b)?"
    r"(?=(?:,?\s+(?:on\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+(?P<dayhalf>morning|afternoon|evening|night))?)",
)
_NUMBERED = holding(" ".join([*_HOURS, "noon midday midnight hundred fifteen thirty forty-five"]))
_DIGIT = re.compile(r"\d")
"""Every time of day has a digit or one of these words."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight at code points [start, end). ``sure``: the half of the day is settled by the words.

    ``bare``: a number alone, a time only beside another one. ``day`` holds words such as "this evening"; ``flags`` what
    was malformed.
    """

    minutes: int
    sure: bool
    bare: bool
    start: int
    end: int
    day: str | None = None
    zulu: bool = False
    half: str | None = None
    flags: tuple[str, ...] = ()


_LENGTH = re.compile(r"[a-z]+\s+hours|\d{1,2}\s+hours", re.IGNORECASE)

_UP_TO = re.compile(r"\b(?:up|close|near)\s+to\s+$", re.IGNORECASE)
_LATER = re.compile(r"\s+(?:later|long|afterwards|in\s+all)\b", re.IGNORECASE)


def is_length(plain: str, clock: Clock) -> bool:
    """Whether what looks like a time of day may as well be a length of time: "six hours"."""
    return _LENGTH.fullmatch(plain[clock.start : clock.end]) is not None


@lru_cache(maxsize=64)
def clocks(plain: str) -> tuple[Clock, ...]:
    """Times of day, and numbers that may be one, in order."""
    if not _NUMBERED(plain) and _DIGIT.search(plain) is None:
        return ()
    found = (_clock(match) for match in _CLOCK.finditer(usual(plain)))
    return tuple(clock for clock in found if clock is not None and not _only_length(plain, clock))


def _only_length(plain: str, clock: Clock) -> bool:
    """Whether it can be nothing but a length of time: "up to six hours", "six hours later"."""
    if not is_length(plain, clock):
        return False
    return bool(_UP_TO.search(plain[: clock.start]) or _LATER.match(plain[clock.end :]))


def _clock(match: re.Match[str]) -> Clock | None:
    start, end = match.span()
    day = " ".join(match["this"].lower().split()) if match["this"] else None
    if match["name"]:
        midnight = match["name"].lower() == "midnight"
        return Clock(0 if midnight else 720, True, False, start, end, day, half="midnight" if midnight else "noon")
    hour, minute, fixed = _hands(match)
    if hour is None or (hour == 24 and minute and match["pw"] is None):
        return None
    half = _half(match)
    flags: tuple[str, ...] = ()
    if half and (hour > 12 or hour == 0):
        if match["half"]:
            flags = (f'"{hour}:{minute:02d} {half}.m." is malformed; read as {hour:02d}:{minute:02d}',)
        fixed = True
    elif half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if match["noon"]:
        return Clock(hour * 60, True, False, start, end, day, half=match["noon"].lower())
    bare = bool(match["bare"]) and half is None and not (match["unit"] or match["z"])
    sure = half is not None or fixed
    stated = half if match["half"] or match["part"] or match["dayhalf"] or match["this"] or match["night"] else None
    return Clock(hour * 60 + minute, sure, bare, start, end, day, bool(match["z"]), stated, flags)


def _hands(match: re.Match[str]) -> tuple[int | None, int, bool]:
    """Hour, minute, and whether the way they are written is the 24-hour one."""
    if match["h"]:
        return int(match["h"]), int(match["m"]), len(match["h"]) == 2 or match["sep"] == "h" or int(match["h"]) > 12
    if match["lh"]:
        return int(match["lh"]), int(match["lm"]), True
    if match["halfpast"]:
        return _HOURS[match["hw"].lower()], 30, False
    military = next((match[name] for name in ("mil", "mil2", "mil3", "mil4", "mil5") if match[name]), None)
    if military:
        return int(military[:2]), int(military[2:]), True
    if match["dh"]:
        return int(match["dh"]), int(match["dm"]), len(match["dh"]) == 2
    if match["spoken"]:
        return (*_spoken(match["spoken"]), True)
    if match["sh"]:
        return _HOURS[match["sh"].lower()], _QUARTERS[match["sm"].lower()], False
    if match["past"]:
        word = match["pw"].lower()
        at = {"noon": 12, "midnight": 24}.get(word) or _HOURS[word]
        minutes = _MINUTES[" ".join(match["past"].lower().split())]
        total = at * 60 + minutes if match["dir"].lower() == "past" else at * 60 - minutes
        return total // 60, total % 60, word in ("noon", "midnight")
    written = match["bare"].lower()
    hour = _HOURS.get(written) if written in _HOURS else int(written)
    unit = (match["unit"] or "").lower()
    fixed = unit in ("hours", "hrs", "hr", "h") or bool(match["z"]) or (hour or 0) > 12
    if match["noon"]:
        return (24 if match["noon"].lower() == "midnight" else 12), 0, True
    return hour, 0, fixed


def _spoken(written: str) -> tuple[int | None, int]:
    """Hour and minute of "eighteen hundred", "oh six hundred", "fifteen-thirty"."""
    *hour, minute = re.split(r"[\s-]+", written.lower().replace("forty-five", "fortyfive"))
    at = number_of(" ".join(word for word in hour if word not in ("oh", "zero")) or "zero")
    return (at if at is not None and at < 24 else None), _QUARTERS[minute.replace("fortyfive", "forty-five")]


def _half(match: re.Match[str]) -> str | None:
    if match["half"]:
        return match["half"][0].lower()
    part = (match["part"] or match["this"] or match["dayhalf"] or "").lower()
    if part.endswith("morning"):
        return "a"
    if part or match["night"]:
        return "p"
    return None


def settle(first: Clock, last: Clock) -> tuple[Clock, Clock, str | None]:
    """The two ends of a stretch with their halves of the day, and what is doubtful about them.

    "8 to 10 a.m." is in the morning, "10 to 4 p.m." runs from the morning; "8 to 8" is read from morning to evening
    and said to be doubtful.
    """
    if last.half == "midnight":
        last = replace(last, minutes=1440)
    if first.sure and last.sure:
        return first, last, None
    if not first.sure and not last.sure:
        return _unsettled(first, last)
    if last.sure:
        return _toward(first, last)
    later = last.minutes + 720
    if first.minutes >= last.minutes and first.minutes < later < 1440 + 720 and last.minutes < 720:
        return first, replace(last, minutes=later % 1440 or 1440), None
    twenty_four = first.half is None and first.minutes < 720
    doubt = None if last.minutes >= 420 or not twenty_four else "morning or afternoon not stated"
    return first, last, doubt


def _toward(first: Clock, last: Clock) -> tuple[Clock, Clock, str | None]:
    if last.half in ("noon", "midnight", None):
        if first.minutes >= 780 or last.half != "midnight":
            return first, last, None
        return first, last, "morning or afternoon not stated"
    if last.half == "a":
        return first, last, None
    if first.minutes % 720 < last.minutes - 720:
        return replace(first, minutes=first.minutes % 720 + 720), last, None
    return first, last, None


def _unsettled(first: Clock, last: Clock) -> tuple[Clock, Clock, str | None]:
    doubt = "morning or afternoon not stated"
    if last.minutes <= first.minutes:
        return first, replace(last, minutes=last.minutes + 720), doubt
    return first, last, doubt if first.minutes < 420 else None
