"""All identical buses as one flow over minutes: the fewest buses, in fractions, that bring everyone in by a minute.

Nodes are (source, minute) and (shelter, minute); an arc is one drive. A bus never waits, so only the minutes that a
bus can really reach have nodes. Because buses are alike they need no names; what the flow lacks to be a plan is only
that it may be fractional. Its duals are what :mod:`benchmarks.bep.prices` turns into proofs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.bep.instance import Instance
from benchmarks.bep.prices import SCALE, Ints, Prices


@dataclass(frozen=True, slots=True, eq=False)
class ArcFlow:
    """The drives that a bus can make by ``makespan``, each array one value a drive.

    ``tail`` and ``head`` are nodes: ``source * (makespan + 1) + minute``, and after all of these the shelters in the
    same way; tail -1 is a yard. ``loaded`` holds for drives from a source to a shelter. ``source`` and ``shelter`` are
    the two places (shelter -1 when the bus comes from its yard).
    """

    makespan: int
    tail: Ints
    head: Ints
    source: Ints
    shelter: Ints
    loaded: NDArray[np.bool_]


def arc_flow(instance: Instance, makespan: int) -> ArcFlow:
    """Every drive a bus can make if it never waits and each load is in by ``makespan``."""
    minutes = makespan + 1
    first_shelter = len(instance.loads) * minutes
    soonest = [min(row, default=minutes) for row in instance.way]
    at_source: list[set[int]] = [set() for _ in range(minutes)]
    at_shelter: list[set[int]] = [set() for _ in range(minutes)]
    drives: list[tuple[int, int, int, int, bool]] = []

    def to_source(tail: int, i: int, minute: int, j: int) -> None:
        if minute + soonest[i] <= makespan:
            at_source[minute].add(i)
            drives.append((tail, i * minutes + minute, i, j, False))

    for row in instance.start:
        for i, away in enumerate(row):
            to_source(-1, i, away, -1)
    for now in range(minutes):
        for i in sorted(at_source[now]):
            for j in instance.shelters:
                then = now + instance.way[i][j]
                if then <= makespan and instance.room[j]:
                    at_shelter[then].add(j)
                    drives.append((i * minutes + now, first_shelter + j * minutes + then, i, j, True))
        for j in sorted(at_shelter[now]):
            for i in instance.sources:
                to_source(first_shelter + j * minutes + now, i, now + instance.way[i][j], j)
    table = np.array(drives, dtype=np.int64).reshape(-1, 5).T
    return ArcFlow(makespan, table[0], table[1], table[2], table[3], table[4].astype(np.bool_))


def fractional_prices(instance: Instance, makespan: int) -> Prices:
    """Duals of the arc-flow that uses the fewest buses, rounded to whole millionths of a bus.

    A load may be left behind at the price of more than the whole fleet, so the program always has a solution.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, eye, hstack, vstack

    flow = arc_flow(instance, makespan)
    drives, sources, shelters = flow.tail.size, len(instance.loads), len(instance.room)
    columns, every = drives + sources, np.arange(drives)
    first_shelter = sources * (makespan + 1)
    nodes = first_shelter + shelters * (makespan + 1)

    def rows(count: int, row: Ints, chosen: Ints, value: float) -> csr_matrix:
        return csr_matrix((np.full(chosen.size, value), (row[chosen], chosen)), shape=(count, columns))

    inner, loaded = every[flow.tail >= 0], every[flow.loaded]
    leave = rows(nodes, flow.tail, inner, 1.0) - rows(nodes, flow.head, every, 1.0)
    left = hstack([csr_matrix((sources, drives)), eye(sources)])
    fetched = rows(sources, flow.source, loaded, 1.0) + left
    brought = rows(shelters, flow.shelter, loaded, 1.0)
    found = linprog(
        np.concatenate([flow.tail < 0, np.full(sources, instance.fleet + 1.0)]),
        A_eq=vstack([fetched, leave[:first_shelter]]),
        b_eq=np.concatenate([instance.loads, np.zeros(first_shelter)]),
        A_ub=vstack([brought, leave[first_shelter:]]),
        b_ub=np.concatenate([instance.room, np.zeros(nodes - first_shelter)]),
        method="highs",
    )
    if found.status != 0:
        raise RuntimeError(f"{instance.name}: the arc-flow by minute {makespan} was not solved: {found.message}")
    load = np.rint(found.eqlin.marginals[:sources] * SCALE).astype(np.int64)
    place = np.rint(-found.ineqlin.marginals[:shelters] * SCALE).astype(np.int64)
    return Prices(load=tuple(load.tolist()), place=tuple(np.maximum(place, 0).tolist()))
