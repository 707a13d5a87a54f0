"""The roads of a drawn day of family ``full``: every way over its two best crossings, with all it passes on the way.

One road stays unknown, one opens only after some time; a bridge shuts for a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil

import numpy as np

from benchmarks.fleet_drawn_land import DRAWN, OPENS, Land, ids, instant, known, point
from benchmarks.fleet_instances import KM_PER_MINUTE, WINDOW, minutes_between
from safeconduct.model.place import Mode, Node, Road, RoadFact, RoadState
from safeconduct.model.resource import Closure, Resource, ResourceUse
from safeconduct.model.situation import Approach, Leg, Needs, Transfer

#: Minutes to cross by ferry, and between two of its departures; how many vehicles it takes.
ON_WATER, TURN, ABOARD = 8, 20, 4
#: Minutes of driving before a reception at which its checkpoint stands, and minutes to be screened.
LEAD, SCREENED = 6, 4
#: Minutes of an empty drive, as a share of those of a loaded one.
EMPTY = 0.9
#: From one end of a bridge to the other, in kilometres.
EAST = np.array([0.3, 0.0])
#: When the late road opens, and the minutes in which a bridge is shut.
LATE, SHUT = 90, (300, 345)


@dataclass(slots=True)
class Roads:
    """Ways of a land, and the roads they turn out to use; ``unknown`` and ``late`` are (town, crossing)."""

    land: Land
    unknown: tuple[int, int]
    late: tuple[int, int]
    roads: dict[str, Road] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)

    def road(self, name: str, kind: str, a: tuple[str, np.ndarray], b: tuple[str, np.ndarray], *facts: RoadFact) -> str:
        """The road of that name, drawn between two named places if it is new."""
        if name not in self.roads:
            for node, place in (a, b):
                self.nodes.setdefault(
                    node, Node(id=node, kind=node.split("-")[0], name=node, aliases=(), point=point(place))
                )
            self.roads[name] = Road(
                id=name,
                kind=kind,
                name=name,
                aliases=(),
                over="river" if kind == "bridge" else None,
                ends=(a[0], b[0]),
                line=(point(a[1]), point(b[1])),
                history=facts or (RoadFact(state=RoadState.OPEN, since=None, basis=DRAWN),),
            )
        return name

    def over(self, b: int) -> tuple[str, ...]:
        """The edge of a crossing, none for the ferry: it runs on water."""
        name, place = self.land.crossings[b], self.land.crossing[b]
        east = place + EAST
        return () if name == "ferry" else (self.road(name, "bridge", (f"{name}-w", place), (f"{name}-e", east)),)

    def near(self, s: int, b: int) -> str:
        """The road from a site to a crossing."""
        site, name = self.land.sites[s], self.land.crossings[b]
        facts: tuple[RoadFact, ...] = ()
        if (s, b) == self.unknown:
            facts = (RoadFact(state=RoadState.UNKNOWN, since=None, basis=DRAWN),)
        elif (s, b) == self.late:
            facts = (
                RoadFact(state=RoadState.CLOSED, since=OPENS - timedelta(hours=9), basis=DRAWN),
                RoadFact(state=RoadState.OPEN, since=instant(LATE), basis=DRAWN),
            )
        ends = (site, self.land.site[s]), (f"{name}-w", self.land.crossing[b])
        return self.road(f"{site}--{name}", "road", *ends, *facts)

    def far(self, name: str, place: np.ndarray, b: int) -> str:
        """The road from a crossing to a place behind the river."""
        crossing = self.land.crossings[b]
        start = f"{crossing}-e", self.land.crossing[b] + EAST
        return self.road(f"{crossing}--{name}", "road", start, (name, place))

    def legs(self) -> Iterator[Leg]:
        """Two ways from every site to every reception."""
        land = self.land
        to, on = minutes_between(land.site, land.crossing), minutes_between(land.reception, land.crossing)
        gates = gates_of(land)
        for s, r in np.ndindex(len(land.site), len(land.reception)):
            for n, b in enumerate(self._best(to[s] + on[r])):
                before, after = int(to[s, b]), int(on[r, b])
                back, first = round(EMPTY * after), round(EMPTY * before)
                lead, edges = min(LEAD, after, back), (self.near(s, b), *self.over(b))
                edges = (*edges, self.far(land.receptions[r], land.reception[r], b))
                crossing, gate = land.crossings[b], gates[r]
                out, home = ("ferry-out", "ferry-in") if crossing == "ferry" else (crossing, crossing)
                yield Leg(
                    id=f"{land.sites[s]}--{land.receptions[r]}-{n + 1}",
                    site=land.sites[s],
                    reception=land.receptions[r],
                    mode=Mode.BUS,
                    km=known(round((before + after) * KM_PER_MINUTE, 1)),
                    minutes_loaded=known(before + after),
                    minutes_empty=known(back + first),
                    edges=edges,
                    leans_on=edges[:1] if (s, b) == self.unknown else (),
                    checkpoint=None,
                    uses=(
                        ResourceUse(resource=out, minutes=before),
                        ResourceUse(resource=gate, minutes=before + after - lead),
                    ),
                    uses_empty=(ResourceUse(resource=gate, minutes=lead), ResourceUse(resource=home, minutes=back)),
                )

    def approaches(self) -> Iterator[Approach]:
        """Two ways from every depot to every site."""
        land = self.land
        to, on = minutes_between(land.depot, land.crossing), minutes_between(land.site, land.crossing)
        for d, s in np.ndindex(len(land.depot), len(land.site)):
            for n, b in enumerate(self._best(to[d] + on[s])):
                before, after = round(EMPTY * int(to[d, b])), round(EMPTY * int(on[s, b]))
                crossing = land.crossings[b]
                edges = (self.far(land.depots[d], land.depot[d], b), *self.over(b), self.near(s, b))
                home = "ferry-in" if crossing == "ferry" else crossing
                yield Approach(
                    id=f"{land.depots[d]}--{land.sites[s]}-{n + 1}",
                    depot=land.depots[d],
                    site=land.sites[s],
                    minutes=known(before + after),
                    edges=edges,
                    leans_on=edges[-1:] if (s, b) == self.unknown else (),
                    uses=(ResourceUse(resource=home, minutes=before),),
                )

    def between(self) -> Iterator[Approach]:
        """The road from every village to the town next to it, both ways, also with people on board; and from each
        village to the next one where that is as near."""
        land = self.land
        apart = minutes_between(land.site, land.site)
        pairs = []
        for v in range(land.towns, land.quay):
            town = int(np.argmin(apart[v, : land.towns]))
            pairs += [(v, town), (town, v)]
            if v > land.towns and apart[v - 1, v] <= 2 * apart[v, town]:
                pairs += [(v - 1, v), (v, v - 1)]
        for a, b in pairs:
            low, high = sorted((a, b))
            ends = (land.sites[low], land.site[low]), (land.sites[high], land.site[high])
            yield Approach(
                id=f"{land.sites[a]}--{land.sites[b]}",
                depot=land.sites[a],
                site=land.sites[b],
                minutes=known(int(apart[a, b])),
                edges=(self.road(f"{ends[0][0]}--{ends[1][0]}", "road", *ends),),
                leans_on=(),
                minutes_loaded=known(int(apart[a, b]) + 1),
            )

    def boats(self, places: int) -> Transfer:
        """Two boats from the isle to the quay."""
        return Transfer(
            id="boats",
            name="Boats",
            site="isle",
            landing="quay",
            places=known(Needs(walking=places, wheelchair=1, stretcher=1)),
            minutes=known(14),
            boats=known(2),
            minutes_back=known(11),
            per_minute=None,
            edges=(),
            leans_on=(),
            holds=known(4 * places),
        )

    def _best(self, total: np.ndarray) -> list[int]:
        """The two crossings of least minutes, the wait for the ferry's way over counted."""
        whole = total.copy()
        whole[-1] += ON_WATER
        return [int(b) for b in np.argsort(whole, kind="stable")[:2]]


def gates_of(land: Land) -> tuple[str, ...]:
    """The checkpoint before each reception: two receptions share one."""
    names = ids("gate", ceil(len(land.reception) / 2))
    return tuple(names[r // 2] for r in range(len(land.reception)))


def resources_of(land: Land) -> tuple[Resource, ...]:
    """Bridges of one lane, the first of them shut for a while; the ferry each way; checkpoints that people on board are
    screened at, so empty vehicles pass."""
    trips = int(land.trips.sum())
    slot = int(np.clip(WINDOW * len(land.crossing) // (2 * trips * 1.15), 1, 4))
    shut = Closure(since=instant(SHUT[0]), until=instant(SHUT[1]), basis=DRAWN)
    bridges = [
        _resource(name, "crossing", name, 1, slot, 0, 0, closures=(shut,) if not b else ())
        for b, name in enumerate(land.crossings[:-1])
    ]
    ferry = [
        _resource("ferry-out", "ferry", None, ABOARD, TURN, ON_WATER, 0),
        _resource("ferry-in", "ferry", None, ABOARD, TURN, 0, 2 * ON_WATER),
    ]
    gates = tuple(dict.fromkeys(gates_of(land)))
    lanes = ceil(1.5 * trips / len(gates) * SCREENED / WINDOW)
    posts = [_resource(name, "checkpoint", None, lanes, SCREENED, SCREENED, 1, free=True) for name in gates]
    return (*bridges, *ferry, *posts)


def _resource(
    name: str,
    kind: str,
    road: str | None,
    lanes: int,
    slot: int,
    loaded: int,
    empty: int,
    *,
    free: bool = False,
    closures: tuple[Closure, ...] = (),
) -> Resource:
    return Resource(
        id=name,
        name=name,
        kind=kind,  # type: ignore[arg-type]
        road=road,
        lanes=known(lanes),
        slot_minutes=known(slot),
        delay_loaded=known(loaded),
        delay_empty=known(empty),
        empty_free=free,
        closures=closures,
    )


def roads_of(rng: np.random.Generator, land: Land) -> Roads:
    """The roads of a land; the unknown one and the one that opens late lead from towns."""
    towns, crossings = land.towns, len(land.crossing)
    unknown = int(rng.integers(towns)), int(rng.integers(crossings))
    late = int(rng.integers(towns)), (unknown[1] + 1) % crossings
    return Roads(land=land, unknown=unknown, late=late)
