"""A simulated day at the sites: vehicles come, people are called forward and board, convoys leave or are held."""

from __future__ import annotations

from safeconduct.model.movement import Boarded, Breakdown, CalledForward, Departed
from safeconduct.run.tally import ZERO, needs, sub
from safeconduct.stress.hours import Cause, Hours, Trip, together
from safeconduct.stress.programme import Run, Seat, Way


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

    def wanted(self, run: Run) -> list[Seat]:
        """The seats of a run whose vehicles are still to be had."""
        missed = self.missed.get(run.id, ())
        return [seat for seat in run.seats if seat.vehicle not in self.gone and seat.vehicle not in missed]

    def look(self, at: float, run: Run) -> None:
        """Begin a run once every vehicle of it that is still to be had is there, and the crossings it waits for are
        over."""
        if run.id in self.begun:
            return
        wanted = self.wanted(run)
        if not wanted:
            self.begun.add(run.id)
            self.lose_run("vehicle")
            self.finished(at, run)
        elif all(seat.vehicle in self.there[run.id] for seat in wanted):
            if self.over.issuperset(run.after):
                self.begin(at, run)
            else:  # those who are across by then leave with the last run that can be in time
                boards = max(seat.after + seat.boards for seat in wanted)
                self.later(max(at, self.latest(at, run) - (run.arrive - run.depart) - boards), self.begin, run)

    def begin(self, at: float, run: Run) -> None:
        """The vehicles are there: people can be called once the run's time has come."""
        if run.id not in self.begun:
            self.begun.add(run.id)
            starts = self.fortune.corridors[run.orders.corridor].starts
            self.later(max(at, run.board, starts), self.call, run)

    def finished(self, at: float, run: Run) -> None:
        """A run is over; those that waited for it look again."""
        self.over.add(run.id)
        for other in self.waits_for.get(run.id, ()):
            self.look(at, other)

    def lose(self, at: float, vehicle: str) -> None:
        """A vehicle is out for the day: a spare one takes its place, or nobody boards it on its later runs."""
        following = self.next_run(vehicle)
        if following is None or self.relieve(at, vehicle, following):
            if following is None:
                self.gone.add(vehicle)
            return
        self.gone.add(vehicle)
        for run in self.mine[vehicle]:
            if run.id not in self.begun:
                self.tell(at, Breakdown(convoy=run.id, vehicle=vehicle))
        for run in self.mine[vehicle]:
            self.look(at, run)

    def relieve(self, at: float, vehicle: str, following: Run) -> bool:
        """Send a spare vehicle of the class, with its crew, to drive under the lost one's name from its next run on."""
        kind = vehicle.rpartition("-")[0]
        spares, used = self.programme.spares.get(kind), self.spares_used.get(kind, 0)
        if spares is None or following.orders.site not in spares.ways:
            return False
        for number in range(used, len(spares.names)):
            self.spares_used[kind] = number + 1
            if spares.names[number] not in self.fortune.absent:
                self.crews.relieved(vehicle)
                way, since = spares.ways[following.orders.site], max(at, spares.free)
                if way is None:
                    self.later(since, self.at_site, vehicle)
                else:
                    self.later(since, self.send_empty, vehicle, way, following)
                return True
        return False

    def send_empty(self, at: float, vehicle: str, way: Way, to: Run) -> None:
        """An empty vehicle sets out (``stress.on_road``)."""
        raise NotImplementedError

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

    def on_duty(self, at: float, run: Run, seats: list[Seat]) -> list[Seat]:
        """The seats whose crews can still be unloaded before their day is over; who has people aboard goes on."""
        carried, away = self.carrying.get(run.id, {}), run.arrive - run.depart + run.unload
        return [s for s in seats if s.vehicle in carried or at + s.boards + away <= self.crews.ends(s.vehicle)]

    def call(self, at: float, run: Run) -> None:
        """Call people forward for a run whose vehicles are there, as many as it seats, and board them bay by bay."""
        ready = self.clocks[run.orders.corridor].open_from(at)
        carried = self.carrying.get(run.id, {})
        if self.programme.crews:
            rested = [self.crews.ready(s.vehicle, at, run.drives) for s in run.seats if s.vehicle not in carried]
            ready = max([ready, *rested])
        if ready > at:
            self.later(ready, self.call, run)
            return
        seats = self.wanted(run)
        if not seats:
            self.hold(at, run, seats, "vehicle")
            return
        if self.programme.crews and not (seats := self.on_duty(at, run, seats)):
            self.hold(at, run, self.wanted(run), "crew")
            return
        cause = self.barred(at, run, max(seat.after + seat.boards for seat in seats))
        if cause is not None:
            self.hold(at, run, seats, cause)
            return
        trip = Trip(run=run, seats=seats)
        groups = (*run.groups, *self.guests.get((run.orders.site, run.orders.reception), ()))
        for seat in seats:
            before = carried.get(seat.vehicle)
            places = seat.places if before is None else sub(seat.places, self.aboard(before.run))
            load = self.pool.take(run.orders.site, groups, seat.planned, places)
            if load:
                trip.loads[seat.vehicle] = load
        called = together(self.pool.persons(load) for load in trip.loads.values())
        if called != ZERO:
            self.tell(at, CalledForward(convoy=run.id, persons=needs(called)))
        elif not carried:
            self.hold(at, run, seats, "nobody")
            return
        self.called(at, trip)
        self.later(max(self.boarded_by(at, trip), run.depart), self.depart, trip)

    def called(self, at: float, trip: Trip) -> None:
        """People come to board (``stress.change_over``)."""

    def not_gone(self, trip: Trip) -> None:
        """People who were called do not leave (``stress.change_over``)."""

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
        """A run that must not leave: its vehicles stay for the next one from here, or drive on empty to the stop
        after this one; who is in them from stops before is brought back."""
        self.lose_run(cause)
        carried = self.carrying.pop(run.id, {})
        for trip in carried.values():
            self.bring_back(at, trip, cause)
        free = [seat for seat in seats if seat.vehicle not in carried]
        if run.onward and not any(road in self.reported for road, _ in run.way.roads):
            for seat in free:
                following = self.next_run(seat.vehicle)
                if following is not None and seat.vehicle not in self.gone:
                    self.later(at, self.send_empty, seat.vehicle, run.way, following)
        else:
            self.stay(at, run, free, again=cause == "road")
        self.finished(at, run)

    def bring_back(self, at: float, trip: Trip, cause: Cause) -> None:
        """People in a vehicle at a stop go back to their site (``stress.on_road``)."""
        raise NotImplementedError

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
            else:
                self.miss(at, seat.vehicle)
        if idle and again and not run.lands:
            self.idle(at, run, idle, False)

    def idle(self, at: float, run: Run, seats: list[Seat], there: bool) -> None:
        """Vehicles that have no run left, at the site or (``there``) at the reception: fixed orders leave them so."""

    def miss(self, at: float, vehicle: str) -> None:
        """A vehicle that does not come to its later runs; others of the same convoys go without it."""
        for run in self.mine[vehicle]:
            if run.id not in self.begun:
                self.missed.setdefault(run.id, set()).add(vehicle)
                self.look(at, run)

    def depart(self, at: float, trip: Trip) -> None:
        """Leave, unless something has come between."""
        run, corridor = trip.run, trip.run.orders.corridor
        leaves = self.clocks[corridor].open_from(at)
        if run.leads_out:
            leaves = self.escorts.may_leave(corridor, leaves)
        if leaves > at:
            self.later(leaves, self.depart, trip)
            return
        cause = self.barred(at, run, 0.0)
        if cause is not None:
            self.not_gone(trip)
            for load in trip.loads.values():
                self.pool.put_back(load)
            self.hold(at, run, trip.seats, cause)
            return
        if not self.is_led(trip):
            return
        if run.leads_out:
            self.escorts.left(corridor, at)
        self.board(at, trip)
        self.tell(at, Departed(convoy=run.id, persons=needs(self.aboard(run))))
        self.course.sent += run.leads_out
        self.set_out(at, trip)

    def is_led(self, trip: Trip) -> bool:
        """Whether a convoy has the escort it needs; else it waits for one."""
        if not trip.run.leads_out or not self.escorts.needed(len(trip.seats)):
            return True
        trip.led = self.escorts.take()
        if not trip.led:
            self.unled.append(trip)
        return trip.led

    def board(self, at: float, trip: Trip) -> None:
        """Everybody who was called takes a place."""
        for vehicle, load in trip.loads.items():
            self.tell(at, Boarded(convoy=trip.run.id, vehicle=vehicle, persons=needs(self.pool.persons(load))))

    def set_out(self, at: float, trip: Trip) -> None:
        """On the road (``stress.on_road``)."""
        raise NotImplementedError
