"""The value no timetable can exceed, at any prices: people, receptions, slots and bays priced, every vehicle alone.

For prices p >= 0 on everything vehicles share,

    bound(p) = sum over shared things of price x amount + sum over classes of count x best day of one vehicle at p.

Every timetable pays at most price x amount, and no vehicle's day is worth more than the best one, so the bound holds at
all prices, the best and the worst. Relaxed: days are priced singly (a fraction of a day may be used), and each trip of
a day is offered the full load of its group, although a group may run dry.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.day import TAKEN, day_values, fill, gains, last_as_high
from safeconduct.plan.fleet.halts import Halts, halts_of
from safeconduct.plan.fleet.instance import Ints
from safeconduct.plan.fleet.rested import lines_of, rested_day, rested_values
from safeconduct.plan.fleet.steps import pass_posts
from safeconduct.plan.fleet.tables import MOST_TRIPS, Floats, Tables

#: Prices are multiples of this, and so is every sum of them.
GRAIN = 2.0**-12
#: The gain of a trip that gains nothing; far below the grain of prices.
NEARLY_NOTHING = 2.0**-40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """One price, >= 0, for each unit of what vehicles share.

    ``people`` (G,) per person of a group; ``room`` (R,) per place at a reception; ``slot`` (B, close + 1) per vehicle
    in the slot that starts at a minute, 0 elsewhere; ``bay`` (S, close + 1) per bay and minute.
    """

    people: Floats
    room: Floats
    slot: Floats
    bay: Floats

    def flat(self) -> Floats:
        """All prices in one row."""
        return np.concatenate([self.people, self.room, self.slot.ravel(), self.bay.ravel()])

    @staticmethod
    def of(tables: Tables, flat: Floats) -> Prices:
        """The prices of one row."""
        shapes = shapes_of(tables)
        parts, start = [], 0
        for shape in shapes:
            size = int(np.prod(shape))
            parts.append(np.ascontiguousarray(flat[start : start + size].reshape(shape)))
            start += size
        return Prices(people=parts[0], room=parts[1], slot=parts[2], bay=parts[3])


def shapes_of(tables: Tables) -> tuple[tuple[int, ...], ...]:
    """Shapes of people, room, slot and bay."""
    minutes = tables.open.shape[1]
    return (tables.people.shape, tables.room.shape, tables.open.shape, (tables.bays.size, minutes))


def amounts(tables: Tables) -> Floats:
    """How much there is of everything that has a price, in one row."""
    minutes = tables.open.shape[1]
    return np.concatenate(
        [
            tables.people.astype(np.float64),
            tables.room.astype(np.float64),
            (tables.open * tables.lanes[:, None]).astype(np.float64).ravel(),
            np.repeat(tables.bays.astype(np.float64), minutes),
        ]
    )


@compiled
def _drive(
    tables: Tables, most: int, o: int, t: int, visit: Ints, toll: Floats, ready: Floats, via: Floats
) -> tuple[int, int]:
    """Site and way of a departure from origin o at minute t."""
    best, best_s, best_k = 0.0, -1, -1
    for s in visit:
        for k in range(tables.inbound.shape[2]):
            b, before, after = tables.inbound[o, s, k, 0], tables.inbound[o, s, k, 1], tables.inbound[o, s, k, 2]
            first, last = tables.inbound[o, s, k, 3], tables.inbound[o, s, k, 4]
            if tables.inbound[o, s, k, 6] > most:
                continue
            if b >= 0 and t + before + after <= tables.close and first <= t + before <= last:
                post = tables.inbound[o, s, k, 5]
                x = (ready[s, t + before + after] if post < 0 else via[post, t + before + after]) - toll[b, t + before]
                if x > best:
                    best, best_s, best_k = x, s, k
    return best_s, best_k


@compiled
def _reception(
    tables: Tables, kind: int, s: int, t: int, gain: Floats, toll: Floats, empty: Floats, via: Floats
) -> tuple[int, int]:
    """Reception and way of a loaded departure from site s at minute t."""
    best, best_r, best_k = -TAKEN / 2, -1, -1
    unload, until = tables.unload[kind], tables.until[kind]
    for r in range(gain.shape[1]):
        if gain[s, r] <= 0.0:
            continue
        for k in range(tables.outbound.shape[2]):
            b, at = tables.outbound[s, r, k, 0], t + tables.outbound[s, r, k, 1]
            if b >= 0 and tables.outbound[s, r, k, 3] <= at <= min(tables.close, tables.outbound[s, r, k, 4]):
                post, there = tables.outbound[s, r, k, 5], at + tables.outbound[s, r, k, 2]
                latest = until - unload if post < 0 else tables.close
                if tables.outbound[s, r, k, 6] > tables.drive[kind] or there > latest:
                    continue
                x = (empty[r, there + unload] if post < 0 else via[post, there]) + gain[s, r] - toll[b, at]
                if x > best:
                    best, best_r, best_k = x, r, k
    return best_r, best_k


@compiled
def follow(
    tables: Tables,
    kind: int,
    origin: int,
    since: int,
    visit: Ints,
    gain: Floats,
    toll: Floats,
    empty: Floats,
    ready: Floats,
    loaded: Floats,
    via: Floats,
    trips: Ints,
) -> int:
    """Trips of a best day of the tables, from ``origin`` at ``since``, each choice as late as it may be; how many.

    ``trips`` (T, 8 + passes at posts in and out): site, way in, slot in, loads, reception, way out, slot out, done.
    """
    n, o, t = 0, origin, since
    load, unload = tables.load[kind], tables.unload[kind]
    while n < trips.shape[0] and t <= tables.close and empty[o, t] > 0.5 * GRAIN:  # trips for nothing use nothing
        t = last_as_high(empty[o], t, tables.close)
        s, k = _drive(tables, tables.drive[kind], o, t, visit, toll, ready, via)
        if s < 0:
            break
        at = t + tables.inbound[o, s, k, 1]
        begin = at + tables.inbound[o, s, k, 2]
        begin = pass_posts(tables, tables.inbound[o, s, k, 5], begin, 0, True, toll, ready, via, trips[n, 8:])
        begin = last_as_high(ready[s], begin, tables.close)
        t = last_as_high(loaded[s], begin + load, tables.close)
        r, j = _reception(tables, kind, s, t, gain, toll, empty, via)
        if r < 0:
            break
        out = t + tables.outbound[s, r, j, 1]
        post, passes = tables.outbound[s, r, j, 5], trips[n, 8 + tables.posts_in :]
        t = unload + pass_posts(tables, post, out + tables.outbound[s, r, j, 2], unload, True, toll, empty, via, passes)
        trips[n, 0], trips[n, 1], trips[n, 2], trips[n, 3] = s, k, at, begin
        trips[n, 4], trips[n, 5], trips[n, 6], trips[n, 7] = r, j, out, t
        o = r
        n += 1
    return n


@compiled
def _use(
    tables: Tables, kind: int, count: int, n: int, origin: int, trips: Ints, price: Floats, fare: Floats, load: Ints,
    people: Ints, room: Ints, slot: Ints, bay: Ints,
) -> None:  # fmt: skip
    """Add what ``count`` vehicles use that all make these trips."""
    o = origin
    for i in range(n):
        s, r = trips[i, 0], trips[i, 4]
        fill(tables, kind, s, r, tables.people, tables.room[r], price + fare[r], load)
        for a in range(load.shape[0]):
            for m in range(load.shape[1]):
                if load[a, m] > 0:
                    people[tables.stock[s, a, m]] += count * load[a, m]
                    room[r] += count * load[a, m]
        slot[tables.inbound[o, s, trips[i, 1], 0], trips[i, 2]] += count
        slot[tables.outbound[s, r, trips[i, 5], 0], trips[i, 6]] += count
        for post, column in (
            (tables.inbound[o, s, trips[i, 1], 5], 8),
            (tables.outbound[s, r, trips[i, 5], 5], 8 + tables.posts_in),
        ):
            while post >= 0:
                slot[tables.posts[post, 0], trips[i, column]] += count
                post, column = tables.posts[post, 4], column + 1
        for t in range(trips[i, 3], trips[i, 3] + tables.load[kind]):
            bay[s, t] += count
        o = r


@compiled
def _gained(tables: Tables, kind: int, people: Floats, room: Floats) -> Floats:
    """(S, R): what a vehicle of a type gains by a trip at prices. What gains nothing is worth next to nothing, as it
    may lead to where something is gained."""
    gain = np.zeros((tables.inbound.shape[1], tables.room.size))
    gains(tables, kind, tables.people, tables.room, people, room, np.zeros(tables.stock.shape[1:], np.int64), gain)
    for s in range(gain.shape[0]):
        for r in range(gain.shape[1]):
            gain[s, r] = max(gain[s, r], NEARLY_NOTHING)
    return gain


@compiled
def _starts(tables: Tables, kind: int) -> Ints:
    """(O,): 1 where a vehicle of a type may stand empty."""
    live = np.zeros(tables.inbound.shape[0], np.int64)
    live[: tables.room.size] = 1
    for c in range(tables.class_type.size):
        if tables.class_type[c] == kind:
            live[tables.class_origin[c]] = 1
    return live


@compiled
def price_type(
    tables: Tables, kind: int, people: Floats, room: Floats, toll: Floats, paid: Floats, barrier: Floats,
    values: Floats, used_people: Ints, used_room: Ints, used_slot: Ints, used_bay: Ints,
) -> None:  # fmt: skip
    """Best days of all classes of one type at the prices: writes ``values`` (C,) and adds what they use."""
    origins, sites = tables.inbound.shape[0], tables.inbound.shape[1]
    gain, load = _gained(tables, kind, people, room), np.zeros(tables.stock.shape[1:], np.int64)
    empty = np.zeros((origins, tables.reach))
    ready = np.zeros((sites, tables.close + 2))
    loaded = np.zeros((sites, tables.close + 2))
    via = np.zeros((tables.posts.shape[0], tables.close + 2))
    live = _starts(tables, kind)
    visit = day_values(tables, kind, 0, live, gain, toll, paid, barrier, empty, ready, loaded, via)
    trips = np.zeros((MOST_TRIPS, 8 + tables.posts_in + tables.posts_out), np.int64)
    for c in range(tables.class_type.size):
        o, since, count = tables.class_origin[c], tables.class_from[c], tables.class_count[c]
        if tables.class_type[c] != kind or since > tables.close or count == 0:
            continue
        values[c] = max(0.0, np.rint(empty[o, since] / GRAIN) * GRAIN)
        n = follow(tables, kind, o, since, visit, gain, toll, empty, ready, loaded, via, trips)
        _use(tables, kind, count, n, o, trips, people, room, load, used_people, used_room, used_slot, used_bay)


@compiled
def price_rested(
    tables: Tables, passed: Tables, halts: Halts, kind: int, people: Floats, room: Floats, toll: Floats, paid: Floats,
    values: Floats, used_people: Ints, used_room: Ints, used_slot: Ints, used_bay: Ints,
    empty: Floats, ready: Floats, loaded: Floats, via: Floats,
) -> None:  # fmt: skip
    """``price_type`` for a type whose crews take halts; ``passed`` are the tables with the posts of the halts, the last
    four as in ``rested_values``."""
    gain, load = _gained(tables, kind, people, room), np.zeros(tables.stock.shape[1:], np.int64)
    live = _starts(tables, kind)
    rested_values(tables, passed, halts, kind, live, gain, toll, paid, empty, ready, loaded, via)
    trips = np.zeros((MOST_TRIPS, 8 + tables.posts_in + tables.posts_out), np.int64)
    for c in range(tables.class_type.size):
        o, since, count = tables.class_origin[c], tables.class_from[c], tables.class_count[c]
        if tables.class_type[c] != kind or since > tables.close or count == 0:
            continue
        values[c] = max(0.0, np.rint(empty[halts.fresh[o], since] / GRAIN) * GRAIN)
        n = rested_day(tables, passed, halts, kind, o, since, 0.5 * GRAIN, gain, toll, empty, ready, loaded, via, trips)
        _use(tables, kind, count, n, o, trips, people, room, load, used_people, used_room, used_slot, used_bay)


@compiled
def _product(a: Floats, b: Floats) -> float:
    """Inner product, in order, on this thread alone."""
    total = 0.0
    for i in range(a.size):
        total += a[i] * b[i]
    return total


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """What prices give: the bound, the value of each class's best day (C,), and what all vehicles would use (flat)."""

    bound: float
    values: Floats
    used: Floats


class Lagrangian:
    """Evaluates the bound at prices, the types on as many threads as given; the answer is the same for any number.

    Driving between halts is counted in ``parts`` of what a crew may (``halts``; 0: in minutes), unless given in as many
    as the day allows: ``parts`` says in how many.
    """

    def __init__(self, tables: Tables, pool: ThreadPoolExecutor | None = None, parts: int | None = None) -> None:
        self.tables = tables
        self.parts, self._halts = halts_of(tables, parts)
        self.amounts = amounts(tables)
        self.shared = self.amounts.size
        self._counts = tables.class_count.astype(np.float64)
        self.pool = pool
        self._barrier = np.zeros(shapes_of(tables)[3])
        self._lines: dict[int, tuple[Floats, ...]] = {}  # fresh memory takes as long as the best day written into it

    def at(self, flat: Floats) -> Answer:
        """The bound at prices in one row, every entry >= 0."""
        return self.answered(self.tables, flat)

    def days(self, flat: Floats) -> list[Floats]:
        """What one vehicle of each class would use on its best day at prices, each in one row."""
        return self.used_by_class(self.tables, flat)

    def extra(self, flat: Floats) -> int:
        """What a helped person counts besides the weights of the day: nothing, here."""
        del flat
        return 0

    def count_rest(self, used: Floats) -> None:
        """Write the entries of what days use that follow those of shared things: none, here."""

    def used_by_class(self, tables: Tables, flat: Floats) -> list[Floats]:
        """What one vehicle of each class would use at prices, of the same day with weights that may be others."""
        found = []
        for c, kind in enumerate(tables.class_type):
            alone = np.zeros_like(tables.class_count)
            alone[c] = 1
            _, used = self._priced(tables._replace(class_count=alone), flat, [int(kind)])
            found.append(used)
        return found

    def answered(self, tables: Tables, flat: Floats) -> Answer:
        """The bound at prices, of the same day with weights that may be others."""
        values, used = self._priced(tables, flat, range(tables.load.size))
        bound = _product(flat, self.amounts) + _product(values, self._counts)
        return Answer(bound=bound, values=values, used=used)

    def _priced(self, tables: Tables, flat: Floats, kinds: Sequence[int]) -> tuple[Floats, Floats]:
        """Values of the classes of some types, and what all their vehicles would use."""
        prices = Prices.of(tables, flat)
        toll = np.where(tables.open == 1, prices.slot, TAKEN)
        paid = np.zeros((prices.bay.shape[0], prices.bay.shape[1] + 1))
        np.cumsum(prices.bay, axis=1, out=paid[:, 1:])
        values = np.zeros(tables.class_type.size)

        def one(kind: int) -> list[Ints]:
            used = [np.zeros(shape, dtype=np.int64) for shape in shapes_of(tables)]
            people, room, slot, bay = used
            if kind in self._halts:
                halts = self._halts[kind]
                lines = self._lines.pop(kind, None) or lines_of(tables, halts)  # whoever asks at once takes new ones
                price_rested(
                    tables, tables._replace(posts=halts.posts), halts, kind, prices.people, prices.room, toll, paid,
                    values, people, room, slot, bay, *lines,
                )  # fmt: skip
                self._lines[kind] = lines
            else:
                price_type(
                    tables, kind, prices.people, prices.room, toll, paid, self._barrier,
                    values, people, room, slot, bay,
                )  # fmt: skip
            return used

        found = list(self.pool.map(one, kinds)) if self.pool else [one(kind) for kind in kinds]
        used = np.zeros(flat.size)
        for parts in found:
            row = np.concatenate([part.ravel() for part in parts])
            used[: row.size] += row
        return values, used
