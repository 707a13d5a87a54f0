"""Links and sessions by the hash of their token, so that they outlive the service; rows end."""

from __future__ import annotations

from safeconduct.adapters.migrations.dialects import numbered_table

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """One table; ``ended`` is empty as long as a link or session holds."""
    numbered_table(
        "access",
        "token TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL, "
        "until TEXT NOT NULL, ended TEXT NOT NULL",
    )
