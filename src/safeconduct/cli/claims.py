"""``safeconduct claims``: what is in the ledger."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import JSON, as_json


def claims(
    workspace: Path | None = typer.Option(None, "--workspace", "-w", help="The workspace file."),
    timeline: str | None = typer.Option(
        None, "--timeline", help="What was said of this place, crossing or slot (people, road, …), day by day."
    ),
    as_json_: bool = JSON,
) -> None:
    """List the claims in the ledger with who said them and the exact words."""
    from safeconduct.app.reading import open_ledger, time_lines
    from safeconduct.cli.ledger_tables import claims_json, claims_table, timeline_json, timeline_table

    if timeline is not None:
        lines = time_lines(workspace, timeline)
        if as_json_:
            as_json(timeline_json(lines))
        else:
            timeline_table(lines)
        return
    found = open_ledger(workspace)
    if as_json_:
        as_json(claims_json(found))
    else:
        claims_table(found)
