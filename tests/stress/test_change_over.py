"""Days on which people change from one run to another: pick-ups in the same vehicle, landings with boats; by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.movement import Boarded, LetOff, Reason, Returned, Transferred, TurnedBack
from safeconduct.model.situation import Situation
from safeconduct.run.account import balance, open_points
from safeconduct.stress.course import FixedDay, play
from safeconduct.stress.fortune import fortune_of
from safeconduct.stress.hours import Course
from safeconduct.stress.measure import measure
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme
from safeconduct.stress.shapes import Fixed
from tests.quay import BOATS, quay, quay_plan
from tests.stress.programmes import LUCK, STILL, priors
from tests.stress.test_course import out, refusals, told
from tests.tiny import known
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned
from tests.verify.test_fleet_stops import chained, linked


def of(situation: Situation, plan: FleetPlan) -> Programme:
    return programme_of(situation, replace(plan, situation=codec.sha(situation)))


STRUNG = of(linked(), chained(linked()))
QUAY = of(quay(), quay_plan(quay()))


def played(programme: Programme, given: Priors = STILL, **how: Any) -> Course:
    course = play(programme, given, LUCK, keep=True, **how)
    assert not open_points(course.diary.state)
    assert refusals(programme, course.diary.events or []) == []
    assert balance(course.diary.state).aboard.total == 0
    return course


def test_a_still_day_with_a_pick_up_is_the_plan_to_the_minute() -> None:
    course = played(STRUNG)
    assert course.arrivals == [(87.0, 20)]
    assert [(body.convoy, body.persons.walking) for body in told(course, Boarded)] == [
        ("van-1.1 stop 1", 12),
        ("van-1.1", 8),
    ]
    assert [(body.convoy, body.to_convoy, body.persons.walking) for body in told(course, Transferred)] == [
        ("van-1.1 stop 1", "van-1.1", 12)
    ]


def test_where_nobody_comes_to_the_last_stop_those_from_the_first_go_on() -> None:
    nobody = tuple(replace(one, households={}) if one.site == "charlie" else one for one in STRUNG.people)
    sites = tuple(replace(s, people=replace(s.people, walking=60 * (s.id == "alpha"))) for s in STRUNG.orders.sites)
    programme = replace(STRUNG, people=nobody, orders=replace(STRUNG.orders, sites=sites))
    assert played(programme).arrivals == [(87.0, 12)]


def test_where_nobody_comes_to_the_first_stop_the_vehicle_goes_on_empty() -> None:
    nobody = tuple(replace(one, households={}) if one.site == "alpha" else one for one in STRUNG.people)
    sites = tuple(replace(s, people=replace(s.people, walking=40 * (s.id == "charlie"))) for s in STRUNG.orders.sites)
    course = played(replace(STRUNG, people=nobody, orders=replace(STRUNG.orders, sites=sites)))
    assert course.arrivals == [(87.0, 8)]
    assert course.lost_runs == {"nobody": 1}


def test_who_was_picked_up_comes_home_when_the_way_on_is_closed() -> None:
    """The bridge beyond charlie is lost at minute 22, and known to be when another vehicle meets it: here at 57."""
    programme = replace(STRUNG, crossings=frozenset({"bridge"}))
    course = played(programme, priors(crossing__lost=Fixed(value=22 / 60)))
    assert out(course) == 0
    assert [(body.convoy, body.persons.walking) for body in told(course, Returned)] == [("van-1.1", 20)]
    sites = course.diary.state.sites
    assert (sites["charlie"].returned, sites["alpha"].returned) == ((20, 0, 0), (0, 0, 0)), "all are at charlie now"
    lost = priors(crossing__lost=Fixed(value=22 / 60))
    day = FixedDay(programme, lost, LUCK, fortune_of(programme, lost, LUCK), False)
    day.play()
    assert (day.pool.waits("charlie", "alpha-any", "single"), day.pool.waits("alpha", "alpha-any", "single")) == (
        12,
        48,
    )
    assert day.guests == {("charlie", "bravo"): ("alpha-any",)}, "who leaves charlie for bravo may take them along"


def test_a_window_cut_while_they_wait_at_the_stop_brings_them_back_to_their_own_site() -> None:
    """From charlie there is time until 50, from alpha longer: charlie holds, and alpha's twelve go home."""
    late = replace(STRUNG, corridors={**STRUNG.corridors, "from-charlie": replace(
        STRUNG.corridors["from-charlie"], latest=50.0)})  # fmt: skip
    course = played(late)
    assert course.lost_runs == {"window": 2}
    assert [(body.convoy, body.reason) for body in told(course, TurnedBack)] == [("van-1.1 stop 1", Reason.WINDOW)]
    assert course.diary.state.sites["alpha"].returned == (12, 0, 0)


def test_a_breakdown_between_two_stops_delays_and_costs_no_place() -> None:
    """Down after ten minutes of driving: forty minutes until another goes on under the same name."""
    course = played(STRUNG, priors(breakdown=10 / 60, breakdown__recovery=40.0))
    assert out(course) == 20
    # at charlie at 61, boards until 65, an hour to drive and forty minutes lost again on the second part
    assert course.arrivals[0][0] == 165.0


def test_a_still_day_across_the_water_is_the_plan_to_the_minute() -> None:
    course = played(QUAY)
    assert course.arrivals == [(64.0, 20), (84.0, 20)]
    assert sum(body.persons.walking for body in told(course, Transferred)) == 40
    assert QUAY.planned == 40, "who crosses and is then driven counts once"


def test_a_bus_waits_for_the_boats_it_was_planned_after() -> None:
    """Everything takes twice as long: boats land at 20, 60 and 100, and the buses leave when they would be full."""
    course = played(QUAY, priors(driving=2.0))
    assert [n for _, n in course.arrivals] == [20, 20]
    assert [at for at, _ in course.arrivals] == [60.0 + 4 + 60, 100.0 + 4 + 60]


def test_who_is_not_taken_on_goes_back_over_the_water() -> None:
    """No driver comes: everyone who crossed is home again, nobody stays on the quay."""
    course = played(replace(QUAY, starts={**QUAY.starts}), priors(driver__absent=1.0))
    assert out(course) == 0
    assert course.sent == 0
    boats = replace(QUAY, runs=tuple(run for run in QUAY.runs if run.lands))
    course = played(replace(boats, starts={name: s for name, s in QUAY.starts.items() if name.startswith("boats")}))
    now = balance(course.diary.state)
    assert (now.returned.total, now.arrived.total, now.waiting.total) == (40, 0, 0)
    assert {body.reason for body in told(course, Returned)} == {Reason.NO_PLACE}


def test_where_the_water_cannot_be_crossed_any_more_they_stay_at_the_landing() -> None:
    """The bridge the boats keep to is lost at 45: the fifth boat turns back, and who sits at the quay is let off."""
    boats = replace(QUAY, runs=tuple(run for run in QUAY.runs if run.lands), crossings=frozenset({"bridge"}))
    boats = replace(boats, starts={name: s for name, s in QUAY.starts.items() if name.startswith("boats")})
    lost = priors(crossing__lost=Fixed(value=39 / 60))
    course = played(boats, lost)
    assert sum(body.persons.walking for body in told(course, LetOff)) == 32
    assert [body.point for body in told(course, LetOff)] == ["quay"] * 4
    day = measure(boats, fortune_of(boats, lost, LUCK), course, 0)
    assert {one.site: one.persons.walking for one in day.left} == {"quay": 32, "alpha": 8}
    assert day.let_off == 32
    assert day.known == day.arrived + day.declined + day.waiting + day.returned + day.detained + day.let_off


def test_a_landing_never_holds_more_than_it_can() -> None:
    """Twenty at most, 16 are there: two boats wait at the quay at 30 until the first bus, not full, begins to board;
    so does the last one at 50, and nobody is there for its eight any more."""
    situation = quay(transfers=(replace(BOATS, holds=known(20)),))
    programme = of(situation, quay_plan(situation))
    assert programme.landings == {"quay": 20}
    course = played(programme)
    assert course.arrivals == [(64.0, 16), (84.0, 16)]
    assert balance(course.diary.state).returned.total == 8


def test_who_is_in_the_vehicle_already_takes_places() -> None:
    """Twenty are planned at charlie into a van of twenty, twelve of which are taken."""
    last = next(run for run in STRUNG.runs if not run.onward)
    more = replace(last, seats=(replace(last.seats[0], planned=(("charlie-all", "single", 20),)),))
    programme = replace(STRUNG, runs=tuple(more if run is last else run for run in STRUNG.runs))
    assert played(programme).arrivals == [(87.0, 20)]


def test_a_convoy_does_not_wait_for_a_vehicle_that_is_back_at_another_site() -> None:
    programme = of(convoyed(), planned(*TRIPS))
    run = programme.runs[0]
    day = FixedDay(programme, STILL, LUCK, fortune_of(programme, STILL, LUCK), False)
    day.open()
    elsewhere = replace(run, orders=replace(run.orders, site="charlie"))
    day.there[run.id].add("van-1")
    day.stay(0.0, elsewhere, [seat for seat in run.seats if seat.vehicle == "van-2"], again=False)
    assert [seat.vehicle for seat in day.wanted(run)] == ["van-1"]
    assert run.id in day.begun
