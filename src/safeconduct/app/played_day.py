"""One simulated day told event by event, and a day of a report as an exercise that anybody can play."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from safeconduct import codec
from safeconduct.app.ledger import file_bytes
from safeconduct.model.control import Resumed, ResumeProposed
from safeconduct.model.errors import CheckFailed, InputError
from safeconduct.model.event import Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Policy, StressReport
from safeconduct.stress.batch import as_if_agreed
from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import Priors, read_priors, standard
from safeconduct.stress.programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Which days: of which seed, from which priors (None: the standard ones), drawn as if the corridors were agreed or
    not, and under which policy."""

    seed: int = 0
    priors: Path | None = None
    agreed: bool = False
    policy: Policy = "fixed orders"


def events_of(programme: Programme, which: Days, index: int) -> tuple[Event, ...]:
    """The events of one simulated day, in the order of their instants; InputError for a day or a seed below 0."""
    for field, number in (("--day", index), ("--seed", which.seed)):
        if number < 0:
            raise InputError(f"{number} is too small", field=field, next_step="give at least 0")
    played = as_if_agreed(programme) if which.agreed else programme
    course = play(played, priors_from(which.priors), Luck(which.seed, index), keep=True, policy=which.policy)
    return tuple(sorted(course.diary.events or (), key=lambda event: event.at))


def exercise_of(
    report: StressReport, situation: Situation, plan: Plan | FleetPlan, index: int, *, priors: Path | None = None
) -> tuple[Event, ...]:
    """A day of a report as the events of an exercise, which ``day enter`` and the board play.

    Args:
        report: The report the day is of; it says seed, policy and whether the days were drawn as if agreed.
        situation: The situation of the plan.
        plan: The plan of the report.
        index: The day, from 0.
        priors: The file of priors the report was made with, when it was not the standard one.

    Raises:
        CheckFailed: The plan or the priors are not those of the report: its day would be another.
        InputError: The report has no such day.
    """
    used = priors_from(priors)
    for what, ours, theirs in (("plan", codec.sha(plan), report.plan), ("priors", used.sha, report.priors)):
        if ours != theirs:
            raise CheckFailed(
                f"the report is of other {what}: {theirs[:12]}, these are {ours[:12]}",
                next_step=f"give the {what} the report was made from",
            )
    if not 0 <= index < report.days:
        raise InputError(f"there is no day {index}", field="--day", next_step=f"give one from 0 to {report.days - 1}")
    which = Days(seed=report.seed, priors=priors, agreed=report.as_if_agreed, policy=report.policy)
    return events_of(programme_of(situation, plan), which, index)


def as_lines(events: Iterable[Event], day: str | None = None) -> str:
    """Events one a line, as ``safeconduct day enter`` takes them; under another name of the day when given."""
    told = (as_entered(event if day is None else replace(event, day=day)) for event in events)
    return "".join(json.dumps(codec.to_plain(event), sort_keys=True, ensure_ascii=False) + "\n" for event in told)


def as_entered(event: Event) -> Event:
    """The event as a person enters it: whoever lifts a stop proposes the same as the first, and the day lifts it."""
    return replace(event, body=ResumeProposed(stops=event.body.stops)) if isinstance(event.body, Resumed) else event


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
