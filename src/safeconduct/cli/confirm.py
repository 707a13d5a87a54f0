"""``safeconduct confirm``: a person's verdict on a claim, kept for ever with role, time and reason."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.model.claim import Kind


def confirm(
    decisions: Path | None = typer.Argument(None, help="A decisions.yaml; or give one decision by the options."),
    workspace: Path | None = typer.Option(None, "--workspace", "-w", help="The workspace file."),
    report: str | None = typer.Option(None, "--report", help="Id of the report."),
    quote: str | None = typer.Option(None, "--quote", help="Words of the claim, verbatim, found once in the report."),
    slot: Kind | None = typer.Option(None, "--slot", help="What of the claim is decided."),
    reject: bool = typer.Option(False, "--reject", help="Reject instead of confirming."),
    by: str | None = typer.Option(None, "--by", help="Role of the person deciding."),
    why: str | None = typer.Option(None, "--why", help="The reason."),
    speaker: str | None = typer.Option(None, "--speaker", help="Party to attribute an unattributed sentence to."),
) -> None:
    """Confirm or reject claims. Decisions are added, never changed; a later one on the same words replaces it."""
    from safeconduct.app.deciding import confirm_file, confirm_one

    if decisions is not None:
        done = confirm_file(workspace, decisions)
    else:
        done = confirm_one(
            workspace, report=report, quote=quote, slot=slot, verdict="reject" if reject else "confirm", by=by, why=why,
            speaker=speaker,
        )  # fmt: skip
    typer.echo(f"{done} decision{'' if done == 1 else 's'} kept")
