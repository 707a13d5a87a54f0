"""A PostgreSQL server of its own on loopback, from Debian's package, in a temporary folder; skipped without one.

The server refuses to run as root, so there it runs as the account Debian makes for it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

_DATABASES = count()


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, None when no server is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    on_path = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _account() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Address of a running server without a database name; it is stopped and removed at the end."""
    tools = binaries()
    if tools is None:
        pytest.skip("no PostgreSQL server on this machine: make setup-postgres installs Debian's")
    pytest.importorskip("psycopg", reason="psycopg is not installed: the extra [postgres]")
    folder = Path(tempfile.mkdtemp(prefix="safeconduct-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()

    def run(*command: str) -> None:
        subprocess.run([*_account(), *command], check=True, capture_output=True, cwd=folder, timeout=60)

    try:
        run(str(tools / "initdb"), "-D", str(data), "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c shared_buffers=16MB"
        run(str(tools / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://test@127.0.0.1:{port}"
        finally:
            # everything goes with the folder: no last checkpoint of all the databases that were made
            run(str(tools / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database(address: str) -> str:
    """A new, empty database on a server."""
    import psycopg

    name = f"day{next(_DATABASES)}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}")
    return f"{address}/{name}"
