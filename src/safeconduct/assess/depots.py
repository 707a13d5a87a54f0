"""Where vehicles stand, from when they can be used, and the empty ways to the sites."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from safeconduct.assess.assumptions import Case, CorridorRow, FleetRow
from safeconduct.assess.legs import Routers, joint, minutes_for, way_between
from safeconduct.model.errors import InputError
from safeconduct.model.known import Known
from safeconduct.model.place import Mode, Node, Passable, Road, passable
from safeconduct.model.situation import Approach, Depot, VehicleClass


def depots_of(case: Case, nodes: Sequence[Node]) -> tuple[Depot, ...]:
    """The depots of a case; InputError for one that is no place of the road file."""
    places = {node.id: node for node in nodes if node.kind in ("place", "junction")}
    for depot in case.depots:
        if depot not in places:
            raise InputError(
                f"{depot!r} is no place of the road file",
                file=case.assumptions.file,
                field="depots",
                next_step="use the id of a point of kind place in roads.geojson",
            )
    return tuple(Depot(id=depot, name=places[depot].name, point=places[depot].point) for depot in case.depots)


def approaches_of(case: Case, nodes: Sequence[Node], roads: Sequence[Road], routers: Routers) -> tuple[Approach, ...]:
    """The fastest empty way over passable or unknown roads from every depot to every site, and between linked sites.

    Kilometres and roads are those given by hand (``approach.DEPOT.SITE.km`` and ``.via``) or found on the network;
    the speed is that of the pair, else ``approach.kph``.
    """
    pairs = ((depot, site) for depot in case.depots for site in case.sites)
    found = (
        *(_approach(depot, site, case, nodes, roads, routers) for depot, site in pairs),
        *(_link(before, then, case, nodes, roads, routers) for before, then in case.links),
    )
    return tuple(approach for approach in found if approach is not None)


def _link(
    before: str, then: str, case: Case, nodes: Sequence[Node], roads: Sequence[Road], routers: Routers
) -> Approach | None:
    """The way from one pick-up to the next: as an approach, and loaded at the speed of every leg."""
    way = _approach(before, then, case, nodes, roads, routers)
    if way is None:
        return None
    own = f"approach.{before}.{then}.kph"
    kph = case.assumptions.known(own if case.assumptions.has(own) else "approach.kph", float)
    loaded = case.assumptions.known("leg.loaded_kph", float)
    minutes = math.ceil(way.minutes.value * kph.value / loaded.value)
    return replace(way, minutes_loaded=Known(value=minutes, basis=joint(way.minutes.basis, loaded.basis)))


def _approach(
    depot: str, site: str, case: Case, nodes: Sequence[Node], roads: Sequence[Road], routers: Routers
) -> Approach | None:
    stem = f"approach.{depot}.{site}"
    own = f"{stem}.kph"
    kph = case.assumptions.known(own if case.assumptions.has(own) else "approach.kph", float)
    run = CorridorRow(id=f"{depot}-{site}", site=depot, reception=site, mode=Mode.BUS)
    way = way_between(run, stem, nodes, roads, case.assumptions, routers, kph.value)
    if way is None:
        return None
    edges, km = way
    states = {road.id: passable(road.now.state, Mode.BUS, road.kind) for road in roads}
    return Approach(
        id=run.id,
        depot=depot,
        site=site,
        minutes=minutes_for(km, kph),
        edges=edges,
        leans_on=tuple(edge for edge in edges if states[edge] is Passable.UNKNOWN),
    )


def vehicles_of(case: Case) -> tuple[VehicleClass, ...]:
    """The vehicle classes in file order; InputError for one that stands at no site and no depot of the case."""
    return tuple(_class(case, slot, name) for slot, name in case.assumptions.matching(r"fleet\.((?!start$)[^.]+)"))


def _class(case: Case, slot: str, name: str) -> VehicleClass:
    assumptions = case.assumptions
    fleet = assumptions.known(slot, FleetRow)
    own = f"{slot}.start"
    where = own if assumptions.has(own) else "fleet.start"
    start = assumptions.known(where, str)
    if start.value not in (*case.sites, *case.depots):
        raise InputError(
            f"vehicles start at {start.value!r}, which is no site or depot of the case",
            file=assumptions.file,
            field=where,
            next_step=f"use one of: {', '.join((*case.sites, *case.depots))}",
        )

    def minutes(what: str) -> Known[int] | None:
        return assumptions.known(f"{slot}.{what}", int) if assumptions.has(f"{slot}.{what}") else None

    if (minutes("drive_minutes") is None) != (minutes("rest_minutes") is None):
        raise InputError(
            f"{name} has a longest drive or a halt, and not the other",
            file=assumptions.file,
            field=f"{slot}.drive_minutes",
            next_step=f"set both {slot}.drive_minutes and {slot}.rest_minutes, or neither",
        )
    return VehicleClass(
        id=name,
        name=name.replace("-", " "),
        count=Known(value=fleet.value.count, basis=fleet.basis),
        places=Known(value=fleet.value.places, basis=fleet.basis),
        start=start,
        available_from=minutes("available_from"),
        loading_minutes=minutes("loading_minutes"),
        unload_minutes=minutes("unload_minutes"),
        duty_minutes=minutes("duty_minutes"),
        drive_minutes=minutes("drive_minutes"),
        rest_minutes=minutes("rest_minutes"),
    )
