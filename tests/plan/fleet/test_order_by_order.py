"""Plans with stops, transfers, convoys and late vehicles, changed on the day: by hand, and whatever happens on random
ones; every new plan and certificate is accepted by the checker, and the past is as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.known import Assumption
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.resource import Closure
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.changes import spoken
from safeconduct.plan.fleet.replan import Replanned, replan
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from tests.plan.fleet.villages import all_of, bus, villages
from tests.quay import BOATS, PATH, quay, quay_plan
from tests.quay import SCENARIO as QUAY
from tests.tiny import ASSUMED, OPENS, known, profile
from tests.tiny_fleet import BUS, SCENARIO, VAN, fleet_plan, tiny_fleet
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned


def told(situation: Situation, slot: str, value: str) -> Situation:
    """With one more report of the day."""
    report = Assumption(
        id=f"day-{len(situation.assumptions)}", slot=slot, value=value, unit="", why="reported", source="dispatcher"
    )
    return replace(situation, assumptions=(*situation.assumptions, report))


def shut(situation: Situation, since: int, until: int | None = None) -> Situation:
    """The only narrow place serves nobody in these minutes."""
    end = None if until is None else OPENS + timedelta(minutes=until)
    closure = Closure(since=OPENS + timedelta(minutes=since), until=end, basis=ASSUMED)
    return replace(situation, resources=(replace(situation.resources[0], closures=(closure,)),))


def turned(situation: Situation, road: str, state: RoadState, since: int) -> Situation:
    """A road is in another state from a minute on."""
    fact = RoadFact(state=state, since=OPENS + timedelta(minutes=since), basis=ASSUMED)
    roads = tuple(replace(r, history=(*r.history, fact)) if r.id == road else r for r in situation.roads)
    return replace(situation, roads=roads)


def went(
    plan: FleetPlan,
    before: Situation,
    after: Situation,
    now: int,
    *,
    late: dict[str, int] | None = None,
    lost: tuple[str, ...] = (),
    pins: dict[str, int | None] | None = None,
    work: int = 0,
) -> Replanned:
    """The plan changed at ``now`` and accepted, the reports of late and lost vehicles among the facts."""
    after = told(after, "day.now", str(now))
    for name, until in (late or {}).items():
        after = told(after, "vehicle.out", f"{name}@{now}/{until}")
    for name in lost:
        after = told(after, "vehicle.out", f"{name}@{now}")
    found = replan(plan, before, after, now, late=late, lost=lost, pins=pins, work=work, steps=2)
    sha, made = codec.sha(after), found.plan
    checks = () if made is None else check_fleet_plan(after, made, situation_sha=sha)
    plan_sha = None if made is None else codec.sha(made)
    checks += check_fleet_certificate(after, found.certificate, made, situation_sha=sha, plan_sha=plan_sha)
    assert [(c.rule, c.found) for c in checks if not c.ok] == []
    new = {} if made is None else {day.vehicle: day for day in made.days}
    for day in plan.days:
        done = [trip for trip in day.trips if trip.unloaded <= now]
        assert list(new[day.vehicle].trips[: len(done)] if done else ()) == done
    over = [one for one in plan.crossings if one.arrive < now]
    assert list(made.crossings if made else ())[: len(over)] == over or not over
    return found


def three(close: int) -> Situation:
    """Three villages, one behind the other."""
    return villages((4, 4, 4), close=close, out=(20, 20, 20), between={(0, 1): 5, (1, 2): 5}, vehicles=(bus(1, 12),))


THREE = three(80)


@cache
def strung() -> FleetPlan:
    """Two villages on the way to a third: the bus boards at 0, 7 and 14, departs at 16, is on the bridge at 35. Made as
    if all had to be over at 50; there is time until 80."""
    made, _ = answer(three(50), all_of(THREE), work=200, threads=1)
    assert made is not None
    plan = replace(made, situation=codec.sha(THREE))
    assert [(stop.load_from, stop.arrive) for stop in plan.days[0].trips[0].stops] == [(0, 7), (7, 14)]
    return plan


def test_a_trip_with_stops_stands() -> None:
    """Word for word, when nothing happened."""
    found = went(strung(), THREE, THREE, 10)
    assert found.plan is not None
    assert (found.plan.days, found.changes.orders) == (strung().days, 0)


def test_a_trip_with_stops_waits_for_the_bridge() -> None:
    """Told at 20 that the bridge is shut from 30 to 50: the bus is past its stops, waits, and is on it at 50."""
    found = went(strung(), THREE, shut(THREE, 30, 50), 20)
    (bus_1,) = found.changes.vehicles
    assert (bus_1.kind, bus_1.trips[0].minutes, found.changes.persons_after) == ("later", 15, 12)


def test_a_stop_that_cannot_be_reached_is_left_out() -> None:
    """At 5, between two villages, the road that joins them is closed from 8: the bus, at beta at 7 and there until 9,
    goes to bravo straight from there, after the four minutes in bays that are due in all. It comes back for gamma."""
    found = went(strung(), THREE, turned(THREE, "road", RoadState.CLOSED, 8), 5)
    (bus_1,) = found.changes.vehicles
    assert bus_1.trips[0].after is not None
    assert [stop.boarded for stop in bus_1.trips[0].after.stops] == [strung().days[0].trips[0].stops[0].boarded]
    assert (bus_1.trips[0].after.leg, bus_1.trips[0].after.load_until) == ("beta-bravo", 9)
    assert [t.kind for t in bus_1.trips] == ["other trip", "new"]
    assert found.changes.persons_after == 12


def test_a_late_bus_with_stops() -> None:
    """At 10 it breaks down until 40, on the way from beta to gamma: there at 40, away at 42, at bravo at 62."""
    found = went(strung(), THREE, THREE, 10, late={"bus-1": 40})
    (bus_1,) = found.changes.vehicles
    assert bus_1.trips[0].after is not None
    assert (bus_1.trips[0].after.load_from, bus_1.trips[0].after.arrive) == (40, 62)
    assert found.changes.persons_after == 12


def test_a_transfer_stands() -> None:
    """Word for word, crossings too."""
    found = went(quay_plan(quay()), quay(), quay(), 25)
    assert found.plan is not None
    assert (found.plan.days, found.plan.crossings) == (quay_plan(quay()).days, quay_plan(quay()).crossings)


def test_a_lost_bus_leaves_those_who_landed_to_the_other() -> None:
    """Bus 1 is lost at 25, before it boards: bus 2, which stands at the quay, takes 20 at 30 as it came for later, and
    is there again at 104 for the rest."""
    found = went(quay_plan(quay()), quay(), quay(), 25, lost=("bus-1",))
    assert found.changes.persons_after == 40
    one, two = found.changes.vehicles
    assert (one.lost, one.stranded, [t.kind for t in one.trips]) == (True, True, ["cancelled"])
    assert len(two.trips) == 2


def test_who_is_across_and_cannot_go_on_is_named() -> None:
    """With both buses lost sixteen are across and sixteen on the water: they are named, and nobody else sets out."""
    found = went(quay_plan(quay()), quay(), quay(), 25, lost=("bus-1", "bus-2"))
    assert found.plan is not None
    assert (found.plan.days, len(found.plan.crossings)) == ((), 4)
    assert "32 households of alpha-any are across and wait; decide" in list(spoken(found.changes))


def test_nobody_crosses_on_what_has_closed() -> None:
    """The water is closed at 25 with two boats on it: they are named; the sixteen who are across board at 30."""
    found = went(quay_plan(quay()), quay(), turned(quay(), "bridge", RoadState.CLOSED, 25), 25)
    assert found.changes.persons_after == 16
    assert "boats: 8 households set out at 20 on what has closed; decide" in list(spoken(found.changes))


def test_a_convoy_goes_on_as_one() -> None:
    """At 30 the bridge is shut from 50 to 60: both vans of the first convoy wait before it; the second is as it was."""
    found = went(planned(*TRIPS), convoyed(), shut(convoyed(), 50, 60), 30)
    kinds = {v.vehicle: v.trips[0].kind for v in found.changes.vehicles if v.trips}
    assert [kinds[f"van-{n}"] for n in range(1, 5)] == ["later", "later", "unchanged", "unchanged"]
    assert found.plan is not None
    assert {t.depart for day in found.plan.days for t in day.trips[:1]} == {20, 40}


def test_a_van_lost_before_its_convoy_departs() -> None:
    """At 25 van 4 is lost: van 3 would be alone at 40 and may not; its people wait for a convoy of two that can be."""
    found = went(planned(*TRIPS), convoyed(), convoyed(), 25, lost=("van-4",))
    assert found.plan is not None
    sizes = {}
    for trip in (t for day in found.plan.days for t in day.trips):
        sizes[trip.leg, trip.depart] = sizes.get((trip.leg, trip.depart), 0) + 1
    assert min(sizes.values()) >= 2


def test_a_van_lost_on_the_way_leaves_a_smaller_convoy() -> None:
    """The others of it are history; without the minute of the change the checker would not have it."""
    found = went(planned(*TRIPS), convoyed(), convoyed(), 30, lost=("van-1",))
    assert found.plan is not None
    assert [t.depart for day in found.plan.days for t in day.trips].count(20) == 1
    unchanged = replace(convoyed(), assumptions=convoyed().assumptions)
    alone = replace(found.plan, situation=codec.sha(unchanged))
    wrong = [c.rule for c in check_fleet_plan(unchanged, alone, situation_sha=codec.sha(unchanged)) if not c.ok]
    assert "F17 convoys" in wrong


def test_a_late_van_comes_later() -> None:
    """The van, on its way back at 100, stands still until 130: at the bridge at 132, at alpha at 162."""
    found = went(fleet_plan(tiny_fleet()), tiny_fleet(), tiny_fleet(), 100, late={"van-1": 130})
    van = next(v for v in found.changes.vehicles if v.vehicle == "van-1")
    assert (van.trips[1].kind, van.trips[1].after.load_from if van.trips[1].after else 0) == ("later", 162)


def test_a_change_is_changed_again() -> None:
    """The plan with a late arrival is repaired once more, though its van waited behind the bridge."""
    first = went(fleet_plan(tiny_fleet()), tiny_fleet(), tiny_fleet(), 125, late={"bus-1": 170})
    assert first.plan is not None
    again = told(told(tiny_fleet(), "day.now", "125"), "vehicle.out", "bus-1@125/170")
    second = went(replace(first.plan, situation=codec.sha(again)), again, shut(again, 175, 200), 150)
    assert second.plan is not None


def test_what_was_used_cannot_have_been_closed() -> None:
    """The bus with stops passed the bridge at 35."""
    with pytest.raises(InputError, match="said to have been closed"):
        went(strung(), THREE, shut(THREE, 30, 50), 37)


PROFILES = (profile("single", 600, walking=1), profile("family", 130, walking=3))


@cache
def days_of(sort: str, slot: int) -> tuple[Situation, FleetPlan]:
    """A day of a sort with its plan."""
    scenario: FleetScenario
    if sort == "stops":
        between = {(0, 1): 5, (1, 2): 7, (1, 0): 6}
        situation = villages(
            (9, 5, 14), close=300, out=(20, 25, 15), between=between, vehicles=(bus(2, 12),), household=2, slot=slot
        )
        scenario = all_of(situation)
    elif sort in ("boats", "path"):
        bridge = RoadState.BOAT if sort == "boats" else RoadState.FOOT_ONLY
        transfers = (BOATS if sort == "boats" else PATH,)
        situation = replace(quay(people=70, transfers=transfers, bridge=bridge), profiles=PROFILES)
        situation = replace(
            situation, transfers=tuple(replace(t, holds=known(30)) for t in situation.transfers), wishes_recorded=False
        )
        scenario = QUAY
    else:
        escorts = {"escorts": 1, "escort_return_minutes": 45} if slot == 2 else {}
        situation = convoyed(least=2, most=4, vans=5, led_above=3, headway=15, **escorts)
        situation = replace(situation, vehicles=(replace(VAN, count=known(5)), replace(BUS, count=known(2))))
        scenario = SCENARIO
    plan, _ = answer(situation, scenario, work=200, threads=1)
    assert plan is not None
    return situation, plan


@settings(max_examples=60, deadline=None)
@given(
    sort=st.sampled_from(["stops", "boats", "path", "convoys"]),
    slot=st.sampled_from([1, 2]),
    now=st.integers(0, 250),
    road=st.none() | st.sampled_from(["road", "bridge"]),
    closure=st.none() | st.tuples(st.integers(0, 60), st.integers(1, 100)),
    again=st.none() | st.integers(1, 60),
    late=st.none() | st.tuples(st.integers(0, 6), st.integers(1, 90)),
    lost=st.none() | st.integers(0, 6),
    pinned=st.none() | st.integers(0, 6),
    work=st.sampled_from([0, 40]),
)
def test_whatever_happens_the_checker_agrees(
    sort: str,
    slot: int,
    now: int,
    road: str | None,
    closure: tuple[int, int] | None,
    again: int | None,
    late: tuple[int, int] | None,
    lost: int | None,
    pinned: int | None,
    work: int,
) -> None:
    """Plan and certificate are accepted, the past is as it was, and a pinned day is kept or said to be broken."""
    before, plan = days_of(sort, slot)
    names = [f"{kind.id}-{n}" for kind in before.vehicles for n in range(1, kind.count.value + 1)]
    after = before
    if closure is not None and before.resources:
        step = before.resources[0].slot_minutes.value
        after = shut(after, -(-(now + closure[0]) // step) * step, now + closure[0] + closure[1] + step)
    if road is not None:
        after = turned(after, road, RoadState.CLOSED, now)
        after = after if again is None else turned(after, road, RoadState.OPEN, now + again)
    found = went(
        plan,
        before,
        after,
        now,
        late={} if late is None else {names[late[0] % len(names)]: now + late[1]},
        lost=() if lost is None else (names[lost % len(names)],),
        pins={} if pinned is None else {names[pinned % len(names)]: None},
        work=work,
    )
    for change in found.changes.vehicles:
        fresh = [t for t in change.trips if t.kind not in ("unchanged", "cancelled")]
        assert all(t.after is not None and t.after.unloaded >= now for t in fresh)
        if pinned is not None and change.vehicle == names[pinned % len(names)]:
            assert change.pin_broken or change.kind == "unchanged"
