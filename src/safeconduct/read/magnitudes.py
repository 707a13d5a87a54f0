"""Numbers that cannot both be right: persons of one kind at one place, persons who came out, vehicles promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from safeconduct.model.claim import (
    Claim,
    ConflictKind,
    DestinationValue,
    Hedge,
    OutcomeValue,
    PeopleValue,
    Population,
    ReserveValue,
    Stance,
    TransportValue,
)
from safeconduct.read.answering import numbers
from safeconduct.read.persons import CIVIL, FIGHTERS, YOUNG

ABOUT = 0.1
"""Half-width taken for "about N", as a share of N, when two counts are compared. A convention, not a finding."""

NEAR = 3
"""Claims apart, at most, for two counts of one report to be of the same persons when no place tells them apart."""

_GROUPS = {
    "patients": r"patients?|bedridden|stretchers?|wounded|injured|sick",
    "pupils": r"pupils|students|schoolchildren",
    "staff": r"staff|crew|employees|workers|contractors|crewmen",
    "tourists": r"tourists|guests|holidaymakers|campers|visitors",
    "passengers": r"passengers|aboard|on\s+board",
    "dead": r"dead|killed",
}
_KINDS = {name: re.compile(rf"\b(?:{nouns})\b", re.IGNORECASE) for name, nouns in _GROUPS.items()}
_ABOARD = re.compile(r"\b(?:aboard|on\s+board)\b", re.IGNORECASE)
PART = 4
"""A count of nobody in particular that is this many times smaller is taken for a part of the other."""
_POINTS = re.compile(
    r"\b(?:the|this|that|its|their)\s+(?:\w+\s+)?(?:total|figure|number|count|need|tally)\b|^\W*(?:that\s+)?(?:it|them|none)\b"
    r"|^\W*(?:that\s+)?(?:it|there)\s+(?:is|are|was|were)\s+(?:nearer|closer|more\s+like|rather)\b|\bCorrection\b|\b(?:nearer|closer\s+to)\s+\w+",
    re.IGNORECASE,
)
"""Words by which a count points at one given before."""
_CORRECTION = re.compile(
    r"\W*correct(?:ion|ing)\b|[^.;]{0,40}?\bcorrected\s+(?:that|this|it|the|its|their|his|her|itself)\b"
)
_CORRECTS = re.compile(r"\b(?:correct|amend|revis|restat)(?:ed|es|s|ing|e)?\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|rather\s+than|instead\s+of|down\s+from|up\s+from)\s+(?:the\s+)?(\d[\d,]*\d|\d)", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(?:another|a\s+further|the\s+rest|the\s+others?|besides|in\s+addition|\d+\s+more|more\s+came)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:last\s+(?:year|autumn|spring|summer|winter)|years?\s+ago|(?:siege|fire|flood|earthquake|wreck|sinking)\s+of|in\s+(?:19|20)\d\d|during\s+the\s+\w+\s+(?:siege|flood|fire)"
    r"|(?:spent|slept|waited|sat|stood|stayed)\b[^.;]{0,40}\b(?:weeks?|days|nights?|fortnight|months?|winters?))\b",
    re.IGNORECASE,
)
_ARMED = re.compile(rf"\b(?:{FIGHTERS})\b", re.IGNORECASE)
_UNARMED = re.compile(rf"\b(?:{CIVIL}|{YOUNG}|unarmed)\b", re.IGNORECASE)
_COUNTED = (Population.CIVILIANS, Population.CHILDREN, Population.UNSTATED)


def counts_apart(left: Claim, right: Claim, apart: bool, rows: Sequence[Claim]) -> str | None:
    """Why two claims count the same persons differently, or None."""
    if _past(left) or _past(right) or not (left.attributed or right.attributed):
        return None
    if {left.stance, right.stance} & {Stance.REFUSES, Stance.ACCEPTS, Stance.OFFERS}:
        return None
    near = left.report == right.report and abs(rows.index(left) - rows.index(right)) <= NEAR
    near = near or (left.report == right.report and (_corrects(left, right) or _corrects(right, left)))
    near = near or (left.report == right.report and left.party == right.party is not None and _corrected(right))
    if not near and (not apart or (left.report == right.report and not _sure(left, right))):
        return None
    if near and not apart and Stance.DENIES in (left.stance, right.stance):
        return None
    if right.id == left.relayed_by or left.id == right.relayed_by:
        return None
    one, two = _main(left), _main(right)
    for a in one:
        for b in two:
            if _alike(a, b, left, right, near) and (_meet(a, b) is False):
                place = a.place or b.place
                return (
                    f"Two counts of {a.population.value} at {place} do not meet."
                    if place
                    else "Two counts do not meet."
                )
    return None


def _corrects(later: Claim, earlier: Claim) -> bool:
    """ "Nearly 800, certainly not 1,300": names the other's number to put another in its place."""
    denied = {n.replace(",", "") for n in _NOT.findall(" ".join(span.quote for span in later.content))}
    return bool(denied & numbers(earlier))


def _corrected(claim: Claim) -> bool:
    """True for what is said as a correction: "Correction: 120", "corrected the figure to 120"."""
    return _CORRECTION.match(_words(claim)) is not None or any(_CORRECTS.search(span.quote) for span in claim.cue)


def instead(answer: Claim, denied: Claim) -> bool:
    """True when what follows a denial gives another number for the one denied ("puts it at 900")."""
    out = [claim.value("outcome") for claim in (answer, denied)]
    if all(isinstance(v, OutcomeValue) and v.people is not None for v in out):
        return out[0].people != out[1].people  # type: ignore[union-attr]
    own, theirs = (
        [v for v in claim.values if isinstance(v, PeopleValue) and v.population in _COUNTED]
        for claim in (answer, denied)
    )
    meeting = any(_meet(a, b) for a in own for b in theirs)
    return bool(own and theirs) and not meeting and _points(answer)


def populations_apart(left: Claim, right: Claim) -> bool:
    """True when two claims count people, and not the same."""
    one, two = (
        {v.population for v in claim.values if isinstance(v, PeopleValue)} - {Population.UNSTATED}
        for claim in (left, right)
    )
    if one and two and not one & two:
        return True
    named = [(_ARMED.search(_words(claim)), _UNARMED.search(_words(claim))) for claim in (left, right)]
    return any(armed and not civil and other and not others for (armed, civil), (others, other) in (named, named[::-1]))


def _sure(left: Claim, right: Claim) -> bool:
    """Two known sides that each name the place: far apart in a text, only such counts are of the same persons."""
    places = [{v.place for v in _main(claim)} for claim in (left, right)]
    named = places[0] == places[1] and None not in places[0]
    return bool(left.party and right.party and named)


def _past(claim: Claim) -> bool:
    return any(flag.startswith("speaks of ") for flag in claim.flags) or bool(
        _PAST.search(" ".join(span.quote for span in claim.content))
    )


def _main(claim: Claim) -> list[PeopleValue]:
    """Counts of a claim, without those that only say how many of them are children."""
    found = [v for v in claim.values if isinstance(v, PeopleValue) and v.population in _COUNTED]
    whole = [v for v in found if v.population is not Population.CHILDREN]
    return whole[:1] or found[:1]


def _alike(a: PeopleValue, b: PeopleValue, left: Claim, right: Claim, near: bool) -> bool:
    """The same persons: populations that may be one, one kind of person, and places that may be one."""
    open_to = Population.UNSTATED in (a.population, b.population) and Population.CHILDREN not in (
        a.population,
        b.population,
    )
    if a.population is not b.population and not open_to:
        return False
    one, two = _groups(a, left), _groups(b, right)
    aboard = near and one | two == frozenset(("passengers",))
    if not (one & two or one == two or aboard or _points(left) or _points(right) or _corrected(right)):
        return False
    if open_to and a.population is not b.population and _share(a, b) and not _corrected(right):
        return False
    if left.report != right.report:
        return a.place is not None and a.place == b.place
    return a.place == b.place or a.place is None or b.place is None


def _groups(value: PeopleValue, claim: Claim) -> frozenset[str]:
    """The kinds of persons a count names: in its own words, or where those are a bare number, in the claim's."""
    words = value.as_written if re.search(r"[a-z]{4}", value.as_written) else " ".join(s.quote for s in claim.content)
    found = frozenset(name for name, pattern in _KINDS.items() if pattern.search(words))
    return found or (frozenset(("passengers",)) if _ABOARD.search(words) else found)


def _points(claim: Claim) -> bool:
    return _POINTS.search(" ".join(span.quote for span in claim.content)) is not None


def _share(a: PeopleValue, b: PeopleValue) -> bool:
    """True where one count is so much smaller that it may be a part of the other, or counts other persons."""
    one, two = (max(v.low or 0, v.high or 0) for v in (a, b))
    return min(one, two) * PART < max(one, two)


def _meet(a: PeopleValue, b: PeopleValue) -> bool:
    one, two = _range(a), _range(b)
    return not (one[1] + 1 < two[0] or two[1] + 1 < one[0])


def _range(value: PeopleValue) -> tuple[float, float]:
    low = float("-inf") if value.low is None else float(value.low)
    high = float("inf") if value.high is None else float(value.high)
    if value.hedge is Hedge.ABOUT and value.low == value.high:
        return low * (1 - ABOUT), high * (1 + ABOUT)
    return low, high


def outcomes_apart(left: Claim, right: Claim, apart: bool) -> tuple[ConflictKind, str] | None:
    """Two tellings of how many came out: finer by one speaker, different in number by two."""
    a, b = _outcome(left), _outcome(right)
    if a is None or b is None or (a.people == b.people and left.party != right.party):
        return None
    apart = apart or (right.relayed_by == left.id and left.party != right.party)
    if not left.attributed and not right.attributed:
        finer = a.people is None and b.people is not None
        return (ConflictKind.REFINES, "The second claim counts what the first leaves open.") if finer else None
    same = left.party is not None and left.party == right.party
    if same and left.relayed_by is not None and a.people == b.people:
        return ConflictKind.REFINES, "The second claim tells more of the number in the first."
    if not apart or a.people is None or b.people is None or a.people == b.people or not _one_movement(left, right):
        return None
    if 0 in (a.people, b.people):
        return ConflictKind.CONTRADICTS, "One claim says that nobody came out, the other that some did."
    if min(a.people, b.people) * PART < max(a.people, b.people):
        return None
    return ConflictKind.DIFFERENT_MAGNITUDE, "Two numbers are given of those who came out."


def _one_movement(left: Claim, right: Claim) -> bool:
    """Two numbers of one movement: neither is said to be another's share, and their places may be one."""
    said = [" ".join(span.quote for span in claim.content) for claim in (left, right)]
    if _MORE.search(said[1]) and not _POINTS.search(said[1]):
        return False
    places = [_towards(claim) for claim in (left, right)]
    return not places[0] or not places[1] or bool(places[0] & places[1])


def _towards(claim: Claim) -> frozenset[str]:
    """Where those counted came to."""
    return frozenset(v.place for v in claim.values if isinstance(v, DestinationValue) and v.place is not None)


def _outcome(claim: Claim) -> OutcomeValue | None:
    value = claim.value("outcome")
    return value if isinstance(value, OutcomeValue) else None


def _words(claim: Claim) -> str:
    return " ".join(span.quote for span in claim.content).lower()


def reserves_apart(left: Claim, right: Claim) -> str | None:
    """Why two claims count the same stock differently, in days, or None."""
    for a in (v for v in left.values if isinstance(v, ReserveValue) and v.days is not None):
        for b in (v for v in right.values if isinstance(v, ReserveValue) and v.days is not None):
            if a.what.split()[-1].lower() == b.what.split()[-1].lower() and a.days != b.days:
                return f"Two numbers of days are given for {a.what}."
    return None


def transport_apart(rows: Sequence[Claim]) -> Iterable[tuple[ConflictKind, Claim, Claim, str]]:
    """Vehicles of one kind in different numbers: each later number against the first one said."""
    stances = (Stance.OFFERS, Stance.REQUESTS, Stance.DEMANDS, Stance.ACCEPTS, Stance.ASSERTS)
    first: dict[str, Claim] = {}
    for number, claim in enumerate(rows):
        for value in claim.values:
            if not isinstance(value, TransportValue) or value.count is None or claim.stance not in stances:
                continue
            noun = value.what.split(" with ")[0].split()[-1].rstrip("s")
            earlier = first.setdefault(noun, claim)
            if earlier.stance is Stance.REQUESTS and claim.stance in (Stance.OFFERS, Stance.ACCEPTS):
                first[noun] = claim
            counted = next(
                v.count
                for v in earlier.values
                if isinstance(v, TransportValue)
                and v.count is not None
                and v.what.split(" with ")[0].split()[-1].rstrip("s") == noun
            )
            near = number - rows.index(earlier) <= 4 or _corrects(claim, earlier) or f"not {counted}" in _words(claim)
            near = near and earlier.attributed and claim.attributed
            if earlier is not claim and near and counted != value.count:
                kind = ConflictKind.CONTRADICTS if value.count == 0 else ConflictKind.DIFFERENT_MAGNITUDE
                yield kind, earlier, claim, f"Two numbers of {noun}s are given."
