"""Who sees what: one table of sections and fields by level, and the rule for small counts.

Levels, from the widest to the narrowest view: ``internal`` (the team), ``partner`` (an agency working with us),
``party`` (a side of the conflict), ``public`` (anyone). Combatants are in none of them: they never leave the ledger.
"""

from __future__ import annotations

from enum import StrEnum

from safeconduct.model.errors import InputError


class Level(StrEnum):
    """The audience a document is written for; printed on every page."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PARTY = "party"
    PUBLIC = "public"


_ALL = frozenset(Level)
_TEAM = frozenset({Level.INTERNAL, Level.PARTNER})
_NOT_PUBLIC = _ALL - {Level.PUBLIC}
_US = frozenset({Level.INTERNAL})

#: Section or field of a document -> the levels that show it. A name that is missing here is shown to nobody.
SHOWN: dict[str, frozenset[Level]] = {
    "answer": _ALL,
    "endurance": _TEAM,  # how long a place can hold out is not told to a party
    "map": _NOT_PUBLIC,  # exact coordinates are never public
    "parties": _ALL,
    "conflicts": _ALL,
    "decisive": _TEAM,  # whom we ask first is ours
    "audit": _NOT_PUBLIC,
    "timetable": _NOT_PUBLIC,  # no departure time in the future is public
    "proof": _NOT_PUBLIC,
    "remedies": _TEAM,
    "gaps": _ALL,
    "guards": _ALL,
    "assumptions": _ALL,
    "movement details": _TEAM,  # the way, the bays, where vehicles stand: not for a party, never public
    "reports": _NOT_PUBLIC,
    "claims": _ALL,
    "decisions": _TEAM,
    "decision reasons": _US,
    "small counts": _TEAM,  # texts that may carry counts under 5, such as what a check found
    "documents": _TEAM,  # canonical JSON carries small counts and endurance: see `cell`
}

#: Counts below this are not printed at level party or public.
SMALL = 5
_SUPPRESSED = frozenset({Level.PARTY, Level.PUBLIC})


def parse_level(text: str) -> Level:
    """The level of that name; InputError naming the four there are."""
    try:
        return Level(text)
    except ValueError:
        raise InputError(
            f"{text!r} is not a level", field="level", next_step="use internal, partner, party or public"
        ) from None


def shows(level: Level, field: str) -> bool:
    """True when a document of this level shows the section or field."""
    return level in SHOWN.get(field, frozenset())


def cell(level: Level, count: int) -> str:
    """A count of persons or households as printed at a level: 1 to 4 become "<5" for a party and the public."""
    if level in _SUPPRESSED and 0 < count < SMALL:
        return f"<{SMALL}"
    return f"{count:,}"
