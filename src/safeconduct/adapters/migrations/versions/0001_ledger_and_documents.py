"""Ledger (reports, claims, decisions) and documents; rows are added and never changed."""

from __future__ import annotations

from safeconduct.adapters.migrations.dialects import numbered_table, refuse

revision = "0001"
down_revision = None

_TABLES = {
    "report": "id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, body TEXT NOT NULL",
    "claim": "id TEXT NOT NULL UNIQUE, report TEXT NOT NULL REFERENCES report (id), body TEXT NOT NULL",
    "decision": "sha TEXT NOT NULL UNIQUE, body TEXT NOT NULL",
    "document": "kind TEXT NOT NULL, sha TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, sha)",
}


def upgrade() -> None:
    """Make the tables and the triggers that refuse UPDATE and DELETE."""
    for name, columns in _TABLES.items():
        numbered_table(name, columns)
        refuse(name, "UPDATE", "DELETE")
