"""A situation with one thing changed: the what-ifs that remedies, the audit and the deciding claims solve again.

Every function returns a new situation and leaves the given one alone. Changed values rest on the assumption
``what-if``, which is added to the situation's list, so that nothing hypothetical can pass for a fact.
"""

from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from safeconduct.model.corridor import Corridor, Position
from safeconduct.model.known import Assumption, Basis, Known
from safeconduct.model.place import Passable, RoadFact, RoadState, passable
from safeconduct.model.situation import Leg, Situation, VehicleClass
from safeconduct.model.times import Window
from safeconduct.network.graph import great_circle_km, road_graph

T = TypeVar("T")

WHAT_IF = Assumption(
    id="what-if",
    slot="what-if",
    value="changed",
    unit="",
    why="one thing changed to see what follows",
    source="judgement",
)
ASSUMED = Basis(assumptions=(WHAT_IF.id,))


def supposed(value: T) -> Known[T]:
    """A value that rests on the assumption ``what-if``."""
    return Known(value=value, basis=ASSUMED)


def marked(situation: Situation) -> Situation:
    """The situation with the assumption ``what-if`` in its list."""
    if any(a.id == WHAT_IF.id for a in situation.assumptions):
        return situation
    return replace(situation, assumptions=(*situation.assumptions, WHAT_IF))


def main_class(situation: Situation) -> VehicleClass:
    """The class of vehicles there is most of: the buses."""
    return max(situation.vehicles, key=lambda kind: kind.count.value * kind.places.value.total)


def with_buses(situation: Situation, count: int) -> Situation:
    """So many vehicles of the main class."""
    buses = main_class(situation)
    vehicles = tuple(replace(k, count=supposed(count)) if k.id == buses.id else k for k in situation.vehicles)
    return marked(replace(situation, vehicles=vehicles))


def with_screening(
    situation: Situation, corridor_id: str, *, lanes: int | None = None, seconds: int | None = None
) -> Situation:
    """Other lanes or seconds a person at the corridor's checkpoint; unchanged without a checkpoint."""
    corridor = situation.corridor(corridor_id)
    leg = situation.leg_of(corridor)
    if leg is None or leg.checkpoint is None:
        return situation
    gate = replace(
        leg.checkpoint,
        lanes=leg.checkpoint.lanes if lanes is None else supposed(lanes),
        seconds_per_person=leg.checkpoint.seconds_per_person if seconds is None else supposed(seconds),
    )
    legs = tuple(replace(other, checkpoint=gate) if other.id == leg.id else other for other in situation.legs)
    return marked(replace(situation, legs=legs))


def with_close(situation: Situation, corridor_id: str, minutes: int) -> Situation:
    """The corridor's window closing so many minutes later (earlier when negative); sunset stays where it is."""
    return _shift(situation, corridor_id, timedelta(0), timedelta(minutes=minutes))


def with_later_clock(situation: Situation, corridor_id: str, minutes: int) -> Situation:
    """The whole window so many minutes later: the same words read on another clock."""
    return _shift(situation, corridor_id, timedelta(minutes=minutes), timedelta(minutes=minutes))


def _shift(situation: Situation, corridor_id: str, opens: timedelta, closes: timedelta) -> Situation:
    corridor = situation.corridor(corridor_id)
    if corridor.window is None:
        return situation
    window = replace(corridor.window, opens=corridor.window.opens + opens, closes=corridor.window.closes + closes)
    return _with_corridor(situation, replace(corridor, window=window, window_basis=ASSUMED))


def with_window(situation: Situation, corridor_id: str, window: Window) -> Situation:
    """The corridor with hours it has not been announced for."""
    corridor = situation.corridor(corridor_id)
    return _with_corridor(situation, replace(corridor, window=window, window_basis=ASSUMED))


def with_position(situation: Situation, corridor_id: str, party: str, *, accepts: bool) -> Situation:
    """A party on record as accepting a corridor, or as refusing it."""
    corridor = situation.corridor(corridor_id)

    def said(position: Position) -> Position:
        if position.party != party:
            return position
        if accepts:
            return replace(position, accepted=(WHAT_IF.id,), refused=())
        return replace(position, refused=(WHAT_IF.id,), accepted=())

    return _with_corridor(situation, replace(corridor, positions=tuple(said(p) for p in corridor.positions)))


def _with_corridor(situation: Situation, corridor: Corridor) -> Situation:
    corridors = tuple(corridor if other.id == corridor.id else other for other in situation.corridors)
    return marked(replace(situation, corridors=corridors))


def with_road(situation: Situation, road_id: str, state: RoadState) -> Situation:
    """A road in another state, and every leg routed again where it has to be.

    Another direction that a bus can now take gets a leg at the speeds of the legs there are.
    """
    fact = RoadFact(state=state, since=None, basis=ASSUMED)
    roads = tuple(replace(r, history=(*r.history, fact)) if r.id == road_id else r for r in situation.roads)
    changed = marked(replace(situation, roads=roads))
    legs = [leg for c in changed.corridors if (leg := _leg(changed, c)) is not None]
    return replace(changed, legs=tuple(legs))


def _leg(situation: Situation, corridor: Corridor) -> Leg | None:
    """The corridor's leg over the roads as they are now: the old one if it still holds, else the shortest way."""
    old = situation.leg_of(corridor)
    states = {road.id: passable(road.now.state, corridor.mode, road.kind) for road in situation.roads}
    if old is not None and all(states[edge] is not Passable.NO for edge in old.edges):
        return replace(old, leans_on=tuple(e for e in old.edges if states[e] is Passable.UNKNOWN))
    way = _shortest(situation, corridor)
    pattern = old or next((leg for leg in situation.legs if leg.mode is corridor.mode), None)
    if way is None or pattern is None:
        return None
    edges, drawn_km = way
    km = _km(situation, corridor, pattern, drawn_km)
    scale = km / pattern.km.value
    gate = pattern.checkpoint
    loaded = max(1, -(-int(pattern.minutes_loaded.value * scale * 1000) // 1000))
    if gate is not None:
        gate = replace(gate, minutes_from_site=supposed(min(gate.minutes_from_site.value, loaded)))
    return Leg(
        id=f"{corridor.site}-{corridor.reception}-{corridor.mode.value}",
        site=corridor.site,
        reception=corridor.reception,
        mode=corridor.mode,
        km=supposed(round(km, 1)),
        minutes_loaded=supposed(loaded),
        minutes_empty=supposed(max(1, -(-int(pattern.minutes_empty.value * scale * 1000) // 1000))),
        edges=edges,
        leans_on=tuple(e for e in edges if states[e] is Passable.UNKNOWN),
        checkpoint=gate,
    )


def _km(situation: Situation, corridor: Corridor, pattern: Leg, drawn_km: float) -> float:
    """Length of a way that was not given: the walk's, or the drawn line stretched as the known leg's is."""
    walk = next((w for w in situation.foot_crossings if w.reception == corridor.reception), None)
    if walk is not None:
        return walk.km.value
    lengths = _lengths(situation)
    straight = sum(lengths[edge] for edge in pattern.edges)
    return drawn_km * (pattern.km.value / straight if straight else 1.0)


def _lengths(situation: Situation) -> dict[str, float]:
    return {
        road.id: sum(great_circle_km(a, b) for a, b in zip(road.line, road.line[1:], strict=False))
        for road in situation.roads
    }


def _shortest(situation: Situation, corridor: Corridor) -> tuple[tuple[str, ...], float] | None:
    """Road ids and drawn kilometres of the shortest passable or unknown way (Dijkstra), None when there is none."""
    graph = road_graph(situation.nodes, situation.roads, corridor.mode)
    blocked, lengths, beside = frozenset(graph.blocked()), _lengths(situation), graph.neighbours()
    start, goal = graph.number(corridor.site), graph.number(corridor.reception)
    best: dict[int, float] = {start: 0.0}
    queue: list[tuple[float, int, tuple[str, ...]]] = [(0.0, start, ())]
    while queue:
        km, here, edges = heapq.heappop(queue)
        if here == goal:
            return edges, km
        if km > best[here]:
            continue
        for edge, there in beside[here]:
            road = graph.roads[edge]
            further = km + lengths[road]
            if edge not in blocked and further < best.get(there, float("inf")):
                best[there] = further
                heapq.heappush(queue, (further, there, (*edges, road)))
    return None
