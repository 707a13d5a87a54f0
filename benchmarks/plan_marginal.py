"""What one more would bring: the prices of the bound against searching the bound again, for a fixed list of questions.

One more vehicle of each class, one more bay at each site, a tenth more slots on each crossing, one more lane on each
crossing; and, so that there are forty, ten more places at receptions and people in groups in turn. A price says what a
little more is worth; the answer is what the bound really gains, found by searching on from the same prices on the
changed day for the same number of steps as, for control, on the day unchanged. A price answers when it differs from the
gain by at most a tenth of it, or by no more than what the search itself leaves open: ``ALLOWANCE`` of the bound.

A price is a slope, and the bound bends: one more lane on a crossing of one is twice the slots. Where a price speaks of
more than ``ALLOWANCE`` and the step is more than ``STRAIGHT`` of what there is, nothing is shown but the bound solved
again, said to be so, and the answer it is held against takes twice its steps. What is shown is what the target
counts; how many questions a price alone would have answered is told as well, by kind. All searches are the volume
method's, without the linear program that may follow it: broken off midway that would compare unequal stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.fleet_situations import day_of_document, situations_in
from benchmarks.registry import BenchSpec, Instance, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.plan.fleet.bound import Proved
    from safeconduct.plan.fleet.instance import FleetInstance
    from safeconduct.plan.fleet.tables import Floats, Tables

#: Steps of the bound before any question, and for each question.
BASE_STEPS, STEPS = 2500, 500
SMOKE_STEPS = 20
LEAST_QUESTIONS = 40
#: Share of the gain by which price and answer may differ, and share of the bound that the search leaves open.
WITHIN, ALLOWANCE = 0.10, 0.0005
SHARE = Target(op=">=", value=0.95)
#: The largest step, as a share of what there is, along which a price is taken for the slope of the bound.
STRAIGHT = 0.25
ENOUGH = Target(op=">=", value=LEAST_QUESTIONS)
KINDS = ("+1 vehicle", "+1 bay", "+10 % of a crossing", "+1 lane", "+10 places or people")


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A change in what there is: ``amounts`` as the bound counts them, and vehicles of each class (C,)."""

    kind: str
    amounts: Floats
    vehicles: Floats


def questions(tables: Tables) -> list[Question]:
    """The fixed list for a day, at least ``LEAST_QUESTIONS`` where it has groups enough."""
    from safeconduct.plan.fleet.lagrangian import amounts, shapes_of

    held = amounts(tables)
    counts = tables.class_count.astype(np.float64)
    sizes = [int(np.prod(shape)) for shape in shapes_of(tables)]
    slots, minutes = sizes[0] + sizes[1], tables.open.shape[1]
    bays = slots + sizes[2]

    def more(start: int, values: Floats | float, length: int) -> Floats:
        changed = held.copy()
        changed[start : start + length] += values
        return changed

    made = [Question(KINDS[0], held, counts + row) for row in np.eye(counts.size)]
    made += [Question(KINDS[1], more(bays + s * minutes, 1.0, minutes), counts) for s in range(tables.bays.size)]
    for b in range(tables.slot.size):
        row = slots + b * minutes
        made.append(Question(KINDS[2], more(row, 0.1 * held[row : row + minutes], minutes), counts))
        made.append(Question(KINDS[3], more(row, tables.open[b].astype(np.float64), minutes), counts))
    filling = [sizes[0] + r for r in range(sizes[1])] + list(range(sizes[0]))
    made += [Question(KINDS[4], more(row, 10.0, 1), counts) for row in filling[: max(0, LEAST_QUESTIONS - len(made))]]
    return made


def predicted(question: Question, tables: Tables, proved: Proved) -> float:
    """What the prices say the bound gains."""
    from safeconduct.plan.fleet.lagrangian import amounts

    extra = question.amounts - amounts(tables)
    fleet = question.vehicles - tables.class_count
    return float(proved.prices.flat() @ extra + proved.values @ fleet)


def bends(question: Question, tables: Tables, proved: Proved) -> bool:
    """Whether the step is too large for a price: more slots or bays by much, on rows whose price says something."""
    from safeconduct.plan.fleet.lagrangian import amounts

    held = amounts(tables)
    extra = question.amounts - held
    more = extra > 0
    if not more.any() or question.kind == KINDS[4] or predicted(question, tables, proved) <= ALLOWANCE * proved.bound:
        return False
    return bool(extra.sum() > STRAIGHT * held[more].sum())


def searched(question: Question, tables: Tables, proved: Proved, steps: int, reached: float) -> float:
    """The bound of the changed day after searching on from these prices."""
    from safeconduct.plan.fleet.bound import BUCKETS, BoundSearch
    from safeconduct.plan.fleet.lagrangian import Lagrangian

    changed = tables._replace(class_count=question.vehicles.astype(np.int64))
    lagrangian = Lagrangian(changed)
    lagrangian.amounts = question.amounts
    search = BoundSearch(lagrangian, proved.prices, BUCKETS[-1:])
    search.run(steps, reached)
    return search.proved.bound


def afresh(question: Question, tables: Tables, steps: int, reached: float) -> float:
    """The bound of the changed day from no prices at all: after a large step those of before lead astray."""
    from safeconduct.plan.fleet.bound import BUCKETS, BoundSearch
    from safeconduct.plan.fleet.lagrangian import Lagrangian

    lagrangian = Lagrangian(tables._replace(class_count=question.vehicles.astype(np.int64)))
    lagrangian.amounts = question.amounts
    search = BoundSearch(lagrangian, None, BUCKETS)
    search.run(steps, reached)
    return search.proved.bound


def agrees(price: float, gain: float, bound: float) -> bool:
    """Whether a price answers a question: within a tenth of the gain, or within what the search leaves open."""
    return abs(price - gain) <= max(WITHIN * abs(gain), ALLOWANCE * bound)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question answered twice, by price and by searching again, and what is shown: the price, or the bound solved
    again where the price would be wrong."""

    kind: str
    price: float
    gain: float
    resolved: float | None = None

    @property
    def shown(self) -> float:
        """The value a reader sees."""
        return self.price if self.resolved is None else self.resolved


def ask(day: FleetInstance, base: int, steps: int) -> tuple[float, list[Asked]]:
    """The bound of the day and every question, answered by price and by search."""
    from safeconduct.plan.fleet.bound import BUCKETS, BoundSearch
    from safeconduct.plan.fleet.lagrangian import Lagrangian, amounts
    from safeconduct.plan.fleet.solve import solve
    from safeconduct.plan.fleet.tables import tables_of

    tables = tables_of(day)
    reached = float(solve(day, work=20 * day.vehicles).value)
    search = BoundSearch(Lagrangian(tables), None, BUCKETS)
    search.run(base, reached)
    proved = search.proved
    same = Question("control", amounts(tables), tables.class_count.astype(np.float64))
    unchanged = searched(same, tables, proved, steps, reached)
    further = searched(same, tables, proved, 2 * steps, reached)
    asked = []
    for question in questions(tables):
        gain = searched(question, tables, proved, steps, reached) - unchanged
        price, resolved = predicted(question, tables, proved), None
        if bends(question, tables, proved):
            resolved = min(gain, afresh(question, tables, base, reached) - unchanged)
            gain = min(resolved, afresh(question, tables, 2 * base, reached) - further)
        asked.append(Asked(question.kind, price, gain, resolved))
    return unchanged, asked


def figures(
    bound: float, asked: Sequence[Asked], target: Target | None
) -> Iterator[tuple[str, str, float, Target | None]]:
    """Metric, unit, value and target of the answers, in all and by kind."""
    good = [agrees(one.price, one.gain, bound) for one in asked]
    yield "bound", "value", round(bound, 2), None
    yield "questions", "", len(asked), None if target is None else ENOUGH
    shown = [agrees(one.shown, one.gain, bound) for one in asked]
    yield "questions shown right", "share", round(sum(shown) / len(asked), 4), target
    yield "questions shown as re-solved", "", sum(one.resolved is not None for one in asked), None
    yield "questions a price answers", "share", round(sum(good) / len(asked), 4), None
    weighty = [ok for ok, one in zip(shown, asked, strict=True) if abs(one.gain) > ALLOWANCE * bound]
    yield "questions whose answer is more than the search leaves open", "", len(weighty), None
    if weighty:
        yield "of these shown right", "share", round(sum(weighty) / len(weighty), 4), None
    yield "difference, median", "value", round(median(abs(one.price - one.gain) for one in asked), 3), None
    yield "difference, worst", "value", round(max(abs(one.price - one.gain) for one in asked), 2), None
    for kind in KINDS:
        of_kind = [ok for ok, one in zip(good, asked, strict=True) if one.kind == kind]
        if of_kind:
            yield f"{kind}: a price answers", "share", round(sum(of_kind) / len(of_kind), 4), None


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """All questions on one day."""
    from benchmarks.plan_peers import day_of

    base, steps = (SMOKE_STEPS, SMOKE_STEPS) if request.smoke else (BASE_STEPS, STEPS)
    day = day_of(instance.size, seed) if instance.path is None else day_of_document(instance.path)
    bound, asked = ask(day, base, steps)
    rows = [
        Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=value, target=target)
        for metric, unit, value, target in figures(bound, asked, None if request.smoke else SHARE)
    ]
    if instance.path is not None:  # a document may be too small to ask forty questions of
        rows = [replace(row, target=None) if row.target is ENOUGH else row for row in rows]
    return rows


SPEC = BenchSpec(
    name="plan.marginal",
    describe="what prices say of one more vehicle, bay or lane against searching again: vehicles (size)",
    sizes=(40, 80, 150),
    severities=(0,),
    seeds=(1, 2, 3, 4, 5),
    run=run,
    target="at least 40 questions a day; 95 % of the values shown within 10 % of searching again",
    label="core: {size} vehicles, tight",
    smoke_sizes=(10,),
    from_input=situations_in,
)
