"""Median and worst over seeds, by hand."""

from __future__ import annotations

from typing import Any

from benchmarks.registry import Instance, Op, Request, Row, Target
from benchmarks.runner import Progress, row_json, run_spec
from benchmarks.spread import spread
from tests.house.test_benchmarks import spec


def rows(values: dict[int, float], op: Op | None = None, instance: str = "x") -> list[dict[str, Any]]:
    """One metric by seed, with a target of 3."""
    target = None if op is None else Target(op=op, value=3)
    return [
        row_json(Row(instance=instance, seed=seed, metric="m", unit="s", value=value, target=target))
        for seed, value in values.items()
    ]


def figures(found: list[dict[str, Any]]) -> dict[str, float]:
    """Values by metric."""
    return {row.metric: row.value for row in spread(found)}


def test_the_worst_is_where_the_target_says() -> None:
    """Small is good: the largest; large is good: the smallest; exactly: the farthest; no target: both ends."""
    values = {0: 4.0, 1: 1.0, 2: 2.0}
    assert figures(rows(values, "<=")) == {"m: median of 3 seeds": 2.0, "m: worst of 3 seeds": 4.0}
    assert figures(rows(values, ">=")) == {"m: median of 3 seeds": 2.0, "m: worst of 3 seeds": 1.0}
    assert figures(rows(values, "==")) == {"m: median of 3 seeds": 2.0, "m: worst of 3 seeds": 1.0}
    assert figures(rows(values)) == {"m: median of 3 seeds": 2.0, "m: least of 3 seeds": 1.0, "m: most of 3 seeds": 4.0}


def test_each_instance_for_itself_and_no_target() -> None:
    """A single seed has no spread, and neither has a metric told twice for a seed; these rows cannot fail."""
    found = list(spread(rows({0: 1.0, 1: 9.0}, "<=") + rows({0: 5.0}, instance="y")))
    assert [(row.instance, row.value, row.target) for row in found] == [("x", 5.0, None), ("x", 9.0, None)]
    assert not list(spread(rows({0: 1.0, 1: 2.0}) + rows({0: 3.0})))
    assert not list(spread(rows({0: 1.0, 1: 1.0})))
    assert len(list(spread(rows({0: 1.0, 1: 1.0}, "<=")))) == 2


def test_what_a_summary_says_is_not_said_twice() -> None:
    """A spec that has its own median keeps it, with its target."""

    def measured(instance: Instance, seed: int, request: Request) -> list[Row]:
        return [Row(instance=instance.name, seed=seed, metric="m", unit="s", value=seed)]

    def own(held: object) -> list[Row]:
        wanted = Target(op="<=", value=1)
        return [
            Row(instance="size 1, severity 0", seed=0, metric="m: median of 2 seeds", unit="s", value=9, target=wanted)
        ]

    one = spec(measured, sizes=(1,), severities=(0,), seeds=(1, 2), summary=own)
    result = run_spec(one, Request(), None, Progress(None, Request()), lambda line: None)
    medians = [row for row in result.rows if row["metric"].startswith("m: median")]
    assert [(row["value"], row["ok"]) for row in medians] == [(9, False)]
