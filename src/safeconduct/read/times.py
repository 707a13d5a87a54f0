"""Announced hours: a window with its zone as named and its day resolved from the day of publication.

Nothing is assumed about the zone: without one, opening and closing stay open and a flag says so. A day taken from
earlier words, a half of the day nobody stated, a zone that does not hold on that day: read, and flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from safeconduct.model.claim import Stance, WindowValue
from safeconduct.read.clock import Clock, clocks, settle
from safeconduct.read.days import MONTHS, WEEKDAYS, day_of, days, doubt_of, reference_day, stamped
from safeconduct.read.kept_zone import kept_zone
from safeconduct.read.lasting import closing
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase
from safeconduct.read.two_days import each_day
from safeconduct.read.unsettled import unsettled
from safeconduct.read.window_doubts import ahead_of, in_the_past, said_on_another_day, window_doubts
from safeconduct.read.window_words import (
    ASKS,
    CHANGED,
    CLOSES,
    DAYISH,
    DONE,
    FIRST_AT,
    FROM,
    HEADED_ZONE,
    IF,
    LAST_AT,
    LAST_LEAVES,
    OPEN_CLOSE,
    OPENS,
    ORDERED,
    PAST,
    PLACE_OPEN,
    ROAD,
    SHUT,
    STANDS_OPEN,
    THEN_CLOSE,
    TO,
)
from safeconduct.read.zones import NAMED, Zone, zone_from, zone_of

_AGO = 2500
"""How far back, in code points, the zone of a window may stand that is now extended or moved."""
_COMING = AnyCase(r"\b(?:will|would|shall|(?:is|are) to|(?:is|are) due|next)\b")
_DAY_BETWEEN = re.compile(rf"^\s*,?\s*{DAYISH}")
_NEAR, _FAR = 50, 110
"""Code points behind the hours within which a day is theirs, and within which it may be: then it is flagged."""
_SECOND = re.compile(r"\b(?:second|another|again|further)\b", re.IGNORECASE)
_UNZONED = re.compile(r"\s*(?:[\"',.;)]|$)")
_BESIDE = re.compile(
    r"\s*(?:,\s*)?(?:\((?P<zone>[A-Z][a-z]+)\)|(?P<zone2>Mountain|Pacific|Eastern|Central|Atlantic)\b(?!\s+[A-Z]))"
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
    ahead = stance in ASKS
    coming = ahead or _COMING.search(plain) is not None
    spans: list[tuple[Clock | None, Clock | None]] = [
        (first, last) for first, last in _stretches(plain) if ahead or not _told(plain, first, last)
    ]
    if spans and ahead and spans[-1][1] is not None and _SECOND.search(plain, spans[-1][1].end):
        spans.extend(_one_sided(plain, stance, after=spans[-1][1].end))
    spans = spans or [
        (first, last or (closing(plain, first) if first is not None else None))
        for first, last in _one_sided(plain, stance)
    ]
    if not spans:
        reference = partial(reference_day, before, published)
        return tuple(Hours(*row) for row in unsettled(text, plain, stance, reference))
    around = _Setting(published, reference_day(before, published), view(before), view(report), coming, stamped(before))
    used = [clock for span in spans for clock in span if clock is not None]
    return tuple(
        _looked_at(_hours(text, told, *span, around), told, span, used, around)
        for span in spans
        for told in each_day(plain, span)
    )


def _looked_at(
    hours: Hours, plain: str, ends: tuple[Clock | None, Clock | None], used: list[Clock], around: _Setting
) -> Hours:
    """Hours with what stands beside them in their sentence and makes them doubtful."""
    own = [clock for clock in ends if clock is not None]
    span = (own[0].start, own[-1].end)
    doubts = window_doubts(
        plain, span, used if len(own) == 2 else own, clocks(plain), around.reference, ahead=around.ahead
    )
    doubts += said_on_another_day(plain, _beside(plain, around), around.reference)
    doubts += ahead_of(re.split(r"[.;!?]\s|\n", around.before[-_SENTENCE:])[-1] + plain[: span[0]])
    doubts += in_the_past(hours.value.opens, hours.value.closes, around.reference)
    flags = tuple(dict.fromkeys((*hours.value.flags, *doubts)))
    return replace(hours, value=replace(hours.value, flags=flags))


def _beside(plain: str, around: _Setting) -> str:
    """What stands before and after a text in its sentence."""
    at = len(around.before) + len(plain)
    before, after = around.before[-_SENTENCE:], around.report[at : at + _SENTENCE]
    return re.split(r"[.!?\n]", before)[-1] + " ; " + re.split(r"[.!?\n]", after)[0]


_NIGHT = 360
"""Hours before six that nobody settled are taken for those of the afternoon, and flagged: few are told to come at two
in the night."""
_SENTENCE = 160
"""Code points on either side of a text that are looked at as its sentence."""
_NAMED_TIME = re.compile(
    rf"\b(?:{'|'.join([*WEEKDAYS, *(m for m in MONTHS if m != 'May')])}|in May|\d{{1,2}} May|\d{{1,2}}:\d\d)\b"
)


def mentions_time(text: str) -> bool:
    """True when a text names a day, a month or an hour."""
    return _NAMED_TIME.search(view(text)) is not None


def _stretches(plain: str) -> Iterator[tuple[Clock, Clock]]:
    """Pairs of times joined by "to", "until", a dash, or "and" after "between"."""
    found = clocks(plain)
    number = 0
    while number + 1 < len(found):
        first, last = found[number], found[number + 1]
        joined = TO.match(plain[first.end : last.start])
        lead = FROM.search(plain[: first.start])
        named = lead["by"].lower() if lead else ""
        if (
            (joined and _is_stretch(first, last, joined["by"].lower(), named, plain))
            or (
                not first.bare
                and FIRST_AT.search(plain[: first.start])
                and LAST_AT.match(plain[first.end : last.start])
            )
            or (
                not first.bare
                and OPEN_CLOSE.search(plain[: first.start])
                and THEN_CLOSE.match(plain[first.end : last.start])
            )
        ):
            yield first, last
            number += 2
        else:
            number += 1


def _told(plain: str, first: Clock, last: Clock) -> bool:
    """Whether a stretch tells when something was so, and announces nothing."""
    start = max(plain.rfind(mark, 0, first.start) for mark in (". ", "; ", "! ")) + 1
    ends = [at for mark in (". ", "; ", "! ") if (at := plain.find(mark, last.end)) >= 0]
    clause = IF.sub(" ", plain[start : min(ends, default=len(plain))])
    return bool(PAST.search(clause) or SHUT.search(clause) or (DONE.search(clause) and not STANDS_OPEN.search(clause)))


def _is_stretch(first: Clock, last: Clock, joined: str, lead: str, plain: str) -> bool:
    if joined == "and" and not lead.startswith("between"):
        return False
    if not (first.bare or last.bare):
        return True
    if first.bare and last.bare:
        near = bool(NAMED.match(_DAY_BETWEEN.sub("", plain[last.end :]).lstrip(" ,("))) or bool(
            _UNZONED.match(plain[last.end :])
        )
        return near and (bool(lead) or joined in ("to", "-", "–", "until"))
    return bool(lead) or joined in ("to", "-", "–", "—", "until", "till", "til")


def _one_sided(plain: str, stance: Stance | None, after: int = 0) -> Iterator[tuple[Clock | None, Clock | None]]:
    """A time from which, or until which, something is open or to be done."""
    opens = closes = None
    for clock in clocks(plain):
        if clock.start < after:
            continue
        start = max(plain.rfind(mark, 0, clock.start) for mark in (". ", "; ", "! ", " that ")) + 1
        ends = [at for mark in (". ", "; ", "! ") if (at := plain.find(mark, clock.end)) >= 0]
        clause, lead = plain[start : min(ends, default=len(plain))], plain[start : clock.start]
        if clock.bare and not NAMED.match(plain[clock.end :].lstrip(" ,(")):
            continue
        asked = stance in ASKS
        if not asked and (ROAD.search(clause) or PAST.search(clause)):
            continue
        if SHUT.search(clause) and not (asked and re.search(r"\b(?:open|evacuat|leave|clear)", clause, re.IGNORECASE)):
            continue
        if not asked and (
            (DONE.search(clause) and not STANDS_OPEN.search(clause))
            or not (PLACE_OPEN.search(clause) or ORDERED.search(clause) or STANDS_OPEN.search(clause))
        ):
            continue
        last = LAST_LEAVES.search(lead)
        if opens is None and not last and OPENS.search(lead):
            opens = clock
        elif closes is None and (
            last or ((hit := CLOSES.search(lead)) and not (hit["by"].lower() == "before" and not asked))
        ):
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
        if not ends[0].sure and ends[0].minutes < _NIGHT:
            later = replace(ends[0], minutes=ends[0].minutes + 720)
            first, last = (later, None) if first is not None else (None, later)
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
    beside = _BESIDE.match(plain, end)
    if beside is not None and (named := zone_of(beside["zone"] or beside["zone2"])) is not None:
        return Zone(named, beside.group().strip()), beside.end()
    if re.match(r"\s*\(?(?:all\s+)?local\b(?!\s+(?:time|buses|boats))", plain[end:]):
        zone = Zone(None, "local")
    elif near is not None and not re.search(r"[.;]\s", plain[end : near.start()]):
        zone, end = zone_from(near), near.end() if near.start() - end <= 4 else end
    else:
        stop = max(plain.rfind(". ", 0, ends[0].start), plain.rfind("; ", 0, ends[0].start), 0)
        early = list(NAMED.finditer(plain, stop, end))
        headed = _headed(around.report)
        if early:
            zone = zone_from(early[-1])
        elif headed:
            match = NAMED.search(around.report, headed.end())
            zone = zone_from(match) if match else Zone(None, "")
        elif (kept := kept_zone(around.report)) is not None:
            zone = kept
            flags.append(f'time zone taken from elsewhere in the report: "{zone.written}"')
        elif CHANGED.search(plain) and (named_before := list(NAMED.finditer(around.before[-_AGO:]))):
            zone = zone_from(named_before[-1])
            flags.append(f'time zone taken from earlier words: "{zone.written}"')
        else:
            flags.append("time zone not named")
            return None, end
    if zone.iana is None:
        local = re.match(r"(?:local|our|ship)", zone.written)
        flags.append("time zone not named" if local else f'time zone not known: "{zone.written}"')
    return zone, end


@lru_cache(maxsize=4)
def _headed(report: str) -> re.Match[str] | None:
    """Where a report states a zone for all its hours."""
    return HEADED_ZONE.search(report)


def _day(
    plain: str, ends: list[Clock], start: int, end: int, around: _Setting, flags: list[str]
) -> tuple[date | None, int, int]:
    """The day named right after the hours, else the nearest before them in the text, else in earlier words."""
    day_word = next((clock.day for clock in ends if clock.day), None)
    if day_word is not None:
        return around.reference + timedelta(days=int(day_word.startswith("tomorrow"))), start, end
    gap = plain[ends[0].end : ends[-1].start] if len(ends) == 2 else ""
    inner = list(days(gap))
    after = [m for m in days(plain[end : end + _FAR]) if not re.search(r"[.;]\s", plain[end : end + m.start()])]
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
        if place == "after" and match.start() > _NEAR:
            flags.append(f"day taken from later words: {on.isoformat()}")
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
        for match in reversed(list(days(around.before[-120:].rsplit("\n", 1)[-1]))):
            on = day_of(match, around.reference, ahead=True)
            if on is not None and on > around.reference:
                flags.append(f"day taken from earlier words: {on.isoformat()}")
                return on
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
