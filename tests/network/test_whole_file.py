"""A file is replaced whole or stays as it was, and nothing is left beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.model.errors import InputError
from safeconduct.network.whole_file import whole_file


def test_the_new_file_takes_the_place_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "it"
    path.write_bytes(b"old")
    with whole_file(path, what="it", next_step="-") as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "it"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), whole_file(path, what="it", next_step="-") as file:
        file.write(b"%d" % (1 // 0))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none" / "it"
    refused = pytest.raises(InputError, match="the list cannot be written")
    with refused as caught, whole_file(path, what="the list", next_step="make it"):
        pass
    assert (caught.value.file, caught.value.next_step) == (str(path), "make it")
