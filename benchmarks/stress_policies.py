"""What orders made on the day give, and what they cost: fixed, rolling and repaired orders on the same days.

Size: days of the worked case (one corridor in convoys), drawn as if every corridor were agreed. Seconds are of the
processor.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.registry import BenchSpec, Instance, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.stress.programme import Programme

#: A repair is done while somebody waits for it: at most so many ms of the processor, on the mean.
REPAIR = Target(op="<=", value=1000)


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """All three policies on the same days."""
    from benchmarks.stress_speed import programme
    from safeconduct.stress.batch import as_if_agreed

    made = as_if_agreed(programme(0))
    days = instance.size
    rows: list[Row] = []
    for policy in ("fixed orders", "rolling orders", "repaired orders"):
        for metric, unit, value, target in _played(made, policy, seed, days, request.smoke):
            name = f"{instance.name}, {policy}"
            rows.append(Row(instance=name, seed=seed, metric=metric, unit=unit, value=value, target=target))
    return rows


def _played(
    made: Programme, policy: str, seed: int, days: int, smoke: bool
) -> list[tuple[str, str, float, Target | None]]:
    from safeconduct.run.account import balance
    from safeconduct.stress.course import play
    from safeconduct.stress.luck import Luck
    from safeconduct.stress.priors import standard

    priors, began = standard(), time.process_time()
    courses = [play(made, priors, Luck(seed, n), policy=policy) for n in range(days)]  # type: ignore[arg-type]
    seconds = time.process_time() - began
    repairs = sum(course.repairs for course in courses)
    out = sum(balance(course.diary.state).arrived.total for course in courses) / days
    found: list[tuple[str, str, float, Target | None]] = [
        ("persons out, mean", "persons", round(out, 2), None),
        ("a day", "ms", round(1000 * seconds / days, 3), None),
    ]
    if repairs:
        each = 1000 * sum(course.repair_seconds for course in courses) / repairs
        found.append(("planned anew, times a day", "", round(repairs / days, 3), None))
        found.append(("each time", "ms", round(each, 2), None if smoke else REPAIR))
    return found


SPEC = BenchSpec(
    name="stress.policies",
    describe="the worked case under fixed, rolling and repaired orders, the same days (size)",
    sizes=(500,),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="planning the rest anew <= 1 s of the processor, on the mean",
    label="{size} days",
    smoke_sizes=(10,),
)
