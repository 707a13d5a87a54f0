"""The rest of a simulated day, planned anew with the planner's own parts: who waits where now, vehicles where they are.

What is known at a minute of the day becomes a situation of its own: the windows from that minute on, roads known closed
as closed, those who wait as groups, every vehicle as a class of one that stands where it will next be free. On it
``plan.fleet.repair`` lets every vehicle add what it still can to its orders, of which there are none. Then, as when a
day is planned, convoys are formed (F17 of docs/rules-fleet.md), pick-ups put into trips (F13), and boats and vehicles
arranged at the landings (F15).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from safeconduct.model.corridor import Corridor
from safeconduct.model.fleet import Crossing, FleetPlan, FleetScenario
from safeconduct.model.known import Basis, Estimate, Known
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.plan import Households, Work
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import (
    Approach,
    Depot,
    Group,
    Leg,
    ProfileCount,
    Reception,
    Site,
    Situation,
    VehicleClass,
)
from safeconduct.plan.fleet import timetable
from safeconduct.plan.fleet.answer import first_helped
from safeconduct.plan.fleet.calendars import NEVER
from safeconduct.plan.fleet.convoys import in_convoys
from safeconduct.plan.fleet.landed import Landings
from safeconduct.plan.fleet.landings import crossing_groups
from safeconduct.plan.fleet.repair import repair
from safeconduct.plan.fleet.situated import Legend, households_of, instance_of, legend_of
from safeconduct.plan.fleet.stops import with_stops
from safeconduct.plan.fleet.transfer import SHARES, brought_out
from safeconduct.plan.fleet.under_way import UnderWay
from safeconduct.plan.fleet.written import written

#: What the numbers of the day rest on.
SEEN = Basis(assumptions=("seen on the day",))
WORK = Work(engine="safeconduct repair", version="1", units=0)
#: Endings of the names of ways back along a leg, and of the places vehicles come back from.
BACK, AT = " back", "at "
_MINUTE = timedelta(minutes=1)


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
class Across:
    """Households of a group that have crossed by a transfer, or are on it, and at the landing from ``at`` on."""

    transfer: str
    group: str
    at: datetime
    households: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsItIs:
    """The day as it is known at ``now``, an aware UTC instant, a whole minute.

    ``closes`` says when each corridor that is still open closes; ``closed`` are roads known closed; ``vehicles`` those
    that can still be had; ``boats`` by transfer and number when each that can be had sets out again; ``across`` who has
    crossed; ``taken`` the places at each reception for those who are in or on their way.
    """

    now: datetime
    closes: Mapping[str, datetime]
    closed: frozenset[str] = frozenset()
    waiting: tuple[Waiting, ...] = ()
    vehicles: tuple[Where, ...] = ()
    boats: Mapping[tuple[str, int], datetime] = field(default_factory=dict)
    across: tuple[Across, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """The rest planned: minutes of ``plan`` count from ``since``, on ``situation``, where vehicle v is ``v-1``."""

    since: datetime
    situation: Situation
    plan: FleetPlan


def planned_rest(situation: Situation, known: AsItIs) -> Anew | None:
    """The rest of a day of a plan of the situation, on the corridors that are open; None where nobody can go."""
    corridors = [
        _open(corridor, known.now, known.closes[corridor.id])
        for corridor in situation.corridors
        if corridor.id in known.closes
        and corridor.window is not None
        and known.closes[corridor.id] > known.now + _MINUTE
    ]
    if not corridors:
        return None
    since = min(corridor.window.opens for corridor in corridors if corridor.window is not None)
    classes = tuple(_class(situation, one, since) for one in known.vehicles if one.ends is None or one.ends > one.free)
    if not classes:
        return None
    left = _Left(situation, known, corridors, classes).situation()
    scenario = FleetScenario(corridors=tuple(corridor.id for corridor in corridors), people="likely")
    legend = legend_of(left, scenario)
    if not any(legend.outbound.values()):
        return None
    return Anew(since=since, situation=left, plan=_planned(legend, known, since))


def _planned(legend: Legend, known: AsItIs, since: datetime) -> FleetPlan:
    instance = instance_of(legend, first_helped(legend))
    found = repair(instance, timetable.FleetPlan(days=()), extend=True)
    write = partial(written, legend, found.instance, situation_sha="", work=WORK)
    plan = with_stops(legend, next(in_convoys(legend, found.instance, found.plan, write)))
    return _landed(legend, plan, known, since) if crossing_groups(legend) else plan


def _landed(legend: Legend, plan: FleetPlan, known: AsItIs, since: datetime) -> FleetPlan:
    """With boats, and vehicles at the landings, before or after the other sites: what brings most people out."""
    over = tuple(_over(legend, known, since))
    near: Counter[tuple[str, str]] = Counter()
    for group in (group for groups in crossing_groups(legend).values() for group in groups):
        due = households_of(legend.situation, group, legend.scenario.people)
        near.update({(group.id, profile): n for profile, n in due.items()})
    whole = replace(plan, left_behind=(*plan.left_behind, *_households(near)), crossings=over)
    everybody = Counter(near)
    for entry in (*plan.left_behind, *(e for day in plan.days for trip in day.trips for e in trip.aboard)):
        everybody[entry.group, entry.profile] += entry.count
    bare = replace(whole, days=(), left_behind=_households(everybody), leans_on=())
    found = [whole]
    for share in SHARES:
        found.append(_with_landings(legend, whole, share))
        if plan.days:
            found.append(with_stops(legend, _with_landings(legend, bare, share), fresh=True))
    best = max(found, key=lambda one: brought_out(legend, one))
    return replace(best, crossings=tuple(one for one in best.crossings if one not in over))


def _with_landings(legend: Legend, plan: FleetPlan, share: float) -> FleetPlan:
    return Landings(legend, plan, share, strict=False, under_way=UnderWay(now=0)).plan()


def _households(counts: Counter[tuple[str, str]]) -> tuple[Households, ...]:
    return tuple(
        Households(group=group, profile=profile, count=n) for (group, profile), n in sorted(counts.items()) if n
    )


def _over(legend: Legend, known: AsItIs, since: datetime) -> Iterator[Crossing]:
    """Who is across, and where the boats are, as crossings that are over. Who waits is put on a boat long before; then
    follow the boats themselves, empty, and never again those that cannot be had."""
    transfers = {transfer.id: transfer for transfer in legend.situation.transfers}
    for one in known.across:
        if one.transfer in transfers:
            at, aboard = _minutes(one.at, since), Counter({(one.group, p): n for p, n in one.households.items()})
            yield Crossing(transfer=one.transfer, boat=0, depart=-NEVER, arrive=at, aboard=_households(aboard))
    for name, transfer in transfers.items():
        for boat in range(0 if transfer.boats is None else transfer.boats.value):
            free = known.boats.get((name, boat))
            back = 0 if transfer.minutes_back is None else transfer.minutes_back.value
            at = NEVER if free is None else _minutes(free, since) - back
            yield Crossing(transfer=name, boat=boat, depart=at, arrive=at, aboard=())


def _open(corridor: Corridor, now: datetime, closes: datetime) -> Corridor:
    assert corridor.window is not None
    window = replace(corridor.window, opens=max(now, min(corridor.window.opens, closes - _MINUTE)), closes=closes)
    return replace(corridor, window=window)


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


class _Left:
    """The situation as it is now."""

    def __init__(
        self, situation: Situation, known: AsItIs, corridors: list[Corridor], classes: tuple[VehicleClass, ...]
    ) -> None:
        self.whole, self.known, self.corridors, self.classes = situation, known, corridors, classes
        landings = {corridor.site for corridor in corridors}
        # in convoys crossings stay as ordered here: who is at a landing leaves like those of the place
        self.transfers = tuple(
            transfer
            for transfer in situation.transfers
            if transfer.landing in landings and situation.rules.fleet_convoys is None
        )
        self.near = {transfer.site for transfer in self.transfers} - landings

    def situation(self) -> Situation:
        """The whole of it."""
        whole = self.whole
        legs, gates = _screened(whole)
        shut = RoadFact(state=RoadState.CLOSED, since=None, basis=SEEN)
        closed = self.known.closed
        places = (Depot(id=AT + one.id, name=one.name, point=one.point) for one in whole.receptions)
        return replace(
            whole,
            corridors=tuple(self.corridors),
            roads=tuple(replace(road, history=(shut,)) if road.id in closed else road for road in whole.roads),
            sites=tuple(replace(site, groups=tuple(self._groups(site))) for site in whole.sites),
            receptions=tuple(self._room(one) for one in whole.receptions),
            legs=legs,
            resources=(*whole.resources, *gates),
            vehicles=self.classes,
            depots=tuple(places),
            approaches=(*(_back(leg) for leg in legs), *self._between()),
            transfers=self.transfers,
        )

    def _groups(self, site: Site) -> Iterator[Group]:
        """Who waits at a site: under the names of the pool, but where people cross as the groups they are, with those
        of them who have crossed."""
        if site.id not in self.near:
            yield from (_group(self._of(one.group), one) for one in self.known.waiting if one.site == site.id)
            return
        for group in site.groups:
            due: Counter[str] = Counter()
            for here in (one for one in self.known.waiting if (one.site, one.group) == (site.id, group.id)):
                due.update(here.households)
            for across in (one for one in self.known.across if one.group == group.id):
                due.update(across.households)
            yield _group(group, Waiting(name=group.id, group=group.id, site=site.id, households=due))

    def _of(self, name: str) -> Group:
        return next(group for site in self.whole.sites for group in site.groups if group.id == name)

    def _room(self, reception: Reception) -> Reception:
        if reception.capacity is None:
            return reception
        room = max(0, reception.capacity.value - self.known.taken.get(reception.id, 0))
        return replace(reception, capacity=_known(room))

    def _between(self) -> Iterator[Approach]:
        """Ways from site to site, empty or with people on board."""
        sites = {site.id for site in self.whole.sites}
        yield from (way for way in self.whole.approaches if way.depot in sites)


def _group(known: Group, one: Waiting) -> Group:
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
    """A checkpoint that screens whole convoys, as a narrow place a full vehicle holds for as long as it takes; where
    the ways of a fleet already know it as one, they stay as they are."""
    legs, gates, narrow = [], {}, {resource.id for resource in situation.resources}
    places = max(kind.places.value.total for kind in situation.vehicles)
    for leg in situation.legs:
        gate = leg.checkpoint
        if gate is None or leg.uses or gate.id in narrow:
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
