"""The schema of a workspace, brought to this program's revision by Alembic (``migrations/``)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from safeconduct.model.errors import WorkspaceNewer


def migrate(engine: Engine, named: str) -> None:
    """Upgrade the schema; WorkspaceNewer for a store written by a newer program. ``named`` is what messages call it."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as db:
        current = MigrationContext.configure(db).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {revision.revision for revision in scripts.walk_revisions()}:
        raise WorkspaceNewer(
            f"this workspace has schema {current}, which this program does not know",
            file=named,
            next_step="use the safeconduct that wrote it, or a newer one",
        )
    with engine.begin() as db:
        config.attributes["connection"] = db
        command.upgrade(config, "head")
