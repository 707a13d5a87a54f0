"""``check.pyz``: model and checker in one file that a bare Python 3.11 runs, the same bytes on every build."""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib import resources
from pathlib import Path

SHEBANG = b"#!/usr/bin/env python3\n"
EPOCH = (1980, 1, 1, 0, 0, 0)
PACKAGES = ("safeconduct", "safeconduct.model", "safeconduct.verify")
MAIN = """\
import sys

if sys.version_info < (3, 11):
    sys.stderr.write("check.pyz needs Python 3.11 or newer, this is %d.%d\\n" % sys.version_info[:2])
    raise SystemExit(2)

from safeconduct.verify.standalone import main

raise SystemExit(main(sys.argv[1:]))
"""


def _sources() -> dict[str, bytes]:
    """Every source file of model and verify by its name in the archive, and the package they lie in."""
    found = {"__main__.py": MAIN.encode()}
    for package in PACKAGES:
        folder = resources.files(package)
        for item in folder.iterdir():
            if item.name == "__init__.py" or (item.name.endswith(".py") and package != "safeconduct"):
                found[f"{package.replace('.', '/')}/{item.name}"] = item.read_bytes()
    return found


def pyz_bytes() -> bytes:
    """The archive: sorted names, stored, one fixed time stamp."""
    buffer = io.BytesIO()
    buffer.write(SHEBANG)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(_sources().items()):
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.create_system = 3  # unix, whatever the machine that builds
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def build_pyz(path: Path) -> str:
    """Write ``check.pyz`` and make it executable; returns its SHA-256 (hex). OSError when the path is not writable."""
    data = pyz_bytes()
    path.write_bytes(data)
    path.chmod(0o755)
    return hashlib.sha256(data).hexdigest()
