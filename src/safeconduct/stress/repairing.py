"""A simulated day on which the rest is planned anew when the plan no longer holds, a few times a day at most.

What can make it so: a road is found closed, a vehicle is lost, a window changes. Runs for which people have been called
go on as ordered; for all others ``stress.rest_of_day`` asks the planner, from where everybody is then. Vehicles that
have no run left afterwards roll on (``stress.rolling``).
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Mapping
from dataclasses import replace

from safeconduct.model.control import PlanReplaced
from safeconduct.model.movement import Reason
from safeconduct.run.tally import total
from safeconduct.stress.fortune import Fortune
from safeconduct.stress.hours import Cause, Trip
from safeconduct.stress.luck import Luck
from safeconduct.stress.pool import persons_of
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme, Run, Seat, Way
from safeconduct.stress.rest_of_day import planned_rest
from safeconduct.stress.runs_anew import RunsAnew
from safeconduct.stress.standing import Standing

#: The rest of a day is planned anew at most so often, and so many minutes apart.
MOST, APART = 3, 30.0


class Repairing(Standing):
    """The day with repairs."""

    def __init__(self, programme: Programme, priors: Priors, luck: Luck, fortune: Fortune, keep: bool) -> None:
        super().__init__(programme, priors, luck, fortune, keep)
        self.called_for: set[str] = set()
        self.cancelled: set[str] = set()
        self.lost_already: set[str] = set()
        self.asked = False
        self.repaired_at = -math.inf

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
        """So is a road that is closed."""
        super().turn_back(at, trip, driven, reason, cause)
        if reason is Reason.ROAD:
            self.ask(at)

    def called(self, at: float, trip: Trip) -> None:
        """From now on this run stands as ordered."""
        self.called_for.add(trip.run.id)
        super().called(at, trip)

    def call(self, at: float, run: Run) -> None:
        """People are called for a run that still stands in the orders."""
        if run.id not in self.cancelled:
            super().call(at, run)

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
        anew = planned_rest(situation, self.as_it_is(at))
        if anew is not None and anew.plan.days:
            made = RunsAnew(self.programme, anew, self.course.repairs, self.pool.group_of)
            new, old = made.runs(), self.still_to_come()
            if self.promised(at, new) > self.promised(at, old.values()):
                self.take_over(at, old, new, made.comes())
        self.course.repair_seconds += time.process_time() - started

    def still_to_come(self) -> dict[str, Run]:
        """Runs for which nobody has been called, but for those people are brought to from a stop before, and for
        crossings where those are not planned anew."""
        every = {run.id: run for runs in self.mine.values() for run in runs}
        kept, onward = set(self.called_for), [every[name].onward for name in self.called_for]
        while onward:
            name = onward.pop()
            if name and name not in kept:
                kept.add(name)
                onward.append(every[name].onward)
        if not self.ferries:
            kept |= {run.id for run in self.crossings}
        return {name: run for name, run in every.items() if name not in kept | self.cancelled}

    def promised(self, at: float, runs: Collection[Run]) -> int:
        """Persons on runs that can still be driven, no more from any place than wait there or are brought there."""
        at_place: dict[str, int] = {}
        brought: dict[str, int] = {}
        for run in runs:
            begins = max(at, run.board)
            if run.id in self.lost_already or self.barred(begins, run, run.depart - run.board) is not None:
                continue
            planned = sum(self.planned_for(seat) for seat in self.wanted(run))
            if run.lands:
                brought[run.orders.reception] = brought.get(run.orders.reception, 0) + planned
            else:
                at_place[run.orders.site] = at_place.get(run.orders.site, 0) + planned
        waits = self.persons_waiting()
        return sum(min(planned, waits.get(place, 0) + brought.get(place, 0)) for place, planned in at_place.items())

    def planned_for(self, seat: Seat) -> int:
        """Persons planned for a vehicle, as far as it has places."""
        households = (persons_of({profile: n}, self.programme.members) for _, profile, n in seat.planned)
        return min(total(seat.places), sum(map(total, households)))

    def take_over(self, at: float, old: dict[str, Run], new: list[Run], comes: Mapping[tuple[str, str], Way]) -> None:
        """The new orders take the place of those that nobody was called for."""
        self.cancelled |= old.keys()
        self.begun |= old.keys()
        self.comes |= comes
        kept = tuple(convoy for convoy in self.orders.convoys if convoy.id not in old)
        self.orders = replace(self.orders, convoys=(*kept, *(run.orders for run in new)))
        self.tell(at, PlanReplaced(orders=self.orders))
        for run in self.after_those_afloat(new):
            self.there[run.id] = set()
            self.crossings += [run] if run.lands else []
            for name in run.after:
                self.waits_for.setdefault(name, []).append(run)
            for seat in run.seats:
                self.mine.setdefault(seat.vehicle, []).append(run)
                self.sets_foot(at, run, seat)
        for run in old.values():
            if run.lands:
                self.finished(at, run)
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
