"""The recomputed bound of a fleet: by hand without prices, against minute-by-minute search with random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.fleet import BestDay, FleetBound, Price
from safeconduct.model.place import RoadState
from safeconduct.model.resource import Closure, Resource, ResourceUse
from safeconduct.model.situation import Approach, Leg, Needs, Situation
from safeconduct.verify.fleet_bound import (
    RELAXED,
    best_days,
    horizon_of,
    paid_for,
    persons_by_need,
    shares,
    tariff_of,
    wrong_bound,
)
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts
from tests.tiny import ASSUMED, OPENS, known
from tests.tiny_fleet import SCENARIO, VAN, tiny_fleet

EACH = Needs(walking=1, wheelchair=1, stretcher=1)
UNIT = 1000


def bound_of(facts: FleetFacts, prices: tuple[Price, ...] = ()) -> FleetBound:
    """The true bound at the prices."""
    horizon = horizon_of(facts)
    tariff = tariff_of(facts, prices, horizon)
    days = best_days(facts, tariff, EACH.times(UNIT), horizon)
    counts = {kind.id: kind.count.value for kind in facts.situation.vehicles}
    total = sum(paid_for(facts, tariff, horizon).values()) + sum(counts[kind] * worth for kind, worth in days.items())
    return FleetBound(
        worth=EACH,
        unit=UNIT,
        prices=prices,
        days=tuple(BestDay(vehicle_class=kind, parts=worth) for kind, worth in days.items()),
        parts=total,
        value=total // UNIT,
        relaxed=RELAXED,
    )


def price(row: str, *of: str, parts: int = UNIT, since: int = 0, until: int = 0) -> Price:
    """One price."""
    return Price(row=row, of=of, since=since, until=until, parts=parts)  # type: ignore[arg-type]


def test_without_prices_every_vehicle_has_the_road_to_itself() -> None:
    """By hand: a turn is 138 minutes with its waits for slots. The van arrives at 72, 210, 348, 486, the bus, from the
    yard, at 138, 276, 414, 552; the window is 600 minutes. 4 x 20 and 4 x 50 persons."""
    found = bound_of(fleet_facts(tiny_fleet(), SCENARIO))
    assert {d.vehicle_class: d.parts for d in found.days} == {"van": 80 * UNIT, "bus": 200 * UNIT}
    assert found.value == 280


def test_priced_at_their_worth_people_bound_themselves() -> None:
    """At a price of one for each person no day is worth anything, and 100 people are the bound."""
    people = (price("people", "alpha-any", "walking"), price("people", "charlie-all", "walking"))
    found = bound_of(fleet_facts(tiny_fleet(), SCENARIO), people)
    assert found.value == 100
    assert all(day.parts == 0 for day in found.days)


def test_a_trip_that_gains_nothing_may_lead_to_one_that_does() -> None:
    """Alpha's people are priced at twice their worth, and no way leads from alpha to charlie but over bravo: the van's
    first trip gains nothing, its other three 20 each."""
    prices = (price("people", "alpha-any", "walking", parts=2 * UNIT),)
    found = bound_of(fleet_facts(tiny_fleet(vehicles=(VAN,)), SCENARIO), prices)
    assert {day.vehicle_class: day.parts for day in found.days} == {"van": 60 * UNIT}


def test_a_vehicle_that_stands_at_a_site_may_first_drive_to_another() -> None:
    """Ten minutes from alpha to charlie: the van takes 20 of charlie's people four times, alpha's being priced."""
    prices = (price("people", "alpha-any", "walking", parts=2 * UNIT),)
    situation = tiny_fleet(vehicles=(VAN,))
    across = Approach(
        id="alpha-charlie", depot="alpha", site="charlie", minutes=known(10), edges=("road",), leans_on=()
    )
    joined = replace(situation, approaches=(*situation.approaches, across))
    found = bound_of(fleet_facts(joined, SCENARIO), prices)
    assert {day.vehicle_class: day.parts for day in found.days} == {"van": 80 * UNIT}


def test_a_reception_of_thirty_bounds_thirty() -> None:
    """Its places priced at a person's worth."""
    found = bound_of(fleet_facts(tiny_fleet(capacity=30), SCENARIO), (price("reception", "bravo"),))
    assert found.value == 30


def test_no_trip_carries_more_than_the_reception_takes() -> None:
    """Without a price on its places the bound counts 4 trips of van and bus each, with 30 persons at most."""
    assert bound_of(fleet_facts(tiny_fleet(capacity=30), SCENARIO)).value == 4 * 20 + 4 * 30


def test_what_a_bound_is_made_of() -> None:
    """Half of a person's worth on every person: 50 for the people, and the fleet's days at the other half."""
    prices = (
        price("people", "alpha-any", "walking", parts=UNIT // 2),
        price("people", "charlie-all", "walking", parts=UNIT // 2),
    )
    facts = fleet_facts(tiny_fleet(), SCENARIO)
    assert shares(facts, bound_of(facts, prices)) == {"fleet": 140 * UNIT, "people": 50 * UNIT}


def test_a_slot_that_is_closed_costs_nothing() -> None:
    """Slots begin at 0, 3, 6, 9; a closure [3, 7) takes two of them; the sum pays for the others only."""
    situation = tiny_fleet()
    prices = (price("slot", "old-bridge", since=0, until=12),)
    horizon = 600
    for closures, slots in (((), 4), (((3, 7),), 2)):
        shut = tuple(_closure(a, b) for a, b in closures)
        facts = fleet_facts(replace(situation, resources=(replace(situation.resources[0], closures=shut),)), SCENARIO)
        assert paid_for(facts, tariff_of(facts, prices, horizon), horizon)["crossing"] == slots * UNIT


def _closure(start: int, end: int) -> Closure:
    return Closure(since=OPENS + timedelta(minutes=start), until=OPENS + timedelta(minutes=end), basis=ASSUMED)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda b: replace(b, days=b.days[1:]), "a day of bus"),
        (lambda b: replace(b, days=(replace(b.days[0], parts=b.days[0].parts - 1), b.days[1])), "a day of"),
        (lambda b: replace(b, parts=b.parts - 1), "add up to"),
        (lambda b: replace(b, value=b.value - 1), "is stated"),
        (lambda b: replace(b, relaxed=()), "does not say that it relaxes"),
        (lambda b: replace(b, prices=(price("slot", "new-bridge"),)), "does not have"),
        (lambda b: replace(b, prices=(price("people", "alpha-any", "flying"),)), "does not have"),
        (lambda b: replace(b, prices=(price("reception", "bravo"),)), "add up to"),
        (lambda b: replace(b, days=(*b.days, b.days[0])), "is stated 2 times"),
        (lambda b: replace(b, days=(*b.days, BestDay(vehicle_class="ghost", parts=-1))), "ghost is stated 1 times"),
        (lambda b: replace(b, prices=(price("reception", "bravo"),) * 2), "priced twice"),
        (lambda b: replace(b, prices=tuple(price("slot", "old-bridge", since=t, until=9) for t in (0, 6))), "twice"),
        (lambda b: replace(b, prices=(price("slot", "old-bridge", since=9, until=9),)), "which is no time"),
    ],
)
def test_a_bound_that_does_not_hold_is_found(change, says: str) -> None:  # type: ignore[no-untyped-def]
    """Whatever is altered in it."""
    facts = fleet_facts(tiny_fleet(capacity=30), SCENARIO)
    true = bound_of(facts)
    assert list(wrong_bound(facts, true)) == []
    assert any(says in problem for problem in wrong_bound(facts, change(true)))


def test_people_by_need_are_those_who_wish_to_go() -> None:
    """Who stays is nobody's passenger."""
    facts = fleet_facts(tiny_fleet(wish="stay"), SCENARIO)
    assert persons_by_need(facts) == {("alpha-any", "walking"): 60}


# --- against a search that knows no recursion over tables -----------------------------------------------------------


def short_day(slots: tuple[int, int], delay: int, free: bool, available: int) -> Situation:
    """Half an hour: the van alone, in the yard, two narrow places on every way, 7 minutes out and 5 back."""
    situation = tiny_fleet(
        vehicles=(replace(VAN, start=known("yard"), available_from=known(available), loading_minutes=known(2)),)
    )
    uses = (ResourceUse(resource="old-bridge", minutes=2), ResourceUse(resource="gate", minutes=4))
    back = (ResourceUse(resource="gate", minutes=1), ResourceUse(resource="old-bridge", minutes=3))

    def leg(of: Leg) -> Leg:
        return replace(of, minutes_loaded=known(7), minutes_empty=known(5), uses=uses, uses_empty=back)

    bridge = replace(situation.resources[0], slot_minutes=known(slots[0]))
    gate = Resource(
        id="gate",
        name="Gate",
        kind="checkpoint",
        road=None,
        lanes=known(1),
        slot_minutes=known(slots[1]),
        delay_loaded=known(delay),
        delay_empty=known(0),
        empty_free=free,
    )
    window = situation.corridors[0].window
    assert window is not None
    shorter = replace(window, closes=window.opens.replace(minute=45))
    return replace(
        situation,
        legs=tuple(leg(of) for of in situation.legs),
        approaches=tuple(replace(a, minutes=known(4), uses=back) for a in situation.approaches),
        resources=(bridge, gate),
        corridors=tuple(replace(c, window=shorter) for c in situation.corridors),
        rules=replace(situation.rules, unload_minutes=known(1)),
    )


def searched(
    facts: FleetFacts,
    tolls: dict[tuple[str, int], int],
    bays: dict[tuple[str, int], int],
    worth: int,
    shut: tuple[int, int] = (0, 0),
) -> int:
    """The best day of the van: every minute it waits or goes on; ``worth`` is a full trip from either site,
    ``shut`` the minutes in which the road of a resource is closed."""
    last = horizon_of(facts)

    def entered(resource: str, t: int, loaded: bool) -> int | None:
        held = facts.resources[resource]
        if held.road is not None and shut[0] <= t < shut[1]:
            return None
        if held.empty_free and not loaded:
            return 0
        if t % held.slot_minutes.value:
            return None
        return tolls.get((resource, t), 0)

    @cache
    def under_way(way: Leg | Approach, loaded: bool, number: int, t: int) -> int:
        """Standing before the resource of that number of a way (or before nothing: the rest is driving)."""
        uses = way.uses if loaded or isinstance(way, Approach) else way.uses_empty
        minutes = way.minutes if isinstance(way, Approach) else way.minutes_loaded if loaded else way.minutes_empty
        if t > last:
            return -(10**12)
        if number == len(uses):
            arrive = t + minutes.value - (uses[-1].minutes if uses else 0)
            if arrive > last:
                return -(10**12)
            return empty_at_bravo(arrive + 1) if loaded else ready(way.site, arrive)
        toll = entered(uses[number].resource, t, loaded)
        go = -(10**12)
        if toll is not None:
            held = facts.resources[uses[number].resource]
            delay = (held.delay_loaded if loaded else held.delay_empty).value
            further = uses[number + 1].minutes - uses[number].minutes if number + 1 < len(uses) else 0
            go = under_way(way, loaded, number + 1, t + delay + further) - toll
        return max(go, under_way(way, loaded, number, t + 1))

    @cache
    def empty_at_bravo(t: int) -> int:
        if t > last:
            return 0
        goes = [under_way(leg, False, 0, t + leg.uses_empty[0].minutes) for leg in facts.legs.values()]
        return max(0, empty_at_bravo(t + 1), *goes)

    @cache
    def ready(site: str, t: int) -> int:
        if t + 2 > last:
            return 0
        pays = bays.get((site, t), 0) + bays.get((site, t + 1), 0)
        leg = next(leg for leg in facts.legs.values() if leg.site == site)
        return max(ready(site, t + 1), under_way(leg, True, 0, t + 2 + leg.uses[0].minutes) + worth - pays, 0)

    van = facts.situation.vehicles[0]
    since = van.available_from.value if van.available_from else 0
    starts = (
        under_way(a, False, 0, t + a.uses[0].minutes) for a in facts.approaches.values() for t in range(since, last)
    )
    return max(0, *starts)


@given(
    slots=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    delay=st.integers(0, 2),
    free=st.booleans(),
    available=st.integers(0, 9),
    tolls=st.dictionaries(st.tuples(st.sampled_from(["old-bridge", "gate"]), st.integers(0, 44)), st.integers(1, 30)),
    bays=st.dictionaries(st.tuples(st.sampled_from(["alpha", "charlie"]), st.integers(0, 44)), st.integers(1, 10)),
)
@settings(max_examples=60, deadline=None)
def test_the_recursion_finds_what_a_search_of_every_minute_finds(
    slots: tuple[int, int],
    delay: int,
    free: bool,
    available: int,
    tolls: dict[tuple[str, int], int],
    bays: dict[tuple[str, int], int],
) -> None:
    """Two narrow places in a row, delays, free passage of the empty, prices on slots and on bays."""
    facts = fleet_facts(short_day(slots, delay, free, available), SCENARIO)
    prices = tuple(
        price("slot", resource, since=t, until=t + 1, parts=toll * UNIT) for (resource, t), toll in tolls.items()
    ) + tuple(price("bay", site, since=t, until=t + 1, parts=toll * UNIT) for (site, t), toll in bays.items())
    horizon = horizon_of(facts)
    found = best_days(facts, tariff_of(facts, prices, horizon), EACH.times(UNIT), horizon)["van"]
    due = {(r, t): toll for (r, t), toll in tolls.items() if t % facts.resources[r].slot_minutes.value == 0}
    assert found == searched(facts, due, bays, 20) * UNIT


@given(
    slots=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    since=st.integers(0, 30),
    minutes=st.integers(1, 30),
    tolls=st.dictionaries(st.tuples(st.sampled_from(["old-bridge", "gate"]), st.integers(0, 44)), st.integers(1, 30)),
)
@settings(max_examples=60, deadline=None)
def test_a_road_that_closes_for_a_time_closes_its_resource(
    slots: tuple[int, int], since: int, minutes: int, tolls: dict[tuple[str, int], int]
) -> None:
    """Two narrow places in a row, the bridge's road closed for a while: the same as a search of every minute."""
    situation = short_day(slots, 1, False, 0)
    bridge = situation.roads[1]
    facts_of_it = (
        replace(bridge.now, state=RoadState.CLOSED, since=OPENS + timedelta(minutes=since)),
        replace(bridge.now, since=OPENS + timedelta(minutes=since + minutes)),
    )
    roads = (situation.roads[0], replace(bridge, history=(bridge.now, *facts_of_it)))
    facts = fleet_facts(replace(situation, roads=roads), SCENARIO)
    prices = tuple(price("slot", r, since=t, until=t + 1, parts=toll * UNIT) for (r, t), toll in tolls.items())
    horizon = horizon_of(facts)
    found = best_days(facts, tariff_of(facts, prices, horizon), EACH.times(UNIT), horizon)["van"]
    due = {(r, t): toll for (r, t), toll in tolls.items() if t % facts.resources[r].slot_minutes.value == 0}
    assert found == searched(facts, due, {}, 20, (since, since + minutes)) * UNIT


@pytest.mark.parametrize(("since", "until", "out"), [(15, 20, 0), (43, 50, 20), (0, 10, 20), (0, 13, 0), (42, 43, 0)])
def test_a_road_is_closed_to_who_may_be_on_it(since: int, until: int, out: int) -> None:
    """72 minutes: the van can make one trip, from 10, 11 or 12 on, at the bridge at 42; it is on the road until then,
    and waits at alpha as long as it can."""
    situation = tiny_fleet(vehicles=(VAN,))
    road, window = situation.roads[0], situation.corridors[0].window
    assert window is not None
    history = (
        road.now,
        replace(road.now, state=RoadState.CLOSED, since=OPENS + timedelta(minutes=since)),
        replace(road.now, since=OPENS + timedelta(minutes=until)),
    )
    short = replace(window, closes=OPENS + timedelta(minutes=72))
    situation = replace(
        situation,
        roads=(replace(road, history=history), situation.roads[1]),
        corridors=tuple(replace(c, window=short) for c in situation.corridors),
    )
    assert bound_of(fleet_facts(situation, SCENARIO)).value == out
