"""Plans of a fleet with something in hand: planned as if less were there, or from another start of the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safeconduct.model.fleet import FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import best_plan
from safeconduct.plan.fleet.situated import legend_of
from safeconduct.plan.looser import tighter

#: Other starts of the search: among plans that are equal on paper, some hold better than others.
STARTS = (1, 2)


def looser_fleet_plans(
    situation: Situation, plan: FleetPlan, *, work: int | None = None
) -> Iterator[tuple[str, FleetPlan]]:
    """Other plans of the same scenario, each once: (what it has in hand, the plan). ``work`` is that of one search
    (None: the default for the size)."""
    seen = {plan.days}
    starts = [(f"another search ({start})", situation, start) for start in STARTS]
    for words, changed, start in (*((words, there, 0) for words, there in tighter(situation)), *starts):
        found, solved = best_plan(changed, legend_of(changed, plan.scenario), work=work, threads=1, seed=start)
        if solved.stopped:
            raise KeyboardInterrupt  # a candidate cut short would be another plan the next time
        if found is not None and found.days not in seen:
            seen.add(found.days)
            yield words, replace(found, situation=plan.situation, status=plan.status)
