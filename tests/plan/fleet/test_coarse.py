"""A coarser clock: the day keeps its shape, and prices go there and back unchanged where they are even."""

from __future__ import annotations

import numpy as np

from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.plan.fleet.coarse import averaged, coarsened, refined
from safeconduct.plan.fleet.instance import Closure
from safeconduct.plan.fleet.lagrangian import Prices
from tests.plan.fleet.days import ints, one_pair


def test_ten_minutes_to_the_unit() -> None:
    """25 minutes each way and 6 to load: drives keep their sum, nothing takes no time, ten one-minute slots are one."""
    day = one_pair(close=305, slot=1, lanes=2).with_(closures=(Closure(crossing=0, start=95, end=121),))
    coarse = coarsened(day, 10)
    assert (coarse.close, coarse.crossing_slot.tolist(), coarse.crossing_lanes.tolist()) == (30, [1], [20])
    assert (coarse.inbound.before + coarse.inbound.after).tolist() == [[[2]]]
    assert (coarse.type_load.tolist(), coarse.type_unload.tolist()) == ([1], [0])
    assert coarse.closures == (Closure(crossing=0, start=10, end=12),)
    assert coarsened(day.with_(crossing_slot=ints([40])), 10).crossing_slot.tolist() == [4]
    assert coarsened(day.with_(crossing_lanes=ints([0])), 10).crossing_lanes.tolist() == [0]


def test_prices_there_and_back() -> None:
    """Even prices survive; a bay's price is per minute, so a stretch of ten costs ten times as much."""
    day = core_instance(SIZES[10], 0)
    minutes = day.close + 1
    even = Prices(
        people=np.ones(day.groups),
        room=np.zeros(day.receptions),
        slot=np.full((day.crossings, minutes), 3.0),
        bay=np.full((day.sites, minutes), 0.5),
    )
    coarse = averaged(even, 10, coarsened(day, 10).close + 1)
    assert np.all(coarse.slot == 3.0)
    assert np.all(coarse.bay[:, :-1] == 5.0)
    back = refined(coarse, 10, minutes)
    assert np.all(back.slot == 3.0)
    assert np.all(back.bay[:, : 10 * (minutes // 10)] == 0.5)
    assert back.people is even.people
