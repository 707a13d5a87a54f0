"""Timetables whose convoys are large enough and led: what the gates of ``departures`` leave open, mended afterwards.

A convoy that is too small joins the next one, vehicle by vehicle, as far as their days allow; who cannot loses the
trip. Where escorts are short, the later convoy shrinks until it needs none. Vehicles that have time left then join
convoys that are there. So whatever timetable comes in, the one that comes out keeps F17, and no other rule is broken on
the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from safeconduct.model.fleet import FleetPlan
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.board import board_of, book, copied, plan_of, respond, take_off
from safeconduct.plan.fleet.crews import driven_since_halt
from safeconduct.plan.fleet.day import TAKEN
from safeconduct.plan.fleet.departures import GATE
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.levels import steep
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.repair import run_on
from safeconduct.plan.fleet.situated import Legend, vehicle_name
from safeconduct.plan.fleet.tables import tables_of

#: Later convoys a vehicle tries to join.
TRIES = 4
#: Vehicles that are looked at for a new convoy, for each that it needs.
AT_HAND = 4
#: Vehicles that give up their days to see whether convoys get better; and how often in vain before it is left.
RUIN, VAIN = 25, 16
#: A convoy: the row of its gate, and the minute it departs.
_Convoy = tuple[int, int]


def in_convoys(
    legend: Legend,
    instance: FleetInstance,
    plan: timetable.FleetPlan,
    write: Callable[[timetable.FleetPlan], FleetPlan],
    limit: Limit | None = None,
    *,
    better: bool = False,
) -> FleetPlan:
    """The plan of a timetable, written by ``write``, in convoys where the rules ask for them. A trip that is not
    written because no household fits into it leaves its convoy, which is mended again. Vehicles join convoys and form
    more until the ``limit`` is over (None: as long as they can); the convoys there are keep the rules all the same.
    With ``better`` others are tried besides."""
    limit = limit or Limit()
    if legend.situation.rules.fleet_convoys is None:
        return write(plan)
    first = True
    while True:
        plan = _Former(legend, instance, plan, limit).formed(fill=first, better=first and better)
        written = write(plan)
        trips = {day.vehicle: len(day.trips) for day in written.days}
        names = {day.vehicle: vehicle_name(legend, instance, day.vehicle) for day in plan.days}
        if all(len(day.trips) == trips.get(names[day.vehicle], 0) for day in plan.days):
            return written
        days = (replace(day, trips=day.trips[: trips.get(names[day.vehicle], 0)]) for day in plan.days)
        plan, first = timetable.FleetPlan(days=tuple(day for day in days if day.trips)), False


class _Former:
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
        self.members: dict[_Convoy, set[tuple[int, int]]] = {}
        for v in range(self.board.made.size):
            self._joined(v, 0)

    def formed(self, *, fill: bool, better: bool) -> timetable.FleetPlan:
        """Mend until nothing is to mend, then let vehicles join, then look for better convoys."""
        self._mend()
        if fill:
            self._fill_up()
        if better:
            self._better()
        return plan_of(self.instance, self.tables, self.board)

    def _of(self, v: int, i: int) -> _Convoy:
        s, r, j = (int(self.board.trips[v, i, column]) for column in (0, 4, 5))
        return int(self.tables.outbound[s, r, j, 0]), int(self.board.trips[v, i, 6])

    def _joined(self, v: int, first: int) -> None:
        for i in range(first, int(self.board.made[v])):
            self.members.setdefault(self._of(v, i), set()).add((v, i))

    def _drop(self, v: int, first: int) -> None:
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
                        self._drop(v, i)
                yield True

    def _moved(self, v: int, i: int, key: _Convoy) -> bool:
        """Let trip ``i`` of a vehicle depart with one of the next convoys; what it does later stands as far as it
        can."""
        later = sorted(at for row, at in self.members if row == key[0] and at > key[1])
        return any(len(self.members[key[0], at]) < self.most and self._departs(v, i, at) for at in later[:TRIES])

    def _departs(self, v: int, i: int, at: int) -> bool:
        tables, board = self.tables, self.board
        made, old = int(board.made[v]), board.trips[v].copy()
        self._drop(v, i)
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
                    self._drop(v, i)
            yield True

    def _without_escort(self) -> _Convoy | None:
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

    def _away(self, key: _Convoy) -> tuple[int, int]:
        """From when until when an escort of a convoy is away."""
        unload = self.tables.unload[self.board.kind]
        return key[1], self.back + max(int(self.board.trips[v, i, 7] - unload[v]) for v, i in self.members[key])

    def _led(self, key: _Convoy, away: list[tuple[int, int]]) -> bool:
        """Whether an escort is there for a convoy that gets longer."""
        since, until = self._away(key)
        return self.escorts is None or sum(a < until and since < b for a, b in away) < self.escorts

    def _fill_up(self) -> None:
        """New convoys of vehicles that have time left, gate by gate as long as any forms; then let everyone join."""
        gates = list(self.gates)
        while gates:
            gates = [gate for gate in gates if not self.limit.over and self._form(gate)]
        for v in range(self.board.made.size):
            if not self.limit.over:
                self._responds(v, None)

    def _better(self) -> None:
        """Some vehicles give up their days, convoys are mended and filled up again, and what is better stays; in vain
        so many times, or when the limit is over, no more."""
        rng, vain, vehicles = np.random.default_rng(0), 0, self.board.made.size
        while vain < VAIN and vehicles and not self.limit.over:
            before, members = copied(self.board), {key: set(trips) for key, trips in self.members.items()}
            for v in rng.choice(vehicles, min(vehicles, RUIN), replace=False):
                self._drop(int(v), int(rng.integers(0, 1 + self.board.made[v])))
            self._mend()
            self._fill_up()
            gain = float(self.board.worth.sum() - before.worth.sum())
            vain = 0 if gain > 0 else vain + 1
            if gain < 0:
                self.board, self.members = before, members

    def _form(self, gate: int) -> bool:
        """A convoy at one gate of the vehicles that could be there first; tells whether it came about."""
        last = self.board.trips[range(self.board.made.size), np.maximum(self.board.made - 1, 0), 7]
        free = np.where(self.board.made > 0, last, self.board.since)
        able: list[tuple[int, int]] = []
        for v in () if self.limit.over else np.argsort(free, kind="stable")[: AT_HAND * self.least]:
            made = self._responds(int(v), (gate, -1))
            there = [self._of(int(v), i) for i in range(made, int(self.board.made[v]))]
            self._drop(int(v), made)
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
                self._mend()
                return True
            for v, made in before.items():
                self._drop(v, made)
        return False

    def _mend(self) -> None:
        while any([*self._small(), *self._unled()]):
            pass

    def _responds(self, v: int, new: _Convoy | None) -> int:
        """Let a vehicle add what it can to its day in convoys that are there, and in a new one (minute -1: at any time
        of that gate); what needs an escort that is not there is taken back. Returns how many trips it made before."""
        board = self.board
        for gate in self.gates:
            board.toll[gate] = TAKEN
        away = [self._away(key) for key, trips in self.members.items() if len(trips) > self.led_above]
        for (gate, at), trips in self.members.items():
            if len(trips) < self.most and (len(trips) != self.led_above or self._led((gate, at), away)):
                board.toll[gate, at] = 0.0
        if new is not None:
            at_any = self.tables.open[new[0]] == 1
            times = at_any if new[1] < 0 else np.arange(at_any.size) == new[1]
            full = [at for (gate, at), trips in self.members.items() if gate == new[0] and len(trips) >= self.most]
            board.toll[new[0], times & at_any] = 0.0
            board.toll[new[0], full] = TAKEN
        made = int(board.made[v])
        self.limit.count()
        respond(self.tables, board, v, np.zeros(self.tables.people.size), np.zeros(self.tables.room.size))
        self._joined(v, made)
        if board.made[v] > made and self._without_escort() is not None:
            self._drop(v, made)
        return made
