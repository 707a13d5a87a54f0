"""The READ verbs on files and workspaces."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from safeconduct.app.case import load_case, load_parties, load_reports, load_roads
from safeconduct.app.ledger import Gazetteer, Ledger, keep, ledger, read_reports, report_from_file
from safeconduct.app.settings import settings
from safeconduct.app.wire import reader, workspace
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.report import Party, Report
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.relations import relations_json


def read_files(
    files: list[Path],
    *,
    published: date | None,
    parties: Path | None = None,
    roads: Path | None = None,
    into: Path | None = None,
) -> tuple[Ledger, dict[str, Any]]:
    """Claims of report files, reports.yaml tables or case folders, and the same as attribution relations.

    ``into`` is a workspace that also keeps them. A case folder brings its own parties and places.
    """
    given_parties: tuple[Party, ...] = load_parties(parties) if parties else ()
    gazetteer: Gazetteer = load_roads(roads).gazetteer if roads else {}
    reports: list[Report] = []
    for path in files:
        if path.is_dir():
            case = load_case(path)
            reports += case.reports
            given_parties = given_parties or case.parties
            gazetteer = gazetteer or case.gazetteer
        elif path.suffix in (".yaml", ".yml"):
            reports += load_reports(path)
        else:
            reports.append(report_from_file(path, published=_date(published, path)))
    found = read_reports(reports, reader(settings()), given_parties, gazetteer)
    if into is not None:
        _keep(into, found)
    claims = tuple(claim for _, of_report in found for claim in of_report)
    read = tuple(report for report, _ in found)
    merged: dict[str, Any] = {}
    for report, of_report in found:
        merged.update(relations_json(report, of_report))
    return Ledger(reports=read, claims=claims, conflicts=find_conflicts(claims, read)), merged


def open_ledger(path: Path | None) -> Ledger:
    """Everything in a workspace's ledger."""
    store = workspace(existing(path))
    try:
        return ledger(store)
    finally:
        store.close()


def existing(path: Path | None) -> Path:
    """The workspace named, or the one of the settings; NotFound when there is no such file."""
    named = path or settings().workspace
    if not named.is_file():
        raise NotFound(
            "there is no such workspace",
            file=str(named),
            next_step="make one with `safeconduct read … --workspace FILE`",
        )
    if named.stat().st_size == 0:
        raise NotFound(
            "the file is empty, not a workspace",
            file=str(named),
            next_step="give another file, or make one with `safeconduct read … --workspace FILE`",
        )
    return named


def _date(published: date | None, path: Path) -> date:
    if published is None:
        raise InputError(
            "a plain text does not say when it was published",
            file=str(path),
            field="--published",
            next_step="add --published YYYY-MM-DD: weekdays are resolved from it",
        )
    return published


def _keep(path: Path, found: tuple[tuple[Report, tuple[Any, ...]], ...]) -> None:
    store = workspace(path)
    try:
        keep(store, found)
    finally:
        store.close()
