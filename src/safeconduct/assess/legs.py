"""Ways to go: legs by hand (kilometres and road ids from assumptions) or found on the network, and walks.

Minutes are kilometres over km/h, rounded up. A leg exists only where its mode can pass every road in its latest
state or nobody knows (``leans_on``). When the way given by hand is blocked, the fastest other way on the network is
taken, its length the drawn length times the assumed road factor; without a factor there is no leg.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from safeconduct.assess.assumptions import Assumptions, CorridorRow
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.known import Basis, Known
from safeconduct.model.place import Mode, Node, Passable, Road, passable
from safeconduct.model.situation import Checkpoint, FootCrossing, Leg
from safeconduct.network.graph import RoadGraph, line_km, road_graph
from safeconduct.ports import Router

#: A road graph and a speed (km/h) to a router whose blocked edges are closed.
Routers = Callable[[RoadGraph, float], Router]


def minutes_for(km: Known[float], kph: Known[float]) -> Known[int]:
    """Whole minutes for a distance at a speed, rounded up, resting on both."""
    exact = Fraction(str(km.value)) * 60 / Fraction(str(kph.value))
    return Known(value=math.ceil(exact), basis=joint(km.basis, kph.basis))


def joint(*parts: Basis) -> Basis:
    """One basis that rests on all the parts, each id once, in order."""
    return Basis(
        claims=tuple(dict.fromkeys(c for part in parts for c in part.claims)),
        assumptions=tuple(dict.fromkeys(a for part in parts for a in part.assumptions)),
    )


def leg_for(
    corridor: CorridorRow, nodes: Sequence[Node], roads: Sequence[Road], assumptions: Assumptions, routers: Routers
) -> Leg | None:
    """The leg of a corridor, None when its mode has no way that is passable or unknown.

    DocumentInvalid when the way given by hand does not lead from site to reception over roads of the network.
    """
    stem = f"{'foot' if corridor.mode is Mode.FOOT else 'leg'}.{corridor.site}.{corridor.reception}"
    loaded, empty = _speeds(corridor, assumptions)
    way = way_between(corridor, stem, nodes, roads, assumptions, routers, loaded.value)
    return None if way is None else _leg(corridor, "", *way, (loaded, empty), roads, assumptions)


def other_legs(corridor: CorridorRow, roads: Sequence[Road], assumptions: Assumptions) -> tuple[Leg, ...]:
    """The other ways of a corridor that were given by hand (``leg.SITE.RECEPTION.other.NAME``, road ids in order) and
    that its mode can pass; their length is the drawn length times the assumed road factor."""
    found = []
    km = {road.id: line_km(road.line) for road in roads}
    states = {road.id: passable(road.now.state, corridor.mode, road.kind) for road in roads}
    pattern = rf"leg\.{re.escape(corridor.site)}\.{re.escape(corridor.reception)}\.other\.([^.]+)"
    for slot, name in assumptions.matching(pattern):
        via = assumptions.known(slot, tuple)
        edges = _followed(via.value, corridor, roads, assumptions.file, slot)
        if any(states[edge] is Passable.NO for edge in edges):
            continue
        factor = assumptions.known("leg.road_factor", float)
        drawn = round(sum(km[edge] for edge in edges) * factor.value, 1)
        length = Known(value=drawn, basis=joint(via.basis, factor.basis))
        found.append(_leg(corridor, f"-{name}", edges, length, _speeds(corridor, assumptions), roads, assumptions))
    return tuple(found)


def _leg(
    corridor: CorridorRow,
    named: str,
    edges: tuple[str, ...],
    km: Known[float],
    speeds: tuple[Known[float], Known[float]],
    roads: Sequence[Road],
    assumptions: Assumptions,
) -> Leg:
    loaded, empty = speeds
    states = {road.id: passable(road.now.state, corridor.mode, road.kind) for road in roads}
    return Leg(
        id=f"{corridor.site}-{corridor.reception}-{corridor.mode.value}{named}",
        site=corridor.site,
        reception=corridor.reception,
        mode=corridor.mode,
        km=km,
        minutes_loaded=minutes_for(km, loaded),
        minutes_empty=minutes_for(km, empty),
        edges=edges,
        leans_on=tuple(edge for edge in edges if states[edge] is Passable.UNKNOWN),
        checkpoint=_checkpoint(km, loaded, assumptions),
    )


def _speeds(corridor: CorridorRow, assumptions: Assumptions) -> tuple[Known[float], Known[float]]:
    """Loaded and empty: walking pace on foot; else the speed of this leg, else that of every leg."""
    if corridor.mode is Mode.FOOT:
        return (assumptions.known("foot.kph", float),) * 2
    stem = f"leg.{corridor.site}.{corridor.reception}"
    return _speed(stem, "loaded_kph", assumptions), _speed(stem, "empty_kph", assumptions)


def _speed(stem: str, what: str, assumptions: Assumptions) -> Known[float]:
    """The speed of this leg, else that of every leg."""
    own, every = f"{stem}.{what}", f"leg.{what}"
    return assumptions.known(own if assumptions.has(own) or not assumptions.has(every) else every, float)


def way_between(
    corridor: CorridorRow,
    stem: str,
    nodes: Sequence[Node],
    roads: Sequence[Road],
    assumptions: Assumptions,
    routers: Routers,
    kph: float,
) -> tuple[tuple[str, ...], Known[float]] | None:
    """The road ids in order and the kilometres from the row's site to its reception: as given by hand in the slots
    that begin with ``stem``, or found; None when its mode has no way."""
    graph = road_graph(nodes, roads, corridor.mode)
    given = f"{stem}.via"
    if assumptions.has(given):
        via = assumptions.known(given, tuple)
        by_hand = _followed(via.value, corridor, roads, assumptions.file, given)
        if all(graph.use[graph.roads.index(edge)] is not Passable.NO for edge in by_hand):
            return by_hand, assumptions.known(f"{stem}.km", float)
    found = routers(graph, kph).route(graph.number(corridor.site), graph.number(corridor.reception))
    if found is None:
        return None
    edges = tuple(graph.roads[edge] for edge in found[1])
    if assumptions.has(f"{stem}.km") and not assumptions.has(given):
        return edges, assumptions.known(f"{stem}.km", float)
    if not assumptions.has("leg.road_factor"):
        return None
    factor = assumptions.known("leg.road_factor", float)
    drawn = sum(graph.metres[edge] for edge in found[1]) / 1000
    return edges, Known(value=round(drawn * factor.value, 1), basis=factor.basis)


def _followed(
    via: Sequence[str], corridor: CorridorRow, roads: Sequence[Road], file: str, slot: str
) -> tuple[str, ...]:
    """The given road ids, checked to lead from the site to the reception without a gap."""
    by_id = {road.id: road for road in roads}
    here = corridor.site
    for edge in via:
        road = by_id.get(edge)
        if road is None or here not in road.ends:
            problem = f"there is no road {edge!r}" if road is None else f"{edge!r} does not start at {here!r}"
            raise DocumentInvalid(problem, file=file, field=slot, next_step="list the road ids in order, end to end")
        here = road.ends[1] if road.ends[0] == here else road.ends[0]
    if here != corridor.reception:
        raise DocumentInvalid(
            f"the way ends at {here!r}, not at {corridor.reception!r}",
            file=file,
            field=slot,
            next_step="list the road ids in order, from the site to the reception",
        )
    return tuple(via)


def _checkpoint(km: Known[float], kph: Known[float], assumptions: Assumptions) -> Checkpoint | None:
    """Screening as assumed, None when nothing is; on a leg shorter than its distance it stands at the reception."""
    if not any(assumptions.has(f"screening.{what}") for what in ("km", "lanes", "seconds")):
        return None
    at = assumptions.known("screening.km", float)
    if at.value > km.value:
        at = Known(value=km.value, basis=joint(at.basis, km.basis))
    return Checkpoint(
        id="screening",
        name="Screening",
        minutes_from_site=minutes_for(at, kph),
        lanes=assumptions.known("screening.lanes", int),
        seconds_per_person=assumptions.known("screening.seconds", int),
    )


def foot_crossing(
    site: str,
    reception: str,
    nodes: Sequence[Node],
    roads: Sequence[Road],
    assumptions: Assumptions,
    routers: Routers,
) -> FootCrossing | None:
    """What a walk to a reception could carry, None when nobody assumed its length or every way is blocked.

    ``edges`` are the bridges and foot paths walked over, not the streets between them.
    """
    length = f"foot.{site}.{reception}.km"
    if not assumptions.has(length):
        return None
    km, kph = assumptions.known(length, float), assumptions.known("foot.kph", float)
    graph = road_graph(nodes, roads, Mode.FOOT)
    found = routers(graph, kph.value).route(graph.number(site), graph.number(reception))
    if found is None:
        return None
    walked = [road for edge in found[1] for road in roads if road.id == graph.roads[edge]]
    return FootCrossing(
        reception=reception,
        edges=tuple(road.id for road in walked if road.kind in ("bridge", "foot")),
        km=km,
        walk_minutes=minutes_for(km, kph),
        persons_per_hour=assumptions.known("foot.crossing_per_hour", int),
    )
