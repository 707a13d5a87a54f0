"""A workspace in PostgreSQL, through psycopg 3 (extra ``[postgres]``); the key of its texts is on this machine."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from safeconduct.adapters.postgres import postgres_engine
from safeconduct.adapters.sql_workspace import SqlWorkspace


class PostgresWorkspace(SqlWorkspace):
    """LedgerStore and Documents in the database at ``url``; the key of its texts lies in ``folder``."""

    def __init__(self, url: str, folder: Path) -> None:
        engine, named = postgres_engine(url, folder)
        super().__init__(engine, folder, name=named)

    def wipe(self) -> None:
        """Rewrite the table of texts without its dead rows."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.execute(text("VACUUM FULL ledger_text"))
