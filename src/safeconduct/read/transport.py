"""Means of transport said to be there, promised or asked for, with their number when stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safeconduct.model.claim import Stance, TransportValue
from safeconduct.read.numbers import Amount, amounts
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase, holding

VEHICLES = (
    r"(?:buses|bus|coach(?:es)?|mini-?buses|mini-?bus|midibuses|vehicles?|ambulances?|lifeboats?|boats?|dinghies|dinghy|barges?"
    r"|rafts?|ships?|vessels?|tugs?|trawlers?|launch(?:es)?|hovercraft|landing\s+craft|landing\s+ships?|canoes|ferr(?:y|ies)"
    r"|catamarans?|tankers?|lorr(?:y|ies)|trucks?|pick-?ups?|jeeps?|jeepneys?|vans?|cars?|taxis?|trains?|trams?|trolleybuses|railcars?|rail\s+cars?"
    r"|carriages?|wagons?|tractors?|trailers?|helicopters?|aircraft|planes?|drivers?|mules?|horses?|carts?|snowmobiles"
    r"|tuk-tuks?|rickshaws?|skiffs?|dhows?|yachts?|kayaks?|pirogues?|dugouts?|steamers?|cutters?|speedboats?|motorboats?|rowboats?|riverboats?|houseboats?|snow-?cats?|sledges?|sleds?|sleighs?|shuttles?|seaplanes?|airliners?|jets|flatbeds?|tippers?|dump\s+trucks?|half-tracks?|donkeys?|camels?|oxen|yaks?|ponies|elephants?|pontoons?|campervans?|caravans?|people\s+carriers?"
    r"|motorcycles|bicycles|four-by-fours|4x4s|stretcher\s+teams|crews)"
)
_SPOKEN_OF = holding(
    "bus coach vehicle ambulance boat dingh barge raft ship vessel tug trawler launch craft canoe ferr catamaran tanker"
    " lorr truck pick jeep van car taxi train tram wagon tractor trailer helicopter plane driver mule horse snowmobile"
    " cycle four-by 4x4 stretcher crew tuk-tuk rickshaw skiff dhow yacht kayak pirogue dugout steamer cutter"
    " snow-cat snowcat sledge sled sleigh shuttle jets flatbed tipper half-track donkey camel oxen yak ponies"
    " elephant pontoon caravan carrier airliner"
)
_KINDS_OF = (
    r"(?:school|city|wheelchair|patrol|fishing|landing|rescue|motor|rubber|inflatable|articulated|amphibious|low-floor|double-decker|tracked|army|military|police|civilian"
    r"|relief|supply|hospital|freight|passenger|special|flat-bottomed|flatbed|covered|cargo|river|tourist|tour|municipal|high-clearance|off-road|evacuation|shuttle|harbour|pilot|steam|sailing|heavy|light|fast|naval|coastguard|hired|chartered|green|yellow|red|white)"
)
_VEHICLE = AnyCase(
    rf"(?<![\w-])(?P<what>(?:{_KINDS_OF}\s+)?{VEHICLES}(?:\s+with\s+(?:lifts?|ramps?|stretchers?))?)(?![\w-])",
)
_BETWEEN = re.compile(
    r"^\s*(?:of\s+(?:its|their|our|his|her|the)\s+)?(?:(?!(?:and|or|of|in|by|to|with|for|from|on|at|people|persons|days?|hours?|minutes?|times|the|a|an|will|was|were|is|are|per|that|who|which)\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_ONE = AnyCase(
    r"(?:^|[\s\"'])(?:a|an|one|another|his|her)\s+(?:single\s+|small\s+|large\s+|big\s+|spare\s+|second\s+|\w+ed\s+)?$",
)
_THE_ONE = re.compile(
    r"(?:^|\s)(?:its|our|my|their|the\s+(?:parish|school|town|village|council|company|hospital|hotel|island|harbour))\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"^(?:\s+(?:to|for|at|from)\s+[^,.;]{1,30})?\s*,\s*(?:about\s+|some\s+)?$")
_ENOUGH = re.compile(r"\s+(?:of\s+them|(?:would|will)\s+(?:do|be\s+enough)|in\s+all|altogether|if\s+possible)\b")
_GIVEN = AnyCase(
    r"\b(?:will|would|shall|provid\w*|sen[dt]\w*|bring\w*|ready|offer\w*|arriv\w+|wait\w*|park\w*|stand\w*|have|has|had|we've|there\s+(?:are|is|were)|there'd|coming|come|came|working\s+order|standby"
    r"|dispatch\w*|deploy\w*|assign\w*|earmark\w*|allocat\w+|available|contract\w*|charter\w*|run|runs|running|need\w*|want\w*|request\w*|ask\w*|require\w*"
    r"|on\s+(?:the|its|their)\s+way|under\s+way|take|lend\w*|promis\w+|suppl\w+|put|use|using|permission|make|makes|making|shuttl\w*|leave|leaves|depart\w*|go|goes|collect\w*|pick\w*|could|can|be|lie|lies|free|on\s+call|at\s+hand|mustered|readied|readying|being\s+\w+|spare\w*|found|assembled|idle|serviceable|roadworthy|seaworthy|load\w*|embark\w*|laid|lay|down\s+to|only|stationed|gather\w*|hire\w*|prepar\w+|queu\w*|work|works|operate\w*|positioned|confirm\w*|with)\b",
)
_PROMISED = AnyCase(
    r"\b(?:provid\w*|sen[dt]\w*|bring\w*|ready|offer\w*|dispatch\w*|deploy\w*|assign\w*|will\s+(?:run|wait|leave|be|take|come|go|work|collect|bring)|on\s+(?:the|its|their)\s+way|lend\w*|promis\w+|runs?|available|standing|waiting)\b",
)
_NONE = re.compile(
    r"\b(?:no|not|nothing|none|number\s+of|lists?\s+no|without|any|nor|neither|leave\s+your|private|own|their|your|escaped?|than|(?:re)?open(?:ed)?\s+to|closed\s+to|shut\s+to"
    r"|only\s+by|suitable\s+for|passable\s+(?:for|to|by)|carry|carries|against|empty|all|each|every|first|last|before\s+the)\s+(?:\w+\s+){0,2}?$",
    re.IGNORECASE,
)
_LIMIT = AnyCase(
    r"\b(?:bridge|road|crossing|causeway|ford|pass|tunnel|highway|track|route|lane|street|viaduct)s?\b[^.;]*\b(?:passable|open|closed|usable|used|carr(?:y|ies)|bear|limit\w*|suspended|cross\w*|blocked|restricted)\b",
)
_MOVED_BY = re.compile(r"\b(?:by|in|on|aboard|off|onto|into)\s+(?:\w+\s+){0,1}$", re.IGNORECASE)
_SUSPENDED = re.compile(
    r"^[^.;,]{0,40}\b(?:suspended|cancelled|not\s+running|out\s+of\s+service|stopped|halted|cut)\b", re.IGNORECASE
)
_PLAIN_ASK = (Stance.REQUESTS, Stance.OFFERS, Stance.DEMANDS, Stance.ACCEPTS)


def transports(text: str, stance: Stance) -> tuple[TransportValue, ...]:
    """Vehicles put at somebody's disposal; silence about vehicles, limits of a road and trips made give none."""
    plain = view(text).replace("\n", " ")
    return tuple(dict.fromkeys(_found(text, plain, stance)))


def _found(text: str, plain: str, stance: Stance) -> Iterator[TransportValue]:
    if not _SPOKEN_OF(plain):
        return
    stated = amounts(plain)
    taken = -1
    for match in _VEHICLE.finditer(plain):
        clause = _clause_of(plain, match)
        count, start, written = _count(plain, match, stated, taken, stance in _PLAIN_ASK)
        lead = plain[max(taken, 0, match.start() - 40) : start]
        asked = stance in _PLAIN_ASK
        if (
            count is None
            and stance is Stance.ASSERTS
            and _ZERO_BEFORE.search(lead)
            and _ZERO.search(clause)
            and not _LIMIT.search(clause)
        ):
            taken = match.end()
            yield TransportValue(
                what=" ".join(match["what"].lower().split()), count=0, as_written=text[match.start() : match.end()]
            )
            continue
        if _named(plain, match) or (stance is Stance.ASSERTS and re.fullmatch(r"driver", match["what"], re.IGNORECASE)):
            continue
        if count == 1 and stance is Stance.ASSERTS and not (_PROMISED.search(clause) or _HERE.search(clause)):
            continue
        if _ATTENDS.search(plain[max(0, match.start() - 40) : match.start()]):
            continue
        if (
            (_NONE.search(lead) and count is None and not _SOME_NUMBER.search(plain[: match.start()]))
            or _SUSPENDED.match(plain[match.end() :])
            or _LIMIT.search(clause)
        ):
            continue
        if count is None and (_MOVED_BY.search(lead) or not (asked or _PROMISED.search(clause))):
            continue
        if (count is not None and not (asked or _GIVEN.search(clause) or not _VERB.search(clause))) or _boarded(
            plain, match, lead
        ):
            continue
        taken = match.end()
        what = re.sub(r"\s+", " ", match["what"].lower())
        yield TransportValue(what=what, count=count, as_written=text[written : match.end()])


_ZERO_BEFORE = re.compile(r"\b(?:no|zero)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ZERO = re.compile(
    r"\b(?:there\s+(?:is|are|was|were)\s+no|(?:has|have|had)\s+no|exists?|(?:is|are|was|were)\s+(?:available|left|on\s+hand))\b",
    re.IGNORECASE,
)
_SOME_NUMBER = re.compile(r"\b(?:an?|any|large|small)\s+(?:\w+\s+)?number\s+of\s+(?:\w+\s+)?$", re.IGNORECASE)
_ATTENDS = AnyCase(
    rf"\b{VEHICLES}\s+(?:each\s+)?(?:of|with)\s+(?:an?\s+|[\w-]+\s+)?$|\blicen[cs]es?\s+for\s+$|\b(?:waiting|wait|waits|waited)\s+for\s+(?:the\s+|an?\s+)?$|\bawait(?:s|ed|ing)?\s+(?:the\s+)?$",
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|had|have|do|does|did|left|went|ran|sank|took|hit|lay|stood|lie|lies|\w{3,}ed|block\w*|burn\w*|derail\w*|carry|carries|drives?)\b",
    re.IGNORECASE,
)


_HERE = re.compile(
    r"\b(?:has|have|'ve)\s+(?:now\s+)?(?:arrived|come|got|been)\b|\b(?:we|they|I)\s+have\b|\bhas\s+an?\b|\b(?:will|would|is\s+to)\b",
    re.IGNORECASE,
)


def _named(plain: str, match: re.Match[str]) -> bool:
    """A vehicle in a name ("Blue Strait Ferries") is a company or a place."""
    return (
        match["what"][0].isupper()
        and re.search(r"[A-Z][\w'-]+\s+$", plain[: match.start()]) is not None
        and not plain.isupper()
    )


def _clause_of(plain: str, match: re.Match[str]) -> str:
    start = max(plain.rfind(mark, 0, match.start()) for mark in ".;!?")
    ends = [at for mark in ".;!?" if (at := plain.find(mark, match.end())) >= 0]
    return plain[start + 1 : min(ends, default=len(plain))]


def _count(
    plain: str, match: re.Match[str], stated: tuple[Amount, ...], taken: int, asked: bool
) -> tuple[int | None, int, int]:
    """The number of a vehicle, where its phrase starts, and where what was read of it starts."""
    for amount in reversed(stated):
        if taken <= amount.start and amount.end <= match.start() and _BETWEEN.match(plain[amount.end : match.start()]):
            return _number(amount), amount.start, amount.start
    for amount in stated:
        behind = amount.start >= match.end() and _AFTERWARDS.match(plain[match.end() : amount.start])
        if behind and _ENOUGH.match(plain[amount.end :]):
            return _number(amount), match.start(), match.start()
    if re.match(r"\s+[A-Z][a-z]+", plain[match.end() :]) and re.fullmatch(
        r"[Tt]ug|[Ff]erry|[Vv]essel|[Tt]rawler|[Ll]aunch|[Ll]ifeboat|[Ss]hip|[Tt]anker", match["what"]
    ):
        return 1, match.start(), match.start()
    if (both := re.search(r"\bboth\s+(?:\w+\s+){0,2}$", plain[: match.start()], re.IGNORECASE)) is not None:
        return 2, both.start(), match.start()
    one = _ONE.search(plain[: match.start()]) or (_THE_ONE.search(plain[: match.start()]) if asked else None)
    singular = not match["what"].lower().endswith("s") or match["what"].lower().endswith("bus")
    if one is not None and singular:
        return 1, one.start(), match.start()
    return None, match.start(), match.start()


def _number(amount: Amount) -> int | None:
    """The number stated, whatever bound goes with it: a promise of "up to 20 coaches" is one of 20."""
    return amount.exactly if amount.low is not None and amount.high is not None else amount.high or amount.low


def _boarded(plain: str, match: re.Match[str], lead: str) -> bool:
    """Vehicles that only say how somebody moved ("the first bus left with 31 on board")."""
    after = plain[match.end() : match.end() + 40]
    return bool(
        re.match(
            r"\s+(?:bridges?|left\s+(?:with|at|for|the|on|in|[A-Z])|departed|company|station|stop|lane|office|route|companies|operator|terminal|deck|depot|ride|service|driver|window|door|crew)\b",
            after,
        )
    )
