"""Files opened in a process of their own: what they are, their limits, and every way they can end."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import typst

from safeconduct.adapters import document_files
from safeconduct.adapters.document_files import Limits, open_document
from safeconduct.model.errors import InputError, ReportUnreadable
from safeconduct.read.load import MAX_BYTES, MAX_TEXT
from tests.read.test_pdf import ENCRYPTED

PAGE = b"<title>Bridge</title><article><p>The ministry said all bridges are down.</p><script>x</script></article>"


def refused(path: Path, **limits: int | float) -> ReportUnreadable:
    """The refusal of a file, which names it and says what to do."""
    with pytest.raises(ReportUnreadable) as caught:
        open_document(path, limits=Limits(**limits))  # type: ignore[arg-type]
    assert caught.value.file == str(path)
    assert caught.value.next_step
    return caught.value


def test_each_kind_by_its_ending(tmp_path: Path) -> None:
    words = "The ministry said all bridges are down."
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    (tmp_path / "a.md").write_text(words, encoding="utf-8")
    (tmp_path / "a.HTML").write_bytes(PAGE)
    (tmp_path / "a.pdf").write_bytes(typst.compile(words.encode()))
    assert {open_document(path).text for path in tmp_path.iterdir()} == {words}
    assert open_document(tmp_path / "a.HTML").title == "Bridge"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.html", b"", "empty"),
        ("a.html", b"<script>only()</script>", "empty"),
        ("a.pdf", ENCRYPTED, "encrypted"),
        ("a.pdf", b"not one", "damaged"),
        ("a.docx", b"PK\x03\x04 broken", "no Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted or old Word document"),
        ("a.txt", b"%PDF-1.7 text", "but a PDF"),
        ("a.html", b"PK\x03\x04", "but a Word document"),
        ("a.txt", PAGE, "web page"),
        ("a.txt", bytes(range(256)) * 9, "UTF-8"),
        ("a.html", b"<p>" + b"word " * (MAX_TEXT // 5) + b"</p><p>more</p>", "characters"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert says in refused(path).message


def test_a_large_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("opened"))
    assert f"at most {MAX_BYTES}" in refused(path).message


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        open_document(tmp_path / "none.txt")


@pytest.mark.skipif(find_spec("resource") is None, reason="this platform cannot limit a process")
def test_limits_on_memory_and_processor(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<p>a</p>" * 500_000)
    assert "memory" in refused(path, memory_mb=120).message
    path.write_bytes(b"<p>a</p>" * 2_000_000)
    assert "processor time" in refused(path, cpu_s=1).message


def test_a_limit_on_waiting_and_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, program = tmp_path / "a.html", tmp_path / "program"
    path.write_bytes(PAGE)
    for script, says in (("sleep 5", "longer than 0 s"), ("kill -SEGV $$", "ended the opening process")):
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(document_files.sys, "executable", str(program))
        assert says in refused(path, wall_s=0.3).message
