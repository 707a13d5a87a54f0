"""``safeconduct conflicts``: which claims stand against each other."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import JSON, as_json


def conflicts(
    workspace: Path | None = typer.Option(None, "--workspace", "-w", help="The workspace file."),
    as_json_: bool = JSON,
) -> None:
    """List claims that stand against each other, with the kind of conflict."""
    from safeconduct.app.reading import open_ledger
    from safeconduct.cli.ledger_tables import conflicts_json, conflicts_table, copies_note

    found = open_ledger(workspace)
    copies_note(found)
    if as_json_:
        as_json(conflicts_json(found))
    else:
        conflicts_table(found)
