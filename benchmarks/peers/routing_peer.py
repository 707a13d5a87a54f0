"""OR-Tools routing on the relaxed problem: units of people are optional nodes, reload nodes empty a vehicle.

The usual pattern for several trips a day: three reload nodes a vehicle, each at one reception, free to skip, at which
the load of every need falls to nothing. Dwell depends on the vehicle and lies on the drives, as with PyVRP; a trip
serves one site. Guided local search from parallel cheapest insertion. What the search cannot say: bays, crossings.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from benchmarks.peers.relaxed import (
    NO_WAY,
    Found,
    Itineraries,
    Stop,
    Unit,
    latest_departure,
    least,
    riders,
    units,
    worth,
)
from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ints

RELOADS = 3
PENALTY = 1000
#: Falls below any load at a reload node.
EMPTY = 10_000


def search(instance: FleetInstance, seconds: float) -> Found | None:
    """The best plan of OR-Tools routing after ``seconds``, None when it has none."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    started = time.perf_counter()
    nodes = _Nodes(instance)
    classes = instance.vehicle_class
    starts = [nodes.first_origin + nodes.origins.index(int(instance.class_origin[c])) for c in classes]
    manager = pywrapcp.RoutingIndexManager(nodes.count, instance.vehicles, starts, [nodes.end] * instance.vehicles)
    routing = pywrapcp.RoutingModel(manager)
    _build(routing, manager, nodes)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    built = time.perf_counter()
    solution = routing.SolveWithParameters(parameters)
    ended = time.perf_counter()
    if not solution:
        return None
    itineraries, claimed = _decode(routing, manager, solution, nodes)
    return Found(itineraries=itineraries, claimed=claimed, build_s=built - started, search_s=ended - built)


class _Nodes:
    """Numbers of the nodes: units, then reload nodes, then origins where vehicles start, then the end of the day."""

    def __init__(self, instance: FleetInstance) -> None:
        self.instance = instance
        self.units = units(instance)
        self.site = np.array([int(instance.group_site[unit.group]) for unit in self.units], dtype=np.int64)
        self.reception = np.arange(RELOADS * instance.vehicles) % max(1, instance.receptions)
        self.first_reload = len(self.units)
        self.first_origin = self.first_reload + self.reception.size
        self.origins = sorted({int(origin) for origin in instance.class_origin})
        self.end = self.first_origin + len(self.origins)
        self.count = self.end + 1

    def minutes(self, kind: int) -> Ints:
        """(count, count) minutes of each drive with the dwell at its end, for one vehicle type."""
        instance = self.instance
        load, unload = int(instance.type_load[kind]), int(instance.type_unload[kind])
        drive_in, drive_out = least(instance.inbound) + load, least(instance.outbound) + unload
        a, b, c = self.first_reload, self.first_origin, self.end
        table = np.full((self.count, self.count), NO_WAY, dtype=np.int64)
        table[:a, :a] = np.where(self.site[:, None] == self.site[None, :], 0, NO_WAY)
        table[:a, a:b] = drive_out[self.site][:, self.reception]
        table[:a, c] = drive_out.min(axis=1)[self.site]
        table[a:b, :a] = drive_in[self.reception][:, self.site]
        table[a:b, c] = 0
        table[b:c, :a] = drive_in[self.origins][:, self.site]
        table[b:c, c] = 0
        return np.minimum(table, NO_WAY)


def _build(routing: Any, manager: Any, nodes: _Nodes) -> None:
    """Minutes, loads, prizes and windows."""
    instance = nodes.instance
    kinds = instance.class_type[instance.vehicle_class]
    drives = [routing.RegisterTransitMatrix(nodes.minutes(kind).tolist()) for kind in range(instance.types)]
    for vehicle, kind in enumerate(kinds):
        routing.SetArcCostEvaluatorOfVehicle(drives[kind], vehicle)
    day = 2 * instance.close + int(instance.outbound.after.max(initial=0)) + int(instance.type_unload.max(initial=0))
    routing.AddDimensionWithVehicleTransits([drives[kind] for kind in kinds], day, day, False, "minutes")
    minutes = routing.GetDimensionOrDie("minutes")
    for vehicle, c in enumerate(instance.vehicle_class):
        minutes.CumulVar(routing.Start(vehicle)).SetMin(int(instance.class_from[c]))
    needs = np.array([int(instance.group_need[unit.group]) for unit in nodes.units], dtype=np.int64)
    people = np.array([unit.people for unit in nodes.units], dtype=np.int64)
    for need, name in enumerate(NEEDS):
        taken = np.zeros(nodes.count, dtype=np.int64)
        taken[: nodes.first_reload] = np.where(needs == need, people, 0)
        taken[nodes.first_reload : nodes.first_origin] = -EMPTY
        places = [int(instance.type_places[kind, need]) for kind in kinds]
        evaluator = routing.RegisterUnaryTransitVector(taken.tolist())
        routing.AddDimensionWithVehicleCapacity(evaluator, EMPTY, places, True, name)
        dimension = routing.GetDimensionOrDie(name)
        for node in range(nodes.first_reload):
            dimension.SlackVar(manager.NodeToIndex(node)).SetValue(0)
    latest = latest_departure(instance)
    for node, unit in enumerate(nodes.units):
        index = manager.NodeToIndex(node)
        minutes.CumulVar(index).SetMax(max(0, int(latest[nodes.site[node]])))
        routing.AddDisjunction([index], PENALTY * worth(instance, unit))
    for node in range(nodes.first_reload, nodes.first_origin):
        routing.AddDisjunction([manager.NodeToIndex(node)], 0)


def _decode(routing: Any, manager: Any, solution: Any, nodes: _Nodes) -> tuple[Itineraries, int]:
    """Itineraries of the vehicles that move, and the value of all units on them."""
    instance = nodes.instance
    nearest = least(instance.outbound).argmin(axis=1)
    itineraries: Itineraries = {}
    claimed = 0
    for vehicle in range(instance.vehicles):
        index, stops = routing.Start(vehicle), []
        aboard: list[Unit] = []
        while True:
            ended = routing.IsEnd(index)
            node = nodes.end if ended else manager.IndexToNode(index)
            if node < nodes.first_reload:
                aboard.append(nodes.units[node])
            elif aboard:
                site = int(instance.group_site[aboard[0].group])
                reception = int(nearest[site]) if ended else int(nodes.reception[node - nodes.first_reload])
                stops.append(Stop(site, reception, riders(aboard)))
                claimed += sum(worth(instance, unit) for unit in aboard)
                aboard = []
            if ended:
                break
            index = solution.Value(routing.NextVar(index))
        if stops:
            itineraries[vehicle] = tuple(stops)
    return itineraries, claimed
