"""People of small sites on trips of others: stops put into the trips of a plan where seats are left.

The search gives each trip one site. Where a road between sites may be driven with people on board, a trip with seats
left can first, or then, stop at a site where somebody was left out. Each such change is timed on the calendars of the
plan and taken only when the rest of the vehicle's day stands as it was; the one that gets most people out goes first.
Small sites none of which fills a vehicle are strung together the same way: an idle vehicle is given a trip to one of
them, and stops at the others are put into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs, VehicleClass
from safeconduct.plan.fleet.calendars import calendars_of
from safeconduct.plan.fleet.duty import within_duty
from safeconduct.plan.fleet.instance import NEEDS
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A trip of a vehicle as it could be, with the run that leads to it, and who more is out: (helped, all).
    ``pickups`` are those it had, with nobody on board at new ones."""

    vehicle: str
    number: int
    pickups: PickUps
    came: Move | None
    trip: FleetTrip
    gain: tuple[int, int]

    @property
    def rank(self) -> tuple[int, int, int, str, int]:
        """Most people first, then the earlier arrival."""
        return (-self.gain[0], -self.gain[1], self.trip.arrive, self.vehicle, self.number)


def with_stops(legend: Legend, plan: FleetPlan, *, strict: bool = False, fresh: bool = False) -> FleetPlan:
    """The plan with more pick-ups, as long as anybody more can be taken; the same plan where no road joins sites,
    unless it is ``fresh``: then trips to one site are still to be added, too."""
    joined = any(way.minutes_loaded is not None for way in legend.situation.approaches)
    if not (joined or fresh) or not plan.left_behind:
        return plan
    if legend.situation.rules.fleet_convoys is not None:
        return plan  # convoys are not looked at here
    search = StopSearch(legend, plan, strict=strict)
    search.run()
    return search.plan()


class StopSearch:
    """A plan that takes changes; with ``under_way`` only those that change nothing that has begun."""

    def __init__(self, legend: Legend, plan: FleetPlan, *, strict: bool, under_way: UnderWay | None = None) -> None:
        self.legend, self.given, self.under_way = legend, plan, under_way
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

    def run(self, *, add_only: bool = False) -> None:
        """Take the best change of each vehicle, the best ones first, until there is none; ``add_only`` trips behind
        all others."""
        changes = sorted(self._changes(add_only), key=lambda one: one.rank)
        while changes and self.timed < MOST:
            changed: set[str] = set()
            for old in (one for one in changes if one.vehicle not in changed):
                reception = self.calendars.legs[old.trip.leg].reception
                for change in self._timed(old.vehicle, self.kinds[old.vehicle], old.number, old.pickups, reception):
                    self.take(change)
                    changed.add(old.vehicle)
            changes = sorted(self._changes(add_only), key=lambda one: one.rank)

    def _changes(self, add_only: bool) -> Iterator[Change]:
        sites = sorted({self.groups[group].site for (group, _), n in self.left.items() if n})
        idle: set[str] = set()
        for vehicle, kind in self.kinds.items():
            day = self.days.get(vehicle)
            if day is None and kind.id in idle:
                continue  # it can do what the one before can
            if day is None and (self.under_way is None or vehicle not in {*self.under_way.out, *self.under_way.late}):
                idle.add(kind.id)
            for number in range(len(day.trips) if day is not None and not add_only else 0):
                assert day is not None
                yield from self._inserted(vehicle, kind, day, number, sites)
            for site, reception in sorted(self.times.legs):
                if site in sites:
                    number = len(day.trips) if day is not None else 0
                    yield from self._timed(vehicle, kind, number, ((site, ()),), reception)

    def joining(self, vehicle: str, site: str, reception: str, depart: int) -> Change | None:
        """One more trip of a vehicle, behind all others, that departs at that very minute."""
        day = self.days.get(vehicle)
        number = len(day.trips) if day is not None else 0
        found = self._timed(vehicle, self.kinds[vehicle], number, ((site, ()),), reception, depart)
        return next((change for change in found if change.trip.depart == depart), None)

    def _inserted(
        self, vehicle: str, kind: VehicleClass, day: VehicleDay, number: int, sites: list[str]
    ) -> Iterator[Change]:
        """A stop at each site, before and behind each pick-up a road joins it to. Trips with people who have crossed at
        a transfer stay as they are: they are timed by who lands when."""
        trip = day.trips[number]
        if any(entry.group not in self.groups for entry in trip.aboard):
            return
        pickups = pickups_of(self.calendars, trip)
        aboard = persons_of(self.times.members, trip.aboard)
        if all(getattr(aboard, need) >= getattr(kind.places.value, need) for need in NEEDS):
            return
        visited = [site for site, _ in pickups]
        for site in (site for site in sites if site not in visited):
            for at in range(len(pickups) + 1):
                before, after = visited[at - 1 : at], visited[at : at + 1]
                if all(self.times.between(a, site) for a in before) and all(self.times.between(site, b) for b in after):
                    stops: PickUps = (*pickups[:at], (site, ()), *pickups[at:])
                    yield from self._timed(vehicle, kind, number, stops, self.calendars.legs[trip.leg].reception)

    def _timed(
        self, vehicle: str, kind: VehicleClass, number: int, pickups: PickUps, reception: str, depart: int | None = None
    ) -> Iterator[Change]:
        """The trip over these pick-ups with who is left at them added, when it takes anybody more in time."""
        if any((site, reception) not in self.times.windows for site, _ in pickups):
            return
        filled, gain = self._filled(kind, pickups, reception)
        if gain.total == 0 or any(not boarded for _, boarded in filled):
            return
        self.timed += 1
        day = self.days.get(vehicle)
        came, trip = self._now(day, number)
        free: Free | None = free_before(self.calendars, kind, day, number)
        if self.under_way is not None and free is not None:
            free = self.under_way.free(vehicle, number, free)
        if free is None:
            return
        self.calendars.hold_move(came, -1)
        if trip is not None:
            self.calendars.hold_trip(trip, -1)
        stays = trip.depart if trip is not None and self.convoys_stand else 0
        leaves = stays if depart is None else depart
        found = self.times.timed(kind, free, filled, reception, leaves_from=leaves)
        self.calendars.hold_move(came, 1)
        if trip is not None:
            self.calendars.hold_trip(trip, 1)
        if (
            found is not None
            and self.convoys_stand
            and depart is None
            and (trip is None or (trip.leg, trip.depart) != (found[1].leg, found[1].depart))
        ):
            return
        if found is not None and within_duty(self.calendars, kind, changed_day(day, vehicle, number, *found)):
            helped = gain.wheelchair + gain.stretcher
            yield Change(
                vehicle=vehicle,
                number=number,
                pickups=pickups,
                came=found[0],
                trip=found[1],
                gain=(helped, gain.total),
            )

    def _now(self, day: VehicleDay | None, number: int) -> tuple[Move | None, FleetTrip | None]:
        if day is None or number >= len(day.trips):
            return None, None
        return (day.approach, *day.moves)[number], day.trips[number]

    def _filled(self, kind: VehicleClass, pickups: PickUps, reception: str) -> tuple[PickUps, Needs]:
        """Whole households of who is left, into the places left: who needs help first, large before small."""
        members, left = self.times.members, Counter(self.left)
        aboard = persons_of(members, [entry for _, boarded in pickups for entry in boarded])
        spare = {need: getattr(kind.places.value, need) - getattr(aboard, need) for need in NEEDS}
        room, gain, filled = self.room.get(reception), Needs(), []
        for site, boarded in pickups:
            counts = Counter({(entry.group, entry.profile): entry.count for entry in boarded})
            for group, profile in sorted(left, key=lambda key: _urgency(members[key[1]], key)):
                own = self.groups[group]
                if own.site != site or own.wished.value not in (reception, ANY):
                    continue
                one = members[profile]
                fits = [spare[need] // getattr(one, need) for need in NEEDS if getattr(one, need)]
                if room is not None:
                    fits.append((room - gain.total) // one.total)
                more = min(left[group, profile], *fits)
                if more > 0:
                    counts[group, profile] += more
                    left[group, profile] -= more
                    gain = gain.plus(one.times(more))
                    for need in NEEDS:
                        spare[need] -= more * getattr(one, need)
            entries = (Households(group=g, profile=p, count=n) for (g, p), n in sorted(counts.items()))
            filled.append((site, tuple(entries)))
        return tuple(filled), gain

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
