"""Sites strung together: shortest ways, and the bound of a trip over three villages by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.fleet import Price
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_bound import wrong_bound
from safeconduct.verify.fleet_chains import RELAXED_STOPS, chains_of, relaxed_stops, welcome
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts
from tests.plan.fleet.villages import all_of, bus, villages
from tests.tiny import known
from tests.verify.test_fleet_bound import UNIT, bound_of


def three(close: int = 50, between: dict[tuple[int, int], int] | None = None) -> Situation:
    """Four people in each of three villages, 20 minutes from bravo; a bus of 12 boards 4 minutes."""
    joined = {(0, 1): 5, (1, 2): 5} if between is None else between
    return villages((4, 4, 4), close=close, out=(20, 20, 20), between=joined, vehicles=(bus(1, 12),))


def facts(situation: Situation) -> FleetFacts:
    """Its facts, all corridors together."""
    return fleet_facts(situation, all_of(situation))


@pytest.mark.parametrize(("close", "out"), [(34, 12), (33, 8), (29, 8), (28, 4), (24, 4), (23, 0)])
def test_a_trip_over_the_villages(close: int, out: int) -> None:
    """Alpha alone takes 4 + 20 minutes, to beta it is 5 more, to gamma 10. Each village ends a trip with the people of
    those that lead to it: four, eight, twelve."""
    assert bound_of(facts(three(close))).value == out


def test_priced_people_are_worth_less_on_the_way_too() -> None:
    """Beta's four at their worth: they pay for themselves, and the bus takes eight."""
    prices = (Price(row="people", of=("beta-any", "walking"), since=0, until=0, parts=UNIT),)
    found = bound_of(facts(three()), prices)
    assert (found.days[0].parts, found.value) == (8 * UNIT, 12)


def test_the_bound_says_what_it_relaxes() -> None:
    """Where sites are joined, and nowhere else."""
    joined, apart = facts(three()), facts(three(between={}))
    assert (relaxed_stops(joined), relaxed_stops(apart)) == (RELAXED_STOPS, ())
    stated = bound_of(joined)
    assert any(RELAXED_STOPS[0] in problem for problem in wrong_bound(joined, stated))
    assert list(wrong_bound(joined, replace(stated, relaxed=(*stated.relaxed, *RELAXED_STOPS)))) == []


def test_ways_that_do_not_join_sites() -> None:
    """Empty ways, ways from elsewhere, ways to where one is."""
    situation = three(between={(0, 1): 5})
    way = situation.approaches[0]
    for other in (
        replace(way, minutes_loaded=None),
        replace(way, depot="yard"),
        replace(way, depot="beta"),
        replace(way, site="elsewhere"),
    ):
        assert chains_of(facts(replace(situation, approaches=(other,)))).minutes == {}
    faster = replace(way, id="faster", minutes_loaded=known(3))
    assert chains_of(facts(replace(situation, approaches=(way, faster)))).minutes == {("alpha", "beta"): 3}
    straight = chains_of(facts(three(between={(0, 1): 5, (1, 2): 5, (0, 2): 8})))
    assert straight.minutes["alpha", "gamma"] == 8


def test_people_travel_under_a_corridor_of_their_own() -> None:
    """From beta no corridor leads to bravo: alpha's people and gamma's may be on board."""
    situation = three()
    without = replace(all_of(situation), corridors=("from-alpha", "from-gamma"))
    found = fleet_facts(situation, without)
    assert welcome(found, ("alpha", "beta", "gamma"), "bravo") == ("alpha", "gamma")
    assert chains_of(found).minutes == {}
