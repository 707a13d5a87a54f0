"""What runs in the background: a plan that gets better, or simulated days; each tells a number as it goes.

These functions run in a process of their own. Asked to stop they return the best that is checked so far.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.model.stress import SimulatedDay

if TYPE_CHECKING:
    from safeconduct.plan.fleet.portfolio import Progress

#: Work of the rounds of a plan of one corridor: each is solved anew with more.
ROUNDS = (100, 400, 1600, 6400, 25600)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsked:
    """A situation to plan on, for one corridor or a fleet, and at most so many seconds of search."""

    situation: Situation
    scenario: Scenario | FleetScenario
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StressAsked:
    """A plan with its situation, and how many days of which seed."""

    situation: Situation
    plan: Plan | FleetPlan
    days: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far it is: ``value`` of at most ``bound``, both of what ``unit`` says; for days, done of all."""

    value: int
    bound: int
    unit: str
    seconds: float

    @property
    def gap(self) -> float:
        """How far the value may lie below the best one, as a share of the bound."""
        return 0.0 if self.bound <= 0 else max(0, self.bound - self.value) / self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Documents by kind, canonical; ``ended`` says how: "done", "stopped" by a person, or "no plan"."""

    documents: tuple[tuple[str, bytes], ...]
    ended: Literal["done", "stopped", "no plan"]
    last: Step


def plan_better(asked: PlanAsked, tell: Callable[[Any], None], stopped: Callable[[], bool]) -> Outcome:
    """Plan, check, and better it until nothing is left to gain, the seconds are over, or it is stopped."""
    if isinstance(asked.scenario, FleetScenario):
        return _fleet(asked, asked.scenario, tell, stopped)
    return _one(asked, asked.scenario, tell, stopped)


def _one(asked: PlanAsked, scenario: Scenario, tell: Callable[[Any], None], stopped: Callable[[], bool]) -> Outcome:
    from safeconduct import codec
    from safeconduct.app.answers import answer

    begun, found, step = time.monotonic(), None, Step(value=0, bound=0, unit="persons out", seconds=0.0)
    for work in ROUNDS:
        left = asked.seconds - (time.monotonic() - begun)
        if found is not None and (stopped() or left <= 0):
            break
        found = answer(asked.situation, scenario, work=work, seconds=max(0.5, left))
        proof = found.certificate
        bound = min([level.bound for level in proof.levels if level.name == "persons out"], default=None)
        most = bound if bound is not None else proof.bound.persons if proof.bound is not None else 0
        taken = time.monotonic() - begun
        step = Step(value=proof.persons_out, bound=most, unit="persons out", seconds=taken)
        tell(step)
        if found.plan is None or all(level.value == level.bound for level in proof.levels):
            break
    assert found is not None  # the first round is always made
    documents = [("certificate", codec.dump(found.certificate))]
    if found.plan is None:
        return Outcome(documents=tuple(documents), ended="no plan", last=step)
    documents.append(("plan", codec.dump(found.plan)))
    return Outcome(documents=tuple(documents), ended="stopped" if stopped() else "done", last=step)


def _fleet(
    asked: PlanAsked, scenario: FleetScenario, tell: Callable[[Any], None], stopped: Callable[[], bool]
) -> Outcome:
    from safeconduct import codec
    from safeconduct.app.fleet_planning import plan_together

    def told(now: Progress) -> None:
        tell(Step(value=int(now.value), bound=int(now.bound), unit=now.what, seconds=now.seconds))
        if stopped():
            raise KeyboardInterrupt  # the search returns the best so far, as for Ctrl-C

    found = plan_together(
        asked.situation, scenario, work=None, seconds=asked.seconds, strict=False, out=None, tell=told
    )
    proof = found.certificate
    last = Step(value=proof.persons_out, bound=proof.levels[-1].bound, unit="persons out", seconds=asked.seconds)
    documents = [("fleet certificate", codec.dump(proof))]
    if found.plan is None:
        return Outcome(documents=tuple(documents), ended="no plan", last=last)
    documents.append(("fleet plan", codec.dump(found.plan)))
    return Outcome(documents=tuple(documents), ended="stopped" if stopped() else "done", last=last)


def stress_days(asked: StressAsked, tell: Callable[[Any], None], stopped: Callable[[], bool]) -> Outcome:
    """Simulate days and report; stopped, on the days that were simulated by then."""
    from safeconduct import codec
    from safeconduct.stress.batch import chunks, report_of, run_chunk
    from safeconduct.stress.of_plan import programme_of
    from safeconduct.stress.priors import standard

    begun, priors, programme = time.monotonic(), standard(), programme_of(asked.situation, asked.plan)
    step = Step(value=0, bound=asked.days, unit="days simulated", seconds=0.0)
    days: list[SimulatedDay] = []
    for chunk in chunks(programme, priors, asked.seed, asked.days):
        if days and stopped():
            break
        days.extend(run_chunk(chunk))
        step = Step(value=len(days), bound=asked.days, unit="days simulated", seconds=time.monotonic() - begun)
        tell(step)
    report = report_of(
        asked.situation, asked.plan, programme, priors, seed=asked.seed, days=days, gains=(), assumed=False,
        policy="fixed orders",
    )  # fmt: skip
    ended: Literal["done", "stopped"] = "done" if len(days) == asked.days else "stopped"
    return Outcome(documents=(("stress report", codec.dump(report)),), ended=ended, last=step)
