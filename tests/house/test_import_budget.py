"""`safeconduct --help` stays light: no solver, no language model, no numeric library is imported for it."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.house.tree import ROOT

HEAVY = (
    "numpy",
    "scipy",
    "pandas",
    "spacy",
    "ortools",
    "typst",
    "sqlalchemy",
    "alembic",
    "fastapi",
    "starlette",
    "uvicorn",
)

PROGRAM = """
import json, sys
from safeconduct.cli.verbs import app
try:
    app(["--help"])
except SystemExit as end:
    assert not end.code, end.code
print()
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""


def test_help_imports_nothing_heavy() -> None:
    """Asked for help in a fresh interpreter, none of the heavy libraries is loaded."""
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, *HEAVY], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[-1]) == []
