"""Prices that refute a makespan, or leave few bus days to look at.

Let a load at source i be worth ``load[i]`` and a place in shelter j cost ``place[j]``, and let a bus cost ``SCALE``.
The reduced cost of a bus day done by minute T is ``SCALE - worth of its loads + cost of its places``; the least of all
bus days, ``least``, is found exactly by going back through the minutes. Added up over the buses of any plan done by T
the reduced costs are at most ``slack = buses * SCALE - worth of all loads + cost of all places``. So

* when ``slack < buses * min(least, 0)`` no plan is done by T: the prices are the proof;
* otherwise every bus day in any such plan has a reduced cost of at most ``slack - (buses - 1) * min(least, 0)``.

Both hold for any prices at all, in whole numbers. Good ones are the duals of the arc-flow over minutes: the fewest
buses, fractions allowed, that bring everyone in by T (``arcflow.fractional_prices``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.bep.instance import Instance

Ints = NDArray[np.int64]

#: What a bus costs; prices are whole multiples of one millionth of it.
SCALE = 1_000_000
#: Larger than any reduced cost.
NEVER = 1 << 50


@dataclass(frozen=True, slots=True)
class Prices:
    """Worth of a load at each source and cost of a place in each shelter, in ``SCALE`` to the bus."""

    load: tuple[int, ...]
    place: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Togo:
    """Least reduced cost of the rest of a bus day, without the bus itself, by place and minute up to the makespan.

    ``source[i, t]``: the bus is at source i at minute t and has not loaded yet; ``NEVER`` when it comes too late.
    ``shelter[j, t]``: the bus has just unloaded at shelter j and may stop there.
    """

    source: Ints
    shelter: Ints


def togo(instance: Instance, makespan: int, prices: Prices) -> Togo:
    """The table of least reduced costs for bus days done by ``makespan``."""
    way = np.array(instance.way, dtype=np.int64)
    place = np.array(prices.place, dtype=np.int64)
    source = np.full((len(instance.loads), makespan + 1), NEVER, dtype=np.int64)
    shelter = np.zeros((len(instance.room), makespan + 1), dtype=np.int64)
    columns, rows = np.arange(len(instance.room)), np.arange(len(instance.loads))
    for minute in range(makespan, -1, -1):
        later = minute + way
        in_time = later <= makespan
        later = np.minimum(later, makespan)
        for j in columns:
            onward = np.where(in_time[:, j], source[rows, later[:, j]], NEVER)
            shelter[j, minute] = min(0, onward.min(initial=NEVER))
        for i in rows:
            onward = np.where(in_time[i], place + shelter[columns, later[i]], NEVER)
            best = onward.min(initial=NEVER)
            source[i, minute] = best - prices.load[i] if best < NEVER else NEVER
    return Togo(source=source, shelter=shelter)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What prices say about a makespan: ``refuted``, and if not, the ``limit`` of reduced cost of any bus day in it."""

    least: int
    slack: int
    fleet: int

    @property
    def refuted(self) -> bool:
        """True when no plan can keep the makespan."""
        return self.slack < self.fleet * min(self.least, 0)

    @property
    def limit(self) -> int:
        """Largest reduced cost of a bus day in any plan that keeps the makespan."""
        return self.slack - (self.fleet - 1) * min(self.least, 0)


def judge(instance: Instance, makespan: int, prices: Prices) -> Verdict:
    """What these prices prove about this makespan. Any prices may be given; a cost of a place must not be negative."""
    if min(prices.place, default=0) < 0:
        raise ValueError("the cost of a place in a shelter cannot be negative")
    table = togo(instance, makespan, prices)
    reached = [
        int(table.source[i, minutes])
        for row in instance.start
        for i, minutes in enumerate(row)
        if minutes <= makespan and table.source[i, minutes] < NEVER
    ]
    worth = sum(price * loads for price, loads in zip(prices.load, instance.loads, strict=True))
    cost = sum(price * room for price, room in zip(prices.place, instance.room, strict=True))
    slack = instance.fleet * SCALE - worth + cost
    return Verdict(least=SCALE + min(reached, default=0), slack=slack, fleet=instance.fleet)
