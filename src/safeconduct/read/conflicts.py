"""Conflicts between claims: who stands against whom, of which kind, in one neutral sentence.

Counts of different populations, or of different places, are never a conflict. Nothing here weighs one side against
the other: the rules see parties only as same, different or unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from safeconduct.model.claim import (
    AnswerValue,
    Claim,
    Conflict,
    ConflictKind,
    DestinationValue,
    Hedge,
    PeopleValue,
    Population,
    RoadValue,
    Stance,
    WindowValue,
)
from safeconduct.model.report import Report

ABOUT = 0.1
"""Half-width taken for "about N", as a share of N, when two counts are compared. A convention, not a finding."""

_PASSABLE = frozenset(("open", "foot only", "difficult"))
_BROKEN = frozenset(("destroyed", "closed"))
_REPEATED = frozenset((ConflictKind.ALTERNATIVE, ConflictKind.REFUSES, ConflictKind.CONTRADICTS, ConflictKind.REFINES))
_ANAPHOR = re.compile(
    r"\b(?:similar claims?|them|it|this|that|the (?:charge|claim|accusation|allegation|report)s?)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON_WORDS = "that this with from have been were their they would which about said will also into"
_COMMON = frozenset(_COMMON_WORDS.split())


def find_conflicts(claims: Sequence[Claim], reports: Sequence[Report]) -> tuple[Conflict, ...]:
    """Conflicts of a ledger in the order of its reports and texts, each pair and kind once."""
    order = {report.id: number for number, report in enumerate(reports)}
    rows = sorted(claims, key=lambda c: (order.get(c.report, len(order)), c.content[0].start, -c.content[0].end))
    found: list[Conflict] = []
    for left, right in combinations(rows, 2):
        for rule in (_counts, _roads, _windows, _destinations, _refusal):
            conflict = rule(left, right)
            if conflict is not None:
                found.append(conflict)
    found.extend(_denials(rows))
    return tuple(_distinct(found, {c.id: c for c in rows}))


def _party(claim: Claim) -> str | None:
    return claim.party or claim.suggested_party


def _apart(left: Claim, right: Claim) -> bool:
    """True unless both are known to be of one party, or one relays the other."""
    if right.id == left.relayed_by or left.id == right.relayed_by:
        return False
    return _party(left) is None or _party(left) != _party(right)


def _conflict(kind: ConflictKind, left: Claim, right: Claim, about: str) -> Conflict:
    return Conflict(kind=kind, left=left.id, right=right.id, about=about)


def _counts(left: Claim, right: Claim) -> Conflict | None:
    """Two counts of one population at one place whose ranges do not meet."""
    for a in _people(left):
        for b in _people(right):
            if a.population is not b.population or a.place is None or a.place != b.place:
                continue
            if _range(a)[1] + 1 < _range(b)[0] or _range(b)[1] + 1 < _range(a)[0]:
                about = f"Two counts of {a.population.value} at {a.place} do not meet."
                return _conflict(ConflictKind.DIFFERENT_MAGNITUDE, left, right, about)
    return None


def _people(claim: Claim) -> list[PeopleValue]:
    counted = (Population.CIVILIANS, Population.CHILDREN)
    return [v for v in claim.values if isinstance(v, PeopleValue) and v.population in counted]


def _range(value: PeopleValue) -> tuple[float, float]:
    low = float("-inf") if value.low is None else float(value.low)
    high = float("inf") if value.high is None else float(value.high)
    if value.hedge is Hedge.ABOUT and value.low == value.high:
        return low * (1 - ABOUT), high * (1 + ABOUT)
    return low, high


def _roads(left: Claim, right: Claim) -> Conflict | None:
    """All against the only one; passable against destroyed or closed, for the same element and not of another year."""
    if any(flag.startswith("speaks of ") for flag in (*left.flags, *right.flags)):
        return None
    for a in (v for v in left.values if isinstance(v, RoadValue)):
        for b in (v for v in right.values if isinstance(v, RoadValue)):
            if a.element != b.element or not _apart(left, right):
                continue
            if {a.scope, b.scope} == {"all", "only"} and a.state == b.state and _same_crossing(a, b):
                about = f"One claim speaks of all {a.element}s, the other of the only {a.element}: the number differs."
                return _conflict(ConflictKind.CONTRADICTS, left, right, about)
            states = {a.state, b.state}
            if states & _PASSABLE and states & _BROKEN and _same_element(left, right, a, b):
                about = f"The same {a.element} is said to be {a.state} and to be {b.state}."
                return _conflict(ConflictKind.CONTRADICTS, left, right, about)
    return None


def _same_crossing(a: RoadValue, b: RoadValue) -> bool:
    """Links given as "the two cities" and the like fit any; named ones must share a name, or the water."""
    if a.over and b.over:
        return a.over.lower() == b.over.lower()
    named = [{link for link in v.links if link[:1].isupper()} for v in (a, b)]
    return not named[0] or not named[1] or bool(named[0] & named[1])


def _same_element(left: Claim, right: Claim, a: RoadValue, b: RoadValue) -> bool:
    if a.names and b.names:
        return bool({n.lower() for n in a.names} & {n.lower() for n in b.names})
    shared = set(left.places) & set(right.places)
    if any(a.element in place for place in shared):
        return True
    whole = {"all", "only"} & {a.scope, b.scope}
    return bool(whole and (shared or (a.over and a.over == b.over)))


def _windows(left: Claim, right: Claim) -> Conflict | None:
    """The same announcement with finer time refines; two full windows for one day that differ contradict."""
    a, b = left.value("window"), right.value("window")
    if not isinstance(a, WindowValue) or not isinstance(b, WindowValue):
        return None
    same_party = _party(left) is not None and _party(left) == _party(right)
    days = (_day(a), _day(b))
    if days[0] is None or days[0] != days[1]:
        return None
    if same_party and (a.opens is None) != (b.opens is None):
        fine, coarse = (left, right) if b.opens is None else (right, left)
        return _conflict(
            ConflictKind.REFINES, fine, coarse, "One claim gives the hours of a day the other names without hours."
        )
    if a.opens and b.opens and (a.opens, a.closes) != (b.opens, b.closes):
        return _conflict(ConflictKind.CONTRADICTS, left, right, "Two sets of hours are given for one day.")
    return None


def _day(value: WindowValue) -> str | None:
    if value.opens is not None:
        return value.opens.date().isoformat()
    return next((flag.removeprefix("day ") for flag in value.flags if flag.startswith("day ")), None)


def _destinations(left: Claim, right: Claim) -> Conflict | None:
    """Two places named for the same people by different speakers, at least one of them offered or asked for."""
    a, b = left.value("destination"), right.value("destination")
    if not isinstance(a, DestinationValue) or not isinstance(b, DestinationValue):
        return None
    if a.place is None or b.place is None or a.place == b.place or not _apart(left, right):
        return None
    about = f"Two directions stand side by side: {a.place} and {b.place}."
    return _conflict(ConflictKind.ALTERNATIVE, left, right, about)


def _refusal(left: Claim, right: Claim) -> Conflict | None:
    """A refusal of a direction stands against the request or offer of that direction by another party."""
    for answer, asked in ((left, right), (right, left)):
        value = answer.value("refusal")
        wish = asked.value("destination")
        if not isinstance(value, AnswerValue) or not isinstance(wish, DestinationValue):
            continue
        asks = asked.stance in (Stance.REQUESTS, Stance.OFFERS)
        if asks and value.place is not None and value.place == wish.place and _apart(left, right):
            return _conflict(ConflictKind.REFUSES, answer, asked, f"A request for {wish.place} and its refusal.")
    return None


def _denials(rows: Sequence[Claim]) -> Iterable[Conflict]:
    """A denial stands against the accusation it points back to, else against the claim whose words it repeats."""
    for number, denial in enumerate(rows):
        if denial.stance is not Stance.DENIES:
            continue
        said = " ".join(span.quote for span in denial.content)
        before = [c for c in rows[:number] if c.report == denial.report and _apart(c, denial) and c.id != denial.id]
        charges = [c for c in before if c.stance is Stance.ACCUSES and not _points_back(c)]
        others = [c for c in rows if c.report == denial.report and _apart(c, denial) and c.stance is not Stance.DENIES]
        target = charges[-1] if charges and _ANAPHOR.search(said) else _nearest(said, others, least=2)
        if target is None and before and re.fullmatch(r"(?:the|this|that)\s+(?:claim|report|statement)s?", said, re.I):
            target = before[-1]
        if target is not None:
            about = (
                "An accusation and its denial." if target.stance is Stance.ACCUSES else "A statement and its denial."
            )
            yield _conflict(ConflictKind.DENIES, denial, target, about)


def _points_back(claim: Claim) -> bool:
    words = " ".join(span.quote for span in claim.content)
    return len(words) < 40 and bool(_ANAPHOR.search(words))


def _nearest(said: str, others: Sequence[Claim], *, least: int) -> Claim | None:
    words = _words(said)
    scored = [(len(words & _words(" ".join(s.quote for s in c.content))), -n, c) for n, c in enumerate(others)]
    best = max(scored, key=_score, default=None)
    return best[2] if best is not None and best[0] >= least else None


def _score(row: tuple[int, int, Claim]) -> tuple[int, int]:
    return row[0], row[1]


def _words(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text)} - _COMMON


def _distinct(found: Sequence[Conflict], claims: dict[str, Claim]) -> Iterable[Conflict]:
    """Each pair and kind once. What the same parties repeat in other reports (the same sentence on why) stands once
    for a report it lies in whole, and once across reports when it lies in none."""
    seen: set[tuple[object, ...]] = set()
    inside: set[tuple[object, ...]] = set()
    for conflict in sorted(found, key=lambda c: claims[c.left].report != claims[c.right].report):
        left, right = claims[conflict.left], claims[conflict.right]
        same = left.report == right.report
        pair: tuple[object, ...] = (conflict.kind, frozenset((conflict.left, conflict.right)))
        topic: tuple[object, ...] = (conflict.kind, conflict.about, frozenset((_party(left), _party(right))))
        repeats = conflict.kind in _REPEATED and not same and topic in inside
        if pair not in seen and not repeats:
            seen.add(pair)
            inside.add(topic)
            yield conflict
