"""When a way can be driven: by hand, and against the checker on histories of any kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.errors import NotFound
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.spans import EVER, pattern_of, spans
from safeconduct.verify.fleet import check_fleet_plan
from tests.tiny import ASSUMED, OPENS
from tests.tiny_fleet import VAN_DAY, fleet_plan, over, tiny_fleet


def told(road: str, *facts: tuple[RoadState, int | None]) -> Situation:
    """The tiny fleet with that history of one road, in minutes of the day."""
    history = tuple(
        RoadFact(state=state, since=None if at is None else OPENS + timedelta(minutes=at), basis=ASSUMED)
        for state, at in facts
    )
    situation = tiny_fleet()
    return replace(situation, roads=tuple(replace(r, history=history) if r.id == road else r for r in situation.roads))


def of(situation: Situation, *, loaded: bool = True, strict: bool = False) -> tuple[tuple[int, int], ...]:
    """The spans of alpha's leg."""
    return tuple(span for (span,) in spans(situation, OPENS, situation.legs[0], loaded=loaded, strict=strict))


def test_the_run_of_a_way() -> None:
    """Alpha to bravo: the road from the departure to the bridge, 30 minutes; empty back it comes after the bridge."""
    situation = tiny_fleet()
    out = pattern_of(situation, situation.legs[0], loaded=True)
    assert (out.stops, out.lags, out.departs, out.enters, out.arrives) == ((0,), (), (0, -30), ((0, 0),), (0, 30))
    assert out.roads == (("road", (0, -30), (0, 0)), ("bridge", (0, 0), (0, 0)))
    back = pattern_of(situation, situation.legs[0], loaded=False)
    assert back.roads == (("bridge", (0, 0), (0, 0)), ("road", (0, 0), (0, 30)))


def test_a_road_that_closes_and_opens() -> None:
    """The bridge counts when it is entered; the road up to it 30 minutes before as well."""
    open_, closed = RoadState.OPEN, RoadState.CLOSED
    assert of(tiny_fleet()) == (EVER,)
    assert of(told("bridge", (open_, None), (closed, 100))) == ((EVER[0], 99),)
    shut = ((open_, None), (closed, 100), (open_, 150))
    assert of(told("bridge", *shut)) == ((EVER[0], 99), (150, EVER[1]))
    assert of(told("road", *shut)) == ((EVER[0], 99), (180, EVER[1]))
    assert of(told("road", *shut), loaded=False) == ((EVER[0], 69), (150, EVER[1]))
    assert of(told("road", (closed, None))) == ()
    assert of(told("road", (open_, None), (RoadState.UNKNOWN, 100))) == (EVER,)
    assert of(told("road", (open_, None), (RoadState.UNKNOWN, 100)), strict=True) == ((EVER[0], 99),)


def test_what_a_way_names_is_there() -> None:
    """A road and a resource nobody knows."""
    situation = tiny_fleet()
    leg = replace(situation.legs[0], edges=("ghost",))
    with pytest.raises(NotFound, match="ghost"):
        of(replace(situation, legs=(leg,)))
    with pytest.raises(NotFound, match="which is no resource"):
        of(replace(situation, resources=()))


STATES = st.sampled_from([RoadState.OPEN, RoadState.CLOSED, RoadState.UNKNOWN, RoadState.FOOT_ONLY])


@settings(max_examples=150, deadline=None)
@given(
    road=st.sampled_from(["road", "bridge"]),
    history=st.lists(st.tuples(STATES, st.none() | st.integers(90, 260)), min_size=1, max_size=4),
    at=st.integers(60, 80).map(lambda slot: 3 * slot),
    strict=st.booleans(),
)
def test_the_checker_agrees(road: str, history: list[tuple[RoadState, int | None]], at: int, strict: bool) -> None:
    """The van's second trip, at a slot of the bridge from 180 to 240: allowed exactly where the span is."""
    situation = told(road, *history)
    trip = replace(VAN_DAY.trips[1], depart=at - 30, passes=over(at), arrive=at + 30, unloaded=at + 35)
    alone = replace(fleet_plan(situation), days=(replace(VAN_DAY, trips=(trip,), moves=()),), leans_on=())
    checks = check_fleet_plan(situation, alone, situation_sha=codec.sha(situation), strict=strict)
    found = next(c.found for c in checks if c.rule.startswith("F11"))
    barred = "vehicles cannot use it" in found or (strict and f"unknown are {road}" in found)
    assert barred != any(first <= at <= last for first, last in of(situation, strict=strict))
