"""What runs in the background: a plan that gets better, or simulated days; each tells a number as it goes.

These functions run in a process of their own. Asked to stop they return the best that is checked so far.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from safeconduct.model.dossier import Answer
from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Policy, Removed, SimulatedDay, Swing

if TYPE_CHECKING:
    from safeconduct.plan.fleet.portfolio import Progress
    from safeconduct.stress.batch import Chunk

#: Work of the rounds of a plan of one corridor: each is solved anew with more.
ROUNDS = (100, 400, 1600, 6400, 25600)


#: Least seconds of a search around pins: its model is built anew for each level.
AROUND_PINS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A plan, and what the next one for the same people keeps of it."""

    plan: Plan
    pins: tuple[Pin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsked:
    """A situation to plan on, for one corridor or a fleet, at most so many seconds of search, and what is kept."""

    situation: Situation
    scenario: Scenario | FleetScenario
    seconds: float
    kept: Kept | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StressAsked:
    """A plan with its situation, and how many days of which seed, under which orders; on how many of them each
    disturbance is taken out (``causes``), and each prior tried at its ends (``tornado``), at most; 0: none."""

    situation: Situation
    plan: Plan | FleetPlan
    days: int
    seed: int
    policy: Policy = "fixed orders"
    causes: int = 0
    tornado: int = 0


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

    found, step = better(asked.situation, scenario, asked.seconds, tell, stopped, asked.kept)
    documents = [("certificate", codec.dump(found.certificate))]
    if found.plan is None:
        return Outcome(documents=tuple(documents), ended="no plan", last=step)
    documents.append(("plan", codec.dump(found.plan)))
    return Outcome(documents=tuple(documents), ended="stopped" if stopped() else "done", last=step)


def better(
    situation: Situation,
    scenario: Scenario,
    seconds: float,
    tell: Callable[[Any], None],
    stopped: Callable[[], bool],
    kept: Kept | None = None,
) -> tuple[Answer, Step]:
    """The answer to a scenario, solved anew with more work until nothing is left to gain, the seconds are over or it is
    stopped; each round is told. The first is always made. Around what is ``kept`` there is one round."""
    from safeconduct.app.answers import answer

    if kept is not None:
        return _around(situation, scenario, kept, max(seconds, AROUND_PINS), tell)
    begun, found, step = time.monotonic(), None, Step(value=0, bound=0, unit="persons out", seconds=0.0)
    for work in ROUNDS:
        left = seconds - (time.monotonic() - begun)
        if found is not None and (stopped() or left <= 0):
            break
        found = answer(situation, scenario, work=work, seconds=max(0.5, left))
        proof = found.certificate
        step = _step_of(found, begun)
        tell(step)
        if found.plan is None or all(level.value == level.bound for level in proof.levels):
            break
    assert found is not None  # the first round is always made
    return found, step


def _step_of(found: Answer, begun: float) -> Step:
    proof = found.certificate
    bound = min([level.bound for level in proof.levels if level.name == "persons out"], default=None)
    most = bound if bound is not None else proof.bound.persons if proof.bound is not None else 0
    return Step(value=proof.persons_out, bound=most, unit="persons out", seconds=time.monotonic() - begun)


def _around(
    situation: Situation, scenario: Scenario, kept: Kept, seconds: float, tell: Callable[[Any], None]
) -> tuple[Answer, Step]:
    from safeconduct.app.answers import answer_kept

    begun = time.monotonic()
    found = answer_kept(situation, scenario, kept.plan, kept.pins, seconds=seconds)
    step = _step_of(found, begun)
    tell(step)
    return found, step


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
    """Simulate days and report; stopped, on the days that were simulated by then, and on what was tried on all of its
    days."""
    from safeconduct import codec
    from safeconduct.stress.batch import report_of

    work = _Days(asked, tell, stopped)
    days = work.first()
    report = report_of(
        asked.situation, asked.plan, work.programme, work.priors, seed=asked.seed, days=days, gains=work.gains(days),
        assumed=False, policy=asked.policy, swings=work.swings(days),
    )  # fmt: skip
    ended: Literal["done", "stopped"] = "stopped" if work.short else "done"
    return Outcome(documents=(("stress report", codec.dump(report)),), ended=ended, last=work.step)


class _Days:
    """Days simulated one chunk after the other until it is stopped; ``short`` when something was left out."""

    def __init__(self, asked: StressAsked, tell: Callable[[Any], None], stopped: Callable[[], bool]) -> None:
        from safeconduct.app.rehearsal import CAUSE_RUNS, TORNADO_RUNS
        from safeconduct.stress.batch import TOGETHER
        from safeconduct.stress.of_plan import programme_of
        from safeconduct.stress.priors import standard
        from safeconduct.stress.tornado import tries

        self.asked, self._tell, self._stopped = asked, tell, stopped
        self.programme, self.priors, self._begun = (
            programme_of(asked.situation, asked.plan),
            standard(),
            time.monotonic(),
        )
        runs, ends = len(self.programme.runs), 2 * len(self.priors.by_name)
        self._causes = min(asked.days, asked.causes, CAUSE_RUNS // (runs * len(TOGETHER)))
        self._tornado = min(asked.days, asked.tornado, tries(runs, TORNADO_RUNS // ends))
        bound = asked.days + self._causes * len(TOGETHER) + self._tornado * ends
        self.step, self.short = Step(value=0, bound=bound, unit="days simulated", seconds=0.0), False

    def first(self) -> list[SimulatedDay]:
        """The days of the plan: those of one chunk at least."""
        return self._all(self._chunks(self.asked.days), least=1)

    def gains(self, days: list[SimulatedDay]) -> list[Removed]:
        """What taking out each disturbance gives, on the first of the days."""
        from safeconduct.stress.batch import TOGETHER, removed

        found = []
        for name in TOGETHER if self._causes and not self.short else ():
            without = self._all(self._chunks(self._causes, without=name))
            if self.short:
                break
            found.append(removed(name, self.priors, days[: self._causes], without))
        return found

    def swings(self, days: list[SimulatedDay]) -> list[Swing]:
        """Each prior at its ends, on the first of the days; none when it was stopped on the way."""
        from safeconduct.stress.tornado import moved, swings

        if not self._tornado or self.short:
            return []
        others = moved(self.programme, self.priors, self.asked.seed, self._tornado, self.asked.policy)
        self.step = replace(self.step, bound=self.step.value + self._tornado * len(others))
        ends = {at: self._all(self._chunks(self._tornado, end=at, only=only)) for at, only in others.items()}
        return [] if self.short else list(swings(ends, self.priors, days[: self._tornado]))

    def _chunks(self, days: int, **which: Any) -> Iterable[Chunk]:
        from safeconduct.stress.batch import chunks

        return chunks(self.programme, self.priors, self.asked.seed, days, policy=self.asked.policy, **which)

    def _all(self, todo: Iterable[Chunk], least: int = 0) -> list[SimulatedDay]:
        from safeconduct.stress.batch import run_chunk

        days: list[SimulatedDay] = []
        for number, chunk in enumerate(todo):
            if number >= least and self._stopped():
                self.short = True
                break
            days.extend(run_chunk(chunk))
            done, seconds = self.step.value + chunk.until - chunk.since, time.monotonic() - self._begun
            self.step = replace(self.step, value=done, seconds=seconds)
            self._tell(self.step)
        return days
