"""A PostgreSQL database, opened with its schema up to date (psycopg 3, extra ``[postgres]``)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from safeconduct.adapters.schema import migrate
from safeconduct.model.errors import InputError, StoreError, ToolMissing


def postgres_engine(url: str, folder: Path) -> tuple[Engine, str]:
    """An engine on ``postgresql://…`` and what messages call it; ``folder`` holds the keys of its texts."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise InputError("this is no database address", next_step="give postgresql://HOST/NAME") from error
    named = parsed.render_as_string(hide_password=True)
    try:
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"))
        migrate(engine, named, folder)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise ToolMissing(
            "PostgreSQL needs psycopg 3", next_step="install safeconduct with its extra [postgres]"
        ) from error
    except OperationalError as error:
        raise StoreError(
            "the database does not answer", file=named, next_step="start the server, check address and account"
        ) from error
    return engine, named
