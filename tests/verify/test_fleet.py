"""The checker of a fleet's day: the timetable made by hand passes, and every way to break a rule is found by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan, VehicleDay
from safeconduct.model.place import RoadState
from safeconduct.model.resource import Closure
from safeconduct.model.situation import ProfileCount, Situation, Sunset
from safeconduct.verify.fleet import check_fleet_plan
from tests.tiny import ASSUMED, OPENS, known
from tests.tiny_fleet import BUS_DAY, VAN_DAY, fleet_plan, over, singles, tiny_fleet


def failing(situation: Situation, plan: FleetPlan, *, strict: bool = False) -> set[str]:
    """The rules that do not hold, by their number."""
    named = replace(plan, situation=codec.sha(situation))
    checks = check_fleet_plan(situation, named, situation_sha=codec.sha(situation), strict=strict)
    return {check.rule.split()[0].split("-")[0] for check in checks if not check.ok}


def test_the_plan_made_by_hand_holds() -> None:
    """All rules, with what was found."""
    situation = tiny_fleet()
    checks = check_fleet_plan(situation, fleet_plan(situation), situation_sha=codec.sha(situation))
    assert [c.rule for c in checks if not c.ok] == []
    assert len(checks) == len({c.rule for c in checks})
    assert "80 persons board" in next(c.found for c in checks if c.rule.startswith("F1 "))


def bus(plan: FleetPlan, **changes: Any) -> FleetPlan:
    """The plan with the bus's only trip changed."""
    return replace(plan, days=(replace(BUS_DAY, trips=(replace(BUS_DAY.trips[0], **changes),)), VAN_DAY))


def van(plan: FleetPlan, number: int, **changes: Any) -> FleetPlan:
    """The plan with one trip of the van changed."""
    trips = list(VAN_DAY.trips)
    trips[number] = replace(trips[number], **changes)
    return replace(plan, days=(BUS_DAY, replace(VAN_DAY, trips=tuple(trips))))


def back(plan: FleetPlan, **changes: Any) -> FleetPlan:
    """The plan with the van's empty drive changed."""
    return replace(plan, days=(BUS_DAY, replace(VAN_DAY, moves=(replace(VAN_DAY.moves[0], **changes),))))


def approach(plan: FleetPlan, **changes: Any) -> FleetPlan:
    """The plan with the bus's first drive changed."""
    assert BUS_DAY.approach is not None
    return replace(plan, days=(replace(BUS_DAY, approach=replace(BUS_DAY.approach, **changes)), VAN_DAY))


BROKEN: dict[str, tuple[Callable[[FleetPlan], FleetPlan], set[str]]] = {
    "a household forgotten": (lambda p: replace(p, left_behind=singles("alpha-any", 19)), {"F1"}),
    "a household twice": (lambda p: replace(p, left_behind=singles("alpha-any", 21)), {"F1"}),
    "a household that there is not": (
        lambda p: replace(p, left_behind=(*p.left_behind, replace(p.left_behind[0], profile="x", count=1))),
        {"F1"},
    ),
    "an unknown profile": (
        lambda p: replace(p, left_behind=(*p.left_behind, replace(p.left_behind[0], profile="x"))),
        {"F1"},
    ),
    "people of the other site": (lambda p: bus(p, boarded=singles("alpha-any", 40)), {"F1", "F2"}),
    "no such leg": (lambda p: bus(p, leg="nowhere"), {"F2"}),
    "above seats": (
        lambda p: replace(van(p, 0, boarded=singles("alpha-any", 21)), left_behind=singles("alpha-any", 19)),
        {"F3"},
    ),
    "no such vehicle": (lambda p: replace(p, days=(replace(BUS_DAY, vehicle="bus-2"), VAN_DAY)), {"F3"}),
    "boards too briefly": (lambda p: bus(p, load_until=75), {"F4"}),
    "boards too long": (lambda p: bus(p, load_until=77, depart=77), {"F4"}),
    "no such bay": (lambda p: bus(p, bay=1), {"F4"}),
    "a bay below 0": (lambda p: bus(p, bay=-1), {"F4"}),
    "nobody boards": (
        lambda p: replace(bus(p, boarded=()), left_behind=(*p.left_behind, *singles("charlie-all", 40))),
        {"F4"},
    ),
    "departs while boarding": (lambda p: bus(p, depart=75), {"F5"}),
    "is at the bridge too soon": (lambda p: bus(p, passes=over(105)), {"F5"}),
    "arrives too soon": (lambda p: bus(p, arrive=140, unloaded=145), {"F5"}),
    "does not pass the bridge": (lambda p: bus(p, passes=()), {"F5"}),
    "passes it twice": (lambda p: bus(p, passes=over(111) * 2), {"F5", "F6"}),
    "drives back by no way": (lambda p: back(p, way="nowhere"), {"F5", "F8"}),
    "between slots": (lambda p: bus(p, passes=over(112), arrive=142, unloaded=147), {"F6"}),
    "in a slot that is taken": (lambda p: bus(p, passes=over(108), arrive=138, unloaded=143), {"F6"}),
    "unloads too fast": (lambda p: bus(p, unloaded=145), {"F8"}),
    "starts back while unloading": (lambda p: back(p, depart=76), {"F8"}),
    "boards before it is back": (lambda p: back(p, passes=over(111), arrive=141), {"F6", "F8"}),
    "comes back to another site": (lambda p: back(p, way="charlie-bravo"), {"F8"}),
    "drives off before it is available": (lambda p: approach(p, depart=14), {"F8"}),
    "boards before it arrives": (lambda p: approach(p, passes=over(39), arrive=69), {"F8"}),
    "approaches another site": (lambda p: approach(p, way="yard-alpha"), {"F8"}),
    "is simply there": (lambda p: replace(p, days=(replace(BUS_DAY, approach=None), VAN_DAY)), {"F8"}),
    "leans on a road that is known": (lambda p: replace(p, leans_on=("bridge",)), {"F11"}),
    "calls itself an order": (lambda p: replace(p, status="order"), {"F12"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_rule_is_found_by_it(name: str) -> None:
    """By that rule, and by those only."""
    breaks, rules = BROKEN[name]
    situation = tiny_fleet()
    assert failing(situation, breaks(fleet_plan(situation))) == rules


def test_two_days_of_one_vehicle() -> None:
    """The second day would let it be in two places."""
    situation = tiny_fleet()
    plan = fleet_plan(situation)
    second = VehicleDay(vehicle="van-1", approach=None, trips=VAN_DAY.trips[1:], moves=())
    first = VehicleDay(vehicle="van-1", approach=None, trips=VAN_DAY.trips[:1], moves=())
    assert failing(situation, replace(plan, days=(BUS_DAY, first, second))) == {"F8"}


def test_one_bay_boards_one_vehicle_at_a_time() -> None:
    """Two vans at alpha: with one bay the second waits; a shared minute is found."""
    twice = tuple(replace(v, count=known(2)) if v.id == "van" else v for v in tiny_fleet().vehicles)
    situation = tiny_fleet(vehicles=twice)
    other = replace(VAN_DAY.trips[0], load_from=10, load_until=20, depart=20, passes=over(51), arrive=81, unloaded=86)
    plan = fleet_plan(situation)
    day = VehicleDay(vehicle="van-2", approach=None, trips=(other,), moves=())
    fits = replace(plan, days=(*plan.days, day), left_behind=())
    assert failing(situation, fits) == set()
    early = replace(other, load_from=9, load_until=19)
    assert failing(situation, replace(fits, days=(*plan.days, replace(day, trips=(early,))))) == {"F4"}


def test_a_group_goes_only_where_it_wishes() -> None:
    """To another reception or to stay: nobody boards, and who stays is not due."""
    for wish, rules in (("elsewhere", {"F2"}), ("stay", {"F1", "F2"}), ("any", set())):
        situation = tiny_fleet(wish=wish)
        assert failing(situation, fleet_plan(situation)) == rules, wish


def test_a_reception_is_not_overfilled() -> None:
    """80 arrive: 80 places are enough, 79 are not."""
    for capacity, rules in ((80, set()), (79, {"F10"})):
        situation = tiny_fleet(capacity=capacity)
        assert failing(situation, fleet_plan(situation)) == rules


def test_a_closed_bridge_carries_nobody_and_an_unknown_one_is_leaned_on() -> None:
    """The roads of every way, approaches included; strict refuses the unknown."""
    closed = tiny_fleet(bridge=RoadState.CLOSED)
    assert failing(closed, fleet_plan(closed)) == {"F11"}
    unknown = tiny_fleet(bridge=RoadState.UNKNOWN)
    assert failing(unknown, fleet_plan(unknown)) == set()
    assert failing(unknown, fleet_plan(unknown), strict=True) == {"F11"}
    assert failing(unknown, replace(fleet_plan(unknown), leans_on=())) == {"F11"}


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(180, None, False), (183, None, True), (170, 180, True), (170, 181, False), (114, 180, True), (113, 180, False)],
)
def test_no_slot_that_overlaps_a_closure(since: int, until: int | None, holds: bool) -> None:
    """Slots begin at 36, 42, 108, 111 and 180 and last three minutes."""
    situation = tiny_fleet()
    closure = Closure(
        since=OPENS + timedelta(minutes=since),
        until=None if until is None else OPENS + timedelta(minutes=until),
        basis=ASSUMED,
    )
    shut = replace(situation, resources=(replace(situation.resources[0], closures=(closure,)),))
    assert failing(shut, fleet_plan(shut)) == (set() if holds else {"F6"})


def test_empty_vehicles_may_pass_freely() -> None:
    """Then an empty drive needs no slot, and shares one with a loaded vehicle."""
    situation = tiny_fleet()
    free = replace(situation, resources=(replace(situation.resources[0], empty_free=True),))
    plan = approach(fleet_plan(free), passes=over(35), arrive=65)
    assert failing(free, plan) == set()
    assert failing(situation, plan) == {"F6"}


def test_a_delay_is_time_on_the_way() -> None:
    """A checkpoint that takes a minute of every loaded vehicle: the arrivals are a minute too early."""
    situation = tiny_fleet()
    slow = replace(situation, resources=(replace(situation.resources[0], delay_loaded=known(1)),))
    assert failing(slow, fleet_plan(slow)) == {"F5"}


def test_windows_open_and_close() -> None:
    """The bus from charlie departs at 76 and arrives at 141; the empty drive home departs at 77."""
    situation = tiny_fleet()
    corridor = situation.corridors[1]
    window = corridor.window
    assert window is not None
    for opens, rules in ((76, set()), (77, {"F7"})):
        later = replace(corridor, window=replace(window, opens=OPENS + timedelta(minutes=opens)))
        shifted = replace(situation, corridors=(situation.corridors[0], later))
        assert failing(shifted, fleet_plan(shifted)) == rules
    for closes, rules in ((141, set()), (140, {"F7"})):
        earlier = replace(corridor, window=replace(window, closes=OPENS + timedelta(minutes=closes)))
        shifted = replace(situation, corridors=(situation.corridors[0], earlier))
        assert failing(shifted, fleet_plan(shifted)) == rules


def test_agreed_hours_hold_for_empty_vehicles() -> None:
    """Charlie's road is its own, and so is that of the approach, which departs at 15: the hours may begin then, not
    later. On the bridge's road the other corridor's hours have begun before."""
    situation = tiny_fleet()
    corridor, ford = situation.corridors[1], replace(situation.roads[0], id="ford")
    assert corridor.window is not None
    legs = (situation.legs[0], replace(situation.legs[1], edges=("ford",)))
    for edges, opens, rules in ((("ford",), 15, set()), (("ford",), 16, {"F7"}), (("bridge", "ford"), 16, set())):
        later = replace(corridor, window=replace(corridor.window, opens=OPENS + timedelta(minutes=opens)))
        ways = (situation.approaches[0], replace(situation.approaches[1], edges=edges))
        shifted = replace(
            situation,
            roads=(*situation.roads, ford),
            legs=legs,
            approaches=ways,
            corridors=(situation.corridors[0], later),
        )
        assert failing(shifted, fleet_plan(shifted)) == rules


def test_nobody_arrives_after_sunset_less_the_margin() -> None:
    """The last arrival is at 210. The sun sets at 240: a margin of 30 minutes is kept, one of 31 is not."""
    situation = tiny_fleet()
    sets = Sunset(reception="bravo", at=known(OPENS + timedelta(minutes=240)))
    for margin, rules in ((30, set()), (31, {"F7"})):
        rule = replace(situation.rules, sunset_margin_minutes=known(margin))
        dusk = replace(situation, sunsets=(sets,), rules=rule)
        assert failing(dusk, fleet_plan(dusk)) == rules


def test_nobody_drives_in_when_it_is_over() -> None:
    """The van's way back reaches alpha at 138, the last minute its corridor allows an arrival."""
    situation = tiny_fleet()
    window = situation.corridors[0].window
    assert window is not None
    plan = fleet_plan(situation)
    short = replace(situation.corridors[0], window=replace(window, closes=OPENS + timedelta(minutes=137)))
    late = replace(situation, corridors=(short, situation.corridors[1]))
    checks = check_fleet_plan(late, replace(plan, situation=codec.sha(late)), situation_sha=codec.sha(late))
    found = next(c.found for c in checks if c.rule.startswith("F7"))
    assert "arrives at 210" in found
    assert "and 1 more" in found  # the empty drive that ends at 138


def test_counted_households_take_the_place_of_the_split() -> None:
    """40 counted at charlie are due, whatever the estimate says; an unknown profile is unusable."""
    situation = tiny_fleet()
    site = situation.sites[1]

    def counted(profile: str, count: int) -> Situation:
        counts: tuple[ProfileCount, ...] = (ProfileCount(profile=profile, count=count),)
        households = known(counts)
        group = replace(site.groups[0], households=households)
        return replace(situation, sites=(situation.sites[0], replace(site, groups=(group,))))

    assert failing(counted("single", 40), fleet_plan(situation)) == set()
    assert failing(counted("single", 41), fleet_plan(situation)) == {"F1"}
    assert failing(counted("nobody", 40), fleet_plan(situation)) == {"F0"}
    plan = fleet_plan(tiny_fleet())
    assert failing(tiny_fleet(), replace(plan, work=replace(plan.work, units=-1))) == {"F0"}


def test_a_plan_is_for_the_situation_it_names() -> None:
    """Another situation's plan is refused though every rule would hold; an unknown corridor is unusable."""
    situation = tiny_fleet()
    plan = replace(fleet_plan(situation), situation="f" * 64)
    checks = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
    assert [c.rule for c in checks if not c.ok] == ["F0 situation"]
    lost = replace(fleet_plan(situation), scenario=replace(plan.scenario, corridors=("nowhere",)))
    checks = check_fleet_plan(situation, lost, situation_sha=codec.sha(situation))
    assert [c.ok for c in checks] == [False]
    assert "no corridor nowhere" in checks[0].found


def test_without_minutes_of_its_own_a_class_boards_as_long_as_when_full() -> None:
    """50 seats at 40 s are 34 minutes, whoever is aboard; the bus boards for ten."""
    situation = tiny_fleet()
    own = tuple(replace(v, loading_minutes=None) if v.id == "bus" else v for v in situation.vehicles)
    situation = replace(situation, vehicles=own)
    assert failing(situation, fleet_plan(situation)) == {"F4"}
    trip = replace(BUS_DAY.trips[0], load_until=100, depart=100, passes=over(132), arrive=162, unloaded=167)
    slow = replace(fleet_plan(situation), days=(replace(BUS_DAY, trips=(trip,)), VAN_DAY))
    assert failing(situation, slow) == set()
