"""The ledger's texts go into a table of their own, encrypted, which can be erased; rows stay and hold none."""

from __future__ import annotations

import hashlib
from typing import Any

from alembic import context, op
from sqlalchemy import text

from safeconduct.adapters.day_keys import LEDGER, DayKeys
from safeconduct.adapters.migrations.dialects import numbered_table, on_postgres, refuse

revision = "0003"
down_revision = "0002"

#: The tables of before, in the order in which they can go, and the column that named a row.
_BEFORE = {"claim": "id", "decision": "sha", "document": "sha", "report": "id"}


def upgrade() -> None:
    """Seal every body under the key of the ledger, and leave the tables that held it plainly."""
    numbered_table("ledger_row", "kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name)")
    numbered_table("ledger_text", "line INTEGER NOT NULL UNIQUE REFERENCES ledger_row (seq), sealed BLOB NOT NULL")
    keys: DayKeys = context.config.attributes["keys"]
    for table, named in _BEFORE.items():
        kind = "kind" if table == "document" else "'-'"
        rows = op.get_bind().execute(text(f"SELECT {kind} AS kind, {named} AS name, body FROM {table} ORDER BY seq"))
        for row in rows.mappings().all():
            keys.make(LEDGER)
            _seal(keys, table, row)
    for table in _BEFORE:
        op.execute(f"DROP TABLE {table}")
        if on_postgres():
            op.execute(f"DROP FUNCTION {table}_stays()")
    refuse("ledger_row", "UPDATE", "DELETE")
    refuse("ledger_text", "UPDATE")


def _seal(keys: DayKeys, table: str, row: Any) -> None:
    body = row["body"].encode()
    if table == "document":
        kind, name = f"document:{row['kind']}", row["name"]
    else:
        plain = hashlib.sha256(body).hexdigest() if table == "decision" else row["name"]
        kind, name = table, keys.mark(LEDGER, plain)
    _, sealed = keys.seal(LEDGER, f"{kind}:{name}", body)
    db = op.get_bind()
    made = text("INSERT INTO ledger_row (kind, name) VALUES (:kind, :name) RETURNING seq")
    line = db.execute(made, {"kind": kind, "name": name}).scalar_one()
    db.execute(text("INSERT INTO ledger_text (line, sealed) VALUES (:line, :s)"), {"line": line, "s": sealed})
