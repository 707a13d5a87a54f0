"""The rules by name, and how a rule speaks: each yields the sentences of what breaks it, one Check comes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from safeconduct.model.dossier import Check

PEOPLE: Final = "1 people"
PLACES: Final = "2 places"
BOARDING: Final = "3 boarding"
CONVOYS: Final = "4 convoys"
SCREENING: Final = "5 screening"
STANDING: Final = "6 standing"
WINDOW: Final = "7 window"
RETURNS: Final = "8 returns"
START: Final = "9 start"
RECEPTION: Final = "10 reception"
ROADS: Final = "11 roads"
STATUS: Final = "12 status"

#: The rules of a plan in the order of ``docs/rules.md``.
PLAN_RULES: Final = (
    PEOPLE,
    PLACES,
    BOARDING,
    CONVOYS,
    SCREENING,
    STANDING,
    WINDOW,
    RETURNS,
    START,
    RECEPTION,
    ROADS,
    STATUS,
)


class Unusable(ValueError):
    """The situation cannot carry a plan for the scenario (no such corridor, no window, no leg, odd numbers)."""


def judge(rule: str, problems: Iterable[str], fine: str) -> Check:
    """One Check: ``fine`` when nothing breaks the rule, else the first offender and how many there are."""
    found = list(problems)
    if not found:
        return Check(rule=rule, ok=True, found=fine)
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return Check(rule=rule, ok=False, found=f"{found[0]}{more}")


def up(numerator: int, denominator: int) -> int:
    """Ceiling of a quotient of integers, ``denominator > 0``."""
    return -(-numerator // denominator)
