"""What a plan has used up: by hand, on days where one thing more would do."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet_explain.alone import Household, Reason
from safeconduct.plan.fleet_explain.scarce import Scarce
from tests.plan.fleet_explain.days import VAN, lasting, many, tiny_fleet
from tests.tiny import vehicle
from tests.tiny_fleet import SCENARIO, fleet_plan

SMALL = replace(VAN, places=vehicle("x", 1, 10).places)


def planned(situation: Situation) -> FleetPlan:
    """The best plan of a little work."""
    plan, _ = answer(situation, SCENARIO, work=400, threads=1)
    assert plan is not None
    return plan


def reason(situation: Situation, plan: FleetPlan, site: str) -> Reason:
    """Why one more person of the site's group stays."""
    group = next(s for s in situation.sites if s.id == site).groups[0]
    count = sum(entry.count for entry in plan.left_behind if entry.group == group.id)
    assert count
    return Scarce(situation, plan).reason(Household(group=group, profile=situation.profiles[0], count=count))


def test_a_full_reception() -> None:
    """70 places for 100 people."""
    situation = tiny_fleet(capacity=70)
    found = reason(situation, planned(situation), "alpha")
    assert (found.kind, found.words) == ("reception", "all 70 places at Bravo are taken")


def test_a_plan_that_could_be_better_says_so() -> None:
    """The timetable by hand leaves 20 people though the bus has hours left; a seat left free is found first."""
    situation = tiny_fleet()
    assert reason(situation, fleet_plan(situation), "alpha").words.startswith("bus-1 has time for them")
    plan = fleet_plan(situation)
    trip = plan.days[1].trips[0]
    fewer = replace(trip, boarded=(replace(trip.boarded[0], count=15),))
    van = replace(plan.days[1], trips=(fewer, *plan.days[1].trips[1:]))
    left = (replace(plan.left_behind[0], count=25),)
    seat = reason(situation, replace(plan, days=(plan.days[0], van), left_behind=left), "alpha")
    assert seat.kind == "unused"
    assert seat.words.startswith("trip 1 of van-1 has seats left")
    full = reason(tiny_fleet(capacity=75), replace(plan, days=(plan.days[0], van), left_behind=left), "alpha")
    assert full.words == "all 75 places at Bravo are taken"  # the seat leads nowhere


def test_too_few_vehicles() -> None:
    """One van, hours for one trip: a second one would board until 20, cross at 51 and arrive at 81."""
    situation = lasting(tiny_fleet(vehicles=(VAN,)), 90)
    found = reason(situation, planned(situation), "alpha")
    assert (found.kind, found.words) == ("fleet", "every vehicle that could hold them is in use; one more van would go")


def test_the_bay_is_taken() -> None:
    """Arrivals until 75: who boards first, until 10, crosses at 40; who boards next, until 20, would arrive at 80."""
    situation = lasting(tiny_fleet(vehicles=(many(SMALL, 3),), slot=1), 75)
    found = reason(situation, planned(situation), "alpha")
    assert found.kind == "bays"
    assert "loading bays at Alpha" in found.words


def test_the_crossing_is_taken() -> None:
    """Slots of an hour: of four vans one gets the only slot at 60."""
    situation = lasting(tiny_fleet(vehicles=(many(VAN, 4),), slot=60), 110)
    found = reason(situation, planned(situation), "alpha")
    assert found.kind == "crossings"
    assert "slots at Old Bridge" in found.words


def test_bay_and_crossing_together() -> None:
    """Arrivals until 75: one bay from 0 to 10 and one slot at 45 are all there is in time."""
    situation = lasting(tiny_fleet(vehicles=(many(SMALL, 3),), slot=45), 75)
    found = reason(situation, planned(situation), "alpha")
    assert found.kind == "bays and crossings"


def test_nothing_alone_would_do() -> None:
    """The van takes alpha's 20 and then 20 of charlie's 40. Another one would stand at alpha, where nobody waits any
    more, and no vehicle drives empty over the river and back."""
    situation = lasting(tiny_fleet(vehicles=(VAN,)), 215)
    people = replace(situation.sites[0].groups[0].people, low=20, likely=20, high=20)
    alpha = replace(situation.sites[0], groups=(replace(situation.sites[0].groups[0], people=people),))
    situation = replace(situation, sites=(alpha, situation.sites[1]))
    plan = planned(situation)
    assert [entry.count for entry in plan.left_behind] == [20]
    assert reason(situation, plan, "charlie").kind == "shared"
