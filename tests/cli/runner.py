"""Runs the console script as a person would, and keeps what it printed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[2]
AZOT = REPO / "examples" / "azot"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def safeconduct(*arguments: str | Path, cwd: Path | None = None, timeout: float = 120) -> Ran:
    """The exit code, stdout and stderr of ``safeconduct arguments``."""
    command = [sys.executable, "-c", "from safeconduct.cli.main import run; run()", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(REPO / "src"), "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=timeout, env=env, check=False)
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)
