"""One thing more and the plan made anew with it: what it is worth on paper, and on simulated days.

More of anything never moves fewer on paper: where planning anew finds less than the plan that is there, and that plan
still keeps every rule, it is the one that is simulated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.app.plans import checks_of
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Households, Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.check import require

#: Roads of unknown state tried as known to be open at most, crossings first.
MOST_ROADS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """A change in words, the situation with it, and a checked plan of that situation."""

    words: str
    situation: Situation
    plan: Plan | FleetPlan


def one_more_each(situation: Situation, plan: Plan | FleetPlan) -> Iterator[More]:
    """The plan made anew with one more of each thing it hangs on, and with each road it leans on known to be open."""
    for words, changed, made in (*_again(situation, plan), *_known_roads(situation, plan)):
        best = _at_least(changed, made, plan)
        if best is not None:
            require(checks_of(changed, best))
            yield More(words=words, situation=changed, plan=best)


def _again(situation: Situation, plan: Plan | FleetPlan) -> Iterator[tuple[str, Situation, Plan | FleetPlan | None]]:
    if isinstance(plan, Plan):
        from safeconduct.plan.remedies import WORK, one_more
        from safeconduct.plan.solve import solve

        for _, words, changed in one_more(situation, plan.scenario.corridor):
            yield words, changed, solve(changed, plan.scenario, work=WORK)[0]
        return
    from safeconduct.plan.fleet.answer import certified
    from safeconduct.plan.fleet.priced import persons_bound
    from safeconduct.plan.fleet_explain.remedies import STEPS, fleet_remedies

    certificate = certified(situation, plan.scenario, plan, steps=STEPS)
    bound = persons_bound(certificate.bounds)
    due: list[int] = []
    found = fleet_remedies(
        situation, plan.scenario, plan, bound, certificate.persons_out, tell=lambda done, of: due.append(of)
    )
    if due and len(found) < due[-1]:
        raise KeyboardInterrupt  # a list that ended early would be another report
    for one in found:
        yield one.remedy.change, one.changed, one.plan


def _known_roads(
    situation: Situation, plan: Plan | FleetPlan
) -> Iterator[tuple[str, Situation, Plan | FleetPlan | None]]:
    """Roads the plan leans on: on paper they are passable already, so what knowing is worth shows on the days alone."""
    from safeconduct.plan.fleet_explain.what_if import with_state

    unknown = sorted((r for r in situation.roads if r.id in plan.leans_on), key=lambda road: road.over is None)
    for road in unknown[:MOST_ROADS]:
        changed = with_state(situation, road.id, RoadState.OPEN)
        legs = tuple(replace(leg, leans_on=tuple(e for e in leg.leans_on if e != road.id)) for leg in changed.legs)
        changed = replace(changed, legs=legs)
        yield f"{road.name} known to be open", changed, None


def _at_least(changed: Situation, made: Plan | FleetPlan | None, plan: Plan | FleetPlan) -> Plan | FleetPlan | None:
    """The plan made anew, or the one there is where it carries more and holds in the changed situation too."""
    leans = {road.id for road in changed.roads if road.now.state is RoadState.UNKNOWN}
    kept = replace(plan, situation=codec.sha(changed), leans_on=tuple(road for road in plan.leans_on if road in leans))
    if made is not None and persons_in(changed, made) >= persons_in(changed, plan):
        return made
    return kept if all(check.ok for check in checks_of(changed, kept)) else made


def persons_in(situation: Situation, plan: Plan | FleetPlan) -> int:
    """Persons a plan carries."""
    members = {profile.id: profile.members.total for profile in situation.profiles}
    aboard: list[tuple[Households, ...]] = []
    if isinstance(plan, Plan):
        aboard = [trip.boarded for trip in plan.trips]
    else:
        aboard = [trip.aboard for day in plan.days for trip in day.trips]
    return sum(members[entry.profile] * entry.count for entries in aboard for entry in entries)
