"""Reading many files: which, in which order, kept one by one, gone on with after a stop."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from safeconduct.adapters.gazetteer import build_places
from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app import read_run
from safeconduct.app.read_run import Outcome, Source, With, prepare, run, sources
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.report import Report
from safeconduct.read.document import Document
from tests.cli.test_places import TABLE

DAY = date(2022, 6, 15)
PLAIN = With(parties=(), gazetteer={})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden/d.txt", "note.png", "e.txt"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(f"Ardia said that 40{name.count('a')} civilians are in the {name} plant.")
    (made / "e.txt").write_bytes(b"\x00")
    return made


def all_of(folder: Path, into: Path | None, jobs: int = 1, resume: bool = True) -> list[Outcome]:
    """A whole run over a folder."""
    return list(run(sources([folder], DAY)[0], PLAIN, into=into, jobs=jobs, resume=resume))


def test_a_folder_stands_for_its_documents_in_order(folder: Path) -> None:
    assert [source.id for source in sources([folder], DAY)[0]] == ["a", "b", "e", "sub/c"]
    (folder / "none").mkdir()
    with pytest.raises(NotFound, match="no document"):
        sources([folder / "none"], DAY)


def test_files_of_one_name_are_told_apart_and_one_file_is_read_once(folder: Path) -> None:
    (folder / "a.md").write_text("Ardia said so.")
    assert [s.id for s in sources([folder], DAY)[0]][:2] == ["a.md", "a.txt"]
    assert len(sources([folder / "b.txt", folder / "b.txt"], DAY)[0]) == 1
    (folder / "sub" / "a.txt").write_text("Ardia said so.")
    with pytest.raises(InputError, match="two reports are called"):
        sources([folder, folder / "sub"], DAY)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_read_stops_nothing(folder: Path, jobs: int) -> None:
    found = all_of(folder, None, jobs)
    assert [outcome.source.id for outcome in found] == ["a", "b", "e", "sub/c"]
    assert [bool(outcome.claims) for outcome in found] == [True, True, False, True]
    fault = found[2].fault
    assert fault is not None
    assert str(folder / "e.txt") in str(fault.error())


@pytest.mark.parametrize("failure", [ValueError("no such thing"), OverflowError("too large"), RecursionError()])
def test_a_fault_of_the_reader_costs_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    """Whatever one text does to the reader: that file is named as not read, and the others are read."""
    whole = read_run.reader

    class Stumbles:
        def __init__(self, *given: object) -> None:
            self.rules = whole(*given)  # type: ignore[arg-type]

        def read(self, report: Report, *known: object) -> object:
            if report.id == "b":
                raise failure
            return self.rules.read(report, *known)  # type: ignore[arg-type]

    monkeypatch.setattr(read_run, "reader", Stumbles)
    found = all_of(folder, None)
    assert [bool(outcome.claims) for outcome in found] == [True, False, False, True]
    fault = found[1].fault
    assert fault is not None
    assert isinstance(fault.error(), InputError)
    assert str(folder / "b.txt") in str(fault.error())
    assert type(failure).__name__ in str(fault.error())
    assert "no such thing" not in str(fault.error())


def test_any_number_of_processes_finds_the_same(folder: Path) -> None:
    assert all_of(folder, None, 1) == all_of(folder, None, 2)


def test_a_stopped_run_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "w.safeconduct"
    with closing(run(sources([folder], DAY)[0], PLAIN, into=into, jobs=1, resume=True)) as running:
        next(running)
        next(running)
    with closing(SqliteWorkspace(into)) as store:
        assert [report.id for report in store.reports()] == ["a", "b"]
    assert [outcome.before for outcome in all_of(folder, into)] == [True, True, False, False]
    assert [outcome.before for outcome in all_of(folder, into)] == [True, True, False, True]
    assert not any(outcome.before for outcome in all_of(folder, into, resume=False))


def test_what_changes_a_reading_is_read_again(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "w.safeconduct"
    all_of(folder, into)
    with_places = With(parties=(), gazetteer={"p": ("plant",)})
    (again, *_) = run(
        [Source(path=folder / "a.txt", id="a", published=DAY)], with_places, into=into, jobs=1, resume=True
    )
    assert not again.before
    (folder / "b.txt").write_text("Ardia said nothing of it.")
    changed = all_of(folder, into)[1]
    assert changed.fault is not None
    assert "another text" in changed.fault.message


def test_one_text_under_two_names_is_kept_once(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "w.safeconduct"
    (folder / "z.txt").write_bytes((folder / "a.txt").read_bytes())
    found = all_of(folder, into)
    assert found[-1].notes == ("known already as a: the same text, kept once, one witness",)
    with closing(SqliteWorkspace(into)) as store:
        assert [report.id for report in store.reports()] == ["a", "b", "sub/c"]
    assert all(outcome.before for outcome in all_of(folder, into) if outcome.fault is None)


def test_another_run_that_was_faster_is_no_fault(folder: Path, tmp_path: Path) -> None:
    """Two people read into one workspace: b comes from the other run under another name, sub/c under its own."""
    into = tmp_path / "w.safeconduct"
    mine = run(sources([folder], DAY)[0], PLAIN, into=into, jobs=1, resume=True)
    assert next(mine).source.id == "a"
    others = [Source(path=folder / "b.txt", id="other/b", published=DAY)]
    others += [Source(path=folder / "sub" / "c.txt", id="sub/c", published=DAY)]
    assert [one.before for one in run(others, PLAIN, into=into, jobs=1, resume=True)] == [False, False]
    b, e, c = mine
    assert (b.before, b.fault) == (True, None)
    assert b.notes == ("known already as other/b: the same text, kept once, one witness",)
    assert e.fault is not None
    assert (c.fault, c.notes) == (None, ())
    with closing(SqliteWorkspace(into)) as store:
        assert [report.id for report in store.reports()] == ["a", "other/b", "sub/c"]
    assert [one.before for one in all_of(folder, into) if one.fault is None] == [True, True, True]


def test_a_text_the_ledger_refused_is_not_known_afterwards(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "w.safeconduct"
    all_of(folder, into)
    (folder / "b.txt").write_text("Ardia said nothing of it.")
    (folder / "sub" / "d.txt").write_text("Ardia said nothing of it.")
    found = {one.source.id: one for one in all_of(folder, into)}
    assert found["b"].fault is not None
    assert (found["sub/d"].fault, found["sub/d"].notes) == (None, ())
    with closing(SqliteWorkspace(into)) as store:
        assert [report.id for report in store.reports()] == ["a", "b", "sub/c", "sub/d"]


def test_no_word_of_a_masked_name_is_kept(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "w.safeconduct"
    (folder / "f.txt").write_text("“No,” said Olena Kovalenko, 43, a nurse. Ardia said Kovalenko left.")
    all_of(folder, into)
    with closing(SqliteWorkspace(into)) as store:  # what is kept is encrypted: looked at with its key, and without
        kept = "".join(map(repr, (*store.reports(), *store.claims())))
    assert "Kovalenko" not in kept
    assert "Xxxxxxxxx" in kept
    assert b"Kovalenko" not in b"".join(path.read_bytes() for path in tmp_path.glob("w.safeconduct*") if path.is_file())


def test_a_model_needs_both_its_address_and_its_name(folder: Path) -> None:
    with pytest.raises(InputError, match="address and its name"):
        prepare([folder], published=DAY, parties=None, roads=None, llm="http://127.0.0.1:1/v1")
    _, reading = prepare([folder], published=DAY, parties=None, roads=None)
    assert reading.endpoint is None


def opened_again(path: Path) -> Document:
    """No file is opened that was opened before."""
    raise AssertionError(path)


def test_settled_names_of_a_gazetteer_are_known_and_a_case_s_own_go_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "XX.txt").write_text(TABLE + "\n", encoding="utf-8")
    build_places(tmp_path / "XX.txt", tmp_path / "xx.places")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("People in Mårsk will be taken to Tarnby.\n", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_bytes(b"\x00")
    found, reading = prepare([tmp_path / "in"], published=DAY, parties=None, roads=None, places=tmp_path / "xx.places")
    assert reading.gazetteer == {"marsk": ("Mårsk", "Marsk"), "tarnby": ("Tarnby",)}
    monkeypatch.setattr("safeconduct.app.documents.open_document", opened_again)
    outcomes = list(run(found[:1], reading, into=None, jobs=1, resume=False))
    assert outcomes[0].source.opened is None
    monkeypatch.undo()
    outcomes += run(found[1:], reading, into=None, jobs=1, resume=False)
    assert "marsk" in {place for outcome in outcomes for claim in outcome.claims for place in claim.places}
    assert [outcome.fault is None for outcome in outcomes] == [True, False]


def test_own_sites_need_a_gazetteer_beside_them(folder: Path) -> None:
    with pytest.raises(InputError, match="beside a gazetteer"):
        prepare([folder], published=DAY, parties=None, roads=None, sites=folder / "sites.csv")
