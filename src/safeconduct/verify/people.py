"""Rule 1: every household of the split boards one trip whole or is left behind, and goes only where it wished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from safeconduct.model.dossier import Check
from safeconduct.model.plan import Households, Plan
from safeconduct.model.situation import Group, Needs, Situation
from safeconduct.verify.facts import Facts
from safeconduct.verify.rules import PEOPLE, Unusable, judge

ONE_WALKING = Needs(walking=1)


def split(situation: Situation, people: int) -> dict[str, int]:
    """Households per profile for so many people; raises Unusable when no profile is one walking person, or when
    the profiles hold more people than there are."""
    single = next((p.id for p in situation.profiles if p.members == ONE_WALKING), None)
    if single is None:
        raise Unusable("no household profile is one walking person, so a remainder cannot travel")
    counts = {p.id: people * p.per_thousand.value // 1000 for p in situation.profiles}
    rest = people - sum(counts[p.id] * p.members.total for p in situation.profiles)
    if min(counts.values()) < 0 or rest < 0:
        raise Unusable(f"the household profiles of {people} people hold {people - rest}")
    counts[single] += rest
    return counts


def needing_help(situation: Situation, people: int) -> int:
    """Persons in a wheelchair or on a stretcher among so many people."""
    members = {p.id: p.members for p in situation.profiles}
    return sum(n * (members[i].wheelchair + members[i].stretcher) for i, n in split(situation, people).items() if n > 0)


def _entries(plan: Plan) -> Iterator[Households]:
    for trip in plan.trips:
        yield from trip.boarded
    yield from plan.left_behind


def _wrong_groups(facts: Facts, plan: Plan, groups: dict[str, Group]) -> Iterator[str]:
    """Doctrine line 3: nobody is taken where they did not wish to go, nor more people than wished it."""
    wishes = (facts.corridor.reception, "any")
    for entry in _entries(plan):
        group = groups.get(entry.group)
        if group is None:
            yield f"group {entry.group} is not at site {facts.site.id}"
        elif group.wished.value not in wishes:
            yield f"group {group.id} wishes {group.wished.value}, not {facts.corridor.reception}"
    out = _persons_by_group(facts, (e for trip in plan.trips for e in trip.boarded))
    for group in groups.values():
        most = group.people.high
        if group.wished.value == facts.corridor.reception and most is not None and out[group.id] > most:
            yield f"{out[group.id]} persons of group {group.id} go, at most {most} wished to"


def _persons_by_group(facts: Facts, entries: Iterable[Households]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for entry in entries:
        if entry.profile in facts.profiles:
            totals[entry.group] += facts.profiles[entry.profile].members.total * entry.count
    return totals


def _problems(situation: Situation, facts: Facts, plan: Plan) -> Iterator[str]:
    try:
        due = split(situation, plan.scenario.people)
    except Unusable as problem:
        yield str(problem)
        return
    placed: Counter[str] = Counter()
    for entry in _entries(plan):
        placed[entry.profile] += entry.count
    for profile in sorted({*due, *placed}):
        if profile not in due:
            yield f"profile {profile} is not in the situation"
        elif placed[profile] != due[profile]:
            yield f"{placed[profile]} households of profile {profile} board or stay, the split has {due[profile]}"
    yield from _wrong_groups(facts, plan, {g.id: g for g in facts.site.groups})
    if plan.scenario.objective == "all" and plan.left_behind:
        left = sum(entry.count for entry in plan.left_behind)
        yield f'objective "all" leaves {left} households behind'


def check_people(situation: Situation, facts: Facts, plan: Plan) -> Check:
    """Rule 1."""
    out = sum(facts.members(trip).total for trip in plan.trips)
    fine = f"{out} of {plan.scenario.people} people board, every household whole, each counted once"
    return judge(PEOPLE, _problems(situation, facts, plan), fine)
