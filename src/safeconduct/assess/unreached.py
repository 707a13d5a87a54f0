"""Confirmed claims that reach nothing: a person said that they hold, and no road, site or corridor of the case is
touched by them. Each becomes a gap, so that nobody takes a closure for done that closed nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from safeconduct.assess.confirm import Ledger
from safeconduct.assess.crossings import Crossings
from safeconduct.assess.needs import counts_of
from safeconduct.assess.offers import Offers
from safeconduct.model.claim import Claim, Kind, PeopleValue, RoadValue, WindowValue
from safeconduct.model.situation import Gap

V = TypeVar("V", RoadValue, WindowValue)

SLOT = "unreached"
"""How the slot of such a gap begins; the id of its claim follows."""

_WHOM = "the person who confirmed it"


def unreached(ledger: Ledger, crossings: Crossings, offers: Offers, sites: Sequence[str]) -> tuple[Gap, ...]:
    """One gap for each confirmed state of a road, count of civilians or window that reaches nothing, in report and
    text order."""
    found = []
    for claim in ledger.confirmed:
        slots = ledger.slots[claim.id]
        if Kind.ROAD in slots:
            found += [_road(claim, value) for value in _of(claim, RoadValue) if not crossings.meant(value)]
        if Kind.PEOPLE in slots:
            placed = [value for site in sites for value in counts_of(claim, site, only_site=len(sites) == 1)]
            found += [_people(claim, value) for value in counts_of(claim) if value not in placed]
        if Kind.WINDOW in slots and not offers.announces(claim):
            found += [_window(claim, value) for value in _of(claim, WindowValue)[:1]]
    return tuple(dict.fromkeys(found))


def _of(claim: Claim, kind: type[V]) -> list[V]:
    return [value for value in claim.values if isinstance(value, kind)]


def _gap(claim: Claim, what: str, question: str) -> Gap:
    return Gap(slot=f"{SLOT}.{what}.{claim.id}", level="listed", question=question, ask=_WHOM)


def _road(claim: Claim, value: RoadValue) -> Gap:
    return _gap(
        claim,
        "road",
        f"Which road does “{value.as_written}” mean? It is confirmed ({value.state}) and names no road of the case, so "
        "it changes none: add the name as an alias in roads.geojson.",
    )


def _people(claim: Claim, _: PeopleValue) -> Gap:
    return _gap(
        claim,
        "people",
        "Where are the people of this confirmed count? It belongs to no site of the case, so nobody is planned for by "
        "it.",
    )


def _window(claim: Claim, value: WindowValue) -> Gap:
    return _gap(
        claim,
        "window",
        f"Which way do the hours “{value.as_written}” open? They are confirmed and belong to no corridor of the case, "
        "so none uses them.",
    )
