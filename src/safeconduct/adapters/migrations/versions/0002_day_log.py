"""The log of days: lines that stay, and beside them their texts, encrypted, which can be erased."""

from __future__ import annotations

from safeconduct.adapters.migrations.dialects import numbered_table, refuse

revision = "0002"
down_revision = "0001"

_LINE = (
    "day TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, device TEXT NOT NULL, counter INTEGER NOT NULL, "
    "at TEXT NOT NULL, recorded_at TEXT NOT NULL, role TEXT NOT NULL, body_hash TEXT NOT NULL, note_hash TEXT, "
    "prev TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE, UNIQUE (day, version), UNIQUE (day, device, counter)"
)
_TEXT = "line INTEGER NOT NULL REFERENCES day_line (seq), part TEXT NOT NULL, sealed BLOB NOT NULL, UNIQUE (line, part)"


def upgrade() -> None:
    """Lines refuse UPDATE and DELETE; texts refuse UPDATE only."""
    numbered_table("day_line", _LINE)
    refuse("day_line", "UPDATE", "DELETE")
    numbered_table("day_text", _TEXT)
    refuse("day_text", "UPDATE")
