"""What a vehicle does next, by the tables of its day: where it drives, when it loads, when it passes each crossing.

Of steps that are worth as much the earliest is taken, so that a vehicle waits only where something is gained by it.
"""

from __future__ import annotations

from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.day import NEVER
from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.tables import Floats, Tables


@compiled
def pass_posts(
    tables: Tables,
    post: int,
    since: int,
    unload: int,
    late: bool,
    toll: Floats,
    goals: Floats,
    via: Floats,
    passes: Ints,
) -> int:
    """Drive on from a post reached at ``since``, as the tables say, as early or as late as that is worth as much.

    ``goals`` is w for a way in, v for a way out; writes ``passes``, the slot minute at every post, and returns the
    minute at which the goal is reached (``since`` itself when there is no post)."""
    t, n = since, 0
    while post >= 0:
        b, lag, first, last, onward, goal = tables.posts[post, :6]
        worth = via[post, t]
        while late and t < tables.close and via[post, t + 1] >= worth:
            t += 1
        while t < tables.close:
            x = (goals[goal, t + lag + unload] if onward < 0 else via[onward, t + lag]) - toll[b, t]
            if first <= t <= last and x >= worth - 1e-7:
                break
            t += 1
        passes[n] = t
        t, post, n = t + lag, onward, n + 1
    return t


@compiled
def next_drive(
    tables: Tables,
    kind: int,
    origin: int,
    since: int,
    visit: Ints,
    toll: Floats,
    empty: Floats,
    ready: Floats,
    via: Floats,
) -> tuple[int, ...]:
    """The drive of an empty vehicle from ``origin`` at minute ``since``: (site, way, slot minute), site -1: none.

    Follows the table: the earliest departure that reaches its value, by the way that does so best.
    """
    t = since
    if t > tables.close or empty[origin, t] <= 0.0:
        return -1, -1, -1
    best, best_s, best_k, best_t = 0.0, -1, -1, -1
    while t <= tables.close:
        for s in visit:
            for k in range(tables.inbound.shape[2]):
                b, before, after, first, last, post, drive = tables.inbound[origin, s, k]
                if b < 0 or drive > tables.drive[kind]:
                    continue
                if t + before + after <= tables.close and first <= t + before <= last:
                    at = t + before + after
                    x = (ready[s, at] if post < 0 else via[post, at]) - toll[b, t + before]
                    if x > best:
                        best, best_s, best_k, best_t = x, s, k, t + before
        if best_s >= 0 and best >= empty[origin, since] - 1e-7:
            break
        t += 1
    return best_s, best_k, best_t


@compiled
def next_load(close: int, load: int, site: int, since: int, paid: Floats, barrier: Floats, loaded: Floats) -> int:
    """The minute at which a vehicle that stands empty at ``site`` from ``since`` should begin to load; -1: never."""
    best, best_t = NEVER / 2, -1
    for t in range(since, close - load + 1):
        x = loaded[site, t + load] - (paid[site, t + load] - paid[site, t]) - barrier[site, t]
        if x > best + 1e-9:
            best, best_t = x, t
    return best_t


@compiled
def next_reception(
    tables: Tables, kind: int, site: int, since: int, gain: Floats, toll: Floats, empty: Floats, via: Floats
) -> tuple[int, ...]:
    """The drive of a vehicle loaded at ``site`` from ``since``: (reception, way, slot minute), reception -1: none.

    Of equal values the earliest slot.
    """
    best, best_r, best_k, best_t = NEVER / 2, -1, -1, -1
    unload, until = tables.unload[kind], tables.until[kind]
    for r in range(gain.shape[1]):
        if gain[site, r] <= 0.0:
            continue
        for k in range(tables.outbound.shape[2]):
            b, before, after, first, last, post, drive = tables.outbound[site, r, k]
            if b < 0 or drive > tables.drive[kind]:
                continue
            latest = min(tables.close, until - unload - after) if post < 0 else tables.close - after
            for at in range(max(first, since + before), min(last, latest) + 1):
                x = (empty[r, at + after + unload] if post < 0 else via[post, at + after]) + gain[site, r] - toll[b, at]
                if x > best + 1e-9 or (x > best - 1e-9 and best_r >= 0 and at < best_t):
                    best, best_r, best_k, best_t = x, r, k, at
    return best_r, best_k, best_t
