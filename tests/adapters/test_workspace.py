"""What only the SQLite workspace promises: nothing is rewritten, and foreign or newer files are refused."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.model.errors import StoreError, WorkspaceNewer
from tests.contracts.test_workspace import DECISION, claim, report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    workspace = SqliteWorkspace(tmp_path / "case.safeconduct")
    workspace.add_report(report(), [claim(report())])
    workspace.add_decisions([DECISION])
    workspace.put("plan", b"{}\n")
    workspace.close()
    return workspace.path


PLAIN = {
    "report": "id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, body TEXT NOT NULL",
    "claim": "id TEXT NOT NULL UNIQUE, report TEXT NOT NULL REFERENCES report (id), body TEXT NOT NULL",
    "decision": "sha TEXT NOT NULL UNIQUE, body TEXT NOT NULL",
    "document": "kind TEXT NOT NULL, sha TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, sha)",
}


def plain_workspace(path: Path) -> None:
    """A workspace as the program before wrote it, its texts plain, with a trigger on each table."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=WAL")
    for name, columns in PLAIN.items():
        db.execute(f"CREATE TABLE {name} (seq INTEGER PRIMARY KEY AUTOINCREMENT, {columns}) STRICT")
        db.execute(f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} BEGIN SELECT RAISE(ABORT, 'never'); END")
        db.execute(f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} BEGIN SELECT RAISE(ABORT, 'never'); END")
    bodies = [codec.dump(one).decode() for one in (report(), claim(report()), DECISION)]
    db.execute("INSERT INTO report (id, sha256, body) VALUES ('one', ?, ?)", (report().sha256, bodies[0]))
    db.execute("INSERT INTO claim (id, report, body) VALUES (?, 'one', ?)", (claim(report()).id, bodies[1]))
    sha = hashlib.sha256(bodies[2].encode()).hexdigest()
    db.execute("INSERT INTO decision (sha, body) VALUES (?, ?)", (sha, bodies[2]))
    sha = hashlib.sha256(b"{}\n").hexdigest()
    db.execute("INSERT INTO document (kind, sha, body) VALUES ('plan', ?, '{}\n')", (sha,))
    db.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    db.execute("INSERT INTO alembic_version VALUES ('0001')")
    db.commit()
    db.close()


def test_a_workspace_of_before_is_encrypted_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.safeconduct"
    plain_workspace(path)
    assert b"North offers" in path.read_bytes()
    workspace = SqliteWorkspace(path)
    assert workspace.reports() == (report(),)
    assert workspace.claims() == (claim(report()),)
    assert workspace.decisions() == (DECISION,)
    assert workspace.get("plan", "") == b"{}\n"
    workspace.add_report(report(), [claim(report())])
    workspace.add_decisions([DECISION])
    assert workspace.decisions() == (DECISION,)
    for file in tmp_path.glob("old.safeconduct*"):
        if file.is_file():
            assert b"North offers" not in file.read_bytes(), file
    workspace.close()


def test_a_newer_workspace_is_refused_and_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(WorkspaceNewer, match="9999") as refused:
        SqliteWorkspace(path)
    assert "newer" in refused.value.next_step
    assert path.read_bytes() == before


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_bytes(b"not a database " * 300)
    with pytest.raises(StoreError, match="not a safeconduct workspace"):
        SqliteWorkspace(foreign)
    assert foreign.read_bytes() == b"not a database " * 300


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        SqliteWorkspace(tmp_path / "nowhere" / "case.safeconduct")


def test_an_acknowledged_row_is_on_disk(path: Path) -> None:
    again = SqliteWorkspace(path)
    assert again.reports() == (report(),)
    assert again.decisions() == (DECISION,)
    again.close()
