"""A bound without time: the least total driving of any plan, shared evenly among the buses (Goerigk et al. 2013).

Every load is driven once from its source to a shelter, every trip begins from a yard or from a shelter where an
earlier trip ended, and no more trips begin at a shelter than end there. The least minutes of that flow, over the
number of buses and rounded up, no plan can beat. At least one bus must leave its yard, or the flow would feed itself.
Whole numbers throughout: a minimum-cost flow, no rounding.
"""

from __future__ import annotations

from benchmarks.bep.instance import Instance


def static_bound(instance: Instance) -> int:
    """Minute before which no plan can be done: total driving over the fleet, rounded up."""
    return -(-least_driving(instance) // instance.fleet) if instance.trips else 0


def least_driving(instance: Instance) -> int:
    """Minutes of driving in all that no plan can do without."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    flow = SimpleMinCostFlow()
    sources, shelters, yards = len(instance.loads), len(instance.room), len(instance.buses)
    reach, leave = 0, sources  # the two sides of a source: buses that reach it, loads that leave it
    enter, empty = 2 * sources, 2 * sources + shelters  # the two sides of a shelter
    yard = 2 * (sources + shelters)
    idle = yard + yards
    end = idle + 1

    def arc(tail: int, head: int, most: int, minutes: int) -> None:
        flow.add_arc_with_capacity_and_unit_cost(tail, head, most, minutes)

    for y, buses in enumerate(instance.buses):
        flow.set_node_supply(yard + y, buses)
        arc(yard + y, idle, buses, 0)
        for i, minutes in enumerate(instance.start[y]):
            arc(yard + y, reach + i, buses, minutes)
    arc(idle, end, instance.fleet - 1, 0)
    for i, loads in enumerate(instance.loads):
        flow.set_node_supply(reach + i, -loads)
        flow.set_node_supply(leave + i, loads)
        for j, minutes in enumerate(instance.way[i]):
            arc(leave + i, enter + j, loads, minutes)
            arc(empty + j, reach + i, loads, minutes)
    for j, room in enumerate(instance.room):
        arc(enter + j, empty + j, room, 0)
        arc(empty + j, end, room, 0)
    flow.set_node_supply(end, -instance.fleet)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError(f"{instance.name}: the transport problem of a checked instance has no solution")
    return int(flow.optimal_cost())
