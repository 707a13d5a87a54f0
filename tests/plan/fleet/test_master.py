"""The linear program over days: what it ends at is the least bound there is, known from theory or another engine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.bound import PER_SOLUTION, BoundSearch
from safeconduct.plan.fleet.certificate import GRAINS, grains
from safeconduct.plan.fleet.exact import prove
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.lagrangian import Answer, Lagrangian, Prices
from safeconduct.plan.fleet.master import CLOSED, Master
from safeconduct.plan.fleet.tables import Floats, tables_of
from safeconduct.plan.fleet.timetable import FleetPlan
from tests.plan.fleet.days import one_pair, random_day
from tests.plan.fleet.test_levels import coach_or_ambulance


def to_the_end(lagrangian: Lagrangian) -> tuple[Floats, Answer]:
    """The program solved from no prices on; every bound on the way is the least so far."""
    centre = np.zeros(lagrangian.amounts.size)
    best = lagrangian.at(centre)
    master, more = Master(lagrangian, centre), True
    for _ in range(300):
        before = best.bound
        centre, best, more = master.better(centre, best)
        assert best.bound <= before
        if not more:
            return centre, best
    raise AssertionError("no end")


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_between_the_optimum_and_what_the_volume_method_proves(seed: int) -> None:
    """Never below what CP-SAT proves; never above any other prices' bound but for the tolerance; exact arithmetic."""
    day = random_day(seed)
    lagrangian = Lagrangian(tables_of(day))
    centre, best = to_the_end(lagrangian)
    assert best.bound * GRAINS == grains(day, Prices.of(lagrangian.tables, centre))
    volume = BoundSearch(lagrangian)
    volume.run(100, 0.0)
    assert best.bound <= volume.best.bound + CLOSED + 0.01
    proof = prove(day, FleetPlan(days=()), 10**6)
    if proof is not None:
        assert proof[1] <= best.bound


def test_the_bound_of_one_crossing_is_reached() -> None:
    """29 slots, two a trip, ten seats: 14.5 trips of a mixture of days carry 145; as whole slots pair, 14 carry 140."""
    _, best = to_the_end(Lagrangian(tables_of(one_pair(vehicles=6, slot=10, lanes=1, close=300))))
    assert 140 <= best.bound <= 145 + CLOSED


def test_a_demand_is_met_at_its_price() -> None:
    """One slot each way: with the ambulance's two demanded nobody else goes; without, the coach's fifty do."""
    lagrangian = GivenHelped(coach_or_ambulance(), 2)
    centre, best = to_the_end(lagrangian)
    assert best.bound == pytest.approx(2, abs=2 * CLOSED)
    assert centre[-1] > 10
    lagrangian.amounts[-1] = 0.0
    assert to_the_end(lagrangian)[1].bound == pytest.approx(50, abs=2 * CLOSED)


def test_amounts_may_change_between_solutions() -> None:
    """The program takes the amounts of now: twice the lanes, once it knows of them."""
    narrow = Lagrangian(tables_of(one_pair(vehicles=6, slot=10, lanes=1, close=300)))
    centre, best = to_the_end(narrow)
    master = Master(narrow, centre)
    before = best.bound
    people = narrow.tables.people.size
    narrow.amounts[people + narrow.tables.room.size :] *= 2.0
    master.amounts_changed()
    best, more = narrow.at(centre), True
    while more:
        centre, best, more = master.better(centre, best)
    assert before + 50 < best.bound <= 240


def test_days_of_another_search_are_learnt() -> None:
    """Days seen at other weights are days of the same vehicles, with helped persons counted where they are demanded."""
    day = coach_or_ambulance()
    first = Lagrangian(tables_of(day))
    known = Master(first, np.zeros(first.amounts.size)).days
    lagrangian = GivenHelped(day, 2)
    master = Master(lagrangian, np.zeros(lagrangian.amounts.size), days=known)
    assert len(master.days) >= len(known) > 0
    helped = [seen.uses[-1] for seen in master.days if seen.rows[-1] == lagrangian.amounts.size - 1]
    assert helped
    assert min(helped) == -2.0


def test_a_stalled_search_goes_on_with_the_program() -> None:
    """Each solution counts as many steps; once it is solved, steps change nothing."""
    search = BoundSearch(Lagrangian(tables_of(one_pair(vehicles=6, slot=10, lanes=1, close=300))))
    search.run(400 + 20 * PER_SOLUTION, 100.0)
    assert search.settled
    assert len(search.days) > 0
    at, steps = search.best.bound, search.steps
    search.run(50, 100.0)
    assert (search.best.bound, search.steps) == (at, steps)
    search.spend(10**9, None, 0.0)  # comes to an end
