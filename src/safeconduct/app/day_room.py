"""The room where days are run: one thread holds the log, so that one writes at a time and many share one commit.

Commands that come while another commit is on its way wait, and are then decided one after the other and written
together. Whoever follows a day is told that there is something new, and reads it from memory. A thread waits for its
answer; a coroutine does not hold one up meanwhile, and the answers of one commit wake its loop once.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from safeconduct.app.day_desk import Command, DayDesk, Entered, Seen
from safeconduct.model.control import EventId
from safeconduct.model.errors import NotFound, SafeconductError, StoreError
from safeconduct.model.event import Envelope
from safeconduct.ports import DayLog

Result = TypeVar("Result")

#: The most commands that share one commit.
_TOGETHER = 256


@dataclass(slots=True)
class _Task:
    """A command for a day, or a question to the log; and where its answer goes: to a thread, or into a loop."""

    answer: Future[Any] | asyncio.Future[Any]
    command: Command | None = None
    question: Callable[[DayLog], Any] | None = None


class DayRoom:
    """All days of one log, held by one thread. ``opened`` opens the log in that thread."""

    def __init__(self, opened: Callable[[], AbstractContextManager[DayLog]]) -> None:
        self._opened = opened
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._desks: dict[str, DayDesk] = {}
        self._seen: dict[str, Seen] = {}
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
        answer: Future[Entered] = Future()
        self._tasks.put(_Task(answer=answer, command=command))
        return answer.result()

    async def entering(self, command: Command) -> Entered:
        """``enter`` for a coroutine."""
        answer: asyncio.Future[Entered] = asyncio.get_running_loop().create_future()
        self._tasks.put(_Task(answer=answer, command=command))
        return await answer

    async def entering_all(self, commands: Sequence[Command]) -> tuple[Entered | SafeconductError, ...]:
        """Write several commands, which share commits, and wait until all are on disk; one answer each, in order."""
        loop = asyncio.get_running_loop()
        answers: list[asyncio.Future[Entered]] = [loop.create_future() for _ in commands]
        for answer, command in zip(answers, commands, strict=True):
            self._tasks.put(_Task(answer=answer, command=command))
        if answers:
            await asyncio.wait(answers)
        return tuple(map(_entered, answers))

    def ask(self, question: Callable[[DayLog], Result]) -> Result:
        """The answer of a function on the log, computed in the log's thread."""
        answer: Future[Result] = Future()
        self._tasks.put(_Task(answer=answer, question=question))
        return answer.result()

    def desk(self, day: str) -> DayDesk:
        """The desk of a day that is in the log; others than its own thread read its lines only."""
        return self.ask(lambda log: self._known(log, day))

    def seen(self, day: str) -> Seen:
        """A day as it is now, taken between two commits. NotFound for an unknown day."""
        return self.ask(lambda log: self._known(log, day).seen())

    def latest(self, day: str) -> Seen | None:
        """A day as this room last read or wrote it, without asking the log: what another program wrote since is not in
        it. None for a day that this room has not read."""
        return self._seen.get(day)

    def written(self, day: str, name: EventId) -> Envelope | None:
        """The line of an event of a day that is in the log; None when it has none."""
        return self.ask(lambda log: self._known(log, day).line(name))

    def written_by(self, device: str) -> tuple[tuple[Envelope, str], ...]:
        """The lines of a device in all days, each with the key its sender had for it."""

        def written(log: DayLog) -> tuple[tuple[Envelope, str], ...]:
            return tuple(one for day in log.days() for one in self._written(log, day, device))

        return self.ask(written)

    def _written(self, log: DayLog, day: str, device: str) -> tuple[tuple[Envelope, str], ...]:
        try:
            return self._known(log, day).written_by(device)
        except StoreError:  # its texts were erased; its lines still say how far a device has counted
            lines = (line.envelope for line in log.read(day))
            return tuple((line, "") for line in lines if line.device == device)

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
        if day not in self._seen and day not in (days := log.days()):
            raise NotFound(
                f"there is no day {day!r}", next_step=f"name one of: {', '.join(days) or 'none'}; or open it first"
            )
        desk = self._desk(log, day)
        desk.refresh()
        self._publish(desk)
        return desk

    def _publish(self, desk: DayDesk) -> None:
        """Let others see the day as it is on disk now."""
        held = self._seen.get(desk.day)
        if desk.version and (held is None or held.version != desk.version):
            self._seen[desk.day] = desk.seen()

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
            desk = self._desk(log, day)
            answers = desk.enter_all(commands)
        except Exception as error:  # noqa: BLE001 - every caller waits for an answer; each gets this one
            self._desks.pop(day, None)
            _tell([(task.answer, error) for task in tasks])
            return
        self._publish(desk)
        _tell([(task.answer, answer) for task, answer in zip(tasks, answers, strict=True)])
        for told in tuple(self._followers):
            told()

    def _refuse_all(self, error: Exception) -> None:
        """The log cannot be opened: whoever asks is told why."""
        while (task := self._tasks.get()) is not None:
            _tell([(task.answer, error)])


def _entered(answer: Future[Any] | asyncio.Future[Any]) -> Entered | SafeconductError:
    """What became of a command: its line, or why it was refused; a fault of ours is raised."""
    error = answer.exception()
    if isinstance(error, SafeconductError):
        return error
    entered: Entered = answer.result()
    return entered


def _answer(to: Future[Any] | asyncio.Future[Any], function: Callable[[], Any]) -> None:
    try:
        found = function()
    except Exception as error:  # noqa: BLE001 - carried to who asked
        found = error
    _tell([(to, found)])


def _tell(answers: Sequence[tuple[Future[Any] | asyncio.Future[Any], Any]]) -> None:
    """Give each its answer; those who wait in a loop are told there, all of one loop at once."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for to, answer in answers:
        if isinstance(to, asyncio.Future):
            loops.setdefault(to.get_loop(), []).append((to, answer))
        else:
            _settle(to, answer)
    for loop, some in loops.items():
        with suppress(RuntimeError):  # the loop ended: nobody is left to tell
            loop.call_soon_threadsafe(_settle_all, some)


def _settle_all(answers: Sequence[tuple[asyncio.Future[Any], Any]]) -> None:
    for to, answer in answers:
        if not to.done():  # whoever asked may have gone
            _settle(to, answer)


def _settle(to: Future[Any] | asyncio.Future[Any], answer: Any) -> None:
    if isinstance(answer, Exception):
        to.set_exception(answer)
    else:
        to.set_result(answer)
