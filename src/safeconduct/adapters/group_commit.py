"""One commit for many writers: whoever finds nobody writing writes for all who wait.

A commit that reaches the disk costs milliseconds, whatever it holds. Writers queue; one of them takes up to ``most``
requests and writes them in one transaction, so that forty phones wait for one disk together and not in a row.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Request = TypeVar("Request")
Result = TypeVar("Result")


class _Waiting(Generic[Request, Result]):
    """A request in the queue, and its answer when there is one."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.answer: Result | BaseException | None = None


class GroupCommit(Generic[Request, Result]):
    """``write`` takes several requests and returns, in their order, a result or the error for each; when it raises,
    nothing of the batch was written and every request of it gets the error."""

    def __init__(self, write: Callable[[Sequence[Request]], Sequence[Result | Exception]], most: int = 256) -> None:
        self._write = write
        self._most = most
        self._queue: deque[_Waiting[Request, Result]] = deque()
        self._changed = threading.Condition()
        self._writing = False

    def submit(self, request: Request) -> Result:
        """The result of the request once its batch is committed; raises its error."""
        waiting: _Waiting[Request, Result] = _Waiting(request)
        with self._changed:
            self._queue.append(waiting)
        while (answer := waiting.answer) is None:
            batch = self._take(waiting)
            if batch:
                self._commit(batch)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _take(self, waiting: _Waiting[Request, Result]) -> list[_Waiting[Request, Result]]:
        """The next batch, for the caller to write; none when the caller's request was answered meanwhile."""
        with self._changed:
            while self._writing and waiting.answer is None:
                self._changed.wait()
            if waiting.answer is not None:
                return []
            self._writing = True
            return [self._queue.popleft() for _ in range(min(len(self._queue), self._most))]

    def _commit(self, batch: list[_Waiting[Request, Result]]) -> None:
        answers: Sequence[Result | BaseException] = ()
        try:
            answers = self._write([waiting.request for waiting in batch])
        except BaseException as error:
            answers = [error] * len(batch)
            if not isinstance(error, Exception):
                raise
        finally:
            with self._changed:
                for waiting, answer in zip(batch, answers, strict=True):
                    waiting.answer = answer
                self._writing = False
                self._changed.notify_all()
