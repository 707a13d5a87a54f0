"""Planner and checker work out a bound independently; on days of every sort they must agree to the last part.

So a checker that forgets a rule in its best day, or in what people can leave, is found: it would let a bound pass that
is too low, or refuse one that holds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.fleet import FleetBound, FleetScenario
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.answer import bound_of, counted
from safeconduct.plan.fleet.situated import EACH, legend_of
from safeconduct.verify.fleet_bound import wrong_bound
from safeconduct.verify.fleet_facts import fleet_facts
from tests.plan.fleet.villages import all_of
from tests.plan.fleet.villages import random_day as villages_of
from tests.quay import BOATS, BUSES, PATH, quay
from tests.quay import SCENARIO as QUAY
from tests.tiny import OPENS, known, profile, vehicle
from tests.tiny_fleet import BUS, SCENARIO, VAN
from tests.verify.test_fleet_convoys import convoyed
from tests.verify.test_fleet_landing import joined

Day = tuple[Situation, FleetScenario]


def agree(day: Day, bound: FleetBound) -> None:
    """The checker finds the bound right as stated, and wrong when a day or the sum is a part lower."""
    facts = fleet_facts(*day)
    assert list(wrong_bound(facts, bound)) == []
    counts = {kind.id: 1 for kind in facts.situation.vehicles}
    for number, best in enumerate(bound.days):
        if best.parts > 0 and counts.get(best.vehicle_class):
            days = list(bound.days)
            days[number] = replace(best, parts=best.parts - 1)
            found = " ".join(wrong_bound(facts, replace(bound, days=tuple(days))))
            assert f"a day of {best.vehicle_class} is worth up to {best.parts} parts" in found
    for off in (-1, 1):
        assert list(wrong_bound(facts, replace(bound, parts=bound.parts + off)))


@st.composite
def quays(draw: Any) -> Day:
    """Boats, a path, or both; one kind of bus, perhaps a second one that is not there; perhaps a village behind."""
    small = st.integers(0, 3)
    places = Needs(walking=draw(st.integers(0, 9)), wheelchair=draw(small), stretcher=draw(small))
    boats = replace(
        BOATS,
        boats=known(draw(st.integers(1, 3))),
        minutes=known(draw(st.integers(1, 15))),
        minutes_back=known(draw(st.integers(0, 15))),
        places=known(places),
    )
    path = replace(PATH, per_minute=known(draw(st.integers(1, 5))), minutes=known(draw(st.integers(1, 30))))
    transfers = draw(st.sampled_from([(boats,), (path,), (boats, path)]))
    absent = replace(vehicle("van", 0, 9), start=known("yard"), loading_minutes=known(1))
    bus = replace(
        BUSES,
        places=known(Needs(walking=draw(st.integers(1, 20)), wheelchair=draw(small))),
        loading_minutes=known(draw(st.integers(1, 9))),
    )
    kinds = draw(st.sampled_from([(bus,), (bus, absent)]))
    day = quay(close=draw(st.integers(20, 130)), people=draw(st.integers(1, 90)), transfers=transfers, vehicles=kinds)
    mixed = (profile("single", 0, walking=1), profile("chair", 200, walking=1, wheelchair=1))
    day = replace(day, profiles=draw(st.sampled_from([day.profiles, mixed])))
    return (
        (joined(day), FleetScenario(corridors=("from-quay", "from-village"), people="likely"))
        if draw(st.booleans())
        else (day, QUAY)
    )


@st.composite
def convoys(draw: Any) -> Day:
    """Convoys of any size and headway, spare vehicles, escorts."""
    least = draw(st.integers(1, 3))
    day = convoyed(
        least=least,
        most=draw(st.integers(least, 4)),
        headway=draw(st.integers(0, 45)),
        spare=draw(st.integers(0, 60)),
        vans=draw(st.integers(1, 6)),
    )
    rules = day.rules if draw(st.booleans()) else replace(day.rules, fleet_convoys=None)
    kinds = (*day.vehicles, replace(BUS, count=known(draw(st.integers(1, 3)))))
    close = timedelta(minutes=draw(st.integers(60, 260)))
    corridors = tuple(
        replace(c, window=replace(c.window, closes=OPENS + close)) if c.window else c for c in day.corridors
    )
    slot = known(draw(st.integers(1, 7)))
    return (
        replace(
            day,
            rules=rules,
            vehicles=kinds,
            corridors=corridors,
            resources=(replace(day.resources[0], slot_minutes=slot),),
        ),
        SCENARIO,
    )


@st.composite
def strung(draw: Any) -> Day:
    """Small sites joined by roads."""
    day = villages_of(draw(st.integers(0, 10**6)), household=draw(st.sampled_from([1, 2]))).situation
    return day, all_of(day)


@settings(max_examples=70, deadline=None)
@given(day=st.one_of(quays(), convoys(), strung()), steps=st.integers(1, 40))
def test_they_agree(day: Day, steps: int) -> None:
    """At prices of a short search, and where everybody pays what they are worth."""
    legend = legend_of(*day)
    agree(day, bound_of(legend, EACH, 0, steps=steps))
    for worth in (EACH, (0, 1, 1), (1, 7, 9)):
        agree(day, counted(legend, worth))


@pytest.mark.parametrize("limits", [{"duty_minutes": 200}, {"drive_minutes": 80, "rest_minutes": 10}])
def test_they_agree_on_crews(limits: dict[str, int]) -> None:
    """The end of duty, and ways too long for a crew, are in the bound of both."""
    given: dict[str, Any] = {name: known(value) for name, value in limits.items()}
    day = convoyed()
    kinds = (replace(VAN, **given), replace(BUS, **given))
    day = replace(day, vehicles=kinds, rules=replace(day.rules, fleet_convoys=None))
    agree((day, SCENARIO), bound_of(legend_of(day, SCENARIO), EACH, 0, steps=60))
