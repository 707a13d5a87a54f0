"""The room where days are run: one thread holds the log, so that one writes at a time and many share one commit.

Commands that come while another commit is on its way wait, and are then decided one after the other and written
together. Whoever follows a day is told that there is something new, and reads it from memory.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TypeVar

from safeconduct.app.day_desk import Command, DayDesk, Entered, Seen
from safeconduct.model.errors import NotFound, SafeconductError
from safeconduct.ports import DayLog

Result = TypeVar("Result")

#: The most commands that share one commit.
_TOGETHER = 256


@dataclass(slots=True)
class _Task:
    """A command for a day, or a question to the log; and where its answer goes."""

    answer: Future[Any]
    command: Command | None = None
    question: Callable[[DayLog], Any] | None = None


class DayRoom:
    """All days of one log, held by one thread. ``opened`` opens the log in that thread."""

    def __init__(self, opened: Callable[[], AbstractContextManager[DayLog]]) -> None:
        self._opened = opened
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._desks: dict[str, DayDesk] = {}
        self._followers: list[Callable[[], None]] = []
        self.leaving = False
        self._thread = threading.Thread(target=self._run, name="day log", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish what was asked for, and release the log."""
        self._tasks.put(None)
        self._thread.join()

    def enter(self, command: Command) -> Entered:
        """Write a command's event and wait until it is on disk; RefusedError with the next step when it may not be."""
        task = _Task(answer=Future(), command=command)
        self._tasks.put(task)
        entered: Entered = task.answer.result()
        return entered

    def enter_all(self, commands: Sequence[Command]) -> tuple[Entered | SafeconductError, ...]:
        """Write several commands, which share commits, and wait until all are on disk; one answer each, in order."""
        tasks = [_Task(answer=Future(), command=command) for command in commands]
        for task in tasks:
            self._tasks.put(task)
        return tuple(_entered(task.answer) for task in tasks)

    def ask(self, question: Callable[[DayLog], Result]) -> Result:
        """The answer of a function on the log, computed in the log's thread."""
        task = _Task(answer=Future(), question=question)
        self._tasks.put(task)
        result: Result = task.answer.result()
        return result

    def desk(self, day: str) -> DayDesk:
        """The desk of a day that is in the log; others than its own thread read its lines only."""
        return self.ask(lambda log: self._known(log, day))

    def seen(self, day: str) -> Seen:
        """A day as it is now, taken between two commits. NotFound for an unknown day."""
        return self.ask(lambda log: self._known(log, day).seen())

    def follow(self, told: Callable[[], None]) -> Callable[[], None]:
        """Have ``told`` called, from the log's thread, after each commit; returns what ends that."""
        self._followers.append(told)
        return lambda: self._followers.remove(told)

    def dismiss(self) -> None:
        """The service is ending: whoever follows is told, and finds ``leaving`` set."""
        self.leaving = True
        for told in tuple(self._followers):
            told()

    def _known(self, log: DayLog, day: str) -> DayDesk:
        """The desk of a day that is in the log, up to date with what other programs wrote."""
        if day not in log.days():
            known = ", ".join(log.days()) or "none"
            raise NotFound(f"there is no day {day!r}", next_step=f"name one of: {known}; or open it first")
        desk = self._desk(log, day)
        desk.refresh()
        return desk

    def _desk(self, log: DayLog, day: str) -> DayDesk:
        if day not in self._desks:
            self._desks[day] = DayDesk(log, day)
        return self._desks[day]

    def _run(self) -> None:
        try:
            with self._opened() as log:
                while (task := self._tasks.get()) is not None:
                    waiting, ended = self._waiting(task)
                    self._do(log, waiting)
                    if ended:
                        return
        except Exception as error:  # noqa: BLE001 - nobody may wait for ever for a log that cannot be opened
            self._refuse_all(error)

    def _waiting(self, first: _Task) -> tuple[list[_Task], bool]:
        """The first task and all that came while the last commit was on its way; whether the end came too."""
        found = [first]
        while len(found) < _TOGETHER and not self._tasks.empty():
            task = self._tasks.get()
            if task is None:
                return found, True
            found.append(task)
        return found, False

    def _do(self, log: DayLog, tasks: list[_Task]) -> None:
        """Do tasks in order; neighbouring commands of one day are written together."""
        at = 0
        while at < len(tasks):
            task = tasks[at]
            if task.command is None:
                _answer(task.answer, lambda task=task: task.question(log))  # type: ignore[misc]
                at += 1
                continue
            day, end = task.command.event.day, at
            while end < len(tasks) and (other := tasks[end].command) is not None and other.event.day == day:
                end += 1
            self._enter(log, day, tasks[at:end])
            at = end

    def _enter(self, log: DayLog, day: str, tasks: list[_Task]) -> None:
        commands = [task.command for task in tasks if task.command is not None]
        try:
            answers = self._desk(log, day).enter_all(commands)
        except Exception as error:  # noqa: BLE001 - every caller waits for an answer; each gets this one
            self._desks.pop(day, None)
            for task in tasks:
                task.answer.set_exception(error)
            return
        for task, answer in zip(tasks, answers, strict=True):
            if isinstance(answer, SafeconductError):
                task.answer.set_exception(answer)
            else:
                task.answer.set_result(answer)
        for told in tuple(self._followers):
            told()

    def _refuse_all(self, error: Exception) -> None:
        """The log cannot be opened: whoever asks is told why."""
        while (task := self._tasks.get()) is not None:
            task.answer.set_exception(error)


def _entered(answer: Future[Any]) -> Entered | SafeconductError:
    """What became of a command: its line, or why it was refused; a fault of ours is raised."""
    error = answer.exception()
    if isinstance(error, SafeconductError):
        return error
    entered: Entered = answer.result()
    return entered


def _answer(to: Future[Any], function: Callable[[], Any]) -> None:
    try:
        to.set_result(function())
    except Exception as error:  # noqa: BLE001 - carried to the thread that asked
        to.set_exception(error)
