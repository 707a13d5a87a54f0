"""The audit of an offer as readers see it: what must exist for so many people, and the frontier around it."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.certificate import Audit, FrontierPoint
from safeconduct.model.dossier import Dossier
from safeconduct.model.situation import Situation
from safeconduct.publish import corridors, figures
from safeconduct.publish.answers import answers_of, headline_answers, limit_of, needs_first

#: How sure a least is, by the word of the audit: keys of ``tokens.STATES``.
_SURE = {"proved": "fewer ruled out", "found": "fewer open", "not enough": "none found"}


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
    """Can an announcement be kept? ``together`` says what the assumed fleet and screening carry of each number when
    both hold at once; ``buses`` heads the columns of the frontier, ``studied`` is the number of people in it."""

    corridor: str
    name: str
    rows: tuple[AuditRowView, ...]
    together: tuple[str, ...]
    studied: str
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
            screening=f"≤ {r.seconds_per_person} s a person, {lanes_words(r.lanes)}" if r.lanes else lanes_words(0),
            one_wave=figures.plural(waves[r.people], "bus", "buses") if r.people in waves else "–",
            state=_SURE[r.proof],
        )
        for r in sorted(audit.rows, key=lambda r: (r.people, r.lanes))
    )
    buses = sorted({p.buses for p in audit.frontier})
    people = sorted({r.people for r in audit.rows})
    situation = dossier.situation
    name = audit.corridor
    if situation is not None and any(c.id == audit.corridor for c in situation.corridors):
        name = corridors.place_name(situation, situation.corridor(audit.corridor).reception)
    return AuditView(
        corridor=audit.corridor,
        name=figures.line(name),
        rows=rows,
        together=tuple(words for n in people if (words := together(dossier, audit.corridor, n))),
        studied=figures.count(max(people, default=0)),
        buses=tuple(figures.plural(b, "bus", "buses") for b in buses),
        frontier=_frontier(audit.frontier, buses),
    )


def together(dossier: Dossier, corridor: str, people: int) -> str:
    """What the plan with the assumed fleet and screening carries of ``people``, both holding at once, in a few words;
    empty where that number was not planned."""
    heads = headline_answers(answers_of(dossier, corridor))
    cert = next((a.certificate for a in heads if a.certificate.scenario.people == people), None)
    if cert is None or cert.persons_out == 0:
        return ""
    out, all_ = figures.count(cert.persons_out), figures.count(people)
    limit = limit_of(cert)
    if cert.persons_out == people:
        return f"all {all_} carried"
    if limit is None or limit[0] >= people:
        return f"{out} of {all_} carried, whether all can be is open"
    first = ", those who need help first" if needs_first(cert) else ""  # passing them over could carry more
    if limit[0] == cert.persons_out:
        return f"{out} of {all_} carried, proved the most{first}"
    return f"{out} of {all_} carried, at most {figures.count(limit[0])}{first}"


def _frontier(points: tuple[FrontierPoint, ...], buses: list[int]) -> tuple[FrontierRow, ...]:
    by_key = {(p.hours, p.lanes, p.buses): p for p in points}
    return tuple(
        FrontierRow(
            hours=f"{hours} h",
            lanes=lanes_words(lanes),
            cells=tuple(_cell(by_key.get((hours, lanes, b))) for b in buses),
        )
        for hours, lanes in sorted({(p.hours, p.lanes) for p in points})
    )


def lanes_words(lanes: int) -> str:
    """So many lanes; 0 where nobody is screened."""
    return figures.plural(lanes, "lane") if lanes else "no checkpoint"


def note_of(situation: Situation | None) -> str:
    """What the least is the least of, and what of it nobody has reported."""
    words = "The least that must exist for so many people."
    if situation is None:
        return words
    gates = [leg.checkpoint for leg in situation.legs if leg.checkpoint is not None]
    if gates:
        words += (
            " Buses and screening are each the least by themselves, as if the other took no time: with both at just"
            " that, not everyone need fit."
        )
    unsaid = [] if any(one.count.basis.claims for one in situation.vehicles) else ["a fleet"]
    if gates and not any(gate.seconds_per_person.basis.claims for gate in gates):
        unsaid.append("a screening rate")
    return f"{words} Nobody has reported {' or '.join(unsaid)}." if unsaid else words


def _cell(point: FrontierPoint | None) -> str:
    """People moved, with the bound beside it where the two differ: 540 (≤ 568)."""
    if point is None:
        return "–"
    if point.bound <= point.persons:
        return figures.count(point.persons)
    return f"{figures.count(point.persons)} (≤ {figures.count(point.bound)})"
