"""The closing screen of a fleet's run: the answer in at most 80 columns."""

from __future__ import annotations

from pathlib import Path

from safeconduct.model.dossier import Dossier
from safeconduct.publish import figures
from safeconduct.publish.fleet.answer import FleetAnswer, FleetView, helps, may_be_had, view_of
from safeconduct.publish.fleet.page import fleet_sheet
from safeconduct.publish.fleet.proof import bounds_every_plan
from safeconduct.publish.screen import laid_out, missing
from safeconduct.publish.sheet import build_sheet
from safeconduct.redact.levels import Level


def fleet_screen(dossier: Dossier, answer: FleetAnswer, page: Path | str) -> str:
    """The lines STATUS, PEOPLE, ANSWER, NEED FIRST, AT MOST, BINDS, STRESS, NO PLACE FOR, CUT, WOULD HELP, LEANS ON,
    MISSING, CHECKED and OPEN.

    ValueError when the dossier has no situation."""
    if dossier.situation is None:
        raise ValueError("a fleet's screen needs the situation it was planned for")
    sheet, ledger = build_sheet(dossier, Level.INTERNAL)
    sheet = fleet_sheet(sheet, answer)
    view = view_of(dossier.situation, answer, ledger, Level.INTERNAL)
    helped, persons = (
        (level, "the most there is, proved" if level.gap == 0 else f"{figures.count(level.bound)}, proved by prices")
        for level in answer.certificate.levels
    )
    left = [f"{g.left} at {g.site} for {g.wish}" for g in view.groups if g.left != "nobody"]
    lines = [
        ("STATUS", sheet.status),
        ("PEOPLE", f"{sheet.people}, {figures.count(answer.certificate.people)} planned for{_staying(view)}"),
        ("ANSWER", view.headline),
        ("AT MOST", persons[1] + ("" if bounds_every_plan(answer.certificate) else ", those who need help first")),
        ("BINDS", view.binds.removeprefix("What binds: ").rstrip(".")),
    ]
    if helped[0].bound:
        most = helped[1] if helped[0].gap == 0 else f"at most {helped[1]}"
        lines.insert(3, ("NEED FIRST", f"{figures.count(helped[0].value)} who need help are out, {most}"))
    if answer.plan is not None:
        lines.insert(3, ("BY", figures.plural(len(answer.plan.days), "vehicle")))
    if view.stress:
        lines.append(("STRESS", view.stress.partition(", drawn")[0]))
    if left:
        lines.append(("NO PLACE FOR", figures.listed(left)))
    lines += [("CUT", words) for words in view.cuts]
    if view.remedies and helps(answer, answer.remedies[0]):
        first = view.remedies[0]
        lines.append(("WOULD HELP", f"{first.change}: {first.after} carried ({first.gain}{_without(answer)})"))
    if view.leans_on:
        lines.append(("LEANS ON", f"{view.leans_on} (state unknown)"))
    if sheet.gaps:
        lines.append(("MISSING", missing(sheet.gaps)))
    lines.append(("CHECKED", f"{figures.plural(sheet.checked, 'rule')} recomputed without the solver"))
    lines.append(("OPEN", str(page)))
    return "\n".join(laid_out(lines)) + "\n"


def _without(answer: FleetAnswer) -> str:
    """How much of what the first change adds may be had without it."""
    first = answer.remedies[0]
    may = may_be_had(answer, first.after - first.before)
    return f", of which up to {figures.count(may)} may be had without it" if may else ""


def _staying(view: FleetView) -> str:
    """Who wishes to stay, and is not planned for, by site."""
    found = [f"{persons} at {site}" for site, persons in view.staying]
    return f"; {figures.listed(found)} wish to stay" if found else ""
