"""One contract, every store: what LedgerStore and Documents promise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.model.claim import Claim, Decision, Hedge, Kind, Origin, Stance, claim_id
from safeconduct.model.errors import NotFound, StoreError
from safeconduct.model.report import Report, Span
from tests.contracts.memory import MemoryWorkspace

Store = SqliteWorkspace | MemoryWorkspace


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryWorkspace()
    else:
        workspace = SqliteWorkspace(tmp_path / "case.safeconduct")
        yield workspace
        workspace.close()


def report(report_id: str = "one", text: str = "North offers a corridor.") -> Report:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Report(
        id=report_id, title="t", publisher="p", published=date(2022, 6, 15), language="en", sha256=sha, text=text
    )


def claim(of: Report, start: int = 0) -> Claim:
    content = (Span(report=of.id, start=start, end=start + 5, quote=of.text[start : start + 5]),)
    return Claim(
        id=claim_id(of.sha256, content, (), Kind.WINDOW), report=of.id, kind=Kind.WINDOW, stance=Stance.OFFERS,
        hedge=Hedge.EXACT, origin=Origin.RULES, speaker=(), cue=(), content=content, party=None, suggested_party=None,
        relayed_by=None, values=(), places=(), flags=(),
    )  # fmt: skip


DECISION = Decision(
    report="one", quote="offers", slot=Kind.WINDOW, verdict="confirm", by="access officer",
    at=datetime(2022, 6, 17, 9, tzinfo=UTC), why="read",
)  # fmt: skip


def test_what_is_added_comes_back_in_order(store: Store) -> None:
    first, second = report("b"), report("a", "South asks for another.")
    store.add_report(first, [claim(first, 6), claim(first, 0)])
    store.add_report(second, [claim(second)])
    assert store.reports() == (first, second)
    assert store.claims() == (claim(first, 6), claim(first, 0), claim(second))


def test_the_same_report_again_changes_nothing(store: Store) -> None:
    store.add_report(report(), [claim(report())])
    store.add_report(report(), [claim(report())])
    assert len(store.reports()) == 1
    assert len(store.claims()) == 1


def test_another_text_under_the_same_id_is_refused(store: Store) -> None:
    store.add_report(report(), [])
    with pytest.raises(StoreError):
        store.add_report(report(text="North offers nothing."), [])
    assert store.reports() == (report(),)


def test_decisions_append_and_repeat_harmlessly(store: Store) -> None:
    changed = replace(DECISION, verdict="reject", why="withdrawn")
    store.add_decisions([DECISION])
    store.add_decisions([DECISION, changed])
    assert store.decisions() == (DECISION, changed)


def test_a_document_is_found_by_prefix(store: Store) -> None:
    sha = store.put("plan", b'{"a":1}\n')
    assert store.get("plan", sha[:8]) == b'{"a":1}\n'
    assert store.put("plan", b'{"a":1}\n') == sha
    assert store.shas("plan") == (sha,)


def test_no_or_several_documents_are_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.get("plan", "00")
    store.put("plan", b"1\n")
    store.put("plan", b"2\n")
    with pytest.raises(NotFound):
        store.get("plan", "")
    with pytest.raises(NotFound):
        store.get("situation", store.shas("plan")[0])
