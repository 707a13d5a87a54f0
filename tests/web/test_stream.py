"""Streams of lines: words made once, wakes gathered, what other programs wrote heard as well."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app.day_desk import Command
from safeconduct.model.control import EventId, Suspended
from safeconduct.model.event import Event
from safeconduct.web import stream
from safeconduct.web.stream import Streams
from tests.tiny import OPENS
from tests.web.served import Service

DAY = "15 June"


def stop(number: int) -> Event:
    """A stop of a device of its own."""
    return Event(day=DAY, id=EventId(device="x", counter=number), at=OPENS, role="gate", body=Suspended())


async def heard(streams: Streams, after: int, seconds: float) -> tuple[list[int], int]:
    """The versions one stream gave until its time was up, and in how many pieces they came."""
    pieces = [piece async for piece in streams.follow(DAY, after, seconds)]
    lines = [piece for piece in pieces if piece.startswith(b"id: ")]
    return [int(number) for number in re.findall(rb"^id: (\d+)$", b"".join(lines), re.M)], len(lines)


def followed(
    service: Service, many: int, seconds: float, meanwhile: Callable[[], object]
) -> list[tuple[list[int], int]]:
    """What so many streams heard, all in one loop, while something is done in a thread."""
    streams = Streams(service.operation)

    async def run() -> list[tuple[list[int], int]]:
        following = [asyncio.create_task(heard(streams, 1, seconds)) for _ in range(many)]
        await asyncio.sleep(0.05)
        await asyncio.to_thread(meanwhile)
        return list(await asyncio.gather(*following))

    found = asyncio.run(run())
    assert streams._bells == {}, "nobody listens any more"
    assert service.operation.days._followers == []
    return found


def test_a_line_is_put_into_words_once_for_all(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.exercise(DAY)
    words: list[int] = []
    plain = stream.line

    def counted(envelope: Any, event: Any) -> Any:
        words.append(envelope.version)
        return plain(envelope, event)

    monkeypatch.setattr(stream, "line", counted)
    days = service.operation.days
    found = followed(service, 20, 0.6, lambda: [days.enter(Command(event=stop(n))) for n in range(5)])
    assert [versions for versions, _ in found] == [[2, 3, 4, 5, 6]] * 20
    assert sorted(words) == [2, 3, 4, 5, 6]


def test_a_storm_is_gathered_and_the_last_line_is_heard_at_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred commits one after the other wake a stream a few times; no tick and no end of its time is needed."""
    monkeypatch.setattr(stream, "_BREATH_SECONDS", 0.5)
    monkeypatch.setattr(stream, "_TICK_SECONDS", 600.0)
    service.exercise(DAY)
    days, streams, rings, ring = service.operation.days, Streams(service.operation), [], stream._Bell._ring

    def counted(bell: stream._Bell) -> None:
        rings.append(1)
        ring(bell)

    monkeypatch.setattr(stream._Bell, "_ring", counted)

    async def run() -> tuple[list[int], float]:
        writing = asyncio.create_task(
            asyncio.to_thread(lambda: [days.enter(Command(event=stop(n))) for n in range(100)])
        )
        versions: list[int] = []
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(60):
            async for piece in streams.follow(DAY, 1, 600.0):
                versions += [int(number) for number in re.findall(rb"^id: (\d+)$", piece, re.M)]
                if len(versions) == 100:
                    break
        await writing
        return versions, asyncio.get_running_loop().time() - began

    versions, took = asyncio.run(run())
    assert versions == list(range(2, 102))
    assert len(rings) <= 2 + 2 * took, "at most two a second, and the first at once"


def test_what_another_program_wrote_is_heard(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_TICK_SECONDS", 0.1)
    service.exercise(DAY)

    def elsewhere() -> None:
        log = SqliteDayLog(service.operation.path, SystemClock())
        log.append((stop(0),))
        log.close()

    assert [versions for versions, _ in followed(service, 3, 2.0, elsewhere)] == [[2]] * 3


def test_old_words_are_forgotten_and_said_again(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_WORDS_KEPT", 2)
    service.exercise(DAY)
    days = service.operation.days
    for number in range(4):
        days.enter(Command(event=stop(number)))
    streams = Streams(service.operation)
    for _ in range(2):
        assert asyncio.run(heard(streams, 0, 0.05))[0] == [1, 2, 3, 4, 5]
    assert len(streams._words) == 2
