"""The bound where helped persons must be out: no timetable that takes them is above it, at any weight."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.certificate import proven
from safeconduct.plan.fleet.exact import prove
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.timetable import FleetPlan
from tests.plan.fleet.days import ints, random_day
from tests.plan.fleet.test_levels import coach_or_ambulance


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), extra=st.integers(0, 5))
def test_not_below_the_best_timetable_that_takes_them(seed: int, extra: int) -> None:
    """CP-SAT proves how many helped persons can be out, and how many in all beside as many of them."""
    day = random_day(seed)
    first = prove(day.with_(weights=ints([0, 1, 1])), FleetPlan(days=()), 10**6)
    if first is None or first[1] < first[2]:
        return
    both = prove(day.with_(weights=ints([1, 1, 1])), first[0], 10**6, helped=first[1])
    if both is None:
        return
    assert sum(both[0].by_need(day)[1:]) >= first[1]
    search = BoundSearch(GivenHelped(day, first[1]))
    search.centre[-1] = extra
    search.renew()
    for _ in range(3):
        assert search.proved.whole >= both[1]
        weights = ints([1, 1 + search.proved.extra, 1 + search.proved.extra])
        arithmetic = proven(day.with_(weights=weights), search.proved.prices)
        assert arithmetic - search.proved.extra * first[1] == search.proved.whole
        search.run(20, float(both[1]))


def test_the_demand_has_a_price() -> None:
    """One slot each way: the coach with fifty or the ambulance with two. Who must take the two takes no fifty."""
    day = coach_or_ambulance()
    free, bound = (BoundSearch(GivenHelped(day, helped)) for helped in (0, 2))
    for search in (free, bound):
        search.run(1500, 2.0)
    assert free.proved.whole == 50
    assert bound.settled
    assert bound.proved.whole == 2
    assert bound.proved.extra > 10
    assert free.proved.extra == 0
    bound.lagrangian.amounts[-1] = 0.0
    bound.renew()
    assert bound.proved.whole >= 50
    assert np.all(bound.centre >= 0)
