"""Whether two claims speak of one crossing or road, and say of it what cannot both hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from safeconduct.model.claim import Claim, RoadValue, Stance

_CLASS = {
    "open": "passable",
    "foot only": "limited",
    "difficult": "limited",
    "damaged": "limited",
    "destroyed": "broken",
    "closed": "broken",
}
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "over",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "been",
        "be",
        "by",
        "and",
        "or",
        "that",
        "it",
        "its",
        "this",
        "only",
        "all",
        "both",
        "said",
        "for",
        "from",
        "not",
        "still",
        "now",
        "can",
        "could",
        "will",
        "would",
    ]
)
_HEADS = (
    r"bridge|footbridge|road|highway|route|street|lane|track|tunnel|causeway|crossing|ferry|pier|slip"
    r"|railway|line|pass|channel|ford|viaduct|checkpoint|port|motorway|jetty|quay|path|trail|avenue"
)
_POINTER = re.compile(
    rf"^(?:the\s+|this\s+|that\s+|it\b|the\s+same\s+|that\s+same\s+)(?:(?:same\s+)?(?:{_HEADS})\b)?\W*", re.IGNORECASE
)
_STATE_FROM = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|cannot|could|will|would|remain\w*|stay\w*|fell|reopen\w*|open|closed|narrow\w*|no\b|lies)\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"\b(?:north|south|east|west)bound\b", re.IGNORECASE)
_NUMBERS = ({"all", "only"}, {"n of m", "only"})
_CHANGED = re.compile(r"\b(?:again|reopened|re-opened|no\s+longer|by\s+then|since\s+then|has\s+now)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:by|from|on)\s+(?:\w+day|tomorrow|next|morning|evening|now)\b|\bexpect|\bcould\b|\bmay\b", re.IGNORECASE
)


def roads_apart(left: Claim, right: Claim, rows: Sequence[Claim]) -> str | None:
    """Why two claims contradict each other on a crossing or road, or None."""
    if any(flag.startswith("speaks of ") for flag in (*left.flags, *right.flags)):
        return None
    if any(not c.attributed and _CHANGED.search(" ".join(s.quote for s in c.content)) for c in (left, right)):
        return None  # the report's own voice tells of a change
    if not (left.attributed or right.attributed) and left.report == right.report and not _whole(left, right):
        return None  # one voice that tells of a change
    if Stance.DENIES in (left.stance, right.stance) and left.report == right.report and _near(left, right, rows):
        return None  # said as a denial
    for a in (v for v in left.values if isinstance(v, RoadValue)):
        for b in (v for v in right.values if isinstance(v, RoadValue)):
            if a.element != b.element or _later(left, a) or _later(right, b):
                continue
            if {a.scope, b.scope} in _NUMBERS and a.state == b.state and _same_crossing(a, b):
                return f"One claim speaks of all {a.element}s, the other of the only {a.element}: the number differs."
            if _cannot_both(left, right, a, b) and _one(left, right, a, b, rows):
                return f"The same {a.element} is said to be {a.state} and to be {b.state}."
    return None


def _later(claim: Claim, value: RoadValue) -> bool:
    """Whether the road is told to be open only later: it may be closed now."""
    return _CLASS.get(value.state) in ("passable", "limited") and any(
        f.startswith("road: open only") for f in claim.flags
    )


def _whole(left: Claim, right: Claim) -> bool:
    scopes = {v.scope for c in (left, right) for v in c.values if isinstance(v, RoadValue)}
    return {"all", "only"} <= scopes


def _near(left: Claim, right: Claim, rows: Sequence[Claim]) -> bool:
    return abs(rows.index(left) - rows.index(right)) <= 2


def _cannot_both(left: Claim, right: Claim, a: RoadValue, b: RoadValue) -> bool:
    one, two = _CLASS.get(a.state), _CLASS.get(b.state)
    if one is None or two is None or one == two:
        return False
    if "broken" not in (one, two) and not (left.attributed and right.attributed):
        return False
    ahead = [
        c for c in (left, right) if c.stance is Stance.ESTIMATES and _AHEAD.search(" ".join(s.quote for s in c.content))
    ]
    return not ahead


def _one(left: Claim, right: Claim, a: RoadValue, b: RoadValue, rows: Sequence[Claim]) -> bool:
    directions = [_DIRECTION.search(v.as_written) for v in (a, b)]
    if all(directions) and directions[0].group().lower() != directions[1].group().lower():  # type: ignore[union-attr]
        return False
    beside = left.report == right.report and abs(rows.index(left) - rows.index(right)) == 1
    if beside and _may_be_one(a, b):
        return True
    if a.names and b.names:
        return any(_same_name(one, other) for one in a.names for other in b.names)
    if "all" in (a.scope, b.scope) and "only" not in (a.scope, b.scope):
        return left.report == right.report or bool(set(left.places) & set(right.places))
    one, two = _label(a), _label(b)
    near = left.report == right.report and _near(left, right, rows)
    if {"only", "named"} == {a.scope, b.scope} and not near and not one & two:
        return False
    if left.report == right.report and "some" in (a.scope, b.scope):
        return False
    if left.report == right.report and (not one or not two):
        return near or _head(a) == _head(b)
    if one & two:
        return True
    shared = set(left.places) & set(right.places)
    if any(a.element in place for place in shared):
        return True
    whole = {"all", "only"} & {a.scope, b.scope}
    return bool(whole and (shared or (a.over and a.over == b.over)))


def _may_be_one(a: RoadValue, b: RoadValue) -> bool:
    """Two of one kind told of side by side, unless their names, or for want of those their words, differ."""
    heads = _head(a), _head(b)
    if None not in heads and heads[0] != heads[1]:
        return False
    one, two = (_proper(a), _proper(b)) if a.names or b.names else (_label(a), _label(b))
    return not one or not two or bool(one & two)


def _proper(value: RoadValue) -> frozenset[str]:
    """Words of an element's names that are names: written with a capital, and no noun for its kind."""
    found = {word.lower() for name in value.names for word in _WORD.findall(name) if word[:1].isupper()}
    return frozenset(word for word in found - _COMMON if not re.fullmatch(rf"(?:{_HEADS})s?", word))


def _same_name(one: str, other: str) -> bool:
    """One name, or the noun alone for the whole name ("the highway" for the Tarn highway)."""
    heads = [re.search(rf"\b({_HEADS})s?$", name.lower()) for name in (one, other)]
    if all(heads) and heads[0].group(1) != heads[1].group(1):  # type: ignore[union-attr]
        return False
    plain = [_plain(name) for name in (one, other)]
    bare = [re.fullmatch(rf"(?:the\s+)?(?:{_HEADS})s?", name.lower()) is not None for name in (one, other)]
    some, more = sorted((frozenset(_WORD.findall(name)) - _COMMON for name in plain), key=len)
    return plain[0] == plain[1] or bool(some and some <= more) or (any(bare) and all(heads))


def _label(value: RoadValue) -> frozenset[str]:
    """The words that tell an element from others of its kind; none for "the road" or "it"."""
    phrase = _STATE_FROM.split(value.as_written)[0]
    words = {word.lower() for word in _WORD.findall(" ".join((*value.names, phrase)))}
    return frozenset(word for word in words - _COMMON if not re.fullmatch(rf"(?:{_HEADS})s?", word))


def _head(value: RoadValue) -> str | None:
    match = re.search(rf"\b({_HEADS})s?\b", value.as_written, re.IGNORECASE)
    return match.group(1).lower() if match else None


def _plain(name: str) -> str:
    return re.sub(rf"^(?:the\s+)|\s+(?:{_HEADS})s?$", "", name.lower())


def _same_crossing(a: RoadValue, b: RoadValue) -> bool:
    """Links given as "the two cities" and the like fit any; named ones must share a name, or the water."""
    if a.over and b.over:
        return a.over.lower() == b.over.lower()
    named = [{link for link in v.links if link[:1].isupper()} for v in (a, b)]
    return not named[0] or not named[1] or bool(named[0] & named[1])
