"""Rule 8: between two trips a vehicle unloads, drives back empty in time, and otherwise stays at the reception."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from safeconduct.model.dossier import Check
from safeconduct.model.plan import Plan, Return, Trip
from safeconduct.verify.facts import Facts
from safeconduct.verify.rules import RETURNS, judge


def _between(facts: Facts, arrive: int | None, back: Return, after: Trip) -> Iterator[str]:
    """One return against the arrival before it and the boarding after it."""
    name = back.vehicle
    if arrive is not None and back.depart < arrive + facts.unload:
        yield f"{name} starts back at {back.depart}, it unloads until {arrive + facts.unload}"
    if back.arrive != back.depart + facts.back:
        yield f"{name} is back at {back.arrive}, {facts.back} minutes after {back.depart} is due"
    if back.arrive > after.load_from:
        yield f"{name} boards again at {after.load_from}, it is back only at {back.arrive}"
    if back.arrive > facts.latest:
        yield f"{name} is back at minute {back.arrive}, the latest is {facts.latest}"


def _problems(facts: Facts, plan: Plan) -> Iterator[str]:
    arrivals = {convoy.number: convoy.arrive for convoy in plan.convoys}
    trips: dict[str, list[Trip]] = {}
    backs: dict[str, list[Return]] = {}
    for trip in plan.trips:
        trips.setdefault(trip.vehicle, []).append(trip)
    for back in plan.returns:
        backs.setdefault(back.vehicle, []).append(back)
    for name in sorted({*trips, *backs}):
        made = sorted(trips.get(name, []), key=lambda t: (t.load_from, t.load_until))
        driven = sorted(backs.get(name, []), key=lambda r: (r.depart, r.arrive))
        if len(driven) != max(0, len(made) - 1):
            yield f"{name} makes {len(made)} trips and {len(driven)} returns, {max(0, len(made) - 1)} are due"
        for (before, after), back in zip(pairwise(made), driven, strict=False):
            yield from _between(facts, arrivals.get(before.convoy), back, after)


def check_returns(facts: Facts, plan: Plan) -> Check:
    """Rule 8."""
    fine = f"{len(plan.returns)} empty returns of {facts.back} minutes, each after {facts.unload} minutes of unloading"
    return judge(RETURNS, _problems(facts, plan), fine)
