"""What a report is about, where a word's meaning hangs on it.

"People" in a siege may be anyone; in a flood they are civilians.
"""

from __future__ import annotations

import re
from functools import lru_cache

from safeconduct.read.persons import THERE
from safeconduct.read.segment import view
from safeconduct.read.sieve import AnyCase

_ARMED = AnyCase(rf"\b(?:{THERE})\b")
_WAR = AnyCase(
    r"\b(?:sieges?|besieg\w+|encircl\w+|troops|shelled|shelling|snipers?|mortars?|front\s?-?lines?|artillery|bombardment|warring"
    r"|blockade\w*)\b",
)
_CIVILIANS_COUNTED = re.compile(r"\b[\d,]+\s+civilians\b", re.IGNORECASE)


_UNREST = AnyCase(
    r"\b(?:cease-?\s?fires?|truces?|soldiers|enclave|humanitarian\s+(?:pause|corridor)|fighting|hostilities)\b",
)


@lru_cache(maxsize=4)
def unrest(text: str) -> bool:
    """True when armed forces have a part in a report: whom it means by "people" is then to be looked at."""
    return _UNREST.search(view(text)) is not None


@lru_cache(maxsize=4)
def armed(text: str) -> bool:
    """True when a report tells of combatants at the place: then persons of no stated kind may be either.

    A report on a siege is taken to, unless it counts the persons there as civilians itself.
    """
    plain = view(text)
    return bool(_ARMED.search(plain) or (_WAR.search(plain) and not _CIVILIANS_COUNTED.search(plain)))
