"""The timetable under construction: who holds which slot and bay, who still waits, and every vehicle's trips.

A vehicle is put on the board by its best response to what the others hold, and taken off without a trace.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from safeconduct.plan.fleet.compiled import compiled
from safeconduct.plan.fleet.crews import depart, driven_since_halt, load_and_leave
from safeconduct.plan.fleet.day import (
    TAKEN,
    day_values,
    fill,
    gains,
)
from safeconduct.plan.fleet.instance import FleetInstance, Ints
from safeconduct.plan.fleet.steps import pass_posts
from safeconduct.plan.fleet.tables import Floats, Tables, most_trips
from safeconduct.plan.fleet.timetable import FleetPlan, Trip, VehicleDay

#: Sites a vehicle looks at, at most: more cost time and, as prices level sites, gain next to nothing.
SITES = 64


class Board(NamedTuple):
    """Everything that changes while a timetable is built. V vehicles, T trips of a vehicle at most, L = close + 1.

    ``people`` (G,) and ``room`` (R,) still to be had; ``taken`` (B, L) vehicles in each slot; ``busy`` (S, L) bays held
    in each minute; ``guide`` (B, L) what a slot is asked to cost; ``toll`` (B, L) that, or TAKEN where there is no
    place; ``barrier`` (Y, S, L) TAKEN where loading cannot start. ``kind``, ``start`` and ``since`` (V,): type, and
    where and from when the vehicle is free; ``trips`` (V, T, 8 + passes at posts in and out), ``loads`` (V, T, N, M),
    ``made`` (V,) how many; ``worth`` (V,); ``kept`` (V,) trips at the head of a day that may not change; ``look`` (1,)
    the most sites a vehicle looks at. The rest is scratch.
    """

    people: Ints
    room: Ints
    taken: Ints
    busy: Ints
    guide: Floats
    toll: Floats
    barrier: Floats
    kind: Ints
    start: Ints
    since: Ints
    trips: Ints
    loads: Ints
    made: Ints
    worth: Floats
    kept: Ints
    look: Ints
    empty: Floats
    ready: Floats
    loaded: Floats
    gain: Floats
    paid: Floats
    live: Ints
    load: Ints
    via: Floats
    free: Floats


def empty_board(tables: Tables, vehicle_class: Ints) -> Board:
    """A board on which nobody moves yet."""
    sites, receptions, origins = tables.bays.size, tables.room.size, tables.inbound.shape[0]
    minutes, vehicles, trips = tables.open.shape[1], vehicle_class.size, most_trips(tables)
    needs = tables.stock.shape[1:]
    toll = np.where(tables.open == 1, 0.0, TAKEN)
    toll[tables.lanes == 0] = TAKEN
    barrier = np.zeros((tables.load.size, sites, minutes))
    barrier[:, tables.bays == 0] = TAKEN
    return Board(
        people=tables.people.copy(),
        room=tables.room.copy(),
        taken=np.zeros(tables.open.shape, dtype=np.int64),
        busy=np.zeros((sites, minutes), dtype=np.int64),
        guide=np.zeros(tables.open.shape),
        toll=toll,
        barrier=barrier,
        kind=np.ascontiguousarray(tables.class_type[vehicle_class]),
        start=np.ascontiguousarray(tables.class_origin[vehicle_class]),
        since=np.ascontiguousarray(tables.class_from[vehicle_class]),
        trips=np.zeros((vehicles, trips, 8 + tables.posts_in + tables.posts_out), dtype=np.int64),
        loads=np.zeros((vehicles, trips, *needs), dtype=np.int64),
        made=np.zeros(vehicles, dtype=np.int64),
        worth=np.zeros(vehicles),
        kept=np.zeros(vehicles, dtype=np.int64),
        look=np.full(1, SITES, dtype=np.int64),
        empty=np.zeros((origins, tables.reach)),
        ready=np.zeros((sites, tables.close + 2)),
        loaded=np.zeros((sites, tables.close + 2)),
        gain=np.zeros((sites, receptions)),
        paid=np.zeros((sites, tables.close + 2)),
        live=np.zeros(origins, dtype=np.int64),
        load=np.zeros(needs, dtype=np.int64),
        via=np.zeros((tables.posts.shape[0], tables.close + 2)),
        free=np.zeros(tables.people.size),
    )


def copied(board: Board) -> Board:
    """A board of its own with the same timetable."""
    return Board._make(array.copy() for array in board)


@compiled
def set_guide(tables: Tables, board: Board, slot: Floats, share: float) -> None:
    """Ask ``share`` of the prices ``slot`` (B, L) for the slots from now on."""
    for b in range(slot.shape[0]):
        for t in range(slot.shape[1]):
            board.guide[b, t] = share * slot[b, t]
            if board.toll[b, t] < TAKEN:
                board.toll[b, t] = board.guide[b, t]


@compiled
def _slot(tables: Tables, board: Board, b: int, t: int, change: int) -> None:
    board.taken[b, t] += change
    free = tables.open[b, t] == 1 and board.taken[b, t] < tables.lanes[b]
    board.toll[b, t] = board.guide[b, t] if free else TAKEN


@compiled
def _posts(tables: Tables, board: Board, post: int, passes: Ints, change: int) -> None:
    n = 0
    while post >= 0:
        _slot(tables, board, tables.posts[post, 0], passes[n], change)
        post, n = tables.posts[post, 4], n + 1


@compiled
def _bay(tables: Tables, board: Board, s: int, begin: int, load: int, change: int) -> None:
    for t in range(begin, begin + load):
        board.busy[s, t] += change
    for y in range(tables.load.size):
        last = min(board.busy.shape[1] - 1, begin + load + tables.load[y])
        free = 0
        for t in range(last, max(0, begin - tables.load[y]) - 1, -1):
            free = free + 1 if board.busy[s, t] < tables.bays[s] else 0
            if t < begin + load:
                board.barrier[y, s, t] = 0.0 if free >= tables.load[y] or free == last - t + 1 else TAKEN


@compiled
def book(tables: Tables, board: Board, v: int, i: int, change: int) -> None:
    """Take (change 1) or give back (-1) everything trip i of vehicle v holds."""
    s, r = board.trips[v, i, 0], board.trips[v, i, 4]
    o = board.start[v] if i == 0 else board.trips[v, i - 1, 4]
    _slot(tables, board, tables.inbound[o, s, board.trips[v, i, 1], 0], board.trips[v, i, 2], change)
    _slot(tables, board, tables.outbound[s, r, board.trips[v, i, 5], 0], board.trips[v, i, 6], change)
    _posts(tables, board, tables.inbound[o, s, board.trips[v, i, 1], 5], board.trips[v, i, 8:], change)
    out = tables.outbound[s, r, board.trips[v, i, 5], 5]
    _posts(tables, board, out, board.trips[v, i, 8 + tables.posts_in :], change)
    _bay(tables, board, s, board.trips[v, i, 3], tables.load[board.kind[v]], change)
    for n in range(board.loads.shape[2]):
        for m in range(board.loads.shape[3]):
            q = board.loads[v, i, n, m]
            if q > 0:
                board.people[tables.stock[s, n, m]] -= change * q
                board.room[r] -= change * q
                board.worth[v] += change * q * tables.weights[n]


@compiled
def take_off(tables: Tables, board: Board, v: int, first: int) -> None:
    """Take trips ``first`` and later of vehicle v off the board."""
    for i in range(board.made[v] - 1, first - 1, -1):
        book(tables, board, v, i, -1)
    board.made[v] = min(board.made[v], first)


@compiled
def top_up(tables: Tables, board: Board, v: int) -> None:
    """Fill the seats left on the trips of vehicle v that may change with whoever waits there, the worthiest first."""
    for i in range(board.kept[v], board.made[v]):
        book(tables, board, v, i, -1)
        s, r = board.trips[v, i, 0], board.trips[v, i, 4]
        before = 0.0
        for n in range(board.load.shape[0]):
            for m in range(board.load.shape[1]):
                before += board.loads[v, i, n, m] * tables.weights[n]
        if fill(tables, board.kind[v], s, r, board.people, board.room[r], board.free, board.load) > before:
            board.loads[v, i] = board.load
        book(tables, board, v, i, 1)


@compiled
def _narrow(tables: Tables, origin: int, sites: int, gain: Floats) -> None:
    """Leave the gains of so many ``sites``, drawn by what they give for the minutes it takes to get there."""
    scores = np.zeros(gain.shape[0])
    for s in range(gain.shape[0]):
        b, before, after = (
            tables.inbound[origin, s, 0, 0],
            tables.inbound[origin, s, 0, 1],
            tables.inbound[origin, s, 0, 2],
        )
        if b >= 0:
            scores[s] = gain[s].max() / (60 + before + after) * (0.5 + np.random.random())
    least = np.sort(scores)[-sites]
    for s in range(gain.shape[0]):
        if scores[s] < least:
            gain[s] = 0.0


@compiled
def _look(tables: Tables, board: Board, v: int, since: int, origin: int, price: Floats, fare: Floats) -> Ints:
    kind = board.kind[v]
    board.live[:] = 0
    board.live[: tables.room.size] = 1
    board.live[origin] = 1
    gains(tables, kind, board.people, board.room, price, fare, board.load, board.gain)
    if board.gain.shape[0] > board.look[0]:
        _narrow(tables, origin, board.look[0], board.gain)
    return day_values(
        tables,
        kind,
        since,
        board.live,
        board.gain,
        board.toll,
        board.paid,
        board.barrier[kind],
        board.empty,
        board.ready,
        board.loaded,
        board.via,
    )


@compiled
def respond(tables: Tables, board: Board, v: int, price: Floats, fare: Floats) -> float:
    """Give vehicle v the rest of its day that is worth most, given what the others hold; returns the day's worth.

    ``price`` (G,) and ``fare`` (R,) are asked for people and places, ``board.guide`` for slots. When a load turns out
    smaller than the tables thought (an earlier trip of the same day took it), the rest of the day is looked at anew.
    """
    kind, i = board.kind[v], board.made[v]
    o = board.start[v] if i == 0 else board.trips[v, i - 1, 4]
    t = board.since[v] if i == 0 else max(board.since[v], board.trips[v, i - 1, 7])
    if t > tables.close:
        return float(board.worth[v])
    visit = _look(tables, board, v, t, o, price, fare)
    fresh = True
    while i < board.trips.shape[1] and t <= tables.close:
        driven = driven_since_halt(tables, kind, board.start[v], board.since[v], board.trips[v], i)
        s, k, at, driven = depart(tables, kind, driven, o, t, visit, board.toll, board.empty, board.ready, board.via)
        if s < 0:
            break
        row = board.trips[v, i]
        there = at + tables.inbound[o, s, k, 2]
        post = tables.inbound[o, s, k, 5]
        there = pass_posts(tables, post, there, 0, False, board.toll, board.ready, board.via, row[8:])
        begin, r, j, out = load_and_leave(
            tables, kind, driven, s, there, board.gain, board.toll, board.paid, board.barrier[kind], board.loaded,
            board.empty, board.via,
        )  # fmt: skip
        if r < 0:
            break
        found = fill(tables, kind, s, r, board.people, board.room[r], price + fare[r], board.loads[v, i])
        if found < board.gain[s, r] - 1e-9:
            if fresh:
                break
            visit = _look(tables, board, v, t, o, price, fare)
            fresh = True
            continue
        unload, passes = tables.unload[kind], row[8 + tables.posts_in :]
        done = out + tables.outbound[s, r, j, 2]
        post = tables.outbound[s, r, j, 5]
        done = unload + pass_posts(tables, post, done, unload, False, board.toll, board.empty, board.via, passes)
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7] = s, k, at, begin, r, j, out, done
        book(tables, board, v, i, 1)
        o, t, i, fresh = r, done, i + 1, False
        board.made[v] = i
    return float(board.worth[v])


def board_of(tables: Tables, vehicle_class: Ints, plan: FleetPlan) -> Board:
    """A timetable on a board; every trip must be one the rules allow."""
    board = empty_board(tables, vehicle_class)
    for day in plan.days:
        for i, trip in enumerate(day.trips):
            passes = board.trips[day.vehicle, i, 8:]
            passes[: len(trip.passes_in)] = trip.passes_in
            passes[tables.posts_in : tables.posts_in + len(trip.passes_out)] = trip.passes_out
            board.trips[day.vehicle, i, :8] = (
                trip.site, trip.way_in, trip.crosses_in, trip.loads,
                trip.reception, trip.way_out, trip.crosses_out, trip.done,
            )  # fmt: skip
            for group, count in trip.people:
                n = tables.need[group]
                m = np.flatnonzero(tables.stock[trip.site, n] == group)[0]
                board.loads[day.vehicle, i, n, m] = count
            book(tables, board, day.vehicle, i, 1)
        board.made[day.vehicle] = len(day.trips)
    return board


def plan_of(instance: FleetInstance, tables: Tables, board: Board) -> FleetPlan:
    """The timetable on the board as plain values."""
    days = []
    for v in range(board.made.size):
        trips = tuple(_trip(instance, tables, board, v, i) for i in range(int(board.made[v])))
        if trips:
            days.append(VehicleDay(vehicle=v, trips=trips))
    return FleetPlan(days=tuple(days))


def _trip(instance: FleetInstance, tables: Tables, board: Board, v: int, i: int) -> Trip:
    s, k, at, begin, r, j, out, done = (int(x) for x in board.trips[v, i, :8])
    people = {int(tables.stock[s, n, m]): int(q) for (n, m), q in np.ndenumerate(board.loads[v, i]) if q > 0}
    o = int(board.start[v] if i == 0 else board.trips[v, i - 1, 4])
    posts_in, posts_out = (instance.posts.along(int(w[5])) for w in (tables.inbound[o, s, k], tables.outbound[s, r, j]))
    passes = [int(x) for x in board.trips[v, i, 8:]]
    return Trip(
        site=s, way_in=k, crosses_in=at, loads=begin, reception=r, way_out=j, crosses_out=out, done=done,
        people=tuple(sorted(people.items())),
        passes_in=tuple(passes[: len(posts_in)]),
        passes_out=tuple(passes[tables.posts_in : tables.posts_in + len(posts_out)]),
    )  # fmt: skip
