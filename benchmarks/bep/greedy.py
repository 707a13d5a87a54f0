"""A first plan at once: trip by trip, the bus and the trip that are done soonest, from several random beginnings."""

from __future__ import annotations

from random import Random

from benchmarks.bep.buses import Bus, Trip, makespan
from benchmarks.bep.instance import Instance


def greedy(instance: Instance, seed: int, tries: int) -> list[Bus]:
    """The best of ``tries`` plans. Always a plan: a checked instance has room for every load."""
    rng = Random(seed)
    plans = (one_plan(instance, rng, 0 if not number else 3) for number in range(max(1, tries)))
    return min(plans, key=lambda plan: makespan(instance, plan))


def one_plan(instance: Instance, rng: Random, wander: int) -> list[Bus]:
    """Give the loads, farthest sources first, one by one to the bus and shelter done soonest, ``wander`` minutes of
    chance added to each comparison."""
    waiting = [i for i in instance.sources for _ in range(instance.loads[i])]
    waiting.sort(key=lambda i: -min(instance.way[i]) + rng.uniform(0, wander))
    yards = [yard for yard in instance.yards for _ in range(instance.buses[yard])]
    free, at = [0] * len(yards), [-1] * len(yards)
    trips: list[list[Trip]] = [[] for _ in yards]
    room = list(instance.room)
    for i in waiting:
        options = [
            (free[b] + (instance.start[yard][i] if at[b] < 0 else instance.way[i][at[b]]) + instance.way[i][j], b, j)
            for b, yard in enumerate(yards)
            for j in instance.shelters
            if room[j]
        ]
        done, b, j = min(options, key=lambda option: (option[0] + rng.uniform(0, wander), option[1:]))
        free[b], at[b] = done, j
        room[j] -= 1
        trips[b].append((i, j))
    return [Bus(yard, tuple(made)) for yard, made in zip(yards, trips, strict=True)]
