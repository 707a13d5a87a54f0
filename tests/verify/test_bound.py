"""The bound by hand on numbers one can follow, and never below what a plan reaches."""

from __future__ import annotations

from hypothesis import given, settings

from safeconduct.model.situation import Situation
from safeconduct.verify.bound import earliest, fewest_vehicles, persons_bound, terms, vehicle_bound
from safeconduct.verify.facts import facts_of
from tests.tiny import tiny, vehicle
from tests.verify.draws import situations
from tests.verify.timetables import timetable


def test_terms_by_hand() -> None:
    """h = 720 - 30 = 690, w = 40, first = 1, near 10, far 50.

    screening (690 - 60 - 1) * 60 * 2 // 20 = 3774; bays 2 * 630 * 60 // 40 = 1890;
    headway (629 // 45 + 1) * 3 * 50 = 2100; fleet: n trips take n*60 + (n-1)*70 of 690 minutes at 50 s a person,
    min(50 n, (760 - 130 n) * 60 // 50): n = 4 gives min(200, 288), n = 5 gives min(250, 132): 200 a bus.
    """
    facts = facts_of(tiny(seconds=20, lanes=2, headway=45, margin=30, convoy_max=3, capacity=900), "bravo")
    assert terms(facts, 800) == {
        "people": 800,
        "reception": 900,
        "screening": 3774,
        "fleet": 400,
        "bays": 1890,
        "headway": 2100,
    }


def test_terms_that_set_no_bound_are_absent() -> None:
    assert set(terms(facts_of(tiny(seconds=0), "bravo"), 9)) == {"people", "fleet", "bays"}
    assert set(terms(facts_of(tiny(seconds=60, lanes=None), "bravo"), 9)) == {"people", "fleet", "bays"}
    assert set(terms(facts_of(tiny(walking_seconds=0), "bravo"), 9)) == {"people", "fleet"}
    idle = facts_of(tiny(walking_seconds=0, out=0, back=0, unload=0, near=0), "bravo")
    assert set(terms(idle, 9)) == {"people"}


def test_no_time_means_nobody() -> None:
    facts = facts_of(tiny(hours=1, margin=10, seconds=20, headway=5), "bravo")
    assert {k: v for k, v in terms(facts, 9).items() if k != "people"} == {
        "screening": 0,
        "fleet": 0,
        "bays": 0,
        "headway": 0,
    }


def test_one_vehicle_is_limited_by_places_then_by_time() -> None:
    facts = facts_of(tiny(hours=12), "bravo")
    assert vehicle_bound(facts, 50, 93) == 49  # 33 minutes of boarding at 40 s a person
    assert vehicle_bound(facts, 50, 94) == 50
    assert vehicle_bound(facts, 50, 59) == 0
    assert vehicle_bound(facts, 0, 720) == 0
    assert facts.vehicles.keys() == {"bus-1", "bus-2"}


def test_earliest_arrivals_by_hand() -> None:
    """Each of two buses has 1, 2, ... minutes at 40 s a person: one person each by 61, three each by 62."""
    facts = facts_of(tiny(), "bravo")
    assert earliest(facts, 7) == [61, 61, 62, 62, 62, 62, 63]
    assert fewest_vehicles(facts, 210) == 1
    assert fewest_vehicles(facts, 211) == 2
    assert fewest_vehicles(facts_of(tiny(vehicles=(vehicle("car", 9, 4),)), "bravo"), 0) == 0


@settings(max_examples=200, deadline=None)
@given(situation=situations)
def test_no_timetable_beats_the_bound(situation: Situation) -> None:
    plan = timetable(situation)
    facts = facts_of(situation, "bravo")
    people = plan.scenario.people
    out = [(c.arrive, sum(facts.members(t).total for t in plan.trips if t.convoy == c.number)) for c in plan.convoys]
    persons = sum(n for _, n in out)
    assert persons <= persons_bound(facts, people)
    arrivals = sorted(minute for minute, n in out for _ in range(n))
    assert all(real >= least for real, least in zip(arrivals, earliest(facts, persons), strict=True))
    assert len({t.vehicle for t in plan.trips}) >= fewest_vehicles(facts, persons)
