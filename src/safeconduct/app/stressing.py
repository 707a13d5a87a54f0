"""The STRESS verb: a checked plan on simulated days, over processes, resumable; other plans on the same days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from safeconduct import codec
from safeconduct.app.choosing import candidates, write_chosen
from safeconduct.app.kept_days import Kept
from safeconduct.app.one_more import one_more_each
from safeconduct.app.plans import checks_of, plan_named, situation_for
from safeconduct.app.played_day import Days, as_lines, events_of, priors_from
from safeconduct.app.situating import write_whole
from safeconduct.app.wire import pool
from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Compared, SimulatedDay, StressReport
from safeconduct.stress.batch import TOGETHER, as_if_agreed, chunks, removed, report_of
from safeconduct.stress.compare import compared, robust
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.programme import Programme
from safeconduct.verify.check import require

#: Runs simulated from which on a second process is worth its start.
WORTH_A_PROCESS = 20_000
#: Called with what is being simulated, the days done and the days in all.
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much: days, days simulated again without each disturbance (0: none), whether one more of each thing is tried,
    whether the planner's other candidates are, the work of the search for one of a fleet (None: by its size),
    processes (0: as many as it is worth), and who does it."""

    days: int = 1000
    causes: int = 200
    worth: bool = False
    choose: bool = False
    work: int | None = None
    jobs: int = 0
    spread: str = "process"
    address: str | None = None

    def require(self, which: Days) -> None:
        """InputError names the first number that is too small."""
        numbers = {"--days": (self.days, 1), "--seed": (which.seed, 0), "--causes": (self.causes, 0)}
        for field, (number, least) in {**numbers, "--jobs": (self.jobs, 0)}.items():
            if number < least:
                raise InputError(f"{number} is too small", field=field, next_step=f"give at least {least}")


def stress_plan(
    named: str,
    situation: str | None,
    store: Path,
    which: Days,
    effort: Effort,
    *,
    against: Sequence[str],
    out: Path | None,
    tell: Tell,
    chosen: Path | None = None,
) -> StressReport:
    """Simulate the days of a plan that passes its check, and report; written to ``out`` when given.

    ``against`` are other plans, of the same situation unless the workspace holds theirs. With ``effort.choose`` the
    planner's other candidates stand beside them. The robust choice among all of them is written into the folder
    ``chosen`` when given. An interrupted run with ``out`` keeps its days in ``out`` + ".partial" and goes on from
    there.

    Raises:
        CheckFailed: A plan does not pass its check (exit 5).
        InputError: A number or a prior is out of its range.
    """
    effort.require(which)
    given, plan, programme = checked_programme(named, situation, store)
    others = [(name, *checked_programme(name, situation, store)) for name in against]
    days = _Simulating(which, effort, out, tell)
    first = days.of(plan, programme)
    each = min(effort.days, effort.causes)
    gains = [
        removed(name, days.priors, first[:each], days.of(plan, programme, without=name))
        for name in (TOGETHER if each else ())
    ]
    report = report_of(
        given,
        plan,
        programme,
        days.priors,
        seed=which.seed,
        days=first,
        gains=gains,
        assumed=which.agreed,
        policy=which.policy,
    )
    beside: list[Compared] = []
    by_sha = {codec.sha(plan): (given, plan)}
    for label, there, other, played in (*others, *(days.candidates(given, plan) if effort.choose else ())):
        by_sha.setdefault(codec.sha(other), (there, other))
        beside.append(days.beside(first, label, other, played))
    worths = tuple(days.worths(first, given, plan)) if effort.worth else ()
    report = replace(report, against=tuple(beside), worths=worths)
    if chosen is not None:
        write_chosen(chosen, *by_sha[robust(report)])
    if out is not None:
        write_whole(out, codec.dump(report))
        days.kept.close()
    return report


class _Simulating:
    """Days simulated for one or several plans, all on the same luck."""

    def __init__(self, which: Days, effort: Effort, out: Path | None, tell: Tell) -> None:
        self.which, self.effort, self.tell = which, effort, tell
        self.priors, self.kept = priors_from(which.priors), Kept(out)

    def of(self, plan: Plan | FleetPlan, programme: Programme, without: str | None = None) -> list[SimulatedDay]:
        """The days of a plan; without a disturbance, only as many as causes are asked for."""
        effort, which = self.effort, self.which
        number = effort.days if without is None else min(effort.days, effort.causes)
        played = as_if_agreed(programme) if which.agreed else programme
        todo = list(chunks(played, self.priors, which.seed, number, without, which.policy))
        workers = effort.jobs or (2 if len(programme.runs) * number >= WORTH_A_PROCESS else 1)
        of: list[str | bool] = [codec.sha(plan), self.priors.sha, which.agreed]
        found: list[SimulatedDay] = []
        for days in self.kept.run(of, todo, pool(effort.spread, workers, effort.address)):
            found.extend(days)
            self.tell("simulating days" if without is None else f"without {without}", len(found), number)
        return found

    def beside(
        self, first: Sequence[SimulatedDay], label: str, plan: Plan | FleetPlan, programme: Programme
    ) -> Compared:
        """Another plan on the days of the first."""
        planned = programme.planned
        return compared(label, codec.sha(plan), planned, first, self.of(plan, programme))

    def candidates(
        self, situation: Situation, plan: Plan | FleetPlan
    ) -> Iterator[tuple[str, Situation, Plan | FleetPlan, Programme]]:
        """The planner's other candidates, as plans to set beside."""
        self.tell("planning candidates", 0, 1)
        for words, other in candidates(situation, plan, work=self.effort.work):
            yield words, situation, other, programme_of(situation, other)
            self.tell("planning candidates", 0, 1)

    def worths(self, first: Sequence[SimulatedDay], situation: Situation, plan: Plan | FleetPlan) -> Iterator[Compared]:
        """One more of each thing, on the days of the first."""
        self.tell("planning with one more of each", 0, 1)
        for more in one_more_each(situation, plan):
            yield self.beside(first, more.words, more.plan, programme_of(more.situation, more.plan))


def tell_day(named: str, situation: str | None, store: Path, which: Days, index: int, name: str | None = None) -> str:
    """The events of one simulated day, one a line, as ``safeconduct day enter`` takes them; InputError for a day or a
    seed below 0."""
    _, _, programme = checked_programme(named, situation, store)
    return as_lines(events_of(programme, which, index), name)


def checked_programme(named: str, situation: str | None, store: Path) -> tuple[Situation, Plan | FleetPlan, Programme]:
    """A plan with its situation, checked here and now, as a programme."""
    plan = plan_named(named, store)
    given = situation_for(plan, named, situation, store)
    require(checks_of(given, plan))
    return given, plan, programme_of(given, plan)
