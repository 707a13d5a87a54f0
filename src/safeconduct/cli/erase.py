"""``safeconduct erase``: the retreat. Every word of a workspace becomes unreadable, in every copy of it."""

from __future__ import annotations

import typer


def erase(
    workspace: str | None = typer.Option(None, "--workspace", "-w", help="The workspace, a file or postgresql://."),
    by: str = typer.Option("not stated", "--by", help="Role of the person who erases."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
) -> None:
    """Destroy the keys of all texts, for ever: reports, claims, reasons, documents, days. Hashes and counts stay."""
    from safeconduct.app.erasing import erase as erase_all
    from safeconduct.app.settings import settings

    store = workspace or str(settings().workspace)
    if not yes:
        typer.confirm(f"Destroy every text of {store}? Nobody can read them again.", abort=True)
    gone = erase_all(store, by)
    typer.echo(f"erased: {gone.texts} texts of the ledger; days: {', '.join(gone.days) or 'none'}")
    typer.echo("files that were published or exported are not in the workspace: remove their folder too")
