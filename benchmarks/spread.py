"""Median and worst of a metric over the seeds of an instance, beside the single figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.registry import Op, Row

#: Seeds from which there is something to say.
LEAST = 2
#: Targets that a smaller value reaches sooner.
SMALL_IS_GOOD: tuple[Op, ...] = ("<=", "<")
LARGE_IS_GOOD: tuple[Op, ...] = (">=", ">")


def spread(rows: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """For every instance and metric measured with several seeds the median, then the worst: the largest value where a
    target asks for small ones, the smallest where it asks for large ones, the one farthest from a target that must be
    met exactly, and both ends where there is no target; nothing where there is none and all are alike. These rows have
    no target: the single ones have."""
    for (instance, metric), found in _by_metric(rows).items():
        values = [row["value"] for row in found]
        if len({row["seed"] for row in found}) < LEAST or len(values) != len({row["seed"] for row in found}):
            continue
        aimed = [row for row in found if row["op"] is not None]
        if not aimed and len(set(values)) == 1:
            continue
        unit, many = str(found[0]["unit"]), f"of {len(values)} seeds"
        yield _row(instance, f"{metric}: median {many}", unit, median(values))
        for name, value in _worst(aimed, values):
            yield _row(instance, f"{metric}: {name} {many}", unit, value)


def _by_metric(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["instance"], row["metric"]), []).append(row)
    return found


def _worst(aimed: Sequence[Mapping[str, Any]], values: Sequence[float]) -> Iterator[tuple[str, float]]:
    """Names and values of the worst; ``aimed`` are the rows that have a target."""
    if not aimed:
        yield "least", min(values)
        yield "most", max(values)
    elif aimed[0]["op"] in SMALL_IS_GOOD:
        yield "worst", max(values)
    elif aimed[0]["op"] in LARGE_IS_GOOD:
        yield "worst", min(values)
    else:
        target = float(aimed[0]["target"])
        yield "worst", max(values, key=lambda value: abs(value - target))


def _row(instance: str, metric: str, unit: str, value: float) -> Row:
    return Row(instance=instance, seed=0, metric=metric, unit=unit, value=round(value, 6))
