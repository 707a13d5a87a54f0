"""What would help a fleet, and what decides its answer: a plan first, then the same day with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from safeconduct import codec
from safeconduct.app.fleet_planning import checked_fleet, plan_together
from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.situation import Situation
from safeconduct.verify.check import require
from safeconduct.verify.fleet import check_fleet_plan

if TYPE_CHECKING:
    from safeconduct.plan.fleet_explain.decisive import FleetDeciding
    from safeconduct.plan.fleet_explain.remedies import FleetRemedy

#: Called with how many changes are done, and of how many.
Counted = Callable[[int, int], None]


def help_fleet(
    situation: Situation, scenario: FleetScenario, *, seconds: float, tell: Counted = lambda done, of: None
) -> tuple[tuple[FleetRemedy, ...], int]:
    """The changes that would help, each solved again and every plan behind one checked; and at most how many persons
    can be out with nothing changed. What the same search finds with nothing changed is the answer they are told
    beside."""
    from safeconduct.plan.fleet.priced import persons_bound
    from safeconduct.plan.fleet_explain.bettered import bettered
    from safeconduct.plan.fleet_explain.remedies import fleet_remedies

    found = plan_together(situation, scenario, work=None, seconds=seconds, strict=False, out=None)
    plan, certificate = bettered(situation, found.plan, found.certificate)
    checked_fleet(situation, plan, certificate)
    bound, out = persons_bound(certificate.bounds), certificate.persons_out
    remedies = fleet_remedies(situation, scenario, plan, bound, out, tell=tell)
    for remedy in remedies:
        _require(remedy.changed, remedy.plan)
    return remedies, certificate.levels[-1].bound


def decide_fleet(
    situation: Situation, scenario: FleetScenario, *, seconds: float, tell: Counted = lambda done, of: None
) -> FleetDeciding:
    """Claims and unknowns read the other way; ``seconds`` for the plan, and as many for solving again. Every plan that
    stands behind a line is checked."""
    from safeconduct.plan.fleet.priced import persons_bound
    from safeconduct.plan.fleet_explain.decisive import fleet_decisive

    found = plan_together(situation, scenario, work=None, seconds=seconds, strict=False, out=None)
    certificate = found.certificate
    before = certificate.persons_out, certificate.levels[-1].bound, certificate.people
    bound = persons_bound(certificate.bounds)
    decided = fleet_decisive(situation, scenario, found.plan, bound, before, seconds=seconds, tell=tell)
    for flip, after in zip(decided.flips, decided.found, strict=True):
        _require(flip.changed, after.plan)
    return decided


def _require(situation: Situation, plan: FleetPlan | None) -> None:
    if plan is not None:
        require(check_fleet_plan(situation, plan, situation_sha=codec.sha(situation)))
