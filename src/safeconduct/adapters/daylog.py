"""The log of days on SQL: the one implementation behind ``SqliteDayLog`` and ``PostgresDayLog``.

Lines are appended inside one transaction that holds the store's write lock, several writers' lines at once
(``group_commit``). A line and its texts are on disk when ``append`` returns. Texts are encrypted under the key of their
day (``day_keys``); lines hold their salted hashes only.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from safeconduct.adapters.day_keys import DayKeys
from safeconduct.adapters.group_commit import GroupCommit
from safeconduct.adapters.ledger_rows import copy_ledger
from safeconduct.model.control import EventId
from safeconduct.model.errors import DayMoved, InputError, NotFound, StoreError
from safeconduct.model.event import GENESIS, Envelope, Event, Line, Texts, Verified
from safeconduct.ports import Clock
from safeconduct.run import chain

_COLUMNS = tuple(field.name for field in fields(Envelope))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM day_line"
_INSERT = text(f"INSERT INTO day_line ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + c for c in _COLUMNS)})")
_INSERT_TEXT = text("INSERT INTO day_text (line, part, sealed) VALUES (:line, :part, :sealed)")
_TIMES = ("at", "recorded_at")
#: Lines that are read at once when all are recomputed.
_PIECE = 1000
#: The lines of events by their names, which come as one JSON list.
_NAMED = {
    "sqlite": text(
        f"{_SELECT} WHERE (day, device, counter) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), "
        "json_extract(value, '$[2]') FROM json_each(:names))"
    ),
    "postgresql": text(
        f"{_SELECT} WHERE (day, device, counter) IN (SELECT name ->> 0, name ->> 1, CAST(name ->> 2 AS bigint) "
        "FROM json_array_elements(CAST(:names AS json)) AS name)"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What one writer wants: events of one day, the version it had read, what their senders call them."""

    events: tuple[Event, ...]
    expected: int | None
    keys: Mapping[EventId, str]


class SqlDayLog(ABC):
    """DayLog on an engine whose schema is up to date. ``name`` is what messages call it; ``lock`` is run first in
    every writing transaction."""

    def __init__(self, engine: Engine, keys: DayKeys, clock: Clock, *, name: str, lock: str | None = None) -> None:
        self.engine = engine
        self._writer = engine.execution_options(write=True)
        self.name = name
        self._keys = keys
        self._clock = clock
        self._lock = lock
        self._commit = GroupCommit(self._write)

    def close(self) -> None:
        """Release the store."""
        self.engine.dispose()

    def append(
        self, events: Sequence[Event], *, expected: int | None = None, keys: Mapping[EventId, str] | None = None
    ) -> tuple[Envelope, ...]:
        """Write events of one day, all or none; see the port."""
        if not events:
            return ()
        if len({event.day for event in events}) != 1:
            raise InputError("events of several days", next_step="append the events of one day at a time")
        return self._commit.submit(_Request(events=tuple(events), expected=expected, keys=keys or {}))

    def _write(self, requests: Sequence[_Request]) -> list[tuple[Envelope, ...] | Exception]:
        try:
            with self._writing() as db:
                batch = _Batch(self, db, self._clock.now())
                batch.look_up([event for request in requests for event in request.events])
                answers = [batch.answer(request) for request in requests]
                batch.flush()
        except DBAPIError as error:
            raise StoreError(
                f"nothing was written: {error.orig}",
                file=self.name,
                next_step="make room on the disk or bring the database back; what was sent can be sent again",
            ) from error
        return answers

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start."""
        with self._writer.begin() as db:
            if self._lock:
                db.execute(text(self._lock))
            yield db

    def read(self, day: str, after: int = 0) -> tuple[Line, ...]:
        """Lines of a day above a version, in order."""
        query = f"{_SELECT} WHERE day = :day AND version > :after ORDER BY version"
        readable = self._keys.has(day)
        with self.engine.connect() as db:
            envelopes = [_envelope(row) for row in db.execute(text(query), {"day": day, "after": after}).mappings()]
            texts = self._texts(db, day, envelopes[0].seq) if envelopes and readable else {}
        return tuple(self._line(envelope, texts, readable) for envelope in envelopes)

    def _line(self, envelope: Envelope, texts: dict[tuple[int, str], bytes], readable: bool) -> Line:
        if not readable:
            return Line(envelope=envelope, event=None)
        body, note = self.unsealed(envelope, texts)
        if body is None or (note is None) != (envelope.note_hash is None):
            raise StoreError(
                f"line {envelope.seq} has lost its text",
                file=self.name,
                next_step="verify the log with `safeconduct day verify`, and restore a backup",
            )
        event = chain.event_of(envelope, body[1], note[1] if note else None)
        return Line(envelope=envelope, event=event, key=self._key(envelope, texts))

    def unsealed(self, envelope: Envelope, texts: dict[tuple[int, str], bytes]) -> Texts:
        """Salts and texts of a line, out of the sealed ones."""
        return self._unsealed(envelope, "body", texts), self._unsealed(envelope, "note", texts)

    def _unsealed(
        self, envelope: Envelope, part: str, texts: dict[tuple[int, str], bytes]
    ) -> tuple[bytes, bytes] | None:
        sealed = texts.get((envelope.seq, part))
        return None if sealed is None else self._keys.unseal(envelope.day, f"{envelope.seq}:{part}", sealed)

    def _key(self, envelope: Envelope, texts: dict[tuple[int, str], bytes]) -> str:
        """The key of a line; it proves nothing, so no hash of it is in the chain."""
        found = self._unsealed(envelope, "key", texts)
        return found[1].decode() if found else ""

    def _texts(self, db: Connection, day: str, first: int = 0) -> dict[tuple[int, str], bytes]:
        query = (
            "SELECT line, part, sealed FROM day_text JOIN day_line ON day_line.seq = day_text.line "
            "WHERE day = :day AND line >= :first"
        )
        rows = db.execute(text(query), {"day": day, "first": first})
        return {(row.line, row.part): bytes(row.sealed) for row in rows}

    def days(self) -> tuple[str, ...]:
        """All days, in the order of their first line."""
        with self.engine.connect() as db:
            return tuple(db.execute(text("SELECT day FROM day_line WHERE version = 1 ORDER BY seq")).scalars())

    def head(self) -> str:
        """The hash of the last line."""
        with self.engine.connect() as db:
            return _head(db)[1]

    def verify(self) -> Verified:
        """The whole chain recomputed."""
        return chain.verify(self._all_sealed())

    def _all_sealed(self) -> Iterator[tuple[Envelope, Texts | None]]:
        """Every line with its texts, read in pieces."""
        after = 0
        while some := self.sealed(after, _PIECE):
            yield from some
            after = some[-1][0].seq

    def sealed(self, after: int, most: int) -> tuple[tuple[Envelope, Texts | None], ...]:
        """The next lines above a number, with salts and texts; see the port."""
        query = text(f"{_SELECT} WHERE seq > :after ORDER BY seq LIMIT :most")
        of_lines = text("SELECT line, part, sealed FROM day_text WHERE line > :after AND line <= :last")
        with self.engine.connect() as db:
            found = [_envelope(row) for row in db.execute(query, {"after": after, "most": most}).mappings()]
            rows = db.execute(of_lines, {"after": after, "last": found[-1].seq}) if found else ()
            texts = {(row.line, row.part): bytes(row.sealed) for row in rows}
        readable = {day: self._keys.has(day) for day in {envelope.day for envelope in found}}
        return tuple((one, self.unsealed(one, texts) if readable[one.day] else None) for one in found)

    def readable(self, day: str) -> bool:
        """Whether the key of a day's texts is there."""
        return self._keys.has(day)

    def erase(self, day: str) -> None:
        """Destroy the key of a day and its texts."""
        if day not in self.days():
            raise NotFound(f"there is no day {day!r}", file=self.name, next_step="list the days: `safeconduct day log`")
        self._keys.destroy(day)
        with self._writing() as db:
            db.execute(
                text("DELETE FROM day_text WHERE line IN (SELECT seq FROM day_line WHERE day = :day)"), {"day": day}
            )
        self.wipe()

    @abstractmethod
    def wipe(self) -> None:
        """Overwrite or give back what the store keeps of deleted rows."""

    @abstractmethod
    def backup(self, target: Path) -> str:
        """A copy of every line and sealed text in a new SQLite file, without keys; returns its head."""

    @abstractmethod
    def restore(self, source: Path) -> str:
        """Fill this empty log from a backup that verifies; returns the head."""

    def copy_to(self, other: SqlDayLog) -> str:
        """Every line and sealed text, of the ledger too, into another, empty log, unchanged; returns the head there."""
        with self.engine.connect() as here, other._writing() as there:
            if _head(there)[0]:
                raise StoreError(
                    "the log to restore into is not empty", file=other.name, next_step="restore into a new workspace"
                )
            lines = [dict(row) for row in here.execute(text(f"{_SELECT} ORDER BY seq")).mappings()]
            sealed = [
                {**row, "sealed": bytes(row["sealed"])}
                for row in here.execute(text("SELECT line, part, sealed FROM day_text ORDER BY seq")).mappings()
            ]
            if lines:
                there.execute(_INSERT, lines)
            if sealed:
                there.execute(_INSERT_TEXT, sealed)
            copy_ledger(here, there)
            return _head(there)[1]

    def require_whole(self) -> None:
        """Raise StoreError unless the chain is whole."""
        found = self.verify()
        if not found.ok:
            raise StoreError(
                f"the log does not verify: {found.faults[0]}", file=self.name, next_step="give an older backup"
            )


class _Batch:
    """The lines of one transaction: what is new is collected, what was there is looked up."""

    def __init__(self, log: SqlDayLog, db: Connection, now: datetime) -> None:
        self._log, self._db, self._now = log, db, now
        self._seq, self._head = _head(db)
        self._versions: dict[str, int] = {}
        self._old: dict[tuple[str, EventId], Envelope] = {}
        self._new: dict[tuple[str, EventId], tuple[Envelope, Event]] = {}
        self._texts: list[dict[str, Any]] = []

    def look_up(self, events: Sequence[Event]) -> None:
        """Find the lines of those events that were written before, in one statement, the same for any number."""
        names = json.dumps([(event.day, event.id.device, event.id.counter) for event in events])
        for row in self._db.execute(_NAMED[self._db.dialect.name], {"names": names}).mappings():
            line = _envelope(row)
            self._old[line.day, EventId(device=line.device, counter=line.counter)] = line

    def answer(self, request: _Request) -> tuple[Envelope, ...] | Exception:
        """Lines of a request's events, or why it is refused; a refused request leaves nothing in the batch."""
        try:
            self._require_one_each(request.events)
            known = [self._known(event) for event in request.events]
            if None in known:
                self._require_version(request.events[0].day, request.expected)
        except (DayMoved, StoreError) as refused:
            return refused
        lines = zip(request.events, known, strict=True)
        return tuple(line or self._add(event, request.keys.get(event.id, "")) for event, line in lines)

    def _require_one_each(self, events: tuple[Event, ...]) -> None:
        first: dict[EventId, Event] = {}
        for event in events:
            if first.setdefault(event.id, event) != event:
                raise self._twice(event)

    def _known(self, event: Event) -> Envelope | None:
        """The line of an event that was written before; StoreError when its name was used for another one."""
        new = self._new.get((event.day, event.id))
        if new is not None:
            return self._same(event, new[0], new[1] == event)
        envelope = self._old.get((event.day, event.id))
        if envelope is None:
            return None
        self._require_readable(event.day)
        of_line = text("SELECT line, part, sealed FROM day_text WHERE line = :line")
        rows = self._db.execute(of_line, {"line": envelope.seq})
        body, note = self._log.unsealed(envelope, {(r.line, r.part): bytes(r.sealed) for r in rows})
        written = (envelope.at, envelope.role, body and body[1], note and note[1])
        sent = (event.at, event.role, chain.body_text(event.body), event.note.encode() or None)
        return self._same(event, envelope, written == sent)

    def _same(self, event: Event, envelope: Envelope, same: bool) -> Envelope:
        if not same:
            raise self._twice(event)
        return envelope

    def _twice(self, event: Event) -> StoreError:
        return StoreError(
            f"{event.id.device} {event.id.counter} is in the log already, as another event",
            file=self._log.name,
            next_step="give the device a new link: it has counted twice",
        )

    def _require_readable(self, day: str) -> None:
        if not self._log._keys.has(day):
            raise StoreError(
                f"the texts of {day} were erased; nothing is added to it",
                file=self._log.name,
                next_step="open another day",
            )

    def _version(self, day: str) -> int:
        if day not in self._versions:
            query = text("SELECT max(version) FROM day_line WHERE day = :day")
            self._versions[day] = self._db.execute(query, {"day": day}).scalar() or 0
        return self._versions[day]

    def _require_version(self, day: str, expected: int | None) -> None:
        version = self._version(day)
        if version:
            self._require_readable(day)
        if expected is not None and expected != version:
            raise DayMoved(
                f"{day} is at version {version}, not {expected}",
                file=self._log.name,
                next_step="read the day again, look whether the command still makes sense, and repeat it",
            )

    def _add(self, event: Event, key: str) -> Envelope:
        again = self._new.get((event.day, event.id))
        if again is not None:  # twice in one request
            return again[0]
        day, version = event.day, self._version(event.day) + 1
        if version == 1:
            self._log._keys.make(day)
        self._seq, self._versions[day] = self._seq + 1, version
        body_hash = self._seal(day, "body", chain.body_text(event.body))
        envelope = chain.line_of(
            event,
            seq=self._seq,
            version=version,
            recorded_at=self._now,
            body_hash=body_hash,
            note_hash=self._seal(day, "note", event.note.encode()) if event.note else None,
            prev=self._head,
        )
        if key:
            self._seal(day, "key", key.encode())
        self._head = envelope.hash
        self._new[day, event.id] = (envelope, event)
        return envelope

    def _seal(self, day: str, part: str, plain: bytes) -> str:
        salt, sealed = self._log._keys.seal(day, f"{self._seq}:{part}", plain)
        self._texts.append({"line": self._seq, "part": part, "sealed": sealed})
        return chain.salted(salt, plain)

    def flush(self) -> None:
        """Write what is new."""
        if self._new:
            self._db.execute(_INSERT, [_row(envelope) for envelope, _ in self._new.values()])
            self._db.execute(_INSERT_TEXT, self._texts)


def _head(db: Connection) -> tuple[int, str]:
    row = db.execute(text("SELECT seq, hash FROM day_line ORDER BY seq DESC LIMIT 1")).first()
    return (0, GENESIS) if row is None else (row.seq, row.hash)


def _row(envelope: Envelope) -> dict[str, Any]:
    return {name: getattr(envelope, name) for name in _COLUMNS} | {n: getattr(envelope, n).isoformat() for n in _TIMES}


def _envelope(row: Any) -> Envelope:
    plain = dict(row)
    return Envelope(**{**plain, **{name: datetime.fromisoformat(plain[name]) for name in _TIMES}})
