"""May a day be opened? As an order only on agreed corridors, with wishes recorded and every guard resolved by a named
role (docs/rules.md, rule 12); otherwise as an exercise, which says so for ever in its first event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from safeconduct.model.control import DayOpened
from safeconduct.model.corridor import Corridor, CorridorStatus
from safeconduct.model.day import Orders
from safeconduct.model.dossier import Check
from safeconduct.model.situation import Situation
from safeconduct.run.refusal import Refusal
from safeconduct.verify.status import withheld_by


def obstacles(situation: Situation, corridor: Corridor) -> tuple[str, ...]:
    """What stands between a corridor and an order, in words that name the party and the guard."""
    labels = {party.id: party.label for party in situation.parties}
    found = []
    if corridor.status is not CorridorStatus.AGREED:
        silent = ", ".join(labels.get(party, party) for party in withheld_by(corridor)) or "no party that touches it"
        found.append(f"corridor {corridor.id} is {corridor.status}, not agreed: no agreement from {silent}")
    if not situation.wishes_recorded:
        found.append("the wishes of the people are not recorded")
    for guard in situation.guards:
        if guard.corridor == corridor.id and not (guard.resolved_by or "").strip():
            found.append(f"guard {guard.id} on {corridor.id} is not resolved by anybody: {guard.text}")
    return tuple(found)


def open_day(
    situation: Situation, orders: Orders, checks: Sequence[Check], mode: Literal["order", "exercise"]
) -> DayOpened | Refusal:
    """The event that opens a day, or why not. ``checks`` are the checker's verdicts on the plan behind the orders."""
    broken = [check for check in checks if not check.ok]
    if broken or not checks:
        why = "; ".join(f"{check.rule}: {check.found}" for check in broken) or "nobody checked it"
        return Refusal(
            reason=f"the plan does not hold: {why}",
            next_step="check the plan with `safeconduct check`, or plan again; no day runs on an unchecked plan",
        )
    against = [
        words for corridor in orders.corridors for words in obstacles(situation, situation.corridor(corridor.id))
    ]
    if mode == "order" and against:
        return Refusal(
            reason="; ".join(dict.fromkeys(against)),
            next_step="obtain and confirm what is missing, or open the day as an exercise",
        )
    return DayOpened(mode=mode, orders=orders)
