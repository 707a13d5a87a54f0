"""Convoys of a fleet: four vans at one site, by hand; and every way to break the rule is found by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from safeconduct.model.fleet import FleetPlan, FleetTrip, VehicleDay
from safeconduct.model.resource import FleetConvoys
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_bound import best_days, horizon_of, tariff_of
from safeconduct.verify.fleet_convoys import RELAXED_ESCORTS, RELAXED_SIZE, departing, on_the_road, relaxed_convoys
from safeconduct.verify.fleet_facts import fleet_facts
from tests.tiny import known
from tests.tiny_fleet import SCENARIO, VAN, fleet_plan, over, singles, tiny_fleet
from tests.verify.test_fleet import failing
from tests.verify.test_fleet_bound import EACH, UNIT


def convoyed(
    *,
    least: int = 2,
    most: int = 3,
    headway: int = 20,
    spare: int = 0,
    led_above: int = 5,
    vans: int = 4,
    **escort: int,
) -> Situation:
    """Vans with five bays to board in; escorts as given."""
    situation = tiny_fleet(vehicles=(replace(VAN, count=known(vans)),))
    rules = replace(
        situation.rules,
        convoy_min=known(least),
        convoy_max=known(most),
        headway_minutes=known(headway),
        spare_percent=known(spare),
        fleet_convoys=FleetConvoys(
            led_above=known(led_above), **{name: known(value) for name, value in escort.items()}
        ),
    )
    alpha = replace(situation.sites[0], bays=known(5))
    return replace(situation, rules=rules, sites=(alpha, situation.sites[1]))


def trip(bay: int, depart: int, crosses: int, people: int) -> FleetTrip:
    """Boarding the ten minutes before, over the bridge, at bravo 30 minutes on."""
    return FleetTrip(
        leg="alpha-bravo",
        bay=bay,
        load_from=depart - 10,
        load_until=depart,
        boarded=singles("alpha-any", people),
        depart=depart,
        passes=over(crosses),
        arrive=crosses + 30,
        unloaded=crosses + 35,
    )


#: Two convoys of two, 20 minutes apart; on the way each van waits for a slot of the bridge of its own.
TRIPS = (trip(0, 20, 51, 20), trip(1, 20, 54, 20), trip(2, 40, 72, 10), trip(3, 40, 75, 10))


def planned(*trips: FleetTrip) -> FleetPlan:
    """One trip for each van; the rest of alpha, and charlie, stay."""
    out = sum(entry.count for one in trips for entry in one.boarded)
    left = (*(singles("alpha-any", 60 - out) if out < 60 else ()), *singles("charlie-all", 40))
    days = tuple(
        VehicleDay(vehicle=f"van-{n}", approach=None, trips=(one,), moves=()) for n, one in enumerate(trips, 1)
    )
    return replace(fleet_plan(tiny_fleet()), days=days, left_behind=left)


def test_two_convoys_hold() -> None:
    """And without convoys in the rules any departure does."""
    assert failing(convoyed(), planned(*TRIPS)) == set()
    alone = replace(convoyed(), rules=replace(convoyed().rules, fleet_convoys=None))
    assert failing(alone, planned(replace(TRIPS[0], depart=21))) == set()


@pytest.mark.parametrize(
    ("change", "trips", "rules"),
    [
        ({}, TRIPS[:3], {"F17"}),  # one alone
        ({"least": 1}, TRIPS[:3], set()),
        ({"most": 1, "least": 1}, TRIPS, {"F17"}),
        ({"headway": 40}, TRIPS, {"F17"}),
        ({"headway": 0}, TRIPS, set()),
        ({"spare": 25}, TRIPS, {"F17"}),  # one of four is spare
        ({"spare": 24}, TRIPS, set()),  # rounded down
        ({"led_above": 1, "escorts": 2, "escort_return_minutes": 60}, TRIPS, set()),
        ({"led_above": 1, "escorts": 1, "escort_return_minutes": 60}, TRIPS, {"F17"}),
        ({"led_above": 2, "escorts": 0, "escort_return_minutes": 60}, TRIPS, set()),
        ({"led_above": 1, "escorts": 0, "escort_return_minutes": 0}, TRIPS[:2], {"F17"}),
    ],
)
def test_each_number_of_the_rule_counts(change: dict[str, int], trips: tuple[FleetTrip, ...], rules: set[str]) -> None:
    """One at a time."""
    assert failing(convoyed(**change), planned(*trips)) == rules


@pytest.mark.parametrize(("back", "rules"), [(16, set()), (17, {"F17"})])
def test_an_escort_leads_again_when_it_is_back(back: int, rules: set[str]) -> None:
    """The first convoy's last van arrives at 84; the second convoy, at 100, can have its escort if that took 16."""
    later = (trip(2, 100, 132, 10), trip(3, 100, 135, 10))
    situation = convoyed(led_above=1, escorts=1, escort_return_minutes=back)
    assert failing(situation, planned(*TRIPS[:2], *later)) == rules


def test_the_bound_keeps_headway_and_size_and_names_the_rest() -> None:
    """At no price a van departs at 20 at the first, crosses at 51: one trip by 81, not by 80. Priced, a departure of
    three costs three. The least size and the escorts are not in it."""
    facts = fleet_facts(convoyed(), SCENARIO)
    horizon = horizon_of(facts)
    gated = departing(facts)
    assert {r.id: (r.slot_minutes.value, r.lanes.value) for r in gated.resources.values() if r.kind == "departure"} == {
        "departures-bravo": (20, 3),
        "departures-from-charlie": (20, 3),
    }
    assert [use.resource for use in gated.legs["alpha-bravo"].uses] == ["departures-bravo", "old-bridge"]
    window = facts.latest
    for latest, worth in ((81, 20), (80, 0)):
        short = replace(gated, latest=dict.fromkeys(window, latest))
        days = best_days(short, tariff_of(short, (), latest), EACH.times(UNIT), latest)
        assert days["van"] == worth * UNIT
    assert horizon == 600
    assert relaxed_convoys(facts) == (RELAXED_SIZE,)
    led = convoyed(least=1, escorts=1, escort_return_minutes=0)
    assert relaxed_convoys(fleet_facts(led, SCENARIO)) == (RELAXED_ESCORTS,)
    assert relaxed_convoys(fleet_facts(tiny_fleet(), SCENARIO)) == ()


def test_spares_are_not_in_the_bound() -> None:
    """One of four at 25 %, and none of a class of three."""
    for vans, due in ((4, 3), (3, 3), (8, 6)):
        facts = fleet_facts(convoyed(vans=vans, spare=25), SCENARIO)
        assert on_the_road(facts, facts.situation.vehicles[0]) == due


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: FleetConvoys(led_above=known(-1)), "counted from 0"),
        (lambda: FleetConvoys(led_above=known(5), escorts=known(1)), "given together"),
    ],
)
def test_the_rule_is_given_whole(make: Callable[[], Any], says: str) -> None:
    """Escorts come back after some time; counts are not negative."""
    with pytest.raises(ValueError, match=says):
        make()
