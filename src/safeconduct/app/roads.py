"""The ROADS verbs: an extract to a network file, and the crossings that separate two places of it."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from safeconduct.app.progress import Progress
from safeconduct.model.errors import InputError, ToolMissing
from safeconduct.model.place import Point, RoadState
from safeconduct.network.arcs import ArcTable
from safeconduct.network.netcut import CrossingCut, find_crossings, find_cut_off
from safeconduct.network.netfile import NetFile, load_net
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import WORDS, ArcTimes, arc_times
from safeconduct.network.roadnet import Box, RoadNet
from safeconduct.network.snap import Snap, largest_part, snap
from safeconduct.ports import NetworkRouter

#: A place farther from the network than this is refused.
FARTHEST_METRES = 50_000.0
#: What the map may state of a crossing that decides whether a vehicle gets over it.
LIMITS = ("maxweight", "maxweightrating", "maxheight", "maxwidth", "maxlength", "access", "toll", "opening_hours")
_LONLAT = "give longitude,latitude in degrees, such as -8.611,41.115"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapped:
    """A place as asked for, the node it was moved to and how far, and a doubt about it or an empty text."""

    asked: Point
    node: Point
    metres: float
    doubt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """One crossing of the cut by name: its road ids, the latest reported state, what is unknown of it for the class,
    and the limits the map states, by tag."""

    name: str
    roads: tuple[str, ...]
    state: RoadState
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
    by what is unknown of them. ``crossings`` is None when some way needs no crossing; ``closures`` end in a cut-off,
    after which ``reopen`` names the fewest whose reopening gives a way."""

    file: str
    vehicle: str
    engine: str
    start: Snapped
    goal: Snapped
    minutes: float
    km: float
    leans_on: Mapping[str, int]
    crossings: tuple[Crossing, ...] | None
    closures: tuple[Closure, ...]
    reopen: tuple[str, ...]


def import_roads(extract: Path, out: Path, *, bbox: str | None, say: Progress) -> NetFile:
    """An OpenStreetMap extract to the network file ``out``, whole or not at all. InputError naming file and step."""
    from safeconduct.adapters.osm_import import import_extract

    box = None if bbox is None else Box.parse(bbox)
    _require_room(extract, out)
    return import_extract(extract, out, box=box, tell=say)


def _require_room(extract: Path, out: Path) -> None:
    """InputError, before minutes of reading, when the network could not be written or would replace the extract."""
    step = "give --out a file name in a folder that exists and may be written to"
    if not extract.is_file():
        why = "is a folder" if extract.is_dir() else "there is no such file"
        raise InputError(why, file=str(extract), next_step="give the path of an .osm.pbf extract")
    if out.is_dir():
        raise InputError("is a folder", file=str(out), field="--out", next_step=step)
    if not out.parent.is_dir():
        raise InputError("its folder does not exist", file=str(out), field="--out", next_step=step)
    if not os.access(out.parent, os.W_OK):
        raise InputError("its folder may not be written to", file=str(out), field="--out", next_step=step)
    if out.exists() and out.samefile(extract):
        raise InputError(
            "the network would replace the extract", file=str(out), field="--out", next_step="give another file name"
        )


def cut_roads(path: Path, start: str, goal: str, vehicle: str) -> RoadCut:
    """The crossings that separate two places (``LON,LAT``) for a class, closed one after the other until cut off.

    Each step closes the crossing that the fastest way left uses, so every step costs the least detour there is.
    """
    content = load_net(path)
    net = content.net
    places = [_place(start, "--from", net, path), _place(goal, "--to", net, path)]
    times = arc_times(net, load_profiles(), vehicle)
    inside = largest_part(net, times)
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
    router, engine = _router(content, path)
    router.customise(vehicle, times.deciseconds)
    way = router.route(vehicle, begin, end)
    if way is None:
        raise InputError(
            f"the fastest way takes 6.8 years or longer for {vehicle}",
            file=str(path),
            next_step="check the extract's positions and import it again",
        )
    cut = find_crossings(net, times, [begin], [end])
    closures, reopen = ((), ()) if cut is None else _closures(net, times, router, cut, (begin, end))
    unknown = times.leans_on(way[1])
    return RoadCut(
        file=str(path),
        vehicle=vehicle,
        engine=engine,
        start=_snapped(net, places[0], snaps[0]),
        goal=_snapped(net, places[1], snaps[1]),
        minutes=way[0] / 600,
        km=sum(float(net.edge_metres[arc // 2]) for arc in way[1]) / 1000,
        leans_on=Counter(words for of_edge in unknown.values() for words in of_edge),
        crossings=None if cut is None else tuple(_crossing(net, times, *group) for group in cut.groups),
        closures=closures,
        reopen=reopen,
    )


def _closures(
    net: RoadNet, times: ArcTimes, router: NetworkRouter, cut: CrossingCut, ends: tuple[int, int]
) -> tuple[tuple[Closure, ...], tuple[str, ...]]:
    """Close what the way uses, again and again; then the fewest crossings whose reopening gives a way."""
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
    off = find_cut_off(net, times, [ends[0]], [ends[1]], closed)
    if off is None:
        raise AssertionError("a way that the router did not find")
    return tuple(done), tuple(dict.fromkeys(name_of[edge] for edge in off.repair))


def _router(content: NetFile, path: Path) -> tuple[NetworkRouter, str]:
    """The hierarchy kept in the file; scipy where the file has none for this engine, or the engine has no wheel."""
    from safeconduct.adapters import cch_router, scipy_net_router

    arcs = ArcTable.of(content.net)
    if content.hierarchy and content.engine == cch_router.ENGINE:
        try:
            return cch_router.CchRouter.load(arcs, content.hierarchy), cch_router.ENGINE
        except ToolMissing:
            pass
        except InputError as error:
            raise InputError(
                error.message, file=str(path), field=error.field, next_step="import the extract again"
            ) from error
    return scipy_net_router.ScipyNetRouter.build(arcs), scipy_net_router.ENGINE


def _crossing(net: RoadNet, times: ArcTimes, name: str, edges: Sequence[int]) -> Crossing:
    """A crossing of the cut. The network file keeps no reports yet, so its state is unknown: open was never said."""
    bits = 0
    for edge in edges:
        bits |= int(times.unknown[edge])
    stated = {key: {net.tags(edge)[key] for edge in edges if key in net.tags(edge)} for key in LIMITS}
    return Crossing(
        name=name,
        roads=tuple(net.road_id(edge) for edge in edges),
        state=RoadState.UNKNOWN,
        unknown=tuple(words for bit, words in WORDS.items() if bits & bit),
        stated={key: tuple(sorted(values)) for key, values in stated.items() if values},
    )


def _place(text: str, field: str, net: RoadNet, path: Path) -> Point:
    """``LON,LAT`` as typed; InputError otherwise, saying so when latitude came first."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(
            f"a place is two numbers, longitude and latitude, got {text!r}", field=field, next_step=_LONLAT
        ) from None
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise InputError(f"a place needs finite numbers, got {text!r}", field=field, next_step=_LONLAT)
    if abs(lon) <= 180 and abs(lat) <= 90:
        return Point(lon=lon, lat=lat)
    if abs(lat) <= 180 and abs(lon) <= 90 and _holds(net, Point(lon=lat, lat=lon)):
        raise InputError(
            f"{text} has its latitude beyond 90: latitude and longitude look swapped",
            file=str(path),
            field=field,
            next_step=f"write {lat},{lon}: longitude first",
        )
    raise InputError(
        f"longitude lies in -180..180 and latitude in -90..90, got {text!r}", field=field, next_step=_LONLAT
    )


def _snap(net: RoadNet, place: Point, inside: NDArray[np.bool_], field: str, path: Path) -> Snap:
    """The node a place is moved to; InputError, naming the network file, when it lies too far off."""
    try:
        return snap(net, place, inside, what=field, max_metres=FARTHEST_METRES)
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
    if _swapped(net, asked):
        doubt = f"outside the network, and inside it as {asked.lat},{asked.lon}: are latitude and longitude swapped?"
    node = Point(lon=float(net.lon[found.node]), lat=float(net.lat[found.node]))
    return Snapped(asked=asked, node=node, metres=found.metres, doubt=doubt)
