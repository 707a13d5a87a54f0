"""The STRESS verb: a checked plan on simulated days, over processes, resumable; one day told event by event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from safeconduct import codec
from safeconduct.app.find import document
from safeconduct.app.ledger import file_bytes
from safeconduct.app.plans import checks_of, plan_named
from safeconduct.app.situating import write_whole
from safeconduct.app.wire import pool
from safeconduct.model.errors import InputError, SafeconductError
from safeconduct.model.event import Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Compared, Policy, SimulatedDay, StressReport
from safeconduct.plan.remedies import WORK, one_more
from safeconduct.plan.solve import solve
from safeconduct.ports import Pool
from safeconduct.stress.batch import TOGETHER, Chunk, as_if_agreed, chunks, removed, report_of, run_chunk
from safeconduct.stress.compare import compared
from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import Priors, read_priors, standard
from safeconduct.stress.programme import Programme
from safeconduct.verify.check import require

#: Runs simulated from which on a second process is worth its start.
WORTH_A_PROCESS = 20_000
#: Called with what is being simulated, the days done and the days in all.
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Which days: of which seed, from which priors (None: the standard ones), drawn as if the corridors were agreed or
    not, and under which policy."""

    seed: int = 0
    priors: Path | None = None
    agreed: bool = False
    policy: Policy = "fixed orders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much: days, days simulated again without each disturbance (0: none), whether one more of each thing is tried,
    processes (0: as many as it is worth), and who does it."""

    days: int = 1000
    causes: int = 200
    worth: bool = False
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
) -> StressReport:
    """Simulate the days of a plan that passes its check, and report; written to ``out`` when given.

    ``against`` are other plans, of the same situation unless the workspace holds theirs. An interrupted run with
    ``out`` keeps its days in ``out`` + ".partial" and goes on from there.

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
    report = replace(
        report,
        against=tuple(days.beside(first, name, other, played) for name, _, other, played in others),
        worths=tuple(days.beside(first, *more) for more in one_more_each(given, plan)) if effort.worth else (),
    )
    if out is not None:
        write_whole(out, codec.dump(report))
        days.kept.close()
    return report


def one_more_each(situation: Situation, plan: Plan | FleetPlan) -> Iterator[tuple[str, Plan | FleetPlan, Programme]]:
    """The plan made anew with one more of each thing it hangs on: what it is, the plan, its programme."""
    if isinstance(plan, FleetPlan):
        raise InputError(
            "one more of each is asked of plans of one corridor",
            field="--worth",
            next_step="use `safeconduct remedies`",
        )
    for _, words, changed in one_more(situation, plan.scenario.corridor):
        made, _ = solve(changed, plan.scenario, work=WORK)
        if made is not None and made.trips:
            yield words, made, programme_of(changed, made)


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
        planned = sum(run.orders.persons.total for run in programme.runs)
        return compared(label, codec.sha(plan), planned, first, self.of(plan, programme))


def tell_day(named: str, situation: str | None, store: Path, which: Days, index: int) -> tuple[Event, ...]:
    """The events of one simulated day, in their order; InputError for a day or a seed below 0."""
    for field, number in (("--day", index), ("--seed", which.seed)):
        if number < 0:
            raise InputError(f"{number} is too small", field=field, next_step="give at least 0")
    _, _, programme = checked_programme(named, situation, store)
    luck = Luck(which.seed, index)
    played = as_if_agreed(programme) if which.agreed else programme
    course = play(played, priors_from(which.priors), luck, keep=True, policy=which.policy)
    return tuple(course.diary.events or ())


def checked_programme(named: str, situation: str | None, store: Path) -> tuple[Situation, Plan | FleetPlan, Programme]:
    """A plan with its situation, checked here and now, as a programme."""
    plan = plan_named(named, store)
    given = document(Situation, "situation", situation or plan.situation, store)
    require(checks_of(given, plan))
    return given, plan, programme_of(given, plan)


def priors_from(path: Path | None) -> Priors:
    """The priors of a file, or those that come with the program."""
    if path is None:
        return standard()
    try:
        text = file_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not UTF-8 text: {error}", file=str(path), field="--priors", next_step="give a TOML file"
        ) from error
    return read_priors(text, str(path))


class Kept:
    """Chunks that were simulated before an interruption, one a line beside ``out``; nothing is kept without it."""

    def __init__(self, out: Path | None) -> None:
        self.path = path = None if out is None else out.with_name(out.name + ".partial")
        self._found: dict[str, tuple[SimulatedDay, ...]] = {}
        if path is not None and path.is_file():
            for line in path.read_text("utf-8", errors="replace").splitlines():
                self._take(line)

    @staticmethod
    def _key(of: list[str | bool], chunk: Chunk) -> str:
        return json.dumps([*of, chunk.policy, chunk.seed, chunk.since, chunk.until, chunk.without])

    def _take(self, line: str) -> None:
        try:
            key, days = json.loads(line)
            self._found[str(key)] = tuple(codec.from_plain(SimulatedDay, day) for day in days)
        except (ValueError, TypeError, SafeconductError):
            return  # the line an interrupted run was writing, or of no run: simulated again

    def run(self, of: list[str | bool], todo: list[Chunk], over: Pool) -> Iterator[tuple[SimulatedDay, ...]]:
        """The days of each chunk in order, kept ones and new ones; ``of`` names plan and priors."""
        new = over.in_order(run_chunk, self._missing(of, todo))
        try:
            for chunk in todo:
                key = self._key(of, chunk)
                if key not in self._found:
                    days = next(new)
                    self._write(key, days)
                    yield days
                else:
                    yield self._found[key]
        finally:
            new.close()

    def _missing(self, of: list[str | bool], todo: list[Chunk]) -> Iterable[Chunk]:
        return (chunk for chunk in todo if self._key(of, chunk) not in self._found)

    def _write(self, key: str, days: tuple[SimulatedDay, ...]) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, [codec.to_plain(day) for day in days]]) + "\n")

    def close(self) -> None:
        """The report is written: nothing is left to resume."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
