"""Stock said to exist, to last or to be lacking; days only where the words settle them.

Each kind of stock is looked at with the words of its clause before it and after it, up to the next kind: a word of
lack ("no", "without", "ran out of"), of want ("short of", "scarce"), of time ("for ten days", "until Monday") or of
existence ("there is", "in store"). Kinds joined by "and" share what is said of the last of them, those after "no … or"
what is said of the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeconduct.model.claim import ReserveValue
from safeconduct.read.days import day_of, days
from safeconduct.read.numbers import amounts
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase
from safeconduct.read.stocks import GENERIC, STOCK, spoken_of

_DEGREE = (
    r"(?:(?:already|now|all|almost|nearly|completely|entirely|quite|virtually|practically|all\s+but|fully|totally"
    r"|since|also|still|again|currently|extremely|very|dangerously|critically|increasingly|reportedly)\s+)*"
)
_QUANTITY = (
    r"(?:\w+\s+)?(?:tonnes?|tons?|litres?|liters?|gallons?|kilos?|kilograms?|kg|grams?|sacks?|bags?|boxes|box|crates?|pallets?|tins?|cans?|bottles?|jars?"
    r"|cylinders?|drums?|barrels?|canisters?|jerrycans?|units?|vials?|doses|ampoules|packs?|packets?|parcels?|loaves|tankloads?|lorry-?loads|truckloads|bales|heaps?|piles?|cupfuls?|drops?|crumbs?|scraps?|rest|remains|supply|supplies|stocks?|reserves?|amounts?|quantit(?:y|ies)|store|kind|sort|lack|want|use|sign)\s+of\s+"
)
_MODIFIERS = (
    rf"(?:(?:more|further|other|any|the|such|its|their|our|his|her|enough|sufficient|adequate"
    rf"|clean|proper|single|last|whole|remaining|much|spare|of|ready)\s+|{_QUANTITY})*$"
)
_NONE_BEFORE = re.compile(
    rf"\b(?:no|zero|nil|without|lack(?:s|ed|ing)?\s+(?:any|all)|(?:is|are|was|were|be|been|now|completely|already)\s+out\s+of|not\s+(?:a|one|any)|not\s+(?:a|one)\s+(?:single\s+)?\w+\s+of|(?:has|have|had|is|are|was|were)n't\s+(?:been\s+)?any|nothing\s+(?:remains|is\s+left)\s+of|cut\s+off\s+from|neither|nor|(?:ran|(?:has|have|had)\s+run)\s+out\s+of|used\s+up|exhausted|for\s+(?:want|lack)\s+of|absence\s+of|deprived\s+of|devoid\s+of|(?:has|have)\s+any|never\s+(?:had|any)|minus)\s+{_MODIFIERS}",
    re.IGNORECASE,
)
_NEXT_TO_NONE = re.compile(
    rf"\b(?:(?:almost|next\s+to|virtually|practically|effectively)\s+no|(?:hardly|scarcely|barely)\s+any)\s+{_MODIFIERS}",
    re.IGNORECASE,
)
_LOW_BEFORE = re.compile(
    rf"\b(?:little|few|short\s+of|(?:running|run|runs|getting|are|is|be)\s+(?:\w+ly\s+)?(?:low\s+on|out\s+of|short\s+of)|low\s+on|not\s+(?:have\s+|had\s+)?enough|(?:do|does|did)\s*(?:n't|not)\s+have\s+enough|insufficient|inadequate|shortages?\s+of|scarcity\s+of|deficit\s+of|lack(?:s|ed|ing)?(?:\s+of)?|dwindling|scant|meagre|in\s+(?:urgent\s+|desperate\s+|dire\s+)?need\s+of|(?:urgently\s+|badly\s+|desperately\s+|still\s+)?(?:needs?|needed\s+(?:are|is)|requires?)|desperate\s+for|begging\s+for|appeal(?:s|ed|ing)?\s+for|crying\s+out\s+for|rationing|beg(?:s|ged)?\s+for|missing)\s+(?:(?:urgent|immediate|more)\s+)?{_MODIFIERS}",
    re.IGNORECASE,
)
_HAS_BEFORE = re.compile(
    r"\b(?:there\s+(?:is|are|was|were|remains?|would\s+be)|there's|has|have|had|'ve|hold|holds|held|holding|stores?|stored|stocks?|keeps?|kept|with|got|includes?|including|contains?|comprises?|compris(?:ing)|carries|carrying|living\s+on|lives?\s+on|rel(?:y|ies|ying)\s+on|subsist(?:s|ing)?\s+on|stocked\s+with|suppl(?:y|ies|ied)|provid(?:es?|ed|ing)|"
    r"received|got|gave|left\s+(?:is|are)|speaks?\s+of|(?:on\s+board|left|inside|here|there)\s+(?:is|are)|grinds?|bakes?|produces?|sits?\s+on|draws?\s+on|down\s+to|amount\s+to)\b[^.;:]{0,45}$|(?:\d|hundred|thousand|dozen|enough|sufficient|plenty\s+of|ample|some|several)\s+(?:[\w-]+\s+){0,2}(?:of\s+)?$",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(
    r"\b(?P<span>[\w-]+(?:[\s-]+to[\s-]+[\w-]+|\s+more|\s+or\s+\w+)?[\s-]+(?:days?|weeks?|fortnight|hours?|nights?|months?)|a\s+fortnight|an?\s+(?:day|week|month))(?:'s?|s')?(?:\s+(?:worth|supply|supplies|stocks?|reserves?|rations?))?(?:\s+(?:of|more))?\s+(?:(?:the|its|their|reserve|emergency|dry|basic)\s+)?$",
    re.IGNORECASE,
)
_AUX = (
    r"(?:(?:is|are|was|were|has|have|had|be|been|being|will|would"
    r"|'s|'re|do|does|did|can|could|may|might|must|should)\s+)*"
)
_GONE_AFTER = re.compile(
    rf"\b{_AUX}{_DEGREE}(?:r[ua]n\s+out(?!\s+(?:by|on|in|within|before|tomorrow|tonight|next))|gone(?!\s+(?:up|by|to))|g[ai]ven?\s+out|finished|exhausted|emptied|drained|drunk|sold\s+out|used(?:\s+up)?(?=\s*(?:$|[.,;]|on\b|by\b|in\b))|depleted|spent|consumed|eaten|burnt|burned|spoiled|destroyed|stopped|ended|dried\s+up|cut(?:\s+off)?(?!\s+(?:to|by\s+half|in\s+half))|switched\s+off|turned\s+off|shut\s+off|unavailable|out\s+of\s+stock"
    r"|out(?=\s*(?:$|[.,;]|across|in|since|on|at|again|for|everywhere))|off(?=\s*(?:$|[.,;]|since|across|in|at))|down(?=\s*(?:$|[.,;]|across|in|since|for))|nil|zero|none|empty|nowhere|no\s+more|failed|collapsed|interrupted|lost)\b"
    r"|\b(?:no\s+longer|can\s*not|cannot|not|never)\s+(?:longer\s+)?(?:to\s+be\s+|be\s+|been\s+)?(?:available|found|bought|had|obtained|possible|distributed|delivered|issued|given\s+out|arrived|come|seen|working|running|reached|restored)\b|\bcan\s+no\s+longer\s+be\s+(?:found|bought|had|obtained)\b|^\s*(?:is|are)\s+(?:not\s+there|missing|absent|lacking)\b",
    re.IGNORECASE,
)
_LOW_AFTER = AnyCase(
    rf"\b{_AUX}(?:being\s+)?{_DEGREE}(?:running\s+(?:out|low|short)|runs?\s+(?:low|short)|getting\s+(?:low|short|scarce)|short(?=\s*(?:$|[.,;]|of|in|at|everywhere))|low(?=\s*(?:$|[.,;]|in|at|and|by|on))|scarce|thin|tight|critical(?:ly\s+low)?|insufficient|inadequate|rationed|in\s+(?:very\s+)?short\s+supply|dwindling|limited|(?:urgently\s+|badly\s+|desperately\s+|most\s+|also\s+)?(?:needed|required|lacking)|not\s+(?:be\s+)?(?:enough|sufficient|adequate)|close\s+to\s+(?:exhausted|exhaustion|the\s+end|running\s+out)|at\s+an?\s+end|at\s+risk|fail(?:s|ing)|precarious|under\s+pressure|promised|on\s+(?:its|the|their)\s+way)\b"
    r"|\b(?:will|would|may|might|can)\s*(?:not|n't)\s+(?:be\s+enough|last|suffice|hold|see)\b|\bwon't\s+last\b|\b(?:almost|nearly|virtually|all\s+but)\s+(?:gone|finished|exhausted|used\s+up|empty|nothing|out)\b|\bnot\s+last\b|\b(?:has|have|had|'s)\s+been\s+promised\b|\bcovers?\s+(?:only\s+)?(?:\d+\s+per\s*cent|\d+\s*%|half|a\s+third|part)\b",
)
_UNIT = r"(?:days?|weeks?|fortnights?|hours?|nights?|months?|minutes?)"
_LASTS = (
    r"(?:for|(?:to\s+|will\s+|would\s+|should\s+|could\s+|can\s+|may\s+)?(?:last|lasts|lasting|cover|covers|hold\s+out|holds\s+out|suffice|suffices|do|stretch|stretches|see\s+\w+\s+through)(?:\s+(?:for|us|them"
    r"|out))*|(?:is|are|was|were|be|still)?\s*(?:sufficient|enough|adequate|good|estimated|reckoned|put|assessed)\s+(?:for|at|to\s+last)|estimated\s+at|(?:at|to)(?=\s+(?:about\s+|some\s+|roughly\s+)?[\w-]+\s+days))"
)
_FOR = re.compile(
    rf"\b{_LASTS}\s+(?P<span>(?:[\w'-]+\s+(?:of\s+)?){{0,6}}?{_UNIT}\b)(?!\s+(?:ago|before|earlier|now|already))|^\s*(?:of|x)?\s*(?P<span2>(?!an?\s|per\s|each\s)(?:about\s+|some\s+|another\s+|a\s+further\s+|for\s+)?[\w-]+(?:\s+(?:or|to)\s+[\w-]+)?(?:\s+more)?\s+{_UNIT})\b(?!\s+(?:ago|old|late))",
    re.IGNORECASE,
)
_BARE_FOR = re.compile(
    r"^\s*(?:for|will\s+last|lasts)\s+(?:only\s+|about\s+|just\s+|some\s+)?(?P<number>[\w-]+)\s*(?:$|[.,;]|and\b|but\b)",
    re.IGNORECASE,
)
_WHILE = re.compile(
    r"\bfor\s+(?:tonight|the\s+(?:night|weekend|present|moment|time\s+being)|now|today|some\s+\w+)\b|\bfor\s+[^.;,]{1,20}\bhours?\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|(?:will|would|should|is\s+expected\s+to|are\s+expected\s+to|is\s+going\s+to|may|could|to)\s+(?:then\s+)?(?:be\s+(?:all\s+)?(?:finished|gone|exhausted|used\s+up|spent|depleted)|run\s+out|end|give\s+out)(?:\s+(?:on|by|in|before|at|within))?|runs?\s+out\s+(?:on|by|in|within|tomorrow)|ends?\s+on)(?P<when>\s*[^.;,]{0,30})",
    re.IGNORECASE,
)
_THERE_AFTER = re.compile(
    rf"\b{_AUX}{_DEGREE}(?:left\b|remain(?:s|ed|ing)?|available|in\s+(?:stock|store|hand|place|reserve)|on\s+(?:hand|board|site)|at\s+hand|stored|stockpiled|kept|ready|pre-?positioned|warehoused|sufficient|enough|adequate|ample|plentiful|plenty|secured?|guaranteed|safe|back|restored|found|distributed|handed\s+out|delivered|drawn|dug|served|cooked|stands?|lies?|works?\b|working|running|flows|flowing|comes?\s+from|from\s+(?:a|the|two|three|its|their)\s+(?:well|spring|cistern|tank|generator|river|lake)|in\s+(?:a|the|its|their|two|three)\s+(?:cisterns?|tanks?|cellars?|stores?|depots?|warehouses?|bakery|mill|kitchens?|vaults?))\b|^\s*are\s+there\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\s*(?:a|per|each)\s+(?:day|head|person|family|child|week)\b", re.IGNORECASE)
_LAST = re.compile(rf"\blast\s+{_MODIFIERS}", re.IGNORECASE)
_NO_STOCK = AnyCase(
    r"\b(?:under|into|across|through|over|above|below|beneath|by|onto|off|(?<!low\s)(?<!living\s)(?<!lives\s)(?<!relying\s)(?<!rely\s)(?<!live\s)(?<!short\s)(?<!draws\s)(?<!depend\s)on|in|from|of\s+(?:the\s+)?(?:smoke|fire|leak|cloud|smell)|(?:wagons?|tankers?|tanks?|drums?|containers?|lorry|pipe)\s+(?:held|holds|holding|carried|carries|carrying|with|contained|containing)|deep|high|flood|rising|taking|took|take|breathing|inhaling|smell\s+of|leak\s+of|cloud\s+of|column\s+of|tank\s+of|tanks\s+of|tonnes\s+of\s+spilt|dam|wall\s+of|metres\s+of|feet\s+of|level\s+of|release\s+of|trucks?\s+of|lorr(?:y|ies)\s+of|convoy\s+of|delivery\s+of|for\s+want\s+of\s+the)\s+(?:the\s+)?$",
)
_RIGHT_HOLDER = re.compile(r"^\s+to\s+(?!last|hold|cover|see|suffice|eat|drink|be\b|cook|heat|run)\w+", re.IGNORECASE)
_JOINER = re.compile(
    r"^\s*(?:,|and|or|nor|&|,\s*(?:and|or|nor)|as\s+well\s+as|nor\s+any|and\s+(?:some|the|a\s+little|their|its))\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!?]+(?=[\s\"')]|$)|\n|,?\s+(?:but|while|whereas|although|yet)\s+|\s[–—]\s")
_ENOUGH = re.compile(
    rf"\b(?:they|we|it|this|that|which)\s+(?:have|has|is|are|will\s+be|was|were)\s+(?:still\s+)?enough\s+(?:for\s+(?P<span>[^.;,]{{1,24}}?{_UNIT})|(?:until|till)\s+(?P<when>[^.;,]+))",
    re.IGNORECASE,
)
_DRY = re.compile(
    r"\b(?:wells?|taps?|cisterns?|standpipes?|springs?)\b(?P<between>[^.;]{0,40}?)\b(?:(?:are|is|were|was)\s+(?:all\s+|now\s+|still\s+)?|(?:have|has|had)\s+(?:all\s+)?(?:run|been|gone)\s+|ran\s+|went\s+)dry\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[^.;:]{0,40},\s*(?:and\s+)?(?:some\s+|a\s+few\s+|a\s+little\s+)?$", re.IGNORECASE)
_PURPOSE = re.compile(r"\s+for\s+(?:the\s+)?$", re.IGNORECASE)
_DAYS_IN = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of stock at [start, end), with the bounds of its clause and of the kinds beside it."""

    what: str
    start: int
    end: int
    before: str
    after: str
    joined: bool


@dataclass(frozen=True, slots=True)
class _State:
    present: bool | None
    days: int | None = None
    ends: int = 0
    shared: bool = True


def reserves(text: str, said: date) -> tuple[ReserveValue, ...]:
    """Stock a text speaks of, each kind once; ``said`` is the day from which "until Monday" is counted."""
    plain = view(text)
    if not spoken_of(plain):
        return ()
    read = list(_read(plain, said))
    named = [row for row in read if not GENERIC.fullmatch(row[0].what)] or read
    found: dict[str, tuple[int, ReserveValue]] = {}
    for kind, state in named:
        what = " ".join(kind.what.lower().split())
        value = ReserveValue(
            what=what,
            present=state.present,
            days=state.days,
            as_written=text[kind.start : max(kind.end, state.ends)].strip(),
        )
        if what not in found or (found[what][1].days is None and state.days is not None):
            found[what] = (kind.start, value)
    if not found and (dry := _DRY.search(plain)) is not None:
        whole = re.search(r"\b(?:all|every|the)\s+$", plain[max(0, dry.start() - 6) : dry.start()], re.IGNORECASE)
        found["water"] = (
            dry.start(),
            ReserveValue(what="water", present=False if whole else None, days=None, as_written=dry.group()),
        )
    return tuple(value for _, value in sorted(found.values(), key=_place))


def _place(row: tuple[int, ReserveValue]) -> int:
    return row[0]


def _read(plain: str, said: date) -> Iterator[tuple[_Kind, _State]]:
    at = 0
    for stop in [*(m.span() for m in _CLAUSE.finditer(plain)), (len(plain), len(plain))]:
        clause, offset, at = plain[at : stop[0]], at, stop[1]
        kinds = _kinds(clause)
        if kinds:
            yield from _of_clause(kinds, offset, plain[stop[1] :], said)


def _kinds(clause: str) -> list[_Kind]:
    """The kinds of stock of a clause, each with the words up to its neighbours."""
    matches = [m for m in STOCK.finditer(clause) if not _NO_STOCK.search(clause[: m.start()]) and _common(clause, m)]
    matches = [
        m for n, m in enumerate(matches) if not (n and _PURPOSE.fullmatch(clause[matches[n - 1].end() : m.start()]))
    ]
    found = []
    for number, match in enumerate(matches):
        first = matches[number - 1].end() if number else 0
        last = matches[number + 1].start() if number + 1 < len(matches) else len(clause)
        after = clause[match.end() : last]
        joined = number + 1 < len(matches) and _JOINER.match(after) is not None
        found.append(_Kind(match["what"], match.start(), match.end(), clause[first : match.start()], after, joined))
    return found


def _common(clause: str, match: re.Match[str]) -> bool:
    """A capital within a sentence makes a name of it ("Salt Lane"); "power to order" is none that runs out."""
    named = (
        match["what"][0].isupper()
        and clause[: match.start()].strip(" \"'(") != ""
        and not clause[: match.start()].rstrip().endswith(":")
    )
    shouted = clause.isupper()
    return (not named or shouted) and not (
        match["what"].lower() == "power" and _RIGHT_HOLDER.match(clause[match.end() :])
    )


def _of_clause(kinds: list[_Kind], offset: int, following: str, said: date) -> Iterator[tuple[_Kind, _State]]:
    states = [_state(kind, said) for kind in kinds]
    unit = next((s.days for s in states if s is not None and s.days is not None), None)
    for number, kind in enumerate(kinds):
        bare = _BARE_FOR.match(kind.after)
        if bare is not None and unit is not None and (count := _span(f"{bare['number']} days")) is not None:
            states[number] = _State(True, count)
    for number in range(len(kinds) - 2, -1, -1):  # "food and water for three days"
        later = states[number + 1]
        if (
            kinds[number].joined
            and later is not None
            and later.shared
            and (states[number] is None or states[number] == _State(True))
        ):
            states[number] = later
    for number in range(1, len(kinds)):  # "there is power for some hours, soup and biscuits"
        if states[number] is None and _exists(states[number - 1]) and _LISTED.match(kinds[number].before):
            states[number] = _State(True)
    for number in range(1, len(kinds)):  # "no food, water or light"
        earlier = states[number - 1]
        if states[number] is None and kinds[number - 1].joined and earlier is not None:
            states[number] = earlier
    enough = _ENOUGH.search(following[:120]) if kinds and states[-1] is None else None
    if enough is not None:
        states[-1] = _State(True, _span(enough["span"]) if enough["span"] else _until(enough["when"], said))
    for kind, state in zip(kinds, states, strict=True):
        if state is not None:
            moved = _Kind(kind.what, kind.start + offset, kind.end + offset, kind.before, kind.after, kind.joined)
            yield moved, _State(state.present, state.days, state.ends + kind.end + offset if state.ends else 0)


def _exists(state: _State | None) -> bool:
    return state is not None and state.present is True


def _state(kind: _Kind, said: date) -> _State | None:
    """What is said of one kind: by its label, before it, after it."""
    before, after = kind.before, kind.after
    if (
        label := re.match(r"\s*(?:\([^)]*\)\s*|(?:at|in|on|for)\s+(?:the\s+)?[A-Z][\w ]{0,30})?:\s*", after)
    ) is not None:
        return _labelled(after[label.end() :], said)
    if _NEXT_TO_NONE.search(before):
        return _State(False, shared=False)
    if _NONE_BEFORE.search(before):
        return _State(False, shared=False)
    if _LOW_BEFORE.search(before):
        return _State(None, shared=False)
    if _RATE.match(after):
        return _State(None)
    if (hit := _LOW_AFTER.search(after)) is not None and hit.start() <= 60 and not _until_first(after, hit.start()):
        return _State(None, None, hit.end())
    if (hit := _UNTIL.search(after)) is not None and hit.start() <= 60:
        return _State(True, _until(hit["when"], said), hit.end())
    if (hit := _FOR.search(after)) is not None and (hit["span2"] is not None or not _negated(after[: hit.start()])):
        gone = _GONE_AFTER.search(after)
        if gone is None or gone.start() > hit.start():
            return _State(True, _span(hit["span"] or hit["span2"]), hit.end())
    if (hit := _GONE_AFTER.search(after)) is not None and hit.start() <= 60:
        return _State(False, None, hit.end())
    if (hit := _AMOUNT_BEFORE.search(before)) is not None and (span := _amount_before(hit["span"])):
        return _State(True, _span(span), shared=False)
    if _WHILE.search(after):
        return _State(True)
    if (hit := _THERE_AFTER.search(after)) is not None and hit.start() <= 45 and not _negated(after[: hit.start()]):
        return _State(True, None, hit.end())
    if _LAST.search(before):
        return _State(None)
    return _State(True) if _HAS_BEFORE.search(before) or before.strip() == ":" else None


def _until_first(after: str, at: int) -> bool:
    """True when "until" or a span of days stands before: "for two days, then it is short"."""
    return any(hit is not None and hit.start() < at for hit in (_UNTIL.search(after), _FOR.search(after)))


def _negated(words: str) -> bool:
    return re.search(r"\b(?:not|never|no)\b(?!\s+(?:more|longer|less)\s+than)", words, re.IGNORECASE) is not None


def _amount_before(span: str) -> str | None:
    """ "For two days food …" counts no food: the span must count something."""
    return (
        span
        if amounts(re.split(r"[\s-]+(?:day|week|hour|night|month)", span)[0]) or re.match(r"an?\b", span, re.IGNORECASE)
        else None
    )


def _labelled(rest: str, said: date) -> _State | None:
    """ "Maize: about 6 days", "Tablets: none", "Fuel: critical"."""
    if re.match(
        r"(?:none|nil|nothing|exhausted|zero|out\b|finished|gone|0\b|no\b|unavailable|off\b)", rest, re.IGNORECASE
    ):
        return _State(False)
    if re.match(
        r"(?:very\s+)?(?:low|critical|short|scarce|limited|insufficient|rationed|needed|urgent)", rest, re.IGNORECASE
    ):
        return _State(None)
    if (until := _UNTIL.match(rest)) is not None:
        return _State(True, _until(until["when"], said))
    if re.match(rf"[\w\s-]{{0,24}}\b{_UNIT}\b", rest, re.IGNORECASE):
        return _State(True, _span(rest))
    if re.match(
        r"(?:sufficient|adequate|enough|ok\b|okay|yes\b|available|in\s+stock|good\b|full\b|normal)|\d",
        rest,
        re.IGNORECASE,
    ):
        return _State(True)
    return None


def _span(written: str) -> int | None:
    """Whole days a span states: "two days", "a week"; none for hours, or for a number with an open end."""
    unit = re.search(r"(?<![a-z])(day|night|week|fortnight)s?\b", written, re.IGNORECASE)
    if unit is None:
        return None
    size, lead = _DAYS_IN[unit.group(1).lower()], written[: unit.start()].replace("-", " ")
    if re.search(r"\ba\s+couple\s+of\s+$", lead, re.IGNORECASE):
        return 2 * size
    stated = amounts(lead)
    if stated:
        top = stated[-1]
        number = top.exactly if top.exactly is not None else top.high if top.low is None else None
        return number * size if number is not None else None
    alone = unit.group(1).lower() == "fortnight" or re.search(
        r"\b(?:an?|one|another|more)\s+(?:\w+\s+)?$", lead, re.IGNORECASE
    )
    return size if alone else None


def _until(when: str, said: date) -> int | None:
    """Days until the day named."""
    if re.search(r"\b(?:tonight|today)\b", when, re.IGNORECASE):
        return 0
    match = next(iter(days(when)), None)
    if match is None:
        return _span(when)
    at = day_of(match, said, ahead=True)
    return (at - said).days if at is not None and at >= said else None
