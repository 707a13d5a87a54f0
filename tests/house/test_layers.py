"""The import contracts hold, and they bite when one is broken."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SRC, built, parsed, python_files, relative

LINT = Path(sys.executable).with_name("lint-imports")

#: room, file to plant, line planted, the contract's name as it is reported
VIOLATIONS = [
    ("model", "model/planted.py", "import os", "model knows nothing"),
    ("model", "model/planted.py", "from safeconduct import codec", "rooms in their order"),
    ("read", "read/planted.py", "import safeconduct.plan", "rooms in their order"),
    ("read", "read/planted.py", "import safeconduct.assess", "rooms in their order"),
    ("plan", "plan/planted.py", "import safeconduct.verify", "planner does not borrow"),
    ("verify", "verify/planted.py", "import safeconduct.codec", "checker knows the model"),
    ("plan", "plan/planted.py", "import sqlalchemy", "met in adapters only"),
    ("model", "helpers/__init__.py", "", "rooms in their order"),
]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts over the tree under ``root``, and over no other copy of the package."""
    return subprocess.run(
        [str(LINT), "--no-logo", "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_contracts_hold() -> None:
    """The tree as it stands keeps every contract."""
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("room", "file", "line", "contract"), VIOLATIONS)
def test_planted_violation_is_caught(tmp_path: Path, room: str, file: str, line: str, contract: str) -> None:
    """One forbidden import in a copy of the tree breaks the contract that forbids it."""
    if not built(room):
        pytest.skip(f"the room {room} is not built yet")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    planted = tmp_path / "src" / "safeconduct" / file
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")
    result = lint(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [row for row in result.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(contract in row for row in broken), result.stdout


def imported(path: Path) -> set[str]:
    """Full names of what a file imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)}:{node.lineno}: imports are absolute here"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("room", ["model", "verify"])
def test_standard_library_only(room: str) -> None:
    """The model and the checker import the model and the standard library, nothing else at all."""
    for path in sorted((SRC / room).rglob("*.py")):
        for name in imported(path):
            own = name == "safeconduct.model" or name.startswith(("safeconduct.model.", f"safeconduct.{room}"))
            standard = name.split(".")[0] in sys.stdlib_module_names
            assert own or standard, f"{relative(path)} imports {name}"


def test_model_is_without_world() -> None:
    """No file, clock, chance or process in the model."""
    for path in sorted((SRC / "model").rglob("*.py")):
        world = imported(path) & {"os", "time", "random", "pathlib", "io", "secrets", "subprocess", "socket"}
        assert not world, f"{relative(path)} imports {sorted(world)}"


def calls(path: Path) -> set[tuple[str, int]]:
    """Dotted names used in a file, with their lines."""
    return {
        (ast.unparse(node), node.lineno)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute)
    }


def test_wall_time_and_environment_have_one_door() -> None:
    """Wall time and chance are met in adapters; the environment is read in app/settings.py."""
    clocks = {"datetime.now", "datetime.today", "date.today", "time.time", "datetime.datetime.now"}
    doors = {"adapters", "stress"}
    for path in python_files("src"):
        room = path.relative_to(SRC).parts[0]
        for name, line in calls(path):
            if name in clocks or name.startswith("random."):
                assert room in doors, f"{relative(path)}:{line} uses {name}; ask the Clock port"
            if name in {"os.environ", "os.getenv"}:
                assert relative(path) == "src/safeconduct/app/settings.py", f"{relative(path)}:{line} reads {name}"
