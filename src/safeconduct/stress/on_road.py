"""A simulated day on the road: closed roads, breakdowns, queues, screening, arrivals, empty vehicles."""

from __future__ import annotations

import math
from collections.abc import Iterator

from safeconduct.model.control import ConvoyClosed, RoadReported
from safeconduct.model.movement import (
    Arrived,
    Breakdown,
    Detained,
    PassedPoint,
    Reason,
    Returned,
    Transferred,
    TurnedBack,
)
from safeconduct.model.place import RoadState
from safeconduct.run.tally import ZERO, first, needs, sub, total
from safeconduct.stress.at_site import AtSite
from safeconduct.stress.fortune import consent
from safeconduct.stress.hours import Trip
from safeconduct.stress.pool import fitting
from safeconduct.stress.programme import Run, Way
from safeconduct.stress.shapes import binomial


class OnRoad(AtSite):
    """The day as it is seen from the road."""

    def set_out(self, at: float, trip: Trip) -> None:
        """Leave the site: what the run will meet is settled now, when it meets it is not."""
        trip.factor = self.road_factor * self.priors.draw(self.luck, "driving.run", trip.run.id)
        trip.marks = sorted(self.marks(trip))
        self.go_on(at, trip, 0, 0.0)

    def marks(self, trip: Trip) -> Iterator[tuple[float, int, str, str]]:
        """What the run will meet, by minute of driving: roads that are lost today, breakdowns, stations, the end."""
        way = trip.run.way
        for road, minute in way.roads:
            if road in self.fortune.lost:
                yield minute, 0, "road", road
        for seat in trip.seats:
            minute = self.breaks(seat.vehicle, trip.run.id, trip.factor)
            if minute < way.minutes:
                yield minute, 1, "break", seat.vehicle
        minute = 0.0
        for stage in way.stages:
            minute += stage.minutes
            # a station at the very end is passed before the arrival
            yield (minute, 2, "station", stage.station) if stage.station else (minute, 3, "end", "")

    def breaks(self, vehicle: str, run: str, factor: float) -> float:
        """The minute of (planned) driving at which a vehicle breaks down on a run; infinite when it does not."""
        hours = self.priors.draw(self.luck, "breakdown", f"{vehicle} {run}")
        return hours * 60 / factor if factor > 0 else math.inf

    def go_on(self, at: float, trip: Trip, mark: int, driven: float) -> None:
        """Drive to the next thing the run meets."""
        minute, _, kind, what = trip.marks[mark]
        reached = self.clocks[trip.run.orders.corridor].after(at, (minute - driven) * trip.factor)
        self.later(reached, getattr(self, f"meet_{kind}"), trip, mark, what)

    def meet_road(self, at: float, trip: Trip, mark: int, road: str) -> None:
        """A road that is lost today: closed by now, or still to be passed."""
        minute = trip.marks[mark][0]
        if at < self.fortune.lost[road]:
            self.go_on(at, trip, mark + 1, minute)
            return
        if road not in self.reported:
            self.reported.add(road)
            self.tell(at, RoadReported(road=road, state=RoadState.CLOSED, confirmed=True))
        self.turn_back(at, trip, minute, Reason.ROAD)

    def meet_break(self, at: float, trip: Trip, mark: int, vehicle: str) -> None:
        """A vehicle breaks down: its people change into free places of the convoy, or wait for another."""
        run, minute = trip.run, trip.marks[mark][0]
        self.tell(at, Breakdown(convoy=run.id, vehicle=vehicle))
        self.lose(at, vehicle)
        if not self.change_over(at, trip, vehicle):
            at += self.priors.draw(self.luck, "breakdown.recovery", f"{vehicle} {run.id}")
        self.later(at, self.go_on, trip, mark + 1, minute)

    def change_over(self, at: float, trip: Trip, vehicle: str) -> bool:
        """Move the people of a broken vehicle into one other vehicle of the convoy, when one has the places."""
        convoy = self.course.diary.state.convoys[trip.run.id]
        load = convoy.loads.get(vehicle, ZERO)
        if load == ZERO:
            return True
        for seat in trip.seats:
            if seat.vehicle in convoy.broken:
                continue
            if fitting(load, sub(seat.places, convoy.loads.get(seat.vehicle, ZERO))):
                moved = Transferred(
                    convoy=trip.run.id,
                    vehicle=vehicle,
                    to_convoy=trip.run.id,
                    to_vehicle=seat.vehicle,
                    persons=needs(load),
                )
                self.tell(at, moved)
                return True
        return False

    def meet_station(self, at: float, trip: Trip, mark: int, station: str) -> None:
        """Queue, and pass."""
        vehicles, persons = len(trip.loads), total(self.aboard(trip.run))
        clock = self.clocks[trip.run.orders.corridor]
        screens = self.programme.stations[station].screens
        own = self.priors.draw(self.luck, "screening.run", f"{trip.run.id} {station}") if screens else 1.0
        start, done = self.queues[station].loaded(at, vehicles, persons, clock, own)
        if start > at + 1:
            self.tell(at, PassedPoint(convoy=trip.run.id, point=station, standing=True))
        self.later(done, self.pass_station, trip, mark, station)

    def pass_station(self, at: float, trip: Trip, mark: int, station: str) -> None:
        """Through, with everybody, with some held, or not at all."""
        run, minute = trip.run, trip.marks[mark][0]
        if self.programme.stations[station].screens:
            agreed = self.programme.corridors[run.orders.corridor].agreed
            if self.priors.draw(self.luck, f"screening.refused.{consent(agreed)}", f"{run.id} {station}") > 0:
                self.turn_back(at, trip, minute, Reason.REFUSED)
                return
            aboard = self.aboard(run)
            held = binomial(total(aboard), self.fortune.held[station], self.luck.number(f"held {run.id} {station}"))
            if held:
                self.tell(at, Detained(convoy=run.id, persons=needs(first(aboard, held)), point=station))
        self.tell(at, PassedPoint(convoy=run.id, point=station))
        self.go_on(at, trip, mark + 1, minute)

    def turn_back(self, at: float, trip: Trip, driven: float, reason: Reason) -> None:
        """Back to the site, as long as it took to come here."""
        trip.turned = reason
        self.tell(at, TurnedBack(convoy=trip.run.id, reason=reason))
        self.lose_run("road" if reason is Reason.ROAD else "refused")
        back = self.clocks[trip.run.orders.corridor].after(at, driven * trip.factor)
        self.later(back, self.return_home, trip)

    def return_home(self, at: float, trip: Trip) -> None:
        """Everybody who is still aboard is at the site again."""
        run, aboard = trip.run, self.aboard(trip.run)
        if aboard != ZERO:
            self.tell(at, Returned(convoy=run.id, persons=needs(aboard), reason=trip.turned))
        if self.course.diary.state.convoys[run.id].detained == ZERO:
            for load in trip.loads.values():
                self.pool.put_back(load)
        self.tell(at, ConvoyClosed(convoy=run.id))
        self.stay(at, run, trip.seats, again=True)

    def meet_end(self, at: float, trip: Trip, mark: int, what: str) -> None:
        """At the reception: people get off, vehicles that have another run turn round."""
        run, aboard = trip.run, self.aboard(trip.run)
        if aboard != ZERO:
            self.tell(at, Arrived(convoy=run.id, persons=needs(aboard)))
            self.course.arrivals.append((at, total(aboard)))
            if at > self.latest(at, run):
                self.course.late += total(aboard)
        self.tell(at, ConvoyClosed(convoy=run.id))
        idle = []
        for seat in trip.seats:
            following = self.next_run(seat.vehicle)
            if seat.vehicle in self.gone:
                continue
            if seat.back is not None and following is not None:
                self.later(at + run.unload, self.drive_empty, seat.vehicle, seat.back, following, 0, 0.0)
            elif following is None:
                idle.append(seat)
        if idle:
            self.later(at + run.unload, self.idle, run, idle, True)

    def drive_empty(self, at: float, vehicle: str, way: Way, to: Run, stage: int, driven: float) -> None:
        """Drive a stage of an empty way; a closed road or a breakdown ends the vehicle's day."""
        clock, part = self.clocks[to.orders.corridor], way.stages[stage]
        reached = clock.after(at, part.minutes * self.road_factor)
        now = driven + part.minutes
        met = any(
            self.fortune.lost.get(road, math.inf) <= reached
            for road, at_minute in way.roads
            if driven <= at_minute < now
        )
        if met or driven <= self.breaks(vehicle, f"empty to {to.id}", self.road_factor) < now:
            self.later(reached, self.lose, vehicle)
            return
        if part.station is not None:
            self.later(reached, self.queue_empty, vehicle, way, to, stage, now)
        elif stage + 1 < len(way.stages):
            self.later(reached, self.drive_empty, vehicle, way, to, stage + 1, now)
        else:
            self.later(reached, self.at_site, vehicle)

    def queue_empty(self, at: float, vehicle: str, way: Way, to: Run, stage: int, driven: float) -> None:
        """An empty vehicle at a station."""
        station = way.stages[stage].station
        assert station is not None
        passed = self.queues[station].empty(at, self.clocks[to.orders.corridor])
        if stage + 1 < len(way.stages):
            self.later(passed, self.drive_empty, vehicle, way, to, stage + 1, driven)
        else:
            self.later(passed, self.at_site, vehicle)
