"""PLAN: scenarios of a situation, each solved, checked by the wall, and tried against its remedies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from safeconduct import codec
from safeconduct.app.progress import Progress
from safeconduct.model.certificate import Certificate, Verdict
from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Answer, Check
from safeconduct.model.errors import InputError
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan.pinned import plan_kept
from safeconduct.plan.remedies import remedies
from safeconduct.plan.solve import solve
from safeconduct.verify.check import check_certificate, check_plan, require
from safeconduct.verify.pins import check_pins

#: More people than this at one site are taken for a misread count.
MOST_PEOPLE = 1_000_000


def people_number(situation: Situation, corridor: Corridor, wanted: str) -> int:
    """The number meant by ``--people``: low, likely or high of the site's estimate, or a number itself."""
    site = next(s for s in situation.sites if s.id == corridor.site)
    if wanted in ("low", "likely", "high"):
        number = sum(group.people.pick(wanted) for group in site.groups)
        if number == 0:
            raise InputError(
                f"the {wanted} estimate is that nobody is at {site.name}, and a plan is for at least one person",
                field="people",
                next_step="give --people high or a number, or confirm a claim that counts people there",
            )
        if number <= MOST_PEOPLE:
            return number
        raise InputError(
            f"the {wanted} estimate is {number:,} people; at most {MOST_PEOPLE:,} are planned for",
            field="people",
            next_step="check the confirmed counts with `safeconduct claims`, and reject the one that cannot be",
        )
    if wanted.isdecimal() and len(wanted) < 10 and 1 <= int(wanted) <= MOST_PEOPLE:
        return int(wanted)
    raise InputError(
        f"{wanted!r} is not a number of people",
        field="--people",
        next_step=f"give low, likely, high or a whole number from 1 to {MOST_PEOPLE:,}",
    )


def answer(
    situation: Situation,
    scenario: Scenario,
    *,
    work: int | None,
    seconds: float,
    limit: float | None = None,
    strict: bool = False,
) -> Answer:
    """The best plan for a scenario with its certificate, both recomputed by ``verify`` before anyone sees them;
    ``work``, ``seconds`` and ``limit`` as for ``solve``.

    For ``all`` that is impossible there is no plan: ask for ``most`` beside it.
    """
    plan, certificate = solve(situation, scenario, work=work, seconds=seconds, limit=limit, strict=strict)
    checks = checked(situation, plan, certificate, strict=strict)
    return Answer(plan=plan, certificate=certificate, checks=checks, remedies=())


def answer_kept(
    situation: Situation, scenario: Scenario, before: Plan, pins: Sequence[Pin], *, seconds: float
) -> Answer:
    """The best plan found that keeps every pin of ``before``, recomputed by ``verify``, its pins too; what is proved is
    said of all plans, with pins or without. Raises as ``plan_kept`` does."""
    plan, certificate = plan_kept(situation, scenario, before, pins, seconds=seconds)
    kept = check_pins(before, pins, plan)
    require(kept)
    checks = (*checked(situation, plan, certificate), *kept)
    return Answer(plan=plan, certificate=certificate, checks=checks, remedies=())


def with_remedies(situation: Situation, found: Answer) -> Answer:
    """The same answer with the changes that would help, each re-solved."""
    tried = remedies(situation, found.certificate.scenario, found.certificate)
    return replace(found, remedies=tried)


def checked(
    situation: Situation, plan: Plan | None, certificate: Certificate, *, strict: bool = False
) -> tuple[Check, ...]:
    """Every rule recomputed without the solver, with ``strict`` that nothing leans on an unknown road as well; raises
    CheckFailed when one does not hold."""
    sha = codec.sha(situation)
    plan_sha = None if plan is None else codec.sha(plan)
    checks = check_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=plan_sha)
    if plan is not None:
        checks = (*check_plan(situation, plan, situation_sha=sha, strict=strict), *checks)
    require(checks)
    return checks


def answers(
    situation: Situation,
    numbers: Iterable[int],
    *,
    work: int | None,
    seconds: float,
    limit: float | None = None,
    say: Progress,
) -> tuple[Answer, ...]:
    """For every corridor and number of people: the ``all`` answer if everyone can go, else it and ``most``."""
    found: list[Answer] = []
    for corridor in situation.corridors:
        for people in numbers:
            say(f"planning {corridor.id} for {people:,} people")
            scenario = Scenario(corridor=corridor.id, people=people, objective="all")
            whole = answer(situation, scenario, work=work, seconds=seconds, limit=limit)
            found.append(whole)
            if whole.certificate.verdict is Verdict.NOBODY:
                break  # the cut does not depend on how many people there are
            if whole.certificate.verdict is not Verdict.ALL_OUT:
                most = Scenario(corridor=corridor.id, people=people, objective="most")
                found.append(answer(situation, most, work=work, seconds=seconds, limit=limit))
    return tuple(found)
