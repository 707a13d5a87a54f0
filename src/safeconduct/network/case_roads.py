"""The roads of a case out of a real network: its places, each crossing one edge, and the fastest ways between.

What is drawn are the crossings that separate a site from a reception and every way that is fastest under some set of
closed crossings; that a case's undirected drawing answers "can it be reached" as the directed network does, under
every set of closures, is checked when it is made. Minutes and kilometres are those of the true network.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from safeconduct.model.errors import InputError
from safeconduct.model.known import Assumption
from safeconduct.model.place import Node, Point
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.reduce import (
    Crossing,
    Hop,
    Mask,
    ReducedNet,
    Way,
    reduce_net,
    separating_crossings,
    sides,
)
from safeconduct.network.roadfile import RoadFile, RoadShape
from safeconduct.network.roadnet import RoadNet
from safeconduct.network.snap import largest_part, snap
from safeconduct.ports import NetworkRouter

#: More crossings than this (2**n sets of closures) are not tried one set at a time.
MOST_CROSSINGS = 10
#: A place farther than this from the network is refused, metres.
FARTHEST_METRES = 2_000.0
#: Drawn lines keep their shape to this many degrees (about 30 m).
DRAWN_DEGREES = 0.0003
RECORD = "network-times"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingName:
    """What a case calls a crossing: id, name and aliases, and the names it has on the map (``mapped``)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    mapped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredWay:
    """A fastest way: minutes rounded up, kilometres to one decimal, the road ids in order."""

    minutes: int
    km: float
    roads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredWays:
    """Every fastest way between the sites and receptions of a case, by (from, to) and the closed roads that matter.
    ``record`` says what the times rest on, for printing."""

    record: Assumption
    closable: frozenset[str]
    ways: Mapping[tuple[str, str], Mapping[frozenset[str], MeasuredWay | None]]

    def way(self, start: str, goal: str, closed: frozenset[str]) -> MeasuredWay | None:
        """The fastest way while these roads are closed, None when there is none."""
        return self.ways[start, goal][closed & self.closable]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRoads:
    """The drawing of a case, and the ways measured for it."""

    file: RoadFile
    measured: MeasuredWays


def case_roads(
    net: RoadNet,
    times: ArcTimes,
    router: NetworkRouter,
    *,
    frame: RoadFile,
    between: Sequence[tuple[str, str]],
    names: Sequence[CrossingName] = (),
    source: str,
) -> CaseRoads:
    """The roads of a case between the places of ``frame`` (which draws none), for the class of ``times``.

    ``between`` are its (site, reception) pairs, ``source`` names the extract. InputError naming what to change: a
    place off the network, a name that is no crossing found, or a network that no such drawing stands for.
    """
    snapped = _snapped(net, times, frame, between)
    found = _crossings(net, times, frame, between, snapped)
    called = _called(found, names, source)
    crossings = [_all_of(name, found) for name in called]
    reduced = reduce_net(net, times, router, tuple(dict.fromkeys(snapped.values())), crossings)
    sites = [snapped[site] for site in dict.fromkeys(site for site, _ in between)]
    drawing = _Drawing(net, times, router, reduced, called, snapped, sides(net, times, crossings, sites))
    ways = {pair: dict(drawing.every_way(*pair)) for a, b in dict.fromkeys(between) for pair in ((a, b), (b, a))}
    file = drawing.road_file(frame)
    _require_same_reach(file, ways, source)
    record = Assumption(
        id=RECORD,
        slot="network.times",
        value=source,
        unit="minutes and km",
        why=f"Fastest ways of a {times.name} in a convoy by the speeds of the profiles. {drawing.leaning()}",
        source=f"{source}, © OpenStreetMap contributors (ODbL 1.0)",
    )
    measured = MeasuredWays(record=record, closable=frozenset(name.id for name in called), ways=ways)
    return CaseRoads(file=file, measured=measured)


def _snapped(net: RoadNet, times: ArcTimes, frame: RoadFile, between: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The network node of every site and reception."""
    inside = largest_part(net, times)
    found: dict[str, int] = {}
    for place in dict.fromkeys(end for pair in between for end in pair):
        node = frame.node(place)
        if node is None:
            raise InputError(
                f"there is no place {place!r}", field="corridors", next_step="use the id of a point in places.geojson"
            )
        found[place] = snap(net, node.point, inside, what=place, max_metres=FARTHEST_METRES).node
    if len(set(found.values())) < len(found):
        raise InputError(
            "two places lie nearest to the same node of the network",
            field=", ".join(found),
            next_step="give places farther apart, or an extract with more roads",
        )
    return found


def _crossings(
    net: RoadNet,
    times: ArcTimes,
    frame: RoadFile,
    between: Sequence[tuple[str, str]],
    snapped: Mapping[str, int],
) -> tuple[Crossing, ...]:
    """The crossings that separate sites from those receptions that some crossing separates from them."""
    rivers = [[(p.lon, p.lat) for p in water.line] for water in frame.waters]
    sites = [snapped[site] for site in dict.fromkeys(site for site, _ in between)]
    apart = []
    for reception in dict.fromkeys(reception for _, reception in between):
        if separating_crossings(net, times, sites, [snapped[reception]], rivers):
            apart.append(snapped[reception])
    found = separating_crossings(net, times, sites, apart, rivers) if apart else ()
    if len(found) > MOST_CROSSINGS:
        raise InputError(
            f"{len(found)} crossings separate the places, at most {MOST_CROSSINGS} are drawn",
            field="places.geojson",
            next_step="draw the river that matters, or give places that fewer crossings separate",
        )
    return found


def _called(crossings: Sequence[Crossing], names: Sequence[CrossingName], source: str) -> tuple[CrossingName, ...]:
    """What the case calls each crossing; one that it does not name keeps the map's name."""
    mapped = {written: name for name in names for written in name.mapped}
    found = [crossing.name for crossing in crossings]
    for written, name in mapped.items():
        if written not in found:
            raise InputError(
                f"no crossing that separates the places is called {written!r} in {source}",
                file="crossings.yaml",
                field=f"{name.id}.map",
                next_step=f"found are: {', '.join(found) or 'none'}",
            )
    called = (
        mapped.get(word, CrossingName(id=f"crossing-{number}", name=word, aliases=(), mapped=(word,)))
        for number, word in enumerate(found, 1)
    )
    return tuple(dict.fromkeys(called))


def _all_of(name: CrossingName, found: Sequence[Crossing]) -> Crossing:
    """The edges of every crossing that the case gives one name."""
    return Crossing(name=name.name, edges=tuple(e for c in found if c.name in name.mapped for e in c.edges))


class _Drawing:
    """Collects what is drawn while ways are asked for."""

    def __init__(
        self,
        net: RoadNet,
        times: ArcTimes,
        router: NetworkRouter,
        reduced: ReducedNet,
        called: Sequence[CrossingName],
        snapped: Mapping[str, int],
        banks: tuple[Mask, Mask],
    ) -> None:
        self._net, self._times, self._router, self._reduced = net, times, router, reduced
        self._called, self._snapped = called, snapped
        self._out, self._home = banks
        self._arcs: dict[tuple[int, int], tuple[int, ...]] = {}
        self._roads: dict[tuple[str, str], tuple[int, ...]] = {}
        self._over: dict[str, int] = {}

    def every_way(self, start: str, goal: str) -> Iterator[tuple[frozenset[str], MeasuredWay | None]]:
        """The way under every set of closed crossings."""
        for count in range(len(self._called) + 1):
            for closed in combinations(range(len(self._called)), count):
                found = self._reduced.way(self._snapped[start], self._snapped[goal], closed)
                ids = frozenset(self._called[number].id for number in closed)
                yield ids, None if found is None else self._measured(found, start, goal)

    def _measured(self, found: Way, start: str, goal: str) -> MeasuredWay:
        metres, roads, here = 0.0, [], start
        pending: list[Hop] = []
        for hop in found.hops:
            metres += sum(float(self._net.edge_metres[arc // 2]) for arc in self._walked(hop))
            ends = self._ends(hop)
            if ends is None:
                pending.append(hop)
                continue
            roads += self._between(here, ends[0], pending)
            roads.append(ends[2])
            arc = self._walked(hop)[0]
            self._over.setdefault(ends[2], arc if ends[0].endswith("-near") else arc ^ 1)
            here, pending = ends[1], []
        roads += self._between(here, goal, pending)
        return MeasuredWay(minutes=math.ceil(found.deciseconds / 600), km=round(metres / 1000, 1), roads=tuple(roads))

    def _ends(self, hop: Hop) -> tuple[str, str, str] | None:
        """The drawn nodes a hop over a crossing starts and ends at, and the crossing's id; None for any other hop."""
        if hop.crossing is None:
            return None
        road = self._called[hop.crossing].id
        if self._out[hop.tail] and not self._out[hop.head]:
            return f"{road}-near", f"{road}-far", road
        if self._home[hop.head] and not self._home[hop.tail]:
            return f"{road}-far", f"{road}-near", road
        return None

    def _between(self, a: str, b: str, hops: Sequence[Hop]) -> list[str]:
        """The road drawn from one node to another, kept with the arcs of its first use; none from a node to itself."""
        if a == b:
            return []
        first, second = sorted((a, b))
        arcs = tuple(arc for hop in hops for arc in self._walked(hop))
        self._roads.setdefault((first, second), arcs if a == first else tuple(arc ^ 1 for arc in reversed(arcs)))
        return [f"{first}--{second}"]

    def _walked(self, hop: Hop) -> tuple[int, ...]:
        """The arcs under a hop."""
        if hop.arc is not None:
            return (hop.arc,)
        key = (hop.tail, hop.head)
        if key not in self._arcs:
            edges = [edge for crossing in self._reduced.crossings for edge in crossing.edges]
            self._router.close(edges)
            try:
                found = self._router.route(self._times.name, *key)
            finally:
                self._router.reopen(edges)
            if found is None or found[0] != hop.deciseconds:
                raise AssertionError("a way that the matrix has and the router has not")
            self._arcs[key] = found[1]
        return self._arcs[key]

    def leaning(self) -> str:
        """What the map does not state of the ways drawn."""
        drawn = [arc for arcs in self._roads.values() for arc in arcs] + list(self._over.values())
        unknown = self._times.leans_on(drawn)
        if not unknown:
            return "The map states everything that was asked of these ways."
        words = dict.fromkeys(word for of_edge in unknown.values() for word in of_edge)
        return f"Of {len(unknown):,} stretches the map does not state everything: {', '.join(words)}."

    def road_file(self, frame: RoadFile) -> RoadFile:
        """The drawing: places, the two ends of every crossing, the crossings, and the ways between."""
        nodes = [*frame.nodes]
        for name in self._called:
            if name.id in self._over:
                line = self._line((self._over[name.id],))
                nodes += (self._end(name, "near", line[0]), self._end(name, "far", line[-1]))
        at = {node.id: node for node in nodes}
        shapes = [self._crossing(name, at, frame) for name in self._called if name.id in self._over]
        for (a, b), arcs in self._roads.items():
            line = (at[a].point, *(self._line(arcs) if arcs else ()), at[b].point)
            shapes.append(_shape(f"{a}--{b}", "road", f"{at[a].name} – {at[b].name}", (a, b), _simple(line)))
        return RoadFile(
            name=frame.name,
            nodes=tuple(nodes),
            shapes=tuple(shapes),
            waters=frame.waters,
            water_names=frame.water_names,
        )

    def _end(self, name: CrossingName, which: str, point: Point) -> Node:
        words = f"{name.name}, {'the near' if which == 'near' else 'the far'} end"
        return Node(id=f"{name.id}-{which}", kind="junction", name=words, aliases=(), point=point)

    def _crossing(self, name: CrossingName, at: Mapping[str, Node], frame: RoadFile) -> RoadShape:
        ends = (f"{name.id}-near", f"{name.id}-far")
        line = (at[ends[0]].point, at[ends[1]].point)
        over = min(frame.waters, key=lambda water: _degrees(water.line, line)).name if frame.waters else None
        return _shape(name.id, "bridge", name.name, ends, line, aliases=(*name.aliases, *name.mapped), over=over)

    def _line(self, arcs: Sequence[int]) -> tuple[Point, ...]:
        """The drawn line of arcs in order."""
        points: list[Point] = []
        for arc in arcs:
            line = self._net.line(arc // 2)
            points += [Point(lon=lon, lat=lat) for lon, lat in (reversed(line) if arc % 2 else line)]
        return tuple(points)


def _shape(
    road: str,
    kind: str,
    name: str,
    ends: tuple[str, str],
    line: tuple[Point, ...],
    aliases: tuple[str, ...] = (),
    over: str | None = None,
) -> RoadShape:
    aliases = tuple(dict.fromkeys(alias for alias in aliases if alias != name))
    return RoadShape(id=road, kind=kind, name=name, aliases=aliases, over=over, ends=ends, line=line)


def _simple(line: Sequence[Point]) -> tuple[Point, ...]:
    from shapely import LineString

    drawn = LineString([(p.lon, p.lat) for p in line]).simplify(DRAWN_DEGREES)
    return tuple(Point(lon=round(x, 5), lat=round(y, 5)) for x, y in drawn.coords)


def _degrees(a: Sequence[Point], b: Sequence[Point]) -> float:
    """How far two lines lie apart, degrees: to compare, not to measure."""
    from shapely import LineString

    return float(LineString([(p.lon, p.lat) for p in a]).distance(LineString([(p.lon, p.lat) for p in b])))


def _require_same_reach(
    file: RoadFile,
    ways: Mapping[tuple[str, str], Mapping[frozenset[str], MeasuredWay | None]],
    source: str,
) -> None:
    """The drawing joins two places under a set of closures exactly when the network has a way."""
    for (a, b), by_closed in ways.items():
        for closed, found in by_closed.items():
            if _joined(file, a, b, closed) != (found is not None):
                raise InputError(
                    f"with {', '.join(sorted(closed)) or 'nothing'} closed, {source} has "
                    f"{'a way' if found else 'no way'} from {a} to {b}, and a drawing of its crossings says otherwise",
                    field="places.geojson",
                    next_step="give one-way crossings one name in crossings.yaml, or move a place off a ramp",
                )


def _joined(file: RoadFile, a: str, b: str, closed: frozenset[str]) -> bool:
    seen, rest = {a}, [a]
    while rest:
        here = rest.pop()
        for shape in file.shapes:
            if here in shape.ends and shape.id not in closed:
                there = shape.ends[1] if shape.ends[0] == here else shape.ends[0]
                if there not in seen:
                    seen.add(there)
                    rest.append(there)
    return b in seen
