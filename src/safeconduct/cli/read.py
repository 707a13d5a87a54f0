"""``safeconduct read``: reports into claims."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import counting, note

if TYPE_CHECKING:
    from safeconduct.app.read_run import Fault, Outcome, With

FEW = 20
"""Up to so many reports every claim is listed; beyond it every report."""
SHOWN_FAULTS = 20


class Form(StrEnum):
    """What ``read`` prints."""

    LEDGER = "ledger"
    RELATIONS = "relations"
    CSV = "csv"
    HTML = "html"


def read(
    files: list[Path] = typer.Argument(
        ..., help="Reports (.txt .md .html .pdf .docx), folders of them, a reports.yaml, or a case folder."
    ),
    published: datetime | None = typer.Option(
        None, "--published", formats=["%Y-%m-%d"], help="Date of publication, where nothing else states it."
    ),
    form: Form = typer.Option(
        Form.LEDGER, "--format", help="ledger (claims), relations (source, cue, content), csv, or html (marked texts)."
    ),
    out: Path | None = typer.Option(None, "--out", help="Write to this file, whole or not at all, not to the screen."),
    workspace: Path | None = typer.Option(None, "--workspace", "-w", help="Also add them to this workspace."),
    parties: Path | None = typer.Option(None, "--parties", help="A parties.yaml."),
    roads: Path | None = typer.Option(None, "--roads", help="A roads.geojson whose names are places to find."),
    places: Path | None = typer.Option(None, "--places", help="A gazetteer of `places build`: names to know."),
    sites: Path | None = typer.Option(None, "--sites", help="Your own sites beside it, GeoJSON or CSV."),
    jobs: int | None = typer.Option(None, "--jobs", min=1, help="Processes that read; default 1, or 4 for many files."),
    pool: str = typer.Option("process", "--pool", help="Who reads a folder: process (this machine) or ray."),
    address: str | None = typer.Option(None, "--address", help="A running Ray cluster: auto, or ray://host:port."),
    llm: str | None = typer.Option(None, "--llm", help="URL of a language model to ask beside the rules (off)."),
    llm_model: str | None = typer.Option(None, "--llm-model", help="Name of that model."),
    as_json_: bool = typer.Option(False, "--json", help="Print JSON for programs instead of a table."),
) -> None:
    """Read reports into attributed claims. A machine only proposes: nothing is confirmed by reading."""
    from safeconduct.app import read_output, read_run

    found, reading = read_run.prepare(
        files,
        published=published.date() if published else None,
        parties=parties,
        roads=roads,
        places=places,
        sites=sites,
        llm=llm,
        llm_model=llm_model,
    )
    if reading.endpoint is not None:
        note(f"the text of every report leaves this machine for {reading.endpoint.host}", "warning")
    watch = _Watch(alone=len(found) == 1)
    folder = any(path.is_dir() for path in files)
    running = read_run.run(found, reading, into=workspace, jobs=jobs, resume=folder, spread=pool, address=address)
    with closing(running), counting("reading", len(found)) as step:
        outcomes = watch.over(running, step)
        if form is Form.RELATIONS:
            pieces = read_output.relations(outcomes)
        elif form is Form.CSV:
            pieces = read_output.table_csv(outcomes, reading.parties)
        elif form is Form.HTML:
            pieces = read_output.page(outcomes, reading.parties)
        elif as_json_ or out is not None:
            pieces = read_output.claims_list(outcomes)
        else:
            pieces = iter(())
            _tables(outcomes, len(found))
        if out is not None:
            read_output.write(pieces, out)
        else:
            sys.stdout.writelines(pieces)
    watch.report(workspace, reading, out)


class _Watch:
    """Counts what becomes of the files while they pass, and says it at the end."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.read = self.before = self.claims = self.rejected = 0
        self.faults: list[Fault] = []
        self.noted: list[tuple[str, str]] = []

    def over(self, outcomes: Iterator[Outcome], step: Iterable[None]) -> Iterator[Outcome]:
        """The outcomes as they come; the fault of a file that is read alone is raised."""
        ticks = iter(step)
        for outcome in outcomes:
            next(ticks, None)
            if outcome.fault is not None:
                if self.alone:
                    raise outcome.fault.error()
                self.faults.append(outcome.fault)
            self.before += outcome.before
            self.read += outcome.report is not None
            self.claims += len(outcome.claims)
            self.rejected += len(outcome.rejected)
            if len(self.noted) < SHOWN_FAULTS:
                self.noted += [(outcome.source.id, words) for words in (*outcome.notes, *outcome.rejected)]
            yield outcome

    def report(self, workspace: Path | None, reading: With, out: Path | None) -> None:
        """Notes, rejected proposals and faults on stderr; exit 2 when a file could not be read."""
        for name, words in self.noted[:SHOWN_FAULTS]:
            note(words if self.alone else f"{name}: {words}")
        for fault in self.faults[:SHOWN_FAULTS]:
            note(f"{fault.error()}; next: {fault.next_step}", "not read")
        if not self.alone or out is not None:
            note(
                f"{self.read:,} read with {self.claims:,} claims, {self.before:,} read before, "
                f"{len(self.faults):,} not read" + (f"; written to {out}" if out else ""),
                "done",
            )
        if self.before and workspace is not None:
            note(f"`safeconduct claims --workspace {workspace}` lists what was read before too", "next")
        if self.faults:
            raise typer.Exit(2)


def _tables(outcomes: Iterator[Outcome], number: int) -> None:
    """Every claim of a few reports; of many, one row a report."""
    from safeconduct.app.ledger import Ledger
    from safeconduct.cli.ledger_tables import claims_table, reports_table

    if number > FEW:
        reports_table(outcomes)
        return
    held = list(outcomes)
    if all(outcome.report is None for outcome in held):
        return  # nothing new: what there is to say of it stands on stderr
    reports = tuple(outcome.report for outcome in held if outcome.report is not None)
    claims = tuple(claim for outcome in held for claim in outcome.claims)
    claims_table(Ledger(reports=reports, claims=claims, conflicts=()))
