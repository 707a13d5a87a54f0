"""Functions compiled once and kept on disk, under a name made of all the sources they are made of.

Numba's own cache looks at the file a function stands in and at no other: when a function or a constant it takes from a
second file changes, the old machine code would go on running. So the folder of the cache is named by a hash of the
module's source and of every module of this package that it imports, at whatever remove. Changed sources mean another
folder, and two programs at work on different sources never write into the same one.
"""

from __future__ import annotations

import ast
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit
from numba.core.types import unliteral
from numba.misc.appdirs import AppDirs

_F = TypeVar("_F", bound=Callable[..., Any])
_SETTINGS: Any = config
_USERS: str = AppDirs(appname="safeconduct", appauthor=False).user_cache_dir  # type: ignore[no-untyped-call]

#: Folders kept of each module: of the sources of now, and of some that somebody may go back to.
KEPT = 3


def compiled(function: _F) -> _F:
    """The function compiled when first called, without the interpreter's lock, and taken from the cache where the
    sources are the same. Where no folder can be written to, it is compiled anew in every process."""
    source = Path(function.__code__.co_filename)
    wished = str(_SETTINGS.CACHE_DIR)
    folder = _folder(source.parent, source.stem, wished)
    _SETTINGS.CACHE_DIR = str(folder or "")
    try:
        made = njit(cache=folder is not None, nogil=True)(function)
    finally:
        _SETTINGS.CACHE_DIR = wished
    return cast(_F, _one_for_all_numbers(made))


def _one_for_all_numbers(made: Any) -> Any:
    """Numba would compile a function called with 1 and with -1 twice, and all that it calls; so it does it once."""
    template = made.get_call_template
    plain: Callable[[Any], Any] = unliteral

    def get_call_template(args: Sequence[Any], kws: dict[str, Any]) -> Any:
        return template([plain(arg) for arg in args], {name: plain(arg) for name, arg in kws.items()})

    made.get_call_template = get_call_template
    return made


def key(sources: Path, module: str) -> str:
    """The hash of a module of the folder ``sources`` and of all modules there that it imports, directly or not."""
    found: dict[str, bytes] = {}
    due = [module]
    while due:
        name = due.pop()
        if name not in found:
            found[name] = (sources / f"{name}.py").read_bytes()
            due += _imported(sources, found[name])
    digest = hashlib.sha256()
    for name, text in sorted(found.items()):
        digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()[:16]


@cache
def _imported(sources: Path, text: bytes) -> tuple[str, ...]:
    """Modules of the folder that a text names in its imports, wherever these stand in it."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            named |= {part for alias in node.names for part in alias.name.split(".")}
        elif isinstance(node, ast.ImportFrom):
            named |= {*(node.module or "").split("."), *(alias.name for alias in node.names)}
    return tuple(sorted(name for name in named if (sources / f"{name}.py").is_file()))


@cache
def _folder(sources: Path, module: str, wished: str) -> Path | None:
    """Where a module's machine code lies: beside its sources, else with the user's other caches; None: nowhere."""
    name = f"{module}-{key(sources, module)}"
    for base in (Path(wished),) if wished else (sources / "__pycache__", Path(_USERS)):
        with suppress(OSError):
            folder = base / name
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                _prune(base, module, folder)
                return folder
    return None


def _prune(base: Path, module: str, current: Path) -> None:
    """Remove the oldest folders of a module. Who still runs from one compiles again, nothing worse."""

    def others() -> Iterator[tuple[float, Path]]:
        for folder in base.glob(f"{module}-{'[0-9a-f]' * 16}"):
            if folder != current:
                with suppress(OSError):
                    yield folder.stat().st_mtime, folder

    for _, folder in sorted(others(), reverse=True)[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
