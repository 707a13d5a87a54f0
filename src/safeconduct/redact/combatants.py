"""Which claims never leave the ledger: those that count combatants, and calls made on them."""

from __future__ import annotations

import re

from safeconduct.model.claim import Claim, Kind, Stance

_NAMED = re.compile(r"\b(?:fighters|combatants|soldiers|surrender\w*)\b", re.IGNORECASE)
_CALLS = (Stance.OFFERS, Stance.DEMANDS, Stance.REQUESTS)


def withheld(claim: Claim) -> bool:
    """Whether a claim stays in the ledger and out of every document: it counts combatants, or calls on them.

    A call on combatants is an offer, demand or request outside the scope of a corridor that names them.
    """
    return claim.on_combatants or calls_on_combatants(claim)


def calls_on_combatants(claim: Claim) -> bool:
    """True for an offer, demand or request outside the scope of a corridor that names combatants."""
    if claim.kind is not Kind.OUT_OF_SCOPE or claim.stance not in _CALLS:
        return False
    return any(_NAMED.search(span.quote) for span in claim.content)
