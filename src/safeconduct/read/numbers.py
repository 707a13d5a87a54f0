"""Amounts in running text: digits, number words, ranges and bounds, with what is malformed or vague said.

An amount is a pair of bounds. "More than 500" is 501 and open; "about 400" is 400 and 400, hedged; "hundreds" is a
range of its own. What cannot be a count (a minus, twenty digits, a range that runs backwards) carries a doubt: whoever
uses it flags it, and never reads it silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from safeconduct.model.claim import Hedge
from safeconduct.read.sieve import AnyCase, holding, usual

LARGEST = 20_000_000
"""More than this is no count of persons in one place: it is kept and doubted."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: number for number, word in enumerate(_SMALL.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "lakh": 100_000,
    "crore": 10_000_000,
}
_VAGUE = {
    "hundreds of thousands": (200_000, 999_999),
    "tens of thousands": (20_000, 99_999),
    "lakhs": (200_000, 999_999),
    "several thousand": (3000, 9999),
    "several hundred": (300, 999),
    "several dozen": (36, 99),
    "some hundreds": (200, 999),
    "thousands": (2000, 9999),
    "hundreds": (200, 999),
    "dozens": (24, 99),
    "scores": (40, 99),
}
"""Orders of magnitude as closed ranges."""
_LOOSE = {"a few hundred": (200, 999), "a few thousand": (2000, 9999), "a few dozen": (24, 99)}
"""Orders of magnitude writers differ on: read, and doubted."""

_WORD = "|".join([*_UNITS, *(scale for scale in _SCALES if scale != "score")])
_SPELLED = (
    rf"(?:half\s+an?\s+(?:dozen|hundred|thousand|million)|an?\s+couple\s+(?:of\s+)?(?:dozen|hundred|thousand)"
    rf"|(?:two|three|four|five|six)\s+score(?!\w|\s*[-:])"
    rf"|(?:an?\s+)?(?:{_WORD})(?:(?:[\s-]+and[\s-]+|[\s-]+)(?:{_WORD}))*(?!\w)(?:\s+and\s+a\s+half(?:\s+(?:thousand"
    rf"|million))?)?)"
)
_DIGITS = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?![\d,]*\d)|\d{1,3}(?:,\d{3})+(?![\d,]*\d)|(?<!\d )\d{1,3}(?: \d{3}){1,2}(?! ?\d)"
    r"|\d+(?:\.\d+)?k?"
)
_NUMBER = rf"(?:(?:{_DIGITS})(?:[\s-]+(?:thousand|million|hundred|dozen|lakh|crore)\b)?|{_SPELLED})"
_MORE = (
    r"(?:more\s+than|over|above|upwards\s+of|upward\s+of|better\s+than|beyond|topping|in\s+excess\s+of|"
    r"exceed(?:s|ed|ing)?|north\s+of)"
)
_AT_LEAST = (
    r"(?:at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+(?:fewer|less)\s+than|a\s+minimum\s+of|"
    r"as\s+few\s+as|not\s+below|not\s+under|a\s+good|a\s+full|a\s+clear)"
)
_LESS = r"(?:not\s+(?:even|quite)|fewer\s+than|less\s+than|under|below|short\s+of|shy\s+of|south\s+of)"
_AT_MOST = (
    r"(?:up\s+to|at\s+(?:the\s+)?most|no\s+more\s+than|not\s+more\s+than|as\s+many\s+as|a\s+maximum\s+of|"
    r"not\s+above|not\s+over|no\s+higher\s+than|at\s+the\s+(?:very\s+most|outside))"
)
_ABOUT = (
    r"(?:about|around|some|approximately|approx\.?|roughly|nearly|almost|an\s+estimated|estimated|close\s+to"
    r"|nearer(?:\s+to)?|closer\s+to|circa|ca?\.|perhaps|maybe|possibly|probably|say|something\s+like|"
    r"getting\s+on\s+for|going\s+on|on\s+the\s+order\s+of|(?:in|of)\s+the\s+order\s+of|give\s+or\s+take|"
    r"hovering\s+around|in\s+the\s+region\s+of|~)"
)
_DEGREE = r"(?:well|just|slightly|far|a\s+little|considerably|only|still|now|probably|perhaps|possibly)"
_BOUND = (
    rf"(?:{_DEGREE}\s+)*(?:(?P<atleast>{_AT_LEAST})|(?P<atmost>{_AT_MOST})|(?P<more>{_MORE})|(?P<less>{_LESS})"
    rf"|(?P<about>{_ABOUT}(?:\s+{_ABOUT})?))\s*"
)
_JOIN = (
    r"(?:\s*(?:-|–|—)\s*|\s+(?:to|or)\s+|\s*,\s*(?:perhaps|maybe|possibly|or)(?:\s+even)?\s+"
    r"|\s+(?:or|and)\s+(?:perhaps|maybe)\s+)"
)
_AFTER = (
    r"(?:\s*(?P<plus>\+|\bor\s+more\b|\band\s+(?:more|upwards|rising|counting)\b|\bupwards?\b|(?:\b|-)plus\b)"
    r"|\s+(?P<fewer>or\s+(?:fewer|less)|at\s+(?:the\s+)?(?:very\s+)?most|at\s+the\s+outside|max(?:imum)?|"
    r"tops)\b|\s+(?P<so>or\s+so|or\s+thereabouts|odd)\b|-(?P<odd>odd)\b)?"
)
_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
"""Raised digits: the mark of a footnote, or a power."""
_AMOUNT = AnyCase(
    rf"(?<![\w.,:/'])(?P<whole>(?:(?P<between>between|from)\s+(?:{_ABOUT}\s+)?)?(?:(?<!\w){_BOUND})?(?P<minus>(?<!\w"
    rf")[-−](?=\d))?"
    rf"(?<![A-Za-z])(?P<a>{_NUMBER})(?:(?P<join>{_JOIN}|(?(between)\s+(?:and|to)\s+|(?!)))(?:{_ABOUT}\s+)?(?P<b>{_NUMBER}"
    rf"))?(?P<raised>[{_RAISED}]+)?)(?![\w:/]|[.,]\d|-(?:wheel|by-|lane|store?y|door|star|engine|year|metre|kilomet)){_AFTER}",
)
_WHOLE = (
    rf"(?:(?:{_DIGITS})(?:[\s-]+(?:thousand|million|hundred|dozen|lakh|crore)\b)?"
    rf"|(?:an?\s+)?(?:{_WORD})(?:[\s-]+(?:{_WORD}))*(?!\w))"
)
_BETWEEN = AnyCase(
    rf"\b(?P<whole>between\s+(?P<about>{_ABOUT}\s+)?(?P<a>{_WHOLE})\s+and\s+(?:{_ABOUT}\s+)?(?P<b>{_NUMBER}))(?![\w"
    rf":/]|[.,]\d)",
)
"""Of "between fifteen hundred and two thousand" the "and" parts the two numbers."""
_WITHIN = AnyCase(
    rf"\b(?P<whole>{_MORE}\s+(?P<a>{_WHOLE}),?\s+(?:but|and|yet)\s+(?:{_LESS}|no\s+more\s+than|not\s+more\s+than)\s+"
    rf"(?P<b>{_NUMBER}))(?![\w:/]|[.,]\d)",
)
""" "More than 400 but fewer than 500": one count with two bounds."""
_ORDER = AnyCase(
    rf"(?<![\w-])(?P<low>(?:{_DEGREE}\s+)*(?:more\s+than|over|at\s+least)\s+)?"
    rf"(?P<vague>{'|'.join([*_VAGUE, *_LOOSE])})\b"
    rf"(?P<rather>\s*,?\s*(?:not|rather\s+than)\s+(?:{'|'.join(_VAGUE)}))?",
)
_SPELLED_OUT = holding(
    "zero one two three four five six seven eight nine ten eleven twelve thirt fift twent fort hundred thousand million"
    " dozen score couple half lakh crore"
)
"""Every number in words has one of these in it."""
_DIGIT = re.compile(r"\d")
_LONGEST_WORD = 60
"""No word of a number is longer, in code points."""
_GLUED = re.compile(r"\d{1,3}(?: \d{3})+")
_IN_A_ROW = re.compile(r"\d{2,} +\Z")
_HOUR_AHEAD = re.compile(r"\b(?:at|by|before|after|until|till|since|from|towards?)\s+\Z", re.IGNORECASE)
_NOT_A_NUMBER = re.compile(r"\d{9,}")
_MALFORMED = re.compile(
    r"(?<![\w.,:/])(?!\d{1,2}(?:,\d{2})+,\d{3}(?!\d))\d+(?:,\d{3})*,(?:\d{1,2}|\d{4,})(?![\w,])(?!\.\d)"
)
"""A comma that parts no thousands: "2,00" may be 2.00, 200 or 2,000."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Bounds stated at code points [start, end); ``doubt`` says why nobody should take it unseen."""

    low: int | None
    high: int | None
    hedge: Hedge
    start: int
    end: int
    doubt: str | None = None

    @property
    def exactly(self) -> int | None:
        """The number when both bounds are one, hedged or not."""
        return self.low if self.low is not None and self.low == self.high else None


@lru_cache(maxsize=64)
def amounts(plain: str) -> tuple[Amount, ...]:
    """Every amount of a text in order; ``plain`` is a view of it (straight quotes, plain spaces)."""
    if not _SPELLED_OUT(plain) and _DIGIT.search(plain) is None:
        return ()
    plain = usual(plain)
    found = list(_orders(plain))
    for match in _MALFORMED.finditer(plain) if "," in plain else ():
        found.append(_doubtful(match.start(), match.end(), f'"{match.group()}" is malformed'))
    for match in _WITHIN.finditer(plain):
        first, second = _numbers(match)
        if first is not None and second is not None and first + 1 <= second - 1:
            found.append(Amount(first + 1, second - 1, Hedge.EXACT, *match.span("whole")))
    for match in _BETWEEN.finditer(plain) if "between" in plain.lower() else ():
        first, second = _numbers(match)
        if first is not None and second is not None:
            doubt = f'"{match["whole"]}" runs backwards' if second <= first else None
            span = match.span("whole")
            hedge = Hedge.ABOUT if match["about"] else Hedge.EXACT
            found.append(_doubtful(*span, doubt) if doubt else Amount(first, second, hedge, *span))
    for match in _AMOUNT.finditer(plain):
        if all(match.end("whole") <= a.start or a.end <= match.start("whole") for a in found):
            found.extend(_amount(match))
    return tuple(sorted(found, key=lambda amount: amount.start))


_DIGIT_WORD = "(?:zero|one|two|three|four|five|six|seven|eight|niner?)"
_DIGITWISE = re.compile(rf"{_DIGIT_WORD}(?:-{_DIGIT_WORD}){{2,}}|{_DIGIT_WORD}(?:\s{_DIGIT_WORD}){{2,}}")
"""Digits said one by one over the radio: "one-six-zero"."""


def number_of(written: str) -> int | None:
    """The whole number a phrase such as "1.5 thousand" or "two hundred and six" states; None when it states none."""
    words = re.sub(r"(?<=\d)[, ](?=\d{2,3}(?:\D|$))", "", written.lower().strip())
    if _DIGITWISE.fullmatch(words):
        return int("".join(str(_UNITS[digit]) for digit in re.split(r"[\s-]+", words.replace("niner", "nine"))))
    words = re.sub(r"\band\s+a\s+half\b", "and-a-half", re.sub(r"^an?\s+couple\s+(?:of\s+)?", "two ", words))
    total, group, seen = 0.0, 0.0, False
    for word in re.split(r"\s+|(?<=[a-z])-(?!a-half)(?=[a-z])", words.replace("and-a-half", "andahalf")):
        if len(word) > _LONGEST_WORD:
            return None  # a row of figures, which a float cannot hold
        if re.fullmatch(r"\d+(?:\.\d+)?k?", word):
            group, seen = group + float(word.rstrip("k")) * (1000 if word.endswith("k") else 1), True
        elif word == "half":
            group, seen = 0.5, True
        elif word == "andahalf":
            group = group + 0.5 if group < 20 else group
        elif word in _UNITS:
            if 0 < group % 100 < 20 or (group % 10 and _UNITS[word] < 100):
                return None  # "nine four" is no number
            group, seen = group + _UNITS[word], True
        elif word in _SCALES:
            group = (group if group else 1) * _SCALES[word]
            seen = True
            if _SCALES[word] >= 1000:
                total, group = total + group, 0.0
        elif word not in ("a", "an", "and"):
            return None
    value = round(total + group, 6)
    return int(value) if seen and value == int(value) else None


def _doubtful(start: int, end: int, doubt: str) -> Amount:
    """What looks like a number and is none: no bounds, and why."""
    return Amount(None, None, Hedge.EXACT, start, end, doubt)


def _orders(plain: str) -> Iterable[Amount]:
    for match in _ORDER.finditer(plain):
        said = " ".join(match["vague"].lower().split())
        low, high = _VAGUE.get(said) or _LOOSE[said]
        doubt = f'"{said}" is read as {low} to {high}' if said in _LOOSE else None
        yield Amount(low, None if match["low"] else high, Hedge.ABOUT, match.start(), match.end(), doubt)


def _amount(match: re.Match[str]) -> Iterable[Amount]:
    start, end = match.start("whole"), match.end()
    first, second = _numbers(match)
    if first is None and not match["b"] and (alone := _LAST_DIGIT.search(match["a"])) is not None:
        number, at = number_of(alone["last"]), match.start("a") + alone.start("last")
        yield Amount(number, number, Hedge.EXACT, at, end, f'"{match["a"]}" is read as {number}')
        return
    if first is None or (match["b"] and second is None):
        yield Amount(None, None, Hedge.EXACT, start, end, f'"{match["whole"]}" is no whole number')
        return
    doubt = _doubt(match, first, second)
    if doubt is not None:
        yield Amount(None, None, Hedge.EXACT, start, end, doubt)
        return
    if second is not None:
        yield Amount(first, second, Hedge.ABOUT if match["about"] else Hedge.EXACT, start, end)
        return
    raised = f'"{match["whole"]}" has a raised digit behind it' if match["raised"] else None
    yield Amount(*_bounds(match, first), start, end, raised or _two_numbers(match))


def _two_numbers(match: re.Match[str]) -> str | None:
    """ "By 10 400 residents had gathered": an hour and a count, or one number of five digits. Nobody can tell."""
    lead = match.string[max(0, match.start("a") - 12) : match.start("a")]
    if match["b"] is None and _IN_A_ROW.search(lead):
        return f'"{match["a"]}" stands in a row of numbers'
    if not _GLUED.fullmatch(match["a"]) or match["b"]:
        return None
    hour = int(match["a"].split(" ", 1)[0]) <= 24 and _HOUR_AHEAD.search(lead)
    return f'"{match["a"]}" may be an hour and a number' if hour else None


_LAST_DIGIT = re.compile(rf"^{_DIGIT_WORD}\s(?P<last>{_DIGIT_WORD})$", re.IGNORECASE)
"""Two digits side by side: "at nine four buses came"."""


def _numbers(match: re.Match[str]) -> tuple[int | None, int | None]:
    """The two numbers; "four to five thousand" counts both in thousands."""
    first = None if re.fullmatch(r"\d+\.\d+", match["a"]) else number_of(match["a"])
    if not match["b"]:
        return first, None
    second = number_of(match["b"])
    scale = re.search(r"(hundred|thousand|million|dozen|lakh|crore)$", match["b"], re.IGNORECASE)
    if (
        first is not None
        and scale
        and not re.search(r"hundred|thousand|million|dozen|lakh|crore", match["a"], re.IGNORECASE)
    ):
        size = _SCALES[scale.group(1).lower()]
        if first < size and (second is None or first * size <= second):
            first *= size
    return first, second


def _doubt(match: re.Match[str], first: int, second: int | None) -> str | None:
    written = " ".join(match["whole"].split())
    if match["minus"]:
        return f'"{written}" is negative'
    if _NOT_A_NUMBER.search(written.replace(",", "")) or max(first, second or 0) > LARGEST:
        return f'"{written[:40]}" is too large for a count'
    if second is not None and second <= first:
        return f'"{written}" runs backwards'
    return None


def _bounds(match: re.Match[str], number: int) -> tuple[int | None, int | None, Hedge]:
    if match["atleast"] or (match["plus"] and not match["atmost"]):
        return number, None, Hedge.AT_LEAST
    if match["more"]:
        return number + 1, None, Hedge.AT_LEAST
    if match["less"]:
        return None, max(number - 1, 0), Hedge.AT_MOST
    if match["atmost"] or match["fewer"]:
        return None, number, Hedge.AT_MOST
    return number, number, Hedge.ABOUT if match["about"] or match["so"] or match["odd"] else Hedge.EXACT
