"""From a situation to a checked plan with its proof: what the tiny fleet can do, and what changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from benchmarks.fleet_drawn import full_situation
from benchmarks.fleet_instances import SIZES
from safeconduct import codec
from safeconduct.app.fleet_planning import scenario_of
from safeconduct.model.errors import InputError, NotFound, UnconfirmedError
from safeconduct.model.fleet import FleetCertificate, FleetPlan, FleetScenario
from safeconduct.model.place import RoadState
from safeconduct.model.resource import Closure, ResourceUse
from safeconduct.model.situation import HouseholdProfile, Needs, Situation
from safeconduct.plan.fleet import answer as module
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.chains import least_between
from safeconduct.plan.fleet.lagrangian import Lagrangian
from safeconduct.plan.fleet.levels import Most
from safeconduct.plan.fleet.situated import Legend, instance_of, legend_of
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from tests.tiny import ASSUMED, OPENS, known, profile, vehicle
from tests.tiny_fleet import BUS, SCENARIO, VAN, tiny_fleet


def solved(
    situation: Situation, scenario: FleetScenario = SCENARIO, *, work: int = 1500, strict: bool = False
) -> tuple[FleetPlan | None, FleetCertificate]:
    """The answer by counted work; every rule and number is recomputed by the checker."""
    plan, certificate = answer(situation, scenario, work=work, strict=strict)
    sha, plan_sha = codec.sha(situation), None if plan is None else codec.sha(plan)
    checks = list(check_fleet_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=plan_sha))
    if plan is not None:
        checks += check_fleet_plan(situation, plan, situation_sha=sha, strict=strict)
    assert [check for check in checks if not check.ok] == []
    return plan, certificate


def test_everyone_is_out_and_arithmetic_says_so() -> None:
    """100 people, ten hours: nobody stays, and no bound above 100 is needed."""
    plan, certificate = solved(tiny_fleet())
    assert plan is not None
    assert (certificate.persons_out, certificate.people) == (100, 100)
    assert certificate.levels[-1].gap == 0
    assert plan.status == "capacity study"


def test_a_short_window_is_proved_short() -> None:
    """120 minutes: the bus cannot arrive before 138. The van alone, one trip of 20, is proved to be all."""
    situation = tiny_fleet()
    window = situation.corridors[0].window
    assert window is not None
    short = replace(window, closes=OPENS + timedelta(minutes=120))
    situation = replace(situation, corridors=tuple(replace(c, window=short) for c in situation.corridors))
    plan, certificate = solved(situation)
    assert plan is not None
    assert [day.vehicle for day in plan.days] == ["van-1"]
    assert (certificate.levels[-1].value, certificate.levels[-1].bound) == (20, 20)


def test_each_corridor_keeps_its_own_window() -> None:
    """Charlie's corridor closes before any vehicle could be there and back: its 40 people stay, alpha's 60 go."""
    situation = tiny_fleet()
    window = situation.corridors[1].window
    assert window is not None
    early = replace(situation.corridors[1], window=replace(window, closes=OPENS + timedelta(minutes=60)))
    plan, certificate = solved(replace(situation, corridors=(situation.corridors[0], early)))
    assert plan is not None
    assert certificate.persons_out == 60
    assert {trip.leg for day in plan.days for trip in day.trips} == {"alpha-bravo"}


def test_nobody_is_taken_where_they_did_not_wish_to_go() -> None:
    """Who wishes to go elsewhere is not counted out, who wishes to stay is not counted at all."""
    _, elsewhere = solved(tiny_fleet(wish="elsewhere"))
    assert (elsewhere.persons_out, elsewhere.people) == (60, 100)
    _, stay = solved(tiny_fleet(wish="stay"))
    assert (stay.persons_out, stay.people) == (60, 60)


def test_a_closed_bridge_leaves_no_plan_and_an_unknown_one_leans() -> None:
    """Strict refuses the unknown to the plan, not to the bound."""
    plan, certificate = solved(tiny_fleet(bridge=RoadState.CLOSED))
    assert plan is None
    assert certificate.levels[-1].bound == 0
    plan, _ = solved(tiny_fleet(bridge=RoadState.UNKNOWN))
    assert plan is not None
    assert plan.leans_on == ("bridge",)
    plan, certificate = solved(tiny_fleet(bridge=RoadState.UNKNOWN), strict=True)
    assert plan is None
    assert certificate.levels[-1].bound == 100


def test_families_travel_whole() -> None:
    """A van of six and families of four: one family a trip, though the bound counts persons."""
    family: tuple[HouseholdProfile, ...] = (profile("single", 0, walking=1), profile("family", 250, walking=4))
    van = replace(VAN, places=vehicle("x", 1, 6).places)
    plan, certificate = solved(replace(tiny_fleet(vehicles=(van,)), profiles=family))
    assert plan is not None
    trips = [trip for day in plan.days for trip in day.trips]
    assert all(entry.count == 1 for trip in trips for entry in trip.boarded)
    assert certificate.persons_out == 4 * len(trips)
    assert "households travel whole" in certificate.bounds[-1].relaxed


def test_help_comes_first() -> None:
    """One bus with one wheelchair space: every trip carries a person in a wheelchair, and that level is closed."""
    profiles = (profile("single", 0, walking=1), profile("chair", 100, wheelchair=1))
    bus = replace(BUS, places=vehicle("x", 1, 20, wheelchair=1).places)
    _, certificate = solved(replace(tiny_fleet(vehicles=(bus,)), profiles=profiles))
    assert certificate.levels[0].value == certificate.levels[0].bound == 4


def test_a_closure_is_kept() -> None:
    """The bridge closed from minute 100 on: the van's first trip, nothing else."""
    situation = tiny_fleet()
    closure = Closure(since=OPENS + timedelta(minutes=100), until=None, basis=ASSUMED)
    shut = replace(situation, resources=(replace(situation.resources[0], closures=(closure,)),))
    _, certificate = solved(shut)
    assert (certificate.persons_out, certificate.levels[-1].bound) == (20, 20)


def test_the_same_work_gives_the_same_bytes() -> None:
    """Twice, and with another number of threads."""
    situation = tiny_fleet(slot=4)
    one = answer(situation, SCENARIO, work=800, threads=1)
    two = answer(situation, SCENARIO, work=800, threads=2)
    assert one == two


def test_what_cannot_be_planned_says_what_to_do() -> None:
    """No window, an unknown corridor, an unknown resource, a narrow place that is met twice at once."""
    situation = tiny_fleet()
    closed = replace(situation.corridors[0], window=None, window_basis=None)
    with pytest.raises(UnconfirmedError, match="no window is confirmed"):
        answer(replace(situation, corridors=(closed, situation.corridors[1])), SCENARIO, work=1)
    with pytest.raises(NotFound, match="nowhere"):
        answer(situation, FleetScenario(corridors=("nowhere",), people="likely"), work=1)
    with pytest.raises(NotFound, match="which is no resource"):
        answer(replace(situation, resources=()), SCENARIO, work=1)
    leg = situation.legs[0]
    both = replace(leg, uses=(*leg.uses, ResourceUse(resource="old-bridge", minutes=32)))
    with pytest.raises(InputError, match="passes old-bridge twice within one slot"):
        answer(replace(situation, legs=(both, *situation.legs[1:])), SCENARIO, work=1)


def test_a_delay_lengthens_the_way() -> None:
    """A checkpoint in place of the bridge that takes five minutes of loaded vehicles and lets the empty pass."""
    situation = tiny_fleet()
    gate = replace(situation.resources[0], kind="checkpoint", delay_loaded=known(5), empty_free=True)
    plan, certificate = solved(replace(situation, resources=(gate,)))
    assert plan is not None
    assert certificate.persons_out == 100
    for day in plan.days:
        for trip in day.trips:
            assert trip.arrive == trip.passes[0].at + 35


@pytest.mark.parametrize(("opens", "out"), [(76, 40), (77, 0)])
def test_no_approach_before_its_road_is_agreed(opens: int, out: int) -> None:
    """Charlie's corridor has a road of its own, on which the bus comes as well. Leaving at 76 it crosses at 96, boards
    at 126, crosses again at 168 and arrives at 198, in time until 200; a minute later each slot is missed. Plan and
    proof say the same."""
    situation = tiny_fleet(vehicles=(BUS,))
    first, second = situation.corridors
    assert first.window is not None
    early = replace(first.window, closes=OPENS + timedelta(minutes=100))
    late = replace(first.window, opens=OPENS + timedelta(minutes=opens), closes=OPENS + timedelta(minutes=200))
    ford = replace(situation.roads[0], id="ford")
    own = replace(
        situation,
        roads=(*situation.roads, ford),
        corridors=(replace(first, window=early), replace(second, window=late)),
        legs=(situation.legs[0], replace(situation.legs[1], edges=("ford",))),
        approaches=(replace(situation.approaches[1], edges=("ford",)),),
    )
    _, certificate = solved(own, work=300)
    assert (certificate.persons_out, certificate.levels[-1].bound) == (out, out)


def _proved_on_the_day(legend: Legend, steps: int) -> SimpleNamespace:
    """What a search would hand on: level 1, and level 2 among plans with so many helped persons."""
    levels = []
    for weights in ((0, 1, 1), (1, 31, 31)):
        search = BoundSearch(Lagrangian(tables_of(instance_of(legend, weights))))
        search.run(steps, 0.0)
        levels.append(SimpleNamespace(weights=weights, proved=search.proved))
    return SimpleNamespace(levels=levels)


def test_bounds_go_on_from_what_the_search_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pick-ups on the way are not in the prices of the search; with them each bound falls from where it stands."""
    monkeypatch.setattr(module, "STEPS", 60)
    situation = full_situation(SIZES[40], 0)
    legend = legend_of(situation, scenario_of(situation, None, "likely"))
    assert least_between(legend)
    found, out = _proved_on_the_day(legend, 40), (60, 900)
    stated = [module.stated_at(legend, level.weights, level.proved.prices) for level in found.levels]
    helped, everyone, both = module._bounds(legend, cast(Most, found), out, None, same=True)
    assert helped.value <= stated[0].value
    assert both.worth == stated[1].worth
    assert both.value < 0.99 * stated[1].value
    assert everyone.worth == Needs(walking=1, wheelchair=1, stretcher=1)
    assert module._bounds(legend, cast(Most, found), out, 0.0, same=True)[2] == stated[1]


def test_three_bounds_share_the_seconds_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """And each knows what there is: of helped persons, of all, and of both as they are weighed."""
    asked = []

    def bound_of(legend: Legend, worth: tuple[int, int, int], reached: int, **known: object) -> object:
        asked.append((worth, reached, known["seconds"], known["start"] is None))

    monkeypatch.setattr(module, "bound_of", bound_of)
    situation = tiny_fleet()
    legend = legend_of(situation, SCENARIO)
    found = _proved_on_the_day(legend, 5)
    module._bounds(legend, cast(Most, found), (3, 50), 6.0, same=True)
    assert sorted(asked) == [
        ((0, 1, 1), 3, 4.0, False),
        ((1, 1, 1), 50, 4.0, True),
        ((1, 31, 31), 50 + 30 * 3, 4.0, False),
    ]
