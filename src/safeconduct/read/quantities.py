"""Counts of persons present, waiting or to be moved: bound, population and hedge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from safeconduct.model.claim import Hedge, PeopleValue, Population
from safeconduct.read.count_doubts import count_doubts
from safeconduct.read.headcounts import Headcount, headcounts
from safeconduct.read.persons import ANY, CIVIL, population
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase
from safeconduct.read.whereabouts import Role

_TAKES = re.compile(
    r"\b(?:receive|take(?:\s+in)?|host|house|accommodate|welcome|shelter|admit|sleep)\s+$", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?!our\b|my\b|its\b|their\b)[\w-]+'s\s+(?:figure|count|number|estimate|claim|total)\s+(?:of\s+|is\s+|was\s+)?$",
    re.IGNORECASE,
)
_CIVIL = re.compile(rf"\b(?:{CIVIL})\b", re.IGNORECASE)
_ALL_BUT = re.compile(r"\ball\s+but\s+$", re.IGNORECASE)
_EACH = re.compile(r"\s*(?:each|per|a\s+(?:time|trip|day)|at\s+(?:a\s+time|once))\b", re.IGNORECASE)
_PERSONS = re.compile(rf"\b(?:{ANY})\b", re.IGNORECASE)
_NONE_LEFT = AnyCase(
    rf"\b(?P<none>none(?:\s+of\s+(?:them|the))?|nobody|no\s+one|no|not\s+(?:one|a\s+single))\s+(?P<who>(?:[\w-]+\s+)?(?:{ANY})\s+)?(?:(?:are|is|were|was)\s+)?(?:still\s+|now\s+)?(?:remain(?:s|ed|ing)?|left(?=\s*(?:$|[.,;]|in\b|inside|on\b|at\b|aboard|there))|inside|still\s+(?:there|here|inside|aboard))\b",
)
_MODAL_AFTER = re.compile(r"^[^.;]{0,60}?\b(?:may|might|could)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """A people value and the code points [start, end) it was read from."""

    value: PeopleValue
    start: int
    end: int


def counts(text: str, *, armed: bool = False, before: str = "", offered: bool = False) -> tuple[Count, ...]:
    """Counts of persons in order. Of a part of those counted ("40 of them"), only children are kept.

    ``offered``: the text offers something, so that "we can take 150 people" is a count of at most 150.
    """
    plain = view(text).replace("\n", " ")
    found = headcounts(plain, armed=armed, before=view(before))
    rows = [_taken_in(h) if offered and h.role is Role.ROOM and _host(plain, h) else h for h in found]
    present = tuple(_count(h, text, plain) for h in rows if h.role is Role.PRESENT and _kept(h))
    return present or _none_left(text, plain, found, view(before))


def doubts(text: str, *, armed: bool = False, before: str = "", unrest: bool = False) -> tuple[str, ...]:
    """Why counts of persons in a text were not read, or are not to be taken unseen.

    ``unrest``: armed forces have a part in the report, so that "people" may not all be civilians.
    """
    plain = view(text).replace("\n", " ")
    found = headcounts(plain, armed=armed, before=view(before))
    if not found:
        return ()
    kept = [h for h in found if h.role is Role.PRESENT and _kept(h) and h.population is Population.CIVILIANS]
    bare = [plain[h.start : h.end] for h in kept if h.end == h.amount.end]
    written = [plain[h.start : h.end] for h in kept if unrest]
    anyone = [words for words in written if not _CIVIL.search(words)]
    others = (_OTHERS.search(plain[: h.start]) for h in found if h.role is Role.PRESENT)
    return (
        *(h.amount.doubt for h in found if h.amount.doubt),
        *(f'"{words.strip()}" names nobody; taken to count persons named before' for words in bare),
        *(f'"{words.strip()}" does not say who is counted' for words in anyone if words not in bare),
        *count_doubts(plain, kept),
        *('"all but" stands before a count' for h in kept if _ALL_BUT.search(plain[: h.start])),
        *(f'"{match.group().strip()}" may be somebody else\'s figure' for match in others if match is not None),
    )


def _none_left(text: str, plain: str, found: tuple[Headcount, ...], before: str) -> tuple[Count, ...]:
    """ "No patients remain", "none are left": a count of nobody; whom "none" means is what was counted before it."""
    match = _NONE_LEFT.search(plain)
    if match is None or re.search(r"\b(?:will|would|if|until|unless|so\s+that)\b", match.group(), re.IGNORECASE):
        return ()
    who = match["who"] or ""
    if not who:
        earlier = [plain[h.start : h.end] for h in found if h.end <= match.start()]
        named = _PERSONS.findall(before[-200:] + " " + " ".join(earlier))
        if match["none"].lower().startswith("none") and not named and not earlier:
            return ()
        who = named[-1] if named and match["none"].lower().startswith("none") else "people"
    value = PeopleValue(
        low=0, high=0, population=population(who), hedge=Hedge.EXACT, as_written=text[match.start() : match.end()]
    )
    return (Count(value, match.start(), match.end()),)


def _host(plain: str, count: Headcount) -> bool:
    """Whether somebody says how many persons a place takes, and not how many a vehicle carries at a time."""
    named = re.search(
        r"\b(?:people|persons|civilians|residents|evacuees|families|guests|patients)\b", plain[count.start : count.end]
    )
    return bool(named and _TAKES.search(plain[: count.start]) and not _EACH.match(plain[count.end :]))


def _taken_in(count: Headcount) -> Headcount:
    top = count.amount.high if count.amount.high is not None else count.amount.low
    return replace(count, role=Role.PRESENT, amount=replace(count.amount, low=None, high=top, hedge=Hedge.AT_MOST))


def _kept(count: Headcount) -> bool:
    stated = count.amount.low is not None or count.amount.high is not None
    return stated and (not count.part or count.population is Population.CHILDREN)


def _count(found: Headcount, text: str, plain: str) -> Count:
    amount = found.amount
    hedge = Hedge.MAY if _MODAL_AFTER.match(plain[found.end :]) else amount.hedge
    value = PeopleValue(
        low=amount.low,
        high=amount.high,
        population=found.population,
        hedge=hedge,
        as_written=text[found.start : found.end],
    )
    return Count(value, found.start, found.end)
