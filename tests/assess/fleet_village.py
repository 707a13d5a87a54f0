"""The village with a fleet: a yard in the hills, the hill road narrow, people who wish different directions."""

from __future__ import annotations

import json
from typing import Any

from safeconduct.assess.assemble import assemble
from safeconduct.model.situation import Situation
from safeconduct.network.roadfile import RoadFile, parse_roads
from tests.assess.village import case, roads, village

#: What a fleet's case assumes beyond the village's own slots.
SLOTS: dict[str, Any] = {
    "leg.road_factor": 1,
    "approach.kph": 60,
    "fleet.start": "yard",
    "fleet.van": {"count": 1, "seats": 8, "wheelchair": 2, "stretcher": 0},
    "fleet.van.start": "mill",
    "fleet.van.available_from": 20,
    "fleet.van.loading_minutes": 12,
    "resource.pass.lanes": 1,
    "resource.pass.slot_minutes": 4,
    "resource.pass.delay_loaded": 2,
    "resource.pass.delay_empty": 1,
    "group.up.share_percent": 60,
    "group.up.wished": "upham",
    "group.home.share_percent": 40,
    "group.home.wished": "stay",
    "reception.upham.capacity": 100,
}
TABLES: dict[str, Any] = {
    "depots": [{"id": "yard"}],
    "resources": [{"id": "pass", "kind": "crossing", "road": "hill-road"}],
    "groups": [{"id": "up", "site": "mill"}, {"id": "home", "site": "mill"}],
}

#: Two sites, and where each direction starts then.
TWO: dict[str, Any] = {
    "sites": [{"id": "mill"}, {"id": "upper-mill"}],
    "corridors": [
        {"id": "up", "site": "mill", "reception": "upham", "mode": "bus"},
        {"id": "low", "site": "mill", "reception": "lowford", "mode": "bus"},
    ],
}


def with_a_yard(*, upper_mill: bool = False) -> RoadFile:
    """The village's roads and a yard 0.1 degrees north of Upham, by the top road; with ``upper_mill`` a second site
    beside the mill, by the mill lane."""
    base = roads()
    plain: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    properties: dict[str, Any]
    for node in base.nodes:
        properties = {"id": node.id, "kind": node.kind, "name": node.name}
        plain["features"].append(_feature("Point", properties, [node.point.lon, node.point.lat]))
    plain["features"].append(_feature("Point", {"id": "yard", "kind": "place", "name": "Yard"}, [38.1, 49.5]))
    for shape in base.shapes:
        properties = {"id": shape.id, "kind": shape.kind, "name": shape.name, "aliases": list(shape.aliases)}
        if shape.over:
            properties["over"] = shape.over
        plain["features"].append(_feature("LineString", properties, [[p.lon, p.lat] for p in shape.line]))
    top = {"id": "top-road", "kind": "road", "name": "Top Road"}
    plain["features"].append(_feature("LineString", top, [[38.1, 49.5], [38.1, 49.4]]))
    if upper_mill:
        plain["features"].append(
            _feature("Point", {"id": "upper-mill", "kind": "site", "name": "Upper Mill"}, [38.02, 48.9])
        )
        lane = {"id": "mill-lane", "kind": "road", "name": "Mill Lane"}
        plain["features"].append(_feature("LineString", lane, [[38.0, 48.9], [38.02, 48.9]]))
    for water in base.waters:
        names = list(base.water_names[water.name][1:])
        properties = {"id": water.id, "kind": "river", "name": water.name, "aliases": names}
        plain["features"].append(_feature("LineString", properties, [[p.lon, p.lat] for p in water.line]))
    return parse_roads(json.dumps(plain).encode(), file="roads.geojson")


def _feature(shape: str, properties: dict[str, Any], coordinates: list[Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": shape, "coordinates": coordinates}}


def fleet_village(changes: dict[str, Any] | None = None, *, upper_mill: bool = False, **tables: Any) -> Situation:
    """The situation; ``changes`` to slots (None removes one), ``tables`` in place of those above."""
    study = case(SLOTS | (changes or {}), **(TABLES | tables))
    return assemble(**village(roads=with_a_yard(upper_mill=upper_mill), case=study))
