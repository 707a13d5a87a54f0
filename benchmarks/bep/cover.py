"""A plan from listed bus days: which of them fetch every load once, within the room of the shelters and the fleet?

Few rows, many columns and whole numbers: what solvers are slow at. Going down source by source does better. Some
chosen day must fetch from the first source that still has loads, so only days whose *first* source it is are tried
there, cheapest first, until the sum of reduced costs passes what the prices allow; equal branches are not repeated;
and the last day is looked up by what must be left. The search is complete: no answer means that there is no plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.bep.days import Day
from benchmarks.bep.instance import Instance
from benchmarks.bep.prices import Ints

FOUND, NONE, OPEN = 1, 0, -1


class Columns(NamedTuple):
    """Days as arrays, by first source and then by reduced cost. Sources stand in the order of :func:`rare_first`.

    ``fetched`` (days, sources) loads; ``used`` (days, shelters + yards) places and buses; ``cost`` (days,); ``code``
    (days,) the fetched loads as one number; ``bucket`` (sources + 1,) where the days with each first source begin;
    ``by_code`` (days,) days by code and cost; ``codes`` (days,) the sorted codes.
    """

    fetched: Ints
    used: Ints
    cost: Ints
    code: Ints
    bucket: Ints
    by_code: Ints
    codes: Ints


@dataclass(frozen=True, slots=True)
class Cover:
    """What the search found: days that make a plan, or none; ``decided`` is False when it stopped before the end."""

    chosen: tuple[Day, ...] | None
    decided: bool


def cover(instance: Instance, listed: Sequence[Day], slack: int, steps: int) -> Cover:
    """Days that make a plan; ``slack`` bounds the sum of their reduced costs, ``steps`` the days tried.

    No day may fetch more from a source than its loads (days as ``days`` lists them do not).
    """
    if not listed:
        return Cover(None, decided=True)
    if prod(loads + 1 for loads in instance.loads) >= 1 << 62:
        return Cover(None, decided=False)  # what is left would not fit one number
    order = rare_first(instance, listed)
    loads = np.array(instance.loads, dtype=np.int64)[order]
    fetched = np.array([day.fetched for day in listed], dtype=np.int64)[:, order]
    first = (fetched > 0).argmax(axis=1)
    cost = np.array([day.cost for day in listed], dtype=np.int64)
    rank = np.lexsort((cost, first))
    used = np.array(
        [(*listed[k].left, *(day_from(listed[k], y) for y in instance.yards)) for k in rank], dtype=np.int64
    )
    weight = np.concatenate([[1], np.cumprod(loads[:-1] + 1)]).astype(np.int64)
    fetched, cost = np.ascontiguousarray(fetched[rank]), cost[rank]
    code = fetched @ weight
    by_code = np.lexsort((cost, code))
    bucket = np.searchsorted(first[rank], np.arange(loads.size + 1))
    columns = Columns(fetched, used, cost, code, bucket, by_code, code[by_code])
    room = np.array([*instance.room, *instance.buses], dtype=np.int64)
    stack = np.full(instance.fleet, -1, dtype=np.int64)
    state = choose(columns, loads, room, int(loads @ weight), slack, steps, stack)
    if state == FOUND:
        return Cover(tuple(listed[rank[k]] for k in stack if k >= 0), decided=True)
    return Cover(None, decided=state == NONE)


def day_from(day: Day, yard: int) -> int:
    """1 when the day starts from the yard, else 0."""
    return int(day.bus.yard == yard)


def rare_first(instance: Instance, listed: Sequence[Day]) -> Ints:
    """Sources in the order in which the fewest remaining days fetch there."""
    fetches = np.array([day.fetched for day in listed], dtype=np.int64) > 0
    open_days = np.ones(len(listed), dtype=np.bool_)
    left = [i for i in instance.sources if instance.loads[i]]
    order: list[int] = []
    while left:
        rarest = min(left, key=lambda i: (int(fetches[open_days, i].sum()), i))
        open_days &= ~fetches[:, rarest]
        left.remove(rarest)
        order.append(rarest)
    return np.array(order, dtype=np.int64)


@njit(cache=True)
def choose(columns: Columns, need: Ints, room: Ints, left: int, slack: int, steps: int, stack: Ints) -> int:
    """Fill ``stack`` (fleet,) with rows of ``columns`` that add up to ``need`` within ``room``; FOUND, NONE or OPEN.

    ``left`` is ``need`` as one number. ``need`` and ``room`` are used up. Level ``level`` chooses the day of one bus;
    ``at[level]`` is the day tried there, -1 before the first.
    """
    fleet, days = stack.size, columns.cost.size
    least = min(0, columns.cost.min())
    at = np.full(fleet + 1, -1, np.int64)
    source = np.zeros(fleet + 1, np.int64)
    level = 0
    source[0] = open_source(need, 0)
    while level >= 0:
        if at[level] < 0:
            if source[level] == need.size:
                return FOUND
            if level == fleet - 1:
                last = look_up(columns, room, left, slack)
                if last >= 0:
                    stack[level] = last
                    return FOUND
                at[level] = days
            else:
                repeats = level > 0 and source[level - 1] == source[level]
                at[level] = stack[level - 1] if repeats else columns.bucket[source[level]]
        else:
            at[level] += 1
        k = at[level]
        beyond = k >= columns.bucket[source[level] + 1]
        if beyond or columns.cost[k] + (fleet - level - 1) * least > slack:
            at[level] = -1
            level -= 1
            if level >= 0:
                take(columns, stack[level], need, room, -1)
                slack += columns.cost[stack[level]]
                left += columns.code[stack[level]]
                stack[level] = -1
            continue
        steps -= 1
        if steps < 0:
            return OPEN
        if fits(columns.fetched[k], need) and fits(columns.used[k], room):
            take(columns, k, need, room, 1)
            slack -= columns.cost[k]
            left -= columns.code[k]
            stack[level] = k
            level += 1
            source[level] = open_source(need, source[level - 1])
    return NONE


@njit(cache=True)
def open_source(need: Ints, start: int) -> int:
    """The first source, from ``start``, that still has loads; their number when none has."""
    while start < need.size and need[start] == 0:
        start += 1
    return start


@njit(cache=True)
def fits(row: Ints, limit: Ints) -> bool:
    """Whether no number of the row is above its limit."""
    place = 0
    while place < row.size and row[place] <= limit[place]:
        place += 1
    return place == row.size


@njit(cache=True)
def take(columns: Columns, day: int, need: Ints, room: Ints, times: int) -> None:
    """Take a day's loads and places away, or with ``times`` -1 give them back."""
    for place in range(need.size):
        need[place] -= times * columns.fetched[day, place]
    for place in range(room.size):
        room[place] -= times * columns.used[day, place]


@njit(cache=True)
def look_up(columns: Columns, room: Ints, left: int, slack: int) -> int:
    """The cheapest day that fetches exactly what is left and fits; -1 when there is none."""
    at = np.searchsorted(columns.codes, left)
    while at < columns.codes.size and columns.codes[at] == left:
        day = columns.by_code[at]
        if columns.cost[day] > slack:
            return -1
        if fits(columns.used[day], room):
            return int(day)
        at += 1
    return -1
