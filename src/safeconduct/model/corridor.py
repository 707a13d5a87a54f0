"""Corridors: what each party is on record with, and the status that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from safeconduct.model.known import Basis
from safeconduct.model.place import Mode
from safeconduct.model.times import Window


class CorridorStatus(StrEnum):
    """Derived, never typed in: the furthest stage the confirmed claims reach."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    NOTIFIED = "notified"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one party is on record with for one corridor, as ids of confirmed claims.

    ``offered`` and ``accepted`` are its own words alone. ``relayed_by`` holds the claims through which another speaker
    reports what this party asked or answered, and the offers and acceptances known only that way: they agree to
    nothing.
    ``told`` are claims that this party was notified; only its own ``receipt`` counts as notice received.
    """

    party: str
    offered: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    receipt: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()

    @property
    def silent(self) -> bool:
        """True when the party is on record with nothing of its own."""
        return not (self.offered or self.requested or self.accepted or self.refused or self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """One direction people could take: from a site to a reception by one mode, in a window if one is announced.

    ``touching`` lists the parties whose fire or checkpoints touch the route: each of them must accept.
    """

    id: str
    site: str
    reception: str
    mode: Mode
    window: Window | None
    window_basis: Basis | None
    positions: tuple[Position, ...]
    touching: tuple[str, ...]
    controlled_by: str | None

    def __post_init__(self) -> None:
        if (self.window is None) != (self.window_basis is None):
            raise ValueError(f"corridor {self.id}: a window and its basis come together")

    @property
    def status(self) -> CorridorStatus:
        """proposed -> announced (someone offers) -> notified (another touching party confirms receipt)
        -> agreed (every touching party accepts or offers, and nobody refuses). Silence never counts."""
        by_party = {p.party: p for p in self.positions}
        agreeing = {p.party for p in self.positions if (p.offered or p.accepted) and not p.refused}
        offers = any(p.offered for p in self.positions)
        if self.touching and offers and all(party in agreeing for party in self.touching):
            return CorridorStatus.AGREED
        if offers:
            others = [by_party[t] for t in self.touching if t in by_party and not by_party[t].offered]
            if others and all(p.receipt for p in others):
                return CorridorStatus.NOTIFIED
            return CorridorStatus.ANNOUNCED
        return CorridorStatus.PROPOSED

    @property
    def missing_parties(self) -> tuple[str, ...]:
        """Touching parties that neither offered nor accepted, in table order."""
        by_party = {p.party: p for p in self.positions}
        return tuple(t for t in self.touching if t not in by_party or not (by_party[t].offered or by_party[t].accepted))
