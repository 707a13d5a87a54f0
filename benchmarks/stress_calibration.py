"""Operations of the past on simulated first days: is what was said to be out inside the band of the standard priors?

Size: days simulated for each operation. One set of priors and one rule for all (docs/stress.md, "Against operations of
the past"); --input takes another folder of operations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.stress.calibration import Measured

DOCS = Path(__file__).parents[1] / "docs" / "stress.md"
COMPARED = Target(op=">=", value=8)
UNEXPLAINED = Target(op="==", value=0)
EXPLAINED = "### Outside the band, and why"


def explained() -> frozenset[str]:
    """Names of operations that docs/stress.md says why they lie outside; MissingData without the page."""
    if not DOCS.is_file():
        raise MissingData("docs/stress.md")
    section = DOCS.read_text(encoding="utf-8").partition(EXPLAINED)[2].split("\n#")[0]
    return frozenset(re.findall(r"^- \*\*(.+?)\*\*", section, flags=re.MULTILINE))


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Every operation of the folder of which a first day was told."""
    from safeconduct.app.operations import past_operations
    from safeconduct.stress.calibration import measure_operation, tally
    from safeconduct.stress.priors import standard

    days = instance.size or SPEC.sizes[0]
    measured = [
        found
        for operation in past_operations(instance.path)
        if (found := measure_operation(operation, standard(), seed=seed, days=days)) is not None
    ]
    if not measured:
        raise MissingData("operations with a first day")
    rows = [row for one in measured for row in _of(one, seed)]
    counted = tally(measured)
    unexplained = sum(not one.inside and one.name not in explained() for one in measured)
    figures = (
        ("operations compared", counted.compared, None if request.smoke else COMPARED),
        ("inside the band from 5 to 95 %", counted.inside, None),
        ("inside the middle half, 25 to 75 %", counted.middle, None),
        ("inside if nothing ever went wrong", counted.inside_if_still, None),
        ("outside and not explained in docs/stress.md", unexplained, None if request.smoke else UNEXPLAINED),
    )
    return [
        *rows,
        *(
            Row(instance=instance.name, seed=seed, metric=metric, unit="", value=value, target=target)
            for metric, value, target in figures
        ),
    ]


def _of(one: Measured, seed: int) -> list[Row]:
    figures = {
        "said, at least": one.said.low,
        "said, at most": one.said.high,
        "simulated, 5 %": one.low,
        "simulated, median": one.median,
        "simulated, 95 %": one.high,
    }
    return [
        Row(instance=one.id, seed=seed, metric=metric, unit="persons", value=value) for metric, value in figures.items()
    ]


def from_input(path: Path) -> Sequence[Instance]:
    """A folder of operations."""
    return [Instance(name=path.name, path=path)] if any(path.glob("*.yaml")) else []


SPEC = BenchSpec(
    name="stress.calibration",
    describe="first days of operations of the past, so many days each (size), against what was said of them",
    sizes=(500,),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="at least 8 compared, each inside 5 to 95 % or explained in docs/stress.md",
    label="{size} days each",
    smoke_sizes=(20,),
    from_input=from_input,
)
