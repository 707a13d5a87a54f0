"""A benchmark is a registered spec, not a script: what it sweeps, how it runs, and what it must reach."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

Op = Literal["<=", "<", ">=", ">", "=="]

_HOLDS: dict[Op, Callable[[float, float], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
}


class MissingData(Exception):
    """What a benchmark needs is not on this machine; reported as exit 2, never as a pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a metric must reach: ``value op target``, in the metric's unit."""

    op: Op
    value: float

    def reached(self, measured: float) -> bool:
        """Whether a measured value reaches the target."""
        return _HOLDS[self.op](measured, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured number. Without a target a row informs and cannot fail."""

    instance: str
    seed: int
    metric: str
    unit: str
    value: float
    target: Target | None = None

    @property
    def ok(self) -> bool:
        """False when there is a target and it was missed."""
        return self.target is None or self.target.reached(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One thing to run on: a size and a severity of the sweep, or a file given with --input."""

    name: str
    size: int = 0
    severity: int = 0
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How a run was asked for: short form, a path that replaces the instances, seconds allowed per instance."""

    smoke: bool = False
    input: Path | None = None
    limit_s: float | None = None


Run = Callable[[Instance, int, Request], Sequence[Row]]
FromInput = Callable[[Path], Sequence[Instance]]
#: From all rows of a run in their JSON form to rows about all of them, medians for instance.
Summary = Callable[[Sequence[Mapping[str, Any]]], Sequence[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchSpec:
    """One benchmark.

    ``sizes`` and ``severities`` are swept against each other (what they count is said in ``describe``); ``labels`` name
    severities otherwise than ``label`` does, ``swept`` tells which pairs there are (None: all). ``smoke_sizes`` and
    ``smoke_seeds`` are what a smoke run takes instead. ``seeds`` are run one by one. ``run`` measures one instance with
    one seed. ``target`` says in words what must hold. ``from_input`` turns --input into instances; a spec without it
    refuses --input. ``summary`` adds rows about all instances and seeds once they are measured; median and worst of
    each metric over its seeds are added to every run (``benchmarks.spread``).
    """

    name: str
    describe: str
    sizes: tuple[int, ...]
    severities: tuple[int, ...]
    seeds: tuple[int, ...]
    run: Run
    target: str
    label: str = "size {size}, severity {severity}"
    labels: Mapping[int, str] = field(default_factory=dict)
    swept: Callable[[int, int], bool] | None = None
    smoke_sizes: tuple[int, ...] = ()
    smoke_seeds: tuple[int, ...] = ()
    from_input: FromInput | None = None
    summary: Summary | None = None

    def seeds_of(self, request: Request) -> tuple[int, ...]:
        """The seeds of a run for which none are asked."""
        return self.smoke_seeds if request.smoke and self.smoke_seeds else self.seeds

    def instances(self, request: Request) -> tuple[Instance, ...]:
        """What a run of this spec runs on; MissingData when --input holds nothing to run on."""
        if request.input is not None:
            if self.from_input is None:
                raise MissingData(f"{self.name} takes no --input")
            found = tuple(self.from_input(request.input))
            if not found:
                raise MissingData(f"{request.input} holds no instance for {self.name}")
            return found
        sizes = self.smoke_sizes if request.smoke and self.smoke_sizes else self.sizes
        return tuple(
            Instance(
                name=self.labels.get(severity, self.label).format(size=size, severity=severity),
                size=size,
                severity=severity,
            )
            for size in sizes
            for severity in self.severities
            if self.swept is None or self.swept(size, severity)
        )


#: Modules that hold one spec each, as ``SPEC``.
MODULES = (
    "read_article",
    "read_corpus",
    "read_agreement",
    "read_conflicts",
    "read_polnear",
    "read_peers",
    "read_speed",
    "plan_case",
    "plan_gap",
    "plan_repair",
    "plan_growth",
    "plan_bep",
    "plan_peers",
    "plan_marginal",
    "roads_import",
    "roads_close",
    "roads_cut",
    "roads_engines",
    "day_fold",
    "day_faults",
    "day_start",
    "day_load",
    "stress_speed",
    "stress_scale",
    "stress_policies",
    "stress_calibration",
)


def specs() -> Iterator[BenchSpec]:
    """Every registered benchmark, in order. Heavy libraries are imported by a spec's ``run`` only."""
    for module in MODULES:
        spec = import_module(f"benchmarks.{module}").SPEC
        assert isinstance(spec, BenchSpec)
        yield spec


def find(names: Sequence[str]) -> tuple[BenchSpec, ...]:
    """The specs of these names, all of them when none is given; KeyError for an unknown name."""
    known = {spec.name: spec for spec in specs()}
    return tuple(known[name] for name in names) if names else tuple(known.values())
