"""The Bus Evacuation Problem: ninety public instances, each solved, proved, checked and held against publications.

A published value below a makespan that is refuted cannot belong to the published data: no plan has it. It is told by
its own row and by name, and the comparison goes on with the other published values. The short form runs on instances
of our own, drawn by the same recipe. ``--input`` takes a folder of instances in the published form (``*.txt``).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

if TYPE_CHECKING:
    from benchmarks.bep.instance import Instance as Problem
    from benchmarks.bep.published import Published
    from benchmarks.bep.solve import Answer

LIMIT_S = 60.0
PROVED = Target(op="==", value=1)
NONE = Target(op="==", value=0)


def problem_of(instance: Instance, request: Request) -> tuple[Problem, Published | None]:
    """What an instance stands for, and what was published on it."""
    from benchmarks.bep.drawn import drawn
    from benchmarks.bep.instance import InstanceFault, load
    from benchmarks.bep.published import public_instance, published

    if instance.path is not None:
        try:
            return load(instance.path), None
        except InstanceFault as fault:
            raise MissingData(str(fault)) from fault
    if request.smoke:
        return drawn(instance.size, instance.severity), None
    return public_instance(instance.size, instance.severity), published().get((instance.size, instance.severity))


@cache
def warm() -> float:
    """Compile and load what the solver needs; seconds that took. Zero work to call again."""
    from benchmarks.bep.drawn import drawn
    from benchmarks.bep.solve import solve

    started = time.perf_counter()
    solve(drawn(3, 0), seconds=LIMIT_S)
    return time.perf_counter() - started


def against(answer: Answer, known: Published) -> list[tuple[str, str, float, Target | None]]:
    """Rows that hold an answer against the published values: each value, those refuted, and minutes behind the rest."""
    rows: list[tuple[str, str, float, Target | None]] = [
        (f"published by {method}", "min", value, None) for method, value in known.values.items()
    ]
    refuted = [method for method, value in known.values.items() if value < answer.bound]
    rows += [(f"published by {method}, but refuted: less than the proved bound", "", 1, None) for method in refuted]
    standing = [value for method, value in known.values.items() if method not in refuted]
    behind = max(0, answer.makespan - min(standing)) if standing else 0
    rows.append(("behind the best published value that can be", "min", behind, NONE))
    if known.cplex is not None and "CPLEX" not in refuted:
        rows.append(("published as optimal", "", int(known.claimed), None))
    return rows


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Solve one instance, check the plan apart from the solver, and report."""
    from benchmarks.bep.buses import faults
    from benchmarks.bep.prices import judge
    from benchmarks.bep.solve import solve

    problem, known = problem_of(instance, request)
    cold = warm()
    limit = request.limit_s or LIMIT_S
    started = time.perf_counter()
    answer = solve(problem, seconds=limit)
    seconds = time.perf_counter() - started
    by_prices = [one for one in answer.refuted if one.days_tried is None]
    wrong = len(faults(problem, answer.plan, answer.makespan))
    wrong += sum(not judge(problem, one.makespan, one.prices).refuted for one in by_prices)
    figures: list[tuple[str, str, float, Target | None]] = [
        ("proved", "", int(answer.proved), PROVED),
        ("makespan", "min", answer.makespan, None),
        ("proved bound", "min", answer.bound, None),
        ("bound without time", "min", answer.static, None),
        ("solved in", "s", round(seconds, 3), Target(op="<", value=limit)),
        ("compiled and warmed up in, once", "s", round(cold, 3), None),
        ("makespans refuted by prices", "", len(by_prices), None),
        ("makespans refuted by trying every bus day", "", len(answer.refuted) - len(by_prices), None),
        ("checks that fail", "", wrong, NONE),
    ]
    if known is not None:
        figures += against(answer, known)
    name = instance.name if instance.path is not None or not request.smoke else problem.name
    return [
        Row(instance=name, seed=seed, metric=metric, unit=unit, value=value, target=target)
        for metric, unit, value, target in figures
    ]


def from_input(path: Path) -> Sequence[Instance]:
    """Instances in the published form: every .txt below a folder, or the one file."""
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path] if path.exists() else []
    return tuple(Instance(name=file.stem, path=file) for file in files)


SPEC = BenchSpec(
    name="plan.bep",
    describe="the Bus Evacuation Problem: public instances by set (size) and number (severity), solved to a proof",
    sizes=tuple(range(2, 11)),
    severities=tuple(range(1, 11)),
    seeds=(0,),
    run=run,
    target="each proved in < 60 s, no check fails, never behind a published value that is not itself refuted",
    label="set {size}, instance {severity}",
    smoke_sizes=(4,),
    from_input=from_input,
)
