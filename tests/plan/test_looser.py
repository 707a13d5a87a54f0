"""Plans with something in hand: valid where they are used, with what they promise to keep."""

from __future__ import annotations

from safeconduct import codec
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan.looser import looser_plans, stated, tighter, worth_of
from safeconduct.plan.solve import solve
from safeconduct.verify.check import check_certificate, check_plan
from tests.tiny import tiny, vehicle

#: Five hours, an hour out, fifty minutes back: two rounds, an hour between two convoys, so they go in fours.
TIGHT = tiny(people=300, seconds=10, hours=5, bays=4, headway=60, vehicles=(vehicle("bus", 4, 50),))


def planned(situation: Situation) -> Plan:
    scenario = Scenario(corridor="bravo", people=300, objective="most")
    found, _ = solve(situation, scenario, work=100)
    assert found is not None
    return found


def test_every_candidate_keeps_every_rule_of_the_real_situation_and_its_certificate_checks() -> None:
    plan, sha = planned(TIGHT), codec.sha(TIGHT)
    found = list(looser_plans(TIGHT, plan))
    assert len(found) > 2
    for words, other in found:
        assert all(check.ok for check in check_plan(TIGHT, other, situation_sha=sha)), words
        proof = stated(TIGHT, other)
        checks = check_certificate(TIGHT, proof, other, situation_sha=sha, plan_sha=codec.sha(other))
        assert all(check.ok for check in checks), [check for check in checks if not check.ok]


def test_what_is_in_hand_is_in_hand() -> None:
    plan = planned(TIGHT)
    found = dict(looser_plans(TIGHT, plan))
    latest = 300
    assert max(convoy.arrive for convoy in plan.convoys) > latest - 120
    assert max(convoy.arrive for convoy in found["120 minutes in hand"].convoys) <= latest - 120
    assert len({trip.vehicle for trip in found["1 bus in reserve"].trips}) <= 3
    short = found["convoys of at most 2"]
    assert max(sum(trip.convoy == c.number for trip in short.trips) for c in short.convoys) <= 2


def test_no_plan_comes_twice() -> None:
    plan = planned(TIGHT)
    trips = [other.trips for _, other in looser_plans(TIGHT, plan)]
    assert len(set(trips)) == len(trips)
    assert plan.trips not in trips


def test_the_last_vehicle_is_never_the_reserve() -> None:
    one = tiny(vehicles=(vehicle("bus", 1, 50),))
    assert not any("reserve" in words for words, _ in tighter(one))
    eleven = tiny(vehicles=(vehicle("bus", 11, 50),))
    assert [words for words, _ in tighter(eleven)][-1] == "2 of 11 bus in reserve"


def test_what_a_plan_is_worth_is_counted_from_it() -> None:
    plan = planned(TIGHT)
    worth = worth_of(TIGHT, plan)
    assert worth.persons == 300 - sum(entry.count for entry in plan.left_behind)
    assert worth.last == max(convoy.arrive for convoy in plan.convoys)
    assert (worth.needs, worth.vehicles) == (0, 4)
