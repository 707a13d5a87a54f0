"""A simulated day at the sites: vehicles come, people are called forward and board, convoys leave or are held."""

from __future__ import annotations

from safeconduct.model.movement import Boarded, Breakdown, CalledForward, Departed
from safeconduct.run.tally import ZERO, needs
from safeconduct.stress.hours import Cause, Hours, Trip, together
from safeconduct.stress.programme import Run, Seat


class AtSite(Hours):
    """The day as it is seen from the sites."""

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
        for run in self.mine[vehicle]:
            self.look(at, run)

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
        called = together(self.pool.persons(load) for load in trip.loads.values())
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
        self.stay(at, run, seats, again=cause == "road")

    def stay(self, at: float, run: Run, seats: list[Seat], *, again: bool) -> None:
        """The vehicles of a run that did not leave, or came back, wait for their next one from here; those without
        one are idle when it makes sense to send them ``again``."""
        idle = []
        for seat in seats:
            following = self.next_run(seat.vehicle)
            if seat.vehicle in self.gone:
                continue
            if following is not None and following.orders.site == run.orders.site:
                self.at_site(at, seat.vehicle)
            elif following is None:
                idle.append(seat)
        if idle and again:
            self.idle(at, run, idle, False)

    def idle(self, at: float, run: Run, seats: list[Seat], there: bool) -> None:
        """Vehicles that have no run left, at the site or (``there``) at the reception: fixed orders leave them so."""

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
        self.set_out(at, trip)

    def set_out(self, at: float, trip: Trip) -> None:
        """On the road (``stress.on_road``)."""
        raise NotImplementedError
