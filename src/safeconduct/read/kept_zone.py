"""The zone a report says, once for all, that its hours are in."""

from __future__ import annotations

import re
from functools import lru_cache

from safeconduct.read.clock import clocks
from safeconduct.read.sieve import AnyCase
from safeconduct.read.zones import NAMED, Zone, zone_from


@lru_cache(maxsize=4)
def kept_zone(report: str) -> Zone | None:
    """The one zone a report says its hours are in, in any words: "we go by Volm time here"."""
    found: dict[str, Zone] = {}
    for words in _STATEMENTS.split(report):
        match = NAMED.search(words) if len(words) < _STATEMENT and _OF_HOURS.search(words) else None
        said = words[: match.start()] + " ; " + words[match.end() :] if match is not None else ""
        if match is not None and _OF_HOURS.search(said) and all(clock.bare for clock in clocks(said)):
            zone = zone_from(match)
            found[zone.iana or zone.written] = zone
    return next(iter(found.values())) if len(found) == 1 else None


_STATEMENTS = re.compile(r"(?<=[.;])\s+|\n")
_STATEMENT = 140
"""Longest statement on the hours of a report, in code points."""
_OF_HOURS = AnyCase(
    r"\b(?:times?|hours|clocks?|watch(?:es)?|timings|time-?stamps?|stamps|entries|logs?|logged|everything|throughout|all|zone|we\s+(?:keep|use|go\s+by|run\s+on|are\s+on)|kept|stated|otherwise|unless)\b",
)
