"""The rest of a day planned anew: nobody who needs help loses a place to the order in which convoys were written down.

By hand: one bay, a bus of 50 and a van for four wheelchairs; 40 s to board who walks, 300 s a wheelchair; 80 minutes to
drive, 120 minutes of window. Four pairs of a wheelchair and somebody who walks board the van in 4 x 340 s = 23 minutes.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.plan import Convoy, Households, Plan, Trip
from safeconduct.model.situation import Situation
from safeconduct.plan.rest import UnderWay, rest_of_day
from safeconduct.plan.rest_anew import Anew, at_most_of, helped_of, persons_of, rest_anew
from safeconduct.verify.rest import check_rest
from tests.plan.test_rest import slower
from tests.tiny import profile, tiny, vehicle
from tests.verify.timetables import busy, timetable

PROFILES = (profile("single", 0, walking=1), profile("pair", 40, walking=1, wheelchair=1))
FLEET = (vehicle("bus", 1, 50), vehicle("van", 1, 4, wheelchair=4))
WAITING = UnderWay(ready={"bus-1": 0, "van-1": 0}, bays=(0,), depart=0, screen=0)


def chairs(out: int = 80, people: int = 100) -> Situation:
    """One hundred people, four of them in wheelchairs."""
    return tiny(people=people, hours=2, out=out, bays=1, profiles=PROFILES, vehicles=FLEET)


def ordered() -> Plan:
    """Convoy 1: fifty who walk, by bus. Convoy 2: the four pairs, by van. Made for a way of 60 minutes."""
    situation = chairs(60)
    plan = timetable(situation)
    group = situation.sites[0].groups[0].id

    def trip(name: str, convoy: int, since: int, until: int, who: str, n: int) -> Trip:
        boarded = (Households(group=group, profile=who, count=n),)
        return Trip(vehicle=name, convoy=convoy, bay=0, load_from=since, load_until=until, boarded=boarded)

    def convoy(number: int, depart: int) -> Convoy:
        reach = depart + 10
        return Convoy(
            number=number, depart=depart, reach=reach, screen_from=reach, screen_until=reach, arrive=depart + 60
        )  # fmt: skip

    return replace(
        plan,
        situation=codec.sha(situation),
        convoys=(convoy(1, 34), convoy(2, 57)),
        trips=(trip("bus-1", 1, 0, 34, "single", 50), trip("van-1", 2, 34, 57, "pair", 4)),
        returns=(),
        left_behind=(Households(group=group, profile="single", count=42),),
    )


def anew(situation: Situation, begun: set[int], under_way: UnderWay, before: Plan, seconds: float = 0.0) -> Anew | None:
    """The rest seated anew, checked by the wall."""
    sha = codec.sha(situation)
    found = rest_anew(before, situation, sha, begun, under_way, seconds=seconds)
    if found is not None:
        checks = check_rest(
            situation, found.plan, before, begun, situation_sha=sha, ready=under_way.ready, bays=under_way.bays,
            depart=under_way.depart, screen=under_way.screen,
        )  # fmt: skip
        assert [check for check in checks if not check.ok] == []
        assert persons_of(situation, found.plan) <= found.at_most
        assert not {convoy.number for convoy in found.plan.convoys} & begun
    return found


def test_the_convoys_as_ordered_leave_everyone_in_a_wheelchair() -> None:
    """The van would leave at 57 and arrive at 137, 17 minutes late."""
    made = rest_of_day(ordered(), chairs(), codec.sha(chairs()), set(), 0, WAITING)
    assert (persons_of(chairs(), made), helped_of(chairs(), made)) == (50, 0)


def test_seated_anew_they_go_first_and_the_bus_takes_whom_time_allows() -> None:
    """Whoever boards the one bay until minute 40 arrives in time. The van takes 23 minutes of it; in the other 17 the
    bus boards 25 who walk: 33 with the eight of the van."""
    found = anew(chairs(), set(), WAITING, ordered())
    assert found is not None
    assert helped_of(chairs(), found.plan) == 4
    assert persons_of(chairs(), found.plan) == 8 + 17 * 60 // 40
    assert [convoy.number for convoy in found.plan.convoys] == [1, 2]


def test_a_search_finds_no_more_than_there_is_and_proves_it() -> None:
    found = anew(chairs(), set(), WAITING, ordered(), seconds=20.0)
    assert found is not None
    assert (persons_of(chairs(), found.plan), found.at_most) == (33, 33)


def test_who_is_under_way_keeps_number_bay_and_vehicle() -> None:
    """The bus left at 34 and does not come back in time; the bay is free at 34: the van leaves at 57 at the
    earliest, and on the way of 60 minutes it arrives at 117."""
    left = UnderWay(ready={"bus-1": 184, "van-1": 0}, bays=(34,), depart=34, screen=0)
    found = anew(chairs(60), {1}, left, ordered())
    assert found is not None
    assert [(trip.vehicle, trip.convoy, trip.load_from) for trip in found.plan.trips] == [("van-1", 2, 34)]
    assert at_most_of(ordered(), chairs(60), {1}, left) is not None


def test_a_bay_that_is_taken_is_given_to_nobody_before_it_is_free() -> None:
    """Two bays, the first taken until minute 50: the van boards in the second."""
    situation = tiny(people=100, hours=2, out=60, bays=2, profiles=PROFILES, vehicles=FLEET)
    left = UnderWay(ready={"bus-1": 184, "van-1": 0}, bays=(50, 0), depart=34, screen=0)
    found = anew(situation, {1}, left, replace(ordered(), left_behind=()))
    assert found is not None
    assert [(trip.vehicle, trip.bay, trip.load_from) for trip in found.plan.trips] == [("van-1", 1, 0)]


def test_a_vehicle_that_drives_no_more_takes_nobody() -> None:
    lost = replace(WAITING, ready={"bus-1": 0, "van-1": None})
    found = anew(chairs(), set(), lost, ordered())
    assert found is not None
    assert {trip.vehicle for trip in found.plan.trips} == {"bus-1"}
    assert helped_of(chairs(), found.plan) == 0


def test_nobody_left_is_no_plan() -> None:
    everyone = replace(ordered(), left_behind=())
    assert anew(chairs(), {1, 2}, WAITING, everyone) is None


@settings(max_examples=40, deadline=None)
@given(
    begun=st.integers(0, 4),
    out=st.integers(30, 200),
    ready=st.dictionaries(st.sampled_from(["bus-1", "bus-2", "bus-3", "van-1"]), st.none() | st.integers(0, 300)),
    bays=st.tuples(st.integers(0, 120), st.integers(0, 120)),
    depart=st.integers(0, 200),
    screen=st.integers(0, 300),
    seconds=st.sampled_from([0.0, 0.0, 0.2]),
)
def test_the_rest_anew_passes_its_check_whatever_happened_before(
    begun: int,
    out: int,
    ready: dict[str, int | None],
    bays: tuple[int, int],
    depart: int,
    screen: int,
    seconds: float,
) -> None:
    """Families, needs, lanes, headway, standing, margins: every rule holds, nobody is lost, the bound is one."""
    before = timetable(busy())
    numbers = {convoy.number for convoy in before.convoys[:begun]}
    fleet: dict[str, int | None] = dict.fromkeys(["bus-1", "bus-2", "bus-3", "van-1"], 0)
    under_way = UnderWay(ready=fleet | ready, bays=bays, depart=depart, screen=screen)
    anew(slower(busy(), out), numbers, under_way, before, seconds)


@pytest.mark.parametrize(
    ("under_way", "persons"),
    [
        (replace(WAITING, bays=(20,)), 8 + 17 * 60 // 40),
        (replace(WAITING, ready={"bus-1": 50, "van-1": 0}), 8 + 10 * 60 // 40),
        (replace(WAITING, depart=60), 58),
        (replace(WAITING, depart=61), 0),
        (replace(WAITING, screen=71), 0),
    ],
)
def test_a_search_takes_nothing_from_those_under_way(under_way: UnderWay, persons: int) -> None:
    """On the way of 60 minutes, whoever leaves until minute 60 and is screened until 70 arrives in time. The van takes
    23 minutes of the bay, the bus the others: 17 when the bay is free at 20; 10 when the bus is back at 50."""
    found = anew(chairs(60), set(), under_way, ordered(), seconds=20.0)
    assert found is not None
    assert (persons_of(chairs(60), found.plan), found.at_most) == (persons, persons)
