"""A plan changed on the day: accepted by the checker against what is known now, with as little changed as can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.resource import Closure
from safeconduct.model.situation import Leg, Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.changes import spoken
from safeconduct.plan.fleet.repair import DayUnderWay
from safeconduct.plan.fleet.replan import Replanned, replan
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_bound import best_days, horizon_of, tariff_of
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from safeconduct.verify.fleet_facts import fleet_facts
from tests.tiny import ASSUMED, OPENS, known, profile, vehicle
from tests.tiny_fleet import BUS, SCENARIO, fleet_plan, tiny_fleet


def shut(situation: Situation, since: int, until: int | None = None) -> Situation:
    """The bridge serves nobody in these minutes."""
    end = None if until is None else OPENS + timedelta(minutes=until)
    closure = Closure(since=OPENS + timedelta(minutes=since), until=end, basis=ASSUMED)
    return replace(situation, resources=(replace(situation.resources[0], closures=(closure,)),))


def turned(situation: Situation, road: str, state: RoadState, since: int) -> Situation:
    """A road is in another state from a minute on."""
    fact = RoadFact(state=state, since=OPENS + timedelta(minutes=since), basis=ASSUMED)
    roads = tuple(replace(r, history=(*r.history, fact)) if r.id == road else r for r in situation.roads)
    return replace(situation, roads=roads)


def with_ford(situation: Situation) -> Situation:
    """A second way from charlie, by a ford: 90 minutes, and no bridge on it."""
    ford = replace(situation.roads[0], id="ford")
    leg: Leg = replace(
        situation.legs[1],
        id="charlie-ford",
        edges=("ford",),
        uses=(),
        uses_empty=(),
        minutes_loaded=known(90),
        minutes_empty=known(90),
    )
    return replace(situation, roads=(*situation.roads, ford), legs=(*situation.legs, leg))


def accepted(situation: Situation, found: Replanned) -> Replanned:
    """The result, after every check of plan and certificate has passed."""
    sha, plan = codec.sha(situation), found.plan
    checks = () if plan is None else check_fleet_plan(situation, plan, situation_sha=sha)
    plan_sha = None if plan is None else codec.sha(plan)
    checks += check_fleet_certificate(situation, found.certificate, plan, situation_sha=sha, plan_sha=plan_sha)
    assert [(c.rule, c.found) for c in checks if not c.ok] == []
    facts = fleet_facts(situation, found.certificate.scenario)
    for bound in found.certificate.bounds:  # the best days are the same by both recursions, closed for a time or not
        tariff = tariff_of(facts, bound.prices, horizon_of(facts))
        best = best_days(facts, tariff, bound.worth.times(bound.unit), horizon_of(facts))
        assert best == {day.vehicle_class: day.parts for day in bound.days}
    return found


def went(before: Situation, after: Situation, now: int, **how: object) -> Replanned:
    """The plan made by hand, changed at ``now``, and accepted."""
    return accepted(after, replan(fleet_plan(before), before, after, now, steps=20, **how))  # type: ignore[arg-type]


def test_nothing_closed_nothing_changes() -> None:
    """Word for word, though the planner would wait elsewhere."""
    situation = tiny_fleet()
    found = went(situation, situation, 100)
    assert found.plan is not None
    assert (found.plan.days, found.changes.affected) == (fleet_plan(situation).days, 0)
    assert list(spoken(found.changes)) == ["2 of 2 vehicles unchanged", "80 persons out, 80 before"]


def test_the_bridge_closes_for_a_while() -> None:
    """From 108 to 120, told at 100: the bus, 19 minutes on its way, goes back and crosses in the slot of 150; the
    van, 22 minutes on its way, is at bravo again at 122, crosses at 153 and boards at 183."""
    found = went(tiny_fleet(), shut(tiny_fleet(), 108, 120), 100)
    bus, van = found.changes.vehicles
    assert (bus.kind, bus.trips[0].minutes, bus.turns_back) == ("later", 39, False)
    assert (van.trips[0].kind, van.trips[1].kind, van.turns_back) == ("unchanged", "later", True)
    assert van.trips[1].after is not None
    assert (van.trips[1].after.load_from, van.trips[1].after.passes[0].at) == (183, 225)


def test_another_way_with_the_same_people() -> None:
    """The bridge is closed for good while the bus boards at charlie: it takes the ford, at once."""
    before = with_ford(tiny_fleet())
    after = turned(before, "bridge", RoadState.CLOSED, 70)
    found = went(before, after, 70)
    trip = found.changes.vehicles[0].trips[0]
    assert trip.after is not None
    assert (trip.kind, trip.minutes, trip.persons) == ("other way", 25, 40)
    assert (trip.after.leg, trip.after.depart, trip.after.arrive) == ("charlie-ford", 76, 166)


def test_who_has_crossed_goes_on_and_who_is_inside_is_named() -> None:
    """The bridge is closed at 112: the bus has crossed at 111; the van has as well, inwards, and cannot come out."""
    before = tiny_fleet()
    found = went(before, turned(before, "bridge", RoadState.CLOSED, 112), 112)
    bus, van = found.changes.vehicles
    assert (bus.kind, van.stranded, van.aboard, van.turns_back) == ("unchanged", True, 0, False)
    assert found.changes.lost == (("alpha-any", 20),)
    assert "van-1: on an empty run, no way on is known; tell its crew" in spoken(found.changes)


def test_a_road_behind_the_bridge() -> None:
    """The road to alpha is closed at 120 while the van, across the bridge since 108, may or may not be on it: it is
    named, and its order is void."""
    before = tiny_fleet()
    found = went(before, turned(before, "road", RoadState.CLOSED, 120), 120)
    assert [v.vehicle for v in found.changes.vehicles if v.stranded] == ["van-1"]
    assert found.changes.persons_after == 60


def test_a_road_that_opens_is_used() -> None:
    """Nothing could go over the bridge; it opens at 61, so the first slot is that of 63."""
    before = tiny_fleet(bridge=RoadState.CLOSED)
    after = turned(before, "bridge", RoadState.OPEN, 61)
    nobody = replace(fleet_plan(before), days=())
    found = accepted(after, replan(nobody, before, after, 30, work=60, steps=20))
    assert found.plan is not None
    assert found.changes.persons_after == 100
    runs = [run for day in found.plan.days for run in (day.approach, *day.trips) if run is not None]
    assert min(passed.at for run in runs for passed in run.passes) == 63


def test_pins_hold_as_long_as_they_can() -> None:
    """Search may move the van's second trip, not a pinned one; a pinned day gets no trip more, broken it is said."""
    before = tiny_fleet()
    late = shut(before, 300, 400)
    for work in (0, 60):
        found = went(before, late, 120, work=work, pins={"van-1": None, "bus-1": 1})
        assert found.changes.vehicles[1].kind == "unchanged"
        assert found.changes.vehicles[0].trips[0].kind == "unchanged"
        assert not any(v.pin_broken for v in found.changes.vehicles)
    broken = went(before, shut(before, 108, 120), 100, pins={"van-1": None}, work=60)
    assert broken.changes.vehicles[1].pin_broken
    assert [t.kind for t in broken.changes.vehicles[1].trips] == ["unchanged", "cancelled"]
    with pytest.raises(NotFound, match="tram-1"):
        went(before, late, 120, pins={"tram-1": None})


def test_the_repaired_plan_comes_first() -> None:
    """``tell`` hears of it before search makes it better; and the same work gives the same plan."""
    before = tiny_fleet()
    heard: list[int] = []
    after = shut(before, 108, 111)
    found = replan(
        fleet_plan(before), before, after, 100, work=80, steps=5, tell=lambda _, c: heard.append(c.persons_after)
    )
    assert heard == [100]
    assert found == replan(fleet_plan(before), before, after, 100, work=80, steps=5)
    assert found.changes.persons_after >= 100


def test_only_roads_and_closures_may_differ() -> None:
    """A third vehicle, or a bridge with two lanes, is another day."""
    before = tiny_fleet()
    plan = fleet_plan(before)
    with pytest.raises(InputError, match="vehicles differ"):
        replan(plan, before, tiny_fleet(vehicles=(BUS,)), 10)
    wide = replace(before, resources=(replace(before.resources[0], lanes=known(2)),))
    with pytest.raises(InputError, match="resources differ"):
        replan(plan, before, wide, 10)


def test_a_lost_vehicle_drives_nothing_more() -> None:
    """The van is lost at 100, on its way back and empty: its second trip is void, and the bus, which is free at 146,
    takes the 40 of alpha who are still there."""
    before = tiny_fleet()
    found = went(before, before, 100, lost=("van-1",))
    bus, van = found.changes.vehicles
    assert (van.lost, van.stranded, van.aboard) == (True, True, 0)
    assert [t.kind for t in van.trips] == ["unchanged", "cancelled"]
    assert (bus.lost, [t.kind for t in bus.trips]) == (False, ["unchanged", "new"])
    assert (found.changes.persons_after, found.changes.orders) == (100, 1)
    assert next(iter(spoken(found.changes))) == "van-1: can be used no more, and is on an empty run"


def test_a_vehicle_lost_with_people_on_board_is_named_with_them() -> None:
    """At 80 the bus has 40 people on board and waits for its slot: someone must decide about them."""
    before = tiny_fleet()
    found = went(before, before, 80, lost=("bus-1",))
    bus = found.changes.vehicles[0]
    assert (bus.lost, bus.stranded, bus.aboard) == (True, True, 40)
    idle = went(before, before, 10, lost=("bus-1",))
    assert (idle.changes.vehicles[0].stranded, idle.changes.vehicles[0].lost) == (False, True)
    with pytest.raises(NotFound, match="tram-1"):
        went(before, before, 10, lost=("tram-1",))


def test_an_order_changes_only_for_what_it_is_worth() -> None:
    """The plan by hand leaves 20 people behind. Free search takes them, and may move orders for it; asked for more
    persons an order than it brings, it only adds to orders."""
    before = tiny_fleet()
    free = went(before, before, 20, work=200)
    dear = went(before, before, 20, work=200, price=1000)
    assert free.changes.persons_after == dear.changes.persons_after == 100
    assert dear.changes.orders == 0
    assert {t.kind for v in dear.changes.vehicles for t in v.trips} == {"unchanged", "new"}


def test_search_ends_with_its_time_or_when_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time at all: the repaired plan. Stopped in the middle: the best so far, and it is accepted."""
    before = tiny_fleet()
    assert went(before, before, 20, seconds=0.0).changes.persons_after in (80, 100)

    def stopped(*_: object, **how: object) -> object:
        if how.get("work"):
            raise KeyboardInterrupt
        return whole(*_, **how)  # type: ignore[arg-type]

    whole = DayUnderWay.go_on
    monkeypatch.setattr(DayUnderWay, "go_on", stopped)
    after = shut(before, 108, 120)
    assert went(before, after, 100, work=50).changes == went(before, after, 100).changes


FAMILIES = (profile("single", 600, walking=1), profile("family", 130, walking=3), profile("chair", 3, wheelchair=1))


@cache
def ordered(slot: int) -> tuple[Situation, FleetPlan]:
    """A day with a ford, families, and two vans, with its plan."""
    vans = replace(vehicle("van", 2, 20, wheelchair=1), loading_minutes=known(10))
    situation = replace(with_ford(tiny_fleet(slot=slot, vehicles=(BUS, vans))), profiles=FAMILIES)
    plan, _ = answer(situation, SCENARIO, work=100, threads=1)
    assert plan is not None
    return situation, plan


@settings(max_examples=60, deadline=None)
@given(
    slot=st.sampled_from([2, 5]),
    now=st.integers(0, 400),
    road=st.none() | st.sampled_from(["road", "bridge", "ford"]),
    closure=st.none() | st.tuples(st.integers(0, 60), st.integers(1, 200)),
    again=st.none() | st.integers(1, 120),
    work=st.sampled_from([0, 40]),
    pinned=st.sampled_from(["", "bus-1", "van-1", "van-2"]),
)
def test_whatever_closes_the_checker_agrees(
    slot: int,
    now: int,
    road: str | None,
    closure: tuple[int, int] | None,
    again: int | None,
    work: int,
    pinned: str,
) -> None:
    """Plan and certificate are accepted, the past is as it was, and a pinned day is kept or said to be broken."""
    before, plan = ordered(slot)
    assume(road is not None or closure is not None)
    after = before
    if closure is not None:
        since = -(-(now + closure[0]) // slot) * slot
        after = shut(after, since, since + closure[1])
    if road is not None:
        after = turned(after, road, RoadState.CLOSED, now)
        after = after if again is None else turned(after, road, RoadState.OPEN, now + again)
    pins = {pinned: None} if pinned else {}
    found = accepted(after, replan(plan, before, after, now, pins=pins, work=work, steps=10))
    new = {} if found.plan is None else {day.vehicle: day for day in found.plan.days}
    for day in plan.days:
        done = [trip for trip in day.trips if trip.arrive < now]
        assert list(new[day.vehicle].trips[: len(done)] if done else ()) == done
    for change in found.changes.vehicles:
        fresh = [t for t in change.trips if t.kind not in ("unchanged", "cancelled")]
        assert all(t.after is not None and t.after.arrive >= now for t in fresh)
        if change.vehicle == pinned:
            assert change.pin_broken or change.kind == "unchanged"
