"""Timetables whose convoys are large enough and led: what the gates of ``departures`` leave open, mended afterwards.

So whatever timetable comes in, the plan that comes out keeps F17, and no other rule is broken on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from safeconduct.model.fleet import FleetPlan
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.formed import Former
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.regrouped import regroup
from safeconduct.plan.fleet.situated import Legend, vehicle_name
from safeconduct.plan.fleet.transfer import brought_out

Write = Callable[[timetable.FleetPlan], FleetPlan]


def in_convoys(
    legend: Legend,
    instance: FleetInstance,
    plan: timetable.FleetPlan,
    write: Write,
    limit: Limit | None = None,
    prices: Prices | None = None,
) -> Iterator[FleetPlan]:
    """Plans of a timetable, written by ``write``, in convoys where the rules ask for them: the first soon, then, for
    whoever goes on, one that is found by a search, if it brings out more. Vehicles join convoys and form more until
    the ``limit`` is over (None: as long as they can); the convoys there are keep the rules all the same. The search
    tries others at shares of the ``prices`` that bound the day."""
    if legend.situation.rules.fleet_convoys is None:
        yield write(plan)
        return
    former = Former(legend, instance, plan, limit or Limit())
    first = _whole(legend, instance, former.formed(fill=True), write)
    yield first
    regroup(former, prices)
    other = _whole(legend, instance, former.plan(), write)
    if brought_out(legend, other) > brought_out(legend, first):
        yield other


def _whole(legend: Legend, instance: FleetInstance, plan: timetable.FleetPlan, write: Write) -> FleetPlan:
    """The plan written. A trip that is not written because no household fits into it leaves its convoy, which is mended
    again."""
    while True:
        written = write(plan)
        trips = {day.vehicle: len(day.trips) for day in written.days}
        names = {day.vehicle: vehicle_name(legend, instance, day.vehicle) for day in plan.days}
        if all(len(day.trips) == trips.get(names[day.vehicle], 0) for day in plan.days):
            return written
        days = (replace(day, trips=day.trips[: trips.get(names[day.vehicle], 0)]) for day in plan.days)
        left = timetable.FleetPlan(days=tuple(day for day in days if day.trips))
        plan = Former(legend, instance, left, Limit(0)).formed(fill=False)
