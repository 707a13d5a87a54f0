"""A whole operation in either store: carried over from a workspace file, served, and its day run there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.app.day import backup, lines, restore, verify
from safeconduct.app.erasing import erase
from safeconduct.app.operation import Operation
from safeconduct.model.errors import StoreError
from safeconduct.web.guard import ROLES, Guard
from safeconduct.web.service import application
from tests.contracts import postgres
from tests.web import served


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The served sample, restored from a backup of its file into a new store, with a copy of its keys."""
    path = served.workspace(tmp_path)
    backup(str(path), tmp_path / "copy.safeconduct")
    keys = tmp_path / "alpha.safeconduct.keys"
    if request.param == "sqlite":
        shutil.copytree(keys, tmp_path / "other.safeconduct.keys")
        restore(str(tmp_path / "other.safeconduct"), tmp_path / "copy.safeconduct")
        yield str(tmp_path / "other.safeconduct")
        return
    shutil.copytree(keys, tmp_path / "database.keys")
    monkeypatch.setenv("SAFECONDUCT_KEYS", str(tmp_path / "database.keys"))
    with postgres.server() as address:
        url = postgres.database(address)
        restore(url, tmp_path / "copy.safeconduct")
        yield url


def test_it_is_served_and_its_day_is_run_and_erased(store: str, tmp_path: Path) -> None:
    operation = Operation(Path(store))  # as the command line gives it: a Path
    guard = Guard((*ROLES, "dispatcher"))
    try:
        service = served.Service(app=application(operation, guard), guard=guard, operation=operation)
        assert "North" in service.person("reader").get("/situation").text
        claim = operation.case().dossier.claims[0].id
        verdict = service.person("confirmer").send(
            f"/api/claims/{claim}/decisions", {"verdict": "reject", "why": "old"}
        )
        assert verdict.status_code == 201
        assert len(operation.case().since) == 1
        stopped = service.exercise().form("/board/enter", kind="suspended", day="15 June", key="1")
        assert stopped.status_code == 303
    finally:
        operation.close()
    assert [line.envelope.kind for line in lines(store, "15 June")] == ["day opened", "suspended"]
    head = verify(store, None).head
    backup(store, tmp_path / "again.safeconduct")
    erase(store, "field lead")
    assert verify(store, head).ok
    with pytest.raises(StoreError, match="erased"):
        Operation(Path(store))
