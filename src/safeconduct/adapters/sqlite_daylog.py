"""The log of days in a workspace file (SQLite): WAL, synchronous=FULL, one writer, deleted pages overwritten."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.exc import DatabaseError

from safeconduct.adapters.day_keys import DayKeys
from safeconduct.adapters.daylog import SqlDayLog
from safeconduct.adapters.schema import migrate
from safeconduct.model.errors import StoreError
from safeconduct.ports import Clock

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000")


class SqliteDayLog(SqlDayLog):
    """The log in the file at ``path``; its keys lie in the folder ``{path}.keys``."""

    def __init__(self, path: Path, clock: Clock) -> None:
        if not path.parent.is_dir():
            raise StoreError(
                "the folder for the workspace does not exist", file=str(path), next_step=f"create {path.parent} first"
            )
        engine = _engine(path)
        try:
            migrate(engine, str(path), path.with_name(f"{path.name}.keys"))
        except DatabaseError as error:
            raise StoreError(
                "this file is not a safeconduct workspace", file=str(path), next_step="give another file name"
            ) from error
        self.path = path
        self._clock_given = clock
        super().__init__(engine, DayKeys(path.with_name(f"{path.name}.keys")), clock, name=str(path))

    def wipe(self) -> None:
        """Rewrite the file without its free pages, and empty the write-ahead log."""
        raw = self.engine.raw_connection()
        try:
            connection = _driver(raw)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    def backup(self, target: Path) -> str:
        """A copy of the whole workspace, made while others write; returns the head it holds."""
        require_new(target)
        raw = self.engine.raw_connection()
        try:
            copy = sqlite3.connect(target)
            _driver(raw).backup(copy)
            copy.execute("DELETE FROM access")  # a copy opens no door, and brings no withdrawn link back
            copy.commit()
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.close()
        finally:
            raw.close()
        return self._head_of(target)

    def _head_of(self, backup: Path) -> str:
        copy = SqliteDayLog(backup, self._clock_given)
        try:
            copy.require_whole()
            return copy.head()
        finally:
            copy.close()

    def restore(self, source: Path) -> str:
        """The whole workspace out of a backup, in place of this empty one; returns the head."""
        require_old(source)
        expected = self._head_of(source)
        if self.days():
            raise StoreError(
                "the log to restore into is not empty", file=self.name, next_step="restore into a new workspace"
            )
        raw = self.engine.raw_connection()
        try:
            backup = sqlite3.connect(source)
            backup.backup(_driver(raw))
            backup.close()
        finally:
            raw.close()
        assert self.head() == expected
        return expected


def _driver(raw: PoolProxiedConnection) -> sqlite3.Connection:
    connection = raw.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def require_new(target: Path) -> None:
    """Raise StoreError unless a backup can be written there."""
    if target.exists():
        raise StoreError("the file exists already", file=str(target), next_step="give another name for the backup")
    if not target.parent.is_dir():
        raise StoreError("the folder does not exist", file=str(target), next_step=f"create {target.parent} first")


def require_old(source: Path) -> None:
    """Raise StoreError unless there is a file."""
    if not source.is_file():
        raise StoreError("there is no such backup", file=str(source), next_step="give the path of a backup")


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below; a writer takes the lock first
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
