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
    Kind,
    PeopleValue,
    Stance,
    WindowValue,
)
from safeconduct.model.report import Report
from safeconduct.read.answering import act_denied, asks, denied, denies, refused, said, stems
from safeconduct.read.magnitudes import (
    counts_apart,
    instead,
    outcomes_apart,
    populations_apart,
    reserves_apart,
    transport_apart,
)
from safeconduct.read.same_road import roads_apart

_REPEATED = frozenset((ConflictKind.ALTERNATIVE, ConflictKind.REFUSES, ConflictKind.CONTRADICTS, ConflictKind.REFINES))
_ASKS = (Stance.OFFERS, Stance.REQUESTS, Stance.DEMANDS, Stance.ACCEPTS)
_WISH = re.compile(r"\b(?:want|wants|prefer|rather|wish|choose|will|would|are\s+to|is\s+to|to\s+be)\b", re.IGNORECASE)
_LONGER = re.compile(r"\b(?:extend\w*|prolong\w*|longer|shorten\w*)\b", re.IGNORECASE)
_CALLED_OFF = re.compile(r"\b(?:cancel\w*|call(?:ed|s)?\s+off|postpon\w*|suspend\w*|withdr[ae]w\w*)\b", re.IGNORECASE)
_WAY = re.compile(
    r"\b(?i:route|road|bridge|gate|corridor|lane|line|crossing)\s+(?P<one>[A-Z\d][\w-]*)"
    r"|\b(?P<two>[A-Z][\w-]*)\s+(?i:route|road|bridge|gate|corridor|lane|crossing)\b|\b(?P<three>[B-HJ-Z])(?=[\s,.;:]|$)"
)
"""The name of a way: "route K", "K bridge", and a lone letter."""
NEAR = 2
"""Claims in between, at most, for two statements of one report to speak of one thing nobody names again."""


def find_conflicts(claims: Sequence[Claim], reports: Sequence[Report]) -> tuple[Conflict, ...]:
    """Conflicts of a ledger in the order of its reports and texts, each pair once."""
    order = {report.id: number for number, report in enumerate(reports)}
    rows = sorted(claims, key=lambda c: (order.get(c.report, len(order)), c.content[0].start, -c.content[0].end))
    found: list[Conflict] = []
    for report in dict.fromkeys(claim.report for claim in rows):
        own = [claim for claim in rows if claim.report == report]
        found.extend(_answers(own))
        found.extend(_alternatives(own))
        found.extend(_refinements(own))
        found.extend(_side_by_side(own))
    for left, right in combinations(rows, 2):
        if left.report != right.report:
            found.extend(_across(left, right))
        if (about := counts_apart(left, right, _apart(left, right), rows)) is not None:
            emptied = _nobody(left) != _nobody(right)
            kind = ConflictKind.CONTRADICTS if emptied else ConflictKind.DIFFERENT_MAGNITUDE
            found.append(_conflict(kind, left, right, about))
        elif _apart(left, right) and (about := reserves_apart(left, right)) is not None:
            found.append(_conflict(ConflictKind.DIFFERENT_MAGNITUDE, left, right, about))
        if _apart(left, right) and (about := roads_apart(left, right, rows)) is not None:
            found.append(_conflict(ConflictKind.CONTRADICTS, left, right, about))
        if (about := _hours(left, right, rows)) is not None:
            found.append(_conflict(ConflictKind.CONTRADICTS, left, right, about))
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


def _nobody(claim: Claim) -> bool:
    """True for a claim that nobody is there."""
    value = claim.value("people")
    return isinstance(value, PeopleValue) and value.high == 0


def _answers(rows: Sequence[Claim]) -> Iterable[Conflict]:
    for denial, target in denied(rows, _apart):
        charge = target.stance is Stance.ACCUSES
        yield _conflict(
            ConflictKind.DENIES, denial, target, f"{'An accusation' if charge else 'A statement'} and its denial."
        )
        after = rows[rows.index(denial) + 1 : rows.index(denial) + 2]
        if after and _party(after[0]) == _party(denial) and instead(after[0], target):
            yield _conflict(ConflictKind.DIFFERENT_MAGNITUDE, target, after[0], "Two counts do not meet.")
    for refusal, asked in refused(rows, _apart):
        value = refusal.value("refusal")
        place = value.place if isinstance(value, AnswerValue) else None
        if refusal.value("destination") is not None:
            continue  # it names another place: an alternative, and said as one
        about = f"A request for {place} and its refusal." if place else "An offer or request and its refusal."
        yield _conflict(ConflictKind.REFUSES, refusal, asked, about)


def _wished(claim: Claim) -> str | None:
    """The place a claim offers, asks for, accepts or would rather have; nothing for persons already there."""
    if claim.value("outcome") is not None:
        return None
    value = claim.value("destination")
    if isinstance(value, DestinationValue):
        if re.search(
            rf"\b{re.escape(value.as_written)}\b[^.;]{{0,40}}\bbe\s+(?:evacuated|emptied|cleared)\b", said(claim)
        ):
            return None  # where people are to leave
        wants = claim.stance in _ASKS or claim.stance is Stance.REFUSES
        return value.place if wants or _WISH.search(said(claim)) else None
    accepted = claim.value("acceptance")
    return accepted.place if isinstance(accepted, AnswerValue) else None


def _alternatives(rows: Sequence[Claim]) -> Iterable[Conflict]:
    """A place asked for or offered against the one that stood before it; each wish stands against one."""
    for number, wish in enumerate(rows):
        place = _wished(wish)
        if place is None or wish.stance is Stance.ACCEPTS:
            continue
        before = rows[:number]
        if any(_wished(c) == place and c.stance is not Stance.REFUSES for c in before):
            before = before[-1:] if before[-1].value("refusal") is not None else []  # it stands against others already
        for other in reversed(before):
            against = _against(other, wish, place)
            if against is None:
                continue
            yield _conflict(
                ConflictKind.ALTERNATIVE, other, wish, f"Two directions stand side by side: {against} and {place}."
            )
            break
        else:
            yield from _instead(before, wish, place)


def _against(other: Claim, wish: Claim, place: str) -> str | None:
    refusal = other.value("refusal")
    if isinstance(refusal, AnswerValue) and refusal.place is not None and wish.stance is Stance.ASSERTS:
        return refusal.place if refusal.place != place and _party(other) == _party(wish) else None
    before = _wished(other)
    if before is None or before == place or before in place or place in before or not _apart(other, wish):
        return None
    return before if other.stance is not Stance.REFUSES else None


def _instead(before: Sequence[Claim], wish: Claim, place: str) -> Iterable[Conflict]:
    """A request for a place right after the other side's offer of transport that names none."""
    if wish.stance is not Stance.REQUESTS or not before:
        return
    offers = [c for c in before if c.stance is Stance.OFFERS and _apart(c, wish) and c.value("transport") is not None]
    recalled = [c for c in offers if c is before[-1] or len(stems(said(c)) & stems(said(wish))) >= 2]
    if recalled and recalled[-1].value("destination") is None:
        about = f"An offer of transport and a request for {place} stand side by side."
        yield _conflict(ConflictKind.ALTERNATIVE, recalled[-1], wish, about)


def _refinements(rows: Sequence[Claim]) -> Iterable[Conflict]:
    """The same side's announcement, first without hours and then with them."""
    for number, coarse in enumerate(rows):
        first = coarse.value("window")
        if (
            not isinstance(first, WindowValue)
            or first.opens
            or first.closes
            or coarse.stance not in (*_ASKS, Stance.ASSERTS)
        ):
            continue
        if (coarse.stance is Stance.ASSERTS and coarse.attributed) or "further notice" in first.as_written:
            continue
        for fine in rows[number + 1 : number + 2 + NEAR]:
            second = fine.value("window")
            if (
                not isinstance(second, WindowValue)
                or not (second.opens or second.closes)
                or fine.stance not in (*_ASKS, Stance.ASSERTS)
            ):
                continue
            same = _party(coarse) == _party(fine) or not coarse.attributed
            if same and _day(first) in (None, _day(second)):
                about = "One claim gives the hours of a day the other names without hours."
                yield _conflict(ConflictKind.REFINES, fine, coarse, about)
                break


def _side_by_side(rows: Sequence[Claim]) -> Iterable[Conflict]:
    """Neighbours in a text that speak of one thing: outcomes, vehicles, two who blame each other, a cancellation."""
    for number, left in enumerate(rows):
        for gap, right in enumerate(rows[number + 1 : number + 2 + NEAR]):
            apart = _apart(left, right)
            if (gap == 0 or stems(said(left)) & stems(said(right))) and (told := outcomes_apart(left, right, apart)):
                yield _conflict(told[0], left, right, told[1])
            both = left.stance is right.stance is Stance.ACCUSES and (left.party or right.party)
            if both and apart and len(said(left)) < 40 and len(said(right)) < 40:
                yield _conflict(ConflictKind.CONTRADICTS, left, right, "Each side holds the other responsible.")
        if left.stance is Stance.REFUSES and _CALLED_OFF.search(" ".join(s.quote for s in (*left.cue, *left.content))):
            offers = [c for c in rows[:number] if asks(c) and c.value("window") is not None]
            if offers:
                about = "An opening announced is said to be called off."
                yield _conflict(ConflictKind.CONTRADICTS, offers[-1], left, about)
    yield from (_conflict(kind, left, right, about) for kind, left, right, about in transport_apart(rows))


def _across(left: Claim, right: Claim) -> Iterable[Conflict]:
    """What stands against each other in two reports: directions, a refusal, hours."""
    one, two = _wished(left), _wished(right)
    if one and two and one != two and _apart(left, right) and one not in two and two not in one:
        yield _conflict(ConflictKind.ALTERNATIVE, left, right, f"Two directions stand side by side: {one} and {two}.")
    for answer, asked in ((left, right), (right, left)):
        if denies(answer) and act_denied(answer, asked):
            yield _conflict(ConflictKind.DENIES, answer, asked, "A statement and its denial.")
        value, wish = answer.value("refusal"), asked.value("destination")
        if isinstance(value, AnswerValue) and isinstance(wish, DestinationValue) and value.place is not None:
            asks = asked.stance in (Stance.REQUESTS, Stance.OFFERS)
            if asks and value.place == wish.place and _apart(left, right):
                yield _conflict(ConflictKind.REFUSES, answer, asked, f"A request for {wish.place} and its refusal.")
    a, b = left.value("window"), right.value("window")
    if isinstance(a, WindowValue) and isinstance(b, WindowValue) and (a.opens is None) != (b.opens is None):
        fine, coarse = (left, right) if b.opens is None else (right, left)
        same = _party(left) is not None and _party(left) == _party(right)
        if same and _day(a) is not None and _day(a) == _day(b):
            about = "One claim gives the hours of a day the other names without hours."
            yield _conflict(ConflictKind.REFINES, fine, coarse, about)


def _hours(left: Claim, right: Claim, rows: Sequence[Claim]) -> str | None:
    """Windows for one day and one place of which an end differs."""
    a, b = left.value("window"), right.value("window")
    if not isinstance(a, WindowValue) or not isinstance(b, WindowValue):
        return None
    one, two = _wished(left), _wished(right)
    if (one and two and one != two) or any(_LONGER.search(said(claim)) for claim in (left, right)):
        return None
    if _other_way(left, right):
        return None
    if a.opens and b.opens:
        differ = _day(a) == _day(b) and (a.opens, a.closes) != (b.opens, b.closes)
        told = all(v.closes or c.kind is Kind.WINDOW for v, c in ((a, left), (b, right)))
        return "Two sets of hours are given for one day." if differ and told else None
    if not (a.closes and b.closes) or a.closes == b.closes or a.closes.date() != b.closes.date():
        return None
    near = left.report == right.report and abs(rows.index(left) - rows.index(right)) <= NEAR
    same = _party(left) is not None and _party(left) == _party(right) and one == two
    return "Two hours are given for one end." if (a.opens or b.opens) and (near or same) else None


def _other_way(left: Claim, right: Claim) -> bool:
    """Whether two claims speak of ways with different names: route K and route M."""
    one, other = (_ways(said(claim)) for claim in (left, right))
    return bool(one and other) and not one & other


def _ways(words: str) -> frozenset[str]:
    found = (m.group("one") or m.group("two") or m.group("three") for m in _WAY.finditer(words))
    return frozenset(name.lower() for name in found)


def _day(value: WindowValue) -> str | None:
    at = value.opens or value.closes
    if at is not None:
        return at.date().isoformat()
    return next((flag.removeprefix("day ") for flag in value.flags if flag.startswith("day 2")), None)


def _distinct(found: Sequence[Conflict], claims: dict[str, Claim]) -> Iterable[Conflict]:
    """Each pair once, by the first rule that found it. What the same parties repeat in other reports (the same sentence
    on why) stands once for a report it lies in whole, and once across reports when it lies in none."""
    seen: set[frozenset[str]] = set()
    inside: set[tuple[object, ...]] = set()
    for conflict in sorted(found, key=lambda c: claims[c.left].report != claims[c.right].report):
        left, right = claims[conflict.left], claims[conflict.right]
        same = left.report == right.report
        pair = frozenset((conflict.left, conflict.right))
        topic: tuple[object, ...] = (conflict.kind, conflict.about, frozenset((_party(left), _party(right))))
        repeats = conflict.kind in _REPEATED and not same and topic in inside
        counted = conflict.kind is ConflictKind.DIFFERENT_MAGNITUDE or left.kind is right.kind is Kind.PEOPLE
        if counted and populations_apart(left, right):
            continue
        if len(pair) == 2 and pair not in seen and not repeats:
            seen.add(pair)
            inside.add(topic)
            yield conflict
