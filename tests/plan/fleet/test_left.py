"""What is left of a day: by hand, and no continuation of any plan is above the bound on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.answer import certified
from safeconduct.plan.fleet.left import left_of
from safeconduct.plan.fleet.replan import replan
from safeconduct.verify.fleet_facts import fleet_facts
from safeconduct.verify.fleet_left import check_left
from tests.plan.fleet.test_order_by_order import days_of, told
from tests.tiny_fleet import SCENARIO, fleet_plan, tiny_fleet


def begun_by(situation: Situation, plan: FleetPlan, now: int) -> Needs:
    """Persons by need on trips of which a boarding had begun before a minute."""
    facts, total = fleet_facts(situation, plan.scenario), Needs()
    for trip in (trip for day in plan.days for trip in day.trips if trip.begins < now):
        total = total.plus(facts.aboard(trip))
    return total


def most(situation: Situation, plan: FleetPlan, now: int) -> tuple[int, int]:
    """Persons on trips that have begun, and the bound on all out; every check of it holds."""
    found = left_of(situation, plan, now)
    if found is None:
        begun = begun_by(situation, plan, now).total
        return begun, begun
    rest, helped, begun = found
    certificate = certified(rest, plan.scenario, None, steps=10)
    checks = check_left(situation, plan, now, rest, certificate, rest_sha=codec.sha(rest))
    assert [(c.rule, c.found) for c in checks if not c.ok] == []
    counted = begun_by(situation, plan, now)
    assert (counted.wheelchair + counted.stretcher, counted.total) == (helped, begun)
    return begun, begun + certificate.levels[-1].bound


def test_at_the_opening_nothing_has_begun() -> None:
    """The rest is the day."""
    situation = tiny_fleet()
    whole = certified(situation, SCENARIO, None, steps=60)
    assert most(situation, replace(fleet_plan(situation), days=()), 0) == (0, whole.levels[-1].bound)


def test_in_the_middle() -> None:
    """At 100 the bus, with charlie's 40, is on its way, done at 146; the van has brought 20 and is on its way to alpha,
    there at 138. There is time for the others: everyone, 100."""
    situation, plan = tiny_fleet(), fleet_plan(tiny_fleet())
    assert most(situation, plan, 100) == (60, 100)
    found = left_of(situation, plan, 100)
    assert found is not None
    stands = [(kind.start.value, kind.available_from.value if kind.available_from else 0) for kind in found[0].vehicles]
    assert sorted(stands) == [("alpha", 135), ("at-bravo", 135)]  # 138 and 146, by quarters of an hour


def test_towards_the_end() -> None:
    """At 500 of a day that closes at 600 the 60 of the first trips are out, and an hour and a half there and back is
    more than there is: nobody else goes, though the bound of the whole day is still everyone."""
    situation = tiny_fleet()
    plan = fleet_plan(situation)
    van = replace(plan.days[1], trips=plan.days[1].trips[:1], moves=())
    short = replace(plan, days=(plan.days[0], van))
    assert most(situation, short, 500) == (60, 60)
    assert certified(situation, SCENARIO, short, steps=60).levels[-1].bound == 100


def test_a_lost_vehicle_is_not_counted_on() -> None:
    """Without the bus, and with the van late until 500: nobody but those on their way."""
    situation = told(told(tiny_fleet(), "vehicle.out", "bus-1@147"), "vehicle.out", "van-1@78/500")
    plan = fleet_plan(tiny_fleet())
    van = replace(plan.days[1], trips=plan.days[1].trips[:1], moves=())
    assert most(situation, replace(plan, days=(plan.days[0], van)), 150) == (60, 60)


@settings(max_examples=20, deadline=None)
@given(
    sort=st.sampled_from(["stops", "boats", "path", "convoys"]),
    now=st.integers(0, 300),
    later=st.integers(0, 300),
    lost=st.none() | st.integers(0, 6),
)
def test_no_continuation_is_above_it(sort: str, now: int, later: int, lost: int | None) -> None:
    """However a plan goes on from ``now``, with what happens later, it takes no more out than the bound says; nor does
    the plan itself."""
    before, plan = days_of(sort, 2)
    begun, bound = most(before, plan, now)
    out = begun_by(before, plan, 10**6).total
    assert begun <= out <= bound
    names = [f"{kind.id}-{n}" for kind in before.vehicles for n in range(1, kind.count.value + 1)]
    gone = () if lost is None else (names[lost % len(names)],)
    after = told(before, "day.now", str(now + later))
    for name in gone:
        after = told(after, "vehicle.out", f"{name}@{now + later}")
    found = replan(plan, before, after, now + later, lost=gone, work=1, steps=1)
    assert found.changes.persons_after <= bound
    if found.plan is not None:
        assert most(after, found.plan, now + later)[1] >= found.changes.persons_after


def test_less_than_what_is_left_is_found() -> None:
    """A rest without a vehicle, with fewer people, less room or another window is no rest."""
    situation, plan = tiny_fleet(capacity=100), fleet_plan(tiny_fleet(capacity=100))
    found = left_of(situation, plan, 100)
    assert found is not None
    rest = found[0]
    certificate = certified(rest, SCENARIO, None, steps=5)

    def wrong(changed: Situation) -> str:
        checks = check_left(situation, plan, 100, changed, certificate, rest_sha=codec.sha(changed))
        return "" if checks[0].ok else checks[0].found

    assert wrong(rest) == ""
    assert "stand at" in wrong(replace(rest, vehicles=rest.vehicles[1:]))
    later = replace(rest.vehicles[0], available_from=replace(rest.vehicles[0].count, value=400))
    assert "stand at" in wrong(replace(rest, vehicles=(later, *rest.vehicles[1:])))
    stay = replace(rest.sites[0].groups[0].wished, value="stay")
    nobody = replace(rest.sites[0], groups=(replace(rest.sites[0].groups[0], wished=stay),))
    assert "households" in wrong(replace(rest, sites=(nobody, *rest.sites[1:])))
    full = replace(rest.receptions[0], capacity=replace(rest.vehicles[0].count, value=0))
    assert "has room" in wrong(replace(rest, receptions=(full, *rest.receptions[1:])))
    assert "corridors differ" in wrong(replace(rest, corridors=rest.corridors[::-1]))
    assert "way back" in wrong(replace(rest, approaches=situation.approaches))
    assert "approach" in wrong(replace(rest, approaches=rest.approaches[1:]))
    assert "resources differ" in wrong(replace(rest, resources=(*rest.resources, replace(rest.resources[0], id="two"))))


@pytest.mark.parametrize("minutes", [60, 200])
def test_a_crew_goes_home(minutes: int) -> None:
    """A van on duty for an hour is not there at 100; on duty until 200 it has 65 minutes from 135 on."""
    situation = tiny_fleet()
    bus, van = situation.vehicles
    situation = replace(situation, vehicles=(bus, replace(van, duty_minutes=replace(van.count, value=minutes))))
    found = left_of(situation, fleet_plan(situation), 100)
    assert found is not None
    duty = [kind.duty_minutes.value for kind in found[0].vehicles if kind.duty_minutes is not None]
    assert duty == ([] if minutes == 60 else [65])
