"""Plans around pins: what is pinned stands in the next plan to the minute, the rest may move, and nothing else is
claimed. The checker of pins reads two documents and is not used by the planner."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from safeconduct import codec
from safeconduct.app.answers import checked
from safeconduct.model.certificate import Certificate
from safeconduct.model.errors import InputError, NotFound, RefusedError
from safeconduct.model.pins import Pin
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan.instance import instance_of
from safeconduct.plan.levels import FAILED
from safeconduct.plan.pinned import Held, held_by, named, plan_kept, timetable_of
from safeconduct.plan.solve import solve
from safeconduct.plan.timetable import Ride, Run
from safeconduct.verify.pins import check_pins
from tests.tiny import tiny, vehicle
from tests.verify.timetables import busy

PEOPLE, WORK = 230, 400
SITUATION = busy()
SCENARIO = Scenario(corridor=SITUATION.corridors[0].id, people=PEOPLE, objective="most")


def before() -> Plan:
    found, _ = solve(SITUATION, SCENARIO, work=0)
    assert found is not None
    return found


BEFORE = before()
SHA = codec.sha(BEFORE)
LATE = max(BEFORE.convoys, key=lambda convoy: convoy.depart).number


def kept(
    pins: list[Pin], *, people: int = PEOPLE, situation: Situation = SITUATION, work: int = WORK
) -> tuple[Plan, Certificate]:
    scenario = replace(SCENARIO, people=people)
    plan, certificate = plan_kept(situation, scenario, BEFORE, pins, seconds=1, work=work)
    checked(situation, plan, certificate)
    assert [check.found for check in check_pins(BEFORE, pins, plan)] == ["kept"] * len(pins)
    return plan, certificate


def trips(plan: Plan, convoy: int) -> set[tuple[str, int, int]]:
    return {(trip.vehicle, trip.load_from, trip.load_until) for trip in plan.trips if trip.convoy == convoy}


def test_a_pinned_convoy_stands_among_fewer_people_and_is_not_planned_so_without_the_pin() -> None:
    """For 150 people the last convoy would not be needed at its late hour; pinned, it leaves then all the same."""
    last = next(convoy for convoy in BEFORE.convoys if convoy.number == LATE)
    plan, certificate = kept([Pin(plan=SHA, convoy=LATE)], people=150, work=900)
    there = next(convoy for convoy in plan.convoys if convoy.depart == last.depart)
    assert trips(plan, there.number) == trips(BEFORE, LATE)
    assert certificate.persons_out == 150
    free, _ = solve(SITUATION, replace(SCENARIO, people=150), work=300)
    assert free is not None
    assert not check_pins(BEFORE, [Pin(plan=SHA, convoy=LATE)], free)[0].ok


def test_a_pinned_trip_keeps_its_vehicle_and_people() -> None:
    trip = next(trip for trip in BEFORE.trips if trip.convoy == LATE)
    plan, _ = kept([Pin(plan=SHA, convoy=LATE, vehicle=trip.vehicle)], people=180)
    assert [one.boarded for one in plan.trips if (one.vehicle, one.load_from) == (trip.vehicle, trip.load_from)] == [
        trip.boarded
    ]


def test_pinned_households_keep_their_vehicle_and_their_minute() -> None:
    pin = Pin(plan=SHA, group=BEFORE.trips[0].boarded[0].group, profile="chair")
    plan, _ = kept([pin, Pin(plan=SHA, convoy=1)])
    assert plan.trips


def test_what_is_proved_of_a_plan_around_pins_is_arithmetic_only() -> None:
    _, certificate = kept([Pin(plan=SHA, convoy=1)])
    assert certificate.exhaustive is None
    assert {level.proof for level in certificate.levels} <= {"arithmetic", "open"}
    assert all(level.proof == "open" for level in certificate.levels if level.value != level.bound)


def test_without_time_the_plan_of_before_is_kept_where_the_question_is_the_same() -> None:
    plan, _ = plan_kept(SITUATION, SCENARIO, BEFORE, [Pin(plan=SHA, convoy=1)], seconds=0.0)
    assert plan == BEFORE
    with pytest.raises(RefusedError, match="keeps every pin"):
        plan_kept(SITUATION, replace(SCENARIO, people=150), BEFORE, [Pin(plan=SHA, convoy=1)], seconds=0.0)


@pytest.mark.parametrize("good", [0, 1])
def test_an_engine_that_fails_around_pins_is_said(good: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once: the plan as it was, but for the record of the work. After the first search: what that one kept."""
    solved, works = [], cp_model.CpSolver.solve

    def failing(solver: cp_model.CpSolver, model: cp_model.CpModel) -> object:
        solved.append(model)
        if len(solved) > good:
            raise RuntimeError("out of order")
        return works(solver, model)

    monkeypatch.setattr(cp_model.CpSolver, "solve", failing)
    plan, certificate = kept([Pin(plan=SHA, convoy=1)])
    assert plan.work.engine.endswith(FAILED)
    assert len(solved) == good + 1
    assert certificate.plan == codec.sha(plan)
    if good:
        assert plan.work.units > 0
    else:
        assert replace(plan, work=BEFORE.work) == BEFORE


@pytest.mark.parametrize(
    "pin",
    [
        Pin(plan=SHA, convoy=99),
        Pin(plan=SHA, convoy=1, vehicle="ferry-1"),
        Pin(plan=SHA, group="nobody", profile="chair"),
    ],
)
def test_what_is_not_there_cannot_be_kept(pin: Pin) -> None:
    with pytest.raises(NotFound, match="not there any more"):
        plan_kept(SITUATION, SCENARIO, BEFORE, [pin], seconds=1)
    assert not check_pins(BEFORE, [pin], BEFORE)[0].ok


def test_a_closed_way_and_another_corridor_are_said() -> None:
    roads = tuple(
        replace(road, history=(replace(road.history[-1], state=RoadState.CLOSED),)) for road in SITUATION.roads
    )
    with pytest.raises(RefusedError, match="no way any more"):
        plan_kept(replace(SITUATION, roads=roads), SCENARIO, BEFORE, [Pin(plan=SHA, convoy=1)], seconds=1)
    with pytest.raises(InputError, match="another corridor"):
        plan_kept(SITUATION, replace(SCENARIO, corridor="other"), BEFORE, [Pin(plan=SHA, convoy=1)], seconds=1)


def test_a_whole_convoy_and_its_households_are_held_once() -> None:
    instance = instance_of(SITUATION, SCENARIO)
    group = BEFORE.trips[0].boarded[0].group
    convoy = next(trip.convoy for trip in BEFORE.trips if any(e.profile == "chair" for e in trip.boarded))
    held = held_by(instance, BEFORE, [Pin(plan=SHA, group=group, profile="chair"), Pin(plan=SHA, convoy=convoy)])
    mine = [trip.vehicle for trip in BEFORE.trips if trip.convoy == convoy]
    depart = next(one.depart for one in BEFORE.convoys if one.number == convoy)
    assert sorted(one.vehicle for one in held if one.depart == depart) == sorted(mine)
    assert all(one.exact for one in held if one.depart == depart)


def test_a_vehicle_that_is_held_later_is_not_taken_by_a_ride_that_is_not_back() -> None:
    """Two buses: the early ride of a free choice must leave bus-1 to the ride it is held for."""
    situation = tiny(people=60, vehicles=(vehicle("bus", 2, 30),))
    instance = instance_of(situation, Scenario(corridor=situation.corridors[0].id, people=60, objective="most"))
    one = (30, *[0] * (len(instance.households) - 1))
    runs = (
        Run(depart=30, screen_from=30 + instance.near, rides=(Ride(class_id="bus", load_from=0, counts=one),)),
        Run(depart=90, screen_from=90 + instance.near, rides=(Ride(class_id="bus", load_from=60, counts=one),)),
    )
    held = Held(vehicle="bus-1", depart=90, screen=None, load_from=60, counts=one, exact=True, only=None)
    assert named(instance, runs, [held]) == {(0, 0): "bus-2", (1, 0): "bus-1"}
    assert named(instance, runs[1:], [held, replace(held, vehicle="bus-2")]) is None


def test_a_plan_is_its_own_timetable() -> None:
    instance = instance_of(SITUATION, SCENARIO)
    found = timetable_of(instance, BEFORE)
    assert [run.depart for run in found] == [convoy.depart for convoy in BEFORE.convoys]
    assert sum(len(run.rides) for run in found) == len(BEFORE.trips)
