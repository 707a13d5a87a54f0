"""Situations that make no sense for a fleet: each is refused by the name of its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from safeconduct.model.errors import InputError
from safeconduct.model.known import Estimate
from safeconduct.model.resource import FleetConvoys, ResourceUse
from safeconduct.model.situation import Needs, Site, Situation
from safeconduct.plan.fleet.sound import require_sound
from tests.quay import BOATS
from tests.tiny import ASSUMED, CLAIMED, OPENS, known
from tests.tiny_fleet import BUS, SCENARIO, tiny_fleet

DAY = tiny_fleet()
ALPHA, CHARLIE = DAY.sites
LEG, WAY, BRIDGE, ROUTE = DAY.legs[0], DAY.approaches[0], DAY.resources[0], DAY.corridors[0]
WINDOW = ROUTE.window
assert WINDOW is not None


def alpha(**changes: object) -> Situation:
    """The day with another alpha."""
    return replace(DAY, sites=(replace(ALPHA, **changes), CHARLIE))  # type: ignore[arg-type]


def crowd(people: int) -> Site:
    """Alpha with so many people."""
    count = Estimate(low=people, likely=people, high=people, basis=CLAIMED)
    return replace(ALPHA, groups=(replace(ALPHA.groups[0], people=count),))


def bus(**changes: object) -> Situation:
    """The day with another bus."""
    return replace(DAY, vehicles=(replace(BUS, **changes), *DAY.vehicles[1:]))  # type: ignore[arg-type]


def leg(**changes: object) -> Situation:
    """The day with another first leg."""
    return replace(DAY, legs=(replace(LEG, **changes), *DAY.legs[1:]))  # type: ignore[arg-type]


def route(**changes: object) -> Situation:
    """The day with another first corridor."""
    return replace(DAY, corridors=(replace(ROUTE, **changes), *DAY.corridors[1:]))  # type: ignore[arg-type]


def bridge(**changes: object) -> Situation:
    """The day with another bridge."""
    return replace(DAY, resources=(replace(BRIDGE, **changes),))  # type: ignore[arg-type]


LANDING = replace(BOATS, landing="charlie")
AFOOT: dict[str, Any] = {"id": "path", "boats": None, "minutes_back": None, "per_minute": known(10**9)}


def boats(**changes: object) -> Situation:
    """The day with boats from alpha to charlie."""
    return replace(DAY, transfers=(replace(LANDING, **changes),))  # type: ignore[arg-type]


def convoys(**changes: object) -> Situation:
    """The day in convoys, with other rules."""
    led = FleetConvoys(led_above=known(5))
    return replace(DAY, rules=replace(DAY.rules, fleet_convoys=led, **changes))  # type: ignore[arg-type]


LATE = ResourceUse(resource="old-bridge", minutes=61)
SOON = ResourceUse(resource="old-bridge", minutes=5)
WEEKS = replace(WINDOW, closes=OPENS + timedelta(days=8))

FAULTS = {
    "sites": replace(DAY, sites=(*DAY.sites, ALPHA)),
    "receptions": replace(DAY, receptions=(*DAY.receptions, DAY.receptions[0])),
    "depots": replace(DAY, depots=(*DAY.depots, DAY.depots[0])),
    "sites.groups": replace(DAY, sites=(ALPHA, replace(CHARLIE, groups=(replace(ALPHA.groups[0], site="charlie"),)))),
    "sites.alpha.groups.alpha-any.site": alpha(groups=(replace(ALPHA.groups[0], site="charlie"),)),
    "sites.alpha.groups.alpha-any.people": replace(DAY, sites=(crowd(10**9), CHARLIE)),
    "sites.alpha.groups.alpha-any.wished": alpha(groups=(replace(ALPHA.groups[0], wished=known("moon")),)),
    "corridors.bravo.window.zone": route(window=replace(WINDOW, zone="Moon/Sea")),
    "sites.alpha.bays": alpha(bays=known(-1)),
    "vehicles": bus(count=known(10**9)),
    "vehicles.bus.count": bus(count=known(-1)),
    "vehicles.bus.start": bus(start=known("moon")),
    "vehicles.bus.available_from": bus(available_from=known(-1)),
    "vehicles.bus.loading_minutes": bus(loading_minutes=known(0)),
    "vehicles.bus.unload_minutes": bus(unload_minutes=known(-1)),
    "rules.unload_minutes": replace(DAY, rules=replace(DAY.rules, unload_minutes=known(-1))),
    "receptions.bravo.capacity": replace(DAY, receptions=(replace(DAY.receptions[0], capacity=known(-1)),)),
    "resources.old-bridge.slot_minutes": bridge(slot_minutes=known(10**9)),
    "resources.old-bridge.lanes": bridge(lanes=known(10**12)),
    "resources.old-bridge.delay_loaded": bridge(delay_loaded=known(10**6)),
    "resources.old-bridge.delay_empty": bridge(delay_empty=known(10**6)),
    "legs.alpha-bravo.minutes_loaded": leg(minutes_loaded=known(0)),
    "legs.alpha-bravo.minutes_empty": leg(minutes_empty=known(-1)),
    "legs.alpha-bravo.uses": leg(uses=(LATE,)),
    "legs.alpha-bravo.uses_empty": leg(uses_empty=(*LEG.uses, SOON)),
    "approaches.yard-alpha.minutes": replace(DAY, approaches=(replace(WAY, minutes=known(-1)),)),
    "approaches.yard-alpha.uses": replace(DAY, approaches=(replace(WAY, uses=(LATE,)),)),
    "approaches.yard-alpha.minutes_loaded": replace(DAY, approaches=(replace(WAY, minutes_loaded=known(0)),)),
    "transfers.boats.site": boats(site="moon"),
    "transfers.boats.landing": boats(landing="moon"),
    "transfers.boats.minutes": boats(minutes=known(10**6)),
    "transfers.boats.boats": boats(boats=known(10**9)),
    "transfers.boats.minutes_back": boats(minutes_back=known(10**9)),
    "transfers.boats.places": boats(places=known(Needs(walking=10**9))),
    "transfers.boats.holds": boats(holds=known(-1)),
    "transfers.path.per_minute": replace(DAY, transfers=(replace(LANDING, **AFOOT),)),
    "rules.call_minutes": replace(DAY, rules=replace(DAY.rules, call_minutes=known(-1))),
    "rules.convoy_min": convoys(convoy_min=known(-1)),
    "rules.convoy_max": convoys(convoy_max=known(0)),
    "rules.headway_minutes": convoys(headway_minutes=known(10**6)),
    "rules.spare_percent": convoys(spare_percent=known(101)),
    "corridors.bravo.site": route(site="moon"),
    "corridors.bravo.reception": route(reception="moon"),
    "corridors.from-charlie": route(site="charlie"),
    "corridors.bravo.window": route(window=WEEKS, window_basis=ASSUMED),
}


@pytest.mark.parametrize("field", FAULTS)
def test_the_field_is_named(field: str) -> None:
    """And there is a next step."""
    with pytest.raises(InputError) as found:
        require_sound(FAULTS[field], SCENARIO)
    assert found.value.field == field
    assert found.value.next_step


@pytest.mark.parametrize("odd", range(3))
@pytest.mark.parametrize("years", [-4, 4])
def test_the_corridor_whose_year_is_wrong_is_named(odd: int, years: int) -> None:
    """Of three with the same hours one is years off: that one, wherever it stands in the list, and its hours."""
    assert WINDOW is not None
    third = replace(ALPHA, id="delta", groups=())
    corridors = [*DAY.corridors, replace(ROUTE, id="from-delta", site="delta")]
    wrong = {end: getattr(WINDOW, end).replace(year=2022 + years) for end in ("opens", "closes")}
    corridors[odd] = replace(corridors[odd], window=replace(WINDOW, **wrong))
    day = replace(DAY, sites=(ALPHA, CHARLIE, third), corridors=tuple(corridors))
    with pytest.raises(InputError) as found:
        require_sound(day, replace(SCENARIO, corridors=tuple(c.id for c in corridors)))
    assert found.value.field == f"corridors.{corridors[odd].id}.window"
    assert f"{2022 + years}-06-15 05:00" in found.value.message


def test_a_landing_is_another_place() -> None:
    """Boats that come back to where they left."""
    with pytest.raises(InputError, match="the site it leads from"):
        require_sound(boats(landing="alpha"), SCENARIO)


def test_what_makes_sense_passes() -> None:
    """The tiny fleet; nobody there; a vehicle without a seat: that is for the certificate to say."""
    for day in (DAY, boats(), replace(DAY, sites=(crowd(0), CHARLIE)), tiny_fleet(vehicles=()), tiny_fleet(capacity=0)):
        require_sound(day, SCENARIO)
