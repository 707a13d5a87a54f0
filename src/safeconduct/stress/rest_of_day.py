"""The rest of a simulated day, planned anew by the planner's own repair: who waits where now, vehicles where they are.

What is known at a minute of the day becomes a situation of its own: the windows from that minute on, roads known closed
as closed, those who wait as groups, every vehicle as a class of one that stands where it will next be free. On it
``plan.fleet.repair`` lets every vehicle add what it still can to its orders, of which there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from safeconduct.model.corridor import Corridor
from safeconduct.model.fleet import FleetScenario, FleetTrip, VehicleDay
from safeconduct.model.known import Basis, Estimate, Known
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.plan import Work
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Depot, Group, Leg, ProfileCount, Situation, VehicleClass
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.answer import first_helped
from safeconduct.plan.fleet.repair import repair
from safeconduct.plan.fleet.situated import instance_of, legend_of
from safeconduct.plan.fleet.written import written

#: What the numbers of the day rest on.
SEEN = Basis(assumptions=("seen on the day",))
WORK = Work(engine="safeconduct repair", version="1", units=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a vehicle is next free: a site or a reception, and when; ``ends`` is the end of its crew's duty (None: it
    has none)."""

    vehicle: str
    place: str
    free: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Those who wait at a site under a name of their own: whose wish is that of ``group``, and how many households of
    each profile."""

    name: str
    group: str
    site: str
    households: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTrip:
    """A trip of the new plan, in minutes from ``since``; ``comes_by`` is the leg it comes back along (None: the vehicle
    stands at the site)."""

    since: datetime
    vehicle: str
    leg: Leg
    trip: FleetTrip
    comes_by: str | None


def planned_rest(
    situation: Situation,
    now: datetime,
    closes: Mapping[str, datetime],
    closed: Iterable[str],
    waiting: Iterable[Waiting],
    vehicles: Iterable[Where],
) -> tuple[NewTrip, ...]:
    """The trips of the rest of a day on the corridors named in ``closes``; none where nobody can go any more.

    Args:
        situation: Of the plan the day began with.
        now: The instant from which on orders can be changed, aware UTC, a whole minute.
        closes: When each corridor that is still open closes, as known.
        closed: Roads known closed.
        waiting: Who waits.
        vehicles: Those that can still be had.
    """
    corridors = [
        _open(corridor, now, closes[corridor.id])
        for corridor in situation.corridors
        if corridor.id in closes and corridor.window is not None and closes[corridor.id] > now + timedelta(minutes=1)
    ]
    if not corridors:
        return ()
    since = min(corridor.window.opens for corridor in corridors if corridor.window is not None)
    classes = tuple(_class(situation, one, since) for one in vehicles if one.ends is None or one.ends > one.free)
    if not classes:
        return ()
    left = _left(situation, corridors, frozenset(closed), tuple(waiting), classes)
    scenario = FleetScenario(corridors=tuple(corridor.id for corridor in corridors), people="likely")
    legend = legend_of(left, scenario)
    if not legend.groups or not any(legend.outbound.values()):
        return ()
    instance = instance_of(legend, first_helped(legend))
    found = repair(instance, timetable.FleetPlan(days=()), extend=True)
    plan = written(legend, found.instance, found.plan, situation_sha="", work=WORK)
    legs = {leg.id: leg for leg in left.legs}
    return tuple(new for day in plan.days for new in _trips(day, legs, since))


def _trips(day: VehicleDay, legs: Mapping[str, Leg], since: datetime) -> Iterable[NewTrip]:
    for trip, came in zip(day.trips, (day.approach, *day.moves), strict=True):
        by = None if came is None else came.way.removesuffix(BACK)
        yield NewTrip(since=since, vehicle=day.vehicle.rpartition("-")[0], leg=legs[trip.leg], trip=trip, comes_by=by)


def _open(corridor: Corridor, now: datetime, closes: datetime) -> Corridor:
    assert corridor.window is not None
    window = replace(corridor.window, opens=max(now, min(corridor.window.opens, closes - _MINUTE)), closes=closes)
    return replace(corridor, window=window)


_MINUTE = timedelta(minutes=1)
#: Endings of the names of ways back along a leg, and of the places vehicles come back from.
BACK, AT = " back", "at "


def _class(situation: Situation, one: Where, now: datetime) -> VehicleClass:
    kind = next(kind for kind in situation.vehicles if kind.id == one.vehicle.rpartition("-")[0])
    sites = {site.id for site in situation.sites}
    duty = None if one.ends is None else _known(max(1, _minutes(one.ends, one.free)))
    return replace(
        kind,
        id=one.vehicle,
        count=_known(1),
        start=Known(value=one.place if one.place in sites else AT + one.place, basis=SEEN),
        available_from=_known(max(0, _minutes(one.free, now))),
        duty_minutes=duty,
    )


def _minutes(later: datetime, earlier: datetime) -> int:
    return -int((earlier - later).total_seconds() // 60)


def _known(value: int) -> Known[int]:
    return Known(value=value, basis=SEEN)


def _left(
    situation: Situation,
    corridors: list[Corridor],
    closed: frozenset[str],
    waiting: tuple[Waiting, ...],
    classes: tuple[VehicleClass, ...],
) -> Situation:
    """The situation as it is now."""
    legs, gates = _screened(situation)
    shut = RoadFact(state=RoadState.CLOSED, since=None, basis=SEEN)
    groups = {
        site.id: tuple(_group(situation, one) for one in waiting if one.site == site.id) for site in situation.sites
    }
    return replace(
        situation,
        corridors=tuple(corridors),
        roads=tuple(replace(road, history=(shut,)) if road.id in closed else road for road in situation.roads),
        sites=tuple(replace(site, groups=groups[site.id]) for site in situation.sites),
        legs=legs,
        resources=(*situation.resources, *gates),
        vehicles=classes,
        depots=tuple(
            Depot(id=AT + reception.id, name=reception.name, point=reception.point)
            for reception in situation.receptions
        ),
        approaches=tuple(_back(leg) for leg in legs),
        transfers=(),
        rules=replace(situation.rules, fleet_convoys=None),
    )


def _group(situation: Situation, one: Waiting) -> Group:
    known = next(group for site in situation.sites for group in site.groups if group.id == one.group)
    counts = tuple(ProfileCount(profile=profile, count=n) for profile, n in sorted(one.households.items()) if n)
    total = sum(n for n in one.households.values())
    return replace(
        known,
        id=one.name,
        site=one.site,
        people=Estimate(low=total, likely=total, high=total, basis=SEEN),
        households=Known(value=counts, basis=SEEN),
    )


def _back(leg: Leg) -> Approach:
    """Back along a leg, for a vehicle that is at its reception."""
    return Approach(
        id=leg.id + BACK,
        depot=AT + leg.reception,
        site=leg.site,
        minutes=leg.minutes_empty,
        edges=tuple(reversed(leg.edges)),
        leans_on=(),
        uses=leg.uses_empty,
    )


def _screened(situation: Situation) -> tuple[tuple[Leg, ...], tuple[Resource, ...]]:
    """A checkpoint that screens whole convoys, as a narrow place a full vehicle holds for as long as it takes."""
    legs, gates = [], {}
    places = max(kind.places.value.total for kind in situation.vehicles)
    for leg in situation.legs:
        gate = leg.checkpoint
        if gate is None:
            legs.append(leg)
            continue
        takes = max(1, -(-places * gate.seconds_per_person.value // (60 * gate.lanes.value)))
        gates[gate.id] = Resource(
            id=gate.id,
            name=gate.name,
            kind="checkpoint",
            road=None,
            lanes=_known(1),
            slot_minutes=_known(takes),
            delay_loaded=_known(takes),
            delay_empty=_known(0),
            empty_free=True,
        )
        use = ResourceUse(resource=gate.id, minutes=gate.minutes_from_site.value)
        legs.append(replace(leg, checkpoint=None, uses=(use,)))
    return tuple(legs), tuple(gates.values())
