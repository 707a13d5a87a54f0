"""Our repair lent to a peer: the trips of its plan stay, and every vehicle adds the best rest of its day to them."""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.board import Board, book, empty_board, plan_of, respond
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.tables import Tables, tables_of
from safeconduct.plan.fleet.timetable import FleetPlan


def lend_repair(instance: FleetInstance, plan: FleetPlan) -> FleetPlan:
    """The plan with whatever each vehicle, those free first, can still do at the end of its day."""
    tables = tables_of(instance)
    board = empty_board(tables, instance.vehicle_class)
    put(instance, tables, board, plan)
    free = [
        int(board.since[v] if board.made[v] == 0 else board.trips[v, board.made[v] - 1, 7])
        for v in range(instance.vehicles)
    ]
    nothing, nowhere = np.zeros(instance.groups), np.zeros(instance.receptions)
    for vehicle in sorted(range(instance.vehicles), key=lambda v: (free[v], v)):
        respond(tables, board, vehicle, nothing, nowhere)
    return plan_of(instance, tables, board)


def put(instance: FleetInstance, tables: Tables, board: Board, plan: FleetPlan) -> None:
    """Put a timetable on an empty board."""
    seat = {int(g): (n, m) for (_, n, m), g in np.ndenumerate(tables.stock) if g >= 0}
    for day in plan.days:
        v = day.vehicle
        for i, trip in enumerate(day.trips[: board.trips.shape[1]]):
            board.trips[v, i] = (
                trip.site, trip.way_in, trip.crosses_in, trip.loads,
                trip.reception, trip.way_out, trip.crosses_out, trip.done,
            )  # fmt: skip
            for group, count in trip.people:
                board.loads[(v, i, *seat[group])] = count
            book(tables, board, v, i, 1)
            board.made[v] = i + 1
