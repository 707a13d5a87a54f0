"""Several programs open a workspace that is not there yet, at the same moment: one makes it, all of them have it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from safeconduct.adapters.workspace import SqliteWorkspace

print("ready", flush=True)
sys.stdin.readline()
SqliteWorkspace(Path(sys.argv[1])).close()
"""


def test_a_new_workspace_is_made_once(tmp_path: Path) -> None:
    """Without a lock around the making, one of four finds "table report already exists" in nearly every round."""
    for attempt in range(2):
        command = [sys.executable, "-c", PROGRAM, str(tmp_path / f"{attempt}.safeconduct")]
        programs = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.write("\n")
            program.stdin.flush()
        said = [program.communicate(timeout=60)[1] for program in programs]
        assert [program.returncode for program in programs] == [0] * 4, said
