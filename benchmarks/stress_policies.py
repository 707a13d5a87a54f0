"""What orders made on the day give, and what they cost: fixed, rolling and repaired orders on the same days.

Size: days, drawn as if every corridor were agreed. Severity, what is planned: 0 the worked case, one corridor in
convoys; 1 the fleet of the valley fire; 2 the same in convoys of two to six, the long ones led by one of two escorts;
3 boats and two buses at the quay. Seconds are of the processor.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.registry import BenchSpec, Instance, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.model.situation import Situation
    from safeconduct.stress.programme import Programme

#: A repair is done while somebody waits for it: at most so many ms of the processor, on the mean.
REPAIR = Target(op="<=", value=1000)
#: Severities that are not one corridor, where the cases lie, and the work of the search for a fleet's plan.
TOGETHER, QUAY = 2, 3
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
WORK = 2000


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """All three policies on the same days."""
    from safeconduct.stress.batch import as_if_agreed

    made = as_if_agreed(_programme(instance.severity))
    days = instance.size
    rows: list[Row] = []
    for policy in ("fixed orders", "rolling orders", "repaired orders"):
        for metric, unit, value, target in _played(made, policy, seed, days, request.smoke):
            name = f"{instance.name}, {policy}"
            rows.append(Row(instance=name, seed=seed, metric=metric, unit=unit, value=value, target=target))
    return rows


def _programme(severity: int) -> Programme:
    from benchmarks.stress_speed import programme
    from safeconduct.app.fleet_planning import scenario_of
    from safeconduct.plan.fleet.answer import answer
    from safeconduct.stress.of_plan import programme_of

    if severity == 0:
        return programme(0)
    situation = _quay() if severity == QUAY else _valley(together=severity == TOGETHER)
    plan, _ = answer(situation, scenario_of(situation, None, "likely"), work=WORK)
    assert plan is not None
    return programme_of(situation, plan)


def _quay() -> Situation:
    from safeconduct import codec
    from safeconduct.model.situation import Situation

    path = EXAMPLES / "quay" / "situation.json"
    return codec.load(Situation, path.read_bytes(), file=str(path))


def _valley(*, together: bool) -> Situation:
    """The valley fire; its fleet one by one, as the case has it, or in convoys."""
    from benchmarks.plan_case import case_situation
    from safeconduct.model.known import Known
    from safeconduct.model.resource import FleetConvoys

    situation = case_situation(EXAMPLES / "valley-fire")
    if not together:
        return situation
    rules, basis = situation.rules, situation.rules.convoy_min.basis

    def known(value: int) -> Known[int]:
        return Known(value=value, basis=basis)

    convoys = FleetConvoys(led_above=known(3), escorts=known(2), escort_return_minutes=known(20))
    rules = replace(rules, convoy_min=known(2), convoy_max=known(6), headway_minutes=known(10), fleet_convoys=convoys)
    return replace(situation, rules=rules)


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
    describe="plans of every kind (severity) under fixed, rolling and repaired orders, the same days (size)",
    sizes=(500,),
    severities=(0, 1, 2, 3),
    seeds=(0,),
    run=run,
    target="planning the rest anew <= 1 s of the processor, on the mean",
    label="{size} days, plan {severity}",
    smoke_sizes=(10,),
)
