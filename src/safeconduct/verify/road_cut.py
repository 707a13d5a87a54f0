"""A cut of a road network, recomputed: who says what is closed, and what that leaves within reach, arc by arc.

The checker is given the arcs that the map lets a class use, the states as recorded, and the certificate. It has its
own table of what a state stops, walks the network itself, and counts for itself how few roads must be reopened.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from safeconduct.model.dossier import Check
from safeconduct.verify.rules import judge

NEAR: Final = "road cut: within reach"
SHUT: Final = "road cut: what is shut"
REOPEN: Final = "road cut: what would give a way"
STATEMENT: Final = "road cut: statement"

_HEAVY = frozenset({"open", "one-lane", "unknown"})
_LIGHT = _HEAVY | {"light vehicles"}
#: States over which a class passes. Unknown counts as passable in a proof.
PASSES: Final[Mapping[str, frozenset[str]]] = {
    "bus": _HEAVY,
    "truck": _HEAVY,
    "car": _LIGHT,
    "light": _LIGHT,
    "ambulance": _LIGHT,
    "foot": _LIGHT | {"foot only"},
}

#: From, to, road id: an arc that the class may use by the map.
Arc = tuple[int, int, str]


def check_road_cut(
    cut: Mapping[str, Any], *, start: int, goal: int, arcs: Sequence[Arc], confirmed: Mapping[str, str]
) -> tuple[Check, ...]:
    """Four checks of a certificate (class, near, shut, reopen, statement) against arcs and confirmed states by
    road id."""
    passes = PASSES[cut["class"]]
    shut = {road for road, state in confirmed.items() if state not in passes}
    near = _reach(arcs, shut, start)
    return (
        judge(NEAR, _near(cut, near, goal), f"{len(near)} nodes within reach, the goal not among them"),
        judge(SHUT, _shut(cut, arcs, near, shut, confirmed), f"{len(cut['shut'])} roads shut by confirmed states"),
        judge(
            REOPEN, _reopen(cut, arcs, shut, start, goal), f"reopening {len(cut['reopen'])} gives a way, fewer do not"
        ),
        judge(STATEMENT, _statement(cut), "names the class, the states it rests on and what would change it"),
    )


def _reach(arcs: Sequence[Arc], shut: set[str], start: int) -> set[int]:
    ahead: dict[int, list[int]] = {}
    for tail, head, road in arcs:
        if road not in shut:
            ahead.setdefault(tail, []).append(head)
    seen, queue = {start}, [start]
    while queue:
        for node in ahead.get(queue.pop(), ()):
            if node not in seen:
                seen.add(node)
                queue.append(node)
    return seen


def _near(cut: Mapping[str, Any], near: set[int], goal: int) -> Iterator[str]:
    if goal in near:
        yield "the goal is within reach, nothing is cut"
    if cut["near"] != len(near):
        yield f"{len(near)} nodes are within reach, {cut['near']} are stated"


def _shut(
    cut: Mapping[str, Any], arcs: Sequence[Arc], near: set[int], shut: set[str], confirmed: Mapping[str, str]
) -> Iterator[str]:
    border = {road for tail, head, road in arcs if tail in near and head not in near}
    listed = {road: entry["state"] for entry in cut["shut"] for road in entry["roads"]}
    for road in sorted(border - shut):
        yield f"{road} leads out and no confirmed state shuts it"
    for road in sorted(border - set(listed)):
        yield f"{road} is shut at the border and not listed"
    for road in sorted(set(listed) - border):
        yield f"{road} is listed and does not lead out of what is within reach"
    for road, state in sorted(listed.items()):
        if road in border and confirmed.get(road) != state:
            yield f"{road} is {confirmed.get(road, 'without a confirmed state')}, {state} is stated"
    for entry in cut["shut"]:
        if not entry["sources"]:
            yield f"{entry['name']} is shut and nobody is named who says so"


def _fewest(arcs: Sequence[Arc], shut: set[str], start: int, goal: int) -> int | None:
    """How few shut roads a way from start to goal must use: breadth first with costs 0 and 1, a road counted each
    time it is used."""
    ahead: dict[int, list[tuple[int, int]]] = {}
    for tail, head, road in arcs:
        ahead.setdefault(tail, []).append((head, int(road in shut)))
    best, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for other, cost in ahead.get(node, ()):
            if best[node] + cost < best.get(other, len(arcs) + 1):
                best[other] = best[node] + cost
                (queue.append if cost else queue.appendleft)(other)
    return best.get(goal)


def _reopen(cut: Mapping[str, Any], arcs: Sequence[Arc], shut: set[str], start: int, goal: int) -> Iterator[str]:
    listed = set(cut["reopen"])
    fewest = _fewest(arcs, shut, start, goal)
    if fewest is None:
        if listed:
            yield "no reopening gives a way, yet roads are listed"
        return
    if not listed <= shut:
        yield f"{sorted(listed - shut)[0]} is to be reopened and is not shut"
    if goal not in _reach(arcs, shut - listed, start):
        yield "reopening what is listed gives no way"
    elif len(listed) != fewest:
        yield f"{len(listed)} roads are to be reopened, {fewest} are enough"


def _statement(cut: Mapping[str, Any]) -> Iterator[str]:
    words = cut["statement"]
    if cut["class"] not in words and not (cut["class"] == "foot" and "on foot" in words):
        yield f"the statement does not name the class ({cut['class']})"
    if "confirmed states" not in words or "unknown state counts as passable" not in words:
        yield "the statement does not say what it rests on"
    for entry in cut["shut"]:
        if entry["name"] not in words:
            yield f"the statement does not name {entry['name']}"
    if "changes if" not in words:
        yield "the statement does not say what would change it"
