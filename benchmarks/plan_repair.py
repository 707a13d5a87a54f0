"""A crossing closes while the day is under way: how soon a checked timetable stands, and what a second of search adds.

The busiest crossing of a day (severity 1 loose, 2 tight) closes for good at minute 240. ``vehicles hit`` lose at least
one order. The process is warm (what its first repair took is told as well); the day on the board was made ready
beforehand, as a run-time program would keep it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.fleet_situations import situations_in
from benchmarks.plan_gap import day_of
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.plan.fleet.instance import FleetInstance
    from safeconduct.plan.fleet.timetable import FleetPlan

CLOSES_AT = 240
#: Seconds to the first checked timetable, by vehicles.
SECONDS = {150: 0.05, 500: 0.3, 2000: 1.0}
HOLDS = Target(op="==", value=0)


def busiest(day: FleetInstance, plan: FleetPlan) -> int:
    """The crossing most trips leave by."""
    used = Counter(
        int(day.outbound.crossing[trip.site, trip.reception, trip.way_out])
        for vehicle in plan.days
        for trip in vehicle.trips
    )
    return used.most_common(1)[0][0]


@cache
def cold() -> float:
    """Seconds of the first repair of this process, its code loaded or compiled on the way. No work to call again."""
    from benchmarks.fleet_instances import SIZES, core_instance
    from safeconduct.plan.fleet.instance import Closure
    from safeconduct.plan.fleet.repair import DayUnderWay
    from safeconduct.plan.fleet.solve import solve

    day = core_instance(SIZES[10], 0)
    solved = solve(day, work=20)
    started = time.perf_counter()
    under_way = DayUnderWay(day, solved.plan, solved.proved.prices)
    under_way.close((Closure(crossing=0, start=CLOSES_AT, end=day.close + 1),), CLOSES_AT)
    return time.perf_counter() - started


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Plan the day, close the crossing, repair, check, then search."""
    try:
        from safeconduct.plan.fleet.bound import BoundSearch, spend
        from safeconduct.plan.fleet.check import faults
        from safeconduct.plan.fleet.instance import Closure
        from safeconduct.plan.fleet.lagrangian import Lagrangian
        from safeconduct.plan.fleet.repair import DayUnderWay
        from safeconduct.plan.fleet.solve import solve
        from safeconduct.plan.fleet.tables import tables_of
    except ImportError as error:
        raise MissingData(f"the planner cannot run here: {error}") from error
    once = cold()
    day = day_of(instance, seed)
    solved = solve(day, work=(2 if request.smoke else 6) * day.vehicles)
    under_way = DayUnderWay(day, solved.plan, solved.proved.prices)
    closure = Closure(crossing=busiest(day, solved.plan), start=CLOSES_AT, end=day.close + 1)
    under_way.close((closure,), CLOSES_AT, work=2)

    started = time.perf_counter()
    first = under_way.close((closure,), CLOSES_AT)
    standing = time.perf_counter() - started
    wrong = faults(first.instance, first.plan)
    checked = time.perf_counter() - started
    later = under_way.close((closure,), CLOSES_AT, work=100 if request.smoke else 3000)
    search = BoundSearch(Lagrangian(tables_of(first.instance)), solved.proved.prices)
    spend(search, 10**6, 0.1 if request.smoke else request.limit_s or 10.0, 0.0)
    bound = search.proved.whole

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=value, target=target)

    goal = SECONDS.get(instance.size)
    target = None if goal is None or request.smoke else Target(op="<=", value=goal)
    return [
        row("first repair of the process, of 10 vehicles, cold", "s", round(once, 4)),
        row("to the first timetable", "s", round(standing, 4)),
        row("to the first checked timetable", "s", round(checked, 4), target),
        row("rules broken", "", len(wrong) + len(faults(later.instance, later.plan)), HOLDS),
        row("vehicles hit", "vehicles", len(first.changed)),
        row("vehicles on their old orders", "vehicles", first.kept),
        row("vehicles stranded", "vehicles", len(first.stranded)),
        row("out before the closure", "weighted persons", solved.value),
        row("out after the repair", "weighted persons", first.plan.value(day)),
        row("out after 3000 more responses", "weighted persons", later.plan.value(day)),
        row("bound of the whole day with the closure", "weighted persons", bound),
    ]


SPEC = BenchSpec(
    name="plan.repair",
    describe="a crossing closes at minute 240: vehicles (size) by tightness (severity 1 loose, 2 tight)",
    sizes=(40, 150, 500, 2000),
    severities=(1, 2),
    seeds=(0, 1, 2, 3, 4),
    run=run,
    target="first checked timetable of 150 / 500 / 2000 vehicles in 0.05 / 0.3 / 1 s; no rule broken",
    label="core: {size} vehicles, severity {severity}",
    smoke_sizes=(40,),
    from_input=situations_in,
)
