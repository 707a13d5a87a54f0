"""Narrow places: crossings, checkpoints and ferries that vehicles of several corridors share, and where ways meet them.

A narrow place lies on a road of the road file. A way that uses the road meets it where the road begins: after the
share of the way's minutes that the drawn roads before it are of its drawn length, rounded to the nearest minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from safeconduct.assess.assumptions import Case
from safeconduct.model.errors import InputError
from safeconduct.model.place import Road
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Leg
from safeconduct.network.graph import line_km

Way = TypeVar("Way", Leg, Approach)


def resources_of(case: Case, roads: Sequence[Road]) -> tuple[Resource, ...]:
    """The narrow places of a case with their assumed figures. InputError for a road the network does not have."""
    by_id = {road.id: road for road in roads}
    return tuple(_resource(case, row.id, by_id) for row in case.resources)


def _resource(case: Case, name: str, roads: dict[str, Road]) -> Resource:
    row = next(row for row in case.resources if row.id == name)
    if row.road not in roads:
        raise InputError(
            f"{name} lies on {row.road!r}, which is no road of the network",
            file=case.assumptions.file,
            field="resources",
            next_step="use the id of a line in roads.geojson",
        )
    known, slot = case.assumptions.known, f"resource.{name}"
    free = f"{slot}.empty_free"
    return Resource(
        id=name,
        name=row.name or roads[row.road].name,
        kind=row.kind,
        road=row.road,
        lanes=known(f"{slot}.lanes", int),
        slot_minutes=known(f"{slot}.slot_minutes", int),
        delay_loaded=known(f"{slot}.delay_loaded", int),
        delay_empty=known(f"{slot}.delay_empty", int),
        empty_free=case.assumptions.has(free) and known(free, str).value == "yes",
    )


def meeting(way: Way, resources: Sequence[Resource], roads: Sequence[Road]) -> Way:
    """The way with the narrow places it meets, loaded and empty."""
    if isinstance(way, Approach):
        return replace(way, uses=met_on(way.edges, way.minutes.value, resources, roads))
    back = tuple(reversed(way.edges))
    return replace(
        way,
        uses=met_on(way.edges, way.minutes_loaded.value, resources, roads),
        uses_empty=met_on(back, way.minutes_empty.value, resources, roads),
    )


def met_on(
    edges: Sequence[str], minutes: int, resources: Sequence[Resource], roads: Sequence[Road]
) -> tuple[ResourceUse, ...]:
    """The narrow places on a way of so many minutes over roads in order, each with the minutes driven before it."""
    on = {resource.road: resource.id for resource in resources}
    km = {road.id: line_km(road.line) for road in roads}
    whole = sum(km[edge] for edge in edges)
    found, driven = [], 0.0
    for edge in edges:
        if edge in on:
            found.append(ResourceUse(resource=on[edge], minutes=round(minutes * driven / whole) if whole else 0))
        driven += km[edge]
    return tuple(found)
