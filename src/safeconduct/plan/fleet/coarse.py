"""The same day on a coarser clock: cheap steps first, so that prices are near where they belong when steps grow dear.

Minutes are rounded to a grid of m minutes and slots of one stretch of it are counted together. Prices found there prove
nothing there; laid out on single minutes again they are prices like any others, and prove what they prove.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safeconduct.plan.fleet.instance import Closure, FleetInstance, Ints, Posts, Ways
from safeconduct.plan.fleet.lagrangian import Prices
from safeconduct.plan.fleet.tables import Floats


def coarsened(instance: FleetInstance, grid: int) -> FleetInstance:
    """The day in units of ``grid`` minutes; a slot shorter than one becomes as many lanes as fit into it."""
    slot = np.maximum(1, instance.crossing_slot // grid)
    lanes = _rounded(instance.crossing_lanes * slot * grid, instance.crossing_slot)
    closures = [
        Closure(crossing=one.crossing, start=-(-one.start // grid), end=one.end // grid) for one in instance.closures
    ]
    return instance.with_(
        close=max(-1, instance.close // grid),
        type_load=np.maximum(1, _rounded(instance.type_load, grid)),
        type_unload=_rounded(instance.type_unload, grid),
        class_from=-(-instance.class_from // grid),
        crossing_slot=slot,
        crossing_lanes=np.where(instance.crossing_lanes > 0, np.maximum(1, lanes), 0),
        inbound=_ways(instance.inbound, grid),
        outbound=_ways(instance.outbound, grid),
        closures=tuple(one for one in closures if one.end > one.start),
        posts=_posts(instance.posts, grid),
        type_until=instance.type_until // grid,
        type_drive=np.maximum(1, instance.type_drive // grid),
        type_rest=_rounded(instance.type_rest, grid),
    )


def refined(prices: Prices, grid: int, minutes: int) -> Prices:
    """Prices of a grid laid out on ``minutes`` single minutes: a vehicle's slot costs the same, a bay its share."""
    at = np.minimum(np.arange(minutes) // grid, max(0, prices.slot.shape[1] - 1))
    return Prices(
        people=prices.people, room=prices.room, slot=_taken(prices.slot, at), bay=_taken(prices.bay, at) / grid
    )


def averaged(prices: Prices, grid: int, minutes: int) -> Prices:
    """Prices of single minutes on ``minutes`` stretches of a grid: slots by their mean, bays by their sum."""
    length = prices.slot.shape[1]
    of = np.minimum(np.arange(length) // grid, max(0, minutes - 1))
    slot, bay = np.zeros((prices.slot.shape[0], minutes)), np.zeros((prices.bay.shape[0], minutes))
    np.add.at(slot.T, of, prices.slot.T)
    np.add.at(bay.T, of, prices.bay.T)
    held = np.maximum(1, np.bincount(of, minlength=minutes)[:minutes]) if length else np.ones(minutes)
    return Prices(people=prices.people, room=prices.room, slot=np.ascontiguousarray(slot / held), bay=bay)


def _ways(ways: Ways, grid: int) -> Ways:
    """Drives rounded as a whole, so that a drive in two parts is not rounded twice."""
    both = _rounded(ways.before + ways.after, grid)
    before = np.minimum(both, _rounded(ways.before, grid))
    return replace(
        ways,
        before=before,
        after=both - before,
        first=ways.first // grid,
        last=ways.last // grid,
        drive=_rounded(ways.drive, grid),
    )


def _posts(posts: Posts, grid: int) -> Posts:
    return replace(posts, lag=_rounded(posts.lag, grid), first=posts.first // grid, last=posts.last // grid)


def _rounded(minutes: Ints, grid: int | Ints) -> Ints:
    rounded: Ints = np.rint(minutes / grid).astype(np.int64)
    return rounded


def _taken(rows: Floats, at: Ints) -> Floats:
    return np.ascontiguousarray(rows[:, at]) if rows.shape[1] else rows
