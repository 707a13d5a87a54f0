"""The bound: never below a timetable, never below the optimum, the same by two roads, and better with time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.errors import CheckFailed
from safeconduct.plan.fleet import bound
from safeconduct.plan.fleet.board import empty_board, plan_of
from safeconduct.plan.fleet.bound import GRAIN, PACE, BoundSearch, _scales, spend
from safeconduct.plan.fleet.build import Building, order_of
from safeconduct.plan.fleet.certificate import GRAINS, grains, proven
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.exact import prove
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices, shapes_of
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.plan.fleet.timetable import FleetPlan
from tests.plan.fleet.days import ints, one_pair, random_day
from tests.plan.fleet.test_levels import coach_or_ambulance

SEEDS = st.integers(0, 10**6)


def some_prices(seed: int, size: int) -> np.ndarray:
    """Prices on the grain, most of them 0."""
    rng = np.random.default_rng(seed)
    return np.rint(rng.random(size) * (rng.random(size) < 0.3) * 3 / GRAIN) * GRAIN


@settings(max_examples=150, deadline=None)
@given(day=SEEDS, price=SEEDS)
def test_engine_and_arithmetic_agree_to_the_grain(day: int, price: int) -> None:
    """Two roads to one number, at any prices."""
    instance = random_day(day)
    lagrangian = Lagrangian(tables_of(instance))
    flat = some_prices(price, lagrangian.amounts.size)
    assert lagrangian.at(flat).bound * GRAINS == grains(instance, Prices.of(lagrangian.tables, flat))


@settings(max_examples=150, deadline=None)
@given(day=SEEDS, price=SEEDS)
def test_no_timetable_is_above_the_bound_at_any_prices(day: int, price: int) -> None:
    """Built at those prices or others; every timetable passes the checker too."""
    instance = random_day(day)
    tables = tables_of(instance)
    lagrangian = Lagrangian(tables)
    flat = some_prices(price, lagrangian.amounts.size)
    answer = lagrangian.at(flat)
    for share in (0.0, 0.5, 1.0):
        board = empty_board(tables, instance.vehicle_class)
        values = answer.values[instance.vehicle_class]
        prices, order = Prices.of(tables, flat), order_of(values, price)
        building = Building(tables=tables, board=board, prices=prices, order=order, share=share, seed=price)
        building.go_on(10**6)
        plan = plan_of(instance, tables, board)
        assert faults(instance, plan) == []
        assert plan.value(instance) == round(float(board.worth.sum())) <= answer.bound


@settings(max_examples=25, deadline=None)
@given(day=SEEDS)
def test_the_bound_is_not_below_the_optimum(day: int) -> None:
    """CP-SAT proves the optimum of the same day from the same rules."""
    instance = random_day(day)
    search = BoundSearch(Lagrangian(tables_of(instance)))
    search.run(60, 0.0)
    proof = prove(instance, FleetPlan(days=()), 10**6)
    if proof is not None:
        plan, value, least = proof
        assert faults(instance, plan) == []
        assert value <= least
        assert value <= search.proved.whole == proven(instance, search.proved.prices)


def test_steps_never_lose() -> None:
    """The best bound only falls, and ends at what one crossing lets through."""
    instance = one_pair(vehicles=6, slot=10, lanes=1, close=300)
    search = BoundSearch(Lagrangian(tables_of(instance)))
    seen = [search.proved.bound]
    for _ in range(20):
        search.run(20, 100.0)
        seen.append(search.proved.bound)
    assert seen == sorted(seen, reverse=True)
    assert seen[0] == 240  # four turns of 70 minutes, were the others not there
    assert seen[-1] < 150  # 29 slots, two a trip: at most 14 trips


def test_steps_end_where_nothing_is_left_to_move() -> None:
    """Nobody to carry: every price is right at once, and asking for steps still comes to an end."""
    search = BoundSearch(Lagrangian(tables_of(one_pair(people=0))))
    spend(search, 40, None, -1.0)
    assert (search.steps, search.proved.bound) == (41, 0)


def test_a_forged_price_is_refused() -> None:
    """Negative, off the grain, or of the wrong shape."""
    instance = one_pair()
    prices = BoundSearch(Lagrangian(tables_of(instance))).proved.prices
    for forged in (np.array([-1.0]), np.array([GRAIN / 3]), np.array([0.0, 0.0])):
        changed = Prices(people=forged, room=prices.room, slot=prices.slot, bay=prices.bay)
        with pytest.raises(CheckFailed):
            proven(instance, changed)


def measures(extra: int, weights: list[int], coaches: int = 1) -> list[float]:
    """What prices are like: one who walks, one on a stretcher, a place, a slot, a bay's minute."""
    tables = tables_of(coach_or_ambulance().with_(weights=ints(weights), class_count=ints([coaches, 1])))
    starts = np.cumsum([0, *(np.prod(shape) for shape in shapes_of(tables))]).astype(int)
    found = np.sqrt(_scales(tables, int(starts[-1]), extra))
    return [float(found[at]) for at in (0, 1, *starts[1:4])]


def test_prices_are_measured_by_what_they_are_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coach of 50 and an ambulance of 2: full they are worth 26 on average, or 126 where one on a stretcher counts
    100 more. A fifth of a person's own weight; 0.3 % of the average for a place or a minute, 44 % for a slot. On days
    of few vehicles one measure is taken for all."""
    assert measures(0, [1, 3, 3]) == pytest.approx([0.2, 0.2, 0.1, 15.0, 0.1])
    monkeypatch.setattr(bound, "MANY_VEHICLES", 4)
    assert measures(0, [1, 1, 1], coaches=2)[3] == pytest.approx(5.0)
    assert measures(0, [1, 1, 1], coaches=3)[3] == pytest.approx(0.44 * 38)
    monkeypatch.setattr(bound, "MANY_VEHICLES", 0)
    assert measures(0, [1, 1, 1]) == pytest.approx([0.2, 0.2, 0.078, 11.44, 0.078])
    assert measures(0, [1, 101, 101]) == pytest.approx([0.2, 20.2, 0.378, 55.44, 0.378])
    assert measures(100, [1, 1, 1]) == measures(0, [1, 101, 101])


def test_measures_follow_the_price_of_a_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are taken at the price there is at first, and anew at each review, once it is another one."""
    monkeypatch.setattr(bound, "MANY_VEHICLES", 0)
    lagrangian = GivenHelped(coach_or_ambulance(), 2)
    free = Prices.of(lagrangian.tables, np.zeros(lagrangian.shared))
    search = BoundSearch(lagrangian, free, (1,), extra=40)
    assert search._scale[-1] == pytest.approx(8.0**2)
    assert search._scale[1] == pytest.approx((0.2 * 41) ** 2)
    search.centre[-1] = 60.0
    search.renew()
    search.run(PACE, 2.0)
    extra = lagrangian.extra(search.centre)
    assert extra != 40
    assert np.array_equal(search._scale, _scales(lagrangian.tables, search.centre.size, extra))
