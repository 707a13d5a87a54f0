"""The log of days in PostgreSQL, through psycopg 3 (extra ``[postgres]``); one writer at a time by advisory lock."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from safeconduct.adapters.day_keys import DayKeys
from safeconduct.adapters.daylog import SqlDayLog
from safeconduct.adapters.postgres import postgres_engine
from safeconduct.adapters.sqlite_daylog import SqliteDayLog, require_new, require_old
from safeconduct.ports import Clock

#: Any number; every writer of this program takes the same.
_LOCK = "SELECT pg_advisory_xact_lock(20220615)"


class PostgresDayLog(SqlDayLog):
    """The log in the database at ``url`` (``postgresql://…``); its keys lie in ``keys``, a folder of this machine."""

    def __init__(self, url: str, keys: Path, clock: Clock) -> None:
        engine, named = postgres_engine(url, keys)
        self._clock_given = clock
        super().__init__(engine, DayKeys(keys), clock, name=named, lock=_LOCK)

    def wipe(self) -> None:
        """Rewrite the table of texts without its dead rows."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.execute(text("VACUUM FULL day_text"))

    def backup(self, target: Path) -> str:
        """The log as a workspace file of SQLite, without keys; returns the head it holds."""
        require_new(target)
        copy = SqliteDayLog(target, self._clock_given)
        try:
            head = self.copy_to(copy)
            copy.require_whole()
        finally:
            copy.close()
        return head

    def restore(self, source: Path) -> str:
        """Fill this empty log from such a file; returns the head."""
        require_old(source)
        backup = SqliteDayLog(source, self._clock_given)
        try:
            backup.require_whole()
            return backup.copy_to(self)
        finally:
            backup.close()
