"""``safeconduct assess``: confirmed claims to a situation."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import JSON, as_json, progress, table


def assess(
    case: Path = typer.Argument(..., help="Case folder: reports.yaml, parties.yaml, roads.geojson, assumptions.yaml."),
    workspace: Path | None = typer.Option(None, "--workspace", "-w", help="The workspace file."),
    out: Path | None = typer.Option(None, "--out", help="Also write the situation document here."),
    roads: Path | None = typer.Option(None, "--roads", help="Extract or network file of a case that draws no roads."),
    as_json_: bool = JSON,
) -> None:
    """Assemble the situation from what people confirmed; what is needed and missing stops it with exit code 4."""
    from safeconduct import codec
    from safeconduct.app.situating import assess_case

    with progress("assessing"):
        situation, sha = assess_case(case, workspace, out, roads)
    if as_json_:
        as_json(codec.to_plain(situation))
        return
    rows = []
    for corridor in situation.corridors:
        for p in corridor.positions:
            said = (p.offered, p.requested, p.accepted, p.refused, p.conditions)
            marks = ("yes" if claims else "–" for claims in said)
            rows.append((corridor.id, corridor.status.value, p.party, *marks))
    columns = ("corridor", "status", "party", "offered", "requested", "accepted", "refused", "conditions")
    table(f"{situation.title} — situation {sha[:12]}", columns, rows)
    gap_rows = [(gap.level, gap.slot, gap.question, gap.ask) for gap in situation.gaps]
    table("What is missing", ("level", "about", "question", "ask"), gap_rows)
