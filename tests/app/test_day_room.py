"""One thread writes for many: nothing lost, nothing doubled, everybody told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app.day_desk import Command, Entered
from safeconduct.app.day_room import DayRoom
from safeconduct.model.control import EventId
from safeconduct.model.errors import NotFound, RefusedError, StoreError
from safeconduct.model.movement import Boarded
from safeconduct.ports import DayLog
from tests.run.days import OPENED, Desk, walking


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DayRoom]:
    """A room with a day that is open."""

    @contextmanager
    def opened() -> Iterator[DayLog]:
        log = SqliteDayLog(tmp_path / "case.safeconduct", SystemClock())
        try:
            yield log
        finally:
            log.close()

    made = DayRoom(opened)
    made.enter(Command(event=Desk().event(OPENED)))
    yield made
    made.close()


def test_thirty_places_and_forty_hands(room: DayRoom) -> None:
    """Forty people board one each at once: thirty get in, ten are refused, and the log holds what they were told."""
    told: list[bool] = []

    def board(number: int) -> None:
        body = Boarded(convoy="1", vehicle="bus-1", persons=walking(1))
        try:
            room.enter(Command(event=Desk(f"phone-{number}").event(body, 5)))
            told.append(True)
        except RefusedError:
            told.append(False)

    hands = [threading.Thread(target=board, args=(number,)) for number in range(40)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert (told.count(True), told.count(False)) == (30, 10)
    assert room.desk("day").version == 31
    assert room.ask(lambda log: log.verify()).ok


def test_a_follower_is_told_after_a_commit_until_it_ends(room: DayRoom) -> None:
    heard = threading.Event()
    end = room.follow(heard.set)
    room.enter(Command(event=Desk("a").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(1)), 5)))
    assert heard.wait(5)
    heard.clear()
    end()
    room.enter(Command(event=Desk("b").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(1)), 6)))
    assert not heard.is_set()


def test_an_unknown_day_and_a_fault_of_a_question_reach_who_asked(room: DayRoom) -> None:
    with pytest.raises(NotFound, match="no day 'never'"):
        room.desk("never")
    with pytest.raises(ZeroDivisionError):
        room.ask(lambda _log: 1 // 0)
    assert room.desk("day").version == 1


def test_a_log_that_cannot_be_opened_leaves_nobody_waiting(tmp_path: Path) -> None:
    @contextmanager
    def broken() -> Iterator[DayLog]:
        raise StoreError("no", next_step="another file")
        yield SqliteDayLog(tmp_path / "x", SystemClock())

    made = DayRoom(broken)
    for _ in range(2):
        with pytest.raises(StoreError, match="no"):
            made.ask(lambda log: log.days())
    made.close()


def test_commands_given_at_once_are_answered_in_order(room: DayRoom) -> None:
    """A refusal among them is an answer like the others."""
    gate = Desk("gate")
    bodies = [Boarded(convoy="1", vehicle=vehicle, persons=walking(30)) for vehicle in ("bus-1", "bus-1", "bus-2")]
    answers = asyncio.run(room.entering_all([Command(event=gate.event(body, 5)) for body in bodies]))
    assert [type(answer) for answer in answers] == [Entered, RefusedError, Entered]
    assert asyncio.run(room.entering_all([])) == ()


def test_whoever_follows_is_told_that_the_service_ends(room: DayRoom) -> None:
    told: list[bool] = []
    room.follow(lambda: told.append(room.leaving))
    room.dismiss()
    assert told == [True]


def test_a_coroutine_waits_for_the_disk_like_a_thread(room: DayRoom) -> None:
    """Refusals are raised where they are awaited; one that gave up takes nobody's answer."""
    gate = Desk("gate")
    twenty, ten, one = (gate.event(Boarded(convoy="1", vehicle="bus-1", persons=walking(n)), 5) for n in (20, 10, 1))

    async def board() -> tuple[Entered, ...]:
        gone = asyncio.create_task(room.entering(Command(event=twenty)))
        staying = asyncio.create_task(room.entering(Command(event=ten)))
        await asyncio.sleep(0)
        gone.cancel()
        found = await staying
        with pytest.raises(RefusedError, match="more than the places"):
            await room.entering(Command(event=one))
        return found, await room.entering(Command(event=twenty))

    staying, gone = asyncio.run(board())
    assert (staying.fresh, staying.envelope.version) == (True, 3)
    assert (gone.fresh, gone.envelope.version) == (False, 2)  # it was written all the same


def test_the_latest_is_what_is_on_disk(room: DayRoom, tmp_path: Path) -> None:
    """Nobody is shown a line before its commit, nor one whose commit failed; what others wrote comes when asked for."""
    assert room.latest("never") is None
    before = room.latest("day")
    assert before is not None
    assert (before.version, before.latest) == (1, None)
    shown: list[int] = []

    class Watched(SqliteDayLog):
        def append(self, *given: Any, **named: Any) -> Any:
            shown.append(getattr(room.latest("day"), "version", 0))
            raise StoreError("disk full", next_step="make room")

    other = SqliteDayLog(tmp_path / "case.safeconduct", SystemClock())
    room.ask(lambda _log: setattr(room._desks["day"], "_log", Watched(tmp_path / "case.safeconduct", SystemClock())))
    fact = Desk("a").event(Boarded(convoy="1", vehicle="bus-1", persons=walking(1)), 5)
    with pytest.raises(StoreError, match="disk full"):
        room.enter(Command(event=fact))
    assert shown == [1]
    assert room.seen("day").version == 1
    other.append((fact,))
    other.close()
    assert getattr(room.latest("day"), "version", 0) == 1
    assert room.seen("day").version == 2
    found = room.latest("day")
    assert found is not None
    assert (found.version, found.latest, before.version) == (2, fact.at, 1)
    assert [event for _, event in found.lines[1:]] == [fact]


def test_a_device_is_known_by_its_lines_and_keys_in_every_day(room: DayRoom) -> None:
    """Also of a day whose texts were erased, where the keys went with them."""
    first, second = (Desk("a").event(OPENED), Desk("a").event(OPENED))
    room.enter(Command(event=replace(first, day="other"), key="x"))
    room.enter(Command(event=replace(second, day="third", id=EventId(device="a", counter=7)), key="y"))
    assert [(line.counter, key) for line, key in room.written_by("a")] == [(0, "x"), (7, "y")]
    room.ask(lambda log: log.erase("third"))
    room._desks.clear()
    room._seen.clear()
    assert [(line.counter, key) for line, key in room.written_by("a")] == [(0, "x"), (7, "")]
