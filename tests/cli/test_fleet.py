"""``safeconduct plan --together``: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from safeconduct import codec
from safeconduct.model.situation import Situation
from safeconduct.verify.bundle import build_pyz
from tests.cli.runner import safeconduct
from tests.tiny_fleet import tiny_fleet


def stored(situation: Situation, folder: Path) -> Path:
    """The situation as a file."""
    path = folder / "given.json"
    path.write_bytes(codec.dump(situation))
    return path


def test_everyone_out_is_told_written_and_checked_by_the_file_to_take_along(tmp_path: Path) -> None:
    """The table in 80 columns, three documents, and ``check.pyz`` agrees on all but the tiny case's made-up sunset."""
    out = tmp_path / "out"
    ran = safeconduct("plan", stored(tiny_fleet(), tmp_path), "--together", "--work", "1500", "--out", out)
    assert ran.code == 0, ran.err
    assert "100 of 100 people out" in ran.out
    assert "people who wish to go" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    files = sorted(path.name for path in out.iterdir())
    assert files == ["fleet-certificate.json", "fleet-plan.json", "situation.json"]
    build_pyz(tmp_path / "check.pyz")
    command = [sys.executable, "-I", str(tmp_path / "check.pyz"), *(str(out / name) for name in files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    failing = [line for line in checked.stdout.splitlines() if line.startswith("FAIL ")]
    assert all("sunset" in line for line in failing)
    assert sum(line.startswith("ok  ") for line in checked.stdout.splitlines()) >= 16


def test_not_everyone_out_exits_three_unless_most_was_asked_for(tmp_path: Path) -> None:
    """Charlie wishes to go elsewhere: 60 of 100."""
    given = stored(tiny_fleet(wish="elsewhere"), tmp_path)
    assert safeconduct("plan", given, "--together", "--work", "500").code == 3
    most = safeconduct("plan", given, "--together", "--work", "500", "--mode", "most", "--json")
    assert most.code == 0
    assert json.loads(most.out)["persons_out"] == 60


def test_a_fleet_is_planned_for_an_end_of_the_estimates(tmp_path: Path) -> None:
    """Not for a number, and not for a corridor there is none of."""
    given = stored(tiny_fleet(), tmp_path)
    number = safeconduct("plan", given, "--together", "--people", "80")
    assert number.code == 2
    assert "low, likely or high" in number.err
    lost = safeconduct("plan", given, "--together", "--corridor", "nowhere")
    assert lost.code == 2
    assert "from-charlie" in lost.err
