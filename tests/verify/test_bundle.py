"""``check.pyz`` on a bare Python: no site packages, no PYTHONPATH, the same bytes on every build."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

from safeconduct.verify.bundle import build_pyz, pyz_bytes
from tests.verify.test_standalone import documents, write


def run(pyz: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The bundle under ``-I -S`` (no site packages), away from the project."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    command = [sys.executable, "-I", "-S", str(pyz), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=pyz.parent, env=environment, check=False, timeout=60
    )


def test_a_bare_python_checks_an_answer(tmp_path: Path) -> None:
    pyz = tmp_path / "check.pyz"
    build_pyz(pyz)
    situation, plan, true = documents()
    done = run(pyz, *write(tmp_path, situation, plan, true))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("CHECKED 21 rules")
    false = replace(true, persons_out=true.persons_out + 1)
    done = run(pyz, *write(tmp_path, situation, plan, false))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (5, "FAILED 1 of 21 rules: verdict")
    assert run(pyz, "nowhere.json").returncode == 2


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    assert build_pyz(tmp_path / "a.pyz") == build_pyz(tmp_path / "b.pyz")
    assert (tmp_path / "a.pyz").read_bytes() == pyz_bytes()


def test_only_the_model_and_the_checker_are_inside(tmp_path: Path) -> None:
    build_pyz(tmp_path / "check.pyz")
    with zipfile.ZipFile(tmp_path / "check.pyz") as archive:
        names = archive.namelist()
        assert all(item.date_time == (1980, 1, 1, 0, 0, 0) for item in archive.infolist())
    assert names == sorted(names)
    rooms = {name.split("/")[1] for name in names if name.startswith("safeconduct/")}
    assert rooms == {"__init__.py", "model", "verify"}
    assert os.access(tmp_path / "check.pyz", os.X_OK)
