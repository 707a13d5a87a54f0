"""``safeconduct read``: reports into claims."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

import typer

from safeconduct.cli.show import as_json, progress


class Form(StrEnum):
    """What ``read`` prints."""

    LEDGER = "ledger"
    RELATIONS = "relations"


def read(
    files: list[Path] = typer.Argument(..., help="Report texts, a reports.yaml, or a case folder."),
    published: datetime | None = typer.Option(
        None, "--published", formats=["%Y-%m-%d"], help="Date of publication of plain texts."
    ),
    form: Form = typer.Option(Form.LEDGER, "--format", help="ledger (claims) or relations (source, cue, content)."),
    workspace: Path | None = typer.Option(None, "--workspace", "-w", help="Also add them to this workspace."),
    parties: Path | None = typer.Option(None, "--parties", help="A parties.yaml."),
    roads: Path | None = typer.Option(None, "--roads", help="A roads.geojson whose names are places to find."),
    as_json_: bool = typer.Option(False, "--json", help="Print JSON for programs instead of a table."),
) -> None:
    """Read reports into attributed claims. A machine only proposes: nothing is confirmed by reading."""
    from safeconduct.app.reading import read_files
    from safeconduct.cli.ledger_tables import claims_json, claims_table

    with progress("reading"):
        found, relations = read_files(
            files, published=published.date() if published else None, parties=parties, roads=roads, into=workspace
        )
    if form is Form.RELATIONS:
        as_json(relations)
    elif as_json_:
        as_json(claims_json(found))
    else:
        claims_table(found)
