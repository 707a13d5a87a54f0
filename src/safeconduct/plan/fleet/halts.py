"""The halts of crews as states of a vehicle's day: what it has left to drive, told apart only where that matters.

A crew drives at most so many minutes between two halts (rule F16). Of what is left of them at a place only this counts:
the longest row of drives from there that still fits into it. So the states of a place are lengths of such rows, few on
a day of long ways, many on one of short ways. There driving is counted in parts instead: of a limit of D minutes in m
parts a drive of d minutes is floor(m d / (D + 1)) parts, and drives that fit into D are at most m - 1 parts together.
Counted so a crew may drive more than it may, never less, so a bound holds; the parts of 2m are finer than those of m.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from safeconduct.plan.fleet.instance import UNLIMITED, Ints
from safeconduct.plan.fleet.tables import Tables

#: Parts a limit may be counted in, from the finest on; 0: in minutes, which is exact. One part knows no halts.
PARTS = (0, 64, 32, 16, 8, 4, 2, 1)
#: Most drives between states, of all types of vehicles together; and that many times the ways, where it is more.
MOST_DRIVES, WAYS_TIMES = 12_000, 4


class Halts(NamedTuple):
    """States of one type of vehicle. The first state of each place is that after a halt.

    ``rest`` minutes of a halt; ``origins`` (X, 2) origin of a state and the state after a halt there; ``sites`` (Y, 2)
    site and state after a halt there; ``into`` (E, 4) site, way, state at the site and post of every drive from an
    origin, those of state x from ``into_from[x]`` on; ``out`` (F, 4) reception, way, state there and post of drives
    from sites, from ``out_from``; ``fresh`` (O,) state of an origin after a halt; ``posts`` as in the tables, one for
    each state of its goal, which stands in place of the goal.
    """

    rest: int
    origins: Ints
    sites: Ints
    into: Ints
    into_from: Ints
    into_new: Ints
    out: Ints
    out_from: Ints
    out_new: Ints
    fresh: Ints
    posts: Ints


class _Drive(NamedTuple):
    """A way as a drive: start, goal, number of the way, first post, and how much it counts."""

    start: int
    goal: int
    way: int
    post: int
    counts: int


def rests(tables: Tables, kind: int) -> bool:
    """Whether vehicles of a type have halts to take that take time."""
    return bool(tables.rest[kind] > 0 and tables.drive[kind] < UNLIMITED)


def halts_of(tables: Tables, parts: int | None = None) -> tuple[int, dict[int, Halts]]:
    """The parts driving is counted in and the states of every type that rests: in ``parts`` (0: minutes), or the finest
    that need no more than MOST_DRIVES drives. One part has no states: without halts all is in the tables."""
    kinds = [kind for kind in range(tables.load.size) if rests(tables, kind)]
    if not kinds:
        return 0, {}
    for fineness in PARTS if parts is None else (parts,):
        counted = {kind: _Counted(tables, kind, fineness) for kind in kinds}
        if fineness == 1:
            return 1, {}
        ways = sum(len(one.into) + len(one.out) for one in counted.values())
        if parts is not None or sum(one.drives for one in counted.values()) <= max(MOST_DRIVES, WAYS_TIMES * ways):
            break
    return fineness, {kind: one.halts() for kind, one in counted.items()}


class _Counted:
    """Driving of one type counted in parts, or (0) in minutes."""

    def __init__(self, tables: Tables, kind: int, parts: int) -> None:
        self.tables, self.rest, self.most = tables, int(tables.rest[kind]), int(tables.drive[kind])
        self.parts = parts or self.most + 1
        self.into, self.out = self._drives(tables.inbound), self._drives(tables.outbound)
        origins, sites = tables.inbound.shape[:2]
        self.at_origins, self.at_sites = self._states(origins, sites)
        self.drives = sum(c >= drive.counts for drive in self.into for c in self.at_origins[drive.start])
        self.drives += sum(c >= drive.counts for drive in self.out for c in self.at_sites[drive.start])

    def _drives(self, ways: Ints) -> list[_Drive]:
        known = np.argwhere((ways[..., 0] >= 0) & (ways[..., 6] <= self.most))
        counts = (ways[..., 6] * self.parts) // (self.most + 1)
        rows = zip(known.tolist(), ways[..., 5][tuple(known.T)].tolist(), counts[tuple(known.T)].tolist(), strict=True)
        return [_Drive(start, goal, way, post, count) for (start, goal, way), post, count in rows]

    def _states(self, origins: int, sites: int) -> tuple[list[list[int]], list[list[int]]]:
        """What is left at each place, the most first, as the longest row of drives that fits into it.

        Sets of amounts are the bits of a number: rows of drives from a place, and what may have been driven there."""
        every = (1 << self.parts) - 1
        rows_out, rows_in = [1] * sites, [1] * origins
        been_out, been_in = [1] * origins, [1] * sites
        while True:
            before = list(rows_out), list(rows_in), list(been_out), list(been_in)
            for drive in self.out:
                rows_out[drive.start] |= rows_in[drive.goal] << drive.counts & every
                been_out[drive.goal] |= been_in[drive.start] << drive.counts & every
            for drive in self.into:
                rows_in[drive.start] |= rows_out[drive.goal] << drive.counts & every
                been_in[drive.goal] |= been_out[drive.start] << drive.counts & every
            if before == (rows_out, rows_in, been_out, been_in):
                break
        return (
            [self._lefts(rows, been) for rows, been in zip(rows_in, been_out, strict=True)],
            [self._lefts(rows, been) for rows, been in zip(rows_out, been_in, strict=True)],
        )

    def _lefts(self, rows: int, been: int) -> list[int]:
        driven = (x for x in range(self.parts) if been >> x & 1)
        return sorted({_longest(rows, self.parts - 1 - x) for x in driven}, reverse=True)

    def halts(self) -> Halts:
        """The states, numbered, with the drives between them."""
        origins, sites = _numbered(self.at_origins), _numbered(self.at_sites)
        posts = _Posts(self.tables.posts)
        out, out_from = self._between(self.out, self.at_sites, self.at_origins, origins, posts)
        into, into_from = self._between(self.into, self.at_origins, self.at_sites, sites, posts)
        return Halts(
            rest=self.rest,
            origins=_states(self.at_origins),
            sites=_states(self.at_sites),
            into=into,
            into_from=into_from,
            into_new=_new(into, into_from, self.at_origins),
            out=out,
            out_from=out_from,
            out_new=_new(out, out_from, self.at_sites),
            fresh=np.array([first[0] for first in origins], dtype=np.int64),
            posts=posts.all(),
        )

    def _between(
        self,
        drives: Sequence[_Drive],
        starts: Sequence[Sequence[int]],
        goals: Sequence[Sequence[int]],
        numbers: Sequence[Sequence[int]],
        posts: _Posts,
    ) -> tuple[Ints, Ints]:
        leaving: dict[int, list[_Drive]] = {}
        for drive in drives:
            leaving.setdefault(drive.start, []).append(drive)
        rows: list[tuple[int, int, int, int]] = []
        first = [0]
        for start, lefts in enumerate(starts):
            for left in lefts:
                for drive in leaving.get(start, ()):
                    if drive.counts <= left:
                        there = numbers[drive.goal][_place(goals[drive.goal], left - drive.counts)]
                        rows.append((drive.goal, drive.way, there, posts.leading(drive.post, there)))
                first.append(len(rows))
        return np.array(rows, dtype=np.int64).reshape(-1, 4), np.array(first, dtype=np.int64)


class _Posts:
    """Posts of the tables, one for each state they lead to, every one behind that it leads on to."""

    def __init__(self, posts: Ints) -> None:
        self.posts = posts.tolist()
        self.rows: list[list[int]] = []
        self.known: dict[tuple[int, int, int], int] = {}

    def leading(self, post: int, state: int) -> int:
        """The post that leads to a state; -1 for none."""
        if post < 0:
            return -1
        crossing, lag, first, last, onward, goal, inbound, rest = self.posts[post]
        key = post, goal, state
        if key not in self.known:
            further = self.leading(onward, state)
            self.known[key] = len(self.rows)
            self.rows.append([crossing, lag, first, last, further, state, inbound, rest])
        return self.known[key]

    def all(self) -> Ints:
        """(P, 8), as in the tables."""
        return np.array(self.rows, dtype=np.int64).reshape(-1, 8)


def _new(drives: Ints, first: Ints, places: Iterable[Sequence[int]]) -> Ints:
    """1 for every drive that the state numbered next, where that is one of the same place, has not alike."""
    rows, new = drives.tolist(), np.ones(len(drives), dtype=np.int64)
    for numbers in _numbered(places):
        for state in numbers[:-1]:
            begin, end = first[state], first[state + 1]
            alike = {tuple(row) for row in rows[end : first[state + 2]]}
            new[begin:end] = [tuple(row) not in alike for row in rows[begin:end]]
    return new


def _longest(rows: int, left: int) -> int:
    """The longest row of drives of at most ``left``; that of no drives always fits."""
    return (rows & (2 << left) - 1).bit_length() - 1


def _place(lefts: Sequence[int], left: int) -> int:
    """Where what is left, the longest row of drives in it, stands in a list that falls."""
    return next(n for n, one in enumerate(lefts) if one <= left)


def _numbered(places: Iterable[Sequence[int]]) -> list[list[int]]:
    """Numbers of the states of every place, in order."""
    numbers, count = [], 0
    for lefts in places:
        numbers.append(list(range(count, count + len(lefts))))
        count += len(lefts)
    return numbers


def _states(places: Sequence[Sequence[int]]) -> Ints:
    """(states, 2): the place of each state and its state after a halt."""
    rows = [(place, numbers[0]) for place, numbers in enumerate(_numbered(places)) for _ in numbers]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)
