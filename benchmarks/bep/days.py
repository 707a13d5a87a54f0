"""The bus days that a plan with a given makespan may use: every one whose reduced cost is within the limit.

What matters of a bus day is its yard, how many loads it fetches at each source and how many it leaves in each shelter:
the order is free as long as it is done in time. So days are listed by that pattern, which also decides the reduced
cost, each with one order of trips. On the public instances the prices leave between two and some ten thousand.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.bep.buses import Bus, Trip
from benchmarks.bep.instance import Instance
from benchmarks.bep.prices import NEVER, SCALE, Prices, Verdict, togo

#: Loads fetched at each source, then loads left in each shelter.
Pattern = tuple[int, ...]
#: How a pattern came about: its reduced cost, the label before it and the trip that led here.
Label = tuple[int, "Label | None", Trip | None]
Labels = dict[Pattern, Label]


@dataclass(frozen=True, slots=True)
class Day:
    """A bus day by its pattern: loads fetched at each source, left in each shelter, and its reduced cost."""

    bus: Bus
    fetched: tuple[int, ...]
    left: tuple[int, ...]
    cost: int


def days(instance: Instance, makespan: int, prices: Prices, verdict: Verdict, most: int) -> list[Day] | None:
    """Every pattern within the verdict's limit, one day for each; None when more than ``most`` labels were made."""
    search = _Search(instance, makespan, prices, verdict.limit, most)
    found: list[Day] = []
    for yard in instance.yards:
        ended = search.from_yard(yard) if instance.buses[yard] else {}
        if ended is None:
            return None
        cut = len(instance.loads)
        found += [
            Day(Bus(yard, _trips(label)), pattern[:cut], pattern[cut:], label[0]) for pattern, label in ended.items()
        ]
    return found


class _Search:
    """Labels spread minute by minute. The same pattern at the same place counts at its earliest minute only."""

    def __init__(self, instance: Instance, makespan: int, prices: Prices, limit: int, most: int) -> None:
        self.instance, self.makespan, self.prices, self.limit, self.most = instance, makespan, prices, limit, most
        self.ahead = togo(instance, makespan, prices)
        self.full = (*instance.loads, *instance.room)

    def from_yard(self, yard: int) -> Labels | None:
        """Patterns of the days that start from a yard; None when there are too many labels."""
        instance, minutes = self.instance, range(self.makespan + 1)
        at_source: list[list[Labels]] = [[{} for _ in instance.sources] for _ in minutes]
        at_shelter: list[list[Labels]] = [[{} for _ in instance.shelters] for _ in minutes]
        seen_source: list[set[Pattern]] = [set() for _ in instance.sources]
        seen_shelter: list[set[Pattern]] = [set() for _ in instance.shelters]
        ended: Labels = {}
        made = 0
        for i, away in enumerate(instance.start[yard]):
            if away <= self.makespan:
                at_source[away][i][(0,) * len(self.full)] = (SCALE, None, None)
        for now in minutes:
            for i in instance.sources:
                fresh = _first(at_source[now][i], seen_source[i])
                made += len(fresh)
                if fresh and self.ahead.source[i, now] < NEVER:
                    for j, away in enumerate(instance.way[i]):
                        if now + away <= self.makespan:
                            self._load(i, j, now + away, fresh, at_shelter[now + away][j])
            for j in instance.shelters:
                fresh = _first(at_shelter[now][j], seen_shelter[j])
                made += len(fresh)
                for pattern, label in fresh.items():
                    if label[0] <= self.limit:
                        ended.setdefault(pattern, label)
                for i in instance.sources if fresh else ():
                    then = now + instance.way[i][j]
                    if then <= self.makespan and self.ahead.source[i, then] < NEVER:
                        allowed = self.limit - int(self.ahead.source[i, then])
                        there = at_source[then][i]
                        there.update((pattern, label) for pattern, label in fresh.items() if label[0] <= allowed)
            at_source[now], at_shelter[now] = [], []
            if made > self.most:
                return None
        return ended

    def _load(self, i: int, j: int, then: int, labels: Labels, there: Labels) -> None:
        """Buses load at source i and are at shelter j at minute ``then``."""
        column = len(self.instance.loads) + j
        extra = self.prices.place[j] - self.prices.load[i]
        allowed = self.limit - int(self.ahead.shelter[j, then]) - extra
        for pattern, label in labels.items():
            if label[0] <= allowed and pattern[i] < self.full[i] and pattern[column] < self.full[column]:
                counts = list(pattern)
                counts[i] += 1
                counts[column] += 1
                there.setdefault(tuple(counts), (label[0] + extra, label, (i, j)))


def _first(labels: Labels, seen: set[Pattern]) -> Labels:
    """Those labels whose pattern is at this place for the first time."""
    fresh = {pattern: label for pattern, label in labels.items() if pattern not in seen}
    seen.update(fresh)
    return fresh


def _trips(label: Label) -> tuple[Trip, ...]:
    """The trips that led to a label, first one first."""
    trips: list[Trip] = []
    at: Label | None = label
    while at is not None and at[2] is not None:
        trips.append(at[2])
        at = at[1]
    return tuple(reversed(trips))
