"""Stops put into trips: computed by hand, held against every order of sites and loads, checked by the checker."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.situation import FleetConvoys, Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.situated import legend_of
from safeconduct.plan.fleet.stops import with_stops
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from tests.plan.fleet.villages import all_of, bus, most_out, random_day, villages
from tests.tiny import known


def answered(situation: Situation) -> tuple[FleetPlan | None, FleetCertificate]:
    """The answer, every rule and number of it recomputed."""
    plan, certificate = answer(situation, all_of(situation), work=200, threads=1)
    sha = codec.sha(situation)
    plan_sha = None if plan is None else codec.sha(plan)
    checks = check_fleet_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=plan_sha)
    if plan is not None:
        checks = (*checks, *check_fleet_plan(situation, plan, situation_sha=sha))
    assert [check for check in checks if not check.ok] == []
    return plan, certificate


def test_three_villages_fill_one_bus() -> None:
    """Four people in each of three villages 5 minutes apart, 20 from bravo; a bus of 12 that boards 4 minutes in all.
    By hand: 2 + 5 + 2 + 5 + 2 minutes, then 20: all arrive at 36 of 50. One village a trip would bring 4."""
    situation = villages((4, 4, 4), close=50, out=(20, 20, 20), between={(0, 1): 5, (1, 2): 5}, vehicles=(bus(1, 12),))
    plan, certificate = answered(situation)
    assert plan is not None
    (trip,) = plan.days[0].trips
    assert [(stop.load_from, stop.arrive) for stop in trip.stops] == [(0, 7), (7, 14)]
    assert (trip.load_from, trip.load_until, trip.arrive) == (14, 16, 36)
    assert (certificate.persons_out, certificate.levels[1].bound) == (12, 12)
    apart = replace(situation, approaches=())
    assert answered(apart)[1].persons_out == 4


def test_a_stop_behind_the_first_site() -> None:
    """The road leads from alpha to beta only, so beta comes last: 2 + 3 + 2 minutes, then 10 from beta."""
    situation = villages((3, 3), close=40, out=(12, 10), between={(0, 1): 3}, vehicles=(bus(1, 6),))
    plan, _ = answered(situation)
    assert plan is not None
    (trip,) = plan.days[0].trips
    assert (trip.leg, trip.arrive, len(trip.stops)) == ("beta-bravo", 17, 1)


def test_no_stop_where_it_would_be_too_late() -> None:
    """At 17 everyone is out; a minute less, and three stay behind."""
    for close, out in ((17, 6), (16, 3)):
        situation = villages((3, 3), close=close, out=(12, 10), between={(0, 1): 3}, vehicles=(bus(1, 6),))
        assert answered(situation)[1].persons_out == out


def test_nobody_above_what_the_reception_takes() -> None:
    """Five places at bravo: five of six."""
    situation = villages((3, 3), close=40, out=(12, 10), between={(0, 1): 3}, vehicles=(bus(1, 6),))
    narrow = replace(situation, receptions=(replace(situation.receptions[0], capacity=known(5)),))
    assert answered(narrow)[1].persons_out == 5


def test_two_stops_share_the_places_that_are_left() -> None:
    """Two in each of four villages, a bus at the first and one at the third, a road from each to the next, time for a
    trip each: eight are out; with six places at bravo, six."""
    other = replace(bus(1, 4, start="gamma"), id="other")
    situation = villages(
        (2, 2, 2, 2),
        close=36,
        out=(20, 20, 20, 20),
        between={(0, 1): 3, (2, 3): 3},
        vehicles=(bus(1, 4), other),
    )
    assert answered(situation)[1].persons_out == 8
    narrow = replace(situation, receptions=(replace(situation.receptions[0], capacity=known(6)),))
    plan, certificate = answered(narrow)
    assert plan is not None
    assert certificate.persons_out == 6


def test_a_plan_that_leaves_nobody_stays_as_it_is() -> None:
    """So does one where no road joins the sites."""
    situation = villages((3, 3), close=200, out=(12, 10), between={(0, 1): 3}, vehicles=(bus(1, 6),))
    plan, _ = answered(situation)
    assert plan is not None
    legend = legend_of(situation, all_of(situation))
    assert with_stops(legend, plan) is plan


@pytest.mark.parametrize(("apart", "out"), [(13, 11), (14, 8)])
def test_a_stop_before_a_convoy_departs(apart: int, out: int) -> None:
    """Two buses of six leave alpha together at 30, the only departure in time: 4 minutes of boarding each, in one bay.
    One has two of alpha's eight. It takes the three of beta along when it is there and back in time: 13 minutes, 2 to
    board them, 13 and 2 to board at alpha are 30 minutes, twice 14 and 4 are too many."""
    between = {(0, 1): apart, (1, 0): apart}
    day = villages((8, 3), close=55, out=(20, 20), between=between, vehicles=(bus(2, 6),))
    convoys = FleetConvoys(led_above=known(5), escorts=None, escort_return_minutes=None)
    rules = replace(
        day.rules, fleet_convoys=convoys, convoy_min=known(2), convoy_max=known(2), headway_minutes=known(30)
    )
    plan, certificate = answered(replace(day, rules=rules))
    assert plan is not None
    assert certificate.persons_out == out
    assert [trip.depart for each in plan.days for trip in each.trips] == [30, 30]
    assert sum(len(trip.stops) for each in plan.days for trip in each.trips) == (out == 11)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_plan_is_above_the_best_and_no_bound_below_it(seed: int) -> None:
    """One bus: every order of sites, every load and every sequence of trips, by exhaustion."""
    day = random_day(seed, buses=1)
    best = most_out(day)
    _, certificate = answered(day.situation)
    assert certificate.persons_out <= best <= certificate.levels[1].bound


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_plan_keeps_the_rules(seed: int) -> None:
    """Two buses, households of two: the checker holds, and the same seed gives the same plan."""
    situation = random_day(seed, household=2).situation
    plan, certificate = answered(situation)
    assert answer(situation, all_of(situation), work=200, threads=1) == (plan, certificate)


def with_crews_and_convoys(situation: Situation, seed: int) -> Situation:
    """Crews that rest and go home, vehicles that leave together, some of them escorted, some spare."""
    rng = np.random.default_rng(seed)
    rules, kind = situation.rules, situation.vehicles[0]
    if rng.random() < 0.6:
        escorts = (known(1), known(int(rng.integers(0, 10)))) if rng.random() < 0.4 else (None, None)
        rules = replace(
            rules,
            fleet_convoys=FleetConvoys(led_above=known(1), escorts=escorts[0], escort_return_minutes=escorts[1]),
            convoy_min=known(int(rng.integers(1, 3))),
            convoy_max=known(2),
            headway_minutes=known(int(rng.integers(1, 8))),
        )
    if rng.random() < 0.6:
        kind = replace(
            kind, drive_minutes=known(int(rng.integers(10, 60))), rest_minutes=known(int(rng.integers(1, 9)))
        )
    if rng.random() < 0.6:
        kind = replace(kind, duty_minutes=known(int(rng.integers(20, 60))))
    return replace(situation, rules=rules, vehicles=(replace(kind, count=known(int(rng.integers(1, 4)))),))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_crews_and_convoys_are_kept(seed: int) -> None:
    """Whatever else the rules ask for, the checker finds it in plans with stops too."""
    answered(with_crews_and_convoys(random_day(seed).situation, seed))


def test_a_crew_goes_home_without_the_stop() -> None:
    """Both villages take until 22, unloaded; with a duty of 21 minutes the bus takes one of them."""
    situation = villages((3, 3), close=40, out=(12, 10), between={(0, 1): 3}, vehicles=(bus(1, 6),))
    for duty, out in ((22, 6), (21, 3)):
        kind = replace(situation.vehicles[0], duty_minutes=known(duty))
        assert answered(replace(situation, vehicles=(kind,)))[1].persons_out == out


def test_a_crew_takes_no_halt_with_people_on_board() -> None:
    """3 and 10 minutes in one: with 12 at a stretch there is no stop."""
    situation = villages((3, 3), close=24, out=(12, 10), between={(0, 1): 3}, vehicles=(bus(1, 6),))
    for drive, out in ((13, 6), (12, 3)):
        kind = replace(situation.vehicles[0], drive_minutes=known(drive), rest_minutes=known(1))
        assert answered(replace(situation, vehicles=(kind,)))[1].persons_out == out


def test_a_convoy_of_two_is_not_left() -> None:
    """Two buses leave alpha together, each with a seat left. A stop at beta would part them: nobody makes it."""
    situation = villages((6, 1), close=40, out=(12, 30), between={(1, 0): 3}, vehicles=(bus(2, 4, start="alpha"),))
    rules = replace(
        situation.rules,
        fleet_convoys=FleetConvoys(led_above=known(5)),
        convoy_min=known(2),
        convoy_max=known(2),
        headway_minutes=known(5),
    )
    plan, certificate = answered(replace(situation, rules=rules))
    assert plan is not None
    assert certificate.persons_out == 6
    assert len({trip.depart for day in plan.days for trip in day.trips}) == 1
