"""A trip that has begun and cannot go on as ordered: the way on that is done first, with those who are on board.

It waits before the next narrow place of its way; or, when it has passed none yet, goes back to where it boarded and
leaves by another way; or leaves out the stops that are still to come. In convoys (rule F17) it departs again only with
one that is ordered to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from safeconduct.model.fleet import FleetTrip, PickUp
from safeconduct.model.situation import VehicleClass
from safeconduct.plan.fleet.calendars import Run, passes_of
from safeconduct.plan.fleet.situated import type_of
from safeconduct.plan.fleet.standing import onward, way_of
from safeconduct.plan.fleet.trips import PickUps, TripTimes, pickups_of, trip_of

#: Bay, boarding [from, until), and the run after it.
Stretch = tuple[int, int, int, Run]
#: Minutes at which a loaded vehicle may depart from a site to a reception from a minute on; None: at any.
Departures = Callable[[str, str, int], Sequence[int] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A trip whose run of that ``number`` (from 0) cannot be driven as ordered at minute ``now``. Nothing of its
    vehicle happens before ``since``; it is at the site of that run from ``ready`` on, unless it has left."""

    kind: VehicleClass
    trip: FleetTrip
    number: int
    now: int
    since: int
    ready: int

    @property
    def run(self) -> PickUp | FleetTrip:
        """The run that cannot be driven."""
        return self.trip.runs[self.number]

    @property
    def boarding(self) -> tuple[int, int, int] | None:
        """Bay and minutes of the boarding before it, None when that is still to come and cannot be as ordered."""
        run = self.run
        if run.load_from >= self.now and run.load_from < max(self.since, self.ready):
            return None
        return run.bay, run.load_from, run.load_until


class WaysOn:
    """Every way on of one broken trip."""

    def __init__(self, times: TripTimes, broken: Broken, departures: Departures, receptions: Sequence[str]) -> None:
        self.times, self.broken, self.departures = times, broken, departures
        self.pickups = pickups_of(times.calendars, broken.trip)
        self.own = times.calendars.legs[broken.trip.leg].reception
        self.receptions = receptions
        self.before: list[Stretch] = [
            (run.bay, run.load_from, run.load_until, self._ordered(run)) for run in broken.trip.runs[: broken.number]
        ]

    def all(self) -> Iterator[FleetTrip]:
        """The trips it could become, in no order."""
        broken, run = self.broken, self.broken.run
        passed = [p.at < broken.now for p in run.passes]
        if run.depart < broken.now:
            carried = onward(self.times.calendars, run, broken.now, broken.since, self._latest(self.pickups, self.own))
            if carried is not None:
                stretch = (run.bay, run.load_from, run.load_until, carried)
                yield from self._finished([*self.before, stretch], self.pickups, self.own, None, carried.arrive)
            if not passed or any(passed):
                return
            ready = max(broken.since, 2 * broken.now - run.depart)
        else:
            ready = max(broken.since, broken.ready)
        for reception in self.receptions:
            yield from self._finished(self.before, self.pickups, reception, broken.boarding, ready)
            if run.depart >= broken.now:
                yield from self._cut_short(reception, ready)

    def _ordered(self, run: PickUp | FleetTrip) -> Run:
        way = way_of(self.times.calendars, run)
        return Run(way=way.id, depart=run.depart, passes=passes_of(way, run), arrive=run.arrive)

    def _latest(self, pickups: PickUps, reception: str) -> int:
        return min((self.times.windows.get((site, reception), (0, -1))[1] for site, _ in pickups), default=-1)

    def _cut_short(self, reception: str, ready: int) -> Iterator[FleetTrip]:
        """Straight on from the stop it is at, when it can stay in its bay for all the minutes that are due."""
        number, boarding = self.broken.number, self.broken.boarding
        if number + 1 == len(self.pickups):
            return
        pickups = self.pickups[: number + 1]
        if boarding is not None:
            bay, since, until = boarding
            due = type_of(self.times.legend.situation, self.broken.kind)[1]
            due -= sum(stretch[2] - stretch[1] for stretch in self.before)
            longer = since + due if number == 0 else max(until, since + due)
            if longer < until or not self.times.calendars.is_free(pickups[-1][0], bay, until, longer):
                return
            boarding = bay, since, longer
        yield from self._finished(self.before, pickups, reception, boarding, ready)

    def _finished(
        self,
        stretches: Sequence[Stretch],
        pickups: PickUps,
        reception: str,
        boarding: tuple[int, int, int] | None,
        ready: int,
    ) -> Iterator[FleetTrip]:
        """The trip driven on from its next stop, where it is from ``ready`` on, perhaps boarding already."""
        times, done, latest = self.times, list(stretches), self._latest(pickups, reception)
        minutes = times.minutes(self.broken.kind, pickups)
        while len(done) < len(pickups):
            number = len(done)
            site = pickups[number][0]
            if boarding is None:
                bay, begin = times.calendars.bay(site, ready, minutes[number])
                boarding = bay, begin, begin + minutes[number]
            leaves = max(ready, boarding[2], times.windows.get((site, reception), (0, 0))[0])
            if number + 1 < len(pickups):
                run = times.first(times.between(site, pickups[number + 1][0]), leaves, latest, loaded=True)
            else:
                run = self._out(site, reception, leaves, latest)
            if run is None:
                return
            done.append((*boarding, run))
            boarding, ready = None, run.arrive
        yield trip_of(pickups, done, ready + type_of(times.legend.situation, self.broken.kind)[2])

    def _out(self, site: str, reception: str, leaves: int, latest: int) -> Run | None:
        legs, allowed = self.times.legs.get((site, reception), []), self.departures(site, reception, leaves)
        if allowed is None:
            return self.times.first(legs, leaves, latest, loaded=True)
        runs = (self.times.first(legs, minute, latest, loaded=True) for minute in allowed)
        return next(
            (run for run, due in zip(runs, allowed, strict=True) if run is not None and run.depart == due), None
        )
