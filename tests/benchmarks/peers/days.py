"""Days small enough to hold in your head."""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.instance import Closure, FleetInstance, Ways


def bridge(
    *,
    vehicles: int = 2,
    people: tuple[int, int, int] = (30, 0, 0),
    slot: int = 1,
    lanes: int = 1,
    bays: int = 1,
    close: int = 100,
    rooms: tuple[int, ...] = (1000,),
    closures: tuple[Closure, ...] = (),
) -> FleetInstance:
    """One site, one bridge, a depot; receptions in a row. Each drive is 10 minutes to the bridge and 5 after it, one
    more for each further reception; loading takes 4 minutes, unloading 2; a vehicle has 10 seats and one wheelchair."""
    receptions = len(rooms)
    further = np.arange(receptions)
    one = np.ones((receptions + 1, 1, 1), dtype=np.int64)
    return FleetInstance(
        close=close,
        bays=np.array([bays]),
        group_site=np.array([0, 0, 0]),
        group_need=np.array([0, 1, 2]),
        group_people=np.array(people),
        group_allowed=np.ones((3, receptions), dtype=np.bool_),
        reception_capacity=np.array(rooms),
        type_places=np.array([[10, 1, 0]]),
        type_load=np.array([4]),
        type_unload=np.array([2]),
        class_type=np.array([0]),
        class_origin=np.array([receptions]),
        class_from=np.array([0]),
        class_count=np.array([vehicles]),
        crossing_slot=np.array([slot]),
        crossing_lanes=np.array([lanes]),
        inbound=Ways(crossing=0 * one, before=10 * one, after=5 * one),
        outbound=Ways(
            crossing=np.zeros((1, receptions, 1), dtype=np.int64),
            before=np.full((1, receptions, 1), 10),
            after=(5 + further).reshape(1, -1, 1),
        ),
        weights=np.array([1, 2, 3]),
        closures=closures,
    )
