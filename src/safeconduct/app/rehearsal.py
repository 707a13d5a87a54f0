"""A plan that was just made on a thousand simulated days: the number that is shown beside it."""

from __future__ import annotations

from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import StressReport
from safeconduct.stress.batch import TOGETHER, chunks, removed, report_of, run_chunk
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard
from safeconduct.stress.tornado import moved, swings, tries

#: Days simulated for a plan that is shown, and their seed: the same for everybody who recomputes them.
DAYS, SEED = 1000, 0
#: Days simulated for a fleet's plan that is shown: a day of a fleet takes many times longer.
FLEET_DAYS = 250
#: Runs simulated again in all to say what each disturbance costs, and days of each: below the least, nothing is said.
CAUSE_RUNS, CAUSE_DAYS, LEAST_DAYS = 60_000, 200, 40
#: Runs simulated in all with each prior at its ends.
TORNADO_RUNS = 40_000


#: Runs simulated at most, and days at least, for the number beside an answer on screen: a moment on any machine.
BESIDE_RUNS, BESIDE_DAYS = 30_000, 20


def number_beside(situation: Situation, plan: Plan | FleetPlan | None) -> StressReport | None:
    """The report that stands beside a plan on screen, on fewer days the larger its day; None for nobody's plan."""
    if plan is None or not (plan.trips if isinstance(plan, Plan) else plan.days):
        return None
    runs = len(plan.convoys) if isinstance(plan, Plan) else sum(len(day.trips) for day in plan.days)
    return rehearse(situation, plan, min(DAYS, max(BESIDE_DAYS, BESIDE_RUNS // runs)))


def rehearse(situation: Situation, plan: Plan | FleetPlan, days: int = DAYS, *, causes: bool = False) -> StressReport:
    """The report on the standard days; with ``causes``, and what removing each disturbance, and each prior at its ends,
    would give on some of them, as many as ``CAUSE_RUNS`` and ``TORNADO_RUNS`` allow."""
    programme, priors = programme_of(situation, plan), standard()
    found = [day for chunk in chunks(programme, priors, SEED, days) for day in run_chunk(chunk)]
    again = min(days, CAUSE_DAYS, CAUSE_RUNS // (len(programme.runs) * len(TOGETHER))) if causes else 0
    gains = []
    for name in TOGETHER if again >= min(days, LEAST_DAYS) and causes else ():
        without = [day for chunk in chunks(programme, priors, SEED, again, name) for day in run_chunk(chunk)]
        gains.append(removed(name, priors, found[:again], without))
    tried = min(days, tries(len(programme.runs), TORNADO_RUNS // (2 * len(priors.by_name)))) if causes else 0

    ends = {
        at: [day for chunk in chunks(programme, priors, SEED, tried, end=at, only=only) for day in run_chunk(chunk)]
        for at, only in moved(programme, priors, SEED, tried, "fixed orders").items()
    }
    return report_of(
        situation,
        plan,
        programme,
        priors,
        seed=SEED,
        days=found,
        gains=gains,
        assumed=False,
        policy="fixed orders",
        swings=tuple(swings(ends, priors, found[:tried])),
    )
