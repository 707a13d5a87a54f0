"""The only constructor: which adapter stands behind which port. Heavy engines are imported when first needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.app.settings import Settings

if TYPE_CHECKING:
    from safeconduct.adapters.workspace import SqliteWorkspace
    from safeconduct.assess.legs import Routers
    from safeconduct.ports import Clock, Reader


def workspace(path: Path) -> SqliteWorkspace:
    """The store behind LedgerStore and Documents."""
    from safeconduct.adapters.workspace import SqliteWorkspace

    return SqliteWorkspace(path)


def reader(settings: Settings) -> Reader:
    """The deterministic reader on its parser (about one second to load)."""
    from safeconduct.adapters.spacy_parser import SpacyParser
    from safeconduct.read.reader import RulesReader

    return RulesReader(SpacyParser(settings.model))


def routers() -> Routers:
    """What makes a router of a road graph and a speed."""
    from safeconduct.adapters.scipy_router import ScipyRouter

    return ScipyRouter.of


def clock() -> Clock:
    """Wall time."""
    from safeconduct.adapters.clock import SystemClock

    return SystemClock()
