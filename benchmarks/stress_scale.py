"""How the cost of a simulated day grows with the fleet, up to 2,000 vehicles; the largest has a limit in seconds."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.registry import BenchSpec, Instance, Request, Row
from benchmarks.stress_speed import measure

WITHIN = {2000: 120.0}


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """One size; the short form simulates five days without a target in seconds."""
    if request.smoke:
        return measure(instance, seed, 5, None)
    return measure(instance, seed, instance.severity, WITHIN.get(instance.size))


SPEC = BenchSpec(
    name="stress.scale",
    describe="so many days (severity) of programmes with so many vehicles (size)",
    sizes=(50, 200, 800, 2000),
    severities=(100,),
    seeds=(0,),
    run=run,
    target="2,000 vehicles, 100 days <= 120 s, memory flat",
    label="{size} vehicles, {severity} days",
    smoke_sizes=(20,),
)
