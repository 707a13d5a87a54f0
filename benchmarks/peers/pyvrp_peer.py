"""PyVRP on the relaxed problem: units of people are optional clients with prizes, receptions are reload depots.

Dwell depends on the vehicle, so it lies on the drives: every type has a profile of its own in which a drive to a site
ends when loading does, and a drive to a reception when unloading does. A trip serves one site, as ours do: there is no
drive from site to site. The search starts from a plan that fetches nobody: from its own start, which fetches everyone,
it often finds no way back to a plan that can be driven. What PyVRP cannot say: bays, crossings, room of a reception.
"""

from __future__ import annotations

import time
import warnings
from importlib import import_module
from typing import Any

from benchmarks.peers.relaxed import NO_WAY, Found, Itineraries, Stop, latest_departure, least, riders, units, worth
from benchmarks.registry import MissingData
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance

#: Prize of one person of weight 1; a minute of driving costs 1, so that time only decides between equals.
PRIZE = 1000


def search(instance: FleetInstance, seconds: float, seed: int) -> Found | None:
    """PyVRP's best plan after ``seconds``, None when it has none; MissingData when PyVRP is not installed."""
    try:
        pyvrp: Any = import_module("pyvrp")
        stop: Any = import_module("pyvrp.stop")
    except ImportError as error:
        raise MissingData("pyvrp is not installed; it comes with the extra `bench`") from error
    started = time.perf_counter()
    model = pyvrp.Model()
    people = units(instance)
    _build(model, instance)
    built = time.perf_counter()
    nobody = pyvrp.Solution(model.data(NO_WAY), [])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of penalties at their limit; what counts is the plan
        result = model.solve(
            stop.MaxRuntime(seconds),
            seed=seed,
            display=False,
            collect_stats=False,
            missing_value=NO_WAY,
            initial_solution=nobody,
        )
    best = result.best
    ended = time.perf_counter()
    if not best.is_feasible():
        return None
    itineraries, served = _decode(instance, best.routes())
    claimed = sum(worth(instance, people[client]) for client in served)
    return Found(itineraries=itineraries, claimed=claimed, build_s=built - started, search_s=ended - built)


def _build(model: Any, instance: FleetInstance) -> None:
    """Depots are the end of the day, receptions and depots by row of O, in this order; clients are the units."""
    end_at = model.add_location(0, 0)
    origin_at = [model.add_location(1, row) for row in range(instance.origins)]
    site_at = [model.add_location(2, site) for site in range(instance.sites)]
    end = model.add_depot(end_at)
    depots = [model.add_depot(at) for at in origin_at]
    latest = latest_departure(instance)
    for unit in units(instance):
        site = int(instance.group_site[unit.group])
        pickup = [0] * len(NEEDS)
        pickup[int(instance.group_need[unit.group])] = unit.people
        late = max(0, int(latest[site]))
        prize = PRIZE * worth(instance, unit)
        model.add_client(site_at[site], pickup=pickup, tw_early=0, tw_late=late, prize=prize, required=False)
    profiles = [model.add_profile() for _ in range(instance.types)]
    for c in range(instance.classes):
        if instance.class_count[c]:
            model.add_vehicle_type(
                int(instance.class_count[c]),
                capacity=[int(places) for places in instance.type_places[instance.class_type[c]]],
                start_depot=depots[instance.class_origin[c]],
                end_depot=end,
                tw_early=int(instance.class_from[c]),
                unit_distance_cost=0,
                unit_duration_cost=1,
                profile=profiles[instance.class_type[c]],
                reload_depots=depots[: instance.receptions],
                name=str(c),
            )
    drive_in, drive_out = least(instance.inbound), least(instance.outbound)
    for kind, profile in enumerate(profiles):
        load, unload = int(instance.type_load[kind]), int(instance.type_unload[kind])
        for row, at in enumerate(origin_at):
            model.add_edge(at, end_at, distance=0, duration=0, profile=profile)
            for site, to in enumerate(site_at):
                _edge(model, at, to, int(drive_in[row, site]) + load, profile)
        for site, at in enumerate(site_at):
            for reception in range(instance.receptions):
                _edge(model, at, origin_at[reception], int(drive_out[site, reception]) + unload, profile)
            _edge(model, at, end_at, int(drive_out[site].min()) + unload, profile)


def _edge(model: Any, start: Any, goal: Any, minutes: int, profile: Any) -> None:
    if minutes < NO_WAY:
        model.add_edge(start, goal, distance=minutes, duration=minutes, profile=profile)


def _decode(instance: FleetInstance, routes: Any) -> tuple[Itineraries, list[int]]:
    """Itineraries of the vehicles, and the numbers of the clients served."""
    people = units(instance)
    nearest = least(instance.outbound).argmin(axis=1)
    used = [c for c in range(instance.classes) if instance.class_count[c]]
    first = [int(instance.class_count[:c].sum()) for c in range(instance.classes)]
    itineraries: Itineraries = {}
    served: list[int] = []
    for route in routes:
        c = used[route.vehicle_type()]
        stops: list[Stop] = []
        aboard: list[int] = []
        for activity in route:
            if activity.is_client():
                aboard.append(activity.idx)
            elif aboard:
                site = int(instance.group_site[people[aboard[0]].group])
                reception = activity.idx - 1 if activity.idx > 0 else int(nearest[site])
                stops.append(Stop(site, reception, riders(people[client] for client in aboard)))
                served += aboard
                aboard = []
        itineraries[first[c]] = tuple(stops)
        first[c] += 1
    return itineraries, served
