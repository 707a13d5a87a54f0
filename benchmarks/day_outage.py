"""The service is killed, again and again, under many writers at its interface; each sends again what was not answered.

A round starts the service on the same store with the same session, lets the writers check in until it is killed with
SIGKILL at a moment drawn from the seed, and reads the log without it. Every check-in names a point of its own, so that
one written twice would be seen whatever name it was given; its key is the same when it is sent again, across starts.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import random
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from benchmarks.day_phones import Phones
from benchmarks.day_start import fill, started

#: Longest a writer waits for an answer, in seconds; a service that is gone closes its connections.
_PATIENCE = 60.0


@dataclass(slots=True)
class Outages:
    """What the rounds found: points acknowledged, lost, written twice, chains broken, seconds until back, and how many
    check-ins were written without an answer and sent again. ``written`` are the lines of each point, ``read`` how far
    the log was read."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    moved: int = 0
    doubled: int = 0
    broken: int = 0
    unacknowledged: int = 0
    back_s: float = 0.0
    read: int = 0
    written: dict[str, list[int]] = field(default_factory=dict)


class Writers:
    """So many senders of one session. ``next`` is what each has to send: what it had no answer to comes again."""

    def __init__(self, many: int, cookie: str) -> None:
        self.next = [0] * many
        self.cookie = cookie
        self.first_s = 0.0

    async def until_it_dies(self, phones: Phones, process: Any, seconds: float, told: dict[str, int]) -> None:
        """Check in until the service is killed, so many seconds after its first answer."""
        began, answered = time.perf_counter(), asyncio.Event()
        opened: list[asyncio.StreamWriter] = []

        async def one(writer: int) -> None:
            pair = await phones.open()
            opened.append(pair[1])
            while True:
                point = f"{writer}-{self.next[writer]}"
                body = {"kind": "passed point", "convoy": "bus-1.1", "point": point}
                sent = phones.request("events", point, {"body": body, "late": True})
                first, found = await asyncio.wait_for(phones.answer(pair, sent), _PATIENCE)
                if b" 201 " not in first:
                    raise AssertionError(f"refused: {first!r} {found[:300]!r}")
                told[point] = json.loads(found)["line"]["version"]
                self.next[writer] += 1
                answered.set()

        async def kill() -> None:
            await asyncio.wait_for(answered.wait(), _PATIENCE)
            self.first_s = time.perf_counter() - began
            await asyncio.sleep(seconds)
            process.kill()

        ended = await asyncio.gather(kill(), *(one(n) for n in range(len(self.next))), return_exceptions=True)
        for stream in opened:
            stream.transport.abort()
        await asyncio.sleep(0)
        for error in ended:
            if error is not None and not isinstance(error, OSError | EOFError):
                raise error


def rounds(store: str, many: int, writers: int, seed: int) -> Outages:
    """Run the rounds on a new store, as the command line names one."""
    fill(store, 10, 20)
    found, chance, crew = Outages(), random.Random(seed), Writers(writers, "")
    for number in range(many):
        began = time.perf_counter()
        with started(store) as (process, link):
            host, _, port = urlsplit(link).netloc.partition(":")
            crew.cookie = crew.cookie or _opened(link)
            asked = {"cookie": crew.cookie, "csrf": _csrf(link, crew.cookie), "day": "d"}
            up = time.perf_counter() - began
            phones, seconds = Phones(host, int(port), asked), chance.uniform(0.05, 0.4)
            asyncio.run(crew.until_it_dies(phones, process, seconds, found.acknowledged))
        if number:  # the first start is no return
            found.back_s = max(found.back_s, up + crew.first_s)
        _look(store, found)
    return found


def _look(store: str, found: Outages) -> None:
    """Read what is new in the log without the service, recompute the chain, and compare with what was answered."""
    from safeconduct.app.settings import settings
    from safeconduct.app.wire import day_log

    with day_log(store, settings()) as log:
        lines = log.read("d", after=found.read)
        found.broken += not log.verify().ok
    found.read += len(lines)
    for line in lines:
        if line.event is not None and line.envelope.kind == "passed point":
            found.written.setdefault(line.event.body.point, []).append(line.envelope.version)  # type: ignore[union-attr]
    found.lost = len(set(found.acknowledged) - set(found.written))
    found.moved = sum(version not in found.written.get(point, ()) for point, version in found.acknowledged.items())
    found.doubled = sum(len(versions) - 1 for versions in found.written.values())
    found.unacknowledged += len(set(found.written) - set(found.acknowledged))


def _opened(link: str) -> str:
    """The cookie of the session that a link becomes."""
    with closing(http.client.HTTPConnection(urlsplit(link).netloc, timeout=_PATIENCE)) as connection:
        connection.request("POST", urlsplit(link).path)
        return str(connection.getresponse().getheader("set-cookie")).partition(";")[0]


def _csrf(link: str, cookie: str) -> str:
    """The token of the session in this start of the service."""
    with closing(http.client.HTTPConnection(urlsplit(link).netloc, timeout=_PATIENCE)) as connection:
        connection.request("GET", "/api/session", headers={"Cookie": cookie})
        return str(json.loads(connection.getresponse().read())["csrf"])
