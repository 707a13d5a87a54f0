"""Large-neighbourhood search: take vehicles off the board, put each back by its best response, keep what is better.

A round ruins a site, a stretch of a crossing, or vehicles at random, together with some that stand idle; the prices of
the bound, thinned by a random share, keep one vehicle from taking what is worth more to another. Slightly worse
timetables are accepted at first and ever less towards the end. Work is counted in vehicles put back.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.board import Board, book, take_off
from safeconduct.plan.fleet.build import construct
from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.tables import Floats, Tables


@compiled
def _uses(tables: Tables, board: Board, v: int, b: int, low: int, high: int) -> bool:
    """Whether vehicle v enters crossing b within [low, high)."""
    o = board.start[v]
    for i in range(board.made[v]):
        s, r = board.trips[v, i, 0], board.trips[v, i, 4]
        if tables.inbound[o, s, board.trips[v, i, 1], 0] == b and low <= board.trips[v, i, 2] < high:
            return True
        if tables.outbound[s, r, board.trips[v, i, 5], 0] == b and low <= board.trips[v, i, 6] < high:
            return True
        way_in, way_out = tables.inbound[o, s, board.trips[v, i, 1], 5], tables.outbound[s, r, board.trips[v, i, 5], 5]
        for post, column in ((way_in, 8), (way_out, 8 + tables.posts_in)):
            while post >= 0:
                if tables.posts[post, 0] == b and low <= board.trips[v, i, column] < high:
                    return True
                post, column = tables.posts[post, 4], column + 1
        o = r
    return False


@compiled
def _visits(board: Board, v: int, s: int) -> bool:
    found = False
    for i in range(board.made[v]):
        found = found or board.trips[v, i, 0] == s
    return found


@compiled
def _candidates(tables: Tables, board: Board, mode: int, keep: float, chosen: Ints) -> int:
    """Write the vehicles of one ruin, none whose day is worth ``keep``, in random order; how many there are."""
    vehicles = board.made.size
    n = 0
    if mode == 1:
        s = np.random.randint(tables.bays.size)
        for v in range(vehicles):
            if board.worth[v] < keep and _visits(board, v, s):
                chosen[n] = v
                n += 1
    elif mode == 2:
        b, low = np.random.randint(tables.slot.size), np.random.randint(max(1, tables.close))
        high = low + 10 + np.random.randint(80)
        for v in range(vehicles):
            if board.worth[v] < keep and _uses(tables, board, v, b, low, high):
                chosen[n] = v
                n += 1
    if n == 0:
        for v in range(vehicles):
            if board.worth[v] < keep:
                chosen[n] = v
                n += 1
    for i in range(n):
        j = i + np.random.randint(n - i)
        chosen[i], chosen[j] = chosen[j], chosen[i]
    return n


@compiled
def _with_idle(board: Board, chosen: Ints, n: int, extra: int) -> int:
    """Add up to ``extra`` vehicles that make no trip, starting anywhere in the fleet."""
    vehicles = board.made.size
    first = np.random.randint(vehicles)
    for i in range(vehicles):
        v = (first + i) % vehicles
        if extra > 0 and board.made[v] == 0 and n < chosen.size:
            chosen[n] = v
            n += 1
            extra -= 1
    return n


@compiled
def _order(board: Board, chosen: Ints, n: int, value: Floats) -> None:
    """Half of the time the vehicles of highest value first, blurred; else as they are."""
    if np.random.random() < 0.5:
        keys = np.empty(n)
        top = value.max()
        for i in range(n):
            keys[i] = -value[chosen[i]] - 0.2 * top * np.random.random()
        ranks = np.argsort(keys)
        chosen[:n] = chosen[:n][ranks]


@compiled
def improve(
    tables: Tables,
    board: Board,
    people: Floats,
    room: Floats,
    slot: Floats,
    value: Floats,
    seed: int,
    work: int,
    heat: float,
    most: int,
    keep: float,
) -> int:
    """Search until ``work`` vehicles have been put back; the board ends at the best timetable met. Returns rounds.

    ``people`` (G,), ``room`` (R,), ``slot`` (B, L): prices of the bound (zeros: unguided); ``value`` (V,) of each
    vehicle's day at them; ``heat`` is the worth by which a round may be worse at the start; ``most`` vehicles a ruin;
    days worth ``keep`` or more stay as they are.
    """
    np.random.seed(seed)
    vehicles = board.made.size
    chosen, saved = np.zeros(vehicles, np.int64), np.zeros(vehicles, np.int64)
    old_trips, old_loads, old_count = board.trips.copy(), board.loads.copy(), board.made.copy()
    best_trips, best_loads, best_count = board.trips.copy(), board.loads.copy(), board.made.copy()
    now = board.worth.sum()
    best, done, rounds = now, 0, 0
    while done < work:
        rounds += 1
        n = _candidates(tables, board, np.random.randint(3), keep, chosen)
        n = min(n, 2 + np.random.randint(most))
        n = _with_idle(board, chosen, n, np.random.randint(1 + most // 2))
        n = _distinct(chosen, n, saved)
        before = 0.0
        for i in range(n):
            v = chosen[i]
            before += board.worth[v]
            old_count[v] = board.made[v]
            old_trips[v], old_loads[v] = board.trips[v], board.loads[v]
            take_off(tables, board, v, board.kept[v])
        _order(board, chosen, n, value)
        share = SHARES[np.random.randint(len(SHARES))]
        if share > 0.0:
            construct(tables, board, chosen[:n], people, room, slot, share, -1)
        construct(tables, board, chosen[:n], people, room, slot, 0.0, -1)
        done += max(1, n)
        after = 0.0
        for i in range(n):
            after += board.worth[chosen[i]]
        cool = heat * (1.0 - done / work)
        if after >= before - cool * np.random.random():
            now += after - before
            if now > best + 1e-6:
                best = now
                best_trips[:], best_loads[:], best_count[:] = board.trips, board.loads, board.made
        else:
            _restore(tables, board, chosen, n, old_trips, old_loads, old_count)
    for v in range(vehicles):
        chosen[v] = v
    _restore(tables, board, chosen, vehicles, best_trips, best_loads, best_count)
    return rounds


#: Shares of the prices a round asks: from nothing to nearly all.
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.95)


@compiled
def _distinct(chosen: Ints, n: int, mark: Ints) -> int:
    """Drop doubles of the first ``n``; ``mark`` (V,) is all zero before and after."""
    kept = 0
    for i in range(n):
        if mark[chosen[i]] == 0:
            mark[chosen[i]] = 1
            chosen[kept] = chosen[i]
            kept += 1
    for i in range(kept):
        mark[chosen[i]] = 0
    return kept


@compiled
def _restore(tables: Tables, board: Board, chosen: Ints, n: int, trips: Ints, loads: Ints, count: Ints) -> None:
    for i in range(n):
        take_off(tables, board, chosen[i], 0)
    for i in range(n):
        v = chosen[i]
        board.trips[v], board.loads[v] = trips[v], loads[v]
        board.made[v] = count[v]
        for j in range(count[v]):
            book(tables, board, v, j, 1)
