"""The simulated day, on instances whose answer is worked out by hand, and what holds on every day whatever happens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.event import Event
from safeconduct.model.movement import Arrived, Boarded, CalledForward, Departed, Returned, TurnedBack
from safeconduct.model.place import Mode, Passable, passable
from safeconduct.run.account import balance, holds, open_points
from safeconduct.run.decide import decide
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal
from safeconduct.run.state import Folding, fold_all
from safeconduct.stress.course import play
from safeconduct.stress.hours import Course
from safeconduct.stress.luck import Luck
from safeconduct.stress.priors import standard
from safeconduct.stress.programme import Programme, Stage, Station
from safeconduct.stress.shapes import Fixed
from tests.stress.programmes import LUCK, STILL, priors, shuttle

GATE = Station(id="gate", lanes=1, minutes=0.0, seconds=30, screens=True)


def out(course: Course) -> int:
    return balance(course.diary.state).arrived.total


def told(course: Course, kind: type[Any]) -> list[Any]:
    assert course.diary.events is not None
    return [event.body for event in course.diary.events if isinstance(event.body, kind)]


def test_a_still_day_is_the_plan_to_the_minute() -> None:
    course = play(shuttle(), STILL, LUCK)
    assert course.arrivals == [(70.0, 50), (205.0, 50)]
    assert (course.lost_runs, course.late, course.sent) == ({}, 0, 2)


def test_half_come_forward_and_the_other_half_said_so() -> None:
    course = play(shuttle(), priors(turnout__agreed=0.5), LUCK)
    now = balance(course.diary.state)
    assert (now.declined.total, now.arrived.total, now.waiting.total) == (50, 50, 0)
    assert course.lost_runs == {"nobody": 1}


def test_a_crowd_twice_as_large_stays_for_half() -> None:
    now = balance(play(shuttle(), priors(crowd=2.0), LUCK).diary.state)
    assert (now.known.total, now.arrived.total, now.waiting.total) == (200, 100, 100)


def test_a_late_start_moves_every_run_that_is_not_planned_later_anyway() -> None:
    course = play(shuttle(), priors(start__late__agreed=60.0), LUCK)
    assert course.arrivals == [(130.0, 50), (265.0, 50)]  # the second waits for its bus, 60 minutes late


def test_nobody_leaves_who_could_not_arrive_in_time() -> None:
    course = play(shuttle(hours=4), priors(start__late__agreed=60.0), LUCK)
    assert course.arrivals == [(130.0, 50)]
    assert course.lost_runs == {"window": 1}
    assert balance(course.diary.state).waiting.total == 50


def test_a_withdrawn_corridor_carries_nobody() -> None:
    course = play(shuttle(), priors(window__withdrawn__agreed=1.0), LUCK)
    assert (out(course), course.lost_runs) == (0, {"withdrawn": 2})


def test_roads_twice_as_slow_make_the_second_round_late() -> None:
    course = play(shuttle(), priors(driving=2.0), LUCK)
    assert course.arrivals == [(130.0, 50), (385.0, 50)]  # 10 + 120; + 5 + 120 + 10 + 120


def test_a_road_found_closed_turns_the_first_run_back_and_holds_the_second() -> None:
    programme = shuttle(buses=2, trips=1, unknown=frozenset({"bridge"}))
    course = play(programme, priors(road__unknown=1.0), LUCK, keep=True)
    assert out(course) == 0
    assert [body.reason.value for body in told(course, TurnedBack)] == ["road not passable"] * 2
    home = [event.at for event in course.diary.events or () if isinstance(event.body, Returned)]
    assert [(at - programme.opens).total_seconds() / 60 for at in home] == [70.0, 80.0]  # 10 + 30 + 30; ten later
    later = play(shuttle(buses=1, trips=2, unknown=frozenset({"bridge"})), priors(road__unknown=1.0), LUCK)
    assert later.lost_runs == {"road": 2}
    assert later.sent == 1, "the second is not sent onto a road known closed"


def test_a_crossing_lost_after_the_first_round_stops_the_second() -> None:
    programme = shuttle(crossings=frozenset({"bridge"}))
    course = play(programme, priors(crossing__lost=Fixed(value=100 / 60)), LUCK)  # hours until it is lost
    assert course.arrivals == [(70.0, 50)]
    assert course.lost_runs == {"vehicle": 1}, "the empty bus meets the lost bridge at minute 105"


def test_screening_in_line_and_three_times_as_slow() -> None:
    programme = shuttle(trips=1, buses=2, station=GATE)
    assert [at for at, _ in play(programme, STILL, LUCK).arrivals] == [95.0, 120.0]  # 10 + 30 + 25 + 30; 25 later
    slow = play(programme, priors(screening=3.0), LUCK)
    assert [at for at, _ in slow.arrivals] == [145.0, 220.0]


def test_a_checkpoint_at_the_very_end_is_passed_before_the_arrival() -> None:
    plain = shuttle(trips=1, people=50, station=GATE)
    run = plain.runs[0]
    way = replace(run.way, stages=(Stage(minutes=60.0, station="gate"), Stage(minutes=0.0)))
    programme = replace(plain, runs=(replace(run, way=way),))
    assert play(programme, STILL, LUCK).arrivals == [(95.0, 50)]  # 10 + 60 + 25


def test_a_refused_convoy_brings_everybody_back() -> None:
    programme = shuttle(trips=1, station=GATE)
    course = play(programme, priors(screening__refused__agreed=1.0), LUCK)
    now = balance(course.diary.state)
    assert (now.arrived.total, now.returned.total, course.lost_runs) == (0, 50, {"refused": 1})


def test_all_are_held_when_the_share_is_one() -> None:
    changed = priors(detention=1.0, detention__share=1.0)
    now = balance(play(shuttle(trips=1, people=50, station=GATE), changed, LUCK).diary.state)
    assert (now.arrived.total, now.detained.total) == (0, 50)


def test_a_bus_without_a_driver_leaves_its_runs_undone() -> None:
    course = play(shuttle(), priors(driver__absent=1.0), LUCK)
    assert (out(course), course.lost_runs) == (0, {"vehicle": 2})


def test_a_breakdown_delays_its_people_and_costs_its_later_runs() -> None:
    changed = priors(breakdown=0.5, breakdown__recovery=40.0)  # half an hour of driving into every run
    course = play(shuttle(), changed, LUCK)
    assert course.arrivals == [(110.0, 50)]
    assert course.lost_runs == {"vehicle": 1}


def test_a_stop_holds_the_run_before_it_leaves() -> None:
    programme = shuttle(trips=1, people=50)
    changed = priors(pause=5 / 60, pause__minutes=100.0)  # every five minutes of not being stopped
    course = play(programme, changed, LUCK, keep=True)
    stops = course.diary.state.stops
    assert len(stops) >= 2
    assert not course.diary.state.in_force, "two people lifted every stop"
    # stopped from 5, 110, 215 … 635, each for 100; leaves at 105, has driven 30 minutes by 635, and 30 more from 735
    assert course.arrivals[0][0] == pytest.approx(765)


def refusals(programme: Programme, events: list[Event]) -> list[Refusal]:
    """What the rules of the real day say to the events of a simulated one, entered one by one."""
    folding, refused = Folding(State()), []
    for event in events:
        if event.body.kind != "resumed":  # the second's proposal becomes this event in the real day
            decided = decide(folding.state, event)
            if isinstance(decided, Refusal):
                refused.append(decided)
        folding.apply(event)
    return refused


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(1, 3),
    st.integers(1, 3),
    st.booleans(),
    st.booleans(),
    st.sampled_from([(1, 0, 0), (3, 0, 0), (1, 1, 0)]),
)
def test_whatever_happens_the_rules_of_the_day_hold(
    seed: int, trips: int, buses: int, gate: bool, agreed: bool, members: tuple[int, int, int]
) -> None:
    programme = shuttle(
        trips=trips,
        buses=buses,
        people=120,
        station=GATE if gate else None,
        agreed=agreed,
        unknown=frozenset({"road"}),
        crossings=frozenset({"bridge"}),
        members=members,
    )
    course = play(programme, standard(), Luck(seed, 0), keep=True)
    events = course.diary.events or []
    assert events == sorted(events, key=lambda event: event.at)
    folding = Folding(State())
    for event in events:
        folding.apply(event)
        assert holds(folding.state), event
    state = fold_all(State(), events)
    assert not state.stray
    assert not any(convoy.over or convoy.owed for convoy in state.convoys.values())
    assert balance(state) == balance(course.diary.state)
    assert balance(state).aboard.total == 0, "nobody is on the road at the end of a day"
    assert not open_points(state)
    assert refusals(programme, events) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_no_run_is_sent_onto_a_road_known_closed_or_above_its_places(seed: int) -> None:
    programme = shuttle(trips=3, buses=2, people=240, unknown=frozenset({"road"}), crossings=frozenset({"bridge"}))
    course = play(programme, standard(), Luck(seed, 1), keep=True)
    closed: set[str] = set()
    for event in course.diary.events or ():
        if event.body.kind == "road reported" and passable(event.body.state, Mode.BUS, "road") is Passable.NO:
            closed.add(event.body.road)
        if isinstance(event.body, Departed):
            assert not closed
            assert event.body.persons.total <= 50
        if isinstance(event.body, Boarded | CalledForward):
            assert event.body.persons.walking <= 50


def test_the_same_luck_twice_is_the_same_day() -> None:
    days = [play(shuttle(station=GATE), standard(), Luck(3, 9), keep=True).diary.events for _ in range(2)]
    assert days[0] == days[1]


def test_better_luck_with_a_bus_more_under_the_same_numbers() -> None:
    """Common random numbers: the disturbances a shorter programme meets are met by the longer one too."""
    few, more = shuttle(trips=1), shuttle(trips=2)
    for day in range(40):
        first = play(few, standard(), Luck(1, day), keep=True)
        second = play(more, standard(), Luck(1, day), keep=True)
        arrived = [body for body in told(first, Arrived) if body.convoy == "bus-1.1"]
        again = [body for body in told(second, Arrived) if body.convoy == "bus-1.1"]
        assert arrived == again


def test_people_of_an_unagreed_corridor_draw_other_priors() -> None:
    changed = priors(turnout__agreed=1.0, turnout__announced=0.0)
    assert out(play(shuttle(agreed=True), changed, LUCK)) == 100
    assert out(play(shuttle(agreed=False), changed, LUCK)) == 0
    assert replace(shuttle(), opens=shuttle().opens) == shuttle()
