"""Which claims never leave the ledger: those that count combatants, and calls made on them."""

from __future__ import annotations

import re

from safeconduct.model.claim import Claim, Kind, Stance

_NAMED = re.compile(r"\b(?:fighters|combatants|soldiers|troops|units|weapons|arms|surrender\w*)\b", re.IGNORECASE)
_KINDS = (Kind.OUT_OF_SCOPE, Kind.CONDITION)
_CALLS = (Stance.OFFERS, Stance.DEMANDS, Stance.REQUESTS)


def withheld(claim: Claim) -> bool:
    """Whether a claim stays in the ledger and out of every document: it counts combatants, or calls on them.

    A call on combatants is an offer, demand or request that names them or their weapons and is outside the scope of a
    corridor, or a condition on it.
    """
    return claim.on_combatants or calls_on_combatants(claim)


def calls_on_combatants(claim: Claim) -> bool:
    """True for an offer, demand or request that names combatants, out of scope or as a condition on a corridor."""
    if claim.kind not in _KINDS or claim.stance not in _CALLS:
        return False
    return any(_NAMED.search(span.quote) for span in claim.content)
