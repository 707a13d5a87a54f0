"""Who is left behind, and why: one sentence for each group, true by construction.

A reason is first looked for among those that no timetable escapes (``alone``), then in what the plan leaves free
(``scarce``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet_explain.alone import Alone, Household, Reason
from safeconduct.plan.fleet_explain.scarce import Scarce

#: Groups explained at most, the largest first.
MOST = 40

UNDECIDED = Reason(kind="unused", words="a vehicle could take them, and no plan was found in the time given")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One group of which ``persons`` of ``people`` stay; ``why`` in words, ``kinds`` the rules it names, in order."""

    group: str
    persons: int
    people: int
    kinds: tuple[str, ...]
    why: str

    @property
    def sentence(self) -> str:
        """The whole of it."""
        counted = f"{self.persons:,} of {self.people:,}" if self.persons < self.people else f"all {self.people:,}"
        return f"{self.group}: {counted} {'stays' if self.persons == 1 else 'stay'}: {self.why}."


def left_out(
    situation: Situation,
    scenario: FleetScenario,
    plan: FleetPlan | None,
    *,
    strict: bool = False,
    most: int = MOST,
    tell: Callable[[int, int], None] | None = None,
) -> tuple[LeftOut, ...]:
    """The groups that do not go or not all of them, the largest number of persons first, at most so many.

    ``plan`` is None when nobody can go. ``tell`` hears before each group how many are done, of how many. Raises what
    ``legend_of`` raises.
    """
    alone = Alone(situation, scenario, strict=strict)
    members = {profile.id: profile for profile in situation.profiles}
    groups = {g.id: g for site in alone.legend.sites for g in site.groups}
    due = alone.legend.households
    staying: dict[str, list[Household]] = {}
    for group, counts in due.items() if plan is None else _behind(plan):
        for profile, count in counts.items():
            if count:
                household = Household(group=groups[group], profile=members[profile], count=count)
                staying.setdefault(group, []).append(household)
    ranked = sorted(staying.items(), key=lambda item: -_persons(item[1]))
    scarce = None if plan is None else Scarce(situation, plan, strict=strict)
    found: list[LeftOut] = []
    for group, households in ranked[:most]:
        if tell is not None:
            tell(len(found), min(most, len(ranked)))
        people = sum(members[p].members.total * n for p, n in due[group].items())
        found.append(_told(alone, scarce, households, people))
    return tuple(found)


def _behind(plan: FleetPlan) -> Iterator[tuple[str, dict[str, int]]]:
    for entry in plan.left_behind:
        yield entry.group, {entry.profile: entry.count}


def _persons(households: Sequence[Household]) -> int:
    return sum(h.profile.members.total * h.count for h in households)


def _told(alone: Alone, scarce: Scarce | None, households: Sequence[Household], people: int) -> LeftOut:
    """One sentence: persons by reason, households of the same reason together."""
    by_reason: dict[Reason, int] = {}
    for household in households:
        found = alone.reason(household)
        if found is None:
            found = scarce.reason(household) if scarce is not None else UNDECIDED
        by_reason[found] = by_reason.get(found, 0) + household.profile.members.total * household.count
    parts = [(f"{n:,} because " if len(by_reason) > 1 else "") + reason.words for reason, n in by_reason.items()]
    return LeftOut(
        group=households[0].group.id,
        persons=_persons(households),
        people=people,
        kinds=tuple(dict.fromkeys(reason.kind for reason in by_reason)),
        why="; ".join(parts),
    )
