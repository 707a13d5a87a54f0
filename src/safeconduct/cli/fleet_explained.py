"""What stands behind a fleet's answer, in tables of 80 columns; and ``safeconduct explain`` for written answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.plan import SITUATION, WORKSPACE
from safeconduct.cli.show import JSON, as_json, progress, table, wrapped

if TYPE_CHECKING:
    from safeconduct.app.fleet_explaining import FleetExplanation
    from safeconduct.model.fleet import FleetCertificate

#: The kinds of shares in words, in the order of the table when they are equal.
WORDS = {
    "people": "people who wish to go",
    "fleet": "vehicles",
    "bay": "loading bays",
    "crossing": "crossings",
    "checkpoint": "checkpoints",
    "ferry": "ferries",
    "departure": "convoys",
    "reception": "places at receptions",
}
#: Names in one cell.
NAMED = 3


def explain(
    situation: str = SITUATION,
    certificate: Path = typer.Argument(..., help="The fleet certificate."),
    plan: Path | None = typer.Argument(None, help="The fleet plan, when the certificate is for one."),
    workspace: Path | None = WORKSPACE,
    as_json_: bool = JSON,
) -> None:
    """What binds a fleet's answer, who stays and why, what separates: from its documents, without planning again."""
    from safeconduct.app.fleet_explaining import explain_documents
    from safeconduct.app.planning import situation_named

    with progress("checking the answer, then explaining it"):
        stated, found = explain_documents(situation_named(situation, workspace), plan, certificate)
    if as_json_:
        as_json(found.plain())
    else:
        print_explanation(stated, found)


def print_explanation(certificate: FleetCertificate, found: FleetExplanation) -> None:
    """Tables and sentences, in the order in which one would ask."""
    total = sum(share.parts for share in found.shares)
    rows = []
    for kind, words in WORDS.items():
        shares = [share for share in found.shares if share.kind == kind]
        parts = sum(share.parts for share in shares)
        if parts * 20 >= found.unit:
            part = f"{100 * parts / total:.0f} %"
            rows.append((parts, (words, f"{parts / found.unit:,.1f}", part, _most([s.name for s in shares], words))))
    rows.sort(key=lambda row: -row[0])
    table(
        f"What binds: shares of the bound of {found.bound:,} persons",
        ("", "persons", "share", "of them, most"),
        [cells for _, cells in rows],
    )
    if found.without_the_last is not None:
        wrapped(
            "Hours have no price of their own. If they all ended 30 minutes earlier, the same prices prove at most "
            f"{found.without_the_last:,} persons out."
        )
    if found.left:
        more = "" if found.groups_left <= len(found.left) else f": the {len(found.left)} largest of {found.groups_left}"
        table(
            f"Who stays, and why{more}",
            ("group", "stay", "because"),
            [(left.group, f"{left.persons:,} of {left.people:,}", left.why) for left in found.left],
        )
    if certificate.persons_out < certificate.people:
        _separation(certificate, found)


def _most(names: list[str], words: str) -> str:
    """The first names; none where they would only repeat the row."""
    shown = [name.removeprefix(f"{words} at ").removeprefix("people of ") for name in names[:NAMED]]
    return ", ".join(shown) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _separation(certificate: FleetCertificate, found: FleetExplanation) -> None:
    """Both cuts, or that nothing is proved."""
    if not found.proved:
        wrapped(
            "Not decided: no plan for everyone was found in the time given, and none is proved impossible. "
            "Give more --seconds."
        )
        return
    least = certificate.levels[-1].bound
    wrapped(f"Everyone out is proved impossible: at most {least:,} of {certificate.people:,} people.")
    named = [f"{s.name} {100 * s.parts / max(1, sum(x.parts for x in found.shares)):.0f} %" for s in found.shares[:5]]
    if named:
        wrapped(f"By prices, what limits it: {', '.join(named)}.")
    if found.network is not None:
        wrapped(found.network.statement)
    for statement in found.cuts:
        wrapped(statement)
