"""Whether the persons of a count are fighters, or some of them are: said beside the count, or in the sentence after it.

A count of fighters is no count of people to be moved, and one that holds some is not civilian: neither may reach a
planner as a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from safeconduct.model.claim import Population
from safeconduct.read.persons import FIGHTERS
from safeconduct.read.sieve import AnyCase

if TYPE_CHECKING:
    from safeconduct.read.headcounts import Headcount

_OPEN = (Population.CIVILIANS, Population.UNSTATED, Population.CHILDREN)
_ARE_FIGHTERS = AnyCase(
    rf"\s*,?\s*(?:were|are|was|is|turned\s+out\s+to\s+be)\s+(?!not\b|no\b|never\b|with\b|near\b)"
    rf"(?:(?:all|mostly|in\s+fact|actually|active|serving|enemy|armed|former|its|their|his|our|own)\s+){{0,3}}"
    rf"(?:(?:{FIGHTERS})(?!['\u2019\w])|armed(?=\s*(?:$|[.,;]|and\b)))",
)
_OWN_MEN = re.compile(r"\bof\s+(?:his|its|their|our|my|her)\s+(?:own\s+)?m[ae]n\s*$", re.IGNORECASE)
_FORCE = re.compile(
    r"\b(?:army|forces?|militia|brigades?|battalions?|garrison|regiments?|commanders?|generals?|colonels?|majors?"
    rf"|captains?|units?|military|paramilitar\w+|{FIGHTERS})\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    rf"[\s.,;:)\"'\u201d-]*(?:(?:among|of|amongst)\s+(?:them|these|those|whom)\b|(?:some|many|several|most|half|a\s+few|\w+|\d+)"
    rf"\s+of\s+(?:them|these|whom)\b|(?:that|this|the|these)\s+(?:figure|number|total|count|tally|group|crowd)s?\s+"
    rf"(?:also\s+)?includes?\b|(?:they|these)\s+include\b|including\b|with\s+them\b)"
    rf"(?![^.;]{{0,50}}\b(?:no|not|none|without)\b)[^.;]{{0,60}}?\b(?:{FIGHTERS}|armed)\b",
    re.IGNORECASE,
)


def settled(plain: str, found: Sequence[Headcount], before: str) -> tuple[Headcount, ...]:
    """The counts of one text, those of fighters and those that hold some marked as such by their population."""
    rows = list(found)
    for number, count in enumerate(rows):
        if count.part or count.population not in _OPEN:
            continue
        if _ARE_FIGHTERS.match(plain, count.end) or (
            _OWN_MEN.search(plain[count.start : count.end]) and _FORCE.search(before[-200:] + plain)
        ):
            rows[number] = replace(count, population=Population.COMBATANTS)
            continue
        for later in rows[number + 1 :]:
            if not later.part:
                break
            if later.population in (Population.COMBATANTS, Population.MIXED):
                rows[number] = replace(count, population=Population.MIXED)
    return tuple(rows)


def fighters_follow(after: str) -> bool:
    """Whether the words right behind a statement say that fighters are among those it counts."""
    return _AMONG.match(after) is not None
