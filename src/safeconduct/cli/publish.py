"""``safeconduct publish``: a dossier to its documents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from safeconduct.cli.plan import WORKSPACE
from safeconduct.cli.show import progress


class Level(StrEnum):
    """For whom a document is."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PARTY = "party"
    PUBLIC = "public"


def publish(
    dossier: str = typer.Argument(..., help="Dossier: a file, or the first characters of its sha in the workspace."),
    out: Path = typer.Option(..., "--out", help="Folder to write the bundle to."),
    workspace: Path | None = WORKSPACE,
    level: Level = typer.Option(Level.INTERNAL, "--level", help="For whom; printed on each page."),
) -> None:
    """Write the bundle: page, brief, map, timetable, claims, documents and the checker that needs only Python."""
    from safeconduct.app.publishing import publish_named

    with progress("publishing"):
        files = publish_named(dossier, workspace, out, level.value)
    for file in files:
        typer.echo(str(file))
