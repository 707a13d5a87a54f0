"""From every site to every reception in every class: minutes, the roads used, other ways, and what each leans on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError
from safeconduct.network.alternatives import Way
from safeconduct.network.arcs import SHUT
from safeconduct.network.netcut import crossings_over
from safeconduct.network.place_list import Place
from safeconduct.network.profiles import ArcTimes, leaned_on
from safeconduct.network.roadnet import RoadNet
from safeconduct.network.snap import Snap, largest_part, snap
from safeconduct.ports import NetworkRouter


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way: minutes, kilometres, the road ids in order (a way's pieces in a row are one), the crossings by name in
    order, and what it leans on: each unknown fact with the roads of which it is not known."""

    minutes: float
    km: float
    roads: tuple[str, ...]
    crossings: tuple[str, ...]
    leans_on: Mapping[str, tuple[str, ...]]
    arcs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The ways of a class from a site to a reception, fastest first; none when there is none."""

    site: str
    reception: str
    vehicle: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapped:
    """Where the places of a table stand for a class: by id, sites and receptions apart."""

    sites: Mapping[str, Snap]
    receptions: Mapping[str, Snap]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable:
    """``minutes`` by class: sites in rows, receptions in columns, infinity where there is no way; ``pairs`` in the
    order class, site, reception; ``snapped`` by class."""

    sites: tuple[Place, ...]
    receptions: tuple[Place, ...]
    snapped: Mapping[str, Snapped]
    minutes: Mapping[str, NDArray[np.float64]]
    pairs: tuple[Pair, ...]


def route_table(
    net: RoadNet,
    router: NetworkRouter,
    times: Mapping[str, ArcTimes],
    mapped: Mapping[str, ArcTimes],
    sites: Sequence[Place],
    receptions: Sequence[Place],
    *,
    others: int = 0,
) -> RouteTable:
    """The table for every class of ``times``, which the router holds, with up to ``others`` other ways a pair.

    ``mapped`` are the times of the map alone: places are moved to the nearest road from which the class gets
    everywhere and back by the map, so that damage never moves a place across a river. InputError for a place off the
    network.
    """
    snapped, minutes, pairs = {}, {}, []
    for name in times:
        snapped[name] = snap_places(net, mapped[name], sites, receptions)
        starts = [found.node for found in snapped[name].sites.values()]
        ends = [found.node for found in snapped[name].receptions.values()]
        whole = router.matrix(name, starts, ends)
        minutes[name] = np.where(whole == SHUT, np.inf, whole / 600)
        for site, start in zip(sites, starts, strict=True):
            for reception, end in zip(receptions, ends, strict=True):
                ways = _ways(router, name, start, end, others)
                routes = tuple(described(net, times[name], way) for way in ways)
                pairs.append(Pair(site=site.id, reception=reception.id, vehicle=name, routes=routes))
    return RouteTable(
        sites=tuple(sites), receptions=tuple(receptions), snapped=snapped, minutes=minutes, pairs=tuple(pairs)
    )


def snap_places(net: RoadNet, mapped: ArcTimes, sites: Iterable[Place], receptions: Iterable[Place]) -> Snapped:
    """Every place on the largest part of the network of a class. InputError naming the place that lies off it."""
    inside = largest_part(net, mapped)

    def on_road(place: Place) -> Snap:
        return snap(net, place.point, inside, what=place.id)

    found = Snapped(sites={p.id: on_road(p) for p in sites}, receptions={p.id: on_road(p) for p in receptions})
    both = sorted({p for p, s in found.sites.items() if s.node in {r.node for r in found.receptions.values()}})
    if both:
        raise InputError(
            f"the site {both[0]} and a reception lie nearest to the same node of the network",
            field=both[0],
            next_step="give places farther apart, or import the roads between them",
        )
    return found


def _ways(router: NetworkRouter, name: str, start: int, end: int, others: int) -> tuple[Way, ...]:
    if others:
        return router.alternatives(name, start, end, count=1 + others)
    way = router.route(name, start, end)
    return () if way is None else (way,)


def described(net: RoadNet, times: ArcTimes, way: Way) -> Route:
    """A way by its roads, crossings and unknown facts."""
    edges = [arc // 2 for arc in way[1]]
    return Route(
        minutes=way[0] / 600,
        km=float(net.edge_metres[edges].sum()) / 1000,
        roads=tuple(road for road, _ in groupby(net.way_id(edge) for edge in edges)),
        crossings=crossings_over(net, edges),
        leans_on=leaned_on(net, [(times, way[1])]),
        arcs=way[1],
    )
