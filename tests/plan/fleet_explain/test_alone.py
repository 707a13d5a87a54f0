"""Reasons that no timetable escapes: each on a day of the tiny fleet on which the answer can be read off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.fleet import FleetScenario
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet_explain.alone import Alone, Household, Reason, lengthened
from tests.plan.fleet_explain.days import BUS, VAN, closed_bridge, lasting, tiny_fleet, without_bays
from tests.tiny import profile, vehicle
from tests.tiny_fleet import SCENARIO

CHAIR = profile("chair", 100, wheelchair=1)
FAMILY = profile("family", 150, walking=6)


def reason(situation: Situation, site: str, *, profile_id: str = "single", strict: bool = False) -> Reason | None:
    """Why a household of the site's group cannot leave."""
    group = next(s for s in situation.sites if s.id == site).groups[0]
    kind = next(p for p in situation.profiles if p.id == profile_id)
    return Alone(situation, SCENARIO, strict=strict).reason(Household(group=group, profile=kind, count=1))


def test_a_day_that_works_has_no_reason() -> None:
    """Everyone of the tiny fleet can be taken by a vehicle that has everything to itself."""
    assert reason(tiny_fleet(), "alpha") is None
    assert reason(tiny_fleet(), "charlie") is None


SINGLE = (profile("single", 0, walking=1),)

CASES = {
    "wish": (tiny_fleet(wish="elsewhere"), "charlie", "single", "no planned corridor leads from Charlie to elsewhere"),
    "no way": (replace(tiny_fleet(), legs=()), "alpha", "single", "no way is known from Alpha to Bravo"),
    "closed": (
        tiny_fleet(bridge=RoadState.CLOSED), "alpha", "single",
        "every way from Alpha to Bravo is closed all day: Old Bridge (closed)",
    ),
    "shut": (
        closed_bridge(tiny_fleet(), 30), "alpha", "single",
        "Old Bridge is closed at every hour at which they could pass",
    ),
    "places": (replace(tiny_fleet(), profiles=(*SINGLE, CHAIR)), "alpha", "chair", "no vehicle has 1 wheelchair space"),
    "family": (
        replace(tiny_fleet(vehicles=(replace(VAN, places=vehicle("x", 1, 5).places),)), profiles=(*SINGLE, FAMILY)),
        "alpha", "family", "no vehicle has 6 seats for one household",
    ),
    "reception": (
        replace(tiny_fleet(capacity=5), profiles=(*SINGLE, FAMILY)), "alpha", "family", "Bravo takes 5 people in all",
    ),
    "bays": (without_bays(tiny_fleet(), "alpha"), "alpha", "single", "Alpha has no loading bay"),
    "start": (
        replace(tiny_fleet(vehicles=(BUS,)), approaches=()), "charlie", "single",
        "no vehicle that could hold them has an open way to Charlie",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_rule_is_named(case: str) -> None:
    """One rule broken, one sentence."""
    situation, site, household, words = CASES[case]
    found = reason(situation, site, profile_id=household)
    assert found is not None
    assert found.kind == {"shut": "closed", "family": "places"}.get(case, case)
    assert found.words == words


def test_how_late_the_first_arrival_is() -> None:
    """The bus leaves the yard at 15, crosses at 36, loads till 76, crosses at 108 and arrives at 138."""
    for hours, late in ((120, "18 minutes"), (137, "1 minute")):
        found = reason(lasting(tiny_fleet(vehicles=(BUS,)), hours), "charlie")
        assert found is not None
        assert found.kind == "window"
        assert f"reaches Bravo {late} too late" in found.words
    assert reason(lasting(tiny_fleet(vehicles=(BUS,)), 138), "charlie") is None


def test_a_vehicle_may_have_to_carry_others_first() -> None:
    """The van stands at alpha; to charlie it comes by bravo, with people of alpha: 10, 42, 77, 108, 148, 180, 210."""
    found = reason(lasting(tiny_fleet(vehicles=(VAN,)), 209), "charlie")
    assert found is not None
    assert "1 minute too late" in found.words
    assert reason(lasting(tiny_fleet(vehicles=(VAN,)), 210), "charlie") is None


def test_an_unknown_road_is_in_the_way_only_when_that_was_asked() -> None:
    """Strict: unknown counts as closed, and the sentence says so."""
    situation = tiny_fleet(bridge=RoadState.UNKNOWN)
    assert reason(situation, "alpha") is None
    found = reason(situation, "alpha", strict=True)
    assert found is not None
    assert found.words == "every way from Alpha to Bravo is closed or unknown all day: Old Bridge (unknown)"


def test_a_corridor_left_out_of_the_scenario_is_not_planned() -> None:
    """Only charlie's corridor is asked for: nothing is said of alpha."""
    alone = Alone(tiny_fleet(), FleetScenario(corridors=("from-charlie",), people="likely"))
    assert [site.id for site in alone.legend.sites] == ["charlie"]


def test_lengthened_moves_windows_and_sunsets() -> None:
    """And nothing else."""
    later = lengthened(tiny_fleet(), 45)
    for old, new in zip(tiny_fleet().corridors, later.corridors, strict=True):
        assert old.window is not None
        assert new.window is not None
        assert new.window.minutes == old.window.minutes + 45
    assert replace(later, corridors=tiny_fleet().corridors, sunsets=tiny_fleet().sunsets) == tiny_fleet()
