"""Who is out and who is not, group by group; and how many are out at each minute of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs
from safeconduct.publish.fleet.day import Day, persons_in

STAY, ANY = "stay", "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOut:
    """A group of a site: who it is, the direction it wishes, how many there are, how many are carried and not."""

    id: str
    site: str
    wished: str
    people: Needs
    out: Needs

    @property
    def left(self) -> Needs:
        """Those for whom the plan has no place."""
        return Needs(
            walking=self.people.walking - self.out.walking,
            wheelchair=self.people.wheelchair - self.out.wheelchair,
            stretcher=self.people.stretcher - self.out.stretcher,
        )


def groups_out(day: Day) -> tuple[GroupOut, ...]:
    """Every group that wishes to go, in the situation's order; what is carried and left is counted from the plan."""
    carried = _by_group(day, [entry for one in day.boardings for entry in one.boarded])
    left = _by_group(day, day.plan.left_behind)
    groups = [group for site in day.situation.sites for group in site.groups]
    return tuple(
        GroupOut(
            id=group.id,
            site=group.site,
            wished=group.wished.value,
            people=carried.get(group.id, Needs()).plus(left.get(group.id, Needs())),
            out=carried.get(group.id, Needs()),
        )
        for group in groups
        if group.id in carried or group.id in left
    )


def stays(day: Day) -> tuple[tuple[str, int], ...]:
    """Site and persons of every group that wishes to stay, at the planned end of the estimate."""
    which = day.plan.scenario.people
    return tuple(
        (site.id, group.people.pick(which))
        for site in day.situation.sites
        for group in site.groups
        if group.wished.value == STAY
    )


def not_planned(day: Day) -> tuple[tuple[str, int], ...]:
    """Site and persons of every group that neither stays nor is in the plan: no way with hours from there was planned.
    At the planned end of the estimate."""
    which, planned = day.plan.scenario.people, {group.id for group in groups_out(day)}
    return tuple(
        (site.id, persons)
        for site in day.situation.sites
        for group in site.groups
        if group.wished.value != STAY and group.id not in planned and (persons := group.people.pick(which))
    )


def out_over_time(day: Day, reception: str | None = None) -> tuple[tuple[int, int], ...]:
    """(minute, persons arrived by then) at each arrival, in order; of one reception or of all."""
    receptions = {r.id for r in day.situation.receptions}
    arrivals = sorted(
        (run.arrive, run.persons.total)
        for run in day.runs
        if run.loaded and run.goal in receptions and reception in (None, run.goal)
    )
    total, steps = 0, []
    for at, persons in arrivals:
        total += persons
        steps.append((at, total))
    return tuple(steps)


def _by_group(day: Day, boarded: Sequence[Households]) -> dict[str, Needs]:
    found: dict[str, Needs] = {}
    for entry in boarded:
        found[entry.group] = found.get(entry.group, Needs()).plus(persons_in(day.situation, (entry,)))
    return found
