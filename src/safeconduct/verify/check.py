"""The one door: check a situation's sunset, a plan, a certificate; and refuse what does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safeconduct.model.certificate import Certificate, Verdict
from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Check
from safeconduct.model.errors import CheckFailed
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.verify import bound, cut, levels
from safeconduct.verify.boarding import check_boarding
from safeconduct.verify.convoys import check_convoys, check_screening, check_standing, check_window
from safeconduct.verify.facts import Facts, facts_of
from safeconduct.verify.people import check_people
from safeconduct.verify.places import check_places, check_reception, check_start
from safeconduct.verify.returns import check_returns
from safeconduct.verify.roads import check_roads
from safeconduct.verify.rules import PLAN_RULES, Unusable, judge
from safeconduct.verify.status import check_status
from safeconduct.verify.sunset import check_sunset

SUBJECT = "subject"
VERDICT = "verdict"


def check_situation(situation: Situation, corridor_id: str) -> tuple[Check, ...]:
    """What can be recomputed of the situation itself for one corridor: its sunset."""
    corridor = _corridor(situation, corridor_id)
    if corridor is None:
        return (Check(rule="sunset", ok=False, found=f"the situation has no corridor {corridor_id}"),)
    return (check_sunset(situation, corridor),)


def check_plan(
    situation: Situation, plan: Plan, *, situation_sha: str | None = None, strict: bool = False
) -> tuple[Check, ...]:
    """One Check per rule 1-12 of ``docs/rules.md``, after one on what the plan is for.

    ``situation_sha`` (hex SHA-256 of the situation's document) is compared with the plan's when given; ``strict``
    refuses a leg that leans on an unknown road. Nothing is raised for a wrong plan, however wrong.
    """
    subject = judge(
        SUBJECT, _plan_subject(plan, situation_sha), f"{plan.scenario.people} people, {plan.scenario.corridor}"
    )
    try:
        facts = facts_of(situation, plan.scenario.corridor)
    except Unusable as problem:
        return (subject, *(Check(rule=rule, ok=False, found=f"cannot be checked: {problem}") for rule in PLAN_RULES))
    return (
        subject,
        check_people(situation, facts, plan),
        check_places(facts, plan),
        check_boarding(facts, plan),
        check_convoys(facts, plan),
        check_screening(facts, plan),
        check_standing(facts, plan),
        check_window(facts, plan),
        check_returns(facts, plan),
        check_start(facts, plan),
        check_reception(facts, plan),
        check_roads(situation, facts, plan, strict=strict),
        check_status(situation, facts.corridor, plan),
    )


def _plan_subject(plan: Plan, situation_sha: str | None) -> Iterator[str]:
    if situation_sha is not None and plan.situation != situation_sha:
        yield f"the plan is for situation {plan.situation[:12]}, this is {situation_sha[:12]}"


def _corridor(situation: Situation, corridor_id: str) -> Corridor | None:
    return next((c for c in situation.corridors if c.id == corridor_id), None)


def check_certificate(
    situation: Situation,
    certificate: Certificate,
    plan: Plan | None,
    *,
    situation_sha: str | None = None,
    plan_sha: str | None = None,
) -> tuple[Check, ...]:
    """Every number of a certificate recomputed from the situation and the plan it is for.

    The hashes are compared when given. The checks are: subject; the arithmetic bound or the cut; level values,
    bounds and proofs; the verdict. Nothing is raised for a wrong certificate.
    """
    subject = judge(
        SUBJECT,
        _certificate_subject(certificate, plan, situation_sha, plan_sha),
        f"{certificate.scenario.people} people, {certificate.scenario.corridor}",
    )
    corridor = _corridor(situation, certificate.scenario.corridor)
    if corridor is None:
        found = f"the situation has no corridor {certificate.scenario.corridor}"
        return (subject, Check(rule=VERDICT, ok=False, found=found))
    if certificate.cut is not None:
        shut = cut.check_cut(situation, corridor, certificate.cut)
        return (subject, *shut, judge(VERDICT, _cut_verdict(certificate), certificate.verdict.value))
    try:
        return (subject, *_bounded(situation, facts_of(situation, corridor.id), certificate, plan))
    except Unusable as problem:
        return (subject, Check(rule=VERDICT, ok=False, found=f"there is no cut, and {problem}"))


def _certificate_subject(
    certificate: Certificate, plan: Plan | None, situation_sha: str | None, plan_sha: str | None
) -> Iterator[str]:
    if situation_sha is not None and certificate.situation != situation_sha:
        yield f"the certificate is for situation {certificate.situation[:12]}, this is {situation_sha[:12]}"
    if (certificate.plan is None) != (plan is None):
        yield f"the certificate {'names no plan' if certificate.plan is None else 'names a plan'}, " + (
            "none is given" if plan is None else "one is given"
        )
    if plan_sha is not None and certificate.plan is not None and certificate.plan != plan_sha:
        yield f"the certificate is for plan {certificate.plan[:12]}, this is {plan_sha[:12]}"
    if plan is not None and plan.situation != certificate.situation:
        yield f"the plan is for situation {plan.situation[:12]}, the certificate for {certificate.situation[:12]}"
    if plan is not None and plan.scenario != certificate.scenario:
        yield f"the plan answers {_asked(plan.scenario)}, the certificate {_asked(certificate.scenario)}"


def _asked(scenario: Scenario) -> str:
    return f"{scenario.objective} of {scenario.people} people to {scenario.corridor}"


def _cut_verdict(certificate: Certificate) -> Iterator[str]:
    if certificate.verdict is not Verdict.NOBODY or certificate.persons_out != 0:
        yield f"nobody passes a cut, {certificate.persons_out} persons out and '{certificate.verdict.value}' are stated"
    if certificate.plan is not None or certificate.levels:
        yield "a cut leaves nothing to plan, yet a plan or levels are stated"


def _bounded(situation: Situation, facts: Facts, certificate: Certificate, plan: Plan | None) -> tuple[Check, ...]:
    """The checks of a certificate on a corridor that has a route."""
    people = certificate.scenario.people
    if certificate.bound is None:
        missing = Check(rule=bound.TERMS, ok=False, found="neither a bound nor a cut is stated")
        return (missing, judge(VERDICT, _verdict(facts, certificate, plan), certificate.verdict.value))
    due = () if plan is None else levels.due_levels(situation, facts, plan)
    return (
        bound.check_terms(facts, people, certificate.bound),
        bound.check_binding(facts, people, certificate.bound),
        levels.check_values(due, certificate.levels),
        levels.check_bounds(due, certificate.levels),
        levels.check_proofs(due, certificate),
        judge(VERDICT, _verdict(facts, certificate, plan), _verdict_found(facts, certificate)),
    )


def _verdict_found(facts: Facts, certificate: Certificate) -> str:
    most = bound.persons_bound(facts, certificate.scenario.people)
    return f"{certificate.verdict.value}: {certificate.persons_out} out, at most {most} by arithmetic"


def _verdict(facts: Facts, certificate: Certificate, plan: Plan | None) -> Iterator[str]:
    """The verdict follows from persons out; without a plan an impossibility must be proved."""
    people, stated = certificate.scenario.people, certificate.verdict
    out = 0 if plan is None else levels.outcome(facts, plan).persons
    if certificate.persons_out != out:
        yield f"{out} persons are out in the plan, {certificate.persons_out} are stated"
    most = bound.persons_bound(facts, people)
    if out > most:
        yield f"{out} persons are out, arithmetic allows {most}"
    if stated is Verdict.UNDECIDED and plan is None:
        return  # it claims nothing, so there is nothing to prove
    if plan is not None or certificate.scenario.objective == "most":
        follows = Verdict.ALL_OUT if out == people else Verdict.SOME_LEFT if out else Verdict.NOBODY
        if stated is not follows:
            yield f"{out} of {people} people out means '{follows.value}', '{stated.value}' is stated"
    elif stated is Verdict.ALL_OUT:
        yield f"'{stated.value}' is stated and there is no plan"
    unproved = most >= (1 if stated is Verdict.NOBODY else people)
    if plan is None and certificate.exhaustive is None and unproved:
        yield f"'{stated.value}' is stated, but arithmetic allows {most} persons and no search is named"


def require(checks: Sequence[Check]) -> None:
    """Raise CheckFailed at the first check that does not hold, naming its rule and the next step."""
    for check in checks:
        if not check.ok:
            raise CheckFailed(
                f"rule {check.rule}: {check.found}",
                field=check.rule,
                next_step=f"nothing was written; re-solve, or correct what rule {check.rule} names, and check again",
            )
