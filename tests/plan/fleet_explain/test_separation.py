"""Network cuts counted by hand, and that no plan carries more than they say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.place import RoadState
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet_explain.separation import network_cut, road_cuts
from tests.plan.fleet_explain.days import BUS, VAN, closed_bridge, lasting, many, tiny_fleet, without_bays
from tests.tiny import known
from tests.tiny_fleet import SCENARIO


def test_a_bridge_lets_half_of_its_slots_through_loaded() -> None:
    """Slots of an hour, people to arrive by 299, so the last to carry them is that of 240: five, of which the first, at
    0, is too early for people. Who comes out over the bridge has gone in over it, but for vans that stand at alpha: one
    of them makes it (5 + 1) / 2 = 3 vans with people, three (5 + 3) / 2 = 4."""
    for vans, loaded in ((1, 3), (3, 4), (9, 4)):
        found = network_cut(lasting(tiny_fleet(vehicles=(many(VAN, vans),), slot=60), 299), SCENARIO)
        assert (found.persons, found.parts[0].vehicles) == (20 * loaded, loaded)
    assert network_cut(lasting(tiny_fleet(vehicles=(VAN,), slot=60), 299), SCENARIO).statement == (
        "Whatever the fleet, Old Bridge lets 3 vehicles with people through in the hours, 20 places in the largest: "
        "at most 60 of 100 people."
    )


def test_where_empty_vehicles_pass_freely_every_slot_counts() -> None:
    """Slots at 0, 60 and 120, two of them late enough for people: 40; counting both ways, one of the three: 20."""
    van = replace(VAN, start=known("yard"))
    for free, persons in ((False, 20), (True, 40)):
        situation = lasting(tiny_fleet(vehicles=(van,), slot=60), 179)
        gate = replace(situation.resources[0], empty_free=free)
        assert network_cut(replace(situation, resources=(gate,)), SCENARIO).persons == persons


def test_receptions_bays_and_wishes_cut_as_well() -> None:
    """70 places; a site without a bay; people who wish to go where nobody drives; no open way at all."""
    assert network_cut(tiny_fleet(capacity=70), SCENARIO).statement.endswith(
        "Bravo takes 70 people: at most 70 of 100 people."
    )
    assert network_cut(without_bays(tiny_fleet(), "alpha"), SCENARIO).persons == 40
    assert network_cut(tiny_fleet(wish="elsewhere"), SCENARIO).persons == 60
    nobody = network_cut(tiny_fleet(bridge=RoadState.CLOSED), SCENARIO)
    assert (nobody.persons, nobody.parts) == (0, ())
    assert "none of 100 people" in nobody.statement


def test_where_the_network_separates_nobody_it_says_so() -> None:
    """What is short is then the fleet or the hours of single vehicles."""
    found = network_cut(lasting(tiny_fleet(vehicles=(VAN,)), 400), SCENARIO)
    assert found.persons == found.people == 100
    assert found.statement.startswith("The network alone separates nobody")


def test_road_cuts_name_the_crossing() -> None:
    """Only where no leg is open, and only as far as the roads are drawn: charlie hangs on no drawn road."""
    assert road_cuts(tiny_fleet(), SCENARIO) == ()
    found = road_cuts(tiny_fleet(bridge=RoadState.CLOSED), SCENARIO)
    assert len(found) == 1
    assert found[0].startswith("No vehicle route from Alpha to Bravo")
    assert "Old Bridge closed" in found[0]


@settings(max_examples=30, deadline=None)
@given(
    slot=st.sampled_from([1, 7, 30, 60]),
    hours=st.integers(60, 500),
    vans=st.integers(0, 4),
    capacity=st.none() | st.integers(0, 120),
    shut=st.none() | st.tuples(st.integers(0, 200), st.integers(1, 200)),
)
def test_no_plan_carries_more(
    slot: int, hours: int, vans: int, capacity: int | None, shut: tuple[int, int] | None
) -> None:
    """Whatever closes and however many drive."""
    day = lasting(tiny_fleet(vehicles=(BUS, many(VAN, vans)), slot=slot, capacity=capacity), hours)
    if shut is not None:
        day = closed_bridge(day, shut[0], sum(shut))
    _, certificate = answer(day, SCENARIO, work=60, threads=1)
    assert certificate.persons_out <= network_cut(day, SCENARIO).persons


@pytest.mark.parametrize("vans", [1, 3])
def test_one_slot_more_is_one_vehicle_more(vans: int) -> None:
    """A cut that is tight: hours until the van that crosses at 60 arrives carry it, one minute less does not."""
    for hours, persons in ((90, 20), (89, 0)):
        situation = lasting(tiny_fleet(vehicles=(many(VAN, vans),), slot=60), hours)
        _, certificate = answer(situation, SCENARIO, work=60, threads=1)
        assert certificate.persons_out == persons
        assert certificate.persons_out <= network_cut(situation, SCENARIO).persons <= 20
