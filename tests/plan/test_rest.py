"""The rest of a day on one corridor, by hand: one bay, two buses of 50, 34 minutes to board, 60 to drive.

Convoy 1 (bus-1) boards 0-34, leaves at 34, arrives at 94 and could be back at 164. Convoy 2 (bus-2) boards 34-68,
leaves at 68 and arrives at 128.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.plan.rest import UnderWay, rest_of_day
from safeconduct.verify.rest import check_rest
from tests.detours import detour
from tests.tiny import known
from tests.verify.timetables import busy, timetable

WAITING = UnderWay(ready={"bus-1": 0, "bus-2": 0}, bays=(0,), depart=0, screen=0)
LEFT = UnderWay(ready={"bus-1": 164, "bus-2": 0}, bays=(34,), depart=34, screen=0)


def rest(situation: Situation, begun: set[int], under_way: UnderWay, before: Plan | None = None) -> Plan:
    """The rest of the hand-made plan, checked by the wall."""
    plan = before or timetable(detour())
    sha = codec.sha(situation)
    made = rest_of_day(plan, situation, sha, begun, 0, under_way)
    checks = check_rest(
        situation, made, plan, begun, situation_sha=sha, ready=under_way.ready, bays=under_way.bays,
        depart=under_way.depart, screen=under_way.screen,
    )  # fmt: skip
    assert [check for check in checks if not check.ok] == []
    return made


def slower(situation: Situation, minutes: int) -> Situation:
    """The same with another time on the way."""
    return replace(situation, legs=tuple(replace(leg, minutes_loaded=known(minutes)) for leg in situation.legs))


def times(plan: Plan) -> list[tuple[int, int, int]]:
    return [(convoy.number, convoy.depart, convoy.arrive) for convoy in plan.convoys]


def test_what_nothing_hinders_stays_as_it_was() -> None:
    assert times(rest(detour(), set(), WAITING)) == [(1, 34, 94), (2, 68, 128)]
    assert times(rest(detour(), {1}, LEFT)) == [(2, 68, 128)]


def test_a_longer_way_makes_the_convoy_arrive_later() -> None:
    assert times(rest(slower(detour(), 100), {1}, LEFT)) == [(2, 68, 168)]


def test_a_convoy_waits_for_the_bay_and_the_vehicle() -> None:
    """The bay is free at 80, the bus at 90: it boards 90-124 and arrives at 184."""
    made = rest(detour(), {1}, replace(LEFT, ready={"bus-1": 164, "bus-2": 90}, bays=(80,)))
    assert times(made) == [(2, 124, 184)]


def test_a_convoy_waits_for_the_headway_and_the_queue_of_those_before_it() -> None:
    """Ten minutes to the gate: whoever is screened from 120 on arrives 50 minutes later."""
    made = rest(detour(), {1}, replace(LEFT, depart=75, screen=120))
    assert times(made) == [(2, 75, 170)]


def test_who_cannot_arrive_in_time_is_left_behind_and_counted() -> None:
    """Window of two hours: a way of 60 minutes from minute 68 ends at 128."""
    made = rest(detour(hours=2), {1}, LEFT)
    assert made.convoys == made.trips == made.returns == ()
    assert [(one.profile, one.count) for one in made.left_behind] == [("single", 50)]
    assert made.scenario.people == 50


def test_a_lost_bus_is_made_up_for_by_one_that_comes_back() -> None:
    """bus-2 drives no more; bus-1 is back at 164, boards until 198 and arrives at 258."""
    made = rest(detour(), {1}, replace(LEFT, ready={"bus-1": 164, "bus-2": None}))
    assert times(made) == [(3, 198, 258)]
    assert [(trip.vehicle, trip.load_from) for trip in made.trips] == [("bus-1", 164)]
    assert made.left_behind == ()


def test_without_a_way_nobody_goes_and_nobody_is_lost() -> None:
    made = rest(replace(detour(), legs=()), set(), WAITING)
    assert made.trips == ()
    assert sum(one.count for one in made.left_behind) == 100


def test_nobody_is_taken_above_the_room_of_the_reception() -> None:
    """A bus that would take the rest of 50 stays: the reception has room for 20 more."""
    lost = replace(LEFT, ready={"bus-1": 164, "bus-2": None})
    assert rest(detour(capacity=20), {1}, lost).trips == ()


@settings(max_examples=60, deadline=None)
@given(
    begun=st.integers(0, 4),
    out=st.integers(30, 200),
    ready=st.dictionaries(st.sampled_from(["bus-1", "bus-2", "bus-3", "van-1"]), st.none() | st.integers(0, 300)),
    bays=st.tuples(st.integers(0, 120), st.integers(0, 120)),
    depart=st.integers(0, 200),
    screen=st.integers(0, 300),
)
def test_the_rest_passes_its_check_whatever_happened_before(
    begun: int, out: int, ready: dict[str, int | None], bays: tuple[int, int], depart: int, screen: int
) -> None:
    """Families, needs, lanes, headway, standing, margins: every rule holds and nobody is lost."""
    before = timetable(busy())
    numbers = {convoy.number for convoy in before.convoys[:begun]}
    fleet: dict[str, int | None] = dict.fromkeys(["bus-1", "bus-2", "bus-3", "van-1"], 0)
    rest(slower(busy(), out), numbers, UnderWay(ready=fleet | ready, bays=bays, depart=depart, screen=screen), before)
