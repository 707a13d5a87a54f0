"""How large a day can be: rides, convoys and persons by number of rides, from arithmetic alone.

These facts shrink the exact model; each holds for every plan that obeys docs/rules.md.
"""

from __future__ import annotations

from safeconduct.plan.bound import trip_loads
from safeconduct.plan.instance import Instance, Vehicle
from safeconduct.plan.packing import needs_of

#: Exact models with more rides to place than this are not searched.
RIDES_MAX = 160


def classes_of(instance: Instance) -> list[tuple[Vehicle, int]]:
    """One vehicle of each class with how many there are, in order."""
    counts: dict[str, int] = {}
    first: dict[str, Vehicle] = {}
    for vehicle in instance.vehicles:
        first.setdefault(vehicle.class_id, vehicle)
        counts[vehicle.class_id] = counts.get(vehicle.class_id, 0) + 1
    return [(first[c], n) for c, n in counts.items()]


def trips_max(instance: Instance) -> int:
    """Most trips one vehicle can make: each boards at least ``first`` minutes and is screened with its convoy."""
    least = -(-instance.swiftest // 60) + instance.screening_minutes(instance.convoy_min)
    n = 0
    while (n + 1) * (instance.out + least) + n * instance.turn <= instance.latest:
        n += 1
    return n


def class_loads(instance: Instance, vehicle: Vehicle, n: int) -> dict[int, int]:
    """Most persons that ``n`` vehicles of a class move in so many rides together, by the number of rides.

    One vehicle in m rides spends m drives out, m - 1 turns, its boarding and the screening of its convoys, which
    hold ``convoy_min - 1`` persons more than itself, within the day. Persons who walk fit the seats, and there
    are only so many others.
    """
    slot, others = 60 * instance.lanes, (instance.convoy_min - 1) * instance.seconds
    alone = [0]
    for m, load in enumerate(trip_loads(instance, vehicle)[: trips_max(instance)], start=1):
        spare = (instance.latest - m * instance.out - (m - 1) * instance.turn) * slot - m * others
        alone.append(min(load, spare // (instance.swiftest * instance.lanes + instance.seconds)))
    needs = sum(needs_of(stock) * stock.count for stock in instance.households)
    best: dict[int, int] = {0: 0}
    for _ in range(n):
        step: dict[int, int] = {}
        for rides, persons in best.items():
            for more, load in enumerate(alone):
                if load >= more:
                    step[rides + more] = max(step.get(rides + more, 0), persons + load)
        best = step
    return {rides: min(persons, vehicle.places.walking * rides + needs) for rides, persons in best.items()}


def most_rides(instance: Instance, persons: int) -> int:
    """Most rides of a plan that moves at least so many persons, by ``class_loads``; 0 when none does."""
    fleet: dict[int, int] = {0: 0}
    for vehicle, n in classes_of(instance):
        step: dict[int, int] = {}
        for more, load in class_loads(instance, vehicle, n).items():
            for rides, before in fleet.items():
                step[rides + more] = max(step.get(rides + more, 0), before + load)
        fleet = step
    return max((rides for rides, load in fleet.items() if load >= persons), default=0)


def convoys_max(instance: Instance, persons: int = 0) -> int:
    """Most convoys of any plan that moves at least so many persons."""
    if len(instance.vehicles) < instance.convoy_min:
        return 0
    rides = most_rides(instance, persons)
    most = min(rides, sum(stock.count for stock in instance.households)) // instance.convoy_min
    if instance.headway:
        most = min(most, max(0, instance.latest - instance.out) // instance.headway + 1)
    return most


def rides_max(instance: Instance) -> int:
    """Size of the model: rides it would have to place."""
    per_convoy = sum(min(n, instance.convoy_max) for _, n in classes_of(instance))
    return convoys_max(instance) * per_convoy
