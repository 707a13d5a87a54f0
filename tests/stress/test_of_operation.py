"""From the facts of an operation to a programme: worked out by hand, and against the simulation on a still day."""

from __future__ import annotations

import pytest

from safeconduct.app.operations import past_operations
from safeconduct.stress.course import play
from safeconduct.stress.of_operation import MOST_BUSES, PEOPLE, UNITS, programme_of_operation, taken_from
from safeconduct.stress.operations import Operation
from tests.stress.past import figure, small
from tests.stress.programmes import LUCK, STILL

EVERY = past_operations()


def runs(operation: Operation) -> list[tuple[str, int, float, float]]:
    """Name, persons, departure and arrival of each run."""
    programme = programme_of_operation(operation)
    return [(run.id, run.orders.persons.total, run.depart, run.arrive) for run in programme.runs]


def test_one_bus_goes_twice() -> None:
    """40 km: 30 to board, 60 out, 45 people screened in 4.5; 20 to unload, 48 back."""
    assert runs(small()) == [("bus-1.1", 45, 30.0, 94.5), ("bus-1.2", 45, 192.5, 257.0)]


def test_without_an_opponent_nobody_is_screened() -> None:
    assert runs(small(features=("no opponent",))) == [("bus-1.1", 45, 30.0, 90.0), ("bus-1.2", 45, 188.0, 248.0)]
    assert not programme_of_operation(small(features=("no opponent",))).stations


def test_the_second_round_is_not_planned_when_it_would_be_in_too_late() -> None:
    assert len(runs(small(open_hours=figure(257 / 60)))) == 2
    assert len(runs(small(open_hours=figure(256 / 60)))) == 1
    assert runs(small(open_hours=figure(1))) == []


def test_two_buses_go_as_fast_as_the_checkpoint_takes_them() -> None:
    """The second is at the checkpoint, half way, when the first leaves it."""
    assert runs(small(vehicles=figure(2))) == [("bus-1.1", 45, 30.0, 94.5), ("bus-2.1", 45, 34.5, 99.0)]


def test_a_car_does_not_come_back() -> None:
    found = runs(small(movement="cars", vehicles=None, cars=figure(2)))
    assert [(name, persons) for name, persons, *_ in found] == [("car-1.1", 3), ("car-2.1", 3)]


def test_on_foot_in_parties_with_the_checkpoint_at_the_end() -> None:
    """Parties of 25: 1 km is 15 minutes, 25 people are screened in 2.5."""
    walked = small(movement="foot", km=None, vehicles=None, people=figure(60))
    assert runs(walked) == [
        ("party-1.1", 25, 0.0, 17.5),
        ("party-2.1", 25, 2.5, 20.0),
        ("party-3.1", 10, 5.0, 21.0),
    ]
    way = programme_of_operation(walked).runs[0].way
    assert [(stage.minutes, stage.station) for stage in way.stages] == [(15.0, "checkpoint"), (0.0, None)]


def test_what_nobody_said_has_its_default_and_is_named() -> None:
    bare = small(open_hours=None, km=None, people=None, vehicles=None, first_day=None, consent="unknown")
    taken = taken_from(bare)
    assert (taken.hours, taken.km, taken.people, taken.buses) == (12.0, 75.0, PEOPLE, MOST_BUSES)
    assert taken.defaults == ("people", "vehicles", "hours", "km")
    assert not taken.agreed
    assert taken_from(small()).defaults == ()
    assert taken_from(small(vehicles=None)).buses == 1, "90 people are 45 in each of two rounds"
    assert taken_from(small(people=None, total=figure(300))).people == 300


def test_a_large_fleet_goes_in_packets_that_carry_as_many() -> None:
    programme = programme_of_operation(small(vehicles=figure(100), people=figure(4500), km=figure(1)))
    assert len(programme.starts) <= UNITS
    assert sum(run.orders.persons.total for run in programme.runs) == 4500
    assert {run.seats[0].places[0] for run in programme.runs} == {135, 45}, "the last packet holds one"


@pytest.mark.parametrize("operation", EVERY, ids=lambda one: one.id)
def test_on_a_still_day_every_run_is_in_at_its_planned_minute(operation: Operation) -> None:
    """The arithmetic of the plan against the simulation; nobody stands at the checkpoint, nobody is lost."""
    programme = programme_of_operation(operation)
    course = play(programme, STILL, LUCK, keep=True)
    planned = sorted((round(run.arrive, 6), run.orders.persons.total) for run in programme.runs)
    assert sorted((round(at, 6), persons) for at, persons in course.arrivals) == planned
    assert not course.lost_runs
    assert not [event for event in course.diary.events or () if getattr(event.body, "standing", False)]
    closes = programme.corridors["corridor"].closes
    assert all(at <= closes for at, _ in planned)
    assert sum(persons for _, persons in planned) <= taken_from(operation).people
