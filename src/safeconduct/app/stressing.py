"""The STRESS verb: a checked plan on simulated days, over processes, resumable; other plans on the same days."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from safeconduct import codec
from safeconduct.app.choosing import candidates, write_chosen
from safeconduct.app.kept_days import Kept
from safeconduct.app.ledger import file_bytes
from safeconduct.app.one_more import one_more_each
from safeconduct.app.plans import checks_of, plan_named, situation_for
from safeconduct.app.played_day import Days, as_lines, events_of, priors_from
from safeconduct.app.situating import write_whole
from safeconduct.app.wire import pool
from safeconduct.model.errors import InputError, SafeconductError
from safeconduct.model.event import Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Compared, Removed, SimulatedDay, StressReport, Swing
from safeconduct.stress.batch import TOGETHER, Chunk, as_if_agreed, chunks, removed, report_of
from safeconduct.stress.compare import compared, robust
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.programme import Programme
from safeconduct.stress.tornado import At, moved, swings, tries
from safeconduct.verify.check import require

#: Runs simulated from which on a second process is worth its start.
WORTH_A_PROCESS = 20_000
#: Days at most: more would say nothing that fewer do not.
MOST_DAYS = 1_000_000
#: Runs simulated for the tornado at most, where nobody said on how many days: a few seconds.
TORNADO_RUNS = 100_000
#: Called with what is being simulated, the days done and the days in all.
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much: days, days simulated again without each disturbance (0: none), days on which each prior is tried at
    both ends (0: none; None: as many as ``TORNADO_RUNS`` allow), whether one more of each thing is tried, whether the
    planner's other candidates are, the work of the search for one of a fleet (None: by its size), processes (0: as many
    as it is worth), and who does it."""

    days: int = 1000
    causes: int = 200
    tornado: int | None = None
    worth: bool = False
    choose: bool = False
    work: int | None = None
    jobs: int = 0
    spread: str = "process"
    address: str | None = None

    def require(self, which: Days) -> None:
        """InputError names the first number that is too small."""
        numbers = {"--days": (self.days, 1), "--seed": (which.seed, 0), "--causes": (self.causes, 0)}
        numbers |= {"--tornado": (self.tornado or 0, 0), "--jobs": (self.jobs, 0)}
        for field, (number, least) in numbers.items():
            if number < least:
                raise InputError(f"{number} is too small", field=field, next_step=f"give at least {least}")
        if self.days > MOST_DAYS:
            raise InputError(f"{self.days} is too large", field="--days", next_step=f"give at most {MOST_DAYS:,}")


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
        InputError: A number or a prior is out of its range; another plan is for other people, whose days are others; or
            ``out`` is there and is no report.
    """
    effort.require(which)
    require_free(out, StressReport)
    given, plan, programme = checked_programme(named, situation, store)
    others = [(name, *checked_programme(name, situation, store)) for name in against]
    for name, _, _, other_programme in others:
        _require_same_people(name, programme, other_programme)
    days = _Simulating(which, effort, out, tell)
    first = days.of(plan, programme)
    report = report_of(
        given,
        plan,
        programme,
        days.priors,
        seed=which.seed,
        days=first,
        gains=days.gains(first, plan, programme),
        assumed=which.agreed,
        policy=which.policy,
        swings=days.swings(first, plan, programme),
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


def require_free(out: Path | None, kind: type[StressReport] | type[Event]) -> None:
    """InputError when something else than a report (or than events, one a line) would be overwritten."""
    if out is None or not out.exists():
        return
    try:
        data = file_bytes(out)
        if kind is StressReport:
            codec.load(StressReport, data, file=str(out))
        else:
            codec.from_plain(Event, json.loads(data.splitlines()[0]))
    except (SafeconductError, ValueError, TypeError, IndexError) as error:
        what = "stress report" if kind is StressReport else "list of events"
        raise InputError(
            f"is there already and is no {what}",
            file=str(out),
            field="--out",
            next_step="name a file that is not there",
        ) from error


def _require_same_people(name: str, first: Programme, other: Programme) -> None:
    """InputError when another plan is for other people: who comes forward on its days is not who comes on these."""
    if first.people != other.people:
        known, theirs = (sum(site.people.total for site in one.orders.sites) for one in (first, other))
        raise InputError(
            f"{name} is for other people ({theirs:,} persons) than this plan ({known:,})",
            field="--against",
            next_step="give a plan for as many people of the same sites; stress the other by itself",
        )


class _Simulating:
    """Days simulated for one or several plans, all on the same luck."""

    def __init__(self, which: Days, effort: Effort, out: Path | None, tell: Tell) -> None:
        self.which, self.effort, self.tell = which, effort, tell
        self.priors, self.kept = priors_from(which.priors), Kept(out)

    def of(self, plan: Plan | FleetPlan, programme: Programme) -> list[SimulatedDay]:
        """The days of a plan."""
        todo = self._chunks(programme, self.effort.days)
        return [day for _, days in self._run(plan, programme, todo, "simulating days") for day in days]

    def gains(self, first: Sequence[SimulatedDay], plan: Plan | FleetPlan, programme: Programme) -> list[Removed]:
        """What taking out each disturbance gives, on the first of the days."""
        number = min(len(first), self.effort.causes)
        todo = [chunk for name in TOGETHER for chunk in self._chunks(programme, number, without=name)]
        found: dict[str, list[SimulatedDay]] = {}
        for chunk, days in self._run(plan, programme, todo, "without one disturbance"):
            assert chunk.without is not None  # as asked
            found.setdefault(chunk.without, []).extend(days)
        return [removed(name, self.priors, first[:number], days) for name, days in found.items()]

    def swings(self, first: Sequence[SimulatedDay], plan: Plan | FleetPlan, programme: Programme) -> list[Swing]:
        """Each prior at its ends, on the first of the days."""
        tried = self.effort.tornado
        if tried is None:
            tried = tries(len(programme.runs), TORNADO_RUNS // (2 * len(self.priors.by_name)))
        number = min(len(first), tried)
        others = moved(self._played(programme), self.priors, self.which.seed, number, self.which.policy)
        todo = [chunk for at, only in others.items() for chunk in self._chunks(programme, number, end=at, only=only)]
        found: dict[At, list[SimulatedDay]] = {}
        for chunk, days in self._run(plan, programme, todo, "priors at their ends"):
            assert chunk.end is not None  # as asked
            found.setdefault(chunk.end, []).extend(days)
        return list(swings(found, self.priors, first[:number]))

    def _played(self, programme: Programme) -> Programme:
        return as_if_agreed(programme) if self.which.agreed else programme

    def _chunks(
        self,
        programme: Programme,
        number: int,
        *,
        without: str | None = None,
        end: At | None = None,
        only: frozenset[int] | None = None,
    ) -> list[Chunk]:
        which, played = self.which, self._played(programme)
        return list(chunks(played, self.priors, which.seed, number, without, which.policy, end, only))

    def _run(
        self, plan: Plan | FleetPlan, programme: Programme, todo: list[Chunk], words: str
    ) -> Iterator[tuple[Chunk, tuple[SimulatedDay, ...]]]:
        """The days of each chunk, over one pool for all of them."""
        effort, number = self.effort, sum(chunk.until - chunk.since for chunk in todo)
        workers = effort.jobs or (2 if len(programme.runs) * number >= WORTH_A_PROCESS else 1)
        of: list[str | bool] = [codec.sha(plan), self.priors.sha, self.which.agreed]
        done = 0
        found = self.kept.run(of, todo, pool(effort.spread, workers, effort.address))
        for chunk, days in zip(todo, found, strict=True):
            done += chunk.until - chunk.since
            self.tell(words, done, number)
            yield chunk, days

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
