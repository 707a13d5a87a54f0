"""The situation as a running day knows it: roads that were reported since, and ways around those that are closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from safeconduct.app.wire import routers
from safeconduct.model.corridor import Corridor
from safeconduct.model.known import Assumption, Basis, Known
from safeconduct.model.place import Passable, Road, RoadFact, passable
from safeconduct.model.situation import Leg, Situation
from safeconduct.network.graph import line_km, road_graph
from safeconduct.run.records import State


def as_reported(situation: Situation, state: State, now: datetime) -> Situation:
    """The situation with every road that the day knows in another state by a confirmed report, from ``now`` on."""
    roads, reports = list(situation.roads), list(situation.assumptions)
    for at, road in enumerate(roads):
        told = state.roads.get(road.id)
        if told is None or not told.confirmed or told.state is road.now.state:
            continue
        report = Assumption(
            id=f"day-{1 + sum(one.id.startswith('day-') for one in reports)}",
            slot="road.state",
            value=f"{road.id} {told.state.value}",
            unit="",
            why=f"reported on the day at {told.at:%H:%M} UTC",
            source="dispatcher",
        )
        reports.append(report)
        fact = RoadFact(state=told.state, since=now, basis=Basis(assumptions=(report.id,)))
        roads[at] = replace(road, history=(*road.history, fact))
    if len(reports) == len(situation.assumptions):
        return situation
    return replace(situation, roads=tuple(roads), assumptions=tuple(reports))


#: What the name of a way around ends with.
_AROUND = "~"


def with_ways(situation: Situation) -> Situation:
    """Corridors whose first way is blocked get the quickest other one that is open first, else the fastest on the
    network, at the pace of the way they had. Blocked ways stay behind it: they may be opened again. Where none is open,
    nothing changes."""
    legs = list(situation.legs)
    for corridor in situation.corridors:
        own = list(situation.legs_of(corridor))
        if not own or not (is_blocked(situation, own[0]) or _AROUND in own[0].id):
            continue
        open_ones = sorted(
            (leg for leg in own if not is_blocked(situation, leg)), key=lambda leg: leg.minutes_loaded.value
        )
        found = open_ones[0] if open_ones else _around(situation, corridor, own[0])
        if found is None:
            continue
        first = min(legs.index(leg) for leg in own)
        legs = [leg for leg in legs if leg not in own]
        legs[first:first] = [_leaning(situation, found), *(leg for leg in own if leg != found)]
    return replace(situation, legs=tuple(legs))


def way_of(situation: Situation, corridor: Corridor) -> Leg | None:
    """The first way of a corridor, None when it is blocked or there is none."""
    leg = situation.leg_of(corridor)
    return None if leg is None or is_blocked(situation, leg) else leg


def is_blocked(situation: Situation, leg: Leg) -> bool:
    """Whether a road of a way cannot be used in its latest state."""
    return any(_use(road, leg) is Passable.NO for road in _roads(situation, leg))


def _roads(situation: Situation, leg: Leg) -> list[Road]:
    by_id = {road.id: road for road in situation.roads}
    return [by_id[edge] for edge in leg.edges]


def _use(road: Road, leg: Leg) -> Passable:
    return passable(road.now.state, leg.mode, road.kind)


def _leaning(situation: Situation, leg: Leg) -> Leg:
    unknown = tuple(road.id for road in _roads(situation, leg) if _use(road, leg) is Passable.UNKNOWN)
    return replace(leg, leans_on=unknown)


def _around(situation: Situation, corridor: Corridor, old: Leg) -> Leg | None:
    """The fastest way around: as much longer than its drawn line, and as fast, as the old way; screening stays."""
    graph = road_graph(situation.nodes, situation.roads, corridor.mode)
    kph = old.km.value * 60 / max(1, old.minutes_loaded.value)
    found = routers()(graph, kph).route(graph.number(corridor.site), graph.number(corridor.reception))
    if found is None:
        return None
    drawn = sum(line_km(road.line) for road in _roads(situation, old))
    factor = old.km.value / drawn if drawn else 1.0
    km = round(sum(graph.metres[edge] for edge in found[1]) / 1000 * factor, 1)
    ratio = km / old.km.value
    return replace(
        old,
        id=f"{old.id.partition(_AROUND)[0]}{_AROUND}{len(situation.assumptions)}",
        km=Known(value=km, basis=old.km.basis),
        minutes_loaded=_scaled(old.minutes_loaded, ratio, _near(old)),
        minutes_empty=_scaled(old.minutes_empty, ratio, 1),
        edges=tuple(graph.roads[edge] for edge in found[1]),
    )


def _scaled(minutes: Known[int], ratio: float, least: int) -> Known[int]:
    """Minutes of a longer or shorter way, rounded up."""
    return Known(value=max(least, -int(-minutes.value * ratio // 1)), basis=minutes.basis)


def _near(leg: Leg) -> int:
    return max(1, leg.checkpoint.minutes_from_site.value if leg.checkpoint is not None else 1)
