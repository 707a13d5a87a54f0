"""What a dispatcher is told: each kind of change by hand, and nothing where nothing changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.fleet import FleetPlan, VehicleDay
from safeconduct.plan.fleet.changes import GRAVITY, changes_between, spoken
from tests.tiny_fleet import BUS_DAY, VAN_DAY, fleet_plan, over, singles, tiny_fleet

SITUATION = tiny_fleet()
PLAN = fleet_plan(SITUATION)
BUS = BUS_DAY.trips[0]


def with_bus(day: VehicleDay) -> FleetPlan:
    """The plan with another day of the bus."""
    return replace(PLAN, days=(day, VAN_DAY))


CHANGES = {
    "unchanged": BUS_DAY,
    "other bay": replace(BUS_DAY, trips=(replace(BUS, bay=1),)),
    "later": replace(BUS_DAY, trips=(replace(BUS, passes=over(114), arrive=144, unloaded=149),)),
    "earlier": replace(BUS_DAY, trips=(replace(BUS, load_from=65, arrive=138),)),
    "other way": replace(BUS_DAY, trips=(replace(BUS, leg="charlie-ford-bravo"),)),
    "other people": replace(BUS_DAY, trips=(replace(BUS, boarded=singles("charlie-all", 39)),)),
    "other trip": replace(BUS_DAY, trips=(replace(BUS, leg="alpha-bravo", boarded=singles("alpha-any", 40)),)),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_each_kind(kind: str) -> None:
    """Of the bus's only trip; the van's day stays."""
    found = changes_between(SITUATION, PLAN, with_bus(CHANGES[kind]), 50)
    bus, van = found.vehicles
    assert (bus.vehicle, bus.kind, van.kind) == ("bus-1", kind, "unchanged")
    assert found.affected == (0 if kind == "unchanged" else 40)
    assert kind in GRAVITY
    lines = list(spoken(found))
    assert (len(lines) == 2) == (kind == "unchanged")
    assert lines[-1].startswith(f"{found.persons_after} persons out, 80 before")


def test_a_way_in_is_part_of_the_trip() -> None:
    """Another approach, or the same one later, with the same boarding."""
    assert BUS_DAY.approach is not None
    for move, kind in (
        (replace(BUS_DAY.approach, way="x"), "other way"),
        (replace(BUS_DAY.approach, depart=14), "later"),
    ):
        found = changes_between(SITUATION, PLAN, with_bus(replace(BUS_DAY, approach=move)), 10)
        assert found.vehicles[0].kind == kind


def test_cancelled_and_new_are_counted_by_group() -> None:
    """Without the bus 40 of charlie stay; the other way round they are gained."""
    less = replace(PLAN, days=(VAN_DAY,))
    lost = changes_between(SITUATION, PLAN, less, 10)
    assert (lost.lost, lost.gained, lost.persons_after) == ((("charlie-all", 40),), (), 40)
    assert lost.vehicles[0].trips[0].kind == "cancelled"
    won = changes_between(SITUATION, less, PLAN, 10)
    assert (won.lost, won.gained, won.affected) == ((), (("charlie-all", 40),), 0)
    assert "40 more persons of charlie-all leave" in spoken(won)


@pytest.mark.parametrize(("now", "turns", "aboard"), [(15, False, 0), (20, True, 0), (66, True, 0), (67, False, 40)])
def test_who_is_under_way(now: int, turns: bool, aboard: int) -> None:
    """The bus leaves the yard at 15 and boards from 66: cancelled, it turns back; stranded, its persons are counted."""
    less = replace(PLAN, days=(VAN_DAY,))
    assert changes_between(SITUATION, PLAN, less, now).vehicles[0].turns_back == turns
    found = changes_between(SITUATION, PLAN, less, now, stranded=["bus-1"]).vehicles[0]
    assert (found.stranded, found.turns_back, found.aboard) == (True, False, aboard)


def test_a_broken_pin_is_said() -> None:
    """The van's second trip changes: its first only was pinned, or both, or all."""
    trips = (VAN_DAY.trips[0], replace(VAN_DAY.trips[1], arrive=211))
    late = replace(PLAN, days=(BUS_DAY, replace(VAN_DAY, trips=trips)))
    for pins, broken in (({}, False), ({"van-1": 1}, False), ({"van-1": 2}, True), ({"van-1": None}, True)):
        found = changes_between(SITUATION, PLAN, late, 100, pins=pins)  # type: ignore[arg-type]
        assert found.vehicles[1].pin_broken == broken
        assert ("van-1: was not to change, and cannot be kept" in spoken(found)) == broken
    bay = changes_between(SITUATION, PLAN, with_bus(CHANGES["other bay"]), 50, pins={"bus-1": 1})
    assert bay.vehicles[0].pin_broken
