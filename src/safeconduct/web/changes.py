"""What another situation changes, line by line, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeconduct.model.dossier import Dossier
from safeconduct.model.situation import Situation
from safeconduct.publish import corridors, figures, tokens
from safeconduct.publish.corridors import CorridorView, Said
from safeconduct.publish.ledger import Ledger, Ref
from safeconduct.publish.sheet import Sheet, build_sheet
from safeconduct.redact.levels import Level
from safeconduct.web.roads import road_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the situation that would read otherwise; ``None`` where it is not there at all. ``refs`` are what the
    new line rests on."""

    part: str
    what: str
    before: str | None
    after: str | None
    refs: tuple[Ref, ...]


#: A line of a situation: its words, and what they rest on.
_Lines = dict[tuple[str, str], Said]


def changes(dossier: Dossier, other: Situation) -> tuple[Change, ...]:
    """The lines that differ between the situation of a dossier and another one, in the order of the page.

    Claims keep their numbers, so that what is the same reads the same; empty when nothing differs.
    """
    was, now = _lines(dossier), _lines(replace(dossier, situation=other, answers=(), audits=(), decisives=()))
    found = []
    for part, what in [*now, *(key for key in was if key not in now)]:
        before, after = was.get((part, what)), now.get((part, what))
        if before is not None and after is not None and before == after:
            continue
        found.append(
            Change(
                part=part,
                what=what,
                before=before.text if before else None,
                after=after.text if after else None,
                refs=after.refs if after else (),
            )
        )
    return tuple(found)


def _lines(dossier: Dossier) -> _Lines:
    if dossier.situation is None:
        return {}
    sheet, ledger = build_sheet(dossier, Level.INTERNAL)
    return dict(_all(sheet, ledger, dossier.situation))


def _all(sheet: Sheet, ledger: Ledger, situation: Situation) -> Iterator[tuple[tuple[str, str], Said]]:
    for site in sheet.sites:
        for what, said in (("people", site.people), ("food for", site.food), ("water for", site.water)):
            yield (site.name, what), said
    for direction in sheet.directions:
        yield from _corridor(direction.corridor)
    for road in road_rows(situation, ledger):
        others = figures.listed(ref.label for ref in road.now.disputed)
        dispute = f"; other claims: {others}" if others else ""
        words = f"{tokens.STATES[road.now.state].word}, since {road.now.since}{dispute}"
        yield ("Roads and crossings", road.name), Said(text=words, refs=road.now.refs)
    for gap in sheet.gaps:
        yield ("What is missing", gap.slot), Said(text=f"{gap.question} ({'needed' if gap.needed else 'listed'})")
    for one in sheet.assumptions:
        ref = ledger.assumptions[one.id]
        yield ("Assumptions", one.slot), Said(text=f"{one.value} {one.unit}".strip(), refs=(ref,))


def _corridor(view: CorridorView) -> Iterator[tuple[tuple[str, str], Said]]:
    yield (view.title, "status"), Said(text=view.status)
    yield (view.title, "no agreement on record from"), Said(text=view.missing or "nobody")
    yield (view.title, "window"), view.window
    yield (view.title, "route"), view.route
    for row in view.rows:
        for (_, head), said in zip(corridors.COLUMNS, row.cells, strict=True):
            yield (view.title, f"{row.party.label} {head}"), said
    for guard in view.guards:
        yield (view.title, "warning"), Said(text=guard.text)
