"""Plans of days of every sort, each changed in one place in every way there is: none of them passes.

The plans are the planner's own, with pick-ups, boats, a path, convoys, crews. Every change below breaks a rule whatever
the plan: it does not just move something to another time at which it would do as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.plan import Households
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet.test_order_by_order import days_of
from tests.tiny import known
from tests.tiny_fleet import BUS, SCENARIO, VAN, tiny_fleet

SORTS = ("stops", "boats", "path", "convoys", "bridge", "crews")
SLOTS = (1, 2, 3)
#: The least number of changed plans in all.
THOUSANDS = 2000


@cache
def planned(sort: str, slot: int) -> tuple[Situation, FleetPlan]:
    """A day of a sort with its plan."""
    if sort in ("bridge", "crews"):
        crew: dict[str, Any] = {"drive_minutes": known(130), "rest_minutes": known(15)} if sort == "crews" else {}
        kinds = (replace(BUS, **crew), replace(VAN, count=known(2), **crew))
        day = tiny_fleet(vehicles=kinds, slot=slot + 2)
        plan, _ = answer(day, SCENARIO, work=200, threads=1)
        assert plan is not None
        return day, plan
    return days_of(sort, slot)


def holds(situation: Situation, sha: str, plan: FleetPlan) -> bool:
    """Whether every rule does."""
    return all(check.ok for check in check_fleet_plan(situation, plan, situation_sha=sha))


def at(items: tuple[Any, ...], number: int, item: Any) -> tuple[Any, ...]:
    """The items with one replaced."""
    return (*items[:number], item, *items[number + 1 :])


def recounted(entries: tuple[Households, ...]) -> Iterator[tuple[Households, ...]]:
    """One household more or less, of another group, or of another profile."""
    for n, entry in enumerate(entries):
        yield at(entries, n, replace(entry, count=entry.count + 1))
        yield at(entries, n, replace(entry, group="nobody"))
        yield at(entries, n, replace(entry, profile="ghost"))
        yield (*entries[:n], *((replace(entry, count=entry.count - 1),) if entry.count > 1 else ()), *entries[n + 1 :])


def trips(situation: Situation, trip: FleetTrip) -> Iterator[FleetTrip]:
    """Every change of one trip."""
    leg = next(leg for leg in situation.legs if leg.id == trip.leg)
    for entries in recounted(trip.boarded):
        yield replace(trip, boarded=entries)
    for off in (-1, 1, 1000):
        yield replace(trip, unloaded=trip.unloaded + off)
    if not trip.stops:
        for off in (-1, 1):
            yield replace(trip, load_from=trip.load_from + off)
    for bay in (-1, 10**6):
        yield replace(trip, bay=bay)
    yield replace(trip, leg="nowhere")
    yield replace(trip, depart=trip.load_until - 1)
    last, driven = trip.depart, 0
    for n, (use, passed) in enumerate(zip(leg.uses, trip.passes, strict=True)):
        resource = next(r for r in situation.resources if r.id == use.resource)
        slot = resource.slot_minutes.value
        yield replace(trip, passes=(*trip.passes[:n], *trip.passes[n + 1 :]))
        yield replace(trip, passes=at(trip.passes, n, replace(passed, resource="nowhere")))
        early = last + use.minutes - driven - 1
        yield replace(trip, passes=at(trip.passes, n, replace(passed, at=early - early % slot)))
        if slot > 1:
            yield replace(trip, passes=at(trip.passes, n, replace(passed, at=passed.at + 1)))
        last, driven = passed.at + resource.delay_loaded.value, use.minutes
    soonest = last + leg.minutes_loaded.value - driven - 1
    yield replace(trip, arrive=soonest, unloaded=trip.unloaded - trip.arrive + soonest)
    yield replace(trip, arrive=10**5, unloaded=trip.unloaded - trip.arrive + 10**5)
    for n, stop in enumerate(trip.stops):
        for changed in (
            *(replace(stop, boarded=entries) for entries in recounted(stop.boarded)),
            replace(stop, way="nowhere"),
            replace(stop, bay=-1),
            replace(stop, arrive=stop.depart),
            replace(stop, depart=stop.load_until - 1),
        ):
            yield replace(trip, stops=at(trip.stops, n, changed))
        yield replace(trip, stops=(*trip.stops[:n], *trip.stops[n + 1 :]))


def moves(move: Move) -> Iterator[Move]:
    """Every change of one empty run."""
    yield replace(move, way="nowhere")
    yield replace(move, arrive=move.depart - 1)
    yield replace(move, depart=-(10**4))
    yield replace(move, arrive=10**5)
    if move.passes:
        yield replace(move, passes=())
        yield replace(move, passes=at(move.passes, 0, replace(move.passes[0], at=move.depart - 60)))


def days(situation: Situation, day: VehicleDay) -> Iterator[VehicleDay]:
    """Every change of one vehicle's day."""
    for n, trip in enumerate(day.trips):
        for changed in trips(situation, trip):
            yield replace(day, trips=at(day.trips, n, changed))
    for n, move in enumerate(day.moves):
        for run in moves(move):
            yield replace(day, moves=at(day.moves, n, run))
    if day.approach is not None:
        yield replace(day, approach=None)
        for run in moves(day.approach):
            yield replace(day, approach=run)
    yield replace(day, vehicle="ghost-1")


def changed_plans(situation: Situation, plan: FleetPlan) -> Iterator[FleetPlan]:
    """Every change of a plan in one place."""
    for n, day in enumerate(plan.days):
        for changed in days(situation, day):
            yield replace(plan, days=at(plan.days, n, changed))
        yield replace(plan, days=(*plan.days, day))
        yield replace(plan, days=(*plan.days[:n], *plan.days[n + 1 :]))
        for other in plan.days[:n]:
            yield replace(plan, days=at(plan.days, n, replace(day, vehicle=other.vehicle)))
    for entries in recounted(plan.left_behind):
        yield replace(plan, left_behind=entries)
    for n, call in enumerate(plan.calls):
        yield (
            replace(plan, calls=(*plan.calls[:n], *plan.calls[n + 1 :]))
            if len(plan.calls) > 1
            else replace(plan, calls=(call, call))
        )
        yield replace(plan, calls=at(plan.calls, n, replace(call, at=call.load_from + 1)))
        yield replace(plan, calls=at(plan.calls, n, replace(call, vehicle="ghost-1")))
        yield replace(plan, calls=(*plan.calls, call))
    for n, crossing in enumerate(plan.crossings):
        for aboard in recounted(crossing.aboard):
            yield replace(plan, crossings=at(plan.crossings, n, replace(crossing, aboard=aboard)))
        yield replace(plan, crossings=(*plan.crossings[:n], *plan.crossings[n + 1 :]))
        wrongs: tuple[dict[str, Any], ...] = (
            {"transfer": "ferry"},
            {"boat": 99},
            {"arrive": crossing.depart},
            {"depart": -1},
        )
        for wrong in wrongs:
            yield replace(plan, crossings=at(plan.crossings, n, replace(crossing, **wrong)))
    yield replace(plan, situation="f" * 64)
    yield replace(plan, status="order")
    yield replace(plan, leans_on=(*plan.leans_on, "nowhere"))
    yield replace(plan, scenario=replace(plan.scenario, corridors=("nowhere",)))
    yield replace(plan, work=replace(plan.work, units=-1))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("slot", SLOTS)
def test_no_changed_plan_passes(sort: str, slot: int) -> None:
    """The plan itself does."""
    situation, plan = planned(sort, slot)
    sha = codec.sha(situation)
    assert holds(situation, sha, plan)
    tried = 0
    for changed in changed_plans(situation, plan):
        tried += 1
        assert not holds(situation, sha, changed), f"change {tried} of {sort} {slot} passes"
    assert tried > 60


def test_there_are_thousands_of_them() -> None:
    """Counted."""
    assert sum(sum(1 for _ in changed_plans(*planned(sort, slot))) for sort in SORTS for slot in SLOTS) > THOUSANDS
