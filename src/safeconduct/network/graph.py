"""The road network as one mode of travel sees it: numbered nodes and edges, lengths, and what may be used.

Lengths are great-circle lengths of the drawn lines (haversine on a sphere of radius 6,371.0088 km, the mean earth
radius of IUGG), so they are lower bounds of road lengths.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from safeconduct.model.errors import NotFound
from safeconduct.model.place import Mode, Node, Passable, Point, Road, passable

EARTH_RADIUS_KM = 6371.0088
#: Kilometres a degree of latitude, of that sphere.
KM_PER_DEGREE = 111.195


def great_circle_km(a: Point, b: Point) -> float:
    """Kilometres between two points along the great circle (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def line_km(line: Sequence[Point]) -> float:
    """Kilometres along a drawn line."""
    return sum(great_circle_km(a, b) for a, b in pairwise(line))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadGraph:
    """Nodes ``0..n-1`` and undirected edges ``0..m-1`` in the order of the tables they were made from.

    ``nodes`` and ``roads`` give ids by number, ``ends`` the two node numbers of each edge, ``metres`` whole metres
    (at least 1), ``use`` whether the mode may pass in the road's latest state.
    """

    mode: Mode
    nodes: tuple[str, ...]
    roads: tuple[str, ...]
    ends: tuple[tuple[int, int], ...]
    metres: tuple[int, ...]
    use: tuple[Passable, ...]

    def number(self, node: str) -> int:
        """Number of a node id; NotFound when the network has no such node."""
        try:
            return self.nodes.index(node)
        except ValueError:
            raise NotFound(
                f"the road network has no node {node!r}", next_step="name a point of roads.geojson by its id"
            ) from None

    def blocked(self) -> tuple[int, ...]:
        """Edges the mode cannot use in their latest state. Unknown ones are not among them."""
        return tuple(edge for edge, use in enumerate(self.use) if use is Passable.NO)

    def deciseconds(self, kph: float) -> tuple[int, ...]:
        """Time on each edge at a steady speed, rounded up to tenths of a second."""
        return tuple(max(1, math.ceil(metres * 36 / kph)) for metres in self.metres)

    def neighbours(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each node its (edge, node at the other end), in edge order."""
        beside: list[list[tuple[int, int]]] = [[] for _ in self.nodes]
        for edge, (a, b) in enumerate(self.ends):
            beside[a].append((edge, b))
            beside[b].append((edge, a))
        return tuple(tuple(pairs) for pairs in beside)

    def reach(self, origin: int, *, without: frozenset[int] = frozenset()) -> frozenset[int]:
        """Nodes connected to ``origin`` over passable or unknown edges, leaving out some edges."""
        beside = self.neighbours()
        seen, rest = {origin}, [origin]
        while rest:
            for edge, node in beside[rest.pop()]:
                if node not in seen and self.use[edge] is not Passable.NO and edge not in without:
                    seen.add(node)
                    rest.append(node)
        return frozenset(seen)


def road_graph(nodes: Sequence[Node], roads: Sequence[Road], mode: Mode) -> RoadGraph:
    """The network for one mode in the roads' latest states; NotFound when a road ends at no node of the table."""
    number = {node.id: at for at, node in enumerate(nodes)}

    def ends(road: Road) -> Iterator[int]:
        for end in road.ends:
            if end not in number:
                raise NotFound(
                    f"road {road.id} ends at {end!r}, which is no node of the network",
                    field=f"roads.{road.id}.ends",
                    next_step="add the node, or end the road at one that exists",
                )
            yield number[end]

    pairs = [tuple(ends(road)) for road in roads]
    return RoadGraph(
        mode=mode,
        nodes=tuple(number),
        roads=tuple(road.id for road in roads),
        ends=tuple((a, b) for a, b in pairs),
        metres=tuple(max(1, round(line_km(road.line) * 1000)) for road in roads),
        use=tuple(passable(road.now.state, mode, road.kind) for road in roads),
    )
