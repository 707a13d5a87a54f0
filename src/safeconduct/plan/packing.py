"""Whole households into trips: nobody travels without the people they live with."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.plan.instance import Instance, Stock


def walking_profiles(instance: Instance) -> tuple[int, ...]:
    """Positions of the profiles whose members all walk, largest households first, then in order."""
    walkers = [i for i, s in enumerate(instance.households) if s.members.walking == s.members.total]
    return tuple(sorted(walkers, key=lambda i: (-instance.households[i].members.total, i)))


def mixed_profiles(instance: Instance) -> tuple[int, ...]:
    """Positions of the profiles with a wheelchair or stretcher person, most such persons first, then in order."""
    mixed = [i for i, s in enumerate(instance.households) if needs_of(s)]
    return tuple(sorted(mixed, key=lambda i: (-needs_of(instance.households[i]), i)))


def needs_of(stock: Stock) -> int:
    """Wheelchair and stretcher persons in one household."""
    return stock.members.wheelchair + stock.members.stretcher


def pack(instance: Instance, persons: Sequence[int]) -> tuple[tuple[dict[int, int], ...], bool]:
    """Walking households for trips that want so many persons each, and whether every wish is met exactly.

    Largest households first, each into the trip with the most room; a trip never gets more than it wants.
    """
    room = list(persons)
    packed: list[dict[int, int]] = [{} for _ in room]
    for i in walking_profiles(instance):
        size = instance.households[i].members.total
        for _ in range(instance.households[i].count):
            at = max(range(len(room)), key=lambda t: (room[t], -t), default=-1)
            if at < 0 or room[at] < size:
                break
            room[at] -= size
            packed[at][i] = packed[at].get(i, 0) + 1
    return tuple(packed), not any(room)
