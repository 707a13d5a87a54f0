"""The tables of a day against a search through every decision, minute by minute, on days small enough for it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.day import TAKEN, day_values, fill, gains
from safeconduct.plan.fleet.tables import Tables, tables_of
from tests.plan.fleet.days import ints, one_pair, random_day


def by_search(tables: Tables, kind: int, gain: np.ndarray, toll: np.ndarray, barrier: np.ndarray) -> list[float]:
    """The worth of each origin at minute 0, by recursion over every drive, loading and wait."""
    close, load, unload = tables.close, int(tables.load[kind]), int(tables.unload[kind])

    @cache
    def empty(o: int, t: int) -> float:
        if t > close:
            return 0.0
        best = max(0.0, empty(o, t + 1))
        for s in range(gain.shape[0]):
            for b, before, after, first, last, post, drive in tables.inbound[o, s].tolist():
                at = t + before
                if (
                    b >= 0
                    and drive <= tables.drive[kind]
                    and at <= close
                    and first <= at <= last
                    and toll[b, at] < TAKEN
                ):
                    best = max(best, waiting(post, s, at + after) - toll[b, at])
        return best

    @cache
    def waiting(post: int, s: int, t: int) -> float:
        if post < 0:
            return standing(s, t)
        b, lag, first, last, onward = tables.posts[post, :5].tolist()
        ways = [at for at in range(t, close + 1) if first <= at <= last and toll[b, at] < TAKEN]
        return max((waiting(onward, s, at + lag) - toll[b, at] for at in ways), default=-1e9)

    @cache
    def leaving(post: int, r: int, t: int) -> float:
        if post < 0:
            return empty(r, t + unload) if t + unload <= tables.until[kind] else -1e9
        b, lag, first, last, onward = tables.posts[post, :5].tolist()
        ways = [at for at in range(t, close + 1) if first <= at <= last and toll[b, at] < TAKEN]
        return max((leaving(onward, r, at + lag) - toll[b, at] for at in ways), default=-1e9)

    @cache
    def standing(s: int, t: int) -> float:
        if t + load > close:
            return -1e9
        now = loaded(s, t + load) if barrier[s, t] == 0 else -1e9
        return max(now, standing(s, t + 1))

    @cache
    def loaded(s: int, t: int) -> float:
        best = -1e9
        for r in range(gain.shape[1]):
            for b, before, after, first, last, post, drive in tables.outbound[s, r].tolist():
                for at in (
                    range(t + before, close + 1) if b >= 0 and gain[s, r] > 0 and drive <= tables.drive[kind] else ()
                ):
                    if first <= at <= last and toll[b, at] < TAKEN:
                        best = max(best, gain[s, r] - toll[b, at] + leaving(post, r, at + after))
        return best

    return [empty(o, 0) for o in range(tables.inbound.shape[0])]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_tables_against_search(seed: int) -> None:
    instance = random_day(seed)
    tables = tables_of(instance)
    rng = np.random.default_rng(seed)
    minutes = tables.open.shape[1]
    toll = np.where(tables.open == 1, rng.integers(0, 4, tables.open.shape) * 0.5, TAKEN)
    barrier = np.where(rng.random((instance.sites, minutes)) < 0.3, TAKEN, 0.0)
    gain = np.zeros((instance.sites, instance.receptions))
    load = np.zeros(tables.stock.shape[1:], dtype=np.int64)
    nothing = np.zeros(instance.groups), np.zeros(instance.receptions)
    gains(tables, 0, tables.people, tables.room, *nothing, load, gain)
    empty = np.zeros((instance.origins, tables.reach))
    ready, loaded, paid = (np.zeros((instance.sites, tables.close + 2)) for _ in range(3))
    live = np.ones(instance.origins, dtype=np.int64)
    via = np.zeros((tables.posts.shape[0], tables.close + 2))
    day_values(tables, 0, 0, live, gain, toll, paid, barrier, empty, ready, loaded, via)
    assert empty[:, 0].tolist() == pytest.approx(by_search(tables, 0, gain, toll, barrier), abs=1e-9)


def test_seats_go_to_the_worthiest_first() -> None:
    """Two groups of one need: the cheaper one first, the rest from the other, never more than the room."""
    base = one_pair()
    instance = base.with_(
        group_site=ints([0, 0]),
        group_need=ints([0, 0]),
        group_people=ints([7, 50]),
        group_allowed=base.group_allowed.repeat(2, axis=0),
    )
    tables = tables_of(instance)
    load = np.zeros(tables.stock.shape[1:], dtype=np.int64)
    price = np.array([0.25, 0.5])
    assert fill(tables, 0, 0, 0, tables.people, 100, price, load) == 7 * 0.75 + 3 * 0.5
    assert load[0].tolist() == [7, 3]
    assert fill(tables, 0, 0, 0, tables.people, 8, price, load) == 7 * 0.75 + 1 * 0.5
    assert fill(tables, 0, 0, 0, tables.people, 100, np.array([1.0, 2.0]), load) == 0
