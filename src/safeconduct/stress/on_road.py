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
from safeconduct.stress.change_over import ChangeOver
from safeconduct.stress.fortune import consent
from safeconduct.stress.hours import Cause, Trip
from safeconduct.stress.pool import Load, fitting
from safeconduct.stress.programme import Run, Way
from safeconduct.stress.shapes import binomial


class OnRoad(ChangeOver):
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
        for seat in () if trip.run.afoot else trip.seats:
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
        corridor = trip.run.orders.corridor
        reached = self.clocks[corridor].after(at, self.after_dusk(at, corridor, (minute - driven) * trip.factor))
        if kind == "end":
            self.later(reached, self.meet_end, trip)
        else:
            self.later(reached, getattr(self, f"meet_{kind}"), trip, mark, what)

    def after_dusk(self, at: float, corridor: str, minutes: float) -> float:
        """Minutes of driving from a minute on; those after the last allowed arrival take longer."""
        light = self.programme.corridors[corridor].latest - at
        return minutes if minutes <= light else minutes + (minutes - max(0.0, light)) * (self.fortune.night - 1)

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
        if run.onward:
            trip.limps.append(vehicle)  # another takes them on to the reception, under the same name
        else:
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
        vehicles, persons = len(trip.loads.keys() | trip.brought.keys()), total(self.aboard(trip.run))
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

    def turn_back(self, at: float, trip: Trip, driven: float, reason: Reason, cause: Cause = "") -> None:
        """Back to the site, as long as it took to come here."""
        trip.turned = reason
        self.tell(at, TurnedBack(convoy=trip.run.id, reason=reason))
        self.lose_run(cause or ("road" if reason is Reason.ROAD else "refused"))
        back = self.clocks[trip.run.orders.corridor].after(at, driven * trip.factor)
        self.later(back, self.return_home, trip, 2 * driven * trip.factor)

    def bring_back(self, at: float, trip: Trip, cause: Cause) -> None:
        """From the stop to which they were taken, people go back to where they boarded."""
        reason = {"road": Reason.ROAD, "window": Reason.WINDOW}.get(cause, Reason.OTHER)
        self.turn_back(at, trip, trip.run.way.minutes, reason, cause)

    def return_home(self, at: float, trip: Trip, driven: float) -> None:
        """Everybody who is still aboard is at the site again."""
        run, aboard = trip.run, self.aboard(trip.run)
        if aboard != ZERO:
            self.tell(at, Returned(convoy=run.id, persons=needs(aboard), reason=trip.turned))
        if self.course.diary.state.convoys[run.id].detained == ZERO:
            for load in trip.loads.values():
                self.pool.set_down(load, run.orders.site)
            for load in trip.brought.values():
                self.welcome(run, load)
        self.tell(at, ConvoyClosed(convoy=run.id))
        self.ended(at, trip, driven, at)
        self.stay(at, run, trip.seats, again=True)
        self.finished(at, run)

    def welcome(self, run: Run, load: Load) -> None:
        """Households of another site wait here now, for the reception they were bound for."""
        self.pool.set_down(load, run.orders.site)
        key = run.orders.site, run.orders.reception
        of = (self.pool.group_of[name] for name, _ in load)
        self.guests[key] = tuple(dict.fromkeys((*self.guests.get(key, ()), *of)))

    def ended(self, at: float, trip: Trip, driven: float, stands: float) -> None:
        """A run has set its people down: crews have driven so long, the escort goes back, broken vehicles drop out."""
        for seat in trip.seats:
            self.crews.drove(seat.vehicle, driven, stands)
        if trip.led:
            self.later(self.escorts.back_at(at), self.escort_back)
        for vehicle in trip.limps:
            self.lose(at, vehicle)

    def escort_back(self, at: float) -> None:
        """An escort is there again; the convoy that waits longest for one leaves."""
        self.escorts.back()
        if self.unled:
            self.depart(at, self.unled.popleft())

    def meet_end(self, at: float, trip: Trip) -> None:
        """At the reception: people get off, vehicles that have another run turn round."""
        run = trip.run
        if run.onward:
            self.crews.drove(trip.seats[0].vehicle, run.way.minutes * trip.factor, at)
            self.stop_over(at, trip)
            return
        if not run.lands:
            self.get_out(at, trip)
        elif not self.land(at, trip):
            return
        self.ended(at, trip, run.way.minutes * trip.factor, at + run.unload)
        idle = []
        for seat in trip.seats:
            following = self.next_run(seat.vehicle)
            if seat.vehicle in self.gone:
                continue
            if seat.back is not None and following is not None:
                self.later(at + run.unload, self.send_empty, seat.vehicle, seat.back, following)
            elif following is None:
                idle.append(seat)
        if idle and not run.lands:
            self.later(at + run.unload, self.idle, run, idle, True)

    def get_out(self, at: float, trip: Trip) -> None:
        """Everybody aboard is out."""
        run, aboard = trip.run, self.aboard(trip.run)
        if aboard != ZERO:
            self.tell(at, Arrived(convoy=run.id, persons=needs(aboard)))
            self.course.arrivals.append((at, total(aboard)))
            if at > self.latest(at, run):
                self.course.late += total(aboard)
        self.tell(at, ConvoyClosed(convoy=run.id))

    def send_empty(self, at: float, vehicle: str, way: Way, to: Run) -> None:
        """Set out empty, after the halt that is due."""
        ready = self.crews.ready(vehicle, at, way.minutes)
        if ready > at:
            self.later(ready, self.send_empty, vehicle, way, to)
        else:
            self.drive_empty(at, vehicle, way, to, 0, 0.0)

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
            self.crews.drove(vehicle, now * self.road_factor, reached)
            self.later(reached, self.at_site, vehicle)

    def queue_empty(self, at: float, vehicle: str, way: Way, to: Run, stage: int, driven: float) -> None:
        """An empty vehicle at a station."""
        station = way.stages[stage].station
        assert station is not None
        passed = self.queues[station].empty(at, self.clocks[to.orders.corridor])
        if stage + 1 < len(way.stages):
            self.later(passed, self.drive_empty, vehicle, way, to, stage + 1, driven)
        else:
            self.crews.drove(vehicle, driven * self.road_factor, passed)
            self.later(passed, self.at_site, vehicle)
