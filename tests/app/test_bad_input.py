"""Files nobody would want: each ends in a clear word and the others are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from safeconduct.app.read_run import Outcome, With, run, sources

DAY = date(2022, 6, 15)
PLAIN = "Ardia said that more than 500 civilians are in the plant."
UKRAINIAN = "Міська рада повідомила, що міст закрито, а люди чекають на автобуси біля школи вже третю добу."

#: Name, bytes, words of what is said of it.
REFUSED = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n\t", "empty"),
    ("binary.txt", bytes(range(256)) * 8, ""),
    ("page.html", b"<html><script>alert('Ardia said so.')</script></html>", ""),
    ("broken.pdf", b"%PDF-1.7\nnot really", ""),
    ("broken.docx", b"PK\x03\x04 not really", ""),
]
#: Name, text, words of the note beside the report.
NOTED = [
    ("ukrainian.txt", UKRAINIAN, "English"),
    ("turning.txt", f"{PLAIN} \u202eden sa\u202c", "direction"),
    ("hidden.txt", PLAIN.replace("plant", "pl\u200bant"), "invisible"),
    ("alike.txt", PLAIN.replace("Ardia", "Аrdia") + " Аrdia denied it.", "look"),
]


def outcome(folder: Path, name: str, data: bytes) -> Outcome:
    """What becomes of one file that lies beside an ordinary one, which is read in any case."""
    (folder / name).write_bytes(data)
    (folder / "zz.txt").write_text(PLAIN, encoding="utf-8")
    found = list(run(sources([folder], DAY)[0], With(parties=(), gazetteer={}), into=None, jobs=1, resume=False))
    assert [o.source.path.name for o in found] == [name, "zz.txt"]
    assert found[1].claims
    return found[0]


@pytest.mark.parametrize(("name", "data", "says"), REFUSED)
def test_what_holds_no_report_is_refused_with_a_next_step(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    fault = outcome(tmp_path, name, data).fault
    assert fault is not None
    assert says in f"{fault.message} {fault.next_step}"
    assert fault.next_step
    assert fault.file is not None
    assert fault.file.endswith(name)


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50 * 2**20)
    (tmp_path / "zz.txt").write_text(PLAIN, encoding="utf-8")
    large, plain = run(sources([tmp_path], DAY)[0], With(parties=(), gazetteer={}), into=None, jobs=1, resume=False)
    assert large.fault is not None
    assert "bytes" in large.fault.message
    assert plain.claims


@pytest.mark.parametrize(("name", "text", "says"), NOTED)
def test_what_a_person_should_know_stands_beside_the_report(tmp_path: Path, name: str, text: str, says: str) -> None:
    found = outcome(tmp_path, name, text.encode())
    assert found.report is not None
    assert found.report.text == text
    assert any(says in note for note in found.notes)
    for claim in found.claims:
        for span in (*claim.speaker, *claim.cue, *claim.content):
            assert text[span.start : span.end] == span.quote


def test_another_language_gives_no_claims(tmp_path: Path) -> None:
    assert outcome(tmp_path, "ukrainian.txt", UKRAINIAN.encode()).claims == ()


def test_a_script_is_no_text(tmp_path: Path) -> None:
    page = f"<html><body><script>Ordia said that the war is over.</script><p>{PLAIN}</p></body></html>"
    found = outcome(tmp_path, "page.html", page.encode())
    assert found.report is not None
    assert "Ordia" not in found.report.text
    assert found.claims
