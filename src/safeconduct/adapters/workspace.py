"""A workspace: one SQLite file holding the ledger (append-only, by trigger) and documents named by their hash.

SQLAlchemy Core; the schema is made and upgraded by Alembic (``migrations/``). One writer, WAL, synchronous=FULL:
a row that was acknowledged survives a crash. The key of its texts lies in the folder ``{path}.keys``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from safeconduct.adapters.schema import migrate
from safeconduct.adapters.sql_workspace import SqlWorkspace
from safeconduct.model.errors import StoreError

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=5000")


class SqliteWorkspace(SqlWorkspace):
    """LedgerStore and Documents on one file. ``path`` is created with its schema when absent."""

    def __init__(self, path: Path) -> None:
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise StoreError(
                f"SQLite {sqlite3.sqlite_version} is too old, 3.37 is needed",
                next_step="install a Python with a newer SQLite",
            )
        if not path.parent.is_dir():
            raise StoreError(
                "the folder for the workspace does not exist", file=str(path), next_step=f"create {path.parent} first"
            )
        self.path = path
        folder = path.with_name(f"{path.name}.keys")
        engine = _engine(path)
        try:
            migrate(engine, str(path), folder)
        except DatabaseError as error:
            raise StoreError(
                "this file is not a safeconduct workspace", file=str(path), next_step="give another file name"
            ) from error
        super().__init__(engine, folder, name=str(path))

    def wipe(self) -> None:
        """Rewrite the file without its free pages, and empty the write-ahead log."""
        raw = self.engine.raw_connection()
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement)
        finally:
            raw.close()


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine
