"""Which claims tell how long a place can hold out: the team's to know, and no side's of a conflict."""

from __future__ import annotations

from safeconduct.model.claim import Claim, Kind, ReserveValue


def on_endurance(claim: Claim) -> bool:
    """Whether a claim is about stocks at a place, or names some besides what it is about."""
    return claim.kind is Kind.RESERVE or any(isinstance(value, ReserveValue) for value in claim.values)
