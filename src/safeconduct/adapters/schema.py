"""The schema of a workspace, brought to this program's revision by Alembic (``migrations/``).

Alembic takes a tenth of a second to import, which nobody has to wait for whose schema is up to date.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from safeconduct.adapters.day_keys import ledger_keys
from safeconduct.model.errors import WorkspaceNewer

#: Revisions that kept the ledger's texts plainly.
_PLAIN = ("0001", "0002")

#: Names the lock under which a PostgreSQL database gets its schema; any number that nothing else locks.
_LOCK = 5_141_917

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, named: str, folder: Path) -> None:
    """Upgrade the schema; WorkspaceNewer for a store written by a newer program. ``named`` is what messages call it,
    ``folder`` is where its keys are kept: a ledger of before is encrypted on the way."""
    newest = max(file.stem[:4] for file in _SCRIPTS.glob("versions/[0-9]*.py"))
    with engine.connect() as db:
        if _revision(db) == newest:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    with engine.execution_options(write=True).begin() as db:
        _alone(db)
        current = _revision(db)
        if current is not None and current not in {revision.revision for revision in scripts.walk_revisions()}:
            raise WorkspaceNewer(
                f"this workspace has schema {current}, which this program does not know",
                file=named,
                next_step="use the safeconduct that wrote it, or a newer one",
            )
        config.attributes["connection"] = db
        config.attributes["keys"] = ledger_keys(folder)
        command.upgrade(config, "head")
    if current in _PLAIN and engine.dialect.name == "sqlite":
        _rewrite(engine)


def _alone(db: Connection) -> None:
    """Hold the store for one transaction: of two programs that open a new one at once, the second finds it made."""
    if db.dialect.name == "sqlite":
        driver = db.connection.driver_connection
        if driver is not None and not driver.in_transaction:  # the day's log begins its own: ``write`` takes the lock
            db.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _revision(db: Connection) -> str | None:
    """The revision of a store's schema; None for one that has none yet."""
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
