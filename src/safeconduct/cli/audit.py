"""``safeconduct audit``: can this announcement be kept?"""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.plan import CORRIDOR, SITUATION, WORKSPACE
from safeconduct.cli.show import JSON, as_json, progress, table


def audit(
    situation: str = SITUATION,
    workspace: Path | None = WORKSPACE,
    corridor: str | None = CORRIDOR,
    people: list[int] = typer.Option([], "--people", min=1, help="Numbers of people; without it, the estimate's."),
    as_json_: bool = JSON,
) -> None:
    """The least that must exist to keep an announcement, and what more or fewer buses, lanes and hours would carry."""
    from safeconduct import codec
    from safeconduct.app.planning import audit_situation, situation_named

    with progress("auditing"):
        audits = audit_situation(situation_named(situation, workspace), corridor, tuple(people))
    if as_json_:
        as_json([codec.to_plain(a) for a in audits])
        return
    for found in audits:
        rows = [
            (
                f"{r.people:,}",
                str(r.buses),
                str(r.trips),
                str(r.spares),
                str(r.lanes) if r.lanes else "none",
                f"{r.seconds_per_person} s" if r.lanes else "–",
                r.proof,
            )
            for r in found.rows
        ]
        columns = ("people", "buses", "trips", "spares", "lanes", "screening at most", "how known")
        table(f"{found.corridor}: the least that must exist", columns, rows)
        frontier = [
            (str(p.buses), str(p.lanes) if p.lanes else "none", str(p.hours), f"{p.persons:,}", f"{p.bound:,}")
            for p in found.frontier
        ]
        table("Frontier", ("buses", "lanes", "hours", "people out", "at most"), frontier)
