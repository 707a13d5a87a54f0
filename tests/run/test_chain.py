"""The chain: hashes recomputed here by hand, and each way in which a log can be wrong."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.event import GENESIS, Envelope, Event, Texts
from safeconduct.run.chain import body_of, body_text, event_of, line_hash, line_of, salted, verify
from tests.run.days import UNDER_WAY, Desk, at

Lines = list[tuple[Envelope, Texts | None]]


def sealed(event: Event, seq: int, prev: str) -> tuple[Envelope, Texts]:
    """A line with its salts and texts; the note of every event is "so"."""
    body, note = (b"salt-b", body_text(event.body)), (b"salt-n", b"so")
    line = line_of(
        event,
        seq=seq,
        version=seq,
        recorded_at=event.at + timedelta(seconds=2),
        body_hash=salted(*body),
        note_hash=salted(*note),
        prev=prev,
    )
    return line, (body, note)


def log() -> Lines:
    """Three lines."""
    made: Lines = []
    for seq, event in enumerate(Desk().events(*UNDER_WAY[1:4]), 1):
        made.append(sealed(replace(event, note="so"), seq, made[-1][0].hash if made else GENESIS))
    return made


def test_a_line_hash_is_the_sha256_of_its_other_fields() -> None:
    line = log()[0][0]
    plain = {
        "seq": 1, "day": "day", "version": 1, "kind": "called forward", "device": "board", "counter": 0,
        "at": "2022-06-15T05:00:00.000000+00:00", "recorded_at": "2022-06-15T05:00:02.000000+00:00",
        "role": "dispatcher", "body_hash": line.body_hash, "note_hash": line.note_hash, "prev": "0" * 64,
    }  # fmt: skip
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    assert line.hash == line_hash(line) == hashlib.sha256(text.encode()).hexdigest()
    body = b'{"convoy":"1","kind":"called forward","persons":{"stretcher":0,"walking":50,"wheelchair":0}}'
    assert line.body_hash == hashlib.sha256(b"salt-b" + body).hexdigest()


def test_an_event_comes_back_from_its_line_and_texts() -> None:
    event = replace(Desk().event(UNDER_WAY[2], 3), note="so")
    line, _ = sealed(event, 1, GENESIS)
    assert event_of(line, body_text(event.body), b"so") == event
    assert event_of(line, body_text(event.body), None) == replace(event, note="")
    with pytest.raises(DocumentInvalid):
        body_of("arrived", body_text(event.body))


def test_a_whole_log() -> None:
    found = verify(log())
    assert (found.ok, found.lines, found.head, found.erased) == (True, 3, log()[-1][0].hash, ())
    assert (verify(()).ok, verify(()).head) == (True, GENESIS)


def test_erased_texts_are_no_fault() -> None:
    found = verify([(line, None) for line, _ in log()])
    assert (found.ok, found.erased) == (True, ("day",))


def spoil(lines: Lines, part: str) -> Lines:
    """One thing wrong with the second of three lines."""
    line, texts = lines[1]
    assert texts is not None
    body, note = texts
    assert body is not None
    swaps: dict[str, tuple[Envelope, Texts | None]] = {
        "time": (replace(line, at=at(99)), texts),
        "version": (replace(line, version=7), texts),
        "prev": (replace(line, prev="1" * 64), texts),
        "body": (line, ((body[0], b"{}"), note)),
        "salt": (line, ((b"other", body[1]), note)),
        "no body": (line, (None, note)),
        "no note": (line, (body, None)),
        "a note": (replace(line, note_hash=None), texts),
    }
    if part == "gone":
        return [lines[0], lines[2]]
    if part == "swapped":
        return [lines[1], lines[0], lines[2]]
    return [lines[0], swaps[part], lines[2]]


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("time", "line 2: it was changed"),
        ("version", "line 2: version 7 of the day is out of turn"),
        ("prev", "line 2: it does not follow from the line before"),
        ("body", "line 2: its body was changed"),
        ("salt", "line 2: its body was changed"),
        ("no body", "line 2: its body is missing"),
        ("no note", "line 2: its note is missing"),
        ("a note", "line 2: its note is not part of it"),
        ("gone", "line 3: line 2 is missing"),
        ("swapped", "line 2: line 1 is missing"),
    ],
)
def test_each_fault_is_named(part: str, fault: str) -> None:
    found = verify(spoil(log(), part))
    assert not found.ok
    assert fault in found.faults
