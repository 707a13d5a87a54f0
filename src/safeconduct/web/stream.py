"""Lines of days as server-sent events: each is put into words once, and all who follow are woken together.

Whoever follows reads the lines from memory, where they are once they are on disk. Under a storm of lines they are
gathered, so that three hundred boards cost what some tens of lines a second cost, and no board waits longer than a
breath.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool

from safeconduct import codec
from safeconduct.app.operation import Operation
from safeconduct.model.event import Envelope, Event

#: How often a stream says that it is alive, and looks for what another program wrote.
_TICK_SECONDS = 5.0

#: Streams are woken at most so often; the first line after a pause wakes them at once.
_BREATH_SECONDS = 0.1

#: Lines that are kept in words: more than a board that comes back after a short break asks for.
_WORDS_KEPT = 4096


def line(envelope: Envelope, event: Event) -> dict[str, Any]:
    """A line with its event, for a program."""
    return {"line": codec.to_plain(envelope), "event": codec.to_plain(event)}


class Streams:
    """The streams of an operation's days, in whatever loops they run."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._words: dict[str, bytes] = {}
        self._bells: dict[asyncio.AbstractEventLoop, _Bell] = {}

    async def follow(self, day: str, after: int, seconds: float) -> AsyncIterator[bytes]:
        """Lines of a day above a version, then new ones until the time is up or the service ends; an id is the line's
        version. The day has been read before."""
        loop = asyncio.get_running_loop()
        bell = self._bells.get(loop)
        if bell is None:
            bell = self._bells[loop] = _Bell(self._operation, loop)
        bell.heard_by += 1
        try:
            yield b"retry: 500\n\n"
            until = loop.time() + seconds
            while True:
                rung = bell.rung
                text, after = self._since(day, after)
                if text:
                    yield text
                left = until - loop.time()
                if left <= 0 or self._operation.days.leaving:
                    return
                try:
                    await asyncio.wait_for(rung.wait(), min(left, _TICK_SECONDS))
                except TimeoutError:
                    yield b": still here\n\n"
                    await bell.look(day)
        finally:
            bell.heard_by -= 1
            if not bell.heard_by:
                bell.end()
                self._bells.pop(loop, None)

    def _since(self, day: str, after: int) -> tuple[bytes, int]:
        """The lines above a version in words, and the version they reach."""
        seen = self._operation.days.latest(day)
        if seen is None or seen.version <= after:
            return b"", after
        return b"".join(self._told(*one) for one in seen.lines[max(0, after) :]), seen.version

    def _told(self, envelope: Envelope, event: Event) -> bytes:
        held = self._words.get(envelope.hash)
        if held is None:
            data = json.dumps(line(envelope, event), ensure_ascii=False, allow_nan=False)
            held = f"id: {envelope.version}\nevent: line\ndata: {data}\n\n".encode()
            self._words[envelope.hash] = held
            while len(self._words) > _WORDS_KEPT:
                del self._words[next(iter(self._words))]
        return held


class _Bell:
    """Rings in one loop for everybody who waits there. ``rung`` is set by the next ring, and another takes its place.

    The log's thread pulls it after each commit; that pulls are gathered costs the loop one wake a breath.
    """

    def __init__(self, operation: Operation, loop: asyncio.AbstractEventLoop) -> None:
        self._operation, self._loop = operation, loop
        self._lock = threading.Lock()
        self._pulled = False
        self._silent_until = 0.0
        self._looked: dict[str, float] = {}
        self.rung = asyncio.Event()
        self.heard_by = 0
        self.end = operation.days.follow(self._pull)

    def _pull(self) -> None:
        with self._lock:
            if self._pulled:
                return
            self._pulled = True
            with suppress(RuntimeError):  # the loop ended: nobody is left to tell
                self._loop.call_soon_threadsafe(self._soon)

    def _soon(self) -> None:
        wait = 0.0 if self._operation.days.leaving else self._silent_until - self._loop.time()
        if wait > 0:
            self._loop.call_later(wait, self._ring)
        else:
            self._ring()

    def _ring(self) -> None:
        with self._lock:
            self._pulled = False
        self._silent_until = self._loop.time() + _BREATH_SECONDS
        before, self.rung = self.rung, asyncio.Event()
        before.set()

    async def look(self, day: str) -> None:
        """Read what another program wrote to the day, once a tick for all who wait here."""
        if self._loop.time() - self._looked.get(day, -_TICK_SECONDS) < _TICK_SECONDS / 2:
            return
        self._looked[day] = self._loop.time()
        before = self._operation.days.latest(day)
        found = await run_in_threadpool(self._operation.days.seen, day)
        if before is None or found.version != before.version:
            self._ring()
