"""Prices prove what they say, good ones and any others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bep.arcflow import fractional_prices
from benchmarks.bep.instance import Instance
from benchmarks.bep.prices import SCALE, Prices, judge
from tests.benchmarks.bep.tiny import one_bus, shortest, tiny


def test_one_bus_by_hand() -> None:
    """Three loads over 2 minutes take until 3 + 2 + 4 + 4 = 13; by minute 12 a bus brings two, so half a bus a load
    refutes, and by minute 13 the same price no longer does."""
    case, half = one_bus(2, loads=3), Prices((SCALE // 2,), (0,))
    at_12, at_13 = judge(case, 12, half), judge(case, 13, half)
    assert (at_12.least, at_12.slack) == (0, -SCALE // 2)
    assert at_12.refuted
    assert (at_13.least, at_13.slack) == (-SCALE // 2, -SCALE // 2)
    assert not at_13.refuted
    assert judge(case, 13, Prices((SCALE // 3,), (0,))).limit == 1


def test_nothing_is_in_time() -> None:
    """Before the first arrival every price of a load above nothing but the bus refutes."""
    assert judge(one_bus(2), 4, Prices((SCALE + 1,), (0,))).refuted
    assert not judge(one_bus(2), 5, Prices((SCALE + 1,), (0,))).refuted


def test_a_place_cannot_be_paid_for_taking() -> None:
    """Otherwise the room of a shelter would bound from the wrong side."""
    with pytest.raises(ValueError, match="negative"):
        judge(one_bus(2), 5, Prices((1,), (-1,)))


@settings(max_examples=150, deadline=None)
@given(tiny(), st.data())
def test_no_prices_refute_the_optimum(case: Instance, data: st.DataObject) -> None:
    """Drawn at random: the makespan of a plan stands, and so do later ones."""
    price = st.integers(0, 2 * SCALE)
    load = tuple(data.draw(price) for _ in case.sources)
    place = tuple(data.draw(price) for _ in case.shelters)
    optimum = shortest(case)
    for makespan in (optimum, optimum + 3):
        assert not judge(case, makespan, Prices(load, place)).refuted
        assert not judge(case, makespan, fractional_prices(case, makespan)).refuted


def test_the_fractional_flow_sees_the_fleet() -> None:
    """Two loads 10 minutes away, one bus: by minute 32 half a bus too few, refuted; at 33 they are in."""
    case = one_bus(10, loads=2)
    assert judge(case, 32, fractional_prices(case, 32)).refuted
    assert not judge(case, 33, fractional_prices(case, 33)).refuted
