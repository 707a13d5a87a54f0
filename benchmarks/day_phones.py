"""The raw client of ``day.load`` and ``day.faults``, in a process of its own: check-ins over plain sockets, and boards.

``python -m benchmarks.day_phones HOST PORT`` with a JSON line on stdin: cookie, csrf, day, convoy, at_once (check-ins),
seconds (without a pause), boards, events, and for the plan of a whole fleet road, rate and pace_s. One JSON line on
stdout: milliseconds of each.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from itertools import count
from typing import Any

CONNECTIONS = 50

Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Phones:
    """Sends check-ins to one service."""

    def __init__(self, host: str, port: int, asked: dict[str, Any]) -> None:
        self.host, self.port, self.asked = host, port, asked
        self.failed = 0

    def request(self, path: str, key: str, given: dict[str, Any]) -> bytes:
        """The bytes of something sent to the day."""
        data = json.dumps(given).encode()
        head = (
            f"POST /api/days/{self.asked['day']}/{path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Cookie: {self.asked['cookie']}\r\nX-CSRF-Token: {self.asked['csrf']}\r\nIdempotency-Key: {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        return head.encode() + data

    def check_in(self, number: int) -> bytes:
        """The bytes of one check-in."""
        body = {"kind": "passed point", "convoy": self.asked.get("convoy", "bus-1.1"), "point": f"km {number}"}
        return self.request("events", str(number), {"body": body, "late": True})

    async def answer(self, pair: Pair, sent: bytes) -> tuple[bytes, bytes]:
        """The first line and the body of what comes back."""
        reader, writer = pair
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        return head.partition(b"\r\n")[0], await reader.readexactly(length)

    async def send(self, pair: Pair, number: int) -> float:
        """Milliseconds until a check-in is acknowledged."""
        started = time.perf_counter()
        first, _ = await self.answer(pair, self.check_in(number))
        self.failed += b" 201 " not in first
        return 1000 * (time.perf_counter() - started)

    async def open(self) -> Pair:
        """A connection."""
        return await asyncio.open_connection(self.host, self.port)

    async def at_once(self, many: int, first: int) -> list[float]:
        """So many phones with a connection of their own, all at the same moment."""
        pairs = [await self.open() for _ in range(many)]
        found = await asyncio.gather(*(self.send(pair, first + i) for i, pair in enumerate(pairs)))
        for _, writer in pairs:
            writer.close()
        return list(found)

    async def sustained(self, seconds: float, first: int) -> tuple[list[float], float]:
        """Check-ins without a pause over a few connections kept open, and the seconds they took."""
        numbers = count(first)
        found: list[float] = []
        started = time.perf_counter()

        async def phone() -> None:
            pair = await self.open()
            while time.perf_counter() - started < seconds:
                found.append(await self.send(pair, next(numbers)))
            pair[1].close()

        await asyncio.gather(*(phone() for _ in range(CONNECTIONS)))
        return found, time.perf_counter() - started

    async def paced(self, rate: float, until: asyncio.Event, first: int) -> list[float]:
        """So many check-ins a second, each sent at its own moment whether those before it were answered or not."""
        free: asyncio.Queue[Pair] = asyncio.Queue()
        for _ in range(CONNECTIONS):
            free.put_nowait(await self.open())
        found: list[float] = []
        started = time.perf_counter()

        async def one(number: int, due: float) -> None:
            pair = await free.get()
            await self.send(pair, number)
            found.append(1000 * (time.perf_counter() - due))
            free.put_nowait(pair)

        sending = []
        for number in count(first):
            due = started + (number - first) / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if until.is_set():
                break
            sending.append(asyncio.create_task(one(number, due)))
        await asyncio.gather(*sending)
        while not free.empty():
            free.get_nowait()[1].close()
        return found

    async def replanned(self, road: str, rate: float, pace_s: float, first: int) -> dict[str, Any]:
        """A road is closed and the rest of the day planned anew, four times, among check-ins at a steady rate."""
        over = asyncio.Event()
        checking_in = asyncio.create_task(self.paced(rate, over, first))
        took, failed = [], 0
        for turn, state in enumerate(("closed", "open", "closed", "open")):
            await asyncio.sleep(pace_s)
            pair = await self.open()  # the service closes a connection that is idle for some seconds
            started = time.perf_counter()
            body = {"kind": "road reported", "road": road, "state": state, "confirmed": True}
            told, _ = await self.answer(pair, self.request("events", f"road {first} {turn}", {"body": body}))
            made, found = await self.answer(pair, self.request("replans", "", {}))
            took.append(1000 * (time.perf_counter() - started))
            pair[1].close()
            plan = json.loads(found)
            hit = plan.get("changed", 0) > 0 or state == "open"
            failed += b" 201 " not in told or b" 201 " not in made or not plan["checks"] or not hit
        over.set()
        return {"replans": took, "replans_failed": failed, "meanwhile": await checking_in}

    async def board(self, since: int, wanted: int, sent: dict[int, float]) -> list[float]:
        """Milliseconds between the sending of each of the lines that are wanted and their arrival here."""
        reader, writer = await self.open()
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
        pair = await self.open()
        for number in range(events):
            sent[since + 1 + number] = time.perf_counter()
            await self.send(pair, first + number)
        return [delay for delays in await asyncio.gather(*waiting) for delay in delays]


async def main(host: str, port: int) -> None:
    """One run of each kind that is asked for."""
    asked = json.loads(sys.stdin.readline())
    phones = Phones(host, port, asked)
    told: dict[str, Any] = {}
    if "road" in asked:
        told = await phones.replanned(asked["road"], asked["rate"], asked["pace_s"], 0)
    else:
        once = await phones.at_once(asked["at_once"], 0)
        steady, seconds = await phones.sustained(asked["seconds"], len(once))
        before = len(once) + len(steady)
        delays = await phones.boards(asked["boards"], asked["events"], 1 + before, before)
        told = {"once": once, "steady": steady, "seconds": seconds, "delays": delays}
    print(json.dumps(told | {"failed": phones.failed}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
