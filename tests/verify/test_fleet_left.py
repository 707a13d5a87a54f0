"""The check that a rest of a day holds all that is left: one thing less, and it is named; more, or other, is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import certified
from safeconduct.plan.fleet.left import left_of
from safeconduct.verify.fleet_left import check_left
from tests.plan.fleet_explain.days import many
from tests.tiny import known
from tests.tiny_fleet import BUS, SCENARIO, VAN, fleet_plan, tiny_fleet

NOW = 100


def rest_of(situation: Situation, plan: FleetPlan) -> Situation:
    """What is left at ``NOW``."""
    found = left_of(situation, plan, NOW)
    assert found is not None
    return found[0]


def wrong(situation: Situation, plan: FleetPlan, rest: Situation) -> str:
    """What the check finds missing of a rest; empty where nothing is."""
    certificate = certified(rest, plan.scenario, None, steps=1)
    check = check_left(situation, plan, NOW, rest, certificate, rest_sha=codec.sha(rest))[0]
    return "" if check.ok else check.found


def test_a_reception_that_is_not_there_is_missing() -> None:
    """One that nobody drives to, so that nothing else is missing with it."""
    base = tiny_fleet()
    situation = replace(base, receptions=(*base.receptions, replace(base.receptions[0], id="delta")))
    plan = fleet_plan(situation)
    rest = rest_of(situation, plan)
    assert wrong(situation, plan, rest) == ""
    assert "reception delta is not in it" in wrong(situation, plan, replace(rest, receptions=rest.receptions[:1]))


def test_room_for_one_more_is_no_fault_and_for_one_fewer_is() -> None:
    """Sixty of a hundred places are taken by trips that have begun."""
    situation = tiny_fleet(capacity=100)
    plan = fleet_plan(situation)
    rest = rest_of(situation, plan)
    assert [one.capacity.value for one in rest.receptions if one.capacity is not None] == [40]
    for room, holds in ((41, True), (40, True), (39, False)):
        other = replace(rest, receptions=(replace(rest.receptions[0], capacity=known(room)), *rest.receptions[1:]))
        assert (wrong(situation, plan, other) == "") == holds


def test_from_a_reception_the_ways_back_are_its_own() -> None:
    """Charlie leads to delta as well, where no vehicle stands: a way from bravo along that leg there is not."""
    base = tiny_fleet()
    situation = replace(
        base,
        receptions=(*base.receptions, replace(base.receptions[0], id="delta")),
        legs=(*base.legs, replace(base.legs[1], id="charlie-delta", reception="delta", minutes_empty=known(90))),
        corridors=(*base.corridors, replace(base.corridors[1], id="to-delta", reception="delta")),
    )
    plan = replace(fleet_plan(situation), scenario=replace(SCENARIO, corridors=(*SCENARIO.corridors, "to-delta")))
    rest = rest_of(situation, plan)
    assert {kind.start.value for kind in rest.vehicles} == {"alpha", "at-bravo"}
    assert wrong(situation, plan, rest) == ""


def test_one_of_two_that_comes_later_is_missing() -> None:
    """Two vans stand at alpha unused; in the rest one of them is there only at 400."""
    situation = tiny_fleet(vehicles=(BUS, many(VAN, 3)))
    plan = fleet_plan(situation)
    rest = rest_of(situation, plan)
    assert wrong(situation, plan, rest) == ""
    kept = [kind for kind in rest.vehicles if kind.name == "van"]
    (two,) = [kind for kind in kept if kind.count.value == 2]
    later = replace(two, id="late", count=known(1), available_from=known(400))
    split = (*(kind for kind in rest.vehicles if kind is not two), replace(two, count=known(1)), later)
    assert "van stand at alpha" in wrong(situation, plan, replace(rest, vehicles=split))


@pytest.mark.parametrize("minutes", [4, 6])
def test_the_rules_are_those_of_the_day(minutes: int) -> None:
    situation, plan = tiny_fleet(), fleet_plan(tiny_fleet())
    rest = rest_of(situation, plan)
    rules = replace(rest.rules, unload_minutes=known(minutes))
    assert "its rules are not those of the day" in wrong(situation, plan, replace(rest, rules=rules))


def test_vehicles_kept_spare_are_not_kept_from_a_bound() -> None:
    """A share that stays unused makes the rest hold less than the day may use."""
    situation, plan = tiny_fleet(), fleet_plan(tiny_fleet())
    rest = rest_of(situation, plan)
    spare = replace(rest, rules=replace(rest.rules, spare_percent=known(10)))
    assert "without spare vehicles" in wrong(situation, plan, spare)
