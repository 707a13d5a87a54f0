"""The board: a vehicle taken off leaves no trace, and a timetable written on it is the one read off it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.board import Board, board_of, copied, empty_board, plan_of, respond, take_off
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.tables import Tables, tables_of
from tests.plan.fleet.days import one_pair, random_day

#: What vehicles share; scratch and old rows of trips do not matter.
SHARED = ("people", "room", "taken", "busy", "toll", "barrier", "made", "worth")


def filled(instance: FleetInstance) -> tuple[Tables, Board]:
    """Every vehicle's best response, in order."""
    tables = tables_of(instance)
    board = empty_board(tables, instance.vehicle_class)
    for v in range(instance.vehicles):
        respond(tables, board, v, np.zeros(instance.groups), np.zeros(instance.receptions))
    return tables, board


def same(one: Board, other: Board) -> bool:
    """Whether two boards hold the same."""
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in SHARED)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_off_and_on_again(seed: int) -> None:
    instance = random_day(seed)
    tables, board = filled(instance)
    plan = plan_of(instance, tables, board)
    assert same(board_of(tables, instance.vehicle_class, plan), board)
    bare = copied(board)
    for v in range(instance.vehicles):
        take_off(tables, bare, v, 0)
    assert same(bare, empty_board(tables, instance.vehicle_class))


def test_the_second_vehicle_makes_way() -> None:
    """One lane, slots of 10 minutes: the first crosses at 20 and 40, the second at 30 and 50."""
    instance = one_pair(vehicles=2, close=60, slot=10, lanes=1, bays=2)
    tables, board = filled(instance)
    trips = [d.trips for d in plan_of(instance, tables, board).days]
    assert [[(t.crosses_in, t.crosses_out) for t in day] for day in trips] == [[(20, 40)], [(30, 50)]]


def test_a_day_goes_on_from_what_is_kept() -> None:
    """The second trip taken off and answered anew is the same second trip."""
    instance = one_pair(close=200)
    tables, board = filled(instance)
    before = plan_of(instance, tables, board)
    take_off(tables, board, 0, 1)
    assert board.made[0] == 1
    respond(tables, board, 0, np.zeros(1), np.zeros(1))
    assert plan_of(instance, tables, board) == before
