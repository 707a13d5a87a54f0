"""From a timetable to a plan of the situation, step by step; a step that breaks off leaves the plan as it was before.

Households board whole, convoys are formed, then trips get more pick-ups, people are brought across, and everyone who
boards is called. Every plan on the way keeps all rules, so the last one that came about is returned whatever happens.
Each step has a limit of its own: a plan with every rule stands soon, and gets better while there is time.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Work
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.calls import with_calls
from safeconduct.plan.fleet.convoys import in_convoys
from safeconduct.plan.fleet.halted import Halt
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.fleet.stops import with_stops
from safeconduct.plan.fleet.transfer import with_those_across, with_transfers
from safeconduct.plan.fleet.written import written

#: Trips timed at most where work is counted and not time.
MOST = 60_000
#: The share of it for convoys, and of what is left the share for pick-ups; the rest is for crossings.
CONVOYS, STOPS = 0.6, 0.5


def finished(
    situation: Situation,
    legend: Legend,
    instance: FleetInstance,
    found: timetable.FleetPlan,
    spent: Work,
    halt: Halt,
    *,
    strict: bool = False,
    fast: bool = False,
    seconds: float | None = None,
    prices: Prices | None = None,
) -> FleetPlan | None:
    """The plan, None when it takes nobody; ``halt`` keeps what broke a step off. ``fast``: without what takes a search
    of its own: better convoys (at shares of the ``prices`` that bound the day), pick-ups and crossings. A step goes on
    until it has no more to better, or has timed its share of ``MOST`` trips, or of ``seconds``; what it has by then is
    its plan. The plan's work counts what was timed too."""
    limit = Limit(None if seconds is not None else MOST, seconds)
    write = partial(written, legend, instance, situation_sha=codec.sha(situation), work=spent)
    plan: FleetPlan | None = None
    with halt:
        formed = in_convoys(legend, instance, found, write, limit.part(CONVOYS), prices)
        for better in islice(formed, 1 if fast else None):
            plan = better
    if plan is None:
        plan = write(timetable.FleetPlan(days=()))
    with halt:
        plan = plan if fast else with_stops(legend, plan, strict=strict, limit=limit.part(STOPS))
    across = with_those_across(legend, plan)
    with halt:
        across = across if fast else with_transfers(legend, plan, strict=strict, limit=limit)
    if not across.days:
        return None
    across = replace(across, work=replace(spent, units=spent.units + limit.spent))
    with halt:
        return with_calls(situation, across)
    return across
