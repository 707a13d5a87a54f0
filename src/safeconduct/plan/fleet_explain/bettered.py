"""An answer made better by the search that its remedies are tried with: what carries more with nothing changed is the
answer, and no remedy's gain."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.codec import sha
from safeconduct.model.certificate import Level
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import reached
from safeconduct.plan.fleet.priced import persons_bound
from safeconduct.plan.fleet_explain.remedies import work_of
from safeconduct.plan.fleet_explain.resolved import resolved

#: Rounds of search at most; each begins with the plan of the one before it.
ROUNDS = 3


def bettered(
    situation: Situation, plan: FleetPlan | None, certificate: FleetCertificate, *, strict: bool = False
) -> tuple[FleetPlan | None, FleetCertificate]:
    """The plan and its certificate, or a plan of more persons who need help, or of as many and more in all, on the same
    bounds. The new plan is not yet checked. Work is counted: the same answer every time.
    """
    out = certificate.levels[0].value, certificate.persons_out
    for _ in range(ROUNDS):
        if out[1] >= min(certificate.people, certificate.levels[-1].bound):
            break
        bound, work = persons_bound(certificate.bounds), work_of(situation)
        found = resolved(
            situation, certificate.scenario, plan=plan, bound=bound, work=work, steps=0, strict=strict
        ).plan
        now = reached(situation, found)
        if found is None or now <= out:
            break
        spent = found.work.units + (0 if plan is None else plan.work.units)
        plan, out = replace(found, work=replace(found.work, units=spent)), now
        certificate = _restated(certificate, plan, out)
    return plan, certificate


def _restated(certificate: FleetCertificate, plan: FleetPlan, out: tuple[int, int]) -> FleetCertificate:
    """The bounds say of the new plan what they said of the old one; one that weighs who needs help more is worth less
    to the second level with each of them who goes."""
    least = min(bound.value - (bound.worth.wheelchair - 1) * out[0] for bound in certificate.bounds[1:])
    first, second = certificate.levels
    levels: tuple[Level, ...] = (replace(first, value=out[0]), replace(second, value=out[1], bound=least))
    return replace(certificate, plan=sha(plan), persons_out=out[1], levels=levels)
