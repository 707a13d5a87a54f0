"""Ctrl-C while the service is made ready and ended: noted, and obeyed where nothing is half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_noted() -> Iterator[list[int]]:
    """While it lasts the first Ctrl-C is put into the list that is handed out, and raised as KeyboardInterrupt only at
    the end; a second one is raised at once.

    Raised at once, the first would come out of whatever line the main thread is at. In the middle of taking a lock that
    the log's own thread needs as well, it leaves that lock taken, and the end waits for that thread for ever. Nothing
    is changed outside of the main thread, or where Ctrl-C means something else already.
    """
    noted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield noted
        return

    def note(number: int, _frame: FrameType | None) -> None:
        if noted:
            raise KeyboardInterrupt
        noted.append(number)

    signal.signal(signal.SIGINT, note)
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)
    if noted:
        raise KeyboardInterrupt
