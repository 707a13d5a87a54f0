"""One vehicle's day, exact to the minute: what it is worth to stand empty at a place, or loaded at a site, at a minute.

One physics for three uses. For the bound, tolls and bay prices are the dual prices and every slot is free. For a
vehicle's best response and for repair, a slot or bay that others hold has an infinite price. Waiting is always allowed,
so every table never rises with time. With ``v(o, t)`` for standing empty at origin o, ``u(s, t)`` for standing loaded
at site s and ``w(s, t)`` for standing there empty:

    w(s, t) = max(w(s, t+1), u(s, t+load) - bay price of [t, t+load))
    v(o, t) = max(0, v(o, t+1), w(s, t+before+after) - toll(b, t+before))
    u(s, t) = max(u(s, t+1), gain(s, r) + v(r, t+before+after+unload) - toll(b, t+before))

A way of several crossings leads to a post p first, whose value takes the place of w, or of v after the unloading:

    x(p, t) = max(x(p, t+1), x(onward, t+lag) - toll(b, t)), and from the last post w(s, t+lag) or v(r, t+lag+unload)

Minutes are worked from the last back in staggered blocks, as long as the least turn of a vehicle: w is known down to a
loading before u, v down to the shortest drive before w, u down to the shortest drive before v. So each way is one pass
over a contiguous block.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.instance import LONGEST, UNLIMITED, Ints
from safeconduct.plan.fleet.tables import Floats, Tables

#: What an impossible day is worth; finite, so that sums stay ordered.
NEVER = -1e15

#: The price of a slot or a bay that is not to be had; larger than any sum of values.
TAKEN = 1e18


@compiled
def fill(
    tables: Tables, kind: int, site: int, reception: int, people: Ints, room: int, price: Floats, load: Ints
) -> float:
    """Fill a vehicle for one trip with groups of highest weight less price; writes ``load`` (N, M), returns the sum.

    ``people`` (G,) still waiting, ``room`` places left at the reception, ``price`` (G,) per person (its place at the
    reception included by the caller). Groups whose price reaches their weight stay out.
    """
    total = 0.0
    load[:] = 0
    left = room
    for _ in range(load.size):
        best, best_n, best_m = 0.0, -1, -1
        for n in range(load.shape[0]):
            seats = tables.places[kind, n]
            for m in range(load.shape[1]):
                seats -= load[n, m]
            if seats <= 0:
                continue
            for m in range(load.shape[1]):
                g = tables.stock[site, n, m]
                if g < 0 or load[n, m] > 0 or people[g] <= 0 or tables.allowed[g, reception] == 0:
                    continue
                worth = tables.weights[n] - price[g]
                if worth > best:
                    best, best_n, best_m = worth, n, m
        if best_n < 0 or left <= 0:
            break
        seats = tables.places[kind, best_n]
        for m in range(load.shape[1]):
            seats -= load[best_n, m]
        q = min(seats, people[tables.stock[site, best_n, best_m]], left)
        load[best_n, best_m] = q
        left -= q
        total += q * best
    return total


@compiled
def gains(
    tables: Tables, kind: int, people: Ints, room: Ints, price: Floats, fare: Floats, load: Ints, gain: Floats
) -> None:
    """Write ``gain`` (S, R): the best sum of weight less price one vehicle of a type can load.

    ``fare`` (R,) is asked per person; ``load`` (N, M) is scratch. Without a gain the entry is 0, and nobody goes there.
    """
    simple = tables.stock.shape[2] == 1
    charged = price.copy()
    for r in range(gain.shape[1]):
        if not simple or fare[r] > 0.0:
            for g in range(price.size):
                charged[g] = price[g] + fare[r]
        else:
            charged[:] = price
        for s in range(gain.shape[0]):
            seats, total = 0, 0.0
            if simple:
                for n in range(load.shape[0]):
                    g = tables.stock[s, n, 0]
                    if g >= 0 and tables.allowed[g, r] == 1:
                        worth = tables.weights[n] - charged[g]
                        if worth > 0.0:
                            q = min(tables.places[kind, n], people[g])
                            seats += q
                            total += q * worth
            if not simple or seats > room[r]:
                total = fill(tables, kind, s, r, people, room[r], charged, load)
            gain[s, r] = total


@compiled
def last_as_high(line: Floats, since: int, until: int) -> int:
    """The last minute from ``since`` on, at most ``until``, at which a line that never rises is still as high."""
    t = since
    while t < until and line[t + 1] >= line[since]:
        t += 1
    return t


@compiled
def hold(line: Floats, low: int, high: int) -> None:
    """Waiting: from the last minute back, a minute is worth at least the next one."""
    for t in range(high - 1, low - 1, -1):
        line[t] = max(line[t], line[t + 1])


@compiled
def lift(
    target: Floats,
    row: int,
    source: Floats,
    goal: int,
    lag: int,
    toll: Floats,
    b: int,
    before: int,
    low: int,
    high: int,
    extra: float,
) -> None:
    """target[row, t] = max(target[row, t], source[goal, t+lag] - toll[b, t+before] + extra) for low <= t < high.

    The loop every answer spends its time in: unsigned indices let it run several minutes at once.
    """
    for t in range(np.uint64(low), np.uint64(high)):
        x = source[goal, t + np.uint64(lag)] - toll[b, t + np.uint64(before)] + extra
        target[row, t] = max(target[row, t], x)


@compiled
def _empty_at_sites(
    load: int,
    low: int,
    high: int,
    close: int,
    visit: Ints,
    barrier: Floats,
    paid: Floats,
    loaded: Floats,
    ready: Floats,
) -> None:
    """w over [low, high): load from t if it ends by the close and a bay is free."""
    last = min(high, close - load + 1)
    for s in visit:
        ready[s, low:high] = NEVER
        for t in range(low, last):
            ready[s, t] = loaded[s, t + load] - (paid[s, t + load] - paid[s, t]) - barrier[s, t]
        hold(ready[s], low, high)


@compiled
def _empty_at_origins(
    tables: Tables,
    most: int,
    low: int,
    high: int,
    live: Ints,
    visit: Ints,
    toll: Floats,
    ready: Floats,
    empty: Floats,
    via: Floats,
) -> None:
    """v over [low, high): drive to the best site, at most ``most`` minutes, or stay for good."""
    for o in range(empty.shape[0]):
        if live[o] == 0:
            continue
        empty[o, low:high] = 0.0
        for s in visit:
            if ready[s, min(low + tables.least_in, tables.close + 1)] <= 0.0:
                continue
            for k in range(tables.inbound.shape[2]):
                b, before, after = tables.inbound[o, s, k, 0], tables.inbound[o, s, k, 1], tables.inbound[o, s, k, 2]
                end = min(high, tables.close - before - after + 1, tables.inbound[o, s, k, 4] - before + 1)
                begin = max(low, tables.inbound[o, s, k, 3] - before)
                if b >= 0 and end > begin and tables.inbound[o, s, k, 6] <= most:
                    post = tables.inbound[o, s, k, 5]
                    if post < 0:
                        lift(empty, o, ready, s, before + after, toll, b, before, begin, end, 0.0)
                    else:
                        lift(empty, o, via, post, before + after, toll, b, before, begin, end, 0.0)
        hold(empty[o], low, high)


@compiled
def _loaded_at_sites(
    tables: Tables,
    kind: int,
    low: int,
    high: int,
    visit: Ints,
    gain: Floats,
    toll: Floats,
    empty: Floats,
    loaded: Floats,
    via: Floats,
) -> None:
    """u over [low, high): drive to the best reception that leaves time to unload."""
    unload, until = tables.unload[kind], tables.until[kind]
    for s in visit:
        loaded[s, low:high] = NEVER
        for r in range(gain.shape[1]):
            if gain[s, r] <= 0.0:
                continue
            for k in range(tables.outbound.shape[2]):
                b, before, after = tables.outbound[s, r, k, 0], tables.outbound[s, r, k, 1], tables.outbound[s, r, k, 2]
                end = min(high, tables.close - before + 1, tables.outbound[s, r, k, 4] - before + 1)
                begin = max(low, tables.outbound[s, r, k, 3] - before)
                post = tables.outbound[s, r, k, 5]
                if tables.outbound[s, r, k, 6] > tables.drive[kind]:
                    continue
                if post < 0:
                    end = min(end, until - unload - after - before + 1)
                if b >= 0 and end > begin and post < 0:
                    lift(loaded, s, empty, r, before + after + unload, toll, b, before, begin, end, gain[s, r])
                elif b >= 0:
                    end = min(end, tables.close - before - after + 1)
                    if end > begin:
                        lift(loaded, s, via, post, before + after, toll, b, before, begin, end, gain[s, r])
        hold(loaded[s], low, high)


@compiled
def at_posts(
    tables: Tables,
    inbound: int,
    unload: int,
    until: int,
    low: int,
    high: int,
    gain: Floats,
    toll: Floats,
    goals: Floats,
    via: Floats,
) -> None:
    """x of the posts of one direction, with ``goals`` (w or v) known from ``low`` on; they were from ``high`` on."""
    for p in range(tables.posts.shape[0]):
        b, lag, first, last, onward, goal, into, rest = tables.posts[p]
        if into != inbound or (inbound == 1 and gain[goal].max() <= 0.0):
            continue
        begin = max(0, low - rest - unload)
        end = max(begin, min(tables.close + 1, high - rest - unload))
        via[p, begin:end] = NEVER
        start, stop, extra = max(begin, first), min(end, last + 1), unload
        if inbound == 1 or onward >= 0:
            stop, extra = min(stop, tables.close + 2 - lag), 0
        else:
            stop = min(stop, until - unload - lag + 1)
        if stop > start and onward >= 0:
            lift(via, p, via, onward, lag, toll, b, 0, start, stop, 0.0)
        elif stop > start:
            lift(via, p, goals, goal, lag + extra, toll, b, 0, start, stop, 0.0)
        hold(via[p], begin, end)


@compiled
def _with_gain(gain: Floats) -> Ints:
    visit = np.empty(gain.shape[0], np.int64)
    n = 0
    for s in range(gain.shape[0]):
        if gain[s].max() > 0.0:
            visit[n] = s
            n += 1
    return visit[:n].copy()


@compiled
def day_values(
    tables: Tables,
    kind: int,
    since: int,
    live: Ints,
    gain: Floats,
    toll: Floats,
    paid: Floats,
    barrier: Floats,
    empty: Floats,
    ready: Floats,
    loaded: Floats,
    via: Floats,
) -> Ints:
    """Write v ``empty`` (O, reach), w ``ready`` and u ``loaded`` (S, close + 2) and x ``via`` (P, close + 2) of a
    vehicle type for minutes >= since.

    ``live`` (O,) is 1 for origins whose row is wanted (receptions always are); ``gain`` (S, R); ``toll`` (B, close + 1)
    the price of entering a slot, TAKEN off a slot start and where the slot is taken; ``paid`` (S, close + 2) bay prices
    summed up to each minute; ``barrier`` (S, close + 1) TAKEN at minutes at which no bay is free for the whole of a
    loading that starts there, else 0. Returns the sites with a gain; the rows of others are left as they were.
    """
    visit = _with_gain(gain)
    empty[:] = 0.0
    for s in visit:
        ready[s, tables.close + 1] = NEVER
        loaded[s, tables.close + 1] = NEVER
    via[:, tables.close + 1 :] = NEVER
    load, unload = tables.load[kind], tables.unload[kind]
    w = v = u = tables.close + 1
    near = far = tables.reach + LONGEST  # all minutes of the posts are still to come
    while max(w, v, u) > since:
        low = max(since, u - load)
        _empty_at_sites(load, low, w, tables.close, visit, barrier, paid, loaded, ready)
        at_posts(tables, 1, 0, UNLIMITED, low, near, gain, toll, ready, via)
        near = low
        w, low = low, max(since, low - tables.least_in)
        _empty_at_origins(tables, tables.drive[kind], low, v, live, visit, toll, ready, empty, via)
        at_posts(tables, 0, unload, tables.until[kind], low, far, gain, toll, empty, via)
        far = low
        v, low = low, max(since, low - tables.least_out - unload)
        _loaded_at_sites(tables, kind, low, u, visit, gain, toll, empty, loaded, via)
        u = low
    return visit
