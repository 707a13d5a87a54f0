"""The ROADS verb about cuts: what separates two places, why there is no way now, and what binds the flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from safeconduct.app.lonlat import parse_lonlat, two_numbers
from safeconduct.app.road_network import Opened, open_roads
from safeconduct.app.severance import Severed, Shut, as_typed, severed, shut_of
from safeconduct.model.errors import InputError
from safeconduct.model.place import Point, RoadState
from safeconduct.network.capacity import FlowCut, arc_capacity, largest_flow
from safeconduct.network.netcut import CrossingCut, find_crossings, find_cut_off
from safeconduct.network.profiles import ArcTimes, unknown_words
from safeconduct.network.roadnet import RoadNet
from safeconduct.network.snap import Snap, largest_part, snap

#: What the map may state of a crossing that decides whether a vehicle gets over it.
LIMITS = ("maxweight", "maxweightrating", "maxheight", "maxwidth", "maxlength", "access", "toll", "opening_hours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapped:
    """A place as asked for, the node it was moved to and how far, and a doubt about it or an empty text."""

    asked: Point
    node: Point
    metres: float
    doubt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """One crossing of the cut by name: its road ids, the state that stands and who says so (None: nobody reported),
    what is unknown of it for the class, and the limits the map states, by tag."""

    name: str
    roads: tuple[str, ...]
    state: RoadState
    said: Shut | None
    unknown: tuple[str, ...]
    stated: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A crossing that the fastest way used, closed; the minutes of the way that is left, None when there is none."""

    closed: str
    minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadCut:
    """What separates two places for a class. ``minutes`` and ``km`` are of the way now, ``leans_on`` counts its edges
    by what is unknown of them; None and empty when there is no way now, and ``severed`` proves why. ``crossings`` is
    None when some way needs no crossing; ``closures`` end in a cut-off, after which ``reopen`` names the fewest whose
    reopening gives a way. ``flow`` and ``sustained`` are what can pass in an hour at most and as evacuations kept up,
    when asked for."""

    file: str
    vehicle: str
    engine: str
    at: datetime
    start: Snapped
    goal: Snapped
    minutes: float | None
    km: float
    leans_on: Mapping[str, int]
    severed: Severed | None
    crossings: tuple[Crossing, ...] | None
    closures: tuple[Closure, ...]
    reopen: tuple[str, ...]
    flow: FlowCut | None = None
    sustained: FlowCut | None = None


#: A place moved farther than this is asked about, metres.
DOUBTFUL_METRES = 1_000.0


def cut_roads(path: Path, start: str, goal: str, vehicle: str, *, capacity: bool = False) -> RoadCut:
    """The crossings that separate two places (``LON,LAT``) for a class, closed one after the other until cut off.

    Each step closes the crossing that the fastest way left uses, so every step costs the least detour there is. Roads
    are in the states that stand now; when these leave no way, that is proved and checked instead.
    """
    opened = open_roads(path, [vehicle], exact=False)
    net, mapped, times = opened.net, opened.mapped[vehicle], opened.times[vehicle]
    places = [_place(start, "--from", net, path), _place(goal, "--to", net, path)]
    inside = largest_part(net, mapped)
    fields = ("--from", "--to")
    snaps = [_snap(net, place, inside, field, path) for place, field in zip(places, fields, strict=True)]
    begin, end = (found.node for found in snaps)
    if begin == end:
        raise InputError(
            "both places lie nearest to the same node of the network",
            file=str(path),
            field="--to",
            next_step="give places farther apart, or import the roads between them",
        )
    why = severed(opened, vehicle, begin, end, (as_typed(places[0]), as_typed(places[1])))
    way = opened.router.route(vehicle, begin, end)
    if way is None and why is None:
        raise InputError(
            f"the fastest way takes 6.8 years or longer for {vehicle}",
            file=str(path),
            next_step="check the extract's positions and import it again",
        )
    cut = None if why is not None else find_crossings(net, times, [begin], [end])
    closures, reopen = ((), ()) if cut is None else _closures(opened, times, cut, (begin, end))
    arcs = () if way is None else way[1]
    unknown = times.leans_on(arcs)
    flows = _flows(opened, vehicle, begin, end) if capacity else (None, None)
    return RoadCut(
        file=str(path),
        vehicle=vehicle,
        engine=opened.engine,
        at=opened.at,
        start=_snapped(net, places[0], snaps[0]),
        goal=_snapped(net, places[1], snaps[1]),
        minutes=None if way is None else way[0] / 600,
        km=sum(float(net.edge_metres[arc // 2]) for arc in arcs) / 1000,
        leans_on=Counter(words for of_edge in unknown.values() for words in of_edge),
        severed=why,
        crossings=None if cut is None else tuple(_crossing(opened, times, *group) for group in cut.groups),
        closures=closures,
        reopen=reopen,
        flow=flows[0],
        sustained=flows[1],
    )


def _flows(opened: Opened, vehicle: str, begin: int, end: int) -> tuple[FlowCut, FlowCut]:
    """What can pass in an hour at most, and as evacuations kept up."""
    times, on_foot = opened.times[vehicle], opened.profiles.classes[vehicle].on_foot
    most, kept_up = (
        largest_flow(
            opened.net,
            arc_capacity(opened.net, opened.profiles, times, opened.standing.states, sustained=sustained),
            [begin],
            [end],
            on_foot=on_foot,
        )
        for sustained in (False, True)
    )
    return most, kept_up


def _closures(
    opened: Opened, times: ArcTimes, cut: CrossingCut, ends: tuple[int, int]
) -> tuple[tuple[Closure, ...], tuple[str, ...]]:
    """Close what the way uses, again and again; then the fewest crossings whose reopening gives a way."""
    router = opened.router
    name_of = {edge: name for name, edges in cut.groups for edge in edges}
    edges_of = dict(cut.groups)
    done: list[Closure] = []
    closed: list[int] = []
    way = router.route(times.name, *ends)
    while way is not None:
        name = next((name_of[arc // 2] for arc in way[1] if arc // 2 in name_of), None)
        if name is None:
            raise AssertionError("a way around a cut")
        router.close(edges_of[name])
        closed.extend(edges_of[name])
        way = router.route(times.name, *ends)
        done.append(Closure(closed=name, minutes=None if way is None else way[0] / 600))
    off = find_cut_off(opened.net, times, [ends[0]], [ends[1]], closed)
    if off is None:
        raise AssertionError("a way that the router did not find")
    return tuple(done), tuple(dict.fromkeys(name_of[edge] for edge in off.repair))


def _crossing(opened: Opened, times: ArcTimes, name: str, edges: Sequence[int]) -> Crossing:
    """A crossing of the cut in its state; of which nobody said anything the state is unknown: open was never said."""
    net, bits = opened.net, 0
    for edge in edges:
        bits |= int(times.unknown[edge])
    stated = {key: {net.tags(edge)[key] for edge in edges if key in net.tags(edge)} for key in LIMITS}
    reported = [edge for edge in edges if edge in opened.standing.states]
    return Crossing(
        name=name,
        roads=tuple(net.road_id(edge) for edge in edges),
        state=opened.standing.states[reported[0]] if reported else RoadState.UNKNOWN,
        said=shut_of(opened, name, reported) if reported else None,
        unknown=unknown_words(bits),
        stated={key: tuple(sorted(values)) for key, values in stated.items() if values},
    )


def _place(text: str, field: str, net: RoadNet, path: Path) -> Point:
    """``LON,LAT`` as typed; InputError otherwise, saying so when it lies in the network the other way round."""
    lon, lat = two_numbers(text, field)
    if abs(lon) <= 90 < abs(lat) <= 180 and _holds(net, Point(lon=lat, lat=lon)):
        raise InputError(
            f"{text} has its latitude beyond 90: latitude and longitude look swapped",
            file=str(path),
            field=field,
            next_step=f"write {lat},{lon}: longitude first",
        )
    return parse_lonlat(text, field)


def _snap(net: RoadNet, place: Point, inside: NDArray[np.bool_], field: str, path: Path) -> Snap:
    """The node a place is moved to; InputError, naming the network file, when it lies too far off."""
    try:
        return snap(net, place, inside, what=field)
    except InputError as error:
        step = f"write {place.lat},{place.lon}: longitude first" if _swapped(net, place) else error.next_step
        raise InputError(error.message, file=str(path), field=error.field, next_step=step) from error


def _swapped(net: RoadNet, point: Point) -> bool:
    """Whether a point lies beside the network, and in it when read latitude first."""
    return abs(point.lon) <= 90 and not _holds(net, point) and _holds(net, Point(lon=point.lat, lat=point.lon))


def _holds(net: RoadNet, point: Point) -> bool:
    """Whether a point lies in the box of the network, also across 180 degrees."""
    west, south, east, north = net.box()
    if not south <= point.lat <= north:
        return False
    return west <= point.lon <= east if west <= east else point.lon >= west or point.lon <= east


def _snapped(net: RoadNet, asked: Point, found: Snap) -> Snapped:
    """Where a place was moved to; a doubt when it lies beside the network and would lie in it the other way round."""
    doubt = ""
    if found.metres > DOUBTFUL_METRES:
        doubt = f"{found.metres / 1000:,.1f} km from any road for this class: is the position right?"
    if _swapped(net, asked):
        doubt = f"outside the network, and inside it as {asked.lat},{asked.lon}: are latitude and longitude swapped?"
    return Snapped(asked=asked, node=net.point(found.node), metres=found.metres, doubt=doubt)
