"""Work spread over processes, results in the order of the items, and never more items in memory than are under way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import TypeVar

from safeconduct.model.errors import ToolMissing

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Items handed to each process before the oldest result is waited for."""


def cores() -> int:
    """Processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessPool:
    """Processes of this machine; with one worker, none beside this one."""

    workers: int

    def in_order(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result]:
        """``function`` of each item, in their order; in this process when there is one worker. Ctrl-C closes it too."""
        if self.workers <= 1:
            yield from map(function, items)
            return
        with _ctrl_c_noted() as stop:
            pool = ProcessPoolExecutor(
                self.workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_ctrl_c
            )
            waiting: deque[Future[Result]] = deque()
            try:
                for item in items:
                    waiting.append(pool.submit(function, item))
                    if len(waiting) >= self.workers * AHEAD:
                        yield _result(waiting.popleft(), stop)
                while waiting:
                    yield _result(waiting.popleft(), stop)
                if stop.is_set():
                    raise KeyboardInterrupt
            except BrokenProcessPool as error:
                raise ToolMissing(
                    "a process ended by itself; the machine may be out of memory",
                    next_step="run the same command again with --jobs 1: what was kept is not done again",
                ) from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Result], stop: Event) -> Result:
    """The result once it is there; KeyboardInterrupt as soon as somebody asked to stop."""
    while not stop.is_set():
        if wait([future], timeout=0.2).done:
            return future.result()
    raise KeyboardInterrupt


@contextmanager
def _ctrl_c_noted() -> Iterator[Event]:
    """Ctrl-C sets an event instead of breaking in anywhere, for a pool that is interrupted inside a lock hangs; a
    second Ctrl-C does what it always does."""
    stop = Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.getsignal(signal.SIGINT)

    def noted(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, noted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _leave_ctrl_c() -> None:
    """Ctrl-C reaches every process of a terminal; the first one decides what to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
