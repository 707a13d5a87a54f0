"""The PLAN verbs on a situation document: plan, check, audit, decisive, remedies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from safeconduct import codec
from safeconduct.app.answers import answer, people_number, with_remedies
from safeconduct.app.find import document
from safeconduct.app.ledger import file_bytes
from safeconduct.app.settings import settings
from safeconduct.app.situating import require_same_day, write_whole
from safeconduct.model.certificate import Audit, Decisive, Remedy, Verdict
from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Answer, Check
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan.audit import audit
from safeconduct.plan.decisive import decisive
from safeconduct.verify.check import check_situation
from safeconduct.verify.documents import read
from safeconduct.verify.notices import Notice
from safeconduct.verify.standalone import by_kind, noticed
from safeconduct.verify.standalone import check_documents as standalone_checks

CHECK_USAGE = "give SITUATION, then the certificate, the plan, or both: of one corridor, or of a fleet"


def situation_named(named: str, workspace: Path | None) -> Situation:
    """The situation a person named by path or sha prefix."""
    return document(Situation, "situation", named, workspace or settings().workspace)


def require_sunset(situation: Situation, corridors: Iterable[str]) -> None:
    """InputError for the first of these corridors whose reception's sunset is not the one that ``check`` computes: a
    plan on it would be refused by everyone who checks it, for the night it may lead into."""
    for corridor in corridors:
        (sunset,) = check_situation(situation, corridor)
        if not sunset.ok:
            raise InputError(
                f"no plan for {corridor} would pass `check`: {sunset.found}",
                field="sunsets",
                next_step="assemble the situation again (`safeconduct assess`), or correct its sunsets; nothing was "
                "planned or written",
            )


def plan_situation(
    situation: Situation,
    *,
    corridor: str | None,
    people: str,
    mode: str,
    work: int | None,
    seconds: float,
    strict: bool,
    out: Path | None,
    force: bool = False,
) -> tuple[Answer, ...]:
    """Answers for one corridor or all, checked, and written to ``out`` when given; InputError when that holds the plan
    of another situation, unless ``force``.

    ``all`` that is impossible is followed by the answer for ``most``.
    """
    require_same_day(out, situation, force=force)
    answers: list[Answer] = []
    for chosen in _corridors(situation, corridor):
        number = people_number(situation, chosen, people)
        for objective in ("all", "most"):
            if objective == "all" and mode == "most":
                continue
            scenario = Scenario(corridor=chosen.id, people=number, objective=objective)
            found = answer(situation, scenario, work=work, seconds=seconds, strict=strict)
            answers.append(found)
            if found.certificate.verdict in (Verdict.ALL_OUT, Verdict.NOBODY):
                break
    if out is not None:
        _write(out, situation, answers)
    return tuple(answers)


def check_documents(
    situation: Situation, files: Sequence[Path]
) -> tuple[tuple[tuple[str, Check], ...], tuple[Notice, ...]]:
    """Every rule recomputed on documents, by the code of ``check.pyz``: a plan, a certificate or both, of one corridor
    or of a fleet, in any order. The checks with the kind of document each is on, and what should be read besides;
    nothing is raised for a rule that does not hold."""
    named = [(str(path), read(file_bytes(path), file=str(path))) for path in files]
    found = by_kind([("situation", read(codec.dump(situation))), *named], CHECK_USAGE)
    return tuple(standalone_checks(found)), noticed(found)


def audit_situation(situation: Situation, corridor: str | None, people: tuple[int, ...]) -> tuple[Audit, ...]:
    """What an announcement needs, per corridor that has a route."""
    routed = [c for c in _corridors(situation, corridor) if situation.leg_of(c) is not None]
    return tuple(audit(situation, c.id, people or _numbers(situation)) for c in routed)


def decide(situation: Situation, people: str) -> tuple[Decisive, ...]:
    """Claims and unknowns ranked by what the answer becomes when they are flipped."""
    return decisive(situation, people=people_number(situation, situation.corridors[0], people))


def help_with(situation: Situation, *, corridor: str | None, people: str, seconds: float) -> tuple[Remedy, ...]:
    """The changes that would help, each re-solved, for every corridor asked about."""
    tried: list[Remedy] = []
    for chosen in _corridors(situation, corridor):
        scenario = Scenario(corridor=chosen.id, people=people_number(situation, chosen, people), objective="most")
        tried += with_remedies(situation, answer(situation, scenario, work=None, seconds=seconds)).remedies
    return tuple(tried)


def _numbers(situation: Situation) -> tuple[int, ...]:
    corridor = situation.corridors[0]
    return tuple(sorted({people_number(situation, corridor, which) for which in ("low", "likely", "high")}))


def _corridors(situation: Situation, named: str | None) -> list[Corridor]:
    chosen = [c for c in situation.corridors if named in (None, c.id)]
    if not chosen:
        ids = ", ".join(c.id for c in situation.corridors)
        raise NotFound(f"the situation has no corridor {named!r}", field="--corridor", next_step=f"choose one of {ids}")
    return chosen


def _write(out: Path, situation: Situation, answers: list[Answer]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / "situation.json", codec.dump(situation))
    for found in answers:
        scenario = found.certificate.scenario
        stem = f"{scenario.corridor}-{scenario.people}-{scenario.objective}"
        write_whole(out / f"certificate-{stem}.json", codec.dump(found.certificate))
        if found.plan is not None:
            write_whole(out / f"plan-{stem}.json", codec.dump(found.plan))
