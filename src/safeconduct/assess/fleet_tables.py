"""The tables of assumptions.yaml that only a fleet's day needs: depots, narrow places, groups of people.

They say what there is and where; every figure of theirs stands in a slot of its own, with its reason and source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from safeconduct.assess.rows import Row
from safeconduct.model.situation import ProfileCount

KINDS = ("crossing", "checkpoint", "ferry")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRow:
    """A narrow place: what it is, and the road of the road file it lies on; ``name`` None takes the road's."""

    id: str
    kind: Literal["crossing", "checkpoint", "ferry"]
    road: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """People of one site who are planned for together."""

    id: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """A way on foot or by boat from a site to a landing, over these roads in order."""

    id: str
    name: str
    site: str
    landing: str
    via: tuple[str, ...]


def depots_in(top: Row) -> tuple[str, ...]:
    """Ids of the points where vehicles stand, in file order; DocumentInvalid for one listed twice."""
    found: list[str] = []
    for row in top.rows("depots") if top.has("depots") else ():
        _once(row, row.word("id"), found, "depots")
        found.append(row.word("id"))
        row.done()
    return tuple(found)


def resources_in(top: Row) -> tuple[ResourceRow, ...]:
    """The narrow places in file order; DocumentInvalid for an id or a road used twice."""
    found: list[ResourceRow] = []
    for row in top.rows("resources") if top.has("resources") else ():
        resource = ResourceRow(
            id=row.word("id"),
            kind=cast(Literal["crossing", "checkpoint", "ferry"], row.choice("kind", KINDS)),
            road=row.word("road"),
            name=row.text("name") if row.has("name") else None,
        )
        row.done()
        _once(row, resource.id, [other.id for other in found], "resources")
        if resource.road in [other.road for other in found]:
            row.fault("road", f"two narrow places lie on {resource.road!r}", "keep the narrower, or divide the road")
        found.append(resource)
    return tuple(found)


def groups_in(top: Row, sites: tuple[str, ...]) -> tuple[GroupRow, ...]:
    """The groups in file order; DocumentInvalid for an id used twice or a site the case does not have."""
    found: list[GroupRow] = []
    for row in top.rows("groups") if top.has("groups") else ():
        group = GroupRow(id=row.word("id"), site=row.choice("site", sites))
        row.done()
        _once(row, group.id, [other.id for other in found], "groups")
        found.append(group)
    return tuple(found)


def links_in(top: Row, sites: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of sites (from, to) one trip may pick people up at, in file order; DocumentInvalid for a pair listed twice,
    or of one site."""
    found: list[tuple[str, str]] = []
    for row in top.rows("links") if top.has("links") else ():
        link = row.choice("from", sites), row.choice("to", sites)
        row.done()
        if link in found or link[0] == link[1]:
            row.fault(
                "to", f"{link[0]} to {link[1]} is no new link between two sites", "name another site, or remove it"
            )
        found.append(link)
    return tuple(found)


def transfers_in(top: Row, sites: tuple[str, ...]) -> tuple[TransferRow, ...]:
    """The transfers in file order; DocumentInvalid for an id used twice, or one from a site to itself."""
    found: list[TransferRow] = []
    for row in top.rows("transfers") if top.has("transfers") else ():
        transfer = TransferRow(
            id=row.word("id"),
            name=row.text("name"),
            site=row.choice("site", sites),
            landing=row.choice("landing", sites),
            via=row.texts("via"),
        )
        row.done()
        _once(row, transfer.id, [other.id for other in found], "transfers")
        if transfer.site == transfer.landing:
            row.fault("landing", f"{transfer.site} is on both sides", "name the site where vehicles take people on")
        found.append(transfer)
    return tuple(found)


def counts_in(row: Row) -> tuple[ProfileCount, ...]:
    """Households by profile that somebody counted, [{profile, count}]; DocumentInvalid for a profile listed twice."""
    found: list[ProfileCount] = []
    for entry in row.rows("value"):
        counted = ProfileCount(profile=entry.word("profile"), count=entry.whole("count", least=1))
        entry.done()
        if counted.profile in [other.profile for other in found]:
            entry.fault("profile", f"{counted.profile!r} is counted twice", "add the two counts up")
        found.append(counted)
    if not found:
        row.fault("value", "no household is counted", "list {profile, count}, or leave the slot out")
    return tuple(found)


def _once(row: Row, ident: str, before: list[str], what: str) -> None:
    if ident in before:
        row.fault("id", f"two {what} are called {ident!r}", "rename one")
