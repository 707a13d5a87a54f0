"""Numbers of persons with what is said of them: still there, come out, dead or taken, or only provided for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from safeconduct.model.claim import Hedge, Population
from safeconduct.read.numbers import Amount, amounts
from safeconduct.read.persons import ANY, NOT_MOVED, YOUNG, population

_REACH = 300
"""How far a clause is looked at around a number, in code points."""


class Role(StrEnum):
    """What a number of persons is said to be."""

    PRESENT = "present"
    OUT = "out"
    LOST = "lost"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Headcount:
    """An amount of persons at code points [start, end); ``part`` when it counts some of the persons before it."""

    amount: Amount
    population: Population
    role: Role
    part: bool
    start: int
    end: int


_STOP = (
    "of|in|on|at|to|from|the|a|an|for|with|without|who|whom|which|that|than|is|are|was|were|be|been|had|has|have|no|not"
    "|and|or|but|as|by|into|out|up|will|would|can|could|may|might|must|should|left|leave|per|cent|percent|between"
)
_MEASURES = (
    "hours?|days?|weeks?|weekdays?|months?|years?|minutes?|seconds?|nights?|times?|km|kilomet\\w+|met(?:re|er)s?|miles?"
    "|tonnes?|tons?|lit(?:re|er)s?|kilos?|kg|feet|foot|buses|bus|boats?|lorries|trucks?|vehicles?|coaches|cars?|vans?"
    "|minibuses|ambulances|helicopters?|trains?|wagons?|bridges?|roads?|cities|towns?|villages?|houses?|homes?|sites?"
    "|places?|beds?|cots?|seats?|tents?|rooms?|lanes?|routes?|percent|per|cent|degrees|boxes|blankets|rations?|meals?"
    "|stretchers|wheelchairs|sides?|parties|checkpoints?|shells?|mortars?|rockets?|rounds?|shots?|aftershocks?|wells?"
    "|o'clock|am|pm|a\\.m|p\\.m|hrs|h|gmt|utc|noon|january|february|march|april|may|june|july|august|september|october"
    "|november|december|times|points|units|knots|dollars|euros|mules|horses|tractors|cows|animals|sheep|goats|pallets"
)
_MODIFIER = rf"(?!(?:{_STOP}|{_MEASURES}|{NOT_MOVED})\b)[A-Za-z][\w'-]*"
_NOUN_AFTER = re.compile(
    rf"[\"']?\s*-?(?:strong\s+)?(?:\s*\((?:[a-z]+)\))?\s*(?:of\s+(?:(?:the|its|their|his|her|our|my|these|those|your)\s+)?(?:own\s+)?)?"
    rf"(?P<noun>(?:{_MODIFIER},?\s+(?:(?:and|or)\s+(?={_MODIFIER}\s))?){{0,4}}?(?:{ANY}))\b(?!\s+(?:bus(?:es)?|boats?|vehicles?|homes?|doors|hall|train|convoy|shelters?|quarters?)\b)"
    rf"(?P<also>(?:\s*,\s*(?:{_MODIFIER}\s+){{0,2}}(?:{ANY}))*\s+(?:and|or)\s+(?!\d)(?:(?:their|his|her|its|the)\s+)?(?:{_MODIFIER}\s+){{0,2}}?(?:{ANY})\b)?",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    rf"\s+of\s+(?:them|whom|these|those)\b(?P<noun>(?:\s*,?\s*(?:are|were|is|was|being))?\s+(?:aged\s+)?(?:under|below|younger\s+than)\s+(?:the\s+age\s+of\s+)?[\w-]+"
    rf"|(?:\s*,?\s*(?:are|were|is|was|being))?\s+(?:{_MODIFIER}\s+){{0,2}}(?:{ANY})\b|)",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:among\s+(?:them|whom|these)|including|among\s+which|of\s+(?:them|whom|these)|comprising|plus)\s*:?,?\s*(?:about\s+|some\s+)?$",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    r"[\"')]*\s*(?:$|[.,;:)\"']|\s*[–—]|\s-\s|\s(?:be|in|at|inside|there|here|still|are|were|is|was|have|had|has|on|with|by|more|others"
    r"|ashore|aboard|out|remain\w*|left|of|so\s+far|today|yesterday|altogether|in\s+all|and|but|or|came|come|under"
    r"|upwards|arrivals|arrived|reached|crossed|registered|checked|not|who|waiting|live|lives?|as|since|when|while)\b)",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    rf"\b(?:{ANY}|number|figure|count|total|tally|toll|estimate\w*|populations?|headcount|census|arrivals|strength)\b"
    r"[^.;!?]{0,90}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:\b(?:route|highway|channel|article|number|notice|gate|checkpoint|causeways?|camp|sector|ward|block|phase|page"
    r"|level|kilomet(?:re|er)|km|no\.?|nos\.?|line|road|bus|engine|unit|hall|room|grade|day|version|update|list|part"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|pier|berth|bridge|hill|age|aged|age\s+of|post|point|section|zone|quarter|district|building|shaft)"
    r"\s*|[#$€£@])$",
    re.IGNORECASE,
)
_CLOCKLIKE = re.compile(
    r"\b(?:at|by|until|till|since|before|after|from|around|about|between|and|to|past)\s*$", re.IGNORECASE
)
_PERSONS_MEANT = re.compile(
    rf"\b(?:{ANY}|how\s+many|head-?count|population|inhabited|arrivals|aboard|ashore|displaced)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?<=[.;!?])[\"')]*\s|,?\s+(?:but|while|whereas|although|though)\s+|\s[–—]\s|\n")
_BLOCKED = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|cannot|must|should|to|being|waiting|wait|await\w*|hope\w*|want\w*|wish\w*"
    r"|need\w*|ready|due|expected|not|never|n't|yet|if|once|until|before|unable|refus\w+|still|planned|plans?|ha(?:d|s|ve)"
    r"\s+yet)\b[^.;]{0,24}$|n't\b[^.;]{0,20}$|\b(?:are|is)\s+$",
    re.IGNORECASE,
)
_WENT = (
    r"(?:(?:had|has|have)\s+)?(?:(?:already|now|since|all|also|both|just|safely)\s+)*(?:left(?!\s+(?:behind|before|in\s+(?:the\s+)?(?:city|town|village|building|cellars?|hospital|camp|enclave|works|hall|shelter|[A-Z])|on\s+the\s+(?:island|roof|ship|bank|quay|ferry|beach|site|boat)|without|aboard|inside|stranded|there\b|to\s+(?:move|evacuate|fetch)))"
    r"|walked|(?:came|come)\s+(?:out|through|off|ashore|across|over|down|with|by|in\b)|got(?:ten)?\s+(?:out|away|through|across|off)"
    r"|gone|went|crossed|reached|arrived|escaped|fled|made\s+it|departed|registered(?!\s+(?:for|as|to|with|nowhere))|checked\s+in|signed\s+in|disembarked"
    r"|passed|used\s+the|swam|rode|drove|sailed|travelled|headed|made\s+their\s+way|set\s+(?:off|out)|boarded|moved\s+out"
    r"|slipped\s+(?:out|through|past|away)|managed\s+to|found\s+their\s+way|turned\s+up|exited)\b"
)
_TAKEN = (
    r"(?:evacuated|moved|taken|brought|transferred|carried|driven|bused|bussed|flown|ferried|lifted|airlifted|rescued"
    r"|escorted|relocated|led|conveyed|landed|winched|picked\s+up|plucked|transported|helped|collected|shipped|rehoused"
    r"|admitted|received|accommodated|released|let\s+(?:out|through|go)|saved|walked\s+out|put\s+ashore|guided|rowed|towed"
    r"|delivered|processed|registered|hauled|pulled\s+out)"
)
_OUT_AFTER = re.compile(
    rf"\b{_WENT}|\b(?:was|were|been|got)\s+(?:\w+ly\s+|already\s+|then\s+|all\s+)*{_TAKEN}\b|^\s*(?:who\s+)?{_TAKEN}\s+(?:\w+\s+)?(?:out|off|to|from|by|at|in|on|ashore|safely|yesterday|so\s+far|since)\b"
    r"|^[^.;,]{0,30}\b(?:are|were|is|was)\s+(?:now\s+|already\s+|safely\s+)*(?:out\b(?!\s+of\s+(?:food|water|fuel|medicine))|ashore|across|on\s+the\s+road|in\s+safety)"
    r"|^\s*(?!be\b|to\b|will\b|not\b)(?:\w+\s+){0,2}(?:ashore|out\s+(?:by|on|via|so|through|of\s+the)|out$|by\s+(?:bus|car|boat|train|air|road|sea))",
    re.IGNORECASE,
)
_OUT_BEFORE = re.compile(
    r"\b(?:brought|evacuated|moved|transferred|took|ferried|flew|lifted|airlifted|rescued|landed|bused|drove|escorted|led"
    r"|picked\s+up|winched|saved|plucked|delivered|shipped|carried|received|registered|admitted|pulled|guided|got|counted\s+out"
    r"|taken\s+(?:out|off)|moved\s+out|evacuating|carrying|taking|bringing)\s+(?:out\s+|off\s+|away\s+|ashore\s+|down\s+|up\s+)?"
    r"(?:another\s+|a\s+further\s+|the\s+first\s+|all\s+|in\s+|its\s+|their\s+)*$"
    rf"|(?:^|[.;]\s*)(?:\w+\s+){{0,3}}?(?:moved|evacuated|left|transferred|arrived|departed|rescued|brought\s+out|came\s+out|crossed|relocated|out)\b[^:;.]*:\s*$"
    rf"|\b(?:{_TAKEN}|out|left|crossed|arrived|departed)\b[^.;]{{0,40}}\b(?:stood|stands|was|is|at|reached|totall?ed|came\s+to|of|total\s+to)\s+(?:at\s+|to\s+)?$"
    r"|\bbringing\s+(?:the|its|their)\s+total\s+(?:so\s+far\s+)?to\s+$"
    r"|\b(?:bus|buses|convoy|boat|train|ferry|lorry|helicopter|flight|barge|coach|minibus|ambulances?|tug|lifeboat)\b[^.;]{0,40}"
    r"\b(?:left|departed|arrived|reached|crossed|sailed|landed|pulled\s+out|got\s+through|took\s+off|returned|docked)\b[^.;]{0,40}\b(?:with|carrying)\s*$"
    r"|\b(?:left|came\s+out|got\s+out|moved\s+out|walked\s+out)\b[^.;:]{0,40},\s*(?:some\s+|about\s+)?$",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\b(?:lift|trip|run|load|wave|rotation|crossing)\s+(?:is\s+)?(?:complete|done|finished)|\bheading\s+(?:for|to|back)|\bunder\s+way\b|\ben\s+route\b",
    re.IGNORECASE,
)
_LOST_AFTER = re.compile(
    r"^[^.;:,]{0,40}?\b(?:killed|dead|died|drowned|missing|unaccounted|arrested|detained|buried|perished|abducted|shot"
    r"|(?:were|was|been)\s+(?:\w+\s+)?(?:wounded|injured|hurt|held|seized|turned\s+back))\b",
    re.IGNORECASE,
)
_LOST_BEFORE = re.compile(
    r"\b(?:killed|killing|kills|deaths?\s+of|death\s+toll\b.{0,20}|buried|arrested|detained|lost|shot|wounded|wounding|injuring"
    r"|injured|bodies\s+of|burial\s+of|missing|detention\s+of|loss\s+of)\s+(?:at\s+least\s+)?$",
    re.IGNORECASE,
)
_ROOM_BEFORE = re.compile(
    r"\b(?:room|space|beds?|places?|shelter|capacity|seats?|food|rations|cots|tents|meals|water|blankets|enough|licen[sc]ed"
    r"|designed|built|made|suitable|supplies|equipped|fit|bunks|mattresses)\s+(?:for|of)\s+(?:only\s+|some\s+|about\s+)*$"
    r"|\b(?:bus|buses|boats?|coach|tents?|hall|camp|school|convoy|ship|ferry|vessel|van|barge|raft|dinghy|train)\s+(?:with\s+(?:room|space)\s+)?for\s+(?:some\s+|about\s+)?$"
    r"|\b(?:can|could|will|would|to)\s+(?:only\s+|each\s+)?(?:take|carry|hold|house|seat|accommodate|sleep|fit|lift|feed|receive|berth)\s+(?:\w+\s+)?$"
    r"|\b(?:seats|sleeps|takes)\s+$",
    re.IGNORECASE,
)
_ROOM_AFTER = re.compile(
    r"^\s*(?:people\s+|persons\s+)?(?:each\b|a\s+(?:day|trip|time|head)\b|at\s+a\s+time|per\s+|an\s+hour\b|at\s+once\b|per-)",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def headcounts(plain: str, *, armed: bool = False, before: str = "") -> tuple[Headcount, ...]:
    """Numbers of persons in order; ``before`` is the text ahead of it, which says what a bare number counts."""
    found: list[Headcount] = []
    stated = amounts(plain)
    share = -1
    for number, amount in enumerate(stated):
        following = stated[number + 1] if number + 1 < len(stated) else None
        limit = following.start if following else len(plain)
        lead, rest = _clause(plain, amount)
        if _LABEL.search(lead) or number == share or _NOT_MEANT.search(lead):
            continue
        nouns = _nouns(plain, amount, lead, before, found)
        if following is not None and _OUT_OF.fullmatch(plain[amount.end : following.start]):
            nouns = _nouns(plain, following, lead, before, found)  # "61 of some 400 people used the gate"
            share, limit = number + 1, stated[number + 2].start if number + 2 < len(stated) else len(plain)
        if nouns is None or _VEHICLES_BEFORE.search(lead):
            continue
        who, end, part = nouns
        tail = rest[end - amount.end : max(0, limit - amount.end)] if limit > end else ""
        role = _role(lead, tail, rest[end - amount.end :], plain, before)
        came = end == amount.end and _came_before(before)
        if end == amount.end and not _bare_is_meant(plain, amount, lead, role, came):
            continue
        part = part or bool(
            found
            and (
                _PART_BEFORE.search(lead)
                or _BREAKDOWN.search(plain[found[-1].end : amount.start])
                or (found[-1].part and amount.start - found[-1].end < 4)
            )
        )
        if role is Role.PRESENT and not found and came:
            role = Role.OUT
        counted = population(who, armed=armed)
        if not part and _fighters_among(rest[end - amount.end :]):
            counted = Population.MIXED
        elif counted is Population.UNSTATED and (
            _FAMILIES.search(lead) or (not part and _CIVIL_BREAKDOWN.match(rest[end - amount.end :]))
        ):
            counted = Population.CIVILIANS
        found.append(Headcount(_widened(amount, plain[end:]), counted, role, part, amount.start, end))
    return tuple(found)


def _widened(amount: Amount, tail: str) -> Amount:
    """ "150 fighters upwards" and "180 members and their families" are open above."""
    if _AND_MORE.match(tail) and amount.low is not None:
        return replace(amount, high=None, hedge=Hedge.AT_LEAST)
    return amount


def _bare_is_meant(plain: str, amount: Amount, lead: str, role: Role, came: bool) -> bool:
    """Whether a number without a noun counts persons: small ones only where the words say so."""
    if amount.doubt is not None and amount.low is None and amount.high is None:
        return False
    if role is Role.OUT or _COUNTED_BEFORE.search(lead) or _ON_STRETCHERS.match(plain[amount.end :]):
        return True
    top = amount.high if amount.high is not None else amount.low
    return (top or 0) > 31 or (came and len(plain) < 40)


def _came_before(before: str) -> bool:
    """True when the sentence before counts persons who came out: a number alone goes on with it."""
    if not before.strip():
        return False
    last = re.split(r"(?<=[.;!?])\s+", before.strip()[-200:])[-2:]
    return any(count.role is Role.OUT for sentence in last if sentence for count in headcounts(sentence))


def _clause(plain: str, amount: Amount) -> tuple[str, str]:
    """Words of the clause before and after the amount."""
    first, last = max(0, amount.start - _REACH), min(len(plain), amount.end + _REACH)
    cuts = [m.end() for m in _CLAUSE.finditer(plain, first, amount.start)]
    after = _CLAUSE.search(plain, amount.end, last)
    return plain[cuts[-1] if cuts else first : amount.start], plain[amount.end : after.start() if after else last]


def _nouns(plain: str, amount: Amount, lead: str, before: str, found: list[Headcount]) -> tuple[str, int, bool] | None:
    """Who is counted, where the noun ends, and whether it is a part of the count before; None when no person is."""
    part = _PART_AFTER.match(plain, amount.end)
    if part is not None:
        if amount.exactly == 1:
            return None  # "in the words of one of them"
        if not found:
            return (part["noun"] or _last_person(before) or "people", part.end(), False)
        return (part["noun"] or "", part.end(), True)
    inside = _PART_IS.match(plain, amount.end) if found and _PART_BEFORE.search(lead) else None
    if inside is not None:
        return inside["noun"], inside.end(), True
    noun = _NOUN_AFTER.match(plain, amount.end)
    if noun is not None:
        return noun["noun"] + (noun["also"] or ""), noun.end(), False
    return _bare(plain, amount, lead, before)


def _bare(plain: str, amount: Amount, lead: str, before: str) -> tuple[str, int, bool] | None:
    """A number without a noun counts the persons named before it, when the words around it allow."""
    if not _ELLIPTIC.match(plain, amount.end) or re.match(r"\s*of\s+the\b", plain[amount.end :]):
        return None
    top = amount.high if amount.high is not None else amount.low
    if top is None and amount.doubt is None:
        return None
    small = top is not None and top <= 31
    if _YEARLIKE.fullmatch(plain[amount.start : amount.end]) and not re.search(r"\b(?:at|of|is|was|to|:)\s*$", lead):
        return None
    here = _COUNTED_BEFORE.search(lead)
    if small and _CLOCKLIKE.search(lead) and not here:
        return None
    noun = _last_person(here.group()) if here else None
    if here is None:
        recent = before[-240:] + " " + lead
        if (
            not _PERSONS_MEANT.search(recent + plain[amount.end :])
            and not _OUT_AFTER.search(plain[amount.end : amount.end + 40])
            and not _STAY.match(plain[amount.end :])
            and not _OUT_BEFORE.search(lead)
        ):
            return None
        noun = _last_person(recent)
    return noun or "people", amount.end, False


_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+)?", re.IGNORECASE)
_VEHICLES_BEFORE = re.compile(
    r"\b(?:bus(?:es)?|ambulances|boats|lorries|trucks|coaches|vans|vehicles|minibuses|helicopters|cars)\s*,\s*$",
    re.IGNORECASE,
)
_STAY = re.compile(
    r"\s+(?:of\s+us\b|(?:still\s+)?remain\w*|(?:are|is)\s+still|still\s+(?:there|inside|wait\w*)|stay\w*|liv(?:e|ing)|want|wish|need)\b",
    re.IGNORECASE,
)
_ON_STRETCHERS = re.compile(
    r"\s+(?:on\s+stretchers|in\s+wheelchairs|bedridden|of\s+us\b|walking\s+wounded|(?:still\s+)?in\s+the\s+water|on\s+the\s+roof)",
    re.IGNORECASE,
)
_BREAKDOWN = re.compile(r":\s")
_CIVIL_BREAKDOWN = re.compile(
    rf"[^.;]{{0,60}}:\s[^.;]*\b(?:{YOUNG}|wom[ae]n|old\s+m[ae]n|elderly|patients|cannot\s+walk)\b", re.IGNORECASE
)
_FAMILIES = re.compile(r"\b(?:families|households|civilians)\b", re.IGNORECASE)
_AND_MORE = re.compile(
    r"\s+(?:(?:and\s+)?upwards|or\s+more|and\s+(?:more(?!\s+than)|counting)|and\s+(?:their|his|her)\s+(?:famil(?:y|ies)|dependants|relatives|children|wives))\b",
    re.IGNORECASE,
)
_NOT_MEANT = re.compile(
    r"\b(?:not|rather\s+than|instead\s+of)\s+$|(?:\b(?:half|thirds?|quarters?|per\s+cent|percent|most|majority|part)|%)\s+of\s+(?:the|its|their|our|all)\s+$",
    re.IGNORECASE,
)
"""A number denied, or one of which only a share is spoken of."""
_RESCUED = re.compile(rf"\s*(?:{_TAKEN})\s*(?:$|[,.;]|and\b|so\s+far|since|today|yesterday|overnight)", re.IGNORECASE)
_ABOARD = re.compile(r"\s*(?:aboard|on\s+board|on\s+(?:them|it|each)\b)", re.IGNORECASE)
_VEHICLE_LEFT = re.compile(
    r"\b(?:bus|buses|trains?|boats?|ferry|tractors|trailers|convoy|coach|coaches|lorries|trucks|helicopters?|barges?|tug)\b[^.;]{0,40}\b(?:left|gone|departed|away|sailed|pulled\s+out|took\s+off|arrived|in)\b",
    re.IGNORECASE,
)
_PART_IS = re.compile(rf"\s+(?:are|were|is)\s+(?P<noun>(?:under\s+\w+|(?:{YOUNG})))\b", re.IGNORECASE)
_YEARLIKE = re.compile(r"(?:in\s+)?(?:19|20)\d\d")


def _last_person(words: str) -> str | None:
    found = [m.group() for m in re.finditer(rf"\b(?:armed\s+)?(?:{ANY})\b", words, re.IGNORECASE)]
    kept = [word for word in found if not re.fullmatch(YOUNG, word, re.IGNORECASE)]
    return kept[-1] if kept else None


def _fighters_among(tail: str) -> bool:
    return bool(
        re.match(
            r"[^.;]{0,40}\b(?:including|among\s+them|some\s+of\s+them|many\s+of\s+them|half\s+of\s+them|of\s+whom)\b[^.;]{0,30}"
            r"\b(?:fighters|soldiers|combatants|armed|troops|gunmen|defenders)\b",
            tail,
            re.IGNORECASE,
        )
    )


def _role(lead: str, tail: str, rest: str, plain: str, before: str) -> Role:
    if _LOST_BEFORE.search(lead) or _LOST_AFTER.match(tail):
        return Role.LOST
    if _ROOM_BEFORE.search(lead) or _ROOM_AFTER.match(tail):
        return Role.ROOM
    if _RESCUED.match(tail):
        return Role.OUT
    if re.match(r"\s*arrivals\b", tail) or re.search(r"arrivals$", plain[: len(plain) - len(rest)]):
        return Role.OUT
    if _OUT_BEFORE.search(lead) and not _BLOCKED.search(lead[: _OUT_BEFORE.search(lead).start()]):  # type: ignore[union-attr]
        return Role.OUT
    for hit in _OUT_AFTER.finditer(rest if len(tail) < 4 else tail):
        if hit.start() <= 110 and not _BLOCKED.search((rest if len(tail) < 4 else tail)[: hit.start()]):
            return Role.OUT
    if _ABOARD.match(tail) and (_UNDER_WAY.search(plain) or _VEHICLE_LEFT.search(before[-250:] + plain)):
        return Role.OUT
    return Role.PRESENT


def of_role(found: tuple[Headcount, ...], role: Role) -> Iterator[Headcount]:
    """Counts of one role."""
    return (count for count in found if count.role is role)
