"""The closing screen of a run: the answer in at most 80 columns, for any corridors."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from safeconduct.model.certificate import AuditRow, Verdict
from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Dossier
from safeconduct.model.situation import Situation
from safeconduct.publish import figures, lexicon
from safeconduct.publish.answers import answers_of, binding, headline_answers
from safeconduct.publish.audits import together
from safeconduct.publish.corridors import over, place_name
from safeconduct.publish.ledger import Ledger
from safeconduct.publish.sheet import GapView, build_sheet, checks_held
from safeconduct.publish.summary import summary_of
from safeconduct.read.notes import notes_on
from safeconduct.redact.levels import Level

WIDTH = 80
ASKED = 3
NAMED = 5


def screen(dossier: Dossier, page: Path | str) -> str:
    """The lines STATUS, PEOPLE, one a direction, ASK FIRST, MISSING, CHECKED, NOTE, OPEN, wrapped at 80 columns."""
    sheet, ledger = build_sheet(dossier, Level.INTERNAL)
    situation = dossier.situation
    counted = len([r for r in sheet.people_refs if r.label.startswith("C")])
    lines = [
        ("STATUS", sheet.status),
        ("PEOPLE", f"{sheet.people} ({figures.plural(counted, 'claim')}; {_withheld(ledger.withheld)})"),
    ]
    if situation is not None:
        for corridor in situation.corridors:
            lines.append(
                (place_name(situation, corridor.reception).upper(), _direction(dossier, situation, corridor, ledger))
            )
        lines += [("STRESS", words) for d in sheet.directions if (words := d.stress.partition(", drawn")[0])]
    if dossier.draft or situation is None:
        lines += [
            ("DIRECTION", f"{g.text} ({' '.join(r.label for r in g.refs)}), not confirmed") for g in sheet.guesses
        ]
        lines.append(("CLAIMS", f"{len(sheet.claims)} proposed, {len(sheet.conflicts)} conflicts, nothing confirmed"))
    if sheet.decisives:
        asked = list(dict.fromkeys(d.question for d in sheet.decisives))[:ASKED]
        lines.append(("ASK FIRST", " ".join(f"{n} {question}" for n, question in enumerate(asked, 1))))
    if sheet.gaps:
        lines.append(("MISSING", missing(sheet.gaps)))
    if not dossier.draft:
        lines.append(("CHECKED", _checked(dossier)))
    if situation is not None:
        said = dict.fromkeys(words for c in situation.corridors if (words := over(situation, c)))
        lines += [("NOTE", f"{words[0].upper()}{words[1:]}.") for words in said]
    lines += [("NOTE", note) for report in dossier.reports for note in notes_on(report)]
    lines.append(("OPEN", str(page)))
    return "\n".join(laid_out(lines)) + "\n"


def missing(gaps: Sequence[GapView]) -> str:
    """The gaps in a few words, those that decide most first."""
    order = {words: n for n, words in enumerate(lexicon.GAP.values())}
    words = sorted(dict.fromkeys(g.slot for g in gaps), key=lambda w: order.get(w, len(order)))
    rest = len(words) - NAMED
    return ", ".join(words[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _withheld(n: int) -> str:
    return f"{figures.plural(n, 'combatant claim')} withheld"


def _checked(dossier: Dossier) -> str:
    held = checks_held(dossier)
    asked = sum(len(a.checks) for a in dossier.answers)
    words = f"{figures.plural(held, 'rule')} recomputed without the solver"
    return words if held == asked else f"{words}; {asked - held} BROKEN"


def _direction(dossier: Dossier, situation: Situation, corridor: Corridor, ledger: Ledger) -> str:
    answers = headline_answers(answers_of(dossier, corridor.id))
    cut = next((a.certificate.cut for a in answers if a.certificate.cut is not None), None)
    if cut is not None:
        return _cut_words(situation, corridor, [e.claims for e in cut.edges], any(e.disputed_by for e in cut.edges))
    hours = ""
    if corridor.window is not None:
        hours = f"{corridor.window.opens:%H:%M}–{corridor.window.closes:%H:%M}Z: "
    row = _audit_row(dossier, situation, corridor.id)
    if row is not None:
        spares = f"{figures.plural(row.spares, 'spare')}"
        buses = f"{figures.plural(row.buses, 'bus', 'buses')} × {figures.plural(row.trips, 'trip')}"
        least = (
            f"{hours}needs ≥ {buses} + {spares}, screening ≤ {row.seconds_per_person} s a person "
            f"for {figures.count(row.people)}, each by itself"
            if row.lanes
            else f"{hours}needs ≥ {buses} + {spares} for {figures.count(row.people)}"
        )
        both = together(dossier, corridor.id, row.people)
        return f"{least}; as assumed{', both at once' if row.lanes else ''}: {both}" if both else least
    if not answers:
        return f"{hours}not planned"
    worst = max(answers, key=lambda a: a.certificate.scenario.people)
    if worst.certificate.verdict is Verdict.NOBODY:
        return f"{hours}nobody can be moved: {binding(worst.certificate)}"
    return hours + summary_of(answers, ledger)[0]


def _cut_words(situation: Situation, corridor: Corridor, claims: list[tuple[str, ...]], disputed: bool) -> str:
    bridges = len({claim for edge in claims for claim in edge})
    told = "1 bridge claim holds" if bridges == 1 else f"{bridges} bridge claims hold"
    words = f"no {lexicon.MODE_ROUTE[corridor.mode]} if {told}{' (disputed)' if disputed else ''}"
    foot = next((f for f in situation.foot_crossings if f.reception == corridor.reception), None)
    if foot is not None:
        words += f"; on foot {figures.count(foot.persons_per_hour.value)} an hour if a crossing can be walked (assumed)"
    return words


def _audit_row(dossier: Dossier, situation: Situation, corridor: str) -> AuditRow | None:
    """The audited number of people nearest to the likely one."""
    rows = [r for a in dossier.audits if a.corridor == corridor for r in a.rows]
    likely = sum(g.people.pick("likely") for s in situation.sites for g in s.groups)
    return min(rows, key=lambda r: (abs(r.people - likely), r.people, r.lanes), default=None)


def laid_out(lines: list[tuple[str, str]]) -> list[str]:
    """Labels and words as lines of at most 80 columns."""
    wide = min(max(len(label) for label, _ in lines), 24) + 1
    out = []
    for label, words in lines:
        wrapped = textwrap.wrap(figures.line(words), WIDTH - wide, break_long_words=label != "OPEN") or [""]
        out.append(f"{label[: wide - 1]:<{wide}}{wrapped[0]}")
        out += [" " * wide + rest for rest in wrapped[1:]]
    return out
