"""An instance as compiled code takes it: one named tuple of contiguous arrays, always of the same types and layouts.

A change of layout would compile every function anew in the middle of a run, so arrays are made here and nowhere else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ints, Posts, Ways

Floats = NDArray[np.float64]

#: No vehicle makes more trips a day than this; where a day would hold more, only the timetable loses by it.
MOST_TRIPS = 40


class Tables(NamedTuple):
    """The instance. Letters as in ``instance``; M is the largest number of groups of one site and need.

    ``inbound`` (O, S, K, 7) and ``outbound`` (S, R, K, 7) hold crossing (-1: no way), before, after, first, last, post,
    drive.
    ``posts`` (P, 8) hold crossing, lag, first, last, onward, goal, inbound, and the least minutes to the goal; a way in
    passes ``posts_in`` of them at most, a way out ``posts_out``.
    ``stock`` (S, N, M) holds groups, -1 where there are fewer. ``open`` (B, close + 1) is 1 at minutes at which a slot
    starts that is not closed. ``reach`` is a minute no day outlasts: close + the longest after + the longest unloading
    + 2. ``least_in`` and ``least_out`` are the shortest drives, without unloading.
    """

    close: int
    reach: int
    least_in: int
    least_out: int
    bays: Ints
    people: Ints
    need: Ints
    allowed: Ints
    stock: Ints
    room: Ints
    places: Ints
    load: Ints
    unload: Ints
    class_type: Ints
    class_origin: Ints
    class_from: Ints
    class_count: Ints
    slot: Ints
    lanes: Ints
    open: Ints
    inbound: Ints
    outbound: Ints
    weights: Floats
    posts: Ints
    posts_in: int
    posts_out: int
    until: Ints
    drive: Ints
    rest: Ints


def tables_of(instance: FleetInstance) -> Tables:
    """The arrays of an instance, with its own weights."""
    posts = instance.posts
    longest = max(int(instance.outbound.after.max(initial=0)), int(posts.lag.max(initial=0)))
    return Tables(
        close=instance.close,
        reach=max(instance.close, 0) + longest + int(instance.type_unload.max(initial=0)) + 2,
        least_in=_least(instance.inbound, posts),
        least_out=_least(instance.outbound, posts),
        bays=_owned(instance.bays),
        people=_owned(instance.group_people),
        need=_owned(instance.group_need),
        allowed=_owned(instance.group_allowed),
        stock=_stock(instance),
        room=_owned(instance.reception_capacity),
        places=_owned(instance.type_places),
        load=_owned(instance.type_load),
        unload=_owned(instance.type_unload),
        class_type=_owned(instance.class_type),
        class_origin=_owned(instance.class_origin),
        class_from=_owned(instance.class_from),
        class_count=_owned(instance.class_count),
        slot=_owned(instance.crossing_slot),
        lanes=_owned(instance.crossing_lanes),
        open=open_slots(instance),
        inbound=way_rows(instance.inbound),
        outbound=way_rows(instance.outbound),
        weights=np.array(instance.weights, dtype=np.float64),
        posts=post_rows(posts),
        posts_in=max((len(posts.along(int(p))) for p in np.unique(instance.inbound.post)), default=0),
        posts_out=max((len(posts.along(int(p))) for p in np.unique(instance.outbound.post)), default=0),
        until=_owned(instance.type_until),
        drive=_owned(instance.type_drive),
        rest=_owned(instance.type_rest),
    )


def most_trips(tables: Tables) -> int:
    """An upper limit of the trips of one vehicle: the shortest turn at any reception, and MOST_TRIPS."""
    if tables.outbound.size == 0 or tables.load.size == 0:
        return 1
    turn = tables.least_in + int(tables.load.min()) + tables.least_out + int(tables.unload.min())
    return max(1, min(MOST_TRIPS, tables.close // max(1, turn) + 2))


def _owned(array: NDArray[np.int64] | NDArray[np.bool_]) -> Ints:
    return np.array(array, dtype=np.int64, order="C")


def way_rows(ways: Ways) -> Ints:
    """(starts, goals, K, 7): crossing, before, after, first, last, post and drive of every way."""
    columns = [ways.crossing, ways.before, ways.after, ways.first, ways.last, ways.post, ways.drive]
    return np.ascontiguousarray(np.stack(columns, axis=-1))


def post_rows(posts: Posts) -> Ints:
    """(P, 8): crossing, lag, first, last, onward, goal, inbound and the least minutes to the goal of every post."""
    rest = np.array([posts.rest(p) for p in range(posts.crossing.size)], dtype=np.int64)
    columns = [posts.crossing, posts.lag, posts.first, posts.last, posts.onward, posts.goal, posts.inbound, rest]
    return np.ascontiguousarray(np.stack(columns, axis=-1))


def _least(ways: Ways, posts: Posts) -> int:
    known = ways.crossing >= 0
    rest = np.array([*(posts.rest(p) for p in range(posts.crossing.size)), 0], dtype=np.int64)
    return int((ways.before + ways.after + rest[ways.post])[known].min()) if known.any() else 0


def _stock(instance: FleetInstance) -> Ints:
    lists: dict[tuple[int, int], list[int]] = {}
    for group, (site, need) in enumerate(zip(instance.group_site, instance.group_need, strict=True)):
        lists.setdefault((int(site), int(need)), []).append(group)
    widest = max((len(groups) for groups in lists.values()), default=1)
    stock = np.full((instance.sites, len(NEEDS), widest), -1, dtype=np.int64)
    for (site, need), groups in lists.items():
        stock[site, need, : len(groups)] = groups
    return stock


def open_slots(instance: FleetInstance) -> Ints:
    """(B, close + 1): 1 where a slot starts that no closure overlaps."""
    minutes = np.arange(max(instance.close, -1) + 1)
    open_ = (minutes[None, :] % instance.crossing_slot[:, None] == 0).astype(np.int64)
    for closure in instance.closures:
        slot = int(instance.crossing_slot[closure.crossing])
        overlaps = (minutes < closure.end) & (minutes + slot > closure.start)
        open_[closure.crossing, overlaps] = 0
    return np.ascontiguousarray(open_)
