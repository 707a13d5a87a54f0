"""The rest of a day on one corridor, checked: rules 2 to 12 as ever, and what those who have begun still take.

A plan for the rest of a day is no plan for a number of people, but for the households whose convoys have not begun.
So rule 1 compares with them instead of with the split of a number, and one rule is added: no vehicle, bay, departure
or screening is given away before those under way are done with it. Households of a convoy that turned back are due
again once they are at the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from safeconduct.model.dossier import Check
from safeconduct.model.plan import Households, Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.boarding import check_boarding
from safeconduct.verify.convoys import check_convoys, check_screening, check_standing, check_window
from safeconduct.verify.facts import Facts, facts_of
from safeconduct.verify.places import check_places, check_reception, check_start
from safeconduct.verify.returns import check_returns
from safeconduct.verify.roads import check_roads
from safeconduct.verify.rules import PEOPLE, PLAN_RULES, Unusable, judge
from safeconduct.verify.status import check_status

UNDER_WAY = "under way"


def check_rest(
    rest: Situation,
    plan: Plan,
    before: Plan,
    begun: Collection[int],
    *,
    situation_sha: str,
    ready: Mapping[str, int | None],
    bays: Sequence[int],
    depart: int,
    screen: int,
    returned: Sequence[Households] = (),
) -> tuple[Check, ...]:
    """Every rule of a plan for the convoys of ``before`` that have not ``begun``, and for households that have
    ``returned`` from one that has.

    Minutes since the window of ``rest`` opens: ``ready`` when a vehicle can board again (None: it will not), ``bays``
    when each bay is free, the least ``depart`` and the least begin of a ``screen``ing. A plan that moves nobody is
    compared with its people only: it needs no way.
    """
    own = plan.situation == situation_sha
    subject = Check(rule="subject", ok=own, found=f"situation {situation_sha[:12]}, plan for {plan.situation[:12]}")
    people = judge(
        PEOPLE, _people(plan, before, begun, returned), f"{plan.scenario.people} people still to go, none lost"
    )
    if not plan.trips and not plan.convoys:
        return subject, people
    try:
        facts = facts_of(rest, plan.scenario.corridor)
    except Unusable as problem:
        return (subject, *(Check(rule=rule, ok=False, found=f"cannot be checked: {problem}") for rule in PLAN_RULES))
    held = judge(UNDER_WAY, _given_away(facts, plan, ready, bays, depart, screen), "nothing is given away twice")
    return (
        subject,
        people,
        check_places(facts, plan),
        check_boarding(facts, plan),
        check_convoys(facts, plan),
        check_screening(facts, plan),
        check_standing(facts, plan),
        check_window(facts, plan),
        check_returns(facts, plan),
        check_start(facts, plan),
        check_reception(facts, plan),
        check_roads(rest, facts, plan),
        check_status(rest, facts.corridor, plan),
        held,
    )


def _people(plan: Plan, before: Plan, begun: Collection[int], returned: Sequence[Households]) -> Iterator[str]:
    due = _count(entry for trip in before.trips if trip.convoy not in begun for entry in trip.boarded)
    due += _count(before.left_behind)
    left, back = _count(e for trip in before.trips if trip.convoy in begun for e in trip.boarded), _count(returned)
    for group, profile in sorted(back):
        if not 0 <= back[group, profile] <= left[group, profile]:
            came, went = back[group, profile], left[group, profile]
            yield f"{came} households of profile {profile} of {group} are said to be back, {went} had begun"
    due += back
    placed = _count(entry for trip in plan.trips for entry in trip.boarded) + _count(plan.left_behind)
    for group, profile in sorted({*due, *placed}):
        had, has = due[group, profile], placed[group, profile]
        if had != has:
            yield f"{has} households of profile {profile} of {group} board or stay, {had} have not begun or are back"


def _count(entries: Iterable[Households]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        found[entry.group, entry.profile] += entry.count
    return found


def _given_away(
    facts: Facts, plan: Plan, ready: Mapping[str, int | None], bays: Sequence[int], depart: int, screen: int
) -> Iterator[str]:
    for trip in plan.trips:
        since = ready.get(trip.vehicle, 0)
        if since is None:
            yield f"{trip.vehicle} boards in convoy {trip.convoy}, it drives no more"
        elif trip.load_from < since:
            yield f"{trip.vehicle} boards at {trip.load_from}, it is back only at {since}"
        if trip.bay < len(bays) and trip.load_from < bays[trip.bay]:
            yield f"{trip.vehicle} enters bay {trip.bay} at {trip.load_from}, it is taken until {bays[trip.bay]}"
    for convoy in plan.convoys:
        if convoy.depart < depart:
            yield f"convoy {convoy.number} departs at {convoy.depart}, the headway ends at {depart}"
        if facts.checkpoint and convoy.screen_from < screen:
            yield f"convoy {convoy.number} is screened from {convoy.screen_from}, the queue ends at {screen}"
