"""One simulated day: discrete events in time order, under the rules the real day is run by.

People are called forward for a convoy that is there, never more than it seats; nobody departs before the corridor lets
the first one go, during a stop, onto a road known closed, or too late to arrive in time; a convoy that meets a closed
road or is refused turns back with everybody aboard. What happens is told as events (``stress.diary``) and folded by
``run.state``: whoever is counted here is counted by the code of the real day.

Fixed orders: convoys run as planned, at the planned minute or later, with the vehicles that are left. The orders are
never changed; what a dispatcher could still save is not in the figures.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from safeconduct.model.control import (
    Aborted,
    ConvoyClosed,
    DayOpened,
    Resumed,
    ResumeProposed,
    RoadReported,
    Suspended,
    WindowChanged,
)
from safeconduct.model.movement import (
    Arrived,
    Boarded,
    Breakdown,
    CalledForward,
    CrowdCounted,
    Declined,
    Departed,
    Detained,
    PassedPoint,
    Reason,
    Returned,
    Transferred,
    TurnedBack,
)
from safeconduct.model.place import RoadState
from safeconduct.run.tally import ZERO, Count, add, count, first, needs, sub, total
from safeconduct.stress.diary import SECOND, Diary
from safeconduct.stress.fortune import Fortune, consent, fortune_of
from safeconduct.stress.luck import Luck
from safeconduct.stress.pool import Load, Pool, fitting, persons_of
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme, Run, Seat, Way
from safeconduct.stress.shapes import binomial
from safeconduct.stress.stations import Clockwork, Queue

#: Why a planned run never left, or did not arrive.
Cause = str


@dataclass(slots=True)
class Trip:
    """A run under way: the seats that go, who is in each vehicle, and what it will meet by minute of driving."""

    run: Run
    seats: list[Seat] = field(default_factory=list)
    loads: dict[str, Load] = field(default_factory=dict)
    marks: list[tuple[float, int, str, str]] = field(default_factory=list)
    factor: float = 1.0
    turned: Reason = Reason.OTHER


@dataclass(slots=True)
class Course:
    """What came of a day: the diary, arrivals as (minute, persons), those in after the last allowed arrival, and why
    runs did not arrive."""

    diary: Diary
    arrivals: list[tuple[float, int]] = field(default_factory=list)
    late: int = 0
    lost_runs: dict[Cause, int] = field(default_factory=dict)
    sent: int = 0


def play(programme: Programme, priors: Priors, luck: Luck, *, keep: bool = False) -> Course:
    """Play a day to its end.

    Args:
        programme: The plan's programme.
        priors: What may go wrong.
        luck: The day.
        keep: Whether the events are kept in ``course.diary.events``.
    """
    return _Day(programme, priors, luck, fortune_of(programme, priors, luck), keep).play()


class _Day:
    """The day under way. Every method that takes ``at`` runs at that minute."""

    def __init__(self, programme: Programme, priors: Priors, luck: Luck, fortune: Fortune, keep: bool) -> None:
        self.programme, self.priors, self.luck, self.fortune = programme, priors, luck, fortune
        self.course = Course(diary=Diary(f"simulated {luck.seed}/{luck.index}", programme.opens, keep=keep))
        self.tell = self.course.diary.tell
        self.agenda: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self.number = 0
        self.pool = Pool(fortune.come, programme.members)
        self.clocks = {name: Clockwork(corridor.pauses) for name, corridor in fortune.corridors.items()}
        self.queues = {
            name: Queue(station, fortune.slow.get(name, 1.0)) for name, station in programme.stations.items()
        }
        self.bays: dict[tuple[str, int], float] = {}
        self.reported: set[str] = set()
        self.gone: set[str] = set()
        self.mine: dict[str, list[Run]] = {}
        for run in programme.runs:
            for seat in run.seats:
                self.mine.setdefault(seat.vehicle, []).append(run)
        self.there: dict[str, set[str]] = {run.id: set() for run in programme.runs}
        self.begun: set[str] = set()
        self.road_factor = fortune.weather * fortune.driving

    # --- the agenda -------------------------------------------------------------------------------------------------

    def later(self, at: float, do: Callable[..., None], *what: Any) -> None:
        """Put something on the agenda."""
        self.number += 1
        heapq.heappush(self.agenda, (at, self.number, do, what))

    def play(self) -> Course:
        """Open the day and do what is on the agenda until nothing is."""
        self.open()
        while self.agenda:
            at, _, do, what = heapq.heappop(self.agenda)
            do(at, *what)
        return self.course

    def open(self) -> None:
        """The day opens; the crowd is counted, those who do not come say so; vehicles set out."""
        programme, members = self.programme, self.programme.members
        self.tell(0.0, DayOpened(mode="exercise", orders=programme.orders))
        claimed = {site.id: count(site.people) for site in programme.orders.sites}
        for site, people in claimed.items():
            groups = [one.group for one in programme.people if one.site == site]
            there = _sum(persons_of(self.fortune.present[group], members) for group in groups)
            coming = _sum(persons_of(self.fortune.come[group], members) for group in groups)
            if there != people:
                self.tell(0.0, CrowdCounted(site=site, waiting=needs(there)))
            if there != coming:
                self.tell(0.0, Declined(site=site, persons=needs(sub(there, coming))))
        for name, corridor in self.fortune.corridors.items():
            self._corridor(name, corridor.changed_at)
        for vehicle, start in programme.starts.items():
            if vehicle in self.fortune.absent:
                self.later(0.0, self.lose, vehicle)
            elif start.way is None:
                self.later(start.free, self.at_site, vehicle)
            else:
                self.later(start.free, self.drive_empty, vehicle, start.way, self.mine[vehicle][0], 0, 0.0)

    def _corridor(self, name: str, changed_at: float | None) -> None:
        corridor, facts = self.fortune.corridors[name], self.programme.corridors[name]
        if corridor.withdrawn:
            self.later(max(0.0, facts.opens), self.withdraw, name)
            return
        if changed_at is not None:
            self.later(max(0.0, changed_at), self.change_window, name)
        for since, until in corridor.pauses:
            self.later(since, self.stop, name, until)

    def withdraw(self, at: float, corridor: str) -> None:
        """Nobody leaves by it any more."""
        self.tell(at, Aborted(corridor=corridor, reason=Reason.SAFETY))

    def change_window(self, at: float, corridor: str) -> None:
        """The window closes at another minute."""
        closes = self.course.diary.instant(self.fortune.corridors[corridor].closes)
        self.tell(at, WindowChanged(corridor=corridor, closes=closes))

    def stop(self, at: float, corridor: str, until: float) -> None:
        """Everything on the corridor stands; two people lift the stop."""
        name = self.tell(at, Suspended(corridor=corridor, reason=Reason.SAFETY))
        self.later(until, self.resume, name)

    def resume(self, at: float, stop: Any) -> None:
        """One proposes, another seconds."""
        proposal = self.tell(at, ResumeProposed(stops=(stop,)))
        self.tell(at, Resumed(proposal=proposal, proposed_by="dispatcher", stops=(stop,)), role=SECOND)

    # --- at the site ------------------------------------------------------------------------------------------------

    def at_site(self, at: float, vehicle: str) -> None:
        """A vehicle stands at the site of its next run."""
        run = self.next_run(vehicle)
        if run is not None:
            self.there[run.id].add(vehicle)
            self.look(at, run)

    def next_run(self, vehicle: str) -> Run | None:
        """The first of a vehicle's runs that has not begun."""
        return next((run for run in self.mine[vehicle] if run.id not in self.begun), None)

    def look(self, at: float, run: Run) -> None:
        """Begin a run once every vehicle of it that is still to be had is there."""
        wanted = [seat for seat in run.seats if seat.vehicle not in self.gone]
        if run.id in self.begun:
            return
        if not wanted:
            self.begun.add(run.id)
            self.lose_run("vehicle")
        elif all(seat.vehicle in self.there[run.id] for seat in wanted):
            self.begun.add(run.id)
            starts = self.fortune.corridors[run.orders.corridor].starts
            self.later(max(at, run.board, starts), self.call, run)

    def lose(self, at: float, vehicle: str) -> None:
        """A vehicle is out for the day: nobody boards it on its later runs."""
        self.gone.add(vehicle)
        for run in self.mine[vehicle]:
            if run.id not in self.begun:
                self.tell(at, Breakdown(convoy=run.id, vehicle=vehicle))
        following = self.next_run(vehicle)
        if following is not None:
            self.look(at, following)
            for run in self.mine[vehicle]:
                self.look(at, run)

    def lose_run(self, cause: Cause) -> None:
        """A planned run does not arrive."""
        self.course.lost_runs[cause] = self.course.lost_runs.get(cause, 0) + 1

    def barred(self, at: float, run: Run, boards: float) -> Cause | None:
        """Why a run must not leave after so many minutes of boarding."""
        corridor = self.fortune.corridors[run.orders.corridor]
        if corridor.withdrawn:
            return "withdrawn"
        if any(road in self.reported for road in run.orders.roads):
            return "road"
        if at + boards + (run.arrive - run.depart) > self.latest(at, run):
            return "window"
        return None

    def latest(self, at: float, run: Run) -> float:
        """The last allowed arrival as it is known at a minute."""
        corridor = self.fortune.corridors[run.orders.corridor]
        if corridor.changed_at is not None and at >= corridor.changed_at:
            return corridor.latest
        return self.programme.corridors[run.orders.corridor].latest

    def call(self, at: float, run: Run) -> None:
        """Call people forward for a run whose vehicles are there, as many as it seats, and board them bay by bay."""
        resumed = self.clocks[run.orders.corridor].open_from(at)
        if resumed > at:
            self.later(resumed, self.call, run)
            return
        seats = [seat for seat in run.seats if seat.vehicle not in self.gone]
        cause = (
            self.barred(at, run, max((seat.after + seat.boards for seat in seats), default=0.0)) if seats else "vehicle"
        )
        if cause is not None:
            self.hold(at, run, seats, cause)
            return
        trip = Trip(run=run, seats=seats)
        for seat in seats:
            load = self.pool.take(run.groups, seat.planned, seat.places)
            if load:
                trip.loads[seat.vehicle] = load
        called = _sum(self.pool.persons(load) for load in trip.loads.values())
        if called == ZERO:
            self.hold(at, run, seats, "nobody")
            return
        self.tell(at, CalledForward(convoy=run.id, persons=needs(called)))
        self.later(max(self.boarded_by(at, trip), run.depart), self.depart, trip)

    def boarded_by(self, at: float, trip: Trip) -> float:
        """When everybody is in, each vehicle in its bay, in the order of the plan."""
        site, done = trip.run.orders.site, at
        factor = self.priors.draw(self.luck, "loading", trip.run.id) * self.fortune.weather
        for seat in trip.seats:
            if seat.vehicle in trip.loads:
                begins = max(at + seat.after, self.bays.get((site, seat.bay), at))
                done = max(done, begins + seat.boards * factor)
                self.bays[site, seat.bay] = begins + seat.boards * factor
        return done

    def hold(self, at: float, run: Run, seats: list[Seat], cause: Cause) -> None:
        """A run that must not leave: its vehicles stay for the next one from here."""
        self.lose_run(cause)
        for seat in seats:
            following = self.next_run(seat.vehicle)
            if following is not None and following.orders.site == run.orders.site:
                self.at_site(at, seat.vehicle)

    # --- on the road ------------------------------------------------------------------------------------------------

    def depart(self, at: float, trip: Trip) -> None:
        """Leave, unless something has come between."""
        run = trip.run
        resumed = self.clocks[run.orders.corridor].open_from(at)
        if resumed > at:
            self.later(resumed, self.depart, trip)
            return
        cause = self.barred(at, run, 0.0)
        if cause is not None:
            for load in trip.loads.values():
                self.pool.put_back(load)
            self.hold(at, run, trip.seats, cause)
            return
        for vehicle, load in trip.loads.items():
            self.tell(at, Boarded(convoy=run.id, vehicle=vehicle, persons=needs(self.pool.persons(load))))
        self.tell(at, Departed(convoy=run.id, persons=needs(self.aboard(run))))
        self.course.sent += 1
        trip.factor = self.road_factor * self.priors.draw(self.luck, "driving.run", run.id)
        trip.marks = sorted(self.marks(trip))
        self.go_on(at, trip, 0, 0.0)

    def aboard(self, run: Run) -> Count:
        """Who is aboard, as the day's state has it."""
        return self.course.diary.state.convoys[run.id].aboard

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
            yield minute, 2, "station" if stage.station else "end", stage.station or ""

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
        start, done = self.queues[station].loaded(at, vehicles, persons, clock)
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
        for seat in trip.seats:
            following = self.next_run(seat.vehicle)
            if seat.vehicle not in self.gone and following is not None and following.orders.site == run.orders.site:
                self.at_site(at, seat.vehicle)

    def meet_end(self, at: float, trip: Trip, mark: int, what: str) -> None:
        """At the reception: people get off, vehicles that have another run turn round."""
        run, aboard = trip.run, self.aboard(trip.run)
        if aboard != ZERO:
            self.tell(at, Arrived(convoy=run.id, persons=needs(aboard)))
            self.course.arrivals.append((at, total(aboard)))
            if at > self.latest(at, run):
                self.course.late += total(aboard)
        self.tell(at, ConvoyClosed(convoy=run.id))
        for seat in trip.seats:
            following = self.next_run(seat.vehicle)
            if seat.back is not None and seat.vehicle not in self.gone and following is not None:
                self.later(at + run.unload, self.drive_empty, seat.vehicle, seat.back, following, 0, 0.0)

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


def _sum(counts: Iterator[Count]) -> Count:
    together = ZERO
    for one in counts:
        together = add(together, one)
    return together
