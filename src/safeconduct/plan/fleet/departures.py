"""Convoys as the engines see them: at the start of every leg of a corridor stands a gate that opens at each multiple of
the headway and lets as many out as a convoy has at most (docs/rules-fleet.md, F17).

So headway and largest size are in every timetable and in the bound. The least size and the escorts are not: timetables
are mended in ``convoys``, and the certificate names what the bound leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from safeconduct.model.corridor import Corridor
from safeconduct.model.known import Known
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Leg, Rules, Situation
from safeconduct.plan.fleet.reports import held_back

#: How the id of a gate begins.
GATE = "departures-"


def departing(situation: Situation, corridors: Sequence[Corridor]) -> Situation:
    """The situation with a gate before every leg of the corridors and without its spare vehicles; as it is where a
    fleet departs one by one."""
    rules = situation.rules
    if rules.fleet_convoys is None:
        return situation
    gated: dict[str, Leg] = {}
    for corridor in corridors:
        start = ResourceUse(resource=f"{GATE}{corridor.id}", minutes=0)
        for leg in situation.legs_of(corridor):
            gated[leg.id] = replace(leg, uses=(start, *leg.uses))
    return replace(
        situation,
        legs=tuple(gated.get(leg.id, leg) for leg in situation.legs),
        resources=(*situation.resources, *(_gate(rules, corridor) for corridor in corridors)),
        vehicles=tuple(
            replace(kind, count=replace(kind.count, value=kind.count.value - held_back(situation, kind)))
            for kind in situation.vehicles
        ),
    )


def _gate(rules: Rules, corridor: Corridor) -> Resource:
    headway = rules.headway_minutes
    at_once = Known(value=0, basis=headway.basis)
    return Resource(
        id=f"{GATE}{corridor.id}",
        name=f"Departures on {corridor.id}",
        kind="departure",
        road=None,
        lanes=rules.convoy_max,
        slot_minutes=replace(headway, value=max(1, headway.value)),
        delay_loaded=at_once,
        delay_empty=at_once,
    )
