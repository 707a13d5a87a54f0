"""The problem without shared resources, in the form in which vehicle-routing solvers take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ints, Ways

#: Longer than any day: a drive that does not exist.
NO_WAY = 1_000_000


@dataclass(frozen=True, slots=True)
class Stop:
    """One trip of an itinerary: where it loads and unloads, and the people meant for it, (group, persons) by group."""

    site: int
    reception: int
    people: tuple[tuple[int, int], ...]


#: Trips of each vehicle in order, by number of the vehicle.
Itineraries = dict[int, tuple[Stop, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a peer answered: itineraries, the value it claims for them, and seconds to build its model and to search."""

    itineraries: Itineraries
    claimed: int
    build_s: float
    search_s: float


@dataclass(frozen=True, slots=True)
class Unit:
    """People who are fetched together or not at all: their group and how many they are."""

    group: int
    people: int


def relaxed(instance: FleetInstance) -> FleetInstance:
    """The same day with a bay for every vehicle at every site, a lane for every vehicle in every minute, and room for
    everyone at every reception: what routing solvers cannot say falls away for all alike."""
    everyone = max(1, instance.vehicles)
    return instance.with_(
        bays=np.full(instance.sites, everyone),
        crossing_slot=np.ones(instance.crossings, dtype=np.int64),
        crossing_lanes=np.full(instance.crossings, everyone),
        reception_capacity=np.full(instance.receptions, int(instance.group_people.sum())),
        closures=(),
    )


def least(ways: Ways) -> Ints:
    """Minutes of the shortest way between each start and goal, NO_WAY where there is none."""
    total = np.where(ways.crossing >= 0, ways.before + ways.after, NO_WAY)
    shortest: Ints = total.min(axis=2)
    return shortest


def latest_departure(instance: FleetInstance) -> Ints:
    """(S,) the last minute at which a loaded vehicle can leave each site and still cross by the close."""
    before = np.where(instance.outbound.crossing >= 0, instance.outbound.before, NO_WAY)
    latest: Ints = instance.close - before.min(axis=(1, 2))
    return latest


#: Sizes of units of walking people, and the share of a group's walking people in each; the rest are alone.
UNIT_SHARES = ((25, 60), (10, 36), (5, 3))


def units(instance: FleetInstance) -> list[Unit]:
    """People in units of which every vehicle of the family can be filled exactly, and few enough for routing solvers:
    of a group's walking people three in five in half coaches, one in three in tens, few in fives or alone. Everyone
    else is alone. Measured against finer units, which leave the routing solvers with worse plans or none."""
    made: list[Unit] = []
    for group in range(instance.groups):
        people = left = int(instance.group_people[group])
        if instance.group_need[group] == NEEDS.index("walking"):
            for size, share in UNIT_SHARES:
                count = people * share // 100 // size
                made += [Unit(group, size)] * count
                left -= size * count
        made += [Unit(group, 1)] * left
    return made


def riders(aboard: Iterable[Unit]) -> tuple[tuple[int, int], ...]:
    """The people of units that ride together, (group, persons) by group."""
    counts: Counter[int] = Counter()
    for unit in aboard:
        counts[unit.group] += unit.people
    return tuple(sorted(counts.items()))


def worth(instance: FleetInstance, unit: Unit) -> int:
    """Value of bringing a unit out."""
    return unit.people * int(instance.weights[instance.group_need[unit.group]])
