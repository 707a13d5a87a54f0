"""The STRESS verb: a checked plan on simulated days, over processes, resumable; one day told event by event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from safeconduct import codec
from safeconduct.app.find import document
from safeconduct.app.ledger import file_bytes
from safeconduct.app.plans import checks_of, plan_named
from safeconduct.app.situating import write_whole
from safeconduct.app.wire import pool
from safeconduct.model.errors import InputError
from safeconduct.model.event import Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Policy, SimulatedDay, StressReport
from safeconduct.ports import Pool
from safeconduct.stress.batch import TOGETHER, Chunk, as_if_agreed, chunks, removed, report_of, run_chunk
from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import Priors, read_priors, standard
from safeconduct.stress.programme import Programme
from safeconduct.verify.check import require

#: Runs simulated from which on a second process is worth its start.
WORTH_A_PROCESS = 20_000
#: Called with the days simulated so far and the days in all.
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Which days: of which seed, from which priors (None: the standard ones), drawn as if the corridors were agreed or
    not, and under which policy."""

    seed: int = 0
    priors: Path | None = None
    agreed: bool = False
    policy: Policy = "fixed orders"

    def drawn(self, programme: Programme) -> Programme:
        """The programme these days are drawn for."""
        return as_if_agreed(programme) if self.agreed else programme


def stress_plan(
    named: str,
    situation: str | None,
    store: Path,
    which: Days,
    *,
    days: int,
    causes: int,
    jobs: int,
    spread: str,
    address: str | None,
    out: Path | None,
    tell: Tell,
) -> StressReport:
    """Simulate the days of a plan that passes its check, and report; written to ``out`` when given.

    An interrupted run with ``out`` keeps its days in ``out`` + ".partial" and goes on from there.

    Raises:
        CheckFailed: The plan does not pass its check (exit 5).
        InputError: A number or a prior is out of its range.
    """
    asked_for = {"--days": (days, 1), "--seed": (which.seed, 0), "--causes": (causes, 0), "--jobs": (jobs, 0)}
    for field, (number, least) in asked_for.items():
        if number < least:
            raise InputError(f"{number} is too small", field=field, next_step=f"give at least {least}")
    given, plan, programme = checked_programme(named, situation, store)
    used, played = priors_from(which.priors), which.drawn(programme)
    each = min(days, causes)
    asked = [None, *TOGETHER] if each else [None]
    todo = [
        chunk
        for name in asked
        for chunk in chunks(played, used, which.seed, days if name is None else each, name, which.policy)
    ]
    workers = jobs or (2 if len(programme.runs) * (days + each * len(TOGETHER)) >= WORTH_A_PROCESS else 1)
    kept = Kept(out, [codec.sha(plan), used.sha, which.agreed, which.policy])
    found: dict[str | None, list[SimulatedDay]] = {name: [] for name in asked}
    done, whole = 0, sum(chunk.until - chunk.since for chunk in todo)
    for chunk, result in zip(todo, kept.run(todo, pool(spread, workers, address)), strict=True):
        found[chunk.without].extend(result)
        done += len(result)
        tell(done, whole)
    report = report_of(
        given,
        plan,
        played,
        used,
        seed=which.seed,
        days=found[None],
        gains=[removed(name, used, found[None][:each], found[name]) for name in asked if name is not None],
        assumed=which.agreed,
        policy=which.policy,
    )
    if out is not None:
        write_whole(out, codec.dump(report))
        kept.close()
    return report


def tell_day(named: str, situation: str | None, store: Path, which: Days, index: int) -> tuple[Event, ...]:
    """The events of one simulated day, in their order."""
    _, _, programme = checked_programme(named, situation, store)
    luck = Luck(which.seed, index)
    course = play(which.drawn(programme), priors_from(which.priors), luck, keep=True, policy=which.policy)
    return tuple(course.diary.events or ())


def checked_programme(named: str, situation: str | None, store: Path) -> tuple[Situation, Plan | FleetPlan, Programme]:
    """A plan with its situation, checked here and now, as a programme."""
    plan = plan_named(named, store)
    given = document(Situation, "situation", situation or plan.situation, store)
    require(checks_of(given, plan))
    return given, plan, programme_of(given, plan)


def priors_from(path: Path | None) -> Priors:
    """The priors of a file, or those that come with the program."""
    return standard() if path is None else read_priors(file_bytes(path).decode("utf-8"), str(path))


class Kept:
    """Chunks that were simulated before an interruption, one a line beside ``out``; nothing is kept without it."""

    def __init__(self, out: Path | None, of: list[str | bool]) -> None:
        self.path = path = None if out is None else out.with_name(out.name + ".partial")
        self._of = of
        self._found: dict[str, tuple[SimulatedDay, ...]] = {}
        if path is not None and path.is_file():
            for line in path.read_text("utf-8").splitlines():
                self._take(line)

    def _key(self, chunk: Chunk) -> str:
        return json.dumps([*self._of, chunk.seed, chunk.since, chunk.until, chunk.without])

    def _take(self, line: str) -> None:
        try:
            key, days = json.loads(line)
        except ValueError:
            return  # the line an interrupted run was writing
        self._found[key] = tuple(codec.from_plain(SimulatedDay, day) for day in days)

    def run(self, todo: list[Chunk], over: Pool) -> Iterator[tuple[SimulatedDay, ...]]:
        """The days of each chunk in order: those kept, and the others simulated and kept."""
        new = over.in_order(run_chunk, self._missing(todo))
        try:
            for chunk in todo:
                key = self._key(chunk)
                if key not in self._found:
                    days = next(new)
                    self._write(key, days)
                    yield days
                else:
                    yield self._found[key]
        finally:
            new.close()

    def _missing(self, todo: list[Chunk]) -> Iterable[Chunk]:
        return (chunk for chunk in todo if self._key(chunk) not in self._found)

    def _write(self, key: str, days: tuple[SimulatedDay, ...]) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, [codec.to_plain(day) for day in days]]) + "\n")

    def close(self) -> None:
        """The report is written: nothing is left to resume."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
