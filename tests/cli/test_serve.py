"""``safeconduct serve``: what it says before it serves, and what it does when there is nothing to serve."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.cli.runner import safeconduct
from tests.house.tree import ROOT
from tests.web import served


def test_without_a_workspace_it_says_which_command_makes_one(tmp_path: Path) -> None:
    ran = safeconduct("serve", "azot.safeconduct", cwd=tmp_path)
    assert ran.code == 2
    assert "safeconduct demo azot" in ran.err


def test_an_unknown_role_is_named_with_those_there_are(tmp_path: Path) -> None:
    ran = safeconduct("serve", str(served.workspace(tmp_path)), "--role", "king", cwd=tmp_path)
    assert ran.code == 2
    assert "dispatcher" in ran.err


def test_one_link_a_role_and_an_end_by_ctrl_c(tmp_path: Path) -> None:
    """It serves on the loopback address, and stops when it is told to."""
    program = "from safeconduct.cli.main import run; run()"
    path = served.workspace(tmp_path)
    given = ("serve", str(path), "--port", "0", "--role", "gate", "--role", "gate", "--role", "auditor")
    command = [sys.executable, "-u", "-c", program, *given]
    with subprocess.Popen(command, cwd=ROOT / "src", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as ran:
        assert ran.stdout is not None
        lines = [ran.stdout.readline() for _ in range(5)]
        ran.send_signal(signal.SIGINT)
        _, complaints = ran.communicate(timeout=30)
    links = [re.fullmatch(r"\s+(\w+)\s+http://127\.0\.0\.1:\d+/enter/[\w-]{32}\n", line) for line in lines[2:]]
    assert [link and link.group(1) for link in links] == ["gate", "gate", "auditor"]
    assert "Traceback" not in complaints
