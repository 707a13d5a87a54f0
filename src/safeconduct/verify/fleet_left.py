"""The rest of a day as a situation of its own: nothing that can still be done is missing from it, so what bounds it
bounds the day (docs/rules-fleet.md, "When the day changes").

It may hold more than what is left, never less; all else is as in the situation of the whole day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from safeconduct.model.dossier import Check
from safeconduct.model.fleet import FleetCertificate, FleetPlan, VehicleDay
from safeconduct.model.situation import Approach, Needs, Situation, VehicleClass
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts
from safeconduct.verify.rules import Unusable, judge

LEFT: Final = "rest of the day"
#: What the situation of the rest may say otherwise.
_OTHER = ("sites", "receptions", "vehicles", "depots", "approaches", "rules", "assumptions")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """What a vehicle is like (its name, places, and minutes to load, unload, drive and rest), where it stands, and the
    minute its crew's day ends."""

    name: str
    places: Needs
    minutes: tuple[int | None, ...]
    place: str
    until: int | None


def check_left(
    situation: Situation,
    plan: FleetPlan,
    now: int,
    rest: Situation,
    certificate: FleetCertificate,
    *,
    rest_sha: str,
) -> tuple[Check, ...]:
    """One Check that ``rest`` holds all that is left of the plan's day at minute ``now``, and those of its certificate,
    which is for no plan; ``rest_sha`` is the name recomputed from ``rest``."""
    try:
        facts, after = fleet_facts(situation, plan.scenario), fleet_facts(rest, plan.scenario)
    except Unusable as problem:
        return (judge(LEFT, (str(problem),), ""),)
    found = judge(LEFT, _missing(facts, after, plan, now), f"all that can still be done from minute {now} on is in it")
    return (found, *check_fleet_certificate(rest, certificate, None, situation_sha=rest_sha, plan_sha=None))


def _missing(facts: FleetFacts, after: FleetFacts, plan: FleetPlan, now: int) -> Iterator[str]:
    whole, rest = facts.situation, after.situation
    for name in (n for n in whole.__slots__ if n not in _OTHER):
        if getattr(whole, name) != getattr(rest, name):
            yield f"{name} differ from those of the day"
    if replace(rest.rules, spare_percent=whole.rules.spare_percent) != whole.rules or rest.rules.spare_percent.value:
        yield "its rules are not those of the day without spare vehicles"
    bare = [replace(site, groups=()) for site in rest.sites]
    if bare != [replace(site, groups=()) for site in whole.sites]:
        yield "its sites are not those of the day"
    yield from _people(facts, after, plan, now)
    yield from _receptions(facts, after, plan, now)
    yield from _ways(facts, after)
    yield from _vehicles(facts, after, plan, now)


def _people(facts: FleetFacts, after: FleetFacts, plan: FleetPlan, now: int) -> Iterator[str]:
    gone: Counter[tuple[str, str]] = Counter()
    for trip in (trip for day in plan.days for trip in day.trips if trip.begins < now):
        for entry in trip.aboard:
            gone[entry.group, entry.profile] += entry.count
    for key, count in facts.due.items():
        if after.due.get(key, 0) < count - gone[key]:
            yield f"{count - gone[key]} households of {key[1]} of {key[0]} are left, it has {after.due.get(key, 0)}"
    for name, group in facts.groups.items():
        other = after.groups.get(name)
        if other is None or (other.site, other.wished.value) != (group.site, group.wished.value):
            yield f"group {name} is not where it was, or wishes otherwise"


def _receptions(facts: FleetFacts, after: FleetFacts, plan: FleetPlan, now: int) -> Iterator[str]:
    taken: Counter[str] = Counter()
    for trip in (trip for day in plan.days for trip in day.trips if trip.begins < now):
        if trip.leg in facts.legs:
            taken[facts.legs[trip.leg].reception] += facts.aboard(trip).total
    for name, reception in facts.receptions.items():
        other = after.receptions.get(name)
        if other is None:
            yield f"reception {name} is not in it"
        elif other.capacity is not None:
            room = None if reception.capacity is None else reception.capacity.value - taken[name]
            if room is None or other.capacity.value < room:
                yield f"reception {name} has room for {room}, in it for {other.capacity.value}"


def _ways(facts: FleetFacts, after: FleetFacts) -> Iterator[str]:
    """Every approach there was, and from where a vehicle stands at a reception every way back."""
    for name, way in facts.approaches.items():
        if after.approaches.get(name) != way:
            yield f"approach {name} is not as it was"
    known = [replace(way, id="") for way in after.approaches.values()]
    for place in sorted({kind.start.value for kind in after.vehicles.values() if kind.start.value.startswith("at-")}):
        for leg in facts.legs.values():
            back = Approach(
                id="",
                depot=place,
                site=leg.site,
                minutes=leg.minutes_empty,
                edges=tuple(reversed(leg.edges)),
                leans_on=leg.leans_on,
                uses=leg.uses_empty,
            )
            if place == f"at-{leg.reception}" and back not in known:
                yield f"the way back of {leg.id} is not in it"


def _vehicles(facts: FleetFacts, after: FleetFacts, plan: FleetPlan, now: int) -> Iterator[str]:
    """For every vehicle that may still drive one like it, no later, until the same minute, at that place: the first one
    due is no later than the first one there, and so on."""
    days = {day.vehicle: day for day in plan.days}
    there: dict[_Stand, list[int]] = {}
    for kind in after.vehicles.values():
        there.setdefault(_stand(kind, kind.start.value, _until(kind)), []).append(_since(kind))
    lost = {one.vehicle for one in facts.outages if one.until is None}
    due: dict[_Stand, list[int]] = {}
    for kind in facts.situation.vehicles:
        names = [name for name, own in facts.vehicles.items() if own.id == kind.id]
        spare = 0 if facts.situation.rules.fleet_convoys is None else facts.situation.rules.spare_percent.value
        free = len(names) - len(names) * spare // 100 - sum(name in days and name not in lost for name in names)
        for name in (name for name in names if name not in lost):
            if name not in days:
                free -= 1
                if free < 0:
                    continue
            place, since = _free(facts, kind, days.get(name), now)
            late = [one.until for one in facts.outages if one.vehicle == name and one.until is not None]
            since, until = max(since, now, *late), _until(kind)
            if until is None or since < until:
                due.setdefault(_stand(kind, place, until), []).append(since)
    for stand, minutes in due.items():
        found = sorted(there.get(stand, ()))
        behind = any(ready > least for ready, least in zip(found, sorted(minutes), strict=False))
        if behind or len(found) < len(minutes):
            yield f"{stand.name} stand at {stand.place} from {sorted(minutes)} on, in it from {found}"


def _stand(kind: VehicleClass, place: str, until: int | None) -> _Stand:
    limits = kind.loading_minutes, kind.unload_minutes, kind.drive_minutes, kind.rest_minutes
    minutes = tuple(None if limit is None else limit.value for limit in limits)
    places = kind.places.value
    return _Stand(name=kind.name, places=places, minutes=minutes, place=place, until=until)


def _since(kind: VehicleClass) -> int:
    return max(0, kind.available_from.value) if kind.available_from else 0


def _until(kind: VehicleClass) -> int | None:
    return None if kind.duty_minutes is None else _since(kind) + kind.duty_minutes.value


def _free(facts: FleetFacts, kind: VehicleClass, day: VehicleDay | None, now: int) -> tuple[str, int]:
    """Where the last run of a vehicle that began before ``now`` ends, and when it is free there."""
    place, since = kind.start.value, _since(kind)
    trips = () if day is None else day.trips
    moves = () if day is None else (day.approach, *day.moves)
    over = [trip for trip in trips if trip.begins < now]
    if over:
        place, since = f"at-{facts.legs[over[-1].leg].reception}", over[-1].unloaded
    came = moves[len(over)] if len(over) < len(moves) else None
    if came is not None and came.depart < now:
        way = facts.approaches.get(came.way) or facts.legs[came.way]
        place, since = way.site, came.arrive
    return place, since
