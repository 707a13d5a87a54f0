"""Red line 22: retreat.

Fails when: after one command a word or a count that people entered can be read from the workspace, its write-ahead log,
its keys or an earlier backup; the key is still anywhere; the chain no longer verifies; no count is left.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app.day import backup, erase, lines, verify
from safeconduct.app.erasing import erase as erase_all
from safeconduct.model.control import TextsErased
from safeconduct.model.errors import StoreError
from safeconduct.model.event import Event
from tests.contracts.test_workspace import DECISION, claim, report
from tests.run.days import UNDER_WAY, Desk

#: Not a real person; words that nobody should have written, and that must go all the same.
NOTE = "Mrs Quillfeather in cellar 7 asked for insulin"


def written(folder: Path) -> tuple[str, list[Event]]:
    """A day with a note, backed up while it runs."""
    desk, store = Desk(), folder / "field.safeconduct"
    events = [replace(event, note=NOTE) for event in desk.events(*UNDER_WAY)]
    log = SqliteDayLog(store, SystemClock())
    log.append(events)
    log.backup(folder / "backup.safeconduct")
    log.close()
    return str(store), events


def found(folder: Path, *needles: bytes) -> list[str]:
    """Files anywhere below the folder that hold one of these, plain or in base 64."""
    wanted = [form for needle in needles for form in (needle, base64.b64encode(needle)[:-4], needle.hex().encode())]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in wanted)]


def test_one_command_and_nothing_personal_is_left(tmp_path: Path) -> None:
    store, events = written(tmp_path)
    (key,) = (tmp_path / "field.safeconduct.keys").iterdir()
    secret, before = key.read_bytes(), verify(store, None)
    assert found(tmp_path, secret) == [key.name]  # the key is in its file only: no database, no backup
    assert found(tmp_path, NOTE.encode()) == []  # and no text is ever written plainly
    assert lines(store, "day")[1].event == events[1]

    assert erase(store, None, "field lead") == ("day",)

    after = verify(store, before.head)
    assert (after.ok, after.erased) == (True, ("day",))
    assert [line.event for line in lines(store, "day")] == [None] * len(events)
    assert found(tmp_path, secret, NOTE.encode(), b"Quillfeather") == []
    assert not key.exists()
    (kept,) = [line.event for line in lines(store, "erasures")]
    assert kept is not None
    assert kept.body == TextsErased(erased="day", lines=5, known=100, waiting=50, aboard=50)


def test_a_backup_taken_before_is_unreadable_too(tmp_path: Path) -> None:
    store, events = written(tmp_path)
    erase(store, None, "field lead")
    again = SqliteDayLog(tmp_path / "restored.safeconduct", SystemClock())
    again.restore(tmp_path / "backup.safeconduct")
    again.close()
    (tmp_path / "restored.safeconduct.keys").symlink_to(tmp_path / "field.safeconduct.keys")
    read = lines(str(tmp_path / "restored.safeconduct"), "day")
    assert [line.event for line in read] == [None] * len(events)
    assert verify(str(tmp_path / "restored.safeconduct"), None).ok


PLANTED = ("Wendeline Quillfeather", "cellar-7-of-the-tannery", "insulin since Tuesday", "Ottoline Brackwater")


def ledger(folder: Path, path: Path) -> None:
    """A report named after somebody, with a text, a decision and a document, each with a planted word."""
    named = replace(report(f"{PLANTED[0]}.txt", f"North offers a corridor to {PLANTED[1]}."), title=PLANTED[3])
    store = SqliteWorkspace(path)
    store.add_report(named, [claim(named, 27)])
    store.add_decisions([replace(DECISION, report=named.id, why=PLANTED[2], by=PLANTED[3])])
    store.put("dossier", json.dumps(PLANTED).encode())
    store.close()


def test_erase_leaves_no_word_of_ledger_or_day_in_database_log_or_backup(tmp_path: Path) -> None:
    path, words = tmp_path / "field.safeconduct", tuple(word.encode() for word in (*PLANTED, NOTE))
    written(tmp_path)
    (tmp_path / "backup.safeconduct").unlink()
    ledger(tmp_path, path)
    held = SqliteWorkspace(path)  # a reader keeps the write-ahead log in being
    assert held.reports()[0].title == PLANTED[3]
    backup(str(path), tmp_path / "backup.safeconduct")
    keys = [file.read_bytes() for file in (tmp_path / "field.safeconduct.keys").iterdir()]
    assert len(keys) == 2
    before = verify(str(path), None)
    assert found(tmp_path, *words) == []  # no text is ever written plainly

    gone = erase_all(str(path), "field lead")

    assert (gone.days, gone.texts) == (("day",), 4)
    assert found(tmp_path, *words, *keys) == []
    after = verify(str(path), before.head)
    assert (after.ok, after.erased) == (True, ("day",))
    with pytest.raises(StoreError, match="erased"):
        held.reports()
    held.close()
    copy = SqliteWorkspace(tmp_path / "backup.safeconduct")
    with pytest.raises(StoreError, match="keys was left behind"):
        copy.decisions()
    copy.close()
    assert erase_all(str(path), "field lead").texts == 0  # again is harmless


def test_lines_hold_no_count_and_no_word(tmp_path: Path) -> None:
    """What stays: when, in which role, on which device, what kind, and salted hashes."""
    store, _ = written(tmp_path)
    stays = {
        "seq", "day", "version", "kind", "device", "counter", "at", "recorded_at", "role", "body_hash", "note_hash",
        "prev", "hash",
    }  # fmt: skip
    for line in lines(store, "day"):
        assert set(type(line.envelope).__dataclass_fields__) == stays
        assert NOTE not in json.dumps(str(line.envelope))
