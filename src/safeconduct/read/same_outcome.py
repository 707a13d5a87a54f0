"""A bare count put against persons who came out: "Ferry Line insists it was 47" counts the same 52 that were landed.

The words name no movement of their own; the one told of just before is theirs. It is read so, and flagged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from safeconduct.model.claim import OutcomeValue, PeopleValue, Population, Value

SAME = "outcome: taken to count those told of just before"
NEAR = 3
"""Claims back, at most, to the movement a bare count speaks of."""
_ALIKE = 2.5
"""Counts of one movement differ by less than this factor; further apart they count other persons."""
_BARE = re.compile(
    r"(?:that\s+|(?:it|there|they|the\s+(?:number|figure|total|count|tally|true\s+\w+))\s+(?:is|was|were|are|had\s+been)\s+|a\s+figure\s+of\s+"
    r"|only\s+|just\s+|exactly\s+|instead\s+|in\s+all\s+|brought\s+\w+|taken\s+\w+|landed|out|in\s+all|instead|not\s+\d[\d,]*|names|in\s+fact|[\W_])*",
    re.IGNORECASE,
)
_COUNTS = (Population.CIVILIANS, Population.CHILDREN, Population.UNSTATED)


def same_outcome(said: str, values: Sequence[Value], before: Sequence[Sequence[Value]]) -> tuple[Value, ...] | None:
    """Values with the one bare count as an outcome; None where it is none.

    ``said`` are the words of a claim, ``before`` the values of the claims ahead of it in the text, nearest last.
    """
    people = values[0] if len(values) == 1 else None
    if not isinstance(people, PeopleValue) or people.low is None or people.low != people.high or people.low < 2:
        return None
    if people.population not in _COUNTS or not _BARE.fullmatch(said.replace(people.as_written, "", 1)):
        return None
    told = [v for row in before[-NEAR:] for v in row if isinstance(v, OutcomeValue | PeopleValue)]
    last = told[-1] if told else None
    if not isinstance(last, OutcomeValue) or not last.people:
        return None
    small, large = sorted((last.people, people.low))
    return (OutcomeValue(people=people.low, as_written=people.as_written),) if large < small * _ALIKE else None
