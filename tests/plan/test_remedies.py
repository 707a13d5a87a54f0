"""Remedies: each re-solved, none that makes it worse, and a cut is helped by its crossings."""

from __future__ import annotations

from safeconduct.model.place import RoadState
from safeconduct.model.plan import Scenario
from safeconduct.plan.remedies import one_more, remedies
from safeconduct.plan.solve import solve
from tests.tiny import tiny, vehicle


def test_one_more_bus_moves_one_more_bus_day() -> None:
    """One bus of 50 moves 210 in the day (see test_audit); two move 300 of 300."""
    situation = tiny(people=300, seconds=0, vehicles=(vehicle("bus", 1, 50),))
    scenario = Scenario(corridor="bravo", people=300, objective="most")
    _, found = solve(situation, scenario, work=500)
    assert found.persons_out == 210
    tried = {remedy.id: remedy for remedy in remedies(situation, scenario, found)}
    assert tried["one-more-bus"].after == 300
    assert tried["one-more-bus"].all_out
    assert all(remedy.before == 210 <= remedy.after <= remedy.after_bound for remedy in tried.values())


def test_screening_time_and_lanes_are_tried_where_there_is_screening() -> None:
    situation = tiny(people=300, seconds=0, lanes=None, vehicles=(vehicle("bus", 1, 50),))
    scenario = Scenario(corridor="bravo", people=300, objective="most")
    _, found = solve(situation, scenario, work=200)
    assert {r.id for r in remedies(situation, scenario, found)} == {"one-more-bus", "one-more-hour"}


def test_a_cut_without_a_known_leg_offers_nothing_it_cannot_solve() -> None:
    """The only leg there is runs over the closed bridge, so no speed is known and nothing is made up."""
    situation = tiny(bridge=RoadState.CLOSED)
    scenario = Scenario(corridor="bravo", people=50, objective="most")
    plan, found = solve(situation, scenario)
    assert plan is None
    assert found.cut is not None
    assert remedies(situation, scenario, found) == ()


def test_each_change_is_what_its_words_say() -> None:
    """Two lanes at 61 s a person: three lanes, or 30 s; and one more bus of the two."""
    base = tiny(lanes=2, seconds=61)
    changed = {name: situation for name, _, situation in one_more(base, base.corridors[0].id)}
    gates = {name: situation.legs[0].checkpoint for name, situation in changed.items()}
    told = {name: (gate.lanes.value, gate.seconds_per_person.value) for name, gate in gates.items() if gate}
    assert told == {
        "one-more-bus": (2, 61),
        "one-more-hour": (2, 61),
        "one-more-lane": (3, 61),
        "half-the-screening": (2, 30),
    }
    assert changed["one-more-bus"].vehicles[0].count.value == base.vehicles[0].count.value + 1
