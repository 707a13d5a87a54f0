"""Mode most: helped persons first, all persons next, each level bounded."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.plan.fleet import levels
from safeconduct.plan.fleet.certificate import proven
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.instance import UNLIMITED, FleetInstance
from safeconduct.plan.fleet.levels import RARELY, Turns, _Pairs, most
from safeconduct.plan.fleet.solve import solve
from tests.plan.fleet.days import ints, one_pair, random_day


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_levels_hold_and_are_recomputed(seed: int) -> None:
    instance = random_day(seed)
    found = most(instance, work=300, threads=1)
    assert faults(instance, found.plan) == []
    people = found.plan.by_need(instance)
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


def coach_or_ambulance(*, lanes: int = 1) -> FleetInstance:
    """One trip each fits into the hour, and a lane lets one vehicle in at minute 20 and one out at minute 40."""
    return one_pair(close=40, people=100, slot=20, lanes=lanes, bays=2).with_(
        group_site=ints([0, 0]),
        group_need=ints([0, 2]),
        group_people=ints([100, 9]),
        group_allowed=one_pair().group_allowed.repeat(2, axis=0),
        type_places=ints([[50, 0, 0], [0, 0, 2]]),
        type_load=ints([6, 6]),
        type_unload=ints([4, 4]),
        type_until=ints([UNLIMITED, UNLIMITED]),
        type_drive=ints([UNLIMITED, UNLIMITED]),
        type_rest=ints([0, 0]),
        class_type=ints([0, 1]),
        class_origin=ints([0, 0]),
        class_from=ints([0, 0]),
        class_count=ints([1, 1]),
    )


def test_two_on_stretchers_come_before_fifty_who_walk() -> None:
    """The bridge lets one vehicle through: the ambulance goes, and the coach stays. With two lanes both go."""
    narrow, wide = (most(coach_or_ambulance(lanes=lanes), threads=1) for lanes in (1, 2))
    assert [(level.value, level.bound) for level in narrow.levels] == [(2, 2), (2, 2)]
    assert [(level.value, level.bound) for level in wide.levels] == [(2, 2), (52, 52)]


def test_the_first_level_is_near_its_bound() -> None:
    """Forty vehicles, tight, counted work: of those who need help nearly all go that can."""
    found = most(core_instance(SIZES[40], 1), work=15_000, threads=2)
    assert found.levels[0].gap < 0.05
    assert found.levels[1].gap < 0.08


def test_threads_change_nothing() -> None:
    """The same work gives the same timetable and the same bounds."""
    one, two = (most(core_instance(SIZES[40], 0), work=3000, threads=threads) for threads in (1, 2))
    assert one.plan == two.plan
    assert [level.bound for level in one.levels] == [level.bound for level in two.levels]


class Idle:
    """A bound on helped persons that falls in its turns from ``falls`` on, and notes the turns."""

    def __init__(self, falls: int) -> None:
        self.now, self.falls, self.turns = 100, falls, 0
        self.search = SimpleNamespace(settled=False)

    def bound(self) -> int:
        return self.now

    def run(self, steps: int, reached: float) -> None:
        self.turns += 1
        self.now -= self.turns >= self.falls


def test_turns_are_ever_fewer_while_idle() -> None:
    """After 1, 2, 4 rounds, and after RARELY at the latest; every round again as soon as something comes of one."""
    turns, rounds = Turns(), []
    for number in range(1, 41):
        if turns.due():
            rounds.append(number)
            turns.taken(idle=number != 31)
    assert RARELY == 8
    assert rounds == [1, 3, 7, 15, 23, 31, 32, 34, 38]


@pytest.mark.parametrize(
    ("many", "falls", "open_still", "rounds"),
    [
        (True, 99, True, [1, 3, 7, 15, 23, 31]),
        (True, 3, True, [1, 3, 7, *range(8, 33)]),
        (False, 99, True, [*range(1, 33)]),
        (True, 99, False, [*range(1, 33)]),
    ],
    ids=["idle", "falling", "few sites", "nothing else is left to do"],
)
def test_level_1_leaves_its_turns_to_level_2(
    monkeypatch: pytest.MonkeyPatch, many: bool, falls: int, open_still: bool, rounds: list[int]
) -> None:
    """On days of many sites, where level 2 has something left to find; what level 1 does not take is for level 2."""
    day, large = coach_or_ambulance(), 1000
    pairs = _Pairs(day, solve(day, work=50, threads=1), large)
    idle, given = Idle(falls), []
    monkeypatch.setattr(levels, "MANY_SITES", day.sites if many else day.sites + 1)
    monkeypatch.setattr(pairs, "helped", idle)
    monkeypatch.setattr(pairs.given, "run", lambda steps, reached: given.append(steps))
    reached = pairs.all_bound() - open_still
    turns = []
    for number in range(1, 33):
        before = idle.turns
        pairs.run(9, pairs.helped_out * large + reached)
        if idle.turns > before:
            turns.append(number)
    assert turns == rounds
    assert given == ([6 if number in rounds else 9 for number in range(1, 33)] if open_still else [])
