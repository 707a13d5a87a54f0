"""How many can pass in an hour: of every arc by the formulas of the profiles, between two places by a largest flow.

Vehicles are counted in passenger cars (a bus is two), people on foot in persons. What is not stated does not limit:
lanes as the kind of road has at least, a ferry by nothing but what the map states. The flow is an upper bound, the
cut that equals it names what binds; adding up the cut is the proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safeconduct.model.place import RoadState
from safeconduct.network import limits
from safeconduct.network.arcs import SHUT
from safeconduct.network.netcut import crossing_name, min_cut
from safeconduct.network.profile_table import Profiles
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.roadnet import Feature, Longs, RoadNet

#: More than any road carries: what has no limit of its own.
NO_LIMIT = 1_000_000
_UNPAVED = frozenset(
    {"unpaved", "gravel", "dirt", "earth", "ground", "sand", "mud", "grass", "fine_gravel", "pebblestone"}
)
_DIVIDED = frozenset({"motorway", "motorway_link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCut:
    """At most ``flow`` an hour in ``unit``; ``parts`` are the roads that add up to it, by name, with what each lets
    through and its road ids. ``flow`` None: nothing that the map or a report states limits it."""

    flow: int | None
    unit: str
    parts: tuple[tuple[str, int, tuple[str, ...]], ...]


def arc_capacity(
    net: RoadNet, profiles: Profiles, times: ArcTimes, states: Mapping[int, RoadState], *, sustained: bool = False
) -> Longs:
    """What every arc lets through in an hour, 0 where the class cannot pass; ``sustained``: what evacuations kept up
    a lane instead of what a lane can take."""
    on_foot = profiles.classes[times.name].on_foot
    of_tags = [_by_tags(tags, profiles, on_foot, sustained) for tags in net.tagsets]
    whole = np.array(of_tags, dtype=np.float64).reshape(-1, 2)[net.edge_tags]
    for edge in np.flatnonzero(net.has(Feature.BRIDGE) | net.has(Feature.TUNNEL)).tolist():
        tags = net.tags(edge)
        if not on_foot and limits.metres(tags.get("lanes", "")) == 1 and tags.get("oneway", "no") == "no":
            whole[edge] = min(whole[edge][0], shuttle(float(net.edge_metres[edge]), profiles))
    for edge, state in states.items():
        if state is RoadState.ONE_LANE and not on_foot:
            whole[edge] = np.minimum(whole[edge], shuttle(float(net.edge_metres[edge]), profiles))
        elif state in (RoadState.LIGHT, RoadState.FOOT_ONLY):
            whole[edge] *= profiles.flow["damaged_share"].value
    return np.where(times.deciseconds == SHUT, 0, np.maximum(1, np.floor(whole.reshape(-1)))).astype(np.int64)


def shuttle(metres: float, profiles: Profiles) -> float:
    """Passenger cars an hour in each direction over one lane used in turn: green over the whole cycle of two greens
    and two clearances, times the flow of a lane."""
    flow = profiles.flow
    green = flow["shuttle_green"].value
    clearance = metres / (flow["shuttle_speed"].value / 3.6)
    return flow["two_lane_road_one_way"].value * green / (2 * (green + clearance))


def _by_tags(tags: Mapping[str, str], profiles: Profiles, on_foot: bool, sustained: bool) -> tuple[float, float]:
    """Along and against the drawn direction."""
    flow = profiles.flow
    if tags.get("route") == "ferry" and "highway" not in tags:
        return NO_LIMIT, NO_LIMIT
    if on_foot:
        width = limits.metres(tags.get("width", "")) or flow["foot_width"].value
        persons = flow["foot_per_metre"].value * 60 * min(width, 20.0) * flow["foot_planned_share"].value
        return persons, persons
    along, against = _lanes(tags)
    divided = tags.get("highway") in _DIVIDED
    one = (
        flow["multilane_per_lane"].value if divided or max(along, against) > 1 else flow["two_lane_road_one_way"].value
    )
    one = flow["evacuation_per_lane"].value if sustained else one
    share = flow["unpaved_share"].value if tags.get("surface") in _UNPAVED or tags.get("highway") == "track" else 1.0
    return along * one * share, against * one * share


def _lanes(tags: Mapping[str, str]) -> tuple[int, int]:
    """Lanes along and against; where not stated, as few as the kind of road has."""
    oneway = tags.get("oneway") in ("yes", "true", "1") or tags.get("highway") == "motorway"
    stated = _whole(tags.get("lanes"))
    total = stated or (2 if tags.get("highway") == "motorway" else 1 if oneway else 2)
    each = total if oneway else max(1, total // 2)
    return _whole(tags.get("lanes:forward")) or each, _whole(tags.get("lanes:backward")) or each


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and 0 < int(text) < 20 else 0


def largest_flow(
    net: RoadNet, capacity: Longs, origins: Sequence[int], destinations: Sequence[int], *, on_foot: bool
) -> FlowCut:
    """The most that can pass an hour from the origins (taken together) to the destinations, and the cut nearest to
    the origins that equals it."""
    unit = "persons" if on_foot else "passenger cars"
    cut = min_cut(net, capacity, origins, destinations, most=NO_LIMIT)
    if cut is None:
        return FlowCut(flow=None, unit=unit, parts=())
    groups: dict[str, list[int]] = {}
    for arc in cut.arcs.tolist():
        groups.setdefault(crossing_name(net, arc // 2), []).append(arc)
    parts = tuple(
        (name, int(capacity[members].sum()), tuple(dict.fromkeys(net.road_id(arc // 2) for arc in members)))
        for name, members in groups.items()
    )
    return FlowCut(flow=cut.flow, unit=unit, parts=parts)
