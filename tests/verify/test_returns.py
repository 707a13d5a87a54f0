"""Rule 8: one return between two trips, none after the last."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.verify.facts import facts_of
from safeconduct.verify.returns import check_returns
from tests.tiny import tiny, vehicle
from tests.verify.timetables import timetable


def test_a_return_by_hand() -> None:
    """One bus, 100 people: it boards 34, drives 60, unloads 20, is back after 50, at minute 164."""
    situation = tiny(people=100, vehicles=(vehicle("bus", 1, 50),))
    plan, facts = timetable(situation), facts_of(situation, "bravo")
    (back,) = plan.returns
    assert (back.vehicle, back.depart, back.arrive) == ("bus-1", 114, 164)
    assert check_returns(facts, plan).ok
    assert check_returns(replace(facts, latest=164), plan).ok
    assert check_returns(replace(facts, latest=163), plan).found == "bus-1 is back at minute 164, the latest is 163"
    early = replace(plan, returns=(replace(back, depart=113, arrive=163),))
    assert check_returns(facts, early).found == "bus-1 starts back at 113, it unloads until 114"
    late = replace(plan, returns=(replace(back, depart=115, arrive=165),))
    assert check_returns(facts, late).found == "bus-1 boards again at 164, it is back only at 165"


def test_a_day_that_is_over_stays_over() -> None:
    situation = tiny()
    plan, facts = timetable(situation), facts_of(situation, "bravo")
    assert check_returns(facts, plan).ok
    home = timetable(tiny(people=300)).returns[0]
    check = check_returns(facts, replace(plan, returns=(home,)))
    assert check.found == f"{home.vehicle} makes 1 trips and 1 returns, 0 are due"
