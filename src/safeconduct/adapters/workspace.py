"""A workspace: one SQLite file holding the ledger (append-only, by trigger) and documents named by their hash.

SQLAlchemy Core; the schema is made and upgraded by Alembic (``migrations/``). One writer, WAL, synchronous=FULL:
a row that was acknowledged survives a crash.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from safeconduct import codec
from safeconduct.adapters.schema import migrate
from safeconduct.model.claim import Claim, Decision
from safeconduct.model.errors import NotFound, StoreError
from safeconduct.model.report import Report

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


class SqliteWorkspace:
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
        self._engine = _engine(path)
        try:
            migrate(self._engine, str(path))
        except DatabaseError as error:
            raise StoreError(
                "this file is not a safeconduct workspace", file=str(path), next_step="give another file name"
            ) from error

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def add_report(self, report: Report, claims: Sequence[Claim]) -> None:
        """Store a report with its claims; the same again is a no-op; another text under the same id, and claims that
        another report holds because it has the same text, are refused."""
        try:
            self._add_report(report, claims)
        except IntegrityError as error:
            raise StoreError(
                f"report {report.id} has the same text as one that is in the ledger already",
                file=str(self.path),
                next_step="leave one of the two out: one story published twice is not two witnesses",
            ) from error

    def _add_report(self, report: Report, claims: Sequence[Claim]) -> None:
        with self._engine.begin() as db:
            known = db.execute(text("SELECT sha256 FROM report WHERE id = :id"), {"id": report.id}).scalar()
            if known == report.sha256:
                return
            if known is not None:
                raise StoreError(
                    f"report {report.id} is already in the ledger with another text; the ledger is never rewritten",
                    file=str(self.path),
                    next_step="give the new text another file name, or use a new workspace",
                )
            row = {"id": report.id, "sha256": report.sha256, "body": _text(report)}
            db.execute(text("INSERT INTO report (id, sha256, body) VALUES (:id, :sha256, :body)"), row)
            for claim in claims:
                values = {"id": claim.id, "report": report.id, "body": _text(claim)}
                db.execute(text("INSERT INTO claim (id, report, body) VALUES (:id, :report, :body)"), values)

    def texts(self) -> dict[str, str]:
        """The id of the report that has each text, by the text's sha256."""
        with self._engine.connect() as db:
            return {str(sha): str(id) for sha, id in db.execute(text("SELECT sha256, id FROM report"))}

    def add_decisions(self, decisions: Sequence[Decision]) -> None:
        """Append decisions; an identical decision again is a no-op."""
        with self._engine.begin() as db:
            for decision in decisions:
                body = _text(decision)
                row = {"sha": hashlib.sha256(body.encode()).hexdigest(), "body": body}
                db.execute(text("INSERT INTO decision (sha, body) VALUES (:sha, :body) ON CONFLICT DO NOTHING"), row)

    def reports(self) -> tuple[Report, ...]:
        """All reports in the order they were added."""
        return tuple(codec.load(Report, row) for row in self._bodies("SELECT body FROM report ORDER BY seq"))

    def claims(self) -> tuple[Claim, ...]:
        """All claims in the order they were added: by report, in text order."""
        return tuple(codec.load(Claim, row) for row in self._bodies("SELECT body FROM claim ORDER BY seq"))

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order they were added."""
        return tuple(codec.load(Decision, row) for row in self._bodies("SELECT body FROM decision ORDER BY seq"))

    def put(self, kind: str, data: bytes) -> str:
        """Store a document; returns its sha. Storing it again is a no-op."""
        sha = hashlib.sha256(data).hexdigest()
        row = {"kind": kind, "sha": sha, "body": data.decode("utf-8")}
        with self._engine.begin() as db:
            statement = "INSERT INTO document (kind, sha, body) VALUES (:kind, :sha, :body) ON CONFLICT DO NOTHING"
            db.execute(text(statement), row)
        return sha

    def get(self, kind: str, sha_prefix: str) -> bytes:
        """The document whose sha starts so; NotFound when none or several do."""
        with self._engine.connect() as db:
            rows = db.execute(
                text("SELECT body FROM document WHERE kind = :kind AND substr(sha, 1, :n) = :prefix LIMIT 2"),
                {"kind": kind, "n": len(sha_prefix), "prefix": sha_prefix},
            ).scalars()
            found = list(rows)
        if len(found) != 1:
            count = "no" if not found else "more than one"
            raise NotFound(
                f"{count} {kind} starts with {sha_prefix!r}",
                file=str(self.path),
                next_step=f"give a longer prefix or the path of a {kind}",
            )
        return str(found[0]).encode("utf-8")

    def shas(self, kind: str) -> tuple[str, ...]:
        """Shas of all documents of a kind, oldest first."""
        with self._engine.connect() as db:
            query = text("SELECT sha FROM document WHERE kind = :kind ORDER BY seq")
            rows = db.execute(query, {"kind": kind}).scalars()
            return tuple(str(sha) for sha in rows)

    def _bodies(self, query: str) -> list[bytes]:
        with self._engine.connect() as db:
            return [str(body).encode("utf-8") for body in db.execute(text(query)).scalars()]


def _text(value: object) -> str:
    return codec.dump(value).decode("utf-8")


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
