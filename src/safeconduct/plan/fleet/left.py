"""What is left of a day at a minute of its plan, as a situation of its own: so a bound on it bounds what can still be
moved, and everyone can recompute it as they would any other.

What has begun stays as it is in the plan: a run, and a trip of which a boarding has begun. Everyone on such a trip, and
the places they take, are left out; every vehicle stands where its last such run ends, from then on. The slots these
runs still take are not left out, so the bound is wider than it need be, and holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeconduct.model.fleet import FleetPlan, FleetTrip, VehicleDay
from safeconduct.model.known import Assumption, Basis, Known
from safeconduct.model.situation import (
    Approach,
    Depot,
    Group,
    ProfileCount,
    Reception,
    Situation,
    VehicleClass,
)
from safeconduct.plan.fleet.reports import OUT, names_of, reported
from safeconduct.plan.fleet.situated import households_of, planned_corridors

#: The slot of the assumption that says of which minute a situation is the rest; how ids of places and ways begin.
LEFT, AT, BACK = "day.left", "at-", "back-"
#: Vehicles that are free in the same so many minutes count as free from the first of them: fewer classes, no less.
ROUND = 15
_BASIS = Basis(assumptions=("day-left",))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Stand:
    """A vehicle of a class: where it stands, from which minute on, and the minute its crew's day ends (-1: never)."""

    kind: str
    place: str
    since: int
    until: int


def left_of(situation: Situation, plan: FleetPlan, now: int) -> tuple[Situation, int, int] | None:
    """The rest of the day from minute ``now`` on, with the persons who need help, and all persons, on trips that have
    begun; None when nobody or no vehicle is left. Vehicles reported lost are not in it."""
    begun = [trip for day in plan.days for trip in _begun(day, now)]
    receptions = {leg.id: leg.reception for leg in situation.legs}
    members = {profile.id: profile.members for profile in situation.profiles}
    aboard, arriving, helped = Counter[tuple[str, str]](), Counter[str](), 0
    for trip in begun:
        for entry in trip.aboard:
            one = members[entry.profile].times(entry.count)
            aboard[entry.group, entry.profile] += entry.count
            arriving[receptions[trip.leg]] += one.total
            helped += one.wheelchair + one.stretcher
    which = plan.scenario.people
    sites = tuple(
        replace(site, groups=tuple(_waiting(situation, group, aboard, which) for group in site.groups))
        for site in situation.sites
    )
    vehicles = tuple(_classes(situation, plan, now))
    at = sorted({kind.start.value[len(AT) :] for kind in vehicles if kind.start.value.startswith(AT)})
    depots = tuple(Depot(id=f"{AT}{r.id}", name=r.name, point=r.point) for r in situation.receptions if r.id in at)
    note = Assumption(
        id="day-left", slot=LEFT, value=str(now), unit="minute", why="what began before is history", source="the plan"
    )
    rest = replace(
        situation,
        sites=sites,
        receptions=tuple(_room(reception, arriving) for reception in situation.receptions),
        vehicles=vehicles,
        depots=(*situation.depots, *depots),
        approaches=(*situation.approaches, *_back(situation, plan, frozenset(at))),
        rules=replace(situation.rules, spare_percent=Known(value=0, basis=_BASIS)),
        assumptions=(*(a for a in situation.assumptions if a.slot not in (OUT, LEFT)), note),
    )
    waits = any(sum(households_of(rest, group, which).values()) for site in rest.sites for group in site.groups)
    return (rest, helped, sum(arriving.values())) if vehicles and waits else None


def _begun(day: VehicleDay, now: int) -> Iterator[FleetTrip]:
    return (trip for trip in day.trips if trip.begins < now)


def _waiting(situation: Situation, group: Group, aboard: Counter[tuple[str, str]], which: str) -> Group:
    """The group without those who are on their way."""
    due = households_of(situation, group, which)
    counts = ((profile, n - aboard[group.id, profile]) for profile, n in due.items())
    if not due:
        return group
    households = tuple(ProfileCount(profile=profile, count=n) for profile, n in counts if n > 0)
    return replace(group, households=Known(value=households, basis=_BASIS))


def _room(reception: Reception, arriving: Counter[str]) -> Reception:
    if reception.capacity is None:
        return reception
    room = Known(value=max(0, reception.capacity.value - arriving[reception.id]), basis=_BASIS)
    return replace(reception, capacity=room)


def _classes(situation: Situation, plan: FleetPlan, now: int) -> Iterator[VehicleClass]:
    """Vehicles that stand alike as a class of their own; of those that have not moved no more than the spare ones
    leave, who take the place of those that are lost."""
    days = {day.vehicle: day for day in plan.days}
    lost, late = reported(situation)
    share = situation.rules.spare_percent.value if situation.rules.fleet_convoys is not None else 0
    stands: Counter[_Stand] = Counter()
    for kind in situation.vehicles:
        names = names_of(kind)
        moved = [name for name in names if name in days and name not in lost]
        idle = [name for name in names if name not in days and name not in lost]
        idle = idle[: max(0, len(names) - len(names) * share // 100 - len(moved))]
        for name in (*moved, *idle):
            stand = _stand(situation, kind, days.get(name), now, late.get(name, now))
            if stand is not None:
                stands[stand] += 1
    kinds = {kind.id: kind for kind in situation.vehicles}
    for number, (stand, count) in enumerate(sorted(stands.items()), 1):
        kind = kinds[stand.kind]
        yield replace(
            kind,
            id=f"{kind.id}-left-{number}",
            count=Known(value=count, basis=_BASIS),
            start=Known(value=stand.place, basis=_BASIS),
            available_from=Known(value=stand.since, basis=_BASIS),
            duty_minutes=None if stand.until < 0 else Known(value=stand.until - stand.since, basis=_BASIS),
        )


def _stand(situation: Situation, kind: VehicleClass, day: VehicleDay | None, now: int, late: int) -> _Stand | None:
    """Where a vehicle is free; None when its crew's day is over by then."""
    place, since = kind.start.value, max(0, kind.available_from.value) if kind.available_from else 0
    until = -1 if kind.duty_minutes is None else since + kind.duty_minutes.value
    legs, ways = {leg.id: leg for leg in situation.legs}, {way.id: way for way in situation.approaches}
    for came, trip in () if day is None else zip((day.approach, *day.moves), day.trips, strict=True):
        if trip.begins < now:
            place, since = f"{AT}{legs[trip.leg].reception}", trip.unloaded
        elif came is not None and came.depart < now:
            site = ways[came.way].site if came.way in ways else legs[came.way].site
            place, since = site, came.arrive
            break
    since = max(since, now, late)
    if 0 <= until <= since:
        return None
    return _Stand(kind=kind.id, place=place, since=max(now, since - since % ROUND), until=until)


def _back(situation: Situation, plan: FleetPlan, receptions: frozenset[str]) -> Iterator[Approach]:
    """The ways back from receptions where vehicles stand, as ways from there."""
    for corridor in planned_corridors(situation, plan.scenario):
        for leg in situation.legs_of(corridor) if corridor.reception in receptions else ():
            yield Approach(
                id=f"{BACK}{leg.id}",
                depot=f"{AT}{leg.reception}",
                site=leg.site,
                minutes=leg.minutes_empty,
                edges=leg.edges[::-1],
                leans_on=leg.leans_on,
                uses=leg.uses_empty,
            )
