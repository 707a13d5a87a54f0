"""What ends a search before its time, caught where something good is in hand already, and put into words.

Whatever breaks (Ctrl-C, no memory, an engine that fails), the timetable that was best before is whole; so the search
ends, its best is checked and returned, and the words say that it could have been better.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from safeconduct.model.errors import SafeconductError
from safeconduct.plan.fleet.instance import FleetInstance

if TYPE_CHECKING:
    from safeconduct.plan.fleet.levels import Most
    from safeconduct.plan.fleet.solve import Solved

BY_HAND = "stopped by Ctrl-C"


class Halt:
    """A context that ends quietly whatever ends it, and keeps why in ``words``; empty while nothing did.

    Only the first reason is kept. What a situation or the checker has to say (SafeconductError) goes on upwards.
    """

    def __init__(self, words: str = "") -> None:
        self.words = words

    def __enter__(self) -> Halt:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> bool:
        del kind, trace
        if problem is None:
            return True
        words = why(problem)
        self.words = self.words or words
        return bool(words)


def why(problem: BaseException) -> str:
    """In words what ended a search; empty for what must not be caught."""
    if isinstance(problem, KeyboardInterrupt):
        return BY_HAND
    if isinstance(problem, SafeconductError) or not isinstance(problem, Exception):
        return ""
    what = "out of memory" if isinstance(problem, MemoryError) else type(problem).__name__
    return f"the search broke off ({what})"


def first_alone(instance: FleetInstance, first: Solved, words: str, seconds: float) -> Most:
    """The answer of mode ``most`` when nothing is there but ``first``, the search of this instance, whose weights
    count a helped person 1 + x and another one 1: its timetable, and bounds by counting and by its prices.

    No more helped persons are out than its bound / (1 + x); with h of them out, no more persons than the bound - x h.
    """
    from safeconduct.plan.fleet.levels import ALL, HELPED, Level, Most

    weights, by_need = tuple(int(weight) for weight in instance.weights), first.plan.by_need(instance)
    helped, out, there = sum(by_need[1:]), sum(by_need), instance.group_people
    counted = int(there[instance.group_need > 0].sum()), int(there.sum())
    proved = first.bound // weights[1], first.bound - (weights[1] - weights[0]) * helped
    one, two = (
        Level(name=name, value=value, bound=min(bounds), weights=weights, proved=first.proved, given=given)
        for name, value, bounds, given in zip(
            (HELPED, ALL), (helped, out), zip(counted, proved, strict=True), (0, helped), strict=True
        )
    )
    return Most(plan=first.plan, levels=(one, two), work=first.work, seconds=seconds, stopped=words)
