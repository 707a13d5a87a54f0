"""Ways to break a valid plan, each with the rule it breaks. ``only`` says that no other rule may notice.

A mutation takes a situation and a valid plan and returns both, one of them changed, or None where it has nothing
to act on. Wherever the rules allow it a mutation is made so that one rule alone can catch it: a checker that
forgets that rule passes everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from safeconduct.model.plan import Convoy, Plan
from safeconduct.model.situation import Situation

Pair = tuple[Situation, Plan]
Change = Callable[[Situation, Plan], Pair | None]


@dataclass(frozen=True)
class Mutation:
    """A named change, the rule it breaks, and whether that rule alone sees it on the plan of ``busy()``."""

    name: str
    rule: str
    only: bool
    change: Change


ALL: list[Mutation] = []


def breaks(rule: str, *, only: bool = True) -> Callable[[Change], Change]:
    """Register a mutation under its function's name."""

    def register(change: Change) -> Change:
        ALL.append(Mutation(name=change.__name__, rule=rule, only=only, change=change))
        return change

    return register


def with_trip(plan: Plan, index: int, **changes: Any) -> Plan:
    """The plan with one trip changed."""
    trips = list(plan.trips)
    trips[index] = replace(trips[index], **changes)
    return replace(plan, trips=tuple(trips))


def with_convoy(plan: Plan, index: int, **changes: Any) -> Plan:
    """The plan with one convoy changed."""
    convoys = list(plan.convoys)
    convoys[index] = replace(convoys[index], **changes)
    return replace(plan, convoys=tuple(convoys))


def last_later(plan: Plan, minutes: int, *, boarding: int = 0) -> Plan:
    """The last convoy's whole passage later, and its boarding too when asked; earlier when negative."""
    convoy = plan.convoys[-1]
    moved = Convoy(
        number=convoy.number,
        depart=convoy.depart + minutes,
        reach=convoy.reach + minutes,
        screen_from=convoy.screen_from + minutes,
        screen_until=convoy.screen_until + minutes,
        arrive=convoy.arrive + minutes,
    )
    trips = tuple(
        replace(t, load_from=t.load_from + boarding, load_until=t.load_until + boarding)
        if t.convoy == convoy.number
        else t
        for t in plan.trips
    )
    return replace(plan, convoys=(*plan.convoys[:-1], moved), trips=trips)


def slack(situation: Situation, plan: Plan) -> int:
    """Minutes between the last arrival and the latest one."""
    window = situation.corridors[0].window
    assert window is not None
    sunset = int((situation.sunsets[0].at.value - window.opens).total_seconds() // 60)
    rules = situation.rules
    latest = min(window.minutes - rules.window_margin_minutes.value, sunset - rules.sunset_margin_minutes.value)
    return latest - max(convoy.arrive for convoy in plan.convoys)
