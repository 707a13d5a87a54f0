"""Orders: a plan's convoys and trips as instants, vehicles with places, and the people the plan speaks of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct import codec
from safeconduct.model.errors import CheckFailed, InputError
from safeconduct.model.plan import Convoy, Households, Plan, Scenario, Trip, Work
from safeconduct.model.situation import Needs, Situation
from safeconduct.run.orders import orders_of
from tests.tiny import OPENS, profile, tiny, vehicle
from tests.tiny_fleet import fleet_plan, tiny_fleet

FAMILIES = (profile("single", 0, walking=1), profile("bed", 100, walking=1, stretcher=1))


def given() -> Situation:
    """Ten people, one of them on a stretcher with somebody beside; two hours, of which half an hour is margin."""
    vehicles = (vehicle("bus", 1, 9), vehicle("van", 2, 2, stretcher=1))
    return tiny(people=10, hours=2, margin=30, standing=25, vehicles=vehicles, profiles=FAMILIES)


def plan(situation: Situation) -> Plan:
    """The van takes the stretcher, the bus six singles, at minute 0 and 10; two singles stay behind."""

    def some(profile_id: str, count: int) -> tuple[Households, ...]:
        return (Households(group="alpha-any", profile=profile_id, count=count),)

    return Plan(
        situation=codec.sha(situation),
        scenario=Scenario(corridor="bravo", people=10, objective="most"),
        status="capacity study",
        convoys=(Convoy(number=1, depart=20, reach=30, screen_from=30, screen_until=30, arrive=80),),
        trips=(
            Trip(vehicle="van-2", convoy=1, bay=0, load_from=0, load_until=11, boarded=some("bed", 1)),
            Trip(vehicle="bus-1", convoy=1, bay=1, load_from=10, load_until=14, boarded=some("single", 6)),
        ),
        returns=(),
        left_behind=some("single", 2),
        leans_on=(),
        work=Work(engine="by hand", version="1", units=0),
    )


def test_orders_of_one_corridor() -> None:
    situation = given()
    orders = orders_of(situation, plan(situation))
    (convoy,), (site,), (corridor,) = orders.convoys, orders.sites, orders.corridors
    assert (convoy.id, convoy.site, convoy.reception, convoy.corridor) == ("1", "alpha", "bravo", "bravo")
    assert [(v.id, v.places) for v in convoy.vehicles] == [
        ("van-2", Needs(walking=2, stretcher=1)),
        ("bus-1", Needs(walking=9)),
    ]
    assert convoy.persons == Needs(walking=7, stretcher=1)
    assert [convoy.board, convoy.depart, convoy.arrive] == [OPENS + timedelta(minutes=m) for m in (0, 20, 80)]
    assert (convoy.points, convoy.roads) == (("gate",), ("road", "bridge"))
    assert site.people == Needs(walking=9, stretcher=1)
    assert corridor.latest == OPENS + timedelta(minutes=90)
    assert (orders.plan, orders.situation) == (codec.sha(plan(situation)), codec.sha(situation))
    assert orders.standing_max == 25


def test_a_leg_without_a_checkpoint_has_no_point() -> None:
    situation = replace(given(), legs=(replace(given().legs[0], checkpoint=None),))
    assert orders_of(situation, plan(situation)).convoys[0].points == ()


def test_orders_of_a_fleet() -> None:
    """Three loaded trips are three convoys of one, by departure; the two sites keep their people."""
    situation = tiny_fleet()
    orders = orders_of(situation, fleet_plan(situation))
    assert [(c.id, c.corridor, c.site) for c in orders.convoys] == [
        ("van-1.1", "bravo", "alpha"),
        ("bus-1.1", "from-charlie", "charlie"),
        ("van-1.2", "bravo", "alpha"),
    ]
    bus = orders.convoys[1]
    assert (bus.persons, bus.points, bus.roads) == (Needs(walking=40), ("old-bridge",), ("bridge",))
    assert [bus.board, bus.depart, bus.arrive] == [OPENS + timedelta(minutes=m) for m in (66, 76, 141)]
    assert [(site.id, site.people.total) for site in orders.sites] == [("alpha", 60), ("charlie", 40)]
    assert [corridor.id for corridor in orders.corridors] == ["bravo", "from-charlie"]


def test_a_plan_for_another_situation_is_refused() -> None:
    situation = given()
    with pytest.raises(CheckFailed, match="another situation"):
        orders_of(replace(situation, title="Another"), plan(situation))


def test_a_corridor_without_a_window_is_refused() -> None:
    situation = given()
    corridor = replace(situation.corridors[0], window=None, window_basis=None)
    shut = replace(situation, corridors=(corridor,))
    with pytest.raises(InputError, match="no window"):
        orders_of(shut, replace(plan(situation), situation=codec.sha(shut)))
