"""Convoys that take people on at a landing: by hand on the quay, and whatever the rules on random days."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.resource import FleetConvoys
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.answer import answer
from tests.plan.fleet.test_order_by_order import went
from tests.plan.fleet.test_transfer import answered, village
from tests.quay import BOATS, BUSES, PATH, SCENARIO, quay
from tests.tiny import known, profile


def together(
    situation: Situation, *, least: int = 2, most: int = 3, headway: int = 10, led_above: int = 5, **escort: int
) -> Situation:
    """The day in convoys."""
    convoys = FleetConvoys(led_above=known(led_above), **{name: known(value) for name, value in escort.items()})
    rules = replace(
        situation.rules,
        convoy_min=known(least),
        convoy_max=known(most),
        headway_minutes=known(headway),
        fleet_convoys=convoys,
    )
    return replace(situation, rules=rules)


@pytest.mark.parametrize(("close", "out"), [(90, 40), (89, 32), (70, 32), (69, 16), (50, 16), (49, 0)])
def test_two_buses_leave_the_quay_together(close: int, out: int) -> None:
    """People land at 10 (16), 30 (32) and 50 (40); two buses board one after the other in the one bay, 4 minutes each,
    and depart at a multiple of 10. At 60 both are full: arrived at 90. At 40 the first has boarded who landed by 30, 20
    of them, the second 12: arrived at 70. At 20 they share the 16 of the first boats: arrived at 50."""
    plan, certificate = answered(together(quay(close=close)))
    assert certificate.persons_out == out <= certificate.levels[1].bound
    trips = [] if plan is None else [trip for day in plan.days for trip in day.trips]
    assert set(Counter(trip.depart for trip in trips).values()) <= {2}
    assert all(trip.aboard for trip in trips)
    assert sum(entry.count for crossing in (plan.crossings if plan else ()) for entry in crossing.aboard) == out


@pytest.mark.parametrize(
    ("change", "buses", "out"),
    [
        ({}, 1, 0),  # nobody leaves alone
        ({"least": 1, "led_above": 1, "escorts": 0, "escort_return_minutes": 0}, 2, 40),  # two, alone each
        ({"led_above": 1, "escorts": 0, "escort_return_minutes": 0}, 2, 0),  # two would need to be led
        ({"led_above": 2, "escorts": 0, "escort_return_minutes": 0}, 2, 40),
        ({"least": 3}, 2, 0),
        ({"least": 3, "most": 3}, 3, 40),
        ({"least": 1, "most": 1}, 2, 40),
        ({"headway": 600}, 2, 0),
    ],
)
def test_each_number_of_the_rule_counts(change: dict[str, int], buses: int, out: int) -> None:
    """One at a time, with time enough."""
    fleet = replace(BUSES, count=known(buses))
    assert answered(together(quay(vehicles=(fleet,)), **change))[1].persons_out == out


def test_each_takes_a_household_along() -> None:
    """Seven singles, and buses of 20: one would seat all; the first leaves one for the other."""
    plan, certificate = answered(together(quay(people=7)))
    assert plan is not None
    assert certificate.persons_out == 7
    assert sorted(sum(entry.count for entry in day.trips[0].aboard) for day in plan.days) == [1, 6]


def lived_in() -> Situation:
    """Forty live at the quay as well, there are three buses, and time for one departure at 60."""
    day = quay(close=95, vehicles=(replace(BUSES, count=known(3)),))
    own = replace(day.sites[0].groups[0], id="quay-any", site="quay")
    return replace(day, sites=(day.sites[0], replace(day.sites[1], groups=(own,))))


@pytest.mark.parametrize(
    ("change", "out"),
    [
        ({}, 60),
        ({"most": 2}, 40),
        ({"led_above": 2, "escorts": 0, "escort_return_minutes": 0}, 40),
        ({"led_above": 2}, 60),
    ],
)
def test_one_more_joins_a_convoy_from_the_landing(change: dict[str, int], out: int) -> None:
    """Forty live at the quay, and all departures are at 60: two of three buses take them, the third joins with 20 who
    came across; not as a third where two are the most, nor where three would need an escort that is not there."""
    plan, certificate = answered(together(lived_in(), headway=60, **change))
    assert plan is not None
    assert certificate.persons_out == out
    assert {trip.depart for each in plan.days for trip in each.trips} == {60}


def test_who_waits_for_a_convoy_that_lost_a_vehicle_does_not_cross() -> None:
    """Of two buses one is lost at 15: nobody leaves. Who set out before stands on the quay; nobody does later."""
    before = together(quay())
    plan, _ = answered(before)
    assert plan is not None
    made = went(plan, before, before, 15, lost=(plan.days[0].vehicle,)).plan
    crossings = () if made is None else made.crossings
    assert {crossing.depart for crossing in plan.crossings} > {0}
    assert {crossing.depart for crossing in crossings} == {0}
    assert made is None or made.days == ()


def test_nobody_crosses_for_a_convoy_that_comes_to_nothing_beside_them() -> None:
    """Both buses with people of the quay are lost at 15: the third, for those who cross, must not depart alone. Those
    who set out by then stand at the quay, nobody else does, and it is said."""
    before = together(lived_in(), headway=60)
    plan, _ = answered(before)
    assert plan is not None
    own = [day.vehicle for day in plan.days if any(e.group == "quay-any" for e in day.trips[0].aboard)]
    assert len(own) == 2
    found = went(plan, before, before, 15, lost=tuple(own))
    crossings = () if found.plan is None else found.plan.crossings
    assert {crossing.depart for crossing in plan.crossings} > {0}
    assert {crossing.depart for crossing in crossings} == {0}
    across = sum(entry.count for crossing in crossings for entry in crossing.aboard)
    assert any(f"{across} households of alpha-any are across and wait" in words for words in found.changes.besides)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_plan_keeps_the_rules(seed: int) -> None:
    """Boats and a path, pairs and wheelchairs, a village beside, a landing that holds few, convoys of any kind: the
    checker holds (``answered`` asks it), and the same seed gives the same plan."""
    rng = np.random.default_rng(seed)
    places = known(Needs(walking=int(rng.integers(2, 9)), wheelchair=int(rng.integers(0, 2))))
    holds = known(int(rng.integers(2, 30))) if rng.random() < 0.5 else None
    boats = replace(BOATS, places=places, holds=holds, boats=known(int(rng.integers(1, 3))))
    path = replace(PATH, edges=(), places=known(Needs(walking=int(rng.integers(2, 20)))))
    bus = replace(BUSES, places=known(Needs(walking=12, wheelchair=1)), count=known(int(rng.integers(1, 5))))
    van = replace(BUSES, id="van", places=known(Needs(walking=3)), count=known(int(rng.integers(0, 3))))
    transfers = (boats, path) if rng.random() < 0.5 else (boats,)
    day = quay(
        close=int(rng.integers(60, 240)), people=int(rng.integers(1, 60)), transfers=transfers, vehicles=(bus, van)
    )
    day = replace(
        day,
        profiles=(*day.profiles, profile("pair", 300, walking=2), profile("helped", 100, walking=1, wheelchair=1)),
        sites=tuple(replace(site, bays=known(int(rng.integers(1, 4)))) for site in day.sites),
    )
    escort = {} if rng.random() < 0.5 else {"escorts": int(rng.integers(0, 2)), "escort_return_minutes": 20}
    day = together(
        day,
        least=(least := int(rng.integers(1, 4))),
        most=least + int(rng.integers(0, 3)),
        headway=int(rng.integers(0, 15)),
        led_above=int(rng.integers(0, 4)),
        **escort,
    )
    situation, scenario = village(day, int(rng.integers(1, 30))) if rng.random() < 0.7 else (day, SCENARIO)
    found = answered(situation, scenario)
    assert found[1].persons_out <= found[1].levels[1].bound
    assert answer(situation, scenario, work=200, threads=1) == found
