"""What is said of bridges, roads, crossings and ferries: state, scope, over which water, joining which places.

Who brought a state about is never read into a value: it stays in the words of the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

from safeconduct.model.claim import RoadValue
from safeconduct.read.road_asides import (
    ASIDE,
    BACK_IN_USE,
    IT,
    MAY_BE,
    NOT_DONE,
    NOT_KNOWN,
    NOT_YET,
    ON_FOOT,
    OPEN_QUESTION,
    OTHER_ONE,
    UNSAID,
    UNTRUE,
    WHETHER,
)
from safeconduct.read.road_classes import MORE_LEADS, MORE_LIMITS, MORE_STATES
from safeconduct.read.road_scope import NONE_OF, ONLY, links_in, over_in, scope_of, shares_of
from safeconduct.read.road_states import LEADS, LIMITS, STATES, TRAINS_STATE, State
from safeconduct.read.road_words import CAPITAL_ELEMENTS, ELEMENTS, Element, element_of, elements_possible
from safeconduct.read.segment import CLOCK_GOES_ON, view
from safeconduct.read.sieve import AnyCase, holding

_LIMITS, _STATES, _LEADS = (*LIMITS, *MORE_LIMITS), (*STATES, *MORE_STATES), (*LEADS, *MORE_LEADS)


@dataclass(frozen=True, slots=True)
class RoadState:
    """A road value and the code points [start, end) of the element it speaks of."""

    value: RoadValue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Element:
    """An element as written: ``begin`` is where its names begin, ``noun`` where its noun stands."""

    kind: Element
    names: tuple[str, ...]
    begin: int
    noun: int
    end: int
    plural: bool


_NAME = r"[A-Z\u00c0-\u017f][\w'-]*"
_OPENERS = (
    "All The A An Both Every No None Only One Two Three Four Each That This Those These Another Asked Of "
    "Its Their Our Some Several Many Most Neither Until Since On In At From By If When But And Railway Per"
)
_NOT_NAMES = frozenset(_OPENERS.split())
_without_road = holding("no without")
_DETERMINERS = re.compile(
    r"(?:\b(?:the|all(?:\s+of)?|every|both|each|no|none|only|last|sole|one|remaining|a|an|another|second|third|other|this|two|three"
    r"|four|old|new)\s+)+$",
    re.I,
)
_NO_ROAD = AnyCase(
    r"\b(?:have|has|had|still|are|is|left|there\s+is)\s+(?:still\s+)?(?:no|without(?:\s+a)?)\s+(?P<element>road|bridge|ferry|way\s+out|road\s+access|way\s+(?:out|through|in))\b(?!\s+(?:(?:is|are)\s+left|on|over|by|along|across)\b)",
)
_PAIRED = re.compile(
    rf"(?:^|[.;]\s*)(?P<pair>{_NAME}(?:\s+{_NAME})?\s*[–—-]\s*{_NAME}(?:\s+{_NAME})?)\s*(?::\s*|\s(?=(?:is|remains|has|sails|runs)\b))(?P<said>[^.;,]+)"
)
_SAILS = re.compile(r"\b(?:sail\w*|ferr(?:y|ies)|boats?)\b", re.I)
_BY_RAIL = re.compile(r"\b(?:trains?|rail\w*)\b", re.I)
_ONE_LANE = re.compile(r"\b(?:one|a\s+single|only\s+one)\s+lane\s+of\b[^.;]{0,20}$", re.I)
_COMPLEMENT = re.compile(
    r"\s*,?\s+(?:lanes\s+of|of|from|on|at|over|near|by|beside|along|across|under|below|off|in)\s+(?:the\s+)?", re.I
)
_NEGATED = re.compile(r"\b(?:not|never|n't)\s+(?:\w+\s+){0,2}$", re.I)
_NEITHER = re.compile(r"\b(?:neither|none)\s+of\s+(?:the\s+|its\s+)?(?:\w+\s+){0,2}$", re.I)
_WAY_IN = re.compile(
    r"\b(?:is|remains)\s+(?:now\s+)?the\s+(?:only|last|sole)\s+(?:way|road|route|link|exit|connection)\b", re.I
)
_NOT_SO = re.compile(r"\bnot\s+(?:\w+\s+)?(?:destroyed|gone|closed|blocked|damaged|down|collapsed|shut)\b", re.I)
_NO_MORE = re.compile(r"\b(?:left|remains?|standing|stands|still\s+there)\b", re.I)
_VESSEL = re.compile(r"(?:[Ff]erry|[Ff]erryboat)\s+[\"']?(?!Crossing|Service|Landing|Terminal|Point|Road)[A-Z][a-z]+")
_CLAUSE_END = re.compile(rf"(?:[;!?]|(?<![ap]\.m)\.|(?<=[ap]\.m)\.(?!{CLOCK_GOES_ON.pattern}))(?:[\"']?\s|[\"']?$)")


def road_states(text: str, *, before: str = "") -> tuple[RoadState, ...]:
    """States of crossings and roads in a statement; an element of which no state is said gives nothing.

    ``before`` is the text ahead of it: "it is passable on foot only" speaks of the road named last.
    """
    plain = view(text).replace("\n", " ")
    found = list(_stated(text, plain))
    pointing = list(_pointing_back(text, plain, view(before).replace("\n", " "), found))
    if pointing and found:
        found.pop()  # "is not destroyed; it is open to walkers": the second says what the first leaves open
    found.extend(pointing)
    return tuple(_merged(sorted(found, key=lambda road: road.start)))


def mentions_infrastructure(text: str) -> bool:
    """True when a text states something of a crossing or road."""
    return bool(road_states(text))


def _elements(plain: str) -> list[_Element]:
    """Elements in order; of two that overlap, the one with capitals."""
    found: list[_Element] = []
    if not elements_possible(plain):
        return found
    for pattern in (CAPITAL_ELEMENTS, ELEMENTS):
        for match in pattern.finditer(plain):
            element = _element(match)
            if all(element.end <= other.noun or other.end <= element.noun for other in found):
                found.append(element)
    bridged = any(element.kind == "bridge" for element in found)
    whole = (e for e in found if not (bridged and _part_of_bridge(plain, e)) and not _VESSEL.match(plain, e.noun))
    return _compounds(plain, sorted(whole, key=_noun))


def _compounds(plain: str, found: list[_Element]) -> list[_Element]:
    """Of "the highway bridge" the bridge: an element that only says which other one is meant is none."""
    kept = []
    for number, element in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if following is None or plain[element.end : following.noun] not in (" ", "-"):
            kept.append(element)
    return kept


def _part_of_bridge(plain: str, element: _Element) -> bool:
    """The piers of a bridge are no landing stage."""
    return element.kind == "ferry" and re.fullmatch(r"piers?", plain[element.noun : element.end]) is not None


def _noun(element: _Element) -> int:
    return element.noun


def _element(match: re.Match[str]) -> _Element:
    groups = match.groupdict()
    alone = groups.get("element2")
    group = "element2" if alone else "element"
    start, end = match.span(group)
    plural = match[group].lower().endswith("s") and not match[group].lower().endswith(
        ("ss", "trains", "services", "sailings")
    )
    if alone:
        plural = plural or " and " in match[group]
        return _Element(element_of(match), (match[group],) if " " in match[group] else (), start, start, end, plural)
    names, begin = _names(match, start)
    return _Element(element_of(match), names, begin, start, end, plural)


def _names(match: re.Match[str], noun: int) -> tuple[tuple[str, ...], int]:
    if not match["names"]:
        return (), noun
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+", match["names"])
    words = [" ".join(w for w in re.sub(r"^the\s+", "", p).split() if w not in _NOT_NAMES) for p in parts]
    names = tuple(word for word in words if word)
    return names, match.start("names") if names else noun


def _stated(text: str, plain: str) -> Iterable[RoadState]:
    elements = _elements(plain)
    taken = -1
    for number, element in enumerate(elements):
        if element.begin < taken:
            continue
        following = elements[number + 1] if number + 1 < len(elements) else None
        if following is not None and _COMPLEMENT.fullmatch(plain[element.end : following.begin]):
            element = replace(element, end=following.end)  # "the bridge at Stone Ford" is one
            taken = following.end
            following = elements[number + 2] if number + 2 < len(elements) else None
        reach = _clause_end(plain, element.end, following)
        lead = plain[: element.begin]
        state = _state(plain, element, reach)
        if state is None and following is not None and re.match(r"\s*,\s*(?:the|its|our)\s", plain[element.end :]):
            reach = _clause_end(plain, following.end, None)  # "the mill road, the only road west, is shut"
            state = _state(plain, element, reach)
            taken = following.end if state is not None else taken
            only = state is not None and not element.names and ONLY.search(plain[: following.begin])
            lead = plain[: following.begin] if only else lead
        if state is None or (state != "unknown" and MAY_BE.search(plain[max(0, element.begin - 40) : element.begin])):
            continue
        if re.fullmatch(r"trains?|trams", plain[element.noun : element.end], re.I) and not TRAINS_STATE.search(
            plain[element.end : reach]
        ):
            continue
        if shares := list(_shares(plain, text, element, reach)):
            yield from shares
            continue
        yield RoadState(_road(plain, text, element, reach, state, lead), element.begin, element.end)
        yield from _others(plain, text, element, reach)
    yield from _pairs(plain, text)
    for match in _NO_ROAD.finditer(plain) if _without_road(plain) else ():
        kind: Element = "bridge" if match["element"] == "bridge" else "ferry" if match["element"] == "ferry" else "road"
        value = RoadValue(
            element=kind,
            state="closed",
            scope="some",
            names=(),
            over=None,
            links=(),
            as_written=text[match.start() : match.end()],
        )
        yield RoadState(value, match.start(), match.end())


def _pairs(plain: str, text: str) -> Iterable[RoadState]:
    """ "Kobal–Ashkar: open": a link named by its ends."""
    for match in _PAIRED.finditer(plain):
        state = _said(match["said"])
        if state is None:
            continue
        kind: Element = "ferry" if _SAILS.search(plain) else "rail" if _BY_RAIL.search(plain) else "road"
        written = text[match.start("pair") : match.end()]
        value = RoadValue(
            element=kind, state=state, scope="named", names=(match["pair"],), over=None, links=(), as_written=written
        )
        yield RoadState(value, match.start("pair"), match.end("pair"))


def _shares(plain: str, text: str, element: _Element, reach: int) -> Iterable[RoadState]:
    """ "Of the five roads, two are open and three are under water": a value for each share."""
    for n, m, start, end in shares_of(plain[: element.begin], plain[element.end : reach]):
        state = _said(plain[element.end + start : element.end + end])
        if state is not None:
            value = replace(_road(plain, text, element, reach, state, ""), scope="n of m", n=n, m=m)
            yield RoadState(value, element.begin, element.end)


def _others(plain: str, text: str, element: _Element, reach: int) -> Iterable[RoadState]:
    """ "…, and the third can be crossed only on foot" """
    for match in OTHER_ONE.finditer(plain, element.end, reach):
        if not re.search(r"[,;]|\band\b|\bbut\b|\bwhile\b", plain[element.end : match.start()]):
            continue
        state = _said(plain[match.end() : reach])
        if state is not None:
            value = RoadValue(
                element=element.kind,
                state=state,
                scope="some",
                names=(),
                over=None,
                links=(),
                as_written=text[match.start() : reach].strip(),
            )
            yield RoadState(value, match.start(), match.end())


def _pointing_back(text: str, plain: str, before: str, found: list[RoadState]) -> Iterable[RoadState]:
    """ "It" said to be closed, open or passable is the element named last before."""
    denied = found[-1] if found and _NOT_SO.search(found[-1].value.as_written) else None
    if found and denied is None:
        return
    match = IT.search(plain, denied.end if denied is not None else 0)
    if match is None or UNSAID.search(plain[: match.start("it2" if match["it2"] else "it")]):
        return
    named = _elements(before[-700:]) if denied is None else _elements(plain[: denied.end])
    if not named:
        return
    sentence = re.split(r"[.;!?]\s", plain[match.start("it") :])[0] if not match["it2"] else plain
    state = _said(sentence)
    if match["it2"] and state is None:
        state = "open"
    if state is not None:
        last = named[-1]
        value = RoadValue(
            element=last.kind,
            state=state,
            scope="named",
            names=last.names,
            over=None,
            links=(),
            as_written=text[match.start("it2" if match["it2"] else "it") :].strip(),
        )
        yield RoadState(value, match.start(), match.end())


def _clause_end(plain: str, at: int, following: _Element | None) -> int:
    end = _CLAUSE_END.search(plain, at)
    stop = end.start() if end else len(plain)
    if following is not None and re.search(
        r",|\band\b|\bbut\b|\bbecause\b|\bas\b|:|\bwhile\b|\bis\b|\bare\b|\bwas\b", plain[at : following.begin]
    ):
        return min(stop, following.begin)
    return stop


def _state(plain: str, element: _Element, reach: int) -> State | None:
    """State said after the element, else in the words that lead to it ("the destruction of the only bridge")."""
    if _ONE_LANE.search(plain[: element.begin]):
        return "difficult"
    lead = plain[: element.begin]
    if UNSAID.search(lead):
        return None
    if NOT_KNOWN.search(lead) or (WHETHER.search(lead) and OPEN_QUESTION.search(plain[element.end :])):
        return "unknown"
    after = plain[element.noun : reach]
    other = next((m for m in OTHER_ONE.finditer(after) if re.search(r",|\band\b|\bbut\b", after[: m.start()])), None)
    said = _said(after[element.end - element.noun : other.start() if other is not None else None])
    if NONE_OF.search(lead) and not UNTRUE.search(lead):
        return _of_none(after, said)
    if said == "open" and _NEITHER.search(lead):
        return "closed"
    if said in ("closed", "destroyed", "damaged") and UNTRUE.search(lead):
        return "open"
    if said is not None:
        return said
    if _WAY_IN.search(after):
        return "open"
    before = plain[max(0, element.begin - 60) : element.begin]
    before = re.split(r"[.;,]|\b(?:and|but|because|while|which)\b", before)[-1]
    if NOT_DONE.search(before):
        return None
    return next((state for state, pattern in _LEADS if pattern.search(before)), None)


def _of_none(after: str, said: State | None) -> State | None:
    """What is said of all when it is said of none: "no road is open", "not one bridge is standing"."""
    if re.search(r"\bbeen\s+(?:inspected|checked|surveyed|assessed)\b", after, re.I):
        return "unknown"
    if _NO_MORE.search(after):
        return "destroyed" if re.match(r"[\w-]*(?:bridge|viaduct|pier|jett)", after, re.I) else "closed"
    if said in ("open", "difficult", "foot only") or re.match(
        r"\w+\s+(?:service|sailings|(?:is|are)\s+running|runs?)", after
    ):
        return "closed"
    return "open" if said in ("closed", "destroyed", "damaged") else said


def _said(words: str) -> State | None:
    """The state a clause says, limits first, else the one said first; "not blocked" is open."""
    aside = ASIDE.match(words)
    if aside is not None and (main := _said(words[aside.end() :])) is not None:
        return main
    limited = [state for state, pattern in _LIMITS if pattern.search(words)]
    if limited[:1] == ["open"] and "closed" in limited:
        return "closed"  # "is closed and will be opened on Friday"
    if limited:
        return (
            "foot only" if limited[0] == "damaged" and "foot only" in limited and ON_FOOT.search(words) else limited[0]
        )
    found = [(hit.start(), state) for state, pattern in _STATES if (hit := pattern.search(words)) is not None]
    if not found:
        return None
    at, state = min(found, key=itemgetter(0))
    again = BACK_IN_USE.search(words, at)
    if state in ("closed", "damaged") and again and not NOT_YET.search(words[: again.start()]):
        return "open"
    negated = _NEGATED.search(words[:at])
    if negated and state in ("closed", "destroyed", "damaged"):
        return "open"
    return "closed" if negated and state == "open" else state


def _road(plain: str, text: str, element: _Element, reach: int, state: State, lead: str) -> RoadValue:
    tail = plain[element.end : reach]
    scope, n, m = scope_of(lead, tail, named=bool(element.names), plural=element.plural)
    over = over_in(tail)
    kind = element.kind
    if (
        kind == "rail"
        and state == "foot only"
        and re.search(r"bridge|viaduct", plain[element.noun : element.end], re.I)
    ):
        kind = "bridge"  # whoever walks over it asks for no train
    determiner = _DETERMINERS.search(plain[: element.begin])
    first = determiner.start() if determiner is not None else element.begin
    return RoadValue(
        element=kind,
        state=state,
        scope=scope,
        names=element.names,
        over=over if not element.names else None,
        links=links_in(tail),
        as_written=text[first:reach].strip(),
        n=n,
        m=m,
    )


def _merged(found: list[RoadState]) -> Iterable[RoadState]:
    """One value for each element and state; the first mention stands."""
    seen: set[tuple[object, ...]] = set()
    for road in found:
        key = (road.value.element, road.value.state, road.value.scope, road.value.names, road.value.n)
        if key not in seen:
            seen.add(key)
            yield road
