"""The place people would be taken, led or told to go; a place merely mentioned, left or passed is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from safeconduct.model.claim import DestinationValue
from safeconduct.read.persons import ANY
from safeconduct.read.places import Mention
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase

_CARRY = (
    r"(?:taken|take|takes|carried|carry|driven|drive|evacuat\w+|brought|bring|brings|moved?|moves|transport(?:ed|s)?|bused|bussed|transfer(?:red|s)?|relocat\w+|go|going|went|leave"
    r"|left|travel\w*|escort(?:ed)?|corridors?|passages?|routes?|conveyed|convey|convoys?|flown|fly|flights?|ferried|ferry|ferries|shuttl\w+|buses|bus|coaches|minibuses|boats?|trains?|trams?|lorries|barges?|helicopters?|vans?|walk\w*|walked|cross\w*"
    r"|run|runs|sent|send|sending|led|lead|head(?:ed|ing)?|sail\w*|way\s+out|reach\w*|dispatched|proceed\w*|come|came|welcomed?|arrive\w*|allowed|permitted|free|march\w*|shift\w*|shepherd\w*|usher\w*|stretchered|helicoptered|medevac\w*|made\s+it|tow\w*|haul\w*|truck\w*|ship(?:s|ped)?|resettle\w*|rehouse\w*|repatriate\w*|hoist\w*|deposit\w*|drop(?:s|ped)?|lifted|airlift\w*|row(?:ed)?|delivered|return\w*|movement|move|ride|directed|invited?|everybody|everyone|people|residents|civilians|them|families|passengers|guests|patients|children|evacuees|wounded|those|us)"
)
_TOWARD = r"(?:to|towards?|into|for|at|in)"
_TO = AnyCase(
    rf"\b{_CARRY}\b(?P<way>[^.;!?]{{0,90}}?)\b(?P<prep>to|towards?|into|as\s+far\s+as|in\s+the\s+direction\s+of)\s+(?=(?P<rest>[^.;!?]+))",
)
_ANY_TO = re.compile(r"(?P<prep>\b(?:to|towards?)\b)\s+(?=(?P<rest>[^.;!?]+))", re.IGNORECASE)
_BOUND_FOR = AnyCase(
    r"\b(?:leav\w+|left|head\w*|bound|set\s+(?:out|off)|sail\w*|depart\w*|mak(?:e|es|ing)|wait|start\w*)\b(?P<way>[^.;!?]{0,40}?)\bfor\s+(?=(?P<rest>[^.;!?]+))",
)
_REACHED = re.compile(
    r"\b(?:reach(?:ed|es)?|use|enter(?:ed)?|prefers?|propos\w+|suggest\w*|put\s+forward|chooses?|named?|via)\s+(?P<rest>[^.;!?]+)",
    re.IGNORECASE,
)
_LANDED = AnyCase(
    r"\b(?:landed|registered|register|registration|checked\s+in|check\s+in|received?|accommodated|housed|arriv\w+|sheltered|shelter(?:s)?|welcomed?|taken\s+in|put\s+up|opens?|open|gather\w*|assembl\w*|ashore|put\s+ashore|land(?:s|ing)?|safe|rooms?|places|sheltered|(?:spend|pass)\s+the\s+night|resettle\w*|rehous\w*|lodg\w*|quarter(?:ed|s)|admitted|mattresses|cots|looked\s+after|cared\s+for|docked|dropped\s+off|unload\w*|set\s+down|settled|sleep|beds|camps?)\b(?P<way>[^.;!?]{0,40}?)\b(?:at|in|on)\s+(?P<rest>[^.;!?]+)",
)
_ARE_IN = re.compile(
    r"\b(?:buses|bus|boats?|convoy|evacuees|passengers|patients|pupils|they|all)\b[^.;]{0,30}\b(?:are|is|were)\s+(?:now\s+|all\s+|safely\s+|already\s+)*(?:in|at)\s+(?P<rest>[^.;!?]+)",
    re.IGNORECASE,
)
_NOW_AT = AnyCase(
    rf"\b(?:{ANY}|famil(?:y|ies))\s+(?:are|were)\s+(?:now|safely|already)\s+(?:in|at)\s+(?P<rest>[^.;!?]+)",
)
_BY_ROAD = re.compile(
    r"\b(?:take|follow|use)\b[^.;!?]{0,40}\b(?:road|track|path|lane|highway|route|trail)s?\s+(?:to|towards)\s+(?P<rest>[^.;!?]+)",
    re.IGNORECASE,
)
_TOOK_IN = re.compile(
    rf"\s+(?:ha(?:s|ve|d)\s+)?(?:taken|took|takes|take)\s+in\s+[^.;]{{0,30}}\b(?:{ANY}|famil(?:y|ies))\b", re.IGNORECASE
)
_LABEL = AnyCase(
    r"\b(?:shelters?|destination|reception(?:\s+cent\w+)?|assembly\s+point|rest\s+cent\w+|evacuation\s+cent\w+|collection\s+point|receiving\s+\w+)\b[^:.;]{0,20}(?::|\bis\b|\bas\b|\bbe\b|(?<=point)\s)\s*(?P<rest>[^.;!?]+)",
)
_IS_OPEN = re.compile(
    r"^(?P<after>[^.;!?]{0,40}?\b(?:(?:is|are|stays?|remains?|will\s+be|has\s+been|have\s+been)\s+(?:now\s+)?open(?:ed)?\b|receives?\b|takes\s+in\b|accepts\s+evacuees|serves\s+as|is\s+ready|opens?\b)|\s+as\s+(?:a|the|an)\s+(?:\w+\s+){0,2}destination)",
    re.IGNORECASE,
)
_SHELTER = re.compile(
    r"\b(?:hall|halls|school|stadium|gymnasium|gym|centre|center|camp|arena|showground|college|church|barracks|hostel|hotel|university|hangar|warehouse|fair|college|academy|monastery|mosque|theatre|hospital|club|seminary|pavilion|depot)s?\b",
    re.IGNORECASE,
)
_ROADS = re.compile(
    r"\b(?:road|bridge|track|highway|lane|tunnel|railway|causeway|crossing|path|trail|pass|dyke|embankment)s?\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom\b|\bleav\w+\b|\bout\s+of\b|\bescape\b|\b(?:get|come)\s+out\b|,\s*(?!a\b|the\b|an\b)|\bby\s+way\s+of\b|\bvia\b|\bthrough\b|\bpast\b|\bacross\b|\bbefore\b|\bwhere\b|\bbecause\b|\bthat\b",
    re.IGNORECASE,
)
_EMPTIED = AnyCase(
    r"\b(?:evacuation|clearing|clearance|emptying|abandonment)\s+of\s+(?:(?!to\b|towards?\b|into\b|for\b)[\w-]+\s+){0,2}$|\bevacuat(?:e|es|ed|ing)\s+(?:the\s+)?$",
)
"""What is emptied is no place to go to."""
_NOT = re.compile(r"\b(?:not|never|no|none|nobody|refus\w+|rather\s+than|instead\s+of)\b[^,;]{0,40}$", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:none\s+of\s+\w+|nobody|no\s+one|not|never)\b", re.IGNORECASE)


def destination(text: str, places: Sequence[Mention], *, bare: bool = False) -> DestinationValue | None:
    """The place people would be taken or led to; ``places`` are the mentions in the same text.

    ``bare``: the text offers or asks for something, so that a place alone ("Tir through the Order") is one.
    """
    found = destinations(text, places, bare=bare)
    return found[0] if found else None


def destinations(text: str, places: Sequence[Mention], *, bare: bool = False) -> tuple[DestinationValue, ...]:
    """All of them, the surest first: known places before guessed ones."""
    plain = view(text).replace("\n", " ")
    places = [m for m in places if not _EMPTIED.search(plain[: m.start])]
    known = [m for m in places if m.known] or list(places)
    if not known:
        return ()
    for pattern in (_TO, _BOUND_FOR, _REACHED, _LANDED, _ARE_IN, _NOW_AT, _LABEL, *((_BY_ROAD,) if bare else ())):
        for match in pattern.finditer(plain):
            if pattern is _LANDED and re.search(r"\b(?:from|since)\b", match["way"] or ""):
                continue
            mention = _first(plain, match, known, bare)
            if mention is not None and (bare or not _of_things(plain, match, mention)):
                return _with_others(text, plain, match.start("rest"), mention, known)
    if bare:
        for match in _ANY_TO.finditer(plain):
            mention = _first(plain, match, [m for m in known if m.known], bare)
            if mention is not None:
                return _with_others(text, plain, match.start("rest"), mention, known)
    for mention in known:
        named = plain[mention.start : mention.end]
        if _TOOK_IN.match(plain, mention.end):
            return (_value(text, mention.start, mention),)
        tail = _IS_OPEN.match(plain[mention.end :])
        if tail is not None and (_SHELTER.search(named + tail["after"]) or "destination" in tail["after"]):
            return (_value(text, mention.start, mention),)
    if (
        bare
        and known
        and known[0].known
        and re.match(
            r"^[\"'\s]*(?:that\s+)?(?:to\s+|for\s+|(?:an?|the|any|its|their|our)\s+(?:[\w-]+\s+){0,5}?(?:to|at|in|for)\s+(?:the\s+)?)?$",
            plain[: known[0].start],
        )
    ):
        return (_value(text, known[0].start, known[0]),)
    if bare and len({m.place for m in known}) == 1 and known[0].known and _may_be_meant(plain, known[0]):
        return (_value(text, known[0].start, known[0]),)
    return ()


_ROOM_AT = re.compile(
    r"(?:^|\b(?:tents?|stoves|beds?|cots|bunks|mattresses|shelters?|rooms?|places|space|halls?|school|gym|camp|barracks|dormitor(?:y|ies)|houses?|homes?|church|mosque|quarters|lodgings?)\b[^.;]{0,24}?\b(?:at|in|on)\s+)(?:an?\s+|the\s+|its\s+|their\s+|our\s+)?(?:[a-z'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"['\u2019]s?\b|\s+(?:be|is|are|was|were|can|could|will|would|may|must|should|road|bridge|track|highway|lane|tunnel|railway|causeway|crossing|path|trail|pass|police|council|command|gate|pier|quay|jetty|ferry|residents|people|line|side|bank)\b",
    re.IGNORECASE,
)


def _may_be_meant(plain: str, mention: Mention) -> bool:
    """The one place an offer or a request names, when it opens it ("the old seminary to all who come") or has room."""
    return _ROOM_AT.search(plain[: mention.start]) is not None and _NOT_THERE.match(plain, mention.end) is None


_THINGS = AnyCase(
    r"\b(?:letters?|messages?|aid|flour|food|supplies|goods|fuel|water|medicines?|parcels|fires?|flames|smoke|floods?|cloud|lists?|texts?|troops|tanks|reinforcements|equipment|engineers|delegation|envoy)\b",
)
_PERSONS = re.compile(rf"\b(?:{ANY}|famil(?:y|ies)|evacuees|everyone|everybody|they|them|us|we)\b", re.IGNORECASE)
_LINE_STATE = re.compile(
    r"\s+(?:is|are|was|were|has\s+been|have\s+been|remains?)\s+(?:now\s+|still\s+)?(?:suspended|closed|cut|shut|blocked|open|cancelled|impassable|passable|flooded|not\b|out\s+of|under\s+water|clear)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^\s*,?\s*(?:and|or|as\s+well\s+as)\s+(?:to\s+|at\s+|in\s+)?(?:the\s+)?$", re.IGNORECASE)
_OTHERS_TO = re.compile(
    r"^[^.;]{0,20}\b(?:the\s+)?(?:others?|rest|remainder|remaining\s+\w+)\b[^.;]{0,25}\b(?:to|at|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _of_things(plain: str, match: re.Match[str], mention: Mention) -> bool:
    """Whether a telling speaks of things that go somewhere, or of the state of a line, and not of persons."""
    start = max(plain.rfind(mark, 0, match.start()) for mark in ".;!?") + 1
    clause = plain[start : mention.start]
    things = _THINGS.search(clause) is not None and _PERSONS.search(clause) is None
    return things or _LINE_STATE.match(plain, mention.end) is not None


def _with_others(
    text: str, plain: str, start: int, mention: Mention, known: Sequence[Mention]
) -> tuple[DestinationValue, ...]:
    """The destination found, and those joined to it: "to Kell or Tarn", "to Kell, the others to Tarn"."""
    found, last = [_value(text, start, mention)], mention
    for other in known:
        between = plain[last.end : other.start]
        if (
            other.start >= last.end
            and other.place != mention.place
            and (_JOINED.match(between) or _OTHERS_TO.match(between))
        ):
            found.append(_value(text, other.start, other))
            last = other
    return tuple(found)


def _first(plain: str, match: re.Match[str], places: Sequence[Mention], bare: bool = False) -> Mention | None:
    """The first place named right behind "to"; a road, a speech or an origin on the way there is none."""
    start = match.start("rest")
    way = match.groupdict().get("way") or ""
    lead = plain[: match.start()]
    if "prep" in match.groupdict() and _ROADS.search(plain[max(0, match.start("prep") - 30) : match.start("prep")]):
        return None
    rather = re.search(r"\b(?:rather\s+than|instead\s+of)\b[^,;]{0,30}$", lead[-50:])
    if rather or (
        not bare and _NOT.search(lead[-50:]) and not _NOBODY.search(way) and not re.search(r"\bNot\s*$", lead)
    ):
        return None
    for mention in places:
        if start <= mention.start <= start + 48 and not _FROM.search(plain[start : mention.start]):
            return mention
    return None


def _value(text: str, start: int, mention: Mention) -> DestinationValue:
    return DestinationValue(as_written=text[start : mention.end], place=mention.place)
