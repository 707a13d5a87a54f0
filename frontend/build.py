"""Builds the islands into the service's folder, and says of which sources: `python frontend/build.py`.

Plain standard library, because the wheel's build hook runs it where nothing else is installed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src" / "safeconduct" / "web" / "built"

#: Written beside the built files: the hash of the sources they were built from.
STAMP = "sources.sha256"

#: The oldest node that Vite runs on.
OLDEST = (20, 19)

_APART = {"node_modules", "__pycache__"}


def sources_sha() -> str:
    """A hash of every source of the islands, of its name and its bytes."""
    found = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if path.is_file() and not _APART & set(path.relative_to(HERE).parts):
            found.update(f"{path.relative_to(HERE).as_posix()}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def built_sha() -> str | None:
    """The hash of the sources of what is built; None where nothing is."""
    stamp = BUILT / STAMP
    return stamp.read_text(encoding="ascii").strip() if stamp.is_file() else None


def tools() -> tuple[str, str] | None:
    """The paths of node and npm, those beside this Python first; None when one is missing or node is too old."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    return (node, npm) if numbers >= OLDEST else None


def install() -> str | None:
    """Fetch the packages of the lock file, unless they are here; why not, in words, or None when they are."""
    installed = HERE / "node_modules" / ".package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= (HERE / "package-lock.json").stat().st_mtime:
        return None
    return _npm("ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")


def build() -> str | None:
    """Install what the islands need, check their types and build them; why not, in words, or None when it is done."""
    fault = install() or _npm("run", "check") or _npm("run", "build")
    if fault is None:
        (BUILT / STAMP).write_text(sources_sha() + "\n", encoding="ascii")
    return fault


def _npm(*step: str) -> str | None:
    found = tools()
    if found is None:
        return f"needs node {'.'.join(map(str, OLDEST))} or newer and npm: run `make setup-frontend`"
    node, npm = found
    env = {**os.environ, "PATH": os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))}
    done = subprocess.run([npm, *step], cwd=HERE, env=env, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    return f"npm {' '.join(step[:2])} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"


def main() -> int:
    """Build unless what is built is of these sources."""
    if built_sha() == sources_sha():
        sys.stderr.write("frontend: built already, of these sources\n")
        return 0
    missing = install()
    if missing is not None:  # no node, or no way to its packages: an error of the machine, not of the sources
        sys.stderr.write(f"frontend: NOT BUILT, the pages stay plain and their tests are skipped: {missing}\n")
        return 0
    fault = build()
    if fault is not None:
        sys.stderr.write(f"frontend: {fault}\n")
        return 1
    size = sum(path.stat().st_size for path in BUILT.iterdir())
    sys.stderr.write(f"frontend: {len(list(BUILT.iterdir()))} files, {size // 1000} kB in {BUILT.name}/\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
