"""The whole chain on a case of several sites and one fleet, and its bundle: every plan is checked before shown."""

from __future__ import annotations

from pathlib import Path

from safeconduct import codec
from safeconduct.app.case import CaseFolder
from safeconduct.app.casework import Effort, situate
from safeconduct.app.find import document
from safeconduct.app.fleet_explaining import explain_fleet
from safeconduct.app.fleet_planning import checked_fleet, plan_together, scenario_of
from safeconduct.app.ledger import Ledger, file_bytes
from safeconduct.app.progress import Progress
from safeconduct.app.rehearsal import FLEET_DAYS, rehearse
from safeconduct.app.settings import settings
from safeconduct.model.certificate import Remedy
from safeconduct.model.claim import Decision
from safeconduct.model.dossier import Check, Dossier
from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import StressReport
from safeconduct.ports import Documents
from safeconduct.publish.fleet.answer import FleetAnswer
from safeconduct.publish.fleet.bundle import write_fleet_bundle
from safeconduct.redact.levels import Level, parse_level
from safeconduct.verify.bundle import build_pyz
from safeconduct.verify.check import require
from safeconduct.verify.fleet import check_fleet_plan


def investigate_fleet(
    case: CaseFolder,
    found: Ledger,
    decisions: tuple[Decision, ...],
    documents: Documents,
    effort: Effort,
    say: Progress,
) -> tuple[Dossier, FleetAnswer]:
    """Situation, plan and certificate of a case for all its corridors together, every document kept under its hash."""
    say("assembling the situation from confirmed claims")
    situation = situate(case, found, decisions)
    scenario = scenario_of(situation, None, "likely")
    say("planning one fleet for all directions (the first time on a machine it compiles for up to a minute)")
    seconds = None if effort.work else effort.seconds
    solved = plan_together(situation, scenario, work=effort.work, seconds=seconds, strict=False, out=None)
    plan, certificate = solved.plan, solved.certificate
    if certificate.persons_out < certificate.people:
        from safeconduct.plan.fleet_explain.bettered import bettered

        say("looking for a better one with the search that changes are tried with")
        plan, certificate = bettered(situation, plan, certificate)
    checks = checked_fleet(situation, plan, certificate)
    dossier = Dossier(
        reports=found.reports,
        claims=found.claims,
        conflicts=found.conflicts,
        decisions=decisions,
        situation=situation,
        answers=(),
        audits=(),
        decisives=(),
        draft=False,
    )
    documents.put("situation", codec.dump(situation))
    documents.put("fleet certificate", codec.dump(certificate))
    if plan is not None:
        documents.put("fleet plan", codec.dump(plan))
    documents.put("dossier", codec.dump(dossier))
    return dossier, explained(situation, plan, certificate, checks, say)


def explained(
    situation: Situation,
    plan: FleetPlan | None,
    certificate: FleetCertificate,
    checks: tuple[Check, ...],
    say: Progress,
) -> FleetAnswer:
    """A checked answer with who stays and why, what its bound is made of, and what would change it; every plan behind
    a change is checked as well."""
    from safeconduct.plan.fleet.priced import persons_bound
    from safeconduct.plan.fleet_explain.remedies import fleet_remedies

    say("looking for what binds, and for whom there is no place")
    known = explain_fleet(situation, plan, certificate)
    remedies: tuple[Remedy, ...] = ()
    today = 0
    if certificate.persons_out < certificate.people:
        say("trying the changes that have a price")
        bound = persons_bound(certificate.bounds)
        tried = fleet_remedies(situation, certificate.scenario, plan, bound, certificate.persons_out)
        for one in tried:
            if one.plan is not None:
                require(check_fleet_plan(one.changed, one.plan, situation_sha=codec.sha(one.changed)))
        remedies, today = tuple(one.remedy for one in tried), max((one.today for one in tried), default=0)
    stress = stressed(situation, plan, say)
    return FleetAnswer(
        plan=plan,
        certificate=certificate,
        checks=checks,
        reasons={one.group: one.why for one in known.left},
        shares=tuple((share.name, share.parts / known.unit) for share in known.shares),
        remedies=remedies,
        today=today,
        cuts=known.cuts,
        stress=stress,
    )


def stressed(situation: Situation, plan: FleetPlan | None, say: Progress) -> StressReport | None:
    """The plan on simulated days; None for one that moves nobody."""
    if plan is None or not plan.days:
        return None
    say("simulating days of the plan")
    return rehearse(situation, plan, FLEET_DAYS, causes=True)


def publish_fleet(dossier: Dossier, answer: FleetAnswer, out: Path, level: Level = Level.INTERNAL) -> tuple[Path, ...]:
    """Write the bundle of a fleet into ``out``, whole or not at all; the files written."""
    return write_fleet_bundle(dossier, answer, out, level=level, build_check=build_pyz)


def publish_fleet_folder(
    folder: Path, named: str | None, workspace: Path | None, out: Path, level: str
) -> tuple[Path, ...]:
    """The bundle of the documents that ``plan --together --out`` wrote into a folder, each checked again.

    ``named`` is the dossier with its reports and claims, by path or sha prefix; without it the pages
    show none. InputError when the dossier is of another situation.
    """
    situation = codec.load(Situation, file_bytes(folder / "situation.json"), file=str(folder / "situation.json"))
    timetable = folder / "fleet-plan.json"
    plan = codec.load(FleetPlan, file_bytes(timetable), file=str(timetable)) if timetable.is_file() else None
    stated = folder / "fleet-certificate.json"
    certificate = codec.load(FleetCertificate, file_bytes(stated), file=str(stated))
    checks = checked_fleet(situation, plan, certificate)
    dossier = _without_reports(situation)
    if named is not None:
        dossier = document(Dossier, "dossier", named, workspace or settings().workspace)
        if dossier.situation is None or codec.sha(dossier.situation) != codec.sha(situation):
            raise InputError(
                "the dossier is of another situation than the plan",
                file=named,
                field="situation",
                next_step="give the dossier the plan was made from, or leave it out",
            )
    answer = explained(situation, plan, certificate, checks, lambda _: None)
    return publish_fleet(dossier, answer, out, parse_level(level))


def _without_reports(situation: Situation) -> Dossier:
    return Dossier(
        reports=(),
        claims=(),
        conflicts=(),
        decisions=(),
        situation=situation,
        answers=(),
        audits=(),
        decisives=(),
        draft=False,
    )
