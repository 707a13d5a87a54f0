"""Wrong paths, and a person who stops a run: words and an exit code, never a traceback, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct import codec
from tests.cases.azot import AZOT, change, copy, situation_of
from tests.cli.runner import REPO, Ran, safeconduct

REPORT = "The mayor of North said that about 500 civilians are sheltering at the mill.\n"


def refused(ran: Ran, *named: str) -> None:
    """Exit 2 with the words named and a next step."""
    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err
    assert "next:" in ran.err
    for words in named:
        assert words in ran.err


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "r.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def situation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "situation.json"
    path.write_bytes(codec.dump(situation_of(AZOT)))
    return path


def test_out_that_is_a_file_is_refused_and_kept(tmp_path: Path, report: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    for out in (taken, taken / "below"):
        refused(safeconduct("try", report, "--published", "2022-06-15", "--out", out), "taken")
    refused(safeconduct("demo", "azot", "--out", taken), "taken")
    assert taken.read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.txt", "taken"]


def test_check_names_a_document_that_is_not_there(situation: Path, tmp_path: Path) -> None:
    refused(safeconduct("check", situation, tmp_path / "none.json"), "none.json")
    refused(safeconduct("check", situation, tmp_path), tmp_path.name)


def test_assess_out_that_is_a_folder_leaves_no_part_behind(tmp_path: Path) -> None:
    out = tmp_path / "folder"
    out.mkdir()
    refused(safeconduct("assess", AZOT, "--workspace", tmp_path / "w.safeconduct", "--out", out), "folder")
    assert not (tmp_path / "folder.part").exists()


def test_an_empty_file_is_no_workspace_and_stays_empty(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    refused(safeconduct("claims", "--workspace", empty), "empty")
    assert empty.stat().st_size == 0


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    change(folder, "assumptions.yaml", "name: azot", "name: ../../elsewhere")
    refused(safeconduct("demo", folder, "--out", tmp_path / "out"), "assumptions.yaml", "name")
    assert not (tmp_path / "out").exists()


def test_a_count_beyond_reason_is_not_planned_for(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    change(folder, "reports/04-wire-story.txt", "more than 500 citizens", "more than 2,000,000 citizens")
    situation = tmp_path / "situation.json"
    situation.write_bytes(codec.dump(situation_of(folder)))
    refused(safeconduct("plan", situation, "--people", "high"), "2,000,001", "people")


def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path, report: Path) -> None:
    workspace = tmp_path / "w.safeconduct"
    assert safeconduct("read", report, "--published", "2022-06-15", "--workspace", workspace).code == 0
    full = Path("/dev/full")
    if full.exists():
        command = [sys.executable, "-c", "from safeconduct.cli.main import run; run()", "claims", "-w", str(workspace)]
        with full.open("w") as sink:
            ran = subprocess.run(command, stdout=sink, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path)
        assert ran.returncode == 2
        assert "Traceback" not in ran.stderr


def test_ctrl_c_during_a_search_stops_the_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", "from safeconduct.cli.main import run; run()", "demo", "azot", "--out", str(out)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPO / "src")},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stderr is not None
    said = ""
    while "planning svatove for 568" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=60)[1]
    assert process.returncode == 130, rest
    assert "Traceback" not in rest
    assert "stopped" in rest
    assert list(out.iterdir()) == []
    assert (tmp_path / "out.safeconduct").is_file()


def test_a_folder_of_plans_made_by_hand_is_no_dossier(tmp_path: Path) -> None:
    """What to do instead is said, and nothing is written."""
    (tmp_path / "out").mkdir()
    refused(
        safeconduct("publish", tmp_path / "out", "--out", tmp_path / "b"), "is a folder", "safeconduct demo", "--fleet"
    )
    assert not (tmp_path / "b").exists()
