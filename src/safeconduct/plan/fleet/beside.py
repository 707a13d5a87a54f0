"""What vehicles could add to a timetable in which nothing else changes: its trips stand on a board once, and each
question puts a few vehicles beside them and takes them off again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from safeconduct.plan.fleet.board import Board, respond, take_off
from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.day import TAKEN
from safeconduct.plan.fleet.instance import Bools, FleetInstance, Ints
from safeconduct.plan.fleet.repair import DayUnderWay
from safeconduct.plan.fleet.tables import Tables
from safeconduct.plan.fleet.timetable import FleetPlan


class Beside:
    """A timetable, and one vehicle more of every class that waits beside it. ``instance`` has nobody else waiting than
    who is aboard."""

    def __init__(self, instance: FleetInstance, plan: FleetPlan) -> None:
        self.instance = instance
        #: The vehicles of class c have c vehicles more before them.
        self._class: Ints = np.arange(instance.classes, dtype=np.int64)
        wider = instance.with_(class_count=instance.class_count + 1)
        own = instance.vehicle_class
        days = tuple(replace(day, vehicle=day.vehicle + int(own[day.vehicle])) for day in plan.days)
        under_way = DayUnderWay(wider, FleetPlan(days=days))
        self._tables, self._board, _ = under_way.standing(wider, 0)
        self._fleet: Ints = np.arange(instance.vehicles, dtype=np.int64) + own
        self._more: Ints = np.cumsum(wider.class_count) - 1

    def of_fleet(self, waiting: Mapping[int, int], able: Bools) -> tuple[int, ...]:
        """The vehicles of ``able`` classes (C,) that add a trip with some of those ``waiting``, persons by group, if
        each adds what it can, those free first; in order."""
        mine = np.flatnonzero(able[self.instance.vehicle_class])
        added = self._added(self._tables, waiting, self._fleet[mine])
        return tuple(int(v) for v in mine[added])

    def one_more(
        self, waiting: Mapping[int, int], able: Bools, *, bay: int | None = None, lanes: Sequence[int] = ()
    ) -> tuple[int, ...]:
        """The ``able`` classes of which one vehicle more adds a trip; with one more ``bay`` at the site of that number,
        and one more lane at each of these crossings."""
        mine = self._class[able]
        with self._opened(bay, lanes) as tables:
            added = self._added(tables, waiting, self._more[mine])
        return tuple(int(c) for c in mine[added])

    def taken(self, site: int) -> tuple[bool, tuple[int, ...]]:
        """Whether the bays of a site are ever all held, and the crossings on ways to and from it of which a slot is
        full: one more bay or lane elsewhere changes nothing for who boards there."""
        tables, board = self._tables, self._board
        full = np.any((tables.open == 1) & (board.taken >= tables.lanes[:, None]), axis=1)
        ways = np.concatenate([tables.inbound[:, site].reshape(-1, 7), tables.outbound[site].reshape(-1, 7)])
        known = ways[ways[:, 0] >= 0]
        posts = {p for post in np.unique(known[:, 5]) for p in self.instance.posts.along(int(post))}
        met = {*known[:, 0].tolist(), *(int(self.instance.posts.crossing[p]) for p in posts)}
        met.discard(self.instance.crossings - 1)  # where a way has no narrow place
        return bool(board.barrier[:, site].any()), tuple(sorted(b for b in met if full[b]))

    def _added(self, tables: Tables, waiting: Mapping[int, int], vehicles: Ints) -> Bools:
        """Which of the vehicles add trips. The board is afterwards as it was."""
        board = self._board
        rows, persons = np.array(list(waiting), dtype=np.int64), np.array(list(waiting.values()), dtype=np.int64)
        board.people[rows] += persons
        before = board.made[vehicles].copy()
        last = board.trips[vehicles, np.maximum(before - 1, 0), 7]
        order = np.argsort(np.where(before > 0, last, board.since[vehicles]), kind="stable")
        _respond_each(tables, board, vehicles[order])
        added: Bools = board.made[vehicles] > before
        for v, first in zip(vehicles[added], before[added], strict=True):
            take_off(tables, board, int(v), int(first))
        board.people[rows] -= persons
        return added

    @contextmanager
    def _opened(self, bay: int | None, lanes: Sequence[int]) -> Iterator[Tables]:
        """The tables with one more bay and one more lane each; until the end the board shows what is free then."""
        tables, board = self._tables, self._board
        if bay is None and not lanes:
            yield tables
            return
        toll, at = board.toll.copy(), slice(0, 0) if bay is None else slice(bay, bay + 1)
        barrier = board.barrier[:, at].copy()
        bays, more = tables.bays.copy(), tables.lanes.copy()
        bays[at] += 1
        more[list(lanes)] += 1
        wide = tables._replace(bays=bays, lanes=more)
        free = (wide.open == 1) & (board.taken < wide.lanes[:, None])
        board.toll[:] = np.where(free, board.guide, TAKEN)
        if bay is not None:
            board.barrier[:, bay] = 0.0  # the trips there are hold one less at most
        try:
            yield wide
        finally:
            board.toll[:] = toll
            board.barrier[:, at] = barrier


@compiled
def _respond_each(tables: Tables, board: Board, vehicles: Ints) -> None:
    np.random.seed(0)
    people, room = np.zeros(board.people.size), np.zeros(board.room.size)
    for v in vehicles:
        if board.people.max() <= 0:
            return
        respond(tables, board, v, people, room)
