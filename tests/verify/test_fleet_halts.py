"""Halts of crews in the recomputed bound: how driving counts, by hand, and against a search of every minute."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.fleet import FleetBound
from safeconduct.model.situation import Approach, Leg, Situation
from safeconduct.plan.fleet.relaxed import HALTS, counted_in
from safeconduct.verify.fleet_bound import RELAXED, best_days, horizon_of, tariff_of, wrong_bound
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts
from safeconduct.verify.fleet_halts import COUNTED_IN, NO_HALTS, Driving, Lefts, parts_of
from tests.tiny import known
from tests.tiny_fleet import SCENARIO, VAN, tiny_fleet
from tests.verify.test_fleet_bound import EACH, UNIT, bound_of, price, short_day

PARTS = sorted(COUNTED_IN.values())


@given(
    drives=st.lists(st.integers(0, 400), max_size=12),
    spare=st.integers(0, 300),
    parts=st.sampled_from([0, *PARTS]),
)
def test_drives_that_fit_into_the_limit_fit_into_its_parts(drives: list[int], spare: int, parts: int) -> None:
    """Whatever the drives: so no day that may be driven is lost."""
    limit = max(1, sum(drives) + spare)
    driving = Driving(limit, 30, parts)
    counts = [driving.counts(minutes) for minutes in drives]
    assert sum(n for n in counts if n is not None) <= driving.most
    assert None not in counts
    assert driving.counts(limit + 1) is None


@given(
    drives=st.lists(st.integers(0, 120), min_size=1, max_size=12),
    limit=st.integers(60, 300),
    at=st.integers(0, len(PARTS) - 1),
)
def test_finer_parts_allow_no_more(drives: list[int], limit: int, at: int) -> None:
    """What fits counted in minutes fits in any parts, what fits in fine parts fits in coarse ones."""
    finer = [*PARTS[at + 1 :], 0]
    for fine in finer:
        one, other = Driving(limit, 1, fine), Driving(limit, 1, PARTS[at])
        counts = [one.counts(minutes) for minutes in drives]
        if None not in counts and sum(n for n in counts if n is not None) <= one.most:
            assert sum(other.counts(minutes) or 0 for minutes in drives) <= other.most


def test_counting_by_hand() -> None:
    """Of 270 minutes in 16 parts one part is 16.9375; without a limit, or where halts take no time, nothing counts."""
    driving = Driving(270, 45, 16)
    assert [driving.counts(minutes) for minutes in (0, 16, 17, 33, 34, 254, 255, 270, 271)] == (
        [0, 0, 1, 1, 2, 14, 15, 15, None]
    )
    assert [Driving(270, 45, 0).counts(minutes) for minutes in (0, 269, 270, 271)] == [0, 269, 270, None]
    assert [Driving(270, 0, 16).counts(minutes) for minutes in (0, 270, 271)] == [0, 0, None]
    assert Driving(None, None, 16).counts(10**6) == 0
    assert (Driving(270, 45, 0).most, Driving(270, 45, 16).most, Driving(270, 0, 0).most) == (270, 15, 0)


def test_lefts_by_hand() -> None:
    """Drives of 100 there and 60 back, of 270: rows from there are 0, 60, 160, 220, from here 0, 100, 160, 260. Fresh
    one has 260 here and 220 there; after a drive there 170, which is room for 160; after one back from there 210, which
    is 160 here; after both 110, which is 100."""
    lefts = Lefts([("here", "there", 100), ("there", "here", 60)], 270)
    assert lefts.of("here", 270) == 260
    assert [lefts.of("there", left) for left in (59, 60, 159, 160, 270)] == [0, 60, 60, 160, 220]
    assert lefts.at == {"here": {260, 160, 100, 0}, "there": {220, 160, 60, 0}}


def test_names_of_parts() -> None:
    """The planner's names are those the checker reads; the coarsest of several counts."""
    assert parts_of(RELAXED) == 0
    assert parts_of((*RELAXED, NO_HALTS)) == 1
    for parts in (1, 2, 4, 8, 16, 32, 64):
        assert parts_of((*RELAXED, *counted_in(parts))) == parts
    assert counted_in(0) == ()
    assert parts_of((*counted_in(16), *counted_in(4))) == 4
    assert NO_HALTS == HALTS


# --- stated bounds --------------------------------------------------------------------------------------------------


def van_alone(**limits: int) -> FleetFacts:
    """The van at alpha: 138 minutes a turn without halts, drives of an hour, four of them arrive by 600."""
    return fleet_facts(tiny_fleet(vehicles=(replace(VAN, **{name: known(n) for name, n in limits.items()}),)), SCENARIO)


def stated(facts: FleetFacts, parts: int) -> FleetBound:
    """A bound of the van with driving counted in parts, as it would be stated."""
    found = bound_of(facts)
    horizon = horizon_of(facts)
    worth = best_days(facts, tariff_of(facts, (), horizon), EACH.times(UNIT), horizon, parts)["van"]
    return replace(
        found,
        days=(replace(found.days[0], parts=worth),),
        parts=worth,
        value=worth // UNIT,
        relaxed=(*RELAXED, *counted_in(parts)),
    )


@pytest.mark.parametrize(
    ("limits", "trips"),
    [
        ({}, (4, 4, 4)),
        ({"drive_minutes": 60, "rest_minutes": 600}, (1, 4, 1)),
        ({"drive_minutes": 119, "rest_minutes": 600}, (1, 4, 1)),
        ({"drive_minutes": 120, "rest_minutes": 600}, (1, 4, 2)),
        ({"drive_minutes": 180, "rest_minutes": 600}, (2, 4, 2)),
        ({"drive_minutes": 420, "rest_minutes": 600}, (4, 4, 4)),
        ({"drive_minutes": 419, "rest_minutes": 600}, (3, 4, 4)),
        ({"drive_minutes": 59, "rest_minutes": 1}, (0, 0, 0)),
    ],
)
def test_the_day_by_what_the_bound_says(limits: dict[str, int], trips: tuple[int, int, int]) -> None:
    """With halts longer than the day the van drives its limit once: of seven hours for four trips. In minutes, without
    halts, and in 4 parts, of which 120 minutes have 3 and an hour 1, so three drives seem to fit."""
    facts = van_alone(**limits)
    assert tuple(stated(facts, parts).parts // UNIT // 20 for parts in (0, 1, 4)) == trips
    for parts in (0, *PARTS):
        assert list(wrong_bound(facts, stated(facts, parts))) == []


def test_a_bound_that_claims_more_than_it_recomputes_is_refused() -> None:
    """One that knows no halts is higher: it holds without naming anything. The lower one of minutes does not hold where
    halts are named as relaxed."""
    facts = van_alone(drive_minutes=120, rest_minutes=600)
    exact, free = stated(facts, 0), stated(facts, 1)
    assert exact.parts < free.parts
    assert list(wrong_bound(facts, exact)) == []
    assert list(wrong_bound(facts, replace(free, relaxed=RELAXED))) == []
    assert list(wrong_bound(facts, replace(exact, relaxed=free.relaxed)))
    assert list(wrong_bound(facts, replace(exact, relaxed=stated(facts, 4).relaxed)))
    less = replace(exact, days=(replace(exact.days[0], parts=exact.parts - 1),), parts=exact.parts - 1)
    assert any("is worth up to" in problem for problem in wrong_bound(facts, less))


# --- against a search that knows no tables --------------------------------------------------------------------------


def searched(facts: FleetFacts, tolls: dict[tuple[str, int], int], bays: dict[tuple[str, int], int], worth: int) -> int:
    """The best day of the van of ``short_day``: every minute it stands it may go on or wait, and counts for how long it
    has stood and driven; the time before a narrow place is no stand."""
    van = facts.situation.vehicles[0]
    assert van.drive_minutes is not None
    assert van.rest_minutes is not None
    last, most, rest = horizon_of(facts), van.drive_minutes.value, van.rest_minutes.value

    def entered(resource: str, t: int, loaded: bool) -> int | None:
        held = facts.resources[resource]
        if held.empty_free and not loaded:
            return 0
        return None if t % held.slot_minutes.value else tolls.get((resource, t), 0)

    @cache
    def under_way(way: Leg | Approach, loaded: bool, number: int, t: int, driven: int) -> int:
        uses = way.uses if loaded or isinstance(way, Approach) else way.uses_empty
        minutes = way.minutes if isinstance(way, Approach) else way.minutes_loaded if loaded else way.minutes_empty
        if t > last:
            return -(10**12)
        if number == len(uses):
            arrive = t + minutes.value - (uses[-1].minutes if uses else 0)
            if arrive > last:
                return -(10**12)
            return at_bravo(arrive + 1, driven, 0) if loaded else ready(way.site, arrive, driven, 0)
        toll = entered(uses[number].resource, t, loaded)
        go = -(10**12)
        if toll is not None:
            held = facts.resources[uses[number].resource]
            delay = (held.delay_loaded if loaded else held.delay_empty).value
            further = uses[number + 1].minutes - uses[number].minutes if number + 1 < len(uses) else 0
            go = under_way(way, loaded, number + 1, t + delay + further, driven) - toll
        return max(go, under_way(way, loaded, number, t + 1, driven))

    def drive(way: Leg | Approach, loaded: bool, t: int, driven: int) -> int:
        minutes = way.minutes if isinstance(way, Approach) else way.minutes_loaded if loaded else way.minutes_empty
        uses = way.uses if loaded or isinstance(way, Approach) else way.uses_empty
        driven += minutes.value
        return -(10**12) if driven > most else under_way(way, loaded, 0, t + uses[0].minutes, driven)

    @cache
    def at_bravo(t: int, driven: int, stood: int) -> int:
        if t > last:
            return 0
        now = 0 if stood >= rest else driven
        return max(0, at_bravo(t + 1, driven, stood + 1), *(drive(leg, False, t, now) for leg in facts.legs.values()))

    @cache
    def ready(site: str, t: int, driven: int, stood: int) -> int:
        if t + 2 > last:
            return 0
        pays = bays.get((site, t), 0) + bays.get((site, t + 1), 0)
        leg = next(leg for leg in facts.legs.values() if leg.site == site)
        now = 0 if stood >= rest else driven
        return max(0, ready(site, t + 1, driven, stood + 1), drive(leg, True, t + 2, now) + worth - pays)

    since = van.available_from.value if van.available_from else 0
    return max(0, *(drive(a, False, t, 0) for a in facts.approaches.values() for t in range(since, last)))


@given(
    slots=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    delay=st.integers(0, 2),
    free=st.booleans(),
    limits=st.tuples(st.integers(4, 26), st.integers(1, 12)),
    loaded=st.lists(st.integers(4, 9), min_size=2, max_size=2),
    empty=st.lists(st.integers(3, 8), min_size=2, max_size=2),
    tolls=st.dictionaries(st.tuples(st.sampled_from(["old-bridge", "gate"]), st.integers(0, 44)), st.integers(1, 30)),
    bays=st.dictionaries(st.tuples(st.sampled_from(["alpha", "charlie"]), st.integers(0, 44)), st.integers(1, 10)),
)
@settings(max_examples=80, deadline=None)
def test_the_recursion_finds_what_a_search_of_every_minute_finds(
    slots: tuple[int, int],
    delay: int,
    free: bool,
    limits: tuple[int, int],
    loaded: list[int],
    empty: list[int],
    tolls: dict[tuple[str, int], int],
    bays: dict[tuple[str, int], int],
) -> None:
    """Ways of any length, as far there as not back; two narrow places, prices on slots and on bays. Counted in parts
    the day is worth at least as much."""
    facts = fleet_facts(_crewed(short_day(slots, delay, free, 0), limits, loaded, empty), SCENARIO)
    prices = tuple(
        price("slot", resource, since=t, until=t + 1, parts=toll * UNIT) for (resource, t), toll in tolls.items()
    ) + tuple(price("bay", site, since=t, until=t + 1, parts=toll * UNIT) for (site, t), toll in bays.items())
    horizon = horizon_of(facts)
    tariff = tariff_of(facts, prices, horizon)
    found = [best_days(facts, tariff, EACH.times(UNIT), horizon, parts)["van"] for parts in (0, *reversed(PARTS))]
    due = {(r, t): toll for (r, t), toll in tolls.items() if t % facts.resources[r].slot_minutes.value == 0}
    assert found[0] == searched(facts, due, bays, 20) * UNIT
    assert found == sorted(found)


def _crewed(day: Situation, limits: tuple[int, int], loaded: list[int], empty: list[int]) -> Situation:
    drive, rest = (known(n) for n in limits)
    van = replace(day.vehicles[0], drive_minutes=drive, rest_minutes=rest)
    legs = tuple(
        replace(leg, minutes_loaded=known(a), minutes_empty=known(b))
        for leg, a, b in zip(day.legs, loaded, empty, strict=True)
    )
    return replace(day, vehicles=(van,), legs=legs)
