"""The chain of the log: each line's hash covers the line before, and salted hashes of the texts it stands for.

Counts of people are few and small, so a bare hash of a body could be guessed back; the salt beside the text prevents
it, and goes with the text when the text is erased.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from safeconduct import codec
from safeconduct.model.control import EventId
from safeconduct.model.event import BODIES, GENESIS, Body, Envelope, Event, Texts, Verified


def body_text(body: Body) -> bytes:
    """The canonical text of a body."""
    return _canonical(codec.to_plain(body))


def body_of(kind: str, text: bytes) -> Body:
    """The body a text stands for; DocumentInvalid when it is none of its kind."""
    body: Body = codec.from_plain(BODIES[kind], json.loads(text))
    return body


def salted(salt: bytes, text: bytes) -> str:
    """SHA-256 (hex) of salt and text."""
    return hashlib.sha256(salt + text).hexdigest()


_HASHED = tuple(field.name for field in fields(Envelope) if field.name != "hash")


def line_hash(envelope: Envelope) -> str:
    """SHA-256 (hex) over every field of a line but the hash itself."""
    return _hash_of({name: getattr(envelope, name) for name in _HASHED})


def _hash_of(line: Mapping[str, object]) -> str:
    return hashlib.sha256(_canonical({name: _plain(value) for name, value in line.items()})).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _canonical(plain: object) -> bytes:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def line_of(
    event: Event, *, seq: int, version: int, recorded_at: datetime, body_hash: str, note_hash: str | None, prev: str
) -> Envelope:
    """The line of an event, its hash computed."""
    line: dict[str, Any] = {
        "seq": seq,
        "day": event.day,
        "version": version,
        "kind": event.body.kind,
        "device": event.id.device,
        "counter": event.id.counter,
        "at": event.at,
        "recorded_at": recorded_at,
        "role": event.role,
        "body_hash": body_hash,
        "note_hash": note_hash,
        "prev": prev,
    }
    return Envelope(**line, hash=_hash_of(line))


def event_of(envelope: Envelope, body: bytes, note: bytes | None) -> Event:
    """The event of a line and its texts."""
    return Event(
        day=envelope.day,
        id=EventId(device=envelope.device, counter=envelope.counter),
        at=envelope.at,
        role=envelope.role,
        body=body_of(envelope.kind, body),
        note="" if note is None else note.decode(),
    )


class Verifying:
    """A log recomputed line by line, in order; what was found so far can be gone on from when lines are added."""

    def __init__(self) -> None:
        self.lines, self.head = 0, GENESIS
        self.versions: dict[str, int] = {}
        self.erased: dict[str, None] = {}
        self.faults: list[str] = []

    def take(self, envelope: Envelope, texts: Texts | None) -> None:
        """The next line, with its salts and texts; None when the key of its day was destroyed."""
        where, day = f"line {envelope.seq}", envelope.day
        if envelope.seq != self.lines + 1:
            self.faults.append(f"{where}: line {self.lines + 1} is missing")
        if envelope.prev != self.head:
            self.faults.append(f"{where}: it does not follow from the line before")
        if envelope.hash != line_hash(envelope):
            self.faults.append(f"{where}: it was changed")
        if envelope.version != self.versions.get(day, 0) + 1:
            self.faults.append(f"{where}: version {envelope.version} of the day is out of turn")
        self.lines, self.head, self.versions[day] = envelope.seq, envelope.hash, envelope.version
        if texts is None:
            self.erased[day] = None
        else:
            self.faults += [f"{where}: {fault}" for fault in _text_faults(envelope, texts)]

    def found(self) -> Verified:
        """What was found so far."""
        return Verified(lines=self.lines, head=self.head, erased=tuple(self.erased), faults=tuple(self.faults))


def verify(lines: Iterable[tuple[Envelope, Texts | None]]) -> Verified:
    """Recompute a whole log."""
    verifying = Verifying()
    for envelope, texts in lines:
        verifying.take(envelope, texts)
    return verifying.found()


def _text_faults(envelope: Envelope, texts: Texts) -> Iterable[str]:
    for name, stated, found in zip(("body", "note"), (envelope.body_hash, envelope.note_hash), texts, strict=True):
        if (stated is None) != (found is None):
            yield f"its {name} is {'missing' if found is None else 'not part of it'}"
        elif found is not None and salted(*found) != stated:
            yield f"its {name} was changed"
