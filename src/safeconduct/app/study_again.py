"""A whole case in the background: plans, remedies, simulated days, audits and deciding claims for a new situation.

Runs in a process of its own; tells the plan and its bound as they get better, then how many parts are done. Asked to
stop it returns what is checked so far.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from safeconduct.app.background_work import Kept, Outcome, Step, better
from safeconduct.model.certificate import Audit, Decisive, Verdict
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation

#: What the document of a study is called among those of a job; it is taken into the case, not kept by itself.
STUDY = "study"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAsked:
    """A situation to plan on, at most so many seconds of search for each plan, and what is kept of plans with pins."""

    situation: Situation
    seconds: float
    kept: tuple[Kept, ...] = ()


def study_again(asked: CaseAsked, tell: Callable[[Any], None], stopped: Callable[[], bool]) -> Outcome:
    """Every answer of the situation, checked; the document is a dossier without reports."""
    from safeconduct import codec
    from safeconduct.app.casework import audits_of, completed, likely_number, people_numbers
    from safeconduct.plan.decisive import decisive

    begun, found, step = time.monotonic(), [], Step(value=0, bound=0, unit="persons out", seconds=0.0)

    def told(now: Step) -> None:
        nonlocal step
        step = replace(now, seconds=time.monotonic() - begun)
        tell(step)

    for one in _answers(asked, told, stopped):
        found.append(one)
    solved, numbers = tuple(found), people_numbers(asked.situation)
    parts = len(solved) + 2
    for done, one in enumerate(solved):
        if stopped():
            break
        told(Step(value=done, bound=parts, unit="parts: remedies and simulated days", seconds=0.0))
        found[done] = completed(asked.situation, one)
    audits: list[Audit] = []
    deciders: tuple[Decisive, ...] = ()
    if not stopped():
        told(Step(value=parts - 2, bound=parts, unit="parts: the audit of the announcement", seconds=0.0))
        audits = audits_of(asked.situation, tuple(found), numbers)
        told(Step(value=parts - 1, bound=parts, unit="parts: claims that decide", seconds=0.0))
        deciders = decisive(asked.situation, people=likely_number(asked.situation))
        told(Step(value=parts, bound=parts, unit="parts", seconds=0.0))
    ended: Literal["done", "stopped", "no plan"] = "stopped" if stopped() else "done"
    if all(one.plan is None for one in found):
        ended = "no plan"
    study = Dossier(
        reports=(), claims=(), conflicts=(), decisions=(), situation=asked.situation, answers=tuple(found),
        audits=tuple(audits), decisives=deciders, draft=False,
    )  # fmt: skip
    return Outcome(documents=((STUDY, codec.dump(study)), *_apart(found)), ended=ended, last=step)


def _answers(asked: CaseAsked, tell: Callable[[Step], None], stopped: Callable[[], bool]) -> Iterator[Answer]:
    """The answers of `answers`, each with its number as it gets better; the first is always made."""
    from safeconduct.app.casework import people_numbers

    begun, wanted = False, cast(tuple[Literal["all", "most"], ...], ("all", "most"))
    for corridor in asked.situation.corridors:
        for people in people_numbers(asked.situation):
            for objective in wanted:
                if begun and stopped():
                    return
                begun = True
                one = _better(asked, corridor.id, people, objective, tell, stopped)
                yield one
                if one.certificate.verdict in (Verdict.ALL_OUT, Verdict.NOBODY):
                    break
            if one.certificate.verdict is Verdict.NOBODY:
                break  # the cut does not depend on how many people there are


def _better(
    asked: CaseAsked, corridor: str, people: int, objective: Literal["all", "most"], tell: Callable[[Step], None],
    stopped: Callable[[], bool],
) -> Answer:  # fmt: skip
    unit = f"persons out, {corridor}: {f'all {people:,}' if objective == 'all' else f'as many of {people:,} as can be'}"
    scenario = Scenario(corridor=corridor, people=people, objective=objective)
    kept = next((one for one in asked.kept if one.plan.scenario == scenario), None)
    found, _ = better(
        asked.situation, scenario, asked.seconds, lambda step: tell(replace(step, unit=unit)), stopped, kept
    )  # fmt: skip
    return found


def _apart(found: list[Answer]) -> Iterator[tuple[str, bytes]]:
    """Certificates and plans by themselves, so that each is found under its hash."""
    from safeconduct import codec

    for one in found:
        yield "certificate", codec.dump(one.certificate)
        if one.plan is not None:
            yield "plan", codec.dump(one.plan)
