"""Households that have come forward and wait, by group and profile: boarded whole, those planned first."""

from __future__ import annotations

from collections.abc import Mapping

from safeconduct.run.tally import ZERO, Count, add, least, sub, total

#: Households of one vehicle: how many by (group, profile).
Load = dict[tuple[str, str], int]


class Pool:
    """Who waits. ``members`` are the persons of a household by profile."""

    def __init__(self, waiting: Mapping[str, Mapping[str, int]], members: Mapping[str, Count]) -> None:
        self.waiting = {group: dict(profiles) for group, profiles in waiting.items()}
        self.members = members
        # who needs help boards first, then the largest households: they are the hardest to place
        self.order = sorted(members, key=lambda name: (-members[name][1] - members[name][2], -total(members[name])))

    def take(self, groups: tuple[str, ...], planned: tuple[tuple[str, str, int], ...], places: Count) -> Load:
        """The households planned for a vehicle that are there, then others of its groups in the places of those who
        are not: never more persons than planned, since the timetable behind it was made for so many."""
        load: Load = {}
        room, heads = places, sum(total(self.members[profile]) * count for _, profile, count in planned)
        for group, profile, count in planned:
            room, heads = self._board(load, group, profile, count, room, heads)
        for profile in self.order:
            if heads < 1:
                break
            for group in groups:
                room, heads = self._board(load, group, profile, heads, room, heads)
        return load

    def _board(self, load: Load, group: str, profile: str, count: int, room: Count, heads: int) -> tuple[Count, int]:
        there = self.waiting.get(group, {}).get(profile, 0)
        one = self.members[profile]
        fits = min((room[need] // one[need] for need in range(3) if one[need]), default=0)
        boarding = min(count, there, fits, heads // total(one))
        if boarding < 1:
            return room, heads
        self.waiting[group][profile] = there - boarding
        load[group, profile] = load.get((group, profile), 0) + boarding
        return sub(room, _times(one, boarding)), heads - boarding * total(one)

    def put_back(self, load: Load) -> None:
        """Households that are at their site again."""
        for (group, profile), count in load.items():
            self.waiting[group][profile] += count

    def persons(self, load: Load) -> Count:
        """Persons of a load by need."""
        persons = ZERO
        for (_, profile), count in load.items():
            persons = add(persons, _times(self.members[profile], count))
        return persons


def persons_of(households: Mapping[str, int], members: Mapping[str, Count]) -> Count:
    """Persons of households by profile."""
    persons = ZERO
    for profile, count in households.items():
        persons = add(persons, _times(members[profile], count))
    return persons


def _times(one: Count, n: int) -> Count:
    return (one[0] * n, one[1] * n, one[2] * n)


def fitting(of: Count, places: Count) -> bool:
    """Whether persons fit places, need by need."""
    return least(of, places) == of
