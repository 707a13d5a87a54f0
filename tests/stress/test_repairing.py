"""Days with repaired orders: what makes the rest be planned anew, how often, and what it gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from safeconduct import codec
from safeconduct.model.control import PlanReplaced
from safeconduct.model.errors import InputError
from safeconduct.model.movement import Departed
from safeconduct.model.place import RoadState
from safeconduct.model.stress import Policy
from safeconduct.run.account import balance, holds, open_points
from safeconduct.run.records import State
from safeconduct.run.state import Folding
from safeconduct.run.tally import ZERO
from safeconduct.stress.batch import chunks
from safeconduct.stress.course import can_be_repaired, play, repaired_day
from safeconduct.stress.fortune import fortune_of
from safeconduct.stress.luck import Luck
from safeconduct.stress.measure import simulate
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard
from safeconduct.stress.programme import Programme, Round, Stage, Way
from safeconduct.stress.repairing import APART, MOST, Repairing
from safeconduct.stress.shapes import Chance
from tests.quay import quay, quay_plan
from tests.stress.fleets import plans
from tests.stress.programmes import LUCK, STILL, priors, shuttle
from tests.stress.test_course import out, refusals, told
from tests.stress.test_of_plan import solved
from tests.stress.test_ten_thousand_days import broken
from tests.tiny import tiny
from tests.tiny_fleet import fleet_plan, tiny_fleet
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned

REPAIR: Policy = "repaired orders"
SITUATION = tiny_fleet()
TWO = programme_of(SITUATION, fleet_plan(SITUATION))


def agreed(programme: Programme) -> Programme:
    corridors = {name: replace(facts, agreed=True) for name, facts in programme.corridors.items()}
    return replace(programme, corridors=corridors)


def test_a_still_day_is_not_planned_anew() -> None:
    fixed, repaired = play(TWO, STILL, LUCK), play(TWO, STILL, LUCK, policy=REPAIR)
    assert repaired.repairs == 0
    assert repaired.arrivals[: len(fixed.arrivals)] == fixed.arrivals


def test_when_the_bus_has_no_driver_the_van_takes_its_people_too() -> None:
    """By the plan: 40 of alpha with the van, 40 of charlie with the bus. Without the bus the van goes on until all who
    can are out, alpha's first: it is planned anew at minute 0."""
    luck = next(
        Luck(0, n)
        for n in range(1000)
        if [v for v in ("van-1", "bus-1") if Luck(0, n).number(f"driver.absent {v}") > 0.5] == ["bus-1"]
    )
    absent = priors(driver__absent=Chance(p=0.5))
    fixed = play(TWO, absent, luck)
    repaired = play(TWO, absent, luck, keep=True, policy=REPAIR)
    assert out(fixed) == 40
    assert out(repaired) >= 60
    assert repaired.repairs >= 1
    assert told(repaired, PlanReplaced)[0].orders.convoys[0].id.startswith("new 1.")
    assert refusals(TWO, repaired.diary.events or []) == []


def test_a_day_is_planned_anew_a_few_times_at_most_and_not_all_the_time() -> None:
    seen = 0
    for index in range(60):
        course = play(agreed(TWO), standard(), Luck(4, index), keep=True, policy=REPAIR)
        taken: dict[str, float] = {}
        for event in course.diary.events or ():
            if isinstance(event.body, PlanReplaced):
                for convoy in event.body.orders.convoys:
                    if convoy.id.startswith("new"):
                        taken.setdefault(convoy.id.partition(".")[0], (event.at - TWO.opens).total_seconds() / 60)
        minutes = list(taken.values())
        assert len(minutes) <= course.repairs <= MOST
        assert all(later - earlier >= APART for earlier, later in pairwise(minutes))
        seen += len(minutes)
    assert seen > 5


def test_once_a_minute_half_an_hour_apart_and_three_times() -> None:
    day = repaired_day()(TWO, STILL, LUCK, fortune_of(TWO, STILL, LUCK), False)
    assert isinstance(day, Repairing)

    def asked(at: float, repairs: int, before: float) -> int:
        day.agenda.clear()
        day.asked, day.course.repairs, day.repaired_at = False, repairs, before
        day.ask(at)
        day.ask(at)
        return len(day.agenda)

    assert asked(100.0, 0, -APART) == 1
    assert asked(100.0, MOST - 1, 100.0 - APART) == 1
    assert asked(100.0, MOST, 0.0) == 0
    assert asked(100.0, 1, 101.0 - APART) == 0


def hand_made() -> Programme:
    """Vans in convoys of two over a bridge."""
    together = convoyed()
    return programme_of(together, replace(planned(*TRIPS), situation=codec.sha(together)))


def quayside() -> Programme:
    """Boats, and two buses beyond the river."""
    return programme_of(quay(), quay_plan(quay()))


@pytest.mark.parametrize(("new", "taken"), [(40, False), (41, True), (39, False)])
def test_old_orders_stand_where_they_promise_as_much(new: int, taken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    day = repaired_day()(TWO, STILL, LUCK, fortune_of(TWO, STILL, LUCK), False)
    assert isinstance(day, Repairing)
    day.open()
    promised = iter((new, 40))
    monkeypatch.setattr(day, "promised", lambda at, runs: next(promised))
    day.repair(0.0)
    assert bool(day.cancelled) is taken


def test_whatever_happens_the_rules_of_the_day_hold() -> None:
    """Nobody is lost or made, no vehicle is filled above its places, none is sent onto a road known closed."""
    unknown = tiny_fleet(bridge=RoadState.UNKNOWN)
    one = tiny(people=300, seconds=45, hours=8)
    programmes = [
        TWO,
        programme_of(unknown, fleet_plan(unknown)),
        programme_of(one, solved(one, 300)),
        hand_made(),
        quayside(),
        *(programme_of(*plan) for plan in plans(range(30))),
    ]
    made: set[str] = set()
    for number, programme in enumerate(programmes):
        for index in range(25):
            course = play(agreed(programme), standard(), Luck(number, index), keep=True, policy=REPAIR)
            events, folding = course.diary.events or [], Folding(State())
            for event in events:
                folding.apply(event)
                assert holds(folding.state), (number, index, event)
            state = course.diary.state
            assert not state.stray
            assert not open_points(state)
            assert balance(state).aboard.total == 0
            assert events == sorted(events, key=lambda event: event.at)
            assert refusals(programme, events) == [], (number, index)
            assert broken(programme, events) == [], (number, index)
            for name, convoy in state.convoys.items():
                if name.startswith("new") and convoy.arrived != ZERO:
                    made.add("convoy" if len(convoy.orders.vehicles) > 1 else "vehicle")
                if name.startswith("new") and convoy.moved != ZERO and convoy.orders.reception == "quay":
                    made.add("boat")
    assert made == {"vehicle", "convoy", "boat"}, "new orders of every kind were driven"


def absent_alone(programme: Programme, vehicle: str) -> Luck:
    """A day on which, of a chance of a half each, this vehicle alone has no driver."""
    names = [name for name in programme.starts if "party" not in name]
    return next(
        Luck(0, n)
        for n in range(100_000)
        if [name for name in names if Luck(0, n).number(f"driver.absent {name}") > 0.5] == [vehicle]
    )


def test_a_bus_left_takes_on_those_at_the_landing_whom_the_other_should_have() -> None:
    """Bus 1 has no driver. Bus 2 would take the last 20 of 40 at 50; planned anew at once, it takes on 20 at 30, comes
    back, and takes the rest: the crossings are arranged anew with it."""
    programme = quayside()
    luck, absent = absent_alone(programme, "bus-1"), priors(driver__absent=Chance(p=0.5))
    fixed = play(programme, absent, luck)
    repaired = play(programme, absent, luck, keep=True, policy=REPAIR)
    assert out(fixed) == 20
    assert out(repaired) == 40
    assert fixed.diary.state.sites["alpha"].returned != ZERO, "who has crossed for nothing goes back"
    assert repaired.diary.state.sites["alpha"].returned == ZERO


def test_without_a_boat_the_other_crosses_more_often() -> None:
    """Three loads of eight were boat 1's, two boat 2's: without boat 1, boat 2 crosses five times, all are out."""
    programme = quayside()
    luck, absent = absent_alone(programme, "boats boat 1"), priors(driver__absent=Chance(p=0.5))
    assert out(play(programme, absent, luck)) == 16
    repaired = play(programme, absent, luck, keep=True, policy=REPAIR)
    assert out(repaired) == 40
    departed = told(repaired, Departed)
    crossed = {e.convoy for e in departed if repaired.diary.state.convoys[e.convoy].orders.reception == "quay"}
    assert len(crossed) == 5
    assert broken(programme, repaired.diary.events or []) == []


def test_a_convoy_is_made_of_the_vans_that_are_left() -> None:
    """Four vans should take 60 in two convoys. Without van 1 the first convoy is one van, and 20 stay. Planned anew, at
    minute 0, three vans take them all together, and go on for the forty of charlie whom the plan left behind."""
    programme = hand_made()
    luck, absent = absent_alone(programme, "van-1"), priors(driver__absent=Chance(p=0.5))
    fixed = play(programme, absent, luck)
    repaired = play(programme, absent, luck, keep=True, policy=REPAIR)
    assert (out(fixed), out(repaired)) == (40, 100)
    convoys = [len(c.orders.vehicles) for c in repaired.diary.state.convoys.values() if c.arrived != ZERO]
    assert min(convoys) >= 2, "a convoy of one is none"


def test_a_road_the_plan_does_not_use_can_be_closed_too() -> None:
    """Else whoever leaves the plan would drive on roads that never fail."""
    programme = shuttle(trips=1, people=50, unknown=frozenset({"bridge", "hill"}))
    longer = Way(id="round about", stages=(Stage(minutes=90.0),), roads=(("hill", 0.0),))
    rounds = {"corridor": (*programme.rounds["corridor"], Round(out=longer, back=longer))}
    found = play(replace(programme, rounds=rounds), priors(road__unknown=1.0), LUCK, policy="rolling orders")
    assert out(found) == 0
    assert found.lost_runs == {"road": 2}


def test_on_the_whole_more_are_out_than_with_a_rule_of_thumb_or_fixed_orders() -> None:
    def mean(policy: Policy) -> float:
        return sum(simulate(agreed(TWO), standard(), 2, n, policy).arrived for n in range(150)) / 150

    assert mean("repaired orders") > mean("rolling orders") > mean("fixed orders")


def test_the_same_luck_twice_is_the_same_day() -> None:
    days = [simulate(agreed(TWO), standard(), 9, 4, REPAIR) for _ in range(2)]
    assert days[0] == days[1]


def test_days_that_are_not_of_a_plan_cannot_be_planned_anew_and_say_so() -> None:
    programme = shuttle(trips=1, people=120)
    assert not can_be_repaired(programme)
    for asked in (
        lambda: play(programme, STILL, LUCK, policy=REPAIR),
        lambda: list(chunks(programme, STILL, 0, 5, policy=REPAIR)),
    ):
        with pytest.raises(InputError) as refused:
            asked()
        assert refused.value.field == "--policy"
