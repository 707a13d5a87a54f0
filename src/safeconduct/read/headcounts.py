"""Numbers of persons with what is said of them: still there, come out, dead or taken, or only provided for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from safeconduct.model.claim import Hedge, Population
from safeconduct.read.fighters_beside import settled
from safeconduct.read.numbers import Amount, amounts
from safeconduct.read.persons import ANY, NOT_MOVED, YOUNG, population
from safeconduct.read.sieve import AnyCase
from safeconduct.read.trie import compact
from safeconduct.read.whereabouts import OUT_AFTER, OUT_BEFORE, RESCUED, TAKEN, WENT, Role, role_of

_REACH = 300
"""How far a clause is looked at around a number, in code points."""


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
    "|today|tomorrow|tonight|daily|included|includes|include|and|or|but|as|by|into|out|up|will|would|can|could|may|might|must|should|left|leave|per|cent|percent|between"
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
_MODIFIER = rf"(?!(?:{compact(_STOP + '|' + _MEASURES)}|{NOT_MOVED})\b)[A-Za-z][\w'-]*"
_NUMERAL = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a\\s+hundred|some|about|dozens|hundreds)"
)
_NOUN_AFTER = re.compile(
    rf"[\"']?\s*-?(?:strong\s+)?(?:\s*\((?:[a-z]+)\))?\s*(?:of\s+(?:(?:the|its|their|his|her|our|my|these|those|your)\s+)?(?:own\s+)?)?"
    rf"(?P<noun>(?:{_MODIFIER},?\s+(?:(?:and|or)\s+(?={_MODIFIER}\s))?){{0,4}}?(?:{ANY}))\b(?!\s+(?:bus(?:es)?|boats?|vehicles?|homes?|doors|hall|train|convoy|shelters?|quarters?)\b)"
    rf"(?P<also>(?:\s*,\s*(?:{_MODIFIER}\s+){{0,2}}(?:{ANY}))*\s+(?:and|or)\s+(?!\d|{_NUMERAL}\b)(?:(?:their|his|her|its|the)\s+)?(?:{_MODIFIER}\s+){{0,2}}?(?:{ANY})\b)?",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    rf"\s+of\s+(?:them|whom|these|those)\b(?P<noun>(?:\s*,?\s*(?:are|were|is|was|being))?\s+(?:aged\s+)?(?:under|below|younger\s+than)\s+(?:the\s+age\s+of\s+)?[\w-]+"
    rf"|(?:\s*,?\s*(?:are|were|is|was|being))?\s+(?:{_MODIFIER}\s+){{0,2}}(?:{ANY})\b|)",
    re.IGNORECASE,
)
_PART_BEFORE = AnyCase(
    r"\b(?:among\s+(?:them|whom|these)|including|among\s+which|of\s+(?:them|whom|these)|comprising)\s*:?,?\s*(?:about\s+|some\s+)?$",
)
_ELLIPTIC = re.compile(
    r"[\"')]*\s*(?:$|[.,;:)\"']|\s*[–—]|\s-\s|\s(?:be|in|at|inside|there|here|still|are|were|is|was|have|had|has|on|with|by|more|others"
    r"|ashore|aboard|out|remain\w*|left|of|so\s+far|today|yesterday|altogether|in\s+all|and|but|or|came|come|under"
    r"|upwards|arrivals|arrived|reached|crossed|registered|checked|not|who|waiting|live|lives?|as|since|when|while)\b)",
    re.IGNORECASE,
)
_COUNTED_BEFORE = AnyCase(
    rf"\b(?:{ANY}|number|figure|count|total|tally|toll|estimate\w*|populations?|headcount|census|arrivals|strength|crowd|group|column)\b"
    r"[^.;!?]{0,90}$",
)
_LABEL = AnyCase(
    r"(?:\b(?:route|highway|channel|article|number|notice|gate|checkpoint|causeways?|camp|sector|ward|block|phase|page"
    r"|level|kilomet(?:re|er)|km|no\.?|nos\.?|line|road|bus|engine|unit|hall|room|grade|day|version|update|list|part"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|pier|berth|bridge|hill|age|aged|age\s+of|post|point|section|zone|quarter|district|building|shaft)"
    r"\s*|[#$€£@])$",
)
_CLOCKLIKE = re.compile(
    r"\b(?:at|by|until|till|since|before|after|from|around|about|between|and|to|past)\s*$", re.IGNORECASE
)
_PERSONS_MEANT = AnyCase(
    rf"\b(?:{ANY}|how\s+many|head-?count|population|inhabited|arrivals|aboard|ashore|displaced)\b",
)
_CLAUSE = re.compile(r"(?<=[.;!?])[\"')]*\s|,?\s+(?:but|while|whereas|although|though)\s+|\s[–—]\s|\n")


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
        amount = _changed_to(plain, amount, lead)
        if _LABEL.search(lead) or number == share or _is_no_count(plain, amount, lead):
            continue
        nouns = _nouns(plain, amount, lead, before, found)
        if following is not None and _OUT_OF.fullmatch(plain[amount.end : following.start]):
            nouns = _nouns(plain, following, lead, before, found)  # "61 of some 400 people used the gate"
            share, limit = number + 1, stated[number + 2].start if number + 2 < len(stated) else len(plain)
        if nouns is not None and _IN_TEN.match(plain, nouns[1]):
            continue
        if nouns is None or _VEHICLES_BEFORE.search(lead):
            continue
        who, end, part = nouns
        tail = rest[end - amount.end : max(0, limit - amount.end)] if limit > end else ""
        role = role_of(lead, tail, rest[end - amount.end :], plain, before)
        came = end == amount.end and _came_before(before)
        if end == amount.end and not _bare_is_meant(plain, amount, lead, role, came):
            continue
        part = part or bool(
            found
            and (
                _PART_BEFORE.search(lead)
                or _BREAKDOWN.search(plain[found[-1].end : amount.start])
                or (found[-1].part and _JOINED.fullmatch(plain, found[-1].end, amount.start))
            )
        )
        if (
            role is Role.PRESENT
            and not found
            and came
            and not (_STAY.match(rest[end - amount.end :]) or _STILL.search(lead))
        ):
            role = Role.OUT
        counted = population(who, armed=armed)
        if not part and _fighters_among(rest[end - amount.end :]):
            counted = Population.MIXED
        elif counted is Population.UNSTATED and (
            _FAMILIES.search(lead) or (not part and _CIVIL_BREAKDOWN.match(rest[end - amount.end :]))
        ):
            counted = Population.CIVILIANS
        found.append(Headcount(_widened(amount, plain[end:]), counted, role, part, amount.start, end))
    return settled(plain, found, before)


def _changed_to(plain: str, amount: Amount, lead: str) -> Amount:
    """ "Has grown from 150 to 230": the second number alone, and no range."""
    grew = plain.startswith("from", amount.start) and _LEFT_BEHIND.search(lead) is not None
    return replace(amount, low=amount.high) if grew and None not in (amount.low, amount.high) else amount


def _is_no_count(plain: str, amount: Amount, lead: str) -> bool:
    """A number denied or left behind ("up from 260"), a share of one, an age."""
    alone = amount.low == amount.high and "to" not in plain[amount.start : amount.end].split()
    before = alone and plain.startswith("from", amount.start) and _LEFT_BEHIND.search(lead) is not None
    return before or _NOT_MEANT.search(lead) is not None or _is_age(plain, amount, lead)


def _is_age(plain: str, amount: Amount, lead: str) -> bool:
    """ "My aunt in Lorn, 91, says", "children under four"."""
    written, top = plain[amount.start : amount.end], amount.high if amount.high is not None else amount.low
    between = lead.endswith(", ") and plain.startswith(",", amount.end) and (top or 0) <= 105 and "," not in written
    named = between and re.search(
        r"(?:[A-Z][\w'-]+|\b(?:gran|mother|father|aunt|uncle|wife|husband|widow\w*|man|woman|sister|brother|neighbour)),\s$",
        lead,
    )
    return bool(named) or bool(_YOUNGER.match(written) and _WHOSE_AGE.search(lead))


def _widened(amount: Amount, tail: str) -> Amount:
    """ "150 fighters upwards" and "180 members and their families" are open above."""
    if _AND_MORE.match(tail) and amount.low is not None:
        return replace(amount, high=None, hedge=Hedge.AT_LEAST)
    return amount


def _bare_is_meant(plain: str, amount: Amount, lead: str, role: Role, came: bool) -> bool:
    """Whether a number without a noun counts persons: small ones only where the words say so."""
    if amount.doubt is not None and amount.low is None and amount.high is None:
        return False
    if role is Role.OUT or _COUNTED_BEFORE.search(lead) or _BY_NEED.match(plain[amount.end :]):
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
            if not part["noun"] and _VEHICLES_COUNTED.search(plain[: amount.start]):
                return None  # "twenty buses; for eighteen of them there is a driver"
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
    needed = _BY_NEED.match(plain, amount.end)
    if not (needed or _ELLIPTIC.match(plain, amount.end) or _WENT_ON.match(plain, amount.end)) or re.match(
        r"\s*of\s+the\b", plain[amount.end :]
    ):
        return None
    top = amount.high if amount.high is not None else amount.low
    if top is None and amount.doubt is None:
        return None
    small = top is not None and top <= 31
    if small and _VEHICLES_LAST.search(before[-120:] + lead) and not _ABOARD.match(plain, amount.end):
        return None  # "12 buses were promised. Nine arrived."
    if _CLOCK_OR_YEAR.fullmatch(plain[amount.start : amount.end].strip()) and not (
        lead.strip() and _STATED_AS.search(lead)
    ):
        return None
    here = _COUNTED_BEFORE.search(lead)
    if small and _CLOCKLIKE.search(lead) and not here:
        return None
    noun = _last_person(here.group()) if here else None
    if here is None:
        recent = before[-240:] + " " + (plain[max(0, amount.start - 240) : amount.start] if needed else lead)
        if (
            not _PERSONS_MEANT.search(recent + plain[amount.end :])
            and not OUT_AFTER.search(plain[amount.end : amount.end + 40])
            and not RESCUED.match(plain, amount.end)
            and not _STAY.match(plain[amount.end :])
            and not OUT_BEFORE.search(lead)
        ):
            return None
        noun = _last_person(recent)
        if needed and population(noun or "") is Population.COMBATANTS:
            noun = None  # "34 stretcher cases, 9 of them fighters. 110 walking": whose number it is stays open
    return noun or "people", amount.end, False


_LEFT_BEHIND = re.compile(
    r"\b(?:up|down|grown|risen|fallen|swollen|shrunk|increase|drop|rise|correct\w+(?:\s+\w+self)?"
    r"|revis\w+)\s+$",
    re.IGNORECASE,
)
_YOUNGER = re.compile(r"(?:under|over|below|above)\b", re.IGNORECASE)
_WHOSE_AGE = re.compile(rf"\b(?:{ANY}|those|anyone|everyone|all)\s+$", re.IGNORECASE)
_CLOCK_OR_YEAR = re.compile(
    r"(?:[01]\d|2[0-3])[0-5]\d(?:\s*(?:to|and|until|-|–|—)\s*(?:[01]\d|2[0-4])[0-5]\d)?|(?:in\s+)?(?:19|20)\d\d"
)
_STATED_AS = re.compile(
    r"\b(?:stood|stands|put|estimated|reckoned|counted|standing)\s+at\s*$|\b(?:number|figure|total|count|population|tally)\s+(?:is|was|of|at|to|:)\s*$|:\s*$",
    re.IGNORECASE,
)
_WENT_ON = re.compile(rf"\s+(?:{WENT}|(?:{TAKEN}|safely|safe)\b)", re.IGNORECASE)
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+)?", re.IGNORECASE)
_VEHICLES_BEFORE = AnyCase(
    r"\b(?:bus(?:es)?|ambulances|boats|lorries|trucks|coaches|vans|vehicles|minibuses|helicopters|cars)\s*,\s*$",
)
_VEHICLES_COUNTED = re.compile(
    r"\b(?:bus(?:es)?|ambulances|boats|lorries|trucks|coaches|vans|vehicles|minibuses|helicopters|cars|barges|houses|bridges|villages|tents|beds)\b[^!?]{0,60}$",
    re.IGNORECASE,
)
_VEHICLES_LAST = re.compile(
    rf"\b(?:\d+|{_NUMERAL}|several|more)\s+(?:\w+\s+)?(?:bus(?:es)?|ambulances|boats|lorries|trucks|coaches|vans|vehicles|minibuses"
    rf"|helicopters|cars|barges|trains)\b(?:(?!\b(?:{ANY})\b)[^?])*$",
    re.IGNORECASE,
)
"""The last thing counted is vehicles, and no person is named after them."""
_ABOARD = re.compile(r"\s*(?:aboard|on\s+board|on\s+(?:each|it)\b|passengers|of\s+us)", re.IGNORECASE)
_STILL = re.compile(r"\b(?:still|remain\w*|inside|left)\b[^.;]{0,24}$", re.IGNORECASE)
_IN_TEN = re.compile(
    r"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:ten|five|four|three|two|a\s+hundred|100|10|5|4|3)\b(?!\s+\w+s\b)",
    re.IGNORECASE,
)
_STAY = re.compile(
    r"\s+(?:of\s+us\b|(?:still\s+)?remain\w*|(?:are|is|were|was)\s+(?:still\b|expected|awaited|due|planned|scheduled|promised|to\s+(?:follow|come|leave|arrive|go))|(?:will|would|may|should|could|might)\b|still\s+(?:there|inside|wait\w*)|stay\w*|liv(?:e|ing)|want|wish|need)\b",
    re.IGNORECASE,
)
_BY_NEED = re.compile(
    r"\s+(?:(?:on|need(?:ing)?|for)\s+(?:a\s+)?stretchers?|(?:in|need(?:ing)?)\s+(?:a\s+)?wheelchairs?|bedridden|of\s+us\b|walking(?:\s+wounded)?(?=\s*(?:$|[.,;)]|and\b))"
    r"|able\s+to\s+walk|ambulant|ambulatory|lying|seated|unable\s+to\s+walk|(?:still\s+)?in\s+the\s+water|on\s+the\s+roof)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[^.;!?]{0,3}")
_BREAKDOWN = re.compile(r":\s")
_CIVIL_BREAKDOWN = re.compile(
    rf"[^.;]{{0,60}}:\s[^.;]*\b(?:{YOUNG}|wom[ae]n|old\s+m[ae]n|elderly|patients|cannot\s+walk)\b", re.IGNORECASE
)
_FAMILIES = re.compile(r"\b(?:families|households|civilians)\b", re.IGNORECASE)
_AND_MORE = re.compile(
    r"\s+(?:(?:and\s+)?upwards|or\s+more|and\s+(?:more(?!\s+than)|counting)|and\s+(?:their|his|her)\s+(?:famil(?:y|ies)|dependants|relatives|children|wives))\b",
    re.IGNORECASE,
)
_NOT_MEANT = AnyCase(
    r"\b(?:families|households|couples)\s*:\s*$|\b(?:double|twice|triple|thrice|all\s+but|nearly\s+double)\s+(?:the\s+|that\s+of\s+the\s+)?$|(?:%|per\s+cent|percent)\s+of\s+(?:some\s+|about\s+)?$|\b(?:one|two|three|four|five|six|seven|eight|nine|\d+)\s+(?:\w+\s+)?in\s+(?:every\s+)?$|\b(?:half|quarter|ten|twenty|five|twenty-five)\s+(?:past|to)\s+$|\b(?:not|rather\s+than|instead\s+of)\s+$|\b(?:up|down|grown|risen|fallen|swollen)\s+from\s+$|\b(?:compared\s+(?:with|to)|as\s+against|against|correct\w*\s+(?:\w+self\s+|it\s+|that\s+)?from|in\s+place\s+of)\s+$|\b(?:woman|man|girl|boy|child|mother|father|widow(?:er)?|grand(?:mother|father)|lady|nun|priest|patient|pensioner)\s+of\s+$|\baged?\s+(?:between\s+)?$|\b(?:fell|dropped|rose|grew|fallen|risen|grown|increased|decreased|reduced|down|up)\s+by\s+$|(?:\b(?:half|thirds?|quarters?|per\s+cent|percent|most|majority|part)|%)\s+of\s+(?:the|its|their|our|all)\s+$",
)
"""A number denied, or one of which only a share is spoken of."""
_PART_IS = re.compile(rf"\s+(?:are|were|is)\s+(?P<noun>(?:under\s+\w+|(?:{YOUNG})))\b", re.IGNORECASE)


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


def of_role(found: tuple[Headcount, ...], role: Role) -> Iterator[Headcount]:
    """Counts of one role."""
    return (count for count in found if count.role is role)
