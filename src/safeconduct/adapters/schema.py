"""The schema of a workspace, brought to this program's revision by Alembic (``migrations/``).

Alembic takes a tenth of a second to import, which nobody has to wait for whose schema is up to date.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from safeconduct.adapters.day_keys import ledger_keys
from safeconduct.model.errors import WorkspaceNewer

#: Revisions that kept the ledger's texts plainly.
_PLAIN = ("0001", "0002")

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, named: str, folder: Path) -> None:
    """Upgrade the schema; WorkspaceNewer for a store written by a newer program. ``named`` is what messages call it,
    ``folder`` is where its keys are kept: a ledger of before is encrypted on the way."""
    current = _revision(engine)
    if current == max(file.stem[:4] for file in _SCRIPTS.glob("versions/[0-9]*.py")):
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    if current is not None and current not in {revision.revision for revision in scripts.walk_revisions()}:
        raise WorkspaceNewer(
            f"this workspace has schema {current}, which this program does not know",
            file=named,
            next_step="use the safeconduct that wrote it, or a newer one",
        )
    with engine.begin() as db:
        config.attributes["connection"] = db
        config.attributes["keys"] = ledger_keys(folder)
        command.upgrade(config, "head")
    if current in _PLAIN and engine.dialect.name == "sqlite":
        _rewrite(engine)


def _revision(engine: Engine) -> str | None:
    """The revision of a store's schema; None for one that has none yet."""
    with engine.connect() as db:
        if not inspect(db).has_table("alembic_version"):
            return None
        found = db.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _rewrite(engine: Engine) -> None:
    """Leave nothing in the file's free pages or its write-ahead log of what was plain before."""
    raw = engine.raw_connection()
    try:
        for statement in ("PRAGMA secure_delete=ON", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            raw.cursor().execute(statement)
    finally:
        raw.close()
