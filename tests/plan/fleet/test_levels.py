"""Mode most: helped persons first, all persons next, each level bounded."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.certificate import proven
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.levels import most
from tests.plan.fleet.days import ints, one_pair, random_day


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_levels_hold_and_are_recomputed(seed: int) -> None:
    instance = random_day(seed)
    found = most(instance, work=300, threads=1)
    assert faults(instance, found.solved.plan) == []
    people = found.solved.plan.by_need(instance)
    helped, everyone = found.levels
    assert (helped.value, everyone.value) == (people[1] + people[2], sum(people))
    for level in found.levels:
        assert level.value <= level.bound
        weighted = instance.with_(weights=ints(level.weights))
        if level.proved.whole - (level.weights[1] - level.weights[0]) * level.given == level.bound:
            assert proven(weighted, level.proved.prices) == level.proved.whole


def test_one_helped_person_comes_before_ten_others() -> None:
    """One trip only: a bus with ten seats, or the same bus to another site with one wheelchair."""
    base = one_pair(close=40)
    ways = type(base.inbound)
    two = base.with_(
        bays=ints([1, 1]),
        group_site=ints([0, 1]),
        group_need=ints([0, 1]),
        group_people=ints([4, 1]),
        group_allowed=base.group_allowed.repeat(2, axis=0),
        type_places=ints([[10, 1, 0]]),
        inbound=ways(crossing=ints([[[0], [0]]]), before=ints([[[20], [20]]]), after=ints([[[5], [5]]])),
        outbound=ways(crossing=ints([[[0]], [[0]]]), before=ints([[[5]], [[5]]]), after=ints([[[9]], [[9]]])),
    )  # fmt: skip
    found = most(two, work=500, threads=1)
    assert [(level.value, level.bound) for level in found.levels] == [(1, 1), (1, 1)]
