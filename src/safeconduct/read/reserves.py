"""Stock said to exist, to last or to be lacking; days only where the words settle them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from safeconduct.model.claim import ReserveValue
from safeconduct.read.days import day_of, days
from safeconduct.read.numbers import amounts
from safeconduct.read.segment import view
from safeconduct.read.sieve import holding

_STOCK = (
    r"(?:drinking\s+water|water|food|bread|flour|wheat|maize|rice|grain|pasta|kasha|lentils|beans|potatoes|sugar|salt|oil|tinned\s+food|canned\s+food"
    r"|provisions|rations|supplies|reserves?|stocks?|medicines?|medication|drugs|insulin|oxygen|antibiotics|painkillers|morphine|plasma|blood"
    r"|bandages|dressings|inhalers|dialysis\s+fluid|saline|vaccines|anaesthetics?|baby\s+(?:formula|food|milk)|formula|infant\s+formula|milk|milk\s+powder"
    r"|(?:diesel|heating|generator|aviation)\s+(?:oil|fuel)|fuel|diesel|petrol|gasoline|kerosene|coal|firewood|wood|gas|propane|candles|batteries"
    r"|electricity|power|chlorine\s+tablets|water\s+tablets|tablets|blankets|tents|fodder|feed|hay|soap|nappies|diapers|sandbags|masks|filters|cereals?|biscuits|meals)"
)
_SPOKEN_OF = holding(
    "water food bread flour wheat maize rice grain pasta kasha lentils beans potatoes sugar salt oil provisions rations"
    " supplies reserve stock medicine medication drugs insulin oxygen antibiotics painkillers morphine plasma blood"
    " bandages dressings inhalers dialysis saline vaccines anaesthetic formula milk fuel diesel petrol gasoline"
    " kerosene coal wood gas propane candles batteries electricity power tablets blankets tents fodder feed hay soap"
    " nappies diapers sandbags masks filters cereal biscuits meals well"
)
"""Every stock has one of these in its name; wells run dry."""
_GOODS = (
    rf"(?:(?:supplies|stocks?|reserves?|bags|tins|sacks|bottles"
    rf"|drums)\s+of\s+)?(?P<what>(?:{_STOCK}(?:\s*,\s*|\s+and\s+|\s+or\s+))*{_STOCK})"
)
_FOR = (
    r"(?:for|to\s+last|lasts?|last(?:ing)?|covers?|suffices?\s+for|(?:is|are)\s+(?:sufficient|enough)\s+for)\s+(?:only\s+|just\s+|another\s+|the\s+next\s+|a\s+further\s+)*"
    r"(?P<span>[^.;]{1,40}?\b(?:days?|weeks?|hours?|nights?|months?)\b|tonight|today|tomorrow)"
)
_HAS = re.compile(
    rf"\b(?:there\s+(?:is|are|was|were|remains?)|has|have|had|holds?|hold|with|got|stocks?)\s+(?:still\s+|enough\s+|some\s+|about\s+|sufficient\s+|only\s+)*(?:\w+\s+){{0,2}}?{_GOODS}\b",
    re.IGNORECASE,
)
_IS_FOR = re.compile(
    rf"\b{_GOODS}\b[^.;,:]{{0,50}}?(?:\s+(?:will|would|can|should|could|may|might|is|are|was|were|to)\b[^.;,]{{0,20}}?)?\s+{_FOR}",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?:^|[.;]\s*){_GOODS}\b[^.;:]{{0,40}}:\s*(?P<rest>[^.;]+)", re.IGNORECASE)
_LACK = re.compile(
    rf"\b(?:no|without|almost\s+no|hardly\s+any|barely\s+any|not\s+enough|lacks?|lacking|out\s+of|short\s+of|little|insufficient|neither|nor|zero)\s+"
    rf"(?:more\s+|clean\s+|fresh\s+|running\s+|any\s+|enough\s+|the\s+)*{_GOODS}\b(?!\s+(?:could|was\s+able|convoy|truck|lorry|trucks))",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"\b{_GOODS}\b(?P<between>(?:(?!\bbut\b|\band\b)[^.;:,]){{0,50}}?)\b(?P<gone>(?:has|have|had)\s+(?:already\s+)?(?:run|ran|given)\s+out|ran\s+out|(?:is|are|was|were)\s+(?:all\s+)?(?:gone|finished|exhausted|used\s+up|cut\s+off|off)"
    r"|(?:has|have|had)\s+not\s+(?:been\s+)?(?:given\s+out|arrived|come|reached\s+\w+)|(?:has|have|had)\s+been\s+(?:cut(?:\s+off)?(?!\s+to)|exhausted)|failed)\b",
    re.IGNORECASE,
)
_LOW = re.compile(
    rf"\b{_GOODS}\b[^.;:,]{{0,30}}?\b(?:(?:is|are|was|were|gets?|getting)\s+(?:\w+ly\s+)?(?:running\s+(?:out|low|short)|scarce|short|low|rationed|(?:almost|nearly|all\s+but)\s+(?:gone|exhausted|finished|used\s+up)|being\s+rationed|in\s+short\s+supply)|runs?\s+(?:low|short)|must\s+be\s+rationed|(?:is|are)\s+not\s+enough)\b"
    rf"|\b(?:running\s+(?:out\s+of|short\s+of|low\s+on)|runs\s+short\s+of)\s+(?P<what2>{_STOCK})",
    re.IGNORECASE,
)
_WILL_END = re.compile(
    rf"\b{_GOODS}\b[^.;:]{{0,40}}?\b(?:(?:will|would|is\s+expected\s+to|are\s+expected\s+to|is\s+going\s+to)\s+(?:be\s+(?:finished|gone|exhausted|used\s+up)|run\s+out|end|last\s+(?:until|till))|runs?\s+out|lasts?\s+(?:until|till|to)|enough\s+(?:until|till))\s+(?P<when>[^.;,]{{1,30}})",
    re.IGNORECASE,
)
_ENOUGH = re.compile(rf"\b{_GOODS}\b[^.]*?\b(?:they|we|it)\s+(?:have|has)\s+enough\s+{_FOR}", re.IGNORECASE)
_DRY = re.compile(r"\bwells?\b[^.;]{0,40}\b(?:are|is|have\s+run|has\s+run|ran)\s+dry\b", re.IGNORECASE)
_NONE_LEFT = re.compile(r"^\s*(?:none|nil|nothing|exhausted|zero|out|finished|0)\b", re.IGNORECASE)
_NOT_STOCK = re.compile(
    r"\b(?:under|taking|rising|high|flood|take|into\s+the|the|deep|over\s+the|of|by|in)\s+$", re.IGNORECASE
)
_AIM = re.compile(
    r"\b(?:need|needs|request\w*|send|bring|deliver\w*|carrying|distribut\w*|convoy\s+of|want|asks?\s+for)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(?:supplies|reserves?|stocks?|provisions)")
_AND_FOR = re.compile(
    rf"\bfor\s+[\w-]+\s+days\s*(?:,|and|,\s*and|but)\s*{_GOODS}\s+for\s+(?:only\s+)?(?P<number>[\w-]+)(?!\s+\w*(?:days|hours|weeks))",
    re.IGNORECASE,
)
_UNIT_DAYS = {"day": 1, "night": 1, "week": 7}


def reserves(text: str, said: date) -> tuple[ReserveValue, ...]:
    """Stock a text speaks of, each kind once; ``said`` is the day from which "until Monday" is counted."""
    plain = view(text).replace("\n", " ")
    if not _SPOKEN_OF(plain):
        return ()
    found: list[tuple[int, ReserveValue]] = []
    taken: list[tuple[int, int]] = []
    read = list(_read(text, plain, said))
    rows = [row for row in read if not _GENERIC.fullmatch(row[2].what)] or read
    for start, end, value in (*rows, *_and_for(text, plain)):
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            found.append((start, value))
    return tuple(value for _, value in sorted(found, key=_place))


def _and_for(text: str, plain: str) -> Iterator[tuple[int, int, ReserveValue]]:
    """ "Flour for twelve days and coal for four": the second number counts days as well."""
    for match in _AND_FOR.finditer(plain):
        left = _span(f"{match['number']} days")
        what = " ".join(match["what"].lower().split())
        yield (
            *match.span("what"),
            ReserveValue(what=what, present=True, days=left, as_written=text[match.start("what") : match.end()]),
        )


def _place(row: tuple[int, ReserveValue]) -> int:
    return row[0]


def _read(text: str, plain: str, said: date) -> Iterator[tuple[int, int, ReserveValue]]:
    def value(match: re.Match[str], present: bool | None, days_left: int | None) -> tuple[int, int, ReserveValue]:
        group = "what2" if "what2" in match.re.groupindex and match["what2"] else "what"
        what = " ".join(match[group].lower().split())
        whole = ReserveValue(what=what, present=present, days=days_left, as_written=text[match.start() : match.end()])
        return (*match.span(group), whole)

    for match in _LABEL.finditer(plain):
        if _NONE_LEFT.match(match["rest"]):
            yield value(match, False, 0)
        elif (left := _span(match["rest"])) is not None or re.match(
            r"\s*[\w\s]{0,12}\b(?:hours|weeks|days)\b", match["rest"]
        ):
            yield value(match, True, left)
    for match in _GONE.finditer(plain):
        yield value(match, False, None if re.search(r"\bnot\b", match["gone"]) else 0)
    for match in _WILL_END.finditer(plain):
        yield value(match, True, _until(match["when"], said))
    for match in _LACK.finditer(plain):
        tail = plain[match.end() : match.end() + 24]
        lead = plain[max(0, match.start() - 12) : match.end()]
        spent = re.match(
            r"\s+(?:is|are|was|were)?\s*(?:left|remaining|remains?|at\s+all|whatsoever|any\s+more)\b", tail
        ) and not re.search("almost|hardly|barely", lead)
        if not re.search(r"\bno\s+(?:power|oil|gas|supplies)\b.*\bto\b", match.group()):
            none = re.match(r"no\b|without\b|out\s+of\b|nil\b|zero\b", match.group(), re.IGNORECASE)
            yield value(
                match, False, 0 if spent or (none and not re.search("almost|hardly|barely|running", lead)) else None
            )
    for pattern in (_ENOUGH, _IS_FOR):
        for match in pattern.finditer(plain):
            lead = plain[: match.start()]
            if not re.search(r"\b(?:not|never|no)\b(?!\s+(?:more|longer)\s+than)", match.group()) and not re.search(
                r"\bno\s+$", lead
            ):
                yield value(match, True, _span(match["span"]))
    for match in _LOW.finditer(plain):
        yield value(match, None, None)
    for match in _HAS.finditer(plain):
        if not _NOT_STOCK.search(plain[: match.start("what")]):
            lasts = re.match(rf"[^.;,]{{0,30}}?\b{_FOR}", plain[match.end() :], re.IGNORECASE)
            yield value(match, True, _span(lasts["span"]) if lasts else None)
    if (dry := _DRY.search(plain)) is not None:
        yield dry.start(), dry.end(), ReserveValue(what="water", present=None, days=None, as_written=dry.group())


def _span(written: str) -> int | None:
    """Whole days a span states: "two days", "a week"; none for hours, or for a number with an open end."""
    unit = re.search(r"\b(day|night|week)s?\b", written, re.IGNORECASE)
    if unit is None:
        return None
    size = _UNIT_DAYS[unit.group(1).lower()]
    stated = amounts(written[: unit.start()])
    if stated:
        top = stated[-1]
        number = top.exactly if top.exactly is not None else top.high if top.low is None else None
        return number * size if number is not None else None
    return (
        size if re.search(r"\b(?:a|one|another|more)\s+(?:\w+\s+)?$", written[: unit.start()], re.IGNORECASE) else None
    )


def _until(when: str, said: date) -> int | None:
    """Days until the day named."""
    if re.search(r"\btonight\b|\btoday\b", when, re.IGNORECASE):
        return 0
    match = next(iter(days(when)), None)
    at = day_of(match, said, ahead=True) if match is not None else None
    return (at - said).days if at is not None and at >= said else None
