"""Minutes on every arc for every class, and what is unknown about it.

Three answers, kept apart: an arc a class cannot use, an arc it can use, and an arc of which some fact is unknown.
An unknown arc may be used, and every use is listed (``leans_on``); a proof counts it as passable. The table of
numbers is ``data/profiles.toml``; tags are judged once for each distinct set of tags, not once an edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError
from safeconduct.model.place import RoadState
from safeconduct.network import limits
from safeconduct.network.arcs import MAX_DECISECONDS, SHUT
from safeconduct.network.profile_table import Profiles, VehicleClass
from safeconduct.network.roadnet import Feature, Floats, Ints, RoadNet


class Unknown(IntFlag):
    """What nobody stated about an edge, for a class that asks."""

    WEIGHT = 1
    HEIGHT = 2
    WIDTH = 4
    PERMISSION = 8
    BARRIER = 16
    FORD = 32
    FERRY = 64
    DIRECTION = 128
    CONDITION = 256
    STATE = 512


WORDS: Mapping[Unknown, str] = {
    Unknown.WEIGHT: "weight limit not stated",
    Unknown.HEIGHT: "height limit not stated",
    Unknown.WIDTH: "width not stated",
    Unknown.PERMISSION: "needs permission, or nobody stated who may pass",
    Unknown.BARRIER: "gate or barrier, may be locked",
    Unknown.FORD: "ford, depth not stated",
    Unknown.FERRY: "ferry, service not stated",
    Unknown.DIRECTION: "direction changes",
    Unknown.CONDITION: "limited at some hours or under conditions",
    Unknown.STATE: "state reported as unknown",
}

_PASSES = frozenset({"yes", "designated", "permissive", "official", "public", "destination", "customers", "delivery"})
_FOOTWAYS = frozenset({"pedestrian", "footway", "path", "steps", "cycleway", "bridleway"})
_MOTORWAYS = frozenset({"motorway", "motorway_link"})
_FACTS: Mapping[str, tuple[Unknown, str, tuple[str, ...]]] = {
    "weight": (Unknown.WEIGHT, "weight_t", ("maxweight", "maxweightrating")),
    "height": (Unknown.HEIGHT, "height_m", ("maxheight", "maxheight:physical")),
    "width": (Unknown.WIDTH, "width_m", ("maxwidth", "maxwidth:physical", "width")),
}


def unknown_words(bits: int) -> tuple[str, ...]:
    """What is not known, in words, for bits of Unknown."""
    return tuple(words for bit, words in WORDS.items() if bits & bit)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One set of tags for one class: speed along and against the drawn direction (0: cannot pass), and unknowns."""

    along: float
    against: float
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArcTimes:
    """For one class: ``deciseconds`` of every arc (SHUT where it cannot pass) and ``unknown`` bits of every edge."""

    name: str
    deciseconds: Ints
    unknown: Ints

    def minutes(self) -> Floats:
        """Minutes on every arc; infinity where the class cannot pass."""
        return np.where(self.deciseconds == SHUT, np.inf, self.deciseconds / 600)

    def leans_on(self, arcs: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Of the edges under these arcs, those with an unknown, each with what is not known, in order of use."""
        edges = dict.fromkeys(arc // 2 for arc in arcs)
        return {edge: unknown_words(int(self.unknown[edge])) for edge in edges if self.unknown[edge]}


def leaned_on(net: RoadNet, parts: Iterable[tuple[ArcTimes, Sequence[int]]]) -> dict[str, tuple[str, ...]]:
    """Each fact that is not known of the parts of a way (times and the arcs used), with the roads it is not known of,
    in order of use."""
    roads: dict[str, dict[str, None]] = {}
    for times, arcs in parts:
        for edge, unknown in times.leans_on(arcs).items():
            for words in unknown:
                roads.setdefault(words, {})[net.road_id(edge)] = None
    return {words: tuple(of) for words, of in roads.items()}


def arc_times(
    net: RoadNet,
    profiles: Profiles,
    name: str,
    *,
    states: Mapping[int, RoadState] | None = None,
    convoy: bool = False,
) -> ArcTimes:
    """Times for a class (``profile_table.CLASSES``) over the whole network, in a convoy or alone, with reported
    states by edge. InputError when a time passes what routers can add up."""
    who = profiles.classes[name]
    judged = [_judge(tags, who, profiles) for tags in net.tagsets]
    kph = np.array([(j.along, j.against) for j in judged], dtype=np.float64).reshape(-1, 2)[net.edge_tags]
    unknown = np.array([j.unknown for j in judged], dtype=np.int32)[net.edge_tags]
    cap, shut = _damage(net, who, profiles, states or {}, unknown)
    if convoy and not who.on_foot:
        kph = np.minimum(kph * profiles.convoy_share.value, profiles.convoy_cap.value)
    kph = np.minimum(kph, cap[:, None])
    kph[shut] = 0
    seconds = np.full(kph.shape, np.inf)
    np.divide(net.edge_metres[:, None] * 3.6 * profiles.margin.value, kph, out=seconds, where=kph > 0)
    _ferry_times(net, seconds)
    unknown[~np.isfinite(seconds).any(axis=1)] = 0
    longest = float(seconds[np.isfinite(seconds)].max(initial=0.0)) * 10
    if longest > MAX_DECISECONDS:
        raise InputError(
            f"an edge takes {longest / 36000:.0f} hours for {name}",
            field="profiles",
            next_step="correct the speeds in the profiles, or the edge's position in the extract",
        )
    whole = np.where(
        np.isfinite(seconds), np.maximum(1.0, np.ceil(np.where(np.isfinite(seconds), seconds, 0) * 10)), SHUT
    )
    return ArcTimes(name=name, deciseconds=whole.astype(np.int32).reshape(-1), unknown=unknown)


def _damage(
    net: RoadNet, who: VehicleClass, profiles: Profiles, states: Mapping[int, RoadState], unknown: Ints
) -> tuple[Floats, NDArray[np.bool_]]:
    """Speed caps and closures by edge that reported states cause; unknown states are added to ``unknown``."""
    cap = np.full(net.edges, np.inf)
    shut = np.zeros(net.edges, dtype=bool)
    for edge, state in states.items():
        rule = profiles.states[state]
        shut[edge] = who.name in rule.closed_to
        if rule.cap is not None and not who.on_foot:
            cap[edge] = rule.cap.value
        if state is RoadState.UNKNOWN:
            unknown[edge] |= Unknown.STATE
    return cap, shut


def _ferry_times(net: RoadNet, seconds: Floats) -> None:
    """A ferry with a stated duration takes that long, shared out over its edges by length."""
    ferries = np.flatnonzero(net.has(Feature.FERRY))
    lengths: dict[int, float] = {}
    for edge in ferries:
        way = int(net.edge_way[edge])
        lengths[way] = lengths.get(way, 0.0) + float(net.edge_metres[edge])
    for edge in ferries:
        stated = limits.minutes(net.tags(int(edge)).get("duration", ""))
        if stated is not None:
            share = float(net.edge_metres[edge]) / lengths[int(net.edge_way[edge])]
            seconds[edge] = np.where(np.isfinite(seconds[edge]), stated * 60 * share, np.inf)


def _judge(tags: Mapping[str, str], who: VehicleClass, profiles: Profiles) -> _Judged:
    """Speed and unknowns of a set of tags for a class."""
    kind = tags.get("highway") or ("ferry" if tags.get("route") == "ferry" else "barrier")
    speed = _speed(tags, kind, who, profiles)
    allowed, unknown = _access(tags, kind, who)
    passes, more = _obstacle(tags, who, profiles)
    fits, missing = _fits(tags, who)
    if not (allowed and passes and fits) or (kind == "steps" and not who.on_foot):
        return _Judged(0.0, 0.0, 0)
    along, against, turning = _directions(tags, kind, who)
    if any(key.endswith(":conditional") for key in tags) or tags.get("seasonal", "no") != "no":
        unknown |= Unknown.CONDITION
    bits = unknown | more | missing | (Unknown.DIRECTION if turning else Unknown(0))
    if kind == "barrier":  # an obstacle on a node: no weight, height or width is stated of it, and none is asked
        bits &= ~(Unknown.WEIGHT | Unknown.HEIGHT | Unknown.WIDTH)
    return _Judged(speed if along else 0.0, speed if against else 0.0, int(bits))


def _speed(tags: Mapping[str, str], kind: str, who: VehicleClass, profiles: Profiles) -> float:
    if kind == "ferry":
        return profiles.kinds["ferry"].value
    if who.on_foot:
        return who.speed_cap.value
    speed = profiles.kinds[kind].value
    if kind == "track" and tags.get("tracktype") in profiles.tracktype:
        speed = profiles.tracktype[tags["tracktype"]].value
    stated = limits.kph(tags.get("maxspeed", ""))
    if stated is not None:
        speed = stated * profiles.share_of_maxspeed.value
    if tags.get("surface") in profiles.surface:
        speed = min(speed, profiles.surface[tags["surface"]].value)
    return max(0.5, min(speed * who.speed_share.value, who.speed_cap.value))


def _access(tags: Mapping[str, str], kind: str, who: VehicleClass) -> tuple[bool, Unknown]:
    """Whether a class may pass as tagged, the most particular tag first, and whether that is known."""
    for key in who.access:
        if key in tags:
            if (kind in _FOOTWAYS or kind == "busway") and key == "access" and not who.on_foot:
                break  # "access=yes" on a footway does not open it to vehicles
            answer = tags[key]
            if answer == "no":
                return False, Unknown(0)
            return True, Unknown(0) if answer in _PASSES else Unknown.PERMISSION
    if who.on_foot:
        open_to_foot = kind not in _MOTORWAYS and kind not in ("busway", "bus_guideway")
        return True, Unknown(0) if open_to_foot else Unknown.PERMISSION
    if kind in _FOOTWAYS or kind == "bus_guideway":
        return False, Unknown(0)
    if kind == "busway":
        return who.name == "bus", Unknown(0)
    return True, Unknown.PERMISSION if kind == "ferry" else Unknown(0)


def _obstacle(tags: Mapping[str, str], who: VehicleClass, profiles: Profiles) -> tuple[bool, Unknown]:
    """Whether a barrier or ford lets a class pass, and whether that is known."""
    unknown = Unknown(0)
    barrier = tags.get("barrier")
    if barrier is not None and not any(tags.get(key) in _PASSES for key in who.access):
        answers = profiles.barriers["foot" if who.on_foot else "vehicle"]
        if barrier in answers["no"]:
            return False, unknown
        if barrier not in answers["yes"]:
            unknown |= Unknown.BARRIER
    if tags.get("ford", "no") != "no" or tags.get("highway") == "ford":
        unknown |= Unknown.FORD
    if tags.get("route") == "ferry" and "highway" not in tags:
        unknown |= Unknown.FERRY
    return True, unknown


def _fits(tags: Mapping[str, str], who: VehicleClass) -> tuple[bool, Unknown]:
    """Whether weight and sizes fit; a fact that is asked for and not stated is unknown."""
    unknown = Unknown(0)
    if who.on_foot:
        return True, unknown
    for fact, (bit, size, keys) in _FACTS.items():
        read = limits.tonnes if fact == "weight" else limits.metres
        stated = [value for key in keys if (value := read(tags.get(key, ""))) is not None]
        if stated and min(stated) < who.sizes[size].value:
            return False, Unknown(0)
        if not stated and fact in who.asks:
            unknown |= bit
    longest = limits.metres(tags.get("maxlength", ""))
    return longest is None or longest >= who.sizes["length_m"].value, unknown


def _directions(tags: Mapping[str, str], kind: str, who: VehicleClass) -> tuple[bool, bool, bool]:
    """Whether a class may go along, and against, the drawn direction; and whether that changes by the hour."""
    oneway = tags.get("oneway")
    if who.on_foot and kind != "ferry":
        oneway = tags.get("oneway:foot")
    elif oneway is None and (tags.get("junction") in ("roundabout", "circular") or kind == "motorway"):
        oneway = "yes"
    if who.name == "bus":
        oneway = tags.get("oneway:bus", tags.get("oneway:psv", oneway))
    if oneway in ("yes", "true", "1"):
        return True, False, False
    if oneway in ("-1", "reverse"):
        return False, True, False
    return True, True, oneway in ("reversible", "alternating")
