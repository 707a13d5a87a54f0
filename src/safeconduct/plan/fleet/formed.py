"""Convoys in a timetable that is under construction: who is in which, mended where one is too small or not led.

A convoy that is too small joins the next one, vehicle by vehicle, as far as their days allow; who cannot loses the
trip. Where escorts are short, the later convoy shrinks until it needs none. Vehicles that have time left then join
convoys that are there, or form new ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.board import board_of, book, plan_of, respond, take_off
from safeconduct.plan.fleet.crews import driven_since_halt
from safeconduct.plan.fleet.day import TAKEN
from safeconduct.plan.fleet.departures import GATE
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.levels import steep
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.repair import run_on
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.fleet.tables import Floats, tables_of

#: Later convoys a vehicle tries to join.
TRIES = 4
#: Vehicles that are looked at for a new convoy, for each that it needs.
AT_HAND = 4
#: A convoy: the row of its gate, and the minute it departs.
Convoy = tuple[int, int]


class Former:
    """A timetable on a board, and who is in which convoy."""

    def __init__(self, legend: Legend, instance: FleetInstance, plan: timetable.FleetPlan, limit: Limit) -> None:
        self.limit = limit
        rules = legend.situation.rules
        assert rules.fleet_convoys is not None
        helped = 1 + steep(instance)  # who needs help first, also where vehicles join and form convoys
        self.instance, self.tables = instance, tables_of(instance.with_(weights=np.array([1, helped, helped])))
        self.board = board_of(self.tables, instance.vehicle_class, plan)
        self.least, self.most = rules.convoy_min.value, rules.convoy_max.value
        convoys = rules.fleet_convoys
        self.led_above = convoys.led_above.value
        self.escorts = None if convoys.escorts is None else convoys.escorts.value
        self.back = convoys.escort_return_minutes.value if convoys.escort_return_minutes else 0
        self.gates = [b for b, name in enumerate(legend.crossings) if name.startswith(GATE)]
        self.unload = [int(minutes) for minutes in self.tables.unload[self.board.kind]]
        self.none = np.full((len(self.gates), self.tables.open.shape[1]), TAKEN)
        self.free = np.zeros(self.tables.people.size), np.zeros(self.tables.room.size)
        self.members: dict[Convoy, set[tuple[int, int]]] = {}
        for v in range(self.board.made.size):
            self._joined(v, 0)

    def formed(self, *, fill: bool) -> timetable.FleetPlan:
        """Mend until nothing is to mend, then let vehicles join and form more."""
        self.mend()
        if fill:
            self._fill_up()
        return self.plan()

    def plan(self) -> timetable.FleetPlan:
        """The timetable as it now is."""
        return plan_of(self.instance, self.tables, self.board)

    def _of(self, v: int, i: int) -> Convoy:
        s, r, j = (int(self.board.trips[v, i, column]) for column in (0, 4, 5))
        return int(self.tables.outbound[s, r, j, 0]), int(self.board.trips[v, i, 6])

    def _joined(self, v: int, first: int) -> None:
        for i in range(first, int(self.board.made[v])):
            self.members.setdefault(self._of(v, i), set()).add((v, i))

    def drop(self, v: int, first: int) -> None:
        """Take trips off the board and out of their convoys."""
        for i in range(first, int(self.board.made[v])):
            key = self._of(v, i)
            self.members[key].discard((v, i))
            if not self.members[key]:
                del self.members[key]
        take_off(self.tables, self.board, v, first)

    def _small(self) -> Iterator[bool]:
        """Empty convoys below the least size, the earliest first; tells of each."""
        for key in sorted(self.members, key=lambda key: (key[1], key[0])):
            if 0 < len(self.members.get(key, ())) < self.least:
                for v, i in sorted(self.members[key]):
                    if i < self.board.made[v] and self._of(v, i) == key and not self._moved(v, i, key):
                        self.drop(v, i)
                yield True

    def _moved(self, v: int, i: int, key: Convoy) -> bool:
        """Let trip ``i`` of a vehicle depart with one of the next convoys; what it does later stands as far as it
        can."""
        later = sorted(at for row, at in self.members if row == key[0] and at > key[1])
        return any(len(self.members[key[0], at]) < self.most and self._departs(v, i, at) for at in later[:TRIES])

    def _departs(self, v: int, i: int, at: int) -> bool:
        tables, board = self.tables, self.board
        made, old = int(board.made[v]), board.trips[v].copy()
        self.drop(v, i)
        row, kind = board.trips[v, i], int(board.kind[v])
        way = tables.outbound[row[0], row[4], row[5]]
        passes = np.zeros(tables.posts_out, dtype=np.int64)
        enters, reached = run_on(tables, board, way, at, -1, passes, np.zeros(1 + tables.posts_out, dtype=np.int64))
        done = reached + int(tables.unload[kind])
        if enters == at and done <= tables.until[kind]:
            row[6], row[7], row[8 + tables.posts_in :] = at, done, passes
            self._again(v, i)
            while board.made[v] < made and self._fits(v, int(board.made[v])):
                self._again(v, int(board.made[v]))
            self._joined(v, i)
            return True
        board.trips[v] = old
        for n in range(i, made):
            self._again(v, n)
        self._joined(v, i)
        return False

    def _again(self, v: int, i: int) -> None:
        book(self.tables, self.board, v, i, 1)
        self.board.made[v] = i + 1

    def _fits(self, v: int, i: int) -> bool:
        """Whether trip ``i``, taken off a moment ago, can still follow the one before it."""
        tables, trips, kind = self.tables, self.board.trips[v], int(self.board.kind[v])
        before = tables.inbound[trips[i - 1, 4], trips[i, 0], trips[i, 1], 1]
        start, since = int(self.board.start[v]), int(self.board.since[v])
        driven = driven_since_halt(tables, kind, start, since, trips, i + 1)
        return bool(trips[i, 2] - before >= trips[i - 1, 7] and driven <= tables.drive[kind])

    def _unled(self) -> Iterator[bool]:
        """Shrink the first convoy that no escort is there for; tells of it."""
        key = self._without_escort()
        if key is not None:
            trips = sorted(self.members[key], key=lambda one: (int(self.board.loads[one].sum()), one))
            for v, i in trips[: len(trips) - self.led_above]:
                if i < self.board.made[v] and self._of(v, i) == key:
                    self.drop(v, i)
            yield True

    def _without_escort(self) -> Convoy | None:
        if self.escorts is None:
            return None
        away: list[int] = []
        for key in sorted(self.members, key=lambda key: (key[1], key[0])):
            trips = self.members[key]
            if len(trips) > self.led_above:
                away = [back for back in away if back > key[1]]
                if len(away) >= self.escorts:
                    return key
                away.append(self._away(key)[1])
        return None

    def _away(self, key: Convoy) -> tuple[int, int]:
        """From when until when an escort of a convoy is away."""
        trips, unload = self.board.trips, self.unload
        return key[1], self.back + max(int(trips[v, i, 7]) - unload[v] for v, i in self.members[key])

    def _led(self, key: Convoy) -> bool:
        """Whether an escort is there for a convoy that gets longer."""
        if self.escorts is None:
            return True
        since, until = self._away(key)
        away = (self._away(other) for other, trips in self.members.items() if len(trips) > self.led_above)
        return sum(a < until and since < b for a, b in away) < self.escorts

    def _fill_up(self) -> None:
        """New convoys of vehicles that have time left, gate by gate as long as any forms; then let everyone join."""
        gates = list(self.gates)
        while gates:
            gates = [gate for gate in gates if not self.limit.over and self.form(gate)]
        for v in range(self.board.made.size):
            if not self.limit.over:
                self._responds(v, None)

    def form(self, gate: int) -> bool:
        """A convoy at one gate of the vehicles that could be there first; tells whether it came about."""
        last = self.board.trips[range(self.board.made.size), np.maximum(self.board.made - 1, 0), 7]
        free = np.where(self.board.made > 0, last, self.board.since)
        able: list[tuple[int, int]] = []
        for v in () if self.limit.over else np.argsort(free, kind="stable")[: AT_HAND * self.least]:
            made = self._responds(int(v), (gate, -1))
            there = [self._of(int(v), i) for i in range(made, int(self.board.made[v]))]
            self.drop(int(v), made)
            able += [(at, int(v)) for row, at in there if row == gate][:1]
        able.sort()
        if len(able) < self.least:
            return False
        first, headway = able[self.least - 1][0], int(self.tables.slot[gate])
        times = (at for at in range(first, self.tables.close + 1, headway) if (gate, at) not in self.members)
        for at in islice(times, TRIES):
            if self.limit.over:
                return False
            before = {v: self._responds(v, (gate, at)) for _, v in able}
            if self.least <= len(self.members.get((gate, at), ())) and self._without_escort() is None:
                self.mend()
                return True
            for v, made in before.items():
                self.drop(v, made)
        return False

    def mend(self) -> None:
        """Until every convoy is large enough and led: vehicles of small ones join later ones or lose the trip, and
        those without an escort get shorter."""
        while any([*self._small(), *self._unled()]):
            pass

    def _responds(self, v: int, new: Convoy | None) -> int:
        """Let a vehicle add what it can to its day in convoys that are there, and in a new one (minute -1: at any time
        of that gate). Returns how many trips it made before."""
        board = self.board
        self.open(self.none)
        if new is not None:
            at_any = self.tables.open[new[0]] == 1
            times = at_any if new[1] < 0 else np.arange(at_any.size) == new[1]
            full = [at for (gate, at), trips in self.members.items() if gate == new[0] and len(trips) >= self.most]
            board.toll[new[0], times & at_any] = 0.0
            board.toll[new[0], full] = TAKEN
        return self.responds(v, self.free[0], self.free[1])

    def open(self, others: Floats) -> None:
        """Open the gates when a convoy with a place left departs, led if it has to be; ``others`` (gates, L) is what
        it costs to depart at any other minute."""
        board = self.board
        board.toll[self.gates] = others
        for key, trips in self.members.items():
            joins = len(trips) < self.most and (len(trips) != self.led_above or self._led(key))
            board.toll[key] = board.guide[key] if joins else TAKEN

    def responds(self, v: int, people: Floats, room: Floats) -> int:
        """Let a vehicle add what it can to its day at these prices, while the gates are open as they are; what needs
        an escort that is not there is taken back. Returns how many trips it made before."""
        made = int(self.board.made[v])
        self.limit.count()
        respond(self.tables, self.board, v, people, room)
        self._joined(v, made)
        if self.board.made[v] > made and self._without_escort() is not None:
            self.drop(v, made)
        return made
