"""A new timetable while the day is under way: what has begun is finished, what can be kept is kept, and at once.

When crossings close at minute ``now``:

- a trip that has begun goes on as ordered where its crossings stay open;
- a vehicle inside whose way out is closed turns back to its site and leaves by the way that is done first; where there
  is none it is *stranded*: its trip leaves the plan, and someone must decide about it;
- so is a vehicle that has passed its first crossing on a way that leads on no more; a loaded one waits before a later
  crossing if that helps;
- a vehicle on its way in that cannot enter turns back, and is free again at its origin after as long as it had driven;
- later orders stand until the first that cannot be kept; vehicles that lose orders get a best response.

Search comes afterwards, if there is time, and never touches what has begun or is pinned.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safeconduct.plan.fleet.board import SITES, Board, board_of, book, empty_board, plan_of, respond
from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.crews import at_site, driven_since_halt
from safeconduct.plan.fleet.day import TAKEN
from safeconduct.plan.fleet.improve import improve
from safeconduct.plan.fleet.instance import Closure, FleetInstance, Ints
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.tables import Tables, open_slots, post_rows, tables_of, way_rows
from safeconduct.plan.fleet.timetable import FleetPlan

#: Sites looked at in one repair, all vehicles together: many lost orders, fewer sites each.
GLANCES = 8_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Repaired:
    """A timetable of the changed day ``instance``, whose rules it keeps.

    ``kept`` vehicles drive by their old orders, ``changed`` got others; ``stranded`` as the module says. ``seconds``
    until the timetable stood, without search.
    """

    instance: FleetInstance
    plan: FleetPlan
    kept: int
    changed: tuple[int, ...]
    stranded: tuple[int, ...]
    seconds: float


class DayUnderWay:
    """A day as ordered, made ready beforehand so that a repair can start at once. ``prices`` guide the search."""

    def __init__(self, instance: FleetInstance, plan: FleetPlan, prices: Prices | None = None) -> None:
        self.instance, self.plan, self.prices = instance, plan, prices
        self.tables = tables_of(instance)
        self.board = board_of(self.tables, instance.vehicle_class, plan)

    def close(self, closures: Sequence[Closure], now: int, *, work: int = 0, seed: int = 0) -> Repaired:
        """The timetable from minute ``now`` on with these closures besides those there were.

        Who entered a crossing before ``now`` is across. ``work`` best responses of search follow, 0 for none.
        """
        instance = self.instance.with_(
            closures=(*self.instance.closures, *(_from(self.instance, closure, now) for closure in closures))
        )
        return self.go_on(instance, now, work=work, seed=seed)

    def go_on(
        self,
        instance: FleetInstance,
        now: int,
        *,
        pins: Mapping[int, int | None] | None = None,
        extend: bool = False,
        work: int = 0,
        seed: int = 0,
    ) -> Repaired:
        """The timetable from minute ``now`` on, of the day as it is now: ``instance``, whose crossings and ways may be
        closed at other times than when the orders were given, while all else is as it was.

        ``pins`` holds, by vehicle, how many of its first trips search may not change; None: all, and none is added.
        With ``extend`` every vehicle, those free first, adds what it still can to its orders, not only who lost some.
        """
        started = time.perf_counter()
        tables, board, stranded = self.standing(instance, now)
        for vehicle, trips in (pins or {}).items():
            _pin(tables, board, vehicle, trips)
        lost = np.flatnonzero(((board.made < self.board.made) | extend) & (stranded == 0)).astype(np.int64)
        board.look[0] = max(4, min(SITES, GLANCES // max(1, lost.size)))
        _respond(tables, board, _free_first(board, lost) if extend else lost, seed)
        seconds = time.perf_counter() - started
        if work:
            board.look[0] = SITES
            self._search(tables, board, seed, work)
        return self._told(instance, tables, board, stranded, seconds)

    def standing(self, instance: FleetInstance, now: int) -> tuple[Tables, Board, Ints]:
        """The orders that stand at minute ``now`` of the day as it is now, on a board, and the stranded (V,)."""
        tables = self.tables._replace(
            open=open_slots(instance),
            inbound=way_rows(instance.inbound),
            outbound=way_rows(instance.outbound),
            posts=post_rows(instance.posts),
        )
        board = empty_board(tables, instance.vehicle_class)
        blocked, stranded = np.full(board.made.size, -1), np.zeros(board.made.size, dtype=np.int64)
        _begun(tables, self.board, board, now, blocked, stranded)
        _lead_out(tables, self.board, board, now, blocked, stranded)
        _later(tables, self.board, board)
        return tables, board, stranded

    def _search(self, tables: Tables, board: Board, seed: int, work: int) -> None:
        zero = (np.zeros(tables.people.size), np.zeros(tables.room.size), np.zeros(tables.open.shape))
        prices = self.prices
        people, room, slot = zero if prices is None else (prices.people, prices.room, prices.slot)
        improve(tables, board, people, room, slot, board.worth.copy(), seed, work, 0.0, 8, np.inf)

    def _told(self, instance: FleetInstance, tables: Tables, board: Board, stranded: Ints, seconds: float) -> Repaired:
        plan = plan_of(instance, tables, board)
        old = {day.vehicle: day.trips for day in self.plan.days}
        new = {day.vehicle: day.trips for day in plan.days}
        changed = tuple(v for v in sorted(old.keys() | new.keys()) if old.get(v) != new.get(v))
        return Repaired(
            instance=instance,
            plan=plan,
            kept=sum(v not in changed for v in old),
            changed=changed,
            stranded=tuple(int(v) for v in np.flatnonzero(stranded)),
            seconds=seconds,
        )


def repair(
    instance: FleetInstance,
    plan: FleetPlan,
    *,
    now: int = 0,
    pins: Mapping[int, int | None] | None = None,
    extend: bool = False,
    work: int = 0,
    seed: int = 0,
) -> Repaired:
    """What becomes of a timetable, ordered on a day whose crossings and ways may have been open at other times, on the
    day as it is now; the arguments as for ``DayUnderWay.go_on``."""
    return DayUnderWay(instance, plan).go_on(instance, now, pins=pins, extend=extend, work=work, seed=seed)


def _pin(tables: Tables, board: Board, vehicle: int, trips: int | None) -> None:
    made = int(board.made[vehicle])
    board.kept[vehicle] = max(int(board.kept[vehicle]), made if trips is None else min(made, trips))
    if trips is None:
        board.since[vehicle] = tables.close + 1  # no day begins then


def _free_first(board: Board, vehicles: Ints) -> Ints:
    """Vehicles by the minute they are free for another trip."""
    last = board.trips[vehicles, np.maximum(board.made[vehicles] - 1, 0), 7]
    free = np.where(board.made[vehicles] > 0, last, board.since[vehicles])
    return np.ascontiguousarray(vehicles[np.argsort(free, kind="stable")])


def _from(instance: FleetInstance, closure: Closure, now: int) -> Closure:
    """The closure as far as it lies ahead: from the first slot that starts at ``now`` or later."""
    slot = int(instance.crossing_slot[closure.crossing])
    start = max(closure.start, -(-now // slot) * slot)
    return Closure(crossing=closure.crossing, start=start, end=max(closure.end, start))


@compiled
def _copy(tables: Tables, old: Board, board: Board, v: int, i: int) -> None:
    board.trips[v, i] = old.trips[v, i]
    board.loads[v, i] = old.loads[v, i]
    book(tables, board, v, i, 1)
    board.made[v] = i + 1


@compiled
def _ways(tables: Tables, old: Board, v: int, i: int) -> tuple[Ints, Ints, int]:
    """The way in, the way out, and the minute vehicle v leaves for trip i."""
    s, r = old.trips[v, i, 0], old.trips[v, i, 4]
    o = old.start[v] if i == 0 else old.trips[v, i - 1, 4]
    way = tables.inbound[o, s, old.trips[v, i, 1]]
    return way, tables.outbound[s, r, old.trips[v, i, 5]], old.trips[v, i, 2] - way[1]


@compiled
def _leads(tables: Tables, way: Ints, at: int, passes: Ints, now: int) -> bool:
    """Whether a run that enters the crossings of a way at ``at`` and ``passes`` is one the way allows: no road of it
    closed then, nor a crossing when it is entered, unless that was before ``now``."""
    if at < way[3] or at > way[4] or (at >= now and tables.open[way[0], at] == 0):
        return False
    post, n = way[5], 0
    while post >= 0:
        t = passes[n]
        if t < tables.posts[post, 2] or t > tables.posts[post, 3]:
            return False
        if t >= now and tables.open[tables.posts[post, 0], t] == 0:
            return False
        post, n = tables.posts[post, 4], n + 1
    return True


@compiled
def _begun(tables: Tables, old: Board, board: Board, now: int, blocked: Ints, stranded: Ints) -> None:
    """Book every trip that has begun and can go on; ``blocked`` (V,) gets the trip of a vehicle that cannot get out,
    ``stranded`` (V,) 1 where a vehicle has passed its crossing and its way does not lead on."""
    for v in range(old.made.size):
        board.since[v] = max(old.since[v], now)
        for i in range(old.made[v]):
            way, out, leaves = _ways(tables, old, v, i)
            at, away = old.trips[v, i, 2], old.trips[v, i, 6]
            if leaves >= now:
                break
            into = _leads(tables, way, at, old.trips[v, i, 8:], now)
            onward = _leads(tables, out, away, old.trips[v, i, 8 + tables.posts_in :], now)
            if at < now and not into:
                stranded[v] = 1
                board.since[v] = tables.close + 1
                break
            if at >= now and not (into and onward):
                board.since[v] = now + (now - leaves)
                break
            if not onward:
                blocked[v] = i
                break
            _copy(tables, old, board, v, i)
            board.kept[v] = i + 1


@compiled
def run_on(tables: Tables, board: Board, way: Ints, ready: int, over: int, passes: Ints, kept: Ints) -> tuple[int, int]:
    """The first free run along a way from ``ready`` (when it can be at the first crossing): (first entry, arrival), -1
    when there is none; writes ``passes``. What was entered before ``over`` stays as it was ``kept``: first the entry of
    the way's crossing, then those of its posts."""
    b, lag, first, last, post = way[0], way[2], way[3], way[4], way[5]
    entry, n = -1, 0
    while True:
        t = kept[n]
        if t >= over:
            t = max(ready, first, over)
            while t <= min(tables.close, last) and board.toll[b, t] >= TAKEN:
                t += 1
        if t < first or t > min(tables.close, last):
            return -1, -1
        if n == 0:
            entry = t
        else:
            passes[n - 1] = t
        ready = t + lag
        if post < 0:
            return entry, ready
        b, lag, first, last = tables.posts[post, 0], tables.posts[post, 1], tables.posts[post, 2], tables.posts[post, 3]
        post, n = tables.posts[post, 4], n + 1


@compiled
def _driven_in(tables: Tables, old: Board, board: Board, v: int, i: int) -> int:
    """Minutes vehicle v has driven since its last halt when it leaves the site of trip i, as ordered."""
    kind, origin, free = old.kind[v], old.start[v], old.since[v]
    if tables.rest[kind] == 0:
        return 0
    driven = driven_since_halt(tables, kind, origin, free, board.trips[v], i)
    if i > 0:
        origin, free = board.trips[v, i - 1, 4], board.trips[v, i - 1, 7]
    trip = old.trips[v, i]
    way = tables.inbound[origin, trip[0], trip[1]]
    if trip[2] - way[1] - free >= tables.rest[kind]:
        driven = 0
    driven += way[6]
    return 0 if trip[3] - at_site(tables, way, trip[2], trip[8:]) >= tables.rest[kind] else int(driven)


@compiled
def _lead_out(tables: Tables, old: Board, board: Board, now: int, blocked: Ints, stranded: Ints) -> None:
    """Find each blocked vehicle the way out that is done first, before anyone else gets a slot."""
    passes, kept = np.zeros(tables.posts_out, np.int64), np.empty(1 + tables.posts_out, np.int64)
    for v in range(blocked.size):
        i = blocked[v]
        if i < 0:
            continue
        s, r, j, away = old.trips[v, i, 0], old.trips[v, i, 4], old.trips[v, i, 5], old.trips[v, i, 6]
        kind = old.kind[v]
        loaded = old.trips[v, i, 3] + tables.load[kind]
        out = tables.outbound[s, r, j]
        left = away - out[1]
        ready = max(now, loaded) if left >= now else now + (now - left)
        inside = away < now  # past the first crossing: only this way is left
        kept[0], kept[1:] = away, old.trips[v, i, 8 + tables.posts_in :]
        driven = _driven_in(tables, old, board, v, i)
        best, best_r, best_k, best_t = -1, -1, -1, -1
        for other in range(tables.room.size):
            if (inside and other != r) or not _welcome(tables, old, board, v, i, other):
                continue
            for k in range(tables.outbound.shape[2]):
                way = tables.outbound[s, other, k]
                if way[0] < 0 or (inside and (way[0] != out[0] or way[1] != out[1] or way[2] != out[2])):
                    continue
                over = now if inside else -1
                if way[6] > tables.drive[kind] - driven:
                    continue
                at, done = run_on(tables, board, way, ready + way[1], over, passes, kept)
                done += tables.unload[kind]
                if at >= 0 and done <= tables.until[kind] and (best < 0 or done < best):
                    best, best_r, best_k, best_t = done, other, k, at
        if best < 0:
            stranded[v] = 1
            board.since[v] = tables.close + 1
            continue
        row = board.trips[v, i]
        row[:] = old.trips[v, i]
        board.loads[v, i] = old.loads[v, i]
        way = tables.outbound[s, best_r, best_k]
        run_on(tables, board, way, ready + way[1], now if inside else -1, row[8 + tables.posts_in :], kept)
        row[4], row[5], row[6], row[7] = best_r, best_k, best_t, best
        book(tables, board, v, i, 1)
        board.made[v] = board.kept[v] = i + 1


@compiled
def _welcome(tables: Tables, old: Board, board: Board, v: int, i: int, r: int) -> bool:
    """Whether everyone on board wishes to go to reception r and finds room there."""
    s, total, wished = old.trips[v, i, 0], 0, True
    for n in range(old.loads.shape[2]):
        for m in range(old.loads.shape[3]):
            if old.loads[v, i, n, m] > 0:
                total += old.loads[v, i, n, m]
                wished = wished and tables.allowed[tables.stock[s, n, m], r] == 1
    return bool(wished and total <= board.room[r])


@compiled
def _later(tables: Tables, old: Board, board: Board) -> None:
    """Book later orders as long as each can be kept as it stands."""
    for v in range(old.made.size):
        for i in range(board.made[v], old.made[v]):
            if board.made[v] != i or not _stands(tables, old, board, v, i):
                break
            _copy(tables, old, board, v, i)


@compiled
def _free(tables: Tables, board: Board, way: Ints, at: int, passes: Ints) -> bool:
    """Whether a way can be driven through its crossings at these minutes, none of which is closed or taken."""
    if not _leads(tables, way, at, passes, 0) or board.toll[way[0], at] >= TAKEN:
        return False
    post, n = way[5], 0
    while post >= 0:
        if board.toll[tables.posts[post, 0], passes[n]] >= TAKEN:
            return False
        post, n = tables.posts[post, 4], n + 1
    return True


@compiled
def _stands(tables: Tables, old: Board, board: Board, v: int, i: int) -> bool:
    """Whether trip i of vehicle v can be driven as ordered, after the trips of it that are booked."""
    way, out, leaves = _ways(tables, old, v, i)
    free = board.since[v] if i == 0 else max(board.since[v], board.trips[v, i - 1, 7])
    if leaves < free or (i > 0 and board.trips[v, i - 1, 4] != old.trips[v, i - 1, 4]):
        return False
    kind = old.kind[v]
    if tables.rest[kind] > 0:
        kept = np.concatenate((board.trips[v, :i], old.trips[v, i : i + 1]))
        if driven_since_halt(tables, kind, old.start[v], old.since[v], kept, i + 1) > tables.drive[kind]:
            return False
    s, r, begin = old.trips[v, i, 0], old.trips[v, i, 4], old.trips[v, i, 3]
    at, away = old.trips[v, i, 2], old.trips[v, i, 6]
    if not _free(tables, board, way, at, old.trips[v, i, 8:]):
        return False
    if not _free(tables, board, out, away, old.trips[v, i, 8 + tables.posts_in :]):
        return False
    if board.barrier[old.kind[v], s, begin] > 0.0:
        return False
    total = 0
    for n in range(old.loads.shape[2]):
        for m in range(old.loads.shape[3]):
            q = old.loads[v, i, n, m]
            total += q
            if q > 0 and board.people[tables.stock[s, n, m]] < q:
                return False
    return bool(total <= board.room[r])


@compiled
def _respond(tables: Tables, board: Board, lost: Ints, seed: int) -> None:
    np.random.seed(seed)
    people, room = np.zeros(tables.people.size), np.zeros(tables.room.size)
    for v in lost:
        respond(tables, board, v, people, room)
