"""Days with repaired orders: what makes the rest be planned anew, how often, and what it gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from safeconduct import codec
from safeconduct.model.control import PlanReplaced
from safeconduct.model.errors import InputError
from safeconduct.model.place import RoadState
from safeconduct.model.stress import Policy
from safeconduct.run.account import balance, holds, open_points
from safeconduct.run.records import State
from safeconduct.run.state import Folding
from safeconduct.stress.batch import chunks
from safeconduct.stress.course import can_be_repaired, play, repaired_day
from safeconduct.stress.fortune import fortune_of
from safeconduct.stress.luck import Luck
from safeconduct.stress.measure import simulate
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard
from safeconduct.stress.programme import Programme
from safeconduct.stress.repairing import APART, MOST, Repairing
from safeconduct.stress.shapes import Chance
from tests.quay import quay, quay_plan
from tests.stress.fleets import plans
from tests.stress.programmes import LUCK, STILL, priors, shuttle
from tests.stress.test_course import out, refusals, told
from tests.stress.test_of_plan import solved
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


def test_whatever_happens_the_rules_of_the_day_hold() -> None:
    unknown = tiny_fleet(bridge=RoadState.UNKNOWN)
    one = tiny(people=300, seconds=45, hours=8)
    programmes = [
        TWO,
        programme_of(unknown, fleet_plan(unknown)),
        programme_of(one, solved(one, 300)),
        *(p for p in (programme_of(*plan) for plan in plans(range(0, 30, 3))) if can_be_repaired(p)),
    ]
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


def test_on_the_whole_more_are_out_than_with_a_rule_of_thumb_or_fixed_orders() -> None:
    def mean(policy: Policy) -> float:
        return sum(simulate(agreed(TWO), standard(), 2, n, policy).arrived for n in range(150)) / 150

    assert mean("repaired orders") > mean("rolling orders") > mean("fixed orders")


def test_the_same_luck_twice_is_the_same_day() -> None:
    days = [simulate(agreed(TWO), standard(), 9, 4, REPAIR) for _ in range(2)]
    assert days[0] == days[1]


def test_days_that_cannot_be_planned_anew_say_so() -> None:
    """Convoys of a fleet, transfers, and programmes made without a situation."""
    situation, together = quay(), convoyed()
    convoys = replace(planned(*TRIPS), situation=codec.sha(together))
    for programme in (
        shuttle(trips=1, people=120),
        programme_of(situation, quay_plan(situation)),
        programme_of(together, convoys),
    ):
        assert not can_be_repaired(programme)
        for asked in (
            lambda p=programme: play(p, STILL, LUCK, policy=REPAIR),
            lambda p=programme: list(chunks(p, STILL, 0, 5, policy=REPAIR)),
        ):
            with pytest.raises(InputError) as refused:
                asked()
            assert refused.value.field == "--policy"
