"""An operation: the case of a workspace as its ledger now has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app.operation import Operation
from safeconduct.model.errors import NotFound
from tests.web import served


def test_without_a_workspace_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        Operation(tmp_path / "azot.safeconduct")
    assert "safeconduct demo azot" in refused.value.next_step


def test_a_workspace_without_a_case_is_not_an_empty_screen(tmp_path: Path) -> None:
    path = tmp_path / "new.safeconduct"
    SqliteWorkspace(path).close()
    with pytest.raises(NotFound, match="no worked case") as refused:
        Operation(path)
    assert "safeconduct demo" in refused.value.next_step


def test_decisions_made_since_are_known_one_by_one(tmp_path: Path) -> None:
    operation = Operation(served.workspace(tmp_path))
    try:
        before = operation.case()
        assert before.since == ()
        assert operation.case() is before
        decided = {decision.quote for decision in before.dossier.decisions}
        fresh = [c for c in before.dossier.claims if c.content[0].quote not in decided and not c.on_combatants]
        for number, claim in enumerate(fresh[:2], 1):
            operation.decide(claim.id, "reject", by="confirmer", why="a test")
            after = operation.case()
            assert len(after.since) == number
            assert after.since[-1].quote == claim.content[0].quote
            assert len(after.dossier.decisions) == len(before.dossier.decisions) + number
    finally:
        operation.close()
