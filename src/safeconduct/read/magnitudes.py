"""Numbers that cannot both be right: persons of one kind at one place, persons who came out, vehicles promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from safeconduct.model.claim import (
    Claim,
    ConflictKind,
    Hedge,
    OutcomeValue,
    PeopleValue,
    Population,
    Stance,
    TransportValue,
)

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
_PAST = re.compile(
    r"\b(?:last\s+(?:year|autumn|spring|summer|winter)|years?\s+ago|(?:siege|fire|flood|earthquake|wreck|sinking)\s+of|in\s+(?:19|20)\d\d|during\s+the\s+\w+\s+(?:siege|flood|fire)"
    r"|(?:spent|slept|waited|sat|stood)\b[^.;]{0,40}\b(?:weeks?|days|nights?|fortnight|months?|winters?))\b",
    re.IGNORECASE,
)
_COUNTED = (Population.CIVILIANS, Population.CHILDREN, Population.UNSTATED)


def counts_apart(left: Claim, right: Claim, apart: bool, rows: Sequence[Claim]) -> str | None:
    """Why two claims count the same persons differently, or None."""
    if _past(left) or _past(right) or not (left.attributed or right.attributed):
        return None
    if {left.stance, right.stance} & {Stance.REFUSES, Stance.ACCEPTS, Stance.OFFERS}:
        return None
    near = left.report == right.report and abs(rows.index(left) - rows.index(right)) <= NEAR
    if not near and (not apart or (left.report == right.report and not _sure(left, right))):
        return None
    if near and not apart and Stance.DENIES in (left.stance, right.stance):
        return None
    if right.id == left.relayed_by or left.id == right.relayed_by:
        return None
    one, two = _main(left), _main(right)
    for a in one:
        for b in two:
            if _alike(a, b, left, right) and (_meet(a, b) is False):
                place = a.place or b.place
                return (
                    f"Two counts of {a.population.value} at {place} do not meet."
                    if place
                    else "Two counts do not meet."
                )
    return None


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


def _alike(a: PeopleValue, b: PeopleValue, left: Claim, right: Claim) -> bool:
    """The same persons: populations that may be one, one kind of person, and places that may be one."""
    open_to = Population.UNSTATED in (a.population, b.population) and Population.CHILDREN not in (
        a.population,
        b.population,
    )
    if a.population is not b.population and not open_to:
        return False
    if _group(a, left) != _group(b, right):
        return False
    if left.report != right.report:
        return a.place is not None and a.place == b.place
    return a.place == b.place or a.place is None or b.place is None


def _group(value: PeopleValue, claim: Claim) -> str | None:
    words = value.as_written if re.search(r"[a-z]{4}", value.as_written) else " ".join(s.quote for s in claim.content)
    return next((name for name, nouns in _GROUPS.items() if re.search(rf"\b(?:{nouns})\b", words, re.IGNORECASE)), None)


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
    """Two tellings, side by side, of how many came out: finer by one speaker, against each other by two."""
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
    if (
        apart
        and left.attributed
        and right.attributed
        and a.people != b.people
        and not (a.people is None and b.people is None)
    ):
        return ConflictKind.CONTRADICTS, "Two numbers are given of those who came out."
    return None


def _outcome(claim: Claim) -> OutcomeValue | None:
    value = claim.value("outcome")
    return value if isinstance(value, OutcomeValue) else None


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
            counted = next(
                v.count
                for v in earlier.values
                if isinstance(v, TransportValue)
                and v.count is not None
                and v.what.split(" with ")[0].split()[-1].rstrip("s") == noun
            )
            near = number - rows.index(earlier) <= 4 and earlier.attributed and claim.attributed
            if earlier is not claim and near and counted != value.count:
                kind = ConflictKind.CONTRADICTS if value.count == 0 else ConflictKind.DIFFERENT_MAGNITUDE
                yield kind, earlier, claim, f"Two numbers of {noun}s are given."
