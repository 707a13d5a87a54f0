"""Announced hours: a window with its zone as named and its day resolved from the day of publication.

Nothing is assumed about the zone: without one, opening and closing stay open and a flag says so. A day taken from
earlier words, a half of the day nobody stated, a zone that does not hold on that day: read, and flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from safeconduct.model.claim import Stance, WindowValue
from safeconduct.read.clock import Clock, clocks, settle
from safeconduct.read.days import MONTHS, WEEKDAYS, day_of, days, doubt_of, reference_day, stamped
from safeconduct.read.segment import view
from safeconduct.read.zones import NAMED, Zone, zone_from

_DAYISH = (
    rf"(?:(?:on\s+)?(?:{'|'.join(WEEKDAYS)}|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)})\s+\d{{1,2}}"
    rf"|today|tomorrow|tonight|the\s+(?:next|following|same)\s+(?:day|morning|evening)))"
)
_TO = re.compile(
    rf"^\s*(?:[\"(]?{NAMED.pattern.replace('?P<', '?P<x')}\)?)?\s*,?\s*(?:{_DAYISH}\s*,?\s*)?(?P<by>to"
    rf"|until|till|-|–|—|and|through|up\s+to|and\s+(?:until|till|closes?\s+(?:at|again\s+at))"
    rf"|to\s+about)"
    rf"\s*(?:about\s+|at\s+)?(?:{_DAYISH}\s*,?\s*(?:at\s+)?)?$"
)
_FROM = re.compile(
    r"\b(?P<by>from|between|hours|open|opens?\s+(?:at|from)|starting\s+(?:at|from))\s*:?\s*(?:about\s+|at\s+)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:from|as\s+(?:of|from)|starting\s+(?:at|from)|start(?:s|ing)?\s+at|beginning\s+at|begins?\s+at|opens?\s+(?:again\s+)?(?:at|from|on\s+\w+\s+at)|open(?:ed|ing)?\s+at"
    rf"|open\s+(?:the\s+)?(?:[\w-]+\s+){{1,3}}at|doors\s+open|open|not\s+before|no\s+earlier\s+than|(?:from|as\s+of)\s+{_DAYISH},?(?:\s+at)?)\s*(?:about\s+)?$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?P<by>by|until|till|before|extend\w*\s+(?:\w+\s+){0,2}(?:to|until|till)|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+by|up\s+to|clos(?:es?|ing)\s+(?:it\s+|again\s+)?at|close\s+(?:the\s+|it\s+)?(?:[\w-]+\s+){0,2}at|ends?\s+at"
    rf"|(?:by|until|till|before)\s+{_DAYISH},?(?:\s+at)?)\s*(?:about\s+)?$",
    re.IGNORECASE,
)
_OPEN_CLOSE = re.compile(r"\bopen\w*\b[^.;]*\bat\s*$", re.IGNORECASE)
_THEN_CLOSE = re.compile(r"^[^.;]{0,60}\b(?:clos\w+|ends?|shuts?|until|till)\b[^.;]{0,20}\b(?:at\s*)?$", re.IGNORECASE)
_FIRST_AT = re.compile(r"\bfirst\b[^.;]{0,25}\bat\s*$", re.IGNORECASE)
_LAST_AT = re.compile(r"[^.;]{0,30}\blast\b[^.;]{0,25}\bat\s*$", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:had|has|have|was|were|been|left|reached|arrived|crossed|registered|reported|stood|counted|came|went|ran\s+out|reopened|since)\b",
    re.IGNORECASE,
)
_SHUT = re.compile(
    r"\b(?:closed|shut|blocked|suspended|impassable|under\s+water|cut|no\s+(?:trains|service|ferry)|silent|power|sealed|open\s+to\s+lorries|last\s+(?:bus|boat|ferry)|curfew|low\s+tide|high\s+water|crest|peak|meeting|briefing)\b",
    re.IGNORECASE,
)
_ROAD = re.compile(r"\b(?:roads?|bridges?|lanes?|highway|tunnel|route|causeway|track|railway|trains)\b", re.IGNORECASE)
_ASKS = (Stance.OFFERS, Stance.DEMANDS, Stance.REQUESTS, Stance.ACCEPTS)
_ORDERED = re.compile(
    r"\b(?:must|ha(?:s|ve)\s+to|(?:is|are)\s+to|to\s+be\s+(?:cleared|evacuated|out|empty))\b", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:before\s+dark|by\s+dark|after\s+dark|until\s+further\s+notice|around\s+the\s+clock|round\s+the\s+clock|(?:at|from|before|until|by)\s+(?:first|last)\s+light|first\s+light|(?:at|from|until|between|before|by)\s+(?:dawn|dusk|daybreak|sunrise|sunset|nightfall)"
    r"|dawn\s+to\s+dusk|(?:in|during)\s+daylight(?:\s+hours)?|day\s+and\s+night|24\s+hours\s+a\s+day|overnight|tonight|during\s+the\s+night|while\s+it\s+is\s+light|hours\s+of\s+daylight|as\s+long\s+as\s+needed|within\s+the\s+hour)\b",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(
    r"\b(?:corridors?|passages?|evacuat\w*|pauses?|cease-?fires?|truces?|open\w*|leave|convoys?|boats?|buses|ferr(?:y|ies)|trains?|helicopters?|crossings?|transfers?|barges?|ready|way\s+out|window|gates?|doors|run|runs|cross|walk|depart\w*|received?|lull|quiet|halt)\b",
    re.IGNORECASE,
)
_PLACE_OPEN = re.compile(
    r"\b(?:open|opens|received|receives|registration|shelters?|doors|gates?|work|run|runs|operates?)\b", re.IGNORECASE
)
_HEADED_ZONE = re.compile(
    r"\b(?:[Aa]ll\s+)?(?:[Tt]imes?|[Hh]ours)\s+(?:are\s+|given\s+|shown\s+|as\s+logged\s+|is\s+)*(?:in\s+)?(?="
    + NAMED.pattern.replace("?P<", "?P<y")
    + ")"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """A window value and the code points [start, end) it was read from."""

    value: WindowValue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Setting:
    """What settles words such as "today" and hours without a zone: the report around the text."""

    published: date
    reference: date
    before: str
    report: str
    ahead: bool
    stamped: bool


def windows(
    text: str, published: date, *, stance: Stance | None = None, before: str = "", report: str = ""
) -> tuple[Hours, ...]:
    """Windows stated in a text; a day alone ("a corridor on Wednesday") gives one without hours.

    ``before`` is the report up to the text and ``report`` all of it: they may settle the day and the zone, with a flag.
    """
    plain = view(text).replace("\n", " ")
    around = _Setting(
        published, reference_day(before, published), view(before), view(report), stance in _ASKS, stamped(before)
    )
    spans = list(_stretches(plain)) or list(_one_sided(plain, stance))
    found = tuple(_hours(text, plain, *span, around) for span in spans)
    return found or tuple(_vague(plain, text, stance, around))


def mentions_time(text: str) -> bool:
    """True when a text names a day, a month or an hour."""
    plain = view(text)
    months = "|".join(m for m in MONTHS if m != "May")
    return bool(re.search(rf"\b(?:{'|'.join(WEEKDAYS)}|{months}|in May|\d{{1,2}} May|\d{{1,2}}:\d\d)\b", plain))


def _stretches(plain: str) -> Iterator[tuple[Clock | None, Clock | None]]:
    """Pairs of times joined by "to", "until", a dash, or "and" after "between"."""
    found = list(clocks(plain))
    number = 0
    while number + 1 < len(found):
        first, last = found[number], found[number + 1]
        joined = _TO.match(plain[first.end : last.start])
        lead = _FROM.search(plain[: first.start])
        named = lead["by"].lower() if lead else ""
        if (
            (joined and _is_stretch(first, last, joined["by"].lower(), named, plain))
            or (
                not first.bare
                and _FIRST_AT.search(plain[: first.start])
                and _LAST_AT.match(plain[first.end : last.start])
            )
            or (
                not first.bare
                and _OPEN_CLOSE.search(plain[: first.start])
                and _THEN_CLOSE.match(plain[first.end : last.start])
            )
        ):
            yield first, last
            number += 2
        else:
            number += 1


def _is_stretch(first: Clock, last: Clock, joined: str, lead: str, plain: str) -> bool:
    if joined == "and" and lead != "between":
        return False
    if not (first.bare or last.bare):
        return True
    if first.bare and last.bare:
        near = bool(NAMED.match(plain[last.end :].lstrip(" ,(")))
        return near and (bool(lead) or joined in ("to", "-", "–", "until"))
    return bool(lead) or joined in ("to", "-", "–", "—", "until", "till")


def _one_sided(plain: str, stance: Stance | None) -> Iterator[tuple[Clock | None, Clock | None]]:
    """A time from which, or until which, something is open or to be done."""
    opens = closes = None
    for clock in clocks(plain):
        start = max(plain.rfind(mark, 0, clock.start) for mark in (". ", "; ", "! ")) + 1
        ends = [at for mark in (". ", "; ", "! ") if (at := plain.find(mark, clock.end)) >= 0]
        clause, lead = plain[start : min(ends, default=len(plain))], plain[start : clock.start]
        if clock.bare and not NAMED.match(plain[clock.end :].lstrip(" ,(")):
            continue
        asked = stance in _ASKS
        if not asked and _ROAD.search(clause):
            continue
        if _SHUT.search(clause) and not (asked and re.search(r"\b(?:open|evacuat|leave|clear)", clause, re.IGNORECASE)):
            continue
        if not asked and (
            (_DONE.search(clause) and not _PLACE_OPEN.search(clause))
            or not (_PLACE_OPEN.search(clause) or _ORDERED.search(clause))
        ):
            continue
        if opens is None and _OPENS.search(lead):
            opens = clock
        elif closes is None and (hit := _CLOSES.search(lead)) and not (hit["by"].lower() == "before" and not asked):
            closes = clock
    if opens or closes:
        yield opens, closes


def _hours(text: str, plain: str, first: Clock | None, last: Clock | None, around: _Setting) -> Hours:
    ends = [clock for clock in (first, last) if clock is not None]
    flags = [flag for clock in ends for flag in clock.flags]
    if first is not None and last is not None:
        first, last, doubt = settle(first, last)
    else:
        doubt = None if ends[0].sure else "morning or afternoon not stated"
    if doubt:
        flags.append(doubt)
    start, end = ends[0].start, ends[-1].end
    zone, end = _zone(plain, ends, end, around, flags)
    on, start, end = _day(plain, ends, start, end, around, flags)
    opens, closes = _instants(on, first, last, zone, flags)
    lead = re.search(r"\b(?:from|between)\s+$", plain[:start])
    start = lead.start() if lead else start
    iana = zone.iana if zone and (opens or closes) else zone.iana if zone and on is None else None
    value = WindowValue(
        opens=opens, closes=closes, zone=iana, as_written=text[start:end], flags=tuple(dict.fromkeys(flags))
    )
    return Hours(value, start, end)


def _zone(plain: str, ends: list[Clock], end: int, around: _Setting, flags: list[str]) -> tuple[Zone | None, int]:
    """The zone named with the hours, else in the same sentence, else for the whole report."""
    if any(clock.zulu for clock in ends):
        return Zone("UTC", "Z", 0), end
    near = NAMED.search(plain, end, end + 90)
    if near is not None and not re.search(r"[.;]\s", plain[end : near.start()]):
        zone, end = zone_from(near), near.end() if near.start() - end <= 4 else end
    else:
        stop = max(plain.rfind(". ", 0, ends[0].start), plain.rfind("; ", 0, ends[0].start), 0)
        early = list(NAMED.finditer(plain, stop, end))
        headed = _HEADED_ZONE.search(around.report)
        if early:
            zone = zone_from(early[-1])
        elif headed:
            match = NAMED.search(around.report, headed.end())
            zone = zone_from(match) if match else Zone(None, "")
        else:
            flags.append("time zone not named")
            return None, end
    if zone.iana is None:
        local = re.match(r"(?:local|our|ship)", zone.written)
        flags.append("time zone not named" if local else f'time zone not known: "{zone.written}"')
    return zone, end


def _day(
    plain: str, ends: list[Clock], start: int, end: int, around: _Setting, flags: list[str]
) -> tuple[date | None, int, int]:
    """The day named right after the hours, else the nearest before them in the text, else in earlier words."""
    day_word = next((clock.day for clock in ends if clock.day), None)
    if day_word is not None:
        return around.reference + timedelta(days=int(day_word.startswith("tomorrow"))), start, end
    gap = plain[ends[0].end : ends[-1].start] if len(ends) == 2 else ""
    inner = list(days(gap))
    after = [m for m in days(plain[end : end + 50]) if not re.search(r"[.;]\s", plain[end : end + m.start()])]
    before = [m for m in days(plain[:start]) if start - m.end() <= 120]
    for matches, place in ((inner, "in"), (after, "after"), (before, "before")):
        if not matches:
            continue
        match = matches[-1] if place == "before" else matches[0]
        on = day_of(match, around.reference, ahead=around.ahead)
        if on is None:
            continue
        doubt = doubt_of(match, around.reference, on)
        if doubt:
            flags.append(doubt)
        if place == "after":
            return on, start, end + match.end()
        near = place == "before" and start - match.end() <= 8
        return on, match.start() if near else start, end
    return _earlier_day(plain, around, flags), start, end


def _earlier_day(plain: str, around: _Setting, flags: list[str]) -> date | None:
    """A day named in the words before the text, the nearest one that is not past; always flagged."""
    if not around.before:
        flags.append("day not stated")
        return None
    if around.stamped:
        flags.append(f"day not stated; taken to be {around.reference.isoformat()}")
        return around.reference
    for match in reversed(list(days(around.before[-900:]))):
        on = day_of(match, around.reference, ahead=around.ahead and not (match["m1"] or match["m2"]))
        if on is not None and around.reference <= on <= around.reference + timedelta(days=10):
            flags.append(f"day taken from earlier words: {on.isoformat()}")
            return on
    if around.reference != around.published or around.ahead:
        flags.append(f"day not stated; taken to be {around.reference.isoformat()}")
        return around.reference
    flags.append("day not stated")
    return None


def _instants(
    on: date | None, first: Clock | None, last: Clock | None, zone: Zone | None, flags: list[str]
) -> tuple[datetime | None, datetime | None]:
    over = first is not None and last is not None and last.minutes <= first.minutes
    if over:
        flags.append("closes on the next day")
    if on is None or zone is None or zone.iana is None:
        return None, None
    place = ZoneInfo(zone.iana)

    def instant(clock: Clock | None, later: int) -> datetime | None:
        if clock is None:
            return None
        extra, minutes = divmod(clock.minutes, 1440)
        day = on + timedelta(days=extra + later)
        return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=place).astimezone(UTC)

    opens, closes = instant(first, 0), instant(last, int(over))
    doubt = zone.doubt(opens or closes or datetime(on.year, on.month, on.day, 12, tzinfo=place))
    if doubt:
        flags.append(doubt)
    return opens, closes


def _vague(plain: str, text: str, stance: Stance | None, around: _Setting) -> Iterator[Hours]:
    """Hours the words do not settle: "until further notice", "at dawn", a corridor "on Wednesday"."""
    asked = stance in _ASKS
    match = _VAGUE.search(plain)
    if (
        match is not None
        and (asked or (_PLACE_OPEN.search(plain) and not _SHUT.search(plain) and not _DONE.search(plain)))
        and (asked or _MOVEMENT.search(plain))
    ):
        yield Hours(_blank(text, match.span(), ()), *match.span())
        return
    if stance not in (None, *_ASKS) and not re.search(r"\b(?:will|would)\b", plain):
        return
    for day in days(plain):
        lead = _CORRIDOR_DAY.search(plain[: day.start()])
        if lead is None or (stance is None and not _FUTURE.search(plain[: day.start()])):
            continue
        on = day_of(day, around.reference, ahead=around.ahead)
        if on is not None:
            yield Hours(_blank(text, day.span(), ("hours not stated", f"day {on.isoformat()}")), *day.span())
            return


_CORRIDOR_DAY = re.compile(
    r"\b(?:corridors?|passages?|evacuations?|humanitarian\s+pause|pause|cease-?fire|truce|convoys?|boats|crossings?)\b[^.;]{0,60}?\b(?:on|for|from)\s+",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|offer\w*|to be|for)\b|^(?:that\s+)?an?\s+(?:\w+\s+)?corridor", re.IGNORECASE
)


def _blank(text: str, span: tuple[int, int], flags: tuple[str, ...]) -> WindowValue:
    return WindowValue(opens=None, closes=None, zone=None, as_written=text[slice(*span)], flags=flags)
