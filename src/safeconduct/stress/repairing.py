"""A simulated day on which the rest is planned anew when the plan no longer holds, a few times a day at most.

What can make it so: a road is found closed, a vehicle is lost, a window changes. Runs for which people have been called
go on as ordered; for all others ``stress.rest_of_day`` asks the planner, from where everybody is then. Vehicles that
have no run left afterwards roll on (``stress.rolling``).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from safeconduct.model.control import PlanReplaced
from safeconduct.model.day import ConvoyOrders
from safeconduct.model.movement import Reason
from safeconduct.run.tally import ZERO, add, needs
from safeconduct.stress.fortune import Fortune
from safeconduct.stress.hours import Cause, Trip
from safeconduct.stress.luck import Luck
from safeconduct.stress.pool import times
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme, Run, Seat, Way
from safeconduct.stress.rest_of_day import NewTrip, Waiting, Where, planned_rest
from safeconduct.stress.rolling import Rolling

#: The rest of a day is planned anew at most so often, and so many minutes apart.
MOST, APART = 3, 30.0


class Repairing(Rolling):
    """The day with repairs. ``place`` is where each vehicle is next free, and when; ``idle_there`` those of them that
    stand and wait for orders."""

    def __init__(self, programme: Programme, priors: Priors, luck: Luck, fortune: Fortune, keep: bool) -> None:
        super().__init__(programme, priors, luck, fortune, keep)
        self.place: dict[str, tuple[str, float]] = {}
        self.standing: set[str] = set()
        self.called_for: set[str] = set()
        self.cancelled: set[str] = set()
        self.lost_already: set[str] = set()
        self.comes: dict[tuple[str, str], Way] = {}
        self.asked = False
        self.repaired_at = -math.inf
        for vehicle, start in self.programme.starts.items():
            first = self.mine[vehicle][0]
            self.place[vehicle] = first.orders.site, start.free + (0.0 if start.way is None else start.way.minutes)

    def ask(self, at: float) -> None:
        """Plan anew, once for all that becomes known in a minute, unless it was done too often or just now."""
        if not self.asked and self.course.repairs < MOST and at >= self.repaired_at + APART:
            self.asked = True
            self.later(at, self.repair)

    def lose(self, at: float, vehicle: str) -> None:
        """A lost vehicle is a reason."""
        super().lose(at, vehicle)
        self.ask(at)

    def change_window(self, at: float, corridor: str) -> None:
        """So is another window."""
        super().change_window(at, corridor)
        self.ask(at)

    def turn_back(self, at: float, trip: Trip, driven: float, reason: Reason, cause: Cause = "") -> None:
        """So is a road that is closed; the vehicles will be at their site again."""
        back = at + driven * trip.factor
        for seat in trip.seats:
            self.place[seat.vehicle] = trip.run.orders.site, back
        super().turn_back(at, trip, driven, reason, cause)
        if reason is Reason.ROAD:
            self.ask(at)

    def send_empty(self, at: float, vehicle: str, way: Way, to: Run) -> None:
        """On its way to a site, where it will be free."""
        self.standing.discard(vehicle)
        self.place[vehicle] = to.orders.site, at + way.minutes * self.road_factor
        super().send_empty(at, vehicle, way, to)

    def at_site(self, at: float, vehicle: str) -> None:
        """At a site, where it is free."""
        if vehicle in self.place:
            self.place[vehicle] = self.place[vehicle][0], at
        self.standing.add(vehicle)
        super().at_site(at, vehicle)

    def called(self, at: float, trip: Trip) -> None:
        """From now on this run stands as ordered; its vehicles will be free at the reception, if all goes as usual."""
        run = trip.run
        self.called_for.add(run.id)
        for seat in trip.seats:
            self.standing.discard(seat.vehicle)
            self.place[seat.vehicle] = run.orders.reception, at + run.arrive - run.depart + seat.boards + run.unload
        super().called(at, trip)

    def call(self, at: float, run: Run) -> None:
        """People are called for a run that still stands in the orders."""
        if run.id not in self.cancelled:
            super().call(at, run)

    def stay(self, at: float, run: Run, seats: list[Seat], *, again: bool) -> None:
        """Vehicles at their site again wait for orders."""
        for seat in seats:
            self.place[seat.vehicle] = run.orders.site, at
            self.standing.add(seat.vehicle)
        super().stay(at, run, seats, again=again)

    def meet_end(self, at: float, trip: Trip) -> None:
        """Vehicles with another run turn round, by the way that leads to it."""
        run = trip.run
        if not run.onward:
            trip.seats = [self.turned_round(at, run, seat) for seat in trip.seats]
        super().meet_end(at, trip)

    def turned_round(self, at: float, run: Run, seat: Seat) -> Seat:
        """The seat with the way back that its next run asks for."""
        following = self.next_run(seat.vehicle)
        free = at + run.unload
        if following is None:
            self.place[seat.vehicle] = run.orders.reception, free
            self.standing.add(seat.vehicle)
            return seat
        back = self.comes.get((following.id, seat.vehicle), seat.back)
        self.place[seat.vehicle] = following.orders.site, free + (0.0 if back is None else back.minutes)
        return replace(seat, back=back)

    def idle(self, at: float, run: Run, seats: list[Seat], there: bool) -> None:
        """Who got new orders meanwhile is not idle."""
        without = [seat for seat in seats if self.next_run(seat.vehicle) is None]
        if without:
            super().idle(at, run, without, there)

    def hold(self, at: float, run: Run, seats: list[Seat], cause: Cause) -> None:
        """A run that did not leave promises nothing any more."""
        self.lost_already.add(run.id)
        super().hold(at, run, seats, cause)

    def repair(self, at: float) -> None:
        """The rest of the day, planned anew; the old orders stand when they still promise as much."""
        started = time.process_time()
        self.asked, self.repaired_at = False, at
        self.course.repairs += 1
        situation = self.programme.situation
        assert situation is not None  # else orders are not repaired
        now = self.course.diary.instant(math.ceil(at))
        waiting, vehicles = list(self.all_waiting()), list(self.all_vehicles(at))
        trips = planned_rest(situation, now, self.closing(at), self.reported, waiting, vehicles)
        new = [self.run_of(number, trip) for number, trip in enumerate(trips, 1)]
        old = self.still_to_come()
        if sum(run.orders.persons.total for run in new) > self.promised(at, old):
            self.take_over(at, old, new)
        self.course.repair_seconds += time.process_time() - started

    def closing(self, at: float) -> dict[str, datetime]:
        """When the corridors that are still open close, as known at a minute."""
        found = {}
        for name, corridor in self.fortune.corridors.items():
            if not corridor.withdrawn:
                known = corridor.changed_at is not None and at >= corridor.changed_at
                closes = corridor.closes if known else self.programme.corridors[name].closes
                found[name] = self.course.diary.instant(math.floor(closes))
        return found

    def all_waiting(self) -> Iterator[Waiting]:
        """Who waits, by the names of the pool."""
        for (site, group), names in self.pool.at.items():
            for name in names:
                households = {profile: n for profile, n in self.pool.waiting[name].items() if n}
                if households:
                    yield Waiting(name=name, group=group, site=site, households=households)

    def all_vehicles(self, at: float) -> Iterator[Where]:
        """The vehicles that can be had."""
        instant = self.course.diary.instant
        for vehicle, (place, free) in self.place.items():
            if vehicle not in self.gone and vehicle not in self.fortune.absent:
                ends = self.crews.ends(vehicle)
                yield Where(
                    vehicle=vehicle,
                    place=place,
                    free=instant(math.ceil(max(at, free))),
                    ends=None if math.isinf(ends) else instant(ends),
                )

    def still_to_come(self) -> dict[str, Run]:
        """Runs for which nobody has been called, but for those people are brought to from a stop before."""
        every = {run.id: run for runs in self.mine.values() for run in runs}
        kept, onward = set(self.called_for), [every[name].onward for name in self.called_for]
        while onward:
            name = onward.pop()
            if name and name not in kept:
                kept.add(name)
                onward.append(every[name].onward)
        return {name: run for name, run in every.items() if name not in kept | self.cancelled}

    def promised(self, at: float, old: dict[str, Run]) -> int:
        """Persons planned on runs that can still be driven as ordered."""
        found = 0
        for run in old.values():
            begins = max(at, run.board)
            there = run.id not in self.lost_already and bool(self.wanted(run))
            if there and self.barred(begins, run, run.depart - run.board) is None:
                found += run.orders.persons.total
        return found

    def run_of(self, number: int, new: NewTrip) -> Run:
        """A trip of the new plan as a run of the day."""
        trip, leg, vehicle = new.trip, new.leg, new.vehicle
        corridor, by = next(
            (name, one) for name, rounds in self.programme.rounds.items() for one in rounds if one.out.id == leg.id
        )
        alike = next(seat for run in self.programme.runs for seat in run.seats if seat.vehicle == vehicle)
        kind = next(v for run in self.programme.runs for v in run.orders.vehicles if v.id == vehicle)
        since = self.course.diary.minute(new.since)
        instant = self.course.diary.instant
        boarded = tuple((self.pool.group_of[one.group], one.profile, one.count) for one in trip.boarded)
        persons = ZERO
        for _, profile, n in boarded:
            persons = add(persons, times(self.programme.members[profile], n))
        orders = ConvoyOrders(
            id=f"new {self.course.repairs}.{number}",
            corridor=corridor,
            site=leg.site,
            reception=leg.reception,
            vehicles=(kind,),
            persons=needs(persons),
            board=instant(since + trip.load_from),
            depart=instant(since + trip.depart),
            arrive=instant(since + trip.arrive),
            points=tuple(stage.station for stage in by.out.stages if stage.station),
            roads=tuple(road for road, _ in by.out.roads),
        )
        seat = replace(
            alike, bay=trip.bay, after=0.0, boards=float(trip.load_until - trip.load_from), planned=boarded, back=None
        )
        if new.comes_by is not None:
            self.comes[orders.id, vehicle] = self.way_back(new.comes_by)
        unload = next(run.unload for run in self.programme.runs for one in run.seats if one.vehicle == vehicle)
        return Run(
            orders=orders,
            groups=tuple(dict.fromkeys(group for group, _, _ in boarded)),
            seats=(seat,),
            way=by.out,
            unload=unload,
            board=float(since + trip.load_from),
            depart=float(since + trip.depart),
            arrive=float(since + trip.arrive),
            drives=by.out.minutes,
        )

    def way_back(self, leg: str) -> Way:
        """The empty way back along a leg."""
        return next(one.back for rounds in self.programme.rounds.values() for one in rounds if one.out.id == leg)

    def take_over(self, at: float, old: dict[str, Run], new: list[Run]) -> None:
        """The new orders take the place of those that nobody was called for."""
        self.cancelled |= old.keys()
        self.begun |= old.keys()
        kept = tuple(convoy for convoy in self.orders.convoys if convoy.id not in old)
        self.orders = replace(self.orders, convoys=(*kept, *(run.orders for run in new)))
        self.tell(at, PlanReplaced(orders=self.orders))
        for run in sorted(new, key=lambda one: one.board):
            self.there[run.id] = set()
            self.mine[run.seats[0].vehicle].append(run)
        for vehicle in sorted(self.standing):
            following = None if vehicle in self.gone else self.next_run(vehicle)
            if following is None:
                continue
            place, free = self.place[vehicle]
            if place == following.orders.site:
                self.at_site(at, vehicle)
            else:
                way = self.comes[following.id, vehicle]
                self.later(max(at, free), self.send_empty, vehicle, way, following)
