"""The ledger of a workspace, as the READ verbs use it."""

from __future__ import annotations

from pathlib import Path

from safeconduct.app.ledger import Ledger, ledger
from safeconduct.app.settings import settings
from safeconduct.app.wire import database_address, workspace
from safeconduct.model.errors import NotFound
from safeconduct.read.duplicates import originals
from safeconduct.read.timeline import TimeLine, timelines


def open_ledger(path: Path | None) -> Ledger:
    """Everything in a workspace's ledger."""
    store = workspace(existing(path))
    try:
        return ledger(store)
    finally:
        store.close()


def time_lines(path: Path | None, of: str) -> tuple[TimeLine, ...]:
    """What was said of a slot, or of a place or crossing, report by report; NotFound when nothing was."""
    found = open_ledger(path)
    lines = timelines(found.claims, found.reports, originals(found.reports, found.copies))
    wanted = " ".join(of.lower().split())
    kept = tuple(line for line in lines if wanted in (line.slot, line.about.lower()))
    if not kept:
        named = dict.fromkeys([*(line.slot for line in lines), *(line.about for line in lines)])
        raise NotFound(
            f"no time line is on {of!r}",
            field="--timeline",
            next_step=f"give one of {', '.join(list(named)[:12])}" if named else "read reports that name places first",
        )
    return kept


def existing(path: Path | None) -> Path:
    """The workspace named, or the one of the settings; NotFound when there is no such file. A database is asked when
    it is opened."""
    named = path or settings().workspace
    if database_address(named) is not None:
        return named
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
