"""The halts of crews in the bound: against every day of a lone vehicle, and by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet import halts
from safeconduct.plan.fleet.crews import driven_since_halt
from safeconduct.plan.fleet.halts import PARTS, halts_of, rests
from safeconduct.plan.fleet.instance import UNLIMITED, FleetInstance
from safeconduct.plan.fleet.lagrangian import GRAIN, Lagrangian, Prices
from safeconduct.plan.fleet.rested import rested_day
from safeconduct.plan.fleet.tables import Tables, tables_of
from tests.plan.fleet.days import ints, one_pair, random_day, with_crews
from tests.plan.fleet.test_bound import some_prices

SEEDS = st.integers(0, 10**6)


def resting(seed: int) -> FleetInstance:
    """A drawn day of any kind, an hour longer, whose crews all take halts."""
    rng, day = np.random.default_rng(seed + 3), random_day(seed)
    day = with_crews(day.with_(close=day.close + 60), seed)
    return day.with_(type_until=day.type_until + 60, type_rest=rng.integers(1, 50, day.types))


def far(drive: int, rest: int, close: int = 300) -> FleetInstance:
    """A bus with the pair to itself: 25 minutes of driving each way, 60 a turn."""
    return one_pair(close=close).with_(type_drive=ints([drive]), type_rest=ints([rest]))


def lone_worth(tables: Tables, parts: int | None = None) -> float:
    """A day of the first class where nothing has a price."""
    lagrangian = Lagrangian(tables, parts=parts)
    return float(lagrangian.at(np.zeros(lagrangian.amounts.size)).values[0])


def test_halts_by_hand() -> None:
    """Five turns are ten drives of 25 minutes, the last of which crosses at 276 and may at 300: 24 minutes for halts.
    With 249 minutes one is due, with 75 three, with 50 four, with 25 nine. Where they take longer a turn falls away."""
    assert lone_worth(tables_of(one_pair(close=300))) == 50
    for drive, rest, worth in (
        (250, 500, 50),
        (249, 24, 50),
        (249, 25, 40),
        (75, 8, 50),
        (75, 9, 40),
        (74, 8, 40),
        (50, 6, 50),
        (50, 7, 40),
        (49, 6, 40),
        (25, 2, 50),
        (25, 3, 40),
        (25, 0, 50),
        (50, 500, 10),
        (24, 1, 0),
    ):
        assert lone_worth(tables_of(far(drive, rest))) == worth, (drive, rest)


def test_states_by_hand() -> None:
    """All drives are 25 minutes, and of 60 only two fit: at the reception as at the site there may be room for two, one
    or none, and each drive leads to a state of one less."""
    parts, found = halts_of(tables_of(far(60, 30)))
    assert parts == 0
    states = found[0]
    assert states.rest == 30
    assert states.origins.tolist() == states.sites.tolist() == [[0, 0]] * 3
    assert states.fresh.tolist() == [0]
    assert states.into.tolist() == states.out.tolist() == [[0, 0, 1, -1], [0, 0, 2, -1]]
    assert states.into_from.tolist() == states.out_from.tolist() == [0, 1, 2, 2]


def test_parts_by_hand() -> None:
    """In 4 parts of 60 a drive of 25 is 4 x 25 / 61, which is one whole part: three of them fit where two may."""
    states = halts_of(tables_of(far(60, 30)), 4)[1][0]
    assert len(states.origins) == 4
    assert lone_worth(tables_of(far(60, 9)), 0) == 40
    assert lone_worth(tables_of(far(60, 8)), 4) == lone_worth(tables_of(far(75, 8))) == 50
    assert lone_worth(tables_of(far(60, 9)), 4) == 40


def test_who_rests() -> None:
    """A limit and a halt that takes time."""
    for drive, rest, so in ((60, 30, True), (60, 0, False), (UNLIMITED, 30, False), (UNLIMITED - 1, 1, True)):
        assert rests(tables_of(far(drive, rest)), 0) is so
        assert bool(halts_of(tables_of(far(drive, rest)))[1]) is so or drive == UNLIMITED - 1


def test_parts_are_as_many_as_the_day_allows(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Where there are too many drives between states, driving is counted in parts; where one part is left, halts are
    not known."""
    day = next(day for day in map(random_day, range(100)) if day.sites * day.receptions > 5)
    day = day.with_(type_drive=np.full(day.types, 99), type_rest=np.full(day.types, 9))
    tables, seen = tables_of(day), []
    for most in (10**6, 800, 400, 200, 100, 50, 0):
        monkeypatch.setattr(halts, "MOST_DRIVES", most)
        monkeypatch.setattr(halts, "WAYS_TIMES", 0)
        parts, found = halts_of(tables)
        drives = sum(len(one.into) + len(one.out) for one in found.values())
        assert drives <= most
        seen.append(parts)
        assert Lagrangian(tables).parts == parts
    assert seen[0] == 0
    assert seen[-1] == 1
    ranks = [PARTS.index(parts) for parts in seen]
    assert ranks == sorted(ranks)
    assert len(set(seen)) > 2


@settings(max_examples=80, deadline=None)
@given(day=SEEDS, price=SEEDS)
def test_finer_parts_never_raise_the_bound(day: int, price: int) -> None:
    """In minutes it is the least, without halts the most, at any prices."""
    tables = tables_of(resting(day))
    flat = some_prices(price, Lagrangian(tables).amounts.size)
    bounds = [Lagrangian(tables, parts=parts).at(flat).bound for parts in PARTS]
    assert bounds == sorted(bounds)


@settings(max_examples=80, deadline=None)
@given(day=SEEDS, price=SEEDS, parts=st.sampled_from((0, 16, 4)))
def test_the_best_day_uses_what_it_is_worth(day: int, price: int, parts: int) -> None:
    """Its people at their weights less all it pays is its value, to the grain."""
    tables = tables_of(resting(day))
    lagrangian = Lagrangian(tables, parts=parts)
    flat = some_prices(price, lagrangian.amounts.size)
    values = lagrangian.at(flat).values
    weights = tables.weights[tables.need]
    for c, used in enumerate(lagrangian.days(flat)):
        assert weights @ used[: tables.people.size] - flat @ used == values[c]


# --- against every day of a lone vehicle ----------------------------------------------------------------------------


def every_day(day: FleetInstance, c: int) -> int:
    """The most a vehicle of a class alone can carry: every site, way and reception, with a halt before each drive or
    without, each step as soon as it can be."""
    kind = int(day.class_type[c])
    load, unload, until = int(day.type_load[kind]), int(day.type_unload[kind]), int(day.type_until[kind])
    most, rest = int(day.type_drive[kind]), int(day.type_rest[kind])
    shut = [(x.crossing, x.start, x.end) for x in day.closures]

    def enters(b: int, t: int, first: int, last: int) -> int | None:
        slot = int(day.crossing_slot[b])
        for at in range(max(t, first), min(day.close, last) + 1):
            if at % slot == 0 and not any(x == b and a < at + slot and at < e for x, a, e in shut):
                return at
        return None

    def driven(ways, key: tuple[int, int, int], t: int) -> int | None:  # type: ignore[no-untyped-def]
        at = enters(int(ways.crossing[key]), t + int(ways.before[key]), int(ways.first[key]), int(ways.last[key]))
        lag = int(ways.after[key])
        for p in day.posts.along(int(ways.post[key])) if at is not None else ():
            posts = day.posts
            at = enters(int(posts.crossing[p]), at + lag, int(posts.first[p]), int(posts.last[p]))
            lag = int(posts.lag[p])
            if at is None:
                return None
        return None if at is None else at + lag

    def full(s: int, r: int) -> int:
        worths = []
        for need in range(3):
            here = [
                int(day.group_people[g])
                for g in range(day.groups)
                if day.group_site[g] == s and day.group_need[g] == need and day.group_allowed[g, r]
            ]
            worths += [int(day.weights[need])] * min(int(day.type_places[kind, need]), sum(here))
        return sum(sorted(worths, reverse=True)[: int(day.reception_capacity[r])])

    def stands(t: int, left: int) -> tuple[tuple[int, int], ...]:
        return (t, left), (t + rest, most)

    @cache
    def empty(o: int, t: int, left: int) -> int:
        best = 0
        for s, k in np.argwhere(day.inbound.crossing[o] >= 0).tolist():
            drive = int(day.inbound.drive[o, s, k])
            for at, rested in stands(t, left):
                there = driven(day.inbound, (o, s, k), at) if drive <= rested else None
                if there is not None and there <= day.close:
                    best = max(best, *(loads(s, since, now) for since, now in stands(there, rested - drive)))
        return best

    @cache
    def loads(s: int, t: int, left: int) -> int:
        best, away = 0, t + load
        for r, k in np.argwhere(day.outbound.crossing[s] >= 0).tolist() if away <= day.close else ():
            drive = int(day.outbound.drive[s, r, k])
            there = driven(day.outbound, (s, r, k), away) if drive <= left else None
            if there is not None and there + unload <= until:
                best = max(best, full(s, r) + empty(r, there + unload, left - drive))
        return best

    return empty(int(day.class_origin[c]), int(day.class_from[c]), most)


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS)
def test_the_best_day_is_the_best_of_all_days(seed: int) -> None:
    """Where nothing has a price the soonest is best, so that all days of a lone vehicle can be gone through; counted in
    parts the day is worth at least as much."""
    day = resting(seed)
    tables = tables_of(day)
    for parts in (0, 8):
        lagrangian = Lagrangian(tables, parts=parts)
        values = lagrangian.at(np.zeros(lagrangian.amounts.size)).values
        due = [every_day(day, c) for c in range(day.classes)]
        assert all(value >= worth for value, worth in zip(values, due, strict=True))
        assert parts or values.tolist() == due


def test_halts_matter_on_drawn_days() -> None:
    """On some of them a lone vehicle is worth less with halts, on most it is worth something: no test of nothing."""
    less = some = 0
    for seed in range(200):
        tables = tables_of(resting(seed))
        one, other = lone_worth(tables, 0), lone_worth(tables, 1)
        less, some = less + (one < other), some + (one > 0)
    assert less > 40
    assert some > 80


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, price=SEEDS)
def test_the_day_that_is_used_keeps_its_halts(seed: int, price: int) -> None:
    """The trips of a best day, looked at as the search looks at those of a timetable: driven no longer than allowed."""
    tables = tables_of(resting(seed))
    lagrangian = Lagrangian(tables, parts=0)
    flat = some_prices(price, lagrangian.amounts.size)
    seen: list[tuple[int, int, np.ndarray, int]] = []
    for kind, states in halts_of(tables, 0)[1].items():
        seen += _trips(tables, kind, states, Prices.of(tables, flat))
    for kind, c, trips, n in seen:
        origin, since = int(tables.class_origin[c]), int(tables.class_from[c])
        assert driven_since_halt(tables, kind, origin, since, trips, n) <= tables.drive[kind]


def _values(
    tables: Tables, kind: int, states: halts.Halts, prices: Prices, stood: float = 0.0
) -> tuple[np.ndarray, ...]:
    """Gains and tolls of a type at prices, then v, w, u and x, written over what stood there."""
    from safeconduct.plan.fleet import lagrangian as module
    from safeconduct.plan.fleet.rested import rested_values

    minutes = tables.close + 2
    toll = np.where(tables.open == 1, prices.slot, module.TAKEN)
    paid = np.zeros((prices.bay.shape[0], prices.bay.shape[1] + 1))
    np.cumsum(prices.bay, axis=1, out=paid[:, 1:])
    gain, live = module._gained(tables, kind, prices.people, prices.room), module._starts(tables, kind)
    empty = np.full((len(states.origins), tables.reach), stood)
    ready, loaded = (np.full((len(states.sites), minutes), stood) for _ in range(2))
    via = np.full((len(states.posts), minutes), stood)
    passed = tables._replace(posts=states.posts)
    rested_values(tables, passed, states, kind, live, gain, toll, paid, empty, ready, loaded, via)
    return gain, toll, empty, ready, loaded, via


def _trips(tables: Tables, kind: int, states: halts.Halts, prices: Prices) -> list[tuple[int, int, np.ndarray, int]]:
    """Trips of the best day of every class of a type."""
    values, passed = _values(tables, kind, states, prices), tables._replace(posts=states.posts)
    found = []
    for c in np.flatnonzero(tables.class_type == kind).tolist():
        trips = np.zeros((40, 8 + tables.posts_in + tables.posts_out), np.int64)
        at = int(tables.class_origin[c]), int(tables.class_from[c])
        n = rested_day(tables, passed, states, kind, *at, 0.5 * GRAIN, *values, trips)
        found.append((kind, c, trips, int(n)))
    return found


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, price=SEEDS, parts=st.sampled_from((0, 16, 4)))
def test_drives_that_states_share_are_worked_out_once(seed: int, price: int, parts: int) -> None:
    """The same bytes as where every state goes through all its drives, whatever stood where they are written."""
    tables = tables_of(resting(seed))
    prices = Prices.of(tables, some_prices(price, Lagrangian(tables).amounts.size))
    for kind, states in halts_of(tables, parts)[1].items():
        every = states._replace(into_new=np.ones_like(states.into_new), out_new=np.ones_like(states.out_new))
        pairs = zip(_values(tables, kind, states, prices), _values(tables, kind, every, prices, np.nan), strict=True)
        assert all(one.tobytes() == other.tobytes() for one, other in pairs)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, price=SEEDS)
def test_answers_know_nothing_of_those_before(seed: int, price: int) -> None:
    """A Lagrangian that has been asked answers as one that has not."""
    tables = tables_of(resting(seed))
    asked, size = Lagrangian(tables), Lagrangian(tables).amounts.size
    for n in range(3):
        flat = some_prices(price + n, size)
        one, other = asked.at(flat), Lagrangian(tables).at(flat)
        assert (one.bound, one.values.tobytes(), one.used.tobytes()) == (
            other.bound,
            other.values.tobytes(),
            other.used.tobytes(),
        )


def test_shared_drives_by_hand() -> None:
    """Of 60 minutes in 4 parts a drive of 25 is one: four states, each with drives to states of its own. On drawn days
    a good part of the drives leads to where that of the next state does."""
    states = halts_of(tables_of(far(60, 30)), 4)[1][0]
    assert states.into_new.tolist() == states.out_new.tolist() == [1, 1, 1]
    drives = [
        (one.into_new, one.out_new) for seed in range(40) for one in halts_of(tables_of(resting(seed)))[1].values()
    ]
    shared, count = (sum(f(new) for pair in drives for new in pair) for f in (lambda new: (new == 0).sum(), len))
    assert 0.05 * count < shared < 0.9 * count
