"""The bound of a fleet in words: what it is made of, what binds, and of which plans it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetBound, FleetCertificate
from safeconduct.model.situation import Needs, Situation
from safeconduct.publish import figures
from safeconduct.verify.fleet_bound import shares
from safeconduct.verify.fleet_facts import fleet_facts

EACH = Needs(walking=1, wheelchair=1, stretcher=1)
#: What a share of a bound pays for, in words.
PAID = {
    "fleet": "the time of the vehicles",
    "people": "the number of people",
    "bay": "loading bays",
    "crossing": "one-lane crossings",
    "checkpoint": "checkpoints",
    "ferry": "ferries",
    "departure": "departures of convoys",
    "reception": "places at receptions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    """A part of the bound: what pays, the reckoning in words, and persons."""

    what: str
    reckoning: str
    persons: str


def plain_bound(certificate: FleetCertificate) -> FleetBound | None:
    """The least bound that counts every person once, None when the certificate proves only weighted ones."""
    found = [bound for bound in certificate.bounds if bound.worth == EACH]
    return min(found, key=lambda bound: bound.parts, default=None)


def share_rows(
    situation: Situation, certificate: FleetCertificate, stated: FleetBound | None
) -> tuple[tuple[str, float], ...]:
    """What the plain bound is made of, in words and persons, the greatest first."""
    if stated is None:
        return ()
    found = shares(fleet_facts(situation, certificate.scenario), stated)
    return tuple((PAID[row], parts / stated.unit) for row, parts in found.items())


def bounds_every_plan(certificate: FleetCertificate) -> bool:
    """Whether the bound on all persons holds whoever goes first. One taken from prices that weigh people who need help
    more speaks only of plans that take as many of them as this one (docs/rules-fleet.md)."""
    plain = plain_bound(certificate)
    return plain is not None and plain.value <= certificate.levels[-1].bound


def binding(parts: Sequence[tuple[str, float]], certificate: FleetCertificate) -> str:
    """Which of the shared things the bound rests on, in one sentence."""
    if certificate.persons_out == certificate.people:
        return "Nothing binds: everyone who wishes to go is carried."
    whole = sum(share for _, share in parts)
    named = [f"{words} ({100 * share / whole:.0f} %)" for words, share in parts if whole and share / whole >= 0.01]
    if certificate.persons_out == 0 and not certificate.levels[-1].bound:
        return "Nobody can be carried at all: no vehicle gets anybody out by these roads and hours."
    if not named:
        return "The certificate does not say what binds."
    return f"What binds: {figures.listed(named)}."


def proof_rows(situation: Situation, stated: FleetBound, parts: Sequence[tuple[str, float]]) -> tuple[ProofRow, ...]:
    """The bound reckoned part by part: what shared things pay, then the vehicles of each class."""
    count = {kind.id: kind.count.value for kind in situation.vehicles}
    rows = [
        ProofRow(
            what=words,
            reckoning="each amount there is × its price, added up",
            persons=f"{share:,.3f}",
        )
        for words, share in parts
        if words != PAID["fleet"]
    ]
    rows += [
        ProofRow(
            what=f"vehicles {best.vehicle_class}",
            reckoning=f"{count[best.vehicle_class]} × {best.parts / stated.unit:,.3f}, the most one is worth in a day",
            persons=f"{count[best.vehicle_class] * best.parts / stated.unit:,.3f}",
        )
        for best in stated.days
    ]
    return tuple(rows)
