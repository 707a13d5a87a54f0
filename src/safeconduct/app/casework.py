"""The whole chain on a case folder: read -> assess -> plan -> check -> the dossier that is published."""

from __future__ import annotations

from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.app.answers import answers, people_number, with_remedies
from safeconduct.app.case import CaseFolder, require_roads
from safeconduct.app.ledger import Ledger, keep, ledger, read_reports
from safeconduct.app.progress import Progress
from safeconduct.app.rehearsal import rehearse
from safeconduct.app.wire import routers
from safeconduct.assess.assemble import assemble
from safeconduct.assess.assumptions import Case as Study
from safeconduct.model.certificate import Audit, Verdict
from safeconduct.model.claim import Decision
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.report import Party
from safeconduct.model.situation import Situation
from safeconduct.network.case_roads import MeasuredWays
from safeconduct.network.roadfile import RoadFile
from safeconduct.plan.audit import audit
from safeconduct.plan.decisive import decisive
from safeconduct.ports import Documents, LedgerStore, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a chain may spend on each scenario: deterministic work units, else a cap in seconds; ``limit`` ends counted
    work of one corridor as well."""

    work: int | None = None
    seconds: float = 5.0
    limit: float | None = None


def read_case(case: CaseFolder, reader: Reader, store: LedgerStore) -> Ledger:
    """Read the folder's reports into the ledger and append its decisions; reports already there are not read again."""
    known = {report.id: report.sha256 for report in store.reports()}
    fresh = [report for report in case.reports if known.get(report.id) != report.sha256]
    keep(store, read_reports(fresh, reader, case.parties, case.gazetteer))
    store.add_decisions(case.decisions)
    return ledger(store)


def situate(case: CaseFolder, found: Ledger, decisions: tuple[Decision, ...]) -> Situation:
    """The situation from confirmed claims and the case's assumptions; UnconfirmedError names what is missing."""
    require_roads(case)
    return assembled(found, decisions, parties=case.parties, roads=case.roads, study=case.study, measured=case.measured)


def assembled(
    found: Ledger,
    decisions: tuple[Decision, ...],
    *,
    parties: tuple[Party, ...],
    roads: RoadFile,
    study: Study,
    measured: MeasuredWays | None = None,
) -> Situation:
    """The situation from a ledger and the tables of a case."""
    return assemble(
        reports=found.reports,
        claims=found.claims,
        decisions=decisions,
        parties=parties,
        roads=roads,
        case=study,
        routers=routers(),
        measured=measured,
    )


def people_numbers(situation: Situation) -> tuple[int, ...]:
    """The numbers worth planning for: low, likely and high of the estimate, ascending and each once."""
    corridor = situation.corridors[0]
    return tuple(sorted({people_number(situation, corridor, which) for which in ("low", "likely", "high")}))


def likely_number(situation: Situation) -> int:
    """The likely number of the estimate, which remedies, causes and deciding claims are asked for."""
    return people_number(situation, situation.corridors[0], "likely")


def investigate(
    case: CaseFolder,
    found: Ledger,
    decisions: tuple[Decision, ...],
    documents: Documents,
    effort: Effort,
    say: Progress,
) -> Dossier:
    """Situation, answers, audits and deciding claims of a case, every document kept under its hash."""
    say("assembling the situation from confirmed claims")
    situation = situate(case, found, decisions)
    numbers = people_numbers(situation)
    solved = answers(situation, numbers, work=effort.work, seconds=effort.seconds, limit=effort.limit, say=say)
    say("trying the remedies")
    likely = likely_number(situation)
    solved = tuple(_with_remedies(situation, one, likely) for one in solved)
    say("simulating a thousand days of each plan")
    solved = tuple(_stressed(situation, one, likely) for one in solved)
    say("auditing the announcement")
    audits = tuple(audits_of(situation, solved, numbers))
    say("flipping every conflict and unknown")
    deciders = decisive(situation, people=likely)
    dossier = Dossier(
        reports=found.reports,
        claims=found.claims,
        conflicts=found.conflicts,
        decisions=decisions,
        situation=situation,
        answers=solved,
        audits=audits,
        decisives=deciders,
        draft=False,
    )
    _keep(documents, dossier)
    return dossier


def _with_remedies(situation: Situation, one: Answer, likely: int) -> Answer:
    scenario, verdict = one.certificate.scenario, one.certificate.verdict
    wanted = verdict is Verdict.NOBODY or (scenario.people == likely and scenario.objective == "most")
    return with_remedies(situation, one) if wanted else one


def _stressed(situation: Situation, one: Answer, likely: int) -> Answer:
    """The same answer with its plan on simulated days; no plan is shown without them. What each disturbance costs is
    asked of the plan for as many people as is likely."""
    if one.plan is None or not one.plan.trips:
        return one
    causes = one.certificate.scenario.people == likely
    return replace(one, stress=rehearse(situation, one.plan, causes=causes))


def completed(situation: Situation, one: Answer) -> Answer:
    """An answer with the remedies that are worth trying and its plan on simulated days."""
    likely = likely_number(situation)
    return _stressed(situation, _with_remedies(situation, one, likely), likely)


def audits_of(situation: Situation, solved: tuple[Answer, ...], numbers: tuple[int, ...]) -> list[Audit]:
    """What the announcement of each corridor that has a way needs."""
    routed = {a.certificate.scenario.corridor for a in solved if a.certificate.verdict is not Verdict.NOBODY}
    return [audit(situation, corridor.id, numbers) for corridor in situation.corridors if corridor.id in routed]


def _keep(documents: Documents, dossier: Dossier) -> None:
    if dossier.situation is not None:
        documents.put("situation", codec.dump(dossier.situation))
    for one in dossier.answers:
        documents.put("certificate", codec.dump(one.certificate))
        if one.plan is not None:
            documents.put("plan", codec.dump(one.plan))
    documents.put("dossier", codec.dump(dossier))
