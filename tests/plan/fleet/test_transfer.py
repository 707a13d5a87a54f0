"""Two fleets and a landing: by hand, against every departure of one bus, checked by the checker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.fleet import FleetCertificate, FleetPlan, FleetScenario
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet import transfer
from safeconduct.plan.fleet.answer import answer, best_plan, stated_at
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from tests.quay import BOATS, BUSES, CROSSINGS, PATH, SCENARIO, quay, quay_plan
from tests.tiny import known, profile


def answered(
    situation: Situation, scenario: FleetScenario = SCENARIO, *, strict: bool = False
) -> tuple[FleetPlan | None, FleetCertificate]:
    """The answer, every rule and number of it recomputed."""
    plan, certificate = answer(situation, scenario, work=200, threads=1, strict=strict)
    sha = codec.sha(situation)
    plan_sha = None if plan is None else codec.sha(plan)
    checks = check_fleet_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=plan_sha)
    if plan is not None:
        checks = (*checks, *check_fleet_plan(situation, plan, situation_sha=sha, strict=strict))
    assert [check for check in checks if not check.ok] == []
    return plan, certificate


def test_the_day_made_by_hand_is_found() -> None:
    """Five crossings, a bus at 30 and one at 50, everyone out at 84 (tests/quay.py)."""
    situation = quay()
    plan, certificate = answered(situation)
    assert plan is not None
    assert plan.crossings == CROSSINGS
    assert {trip.load_from for day in plan.days for trip in day.trips} == {30, 50}
    by_hand = quay_plan(situation)
    assert {day.trips for day in plan.days} == {day.trips for day in by_hand.days}
    assert (certificate.persons_out, certificate.people, certificate.levels[1].bound) == (40, 40, 40)


@pytest.mark.parametrize(("close", "out"), [(84, 40), (83, 32), (64, 32), (63, 16), (44, 16), (43, 0)])
def test_as_many_as_there_is_time_for(close: int, out: int) -> None:
    """At 83 who lands at 50 is too late, at 63 who lands at 30; the bound says the same: these are the most there can
    be."""
    _, certificate = answered(quay(close=close))
    assert (certificate.persons_out, certificate.levels[1].bound) == (out, out)


def test_on_foot() -> None:
    """Three a minute in parties of 20: 20 across at 19, 40 at 26; two buses, the bay free at 23: out at 60."""
    path = replace(PATH, places=known(Needs(walking=20)))
    situation = quay(transfers=(path,), bridge=RoadState.FOOT_ONLY, close=60)
    plan, certificate = answered(situation)
    assert plan is not None
    assert [(c.depart, c.arrive) for c in plan.crossings] == [(0, 19), (7, 26)]
    assert certificate.persons_out == 40
    assert answered(replace(quay(transfers=(path,), bridge=RoadState.FOOT_ONLY, close=59)))[1].persons_out < 40


@pytest.mark.parametrize(("holds", "most"), [(None, 32), (16, 16), (8, 8)])
def test_a_landing_that_holds_few(holds: int | None, most: int) -> None:
    """Nobody waits there beyond what it holds (the checker looks); everyone is out all the same when there is time."""
    small = replace(BOATS, holds=None if holds is None else known(holds))
    plan, certificate = answered(quay(transfers=(small,)))
    assert plan is not None
    assert certificate.persons_out >= min(40, 2 * most)


def test_nobody_crosses_a_closed_road() -> None:
    """Nor, when asked to be strict, an unknown one; the bound does not know the state of a transfer's road."""
    assert answered(quay(bridge=RoadState.CLOSED))[1].persons_out == 0
    unknown = quay(bridge=RoadState.UNKNOWN)
    plan, _ = answered(unknown)
    assert plan is not None
    assert plan.leans_on == ("bridge",)
    assert answered(unknown, strict=True)[1].persons_out == 0


def test_who_wishes_elsewhere_does_not_cross() -> None:
    """Half of alpha's people wish for a place the quay does not lead to."""
    situation = quay()
    site = situation.sites[0]
    half = replace(site.groups[0].people, low=20, likely=20, high=20)
    groups = (
        replace(site.groups[0], people=half),
        replace(site.groups[0], id="alpha-elsewhere", people=half, wished=known("elsewhere")),
    )
    situation = replace(situation, sites=(replace(site, groups=groups), situation.sites[1]))
    plan, certificate = answered(situation)
    assert plan is not None
    assert certificate.persons_out == 20
    assert {entry.group for crossing in plan.crossings for entry in crossing.aboard} == {"alpha-any"}


def test_a_reception_that_takes_few() -> None:
    """Ten places at bravo: ten cross, and no more."""
    situation = quay()
    narrow = replace(situation, receptions=(replace(situation.receptions[0], capacity=known(10)),))
    plan, certificate = answered(narrow)
    assert plan is not None
    assert certificate.persons_out == 10
    assert sum(entry.count for crossing in plan.crossings for entry in crossing.aboard) == 10


def village(situation: Situation, people: int) -> tuple[Situation, FleetScenario]:
    """The day with a village beyond the river, which the buses can drive to as well."""
    site = situation.sites[1]
    group = replace(
        situation.sites[0].groups[0],
        id="village-any",
        site="village",
        people=replace(situation.sites[0].groups[0].people, low=people, likely=people, high=people),
    )
    joined = replace(
        situation,
        sites=(*situation.sites, replace(site, id="village", groups=(group,))),
        legs=(*situation.legs, replace(situation.legs[0], id="village-bravo", site="village")),
        approaches=(*situation.approaches, replace(situation.approaches[0], id="yard-village", site="village")),
        corridors=(*situation.corridors, replace(situation.corridors[0], id="from-village", site="village")),
    )
    return joined, replace(SCENARIO, corridors=("from-quay", "from-village"))


@pytest.mark.parametrize(("people", "out"), [(20, 40), (4, 32)])
def test_the_second_fleet_serves_other_sites_too(people: int, out: int) -> None:
    """One trip for each bus until 70. Twenty in the village: a bus for them, and one for 20 of the 32 who land by 30.
    Four: better leave them and bring those 32 out than the four and 20."""
    situation, scenario = village(quay(close=70), people)
    _, certificate = answered(situation, scenario)
    assert certificate.persons_out == out <= certificate.levels[1].bound


@pytest.mark.parametrize(("near", "tried"), [(True, len(transfer.SHARES)), (False, 1)])
def test_landings_first_are_given_up_where_they_get_nowhere_near(
    monkeypatch: pytest.MonkeyPatch, near: bool, tried: int
) -> None:
    """A plan with the landings first that brings nobody out is the last of its kind; the one there was stays."""
    situation, scenario = village(quay(), 20)
    legend = legend_of(situation, scenario)
    plan, _ = best_plan(situation, legend, work=200, threads=1)
    assert plan is not None
    before = replace(plan, crossings=(), days=tuple(day for day in plan.days if "village" in day.trips[0].leg))
    assert before.days
    good = transfer.with_transfers(legend, before)
    calls: list[FleetPlan] = []

    def anew(legend: object, landed: FleetPlan, **how: object) -> FleetPlan:
        calls.append(landed)
        return good if near else replace(landed, days=())

    monkeypatch.setattr(transfer, "with_stops", anew)
    assert transfer.with_transfers(legend, before).days
    assert len(calls) == tried


def most_out(lands: Sequence[tuple[int, int]], seats: int, close: int) -> int:
    """The most persons one bus takes on at a landing, whenever it leaves: 4 to board, 30 out, 5 to unload, 30 back."""

    @cache
    def best(ready: int, taken: int) -> int:
        if ready + 34 > close:
            return 0
        here = sum(n for at, n in lands if at <= ready) - taken
        go = min(seats, here)
        goes = go + best(ready + 34 + 5 + 30, taken + go) if go else 0
        return max(goes, best(ready + 1, taken))

    return best(5, 0)


@settings(max_examples=40, deadline=None)
@given(
    close=st.integers(40, 200),
    people=st.integers(1, 60),
    boats=st.integers(1, 3),
    places=st.integers(1, 12),
    minutes=st.tuples(st.integers(1, 25), st.integers(0, 25)),
    seats=st.integers(1, 30),
)
def test_no_plan_is_above_the_best_and_no_bound_below_it(
    close: int, people: int, boats: int, places: int, minutes: tuple[int, int], seats: int
) -> None:
    """One bus: every minute it could leave at. Boats that go as soon as they can are never worse than others."""
    fleet = replace(
        BOATS,
        boats=known(boats),
        places=known(Needs(walking=places)),
        minutes=known(minutes[0]),
        minutes_back=known(minutes[1]),
    )
    bus = replace(BUSES, count=known(1), places=known(Needs(walking=seats)))
    _, certificate = answered(quay(close=close, people=people, transfers=(fleet,), vehicles=(bus,)))
    lands, left, at = [], people, 0
    while left > 0 and at <= close:
        for _ in range(boats):
            lands.append((at + minutes[0], min(places, left)))
            left -= lands[-1][1]
        at += sum(minutes)
    best = most_out(lands, seats, close)
    assert certificate.persons_out <= best <= certificate.levels[1].bound


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_plan_keeps_the_rules(seed: int) -> None:
    """Boats and a path, households of two and wheelchairs, a village beside, a landing that holds few."""
    rng = np.random.default_rng(seed)
    places = known(Needs(walking=int(rng.integers(2, 9)), wheelchair=int(rng.integers(0, 2))))
    holds = known(int(rng.integers(2, 30))) if rng.random() < 0.5 else None
    boats = replace(BOATS, places=places, holds=holds, boats=known(int(rng.integers(1, 3))))
    path = replace(PATH, edges=(), places=known(Needs(walking=int(rng.integers(2, 20)))))
    bus = replace(BUSES, places=known(Needs(walking=12, wheelchair=1)), count=known(int(rng.integers(1, 4))))
    transfers = (boats, path) if rng.random() < 0.5 else (boats,)
    day = quay(close=int(rng.integers(60, 240)), people=int(rng.integers(1, 60)), transfers=transfers, vehicles=(bus,))
    day = replace(
        day,
        profiles=(*day.profiles, profile("pair", 300, walking=2), profile("helped", 100, walking=1, wheelchair=1)),
    )
    situation, scenario = village(day, int(rng.integers(1, 30)))
    found = answered(situation, scenario)
    assert found[1].persons_out <= found[1].levels[1].bound
    assert answer(situation, scenario, work=200, threads=1) == found


def test_prices_of_a_search_without_those_who_cross() -> None:
    """They pay what they are worth: at no other price at all the forty count once each, and no vehicle's day for
    anything."""
    situation = quay()
    legend = legend_of(situation, SCENARIO)
    tables = tables_of(instance_of(legend, EACH))
    nothing = Prices.of(tables, np.zeros(Lagrangian(tables).amounts.size))
    stated = stated_at(legend, EACH, nothing)
    assert (stated.value, [day.parts for day in stated.days]) == (40, [0])
    assert [price.row for price in stated.prices] == ["people"]
