"""Where people would be taken, with what, and what is said to have come of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from safeconduct.model.claim import DestinationValue, OutcomeValue, TransportValue
from safeconduct.read.places import Mention
from safeconduct.read.quantities import number_of
from safeconduct.read.segment import view

_CARRY = (
    r"(?:taken|take|carried|carry|driven|drive|evacuat\w+|brought|bring|moved|move|transport(?:ed)?|bused|transferred"
    r"|transfer|relocated|go|leave|travel|escorted|corridors?|passage|route)"
)
_TO = re.compile(rf"\b{_CARRY}\b(?P<way>[^.;]{{0,60}}?)\b(?:to|towards|into)\s+(?P<rest>[^.;]+)", re.IGNORECASE)
_VEHICLES = r"(?:buses|bus|coaches|minibuses|vehicles|ambulances|boats|lorries|trucks|trains|helicopters|cars|ferries)"
_PROVIDE = (
    r"(?:will|would|provide\w*|sen[dt]\w*|carr(?:y|ies)|take[sn]?|bring\w*|ready|offer\w*|arriv\w+|use[sd]?|with|by)"
)
_TRANSPORT = re.compile(
    rf"\b(?:(?P<count>\d[\d,]*|[a-z]+)\s+)?(?P<what>(?:[a-z]+\s+and\s+)?{_VEHICLES}(?:\s+and\s+{_VEHICLES})?)\b",
    re.IGNORECASE,
)
_NO_TRANSPORT = re.compile(
    rf"\b(?:no|not|nothing|none|number of|lists? no|without|any|only a)\b[^.;]{{0,40}}\b{_VEHICLES}\b"
    rf"|\b(?:bridge|road|crossing)s?\b[^.;]*\b{_VEHICLES}\b",
    re.IGNORECASE,
)
_NUMBER = r"\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a hundred"
_CAME_OUT = (
    r"(?:c[ao]me out|left(?! before)|got out|been evacuated|were evacuated|was evacuated|brought out|crossed|released)"
)
_PERSONS_OUT = re.compile(
    rf"\b(?:(?:about|some|only)\s+)?(?P<count>{_NUMBER})\s+(?:[a-z]+\s+)?(?:people|persons|civilians|residents|man|men|woman"
    rf"|women|children)\b[^.;]{{0,40}}?\b(?:had|have|has|were|was)?\s*{_CAME_OUT}\b",
    re.IGNORECASE,
)
_BOUNDED = re.compile(
    r"\b(?:more than|over|at least|up to|fewer than|less than|nearly|almost|hundreds of"
    rf"|(?:between\s+)?(?:{_NUMBER})\s*(?:and|to|-|–))\s*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(rf"\b(?:nobody|no one|none of them)\b[^.;]{{0,30}}\b{_CAME_OUT}\b", re.IGNORECASE)
_STOPPED = re.compile(
    r"\b(?:clos(?:e|ed)|stopped|halted|scuppered|failed|collapsed|disrupted|broke down|suspended|cancelled)\b"
    r"[^.;]{0,30}\b(?:corridor|evacuation)\b|\b(?:corridor|evacuation)\b[^.;]{0,30}"
    r"\b(?:was closed|stopped|failed|collapsed|suspended|cancelled)\b",
    re.IGNORECASE,
)


def destination(text: str, places: Sequence[Mention]) -> DestinationValue | None:
    """The place people would be taken or led to; ``places`` are the mentions in the same text."""
    plain = view(text).replace("\n", " ")
    for match in _TO.finditer(plain):
        start = match.start("rest")
        for mention in places:
            if start <= mention.start <= start + 45 and not re.search(
                r",|\bfrom\b|\band\b", plain[start : mention.start]
            ):
                return DestinationValue(as_written=text[start : mention.end], place=mention.place)
    return None


def transport(text: str) -> TransportValue | None:
    """Vehicles said to be provided; silence about vehicles and limits of a road give nothing."""
    plain = view(text).replace("\n", " ")
    if _NO_TRANSPORT.search(plain) or not re.search(rf"\b{_PROVIDE}\b", plain, re.IGNORECASE):
        return None
    match = _TRANSPORT.search(plain)
    if match is None:
        return None
    count = number_of(match["count"].replace(",", "")) if match["count"] else None
    return TransportValue(what=match["what"].lower(), count=count, as_written=text[match.start("what") : match.end()])


def outcome(text: str) -> OutcomeValue | None:
    """Persons said to have come out, that nobody did, or that the corridor was stopped."""
    plain = view(text).replace("\n", " ")
    match = _PERSONS_OUT.search(plain)
    if match is not None:
        bounded = _BOUNDED.search(plain[: match.start("count")])
        people = None if bounded else number_of(match["count"].replace(",", ""))
        return OutcomeValue(people=people, as_written=text[(bounded or match).start() : match.end()])
    match = _NOBODY.search(plain)
    if match is not None:
        return OutcomeValue(people=0, as_written=text[match.start() : match.end()])
    match = _STOPPED.search(plain)
    return OutcomeValue(people=None, as_written=text[match.start() : match.end()]) if match else None
