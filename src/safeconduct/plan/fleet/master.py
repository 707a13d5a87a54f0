"""The last of the way to the least bound: a linear program over the vehicle days seen, and prices towards its own.

The volume method stalls on days whose slots are many and alike, some percent above the bound a linear program over all
vehicle days would prove. That program is solved here over the days that were best at some prices; its prices, moved
towards the best ones so far, find the days it still lacks (column generation with smoothing: Pessoa, Sadykov, Uchoa and
Vanderbeck, INFORMS J. Computing 30, 2018). What is proved never rests on the program: its prices are put on the grain
and asked for their bound like any others.

Only rows that bind are in the program: those of people and places, those that had a price, and those that its own
mixture of days would break, as they show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from ortools.linear_solver import pywraplp

from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.lagrangian import GRAIN, Answer, Lagrangian
from safeconduct.plan.fleet.tables import Floats

#: Share of the best prices in those that are asked first; the program's own are asked where that finds no new day.
SMOOTHING = 0.5
#: What lacks of a demand costs in the program, in full vehicles of the worthiest.
DEAR = 10.0
#: Least use of a row beyond its amount that brings it into the program.
BROKEN = 1e-6
#: The gap between program and bound, in worth, below which nothing is left to gain.
CLOSED = 0.05


class SeenDay(NamedTuple):
    """A day of a vehicle of a class: the rows of shared things it uses, and how much of each."""

    vehicle_class: int
    rows: Ints
    uses: Floats


class Master:
    """The program over the days seen: ``days``, and the best ones at ``centre`` and at the prices ``seen``.

    ``effort`` is what the last call of ``better`` took, in pivots times rows: the same on any machine.
    """

    def __init__(
        self, lagrangian: Lagrangian, centre: Floats, seen: Iterable[Floats] = (), days: Sequence[SeenDay] = ()
    ) -> None:
        self.lagrangian = lagrangian
        tables = lagrangian.tables
        self._worth = np.zeros(lagrangian.amounts.size)
        self._worth[: tables.people.size] = tables.weights[tables.need]
        self._known: set[tuple[int, bytes]] = set()
        self.days: list[SeenDay] = []
        self._users: dict[int, list[int]] = {}
        self.effort = 0
        self._program = pywraplp.Solver.CreateSolver("GLOP")
        self._infinite = self._program.infinity()
        self._program.Objective().SetMaximization()
        self._fleet = [self._program.Constraint(0.0, float(n)) for n in tables.class_count]
        self._variables: list[pywraplp.Variable] = []
        self._rows: dict[int, pywraplp.Constraint] = {}
        first = np.flatnonzero((centre > 0.0) | (lagrangian.amounts < 0.0))
        for row in [*range(tables.people.size + tables.room.size), *first.tolist()]:
            self._open(row)
        for day in days:
            self._add(self._recounted(day))
        for prices in [*seen, centre]:
            self._learn(prices)

    def amounts_changed(self) -> None:
        """Take the amounts of the Lagrangian as they are now."""
        for row, constraint in self._rows.items():
            constraint.SetBounds(-self._infinite, float(self.lagrangian.amounts[row]))

    def better(self, centre: Floats, best: Answer) -> tuple[Floats, Answer, bool]:
        """The better of ``centre``, whose answer is ``best``, and one more; and whether there may be better ones."""
        value = self._solve()
        if value is None or best.bound - value < CLOSED:
            return centre, best, False
        own = self._prices()
        for share in (SMOOTHING, 0.0):
            trial = np.maximum(0.0, np.rint((share * centre + (1.0 - share) * own) / GRAIN) * GRAIN)
            answer = self.lagrangian.at(trial)
            if answer.bound < best.bound:
                centre, best = trial, answer
            if self._learn(trial):
                return centre, best, True
        return centre, best, False

    def _solve(self) -> float | None:
        """The program's value once its mixture of days breaks no row; None where the engine finds none."""
        amounts, self.effort = self.lagrangian.amounts, 0
        while True:
            optimal = self._program.Solve() == pywraplp.Solver.OPTIMAL
            self.effort += int(self._program.iterations()) * len(self._rows)
            if not optimal:
                return None
            used = np.zeros(amounts.size)
            for x, day in zip(self._variables, self.days, strict=True):
                share = x.solution_value()
                if share > 0.0:
                    used[day.rows] += share * day.uses
            broken = [row for row in np.flatnonzero(used > amounts + BROKEN).tolist() if row not in self._rows]
            if not broken:
                return float(self._program.Objective().Value())
            for row in broken:
                self._open(row)

    def _prices(self) -> Floats:
        prices = np.zeros(self.lagrangian.amounts.size)
        for row, constraint in self._rows.items():
            prices[row] = max(0.0, constraint.dual_value())
        return prices

    def _open(self, row: int) -> None:
        """Put a row into the program; a demand (an amount below 0) may be missed, at a price."""
        if row in self._rows:
            return
        amount = float(self.lagrangian.amounts[row])
        constraint = self._rows[row] = self._program.Constraint(-self._infinite, amount)
        for number in self._users.get(row, ()):
            day = self.days[number]
            constraint.SetCoefficient(self._variables[number], float(day.uses[day.rows == row][0]))
        if amount < 0.0:
            lacks = self._program.NumVar(0.0, self._infinite, "")
            constraint.SetCoefficient(lacks, -1.0)
            tables = self.lagrangian.tables
            full = float(tables.places.sum(axis=1).max(initial=1)) * float(tables.weights.max(initial=1.0))
            self._program.Objective().SetCoefficient(lacks, -DEAR * full)

    def _recounted(self, day: SeenDay) -> SeenDay:
        """A day seen by a search that may have counted other rows at the end."""
        used = np.zeros(self.lagrangian.amounts.size)
        shared = day.rows < self.lagrangian.shared
        used[day.rows[shared]] = day.uses[shared]
        self.lagrangian.count_rest(used)
        rows = np.flatnonzero(used)
        return SeenDay(day.vehicle_class, rows, used[rows])

    def _learn(self, prices: Floats) -> bool:
        """Add the best day of each class at some prices; whether any is new."""
        found = False
        for c, used in enumerate(self.lagrangian.days(prices)):
            rows = np.flatnonzero(used)
            found |= self._add(SeenDay(c, rows, used[rows]))
        return found

    def _add(self, day: SeenDay) -> bool:
        """Add a day if it uses anything and is new."""
        rows, uses = day.rows, day.uses
        key = (day.vehicle_class, rows.tobytes() + uses.tobytes())
        if rows.size == 0 or key in self._known:
            return False
        self._known.add(key)
        x, number = self._program.NumVar(0.0, self._infinite, ""), len(self.days)
        self._variables.append(x)
        self.days.append(day)
        self._fleet[day.vehicle_class].SetCoefficient(x, 1.0)
        self._program.Objective().SetCoefficient(x, float(self._worth[rows] @ uses))
        for row, use in zip(rows.tolist(), uses.tolist(), strict=True):
            self._users.setdefault(row, []).append(number)
            if row in self._rows:
                self._rows[row].SetCoefficient(x, use)
        return True
