"""Turns made exact: a network whose nodes are ways of arriving, so that what is forbidden simply has no arc.

A router knows only nodes and arcs. Here a node is a *state*: the arc just driven and, in the midst of a restriction
over several roads, the arcs before it that the restriction speaks of (the longest suffix of the way that begins a
restriction, as in Aho and Corasick's automaton). An arc is a turn and costs the time of the road turned into. Every
place of the old network gets a node to begin at and one to end at. Turning round on the road is left out, except
where the road ends. Restrictions of one class only are shut for that class; the network is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safeconduct.network.arcs import SHUT, ArcTable
from safeconduct.network.profile_table import Profiles, VehicleClass
from safeconduct.network.roadnet import Ints, Longs, RoadNet, Turn
from safeconduct.network.spans import spans

#: Up to so many arcs turns are exact unless a person says otherwise (2.5 to 6 times the cost of a node-based network).
EXACT_UP_TO = 300_000
#: What ending a way costs, because every arc costs something; taken off every answer again.
ENDING = 1
#: Instead of an arc: the arc only ends a way, or only makes the number of arcs even.
ENDS, PADDING = -1, -2

Word = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A restriction: these arcs in a row are forbidden, or (``demands``) the last must follow those before it.
    ``classes`` are those it binds, None for all."""

    arcs: Word
    demands: bool
    classes: frozenset[str] | None

    def forbids(self, word: Word, arc: int) -> bool:
        """Whether going on with ``arc`` after ``word`` breaks it."""
        before = self.arcs[:-1]
        arrived = word[-len(before) :] == before
        return arrived and (arc != self.arcs[-1]) == self.demands


def rules_of(net: RoadNet, profiles: Profiles) -> tuple[Rule, ...]:
    """The turn restrictions of a network with the classes each binds."""
    bound = ((turn, frozenset(w.name for w in profiles.classes.values() if _binds(turn, w))) for turn in net.turns)
    return tuple(Rule(arcs=turn.arcs, demands=turn.demands, classes=classes) for turn, classes in bound if classes)


def _binds(turn: Turn, who: VehicleClass) -> bool:
    if who.on_foot:
        return turn.applies_to == "foot"
    meant = not turn.applies_to or turn.applies_to in who.access
    return meant and not any(word in who.access for word in turn.excepts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EdgeBased:
    """The expanded network.

    ``table`` are its nodes and arcs (an odd last arc is padding); of every arc ``enters`` the old arc it drives, ENDS
    or PADDING where it drives none; ``start`` and ``goal`` the nodes where old nodes begin and end; ``bans`` the arcs
    shut for a class, under "" those shut for all. ``by_arc`` and ``first`` list, of old arc a, the arcs that drive it:
    ``by_arc[first[a]:first[a + 1]]``.
    """

    table: ArcTable
    enters: Ints
    start: Ints
    goal: Ints
    bans: Mapping[str, Longs]
    by_arc: Longs
    first: Longs

    def times(self, name: str, deciseconds: Ints) -> Ints:
        """Times of all its arcs out of those of the old ones."""
        found = np.where(self.enters >= 0, deciseconds[np.maximum(self.enters, 0)], ENDING).astype(np.int32)
        found[self.enters == PADDING] = SHUT
        for whom in ("", name):
            found[self.bans.get(whom, np.zeros(0, dtype=np.int64))] = SHUT
        return found

    def driving(self, name: str, arcs: NDArray[np.int64]) -> tuple[Longs, Longs]:
        """The arcs that drive some old arcs and are not forbidden to a class, and which of the given each drives."""
        count = self.first[arcs + 1] - self.first[arcs]
        which = np.repeat(np.arange(len(arcs)), count)
        found = self.by_arc[spans(self.first[arcs], count)]
        shut = np.concatenate([self.bans.get(whom, np.zeros(0, dtype=np.int64)) for whom in ("", name)])
        free = ~np.isin(found, shut)
        return found[free], which[free]


def edge_based(arcs: ArcTable, rules: Sequence[Rule] = ()) -> EdgeBased:
    """Expand a network by its restrictions."""
    words = _longer_states(rules)
    last = np.concatenate((np.arange(arcs.arcs), np.array([word[-1] for word in words], dtype=np.int64))).astype(
        np.int64
    )
    tail, head, bans = _turns(arcs, rules, words, last)
    states = len(last)
    start, goal = states + np.arange(arcs.nodes), states + arcs.nodes + np.arange(arcs.nodes)
    all_tail = np.concatenate((tail, start[arcs.tail], np.arange(states)))
    all_head = np.concatenate((head, np.arange(arcs.arcs), goal[arcs.head[last]]))
    enters = np.concatenate((last[head], np.arange(arcs.arcs), np.full(states, ENDS)))
    if len(all_tail) % 2:
        all_tail, all_head, enters = (
            np.append(all_tail, start[0]),
            np.append(all_head, goal[0]),
            np.append(enters, PADDING),
        )
    middle_lon, middle_lat = ((v[arcs.tail[last]] + v[arcs.head[last]]) / 2 for v in (arcs.lon, arcs.lat))
    driven = np.flatnonzero(enters >= 0)
    by_arc = driven[np.argsort(enters[driven], kind="stable")]
    counts = np.bincount(enters[driven], minlength=arcs.arcs)
    return EdgeBased(
        table=ArcTable(
            nodes=states + 2 * arcs.nodes,
            tail=all_tail.astype(np.int32),
            head=all_head.astype(np.int32),
            lon=np.concatenate((middle_lon, arcs.lon, arcs.lon)),
            lat=np.concatenate((middle_lat, arcs.lat, arcs.lat)),
        ),
        enters=enters.astype(np.int32),
        start=start.astype(np.int32),
        goal=goal.astype(np.int32),
        bans=bans,
        by_arc=by_arc,
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
    )


def _longer_states(rules: Iterable[Rule]) -> list[Word]:
    """Beginnings of restrictions over two arcs or more that are not whole: the states beside single arcs."""
    return list(dict.fromkeys(rule.arcs[:size] for rule in rules for size in range(2, len(rule.arcs))))


def _turns(
    arcs: ArcTable, rules: Sequence[Rule], words: Sequence[Word], last: Longs
) -> tuple[Longs, Longs, dict[str, Longs]]:
    """Turns as (state, next state), and which are shut for whom."""
    order = np.argsort(arcs.tail, kind="stable")
    first = np.concatenate(([0], np.cumsum(np.bincount(arcs.tail, minlength=arcs.nodes))))
    out = np.diff(first)
    # every state goes on with every arc out of the node it stands at
    there = arcs.head[last]
    tail = np.repeat(np.arange(len(last)), out[there])
    arc = order[spans(first[there], out[there])]
    round_ = (arc == (last[tail] ^ 1)) & (out[arcs.tail[arc]] > 1) | (arc == last[tail])
    tail, arc = tail[~round_], arc[~round_]
    head = arc.copy()
    # only states in which a restriction speaks of the last arc need a closer look
    spoken = np.zeros(arcs.arcs, dtype=bool)
    by_end: dict[int, list[Rule]] = {}
    for rule in rules:
        spoken[list(rule.arcs[:-1])] = True
        by_end.setdefault(rule.arcs[-2], []).append(rule)
    number = {word: arcs.arcs + at for at, word in enumerate(words)}
    bans: dict[str, list[int]] = {}
    for turn in np.flatnonzero(spoken[last[tail]]).tolist():
        state, on = int(tail[turn]), int(arc[turn])
        word = (state,) if state < arcs.arcs else words[state - arcs.arcs]
        head[turn] = next((number[w] for w in _suffixes((*word, on)) if w in number), on)
        for rule in by_end.get(word[-1], ()):
            if rule.forbids(word, on):
                for name in [""] if rule.classes is None else sorted(rule.classes):
                    bans.setdefault(name, []).append(turn)
    shut = {name: np.unique(np.array(found, dtype=np.int64)) for name, found in bans.items()}
    return tail.astype(np.int64), head.astype(np.int64), shut


def _suffixes(word: Word) -> Iterator[Word]:
    return (word[at:] for at in range(len(word)))
