"""The raw client of ``day.load``, in a process of its own: check-ins over plain sockets, and boards on the stream.

``python -m benchmarks.day_phones HOST PORT`` with a JSON line on stdin: cookie, csrf, day,
at_once (check-ins), seconds (without a pause), boards, events. One JSON line on stdout: milliseconds of each.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from itertools import count
from typing import Any

CONNECTIONS = 50


class Phones:
    """Sends check-ins to one service."""

    def __init__(self, host: str, port: int, asked: dict[str, Any]) -> None:
        self.host, self.port, self.asked = host, port, asked
        self.failed = 0

    def request(self, number: int) -> bytes:
        """The bytes of one check-in."""
        body = {"body": {"kind": "passed point", "convoy": "bus-1.1", "point": f"km {number}"}, "late": True}
        data = json.dumps(body).encode()
        head = (
            f"POST /api/days/{self.asked['day']}/events HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Cookie: {self.asked['cookie']}\r\nX-CSRF-Token: {self.asked['csrf']}\r\nIdempotency-Key: {number}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        return head.encode() + data

    async def send(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> float:
        """Milliseconds until a check-in is acknowledged."""
        started = time.perf_counter()
        writer.write(self.request(number))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        self.failed += b" 201 " not in head[:20]
        return 1000 * (time.perf_counter() - started)

    async def at_once(self, many: int, first: int) -> list[float]:
        """So many phones with a connection of their own, all at the same moment."""
        pairs = [await asyncio.open_connection(self.host, self.port) for _ in range(many)]
        found = await asyncio.gather(*(self.send(*pair, first + i) for i, pair in enumerate(pairs)))
        for _, writer in pairs:
            writer.close()
        return list(found)

    async def sustained(self, seconds: float, first: int) -> tuple[list[float], float]:
        """Check-ins without a pause over a few connections kept open, and the seconds they took."""
        numbers = count(first)
        found: list[float] = []
        started = time.perf_counter()

        async def phone() -> None:
            reader, writer = await asyncio.open_connection(self.host, self.port)
            while time.perf_counter() - started < seconds:
                found.append(await self.send(reader, writer, next(numbers)))
            writer.close()

        await asyncio.gather(*(phone() for _ in range(CONNECTIONS)))
        return found, time.perf_counter() - started

    async def board(self, since: int, wanted: int, sent: dict[int, float]) -> list[float]:
        """Milliseconds between the acknowledgement of each of the lines that are wanted and their arrival here; less
        than 0 when the line was here first."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        path = f"/events?day={self.asked['day']}&since={since}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {self.asked['cookie']}\r\n\r\n".encode())
        found: list[tuple[int, float]] = []
        while len(found) < wanted:
            line = await asyncio.wait_for(reader.readline(), 30)
            if line.startswith(b"id: "):
                found.append((int(line[4:]), time.perf_counter()))
            if not line:
                break
        writer.close()
        return [1000 * (at - sent.get(version, at)) for version, at in found]

    async def boards(self, many: int, events: int, since: int, first: int) -> list[float]:
        """So many boards that follow so many events; every delay of every line that came."""
        sent: dict[int, float] = {}
        waiting = [asyncio.create_task(self.board(since, events, sent)) for _ in range(many)]
        await asyncio.sleep(1.0)  # every board is connected; what is not hears the lines all the same
        reader, writer = await asyncio.open_connection(self.host, self.port)
        for number in range(events):
            sent[since + 1 + number] = time.perf_counter()
            await self.send(reader, writer, first + number)
        return [delay for delays in await asyncio.gather(*waiting) for delay in delays]


async def main(host: str, port: int) -> None:
    """One run of each kind."""
    asked = json.loads(sys.stdin.readline())
    phones = Phones(host, port, asked)
    once = await phones.at_once(asked["at_once"], 0)
    steady, seconds = await phones.sustained(asked["seconds"], len(once))
    before = len(once) + len(steady)
    delays = await phones.boards(asked["boards"], asked["events"], 1 + before, before)
    told = {"once": once, "steady": steady, "seconds": seconds, "delays": delays, "failed": phones.failed}
    print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
