"""Our repair lent to a peer: the trips of its plan stay, and every vehicle adds the best rest of its day to them."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.repair import repair
from safeconduct.plan.fleet.tables import most_trips, tables_of
from safeconduct.plan.fleet.timetable import FleetPlan


def lend_repair(instance: FleetInstance, plan: FleetPlan) -> FleetPlan:
    """The plan with whatever each vehicle, those free first, can still do at the end of its day."""
    most = most_trips(tables_of(instance))
    within = FleetPlan(days=tuple(replace(day, trips=day.trips[:most]) for day in plan.days))
    return repair(instance, within, extend=True).plan
