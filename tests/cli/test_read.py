"""``read`` as a person types it: files and folders, formats, what is said on stderr, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from safeconduct.adapters.workspace import SqliteWorkspace
from tests.adapters.llm_stub import said, serving
from tests.cli.runner import REPO, safeconduct
from tests.read.test_language import SAID

DAY = ("--published", "2022-06-15")
TEXT = "Ardia said on Tuesday that more than 500 civilians are in the plant. Ordia denied it.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text(TEXT, encoding="utf-8")
    (made / "b.html").write_text(f"<p>{TEXT}</p><script>alert(1)</script>", encoding="utf-8")
    (made / "c.md").write_text(SAID["uk"], encoding="utf-8")
    return made


def test_a_folder_in_every_form(folder: Path, tmp_path: Path) -> None:
    listed = json.loads(safeconduct("read", folder, *DAY, "--json").out)
    assert {claim["report"] for claim in listed} == {"a", "b"}
    relations = json.loads(safeconduct("read", folder, *DAY, "--format", "relations").out)
    assert {name: len(found["relations"]) for name, found in relations.items()} == {"a": 2, "b": 2, "c": 0}
    assert relations["b"]["text"] == TEXT.strip()
    rows = list(csv.DictReader(io.StringIO(safeconduct("read", folder, *DAY, "--format", "csv").out)))
    assert [row["report"] for row in rows] == [claim["report"] for claim in listed]
    page = tmp_path / "page.html"
    ran = safeconduct("read", folder, *DAY, "--format", "html", "--out", page)
    assert (ran.code, ran.out) == (0, "")
    assert "<script" not in page.read_text(encoding="utf-8")
    assert "seems to be in Ukrainian" in page.read_text(encoding="utf-8")


def test_what_is_to_be_known_is_said_on_stderr(folder: Path) -> None:
    ran = safeconduct("read", folder, *DAY)
    assert ran.code == 0
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    assert "c: This report seems to be in Ukrainian" in ran.err
    assert "done: 3 read with 4 claims, 0 read before, 0 not read" in ran.err


def test_one_bad_file_in_a_folder_is_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"no pdf")
    ran = safeconduct("read", folder, *DAY, "--json")
    assert ran.code == 2
    assert len(json.loads(ran.out)) == 4
    assert str(folder / "bad.pdf") in ran.err
    assert "next: " in ran.err


def test_a_second_run_reads_only_what_is_new(folder: Path, tmp_path: Path) -> None:
    into = tmp_path / "w.safeconduct"
    assert "3 read with" in safeconduct("read", folder, *DAY, "-w", into).err
    (folder / "d.txt").write_text("Ardia said that 70 civilians left.", encoding="utf-8")
    again = safeconduct("read", folder, *DAY, "-w", into).err
    assert "1 read with" in again
    assert "3 read before" in again


def test_ctrl_c_leaves_whole_reports_and_no_process(tmp_path: Path) -> None:
    folder, into = tmp_path / "in", tmp_path / "w.safeconduct"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"Text {number}. {TEXT * 20}", encoding="utf-8")
    command = [sys.executable, "-c", "from safeconduct.cli.main import run; run()", "read", str(folder), *DAY]
    env = {**os.environ, "PYTHONPATH": str(REPO / "src")}
    child = subprocess.Popen([*command, "-w", str(into), "--jobs", "2"], env=env, stderr=subprocess.PIPE, text=True,
                             stdout=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until and not (into.exists() and _stored(into)):
        time.sleep(0.2)
    os.killpg(child.pid, signal.SIGINT)
    _, said_ = child.communicate(timeout=60)
    assert child.returncode == 130, said_
    assert "Traceback" not in said_
    with closing(SqliteWorkspace(into)) as store:
        kept, claims = store.reports(), store.claims()
    assert 0 < len(kept) < 400
    assert {claim.report for claim in claims} == {report.id for report in kept}
    until = time.monotonic() + 20
    while time.monotonic() < until and _alive(child.pid):
        time.sleep(0.1)
    assert not _alive(child.pid)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _stored(into: Path) -> bool:
    try:
        with closing(SqliteWorkspace(into)) as store:
            return bool(store.shas("source"))
    except Exception:  # noqa: BLE001 - another process is making it
        return False


def test_a_language_model_is_asked_only_when_named_and_the_warning_says_where(folder: Path) -> None:
    entry = {"paragraph": 1, "speaker": "Ordia", "cue": "denied", "content": "it was 600", "stance": "denies"}
    with serving(lambda body, number: said(entry)) as stub:
        ran = safeconduct("read", folder / "a.txt", *DAY, "--llm", stub.url, "--llm-model", "m")
        assert ran.code == 0
        assert "warning: the text of every report leaves this machine for 127.0.0.1" in " ".join(ran.err.split())
        assert "rejected, its words are not in the report: 'it was 600'" in " ".join(ran.err.split())
        asked = len(stub.asked)
        assert safeconduct("read", folder / "a.txt", *DAY).code == 0
        assert len(stub.asked) == asked == 1
    assert safeconduct("read", folder / "a.txt", *DAY, "--llm", stub.url).code == 2


@pytest.mark.parametrize("out", [".", "/", "made"])
def test_a_folder_is_no_file_to_write_to(folder: Path, tmp_path: Path, out: str) -> None:
    (tmp_path / "made").mkdir()
    ran = safeconduct("read", folder, *DAY, "--out", tmp_path / out if out == "made" else out)
    assert ran.code == 2
    assert "is a folder" in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""
