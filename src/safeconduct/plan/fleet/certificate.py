"""The bound recomputed from its prices, in whole numbers: what a reader needs to believe it, nothing of the engines.

Prices are whole multiples of a grain, so is every sum; the result is exact. The day of one vehicle is worked minute by
minute from the last, as written here, over all ways at once; no compiled code and no table of the engines is used.
"""

from __future__ import annotations

from math import floor

import numpy as np

from safeconduct.model.errors import CheckFailed
from safeconduct.plan.fleet.instance import UNLIMITED, FleetInstance, Ints, Posts, Ways
from safeconduct.plan.fleet.lagrangian import Prices

#: One unit of worth in grains.
GRAINS = 4096
_NEVER = -(10**15)
_SHUT = 10**15


def proven(instance: FleetInstance, prices: Prices) -> int:
    """The least whole worth that, by these prices, no timetable exceeds.

    CheckFailed when a price is negative, not a multiple of the grain, or of the wrong shape.
    """
    return floor(grains(instance, prices) / GRAINS)


def grains(instance: FleetInstance, prices: Prices) -> int:
    """The bound in grains: price x amount of everything shared, and the best day of every vehicle."""
    minutes = max(instance.close, -1) + 1
    people = _whole(prices.people, "people", (instance.groups,))
    room = _whole(prices.room, "room", (instance.receptions,))
    slot = _whole(prices.slot, "slot", (instance.crossings, minutes))
    bay = _whole(prices.bay, "bay", (instance.sites, minutes))
    open_ = _starts(instance, minutes)
    total = int(people @ instance.group_people) + int(room @ instance.reception_capacity)
    total += int(((slot * open_).sum(axis=1) * instance.crossing_lanes).sum())
    total += int((bay.sum(axis=1) * instance.bays).sum())
    toll = np.where(open_, slot, _SHUT)
    for kind in range(instance.types):
        best = _best_days(instance, kind, _gains(instance, kind, people, room), toll, bay)
        for c in np.flatnonzero(instance.class_type == kind):
            since = int(instance.class_from[c])
            if since <= instance.close:
                total += int(instance.class_count[c]) * int(best[instance.class_origin[c], since])
    return total


def _whole(price: np.ndarray, name: str, shape: tuple[int, ...]) -> Ints:
    units = np.asarray(price, dtype=np.float64) * GRAINS
    whole = np.rint(units).astype(np.int64)
    if whole.shape != shape or np.any(whole != units) or np.any(whole < 0):
        raise CheckFailed(
            f"the prices of {name} are not {shape} whole grains >= 0", field=f"prices.{name}", next_step="solve again"
        )
    return whole


def _starts(instance: FleetInstance, minutes: int) -> np.ndarray:
    """Truth (B, L): a slot starts at this minute and overlaps no closure."""
    starts = np.zeros((instance.crossings, minutes), dtype=np.bool_)
    for b, slot in enumerate(instance.crossing_slot):
        for t in range(0, minutes, int(slot)):
            starts[b, t] = not any(x.crossing == b and x.start < t + int(slot) and t < x.end for x in instance.closures)
    return starts


def _gains(instance: FleetInstance, kind: int, people: Ints, room: Ints) -> Ints:
    """(S, R) grains: seats of each need filled with the groups that are worth most above their prices."""
    gain = np.zeros((instance.sites, instance.receptions), dtype=np.int64)
    for s in range(instance.sites):
        here = np.flatnonzero(instance.group_site == s)
        for r in range(instance.receptions):
            offers: list[tuple[int, int, int]] = []
            for need in range(instance.weights.size):
                seats = int(instance.type_places[kind, need])
                found = [
                    (
                        int(instance.weights[need]) * GRAINS - int(people[g]) - int(room[r]),
                        int(instance.group_people[g]),
                    )
                    for g in here
                    if instance.group_need[g] == need and instance.group_allowed[g, r]
                ]
                for worth, count in sorted(found, reverse=True):
                    taken = min(seats, count)
                    if worth > 0 and taken > 0:
                        offers.append((worth, taken, need))
                        seats -= taken
            left = int(instance.reception_capacity[r])
            for worth, count, _ in sorted(offers, reverse=True):
                gain[s, r] += worth * min(left, count)
                left -= min(left, count)
    return gain


def _best_days(instance: FleetInstance, kind: int, gain: Ints, toll: Ints, bay: Ints) -> Ints:
    """(O, L) grains: the most one vehicle of the type can make of the rest of the day, from each origin and minute,
    its crew rested.

    The first axis of every table is what is left to drive until the next halt, minute by minute; where crews take no
    halts it has one entry, and driving counts nothing.
    """
    close, until, rest = instance.close, int(instance.type_until[kind]), int(instance.type_rest[kind])
    load, unload = int(instance.type_load[kind]), int(instance.type_unload[kind])
    after = max(int(instance.outbound.after.max(initial=0)), int(instance.posts.lag.max(initial=0))) + unload
    out, inn = _list(instance.outbound), _list(instance.inbound)
    out, inn = out[:, out[8] <= instance.type_drive[kind]], inn[:, inn[8] <= instance.type_drive[kind]]
    halts = rest > 0 and instance.type_drive[kind] < UNLIMITED
    most = int(instance.type_drive[kind]) if halts else 0
    out[8], inn[8] = out[8] * halts, inn[8] * halts
    empty = np.zeros((most + 1, instance.origins, close + 2 + after), dtype=np.int64)
    ready = np.full((most + 1, instance.sites, close + 2), _NEVER, dtype=np.int64)
    loaded = ready.copy()
    paid = np.concatenate([np.zeros((instance.sites, 1), dtype=np.int64), np.cumsum(bay, axis=1)], axis=1)
    posts = instance.posts
    via = np.full((most + 1, posts.crossing.size, close + 2), _NEVER, dtype=np.int64)
    for t in range(close, -1, -1):
        if t + load <= close:
            ready[:, :, t] = loaded[:, :, t + load] - (paid[:, t + load] - paid[:, t])
        ready[:, :, t] = np.maximum(ready[:, :, t], ready[:, :, t + 1])
        if t + rest <= close:
            ready[:, :, t] = np.maximum(ready[:, :, t], ready[most, :, t + rest])
        for p in np.flatnonzero(posts.inbound == 1):
            _wait(posts, int(p), t, ready, toll, via, close)
        at = t + inn[3]
        o, s, b, lead, lag, _, _, p, drive = inn[:, (at + inn[4] <= close) & (inn[5] <= at) & (at <= inn[6])]
        empty[:, :, t] = empty[:, :, t + 1]
        if t + rest <= close:
            empty[:, :, t] = np.maximum(empty[:, :, t], empty[most, :, t + rest])
        there = _onward(via, p, ready[:, s, t + lead + lag], t + lead + lag) - toll[b, t + lead]
        _raise(empty[:, :, t], o, drive, there)
        for p in np.flatnonzero(posts.inbound == 0):
            _wait(posts, int(p), t, empty[:, :, unload:], toll, via, min(close + after, until - unload))
        at = t + out[3]
        done = (out[7] >= 0) | (at + out[4] + unload <= until)
        s, r, b, lead, lag, _, _, p, drive = out[:, (at <= close) & (out[5] <= at) & (at <= out[6]) & done]
        loaded[:, :, t] = loaded[:, :, t + 1]
        there = _onward(via, p, empty[:, r, t + lead + lag + unload], t + lead + lag) - toll[b, t + lead]
        _raise(loaded[:, :, t], s, drive, gain[s, r] + there)
    return empty[most, :, : close + 2]


def _raise(target: Ints, rows: Ints, drives: Ints, there: Ints) -> None:
    """Raise the rows to what ways lead to, by what is left: after a way it is less by its drive."""
    for row, drive, worth in zip(rows.tolist(), drives.tolist(), there.T, strict=True):
        left = target[drive:, row]
        np.maximum(left, worth[: left.size], out=left)


def _wait(posts: Posts, p: int, t: int, goals: Ints, toll: Ints, via: Ints, close: int) -> None:
    """Worth of standing at post ``p`` at minute ``t``: wait, or go on to the next post or to the goal by ``close``."""
    there, onward = t + int(posts.lag[p]), int(posts.onward[p])
    via[:, p, t] = via[:, p, t + 1]
    if posts.first[p] <= t <= posts.last[p] and there <= (close if onward < 0 else via.shape[2] - 1):
        worth = goals[:, posts.goal[p], there] if onward < 0 else via[:, onward, there]
        via[:, p, t] = np.maximum(via[:, p, t], worth - toll[posts.crossing[p], t])


def _onward(via: Ints, post: Ints, goal: Ints, at: Ints) -> Ints:
    """What a way leads to at minute ``at``: the goal, or where it has one, the post."""
    if not via.shape[1]:
        return goal
    late = at >= via.shape[2]
    found: Ints = np.where(post < 0, goal, np.where(late, _NEVER, via[:, post, np.where(late, 0, at)]))
    return found


def _list(ways: Ways) -> Ints:
    """(9, n): start, goal, crossing, before, after, first and last minute, post and drive of every way."""
    start, goal, k = np.nonzero(ways.crossing >= 0)
    columns = (ways.crossing, ways.before, ways.after, ways.first, ways.last, ways.post, ways.drive)
    return np.stack([start, goal, *(column[start, goal, k] for column in columns)])
