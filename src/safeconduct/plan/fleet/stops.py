"""People of small sites on trips of others: stops put into the trips of a plan where seats are left.

The search gives each trip one site. Where a road between sites may be driven with people on board, a trip with seats
left can first, or then, stop at a site where somebody was left out. Each such change is timed on the calendars of the
plan and taken only when the rest of the vehicle's day stands as it was; the one that gets most people out goes first.
Small sites none of which fills a vehicle are strung together the same way: an idle vehicle is given a trip to one of
them, and stops at the others are put into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs, VehicleClass
from safeconduct.plan.fleet.best_first import BestFirst, Change
from safeconduct.plan.fleet.calendars import calendars_of
from safeconduct.plan.fleet.duty import within_duty
from safeconduct.plan.fleet.instance import NEEDS
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.situated import ANY, Legend
from safeconduct.plan.fleet.trips import (
    Free,
    PickUps,
    TripTimes,
    changed_day,
    free_before,
    persons_of,
    pickups_of,
    vehicles_of,
)
from safeconduct.plan.fleet.under_way import UnderWay

#: Trips timed at most, so that a long day ends; each costs a fraction of a millisecond.
MOST = 20_000


#: Households (group, profile) that may wait at a site: persons by need in one, persons in all, where they wish to go.
_Waiting = tuple[tuple[str, str], tuple[tuple[str, int], ...], int, str]


def with_stops(
    legend: Legend, plan: FleetPlan, *, strict: bool = False, fresh: bool = False, limit: Limit | None = None
) -> FleetPlan:
    """The plan with more pick-ups, as long as anybody more can be taken and the ``limit`` is not over (None: ``MOST``
    trips timed); the same plan where no road joins sites, unless it is ``fresh``: then trips to one site are still to
    be added, too. Nobody who was out is left."""
    joined = any(way.minutes_loaded is not None for way in legend.situation.approaches)
    if not (joined or fresh) or not plan.left_behind:
        return plan
    search = StopSearch(legend, plan, strict=strict, limit=limit)
    search.run()
    return search.plan()


class StopSearch:
    """A plan that takes changes; with ``under_way`` only those that change nothing that has begun."""

    def __init__(
        self,
        legend: Legend,
        plan: FleetPlan,
        *,
        strict: bool,
        under_way: UnderWay | None = None,
        limit: Limit | None = None,
    ) -> None:
        self.legend, self.given, self.under_way = legend, plan, under_way
        self.limit = limit or Limit(MOST)
        self.calendars = calendars_of(legend, plan, strict=strict)
        self.times = TripTimes(legend, self.calendars)
        self.days = {day.vehicle: day for day in plan.days}
        self.kinds = dict(vehicles_of(legend))
        self.groups = {group.id: group for site in legend.sites for group in site.groups}
        self.left: Counter[tuple[str, str]] = Counter()
        for entry in plan.left_behind:
            if entry.group in self.groups:
                self.left[entry.group, entry.profile] += entry.count
        self.room = {r.id: r.capacity.value for r in legend.situation.receptions if r.capacity is not None}
        for trip in (trip for day in plan.days for trip in day.trips):
            reception = self.calendars.legs[trip.leg].reception
            if reception in self.room:
                self.room[reception] -= persons_of(self.times.members, trip.aboard).total
        self.besides = set(plan.leans_on) - set(self.calendars.leaning(plan.days))
        #: where convoys have a least size or are led, a trip stays in the one it is in, and none is added
        self.convoys_stand = convoys_stand(legend)
        self.timed = 0
        self.waiting = self._waiting()
        self.joined: dict[str, set[str]] = {}
        for way in legend.situation.approaches:
            if way.minutes_loaded is not None:
                self.joined.setdefault(way.depot, set()).add(way.site)
                self.joined.setdefault(way.site, set()).add(way.depot)

    def run(self, *, add_only: bool = False) -> None:
        """Take the best change there is, again and again, until there is none or the limit is over; ``add_only`` trips
        behind all others."""
        again = True
        while again and not self.limit.over:
            again = BestFirst(self, add_only=add_only).run()

    def joining(self, vehicle: str, site: str, reception: str, depart: int) -> Change | None:
        """One more trip of a vehicle, behind all others, that departs at that very minute."""
        day = self.days.get(vehicle)
        number = len(day.trips) if day is not None else 0
        kind, pickups = self.kinds[vehicle], ((site, ()),)
        filled = self.filled(kind, pickups, reception)
        found = self.timed_change(vehicle, kind, number, pickups, reception, filled, depart)
        return found if found is not None and found.trip.depart == depart else None

    def inserted(self, kind: VehicleClass, trip: FleetTrip, sites: Collection[str]) -> Iterator[PickUps]:
        """A stop at each site, before and behind each pick-up a road joins it to. Trips with people who have crossed at
        a transfer stay as they are: they are timed by who lands when."""
        if any(entry.group not in self.groups for entry in trip.aboard):
            return
        aboard = persons_of(self.times.members, trip.aboard)
        if all(getattr(aboard, need) >= getattr(kind.places.value, need) for need in NEEDS):
            return
        pickups = pickups_of(self.calendars, trip)
        visited = [site for site, _ in pickups]
        near = {other for site in visited for other in self.joined.get(site, ())}
        for site in sorted(near & set(sites) - set(visited)):
            for at in range(len(pickups) + 1):
                before, after = visited[at - 1 : at], visited[at : at + 1]
                if all(self.times.between(a, site) for a in before) and all(self.times.between(site, b) for b in after):
                    yield (*pickups[:at], (site, ()), *pickups[at:])

    def free(self, vehicle: str, kind: VehicleClass, day: VehicleDay | None, number: int) -> Free | None:
        """Where a vehicle is empty before its trip of that number, and until when; None: it may not be sent."""
        free = free_before(self.calendars, kind, day, number)
        return free if self.under_way is None else self.under_way.free(vehicle, number, free)

    def timed_change(
        self,
        vehicle: str,
        kind: VehicleClass,
        number: int,
        pickups: PickUps,
        reception: str,
        load: tuple[PickUps, Needs],
        depart: int | None = None,
    ) -> Change | None:
        """The trip over these pick-ups with who is left at them added, when it takes anybody more in time."""
        filled, gain = load
        if any((site, reception) not in self.times.windows for site, _ in pickups):
            return None
        if gain.total == 0 or any(not boarded for _, boarded in filled):
            return None
        self.timed += 1
        self.limit.count()
        day = self.days.get(vehicle)
        came, trip = self._now(day, number)
        free = self.free(vehicle, kind, day, number)
        if free is None:
            return None
        self.calendars.hold_move(came, -1)
        if trip is not None:
            self.calendars.hold_trip(trip, -1)
        stays = trip.depart if trip is not None and self.convoys_stand else 0
        leaves = stays if depart is None else depart
        found = self.times.timed(kind, free, filled, reception, leaves_from=leaves)
        self.calendars.hold_move(came, 1)
        if trip is not None:
            self.calendars.hold_trip(trip, 1)
        if found is None:
            return None
        as_it_was = trip is not None and (trip.leg, trip.depart) == (found[1].leg, found[1].depart)
        if self.convoys_stand and depart is None and not as_it_was:
            return None
        if not within_duty(self.calendars, kind, changed_day(day, vehicle, number, *found)):
            return None
        helped = gain.wheelchair + gain.stretcher
        return Change(
            vehicle=vehicle, number=number, pickups=pickups, came=found[0], trip=found[1], gain=(helped, gain.total)
        )

    def _now(self, day: VehicleDay | None, number: int) -> tuple[Move | None, FleetTrip | None]:
        if day is None or number >= len(day.trips):
            return None, None
        return (day.approach, *day.moves)[number], day.trips[number]

    def filled(self, kind: VehicleClass, pickups: PickUps, reception: str) -> tuple[PickUps, Needs]:
        """Whole households of who is left, into the places left: who needs help first, large before small."""
        members = self.times.members
        aboard = persons_of(members, [entry for _, boarded in pickups for entry in boarded])
        spare = {need: getattr(kind.places.value, need) - getattr(aboard, need) for need in NEEDS}
        room, gain, filled = self.room.get(reception), Needs(), []
        for site, boarded in pickups:
            counts = Counter({(entry.group, entry.profile): entry.count for entry in boarded})
            for key, needs, total, wishes in self.waiting.get(site, ()):
                left = self.left[key]
                if left <= 0 or wishes not in (reception, ANY):
                    continue
                more = min(left, *(spare[need] // count for need, count in needs))
                if room is not None:
                    more = min(more, (room - gain.total) // total)
                if more > 0:
                    counts[key] += more
                    gain = gain.plus(members[key[1]].times(more))
                    for need, count in needs:
                        spare[need] -= more * count
            entries = (Households(group=g, profile=p, count=n) for (g, p), n in sorted(counts.items()))
            filled.append((site, tuple(entries)))
        return tuple(filled), gain

    def _waiting(self) -> dict[str, list[_Waiting]]:
        """Kinds of household that may wait at each site, in the order they board."""
        keys = {(group, profile) for group, counts in self.legend.households.items() for profile in counts}
        boarded = (entry for day in self.days.values() for trip in day.trips for entry in trip.aboard)
        keys |= {(entry.group, entry.profile) for entry in boarded} | set(self.left)
        members, found = self.times.members, dict[str, list[_Waiting]]()
        for key in sorted(keys, key=lambda key: _urgency(members[key[1]], key)):
            group = self.groups.get(key[0])
            if group is not None:
                one = members[key[1]]
                needs = tuple((need, getattr(one, need)) for need in NEEDS if getattr(one, need))
                found.setdefault(group.site, []).append((key, needs, one.total, group.wished.value))
        return found

    def take(self, change: Change) -> None:
        """Make the change."""
        day = self.days.get(change.vehicle)
        came, trip = self._now(day, change.number)
        self.calendars.hold_move(came, -1)
        before: Counter[tuple[str, str]] = Counter()
        if trip is not None:
            self.calendars.hold_trip(trip, -1)
            before.update(_counted(trip))
        self.calendars.hold_move(change.came, 1)
        self.calendars.hold_trip(change.trip, 1)
        for key, count in (_counted(change.trip) - before).items():
            self.left[key] -= count
        reception = self.calendars.legs[change.trip.leg].reception
        if reception in self.room:
            self.room[reception] -= change.gain[1]
        self.days[change.vehicle] = changed_day(day, change.vehicle, change.number, change.came, change.trip)

    def cancel(self, vehicle: str, number: int) -> None:
        """Take a trip of that number, and all after it, out of a vehicle's day."""
        day = self.days.pop(vehicle)
        for came, trip in list(zip((day.approach, *day.moves), day.trips, strict=True))[number:]:
            self.calendars.hold_move(came, -1)
            self.calendars.hold_trip(trip, -1)
            self.left.update({key: n for key, n in _counted(trip).items() if key[0] in self.groups})
            reception = self.calendars.legs[trip.leg].reception
            if reception in self.room:
                self.room[reception] += persons_of(self.times.members, trip.aboard).total
        if number:
            self.days[vehicle] = replace(day, trips=day.trips[:number], moves=day.moves[: number - 1])

    def plan(self) -> FleetPlan:
        """The plan as it now is."""
        order = {name: number for number, name in enumerate(self.kinds)}
        days = tuple(self.days[name] for name in sorted(self.days, key=lambda name: order[name]))
        return replace(
            self.given,
            days=days,
            left_behind=(
                *(Households(group=group, profile=profile, count=n) for (group, profile), n in self.left.items() if n),
                *(entry for entry in self.given.left_behind if entry.group not in self.groups),
            ),
            leans_on=tuple(sorted({*self.calendars.leaning(days), *self.besides})),
            work=replace(self.given.work, units=self.given.work.units + self.timed),
        )


def convoys_stand(legend: Legend) -> bool:
    """Whether convoys cannot lose or gain vehicles one by one: with a least size, or few escorts (rule F17)."""
    rules = legend.situation.rules
    convoys = rules.fleet_convoys
    return convoys is not None and (rules.convoy_min.value > 1 or convoys.escorts is not None)


def _counted(trip: FleetTrip) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for entry in trip.aboard:
        found[entry.group, entry.profile] += entry.count
    return found


def _urgency(members: Needs, key: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
    return (-(members.wheelchair + members.stretcher), -members.total, key)
