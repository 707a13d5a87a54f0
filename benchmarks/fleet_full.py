"""Family ``full``: a situation planned with all its rules, checked, and its gap split by what the bound relaxes.

The search keeps the rules of a fleet's instance; households that travel whole, convoys and stops are put into its
timetable afterwards. So the way from the bound down to the plan has two parts: what the timetable stays below the
bound, where vehicles are priced one by one, and what the plan loses to the timetable, by the rules named as relaxed.
The bound of each level is searched for half as long as the timetable.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.fleet_situations import situation_of
from benchmarks.registry import Instance, Row, Target

if TYPE_CHECKING:
    from safeconduct.plan.fleet.portfolio import Progress

#: The gap of all persons wanted, in percent: twice that of family ``core``, by the vehicles of the day at most.
GAPS = {40: 6.0, 150: 8.0, 500: 12.0, 2000: 24.0}
ONE_BY_ONE = "vehicles are priced one by one"


def full_rows(instance: Instance, seed: int, seconds: float, whole: bool) -> Iterator[Row]:
    """Rows of one document; CheckFailed when a rule of its plan or a number of its certificate does not hold."""
    from safeconduct.app.fleet_planning import checked_fleet
    from safeconduct.plan.fleet.answer import best_plan, certified, reached
    from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of

    assert instance.path is not None
    situation, scenario = situation_of(instance.path)
    legend = legend_of(situation, scenario)
    seen: list[Progress] = []
    started = time.perf_counter()
    plan, solved = best_plan(situation, legend, seconds=seconds, tell=seen.append)
    took = time.perf_counter() - started
    certificate = certified(situation, scenario, plan, seconds=seconds / 2)
    checks = checked_fleet(situation, plan, certificate)
    timetable = solved.plan.by_need(instance_of(legend, EACH))
    helped, people = reached(situation, plan)

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=instance.name, seed=seed, metric=f"full: {metric}", unit=unit, value=value, target=target)

    bounds = [level.bound for level in certificate.levels]
    yield row("first timetable", "s", round(seen[0].seconds, 2) if seen else round(took, 2))
    yield row("plan written in", "s", round(took, 2))
    yield row("rules and numbers recomputed", "", len(checks))
    yield row("most L1: out", "persons", helped)
    yield row("most L1: bound", "persons", bounds[0])
    yield row("most L1: gap", "%", _percent(bounds[0] - helped, bounds[0]))
    yield row("most L2: out", "persons", people)
    yield row("most L2: bound", "persons", bounds[1])
    goal = next((gap for vehicles, gap in GAPS.items() if instance.size <= vehicles), None)
    wanted = Target(op="<=", value=goal) if whole and goal is not None else None
    yield row("most L2: gap", "%", _percent(bounds[1] - people, bounds[1]), wanted)
    yield row(f"of it, {ONE_BY_ONE}", "%", _percent(bounds[1] - sum(timetable), bounds[1]))
    others = [name for name in certificate.bounds[-1].relaxed if name != ONE_BY_ONE]
    yield row(f"of it, {'; '.join(others)}", "%", _percent(sum(timetable) - people, bounds[1]))


def _percent(part: float, whole: float) -> float:
    return 0.0 if whole <= 0 else round(100 * part / whole, 3)
