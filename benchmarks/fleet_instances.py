"""Random days of a fleet, family ``core``: a river, few bridges, sites before it, receptions and depots beyond it.

Sites lie 0-20 km before the river at km 25, receptions 15-50 km and depots 10-35 km behind it, all along a 60-km reach;
one-lane bridges at even distances. Vehicles of four types drive 24 km/h as the crow flies. The window is 12 hours with
a margin of 30 minutes. People are drawn so that the fleet could roughly move ``1 / tightness`` of them if nothing else
bound it; slots of the bridges and bays of the sites are drawn so that they bind as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safeconduct.plan.fleet.instance import FleetInstance, Ints, Ways

WINDOW, MARGIN = 720, 30
KM_PER_MINUTE = 0.4
#: Places by need, minutes to load and to unload: a coach, a minibus, an accessible bus, an ambulance.
PLACES = np.array([[50, 0, 0], [16, 1, 0], [20, 4, 0], [1, 0, 2]])
LOAD, UNLOAD = np.array([25, 10, 20, 15]), np.array([15, 8, 15, 12])
SHARE_OF_TYPES = (0.50, 0.25, 0.15, 0.10)
WEIGHTS = np.array([1, 2, 3])


@dataclass(frozen=True, slots=True)
class Size:
    """Sites, receptions, vehicles, bridges, depots, and how much more people there are than room when it is tight."""

    sites: int
    receptions: int
    vehicles: int
    bridges: int
    depots: int
    tight: float


#: The sizes of the family by vehicles; ``LOOSE`` is the tightness of the other severity.
SIZES = {
    10: Size(1, 2, 10, 1, 1, 1.35),
    40: Size(5, 3, 40, 2, 2, 2.4),
    150: Size(20, 5, 150, 3, 3, 2.0),
    500: Size(100, 10, 500, 5, 4, 2.0),
    2000: Size(500, 20, 2000, 12, 6, 2.0),
}
LOOSE = 1.35


def minutes_between(a: np.ndarray, b: np.ndarray) -> Ints:
    """Whole minutes from each point of a to each of b, at least 1; points are (km, km)."""
    apart = np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])
    minutes: Ints = np.maximum(1, np.rint(apart / KM_PER_MINUTE)).astype(np.int64)
    return minutes


def two_best(start: Ints, goal: Ints) -> Ways:
    """Ways over the two bridges of least total minutes; start (A, B) and goal (Z, B) are minutes to each bridge."""
    total = start[:, None, :] + goal[None, :, :]
    best = np.argsort(total, axis=2, kind="stable")[:, :, :2]
    before = np.take_along_axis(np.broadcast_to(start[:, None, :], total.shape), best, axis=2)
    after = np.take_along_axis(np.broadcast_to(goal[None, :, :], total.shape), best, axis=2)
    return Ways(crossing=best.astype(np.int64), before=before, after=after)


def reach(rng: np.random.Generator, count: int, low: float, high: float) -> np.ndarray:
    """Points between two distances, anywhere along the reach."""
    return np.column_stack([rng.uniform(low, high, count), rng.uniform(0, 60, count)])


def fleet_of(rng: np.random.Generator, size: Size) -> np.ndarray:
    """Type, depot and first minute of every vehicle, shape (V, 3), sorted; every type occurs."""
    types = rng.choice(4, size.vehicles, p=SHARE_OF_TYPES)
    types[: min(4, size.vehicles)] = np.arange(min(4, size.vehicles))
    depots = rng.integers(0, size.depots, size.vehicles)
    available = rng.choice([0, 0, 0, 60, 120], size.vehicles)
    rows = np.column_stack([types, depots, available])
    return rows[np.lexsort(rows.T[::-1])]


def core_instance(size: Size, seed: int, tightness: float | None = None) -> FleetInstance:
    """One day of the family: same size, seed and tightness (the size's own by default), same day."""
    rng = np.random.default_rng([seed, size.vehicles, size.sites])
    tightness = size.tight if tightness is None else tightness
    site, reception = reach(rng, size.sites, 0, 20), reach(rng, size.receptions, 40, 75)
    depot = reach(rng, size.depots, 35, 60)
    along = np.linspace(5, 55, size.bridges) if size.bridges > 1 else np.array([30.0])
    bridge = np.column_stack([np.full(size.bridges, 25.0), along])
    to_site, to_reception, to_depot = (minutes_between(p, bridge) for p in (site, reception, depot))
    outbound = two_best(to_site, to_reception)
    inbound = two_best(np.vstack([to_reception, to_depot]), to_site)

    vehicles = fleet_of(rng, size)
    cycle = 2 * (outbound.before + outbound.after).min(axis=2).mean() * 0.85 + 35
    trips = np.maximum(1, (WINDOW - MARGIN - vehicles[:, 2] - 60) // cycle)
    room = (PLACES[vehicles[:, 0]] * trips[:, None]).sum(axis=0) * tightness
    shares = rng.dirichlet(np.full(size.sites, 1.5))
    demand = np.stack([rng.multinomial(int(persons), shares) for persons in room], axis=1)
    slot = int(np.clip(np.floor(WINDOW * size.bridges / (2 * trips.sum() * 1.15)), 1, 4))
    capacity = np.rint(demand.sum() * 1.3 / size.receptions * rng.uniform(0.7, 1.3, size.receptions))
    classes, count = np.unique(vehicles, axis=0, return_counts=True)
    return FleetInstance(
        close=WINDOW - MARGIN,
        bays=np.maximum(1, np.rint(demand.sum(axis=1) / demand.sum() * size.vehicles * 0.35)).astype(np.int64),
        group_site=np.repeat(np.arange(size.sites), 3),
        group_need=np.tile(np.arange(3), size.sites),
        group_people=demand.ravel(),
        group_allowed=np.ones((demand.size, size.receptions), dtype=np.bool_),
        reception_capacity=capacity.astype(np.int64),
        type_places=PLACES,
        type_load=LOAD,
        type_unload=UNLOAD,
        class_type=classes[:, 0],
        class_origin=classes[:, 1] + size.receptions,
        class_from=classes[:, 2],
        class_count=count,
        crossing_slot=np.full(size.bridges, slot),
        crossing_lanes=np.ones(size.bridges, dtype=np.int64),
        inbound=inbound,
        outbound=outbound,
        weights=WEIGHTS,
    )
