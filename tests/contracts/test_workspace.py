"""One contract, every store: what LedgerStore and Documents promise."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from safeconduct.adapters.postgres_workspace import PostgresWorkspace
from safeconduct.adapters.sql_workspace import SqlWorkspace
from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.model.claim import Claim, Decision, Hedge, Kind, Origin, Stance, claim_id
from safeconduct.model.errors import NotFound, StoreError
from safeconduct.model.report import Report, Span
from tests.contracts import postgres
from tests.contracts.memory import MemoryWorkspace

Store = SqlWorkspace | MemoryWorkspace


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with postgres.server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def sql(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], SqlWorkspace]]:
    """Opens one store, again and again the same."""
    url = postgres.database(request.getfixturevalue("address")) if request.param == "postgres" else None
    opened: list[SqlWorkspace] = []

    def workspace() -> SqlWorkspace:
        path = tmp_path / "case.safeconduct"
        made = SqliteWorkspace(path) if url is None else PostgresWorkspace(url, tmp_path / "case.safeconduct.keys")
        opened.append(made)
        return made

    yield workspace
    for one in opened:
        one.close()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryWorkspace()
        return
    workspace: SqlWorkspace
    if request.param == "sqlite":
        workspace = SqliteWorkspace(tmp_path / "case.safeconduct")
    else:
        workspace = PostgresWorkspace(postgres.database(request.getfixturevalue("address")), tmp_path / "keys")
    yield workspace
    workspace.close()


def report(report_id: str = "one", words: str = "North offers a corridor.") -> Report:
    sha = hashlib.sha256(words.encode()).hexdigest()
    return Report(
        id=report_id, title="t", publisher="p", published=date(2022, 6, 15), language="en", sha256=sha, text=words
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
        store.add_report(report(words="North offers nothing."), [])
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


def test_one_text_under_two_ids_is_refused_whole(sql: Callable[[], SqlWorkspace]) -> None:
    store = sql()
    store.add_report(report(), [claim(report())])
    with pytest.raises(StoreError, match="same text"):
        store.add_report(replace(report(), id="other"), [claim(report())])
    assert [kept.id for kept in store.reports()] == ["one"]
    assert store.texts() == {report().sha256: "one"}


@pytest.mark.parametrize("statement", ["DELETE FROM ledger_row", "UPDATE ledger_row SET name = 'x'"])
def test_rows_are_never_changed(sql: Callable[[], SqlWorkspace], statement: str) -> None:
    store = sql()
    store.add_report(report(), [])
    with pytest.raises(DBAPIError, match="never changed"), store.engine.begin() as db:
        db.execute(text(statement))
    with pytest.raises(DBAPIError, match="never changed"), store.engine.begin() as db:
        db.execute(text("UPDATE ledger_text SET sealed = NULL"))


def test_a_text_that_was_put_in_the_place_of_another_is_found(sql: Callable[[], SqlWorkspace]) -> None:
    store = sql()
    store.put("plan", b"1\n")
    sha = store.put("plan", b"2\n")
    with store.engine.begin() as db:
        one, two = db.execute(text("SELECT sealed FROM ledger_text ORDER BY seq")).scalars().all()
        assert b"2\n" not in bytes(two)
        db.execute(text("DELETE FROM ledger_text WHERE line = 2"))
        db.execute(text("INSERT INTO ledger_text (line, sealed) VALUES (2, :sealed)"), {"sealed": one})
    with pytest.raises(StoreError, match="not what was written"):
        store.get("plan", sha)


def test_erased_texts_are_gone_for_every_reader_and_nothing_is_added(sql: Callable[[], SqlWorkspace]) -> None:
    store = sql()
    store.add_report(report(), [claim(report())])
    store.add_decisions([DECISION])
    sha = store.put("plan", b"{}\n")
    assert store.erase_texts() == 4
    for one in (store, sql()):
        for ask in (one.reports, one.claims, one.decisions, lambda one=one: one.get("plan", sha)):
            with pytest.raises(StoreError, match="erased") as refused:
                ask()
            assert "new workspace" in refused.value.next_step
        assert one.shas("plan") == (sha,)
        with pytest.raises(StoreError, match="erased"):
            one.add_decisions([DECISION])
        with pytest.raises(StoreError, match="erased"):
            one.add_report(report("two", "South is silent."), [])
