"""What a step of the bound, a best response and memory cost as one measure of the day grows and the others stay.

The base is 20 sites, 5 receptions, 150 vehicles and 690 minutes. ``size`` multiplies one measure: severity 1 sites,
2 receptions, 3 vehicles, 4 minutes (every drive and dwell as it was). Growth is reported; a cliff would be a step whose
cost grows faster than the square of the measure. Seconds are of the processor, in a warm process; how long that took to
warm up is told once.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.fleet_situations import day_of_document, situations_in
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.plan.fleet.instance import FleetInstance

SITES, RECEPTIONS, VEHICLES, MINUTES = 1, 2, 3, 4
MEASURES = {SITES: "sites", RECEPTIONS: "receptions", VEHICLES: "vehicles", MINUTES: "minutes"}
STEPS = 20
COSTS = (("a step of the bound", "s"), ("a best response", "s"), ("memory", "MB"))


def grown(measure: int, times: int, seed: int) -> FleetInstance:
    """The base day with one measure multiplied."""
    from benchmarks.fleet_instances import SIZES, core_instance

    base = SIZES[150]
    names = {SITES: "sites", RECEPTIONS: "receptions", VEHICLES: "vehicles"}
    size = replace(base, **{names[measure]: getattr(base, names[measure]) * times}) if measure in names else base
    day = core_instance(size, seed)
    return day.with_(close=day.close * times) if measure == MINUTES else day


@cache
def cost(measure: int, times: int, seed: int) -> tuple[float, float, float]:
    """Costs of a grown day."""
    return cost_of(grown(measure, times, seed), seed)


def cost_of(day: FleetInstance, seed: int) -> tuple[float, float, float]:
    """Seconds of a step of the bound, seconds of a best response, megabytes of one search."""
    import numpy as np

    from safeconduct.plan.fleet.board import empty_board
    from safeconduct.plan.fleet.bound import BoundSearch
    from safeconduct.plan.fleet.build import construct
    from safeconduct.plan.fleet.lagrangian import Lagrangian
    from safeconduct.plan.fleet.tables import tables_of

    tracemalloc.start()
    tables = tables_of(day)
    search = BoundSearch(Lagrangian(tables))
    search.run(2, 0.0)
    started = time.process_time()
    search.run(STEPS, 0.0)
    step = (time.process_time() - started) / STEPS
    board, prices = empty_board(tables, day.vehicle_class), search.proved.prices
    order = np.arange(day.vehicles, dtype=np.int64)
    started = time.process_time()
    construct(tables, board, order, prices.people, prices.room, prices.slot, 0.0, seed)
    response = (time.process_time() - started) / day.vehicles
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return step, response, peak


@cache
def _warmed() -> float:
    """Every compiled function has run once in this process; seconds that took."""
    started = time.perf_counter()
    cost_of(grown(SITES, 1, 10**6), 0)
    return time.perf_counter() - started


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Costs of one grown day, and how they compare to the base."""
    try:
        import safeconduct.plan.fleet.solve  # noqa: F401
    except ImportError as error:
        raise MissingData(f"the planner cannot run here: {error}") from error
    cold = _warmed()
    if instance.path is not None:
        found = cost_of(day_of_document(instance.path), seed)
        return [
            Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=round(value, 6))
            for (metric, unit), value in zip(COSTS, found, strict=True)
        ]
    base = cost(instance.severity, 1, seed)
    here = cost(instance.severity, instance.size, seed)
    name = f"{MEASURES[instance.severity]} x {instance.size}"
    power = Target(op="<=", value=float(instance.size**2))
    rows = [Row(instance=name, seed=seed, metric="compiled and warmed up in, once", unit="s", value=round(cold, 2))]
    for (metric, unit), was, now in zip(COSTS, base, here, strict=True):
        rows.append(Row(instance=name, seed=seed, metric=metric, unit=unit, value=round(now, 6)))
        grew = round(now / was, 3)
        target = None if request.smoke or instance.size == 1 else power
        rows.append(Row(instance=name, seed=seed, metric=f"{metric}: growth", unit="times", value=grew, target=target))
    return rows


SPEC = BenchSpec(
    name="plan.growth",
    describe="cost of the planner as one measure grows (size: times; severity: 1 sites, 2 receptions, 3 vehicles, "
    "4 minutes)",
    sizes=(1, 2, 4, 8),
    severities=(SITES, RECEPTIONS, VEHICLES, MINUTES),
    seeds=(0, 1, 2, 3, 4),
    smoke_seeds=(0,),
    run=run,
    target="no cost grows faster than the square of what grows",
    label="measure {severity} x {size}",
    smoke_sizes=(1, 2),
    from_input=situations_in,
)
