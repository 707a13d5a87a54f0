"""Why not everyone can go, twice: the prices that prove it, and what the network alone lets through.

The price cut knows vehicles, times and returns, and is the tighter. The network cut is one sentence a negotiator
understands: over a set of crossings, bays and receptions that everyone must pass, no more than so many people pass in
the hours, however many vehicles there are. It is a least cut of a flow of persons (Ford and Fulkerson 1956): groups to
the bays of their site, from there over the shared places of each leg to the reception, or first to another site where
trips have several pick-ups.

A crossing lets as many people through as slots times lanes times the places of the largest vehicle. Where every way
in passes the cut as well and empty vehicles need slots, only half of the slots can carry people, and those that start
inside besides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from safeconduct.model.errors import NotFound
from safeconduct.model.fleet import FleetScenario
from safeconduct.model.resource import Resource
from safeconduct.model.situation import Approach, Situation
from safeconduct.network.cut import cut_of
from safeconduct.plan.fleet.across import landed_instance
from safeconduct.plan.fleet.answer import people_of
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.landings import transfers_of, with_landed
from safeconduct.plan.fleet.situated import ANY, EACH, Legend, legend_of
from safeconduct.plan.fleet.tables import open_slots
from safeconduct.plan.fleet_explain.clock import DayClock
from safeconduct.plan.instance import latest_arrival

#: More than any number of people.
ENDLESS = 2**30

Node = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPart:
    """One thing of a cut: ``kind`` "people", "reception", "bays" or "crossings", its names, and the persons it lets
    through; ``vehicles`` that may pass it with people, None where vehicles are not counted."""

    kind: str
    names: tuple[str, ...]
    vehicles: int | None
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCut:
    """No more than ``persons`` of ``people`` get out whatever the fleet, as long as no vehicle is larger than
    ``places``. ``statement`` says so in one sentence."""

    people: int
    persons: int
    places: int
    parts: tuple[CutPart, ...]
    statement: str


def network_cut(situation: Situation, scenario: FleetScenario) -> NetworkCut:
    """The least of the cuts tried; with ``persons == people`` the network separates nobody. Raises what ``legend_of``
    and ``instance_of`` raise."""
    net = _Network(situation, scenario)
    tried = [net.judged(net.least_cut(half=half)) for half in (False, True)]
    parts = min(tried, key=lambda found: sum(part.persons for part in found))
    persons, people = sum(part.persons for part in parts), net.people
    return NetworkCut(
        people=people,
        persons=min(persons, people),
        places=net.places,
        parts=parts,
        statement=_statement(parts, persons, people, net.places),
    )


class _Network:
    """The flow of persons of one scenario."""

    def __init__(self, situation: Situation, scenario: FleetScenario) -> None:
        self.situation = situation
        self.legend: Legend = with_landed(legend_of(situation, scenario))
        self.instance: FleetInstance = landed_instance(self.legend, EACH)
        self.people = people_of(self.legend)
        self.places = max((kind.places.value.total for kind in self.legend.classes), default=0)
        self.held = {r.id: r for r in self.legend.situation.resources}
        self.legs = [leg for legs in self.legend.outbound.values() for leg in dict.fromkeys(legs)]
        #: Ways between sites that a trip may drive with people on board. What boards at their ends may take less of a
        #: bay than a full vehicle, and come in another way than it leaves.
        self.between = [
            way
            for way in situation.approaches
            if way.minutes_loaded is not None and {way.depot, way.site} <= {site.id for site in self.legend.sites}
        ]
        self.joined = {site for way in self.between for site in (way.depot, way.site)}
        self.load = int(self.instance.type_load.min(initial=10**6))
        self.loads = {
            site.id: site.bays.value * (max(self.instance.close, 0) // self.load) for site in self.legend.sites
        }
        clock = DayClock(situation, scenario)
        self.latest = {
            (c.site, c.reception): clock.minute(c.window.opens) + latest_arrival(situation, c)
            for c in self.legend.corridors
            if c.window is not None
        }
        self.passes = {name: self._passes(row, name) for row, name in enumerate(self.legend.crossings[:-1])}

    def _passes(self, row: int, name: str) -> tuple[int, int]:
        """Passes of a crossing by vehicles with people, and by all, until the last at which people still arrive."""
        hours = [
            (
                (0 if leg.site in self.joined else self.load) + use.minutes,
                self.latest[leg.site, leg.reception] - leg.minutes_loaded.value + use.minutes,
            )
            for leg in self.legs
            for use in leg.uses
            if use.resource == name
        ]
        if any(use.resource == name for way in self.between for use in way.uses):
            hours.append((0, self.instance.close))
        open_, lanes = open_slots(self.instance)[row], int(self.instance.crossing_lanes[row])
        first, last = min((f for f, _ in hours), default=0), max((u for _, u in hours), default=-1)
        return lanes * int(open_[first : max(first, last + 1)].sum()), lanes * int(open_[: max(0, last + 1)].sum())

    def least_cut(self, *, half: bool) -> list[Node]:
        """Nodes of a least cut; with ``half`` crossings that count empty vehicles let half of their slots through."""
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import breadth_first_order, maximum_flow

        capacity = self._capacities(half)
        arcs = dict.fromkeys(self._arcs())
        ends = {("source", ""): 0, ("sink", ""): 1}
        number = {node: 2 + 2 * n for n, node in enumerate(capacity)}
        rows, columns, values = [], [], []
        for node, persons in capacity.items():
            rows.append(number[node])
            columns.append(number[node] + 1)
            values.append(min(persons, ENDLESS))
        for start, goal in arcs:
            rows.append(ends[start] if start in ends else number[start] + 1)
            columns.append(ends[goal] if goal in ends else number[goal])
            values.append(ENDLESS)
        size = 2 + 2 * len(capacity)
        graph = csr_matrix((np.array(values, dtype=np.int32), (rows, columns)), shape=(size, size))
        left = graph - maximum_flow(graph, 0, 1).flow
        left.data = np.maximum(left.data, 0)
        left.eliminate_zeros()
        near = set(breadth_first_order(left, 0, return_predecessors=False).tolist())
        return [node for node, n in number.items() if n in near and n + 1 not in near]

    def _capacities(self, half: bool) -> dict[Node, int]:
        found: dict[Node, int] = {}
        for (group, _), persons in zip(self.legend.groups, self.instance.group_people, strict=True):
            found["people", group] = found.get(("people", group), 0) + int(persons)
        for site, loads in self.loads.items():
            found["bays", site] = ENDLESS if site in self.joined else loads * self.places
            found["leaving", site] = ENDLESS
        for name, (loaded, passes) in self.passes.items():
            shared = half and not self.held[name].empty_free
            found["crossings", name] = (passes // 2 if shared else loaded) * self.places
        for row, name in enumerate(self.legend.receptions):
            found["reception", name] = int(self.instance.reception_capacity[row])
        return found

    def _arcs(self) -> Iterable[tuple[Node, Node]]:
        stands = {group.id: site.id for site in self.situation.sites for group in site.groups}
        for site in self.legend.sites:
            for group in site.groups:
                if not any(name == group.id for name, _ in self.legend.groups):
                    continue
                yield ("source", ""), ("people", group.id)
                there = {site.id, *(t.landing for t in transfers_of(self.legend) if t.site == stands[group.id])}
                for leg in self.legs:
                    if leg.site in there and group.wished.value in (leg.reception, ANY):
                        yield ("people", group.id), ("bays", leg.site)
        for site in self.legend.sites:
            yield ("bays", site.id), ("leaving", site.id)
        for leg in self.legs:
            passed = [("crossings", use.resource) for use in leg.uses]
            yield from pairwise([("leaving", leg.site), *passed, ("reception", leg.reception)])
        for way in self.between:
            passed = [("crossings", use.resource) for use in way.uses]
            yield from pairwise([("leaving", way.depot), *passed, ("leaving", way.site)])
        for name in self.legend.receptions:
            yield ("reception", name), ("sink", "")

    def judged(self, cut: list[Node]) -> tuple[CutPart, ...]:
        """The parts of a cut with what they let through; crossings of one cut are counted together."""
        capacity = self._capacities(half=False)
        names = {site.id: site.name for site in self.situation.sites}
        names |= {reception.id: reception.name for reception in self.situation.receptions}
        parts = []
        for kind in ("people", "bays", "reception"):
            rows = [name for what, name in cut if what == kind]
            if rows:
                parts.append(
                    CutPart(
                        kind=kind,
                        names=tuple(names.get(name, name) for name in rows),
                        vehicles=sum(self.loads[name] for name in rows) if kind == "bays" else None,
                        persons=sum(capacity[kind, name] for name in rows),
                    )
                )
        crossings = [self.held[name] for kind, name in cut if kind == "crossings"]
        if crossings:
            loaded = self._loaded(crossings)
            named = tuple(resource.name for resource in crossings)
            parts.append(CutPart(kind="crossings", names=named, vehicles=loaded, persons=loaded * self.places))
        return tuple(sorted(parts, key=lambda part: -part.persons))

    def _loaded(self, crossings: list[Resource]) -> int:
        """How many vehicles with people pass these crossings at most."""
        loaded, passes = (sum(self.passes[resource.id][n] for resource in crossings) for n in (0, 1))
        ids = {resource.id for resource in crossings}
        sites = {leg.site for leg in self.legs if ids & {use.resource for use in leg.uses}}
        if sites & self.joined:
            return loaded
        for (_, row), ways in self.legend.inbound.items():
            for way in ways if self.legend.sites[row].id in sites else ():
                if way is None:
                    continue
                uses = way.uses if isinstance(way, Approach) else way.uses_empty
                if not any(use.resource in ids and not self.held[use.resource].empty_free for use in uses):
                    return loaded
        inside = sum(kind.count.value for kind in self.legend.classes if kind.start.value in sites)
        return min(loaded, (passes + inside) // 2)


def _statement(parts: tuple[CutPart, ...], persons: int, people: int, places: int) -> str:
    if persons >= people:
        return f"The network alone separates nobody: with vehicles enough, all {people:,} people could pass it."
    if not parts:
        return f"Whatever the fleet, none of {people:,} people has an open way to a reception they wish."
    said = []
    for part in parts:
        named = " and ".join(part.names) if len(part.names) < 4 else f"{len(part.names)} {part.kind}"
        if part.kind == "crossings":
            verb = "lets" if len(part.names) == 1 else "let"
            said.append(f"{named} {verb} {part.vehicles or 0:,} vehicles with people through in the hours")
        elif part.kind == "bays":
            said.append(f"the loading bays at {named} fill {part.vehicles or 0:,} vehicles in the hours")
        elif part.kind == "reception":
            said.append(f"{named} {'takes' if len(part.names) == 1 else 'take'} {part.persons:,} people")
        else:
            said.append(f"{part.persons:,} people of {named} have a way to where they wish")
    counted = any(part.vehicles is not None for part in parts)
    largest = f", {places:,} places in the largest" if counted else ""
    return f"Whatever the fleet, {'; '.join(said)}{largest}: at most {persons:,} of {people:,} people."


def road_cuts(situation: Situation, scenario: FleetScenario) -> tuple[str, ...]:
    """For each planned corridor without an open leg: the crossings that separate its ends, where roads are drawn."""
    legend = legend_of(situation, scenario)
    led = {(leg.site, leg.reception) for legs in legend.outbound.values() for leg in legs}
    found = []
    for corridor in legend.corridors:
        if (corridor.site, corridor.reception) in led:
            continue
        try:
            cut = cut_of(situation, corridor.id)
        except NotFound:  # the places of a fleet need not stand on the drawn network
            continue
        if cut is not None and cut.edges:
            found.append(cut.statement)
    return tuple(dict.fromkeys(found))
