"""Rule 11 and the ground of the cut: which roads carry a mode, by a table of our own, and what they join."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator

from safeconduct.model.dossier import Check
from safeconduct.model.place import Mode, Road, RoadState
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.facts import Facts
from safeconduct.verify.rules import ROADS, judge

#: States each mode can use on a road or a bridge. Unknown is in neither: it has its own answer.
CARRIES: dict[Mode, frozenset[RoadState]] = {
    Mode.BUS: frozenset({RoadState.OPEN, RoadState.ONE_LANE}),
    Mode.FOOT: frozenset({RoadState.OPEN, RoadState.ONE_LANE, RoadState.LIGHT, RoadState.FOOT_ONLY}),
}


def could_carry(road: Road, mode: Mode) -> bool:
    """False for a foot path under a bus, whatever its state."""
    return not (mode is Mode.BUS and road.kind == "foot")


def blocked(road: Road, mode: Mode) -> bool:
    """True when the latest state stops the mode; an unknown state stops nothing."""
    if not could_carry(road, mode):
        return True
    return road.now.state is not RoadState.UNKNOWN and road.now.state not in CARRIES[mode]


def unknown(road: Road, mode: Mode) -> bool:
    """True when nobody knows whether the mode can use the road."""
    return could_carry(road, mode) and road.now.state is RoadState.UNKNOWN


def reachable(situation: Situation, start: str, usable: Callable[[Road], bool]) -> frozenset[str]:
    """Node ids joined to ``start`` over usable roads, breadth first, ``start`` included."""
    neighbours: dict[str, list[str]] = {}
    for road in situation.roads:
        if usable(road):
            a, b = road.ends
            neighbours.setdefault(a, []).append(b)
            neighbours.setdefault(b, []).append(a)
    seen, queue = {start}, deque([start])
    while queue:
        for node in neighbours.get(queue.popleft(), []):
            if node not in seen:
                seen.add(node)
                queue.append(node)
    return frozenset(seen)


def _not_a_way(facts: Facts, roads: dict[str, Road]) -> Iterator[str]:
    """A leg's roads, in order, lead from the site to the reception."""
    at = facts.corridor.site
    for edge in facts.leg.edges:
        ends = roads[edge].ends if edge in roads else (at, at)
        if at not in ends:
            yield f"road {edge} of leg {facts.leg.id} does not start at {at}"
            return
        at = ends[1] if ends[0] == at else ends[0]
    if facts.leg.edges and at != facts.corridor.reception:
        yield f"leg {facts.leg.id} ends at {at}, not at {facts.corridor.reception}"


def _problems(situation: Situation, facts: Facts, plan: Plan, strict: bool) -> Iterator[str]:
    roads = {road.id: road for road in situation.roads}
    mode = facts.leg.mode
    for edge in facts.leg.edges:
        if edge not in roads:
            yield f"road {edge} of leg {facts.leg.id} is not in the situation"
        elif blocked(roads[edge], mode):
            yield f"road {edge} is {roads[edge].now.state.value}, mode {mode.value} cannot use it"
    yield from _not_a_way(facts, roads)
    leaning = {edge for edge in facts.leg.edges if edge in roads and unknown(roads[edge], mode)}
    for edge in sorted(leaning - set(plan.leans_on)):
        yield f"road {edge} is unknown and not listed in leans_on"
    for edge in sorted(set(plan.leans_on) - leaning):
        yield f"leans_on lists {edge}, which is not an unknown road of the leg"
    for edge, times in Counter(plan.leans_on).items():
        if times > 1:
            yield f"leans_on lists {edge} {times} times"
    if strict and leaning:
        yield f"the leg leans on {len(leaning)} unknown roads, a strict check refuses any"


def check_roads(situation: Situation, facts: Facts, plan: Plan, *, strict: bool = False) -> Check:
    """Rule 11; ``strict`` refuses a leg that leans on any unknown road."""
    fine = f"{len(facts.leg.edges)} roads carry mode {facts.leg.mode.value}, {len(plan.leans_on)} of them unknown"
    return judge(ROADS, _problems(situation, facts, plan, strict), fine)
