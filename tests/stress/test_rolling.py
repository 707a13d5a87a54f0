"""Orders made on the day: idle vehicles go again for those who wait, and nobody is worse off."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.run.account import balance, holds
from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.priors import standard
from safeconduct.stress.programme import Round, Stage, Start, Way
from tests.stress.programmes import LUCK, STILL, priors, shuttle
from tests.stress.test_course import refusals


def test_a_bus_without_a_run_left_goes_again_for_those_who_wait() -> None:
    programme = shuttle(trips=1, people=120)
    assert [n for _, n in play(programme, STILL, LUCK).arrivals] == [50]
    rolling = play(programme, STILL, LUCK, policy="rolling orders")
    # unloaded at 75, back at 135, boards 10, drives 60: 205; then 340
    assert rolling.arrivals == [(70.0, 50), (205.0, 50), (340.0, 20)]


def test_it_does_not_go_when_it_could_not_be_in_time() -> None:
    programme = shuttle(trips=1, people=120, hours=5)
    assert play(programme, STILL, LUCK, policy="rolling orders").arrivals == [(70.0, 50), (205.0, 50)]


def test_a_closed_road_sends_it_by_the_other_way() -> None:
    programme = shuttle(trips=1, people=50, unknown=frozenset({"bridge"}))
    first = programme.rounds["corridor"]
    longer = Way(id="round about", stages=(Stage(minutes=90.0),), roads=(("hill", 0.0),))
    ways = {"corridor": (*first, Round(out=longer, back=longer))}
    found = play(replace(programme, rounds=ways), priors(road__unknown=1.0), LUCK, policy="rolling orders")
    # turned back at 40, home at 70, boards 10, drives 90
    assert found.arrivals == [(170.0, 50)]
    assert balance(found.diary.state).returned.total == 0


def test_nobody_is_brought_to_a_reception_that_may_be_full() -> None:
    """Room for 100: the bus goes again once; the third round would bring 20 more than there is room for."""
    programme = shuttle(trips=1, people=120)
    for room, arrivals in ((99, [50]), (100, [50, 50]), (119, [50, 50]), (120, [50, 50, 20])):
        course = play(replace(programme, room={"reception": room}), STILL, LUCK, policy="rolling orders")
        assert [n for _, n in course.arrivals] == arrivals


def test_room_for_runs_that_are_still_to_come_is_kept() -> None:
    """Two buses are planned for 50 each, the second later: the first, back early, must not take its places."""
    programme = shuttle(trips=2, buses=1, people=150)
    first, second = programme.runs
    other = replace(second, seats=(replace(second.seats[0], vehicle="bus-2"),))
    other = replace(other, orders=replace(other.orders, vehicles=(replace(other.orders.vehicles[0], id="bus-2"),)))
    alone = replace(first, seats=(replace(first.seats[0], back=None),))
    late = Start(free=300.0, way=None)
    orders = replace(programme.orders, convoys=(alone.orders, other.orders))
    two = replace(
        programme, orders=orders, runs=(alone, other), starts={"bus-1": Start(free=0.0, way=None), "bus-2": late}
    )
    full = play(replace(two, room={"reception": 100}), STILL, LUCK, policy="rolling orders")
    assert [vehicle for vehicle, n in full.diary.state.convoys.items() if n.arrived != (0, 0, 0)] == [
        "bus-1.1",
        "bus-1.2",
    ]
    free = play(replace(two, room={"reception": 150}), STILL, LUCK, policy="rolling orders")
    assert balance(free.diary.state).arrived.total == 150


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3), st.integers(1, 3))
def test_the_rules_hold_on_rolling_days_too(seed: int, trips: int, buses: int) -> None:
    programme = shuttle(trips=trips, buses=buses, people=400, unknown=frozenset({"road"}))
    course = play(programme, standard(), Luck(seed, 0), keep=True, policy="rolling orders")
    events = course.diary.events or []
    assert events == sorted(events, key=lambda event: event.at)
    assert holds(course.diary.state)
    assert not course.diary.state.stray
    assert refusals(programme, events) == []
    fixed = play(programme, standard(), Luck(seed, 0))
    assert balance(course.diary.state).arrived.total >= balance(fixed.diary.state).arrived.total
