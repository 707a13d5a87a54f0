"""Counts of persons: bound, population and hedge, from digits, number words and orders of magnitude."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from safeconduct.model.claim import Hedge, PeopleValue, Population
from safeconduct.read.segment import view


@dataclass(frozen=True, slots=True)
class Count:
    """A people value and the code points [start, end) it was read from."""

    value: PeopleValue
    start: int
    end: int


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: number for number, word in enumerate(_SMALL.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_VAGUE = {
    "hundreds of thousands": (200_000, 999_999),
    "tens of thousands": (20_000, 99_999),
    "several thousand": (3000, 9999),
    "several hundred": (300, 999),
    "thousands": (2000, 9999),
    "hundreds": (200, 999),
    "dozens": (24, 99),
    "scores": (40, 99),
}
"""Orders of magnitude as closed ranges of persons."""

_FIGHTERS = "fighters|soldiers|combatants|troops|servicemen|militants|gunmen|marines|policemen|officers|defenders"
_PERSONS = (
    "people|persons|civilians|citizens|residents|inhabitants|evacuees|women|families|men|man|woman|person|civilian"
)
_SICK = "patients|wounded|injured|elderly|employees|workers|staff|villagers|townspeople|refugees"
_YOUNG = "children|child|minors|infants"
_NOUN = rf"(?:{_FIGHTERS}|{_PERSONS}|{_SICK}|{_YOUNG})"
_NOT_COUNTED = r"(?!(?:hours?|days?|weeks?|months?|years?|minutes?|km|buses|bridges|cities|passengers|vehicles)\b)"
_WORDS = "|".join([*_UNITS, *_SCALES])
_SPELLED = rf"(?:(?:an?|half\s+an?)\s+)?(?:{_WORDS})(?:(?:[\s-]+|\s+and\s+)(?:{_WORDS}))*"
_DIGITS = r"\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?"
_NUMBER = rf"(?:(?:{_DIGITS})(?:\s+(?:thousand|million|hundred|dozen))?|{_SPELLED})"
_MORE = r"(?:more than|over|upwards of|in excess of|exceeding)"
_AT_LEAST = r"(?:at least|no fewer than|no less than|not less than|a minimum of)"
_LESS = r"(?:fewer than|less than|under)"
_AT_MOST = r"(?:up to|at most|no more than|not more than|as many as)"
_ABOUT = r"(?:about|around|some|approximately|roughly|nearly|almost|an estimated|estimated|close to|circa|ca\.)"
_BOUND = rf"(?:(?P<more>{_MORE})|(?P<atleast>{_AT_LEAST})|(?P<less>{_LESS})|(?P<atmost>{_AT_MOST})|(?P<about>{_ABOUT}))"
_COUNTED = re.compile(
    rf"\b(?:between\s+)?(?:{_BOUND}\s+)?(?P<a>(?<![\d.,:]){_NUMBER})(?:\s*(?:-|–|to|and|or)\s*(?P<b>{_NUMBER}))?"
    rf"\s+(?:{_NOT_COUNTED}[A-Za-z'-]+\s+){{0,4}}?(?P<noun>{_NOUN})\b(?P<also>\s+and\s+(?:[a-z]+\s+)?(?:{_NOUN}))?",
    re.IGNORECASE,
)
_ORDER = re.compile(
    rf"\b(?P<vague>{'|'.join(_VAGUE)})(?:\s+of)?\s+(?:[A-Za-z'-]+\s+){{0,4}}?(?P<noun>{_NOUN})\b"
    rf"(?P<also>\s+and\s+(?:[A-Za-z]+\s+)?(?:{_NOUN}))?",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    rf"\b(?:{_BOUND}\s+)?(?P<a>{_NUMBER})\s+of\s+(?:them|whom|these|those)\s+(?:(?:are|were|being)\s+)?(?P<noun>{_NOUN})\b",
    re.IGNORECASE,
)
_MODAL_AFTER = re.compile(r"^[^.;]{0,60}?\b(?:may|might|could)\b", re.IGNORECASE)
_NOT_THERE = re.compile(
    r"^[^.;:]{0,40}?\b(?:killed|dead|died|missing|arrested|detained|buried|were wounded|were injured)\b", re.IGNORECASE
)
_YEAR_BEFORE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+$"
)
_CROSSING_WORDS = re.compile(
    r"\b(?:of|in|on|at|to|from|the|for|with|who|which|that|than|is|are|was|were|had|has|have|no)\b", re.I
)


def counts(text: str) -> tuple[Count, ...]:
    """Counts of persons in order; when civilians and children are both counted, civilians come first."""
    plain = view(text).replace("\n", " ")
    found = {c.start: c for c in _all(plain, text)}
    return tuple(found[start] for start in sorted(found))


def number_of(written: str) -> int | None:
    """The whole number a phrase such as "1.5 thousand" or "two hundred and six" states; None when it states none."""
    words = re.sub(r"(?<=\d)[, ](?=\d{3})", "", written.lower().strip())
    total, group, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", words):
        if re.fullmatch(r"\d+(?:\.\d+)?", word):
            group, seen = group + float(word), True
        elif word == "half":
            group, seen = 0.5, True
        elif word in _UNITS:
            group, seen = group + _UNITS[word], True
        elif word in _SCALES:
            group = (group if group else 1) * _SCALES[word]
            seen = True
            if _SCALES[word] >= 1000:
                total, group = total + group, 0.0
        elif word not in ("a", "an", "and"):
            return None
    value = total + group
    return int(value) if seen and value == int(value) else None


def _all(plain: str, text: str) -> Iterable[Count]:
    taken: list[tuple[int, int]] = []
    for pattern in (_OF_THEM, _ORDER, _COUNTED):
        for match in pattern.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            between = plain[match.end("vague" if pattern is _ORDER else "a") : match.start("noun")]
            allowed = re.sub(
                r"^\s*(?:of\s+(?:them|whom|these|those)(?:\s+(?:are|were))?|of)\b", "", between, flags=re.I
            )
            if pattern is not _OF_THEM and _CROSSING_WORDS.search(allowed):
                continue
            if pattern is _COUNTED and _YEAR_BEFORE.search(plain[: match.start("a")]):
                continue
            if _NOT_THERE.match(plain[match.end() :]):
                continue
            value = _value(match, plain, text)
            if value is not None:
                taken.append(match.span())
                yield Count(value, match.start(), match.end())


def _value(match: re.Match[str], plain: str, text: str) -> PeopleValue | None:
    groups = match.groupdict()
    if groups.get("vague"):
        low, high = _VAGUE[" ".join(groups["vague"].lower().split())]
        bounds: tuple[int | None, int | None] = (low, high)
        hedge = Hedge.ABOUT
    else:
        first = number_of(groups["a"])
        second = number_of(groups["b"]) if groups.get("b") else None
        if first is None or (second is not None and second < first):
            return None
        bounds, hedge = _bounds(groups, first, second)
    if _MODAL_AFTER.match(plain[match.end() :]):
        hedge = Hedge.MAY
    return PeopleValue(
        low=bounds[0],
        high=bounds[1],
        population=population(groups["noun"] + (groups.get("also") or "")),
        hedge=hedge,
        as_written=text[match.start() : match.end()],
    )


def _bounds(groups: dict[str, str], first: int, second: int | None) -> tuple[tuple[int | None, int | None], Hedge]:
    if second is not None:
        return (first, second), Hedge.ABOUT if groups.get("about") else Hedge.EXACT
    if groups.get("more"):
        return (first + 1, None), Hedge.AT_LEAST
    if groups.get("atleast"):
        return (first, None), Hedge.AT_LEAST
    if groups.get("less"):
        return (None, max(first - 1, 0)), Hedge.AT_MOST
    if groups.get("atmost"):
        return (None, first), Hedge.AT_MOST
    return (first, first), Hedge.ABOUT if groups.get("about") else Hedge.EXACT


def population(nouns: str) -> Population:
    """Who is counted, from the counted noun or nouns."""
    fighters = re.search(rf"\b(?:{_FIGHTERS})\b", nouns, re.IGNORECASE)
    young = re.search(rf"\b(?:{_YOUNG})\b", nouns, re.IGNORECASE)
    others = re.search(rf"\b(?:{_PERSONS}|{_SICK})\b", nouns, re.IGNORECASE)
    if fighters:
        return Population.MIXED if others or young else Population.COMBATANTS
    return Population.CHILDREN if young and not others else Population.CIVILIANS
