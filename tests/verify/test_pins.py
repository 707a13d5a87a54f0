"""The checker of pins: every way of not keeping one is found, and convoys may change their numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.pins import Pin
from safeconduct.model.plan import Households, Plan
from safeconduct.verify.pins import carried, check_pins
from tests.verify.timetables import busy, timetable

PLAN: Plan = timetable(busy())
FIRST = PLAN.convoys[0]
TRIP = next(trip for trip in PLAN.trips if trip.convoy == FIRST.number)
GROUP, PROFILE = TRIP.boarded[0].group, TRIP.boarded[0].profile
PINS = {
    "convoy": Pin(plan="a", convoy=FIRST.number),
    "trip": Pin(plan="a", convoy=FIRST.number, vehicle=TRIP.vehicle),
    "people": Pin(plan="a", group=GROUP, profile=PROFILE),
}


def with_trip(**changes: object) -> Plan:
    return replace(PLAN, trips=tuple(replace(t, **changes) if t is TRIP else t for t in PLAN.trips))


def with_first(**changes: int) -> Plan:
    return replace(PLAN, convoys=(replace(FIRST, **changes), *PLAN.convoys[1:]))


def fewer() -> Plan:
    one, *rest = TRIP.boarded
    left = (replace(one, count=one.count - 1),) if one.count > 1 else ()
    return with_trip(boarded=(*left, *rest))


def more() -> Plan:
    return with_trip(boarded=(*TRIP.boarded, Households(group=GROUP, profile="other", count=1)))


CHANGED = {
    "another bay": (with_trip(bay=TRIP.bay + 1), set()),
    "boards later": (with_trip(load_from=TRIP.load_from + 1), {"convoy", "trip"}),
    "another vehicle": (with_trip(vehicle="other-1"), {"convoy", "trip", "people"}),
    "a household less": (fewer(), {"convoy", "trip", "people"}),
    "a household more": (more(), {"convoy", "trip"}),
    "leaves later": (with_first(depart=FIRST.depart + 1, reach=FIRST.reach + 1), {"convoy", "trip", "people"}),
    "screened later": (with_first(screen_from=FIRST.screen_from + 1), {"convoy", "trip"}),
    "arrives later": (with_first(arrive=FIRST.arrive + 1), {"convoy"}),
    "one vehicle more": (
        replace(PLAN, trips=(*PLAN.trips, replace(TRIP, vehicle="other-1", boarded=()))),
        {"convoy"},
    ),
}


@pytest.mark.parametrize("kind", PINS)
@pytest.mark.parametrize("name", CHANGED)
def test_what_is_not_as_pinned_is_found(name: str, kind: str) -> None:
    after, lost = CHANGED[name]
    (check,) = check_pins(PLAN, [PINS[kind]], after)
    assert check.ok == (kind not in lost), check.found
    assert (carried(PLAN, PINS[kind], after, "b") is None) == (kind in lost)


def test_a_convoy_may_have_another_number() -> None:
    moved = replace(
        PLAN,
        convoys=tuple(replace(convoy, number=convoy.number + 10) for convoy in PLAN.convoys),
        trips=tuple(replace(trip, convoy=trip.convoy + 10) for trip in PLAN.trips),
    )
    assert all(check.ok for check in check_pins(PLAN, list(PINS.values()), moved))
    assert carried(PLAN, PINS["trip"], moved, "b") == Pin(plan="b", convoy=FIRST.number + 10, vehicle=TRIP.vehicle)
    assert carried(PLAN, PINS["people"], moved, "b") == replace(PINS["people"], plan="b")


@pytest.mark.parametrize("kind", ["convoy", "trip"])
def test_of_two_convoys_of_the_same_minutes_the_one_that_keeps_it_counts(kind: str) -> None:
    """Without minutes between convoys two may leave together, in either order of the plan."""
    twin = replace(FIRST, number=99)
    other = replace(TRIP, convoy=99, vehicle="other-1")
    behind = replace(PLAN, convoys=(*PLAN.convoys, twin), trips=(*PLAN.trips, other))
    before = replace(PLAN, convoys=(twin, *PLAN.convoys), trips=(other, *PLAN.trips))
    for after in (behind, before):
        (check,) = check_pins(PLAN, [PINS[kind]], after)
        assert check.ok, check.found
        kept = carried(PLAN, PINS[kind], after, "b")
        assert kept is not None
        assert kept.convoy == FIRST.number


def test_households_on_two_lines_of_a_trip_are_counted_together() -> None:
    one = Households(group=GROUP, profile=PROFILE, count=1)
    twice, thrice = (with_trip(boarded=(one,) * n) for n in (2, 3))
    assert check_pins(twice, [PINS["people"]], thrice)[0].ok
    assert not check_pins(thrice, [PINS["people"]], twice)[0].ok


@pytest.mark.parametrize("kind", PINS)
def test_a_plan_that_is_no_plan_is_found_and_nothing_is_raised(kind: str) -> None:
    """Trips of convoys there are none of, on either side; a convoy without trips."""
    for wrong in (replace(PLAN, convoys=()), replace(PLAN, trips=())):
        for one, two in ((PLAN, wrong), (wrong, PLAN)):
            (check,) = check_pins(one, [PINS[kind]], two)
            assert not check.ok
            assert carried(one, PINS[kind], two, "b") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"vehicle": "bus-1"},
        {"convoy": 1, "group": "g", "profile": "p"},
        {"profile": "p"},
        {"convoy": 1, "group": "g"},
        {"vehicle": "bus-1", "group": "g", "profile": "p"},
    ],
)
def test_a_pin_is_of_one_kind(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="pin"):
        Pin(plan="a", **wrong)  # type: ignore[arg-type]
