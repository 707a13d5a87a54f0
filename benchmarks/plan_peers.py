"""Our planner against PyVRP, OR-Tools routing and a monolithic CP-SAT model: same day, same dwell, same seconds.

Every figure is the value of the people out, weighted by need. *Relaxed*: no bay, crossing or reception is ever full,
which is all a routing solver can be told. *Enforced*: the peer's plan driven on the real day. *Lent*: our repair then
fills what is left of it. CP-SAT is given all rules, or none for the relaxed row. A peer that gives no plan, or is not
installed, says so in a row of its own. Each searches for the same seconds (a model's building is not counted), ours and
CP-SAT on two threads, the others on the one they have. Every plan passes the checker of the fleet's rules.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.fleet_situations import day_of_document, situations_in
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

if TYPE_CHECKING:
    from benchmarks.peers.relaxed import Found
    from safeconduct.plan.fleet.instance import FleetInstance

#: Seconds for each solver by vehicles; the larger days need more before every peer has a plan worth comparing.
SECONDS = {40: 20.0, 80: 30.0, 150: 60.0}
SMOKE_SECONDS = 0.5
NEVER_BELOW = Target(op=">=", value=1.0)
CHECKED = Target(op="==", value=0)
ENFORCED = "ours over the best peer, rules enforced"
RELAXED = "ours over the best peer, relaxed"
LENT = "ours over the best peer with our repair"
BOUND = "our bound over the best peer, rules enforced"
#: What the median over the seeds must reach.
MEDIANS = {ENFORCED: Target(op=">=", value=1.25), RELAXED: Target(op=">=", value=1.05), LENT: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one solver reached; None where it gave no plan. ``wrong`` counts faults the checker found in its plans."""

    name: str
    relaxed: int | None = None
    enforced: int | None = None
    lent: int | None = None
    seconds: float = 0.0
    absent: bool = False
    wrong: int = 0


def day_of(vehicles: int, seed: int) -> FleetInstance:
    """The day of family ``core`` with so many vehicles, tight; 80 vehicles lie between the family's own sizes."""
    from benchmarks.fleet_instances import SIZES, Size, core_instance

    sizes = {**SIZES, 80: Size(10, 4, 80, 2, 2, 2.2)}
    return core_instance(sizes[vehicles], seed)


def seconds_of(vehicles: int) -> float:
    """Seconds for each solver on a day of so many vehicles: those of the next larger size."""
    return next((seconds for size, seconds in SECONDS.items() if vehicles <= size), max(SECONDS.values()))


def ours(day: FleetInstance, easy: FleetInstance, seconds: float, seed: int) -> tuple[Answer, float]:
    """Our own answers, and the bound on the real day."""
    from safeconduct.plan.fleet.check import faults
    from safeconduct.plan.fleet.solve import solve

    real = solve(day, seconds=seconds, seed=seed)
    freed = solve(easy, seconds=seconds, seed=seed)
    wrong = len(faults(day, real.plan)) + len(faults(easy, freed.plan))
    answer = Answer(
        name="ours", relaxed=freed.value, enforced=real.value, seconds=max(real.seconds, freed.seconds), wrong=wrong
    )
    return answer, float(real.bound)


def routed(name: str, day: FleetInstance, easy: FleetInstance, found: Found | None) -> Answer:
    """A routing solver's answer on the relaxed day, and driven on the real one without and with our repair."""
    from benchmarks.peers.enforce import enforce
    from benchmarks.peers.lend import lend_repair
    from safeconduct.plan.fleet.check import faults

    if found is None:
        return Answer(name=name)
    freed, real = enforce(easy, found.itineraries), enforce(day, found.itineraries)
    lent = lend_repair(day, real)
    return Answer(
        name=name,
        relaxed=max(found.claimed, freed.value(easy)),
        enforced=real.value(day),
        lent=lent.value(day),
        seconds=found.search_s,
        wrong=len(faults(easy, freed)) + len(faults(day, real)) + len(faults(day, lent)),
    )


def monolithic(day: FleetInstance, easy: FleetInstance, seconds: float) -> Answer:
    """CP-SAT with all rules, and with none."""
    from benchmarks.peers.cpsat_peer import search
    from benchmarks.peers.lend import lend_repair
    from safeconduct.plan.fleet.check import faults

    real, freed = search(day, seconds), search(easy, seconds)
    lent = lend_repair(day, real.plan) if real.plan is not None else None
    plans = [(day, real.plan), (easy, freed.plan), (day, lent)]
    return Answer(
        name="CP-SAT",
        relaxed=freed.plan.value(easy) if freed.plan is not None else None,
        enforced=real.plan.value(day) if real.plan is not None else None,
        lent=lent.value(day) if lent is not None else None,
        seconds=max(real.search_s, freed.search_s),
        wrong=sum(len(faults(instance, plan)) for instance, plan in plans if plan is not None),
    )


def peers(day: FleetInstance, easy: FleetInstance, seconds: float, seed: int) -> Iterator[Answer]:
    """Every peer's answer, one after the other."""
    from benchmarks.peers import pyvrp_peer, routing_peer

    try:
        yield routed("PyVRP", day, easy, pyvrp_peer.search(easy, seconds, seed))
    except MissingData:
        yield Answer(name="PyVRP", absent=True)
    yield routed("OR-Tools routing", day, easy, routing_peer.search(easy, seconds))
    yield monolithic(day, easy, seconds)


@cache
def warm() -> float:
    """Compile and load what our planner needs; seconds that took. No work to call again."""
    started = time.perf_counter()
    from benchmarks.peers.lend import lend_repair
    from safeconduct.plan.fleet.solve import solve

    day = day_of(10, 0)
    lend_repair(day, solve(day).plan)
    return time.perf_counter() - started


def figures(answer: Answer) -> Iterator[tuple[str, str, float, Target | None]]:
    """Metric, unit, value and target of one solver's answer."""
    if answer.absent:
        yield f"{answer.name}: not installed", "", 1, None
        return
    for what, value in (("relaxed", answer.relaxed), ("enforced", answer.enforced)):
        if value is None:
            yield f"{answer.name}: none, {what}", "", 1, None
        else:
            yield f"{answer.name}: {what}", "value", value, None
    if answer.lent is not None:
        yield f"{answer.name}: enforced, with our repair", "value", answer.lent, None
    yield f"{answer.name}: searched", "s", round(answer.seconds, 1), None
    yield f"{answer.name}: checks that fail", "", answer.wrong, CHECKED


def ratios(mine: Answer, others: Sequence[Answer]) -> Iterator[tuple[str, str, float, Target | None]]:
    """Ours over the best peer that answered; no row where none did, or where it brought nobody out."""
    best = {
        RELAXED: max((one.relaxed or 0 for one in others), default=0),
        ENFORCED: max((one.enforced or 0 for one in others), default=0),
        LENT: max((one.lent or 0 for one in others), default=0),
    }
    reached = {RELAXED: mine.relaxed or 0, ENFORCED: mine.enforced or 0, LENT: mine.enforced or 0}
    for metric, most in best.items():
        if most:
            yield metric, "×", round(reached[metric] / most, 4), None if metric == LENT else NEVER_BELOW


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """One day by every solver."""
    from benchmarks.peers.relaxed import relaxed

    cold = warm()
    seconds = request.limit_s or (SMOKE_SECONDS if request.smoke else seconds_of(instance.size))
    day = day_of(instance.size, seed) if instance.path is None else day_of_document(instance.path)
    easy = relaxed(day)
    mine, bound = ours(day, easy, seconds, seed)
    others = tuple(peers(day, easy, seconds, seed))
    found: list[tuple[str, str, float, Target | None]] = [
        ("allowed each", "s", seconds, None),
        ("compiled and warmed up in, once", "s", round(cold, 1), None),
        ("ours: bound, enforced", "value", bound, None),
    ]
    for answer in (mine, *others):
        found += figures(answer)
    if not request.smoke:
        found += ratios(mine, others)
        most = max((one.enforced or 0 for one in others), default=0)
        if most:
            found.append((BOUND, "×", round(bound / most, 4), None))
    return [
        Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=value, target=target)
        for metric, unit, value, target in found
    ]


def summary(rows: Sequence[Mapping[str, Any]]) -> Sequence[Row]:
    """Median of each ratio over the seeds of an instance, which carries the target, and what no planner could exceed:
    where the bound over the peer is below the target, no timetable reaches it."""
    found = []
    for instance in dict.fromkeys(row["instance"] for row in rows):
        for metric, target in MEDIANS.items():
            values = [row["value"] for row in rows if row["instance"] == instance and row["metric"] == metric]
            if values:
                name = f"{metric}: median of {len(values)} seeds"
                found.append(Row(instance=instance, seed=0, metric=name, unit="×", value=median(values), target=target))
        most = [row["value"] for row in rows if row["instance"] == instance and row["metric"] == BOUND]
        wanted = MEDIANS[ENFORCED]
        if most and wanted is not None:
            beyond = sum(value < wanted.value for value in most)
            for metric, unit, value in (
                (f"{BOUND}: median of {len(most)} seeds", "×", median(most)),
                (f"days on which no timetable at all is {wanted.value:g} times the best peer's", "days", beyond),
            ):
                found.append(Row(instance=instance, seed=0, metric=metric, unit=unit, value=value))
    return found


SPEC = BenchSpec(
    name="plan.peers",
    describe="people out against PyVRP, OR-Tools routing and CP-SAT on the same tight day: vehicles (size)",
    sizes=(40, 80, 150),
    severities=(0,),
    seeds=(1, 2, 3, 4, 5),
    run=run,
    target="median >= 1.25 of the best peer with all rules, >= 1.05 relaxed, never below 1; no check fails",
    label="core: {size} vehicles, tight",
    smoke_sizes=(10,),
    from_input=situations_in,
    summary=summary,
)
