"""A plan that was just made on a thousand simulated days: the number that is shown beside it."""

from __future__ import annotations

from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import StressReport
from safeconduct.stress.batch import chunks, report_of, run_chunk
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard

#: Days simulated for a plan that is shown, and their seed: the same for everybody who recomputes them.
DAYS, SEED = 1000, 0
#: Days simulated for a fleet's plan that is shown: a day of a fleet takes many times longer.
FLEET_DAYS = 250


def rehearse(situation: Situation, plan: Plan | FleetPlan, days: int = DAYS) -> StressReport:
    """The report on the standard days, without what removing single disturbances would give."""
    programme, priors = programme_of(situation, plan), standard()
    found = [day for chunk in chunks(programme, priors, SEED, days) for day in run_chunk(chunk)]
    return report_of(
        situation,
        plan,
        programme,
        priors,
        seed=SEED,
        days=found,
        gains=(),
        assumed=False,
        policy="fixed orders",
    )
