"""The day's runs of a fleet's plan: a run a stop, a run a convoy, a run a crossing; everybody boards exactly once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from safeconduct import codec
from safeconduct.model.fleet import Crossing, FleetPlan
from safeconduct.model.situation import Needs, Situation
from safeconduct.run.loaded import runs_of
from safeconduct.run.orders import orders_of
from tests.quay import PATH, quay, quay_plan, some
from tests.tiny import OPENS
from tests.tiny_fleet import fleet_plan, tiny_fleet
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned
from tests.verify.test_fleet_stops import chained, linked


def named(situation: Situation, plan: FleetPlan) -> FleetPlan:
    return replace(plan, situation=codec.sha(situation))


def test_one_by_one_a_trip_is_a_run() -> None:
    situation = tiny_fleet()
    runs = runs_of(situation, fleet_plan(situation))
    assert [(run.id, run.site, run.board, run.out) for run in runs] == [
        ("van-1.1", "alpha", 0, 72),
        ("bus-1.1", "charlie", 66, 141),
        ("van-1.2", "alpha", 138, 210),
    ]
    assert not any(run.onward for run in runs)


def test_a_stop_is_a_run_to_the_next_one_under_the_corridor_of_its_own_site() -> None:
    situation = linked()
    plan = chained(situation)
    trip = plan.days[0].trips[0]
    stop, last = runs_of(situation, named(situation, plan))[:2]
    assert (stop.id, stop.site, stop.reception, stop.corridor) == ("van-1.1 stop 1", "alpha", "bravo", "bravo")
    assert (last.id, last.site, last.corridor) == ("van-1.1", "charlie", "from-charlie")
    assert (stop.onward, last.onward) == ("van-1.1", "")
    assert (stop.depart, stop.arrives, stop.out) == (trip.stops[0].depart, trip.stops[0].arrive, trip.arrive)
    assert stop.roads[-1] == last.roads[-1], "a road of its further way that closes holds it too"
    orders = orders_of(situation, named(situation, plan))
    assert [convoy.persons.total for convoy in orders.convoys[:2]] == [12, 8], "each counts who boards there"
    assert orders.convoys[0].arrive == OPENS + timedelta(minutes=trip.arrive), "in time means: out in time"


def test_vehicles_that_depart_as_a_convoy_are_one_run() -> None:
    situation = convoyed()
    plan = named(situation, planned(*TRIPS))
    runs = runs_of(situation, plan)
    assert [(run.id, len(run.boardings), run.depart, run.out) for run in runs] == [
        ("van-1.1 and 1 more", 2, 20, 84),
        ("van-3.1 and 1 more", 2, 40, 105),
    ]
    assert [v.id for v in orders_of(situation, plan).convoys[0].vehicles] == ["van-1", "van-2"]


def test_a_boat_keeps_its_name_and_nobody_is_of_the_landing() -> None:
    situation = quay()
    plan = quay_plan(situation)
    runs = [run for run in runs_of(situation, plan) if run.reception == "quay"]
    assert [run.boardings[0].vehicle for run in runs] == [
        "boats boat 1", "boats boat 2", "boats boat 1", "boats boat 2", "boats boat 1",
    ]  # fmt: skip
    orders = orders_of(situation, plan)
    assert [(site.id, site.people.total) for site in orders.sites] == [("alpha", 40), ("quay", 0)]
    boat = orders.convoys[0]
    assert (boat.site, boat.reception, boat.corridor, boat.places) == ("alpha", "quay", "from-quay", Needs(walking=8))


def test_a_party_on_foot_has_left_when_its_last_has() -> None:
    """Eight persons, three a minute: three minutes to set out, twelve of way."""
    situation = quay(transfers=(PATH,))
    crossing = Crossing(transfer="path", boat=0, depart=0, arrive=15, aboard=some(8))
    plan = named(situation, replace(quay_plan(situation), crossings=(crossing,)))
    party = runs_of(situation, plan)[0]
    assert (party.boardings[0].vehicle, party.board, party.depart, party.arrives) == ("path party 1", 0, 3, 15)


def test_everyone_the_plan_moves_boards_one_run_that_leads_out() -> None:
    for situation, plan in ((linked(), chained(linked())), (quay(), quay_plan(quay()))):
        runs = runs_of(situation, named(situation, plan))
        out = sum(entry.count for run in runs if run.reception == "bravo" for entry in run.boarded)
        assert out == sum(entry.count for day in plan.days for trip in day.trips for entry in trip.aboard)
