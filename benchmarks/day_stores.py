"""Where a day's benchmarks keep their day: a workspace file, and a PostgreSQL server of their own on loopback."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.registry import MissingData

FILE, DATABASE = "workspace file", "PostgreSQL"


@contextmanager
def store(kind: str) -> Iterator[str]:
    """A new, empty store as the command line names one; the keys of a database lie in a folder that
    ``SAFECONDUCT_KEYS`` names meanwhile. MissingData where no server is installed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="safeconduct-day-")))
        if kind == FILE:
            yield str(folder / "day.safeconduct")
            return
        from tests.contracts import postgres

        if postgres.binaries() is None:
            raise MissingData("no PostgreSQL server on this machine: make setup-postgres installs Debian's")
        before = os.environ.get("SAFECONDUCT_KEYS")
        os.environ["SAFECONDUCT_KEYS"] = str(folder / "keys")
        try:
            yield postgres.database(stack.enter_context(postgres.server()))
        finally:
            if before is None:
                del os.environ["SAFECONDUCT_KEYS"]
            else:
                os.environ["SAFECONDUCT_KEYS"] = before


def kinds(smoke: bool) -> tuple[str, ...]:
    """The stores of a run: the short form takes the file alone."""
    return (FILE,) if smoke else (FILE, DATABASE)
