"""What the two stores of a day's log say when they cannot be used, and that a full disk stops nothing but writing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.postgres_daylog import PostgresDayLog
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.model.control import EventId
from safeconduct.model.errors import InputError, SafeconductError, StoreError
from tests.run.days import UNDER_WAY, Desk


def test_a_full_disk_is_said_and_nothing_written_is_lost(tmp_path: Path) -> None:
    """The file may not grow: the append is refused whole, the log still reads, and goes on when there is room."""
    log = SqliteDayLog(tmp_path / "case.safeconduct", SystemClock())
    events = Desk().events(*UNDER_WAY)
    log.append(events)
    many = [replace(events[1], id=EventId(device="phone", counter=n), note="words " * 50) for n in range(400)]

    def limit(pages: int) -> None:
        with log.engine.connect() as db:
            db.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    limit(1)  # no less than what there is
    with pytest.raises(StoreError, match=r"nothing was written: .*full") as refused:
        log.append(many)
    assert "sent again" in refused.value.next_step
    assert [line.event for line in log.read("day")] == list(events)
    assert log.verify().ok
    limit(100_000)
    assert len(log.append(many)) == 400
    assert log.verify().lines == 405
    log.close()


def test_a_foreign_file_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_bytes(b"not a database " * 300)
    with pytest.raises(StoreError, match="not a safeconduct workspace"):
        SqliteDayLog(foreign, SystemClock())
    assert foreign.read_bytes() == b"not a database " * 300
    with pytest.raises(StoreError, match="folder for the workspace does not exist"):
        SqliteDayLog(tmp_path / "nowhere" / "case.safeconduct", SystemClock())


@pytest.mark.parametrize(
    ("address", "error", "words"),
    [
        ("not an address", InputError, "no database address"),
        ("postgresql://me:secret@127.0.0.1:1/day?connect_timeout=2", StoreError, "does not answer"),
    ],
)
def test_a_database_that_is_not_there(tmp_path: Path, address: str, error: type[SafeconductError], words: str) -> None:
    """And no message shows its password."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: the extra [postgres]")
    with pytest.raises(error, match=words) as refused:
        PostgresDayLog(address, tmp_path / "keys", SystemClock())
    assert "secret" not in str(refused.value) + refused.value.next_step
