"""Windows whose hours the words do not settle: "until further notice", "at dawn", a corridor "on Wednesday"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from safeconduct.model.claim import Stance, WindowValue
from safeconduct.read.act_words import CARRIED, FUTURE, GIVE, MOVERS, WILL, any_of
from safeconduct.read.clock import clocks, is_length
from safeconduct.read.days import day_of, days
from safeconduct.read.sieve import AnyCase, words_of
from safeconduct.read.window_words import ASKS, DONE, MOVEMENT, PLACE_OPEN, SHUT

_VAGUE = AnyCase(
    r"\b(?:before\s+dark|by\s+dark|after\s+dark|until\s+(?:dark|evening|night|nightfall)|(?:by|at|before|until)\s+(?:sundown|sunup)|(?:all|throughout\s+the|through\s+the)\s+night|until\s+further\s+notice|around\s+the\s+clock|round\s+the\s+clock|(?:at|from|before|until|by)\s+(?:first|last)\s+light|first\s+light|(?:at|from|until|between|before|by)\s+(?:dawn|dusk|daybreak|sunrise|sunset|nightfall)"
    r"|dawn\s+to\s+dusk|(?:in|during)\s+daylight(?:\s+hours)?|day\s+and\s+night|24\s+hours\s+a\s+day|overnight|tonight|during\s+the\s+night|while\s+it\s+is\s+light|hours\s+of\s+daylight|as\s+long\s+as\s+(?:needed|there\s+is\s+light|light\s+lasts)|within\s+(?:the\s+(?:next\s+)?)?(?:[\w-]+\s+)?(?:hours?|minutes|days?)|(?:at|before|after)\s+(?:high|low)\s+(?:tide|water)|after\s+(?:sunset|sunrise|dusk|dawn|nightfall|midnight)|(?:in\s+the\s+)?early\s+hours|in\s+the\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening)|(?:the\s+)?same\s+(?:hours|time|again)|from\s+now\s+on|with\s+immediate\s+effect|(?:for\s+)?as\s+long\s+as\s+it\s+takes|on\s+the\s+(?:hour|half-hour)|every\s+(?:hour|half-hour|half\s+hour|two\s+hours)|(?:from|by|until|till|before|tomorrow)\s+(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|tomorrow)\s+)?(?:morning|afternoon|evening|night|lunchtime|midday|teatime)|sunrise\s+to\s+sunset|all\s+day|for\s+(?:an|one|two|three|four|five|six|eight|ten|twelve|\d+)\s+hours?)\b"
    r"|\b[\w-]+[-\s](?:hours?|days?|minutes?)[-\s](?:long\s+)?(?:humanitarian\s+)?(?:pause|truce|cease-?fire|lull|halt|window|corridor|opening)\b|\b(?:pause|truce|cease-?fire|lull|halt|window|quiet|silence)\s+(?:of|lasting|for)\s+[\w-]+\s+(?:hours?|days?|minutes)\b",
)
_VAGUE_WORDS = frozenset(
    [
        "dark",
        "evening",
        "night",
        "nightfall",
        "sundown",
        "sunup",
        "notice",
        "clock",
        "light",
        "dawn",
        "dusk",
        "daybreak",
        "sunrise",
        "sunset",
        "daylight",
        "overnight",
        "tonight",
        "needed",
        "takes",
        "hour",
        "hours",
        "minutes",
        "day",
        "days",
        "tide",
        "water",
        "midnight",
        "morning",
        "afternoon",
        "same",
        "now",
        "effect",
        "half-hour",
        "lunchtime",
        "midday",
        "teatime",
        "pause",
        "truce",
        "ceasefire",
        "cease-fire",
        "lull",
        "halt",
        "window",
        "quiet",
        "silence",
        "corridor",
        "opening",
    ]
)
"""Words of which each vague time, or what is open for a length of time, holds one."""
_GIVEN = any_of(
    rf"{FUTURE} (?:also |now |then |again |be able to )?{GIVE}\b",
    rf"\b{WILL} (?:also |now )?be (?:{CARRIED}|available|at hand|on hand)\b",
    rf"\b{MOVERS}\b[^.;]{{0,40}}\b(?:will|would) (?:run|leave|go|sail|wait|come|shuttle)\b",
    r"\b(?:can|could) (?:take|receive|house|shelter|accommodate|sleep)\b",
)
_ANNOUNCED = re.compile(r"\b(?:will|would)\b")
_CORRIDOR_DAY = re.compile(
    r"\b(?:corridors?|passages?|evacuations?|humanitarian\s+pause|pause|cease-?fire|truce|convoys?|boats|crossings?)\b[^.;]{0,60}?\b(?:on|for|from)\s+",
    re.I,
)
_OPENS_A_WAY = re.compile(
    r"\b(?:open\w*|allow\w*|guarantee\w*|grant\w*|provid\w*|giv\w+|offer\w*|establish\w*|set\s+up|organis\w+|hold\s+open|keep\s+open|declar\w*)\b[^.;]{0,40}?\b(?:corridors?|(?:safe\s+|free\s+)?passages?|lanes?|pauses?|truces?|cease-?fires?|way\s+out|exits?)\b"
    r"|\b(?:halt|hold|cease|stop|suspend|pause)\w*\s+(?:\w+\s+)?(?:fire|firing|shelling|shooting|hostilities|attacks|bombardment)\b"
    r"|\b(?:gate|lane|way|crossing|corridor|passage)s?\b[^.;]{0,30}\b(?:will|would|is\s+to|are\s+to)\s+(?:\w+\s+)?(?:be\s+|stand\s+|stay\s+)?open(?:ed)?\b"
    r"|^[\"'\s]*(?:that\s+)?(?:an?\s+|the\s+)?(?:safe\s+|free\s+|humanitarian\s+|new\s+|second\s+)*(?:passage|corridor|pause|truce|lane)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|offer\w*|to be|for)\b|^(?:that\s+)?an?\s+(?:\w+\s+)?corridor", re.IGNORECASE
)


def unsettled(
    text: str, plain: str, stance: Stance | None, reference: Callable[[], date]
) -> Iterator[tuple[WindowValue, int, int]]:
    """At most one window without hours, and the code points it was read from.

    ``reference`` gives the day that "today" means there; it is asked only where a day is named.
    """
    asked = stance in ASKS
    match = _VAGUE.search(plain) if not _VAGUE_WORDS.isdisjoint(words_of(plain)) else None
    if match is not None and (asked or _told_to_come(plain)):
        beside = any(not (clock.bare or is_length(plain, clock)) for clock in clocks(plain))
        yield _blank(text, match.span(), ("an hour stands beside it",) if beside else ())
        return
    if stance not in (None, *ASKS) and _ANNOUNCED.search(plain) is None:
        return
    opened = _OPENS_A_WAY.search(plain) if stance is Stance.OFFERS else None
    for day in days(plain):
        lead = _CORRIDOR_DAY.search(plain[: day.start()])
        if lead is None or (stance is None and not _FUTURE.search(plain[: day.start()])):
            continue
        on = day_of(day, reference(), ahead=asked)
        if on is not None:
            yield _blank(text, day.span(), ("hours not stated", f"day {on.isoformat()}"))
            return
    if opened is not None:
        yield _blank(text, opened.span(), ("hours not stated",))


def _told_to_come(plain: str) -> bool:
    """Whether a plain statement announces: something open, or what will be given to people."""
    if SHUT.search(plain) or DONE.search(plain):
        return False
    return bool((PLACE_OPEN.search(plain) and MOVEMENT.search(plain)) or _GIVEN.search(plain))


def _blank(text: str, span: tuple[int, int], flags: tuple[str, ...]) -> tuple[WindowValue, int, int]:
    value = WindowValue(opens=None, closes=None, zone=None, as_written=text[slice(*span)], flags=flags)
    return value, *span
