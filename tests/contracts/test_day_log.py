"""One contract, every store: what DayLog promises. SQLite in a file, and PostgreSQL where a server is installed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from safeconduct.adapters.daylog import SqlDayLog
from safeconduct.adapters.postgres_daylog import PostgresDayLog
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.model.control import EventId, Suspended
from safeconduct.model.errors import DayMoved, InputError, NotFound, StoreError
from safeconduct.model.event import GENESIS, Event
from safeconduct.model.movement import Boarded
from safeconduct.run.merge import state_of
from tests.contracts import postgres
from tests.run.days import OPENED, UNDER_WAY, Desk, walking
from tests.tiny import OPENS

NOTE = "Äußerung: the Petrov family asked to wait"

Make = Callable[[str], SqlDayLog]


class Ticking:
    """A clock that moves a second each time it is read."""

    def __init__(self) -> None:
        self._now = OPENS

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with postgres.server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Opens a log by name; the same name is the same store, opened again."""
    urls: dict[str, str] = {}
    opened: list[SqlDayLog] = []

    def log(name: str) -> SqlDayLog:
        if request.param == "sqlite":
            made: SqlDayLog = SqliteDayLog(tmp_path / f"{name}.safeconduct", Ticking())
        else:
            if name not in urls:
                urls[name] = postgres.database(request.getfixturevalue("address"))
            made = PostgresDayLog(urls[name], tmp_path / f"{name}.safeconduct.keys", Ticking())
        opened.append(made)
        return made

    yield log
    for one in opened:
        one.close()


@pytest.fixture
def log(make: Make) -> SqlDayLog:
    return make("case")


def day(*, name: str = "day", notes: bool = True) -> tuple[Event, ...]:
    """Convoy 1 on its way, and a stop with words; of the day ``name``."""
    desk = Desk()
    events = (*desk.events(*UNDER_WAY), desk.event(Suspended(convoy="1"), note=NOTE if notes else ""))
    return tuple(replace(event, day=name) for event in events)


def test_an_empty_log(log: SqlDayLog) -> None:
    found = log.verify()
    assert (found.lines, found.head, found.ok, log.days(), log.read("day")) == (0, GENESIS, True, (), ())


def test_what_is_written_comes_back_in_order(log: SqlDayLog) -> None:
    lines = log.append(day()[:4])
    lines += log.append(day()[4:], expected=4)
    assert [line.version for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line.event for line in log.read("day")] == list(day())
    assert [line.envelope for line in log.read("day", after=4)] == list(lines[4:])
    assert (lines[0].kind, lines[0].recorded_at > OPENS, lines[0].prev) == ("day opened", True, GENESIS)


def test_nothing_to_write(log: SqlDayLog) -> None:
    assert log.append(()) == ()


def test_events_of_two_days_are_two_appends(log: SqlDayLog) -> None:
    with pytest.raises(InputError, match="several days"):
        log.append((day()[0], day(name="other")[0]))


def test_two_days_in_one_chain(log: SqlDayLog) -> None:
    """Versions count per day, lines over the whole log."""
    log.append(day()[:2])
    other = log.append(day(name="other")[:1])
    again = log.append(day()[2:3])
    assert [(e.seq, e.version) for e in (*other, *again)] == [(3, 1), (4, 3)]
    assert log.days() == ("day", "other")
    assert log.verify().lines == 4


def test_the_same_event_again_is_the_same_line(log: SqlDayLog) -> None:
    first = log.append(day())
    assert log.append(day()) == first
    assert log.append((*day()[:2], *day()[:1])) == (*first[:2], first[0])
    assert log.verify().lines == 6


def test_the_same_event_twice_in_one_request(log: SqlDayLog) -> None:
    one, two = log.append((day()[0], day()[0]))
    assert one == two


@pytest.mark.parametrize("change", [{"note": "other words"}, {"role": "gate"}, {"at": OPENS + timedelta(hours=1)}])
def test_a_name_used_for_two_events_is_refused(log: SqlDayLog, change: dict[str, object]) -> None:
    log.append(day())
    with pytest.raises(StoreError, match="already, as another event") as refused:
        log.append((replace(day()[3], **change),))  # type: ignore[arg-type]
    assert "link" in refused.value.next_step


def test_a_writer_who_read_an_older_version_writes_nothing(log: SqlDayLog) -> None:
    log.append(day()[:3])
    with pytest.raises(DayMoved, match="version 3, not 2"):
        log.append(day()[3:5], expected=2)
    assert len(log.read("day")) == 3
    assert len(log.append(day()[:3], expected=0)) == 3  # nothing new: nothing to refuse


@pytest.mark.parametrize("table", ["day_line", "day_text"])
def test_rows_are_never_changed(log: SqlDayLog, table: str) -> None:
    log.append(day())
    column = "role" if table == "day_line" else "part"
    statements = [f"UPDATE {table} SET {column} = 'x'"]
    if table == "day_line":
        statements.append("DELETE FROM day_line")
    for statement in statements:
        with pytest.raises(DBAPIError, match="never changed"), log._writing() as db:
            db.execute(text(statement))
    assert log.verify().ok


def tamper(log: SqlDayLog, statement: str) -> None:
    """Change a row as somebody who owns the database could, triggers or not."""
    with log._writing() as db:
        if log.engine.dialect.name == "sqlite":
            for table in ("day_line", "day_text"):
                for verb in ("update", "delete"):
                    db.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
        else:
            db.execute(text("SET LOCAL session_replication_role = replica"))
        for one in statement.split(";"):
            db.execute(text(one))


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE day_line SET role = 'gate' WHERE seq = 3", "line 3: it was changed"),
        ("UPDATE day_line SET at = '2022-06-15T05:09:00+00:00' WHERE seq = 3", "line 3: it was changed"),
        ("DELETE FROM day_text WHERE line = 3; DELETE FROM day_line WHERE seq = 3", "line 4: line 3 is missing"),
        ("UPDATE day_line SET hash = 'x' WHERE seq = 3", "line 4: it does not follow"),
        ("DELETE FROM day_text WHERE line = 3", "line 3: its body is missing"),
        ("DELETE FROM day_text WHERE line = 6 AND part = 'note'", "line 6: its note is missing"),
        ("UPDATE day_text SET sealed = (SELECT sealed FROM day_text WHERE line = 4) WHERE line = 3", "line 3"),
    ],
)
def test_every_change_is_found(log: SqlDayLog, statement: str, fault: str) -> None:
    log.append(day())
    tamper(log, statement)
    assert any(fault in found for found in log.verify().faults)


def test_a_line_whose_text_is_gone_is_named(log: SqlDayLog) -> None:
    log.append(day())
    tamper(log, "DELETE FROM day_text WHERE line = 3")
    with pytest.raises(StoreError, match="line 3 has lost its text"):
        log.read("day")


def test_erased_texts_are_gone_and_the_chain_still_verifies(make: Make, log: SqlDayLog) -> None:
    log.append(day())
    log.append(day(name="other")[:2])
    head = log.verify().head
    log.erase("day")
    for store in (log, make("case")):
        found = store.verify()
        assert (found.ok, found.head, found.lines, found.erased) == (True, head, 8, ("day",))
        assert [line.event for line in store.read("day")] == [None] * 6
        assert [line.event for line in store.read("other")] == list(day(name="other")[:2])
    with log.engine.connect() as db:
        left = db.execute(text("SELECT count(*) FROM day_text JOIN day_line ON day_line.seq = line WHERE day = 'day'"))
        assert left.scalar() == 0
    with pytest.raises(StoreError, match="texts of day were erased"):
        log.append(day(name="day")[:1])
    with pytest.raises(StoreError, match="erased"):
        log.append((replace(day()[0], id=EventId(device="new", counter=0)),))
    with pytest.raises(NotFound, match="no day 'never'"):
        log.erase("never")


def test_a_backup_keeps_the_head_and_holds_no_key(make: Make, log: SqlDayLog, tmp_path: Path) -> None:
    log.append(day())
    head = log.backup(tmp_path / "copy.safeconduct")
    assert head == log.verify().head == log.head()
    restored = make("restored")
    assert restored.restore(tmp_path / "copy.safeconduct") == head
    found = restored.verify()
    assert (found.ok, found.head, found.lines, found.erased) == (True, head, 6, ("day",))
    (tmp_path / "restored.safeconduct.keys").symlink_to(tmp_path / "case.safeconduct.keys")
    assert [line.event for line in restored.read("day")] == list(day())
    more = restored.append((replace(day()[0], id=EventId(device="new", counter=0)),))
    assert more[0].prev == head


def test_a_backup_overwrites_nothing(make: Make, log: SqlDayLog, tmp_path: Path) -> None:
    log.append(day())
    log.backup(tmp_path / "copy.safeconduct")
    with pytest.raises(StoreError, match="exists already"):
        log.backup(tmp_path / "copy.safeconduct")
    with pytest.raises(StoreError, match="folder does not exist"):
        log.backup(tmp_path / "nowhere" / "copy.safeconduct")
    with pytest.raises(StoreError, match="not empty"):
        log.restore(tmp_path / "copy.safeconduct")
    with pytest.raises(StoreError, match="no such backup"):
        make("new").restore(tmp_path / "none.safeconduct")


def test_a_broken_backup_is_not_restored(make: Make, log: SqlDayLog, tmp_path: Path) -> None:
    log.append(day())
    log.backup(tmp_path / "copy.safeconduct")
    copy = SqliteDayLog(tmp_path / "copy.safeconduct", Ticking())
    tamper(copy, "UPDATE day_line SET role = 'gate' WHERE seq = 3")
    copy.close()
    with pytest.raises(StoreError, match="does not verify"):
        make("new").restore(tmp_path / "copy.safeconduct")


def test_many_writers_at_once(log: SqlDayLog) -> None:
    """Twelve devices, twenty events each, some sent twice: none lost, none doubled, each device in its own order."""
    log.append(day()[:1])

    def write(number: int) -> None:
        desk = Desk(device=f"phone-{number}", role="gate")
        for counter in range(20):
            event = desk.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(1)))
            for _ in range(2 if counter % 7 == 0 else 1):
                log.append((event,))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    events = [line.event for line in log.read("day")]
    assert len(events) == 241
    assert log.verify().ok
    for number in range(12):
        counters = [e.id.counter for e in events if e is not None and e.id.device == f"phone-{number}"]
        assert counters == list(range(20))


def test_what_senders_call_an_event_is_kept_with_it_and_erased_with_it(make: Make, log: SqlDayLog) -> None:
    """Sealed like a text, bound to its line; a line that was given no key has none, and a key changes no hash."""
    first, second, third = day()[:3]
    log.append((first, second), keys={second.id: "hash key of a phone"})
    log.append((second, third), keys={second.id: "another", third.id: "third"})
    assert [line.key for line in log.read("day")] == ["", "hash key of a phone", "third"]
    assert [line.key for line in make("case").read("day", after=1)] == ["hash key of a phone", "third"]
    with log.engine.connect() as db:
        sealed = db.execute(text("SELECT sealed FROM day_text WHERE part = 'key' ORDER BY line")).scalars().all()
    assert len(sealed) == 2
    assert not any(b"phone" in bytes(one) or b"third" in bytes(one) for one in sealed)
    assert log.verify().ok
    log.erase("day")
    assert [(line.event, line.key) for line in log.read("day")] == [(None, "")] * 3
    assert log.verify().ok


def test_many_events_are_looked_up_at_once(log: SqlDayLog) -> None:
    """Six hundred, every third of them in the log already, under names that need care in a query."""
    events = tuple(
        replace(day()[2], id=EventId(device=f"phone '{number}' \"ä", counter=2**53 - number)) for number in range(600)
    )
    old = log.append(events[::3])
    lines = log.append(events)
    assert lines[::3] == old
    assert sorted(line.version for line in lines) == list(range(1, 601))
    assert log.verify().ok


def test_two_programs_on_one_store(make: Make, log: SqlDayLog) -> None:
    other = make("case")
    log.append(day()[:2])
    other.append(day()[2:4], expected=2)
    log.append(day()[4:], expected=4)
    assert [line.event for line in other.read("day")] == list(day())
    assert other.verify().ok


def test_the_day_replays_from_the_log_alone(log: SqlDayLog) -> None:
    log.append(day())
    replayed = state_of(line.event for line in log.read("day") if line.event is not None)
    assert replayed == state_of(day())
    assert replayed.plan == OPENED.orders.plan
