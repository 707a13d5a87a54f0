"""How much hangs on each road: close it, ask again only for the pairs that use it, reopen it.

Only a road on a fastest way can matter to that way, so thousands of closures decide for millions of roads. Findings
come one by one, those likely to matter most first: crossings, then roads that many pairs use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from safeconduct.network.arcs import SHUT
from safeconduct.network.netcut import crossing_name
from safeconduct.network.roadnet import CROSSING, RoadNet
from safeconduct.ports import NetworkRouter

#: So many are looked at first.
FIRST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A class, a site and a reception by node."""

    vehicle: str
    origin: int
    destination: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticality:
    """What closing one edge does: how many pairs use it, how many are then cut off, the minutes all others lose
    together and the most that one loses."""

    edge: int
    road: str
    name: str
    pairs: int
    cut_off: int
    minutes_lost: float
    worst: float


class Criticalities:
    """The roads on the fastest ways of some pairs, and what closing each does."""

    def __init__(self, net: RoadNet, router: NetworkRouter, asked: Sequence[Asked]) -> None:
        """Ask for every way once; pairs without a way hang on nothing."""
        self._net, self._router = net, router
        self._now: dict[Asked, int] = {}
        self._uses: dict[int, list[Asked]] = {}
        for pair in asked:
            way = router.route(pair.vehicle, pair.origin, pair.destination)
            if way is None:
                continue
            self._now[pair] = way[0]
            for edge in dict.fromkeys(arc // 2 for arc in way[1]):
                self._uses.setdefault(edge, []).append(pair)
        order = sorted(self._uses, key=lambda edge: (-len(self._uses[edge]), edge))
        first = [edge for edge in order if int(net.edge_features[edge]) & CROSSING][:FIRST]
        self.edges: tuple[int, ...] = (*first, *(edge for edge in order if edge not in set(first)))

    def __len__(self) -> int:
        return len(self.edges)

    def __iter__(self) -> Iterator[Criticality]:
        """Findings one by one. The router is as it was after each of them, also when no more are asked for."""
        for edge in self.edges:
            yield self._without(edge)

    def _without(self, edge: int) -> Criticality:
        pairs = self._uses[edge]
        self._router.close([edge])
        try:
            after = [self._minutes(pair) for pair in pairs]
        finally:
            self._router.reopen([edge])
        lost = [(then - self._now[pair]) / 600 for pair, then in zip(pairs, after, strict=True) if then != SHUT]
        return Criticality(
            edge=edge,
            road=self._net.road_id(edge),
            name=crossing_name(self._net, edge),
            pairs=len(pairs),
            cut_off=after.count(SHUT),
            minutes_lost=sum(lost),
            worst=max(lost, default=0.0),
        )

    def _minutes(self, pair: Asked) -> int:
        return int(self._router.matrix(pair.vehicle, [pair.origin], [pair.destination])[0, 0])


def ranked(found: Iterable[Criticality]) -> tuple[Criticality, ...]:
    """Heaviest first; of equal ones in order of the network."""
    return tuple(sorted(found, key=lambda one: (-one.cut_off, -one.minutes_lost, one.edge)))
