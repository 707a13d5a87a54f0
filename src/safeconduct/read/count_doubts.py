"""Why a count of persons may not count those who are there now: what the words around it say of it.

A number that changed, that was expected, that belongs to another time, that is a share or a part, or that every one of
several places has: it is read and flagged, for the words alone do not settle which number holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from safeconduct.read.headcounts import Headcount
from safeconduct.read.sieve import AnyCase

_CHANGED = AnyCase(
    r"\b(?:grow[ns]?|grew|risen|rises?|rose|f[ae]ll(?:en|s)?|drop(?:s|ped)?|increas\w+|decreas\w+|shr[aiu]nk\w*|swell\w*|swollen|climb(?:s|ed)|dwindl\w+|doubled|halved|gone\s+(?:up|down)|went\s+(?:up|down))\b[^.;]{0,40}\b(?:from|by|to)\b"
    r"|\b(?:revis\w+|correct(?:s|ed|ion|ing)?|amend\w*|adjust\w+|lower(?:s|ed)|raised)\b[^.;]{0,60}\b(?:from|to|figure|number|count)\b",
)
_OTHER_TIME = AnyCase(
    r"\b(?:normally|usually|ordinarily|used\s+to|once\s+had|formerly|before\s+the\s+(?:war|flood|fire|siege|quake|earthquake|storm|fighting|accident|evacuation)|pre-?war|in\s+peacetime|last\s+(?:year|month|winter|summer|census)|at\s+the\s+last\s+census|census|in\s+(?:19|20)\d\d|years?\s+ago|at\s+(?:its|the)\s+(?:height|peak)|in\s+summer|in\s+winter|on\s+paper)\b",
)
_EXPECTED = AnyCase(
    r"\b(?:expect(?:s|ed|ing)?|hop(?:es|ed|ing)\s+(?:for|to)|plann?(?:s|ed|ing)?\s+(?:for|to\s+(?:take|move))|prepar\w+\s+for|made\s+ready\s+for|allow(?:s|ed)?\s+for|reckon(?:s|ed)\s+with|target|quota|would\s+(?:be|make|bring)|could\s+(?:be|rise|reach))\b[^.;]{0,30}$",
)
_WHOLE = re.compile(
    r"(?:^|[.;,]\s+|\bthat\s+)(?:out\s+)?of\s+(?:(?:the|its|their|our|some|these)\s+)?(?:\w+\s+)?\Z", re.IGNORECASE
)
_EACH = AnyCase(r"\b(?:each|every|apiece|per)\b")
_SHARE = AnyCase(
    r"\b(?:in|out\s+of)\s+(?:every\s+)?(?:two|three|four|five|six|ten|twenty|a\s+hundred|\d+)\s+of\s+(?:the"
    r"|its|their|our|all)\s+$"
)
_TABLE = re.compile(
    r"\b(?:men|women|children|adults|males?|females?|boys|girls|elderly|patients|staff)\s*:?\s+\d", re.IGNORECASE
)
_PLACE_SIZE = re.compile(
    r"-(?:resident|inhabitant|person|people|strong|patient|pupil|passenger)\b\s+(?!group|crowd|column)\w+",
    re.IGNORECASE,
)
_NEXT_TO = AnyCase(r"\b(?:another|a\s+further|additional|a\s+second|some\s+other)\s+$|^\s*(?:more|others|further)\b")
_SUPPOSED = AnyCase(
    r"\b(?:whether|if|how|nobody\s+knows|no\s+one\s+knows|suppose|supposing|imagine|at\s+one\s+(?:time|point"
    r"|stage))\b[^.;]{0,40}$"
)
_TO_COME = AnyCase(
    r"^\s*(?:will|would|are\s+to|is\s+to|shall|(?:are|were|is|was)\s+(?:expected|awaited|due|planned|promised))\b"
)
_ACTED = AnyCase(
    r"^\s*(?:have\s+|had\s+)?(?:signed|marched|voted|protested|attended|demonstrated|petitioned|complained)\b"
)
_AT_WORK = re.compile(
    r"\s*(?:,\s*)?(?:who\s+)?(?:(?:are|is|were|was)\s+)?(?:cutting|fighting|digging|filling|clearing|building|repairing|searching|patrolling|pumping"
    r"|sandbagging|unloading|loading|mending|shoring|helping|assisting|manning|operating)\b",
    re.IGNORECASE,
)
_HELD = AnyCase(r"\b(?:holds?|seats?|sleeps?|fits?|takes?|houses?|shelters?)\s+(?:up\s+to\s+)?$")


def count_doubts(plain: str, kept: Sequence[Headcount]) -> Iterator[str]:
    """What is doubtful about the counts of one text that are taken to be present, by the words around them."""
    for count in kept:
        written, lead = plain[count.start : count.end].strip(), plain[max(0, count.start - 90) : count.start]
        tail = plain[count.end : count.end + 60]
        for pattern, doubt in _BEFORE:
            if pattern.search(lead):
                yield f'"{written}" {doubt}'
        if _PLACE_SIZE.search(plain, count.amount.end - 1, count.end + 20):
            yield f'"{written}" may be the size of a place'
        if _TO_COME.search(tail):
            yield f'"{written}" are told of for later'
        if _ACTED.search(tail):
            yield f'"{written}" are counted for what they did'
        if _AT_WORK.match(tail):
            yield f'"{written}" are at work there'
        if _NEXT_TO.search(lead) or _NEXT_TO.match(tail):
            yield f'"{written}" may come on top of others'
    if kept and _CHANGED.search(plain):
        yield "a number that changed"
    if kept and _OTHER_TIME.search(plain):
        yield "a number of another time"
    if kept and _TABLE.search(plain):
        yield "a table of numbers"
    if kept and _EACH.search(plain):
        yield "a number for each of several"
    rows = [(plain[c.amount.end : c.end].split()[-1:], c) for c in kept if not c.part]
    if any(a == b and one.amount != other.amount for n, (a, one) in enumerate(rows) for b, other in rows[n + 1 :]):
        yield "two numbers for the same persons"


_BEFORE = (
    (_EXPECTED, "was expected, not counted"),
    (_WHOLE, "is a whole of which a part is told"),
    (_SUPPOSED, "is supposed, not counted"),
    (_SHARE, "is a whole of which a share is told"),
    (_HELD, "may be what a place holds"),
)
