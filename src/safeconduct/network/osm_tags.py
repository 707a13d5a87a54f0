"""The words of OpenStreetMap that an import reads: kinds of way, tags kept, waters, restrictions."""

from __future__ import annotations

#: Ways of these kinds carry no traffic now: not built, gone, or no road at all.
NO_ROAD = frozenset(
    {
        "proposed",
        "construction",
        "planned",
        "abandoned",
        "disused",
        "razed",
        "demolished",
        "removed",
        "no",
        "raceway",
        "platform",
        "corridor",
        "elevator",
        "rest_area",
        "services",
        "bus_stop",
        "escape",
        "emergency_bay",
        "traffic_island",
        "emergency_access_point",
    }
)

#: Kinds of road the profiles know; any other is left out, counted and listed in the report.
ROAD_KINDS = frozenset(
    {
        "motorway",
        "motorway_link",
        "trunk",
        "trunk_link",
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
        "unclassified",
        "residential",
        "living_street",
        "service",
        "road",
        "track",
        "pedestrian",
        "footway",
        "path",
        "steps",
        "cycleway",
        "bridleway",
        "busway",
        "bus_guideway",
        "ford",
    }
)

#: Tags kept with each edge. A missing one is an unknown fact.
KEPT = frozenset(
    {
        "highway",
        "route",
        "ferry",
        "junction",
        "oneway",
        "oneway:bus",
        "oneway:psv",
        "oneway:foot",
        "bridge",
        "tunnel",
        "ford",
        "lanes",
        "lanes:backward",
        "lanes:forward",
        "surface",
        "tracktype",
        "smoothness",
        "access",
        "vehicle",
        "motor_vehicle",
        "motorcar",
        "goods",
        "hgv",
        "bus",
        "psv",
        "emergency",
        "foot",
        "service",
        "maxspeed",
        "maxweight",
        "maxweightrating",
        "maxaxleload",
        "maxheight",
        "maxheight:physical",
        "maxwidth",
        "maxwidth:physical",
        "maxlength",
        "width",
        "barrier",
        "locked",
        "duration",
        "toll",
        "area",
        "access:conditional",
        "vehicle:conditional",
        "motor_vehicle:conditional",
        "hgv:conditional",
        "maxweight:conditional",
        "maxheight:conditional",
        "maxspeed:conditional",
        "oneway:conditional",
        "seasonal",
        "ice_road",
        "winter_road",
        "covered",
    }
)

#: Kinds of water line whose name a bridge over it gets.
WATERWAYS = frozenset(
    {
        "river",
        "canal",
        "stream",
        "tidal_channel",
        "drain",
        "ditch",
        "wadi",
        "fairway",
        "riverbank",
        "dock",
    }
)

#: Turn restrictions for everybody and for one kind of vehicle; those that hold at some hours only are not read.
RESTRICTION_KEYS = ("restriction", "restriction:hgv", "restriction:bus", "restriction:motorcar")
