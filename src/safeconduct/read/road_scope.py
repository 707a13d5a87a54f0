"""Of how many elements something is said: all bridges, the only one, two of three, or one that is named."""

from __future__ import annotations

import re
from typing import Literal

from safeconduct.read.numbers import number_of
from safeconduct.read.sieve import AnyCase

Scope = Literal["all", "only", "some", "n of m", "named"]

_NAME = r"[A-Z\u00c0-\u017f][\w'-]*"
_ALL = re.compile(
    r"\b(?:all|every|both|each|none|neither)\b(?:\s+(?:of\s+)?(?:the|its|our|their|\w+'s|three|four|five|two|six|other))*\s+(?:\w+\s+)?$|\b(?:all|every|both|each)\s*$",
    re.I,
)
ONLY = re.compile(
    r"\b(?:only|last|sole|single|one\s+remaining|sole\s+remaining)\s+(?:remaining\s+|usable\s+|open\s+|other\s+)?(?:[a-z]+\s+){0,1}$",
    re.I,
)
NONE_OF = AnyCase(
    r"\b(?:no|not\s+(?:one|a\s+single)|none\s+of\s+the|neither\s+of\s+the)\s+(?:other\s+)?(?:[a-z-]+\s+)?$"
)
_SOME = re.compile(
    r"\b(?:a|an|another|second|third|several|some|other|many|most|one|two|three|few)\s+(?:\w+\s+){0,2}$", re.I
)
_DEFINITE = re.compile(r"\b(?:the|its|our|their|this|that|these|those|\w+'s)\s+(?:[\w'-]+\s+){0,3}$", re.I)
_N_OF_M = re.compile(
    r"\b(?P<n>\w+)\s+(?:out\s+)?of\s+(?:(?:the|its|our|their)\s+|(?:the\s+)?\w+'s\s+)?(?P<m>\w+)\s+(?:[a-z-]+\s+){0,2}$",
    re.I,
)
_BUT = re.compile(
    r"\ball\s+(?:but|except)\s+(?P<but>\w+)\s+of\s+(?:the\s+|its\s+|(?:the\s+)?\w+'s\s+)?(?P<m>\w+)\s+(?:[a-z-]+\s+){0,2}$",
    re.I,
)
_OF_M_N = re.compile(r"\bof\s+(?:the\s+|its\s+|our\s+)?(?P<m>\w+)\s+(?:[a-z-]+\s+){0,2}$", re.I)
_THEN_N = re.compile(
    r"^[^.;]{0,60}?[,\s]\s*(?:only\s+|just\s+|but\s+)?(?P<n>\w+)\s+(?:still\s+|now\s+)?(?:is|are|was|were|has|have|remain\w*|can|stands?|holds?|survives?|survived)\b",
    re.I,
)
_ONE_BEFORE = AnyCase(r"\b(?P<n>\w+)\s+(?:[a-z-]+\s+)?$")
_OUT_OF = re.compile(r"^\s+(?:out\s+of|in|of)\s+(?:the\s+)?(?P<m>\w+)\b", re.I)
_EACH_N = re.compile(r"(?:^|[\s,])(?P<n>\w+)\s+(?:is|are|was|were|has|have|remain\w*|can)\b", re.I)
_OVER = re.compile(
    rf"\s*\b(?:across|over|on|spanning)\s+(?:the\s+)?(?:river\s+)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<over>{_NAME}(?:\s+{_NAME}){{0,5}})"
)
_JOINS = (
    re.compile(
        rf"\b(?:connecting|linking|joining)\s+(?P<a>{_NAME}(?:\s+{_NAME}){{0,5}})\s+(?:to|with|and)\s+(?P<b>(?:the\s+)?[\w'-]+(?:\s+territory)?)"
    ),
    re.compile(rf"\bbetween\s+(?P<a>{_NAME}(?:\s+{_NAME}){{0,5}})\s+and\s+(?P<b>{_NAME}(?:\s+{_NAME}){{0,5}})"),
    re.compile(rf"\bfrom\s+(?P<a>{_NAME}(?:\s+{_NAME}){{0,5}})\s+to\s+(?P<b>the\s+\w+|{_NAME})"),
    re.compile(r"\b(?:connecting|linking|joining|between)\s+(?P<a>the\s+(?:two\s+)?\w+)"),
    re.compile(rf"^\s*(?:is\s+)?(?:to|into|towards)\s+(?P<a>{_NAME}(?:\s+{_NAME}){{0,5}})"),
)


def scope_of(lead: str, tail: str, *, named: bool, plural: bool) -> tuple[Scope, int | None, int | None]:
    """Scope, and n and m of "n of m", from the words before an element and after it.

    ``named``: it is called by a proper name; ``plural``: its noun is.
    """
    share = _share(lead, tail)
    if share is not None:
        return "n of m", *share
    if ONLY.search(lead) or re.match(r"\s+(?:is|remains)\s+(?:now\s+)?the\s+(?:only|last|sole)\b", tail):
        return "only", None, None
    if (_ALL.search(lead) and not named) or (NONE_OF.search(lead) and "no way" not in lead[-8:]):
        return "all", None, None
    if named:
        return "named", None, None
    if plural or _SOME.search(lead):
        return ("named", None, None) if plural and _DEFINITE.search(lead) else ("some", None, None)
    return (
        ("named", None, None)
        if _DEFINITE.search(lead) or not lead.strip(" \"'(") or _bare_noun(lead)
        else ("some", None, None)
    )


def _bare_noun(lead: str) -> bool:
    """Telegraph style: an element without an article at the head of its clause."""
    return bool(re.search(r"(?:^|[.;:,–—-]\s*|\b(?:that|and|but)\s+)(?:[\w'-]+\s+){0,2}$", lead))


def _share(lead: str, tail: str) -> tuple[int, int] | None:
    """ "Two of the three", "all but one of the three", "of the four roads out of town, three are open"."""
    but = _BUT.search(lead)
    if but and (less := number_of(but["but"])) is not None and (m := number_of(but["m"])) is not None and less < m:
        return m - less, m
    match = _N_OF_M.search(lead)
    if match and (n := number_of(match["n"])) is not None and (m := number_of(match["m"])) is not None and n <= m:
        return n, m
    one, out = _ONE_BEFORE.search(lead), _OUT_OF.match(tail)
    if one and out and (n := number_of(one["n"])) is not None and (m := number_of(out["m"])) is not None and n <= m:
        return n, m
    of, then = _OF_M_N.search(lead), _THEN_N.match(tail)
    if of and then and (n := number_of(then["n"])) is not None and (m := number_of(of["m"])) is not None and n <= m:
        return n, m
    return None


def shares_of(lead: str, tail: str) -> list[tuple[int, int, int, int]]:
    """n, m, start and end in the tail of each share: "of the five roads two are open and three are under water"."""
    of = _OF_M_N.search(lead)
    m = number_of(of["m"]) if of else None
    if m is None:
        return []
    found = [
        (n, match.start("n")) for match in _EACH_N.finditer(tail) if (n := number_of(match["n"])) is not None and n <= m
    ]
    ends = [at for _, at in found[1:]] + [len(tail)]
    return [(n, m, at, end) for (n, at), end in zip(found, ends, strict=True)] if len(found) > 1 else []


def links_in(tail: str) -> tuple[str, ...]:
    """The places an element is said to join, as written."""
    for pattern in _JOINS:
        match = pattern.search(tail)
        if match:
            return tuple(match[g] for g in pattern.groupindex if match[g])
    return ()


def over_in(tail: str) -> str | None:
    """The water an element is said to cross, as written."""
    match = _OVER.match(tail) or _OVER.search(tail[:60])
    return match["over"] if match else None
