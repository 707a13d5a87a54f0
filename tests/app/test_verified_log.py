"""What of a served log was found whole is not recomputed for each document; what recomputes all finds every change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.daylog import SqlDayLog
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app import day as verbs
from safeconduct.app import verified_log
from safeconduct.app.day_desk import Command
from safeconduct.app.day_room import DayRoom
from safeconduct.app.verified_log import VerifiedLog
from safeconduct.model.errors import CheckFailed
from safeconduct.model.movement import PassedPoint
from safeconduct.ports import DayLog
from tests.run.days import OPENED, Desk

CHANGE = "UPDATE day_line SET role = 'auditor' WHERE seq = 3"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "day.safeconduct"


@pytest.fixture
def room(path: Path) -> Iterator[DayRoom]:
    @contextmanager
    def opened() -> Iterator[DayLog]:
        made = SqliteDayLog(path, SystemClock())
        yield made
        made.close()

    made = DayRoom(opened)
    made.enter(Command(event=Desk("board").event(OPENED)))
    yield made
    made.close()


@pytest.fixture
def recomputed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the lines whose hashes were recomputed, in order."""
    found: list[int] = []
    take = verified_log.Verifying.take

    def counted(self: Any, envelope: Any, texts: Any) -> None:
        found.append(envelope.seq)
        take(self, envelope, texts)

    monkeypatch.setattr(verified_log.Verifying, "take", counted)
    return found


def enter(room: DayRoom, many: int, first: int = 0) -> None:
    gate = Desk("gate")
    for _ in range(first):
        gate.event(OPENED)  # its count only
    for n in range(many):
        room.enter(Command(event=gate.event(PassedPoint(convoy="1", point=f"km {first + n}"), n), late=True))


def change(path: Path, statement: str = CHANGE) -> None:
    """Behind the service's back, past the triggers."""
    with closing(sqlite3.connect(path)) as db:
        for trigger in [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute(statement)
        db.commit()


def test_only_what_is_new_is_recomputed(room: DayRoom, recomputed: list[int]) -> None:
    log = VerifiedLog(room)
    enter(room, 4)
    first = log.now()
    assert (first.ok, first.lines, recomputed) == (True, 5, [1, 2, 3, 4, 5])
    assert log.now() == first
    enter(room, 2, first=4)
    again = log.now()
    assert (again.ok, again.lines, recomputed) == (True, 7, [1, 2, 3, 4, 5, 6, 7])
    assert again == room.ask(lambda log: log.verify())


def test_pieces_are_the_whole(room: DayRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a piece holds, and when it ends with the log."""
    enter(room, 5)
    for piece in (1, 2, 3, 5, 6, 7):
        monkeypatch.setattr(verified_log, "_PIECE", piece)
        assert VerifiedLog(room).now() == room.ask(lambda log: log.verify())


def test_an_old_row_that_was_changed_is_found_at_the_next_start_and_by_what_recomputes_all(
    room: DayRoom, path: Path
) -> None:
    log = VerifiedLog(room)
    enter(room, 4)
    assert log.now().ok
    change(path)
    assert "line 3: it was changed" in VerifiedLog(room).now().faults  # a new start
    with pytest.raises(CheckFailed, match="line 3: it was changed"):
        verbs.replay(str(path), "day")
    with pytest.raises(CheckFailed, match="line 3: it was changed"):
        verbs.verify(str(path), None)
    assert "line 3: it was changed" in log.whole().faults
    assert "line 3: it was changed" in log.now().faults  # and is not forgotten


def test_a_fault_is_gone_when_it_is_mended(room: DayRoom, path: Path) -> None:
    log = VerifiedLog(room)
    enter(room, 4)
    change(path)
    assert not log.now().ok
    change(path, "UPDATE day_line SET role = 'dispatcher' WHERE seq = 3")
    assert log.now().ok


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE day_line SET hash = 'x' WHERE seq = 5", "line 5: it was changed"),
        ("DELETE FROM day_line WHERE seq = 5", "line 6: line 5 is missing"),
    ],
)
def test_a_change_of_the_last_row_that_was_recomputed_is_found_at_once(
    room: DayRoom, path: Path, statement: str, fault: str
) -> None:
    """What comes after it would not follow from it."""
    log = VerifiedLog(room)
    enter(room, 4)
    assert log.now().ok
    enter(room, 1, first=4)
    change(path, statement)
    assert fault in log.now().faults


def test_erased_texts_are_known_to_be_erased(room: DayRoom) -> None:
    log = VerifiedLog(room)
    enter(room, 2)
    before = log.now()
    room.ask(lambda log: log.erase("day"))
    after = log.now()
    assert (after.ok, after.head, before.erased, after.erased) == (True, before.head, (), ("day",))
    assert log.now() == after


def test_a_log_of_many_lines_is_read_in_pieces_too(room: DayRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it whole at once would hold every text of every day in memory."""
    asked: list[int] = []
    sealed = SqlDayLog.sealed
    monkeypatch.setattr("safeconduct.adapters.daylog._PIECE", 2)
    monkeypatch.setattr(
        SqlDayLog, "sealed", lambda log, after, most: (asked.append(after), sealed(log, after, most))[1]
    )
    enter(room, 4)
    assert room.ask(lambda log: log.verify()).lines == 5
    assert asked == [0, 2, 4, 5]
