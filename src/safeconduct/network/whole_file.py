"""A file written whole or not at all: a reader meets the old one or the new one, never half of either."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from safeconduct.model.errors import InputError


@contextmanager
def whole_file(path: Path, *, what: str, next_step: str) -> Iterator[IO[bytes]]:
    """An empty file beside ``path`` (its ``name`` is its path) that takes its place when the block ends, on disk by
    then; when the block raises, what was there stays.

    InputError that ``what`` ("the network") cannot be written when the folder refuses it."""
    try:
        file = tempfile.NamedTemporaryFile(  # noqa: SIM115
            dir=path.parent, prefix=f".{path.name}.", suffix=".partial", delete=False
        )
    except OSError as error:
        raise InputError(f"{what} cannot be written: {error.strerror}", file=str(path), next_step=next_step) from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise
