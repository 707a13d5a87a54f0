"""Rule 3: seconds add up over needs and round up once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.plan import Households
from safeconduct.verify.boarding import boarding_minutes, check_boarding
from safeconduct.verify.facts import facts_of
from tests.verify.timetables import busy, timetable


@pytest.mark.parametrize(
    ("boarded", "minutes"),
    [({"single": 1}, 1), ({"single": 3}, 2), ({"single": 4}, 3), ({"chair": 1}, 6), ({"bed": 1, "chair": 1}, 17)],
)
def test_minutes_by_hand(boarded: dict[str, int], minutes: int) -> None:
    """40 s a walking person, 300 s a wheelchair, 600 s a stretcher: bed + chair = 640 + 340 = 980 s = 17 min."""
    situation = busy()
    trip = replace(
        timetable(situation).trips[0],
        boarded=tuple(Households(group="alpha-any", profile=p, count=n) for p, n in boarded.items()),
    )
    assert boarding_minutes(facts_of(situation, "bravo"), trip) == minutes


def test_a_bay_is_free_from_the_minute_boarding_ends() -> None:
    situation = busy()
    plan, facts = timetable(situation), facts_of(situation, "bravo")
    assert check_boarding(facts, plan).ok
    first, second = (t for t in plan.trips if t.bay == 0 and t.convoy <= 2)
    assert first.load_until == second.load_from
    early = replace(second, load_from=second.load_from - 1, load_until=second.load_until - 1)
    trips = tuple(early if t is second else t for t in plan.trips)
    found = check_boarding(facts, replace(plan, trips=trips)).found
    assert found == f"bus-2 enters bay 0 at {second.load_from - 1}, van-1 boards until {first.load_until}"


def test_a_long_boarding_hides_no_later_overlap() -> None:
    """Three trips in one bay, the second inside the first: the third still meets the first."""
    situation = busy()
    plan, facts = timetable(situation), facts_of(situation, "bravo")
    a, b, c = plan.trips[:3]
    trips = (
        replace(a, bay=0, load_from=0, load_until=100),
        replace(b, bay=0, load_from=10, load_until=20),
        replace(c, bay=0, load_from=50, load_until=60),
    )
    assert check_boarding(facts, replace(plan, trips=trips)).found.endswith("(and 4 more)")
