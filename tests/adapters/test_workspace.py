"""What only the SQLite workspace promises: nothing is rewritten, and foreign or newer files are refused."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("table", ["report", "claim", "decision", "document"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET body = 'x'"])
def test_rows_are_never_changed(path: Path, table: str, statement: str) -> None:
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute(statement.format(table))
    db.close()


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


def test_one_text_under_two_ids_is_refused_whole(path: Path) -> None:
    workspace = SqliteWorkspace(path)
    with pytest.raises(StoreError, match="same text"):
        workspace.add_report(replace(report(), id="other"), [claim(report())])
    assert [kept.id for kept in workspace.reports()] == [report().id]
    assert workspace.texts() == {report().sha256: report().id}
    workspace.close()
