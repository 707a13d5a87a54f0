"""Households that have come forward and wait, by place, group and profile: boarded whole, those planned first.

Most wait where they shelter. Who has crossed to a landing, or was brought back to another site than their own, waits
there as a guest, apart from the others of the group; who has crossed still counts as aboard of what carried them.
"""

from __future__ import annotations

from collections.abc import Mapping

from safeconduct.run.tally import ZERO, Count, add, least, sub, total

#: Households of one vehicle: how many by (group, profile).
Load = dict[tuple[str, str], int]


class Pool:
    """Who waits. ``members`` are the persons of a household by profile, ``site_of`` where a group shelters."""

    def __init__(
        self, waiting: Mapping[str, Mapping[str, int]], members: Mapping[str, Count], site_of: Mapping[str, str]
    ) -> None:
        self.waiting = {group: dict(profiles) for group, profiles in waiting.items()}
        self.members = members
        #: Those who wait at a place of a group, by names: its own, and those of guests.
        self.at = {(site_of[group], group): [group] for group in waiting}
        self.place_of = dict(site_of)
        self.group_of = {group: group for group in waiting}
        self.carrier: dict[str, str] = {}
        # who needs help boards first, then the largest households: they are the hardest to place
        self.order = sorted(members, key=lambda name: (-members[name][1] - members[name][2], -total(members[name])))

    def take(
        self, site: str, groups: tuple[str, ...], planned: tuple[tuple[str, str, int], ...], places: Count
    ) -> Load:
        """The households planned for a vehicle that are at the site, then others of its groups in the places of those
        who are not: never more persons than planned, since the timetable behind it was made for so many."""
        load: Load = {}
        room, heads = places, sum(total(self.members[profile]) * count for _, profile, count in planned)
        for group, profile, count in planned:
            for name in self.at.get((site, group), ()):
                taken = load.get((name, profile), 0)
                room, heads = self._board(load, name, profile, count, room, heads)
                count -= load.get((name, profile), 0) - taken
        for profile in self.order:
            if heads < 1:
                break
            for group in groups:
                for name in self.at.get((site, group), ()):
                    room, heads = self._board(load, name, profile, heads, room, heads)
        return load

    def _board(self, load: Load, name: str, profile: str, count: int, room: Count, heads: int) -> tuple[Count, int]:
        there = self.waiting[name].get(profile, 0)
        one = self.members[profile]
        fits = min((room[need] // one[need] for need in range(3) if one[need]), default=0)
        boarding = min(count, there, fits, heads // total(one))
        if boarding < 1:
            return room, heads
        self.waiting[name][profile] = there - boarding
        load[name, profile] = load.get((name, profile), 0) + boarding
        return sub(room, times(one, boarding)), heads - boarding * total(one)

    def put_back(self, load: Load) -> None:
        """Households that did not leave."""
        for (name, profile), count in load.items():
            self.waiting[name][profile] = self.waiting[name].get(profile, 0) + count

    def set_down(self, load: Load, site: str, carrier: str = "") -> None:
        """Households that are at a place now: where they came from, or somewhere else as guests; ``carrier`` is the run
        they still count as aboard of."""
        for (name, profile), count in load.items():
            if carrier or self.place_of[name] != site or name in self.carrier:
                name = self._guests(self.group_of[name], site, carrier)
            self.waiting[name][profile] = self.waiting[name].get(profile, 0) + count

    def _guests(self, group: str, site: str, carrier: str) -> str:
        name = f"{group} at {site} {carrier}"
        if name not in self.waiting:
            self.waiting[name], self.group_of[name], self.place_of[name] = {}, group, site
            self.at.setdefault((site, group), []).append(name)
            if carrier:
                self.carrier[name] = carrier
        return name

    def waits(self, site: str, group: str, profile: str) -> int:
        """Households of a group and profile that wait at a place."""
        return sum(self.waiting[name].get(profile, 0) for name in self.at.get((site, group), ()))

    def persons(self, load: Load) -> Count:
        """Persons of a load by need."""
        persons = ZERO
        for (_, profile), count in load.items():
            persons = add(persons, times(self.members[profile], count))
        return persons


def persons_of(households: Mapping[str, int], members: Mapping[str, Count]) -> Count:
    """Persons of households by profile."""
    persons = ZERO
    for profile, count in households.items():
        persons = add(persons, times(members[profile], count))
    return persons


def times(one: Count, n: int) -> Count:
    """Persons of so many households."""
    return (one[0] * n, one[1] * n, one[2] * n)


def fitting(of: Count, places: Count) -> bool:
    """Whether persons fit places, need by need."""
    return least(of, places) == of
