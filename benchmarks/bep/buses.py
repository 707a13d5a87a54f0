"""What a plan of the Bus Evacuation Problem is, and whether it keeps the rules: plain Python, no solver.

A plan gives each bus its yard and its trips in order, each trip a source and a shelter. Buses never wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.bep.instance import Instance

Trip = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus that leaves ``yard`` at minute 0 and makes ``trips`` (source, shelter) one after the other."""

    yard: int
    trips: tuple[Trip, ...]


def arrival(instance: Instance, bus: Bus) -> int:
    """Minute at which a bus is done; 0 when it stays in its yard."""
    if not bus.trips:
        return 0
    minute, at = 0, -1
    for source, shelter in bus.trips:
        approach = instance.start[bus.yard][source] if at < 0 else instance.way[source][at]
        minute += approach + instance.way[source][shelter]
        at = shelter
    return minute


def makespan(instance: Instance, plan: Sequence[Bus]) -> int:
    """Minute of the last arrival of a plan."""
    return max((arrival(instance, bus) for bus in plan), default=0)


def faults(instance: Instance, plan: Sequence[Bus], claimed: int) -> list[str]:
    """What is wrong with a plan that is claimed to be done at minute ``claimed``; empty when it holds."""
    used = Counter(bus.yard for bus in plan)
    fetched = Counter(source for bus in plan for source, _ in bus.trips)
    brought = Counter(shelter for bus in plan for _, shelter in bus.trips)
    found = [f"yard {y} has no such number" for y in used if y not in instance.yards]
    found += [f"source {i} has no such number" for i in fetched if i not in instance.sources]
    found += [f"shelter {j} has no such number" for j in brought if j not in instance.shelters]
    if found:
        return found
    found += [f"yard {y} sends {n} buses of {instance.buses[y]}" for y, n in used.items() if n > instance.buses[y]]
    found += [
        f"source {i} loses {fetched[i]} loads of {instance.loads[i]}"
        for i in instance.sources
        if fetched[i] != instance.loads[i]
    ]
    found += [
        f"shelter {j} takes {n} loads with room for {instance.room[j]}"
        for j, n in brought.items()
        if n > instance.room[j]
    ]
    last = makespan(instance, plan)
    if last > claimed:
        found.append(f"the last bus arrives at minute {last}, after {claimed}")
    return found
