"""Drawn days of family full: every rule is in them, nothing in them contradicts itself, and their plans hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.fleet_drawn import full_situation
from benchmarks.fleet_instances import LOOSE, SIZES, Size
from safeconduct import codec
from safeconduct.app.fleet_planning import checked_fleet, scenario_of
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from safeconduct.plan.instance import latest_arrival
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.notices import notices
from safeconduct.verify.sunset import check_sunset

#: A town, two villages, an isle and its quay, one reception, a vehicle of each type.
TINY = Size(sites=1, receptions=1, vehicles=4, bridges=1, depots=1, tight=1.6)
DAYS = [(size, seed, in_convoys) for size in (10, 40, 150) for seed in (0, 1) for in_convoys in (False, True)]


def people_of(situation: Situation) -> int:
    """Everyone, those who stay included."""
    return sum(group.people.pick("likely") for site in situation.sites for group in site.groups)


def test_the_same_day_again() -> None:
    """By size, seed, tightness and way to depart; another seed is another day."""
    day = full_situation(TINY, 3)
    assert codec.sha(full_situation(TINY, 3)) == codec.sha(day)
    others = [full_situation(TINY, 4), full_situation(TINY, 3, LOOSE), full_situation(TINY, 3, in_convoys=True)]
    assert len({codec.sha(one) for one in (day, *others)}) == 4


@pytest.mark.parametrize(("size", "seed", "in_convoys"), DAYS)
def test_a_drawn_day_makes_sense(size: int, seed: int, in_convoys: bool) -> None:
    """It is accepted, survives being written, says nothing twice, and everyone who wishes to go has a way."""
    day = full_situation(SIZES[size], seed, in_convoys=in_convoys)
    assert codec.load(Situation, codec.dump(day), file="day") == day
    scenario = scenario_of(day, None, "likely")
    assert len(scenario.corridors) == len(day.corridors)
    assert notices(day, scenario.corridors, fleet=True) == ()
    assert all(check_sunset(day, corridor).ok for corridor in day.corridors)
    instance = instance_of(legend_of(day, scenario), EACH)
    spare = 0 if not in_convoys else sum(kind.count.value // 10 for kind in day.vehicles)
    assert instance.vehicles == size - spare
    reached = np.any(instance.outbound.crossing >= 0, axis=2)[instance.group_site]
    assert np.all(np.any(instance.group_allowed & reached, axis=1))
    places = {*(s.id for s in day.sites), *(r.id for r in day.receptions), *(d.id for d in day.depots)}
    used = {edge for edges in (*(g.edges for g in day.legs), *(a.edges for a in day.approaches)) for edge in edges}
    assert used == {road.id for road in day.roads}
    assert places - {"isle"} <= {node.id for node in day.nodes}


def test_roads_lead_on() -> None:
    """The edges of a leg share their ends from its site to its reception, but for the ferry, which runs on water."""
    day = full_situation(SIZES[40], 0)
    ends = {road.id: set(road.ends) for road in day.roads}
    for leg in day.legs:
        assert leg.site in ends[leg.edges[0]]
        assert leg.reception in ends[leg.edges[-1]]
        by_ferry = leg.uses[0].resource == "ferry-out"
        assert by_ferry or all(ends[a] & ends[b] for a, b in pairwise(leg.edges))
        assert len(leg.edges) == (2 if by_ferry else 3)


@pytest.mark.parametrize("size", [10, 40, 150])
def test_every_rule_is_in_it(size: int) -> None:
    """What the docstring promises, counted on the day."""
    day = full_situation(SIZES[size], 1)
    legs = {use.resource for leg in day.legs for use in (*leg.uses, *leg.uses_empty)}
    kinds = {resource.id: resource.kind for resource in day.resources}
    assert {kinds[name] for name in legs} == {"crossing", "ferry", "checkpoint"}
    assert any(resource.closures for resource in day.resources)
    assert any(resource.lanes.value == 1 and resource.kind == "crossing" for resource in day.resources)
    assert {road.now.state for road in day.roads} == {RoadState.OPEN, RoadState.UNKNOWN}
    assert any(len(road.history) > 1 for road in day.roads)
    assert any(leg.leans_on for leg in day.legs)
    windows = [corridor.window for corridor in day.corridors if corridor.window is not None]
    assert len({(window.opens, window.closes) for window in windows}) > 1
    margin = day.rules.window_margin_minutes.value
    by_window = [window.minutes - margin for window in windows]
    assert any(latest_arrival(day, c) < most for c, most in zip(day.corridors, by_window, strict=True))
    wishes = {group.wished.value for site in day.sites for group in site.groups}
    assert {"any", "stay"} < wishes
    counted = [group.households is not None for site in day.sites for group in site.groups]
    assert size == 10 or (any(counted) and not all(counted))
    assert [reception.capacity is None for reception in day.receptions] == [False] * (len(day.receptions) - 1) + [True]
    assert len([way for way in day.approaches if way.minutes_loaded is not None]) >= 4
    assert [(boat.site, boat.landing) for boat in day.transfers] == [("isle", "quay")]
    assert not [leg for leg in day.legs if leg.site == "isle"]
    classes = day.vehicles
    assert {kind.name for kind in classes} == {"coach", "minibus", "accessible", "ambulance"}
    assert any(kind.rest_minutes for kind in classes)
    assert any(kind.duty_minutes and not kind.rest_minutes for kind in classes)
    assert len({kind.available_from.value for kind in classes if kind.available_from}) > 1
    assert {kind.start.value for kind in classes} > {"town-1"}
    assert day.rules.fleet_convoys is None
    assert full_situation(SIZES[size], 1, in_convoys=True).rules.fleet_convoys is not None


def test_people_fill_the_fleet_so_many_times() -> None:
    """Tightness is people of the towns over places times trips: twice as tight, twice as many, all else alike."""
    one, two = full_situation(SIZES[40], 2, 1.2), full_situation(SIZES[40], 2, 2.4)

    def towns(day: Situation) -> int:
        return sum(g.people.pick("likely") for s in day.sites if s.id.startswith("town") for g in s.groups)

    assert towns(two) == pytest.approx(2 * towns(one), abs=1)
    assert one.legs == two.legs
    assert one.vehicles == two.vehicles
    places = sum(kind.count.value * kind.places.value.total for kind in one.vehicles)
    assert 1.2 * places <= towns(one) <= 1.2 * 5 * places  # one to five trips in twelve hours


@pytest.mark.parametrize("in_convoys", [False, True])
def test_a_plan_of_a_tiny_day_holds(in_convoys: bool) -> None:
    """Plan and certificate pass every check; the same plan with too early an arrival does not."""
    day = full_situation(TINY, 0, in_convoys=in_convoys)
    scenario = scenario_of(day, None, "likely")
    plan, certificate = answer(day, scenario, work=200, threads=1)
    assert plan is not None
    assert 0 < certificate.persons_out <= certificate.levels[1].bound <= certificate.people < people_of(day)
    assert len(checked_fleet(day, plan, certificate)) == 22
    first = plan.days[0]
    early = replace(first, trips=(replace(first.trips[0], arrive=first.trips[0].arrive - 10), *first.trips[1:]))
    changed = replace(plan, days=(early, *plan.days[1:]))
    wrong = [check.rule for check in check_fleet_plan(day, changed, situation_sha=codec.sha(day)) if not check.ok]
    assert "F5 driving" in wrong
