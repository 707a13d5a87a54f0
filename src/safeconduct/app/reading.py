"""The ledger of a workspace, as the READ verbs use it."""

from __future__ import annotations

from pathlib import Path

from safeconduct.app.ledger import Ledger, ledger
from safeconduct.app.settings import settings
from safeconduct.app.wire import workspace
from safeconduct.model.errors import NotFound


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
