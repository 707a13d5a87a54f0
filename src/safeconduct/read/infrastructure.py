"""What is said of bridges, roads, crossings and ferries: state, scope, over which water, joining which places.

Who brought a state about is never read into a value: it stays in the words of the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from safeconduct.model.claim import RoadValue
from safeconduct.read.quantities import number_of
from safeconduct.read.segment import view

Element = Literal["bridge", "road", "crossing", "ferry", "rail"]
State = Literal["destroyed", "damaged", "closed", "open", "foot only", "difficult", "unknown"]
Scope = Literal["all", "only", "some", "n of m", "named"]


@dataclass(frozen=True, slots=True)
class RoadState:
    """A road value and the code points [start, end) of the element it speaks of."""

    value: RoadValue
    start: int
    end: int


_NAME = r"[A-Z\u00c0-\u017f][\w'-]*"
_NAMES = rf"{_NAME}(?:\s+{_NAME})?(?:(?:\s*,\s*|\s*,?\s+and\s+|\s+or\s+)(?:the\s+)?{_NAME}(?:\s+{_NAME})?){{0,6}}"
_ELEMENTS = re.compile(
    rf"(?:(?P<names>{_NAMES})\s+)?\b(?P<element>(?:(?:rail(?:way)?|road|foot|pontoon|traffic)\s*)?bridges?"
    r"|link\s+by\s+road|railway|rail\s+line|roads?|routes?|highways?|motorways?|river\s+crossings?|crossings?"
    r"|crossing\s+the\s+river|ferry\s+crossing|ferr(?:y|ies))\b(?!\s+(?:company|companies|operator|agency|service|authority))",
)
_OPENERS = "All The A An Both Every No None Only One Two Three Each That This Those These Another Asked"
_NOT_NAMES = frozenset(_OPENERS.split())
_STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        "foot only",
        re.compile(
            r"\bon foot\b|\bonly (?:by )?pedestrians\b|\bpedestrians only\b|\bfoot traffic only\b|\bonly on foot\b"
            r"|\bcarr(?:y|ies) (?:no )?vehicles\b.*\bany more\b"
            r"|\bno (?:longer )?(?:carr\w+ )?vehicles?\b|\bno vehicle can\b",
            re.I,
        ),
    ),
    (
        "difficult",
        re.compile(r"\b(?:difficult|hard|dangerous|risky)\b.*?\bnot impossible\b|\bis (?:very )?difficult\b", re.I),
    ),
    (
        "destroyed",
        re.compile(
            r"\b(?:destr(?:oyed|oying|oy|oys|uction)|demolish\w*|demolition|bl(?:ew|own|owing) up|blew (?:it|them) up"
            r"|collapse[ds]?|wrecked|(?:is|are|was|were) gone|no longer exists?|(?:is|are) down|washed away|swept away"
            r"|(?:the )?loss of|was lost|were lost)\b|\bno\b[^.;]{0,40}\b(?:is|are) left\b",
            re.I,
        ),
    ),
    (
        "closed",
        re.compile(
            r"\b(?:closed|shut|blocked|impassable|unusable|under water|flooded|cut off|not passable"
            r"|cannot be (?:used|passed))\b",
            re.I,
        ),
    ),
    ("damaged", re.compile(r"\b(?:damag\w+|hit|cracked|partly destroyed)\b", re.I)),
    (
        "open",
        re.compile(
            r"\b(?:(?:re)?open(?:ed|s)?(?: again)?|passable|intact|usable|can be (?:used|passed|crossed)|in use"
            r"|still stand(?:s|ing)|works|runs|carries)\b",
            re.I,
        ),
    ),
)
_ALL = re.compile(r"\b(?:all|every|both|each|none)\b(?:\s+(?:of\s+)?(?:the|its|three|four|five|two|other))*\s*$", re.I)
_ONLY = re.compile(r"\b(?:only|last|sole|single|one remaining)\s+(?:remaining\s+|road\s+)?$", re.I)
_NO = re.compile(r"\bno\s+$", re.I)
_SOME = re.compile(r"\b(?:a|an|another|second|third|several|some|other)\s+(?:\w+\s+)?$", re.I)
_N_OF_M = re.compile(r"\b(?P<n>\w+)\s+(?:out\s+)?of\s+(?:the\s+|its\s+)?(?P<m>\w+)\s+$", re.I)
_DETERMINERS = re.compile(
    r"(?:\b(?:the|all(?:\s+of)?|every|both|each|no|none|only|last|sole|one|remaining|a|an|another|second|third|other|this|two|three"
    r"|four|old|new)\s+)+$",
    re.I,
)
_OVER = re.compile(
    rf"\s*\b(?:across|over|on|spanning)\s+(?:the\s+)?(?:river\s+)?(?P<over>{_NAME}(?:\s+{_NAME}){{0,5}})"
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


def road_states(text: str) -> tuple[RoadState, ...]:
    """States of crossings and roads in a statement; an element of which no state is said gives nothing."""
    plain = view(text).replace("\n", " ")
    found: list[RoadState] = []
    for match in _ELEMENTS.finditer(plain):
        if found and match.start() < found[-1].end:
            continue
        reach = _clause_end(plain, match.end())
        state = _state(plain, match, reach)
        if state is not None:
            found.append(RoadState(_road(plain, text, match, reach, state), match.start(), match.end()))
    return tuple(_merged(found))


def mentions_infrastructure(text: str) -> bool:
    """True when a text states something of a crossing or road."""
    return bool(road_states(text))


def _clause_end(plain: str, at: int) -> int:
    following = _ELEMENTS.search(plain, at)
    end = re.compile(r"[.;!?](?:\s|$)").search(plain, at)
    stop = end.start() if end else len(plain)
    if following is not None and re.search(r",|\band\b|\bbut\b", plain[at : following.start()]):
        return min(stop, following.start())
    return stop


def _state(plain: str, match: re.Match[str], reach: int) -> State | None:
    """State said after the element, else in the words that lead to it ("the destruction of the only bridge")."""
    after = plain[match.start("element") : reach]
    said = [(hit.start(), state) for state, pattern in _STATES if (hit := pattern.search(after)) is not None]
    limits = [state for _, state in said if state in ("foot only", "difficult")]
    if limits:
        return limits[0]
    if said:
        at, state = min(said, key=lambda found: found[0])
        negated = re.search(r"\bnot\s+(?:\w+\s+)?$", after[:at])
        if negated and state in ("closed", "destroyed"):
            return "open"
        return "closed" if negated and state == "open" else state
    if _NO.search(plain[: match.start("element")]) and re.search(r"\b(?:is|are) left\b|\bremains?\b", after):
        return "destroyed"
    before = plain[max(0, match.start() - 60) : match.start()]
    before = re.split(r"[.;,]", before)[-1]
    for state, pattern in _STATES:
        if state in ("destroyed", "damaged", "closed") and pattern.search(before):
            return state
    return None


def _road(plain: str, text: str, match: re.Match[str], reach: int, state: State) -> RoadValue:
    names, begin = _names(match)
    lead, tail = plain[:begin], plain[match.end() : reach]
    scope, n, m = _scope(lead, names)
    over = _OVER.match(tail) or _OVER.search(tail[:60])
    determiner = _DETERMINERS.search(lead)
    first = determiner.start() if determiner is not None else begin
    return RoadValue(
        element=_element(match["element"]),
        state=state,
        scope=scope,
        names=names,
        over=over["over"] if over and not names else None,
        links=_links(tail),
        as_written=text[first:reach].strip(),
        n=n,
        m=m,
    )


def _names(match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    if not match["names"]:
        return (), match.start("element")
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+", match["names"])
    words = [" ".join(w for w in re.sub(r"^the\s+", "", p).split() if w not in _NOT_NAMES) for p in parts]
    names = tuple(word for word in words if word)
    return names, match.start("names") if names else match.start("element")


def _scope(lead: str, names: tuple[str, ...]) -> tuple[Scope, int | None, int | None]:
    share = _N_OF_M.search(lead)
    if share and (n := number_of(share["n"])) is not None and (m := number_of(share["m"])) is not None and n <= m:
        return "n of m", n, m
    if names:
        return "named", None, None
    if _ONLY.search(lead):
        return "only", None, None
    if _ALL.search(lead) or _NO.search(lead):
        return "all", None, None
    return "some", None, None


def _element(written: str) -> Element:
    word = written.lower()
    if "rail" in word:
        return "rail"
    if "bridge" in word:
        return "bridge"
    if "ferr" in word:
        return "ferry"
    return "crossing" if "crossing" in word else "road"


def _links(tail: str) -> tuple[str, ...]:
    for pattern in _JOINS:
        match = pattern.search(tail)
        if match:
            return tuple(match[g] for g in pattern.groupindex if match[g])
    return ()


def _merged(found: list[RoadState]) -> Iterable[RoadState]:
    """One value for each element and state; the first mention stands."""
    seen: set[tuple[object, ...]] = set()
    for road in found:
        key = (road.value.element, road.value.state, road.value.scope, road.value.names)
        if key not in seen:
            seen.add(key)
            yield road
