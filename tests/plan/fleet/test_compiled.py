"""Machine code never outlives its sources, wherever these stand; and it is kept as long as they are the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.plan.fleet import compiled
from safeconduct.plan.fleet.compiled import KEPT, key

WALK = """
from safeconduct.plan.fleet.compiled import compiled
from stride import step

@compiled
def far(n):
    return n * step()
"""
STRIDE = """
from safeconduct.plan.fleet.compiled import compiled
from length import LENGTH

@compiled
def step():
    return LENGTH
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """walk calls stride, which takes a constant from length; idle is imported by nobody."""
    for name, text in (("walk", WALK), ("stride", STRIDE), ("length", "LENGTH = 2\n"), ("idle", "")):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


def walked(sources: Path) -> int:
    """What another process gets for three steps."""
    program = f"import sys; sys.path.insert(0, {str(sources)!r}); import walk; print(walk.far(3))"
    done = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_a_constant_two_files_away_is_seen(sources: Path) -> None:
    """Numba alone would answer 6 twice: walk.py is the same, and that is all it looks at."""
    assert walked(sources) == 6
    assert list((sources / "__pycache__").glob(f"walk-{key(sources, 'walk')}/**/*.nbc"))
    (sources / "length.py").write_text("LENGTH = 5\n", encoding="utf-8")
    assert walked(sources) == 15


def test_the_key_is_of_what_is_imported_and_of_nothing_else(sources: Path) -> None:
    """Directly, indirectly, from inside a function, by either kind of import."""
    first = key(sources, "walk")
    (sources / "idle.py").write_text("IDLE = 1\n", encoding="utf-8")
    assert key(sources, "walk") == first
    seen = {first}
    for text in ("LENGTH = 3\n", "LENGTH = 3\ndef late():\n    import idle\n", "from . import idle\n", "import idle\n"):
        (sources / "length.py").write_text(text, encoding="utf-8")
        seen.add(key(sources, "walk"))
    assert len(seen) == 5
    (sources / "idle.py").write_text("IDLE = 2\n", encoding="utf-8")
    assert key(sources, "walk") not in seen


def test_old_folders_go(sources: Path) -> None:
    """The newest few of a module stay, and other modules' own."""
    places = set()
    for length in range(KEPT + 3):
        (sources / "length.py").write_text(f"LENGTH = {length}\n", encoding="utf-8")
        compiled._folder.cache_clear()
        places.add(compiled._folder(sources, "walk", ""))
        compiled._folder(sources, "stride", "")
    kept = {folder for folder in places if folder is not None and folder.is_dir()}
    assert len(kept) == KEPT
    assert compiled._folder(sources, "walk", "") in kept
    assert len(list((sources / "__pycache__").glob("stride-*"))) == KEPT


def test_where_nothing_can_be_written_nothing_is_kept(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folders should be: the user's own cache is next, and without it none."""
    (sources / "__pycache__").write_text("", encoding="utf-8")
    monkeypatch.setattr(compiled, "_USERS", str(sources / "users"))
    assert compiled._folder(sources, "walk", "") == sources / "users" / f"walk-{key(sources, 'walk')}"
    compiled._folder.cache_clear()
    monkeypatch.setattr(compiled, "_USERS", str(sources / "idle.py"))
    assert compiled._folder(sources, "walk", "") is None
    assert compiled._folder(sources, "walk", str(sources / "wished")) is not None


def test_every_module_with_compiled_code_is_covered() -> None:
    """Nobody calls numba's decorator directly in this package: its cache would be the old one."""
    here = Path(compiled.__file__).parent
    assert [f.name for f in sorted(here.glob("*.py")) if "njit(" in f.read_text(encoding="utf-8")] == ["compiled.py"]
