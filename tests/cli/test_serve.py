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


PROGRAM = "from safeconduct.cli.main import run; run()"
#: Ctrl-C at the worst moment: the main thread is about to serve, and has a lock that the log's thread needs to end.
WORST = """
import logging, signal, uvicorn
configure = uvicorn.Config.configure_logging
def late(config):
    configure(config)
    logging._lock.acquire()
    signal.raise_signal(signal.SIGINT)
    logging._lock.release()
uvicorn.Config.configure_logging = late
"""


def serving(path: Path, program: str, *given: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-u", "-c", program, "serve", str(path), "--port", "0", *given]
    return subprocess.Popen(command, cwd=ROOT / "src", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(ran: subprocess.Popen[str]) -> tuple[str, str]:
    """What it says until it ends; it is not waited for longer than an end may take."""
    try:
        return ran.communicate(timeout=30)
    finally:
        ran.kill()


def test_one_link_a_role_and_an_end_by_ctrl_c(tmp_path: Path) -> None:
    """It serves on the loopback address, and stops when it is told to."""
    given = ("--role", "gate", "--role", "gate", "--role", "auditor")
    with serving(served.workspace(tmp_path), PROGRAM, *given) as ran:
        assert ran.stdout is not None
        lines = [ran.stdout.readline() for _ in range(5)]
        ran.send_signal(signal.SIGINT)
        _, complaints = ended(ran)
    links = [re.fullmatch(r"\s+(\w+)\s+http://127\.0\.0\.1:\d+/enter/[\w-]{32}\n", line) for line in lines[2:]]
    assert [link and link.group(1) for link in links] == ["gate", "gate", "auditor"]
    assert "Traceback" not in complaints
    assert ran.returncode == 130


def test_ctrl_c_before_it_serves_leaves_no_lock_behind(tmp_path: Path) -> None:
    """Raised in that line, the lock would stay taken, and the end would wait for ever."""
    with serving(served.workspace(tmp_path), WORST + PROGRAM) as ran:
        _, complaints = ended(ran)
    assert "stopped; nothing was half-written" in complaints
    assert "Traceback" not in complaints
    assert ran.returncode == 130
