"""Fleet plans: what a value that exists cannot say, and that it survives the wire."""

from __future__ import annotations

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan, FleetScenario, FleetTrip, Move, Pass, VehicleDay
from safeconduct.model.plan import Households, Work
from safeconduct.verify.documents import read

TRIP = FleetTrip(
    leg="alpha-bravo",
    bay=0,
    load_from=0,
    load_until=10,
    boarded=(Households(group="alpha-any", profile="single", count=15),),
    depart=10,
    passes=(Pass(resource="bridge", at=25),),
    arrive=70,
    unloaded=90,
)
BACK = Move(way="alpha-bravo", depart=90, passes=(), arrive=140)


def test_a_scenario_names_each_corridor_once() -> None:
    """And at least one."""
    with pytest.raises(ValueError, match="at least one corridor"):
        FleetScenario(corridors=(), people="likely")
    with pytest.raises(ValueError, match="named twice: a, a"):
        FleetScenario(corridors=("a", "a"), people="likely")


def test_a_day_alternates_trips_and_moves() -> None:
    """One move between each trip and the next; no day without a trip."""
    assert VehicleDay(vehicle="bus-1", approach=None, trips=(TRIP, TRIP), moves=(BACK,)).moves == (BACK,)
    with pytest.raises(ValueError, match="1 trips need 0 moves"):
        VehicleDay(vehicle="bus-1", approach=None, trips=(TRIP,), moves=(BACK,))
    with pytest.raises(ValueError, match="at least one trip"):
        VehicleDay(vehicle="bus-1", approach=None, trips=(), moves=())


def test_a_fleet_plan_survives_both_readers() -> None:
    """The program's codec and the checker's own reader give the same value and the same name."""
    plan = FleetPlan(
        situation="0" * 64,
        scenario=FleetScenario(corridors=("bravo",), people="likely"),
        status="capacity study",
        days=(VehicleDay(vehicle="bus-1", approach=None, trips=(TRIP, TRIP), moves=(BACK,)),),
        left_behind=(),
        leans_on=(),
        work=Work(engine="test", version="1", units=0),
    )
    data = codec.dump(plan)
    assert codec.load(FleetPlan, data) == plan
    document = read(data)
    assert (document.kind, document.value, document.sha) == ("fleet plan", plan, codec.sha(plan))
