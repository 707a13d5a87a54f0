"""Seconds for simulated days, with the report made of them, and memory while they run.

Size: vehicles (0: the worked case's plan); severity: days. Two processes, as on two cores.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.registry import BenchSpec, Instance, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.stress.programme import Programme

#: Seconds allowed by (vehicles, days), on two cores.
WITHIN = {(0, 1000): 3.0, (150, 1000): 90.0}
#: Growth of the largest process's memory from the first tenth of the days to the last, in MB.
FLAT = Target(op="<=", value=30)
CONSERVED = Target(op="==", value=0)


def programme(vehicles: int) -> Programme:
    """The worked case's day, or one made by rule of so many vehicles."""
    if vehicles:
        from benchmarks.stress_programmes import programme_of_size

        return programme_of_size(vehicles, max(1, vehicles // 8), max(2, vehicles // 30))
    from benchmarks.plan_case import CORRIDOR, worked_case
    from safeconduct.model.plan import Scenario
    from safeconduct.plan.solve import solve
    from safeconduct.stress.of_plan import programme_of

    situation = worked_case()
    plan, _ = solve(situation, Scenario(corridor=CORRIDOR, people=568, objective="most"), work=400)
    assert plan is not None
    return programme_of(situation, plan)


def resident_mb() -> float:
    """Most memory this process and its children have held, in MB."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def measure(instance: Instance, seed: int, days: int, within: float | None) -> Sequence[Row]:
    """Simulate, summarise, and say how long it took and what it held."""
    from safeconduct.adapters.process_pool import ProcessPool
    from safeconduct.stress.batch import chunks, run_chunk
    from safeconduct.stress.priors import standard
    from safeconduct.stress.summary import fan, left_over, share, spread

    made = programme(instance.size)
    tenth = list(ProcessPool(workers=1).in_order(run_chunk, chunks(made, standard(), seed + 1, max(1, days // 10))))
    before = resident_mb()
    started = time.perf_counter()
    pool = ProcessPool(workers=2 if instance.size else 1)
    found = [day for chunk in pool.in_order(run_chunk, chunks(made, standard(), seed, days)) for day in chunk]
    everyone = share(sum(day.everyone for day in found), len(found))
    fan(found)
    left_over(found)
    seconds = time.perf_counter() - started
    lost = sum(
        day.known != day.arrived + day.declined + day.waiting + day.returned + day.detained + day.let_off
        for day in found
    )
    del tenth
    figures = (
        ("runs a day", "", len(made.runs), None),
        ("days simulated", "", len(found), None),
        ("in all", "s", round(seconds, 3), None if within is None else Target(op="<=", value=within)),
        ("a day", "ms", round(1000 * seconds / days, 3), None),
        ("days that lose or make people", "", lost, CONSERVED),
        ("memory grows by", "MB", round(max(0.0, resident_mb() - before), 1), None if within is None else FLAT),
        ("days with everyone out", "%", round(100 * everyone.days / everyone.of, 2), None),
        ("persons out, median", "persons", spread([day.arrived for day in found]).p50, None),
    )
    return [
        Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=value, target=target)
        for metric, unit, value, target in figures
    ]


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """One programme; the short form simulates fifty days without a target in seconds."""
    days = 50 if request.smoke else instance.severity
    return measure(instance, seed, days, None if request.smoke else WITHIN[instance.size, instance.severity])


SPEC = BenchSpec(
    name="stress.speed",
    describe="simulated days of a programme with so many vehicles (size; 0: the worked case), so many days (severity)",
    sizes=(0, 150),
    severities=(1000,),
    seeds=(0,),
    run=run,
    target="worked case 1,000 days <= 3 s, 150 vehicles 1,000 days <= 90 s, memory flat, nobody lost",
    label="{size} vehicles, {severity} days",
    smoke_sizes=(0, 20),
)
