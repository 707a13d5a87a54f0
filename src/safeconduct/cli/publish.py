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
    dossier: str | None = typer.Argument(
        None, help="Dossier: a file, or the first characters of its sha in the workspace."
    ),
    out: Path = typer.Option(..., "--out", help="Folder to write the bundle to."),
    workspace: Path | None = WORKSPACE,
    level: Level = typer.Option(Level.INTERNAL, "--level", help="For whom; printed on each page."),
    fleet: Path | None = typer.Option(
        None, "--fleet", metavar="FOLDER", help="A fleet's documents, as `plan --together --out` wrote them."
    ),
) -> None:
    """Write the bundle: page, brief, map, timetable, claims, documents and the checker that needs only Python."""
    with progress("publishing"):
        if fleet is not None:
            from safeconduct.app.fleet_casework import publish_fleet_folder

            files = publish_fleet_folder(fleet, dossier, workspace, out, level.value)
        elif dossier is not None:
            from safeconduct.app.publishing import publish_named

            files = publish_named(dossier, workspace, out, level.value)
        else:
            raise typer.BadParameter("give a dossier, or --fleet FOLDER", param_hint="DOSSIER")
    for file in files:
        typer.echo(str(file))
