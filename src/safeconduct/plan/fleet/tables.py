"""An instance as compiled code takes it: one named tuple of contiguous arrays, always of the same types and layouts.

A change of layout would compile every function anew in the middle of a run, so arrays are made here and nowhere else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ints, Ways

Floats = NDArray[np.float64]

#: No vehicle makes more trips a day than this; where a day would hold more, only the timetable loses by it.
MOST_TRIPS = 40


class Tables(NamedTuple):
    """The instance. Letters as in ``instance``; M is the largest number of groups of one site and need.

    ``inbound`` (O, S, K, 5) and ``outbound`` (S, R, K, 5) hold crossing (-1: no way), before, after, first, last.
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


def tables_of(instance: FleetInstance) -> Tables:
    """The arrays of an instance, with its own weights."""
    longest = int(instance.outbound.after.max(initial=0)) + int(instance.type_unload.max(initial=0))
    return Tables(
        close=instance.close,
        reach=max(instance.close, 0) + longest + 2,
        least_in=_least(instance.inbound),
        least_out=_least(instance.outbound),
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
    """(starts, goals, K, 5): crossing, before, after, first and last of every way."""
    return np.ascontiguousarray(np.stack([ways.crossing, ways.before, ways.after, ways.first, ways.last], axis=-1))


def _least(ways: Ways) -> int:
    known = ways.crossing >= 0
    return int((ways.before + ways.after)[known].min()) if known.any() else 0


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
