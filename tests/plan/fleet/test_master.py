"""The linear program over days: what it ends at is the least bound there is, known from theory or another engine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

from safeconduct.plan.fleet.bound import PER_PIVOT, PER_SOLUTION, BoundSearch, spend
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
    spend(search, 10**9, None, 0.0)  # comes to an end


class Counted:
    """An engine whose solutions take the pivots written here; everything else is the true one's."""

    def __init__(self, engine: pywraplp.Solver, pivots: Sequence[int]) -> None:
        self.engine, self.pivots, self.solved = engine, pivots, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)

    def Solve(self) -> int:
        self.solved += 1
        return int(self.engine.Solve())

    def iterations(self) -> int:
        return self.pivots[self.solved - 1]


def test_effort_is_pivots_times_rows_of_every_solution() -> None:
    """A program of 2 rows that breaks n more is solved twice: 7 pivots x 2 rows + 5 pivots x (2 + n) rows; a call later
    nothing is broken any more, and the count begins anew."""
    lagrangian = Lagrangian(tables_of(one_pair(vehicles=6, slot=10, lanes=1, close=300)))
    centre = np.zeros(lagrangian.amounts.size)
    master = Master(lagrangian, centre)
    narrow = len(master._rows)
    engine = Counted(master._program, (7, 5, 3))
    master._program = engine
    best = lagrangian.at(centre)
    centre, best, _ = master.better(centre, best)
    wide = len(master._rows)
    assert (narrow, engine.solved) == (2, 2)
    assert wide > narrow
    assert master.effort == 7 * narrow + 5 * wide
    master.better(centre, best)
    assert engine.solved == 3
    assert master.effort == 3 * wide


def test_the_engine_counts_pivots_of_one_solution_alone() -> None:
    """What has been solved costs no pivot when it is solved again: nothing is counted twice."""
    lagrangian = Lagrangian(tables_of(one_pair(vehicles=6, slot=10, lanes=1, close=300)))
    centre = np.zeros(lagrangian.amounts.size)
    master, best = Master(lagrangian, centre), lagrangian.at(centre)
    efforts = []
    for _ in range(3):
        centre, best, _ = master.better(centre, best)
        efforts.append(master.effort)
    assert max(efforts) > 0
    for _ in range(2):
        master._solve()
    assert master.effort == 0


@pytest.mark.parametrize(
    ("efforts", "calls"),
    [
        ((0.0,) * 9, (100, 200, 300, 400)),
        ((250.0, 0.0, 130.4, 99.0, 0.0), (100, 350, 450, 580)),
    ],
)
def test_a_solution_counts_as_the_steps_it_costs(efforts: tuple[float, ...], calls: tuple[int, ...]) -> None:
    """The first after PER_SOLUTION steps; each next one after as many as there were pivots per row of it and of prices
    in the one before, rounded, and never fewer than PER_SOLUTION."""
    assert (PER_PIVOT, PER_SOLUTION) == (1.0, 100)
    search = BoundSearch(Lagrangian(tables_of(one_pair(vehicles=6, slot=10, lanes=1, close=300))))
    asked: list[int] = []
    size = search.centre.size

    class Stated:
        effort = 0

        def better(self, centre: Floats, best: Answer) -> tuple[Floats, Answer, bool]:
            self.effort = round(efforts[len(asked)] * size)
            asked.append(search.steps)
            return centre, best, True

    search._master = Stated()  # type: ignore[assignment]
    before = search.steps
    search.run(600, 0.0)
    assert tuple(step - before for step in asked[:4]) == calls
    assert search.steps == before + 600
