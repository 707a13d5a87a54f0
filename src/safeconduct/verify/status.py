"""Rule 12: an order needs every touching party's word, recorded wishes, and no guard unresolved."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Check
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.rules import STATUS, judge


def withheld_by(corridor: Corridor) -> tuple[str, ...]:
    """Touching parties whose own agreement is missing: silent, or on record with a refusal. In table order."""
    agreeing = {p.party for p in corridor.positions if (p.offered or p.accepted) and not p.refused}
    return tuple(party for party in corridor.touching if party not in agreeing)


def obstacles(situation: Situation, corridor: Corridor) -> tuple[str, ...]:
    """Why a plan on this corridor is a capacity study; empty when it may be an order."""
    found: list[str] = []
    if not corridor.touching:
        found.append("no party is named whose word the corridor needs")
    if not any(p.offered for p in corridor.positions):
        found.append("nobody offers the corridor")
    found += [f"party {party} has not agreed" for party in withheld_by(corridor)]
    if not situation.wishes_recorded:
        found.append("wishes are not recorded")
    found += [
        f"guard {g.id} is not resolved" for g in situation.guards if g.corridor == corridor.id and not g.resolved_by
    ]
    return tuple(found)


def _problems(plan: Plan, against: tuple[str, ...]) -> Iterator[str]:
    if plan.status == "order" and against:
        yield f"the plan calls itself an order, but {'; '.join(against)}"
    if plan.status != "order" and not against:
        yield "the plan calls itself a capacity study, but nothing stands against an order"


def check_status(situation: Situation, corridor: Corridor, plan: Plan) -> Check:
    """Rule 12."""
    against = obstacles(situation, corridor)
    fine = f"{plan.status}: {'; '.join(against)}" if against else "order: agreed, wishes recorded, guards resolved"
    return judge(STATUS, _problems(plan, against), fine)
