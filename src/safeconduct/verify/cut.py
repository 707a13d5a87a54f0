"""The cut: no route of a mode given confirmed states, with the crossings whose reopening would join the two sides."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from safeconduct.model.certificate import Cut, CutEdge
from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Check
from safeconduct.model.place import Mode, Road
from safeconduct.model.situation import Situation
from safeconduct.verify.roads import blocked, could_carry, reachable
from safeconduct.verify.rules import judge

NEAR = "cut: near side"
EDGES = "cut: crossings"
STATEMENT = "cut: statement"

#: Words that name a mode in a sentence for a negotiator.
MODE_WORDS = {
    Mode.BUS: re.compile(r"\b(vehicles?|bus(es)?)\b", re.I),
    Mode.FOOT: re.compile(r"\b(foot|walk\w*)\b", re.I),
}
IMPOSSIBLE = re.compile(r"\b(no (\w+ ){0,3}(routes?|way|road|exit)|impossible|cut off)\b", re.I)


def reopenable(road: Road, mode: Mode) -> bool:
    """Blocked by a state that rests on confirmed claims, and able to carry the mode were it open."""
    return blocked(road, mode) and could_carry(road, mode) and bool(road.now.basis.claims)


def fewest_reopened(situation: Situation, start: str, goal: str, mode: Mode) -> int | None:
    """The least number of blocked roads to reopen so that the two are joined; None when no number is enough.

    A breadth-first search with costs 0 and 1: usable roads cost nothing, reopenable ones cost one.
    """
    arcs: dict[str, list[tuple[str, int]]] = {}
    for road in situation.roads:
        if blocked(road, mode) and not reopenable(road, mode):
            continue
        cost = int(blocked(road, mode))
        a, b = road.ends
        arcs.setdefault(a, []).append((b, cost))
        arcs.setdefault(b, []).append((a, cost))
    best = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other, cost in arcs.get(node, []):
            if best[node] + cost < best.get(other, len(situation.roads) + 1):
                best[other] = best[node] + cost
                if cost:
                    queue.append(other)
                else:
                    queue.appendleft(other)
    return best.get(goal)


def _joins(situation: Situation, corridor: Corridor, reopened: set[str]) -> bool:
    def usable(road: Road) -> bool:
        return road.id in reopened or not blocked(road, corridor.mode)

    return corridor.reception in reachable(situation, corridor.site, usable)


def _near_problems(situation: Situation, corridor: Corridor, cut: Cut) -> Iterator[str]:
    for what, ours, theirs in (
        ("mode", corridor.mode.value, cut.mode),
        ("site", corridor.site, cut.site),
        ("reception", corridor.reception, cut.reception),
    ):
        if ours != theirs:
            yield f"the corridor's {what} is {ours}, the cut is for {theirs}"
    near = reachable(situation, corridor.site, lambda road: not blocked(road, corridor.mode))
    if corridor.reception in near:
        yield f"{corridor.reception} can be reached from {corridor.site} by {corridor.mode.value}, nothing is cut"
    for node in sorted(near ^ set(cut.near)):
        yield f"node {node} is {'near but not listed' if node in near else 'listed as near but cut off'}"
    if len(set(cut.near)) != len(cut.near):
        yield "a node is listed twice on the near side"


def _misquoted(road: Road, edge: CutEdge) -> Iterator[str]:
    """A crossing as the cut prints it against its latest entry in the situation."""
    now = road.now
    if edge.name != road.name:
        yield f"{edge.road} is called {road.name}, {edge.name} is stated"
    if edge.state != now.state.value:
        yield f"{edge.road} is {now.state.value}, {edge.state} is stated"
    if (now.since is None) != (edge.since is None) or (
        now.since is not None and edge.since is not None and not edge.since.startswith(f"{now.since:%F}")
    ):
        since = f"{now.since:%F}" if now.since else "no stated day"
        yield f"{edge.road} is so since {since}, {edge.since} is stated"
    if set(edge.claims) != set(now.basis.claims):
        yield f"{edge.road} rests on claims {sorted(now.basis.claims)}, {sorted(edge.claims)} are stated"
    if set(edge.disputed_by) != set(now.disputed_by):
        yield f"{edge.road} is disputed by {sorted(now.disputed_by)}, {sorted(edge.disputed_by)} are stated"


def _missing_alone(situation: Situation, corridor: Corridor, listed: set[str]) -> Iterator[str]:
    """Bridges over the same water that alone would join the two and are not listed."""
    waters = {road.over for road in situation.roads if road.id in listed and road.over}
    for road in situation.roads:
        if (
            road.id not in listed
            and road.over in waters
            and reopenable(road, corridor.mode)
            and _joins(situation, corridor, {road.id})
        ):
            yield f"{road.id} crosses {road.over} too and alone would join the two, it is not listed"


def _edge_problems(situation: Situation, corridor: Corridor, cut: Cut) -> Iterator[str]:
    roads = {road.id: road for road in situation.roads}
    mode = corridor.mode
    listed = {edge.road for edge in cut.edges}
    if len(listed) != len(cut.edges):
        yield "a crossing is listed twice"
    for edge in cut.edges:
        road = roads.get(edge.road)
        if road is None:
            yield f"road {edge.road} is not in the situation"
            continue
        yield from _misquoted(road, edge)
        if not blocked(road, mode):
            yield f"{edge.road} is {road.now.state.value}, mode {mode.value} is not stopped by it"
        elif not could_carry(road, mode):
            yield f"{edge.road} is a foot path, no state of it carries mode {mode.value}"
        elif not road.now.basis.claims:
            yield f"{edge.road} is {road.now.state.value} by assumption, no confirmed claim says so"
    least = fewest_reopened(situation, corridor.site, corridor.reception, mode)
    if least is None:
        if listed:
            yield "no set of confirmed closures joins the two, yet crossings are listed"
        return
    if not _joins(situation, corridor, listed):
        yield f"reopening {sorted(listed)} does not join {corridor.site} and {corridor.reception}"
    if least == 1:
        for road_id in sorted(listed & set(roads)):
            if not _joins(situation, corridor, {road_id}):
                yield f"{road_id} alone does not join the two, one crossing is enough"
        yield from _missing_alone(situation, corridor, listed)
    elif len(listed) != least:
        yield f"{len(listed)} crossings are listed, {least} are enough"


def _statement_problems(corridor: Corridor, statement: str) -> Iterator[str]:
    if not statement.strip():
        yield "the statement is empty"
        return
    words = MODE_WORDS[corridor.mode]
    if not words.search(statement):
        yield f"the statement does not name the mode ({corridor.mode.value})"
    for sentence in re.split(r"(?<=[.;!?])\s+", statement):
        said = IMPOSSIBLE.search(sentence)
        if said and not words.search(sentence):
            yield f'the statement says "{said.group()}" without the mode ({corridor.mode.value})'


def check_cut(situation: Situation, corridor: Corridor, cut: Cut) -> tuple[Check, ...]:
    """Three checks: the near side is ours, the crossings are really shut and would join, the words name the mode."""
    shut = ", ".join(edge.name for edge in cut.edges) or "no crossing whose reopening is enough"
    return (
        judge(
            NEAR,
            _near_problems(situation, corridor, cut),
            f"{len(cut.near)} nodes near, {cut.reception} not among them",
        ),
        judge(EDGES, _edge_problems(situation, corridor, cut), f"shut by confirmed claims: {shut}"),
        judge(STATEMENT, _statement_problems(corridor, cut.statement), "names the mode"),
    )
