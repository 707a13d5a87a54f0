"""Links and sessions that outlive the service: by hash, with an end, and ended for good once they are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, text

from safeconduct.ports import Access

_INSERT = text(
    "INSERT INTO access (token, kind, name, role, scope, until, ended) "
    "VALUES (:token, :kind, :name, :role, :scope, :until, '')"
)


class AccessRows:
    """AccessBook in the database of a workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, access: Access) -> None:
        """Write one down."""
        row = {name: getattr(access, name) for name in ("token", "kind", "name", "role", "scope")}
        with self._engine.begin() as db:
            db.execute(_INSERT, row | {"until": access.until.isoformat()})

    def end(self, token: str) -> None:
        """End one for good."""
        with self._engine.begin() as db:
            db.execute(text("UPDATE access SET ended = 'yes' WHERE token = :token"), {"token": token})

    def held(self, kind: str, since: datetime) -> tuple[Access, ...]:
        """Those of a kind whose time ended after ``since`` or has not, also ended ones, oldest first."""
        query = text("SELECT token, kind, name, role, scope, until, ended FROM access WHERE kind = :kind ORDER BY seq")
        with self._engine.connect() as db:
            rows = [dict(row) for row in db.execute(query, {"kind": kind}).mappings()]
        found = (
            Access(**{**row, "until": datetime.fromisoformat(row["until"]), "ended": bool(row["ended"])})
            for row in rows
        )
        return tuple(access for access in found if access.until > since)
