"""Small days of a fleet: one to hold in the head, and random ones of every kind the rules allow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safeconduct.plan.fleet.instance import Closure, FleetInstance, Ints, Posts, Ways


def one_pair(
    *,
    vehicles: int = 1,
    people: int = 1000,
    close: int = 300,
    bays: int = 1,
    slot: int = 1,
    lanes: int = 10,
    room: int = 100_000,
) -> FleetInstance:
    """One site, one reception, buses of 10 seats standing there; a crossing 20 minutes from it, 5 from the site.

    Loading takes 6 minutes and unloading 4, so a turn is 25 + 6 + 25 + 4 = 60 minutes when nothing is in the way.
    """
    out = Ways(crossing=ints([[[0]]]), before=ints([[[5]]]), after=ints([[[20]]]))
    inn = Ways(crossing=ints([[[0]]]), before=ints([[[20]]]), after=ints([[[5]]]))
    return FleetInstance(
        close=close,
        bays=ints([bays]),
        group_site=ints([0]),
        group_need=ints([0]),
        group_people=ints([people]),
        group_allowed=np.ones((1, 1), dtype=np.bool_),
        reception_capacity=ints([room]),
        type_places=ints([[10, 0, 0]]),
        type_load=ints([6]),
        type_unload=ints([4]),
        class_type=ints([0]),
        class_origin=ints([0]),
        class_from=ints([0]),
        class_count=ints([vehicles]),
        crossing_slot=ints([slot]),
        crossing_lanes=ints([lanes]),
        inbound=inn,
        outbound=out,
        weights=ints([1, 2, 3]),
    )


def ints(values: object) -> Ints:
    """An int64 array."""
    return np.asarray(values, dtype=np.int64)


def random_day(seed: int) -> FleetInstance:
    """A few vehicles and places; drives of any length (no triangle holds), closures, wishes, missing ways; every second
    one with ways of several crossings, every third with limits on the hours of crews."""
    rng = np.random.default_rng(seed)
    sites, receptions, depots, crossings, types, ways = (int(x) for x in rng.integers(1, (4, 3, 3, 4, 3, 3)))
    classes, groups = int(rng.integers(1, 4)), int(rng.integers(1, 7))
    close = int(rng.integers(20, 110))
    closures = [
        Closure(crossing=int(rng.integers(crossings)), start=start, end=start + int(rng.integers(1, 30)))
        for start in rng.integers(0, close, int(rng.integers(0, 3))).tolist()
    ]
    day = FleetInstance(
        close=close,
        bays=rng.integers(1, 3, sites),
        group_site=rng.integers(0, sites, groups),
        group_need=rng.integers(0, 3, groups),
        group_people=rng.integers(0, 15, groups),
        group_allowed=rng.random((groups, receptions)) < 0.8,
        reception_capacity=rng.integers(0, 40, receptions),
        type_places=rng.integers(0, 6, (types, 3)),
        type_load=rng.integers(1, 12, types),
        type_unload=rng.integers(0, 8, types),
        class_type=rng.integers(0, types, classes),
        class_origin=rng.integers(0, receptions + depots, classes),
        class_from=rng.integers(0, 30, classes),
        class_count=rng.integers(1, 3, classes),
        crossing_slot=rng.integers(1, 8, crossings),
        crossing_lanes=rng.integers(1, 3, crossings),
        inbound=_ways(rng, (receptions + depots, sites, ways), crossings),
        outbound=_ways(rng, (sites, receptions, ways), crossings),
        weights=rng.integers(1, 4, 3),
        closures=tuple(closures),
    )
    day = chained(day, seed) if seed % 2 else day
    return with_crews(day, seed) if seed % 3 == 0 else day


def with_crews(day: FleetInstance, seed: int) -> FleetInstance:
    """The day with an end of every crew's day, and halts after some driving."""
    rng = np.random.default_rng(seed + 2)
    return day.with_(
        type_until=rng.integers(30, 130, day.types),
        type_drive=rng.integers(8, 60, day.types),
        type_rest=rng.integers(1, 20, day.types),
    )


def chained(day: FleetInstance, seed: int) -> FleetInstance:
    """The day with posts, alone and in rows of two, and half of the ways that can leading to one; no way passes a
    crossing twice."""
    rng = np.random.default_rng(seed + 1)
    goals = [(0, r) for r in range(day.receptions)] + [(1, s) for s in range(day.sites)]
    rows: list[tuple[int, ...]] = []
    for inbound, goal in goals:
        for n in range(int(rng.integers(0, 3))):
            first = int(rng.integers(0, 40)) if rng.random() < 0.2 else 0
            last = int(rng.integers(20, 110)) if rng.random() < 0.2 else 200
            crossing, onward = int(rng.integers(day.crossings)), -1
            if n and rng.random() < 0.7 and rows[-1][0] != crossing:
                onward = len(rows) - 1
            rows.append((crossing, int(rng.integers(0, 10)), first, last, onward, goal, inbound))
    columns = [ints([row[i] for row in rows]) for i in range(7)]
    posts = Posts(**dict(zip(("crossing", "lag", "first", "last", "onward", "goal", "inbound"), columns, strict=True)))

    def led(ways: Ways, inbound: int) -> Ways:
        post = np.full(ways.crossing.shape, -1, dtype=np.int64)
        for key in zip(*np.nonzero(ways.crossing >= 0), strict=True):
            fit = [p for p, row in enumerate(rows) if row[5:] == (key[1], inbound)]
            fit = [p for p in fit if all(rows[q][0] != ways.crossing[key] for q in posts.along(p))]
            if fit and rng.random() < 0.5:
                post[key] = rng.choice(fit)
        return replace(ways, post=post)

    return day.with_(posts=posts, inbound=led(day.inbound, 1), outbound=led(day.outbound, 0))


def _ways(rng: np.random.Generator, shape: tuple[int, int, int], crossings: int) -> Ways:
    crossing = rng.integers(0, crossings, shape)
    crossing[rng.random(shape) < 0.15] = -1
    first = np.where(rng.random(shape) < 0.2, rng.integers(0, 40, shape), 0)
    last = np.where(rng.random(shape) < 0.2, rng.integers(20, 110, shape), 200)
    before, after = rng.integers(0, 16, shape), rng.integers(0, 16, shape)
    return Ways(crossing=crossing, before=before, after=after, first=first, last=last)
