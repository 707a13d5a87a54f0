"""Why there is no way: the crossings whose reopening would join a site and a reception.

Over passable and unknown edges a step costs 0, over a blocked edge 1. A shortest path then crosses a smallest set
of blocked edges (0-1 breadth-first search). When one edge is enough, every edge that alone is enough is listed.
Foot paths are never reopened to vehicles. Unknown counts as passable, so only confirmed states close anything.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime

from safeconduct.model.certificate import Cut, CutEdge
from safeconduct.model.errors import NotFound
from safeconduct.model.place import Mode, Road
from safeconduct.model.situation import Situation
from safeconduct.network.graph import RoadGraph, road_graph

_WORDS = {Mode.BUS: "vehicle route", Mode.FOOT: "route on foot"}
_WHO = {Mode.BUS: "vehicles", Mode.FOOT: "people on foot"}
_OTHER = {Mode.BUS: "people on foot or in boats", Mode.FOOT: "boats"}


def joined(situation: Situation, *, site: str, reception: str, mode: Mode) -> bool:
    """Whether passable or unknown edges join site and reception; NotFound for an unknown node."""
    graph = road_graph(situation.nodes, situation.roads, mode)
    return graph.number(reception) in graph.reach(graph.number(site))


def find_cut(situation: Situation, *, site: str, reception: str, mode: Mode) -> Cut | None:
    """The cut between a site and a reception for a mode, None when passable or unknown edges join them.

    Sources are named by the ids of their claims, which whoever prints it turns into their numbers. When not even all
    blocked edges would join the two, the network as drawn has a hole: the cut then has no edges and its statement says
    so. NotFound for a node the network does not have.
    """
    graph = road_graph(situation.nodes, situation.roads, mode)
    start, goal = graph.number(site), graph.number(reception)
    near = graph.reach(start)
    if goal in near:
        return None
    closable = frozenset(edge for edge in graph.blocked() if _carries(mode, situation.roads[edge]))
    smallest = _smallest(graph, start, goal, closable)
    one_is_enough = smallest is not None and len(smallest) == 1
    if one_is_enough:
        far = graph.reach(goal)
        smallest = tuple(edge for edge in sorted(closable) if _joins(graph.ends[edge], near, far))
    edges = tuple(_cut_edge(situation.roads[edge]) for edge in smallest or ())
    return Cut(
        mode=mode.value,
        site=site,
        reception=reception,
        near=tuple(node for at, node in enumerate(graph.nodes) if at in near),
        edges=edges,
        statement=_statement(situation, (site, reception), mode, edges, one_is_enough),
    )


def _carries(mode: Mode, road: Road) -> bool:
    return not (mode is Mode.BUS and road.kind == "foot")


def _joins(ends: tuple[int, int], near: frozenset[int], far: frozenset[int]) -> bool:
    a, b = ends
    return (a in near and b in far) or (b in near and a in far)


def _smallest(graph: RoadGraph, start: int, goal: int, closable: frozenset[int]) -> tuple[int, ...] | None:
    """Blocked edges of a path with the fewest of them, in path order; None when no path exists."""
    blocked, beside = frozenset(graph.blocked()), graph.neighbours()
    cost: dict[int, int] = {start: 0}
    came: dict[int, tuple[int, int]] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for edge, there in beside[here]:
            if edge in blocked and edge not in closable:
                continue
            step = 1 if edge in blocked else 0
            if cost[here] + step < cost.get(there, len(graph.roads) + 1):
                cost[there] = cost[here] + step
                came[there] = (edge, here)
                (queue.append if step else queue.appendleft)(there)
    if goal not in cost:
        return None
    used, at = [], goal
    while at != start:
        edge, at = came[at]
        if edge in blocked:
            used.append(edge)
    return tuple(reversed(used))


def _cut_edge(road: Road) -> CutEdge:
    now = road.now
    return CutEdge(
        road=road.id,
        name=road.name,
        state=now.state.value,
        since=None if now.since is None else now.since.date().isoformat(),
        claims=now.basis.claims,
        disputed_by=now.disputed_by,
    )


def _statement(
    situation: Situation,
    between: tuple[str, str],
    mode: Mode,
    edges: tuple[CutEdge, ...],
    one_is_enough: bool,
) -> str:
    """Red line 21: the mode, the cut, its sources and their age, and what would change it."""
    names = {node.id: node.name for node in situation.nodes}
    where = f"from {names[between[0]]} to {names[between[1]]}"
    if not edges:
        return (
            f"The road file draws no {_WORDS[mode]} {where}, whatever the state of its roads. "
            "That is a hole in the drawing, not a finding: add the missing road."
        )
    listed = "; ".join(_edge_words(edge, situation.as_of) for edge in edges)
    which = edges[0].name if len(edges) == 1 else ("one of them" if one_is_enough else "all of them")
    return (
        f"No {_WORDS[mode]} {where} given these confirmed states (as of {situation.as_of.date().isoformat()}; "
        f"every road of unknown state counts as passable): {listed}. "
        f"It changes if a confirmed report says that {_WHO[mode]} can pass {which}. "
        f"It says nothing of {_OTHER[mode]}."
    )


def _edge_words(edge: CutEdge, as_of: datetime) -> str:
    since = "" if edge.since is None else f" since {edge.since} ({_age(edge.since, as_of)})"
    rests = ", ".join(edge.claims)
    disputes = f", disputed by {len(edge.disputed_by)}" if edge.disputed_by else ""
    return f"{edge.name} {edge.state}{since}, by {'claim' if len(edge.claims) == 1 else 'claims'} {rests}{disputes}"


def _age(since: str, as_of: datetime) -> str:
    days = (as_of.date() - datetime.fromisoformat(since).date()).days
    unit = "day" if abs(days) == 1 else "days"
    return f"{days} {unit} old" if days >= 0 else f"{-days} {unit} after this situation's date"


def cut_of(situation: Situation, corridor_id: str) -> Cut | None:
    """The cut of a corridor in its own mode; NotFound when there is no such corridor."""
    try:
        corridor = situation.corridor(corridor_id)
    except KeyError:
        raise NotFound(
            f"the situation has no corridor {corridor_id!r}",
            next_step=f"name one of {', '.join(c.id for c in situation.corridors)}",
        ) from None
    return find_cut(situation, site=corridor.site, reception=corridor.reception, mode=corridor.mode)
