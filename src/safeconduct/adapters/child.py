"""One piece of work in a process of its own: it tells how far it is, and stops when it is asked to.

The process ends with this one; whatever it computes holds up nobody here.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from safeconduct.model.errors import SafeconductError, ToolMissing

Told = Callable[[Any], None]
#: What is done with what it was given: it tells, looks whether it should stop, and returns its result.
Work = Callable[[Any, Told, Callable[[], bool]], Any]


class Child:
    """Work that was started. ``function`` is one of a module, ``given`` and what it tells can be pickled."""

    def __init__(self, function: Work, given: Any) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._here, there = spawn.Pipe(duplex=False)
        self._asked = spawn.Event()
        self._process = spawn.Process(target=_work, args=(function, given, there, self._asked), daemon=True)
        self._process.start()
        there.close()

    def stop(self) -> None:
        """Ask it to stop; it still returns what it has."""
        self._asked.set()

    def end(self) -> None:
        """End it now; nothing comes back."""
        self._process.terminate()
        self._process.join()

    def told(self) -> Iterator[tuple[str, Any]]:
        """What it tells, as it comes: ("told", …) any number of times, then ("result", …). Errors of the tree are
        raised as they were raised there; ToolMissing when the process ended by itself."""
        try:
            while True:
                kind, what = self._here.recv()
                if kind == "failed":
                    raise what
                yield kind, what
                if kind == "result":
                    return
        except (EOFError, OSError) as error:
            raise ToolMissing(
                "the process that did the work ended by itself; the machine may be out of memory",
                next_step="start it again with less to do",
            ) from error
        finally:
            self._here.close()
            self._process.join()


def _work(function: Work, given: Any, there: Connection, asked: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides what Ctrl-C means
    try:
        there.send(("result", function(given, lambda what: there.send(("told", what)), asked.is_set)))
    except SafeconductError as error:
        there.send(("failed", _plain(error)))


def _plain(error: SafeconductError) -> SafeconductError:
    """The same error in a form that can be sent: its words, its next step, where it was and how the program ends."""
    return _Failed(error.message, error.next_step, error.file, error.field, error.exit_code, error.code)


class _Failed(SafeconductError):
    """An error of the work, as told by its process."""

    def __init__(
        self, message: str, next_step: str, file: str | None, field: str | None, exit_code: int, code: str
    ) -> None:
        super().__init__(message, next_step=next_step, file=file, field=field)
        self.exit_code, self.code = exit_code, code

    def __reduce__(self) -> tuple[type[_Failed], tuple[str, str, str | None, str | None, int, str]]:
        return _Failed, (self.message, self.next_step, self.file, self.field, self.exit_code, self.code)
