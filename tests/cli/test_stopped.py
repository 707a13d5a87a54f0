"""Ctrl-C, whenever it comes: one line, 130, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.runner import REPO

COMMAND = [sys.executable, "-X", "importtime", "-c", "from safeconduct.cli.main import run; run()", "schema", "event"]
ENV = {**os.environ, "PYTHONPATH": str(REPO / "src"), "NO_COLOR": "1"}


def stopped_when(folder: Path, loaded: str, *, ignored: bool = False) -> tuple[int, list[str]]:
    """Start a command, stop it as soon as it says that it has loaded a module, and what became of it: its code, and
    what it said besides the modules it loads."""
    said = folder / "said"

    def begin() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.SIG_DFL)  # a test may run deaf to it itself

    with said.open("w") as to:
        process = subprocess.Popen(COMMAND, stdout=subprocess.DEVNULL, stderr=to, env=ENV, preexec_fn=begin)
        until = time.monotonic() + 60
        while f" {loaded}\n" not in said.read_text() and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
    return code, [line for line in said.read_text().splitlines() if line and not line.startswith("import time:")]


@pytest.mark.parametrize("loaded", ["typing", "typer.core", "safeconduct.model.errors", "safeconduct.cli.check"])
def test_while_a_command_loads(tmp_path: Path, loaded: str) -> None:
    code, said = stopped_when(tmp_path, loaded)
    assert (code, said) == (130, ["stopped; nothing was half-written"])


def test_a_command_that_was_started_deaf_to_it_goes_on(tmp_path: Path) -> None:
    assert stopped_when(tmp_path, "safeconduct.model.errors", ignored=True) == (0, [])
