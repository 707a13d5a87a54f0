"""Keys: made once, readable by their owner only, bound to a place, gone when destroyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.adapters.day_keys import DayKeys
from safeconduct.model.errors import StoreError


@pytest.fixture
def keys(tmp_path: Path) -> DayKeys:
    made = DayKeys(tmp_path / "keys")
    made.make("15 June")
    return made


def only_key(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "keys").iterdir()
    return path


def test_a_text_comes_back_from_its_own_place_only(keys: DayKeys) -> None:
    salt, sealed = keys.seal("15 June", "1:body", b"forty boarded")
    assert keys.unseal("15 June", "1:body", sealed) == (salt, b"forty boarded")
    assert keys.unseal("15 June", "2:body", sealed) is None
    assert keys.unseal("15 June", "1:body", sealed[:-1] + b"x") is None
    assert b"forty" not in sealed


def test_the_same_text_is_never_sealed_alike(keys: DayKeys) -> None:
    assert keys.seal("15 June", "1:body", b"x") != keys.seal("15 June", "1:body", b"x")


def test_a_key_is_made_once_and_is_its_owners(keys: DayKeys, tmp_path: Path) -> None:
    path = only_key(tmp_path)
    before = path.read_bytes()
    keys.make("15 June")
    DayKeys(tmp_path / "keys").make("15 June")
    assert only_key(tmp_path).read_bytes() == before
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "June" not in path.name


def test_a_key_another_process_just_made_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both found none; the slower one keeps the faster one's."""
    fast, slow = DayKeys(tmp_path / "keys"), DayKeys(tmp_path / "keys")
    fast.make("day")
    before = only_key(tmp_path).read_bytes()
    monkeypatch.setattr(slow, "has", lambda day: False)
    slow.make("day")
    assert only_key(tmp_path).read_bytes() == before


def test_a_destroyed_key_is_nowhere(keys: DayKeys, tmp_path: Path) -> None:
    keys.seal("15 June", "1:body", b"x")
    keys.destroy("15 June")
    assert not keys.has("15 June")
    assert list((tmp_path / "keys").iterdir()) == []
    with pytest.raises(FileNotFoundError):
        keys.seal("15 June", "1:body", b"x")
    keys.destroy("15 June")  # again is nothing more


def test_a_damaged_key_says_so(tmp_path: Path, keys: DayKeys) -> None:
    only_key(tmp_path).write_bytes(b"short")
    with pytest.raises(StoreError, match="damaged") as refused:
        DayKeys(tmp_path / "keys").seal("15 June", "1:body", b"x")
    assert "copy" in refused.value.next_step
