"""What was told of the hours before now, against what the plan had done by then: one of the two is not so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeconduct.app.fleet_day import Report
from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, PickUp
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts, uses_of
from safeconduct.verify.fleet_roads import entered, stretches, within
from safeconduct.verify.fleet_stops import stop_ways
from safeconduct.verify.rules import Unusable

if TYPE_CHECKING:
    from safeconduct.plan.fleet_explain.clock import DayClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A vehicle that was at a road or a shared place by the plan, at the latest at minute ``at``."""

    vehicle: str
    of: str
    at: int


def against_the_past(after: Situation, plan: FleetPlan, clock: DayClock, now: int, reports: Sequence[Report]) -> None:
    """InputError when the plan had a vehicle, before ``now``, where something is said to have been closed then:
    ``after`` is the situation with the reports. Nobody but a person on the spot knows which of the two is so."""
    earlier = [report for report in reports if report.field in ("--close", "--shut") and report.since < now]
    if not earlier:
        return
    try:
        facts = fleet_facts(after, plan.scenario)
    except Unusable:
        return  # the check of the plan says why
    used = sorted(_used(facts, plan, now, earlier), key=lambda one: one.at)
    for report in earlier:
        found = [one for one in used if one.of == report.of]
        if found:
            first, runs = found[0], "1 run" if len(found) == 1 else f"{len(found)} runs"
            raise InputError(
                f"by the plan {runs} passed {report.of} between {clock.of(report.since)} and {clock.of(now)}, "
                f"{first.vehicle} at {clock.of(first.at)} first, and it is said to be {report.becomes} by then",
                field=report.field,
                next_step=f"ask on the spot; if they passed, give {report.field} {report.of}@{_iso(clock, now)}: "
                "from now on; if they did not, plan the day anew from where they are",
            )


def _used(facts: FleetFacts, plan: FleetPlan, now: int, reports: Sequence[Report]) -> Iterator[Used]:
    roads = {report.of for report in reports if report.field == "--close"}
    shut = [report for report in reports if report.field == "--shut"]
    for vehicle, way, run in _runs(facts, plan):
        passes = [passed.at for passed in run.passes]
        loaded = not isinstance(run, Move)
        on_way = facts.legs.get(way) or facts.approaches.get(way)
        if roads and on_way is not None and len(passes) == len(uses_of(on_way, loaded=loaded)):
            for stretch in stretches(facts, on_way, loaded=loaded):
                first, last = entered(stretch, run.depart, passes, run.arrive)
                if stretch.road in roads and last < now and within(stretch.barred, first, last):
                    yield Used(vehicle=vehicle, of=stretch.road, at=last)
        for passed in run.passes:
            for report in shut:
                until = now if report.until is None else min(now, report.until)
                if passed.resource == report.of and report.since <= passed.at < until:
                    yield Used(vehicle=vehicle, of=report.of, at=passed.at)


def _iso(clock: DayClock, minute: int) -> str:
    return clock.at(minute).astimezone(clock.zone).isoformat(timespec="minutes")


def _runs(facts: FleetFacts, plan: FleetPlan) -> Iterator[tuple[str, str, FleetTrip | PickUp | Move]]:
    """Every run with its vehicle and its way."""
    for vehicle, between, stop, _ in stop_ways(facts, plan):
        yield vehicle, between.id, stop
    for day in plan.days:
        for move in (*((day.approach,) if day.approach else ()), *day.moves):
            yield day.vehicle, move.way, move
        for trip in day.trips:
            yield day.vehicle, trip.leg, trip
