"""The process that ``day.faults`` kills: many writers on one log, each acknowledged event told on stdout at once.

``python -m benchmarks.day_writer STORE ROUND WRITERS`` where STORE is a file or a PostgreSQL address followed by the
folder of its keys, separated by a bar. Every writer first sends again the last event of its round before: it may have
been written and not acknowledged, and must not be written twice.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.daylog import SqlDayLog
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.model.control import EventId
from safeconduct.model.event import Event
from safeconduct.model.movement import PassedPoint

BEGINS = datetime(2022, 6, 15, 5, tzinfo=UTC)


def open_log(store: str) -> SqlDayLog:
    """The log at a file or a PostgreSQL address."""
    if "|" not in store:
        return SqliteDayLog(Path(store), SystemClock())
    from safeconduct.adapters.postgres_daylog import PostgresDayLog

    address, keys = store.split("|")
    return PostgresDayLog(address, Path(keys), SystemClock())


def check_in(device: str, counter: int) -> Event:
    """The check-in of that name: always the same one."""
    body = PassedPoint(convoy="1", point=f"km {counter}")
    at = BEGINS + timedelta(seconds=counter)
    return Event(day="faults", id=EventId(device=device, counter=counter), at=at, role="gate", body=body)


def write(log: SqlDayLog, device: str, first: int) -> None:
    """Append until killed; tell each acknowledgement in one write."""
    counter = first
    while True:
        log.append((check_in(device, counter),))
        os.write(1, f"{device} {counter}\n".encode())
        counter += 1


def main(store: str, start: str, writers: str) -> None:
    """Run until killed. ``start`` holds the first counter of each writer, joined by commas, or one for all."""
    firsts = [int(first) for first in start.split(",")]
    log = open_log(store)
    for number in range(int(writers)):
        first = firsts[number] if len(firsts) > 1 else firsts[0]
        threading.Thread(target=write, args=(log, f"phone-{number}", first), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
