"""Who drives rests: a vehicle's next step with the halt its crew is due (docs/rules-fleet.md, F16).

The tables of a day know nothing of halts, only ways longer than a crew may drive are left out of them. So a vehicle
follows its best day, and where the next drive would be too much, it takes the halt first, at a reception or a site, and
looks at the tables from then on. A stand that is long enough for another reason is a halt too. Without a limit a halt
takes no time, so every stand is one.
"""

from __future__ import annotations

from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.steps import next_drive, next_load, next_reception
from safeconduct.plan.fleet.tables import Floats, Tables


@compiled
def at_site(tables: Tables, way: Ints, enters: int, passes: Ints) -> int:
    """When a way's goal is reached by who enters its crossing at ``enters`` and those of its posts at ``passes``."""
    reached, post, n = enters + way[2], way[5], 0
    while post >= 0:
        reached = passes[n] + tables.posts[post, 1]
        post, n = tables.posts[post, 4], n + 1
    return int(reached)


@compiled
def driven_since_halt(tables: Tables, kind: int, origin: int, since: int, trips: Ints, made: int) -> int:
    """Minutes driven since the last halt by who has made these trips from ``origin``, free from ``since``; more than
    the limit if it was passed."""
    rest, most, driven, free = tables.rest[kind], tables.drive[kind], 0, since
    for i in range(made if rest > 0 else 0):
        trip = trips[i]
        way, out = tables.inbound[origin, trip[0], trip[1]], tables.outbound[trip[0], trip[4], trip[5]]
        if driven <= most and trip[2] - way[1] - free >= rest:
            driven = 0
        driven += way[6]
        if driven <= most and trip[3] - at_site(tables, way, trip[2], trip[8:]) >= rest:
            driven = 0
        driven += out[6]
        if driven > most:
            return int(driven)
        origin, free = trip[4], trip[7]
    return int(driven)


@compiled
def depart(
    tables: Tables,
    kind: int,
    driven: int,
    origin: int,
    since: int,
    visit: Ints,
    toll: Floats,
    empty: Floats,
    ready: Floats,
    via: Floats,
) -> tuple[int, int, int, int]:
    """The next drive of an empty vehicle that is free at ``since`` and has driven ``driven`` minutes since its last
    halt: (site, way, slot minute, minutes driven then), site -1: none."""
    s, k, at = next_drive(tables, kind, origin, since, visit, toll, empty, ready, via)
    if s < 0:
        return -1, -1, -1, 0
    if at - tables.inbound[origin, s, k, 1] - since >= tables.rest[kind]:
        driven = 0
    elif driven + tables.inbound[origin, s, k, 6] > tables.drive[kind]:
        driven = 0
        s, k, at = next_drive(tables, kind, origin, since + tables.rest[kind], visit, toll, empty, ready, via)
        if s < 0:
            return -1, -1, -1, 0
    return s, k, at, driven + tables.inbound[origin, s, k, 6]


@compiled
def load_and_leave(
    tables: Tables,
    kind: int,
    driven: int,
    site: int,
    since: int,
    gain: Floats,
    toll: Floats,
    paid: Floats,
    barrier: Floats,
    loaded: Floats,
    empty: Floats,
    via: Floats,
) -> tuple[int, int, int, int]:
    """What an empty vehicle at ``site`` does from ``since``: (minute it loads, reception, way, slot minute), reception
    -1: nothing."""
    close, load = tables.close, tables.load[kind]
    begin = next_load(close, load, site, since, paid, barrier, loaded)
    r, j, out = next_reception(tables, kind, site, begin + load, gain, toll, empty, via)
    if begin < 0 or r < 0:
        return -1, -1, -1, -1
    if begin - since < tables.rest[kind] and driven + tables.outbound[site, r, j, 6] > tables.drive[kind]:
        begin = next_load(close, load, site, since + tables.rest[kind], paid, barrier, loaded)
        r, j, out = next_reception(tables, kind, site, begin + load, gain, toll, empty, via)
        if begin < 0 or r < 0:
            return -1, -1, -1, -1
    return begin, r, j, out
