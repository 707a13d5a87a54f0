"""The search for prices that prove the least bound: the volume method, coarse to fine in time, valid at every step.

Each step asks the Lagrangian at prices moved from the best ones so far (the *centre*) along what a running average of
its answers uses too much or too little of (Barahona and Anbil, The volume algorithm, Math. Programming 87, 2000). The
average tends to the mixture of days a linear program over all vehicle days would choose, but no program is solved, so
the buckets of time can be as fine as the slots themselves. At first all slots of an hour have one price, later each
slot has its own. Where the method stalls, and the day is not too large for it, the program takes over (``master``).

Prices are kept to multiples of 2^-12, so every sum the bound is made of is exact in 64-bit floating point.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Protocol

import numpy as np

from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.lagrangian import GRAIN, Answer, Lagrangian, Prices, shapes_of
from safeconduct.plan.fleet.master import Master, SeenDay
from safeconduct.plan.fleet.tables import Floats, Tables
from safeconduct.plan.fleet.trimmed import Trimmer

#: Minutes of the buckets, coarse to fine.
BUCKETS = (60, 1)

#: The stride, a share of the way that would close the gap if the bound were a plane: at first, at most, at least.
FIRST_STRIDE, LONGEST_STRIDE, SHORTEST_STRIDE = 0.1, 1.5, 1e-5
#: The share of a fresh answer in the running average, at first and at least.
FRESHEST, STALEST = 0.3, 0.01
#: The relative gain of a review below which the method has stalled; most rows of a day whose linear program is then
#: solved; how many steps one solution counts as at least, and each pivot per row of it and of prices; every which
#: prices, and how many, it learns days from.
STALLED, MOST_ROWS, PER_SOLUTION, PER_PIVOT, EVERY, LEARNT = 1e-4, 20_000, 100, 1.0, 10, 100
#: What prices are like: of a person, as a share of its weight; of a place, a slot and a bay's minute, as shares of what
#: a full vehicle is worth; of a demand, as a share of what it is now.
PERSON, PLACE, SLOT, MINUTE, DEMAND = 0.2, 0.003, 0.44, 0.003, 0.2
#: Vehicles from which prices are measured so; on smaller days the program takes over, the later the longer steps gain.
MANY_VEHICLES = 100
#: Steps without gain before the stride is cut; steps between two reviews; the relative gain that is too little.
PATIENCE, PACE = 10, 50
LITTLE = 0.001


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proved:
    """Prices and what they prove: no timetable is worth more than ``bound``; as worths are whole, than ``whole``.

    ``extra`` is what a helped person counts besides, where that is searched for as well.
    """

    bound: float
    prices: Prices
    values: Floats
    steps: int
    extra: int = 0

    @property
    def whole(self) -> int:
        """The bound in whole units of worth."""
        return floor(self.bound)


class BoundSearch:
    """Prices that improve step by step; ``proved`` is the best so far, at any time.

    With ``buckets`` given the volume method is never left for the linear program. ``days`` of another search on the
    same day are learnt from; where there is a ``start`` too, the program begins at once.
    """

    def __init__(
        self,
        lagrangian: Lagrangian,
        start: Prices | None = None,
        buckets: tuple[int, ...] | None = None,
        extra: int = 0,
        days: Sequence[SeenDay] = (),
    ) -> None:
        self.lagrangian = lagrangian
        self._buckets = buckets or (BUCKETS if start is None else BUCKETS[-1:])
        tables = lagrangian.tables
        size = lagrangian.amounts.size
        self.centre = np.zeros(size)
        if start is not None:
            flat = start.flat()
            self.centre[: flat.size], self.centre[flat.size :] = grained(flat), extra
        self._scaled = lagrangian.extra(self.centre)
        self._scale = _scales(tables, size, self._scaled)
        self.best: Answer = lagrangian.at(self.centre)
        self.average = self.best.used.copy()
        self.steps = 1
        self._level, self._since, self._reds = 0, 0, 0
        self._stride, self._freshness = FIRST_STRIDE, FRESHEST
        self._then = self.best.bound
        self._learnt: deque[Floats] = deque(maxlen=LEARNT)
        self._solvable = buckets is None and size <= MOST_ROWS
        self._days, self._owed, self._ended = days, PER_SOLUTION, False
        self._master: Master | None = None
        self._trimmer = Trimmer()
        if start is not None and days:
            self._solve_on()

    @property
    def proved(self) -> Proved:
        """The best bound so far and its prices."""
        prices = Prices.of(self.lagrangian.tables, self.centre)
        return Proved(
            bound=self.best.bound,
            prices=prices,
            values=self.best.values,
            steps=self.steps,
            extra=self.lagrangian.extra(self.centre),
        )

    def renew(self) -> None:
        """Ask again at the best prices: the amounts have changed."""
        self.best = self.lagrangian.at(self.centre)
        self._ended = False
        if self._master is not None:
            self._master.amounts_changed()

    @property
    def days(self) -> Sequence[SeenDay]:
        """The days of the linear program; those of another search on the same day may be learnt from."""
        return self._days if self._master is None else self._master.days

    @property
    def settled(self) -> bool:
        """Whether no better prices are to be had: the linear program over all vehicle days is solved."""
        return self._ended

    def run(self, steps: int, reached: float) -> None:
        """So many steps more; ``reached`` is the worth of the best timetable known, below which no bound can go."""
        for _ in range(steps):
            if self._master is None:
                self._step(reached)
            elif not self._ended:
                self._towards_the_program()

    def _towards_the_program(self) -> None:
        """One step of the many that one solution of the linear program counts as."""
        assert self._master is not None
        self.steps += 1
        self._owed -= 1
        if self._owed <= 0:
            self.centre, self.best, more = self._master.better(self.centre, self.best)
            self._owed = max(PER_SOLUTION, round(PER_PIVOT * self._master.effort / self.centre.size))
            self._ended = not more

    def _step(self, reached: float) -> None:
        tables, lagrangian, bucket = self.lagrangian.tables, self.lagrangian, self._buckets[self._level]
        self.steps += 1
        self._since += 1
        way = self.average - lagrangian.amounts
        _even_out(tables.open, way, tables.people.size + tables.room.size, bucket)
        norm = _clip(way, self.centre, self._scale)
        if norm <= 0.0:
            self._next_level()
            return
        distance = max(self.best.bound - reached, 1e-4 * abs(self.best.bound))
        trial = _moved(self.centre, way, self._scale, self._stride * distance / norm)
        answer = lagrangian.at(trial)
        fresh = answer.used - lagrangian.amounts
        _even_out(tables.open, fresh, tables.people.size + tables.room.size, bucket)
        onward, share = _blend(way, fresh, self._scale, self._freshness)
        if answer.bound < self.best.bound:
            self._stride = min(LONGEST_STRIDE, self._stride * (1.5 if onward > 0.0 else 1.1))
            self.best, self.centre, self._reds = answer, trial, 0
        else:
            self._reds += 1
            if self._reds % PATIENCE == 0:
                self._stride = max(SHORTEST_STRIDE, self._stride * 0.7)
        self.average += share * (answer.used - self.average)
        if self._since % EVERY == 0 and self._solvable:
            self._learnt.append(self.centre)
        if self._since % PACE == 0:
            self._review()

    def _review(self) -> None:
        gained = (self._then - self.best.bound) / max(1.0, abs(self._then))
        self._then = self.best.bound
        extra = self.lagrangian.extra(self.centre)
        if extra != self._scaled:
            self._scale, self._scaled = _scales(self.lagrangian.tables, self.centre.size, extra), extra
        if gained < 0.01:
            self._freshness = max(STALEST, 0.7 * self._freshness)
        if gained < LITTLE and self._level + 1 < len(self._buckets):
            self._next_level()
        elif gained < STALLED and self._solvable:
            self._solve_on()
        self.centre, self.best = self._trimmer.trim(self.lagrangian, self.centre, self.best)
        self._then = self.best.bound

    def _solve_on(self) -> None:
        """Leave the volume method for the linear program."""
        self._master = Master(self.lagrangian, self.centre, self._learnt, self._days)
        self._learnt.clear()
        self._days = ()

    def _next_level(self) -> None:
        if self._level + 1 < len(self._buckets):
            self._level, self._since, self._reds = self._level + 1, 0, 0
            self._stride, self._freshness = FIRST_STRIDE, FRESHEST


class Improving(Protocol):
    """A search for prices, step by step."""

    @property
    def proved(self) -> Proved:
        """The best so far."""
        ...

    @property
    def settled(self) -> bool:
        """Whether no better ones are to be had."""
        ...

    def run(self, steps: int, reached: float) -> None:
        """So many steps more."""


def spend(search: Improving, steps: int, seconds: float | None, reached: float) -> None:
    """Run a search for at most so many steps, in about so many seconds, until its bound meets ``reached``."""
    end = None if seconds is None else time.perf_counter() + seconds
    while (
        steps > 0
        and not search.settled
        and search.proved.whole > reached
        and (end is None or time.perf_counter() < end)
    ):
        search.run(min(10, steps), reached)
        steps -= 10


def _scales(tables: Tables, size: int, extra: int = 0) -> Floats:
    """Squares of what prices are like where a helped person counts ``extra`` besides: a person of a need, a place, a
    slot, a bay's minute, what may follow.

    A person's price is measured by its own weight, what trips share by a full vehicle of this fleet on average. With
    one measure for all, prices of persons who count little are moved far beyond what these can be worth, wherever
    others count much. It is kept for days of few vehicles.
    """
    if tables.class_count.sum() < MANY_VEHICLES:
        return _alike(tables, size)
    weights = tables.weights + extra * (np.arange(tables.weights.size) > 0)
    kinds = np.bincount(tables.class_type, tables.class_count, minlength=tables.load.size)
    full = max(1e-9, float(kinds @ (tables.places @ weights)) / max(1.0, float(kinds.sum())))
    people, *shared = (int(np.prod(shape)) for shape in shapes_of(tables))
    sizes = [*shared, size - people - sum(shared)]
    typical = (PLACE * full, SLOT * full, MINUTE * full, max(1.0, DEMAND * extra))
    rows = [np.full(count, price) for count, price in zip(sizes, typical, strict=True)]
    squares: Floats = np.square(np.concatenate([PERSON * weights[tables.need], *rows]))
    return squares


def _alike(tables: Tables, size: int) -> Floats:
    """Squares of prices by one measure, a third of the dearest weight."""
    typical = (0.2, 0.1, 15.0, 0.1, 0.75)
    unit = max(1e-9, float(tables.weights.max(initial=0.0)) / 3.0)
    sizes = [int(np.prod(shape)) for shape in shapes_of(tables)]
    sizes.append(size - sum(sizes))
    return np.concatenate([np.full(count, (unit * price) ** 2) for count, price in zip(sizes, typical, strict=True)])


def grained(flat: Floats) -> Floats:
    """Prices put on the grain, none below 0."""
    grained: Floats = np.maximum(0.0, np.rint(flat / GRAIN) * GRAIN)
    return grained


@compiled
def _even_out(open_: Ints, way: Floats, start: int, bucket: int) -> None:
    """Make the way equal within each bucket: over the open slots of each crossing, over the minutes of each site."""
    if bucket == 1:
        return
    crossings, minutes = open_.shape
    rows = (way.size - start) // max(1, minutes)
    for row in range(rows):
        base = start + row * minutes
        for low in range(0, minutes, bucket):
            high = min(minutes, low + bucket)
            total, count = 0.0, 0
            for t in range(low, high):
                if row >= crossings or open_[row, t] == 1:
                    total += way[base + t]
                    count += 1
            for t in range(low, high):
                if row >= crossings or open_[row, t] == 1:
                    way[base + t] = total / count


@compiled
def _clip(way: Floats, centre: Floats, scale: Floats) -> float:
    """Drop steps below price 0; returns the scaled square of what is left."""
    norm = 0.0
    for i in range(way.size):
        if centre[i] <= 0.0 and way[i] < 0.0:
            way[i] = 0.0
        norm += scale[i] * way[i] * way[i]
    return norm


@compiled
def _moved(centre: Floats, way: Floats, scale: Floats, stride: float) -> Floats:
    """Prices moved along the way, none below 0, on the grain."""
    moved = np.empty(centre.size)
    for i in range(centre.size):
        moved[i] = max(0.0, np.rint((centre[i] + stride * scale[i] * way[i]) / GRAIN) * GRAIN)
    return moved


@compiled
def _blend(way: Floats, fresh: Floats, scale: Floats, most: float) -> tuple[float, float]:
    """Whether the answer still points along the way, and the share of it that makes the average break least."""
    onward, square, product = 0.0, 0.0, 0.0
    for i in range(way.size):
        onward += scale[i] * fresh[i] * way[i]
        square += scale[i] * (fresh[i] - way[i]) ** 2
        product -= scale[i] * (fresh[i] - way[i]) * way[i]
    share = product / square if square > 0.0 else most
    return onward, min(most, max(0.1 * most, share))
