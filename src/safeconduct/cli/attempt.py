"""``safeconduct try``: any report to a draft page; nothing in it is confirmed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import typer

from safeconduct.cli.show import steps


def attempt(
    file: Path = typer.Argument(..., help="A report: .txt .md .html .pdf .docx."),
    published: datetime | None = typer.Option(
        None, "--published", formats=["%Y-%m-%d"], help="Date of publication, where the report does not state it."
    ),
    out: Path = typer.Option(..., "--out", help="Folder to write the draft to."),
    title: str | None = typer.Option(None, "--title", help="Title of the report."),
    publisher: str = typer.Option("not stated", "--publisher", help="Who published it."),
    places: Path | None = typer.Option(None, "--places", help="A gazetteer of `places build`: names to know."),
    sites: Path | None = typer.Option(None, "--sites", help="Your own sites beside it, GeoJSON or CSV."),
) -> None:
    """Turn one report into a watermarked draft: claims, conflicts, corridors, gaps, what the offer would need."""
    from safeconduct.app.attempt import attempt as draft

    with steps() as say:
        screen = draft(
            file,
            published=published.date() if published else None,
            out=out,
            title=title,
            publisher=publisher,
            say=say,
            places=places,
            sites=sites,
        )
    typer.echo(screen)
