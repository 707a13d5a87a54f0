"""The audit of an offer as readers see it: what must exist for so many people, and the frontier around it."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.certificate import Audit, FrontierPoint
from safeconduct.model.dossier import Dossier
from safeconduct.publish import corridors, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRowView:
    """The least that must exist for a number of people. ``state`` is a key of ``tokens.STATES``."""

    people: str
    buses: str
    trips: str
    spares: str
    screening: str
    one_wave: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierRow:
    """One line of the frontier: hours and lanes, then people by number of buses."""

    hours: str
    lanes: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """Can an announcement be kept? ``buses`` heads the columns of the frontier."""

    corridor: str
    name: str
    rows: tuple[AuditRowView, ...]
    buses: tuple[str, ...]
    frontier: tuple[FrontierRow, ...]


def audit_views(dossier: Dossier) -> tuple[AuditView, ...]:
    """All audits of a dossier."""
    return tuple(_audit(a, dossier) for a in dossier.audits)


def _audit(audit: Audit, dossier: Dossier) -> AuditView:
    waves = dict(audit.one_wave)
    rows = tuple(
        AuditRowView(
            people=figures.count(r.people),
            buses=figures.plural(r.buses, "bus", "buses"),
            trips=figures.plural(r.trips, "trip"),
            spares=f"+ {figures.plural(r.spares, 'spare')}",
            screening=f"≤ {r.seconds_per_person} s a person, {figures.plural(r.lanes, 'lane')}",
            one_wave=figures.plural(waves[r.people], "bus", "buses") if r.people in waves else "–",
            state="proved" if r.proof == "proved" else "found",
        )
        for r in sorted(audit.rows, key=lambda r: (r.people, r.lanes))
    )
    buses = sorted({p.buses for p in audit.frontier})
    situation = dossier.situation
    name = audit.corridor
    if situation is not None and any(c.id == audit.corridor for c in situation.corridors):
        name = corridors.place_name(situation, situation.corridor(audit.corridor).reception)
    return AuditView(
        corridor=audit.corridor,
        name=figures.line(name),
        rows=rows,
        buses=tuple(figures.plural(b, "bus", "buses") for b in buses),
        frontier=_frontier(audit.frontier, buses),
    )


def _frontier(points: tuple[FrontierPoint, ...], buses: list[int]) -> tuple[FrontierRow, ...]:
    by_key = {(p.hours, p.lanes, p.buses): p for p in points}
    return tuple(
        FrontierRow(
            hours=f"{hours} h",
            lanes=figures.plural(lanes, "lane"),
            cells=tuple(_cell(by_key.get((hours, lanes, b))) for b in buses),
        )
        for hours, lanes in sorted({(p.hours, p.lanes) for p in points})
    )


def _cell(point: FrontierPoint | None) -> str:
    """People moved, with the bound beside it where the two differ: 540 (≤ 568)."""
    if point is None:
        return "–"
    if point.bound <= point.persons:
        return figures.count(point.persons)
    return f"{figures.count(point.persons)} (≤ {figures.count(point.bound)})"
