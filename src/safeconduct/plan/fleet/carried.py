"""A written plan carried on at a minute of its day, order by order: with stops, in convoys, over transfers, or late.

``repair`` works on arrays of trips to one site each; here are the days as they were given out.

- What has begun goes on where it can, else by the way on that is done first (``led_on``); who has none is *stranded*.
- Later orders stand word for word where they can be driven; else the same people board the same vehicle later, or go
  to where they wish by another way; else the order is cancelled and they wait for whoever has a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.fleet import FleetPlan, FleetTrip, Move, VehicleDay
from safeconduct.model.place import Passable
from safeconduct.plan.fleet.calendars import Calendars, calendars_of
from safeconduct.plan.fleet.duty import within_duty
from safeconduct.plan.fleet.ferry import Stock, as_households, states_met
from safeconduct.plan.fleet.landings import crossing_groups, transfers_of
from safeconduct.plan.fleet.led_on import Broken, WaysOn
from safeconduct.plan.fleet.situated import ANY, Legend
from safeconduct.plan.fleet.standing import boards_at, has_room, onward, stands, used_while_closed, way_of
from safeconduct.plan.fleet.trips import Free, TripTimes, free_before, persons_of, pickups_of, vehicles_of
from safeconduct.plan.fleet.under_way import UnderWay

#: A trip and the empty run that leads to it.
Order = tuple[Move | None, FleetTrip]


class CarriedDay:
    """The orders of a plan at minute ``now``: ``late`` vehicles begin nothing before their minute, ``lost`` ones
    nothing at all; ``pins`` are those of ``replan``. InputError when something was used while it was closed."""

    def __init__(
        self,
        legend: Legend,
        plan: FleetPlan,
        now: int,
        *,
        late: Mapping[str, int],
        lost: Collection[str],
        pins: Mapping[str, int | None],
    ) -> None:
        self.legend, self.given, self.now, self.pins, self.lost = legend, plan, now, pins, frozenset(lost)
        self.calendars = Calendars(legend)
        self.times = TripTimes(legend, self.calendars)
        self.kinds = dict(vehicles_of(legend))
        groups = [group for site in legend.sites for group in site.groups]
        groups += [group for crossing in crossing_groups(legend).values() for group in crossing]
        self.wishes = {group.id: group.wished.value for group in groups}
        self.late = dict(late)
        self.orders: dict[str, list[Order]] = {}
        self.fixed: dict[str, int] = {}
        self.stranded: list[str] = []
        self._later: dict[str, list[tuple[int, Order]]] = {}
        self._broken: list[tuple[str, Move | None, Broken]] = []
        self._carry_on()

    def under_way(self) -> UnderWay:
        """What may not be changed of it."""
        whole = {name for name, trips in self.pins.items() if trips is None}
        pinned = {name: len(self.orders.get(name, ())) if trips is None else trips for name, trips in self.pins.items()}
        fixed = {name: max(self.fixed.get(name, 0), pinned.get(name, 0)) for name in {*self.fixed, *pinned}}
        out = frozenset({*self.lost, *self.stranded, *whole})
        return UnderWay(now=self.now, late=self.late, fixed=fixed, out=out)

    def plan(self) -> FleetPlan:
        """The plan as far as its orders stand, with the crossings as they were."""
        days = tuple(_day(name, orders) for name, orders in self.orders.items() if orders)
        return settled(self.legend, replace(self.given, days=days, calls=()), self.given)

    def _carry_on(self) -> None:
        known = {leg.id for legs in self.times.legs.values() for leg in legs} | set(self.calendars.approaches)
        for day in self.given.days:
            ways = [trip.leg for trip in day.trips] + [move.way for move in _moves(day)]
            missing = [name for name in ways if name not in known]
            if missing or day.vehicle not in self.kinds:
                raise NotFound(
                    f"the plan uses {(missing or [day.vehicle])[0]}, which the situation no longer has",
                    field="days",
                    next_step="plan the day anew; a repair only changes what is open and who is late or lost",
                )
            self._require_past(day)
            self.orders[day.vehicle] = []
        for day in self.given.days:
            self._begun(day.vehicle, _orders(day))
        self._lead_on()
        for name, later in self._later.items():
            while later and self._as_ordered(name, later[0][1]):
                self._hold(name, later.pop(0)[1])
        for name, later in self._later.items():
            for number, order in later:
                if self._as_ordered(name, order):
                    self._hold(name, order)
                    continue
                trips = self.pins.get(name, 0)
                if trips is None or number < trips:
                    break  # cancelled, with those after it
                again = self._again(name, order[1])
                if again is not None:
                    self._hold(name, again)

    def _require_past(self, day: VehicleDay) -> None:
        for run in (*_moves(day), *(run for trip in day.trips for run in trip.runs)):
            used = next(used_while_closed(self.calendars, run, self.now), None)
            if used is not None:
                raise InputError(
                    f"{day.vehicle} used {used} from about minute {run.depart} on, when it is said to have been closed",
                    field=used,
                    next_step=f"date the closure from minute {self.now} on, or plan the day anew",
                )

    def _hold(self, name: str, order: Order) -> None:
        self.calendars.hold_move(order[0], 1)
        self.calendars.hold_trip(order[1], 1)
        self.orders[name].append(order)

    def _since(self, name: str) -> int:
        return max(self.now, self.late.get(name, self.now))

    def _begun(self, name: str, orders: Sequence[Order]) -> None:
        """Hold what has begun and stands; remember what is broken, and what comes later."""
        since = self._since(name)
        for number, (came, trip) in enumerate(orders):
            rest = list(enumerate(orders))[number:]
            begins = trip.begins if came is None else came.depart
            if name in self.lost:
                if trip.unloaded > self.now:
                    return
            elif begins >= self.now:
                self._later[name] = rest
                return
            elif came is not None and came.arrive >= self.now and not stands(self.calendars, came, self.now, since):
                came = self._gone_on(name, came, orders[number - 1][1] if number else None)
                if came is None:
                    if name not in self.stranded:
                        self._later[name] = rest
                    return
            ready = 0 if came is None else came.arrive
            wrong = self._first_wrong(trip, since, ready)
            if wrong is not None and name not in self.lost:
                kind = self.kinds[name]
                there = trip.runs[wrong - 1].arrive if wrong else ready
                broken = Broken(kind=kind, trip=trip, number=wrong, now=self.now, since=since, ready=there)
                self._broken.append((name, came, broken))
                self.calendars.hold_move(came, 1)
                self._later[name] = rest[1:]
                return
            self._hold(name, (came, trip))
            self.fixed[name] = len(self.orders[name])

    def _first_wrong(self, trip: FleetTrip, since: int, there: int) -> int | None:
        """The first run of a trip that cannot be driven as ordered, or whose boarding cannot begin as ordered."""
        for number, run in enumerate(trip.runs):
            late = self.now <= run.load_from < since or (number == 0 and run.load_from < there)
            if late or not stands(self.calendars, run, self.now, since):
                return number
        return None

    def _gone_on(self, name: str, came: Move, before: FleetTrip | None) -> Move | None:
        """An empty run that is under way and cannot go on as ordered, as it does go on; None when it turns back (then
        it is late), or is stranded."""
        since, way = self._since(name), way_of(self.calendars, came)
        waits = onward(self.calendars, came, self.now, since, self.times.into[way.site])
        passed = [p.at < self.now for p in came.passes]
        if passed and not any(passed):
            back = max(since, 2 * self.now - came.depart)
            place = self.kinds[name].start.value if before is None else self.calendars.legs[before.leg].reception
            again = self.times.come(Free(place=place, since=back, by=0, fresh=before is None), way.site)[1]
            if waits is None or again < waits.arrive:
                self.late[name] = back
                return None
        if waits is None:
            self.stranded.append(name)
            return None
        return waits.move

    def _lead_on(self) -> None:
        """Find each broken trip the way on that is done first."""
        held = []
        for _, _, broken in self._broken:
            at = broken.trip.runs[broken.number]
            for run in broken.trip.runs[: broken.number + 1]:
                if run is not at or broken.boarding is not None:
                    place = self.calendars.boarding.setdefault((boards_at(self.calendars, run), run.bay), [])
                    place.append((run.load_from, run.load_until))
                    place.sort()
                    held.append((broken, place, (run.load_from, run.load_until)))
        for name, came, broken in self._broken:
            options = WaysOn(self.times, broken, self._departures, self._welcome(broken.trip)).all()
            fits = [o for o in options if within_duty(self.calendars, broken.kind, self._longer(name, (came, o)))]
            for _, place, span in (one for one in held if one[0] is broken):
                place.remove(span)
            best = min(fits, key=lambda trip: trip.unloaded, default=None)
            if best is None:
                self.stranded.append(name)
                self._later.pop(name, None)
            else:
                self.calendars.hold_trip(best, 1)
                self.orders[name].append((came, best))
                self.fixed[name] = len(self.orders[name])

    def _longer(self, name: str, order: Order) -> VehicleDay:
        return _day(name, [*self.orders[name], order])

    def _welcome(self, trip: FleetTrip) -> list[str]:
        """Receptions everyone on a trip wishes to go to, the ordered one first, with room for them."""
        own = self.calendars.legs[trip.leg].reception
        wished = {self.wishes.get(entry.group, own) for entry in trip.aboard} - {ANY}
        persons = persons_of(self.times.members, trip.aboard).total
        others = [r for r in self.legend.receptions if r != own and wished <= {r} and persons <= self._room(r)]
        return [own, *others]

    def _room(self, reception: str) -> int:
        """Places that no order of the old plan, nor of this one, counts on."""
        known = next(r for r in self.legend.situation.receptions if r.id == reception)
        if known.capacity is None:
            return 10**9
        given = {id(trip): trip for day in self.given.days for trip in day.trips}
        given |= {id(trip): trip for orders in self.orders.values() for _, trip in orders}
        taken = (trip for trip in given.values() if self.calendars.legs[trip.leg].reception == reception)
        return known.capacity.value - sum(persons_of(self.times.members, trip.aboard).total for trip in taken)

    def _departures(self, site: str, reception: str, since: int) -> list[int] | None:
        """When a vehicle may join a convoy that is ordered to depart later; None where each departs on its own."""
        if self.legend.situation.rules.fleet_convoys is None:
            return None
        trips = (trip for day in self.given.days for trip in day.trips)
        legs = ((self.calendars.legs[trip.leg], trip.depart) for trip in trips)
        wanted = (site, reception)
        return sorted({at for leg, at in legs if (leg.site, leg.reception) == wanted and at >= max(since, self.now)})

    def _as_ordered(self, name: str, order: Order) -> bool:
        """Whether a later order can be driven word for word after those before it."""
        (came, trip), since = order, self._since(name)
        begins = trip.begins if came is None else came.depart
        done, runs = self.orders[name], trip.runs if came is None else (came, *trip.runs)
        if begins < since or not all(stands(self.calendars, run, self.now, since) for run in runs):
            return False
        if done:
            reception = self.calendars.legs[done[-1][1].leg].reception
            back = None if came is None else self.calendars.legs.get(came.way)
            if back is None or back.reception != reception or begins < done[-1][1].unloaded:
                return False
        elif came is not None and came.way not in self.calendars.approaches:
            return False
        for run in trip.runs:
            if not self.calendars.is_free(boards_at(self.calendars, run), run.bay, run.load_from, run.load_until):
                return False
        room = all(has_room(self.calendars, run) for run in runs)
        return room and within_duty(self.calendars, self.kinds[name], self._longer(name, order))

    def _again(self, name: str, trip: FleetTrip) -> Order | None:
        """The trip with the same people, not before it was ordered, by whatever way is first."""
        kind, done = self.kinds[name], self.orders[name]
        day = _day(name, done) if done else None
        free = free_before(self.calendars, kind, day, len(done))
        free = replace(free, since=max(free.since, self._since(name)))
        pickups = pickups_of(self.calendars, trip)
        for reception in self._welcome(trip):
            if any((site, reception) not in self.times.windows for site, _ in pickups):
                continue
            for leaves in self._departures(pickups[-1][0], reception, trip.depart) or (0,):
                gated = self.legend.situation.rules.fleet_convoys is not None
                found = self.times.timed(kind, free, pickups, reception, since=trip.begins, leaves_from=leaves)
                if found is None or (gated and found[1].depart != leaves):
                    continue
                if within_duty(self.calendars, kind, self._longer(name, found)):
                    return found
        return None


def _orders(day: VehicleDay) -> list[Order]:
    return list(zip((day.approach, *day.moves), day.trips, strict=True))


def _moves(day: VehicleDay) -> tuple[Move, ...]:
    return (*((day.approach,) if day.approach else ()), *day.moves)


def _day(name: str, orders: Sequence[Order]) -> VehicleDay:
    moves = tuple(came for came, _ in orders[1:] if came is not None)
    return VehicleDay(vehicle=name, approach=orders[0][0], trips=tuple(trip for _, trip in orders), moves=moves)


def settled(legend: Legend, plan: FleetPlan, given: FleetPlan) -> FleetPlan:
    """The plan with those left behind and the roads leaned on as its days and crossings have them; ``given`` holds the
    same people."""
    left: Stock = Counter()
    for entry in (*given.left_behind, *(e for day in given.days for trip in day.trips for e in trip.aboard)):
        left[entry.group, entry.profile] += entry.count
    for entry in (e for day in plan.days for trip in day.trips for e in trip.aboard):
        left[entry.group, entry.profile] -= entry.count
    leaning = {*calendars_of(legend, plan).leaning(plan.days), *_crossed(legend, plan)}
    return replace(plan, left_behind=as_households(left), leans_on=tuple(sorted(leaning)))


def _crossed(legend: Legend, plan: FleetPlan) -> Iterator[str]:
    transfers = {transfer.id: transfer for transfer in transfers_of(legend)}
    for one in plan.crossings:
        for road, passes in states_met(legend, transfers[one.transfer], one.depart, one.arrive):
            if passes is Passable.UNKNOWN:
                yield road
