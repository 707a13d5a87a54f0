"""One vehicle's day with the halts of its crew: the recursion of ``day``, over states of what is left to drive.

Each table of ``day`` has a row for each state of a place (``halts``). A drive leads to the state of what is left after
it; from any state a stand of a halt leads to the first state of the place:

    w(y, t) = max(w(y, t+1), w(after a halt, t+rest), u(y, t+load) - bay price of [t, t+load))
    v(x, t) = max(0, v(x, t+1), v(after a halt, t+rest), w(y, t+before+after) - toll(b, t+before))
    u(y, t) = max(u(y, t+1), gain(s, r) + v(x, t+before+after+unload) - toll(b, t+before))

A wait before a crossing on the way is no halt. It never has to be one: who waits there may as well leave later.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.day import NEVER, TAKEN, at_posts, hold, last_as_high, lift
from safeconduct.plan.fleet.halts import Halts
from safeconduct.plan.fleet.instance import LONGEST, UNLIMITED, Ints
from safeconduct.plan.fleet.steps import pass_posts
from safeconduct.plan.fleet.tables import Floats, Tables


@compiled
def _raise(lines: Floats, row: int, other: int, lag: int, low: int, high: int) -> None:
    """lines[row, t] = max(lines[row, t], lines[other, t+lag]) for low <= t < high; indices as in ``lift``."""
    for t in range(np.uint64(low), np.uint64(high)):
        lines[row, t] = max(lines[row, t], lines[other, t + np.uint64(lag)])


@compiled
def _hold_all(lines: Floats, low: int, high: int) -> None:
    """``hold`` for all rows, four at a time: each minute waits for the next one of its row only."""
    rows, minutes = lines.shape[0], np.uint64(max(0, high - low))
    for row in range(0, rows - rows % 4, 4):
        a, b, c, d = lines[row, high], lines[row + 1, high], lines[row + 2, high], lines[row + 3, high]
        for back in range(minutes):
            t = np.uint64(high - 1) - back
            a, b = max(lines[row, t], a), max(lines[row + 1, t], b)
            c, d = max(lines[row + 2, t], c), max(lines[row + 3, t], d)
            lines[row, t], lines[row + 1, t], lines[row + 2, t], lines[row + 3, t] = a, b, c, d
    for row in range(rows - rows % 4, rows):
        hold(lines[row], low, high)


@compiled
def _loading(row: int, s: int, load: int, low: int, high: int, paid: Floats, loaded: Floats, ready: Floats) -> None:
    """ready[row, t] of a loading at site s that starts at t, for low <= t < high; indices as in ``lift``."""
    for t in range(np.uint64(low), np.uint64(high)):
        end = t + np.uint64(load)
        ready[row, t] = loaded[row, end] - (paid[s, end] - paid[s, t])


@compiled
def _empty_at_sites(
    halts: Halts,
    load: int,
    low: int,
    high: int,
    close: int,
    paid: Floats,
    loaded: Floats,
    ready: Floats,
) -> None:
    """w over [low, high). The state after a halt stands before the others of its site."""
    last, rested = min(high, close - load + 1), min(high, close + 2 - halts.rest)
    for y in range(halts.sites.shape[0]):
        s, fresh = halts.sites[y]
        ready[y, low:high] = NEVER
        if last > low:
            _loading(y, s, load, low, last, paid, loaded, ready)
        if fresh == y:
            hold(ready[y], low, high)
        elif rested > low:
            _raise(ready, y, fresh, halts.rest, low, rested)
    _hold_all(ready, low, high)


@compiled
def _empty_at_origins(
    tables: Tables,
    halts: Halts,
    low: int,
    high: int,
    live: Ints,
    toll: Floats,
    ready: Floats,
    empty: Floats,
    via: Floats,
) -> None:
    """v over [low, high). The last state of an origin has least left to drive: what it can do the one before can."""
    rested = min(high, tables.close + 1 - halts.rest)
    states = halts.origins.shape[0]
    for x in range(states - 1, -1, -1):
        o = halts.origins[x, 0]
        if live[o] == 0:
            continue
        empty[x, low:high] = 0.0
        if x + 1 < states and halts.origins[x + 1, 0] == o:
            empty[x, low:high] = empty[x + 1, low:high]
        for e in range(halts.into_from[x], halts.into_from[x + 1]):
            s, k, y, post = halts.into[e]
            if halts.into_new[e] == 0 or ready[y, min(low + tables.least_in, tables.close + 1)] <= 0.0:
                continue
            b, before, after = tables.inbound[o, s, k, 0], tables.inbound[o, s, k, 1], tables.inbound[o, s, k, 2]
            end = min(high, tables.close - before - after + 1, tables.inbound[o, s, k, 4] - before + 1)
            begin = max(low, tables.inbound[o, s, k, 3] - before)
            if end > begin and post < 0:
                lift(empty, x, ready, y, before + after, toll, b, before, begin, end, 0.0)
            elif end > begin:
                lift(empty, x, via, post, before + after, toll, b, before, begin, end, 0.0)
    for x in range(states):
        fresh = halts.origins[x, 1]
        if fresh == x:
            hold(empty[x], low, high)
        elif live[halts.origins[x, 0]] == 1 and rested > low:
            _raise(empty, x, fresh, halts.rest, low, rested)
    _hold_all(empty, low, high)


@compiled
def _loaded_at_sites(
    tables: Tables,
    halts: Halts,
    kind: int,
    low: int,
    high: int,
    gain: Floats,
    toll: Floats,
    empty: Floats,
    loaded: Floats,
    via: Floats,
) -> None:
    """u over [low, high), from the state of a site with least left on."""
    unload, until = tables.unload[kind], tables.until[kind]
    states = halts.sites.shape[0]
    for y in range(states - 1, -1, -1):
        s = halts.sites[y, 0]
        loaded[y, low:high] = NEVER
        if y + 1 < states and halts.sites[y + 1, 0] == s:
            loaded[y, low:high] = loaded[y + 1, low:high]
        for e in range(halts.out_from[y], halts.out_from[y + 1]):
            if halts.out_new[e] == 0:
                continue
            r, k, x, post = halts.out[e]
            b, before, after = tables.outbound[s, r, k, 0], tables.outbound[s, r, k, 1], tables.outbound[s, r, k, 2]
            end = min(high, tables.close - before + 1, tables.outbound[s, r, k, 4] - before + 1)
            begin = max(low, tables.outbound[s, r, k, 3] - before)
            if post < 0:
                end = min(end, until - unload - after - before + 1)
                if end > begin:
                    lift(loaded, y, empty, x, before + after + unload, toll, b, before, begin, end, gain[s, r])
            else:
                end = min(end, tables.close - before - after + 1)
                if end > begin:
                    lift(loaded, y, via, post, before + after, toll, b, before, begin, end, gain[s, r])
    _hold_all(loaded, low, high)


def lines_of(tables: Tables, halts: Halts) -> tuple[Floats, Floats, Floats, Floats]:
    """Room for v, w, u and x of a type with halts, whatever stands in it."""
    minutes, sites = tables.close + 2, len(halts.sites)
    empty, via = np.empty((len(halts.origins), tables.reach)), np.empty((len(halts.posts), minutes))
    return empty, np.empty((sites, minutes)), np.empty((sites, minutes)), via


@compiled
def rested_values(
    tables: Tables,
    passed: Tables,
    halts: Halts,
    kind: int,
    live: Ints,
    gain: Floats,
    toll: Floats,
    paid: Floats,
    empty: Floats,
    ready: Floats,
    loaded: Floats,
    via: Floats,
) -> None:
    """Write v ``empty`` (X, reach), w ``ready`` and u ``loaded`` (Y, close + 2) and x ``via`` (P, close + 2) of a type
    with halts, whatever stood there; ``passed`` are the tables with the posts of the halts, every gain (S, R) is above
    0, and the rest is as in ``day_values``."""
    empty[:] = 0.0
    ready[:, tables.close + 1] = NEVER
    loaded[:, tables.close + 1] = NEVER
    via[:, tables.close + 1 :] = NEVER
    load, unload = tables.load[kind], tables.unload[kind]
    w = v = u = tables.close + 1
    near = far = tables.reach + LONGEST
    every = np.ones((halts.sites.shape[0], 1))
    while max(w, v, u) > 0:
        low = max(0, u - load)
        _empty_at_sites(halts, load, low, w, tables.close, paid, loaded, ready)
        at_posts(passed, 1, 0, UNLIMITED, low, near, every, toll, ready, via)
        near = low
        w, low = low, max(0, low - tables.least_in)
        _empty_at_origins(tables, halts, low, v, live, toll, ready, empty, via)
        at_posts(passed, 0, unload, tables.until[kind], low, far, every, toll, empty, via)
        far = low
        v, low = low, max(0, low - tables.least_out - unload)
        _loaded_at_sites(tables, halts, kind, low, u, gain, toll, empty, loaded, via)
        u = low


@compiled
def _drive(tables: Tables, halts: Halts, x: int, t: int, toll: Floats, ready: Floats, via: Floats) -> int:
    """The drive of a departure in state x at minute t: its number among those into sites, or -1."""
    best, found, o = 0.0, -1, halts.origins[x, 0]
    for e in range(halts.into_from[x], halts.into_from[x + 1]):
        s, k, y, post = halts.into[e]
        b, before, after, first, last = tables.inbound[o, s, k, :5]
        there = t + before + after
        if there <= tables.close and first <= t + before <= last:
            worth = (ready[y, there] if post < 0 else via[post, there]) - toll[b, t + before]
            if worth > best:
                best, found = worth, e
    return found


@compiled
def _reception(
    tables: Tables, halts: Halts, kind: int, y: int, t: int, gain: Floats, toll: Floats, empty: Floats, via: Floats
) -> int:
    """The drive of a loaded departure in state y at minute t: its number among those out of sites, or -1."""
    best, found, s = -TAKEN / 2, -1, halts.sites[y, 0]
    unload, until = tables.unload[kind], tables.until[kind]
    for e in range(halts.out_from[y], halts.out_from[y + 1]):
        r, k, x, post = halts.out[e]
        b, before, after, first, last = tables.outbound[s, r, k, :5]
        at = t + before
        if first <= at <= min(tables.close, last):
            there = at + after
            if there > (until - unload if post < 0 else tables.close):
                continue
            worth = (empty[x, there + unload] if post < 0 else via[post, there]) + gain[s, r] - toll[b, at]
            if worth > best:
                best, found = worth, e
    return found


@compiled
def rested_day(
    tables: Tables,
    passed: Tables,
    halts: Halts,
    kind: int,
    origin: int,
    since: int,
    least: float,
    gain: Floats,
    toll: Floats,
    empty: Floats,
    ready: Floats,
    loaded: Floats,
    via: Floats,
    trips: Ints,
) -> int:
    """Trips of a best day of the tables, as ``lagrangian.follow`` writes them, with halts where they cost nothing or
    are due; no trip that leads to less than ``least``."""
    n, x, t, close = 0, halts.fresh[origin], since, tables.close
    load, unload = tables.load[kind], tables.unload[kind]
    while n < trips.shape[0] and t <= close and empty[x, t] > least:
        t = last_as_high(empty[x], t, close)
        fresh = halts.origins[x, 1]
        if fresh != x and t + halts.rest <= close and empty[fresh, t + halts.rest] >= empty[x, t]:
            x = fresh
            t = last_as_high(empty[x], t + halts.rest, close)
        e = _drive(tables, halts, x, t, toll, ready, via)
        if e < 0:
            break
        s, k, y, post = halts.into[e]
        at = t + tables.inbound[halts.origins[x, 0], s, k, 1]
        begin = at + tables.inbound[halts.origins[x, 0], s, k, 2]
        begin = pass_posts(passed, post, begin, 0, True, toll, ready, via, trips[n, 8:])
        begin = last_as_high(ready[y], begin, close)
        fresh = halts.sites[y, 1]
        if fresh != y and begin + halts.rest <= close and ready[fresh, begin + halts.rest] >= ready[y, begin]:
            y = fresh
            begin = last_as_high(ready[y], begin + halts.rest, close)
        t = last_as_high(loaded[y], begin + load, close)
        e = _reception(tables, halts, kind, y, t, gain, toll, empty, via)
        if e < 0:
            break
        r, j, x, post = halts.out[e]
        out = t + tables.outbound[s, r, j, 1]
        done = out + tables.outbound[s, r, j, 2]
        passes = trips[n, 8 + tables.posts_in :]
        t = unload + pass_posts(passed, post, done, unload, True, toll, empty, via, passes)
        trips[n, 0], trips[n, 1], trips[n, 2], trips[n, 3] = s, k, at, begin
        trips[n, 4], trips[n, 5], trips[n, 6], trips[n, 7] = r, j, out, t
        n += 1
    return n
