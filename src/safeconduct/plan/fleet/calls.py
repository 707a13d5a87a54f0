"""Who is called forward when: the people of each boarding, early enough to be there and not before the bay is theirs.

People are called ``Rules.call_minutes`` before their vehicle boards, but not before the one that boards before it in
the same bay has begun to: so at no bay do more people wait than its next vehicle seats (rule F14).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from safeconduct.model.fleet import Call, FleetPlan
from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs, Situation


def with_calls(situation: Situation, plan: FleetPlan) -> FleetPlan:
    """The plan with its schedule of calls, in order of minute."""
    return replace(plan, calls=tuple(calls_of(situation, plan)))


def calls_of(situation: Situation, plan: FleetPlan) -> list[Call]:
    """A call for every boarding of the plan."""
    members = {profile.id: profile.members for profile in situation.profiles}
    legs = {leg.id: leg.site for leg in situation.legs}
    ways = {approach.id: approach.depot for approach in situation.approaches}
    lead = situation.rules.call_minutes
    boardings = [
        (site, run.bay, run.load_from, day.vehicle, run.boarded)
        for day in plan.days
        for trip in day.trips
        for site, run in zip((*(ways[stop.way] for stop in trip.stops), legs[trip.leg]), trip.runs, strict=True)
    ]
    found = []
    before: dict[tuple[str, int], int] = {}
    for site, bay, begins, vehicle, boarded in sorted(boardings, key=lambda boarding: boarding[:4]):
        persons = _persons(members, boarded)
        earliest = begins - (lead.value if lead is not None else 0)
        at = max(earliest, before.get((site, bay), earliest))
        found.append(Call(site=site, bay=bay, at=at, vehicle=vehicle, load_from=begins, persons=persons))
        before[site, bay] = begins
    return sorted(found, key=lambda call: (call.at, call.site, call.bay, call.load_from))


def _persons(members: dict[str, Needs], boarded: Sequence[Households]) -> Needs:
    total = Needs()
    for entry in boarded:
        total = total.plus(members[entry.profile].times(entry.count))
    return total
