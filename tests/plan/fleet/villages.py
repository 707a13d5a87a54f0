"""Small sites on roads that lead from one to the next: days on which one site a trip is not enough."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import pairwise, permutations

import numpy as np

from safeconduct.model.fleet import FleetScenario
from safeconduct.model.known import Estimate
from safeconduct.model.place import Mode, Point
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Endurance, Group, Leg, Site, Situation, VehicleClass
from tests.tiny import CLAIMED, OPENS, known, profile, tiny, vehicle

NAMES = ("alpha", "beta", "gamma", "delta")


def villages(
    people: tuple[int, ...],
    *,
    close: int,
    out: tuple[int, ...],
    between: dict[tuple[int, int], int],
    vehicles: tuple[VehicleClass, ...],
    unload: int = 5,
    slot: int = 1,
    household: int = 1,
) -> Situation:
    """Sites with so many ``people`` in households of a size, ``out`` minutes of each to bravo, loaded and empty, over
    one bridge at its end, and the minutes of the roads ``between`` them by number."""
    profiles = [profile("single", 0, walking=1)]
    if household > 1:
        profiles.append(profile("family", 1000 // household, walking=household))
    base = tiny(people=1, bays=1, lanes=None, unload=unload, vehicles=vehicles, profiles=tuple(profiles))
    window = base.corridors[0].window
    assert window is not None
    window = replace(window, closes=OPENS + timedelta(minutes=close))
    point = Point(lon=38.05, lat=48.05)
    sites, legs, corridors = [], [], []
    for name, count, minutes in zip(NAMES, people, out, strict=False):
        group = Group(
            id=f"{name}-any",
            site=name,
            wished=known("any"),
            people=Estimate(low=count, likely=count, high=count, basis=CLAIMED),
        )
        none = Endurance(food_days=None, water_days=None, said=())
        sites.append(Site(id=name, name=name, point=point, bays=known(1), endurance=none, groups=(group,)))
        over = (ResourceUse(resource="bridge", minutes=minutes - 1),)
        legs.append(
            Leg(
                id=f"{name}-bravo",
                site=name,
                reception="bravo",
                mode=Mode.BUS,
                km=known(1.0),
                minutes_loaded=known(minutes),
                minutes_empty=known(minutes),
                edges=("bridge",),
                leans_on=(),
                checkpoint=None,
                uses=over,
                uses_empty=(ResourceUse(resource="bridge", minutes=1),),
            )
        )
        corridors.append(replace(base.corridors[0], id=f"from-{name}", site=name, window=window))
    return replace(
        base,
        sites=tuple(sites),
        legs=tuple(legs),
        corridors=tuple(corridors),
        approaches=tuple(
            Approach(
                id=f"{NAMES[a]}-{NAMES[b]}",
                depot=NAMES[a],
                site=NAMES[b],
                minutes=known(minutes),
                minutes_loaded=known(minutes),
                edges=("road",),
                leans_on=(),
            )
            for (a, b), minutes in between.items()
        ),
        resources=(
            Resource(
                id="bridge",
                name="Bridge",
                kind="crossing",
                road="bridge",
                lanes=known(1),
                slot_minutes=known(slot),
                delay_loaded=known(0),
                delay_empty=known(0),
            ),
        ),
    )


def all_of(situation: Situation) -> FleetScenario:
    """All corridors together."""
    return FleetScenario(corridors=tuple(c.id for c in situation.corridors), people="likely")


def bus(count: int, seats: int, start: str = "alpha", loading: int = 4) -> VehicleClass:
    """Buses of so many seats that stand at a site."""
    return replace(vehicle("bus", count, seats), start=known(start), loading_minutes=known(loading))


@dataclass(frozen=True, kw_only=True)
class Day:
    """The numbers of one small day: one kind of bus that stands at the first site."""

    people: tuple[int, ...]
    close: int
    out: tuple[int, ...]
    between: dict[tuple[int, int], int]
    buses: int
    seats: int
    loading: int
    unload: int
    slot: int
    household: int = 1

    @property
    def situation(self) -> Situation:
        """The day as a situation."""
        return villages(
            self.people,
            close=self.close,
            out=self.out,
            between=self.between,
            vehicles=(bus(self.buses, self.seats, loading=self.loading),),
            unload=self.unload,
            slot=self.slot,
            household=self.household,
        )


def random_day(seed: int, *, buses: int = 2, household: int = 1) -> Day:
    """Two or three small sites, at most so many buses, less than an hour."""
    rng = np.random.default_rng(seed)
    sites = int(rng.integers(2, 4))
    pairs = [(a, b) for a in range(sites) for b in range(sites) if a != b and rng.random() < 0.6]
    return Day(
        people=tuple(int(n) for n in rng.integers(1, 6, sites)),
        close=int(rng.integers(20, 60)),
        out=tuple(int(n) for n in rng.integers(2, 20, sites)),
        between={pair: int(rng.integers(1, 8)) for pair in pairs},
        buses=int(rng.integers(1, buses + 1)),
        seats=int(rng.integers(2, 8)),
        loading=int(rng.integers(1, 6)),
        unload=int(rng.integers(0, 4)),
        slot=int(rng.integers(1, 4)),
        household=household,
    )


def most_out(day: Day) -> int:
    """The most persons one bus can bring out: every order of sites, every load, every trip, tried."""
    assert (day.buses, day.household) == (1, 1)
    sites = range(len(day.people))

    def slotted(minute: int) -> int:
        return -(-minute // day.slot) * day.slot

    def arrive(site: int, t: int) -> int:
        return slotted(t + day.out[site] - 1) + 1

    def loads(order: tuple[int, ...], left: tuple[int, ...], seats: int) -> list[tuple[int, ...]]:
        if not order:
            return [()]
        return [
            (n, *rest) for n in range(1, min(seats, left[order[0]]) + 1) for rest in loads(order[1:], left, seats - n)
        ]

    @cache
    def best(place: int | None, t: int, left: tuple[int, ...]) -> int:
        found = 0
        for length in (1, 2, 3):
            for order in permutations(sites, length):
                if any(pair not in day.between for pair in pairwise(order)):
                    continue
                for load in loads(order, left, day.seats):
                    found = max(found, trip(place, t, left, order, load))
        return found

    def trip(place: int | None, t: int, left: tuple[int, ...], order: tuple[int, ...], load: tuple[int, ...]) -> int:
        """Persons out from here on when this trip is next; nothing when it is too late."""
        at = t
        if place is None:  # empty at bravo, the bridge is a minute away
            at = slotted(t + 1) + day.out[order[0]] - 1
        elif order[0] != place:
            if (place, order[0]) not in day.between:
                return 0
            at = t + day.between[place, order[0]]
        boards = [max(1, -(-day.loading * n // day.seats)) for n in load]
        at += max(day.loading, sum(boards)) + sum(day.between[pair] for pair in pairwise(order))
        if len(order) == 1:
            at += day.loading - max(day.loading, sum(boards))
        done = arrive(order[-1], at)
        if done > day.close:
            return 0
        after = list(left)
        for site, n in zip(order, load, strict=True):
            after[site] -= n
        return sum(load) + best(None, done + day.unload, tuple(after))

    return best(0, 0, day.people)
